"""Costs of any bodies and years, each under one measure at most: what `choices` and `outlook` share.

A contribution and the cost it pays for are one cost too: it counts for the payer and is deducted from the receiver's cost,
or it does not count for the payer.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from chiho_digital.basics import FiscalYear, InvalidValue
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.rules import Decision, Outcome

from .claims import support
from .eligibility import RULES, eligibility
from .facts import CostFacts
from .vocabulary import CostItem, Measure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from .costs import Cost, FiscalIndex
    from .records import StaffMember
    from .results import Support
    from .vocabulary import Netting

__all__ = ["Decisions", "Reckoner", "decisions_of", "deducted", "held_too", "known_measures", "with_outcome"]

Decisions = dict[str, dict[Measure, Decision[CostFacts]]]
"""What each measure says of each cost, by the cost's id."""
_Group = tuple[LocalGovernmentCode, FiscalYear, Measure]


def known_measures(as_read_on: date | None) -> tuple[Measure, ...]:
    """The measures of which a text was known on a day.

    Raises:
        InvalidValue: there is none.
    """
    found = tuple(
        measure
        for measure, ruleset in RULES.items()
        if as_read_on is None or ruleset.revisions[0].read_on <= as_read_on
    )
    if not found:
        RULES[Measure.PREFECTURE_TALENT].known(as_read_on)
    return found


def decisions_of(costs: Iterable[Cost], staff: Iterable[StaffMember], as_read_on: date | None) -> Decisions:
    """What each measure says of each cost.

    Raises:
        InvalidValue: no text was known on that day.
    """
    people = {member.id: member for member in staff}
    measures = known_measures(as_read_on)
    found: Decisions = {}
    for cost in costs:
        facts = cost.facts(people.get(cost.person or ""))
        found[cost.id] = {measure: eligibility(facts, measure, as_read_on=as_read_on) for measure in measures}
    return found


def with_outcome(decisions: Decisions, outcome: Outcome) -> dict[str, tuple[Measure, ...]]:
    """The measures that say so, for each cost."""
    return {
        name: tuple(measure for measure, decision in of_cost.items() if decision.outcome is outcome)
        for name, of_cost in decisions.items()
    }


def held_too(
    costs: Iterable[Cost], paid: Collection[str], counted: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """For each contribution among `paid`, the receiver's costs of the same person and year, among `counted`, that hold it too.

    Where the receiver has stated revenue of at least all contributions, they are deducted already.
    """
    payments: dict[object, list[Cost]] = {}
    receivers: dict[object, list[Cost]] = {}
    for cost in costs:
        if cost.item is CostItem.CONTRIBUTION and cost.person and cost.paid_to and cost.id in paid:
            payments.setdefault((cost.paid_to, cost.person, cost.fiscal_year), []).append(cost)
        if cost.item is CostItem.ENGAGEMENT and cost.id in counted:
            receivers.setdefault((cost.body, cost.person, cost.fiscal_year), []).append(cost)
    found: dict[str, tuple[str, ...]] = {}
    for key, of_key in payments.items():
        into = receivers.get(key, [])
        if into and not _covered([one.revenue for one in into], [one.amount for one in of_key]):
            found |= {one.id: tuple(other.id for other in into) for one in of_key}
    return found


def _covered(stated: Sequence[int | None], contributed: Sequence[int | None]) -> bool:
    """Whether the receiver's stated revenue surely holds all contributions."""
    if None in stated or None in contributed:
        return False
    return sum(one or 0 for one in stated) >= sum(one or 0 for one in contributed)


def deducted(into: Sequence[Cost], paid: Sequence[int | None]) -> dict[str, Cost]:
    """The receiver's costs less the contributions to them, as far as these are not deducted yet.

    Raises:
        InvalidValue: the contributions exceed the costs.
    """
    if not paid:
        return {}
    if None in paid or any(cost.revenue is None or cost.amount is None for cost in into):
        return {cost.id: cost.with_(revenue=None) for cost in into}
    left = max(0, sum(one or 0 for one in paid) - sum(cost.revenue or 0 for cost in into))
    less: dict[str, Cost] = {}
    for cost in into:
        revenue = cost.revenue or 0
        taken = min(left, (cost.amount or 0) - revenue)
        less[cost.id] = cost.with_(revenue=revenue + taken)
        left -= taken
    if left:
        raise InvalidValue(
            "talent.contributions_above_cost", value=left, costs=tuple(cost.id for cost in into)
        )
    return less


@frozen
class Reckoner:
    """Reckons costs under the measures that were chosen for them. Strictly read-only.

    held: for each contribution, the receiver's costs that hold it too.
    """

    costs: Sequence[Cost]
    staff: Sequence[StaffMember]
    indices: Sequence[FiscalIndex]
    netting: Netting | Literal["before_cap", "after_cap"] | None
    as_read_on: date | None
    held: Mapping[str, tuple[str, ...]]

    def supports(self, under: Mapping[str, Measure], stated: Collection[str] = ()) -> dict[_Group, Support]:
        """What each measure reckons for each body and year, in this order of body, year and measure.

        under: the measure that each cost counts under, by its id; others count nowhere. stated: those that count on the
        caller's word where the rules leave them open.

        Raises:
            InvalidValue: contributions above the costs they pay for; and as `amount`.
        """
        less = self._less(under)
        counted = [(under[cost.id], less.get(cost.id, cost)) for cost in self.costs if cost.id in under]

        def key(one: tuple[Measure, Cost]) -> tuple[str, int, str]:
            return one[1].body, one[1].fiscal_year.year, one[0].value

        found: dict[_Group, Support] = {}
        for _, group in groupby(sorted(counted, key=key), key):
            of_group = list(group)
            measure, first = of_group[0]
            costs = [cost for _, cost in of_group]
            found[first.body, first.fiscal_year, measure] = self._support(measure, costs, stated)
        return found

    def _less(self, under: Mapping[str, Measure]) -> dict[str, Cost]:
        """The receivers' costs less the contributions that count for their payers."""
        costs = {cost.id: cost for cost in self.costs}
        paid: dict[tuple[str, ...], list[int | None]] = {into: [] for into in self.held.values()}
        for name, into in self.held.items():
            if name in under:
                paid[into].append(costs[name].amount)
        less: dict[str, Cost] = {}
        for into, amounts in paid.items():
            less |= deducted([costs[name] for name in into], amounts)
        return less

    def _support(self, measure: Measure, costs: Sequence[Cost], stated: Collection[str]) -> Support:
        first = costs[0]
        index = next(
            (
                one.index
                for one in self.indices
                if (one.body, one.fiscal_year) == (first.body, first.fiscal_year)
            ),
            None,
        )
        return support(
            measure,
            costs,
            staff=self.staff,
            counting=tuple(cost.id for cost in costs if cost.id in stated),
            fiscal_index=index,
            netting=self.netting,
            as_read_on=self.as_read_on,
        )
