"""A period includes both its ends; a partial date is every day that its source may mean, and no more."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital import testing
from chiho_digital.basics import FiscalYear, InvalidDate, InvalidValue, PartialDate, Period, Precision

quick = settings(max_examples=200, deadline=None)
DAY_ONE = date(2025, 1, 1)
days = st.dates(date(1873, 1, 1), date(2100, 12, 31))


def read_or_refuse(text):
    try:
        return PartialDate.parse(text)
    except InvalidDate as error:
        return error


def day(number):
    return DAY_ONE + timedelta(days=number)


def periods():
    return testing.periods(DAY_ONE, day(12))


def partial_dates():
    return testing.partial_dates(date(1873, 1, 1), date(2100, 12, 31))


def civil_code_end(start, months):
    """Civil Code art. 143: the day before the corresponding day; where there is none, the end of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if start.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, start.day) - timedelta(days=1)


@quick
@given(period=periods())
def test_a_period_holds_the_days_from_its_first_to_its_last(period):
    expected = [
        n
        for n in range(-2, 15)
        if (period.start is None or n >= (period.start - DAY_ONE).days)
        and (period.end is None or n <= (period.end - DAY_ONE).days)
    ]

    assert expected == [n for n in range(-2, 15) if day(n) in period]


@quick
@given(one=periods(), other=periods())
def test_two_periods_overlap_when_they_share_a_day(one, other):
    expected = any(day(n) in one and day(n) in other for n in range(-2, 15))

    assert expected == one.overlaps(other) == other.overlaps(one)


def test_a_period_of_one_day_is_a_period():
    assert DAY_ONE in Period(DAY_ONE, DAY_ONE)


def test_a_period_without_ends_holds_every_day():
    assert date.min in Period(None, None)
    assert date.max in Period(None, None)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(InvalidValue) as caught:
        Period(date(2025, 4, 1), date(2025, 3, 31))

    assert (
        caught.value.code,
        caught.value.params,
    ) == ("basics.period_reversed", {"start": "2025-04-01", "end": "2025-03-31"})


@pytest.mark.parametrize(
    ("start", "years", "months", "expected"),
    [
        (date(2025, 4, 1), 1, 0, date(2026, 3, 31)),
        (date(2025, 4, 1), 5, 0, date(2030, 3, 31)),
        (date(2025, 4, 1), 0, 1, date(2025, 4, 30)),
        (date(2025, 4, 15), 0, 1, date(2025, 5, 14)),
        (date(2025, 4, 15), 1, 6, date(2026, 10, 14)),
        (date(2025, 1, 31), 0, 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 0, 1, date(2024, 2, 29)),
        (date(2025, 8, 31), 0, 1, date(2025, 9, 30)),
        (date(2025, 1, 29), 0, 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 1, 0, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, 0, date(2028, 2, 28)),
        (date(2023, 3, 1), 1, 0, date(2024, 2, 29)),
    ],
)
def test_a_period_lasts_by_the_calendar(start, years, months, expected):
    assert Period(start, expected) == Period.lasting(start, years=years, months=months)


@quick
@given(start=days, months=st.integers(1, 600))
def test_a_period_ends_as_the_civil_code_counts(start, months):
    assert Period(start, civil_code_end(start, months)) == Period.lasting(start, months=months)


@quick
@given(start=days, years=st.integers(1, 50))
def test_a_year_is_twelve_months(start, years):
    assert Period.lasting(start, months=12 * years) == Period.lasting(start, years=years)


@quick
@given(start=days, months=st.integers(-30, 0))
def test_a_period_that_lasts_no_time_is_refused(start, months):
    with pytest.raises(InvalidValue):
        Period.lasting(start, months=months)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2021-05-01", date(2021, 5, 1), date(2021, 5, 1), "day"),
        ("R3.5.1", date(2021, 5, 1), date(2021, 5, 1), "day"),
        ("20210501", date(2021, 5, 1), date(2021, 5, 1), "day"),
        ("2021-05", date(2021, 5, 1), date(2021, 5, 31), "month"),
        ("2021/5", date(2021, 5, 1), date(2021, 5, 31), "month"),
        ("2021年5月", date(2021, 5, 1), date(2021, 5, 31), "month"),
        ("令和３年５月", date(2021, 5, 1), date(2021, 5, 31), "month"),
        ("R3.5", date(2021, 5, 1), date(2021, 5, 31), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "month"),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), "month"),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("2021年", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("令和3年", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("R3年", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("令和元年", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("平成31年", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("令和3年度", date(2021, 4, 1), date(2022, 3, 31), "fiscal_year"),
        ("R3年度", date(2021, 4, 1), date(2022, 3, 31), "fiscal_year"),
        ("2021年度", date(2021, 4, 1), date(2022, 3, 31), "fiscal_year"),
        ("fy2021", date(2021, 4, 1), date(2022, 3, 31), "fiscal_year"),
    ],
)
def test_a_text_names_a_date_as_exactly_as_it_is_known(text, start, end, precision):
    partial = PartialDate.parse(text)

    assert (start, end, precision) == (partial.start, partial.end, partial.precision)


@quick
@given(partial=partial_dates())
def test_a_partial_date_is_read_back_from_its_text_and_from_its_era_notation(partial):
    assert partial == PartialDate.parse(str(partial))
    assert partial == PartialDate.parse(partial.era)


@quick
@given(partial=partial_dates())
def test_a_partial_date_starts_no_later_than_it_ends(partial):
    assert partial.start <= partial.end
    assert Period(partial.start, partial.end) == partial.period


@quick
@given(known=days, precision=st.sampled_from(Precision))
def test_a_partial_date_that_does_not_start_on_its_first_day_is_refused(known, precision):
    first = {
        Precision.DAY: known,
        Precision.MONTH: known.replace(day=1),
        Precision.YEAR: known.replace(month=1, day=1),
        Precision.FISCAL_YEAR: known.replace(month=4, day=1),
    }[precision]

    if known == first:
        assert known == PartialDate(known, precision).start
    else:
        with pytest.raises(InvalidValue) as caught:
            PartialDate(known, precision)
        assert ("basics.partial_date_start", known.isoformat()) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-04", "平成31年4月"),
        ("2019-05", "令和元年5月"),
        ("1989-01", "平成元年1月"),
        ("1926-12", "昭和元年12月"),
        ("1912-07", "大正元年7月"),
        ("2019", "令和元年"),
        ("1989", "平成元年"),
        ("2018", "平成30年"),
        ("FY2019", "令和元年度"),
        ("2019-05-01", "令和元年5月1日"),
    ],
)
def test_a_year_or_month_in_which_the_era_changed_is_written_with_the_newer_era(text, expected):
    assert expected == PartialDate.parse(text).era


@pytest.mark.parametrize(
    ("text", "expected"),
    [("昭和64年", "1989"), ("昭和64年1月", "1989-01"), ("大正15年", "1926"), ("明治45年7月", "1912-07")],
)
def test_a_year_or_month_that_lies_in_two_eras_is_read_with_either(text, expected):
    assert expected == str(PartialDate.parse(text))


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("平成31年5月", "basics.date_outside_era", "令和元年5月"),
        ("H31.5", "basics.date_outside_era", "令和元年5月"),
        ("平成３２年", "basics.date_outside_era", "令和2年"),
        ("令和元年4月", "basics.date_outside_era", "平成31年4月"),
        ("平成31年5月1日", "basics.date_outside_era", "令和元年5月1日"),
        ("平成３２年度", "basics.fiscal_year_outside_era", "令和2年度"),
    ],
)
def test_a_partial_date_outside_its_era_is_refused_with_the_right_era_as_exactly(text, code, suggestion):
    with pytest.raises(InvalidDate) as caught:
        PartialDate.parse(text)

    assert (code, text, suggestion) == (caught.value.code, caught.value.value, caught.value.suggestion)
    assert PartialDate.parse(suggestion)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-02-29", "basics.date_impossible"),
        ("2025-13", "basics.date_impossible"),
        ("2025-00", "basics.date_impossible"),
        ("令和7年13月", "basics.date_impossible"),
        ("0000", "basics.date_impossible"),
        ("明治5年", "basics.date_before_calendar"),
        ("明治5年12月", "basics.date_before_calendar"),
        ("1872", "basics.date_before_calendar"),
        ("1872-12", "basics.date_before_calendar"),
        ("1872-12-31", "basics.date_before_calendar"),
        ("明治18年度", "basics.fiscal_year_range"),
        ("FY9999", "basics.fiscal_year_range"),
    ],
)
def test_a_partial_date_that_cannot_be_is_refused(text, code):
    with pytest.raises(InvalidDate) as caught:
        PartialDate.parse(text)

    assert (code, text) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "　", "\x00", "2021-05\x00", "None", "null", "nan", "NaT", "年", "年度", "FY", "FY21"],
        *["R3", "令和3"],
        *["202105", "21-05", "2021-", "5月", "2021年5", "2021年5月頃", "令和3年春", "未定", "2021-05~06"],
        "9" * 10_000,
        *["٢٠٢١", "२०२१-०५", "二〇二一年", "令和③年", "2021-0²", "2021 05", "2021年上半期", "FY2021-05"],
        "\ud800",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_a_text_that_is_no_date_of_any_precision_is_refused(text):
    with pytest.raises(InvalidDate) as caught:
        PartialDate.parse(text)

    assert ("basics.partial_date_format", text) == (caught.value.code, caught.value.value)


@quick
@given(
    text=st.one_of(st.text(), st.text(alphabet="0123456789元年度月日令和平成昭FYRHS.-/ 　２", max_size=10))
)
def test_any_text_is_either_a_partial_date_or_refused_as_a_date(text):
    found = read_or_refuse(text)

    if isinstance(found, InvalidDate):
        assert text == found.value
    else:
        assert found == PartialDate.parse(str(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-31", 2024),
        ("2025-04-01", 2025),
        ("2025-03", 2024),
        ("2025-04", 2025),
        ("令和7年度", 2025),
    ],
)
def test_a_partial_date_lies_in_a_fiscal_year(text, expected):
    assert FiscalYear(expected) == PartialDate.parse(text).fiscal_year


def test_a_calendar_year_lies_in_two_fiscal_years_so_in_none_for_certain():
    assert PartialDate.parse("2025年").fiscal_year is None


def test_a_day_before_the_first_fiscal_year_has_none():
    with pytest.raises(InvalidValue, match="1886"):
        _ = PartialDate.parse("1886-03-31").fiscal_year
