"""Who takes part in a case on a day, and at what cost: bodies join later, start in different months, and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from chiho_digital.basics import InvalidValue, Note, Text

from .cost_over_time import DayShares, amounts_on, sharer_of
from .residents import population_of
from .sharing import share
from .sharing.words import WHOLE_YEN
from .vocabulary import BodyType

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.basics import PartialDate, Rounding
    from chiho_digital.governments import Figures

    from .cost_over_time import OtherAmount
    from .records import Amount, Case, Participation
    from .sharing import Remainder, Rule

__all__ = ["Place", "Standing", "place_of", "standing"]

Place = Literal["in", "perhaps", "not yet", "left"]


@frozen
class Standing:
    """A case as it stood on a day (ある日の参加状況). Strictly read-only.

    taking_part: those who surely take part.  perhaps: those of whom the dates do not tell.  not_yet, left: those who surely
    do not, still or no more.
    municipal_count: 参加自治体数; None where the words do not tell it for that day.  at_least: municipalities who surely
    take part, named or only counted.  population_at_least: their residents, None if no figure is known.  notes: what the answer rests on.
    amounts: the annual amounts whose period covers the day.  other_amounts: the others, each with the reason.
    unsure: why not everybody who took part is known; empty if everybody is.
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
    amounts: tuple[Amount, ...]
    other_amounts: tuple[OtherAmount, ...]
    unsure: tuple[Note, ...]

    def shares(
        self,
        rule: Rule,
        *,
        remainder: Remainder,
        rounding: Rounding = WHOLE_YEN,
        amount: Amount | None = None,
        **figures: Figures,
    ) -> DayShares:
        """The annual amount of the day divided among those who took part (その日の分担額), exact in yen.

        amount: one of `amounts`, where there are several.  figures: the tables by which the rule divides, by name
        (`population=...`). Unknown, with the reasons, unless everybody who took part is known and one amount is.

        Raises:
            InvalidValue: the amount is none of those of the day; or as `sharing.share`.
        """
        if amount is not None and amount not in self.amounts:
            raise InvalidValue("procurement.amount_not_of_the_day", value=amount.yen, day=self.day)
        chosen = self.amounts[0] if amount is None and len(self.amounts) == 1 else amount
        unknown = self.unsure
        if chosen is None:
            about = {"count": len(self.amounts), "day": self.day}
            unknown = (*unknown, Note("procurement.day_amounts", about))
        if unknown or chosen is None or chosen.yen is None:
            return DayShares(self.day, chosen, None, unknown, self.notes)
        among = [sharer_of(one, figures) for one in self.taking_part]
        shares = share(chosen.yen, among, rule, remainder=remainder, rounding=rounding)
        return DayShares(self.day, chosen, shares, shares.unknown, self.notes)


def standing(case: Case, day: date, *, population: Figures) -> Standing:
    """Who took part in a case on a day, how many municipalities and residents, and which annual amounts held.

    A body named without a date took part on the day of the list, and since then as far as is known; before the service
    started nobody did; in between nobody can tell. Population by the table given, on its own date.
    """
    found: dict[Place, list[Participation]] = {"in": [], "perhaps": [], "not yet": [], "left": []}
    for participation in case.participations:
        found[place_of(case, participation, day)].append(participation)
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
    amounts, other_amounts = amounts_on(case, day)
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
        amounts,
        other_amounts,
        _unsure(case, found["perhaps"], counted, len(surely)),
    )


def _municipalities(bodies: list[Participation]) -> list[Participation]:
    return [body for body in bodies if body.body_type is BodyType.MUNICIPALITY]


def _unsure(case: Case, perhaps: list[Participation], counted: int | None, named: int) -> tuple[Note, ...]:
    """Why not everybody who took part is known."""
    notes: list[Note] = []
    if perhaps:
        notes.append(Note("procurement.day_perhaps", {"bodies": tuple(one.name for one in perhaps)}))
    if counted is None:
        notes.append(Note("procurement.day_count_unknown"))
    elif counted != named:
        notes.append(Note("procurement.day_not_all_named", {"count": counted, "named": named}))
    if case.unresolved:
        notes.append(Note("procurement.day_unresolved", {"words": case.unresolved}))
    return tuple(notes)


def place_of(case: Case, participation: Participation, day: date) -> Place:
    """Where a body stands on a day."""
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
