"""A fiscal year runs from April to March, is read from Japanese notations, counts like a number, and knows its era."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import FiscalYear, InvalidDate, InvalidValue

quick = settings(max_examples=200, deadline=None)
years = st.integers(1886, 9998).map(FiscalYear)
modern_years = st.integers(1886, 2100).map(FiscalYear)


def read_or_refuse(text):
    try:
        return FiscalYear.parse(text)
    except InvalidValue as error:
        return error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和7年度", 2025),
        ("令和７年度", 2025),
        ("令和07年度", 2025),
        ("R7", 2025),
        ("r7年度", 2025),
        ("令和7", 2025),
        ("FY2025", 2025),
        ("ＦＹ２０２５", 2025),
        ("fy 2025", 2025),
        ("2025年度", 2025),
        (" 2025 年度 ", 2025),
        ("令和元年度", 2019),
        ("令和1年度", 2019),
        ("R元", 2019),
        ("平成31年度", 2019),
        ("H31", 2019),
        ("平成元年度", 1989),
        ("昭和63年度", 1988),
        ("昭和元年度", 1926),
        ("大正15年度", 1926),
        ("大正元年度", 1912),
        ("明治45年度", 1912),
        ("明治19年度", 1886),
    ],
)
def test_a_text_names_a_fiscal_year(text, expected):
    assert FiscalYear(expected) == FiscalYear.parse(text)


@pytest.mark.parametrize("year", range(1886, 2101))
def test_every_fiscal_year_is_read_back_from_its_era_notation_and_its_text(year):
    fiscal_year = FiscalYear(year)

    assert fiscal_year == FiscalYear.parse(fiscal_year.era)
    assert fiscal_year == FiscalYear.parse(str(fiscal_year))


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2018, "平成30年度"),
        (2019, "令和元年度"),
        (2020, "令和2年度"),
        (1988, "昭和63年度"),
        (1989, "平成元年度"),
        (1926, "大正15年度"),
        (1927, "昭和2年度"),
        (1912, "明治45年度"),
        (1913, "大正2年度"),
        (1886, "明治19年度"),
    ],
)
def test_a_fiscal_year_is_written_with_the_era_of_its_april_except_2019(year, expected):
    assert expected == FiscalYear(year).era


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("平成32年度", "令和2年度"),
        ("平成３２年度", "令和2年度"),
        ("H33", "令和3年度"),
        ("昭和64年度", "平成元年度"),
        ("大正16年度", "昭和2年度"),
        ("明治46年度", "大正2年度"),
        ("令和0年度", "平成30年度"),
    ],
)
def test_a_fiscal_year_of_which_no_day_lies_in_its_era_is_refused_with_the_right_era(text, suggestion):
    with pytest.raises(InvalidDate) as caught:
        FiscalYear.parse(text)

    assert ("basics.fiscal_year_outside_era", text, suggestion) == (
        caught.value.code,
        caught.value.value,
        caught.value.suggestion,
    )
    assert FiscalYear.parse(suggestion)


def test_a_bare_western_year_is_refused_since_it_may_mean_the_calendar_year():
    text = "２０２５"

    with pytest.raises(InvalidValue) as caught:
        FiscalYear.parse(text)

    assert ("basics.fiscal_year_format", text, "2025年度") == (
        caught.value.code,
        caught.value.value,
        caught.value.suggestion,
    )


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "　", "\x00", "FY2025\x00", "None", "null", "nan", "年度", "FY", "R", "令和"],
        "9" * 10_000,
        *["令和7年", "2025年", "25年度", "FY25", "FY20255", "令和100年度", "令和-7年度", "元年度", "7年度"],
        *["X7", "R7.1"],
        *["FY٢٠٢٥", "२०२५年度", "令和七年度", "令和⑦年度", "FY202²", "2025-04-01", "2025/26"],
        *["FY2025-FY2026", "平成2 7年度"],
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_a_text_that_is_no_fiscal_year_is_refused(text):
    with pytest.raises(InvalidValue) as caught:
        FiscalYear.parse(text)

    assert ("basics.fiscal_year_format", text, None) == (
        caught.value.code,
        caught.value.value,
        caught.value.suggestion,
    )


@pytest.mark.parametrize("text", ["明治18年度", "FY1885", "0001年度", "FY9999"])
def test_a_text_outside_the_years_that_can_be_handled_is_refused_as_it_was_given(text):
    with pytest.raises(InvalidDate) as caught:
        FiscalYear.parse(text)

    assert ("basics.fiscal_year_range", text) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize("year", [1885, 9999, 0, -1, 10**5000, 2025.0, "2025", None, True], ids=type)
def test_what_is_no_whole_year_from_1886_to_9998_is_refused(year):
    with pytest.raises(InvalidValue) as caught:
        FiscalYear(year)

    assert ("basics.fiscal_year_range", year) == (caught.value.code, caught.value.value)
    assert "1886" in str(caught.value)


@quick
@given(text=st.one_of(st.text(), st.text(alphabet="0123456789元年度令和平成FYRHST 　２", max_size=8)))
def test_any_text_is_either_a_fiscal_year_or_refused(text):
    found = read_or_refuse(text)

    if isinstance(found, InvalidValue):
        assert text == found.value
    else:
        assert found == FiscalYear.parse(str(found))


@quick
@given(day=st.dates(date(1886, 4, 1), date(9999, 3, 31)))
def test_a_day_lies_in_its_own_fiscal_year_and_in_no_neighbour(day):
    fiscal_year = FiscalYear.of(day)

    assert day in fiscal_year
    assert fiscal_year.start <= day <= fiscal_year.end
    for neighbour in (fiscal_year.year - 1, fiscal_year.year + 1):
        if 1886 <= neighbour <= 9998:
            assert day not in FiscalYear(neighbour)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 31), 2024),
        (date(2025, 4, 1), 2025),
        (date(2025, 12, 31), 2025),
        (date(2026, 1, 1), 2025),
        (date(2024, 2, 29), 2023),
    ],
)
def test_a_fiscal_year_begins_on_the_first_of_april(day, expected):
    assert FiscalYear(expected) == FiscalYear.of(day)


@pytest.mark.parametrize("day", [date(1886, 3, 31), date(1, 1, 1), date(9999, 4, 1)])
def test_a_day_outside_the_fiscal_years_that_can_be_handled_is_refused(day):
    with pytest.raises(InvalidValue):
        FiscalYear.of(day)


@quick
@given(fiscal_year=st.integers(1886, 9997).map(FiscalYear))
def test_the_next_fiscal_year_starts_the_day_after_the_end(fiscal_year):
    assert (fiscal_year + 1).start == fiscal_year.end + timedelta(days=1)


@quick
@given(fiscal_year=years, step=st.integers(-9000, 9000))
def test_adding_years_and_taking_them_away_are_inverse_or_refused(fiscal_year, step):
    if 1886 <= fiscal_year.year + step <= 9998:
        assert fiscal_year == fiscal_year + step - step
        assert step == (fiscal_year + step) - fiscal_year
    else:
        with pytest.raises(InvalidValue):
            fiscal_year + step


@pytest.mark.parametrize("step", [None, "1", FiscalYear(2025)])
def test_only_whole_numbers_are_added_to_a_fiscal_year(step):
    with pytest.raises(TypeError):
        FiscalYear(2025) + step


def test_a_fraction_of_a_year_is_refused():
    with pytest.raises(InvalidValue):
        FiscalYear(2025) + 0.5


@quick
@given(first=years, second=years)
def test_fiscal_years_are_ordered_like_their_years(first, second):
    assert (first.year < second.year) == (first < second)
    assert (first.year == second.year) == (first == second)


@quick
@given(first=modern_years, second=modern_years)
def test_a_range_of_fiscal_years_includes_both_ends_and_is_empty_when_reversed(first, second):
    found = FiscalYear.range(first, second)

    assert max(0, second - first + 1) == len(found)
    assert list(found) == sorted(set(found))
    assert not found or (first, second) == (found[0], found[-1])


def test_a_fiscal_year_goes_through_its_twelve_months_from_april():
    expected = [date(2025, month, 1) for month in range(4, 13)] + [
        date(2026, month, 1) for month in (1, 2, 3)
    ]

    assert expected == list(FiscalYear(2025))


def test_a_fiscal_year_shows_itself_as_text_and_as_code():
    year = 2025

    assert (f"FY{year}", f"FiscalYear({year})") == (str(FiscalYear(year)), repr(FiscalYear(year)))
