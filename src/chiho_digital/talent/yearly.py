"""What a contract, a need and its assignments are in one fiscal year. What is not known stays so: None, never zero or no."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from chiho_digital.basics import FiscalYear

    from .work import Assignment, Need

__all__ = ["coverage", "presence"]

_FULL_TIME = 100
_DAY = timedelta(days=1)


def presence(start: date | None, end: date | None, year: FiscalYear) -> tuple[bool | None, int | None]:
    """Whether a period has a day in a fiscal year, and how many it has there.

    start, end: None is unknown, neither open nor endless. One known day in the year is enough for yes; the number of days
    needs both.
    """
    if (start and start > year.end) or (end and end < year.start):
        return False, 0
    if start and end:
        return True, (min(end, year.end) - max(start, year.start)).days + 1
    known = start or end
    return (True if known is not None and known in year else None), None


def coverage(need: Need, year: FiscalYear, answers: Sequence[Assignment]) -> tuple[bool | None, int | None]:
    """Whether assignments cover what a need asks in a fiscal year, day by day, and the percent × days they leave open.

    answers: the assignments that answer the need. One whose end is not known surely takes its first day alone, and
    perhaps every later one; one whose share is not known takes perhaps a full time.
    A need whose share or dates are not known is surely unmet where nothing answers it; else that is not known.
    """
    first, last = max(need.start or year.start, year.start), min(need.end or year.end, year.end)
    found = [one for one in answers if one.start <= last and (one.end is None or one.end >= first)]
    if need.time_share is None or need.start is None or need.end is None:
        return (None if found else False), None
    least = most = 0
    for day, days in _stretches(found, first, last):
        least += days * max(need.time_share - sum(_perhaps(one, day) for one in found), 0)
        most += days * max(need.time_share - sum(_surely(one, day) for one in found), 0)
    if least == most:
        return most == 0, most
    return (False if least else None), None


def _stretches(assignments: Sequence[Assignment], first: date, last: date) -> Iterator[tuple[date, int]]:
    """Days between which no assignment starts or ends: the first of each stretch, and its length."""
    cuts = {first, last + _DAY}
    for one in assignments:
        cuts.add(max(one.start, first))
        end = one.end or one.start
        if first <= end < last:
            cuts.add(end + _DAY)
    days = sorted(cuts)
    for day, after in pairwise(days):
        yield day, (after - day).days


def _surely(assignment: Assignment, day: date) -> int:
    """The share that is taken on a day at the least."""
    taken = assignment.start <= day <= (assignment.end or assignment.start)
    return assignment.time_share or 0 if taken else 0


def _perhaps(assignment: Assignment, day: date) -> int:
    """The share that may be taken on a day."""
    taken = assignment.start <= day and (assignment.end is None or day <= assignment.end)
    return assignment.time_share or _FULL_TIME if taken else 0
