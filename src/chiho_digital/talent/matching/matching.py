"""Who goes where (人材の配置案): people's time given to needs by an established solver, every answer explained."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Progress, Text
from chiho_digital.rules import InvalidFacts
from chiho_digital.talent.work import Assignment

from .busy import kept_of, planned
from .explaining import blocked, nobody, time_note, unproved
from .fitting import compare, reasons
from .given import Given
from .program import Pair, parts, program
from .results import Match, Matching, Unmet, UnmetBecause
from .solving import solve, solver_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chiho_digital.governments import LocalGovernmentCode
    from chiho_digital.talent.records import Pool, StaffMember
    from chiho_digital.talent.work import Need

    from .asking import Asked
    from .busy import Busy
    from .solving import Solution

__all__ = ["match"]

_GAP = Fraction(1, 1000)
_NODES = 500


def match(  # noqa: PLR0913 -- what a caller may state
    pool: Pool,
    needs: Iterable[Need],
    *,
    cost: Mapping[tuple[str, LocalGovernmentCode | str], int] | None = None,
    fixed: Iterable[Assignment] = (),
    max_bodies: int | None = None,
    full_time_week: Fraction | int | None = None,
    gap: Fraction = _GAP,
    max_nodes: int | None = _NODES,
) -> Matching:
    """A plan that gives the time of a pool's people to needs (人材の配置案), explained; by itself it assigns nobody.

    A need is met by one person, for all of its time and dates, or not at all. As many needs of priority 1 as can be are met,
    then of priority 2, and so on, those without one last; among such plans, one of least cost. Only what is surely known
    fits; what a need does not state is not asked. Nobody's time is exceeded on any day. The order in which people and
    needs are given does not matter.
    cost: by person and municipality, whole numbers from 0 (minutes of travel, yen), once for each new pair; without it
    every pair costs 1, so that as few people as possible deal with a municipality.
    fixed: assignments that stay as they are. Where their time or end is not known, they take all that they may.
    max_bodies: the most municipalities a person helps on a day; None: any number. full_time_week: the hours of a full-time
    week, for needs stated in hours; their share is rounded up to whole percent.
    gap: how far the cost may be above the least, as a ratio of it. max_nodes: where each search for the most needs of a
    priority, and that for the least cost, ends; `Matching.unproved` says what is open then. It counts nodes of the solver's
    tree and no seconds, so that the answer depends on what is given alone. None: until all is proved.

    Raises:
        InvalidFacts: everything that contradicts in what was given, at once.
        MissingExtra: the solver is not installed.
    """
    given = Given(
        pool=pool,
        staff={member.id: member for member in sorted(pool.staff or (), key=lambda member: member.id)},
        needs=tuple(sorted(needs, key=lambda need: need.id)),
        fixed=tuple(sorted(fixed, key=lambda one: one.id)),
        cost=None if cost is None else {(who, str(code)): value for (who, code), value in cost.items()},
        max_bodies=max_bodies,
        full_time_week=None if full_time_week is None else Fraction(full_time_week),
        gap=gap,
        max_nodes=max_nodes,
    )
    if problems := list(given.problems()):
        raise InvalidFacts(problems)
    sorted_ = given.sorted()
    fitting = {
        one.need.id: tuple(member for member in given.staff.values() if compare(member, one).fits)
        for one in sorted_.planned
    }
    pairs = [Pair(member, one) for one in sorted_.planned for member in fitting[one.need.id]]
    if problems := list(given.unpriced({pair.helps for pair in pairs})):
        raise InvalidFacts(problems)
    kept, notes = kept_of(given.fixed, given.staff)
    solutions = list(_solved(given, pairs, kept))
    chosen = {pair.asked.need.id: pair.member for one in solutions for pair in one.chosen}
    told = _Told(given, sorted_.planned, fitting, chosen, kept)
    return Matching(
        pool=pool.id,
        matches=tuple(told.matches()),
        unmet=tuple(sorted((*sorted_.unmet, *told.unmet()), key=lambda one: one.need.id)),
        kept=given.fixed,
        met=sorted_.met,
        cost=sum(one.cost for one in solutions),
        bound=sum(one.bound for one in solutions),
        gap=Fraction(gap),
        unproved=tuple(unproved(given, solutions)),
        assumptions=(*notes, *given.assumptions(sorted_.planned)),
        solver=solver_name(),
    )


def _solved(given: Given, pairs: Sequence[Pair], kept: Mapping[str, Sequence[Busy]]) -> Iterator[Solution]:
    """The plan, part by part."""
    split = parts(pairs)
    with Progress(Text("人材の配置案", "matching"), len(pairs), unit=Text("組", "pairs")) as progress:
        for part in split:
            prices = {pair.helps: given.price(*pair.helps) for pair in part}
            yield solve(program(part, kept, given.max_bodies, prices), given.gap, given.max_nodes)
            progress.advance(len(part))


class _Told:
    """A plan in words."""

    def __init__(
        self,
        given: Given,
        needs: Sequence[Asked],
        fitting: Mapping[str, Sequence[StaffMember]],
        chosen: Mapping[str, StaffMember],
        kept: Mapping[str, Sequence[Busy]],
    ) -> None:
        self._given, self._fitting = given, fitting
        self._met = [(one, chosen[one.need.id]) for one in needs if one.need.id in chosen]
        self._left = [one for one in needs if one.need.id not in chosen]
        self._helped = {(who, one.municipality) for who, taken in kept.items() for one in taken}
        self._busy: dict[str, Sequence[Busy]] = dict(kept)
        for one, member in self._met:
            self._busy[member.id] = (*self._busy.get(member.id, ()), planned(one))

    def matches(self) -> Iterator[Match]:
        """The needs that are met, each with its person."""
        taken = {one.id for one in self._given.fixed}
        names = (name for number in count(1) if (name := f"m{number}") not in taken)
        for one, member in self._met:
            yield self._match(one, member, next(names))

    def _match(self, asked: Asked, member: StaffMember, name: str) -> Match:
        need = asked.need
        pair = (member.id, need.municipality)
        cost = None
        notes = [*reasons(member, asked), time_note(asked, member, self._busy[member.id])]
        if self._given.cost is not None:
            cost = 0 if pair in self._helped else self._given.price(*pair)
            notes.append(Note("talent.match_cost_of", {"cost": cost}))
        others = tuple(one.id for one in self._fitting[need.id] if one is not member)
        notes.append(
            Note("talent.match_others", {"others": others}) if others else Note("talent.match_only_one")
        )
        assignment = Assignment(
            id=name,
            staff=member.id,
            municipality=need.municipality,
            need=need.id,
            time_share=asked.share,
            start=asked.start,
            end=asked.end,
        )
        return Match(need, assignment, tuple(notes), cost, others)

    def unmet(self) -> Iterator[Unmet]:
        """The needs that are left, each with the reasons."""
        given = self._given
        for one in self._left:
            who = self._fitting[one.need.id]
            if who:
                notes = blocked(one, who, self._busy, given.max_bodies)
                yield Unmet(one.need, UnmetBecause.ALL_TAKEN, tuple(notes))
            else:
                yield Unmet(one.need, UnmetBecause.NOBODY_FITS, tuple(nobody(given.staff.values(), one)))
