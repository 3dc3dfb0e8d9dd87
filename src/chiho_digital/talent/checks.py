"""What contradicts between the records of a pool: people, their assignments, costs and results, all of it at once.

Only what is surely wrong is named: an unknown end or share contradicts nothing.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from chiho_digital.basics import FiscalYear, InvalidValue, Period, Text

from .costs import Cost, FiscalIndex
from .records import StaffMember
from .vocabulary import CostItem, Duty
from .work import Assignment, AssignmentResult, Need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

__all__ = ["Book", "contradictions"]

_FULL_TIME = 100


@frozen(kw_only=True)
class Book:
    """The records to be held against one another, each by its place in its list.

    unread: identifiers that records which could not be read bear, by list; nothing is said of references to them.
    """

    staff: Mapping[int, StaffMember]
    needs: Mapping[int, Need]
    assignments: Mapping[int, Assignment]
    results: Mapping[int, AssignmentResult]
    costs: Mapping[int, Cost]
    indices: Mapping[int, FiscalIndex]
    unread: Mapping[str, frozenset[str]] = field(factory=dict[str, frozenset[str]])


def contradictions(book: Book) -> Iterator[InvalidValue]:
    """What contradicts, each with list, place and field as its path."""
    staff = {member.id: member for member in book.staff.values()}
    for name in ("needs", "assignments", "costs"):
        records: Mapping[int, Need | Assignment | Cost] = getattr(book, name)
        yield from _twice(name, {place: (record.id,) for place, record in records.items()})
    years = {place: (index.body, str(index.fiscal_year)) for place, index in book.indices.items()}
    yield from _twice("indices", years)
    yield from _astray(book, staff)
    taken: dict[str, _Taken] = {}
    for place, assignment in book.assignments.items():
        if member := staff.get(assignment.staff):
            held = taken.setdefault(member.id, _Taken(member))
            for problem in (*_of_contract(member, assignment), *held.take(assignment)):
                yield problem.at("assignments", place)
    for place, cost in book.costs.items():
        if cost.person in staff:
            yield from (problem.at("costs", place) for problem in _of_year(staff[cost.person], cost))


def _twice(name: str, keys: Mapping[int, tuple[str, ...]]) -> Iterator[InvalidValue]:
    """What bears the same key as an earlier one."""
    firsts: dict[tuple[str, ...], int] = {}
    for place, key in keys.items():
        if firsts.setdefault(key, place) != place:
            yield InvalidValue("talent.id_twice", value=key).at(name, place)


def _astray(book: Book, staff: Iterable[str]) -> Iterator[InvalidValue]:
    """References to records that are not there."""
    people = set(staff) | book.unread.get("staff", frozenset())
    needs = {need.id for need in book.needs.values()} | book.unread.get("needs", frozenset())
    assignments = {one.id for one in book.assignments.values()} | book.unread.get("assignments", frozenset())
    for place, assignment in book.assignments.items():
        yield from _missing(assignment.staff, people, "assignments", place, "staff")
        yield from _missing(assignment.need, needs, "assignments", place, "need")
    for place, result in book.results.items():
        yield from _missing(result.assignment, assignments, "results", place, "assignment")
    for place, cost in book.costs.items():
        yield from _missing(cost.person, people, "costs", place, "person")


def _missing(wanted: str | None, known: set[str], *path: str | int) -> Iterator[InvalidValue]:
    if wanted is not None and wanted not in known:
        near = next(iter(get_close_matches(wanted, sorted(known), n=1)), None)
        yield InvalidValue("talent.no_such_record", value=wanted, suggestion=near).at(*path)


def _of_contract(member: StaffMember, assignment: Assignment) -> Iterator[InvalidValue]:
    """An assignment outside the contract; help of a municipality to itself."""
    last = assignment.end or assignment.start
    early = member.start is not None and assignment.start < member.start
    late = member.end is not None and last > member.end
    if early or late:
        start = member.start if member.start and early else assignment.start
        end = member.end if member.end and late else last
        yield InvalidValue(
            "talent.outside_contract",
            value=assignment.dates,
            who=member.id,
            contract=_span(member),
            suggestion=Text(f"{start}～{end}", f"{start} to {end}") if start <= end else None,
        ).at("start" if early else "end")
    if assignment.municipality == member.employer and member.engagement.duty is Duty.SUPPORT:
        yield InvalidValue(
            "talent.supports_itself",
            value=assignment.municipality,
            who=member.id,
            dates=assignment.dates,
            suggestion=Duty.OWN_WORK.label,
        ).at("municipality")


def _span(member: StaffMember) -> Text:
    return Text(
        f"{member.start or '不明'}～{member.end or '不明'}",
        f"{member.start or 'unknown'} to {member.end or 'unknown'}",
    )


@define
class _Taken:
    """A person's time, as far as it is taken by the assignments met before."""

    member: StaffMember
    assignments: list[Assignment] = field(factory=list[Assignment])

    def take(self, assignment: Assignment) -> Iterator[InvalidValue]:
        """Takes in an assignment, unless it overlaps with another for the same municipality and need or exceeds the time."""
        period = _surely(assignment)
        beside = [other for other in self.assignments if _surely(other).overlaps(period)]
        for other in beside:
            if (other.municipality, other.need) == (assignment.municipality, assignment.need):
                yield InvalidValue(
                    "talent.assignments_overlap",
                    value=assignment.dates,
                    who=self.member.id,
                    other=other.id,
                    dates=other.dates,
                ).at("start")
                return
        limit = self.member.time_share or _FULL_TIME
        share = assignment.time_share or 0
        days = {assignment.start, *(other.start for other in beside if other.start in period)}
        busiest = max(sorted(days), key=lambda day: _share_on(beside, day))
        before = _share_on(beside, busiest)
        if share and before + share > limit:
            left = limit - before
            yield InvalidValue(
                "talent.time_exceeded",
                value=before + share,
                who=self.member.id,
                day=busiest,
                limit=limit,
                dates=assignment.dates,
                suggestion=left if left > 0 else None,
            ).at("time_share")
            return
        self.assignments.append(assignment)


def _surely(assignment: Assignment) -> Period:
    """The days that are surely taken; an end that is unknown, or before the start, takes the first day alone."""
    return Period(assignment.start, max(assignment.end or assignment.start, assignment.start))


def _share_on(assignments: Iterable[Assignment], day: date) -> int:
    """The share that is taken on a day."""
    return sum(one.time_share or 0 for one in assignments if day in _surely(one))


def _of_year(member: StaffMember, cost: Cost) -> Iterator[InvalidValue]:
    """A cost of engaging a person in a year without contract."""
    if cost.item is not CostItem.ENGAGEMENT:
        return
    first = member.start and FiscalYear.of(member.start)
    last = member.end and FiscalYear.of(member.end)
    if (first and cost.fiscal_year < first) or (last and cost.fiscal_year > last):
        near = first if first and cost.fiscal_year < first else last
        yield InvalidValue(
            "talent.cost_outside_contract",
            value=cost.fiscal_year,
            who=member.id,
            cost=cost.id,
            contract=_span(member),
            suggestion=near,
        ).at("fiscal_year")
