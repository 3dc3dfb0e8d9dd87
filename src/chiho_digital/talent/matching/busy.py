"""What takes a person's time: kept assignments and the needs of a plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Note, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.governments import LocalGovernmentCode
    from chiho_digital.talent.records import StaffMember
    from chiho_digital.talent.work import Assignment

    from .asking import Asked

__all__ = ["Busy", "busiest", "kept_of", "planned", "shortfall"]

_FULL_TIME = 100


@frozen
class Busy:
    """A share of time that is taken for a municipality, first and last day included. what: by which assignment or need."""

    what: Text
    municipality: LocalGovernmentCode
    share: int
    start: date
    end: date

    def on(self, day: date) -> bool:
        """Whether it is taken on a day."""
        return self.start <= day <= self.end


def planned(asked: Asked) -> Busy:
    """The time of the person who meets a need."""
    need = asked.need
    what = Text(f"需要{need.id}", f"need {need.id}")
    return Busy(what, need.municipality, asked.share, asked.start, asked.end)


def kept_of(
    fixed: Iterable[Assignment], staff: Mapping[str, StaffMember]
) -> tuple[dict[str, tuple[Busy, ...]], tuple[Note, ...]]:
    """The time that kept assignments take of each person, and what was taken for granted so that nobody's is exceeded."""
    found: dict[str, tuple[Busy, ...]] = {}
    notes: list[Note] = []
    for one in fixed:
        member = staff[one.staff]
        if one.time_share is None or one.end is None:
            notes.append(Note("talent.match_kept_unknown", {"assignment": one.id}))
        share = member.time_share or _FULL_TIME if one.time_share is None else one.time_share
        what = Text(f"配置{one.id}", f"assignment {one.id}")
        taken = Busy(what, one.municipality, share, one.start, one.end or member.end or date.max)
        found[one.staff] = (*found.get(one.staff, ()), taken)
    return found, tuple(notes)


def busiest(taken: Iterable[Busy], start: date, end: date) -> tuple[date, tuple[Busy, ...]]:
    """The first day of a period on which most time is taken, and by what."""
    listed = tuple(taken)
    days = sorted({start, *(one.start for one in listed if start <= one.start <= end)})
    day = max(days, key=lambda day: sum(one.share for one in listed if one.on(day)))
    return day, tuple(one for one in listed if one.on(day))


def shortfall(asked: Asked, answers: Iterable[Assignment]) -> Note | None:
    """What kept assignments leave open of the need they answer; None where they surely meet it."""
    listed = tuple(answers)
    names = {"assignments": tuple(one.id for one in listed), "asked": asked.share}
    given: dict[date, int] = {}
    spans = [(one.start, one.end, one.time_share) for one in listed]
    days = {asked.start}
    for _, end, share in spans:
        if end is None or share is None:
            return Note("talent.match_kept_open", names)
        if asked.start <= end < asked.end:
            days.add(date.fromordinal(end.toordinal() + 1))
    for day in sorted(days):
        given[day] = sum(share or 0 for start, end, share in spans if start <= day <= (end or start))
    day = min(given, key=lambda day: given[day])
    if given[day] >= asked.share:
        return None
    return Note("talent.match_kept_short", {**names, "given": given[day], "day": day})
