"""Proposal years are calendar years, kept apart from fiscal years."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import InvalidDate, InvalidValue
from chiho_digital.commonization import ProposalYear


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和6年", 2024),
        ("令和６年", 2024),
        ("R6年", 2024),
        ("2024", 2024),
        ("2024年", 2024),
        ("令和元年", 2019),
        ("平成31年", 2019),
    ],
)
def test_a_year_is_read_from_its_spellings(text, year):
    assert ProposalYear(year) == ProposalYear.parse(text)


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("令和6年度", "commonization.fiscal_year_given", "令和6年"),
        ("FY2024", "commonization.fiscal_year_given", "令和6年"),
        ("2024-05", "commonization.year_format", "令和6年"),
        ("令和6年5月10日", "commonization.year_format", "令和6年"),
        ("平成32年", "basics.date_outside_era", "令和2年"),
        ("来年", "commonization.year_format", None),
    ],
)
def test_what_is_no_calendar_year_is_refused_with_the_likely_one(text, code, suggestion):
    with pytest.raises(InvalidValue) as caught:
        ProposalYear.parse(text)
    assert (code, suggestion) == (caught.value.code, caught.value.suggestion)
    assert suggestion is None or suggestion in str(caught.value)


@pytest.mark.parametrize("year", [1872, 9999, "2024", None])
def test_years_out_of_range_are_refused(year):
    with pytest.raises(InvalidValue, match=r"1873"):
        ProposalYear(year)


@given(st.dates(date(1873, 1, 1), date(9998, 12, 31)))
def test_a_day_lies_in_its_year_alone(day):
    year = ProposalYear.of(day)

    assert day in year
    assert date(day.year + 1, 1, 1) not in year
    assert year == ProposalYear.parse(str(year)) == pickle.loads(pickle.dumps(year))
    if 1873 < day.year < 2118:  # eras have years of one or two digits
        assert year == ProposalYear.parse(year.era)


def test_it_is_written_in_both_languages():
    year = ProposalYear(2024)

    assert ("令和6年", "2024") == (year.to("ja"), year.to("en"))
    assert "ProposalYear(2024)" == repr(year)
    assert (date(2024, 1, 1), date(2024, 12, 31)) == (year.start, year.end)
    assert ProposalYear(2023) < year


def test_a_day_before_the_calendar_has_no_year():
    with pytest.raises(InvalidValue):
        ProposalYear.of(date(1872, 12, 31))
    with pytest.raises(InvalidDate):
        ProposalYear.parse("1872")
