"""The residents of a body by a table of another date: its area is followed through changes of code."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from chiho_digital.governments import UnknownCode, convert, get

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.governments import Figures, Government, LocalGovernmentCode

    from .records import Participation

__all__ = ["population_of", "residents"]


def residents(body: Government, population: Figures) -> int | None:
    """The residents of a body by a table; None is unknown, as where the table's bodies hold other areas too."""
    areas = _areas(body.code, body.as_of, population.as_of)
    if areas is None:
        return None
    values = [population.value(area) for area in areas]
    if values == [None]:  # a table may know it by the newer code
        values = [population.value(body)]
    known = [value for value in values if value is not None]
    return int(sum(known)) if len(known) == len(values) else None


def population_of(participation: Participation, population: Figures) -> int | None:
    """The residents of a participating body by a table; None is unknown."""
    if participation.code is None:
        return None
    try:
        return residents(get(participation.code), population)
    except UnknownCode:  # it is gone; a table of its own time may still have it
        figure = population.value(participation.code)
        return None if figure is None else int(figure)


@lru_cache(maxsize=10_000)
def _areas(
    code: LocalGovernmentCode, day: date, day_of_table: date
) -> tuple[LocalGovernmentCode, ...] | None:
    """The bodies of the table's day that together are one body of another day; None where they are more than it."""
    areas = tuple(body.code for body in convert(code, day, day_of_table))
    back = {body.code for area in areas for body in convert(area, day_of_table, day)}
    return areas if back == {code} else None
