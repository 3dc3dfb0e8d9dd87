"""Kinds of system: every spelling of the real cases is known, spellings are folded, unknown ones are kept or told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital import procurement, systems
from chiho_digital.basics import ChihoDigitalError
from chiho_digital.systems import UnknownKind, find_kind, kind_of, kinds, near_kinds
from chiho_digital.systems.vocabularies import folded, table

ROWS = table("kinds.csv")
PUBLISHED = {spelling for case in procurement.read_cases().cases for spelling in case.kinds}


def test_every_kind_of_the_real_cases_is_known():
    assert {True} == {kind_of(spelling).known for spelling in PUBLISHED}
    assert {kind_of(spelling) for spelling in PUBLISHED} == set(kinds())


def test_a_kind_has_one_id_and_one_name_in_each_language():
    for part in ("id", "ja", "en"):
        values = [kind.id if part == "id" else kind.label.to(part) for kind in kinds()]
        assert len(values) == len(set(values)), part


def test_no_spelling_is_two_kinds():
    owners = {}
    for kind in kinds():
        for spelling in kind.spellings:
            owners.setdefault(folded(spelling), set()).add(kind.id)

    assert {} == {spelling: ids for spelling, ids in owners.items() if len(ids) > 1}
    assert len(ROWS) == len({row["spelling"] for row in ROWS})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["spelling"])
def test_a_spelling_of_the_file_is_read_as_its_kind(row):
    kind = kind_of(row["spelling"])

    assert (row["kind"], row["ja"], row["en"]) == (kind.id, kind.label.ja, kind.label.en)
    assert kind == kind_of(row["ja"]) == kind_of(row["en"]) == kind_of(row["kind"])
    assert row["spelling"] in kind.spellings


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ﾋﾞｼﾞﾈｽﾁｬｯﾄ", "business_chat"),
        ("びじねすちゃっと", "business_chat"),
        ("ａｉ ｏｃｒ", "ai_ocr"),
        ("AIOCR", "ai_ocr"),
        ("rpa", "rpa"),
        ("Online Application", "online_application"),
        ("online-application", "online_application"),
        (" 電子申請（共通基盤） ", "online_application"),
        ("LINE公式アカウント拡張", "line_account"),
    ],
)
def test_width_case_kana_spaces_and_hyphens_are_folded(text, kind):
    assert kind == kind_of(text).id == find_kind(text).id


def test_an_unknown_spelling_is_a_kind_of_its_own():
    kind = kind_of("量子暗号")

    assert (False, "量子暗号", "量子暗号", ()) == (kind.known, kind.id, kind.label.ja, kind.synonyms)


@pytest.mark.parametrize(
    ("text", "near"), [("電子申込", "電子申請"), ("申請", "電子申請"), ("チャト", "ビジネスチャット")]
)
def test_an_unknown_kind_is_told_with_near_names(text, near):
    with pytest.raises(UnknownKind) as caught:
        find_kind(text)

    assert near == caught.value.suggestion[0].ja
    assert near in caught.value.message("ja")
    assert isinstance(caught.value, LookupError | ChihoDigitalError)


def test_where_nothing_is_near_nothing_is_suggested():
    assert None is near_kinds("量子暗号")
    assert None is near_kinds("")


@given(st.text())
def test_any_text_is_a_kind_and_its_id_is_read_as_it(text):
    kind = kind_of(text)

    assert kind.known or kind.id == text
    assert kind.id == kind_of(kind.id).id
    assert len(near_kinds(text) or ()) <= 3


def test_a_file_of_cases_suggests_near_kinds():
    text = "case_id,prefecture,lead_body,system_kind_ja,source_url\na,山口県,x,電子申込,https://x.org\n"
    (issue,) = [i for i in procurement.read_cases(text.encode()).issues if i.column == "system_kind_ja"]

    assert ("procurement.kind_unknown", "電子申請") == (issue.code, issue.suggestion[0].ja)


def test_the_areas_of_the_file_are_the_three_of_the_dashboard():
    assert set(systems.AREAS) - {systems.UNCLASSIFIED} == {row["area_ours"] for row in ROWS}
    by_kind = {(row["kind"], row["area_ours"]) for row in ROWS}
    assert len(kinds()) == len(by_kind)


def test_without_a_mapping_every_kind_is_unclassified():
    assert {systems.UNCLASSIFIED} == {systems.area_of(kind) for kind in kinds()}
    assert systems.UNCLASSIFIED == systems.area_of("量子暗号", systems.areas_ours())


@pytest.mark.parametrize("key", ["generative_ai", "生成AI", "generative AI", "生成系AI"])
def test_a_mapping_may_name_a_kind_by_any_spelling(key):
    assert "研究部門" == systems.area_of("生成ＡＩ", {key: "研究部門"})
    assert systems.UNCLASSIFIED == systems.area_of("RPA", {key: "研究部門"})


def test_our_mapping_covers_every_kind():
    ours = systems.areas_ours()

    assert {kind.id for kind in kinds()} == set(ours)
    assert "総務部門" == systems.area_of(kind_of("電子入札"), ours)


def test_no_cell_of_the_data_file_is_blank_or_padded():
    assert all(cell == cell.strip() != "" for row in ROWS for cell in row.values())
