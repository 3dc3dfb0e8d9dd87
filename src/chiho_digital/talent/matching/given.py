"""What a matching is given: everything that contradicts in it, and which needs can be planned at all."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from attrs import frozen

from chiho_digital.basics import InvalidValue, Note
from chiho_digital.talent.checks import Book, contradictions

from .asking import Asked, asked
from .busy import shortfall
from .results import Unmet, UnmetBecause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chiho_digital.talent.records import Pool, StaffMember
    from chiho_digital.talent.work import Assignment, Need

__all__ = ["Given", "Sorted"]

_MOST_COST = 10**9
_MOST_NODES = 10**9
_HOURS_OF_A_WEEK = 7 * 24


@frozen
class Sorted:
    """The needs that can be planned, those that kept assignments meet, and those that cannot be met."""

    planned: tuple[Asked, ...]
    met: tuple[Need, ...]
    unmet: tuple[Unmet, ...]


@frozen
class Given:
    """A pool, needs and kept assignments, each in the order of their identifiers, and what the caller states."""

    pool: Pool
    staff: Mapping[str, StaffMember]
    needs: tuple[Need, ...]
    fixed: tuple[Assignment, ...]
    cost: Mapping[tuple[str, str], int] | None
    max_bodies: int | None
    full_time_week: Fraction | None
    gap: Fraction
    max_nodes: int | None

    def problems(self) -> Iterator[InvalidValue]:
        """What cannot be, each with the place where it stands."""
        book = Book(
            staff=dict(enumerate(self.staff.values())),
            needs=dict(enumerate(self.needs)),
            assignments=dict(enumerate(self.fixed)),
            results={},
            costs={},
            indices={},
        )
        for problem in contradictions(book):
            name, place, *rest = problem.path
            kept = name == "assignments"
            record = self.fixed[int(place)] if kept else self.needs[int(place)]
            problem.path = ("fixed" if kept else "needs", record.id, *rest)
            yield problem
        if self.max_bodies is not None and (type(self.max_bodies) is not int or self.max_bodies < 1):
            yield InvalidValue("talent.match_max_bodies", value=self.max_bodies).at("max_bodies")
        if self.full_time_week is not None and not 0 < self.full_time_week <= _HOURS_OF_A_WEEK:
            yield InvalidValue("talent.match_week", value=str(self.full_time_week)).at("full_time_week")
        if not isinstance(cast("object", self.gap), Fraction | int) or not 0 <= self.gap < 1:
            yield InvalidValue("talent.match_gap", value=self.gap).at("gap")
        if self.max_nodes is not None and (
            type(self.max_nodes) is not int or not 1 <= self.max_nodes <= _MOST_NODES
        ):
            yield InvalidValue("talent.match_max_nodes", value=self.max_nodes, most=_MOST_NODES).at(
                "max_nodes"
            )
        for pair, value in (self.cost or {}).items():
            if type(value) is not int or not 0 <= value <= _MOST_COST:
                yield InvalidValue("talent.match_cost", value=value, pair=pair, most=_MOST_COST).at("cost")

    def unpriced(self, pairs: set[tuple[str, str]]) -> Iterator[InvalidValue]:
        """The pairs of person and municipality that may be planned and have no cost."""
        if self.cost is not None:
            for pair in sorted(pairs - self.cost.keys()):
                yield InvalidValue("talent.match_no_cost", value=pair).at("cost")

    def price(self, who: str, municipality: str) -> int:
        """What it costs that a person helps a municipality."""
        return 1 if self.cost is None else self.cost[who, municipality]

    def sorted(self) -> Sorted:
        """The needs by whether they can be planned."""
        planned: list[Asked] = []
        met: list[Need] = []
        unmet: list[Unmet] = []
        for need in self.needs:
            wanted = asked(need, self.full_time_week)
            answers = [one for one in self.fixed if one.need == need.id]
            if isinstance(wanted, Note):
                unmet.append(Unmet(need, UnmetBecause.NOT_STATED, (wanted,)))
            elif answers:
                short = shortfall(wanted, answers)
                if short is None:
                    met.append(need)
                else:
                    unmet.append(Unmet(need, UnmetBecause.KEPT_SHORT, (short,)))
            elif self.pool.members is not None and need.municipality not in self.pool.members:
                unmet.append(Unmet(need, UnmetBecause.NOT_A_MEMBER, ()))
            elif self.pool.staff is None:
                unmet.append(Unmet(need, UnmetBecause.STAFF_UNKNOWN, ()))
            else:
                planned.append(wanted)
        return Sorted(tuple(planned), tuple(met), tuple(unmet))

    def assumptions(self, planned: tuple[Asked, ...]) -> Iterator[Note]:
        """What a plan takes for granted where something is not stated."""
        needs = [one.need for one in planned]
        for code, names in (
            ("talent.match_no_role", [need.id for need in needs if need.role is None]),
            ("talent.match_no_fields", [need.id for need in needs if need.skills is None]),
            ("talent.match_no_priority", [need.id for need in needs if need.priority is None]),
            (
                "talent.match_no_duty",
                [member.id for member in self.staff.values() if member.engagement.duty is None],
            ),
        ):
            if names:
                yield Note(code, {"ids": tuple(names)})
        if self.pool.members is None:
            yield Note("talent.match_no_members")
