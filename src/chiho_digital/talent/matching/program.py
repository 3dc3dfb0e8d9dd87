"""A matching as a mixed-integer program (混合整数計画): one choice for every pair of a person and a need the person fits."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from .alike import order_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from chiho_digital.governments import LocalGovernmentCode
    from chiho_digital.talent.records import StaffMember

    from .asking import Asked
    from .busy import Busy

__all__ = ["Pair", "Program", "parts", "program"]

_FULL_TIME = 100


@frozen
class Pair:
    """A person who fits a need."""

    member: StaffMember
    asked: Asked

    @property
    def helps(self) -> tuple[str, str]:
        """The person and the municipality that is helped."""
        return self.member.id, self.asked.need.municipality


@define
class Program:
    """What is chosen, within which bounds, at which cost.

    pairs: a yes or no for each, the first columns. columns: all of them; the rest say whether a person helps a municipality.
    joined: these, each with the pairs of which it is 1 where one is. rows: column and weight, at most `limits`. costs: of columns.
    """

    pairs: Sequence[Pair]
    columns: int
    joined: dict[int, list[int]] = field(factory=dict[int, list[int]])
    rows: list[dict[int, int]] = field(factory=list[dict[int, int]])
    limits: list[int] = field(factory=list[int])
    costs: dict[int, int] = field(factory=dict[int, int])

    def at_most(self, limit: int, weights: Mapping[int, int]) -> None:
        """The weighted columns together do not exceed a limit, as long as that says anything."""
        if sum(weight for weight in weights.values() if weight > 0) > limit:
            self.rows.append(dict(weights))
            self.limits.append(limit)

    def together(self, columns: Iterable[int]) -> int:
        """A column that is 1 where one of several is; the column itself where it is the only one."""
        listed = list(columns)
        if len(listed) == 1:
            return listed[0]
        added = self.columns
        self.columns += 1
        self.joined[added] = listed
        for column in listed:
            self.at_most(0, {column: 1, added: -1})
        return added


def parts(pairs: Sequence[Pair]) -> tuple[tuple[Pair, ...], ...]:
    """The pairs in parts that share neither a person nor a need, so that each may be solved by itself."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def ends(pair: Pair) -> tuple[str, str]:
        return f"person {pair.member.id}", f"need {pair.asked.need.id}"

    for pair in pairs:
        person, need = ends(pair)
        parent[root(person)] = root(need)
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[root(ends(pair)[0])].append(pair)
    return tuple(map(tuple, found.values()))


def program(
    pairs: Sequence[Pair],
    kept: Mapping[str, Sequence[Busy]],
    max_bodies: int | None,
    costs: Mapping[tuple[str, str], int],
) -> Program:
    """The program of one part: nobody's time exceeded, no more municipalities at a time than allowed, one person for a need.

    costs: of a person helping a municipality, once, whatever the number of needs there.
    """
    made = Program(pairs, len(pairs))
    by_need: dict[str, list[int]] = defaultdict(list)
    by_person: dict[str, list[int]] = defaultdict(list)
    for column, pair in enumerate(pairs):
        by_need[pair.asked.need.id].append(column)
        by_person[pair.member.id].append(column)
    for columns in by_need.values():
        made.at_most(1, dict.fromkeys(columns, 1))
    for who, columns in by_person.items():
        held = kept.get(who, ())
        _bound_person(made, columns, held, max_bodies)
        helped = {one.municipality for one in held}
        for municipality, of_body in _by_body(pairs, columns):
            if municipality not in helped:
                made.costs[made.together(of_body)] = costs[who, municipality]
    order_alike(made, kept, costs)
    return made


def _by_body(
    pairs: Sequence[Pair], columns: Iterable[int]
) -> Iterator[tuple[LocalGovernmentCode, list[int]]]:
    found: dict[LocalGovernmentCode, list[int]] = defaultdict(list)
    for column in columns:
        found[pairs[column].asked.need.municipality].append(column)
    yield from found.items()


def _bound_person(
    made: Program, columns: Sequence[int], held: Sequence[Busy], max_bodies: int | None
) -> None:
    """Time and number of municipalities of a person, on every day on which they may be at their highest."""
    member = made.pairs[columns[0]].member
    time = _FULL_TIME if member.time_share is None else member.time_share
    for active, on in _days(made, columns, held):
        used = sum(one.share for one in on)
        made.at_most(max(time - used, 0), {column: made.pairs[column].asked.share for column in active})
        if max_bodies is not None:
            helped = {one.municipality for one in on}
            bodies = {body: of_body for body, of_body in _by_body(made.pairs, active) if body not in helped}
            left = max(max_bodies - len(helped), 0)
            if len(bodies) > left:
                made.at_most(left, {made.together(of_body): 1 for of_body in bodies.values()})


def _days(
    made: Program, columns: Sequence[int], held: Sequence[Busy]
) -> Iterator[tuple[list[int], frozenset[Busy]]]:
    """What may take a person's time on the same day, without days on which less of the same does; in order, as plans tie."""
    asked = {column: made.pairs[column].asked for column in columns}
    starts: set[date] = {one.start for one in asked.values()} | {one.start for one in held}
    days = dict.fromkeys(
        (
            frozenset(column for column, one in asked.items() if one.start <= day <= one.end),
            frozenset(one for one in held if one.on(day)),
        )
        for day in sorted(starts)
    )
    for active, on in days:
        if active and not any(
            (active, on) != other and active <= other[0] and on <= other[1] for other in days
        ):
            yield sorted(active), on
