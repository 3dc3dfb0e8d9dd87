"""What an outlook is asked for, checked: all that is wrong is named at once."""

from __future__ import annotations

from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from attrs import define, field, frozen

from chiho_digital.basics import MAX_YEN, FiscalYear, InvalidValue, Note
from chiho_digital.rules import InvalidFacts, Outcome

from .amounts import netting_of
from .costs import Cost, FiscalIndex
from .eligibility import measure_of
from .reckoning import Decisions, decisions_of, deducted, held_too
from .records import StaffMember
from .vocabulary import CostItem, Measure, Netting

if TYPE_CHECKING:
    from collections.abc import Generator, Hashable, Mapping, Sequence
    from datetime import date

__all__ = ["Asked", "Plan"]


@frozen(kw_only=True)
class Plan:
    """Costs and years that can be looked at. Strictly read-only.

    decisions: what each measure says of each cost. received: the receivers' costs with all contributions as revenue, by id.
    notes: on contributions, and on what the caller chose.
    """

    costs: tuple[Cost, ...]
    years: tuple[FiscalYear, ...]
    staff: tuple[StaffMember, ...]
    under: Mapping[str, Measure | None]
    indices: tuple[FiscalIndex, ...]
    netting: Netting | None
    as_read_on: date | None
    decisions: Decisions
    received: Mapping[str, Cost]
    notes: tuple[Note, ...]


@define(kw_only=True)
class Asked:
    """What the caller of `outlook` gives, and what is wrong with it."""

    costs: tuple[Cost, ...]
    first_year: FiscalYear | int
    years: int
    staff: tuple[StaffMember, ...]
    under: Mapping[str, Measure | str | None]
    indices: tuple[FiscalIndex, ...]
    netting: Netting | Literal["before_cap", "after_cap"] | None
    as_read_on: date | None
    problems: list[InvalidValue] = field(factory=list[InvalidValue], init=False)

    def plan(self) -> Plan:
        """The plan, if it can be one.

        Raises:
            InvalidFacts: all that is wrong with it.
            InvalidValue: no text was known on that day.
        """
        decisions = decisions_of(self._ordered(), self.staff, self.as_read_on)
        self._once("costs", [cost.id for cost in self.costs])
        self._once("staff", [member.id for member in self.staff])
        self._once("indices", [(index.body, str(index.fiscal_year)) for index in self.indices])
        years = self._span()
        self._check_costs(years)
        under = self._chosen(decisions)
        received, notes = self._received()
        chosen = (Note("talent.chosen", {"costs": tuple(sorted(self.under))}),) if self.under else ()
        netting = None
        with self._at("netting"):
            netting = netting_of(self.netting)
        if self.problems:
            raise InvalidFacts(self.problems)
        return Plan(
            costs=self._ordered(),
            years=years,
            staff=self.staff,
            under=under,
            indices=self.indices,
            netting=netting,
            as_read_on=self.as_read_on,
            decisions=decisions,
            received=received,
            notes=(*chosen, *notes),
        )

    def _ordered(self) -> tuple[Cost, ...]:
        """The costs in an order of their own, so that it does not matter in which they were given."""
        return tuple(sorted(self.costs, key=lambda cost: (cost.fiscal_year, cost.body, cost.id)))

    @contextmanager
    def _at(self, *path: str | int) -> Generator[None]:
        try:
            yield
        except InvalidValue as error:
            self.problems.append(error.at(*path))

    def _once(self, name: str, keys: Sequence[Hashable]) -> None:
        """What bears the same key as an earlier one."""
        seen: set[Hashable] = set()
        for place, key in enumerate(keys):
            if key in seen:
                self.problems.append(InvalidValue("talent.id_twice", value=key).at(name, place))
            seen.add(key)

    def _span(self) -> tuple[FiscalYear, ...]:
        with self._at("years"):
            if type(self.years) is not int or self.years < 1:
                raise InvalidValue("talent.years_count", value=self.years)
            first = FiscalYear(self.first_year) if isinstance(self.first_year, int) else self.first_year
            return FiscalYear.range(first, first + (self.years - 1))
        return ()

    def _check_costs(self, years: Sequence[FiscalYear]) -> None:
        """Costs of other years, none at all, or more than is handled."""
        if not self.costs:
            self.problems.append(InvalidValue("talent.no_costs").at("costs"))
        whole: dict[Hashable, int] = {}
        for place, cost in enumerate(self.costs):
            if years and not years[0] <= cost.fiscal_year <= years[-1]:
                problem = InvalidValue(
                    "talent.cost_outside_years",
                    value=cost.fiscal_year,
                    who=cost.id,
                    first=years[0],
                    last=years[-1],
                )
                self.problems.append(problem.at("costs", place, "fiscal_year"))
            key = (cost.body, cost.fiscal_year)
            before = whole.get(key, 0)
            whole[key] = before + (cost.amount or 0)
            if before <= MAX_YEN < whole[key]:
                problem = InvalidValue("talent.total_too_large", value=whole[key], maximum=MAX_YEN)
                self.problems.append(problem.at("costs", place, "amount"))

    def _chosen(self, decisions: Decisions) -> dict[str, Measure | None]:
        """The measures that the caller named, each of which may support the cost."""
        chosen: dict[str, Measure | None] = {}
        for name, measure in self.under.items():
            with self._at("under", name):
                if name not in decisions:
                    near = next(iter(get_close_matches(name, decisions, n=1)), None)
                    raise InvalidValue("talent.no_such_record", value=name, suggestion=near)
                wanted = None if measure is None else measure_of(measure)
                may = tuple(
                    one.value
                    for one, decision in decisions[name].items()
                    if decision.outcome is not Outcome.INELIGIBLE
                )
                if wanted is not None and wanted.value not in may:
                    repair = (*may, "None")
                    raise InvalidValue(
                        "talent.cannot_count", value=name, measure=wanted.label, suggestion=repair
                    )
                chosen[name] = wanted
        return chosen

    def _received(self) -> tuple[dict[str, Cost], tuple[Note, ...]]:
        """The receivers' costs with all contributions as revenue, whether these count under a measure or not."""
        ordered = self._ordered()
        costs = {cost.id: cost for cost in ordered}
        paid: dict[tuple[str, ...], list[str]] = {}
        for name, into in held_too(ordered, costs, costs).items():
            paid.setdefault(into, []).append(name)
        places = {cost.id: place for place, cost in enumerate(self.costs)}
        received: dict[str, Cost] = {}
        notes: list[Note] = []
        for into, names in paid.items():
            with self._at("costs", places[into[0]]):
                received |= deducted([costs[name] for name in into], [costs[name].amount for name in names])
            notes.append(Note("talent.contribution_received", {"costs": tuple(names), "also": into}))
        contributions = [cost for cost in ordered if cost.item is CostItem.CONTRIBUTION]
        if alone := tuple(cost.id for cost in contributions if not (cost.person and cost.paid_to)):
            notes.append(Note("talent.contribution_alone", {"costs": alone}))
        return received, tuple(notes)
