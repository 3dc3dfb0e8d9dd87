"""Who takes part in a case on a day: the withdrawal of Kagawa, the growth of Osaka, and what nobody can tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.governments import figures
from chiho_digital.procurement import PUBLISHED_CASES, read_cases, standing

CENSUS = figures.load()
CASES = {case.id: case for case in read_cases(PUBLISHED_CASES).cases}
KAGAWA, OSAKA = CASES["kagawa-eapp-2004"], CASES["osaka-chat-2021"]


def on(case, *day):
    return standing(case, date(*day), population=CENSUS)


@pytest.mark.parametrize(
    ("day", "count", "least", "places"),
    [
        ((2003, 1, 1), None, 0, (0, 0, 11, 0)),  # the service had not started
        ((2005, 1, 1), None, 0, (0, 11, 0, 0)),  # it had, but who took part is known of 2008 only
        ((2008, 12, 31), 17, 17, (11, 0, 0, 0)),
        ((2009, 6, 1), None, 7, (1, 10, 0, 0)),  # ten left in fiscal 2009, on days not said
        ((2010, 4, 1), 7, 7, (1, 0, 0, 10)),
    ],
)
def test_ten_of_seventeen_left_in_kagawa(day, count, least, places):
    found = on(KAGAWA, *day)

    assert (count, least) == (found.municipal_count, found.at_least)
    assert places == tuple(map(len, (found.taking_part, found.perhaps, found.not_yet, found.left)))


def test_osaka_grew_from_those_named_in_2021_to_thirty_four():
    first, later = on(OSAKA, 2021, 5, 31), on(OSAKA, 2023, 6, 1)

    assert (None, 21) == (first.municipal_count, first.at_least)
    assert (34, 34) == (later.municipal_count, later.at_least)
    assert later.population is None  # thirteen are not named
    assert later.population_at_least == sum(CENSUS.value(body.code) for body in OSAKA.municipalities)


def test_what_came_after_the_source_is_said_not_to_be_known():
    assert "2023-06-01" in on(OSAKA, 2026, 1, 1).notes[-1].en
    assert 1 == len(on(OSAKA, 2023, 6, 1).notes)


@given(st.sampled_from(list(CASES.values())), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_every_body_stands_in_one_place_and_those_named_are_the_least(case, day):
    found = standing(case, day, population=CENSUS)

    places = [*found.taking_part, *found.perhaps, *found.not_yet, *found.left]
    assert sorted(body.code for body in case.participations) == sorted(body.code for body in places)
    assert found.at_least >= len([body for body in found.taking_part if body.body_type == "municipality"])
    if found.population is not None:
        assert found.population == found.population_at_least
