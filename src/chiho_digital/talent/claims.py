"""What a measure reckons for costs as recorded: each cost decided by the rules, those eligible put into the formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import evolve

from chiho_digital.basics import InvalidValue, Note
from chiho_digital.rules import Decision, Outcome, Unknown

from .amounts import amount
from .counting import Outlay
from .eligibility import eligibility, measure_of
from .vocabulary import CostItem, Dispatch, Measure, Netting, Part, WorkerPart, WorkerType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from .costs import Cost
    from .facts import CostFacts
    from .records import StaffMember
    from .results import Support
    from .strength import Index

__all__ = ["decided", "support"]

_ITEMS = {
    CostItem.ENGAGEMENT: Part.ENGAGEMENT,
    CostItem.RECRUITING: Part.RECRUITING,
    CostItem.TRAINING: Part.TRAINING,
    CostItem.CONTRIBUTION: Part.CONTRIBUTION,
}
_DISPATCHED = {
    Dispatch.SENT: Part.SENT,
    Dispatch.FROM_PREFECTURE: Part.FROM_PREFECTURE,
    Dispatch.FROM_MUNICIPALITY: Part.FROM_MUNICIPALITY,
}
_WORKERS = {
    WorkerType.COMPANY_DISPATCH: Part.WORKER_B_COMPANY,
    WorkerType.SIDE_JOB: Part.WORKER_B_SIDE_JOB,
    WorkerType.SENIOR: Part.WORKER_B_SENIOR,
}
_PARTNERSHIPS = {Measure.PARTNERSHIP_PREFECTURE, Measure.PARTNERSHIP_MUNICIPALITY}


def _part(cost: Cost, measure: Measure) -> Part | None:
    """What a cost is in the formula of a measure; None where the record does not say."""
    if measure is Measure.LOCAL_ADVISER:
        recognised = {True: Part.RECOGNISED_ADVISER, False: Part.ADVISER}
        return None if cost.recognised_adviser is None else recognised[cost.recognised_adviser]
    if measure is Measure.REVITALISATION_WORKER:
        if cost.worker_part is WorkerPart.B:
            return None if cost.worker_type is None else _WORKERS.get(cost.worker_type)
        return {WorkerPart.A: Part.WORKER_A, WorkerPart.C: Part.WORKER_C}.get(
            cost.worker_part or WorkerPart.NONE
        )
    if measure in _PARTNERSHIPS and cost.item is not CostItem.RECRUITING:
        return None if cost.dispatch is None else _DISPATCHED.get(cost.dispatch)
    return None if cost.item is None else _ITEMS.get(cost.item)


def decided(
    costs: Iterable[Cost], measure: Measure, staff: Iterable[StaffMember], as_read_on: date | None
) -> dict[str, Decision[CostFacts]]:
    """The decisions of a measure on costs, by their ids."""
    people = {member.id: member for member in staff}
    return {
        cost.id: eligibility(cost.facts(people.get(cost.person or "")), measure, as_read_on=as_read_on)
        for cost in costs
    }


def support(  # noqa: PLR0913 -- what the caller may state
    measure: Measure | str,
    costs: Sequence[Cost],
    *,
    staff: Iterable[StaffMember] = (),
    counting: Collection[str] = (),
    fiscal_index: Index | None = None,
    netting: Netting | Literal["before_cap", "after_cap"] | None = None,
    as_read_on: date | None = None,
) -> Support:
    """What a measure reckons for the costs of one body in one fiscal year (措置額), in yen.

    Costs that the rules find eligible count; ineligible ones are left out; where the rules leave one open, the amount is
    unknown unless `counting` names it by its id. A cost counts here whatever other measure it counts under: `choices` tells.
    staff: the people of a pool, by whose records the costs are decided.
    fiscal_index, netting, as_read_on: as `amount`.

    Raises:
        InvalidValue: no costs, or those of several bodies or years; an id in `counting` that no cost bears or whose cost the
            rules find ineligible; and as `amount`.
    """
    wanted = measure_of(measure)
    if len({(cost.body, cost.fiscal_year) for cost in costs}) != 1:
        raise InvalidValue("talent.one_body_and_year", value=len(costs))
    decisions = decided(costs, wanted, staff, as_read_on)
    for name in counting:
        if name not in decisions or decisions[name].outcome is Outcome.INELIGIBLE:
            raise InvalidValue("talent.cannot_count", value=name, measure=wanted.label).at("counting")
    eligible = [
        cost for cost in costs if decisions[cost.id].outcome is Outcome.ELIGIBLE or cost.id in counting
    ]
    outlays = {cost.id: _outlay(cost, wanted) for cost in eligible}
    reckoned = amount(
        wanted,
        costs[0].fiscal_year,
        [outlay for outlay in outlays.values() if outlay is not None],
        body_kind=costs[0].body_kind,
        fiscal_index=fiscal_index,
        netting=netting,
        as_read_on=as_read_on,
    )
    unsaid = tuple(name for name, outlay in outlays.items() if outlay is None)
    left_open = tuple(
        name
        for name, decision in decisions.items()
        if decision.outcome is Outcome.UNDETERMINED and name not in counting
    )
    stated = tuple(name for name in counting if decisions[name].outcome is Outcome.UNDETERMINED)
    exact = reckoned.exact
    if not isinstance(exact, Unknown) and (unsaid or left_open):
        code = "talent.part_not_stated" if unsaid else "talent.costs_open"
        exact = Unknown(Note(code, {"costs": unsaid or left_open}))
    notes = (Note("talent.counted_as_stated", {"costs": stated}),) if stated else ()
    return evolve(reckoned, exact=exact, noted=(*reckoned.noted, *notes), decisions=tuple(decisions.items()))


def _outlay(cost: Cost, measure: Measure) -> Outlay | None:
    if measure is Measure.ORDINARY_TAX_STAFF:
        return Outlay(Part.ENGAGEMENT, cost.amount, cost.revenue, cost.person)
    part = _part(cost, measure)
    return None if part is None else Outlay(part, cost.amount, cost.revenue, cost.person)
