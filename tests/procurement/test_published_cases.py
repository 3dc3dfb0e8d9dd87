"""The 53 real cases, as published: everything is read or kept, and nothing is invented."""

import csv
import pickle
from pathlib import Path

import pytest

from chiho_digital import procurement
from chiho_digital.basics import Grade
from chiho_digital.governments import get
from chiho_digital.procurement import (
    AmountScope,
    BodyType,
    Case,
    CaseRow,
    ContractForm,
    LegalForm,
    Participation,
    UnknownReason,
)
from chiho_digital.tables import Severity, check_rows, columns_of, read_rows

EXPECTED = Path(__file__).parent / "expected_issues.txt"


@pytest.fixture(scope="module")
def file():
    return procurement.read_cases()


@pytest.fixture(scope="module")
def cases(file):
    return {case.id: case for case in file.cases}


def test_every_row_becomes_a_case(file):
    assert (53, 0, "utf-8") == (len(file.cases), len(file.rejected), file.encoding)
    assert 27 == len({code for case in file.cases for code in case.prefectures})


def test_the_issues_of_the_real_file_are_exactly_those_that_were_reviewed(file):
    found = [f"{i.severity}\t{i.row}\t{i.column}\t{i.code}" for i in file.issues]

    assert EXPECTED.read_text(encoding="utf-8").splitlines() == found
    assert all(issue.to("ja") and issue.to("en") for issue in file.issues)


def test_no_cell_is_dropped():
    loaded = read_rows(procurement.PUBLISHED_CASES, CaseRow)
    checked = check_rows(loaded, CaseRow)
    with procurement.PUBLISHED_CASES.open(encoding="utf-8", newline="") as lines:
        published = list(csv.DictReader(lines))

    for cells, row in zip(published, checked.good, strict=True):
        for name, column in columns_of(CaseRow).items():
            written = column.write(getattr(row.record, name)) or ""
            if name == "prefecture":
                written = ";".join(get(code).name for code in row.record.prefecture)
            assert cells[name].strip() == written, (row.row, name)


def test_rows_survive_json_and_pickle():
    for row in check_rows(read_rows(procurement.PUBLISHED_CASES, CaseRow), CaseRow).good:
        assert row.record == CaseRow.model_validate_json(row.record.model_dump_json())
        assert row.record == pickle.loads(pickle.dumps(row.record))


def test_cases_survive_json_and_pickle(file):
    for case in file.cases:
        assert case == Case.model_validate_json(case.model_dump_json())
        assert case == pickle.loads(pickle.dumps(case))


def test_a_misprint_is_kept_and_the_likely_town_suggested(file, cases):
    (issue,) = [i for i in file.issues if i.code == "procurement.unknown_participant"]

    assert (2, Severity.WARNING, ("大阪府太子町（273813）",)) == (issue.row, issue.severity, issue.suggestion)
    assert ("太子(出典は「太子市」と表記)",) == cases["osaka-chat-2021"].unresolved
    assert 21 == len(cases["osaka-chat-2021"].municipalities)
    assert not cases["osaka-chat-2021"].participants_known


def test_names_become_codes(cases):
    assert {"282219"} & {p.code for c in cases.values() for p in c.participations} == set()
    names = {p.name: p.code for p in cases["omi-genai-2026"].municipalities}
    assert "252069" == names["草津市"]
    assert cases["omi-genai-2026"].participants_known


def test_bodies_that_left_are_known_with_the_year_and_are_not_counted(cases):
    kagawa = cases["kagawa-eapp-2004"]
    left = [p for p in kagawa.participations if p.has_left]

    assert (10, {"FY2009"}, (), 17) == (
        len(left),
        {str(p.left) for p in left},
        kagawa.municipalities,
        kagawa.municipal_count,
    )


def test_bodies_that_joined_later_carry_the_date(cases):
    (shintomi,) = cases["miyazaki-ebid-shintomi-2025"].municipalities
    (omura,) = cases["nagasaki-asp-2008"].municipalities

    assert ("FY2025", "2009-12-16") == (str(shintomi.joined), str(omura.joined))


def test_prefectures_take_part_but_are_no_municipalities(cases):
    three = cases["chugoku3-atena-2014"]

    assert {BodyType.PREFECTURE} == {p.body_type for p in three.participations}
    assert (0, (), True) == (three.municipal_count, three.municipalities, three.participants_known)
    assert "長野県" in {p.name for p in cases["nagano-econtract"].participations}


def test_a_case_may_have_several_lots_with_different_suppliers(cases):
    lots = cases["tokyo-giga-2025"].lots

    assert ["富士電機ITソリューション", "東日本電信電話", "内田洋行"] == [lot.supplier for lot in lots]
    assert "株式会社トラストバンク" == cases["osaka-chat-2021"].lots[0].developer
    assert (None, "製品: EDUCOM") == (
        cases["tottori-komu-2018"].lots[0].supplier,
        cases["tottori-komu-2018"].lots[0].remark,
    )


def test_unknown_amounts_say_why_and_known_ones_are_whole_yen(cases):
    gis = {amount.scope: amount for amount in cases["gifu-gis-2006"].amounts}

    assert (None, UnknownReason.CONFLICTING_SOURCES) == (
        gis[AmountScope.INITIAL].yen,
        gis[AmountScope.INITIAL].unknown,
    )
    assert (70_000_000, None) == (gis[AmountScope.ANNUAL].yen, gis[AmountScope.ANNUAL].unknown)
    assert UnknownReason.NOT_FOUND == gis[AmountScope.TOTAL].unknown


def test_contract_and_legal_forms_are_types_and_unread_words_stay(cases):
    assert ContractForm.FRAMEWORK_AND_USAGE == cases["omi-genai-2026"].contract.form
    assert ContractForm.DELEGATED_TO_PREFECTURE == cases["tottori-komu-2018"].contract.form
    assert LegalForm.PARTIAL_AFFAIRS_ASSOCIATION == cases["yamanashi-eapp-2004"].legal_form
    tokyo = cases["tokyo-etokyo-2004"].contract
    assert (None, "協議会が仕様決定・サービス提供事業者を募集・選定") == (tokyo.form, tokyo.words)


def test_grades_follow_the_confidence_and_the_word_is_kept(cases):
    assert {"high": Grade.PRIMARY, "medium": Grade.SECONDARY, "low": Grade.INFERRED} == {
        case.confidence: case.grade for case in cases.values()
    }


def test_a_count_that_disagrees_with_its_list_is_an_issue():
    text = (
        "case_id,prefecture,lead_body,system_kind_ja,source_url,participants_municipal_count,participants_named\n"
        "a,山口県,x,電子申請,https://x.org,3,萩市;長門市\n"
        "b,山口県,x,電子申請,https://x.org,2,萩市;長門市\n"
        "c,山口県,x,量子暗号,https://x.org,1,萩 市;\n"
    )
    file = procurement.read_cases(text.encode())

    assert [(2, "procurement.count_disagrees"), (4, "procurement.kind_unknown")] == [
        (i.row, i.code)
        for i in file.issues
        if i.code in {"procurement.count_disagrees", "procurement.kind_unknown"}
    ]


def test_the_label_of_a_list_may_have_a_full_width_colon():
    text = (
        "case_id,prefecture,lead_body,system_kind_ja,source_url,participants_named\n"
        "a,山口県,x,電子申請,https://x.org,離脱：萩市;長門市\n"
    )
    (case,) = procurement.read_cases(text.encode()).cases

    assert [True, True] == [p.has_left for p in case.participations]


HEADINGS = "case_id,prefecture,lead_body,system_kind_ja,source_url,participants_named,participants_other\n"


def read(line):
    file = procurement.read_cases((HEADINGS + line).encode())
    issues = [issue for issue in file.issues if issue.code != "tables.heading_missing"]
    return file.cases[0], issues


@pytest.mark.parametrize(
    "name",
    ["長野広域連合", "下北地域広域行政事務組合", "ひたちなか・東海広域事務組合", "架空市架空町衛生組合"],
)
def test_words_that_plainly_name_an_association_are_a_participant_without_a_code(name):
    case, issues = read(f"a,青森県,x,電子申請,https://x.org,,{name}(2024年度から)")
    (association,) = case.participations

    assert (name, None, BodyType.ASSOCIATION) == (association.name, association.code, association.body_type)
    assert "FY2024" == str(association.joined)
    assert ((), ()) == (case.municipalities, case.unresolved)
    assert [("procurement.association_named", Severity.NOTE)] == [(i.code, i.severity) for i in issues]


@pytest.mark.parametrize(
    "words",
    [
        "1組合",
        "一部事務組合",
        "広域連合",
        "各組合",
        "青森県と事務組合",
        "架空組合等",
        "県内の組合",
        "架空協同組合",
        "市町村職員共済組合",
    ],
)
def test_other_words_about_associations_stay_words(words):
    case, _ = read(f"a,青森県,x,電子申請,https://x.org,,{words}")

    assert (words,) == case.unresolved
    assert BodyType.ASSOCIATION not in {p.body_type for p in case.participations}


def test_a_prefecture_named_twice_counts_once_with_a_warning():
    case, issues = read("a,大阪府;大阪府;270008,x,電子申請,https://x.org,,")

    assert ("270008",) == case.prefectures
    assert [("prefecture", "procurement.named_twice", Severity.WARNING, "大阪府")] == [
        (i.column, i.code, i.severity, i.suggestion) for i in issues
    ]


def test_a_participant_named_twice_counts_once_with_a_warning():
    case, issues = read("a,山口県,x,電子申請,https://x.org,萩市;山口県萩市;架空広域連合,山口県;架空広域連合")

    assert ["萩市", "架空広域連合", "山口県"] == [p.name for p in case.participations]
    twice = [issue.value for issue in issues if issue.code == "procurement.named_twice"]
    assert {"山口県萩市", "架空広域連合"} == set(twice)


def test_a_remark_that_contradicts_the_year_of_leaving_is_said_and_kept():
    text = (
        HEADINGS.strip()
        + ",status\na,山口県,x,電子申請,https://x.org,離脱: 萩市(2015年度から),,withdrawals(2009年度に離脱)\n"
    )
    file = procurement.read_cases(text.encode())
    (hagi,) = file.cases[0].participations

    assert (None, "FY2009", "2015年度から") == (hagi.joined, str(hagi.left), hagi.remark)
    assert "procurement.left_before_joined" in {issue.code for issue in file.issues}


def test_the_number_of_a_prefecture_is_no_code_and_its_name_is_suggested():
    file = procurement.read_cases((HEADINGS + "a,３５,x,電子申請,https://x.org,,\n").encode())
    (issue,) = [issue for issue in file.issues if issue.column == "prefecture"]

    assert ("tables.unknown_prefecture", "山口県") == (issue.code, issue.suggestion)


@pytest.mark.parametrize(
    ("code", "body_type"), [(None, "municipality"), (None, "prefecture"), ("352047", "association")]
)
def test_only_an_association_has_no_code(code, body_type):
    with pytest.raises(ValueError, match="団体コード"):
        Participation(name="x", code=code, body_type=body_type)


def test_nobody_is_recorded_as_leaving_before_it_joined():
    with pytest.raises(ValueError, match="2020"):
        Participation(name="萩市", code="352047", body_type="municipality", joined="2021", left="2020-12")
