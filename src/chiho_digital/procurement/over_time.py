"""Who takes part in a case on a day: bodies join later, start in different months, and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Text

from .tables_of_cases import population_of
from .vocabulary import BodyType

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.basics import PartialDate
    from chiho_digital.governments import Figures

    from .records import Case, Participation

__all__ = ["Standing", "standing"]


@frozen
class Standing:
    """A case as it stood on a day (ある日の参加状況). Strictly read-only.

    taking_part: those who surely take part.  perhaps: those of whom the dates do not tell.  not_yet, left: those who surely
    do not, still or no more.
    municipal_count: 参加自治体数; None where the words do not tell it for that day.  at_least: municipalities who surely
    take part, named or only counted.  population_at_least: their residents, None if no figure is known.  notes: what the answer rests on.
    """

    day: date
    taking_part: tuple[Participation, ...]
    perhaps: tuple[Participation, ...]
    not_yet: tuple[Participation, ...]
    left: tuple[Participation, ...]
    municipal_count: int | None
    at_least: int
    population: int | None
    population_at_least: int | None
    notes: tuple[Text, ...]


def standing(case: Case, day: date, *, population: Figures) -> Standing:
    """Who took part in a case on a day, how many municipalities and residents.

    A body named without a date took part on the day of the list, and since then as far as is known; before the service
    started nobody did; in between nobody can tell. Population by the table given, on its own date.
    """
    found: dict[str, list[Participation]] = {"in": [], "perhaps": [], "not yet": [], "left": []}
    for participation in case.participations:
        found[_place(case, participation, day)].append(participation)
    surely, perhaps = _municipalities(found["in"]), _municipalities(found["perhaps"])
    figures = [figure for one in surely if (figure := population_of(one, population)) is not None]
    seen = case.observed.value if case.observed else None
    stated = case.municipal_count if seen is not None and seen.start <= day else None
    # The count is that of the day it was observed: those who have left since are no longer in it.
    since = [one for one in _municipalities(found["left"]) if seen and one.left and one.left.start > seen.end]
    unsure = [one for one in perhaps if one.has_left]
    counted = None if stated is None or unsure else stated - len(since)
    least = 0 if stated is None else stated - len(since) - len(unsure)
    complete = not perhaps and counted is not None and counted == len(surely) == len(figures)
    return Standing(
        day,
        tuple(found["in"]),
        tuple(found["perhaps"]),
        tuple(found["not yet"]),
        tuple(found["left"]),
        counted,
        max(len(surely), least),
        sum(figures) if complete else None,
        sum(figures) if figures or complete else None,
        _notes(seen, day, population),
    )


def _municipalities(bodies: list[Participation]) -> list[Participation]:
    return [body for body in bodies if body.body_type is BodyType.MUNICIPALITY]


def _place(case: Case, participation: Participation, day: date) -> str:
    """Where a body stands on a day: in, perhaps, not yet, left."""
    gone = participation.left
    if gone is not None and gone.end <= day:
        return "left"
    begun = _begun(case, participation, day)
    if begun is False:
        return "not yet"
    if participation.has_left and (gone is None or gone.start <= day):
        return "perhaps"
    return "in" if begun else "perhaps"


def _begun(case: Case, participation: Participation, day: date) -> bool | None:
    """Whether a body had joined by a day; None where the dates do not tell."""
    joined = participation.joined
    if joined is not None:
        return True if joined.end <= day else False if day < joined.start else None
    started = case.service_start.value if case.service_start else None
    if started is not None and day < started.start:
        return False
    listed = case.names_as_of or (case.observed.value if case.observed else None)
    return True if listed is not None and listed.start <= day else None


def _notes(seen: PartialDate | None, day: date, population: Figures) -> tuple[Text, ...]:
    notes = [Text(f"人口は{population.what.ja}による。", f"Population by {population.what.en}.")]
    if seen is None:
        notes.append(Text("いつの情報かは示されていません。", "The source does not say as of when it is."))
    elif day > seen.end:
        notes.append(
            Text(f"{seen}より後の異動は分かりません。", f"Who joined or left after {seen} is not known.")
        )
    return tuple(notes)
