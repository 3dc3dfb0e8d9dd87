"""The catalogue that ships: every name of the published cases is in it or left out with a reason, and nothing else is."""

import csv

import pytest

from chiho_digital import procurement
from chiho_digital.systems import catalogue, kind_of
from chiho_digital.systems.vocabularies import table

CASES = {case.id: case for case in procurement.read_cases().cases}
with procurement.PUBLISHED_CASES.open(encoding="utf-8", newline="") as lines:
    CELLS = {row["case_id"]: row for row in csv.DictReader(lines)}
NAMING = [
    (id_, column) for id_, row in CELLS.items() for column in ("vendor", "product") if row[column].strip()
]
LEFT_OUT = {(row["case_id"], row["column"]): row for row in table("named_in_cases/left_out.csv")}
PUBLISHED = catalogue.published()
SOFTWARE = {one.id: one for one in PUBLISHED.software}
# What is left of a cell when the names are taken out: only these words, which name nobody.
GLUE = {
    "",
    "(開発元 )",
    "(TKC事例ページ)",
    "(県は 。共同導入全体の事業者は未確認)",
    "(製品: )",
}


def entries(case):
    """The software and offerings that rest on a case."""
    return [
        (SOFTWARE[offer.software], offer)
        for offer in PUBLISHED.offerings
        if case in {use.case for use in offer.used_in}
    ]


def names(case):
    for one, offer in entries(case):
        yield from (company.name for company in (one.developer, offer.seller) if company is not None)
        if one.name is not None:
            yield one.name


def test_there_are_names_in_the_cases():
    assert (19, 11) == tuple(sum(column == c for _, c in NAMING) for column in ("vendor", "product"))


@pytest.mark.parametrize(("case", "column"), NAMING)
def test_every_supplier_and_product_of_the_cases_is_in_it_or_left_out_with_a_reason(case, column):
    rest = CELLS[case][column]
    if (case, column) in LEFT_OUT:
        assert LEFT_OUT[case, column]["text"] == rest
        assert LEFT_OUT[case, column]["reason_ja"]
        assert LEFT_OUT[case, column]["reason_en"]
        return
    for name in sorted(names(case), key=len, reverse=True):
        rest = rest.replace(name, "")

    assert rest in GLUE


@pytest.mark.parametrize("offer", PUBLISHED.offerings, ids=lambda offer: offer.software)
def test_every_entry_rests_on_cases_that_name_it(offer):
    one = SOFTWARE[offer.software]
    assert offer.used_in
    for use in offer.used_in:
        text = CELLS[use.case]["vendor"] + CELLS[use.case]["product"]
        assert offer.seller is None or offer.seller.name in text
        assert one.name is None or one.name in text
        assert (use.case, "vendor") not in LEFT_OUT
        bodies = (*CASES[use.case].prefectures, *(p.code for p in CASES[use.case].municipalities))
        assert bodies == use.bodies


@pytest.mark.parametrize("one", PUBLISHED.software, ids=lambda one: one.id)
def test_a_software_serves_the_kinds_of_its_cases_and_its_developer_is_named_in_one(one):
    cases = [use.case for offer in PUBLISHED.offerings_of(one) for use in offer.used_in]

    assert {kind.id for kind in one.system_kinds} == {
        kind.id for case in cases for kind in map(kind_of, CASES[case].kinds)
    }
    assert one.developer is None or any(one.developer.name in CELLS[case]["vendor"] for case in cases)


def test_what_is_not_known_stays_unknown():
    assert {None} == {offer.prices for offer in PUBLISHED.offerings}
    assert {None} == {offer.certifications for offer in PUBLISHED.offerings}
    companies = [offer.seller for offer in PUBLISHED.offerings] + [
        one.developer for one in PUBLISHED.software
    ]
    assert {None} == {company.corporate_number for company in companies if company is not None}


def test_developer_and_seller_are_apart():
    sellers = {offer.seller.name for offer in PUBLISHED.offerings_of("logochat")}

    assert "株式会社トラストバンク" == SOFTWARE["logochat"].developer.name
    assert {"株式会社南大阪電子計算センター", "株式会社トラストバンク"} == sellers


def test_dates_are_those_of_the_newest_case():
    def observed(offer):
        dates = [CASES[use.case].observed for use in offer.used_in]
        return max((d.value for d in dates if d and d.value), key=lambda day: day.end, default=None)

    assert {offer: observed(offer) for offer in PUBLISHED.offerings} == {
        offer: offer.as_of for offer in PUBLISHED.offerings
    }
    assert PUBLISHED.as_of == max((o.as_of for o in PUBLISHED.offerings if o.as_of), key=lambda day: day.end)


def test_it_says_that_it_is_not_the_dmp():
    assert "named in published cases of joint procurement, not DMP data" == PUBLISHED.origin.en
    assert "DMPのデータではない" in PUBLISHED.origin.ja


def test_its_files_have_no_issues():
    file = catalogue.load(catalogue._PUBLISHED, origin="x")

    assert {"software.csv": (), "offerings.csv": ()} == file.issues == file.rejected
