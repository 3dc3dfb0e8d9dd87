"""Files of amounts: a scope and a tax basis are demanded, and no amount is counted twice or lost."""

from datetime import date

from chiho_digital.basics import Period, TaxBasis
from chiho_digital.procurement import AmountScope, UnknownReason, read_amounts, read_cases
from chiho_digital.tables import Link, Severity

CASES = read_cases().cases
HEADINGS = "case_id,scope,yen,tax_basis,period_start,period_end,source_url\n"


def join(*lines):
    return read_amounts((HEADINGS + "\n".join(lines) + "\n").encode(), CASES)


def amounts_in(file, case_id, scope):
    (case,) = [case for case in file.cases if case.id == case_id]
    return [amount for amount in case.amounts if amount.scope is scope]


def test_an_amount_takes_the_place_of_the_unknown_one_of_its_scope():
    file = join("omi-core,年額,1200万円,税抜,令和5年度,令和7年度,https://example.org/")

    (amount,) = amounts_in(file, "omi-core", AmountScope.ANNUAL)
    assert (12_000_000, TaxBasis.EXCLUDED, None) == (amount.yen, amount.tax_basis, amount.unknown)
    assert (Period(date(2023, 4, 1), date(2026, 3, 31)), Link("https://example.org/")) == (
        amount.period,
        amount.source,
    )
    (initial,) = amounts_in(file, "omi-core", AmountScope.INITIAL)
    assert UnknownReason.NOT_FOUND is initial.unknown


def test_an_amount_that_says_more_replaces_the_same_one_and_another_stands_beside_it():
    file = join(
        "gifu-gis-2006,annual,7000万円,不明,2008年度,2008年度,",
        "gifu-gis-2006,annual,6900万円,不明,2009年度,2009年度,",
    )

    assert [(70_000_000, date(2008, 4, 1)), (69_000_000, date(2009, 4, 1))] == [
        (amount.yen, amount.period.start) for amount in amounts_in(file, "gifu-gis-2006", AmountScope.ANNUAL)
    ]
    kept = join("gifu-gis-2006,annual,6900万円,不明,2009年度,2009年度,")
    assert [70_000_000, 69_000_000] == [
        amount.yen for amount in amounts_in(kept, "gifu-gis-2006", AmountScope.ANNUAL)
    ]


def test_an_amount_without_scope_or_tax_basis_is_rejected_with_what_is_expected():
    file = join(
        "omi-core,,5,税込,,,", "omi-core,annual,5,,,,", "omi-core,annual,,税込,,,", "omi-core,月額,5,税込,,,"
    )

    assert [
        (2, "scope", "tables.required"),
        (3, "tax_basis", "tables.required"),
        (4, "yen", "tables.required"),
        (5, "scope", "procurement.not_a_scope"),
    ] == [(issue.row, issue.column, issue.code) for issue in file.issues]
    assert "初期費用・年間費用・総額" in file.issues[0].to("ja")
    assert "税込・税抜・不明" in file.issues[1].to("ja")
    assert "initial, annual, total" in file.issues[3].to("en")
    assert [2, 3, 4, 5] == [row for row, _ in file.rejected]


def test_a_file_without_a_column_for_the_tax_basis_joins_nothing():
    file = read_amounts(b"case_id,scope,yen\nomi-core,annual,5\n", CASES)

    assert (CASES, [2]) == (file.cases, [row for row, _ in file.rejected])
    assert ["tax_basis"] == [i.column for i in file.issues if i.severity is Severity.ERROR]


def test_an_unknown_tax_basis_may_be_stated():
    (amount,) = amounts_in(join("omi-core,annual,0,不明,,,"), "omi-core", AmountScope.ANNUAL)

    assert (0, TaxBasis.UNKNOWN, None) == (amount.yen, amount.tax_basis, amount.period)


def test_an_end_that_is_not_stated_is_unknown():
    (amount,) = amounts_in(join("omi-core,annual,5,税込,2024-04,,"), "omi-core", AmountScope.ANNUAL)

    assert Period(date(2024, 4, 1), None) == amount.period


def test_a_period_does_not_end_before_it_starts():
    (issue,) = join("omi-core,annual,5,税込,2024-04,2023年度,").issues

    assert "tables.contradiction" == issue.code


def test_the_same_amount_counts_once_and_no_case_is_guessed():
    file = join(
        "omi-core,annual,5,税込,2024年度,2024年度,",
        "omi-core,年間費用,5円,included,2024-04-01,2025-03-31,https://example.org/",
        "omi-cor,annual,5,税込,,,",
    )

    assert [(3, "procurement.amount_twice"), (4, "procurement.no_such_case")] == [
        (issue.row, issue.code) for issue in file.issues
    ]
    assert ("omi-core",) == file.issues[1].suggestion[:1]
    assert 1 == len(amounts_in(file, "omi-core", AmountScope.ANNUAL))
