"""Codes, dates, texts and amounts that are drawn are what they are said to be; wrong ones are refused as told."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from chiho_digital import governments, testing
from chiho_digital.basics import MAX_YEN, FiscalYear, InvalidValue, PartialDate, Progress, parse_date
from chiho_digital.governments import CorporateNumber, GovernmentKind, InvalidCode, LocalGovernmentCode
from chiho_digital.testing.making import of_kind

FEW = settings(max_examples=60, database=None, phases=[Phase.generate])


@FEW
@given(testing.bodies(on=date(2014, 4, 1)), testing.body_codes(), testing.lasting_codes(municipal=True))
def test_bodies_are_those_of_the_day_and_lasting_ones_those_of_every_day(then, now, lasting):
    assert then == governments.get(then.code, as_of=date(2014, 4, 1))
    assert now == governments.get(now).code
    assert governments.get(lasting).kind.is_municipality
    assert governments.get(lasting, as_of=governments.HISTORY_FROM).name == governments.get(lasting).name


def test_wards_are_drawn_only_when_asked_for():
    wards = testing.bodies(kinds={GovernmentKind.WARD})

    assert GovernmentKind.WARD is find(wards, lambda _: True).kind


@FEW
@given(testing.former_codes())
def test_former_codes_are_borne_no_more(code):
    with pytest.raises(LookupError):
        governments.get(code)


@FEW
@given(testing.wrong_codes())
def test_wrong_codes_are_refused_with_the_code_and_the_repair_told(wrong):
    with pytest.raises(InvalidCode) as raised:
        LocalGovernmentCode.parse(wrong.text)
    assert wrong.code == raised.value.code
    assert wrong.suggestion == (raised.value.suggestion and str(raised.value.suggestion))
    if wrong.code == "governments.code_check_digit":
        assert wrong.suggestion[:5] == wrong.text[:5]


@FEW
@given(testing.corporate_numbers(), testing.wrong_corporate_numbers())
def test_corporate_numbers_have_their_check_digit_and_wrong_ones_are_refused(number, wrong):
    assert number == CorporateNumber.parse(number)
    with pytest.raises(InvalidCode) as raised:
        CorporateNumber.parse(wrong.text)
    assert wrong.code == raised.value.code


@FEW
@given(testing.well_formed_codes())
def test_well_formed_codes_need_no_body(code):
    assert code == LocalGovernmentCode.parse(code)


@FEW
@given(testing.era_texts(date(1990, 1, 1), date(2030, 1, 1)), testing.day_texts())
def test_texts_of_dates_are_read_as_the_date_told(era, stated):
    assert era[1] == parse_date(era[0])
    assert stated[1] == PartialDate.parse(stated[0])


@FEW
@given(testing.periods(open_ends=False, longest=30), testing.fiscal_years(2024, 2026))
def test_periods_and_years_keep_to_their_bounds(period, year):
    assert 0 <= (period.end - period.start).days <= 30
    assert FiscalYear(2024) <= year <= FiscalYear(2026)


@FEW
@given(testing.amounts(1, 5_500), testing.ratios(Fraction(1, 3), 2), testing.decimals(0, 3))
def test_amounts_ratios_and_decimals_keep_to_their_bounds(yen, ratio, number):
    assert 1 <= yen <= 5_500
    assert Fraction(1, 3) <= ratio <= 2
    assert 0 <= number <= 3


def test_amounts_reach_their_bounds():
    assert MAX_YEN == find(testing.amounts(), lambda yen: yen == MAX_YEN)


@FEW
@given(testing.words(), testing.plain_words(), testing.texts(min_size=2, max_size=5))
def test_words_have_no_blanks_around_them_and_plain_ones_fit_every_encoding(words, plain, text):
    assert words == words.strip() != ""
    assert plain == plain.encode("cp932").decode("cp932")
    assert 2 <= len(text.encode().decode()) <= 5


@FEW
@given(testing.parameters(), st.integers(2000, 2045))
def test_parameters_answer_for_their_years_alone(parameter, year):
    found = parameter.at(FiscalYear(year))
    held = [
        dated.value
        for dated in parameter.values
        if dated.first.year <= year and (dated.last is None or year <= dated.last.year)
    ]
    assert getattr(found, "value", None) == (held[-1] if held else None)


def test_a_class_that_is_not_drawn_is_refused_with_its_name():
    with pytest.raises(InvalidValue, match="Progress"):
        of_kind(Progress)
