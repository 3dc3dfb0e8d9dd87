"""The residents of participants by a table of another date: areas are followed, and nothing is counted that is not theirs."""

from datetime import date

import pytest

from chiho_digital.basics import Text
from chiho_digital.governments import Figures, LocalGovernmentCode, get
from chiho_digital.procurement import read_cases, size_of
from chiho_digital.procurement.records import Participation

CASE = read_cases().cases[0]
TOCHIGI, IWAFUNE = "092037", "093670"  # the town became a part of the city on 2014-04-05


def size(*codes, as_of, **values):
    """The residents of a case in which these bodies take part, by a table of a day."""
    figures = Figures(
        Text("人口", "population"),
        as_of,
        None,
        {LocalGovernmentCode.parse(code[1:]): value for code, value in values.items()},
    )
    bodies = tuple(
        Participation(name=code, code=LocalGovernmentCode.parse(code), body_type="municipality")
        for code in codes
    )
    case = CASE.model_copy(
        update={"participations": bodies, "municipal_count": len(bodies), "names_as_of": None}
    )
    return size_of(case, population=figures).population


def test_a_city_has_the_residents_of_the_town_that_it_absorbed_after_the_day_of_the_table():
    assert size(TOCHIGI, as_of=date(2014, 1, 1), _092037=140_000, _093670=18_000) == 158_000


@pytest.mark.parametrize("known", [{"_092037": 140_000}, {"_093670": 18_000}, {}])
def test_where_the_table_lacks_a_part_the_whole_is_unknown(known):
    assert size(TOCHIGI, as_of=date(2014, 1, 1), **known) is None


def test_of_today_the_city_is_counted_as_the_table_has_it():
    assert size(TOCHIGI, as_of=date(2020, 10, 1), _092037=155_549) == 155_549


def test_a_town_that_is_gone_has_its_own_figure_or_none_but_never_that_of_the_city():
    assert size(IWAFUNE, as_of=date(2014, 1, 1), _092037=140_000, _093670=18_000) == 18_000
    assert size(IWAFUNE, as_of=date(2020, 10, 1), _092037=155_549) is None
    assert get(IWAFUNE, as_of=date(2014, 1, 1)).name == "岩舟町"
