"""The multi-year view of a pool (複数年度の見通し): costs year by year, what is supported when, and what falls to the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chiho_digital.basics import FiscalYear, InvalidValue, Note
from chiho_digital.rules import InvalidFacts, Outcome, Unknown

from .changes import changes
from .eligibility import RULES, eligibility
from .outlook_input import Asked, Plan
from .outlook_result import Outlook
from .reckoning import Reckoner, held_too, known_measures, with_outcome
from .vocabulary import Measure
from .year_view import OutlookLine, YearView, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from .costs import Cost, FiscalIndex
    from .counting import Amount
    from .records import StaffMember
    from .results import Support
    from .vocabulary import Netting

__all__ = ["outlook"]


def outlook(  # noqa: PLR0913 -- what the caller may state
    costs: Iterable[Cost],
    first_year: FiscalYear | int,
    years: int = 5,
    *,
    staff: Iterable[StaffMember] = (),
    under: Mapping[str, Measure | str | None] | None = None,
    indices: Iterable[FiscalIndex] = (),
    netting: Netting | Literal["before_cap", "after_cap"] | None = None,
    as_read_on: date | None = None,
) -> Outlook:
    """What the measures support of costs year by year, and what falls to the bodies (複数年度の見通し).

    costs: of any bodies, each in its own fiscal year, planned ones too. staff, indices: as recorded.
    under: the measure that a cost counts under, by its id; None: under none. It settles costs that fall under several
    measures, contributions that are also in the receiver's cost, and costs that the rules leave open; where it does not,
    the support of that body and year is unknown, and the reason names the cost. Costs that surely fall under one measure
    count under it. netting, as_read_on: as `amount`.
    A contribution is revenue of the receiver's costs of the same person and year, as far as these do not state it yet.

    >>> from chiho_digital.talent import Cost
    >>> aide = {"external": True, "cio_aide": True, "duty": "own_work", "employment": "outsourced"}
    >>> cost = Cost(
    ...     id="c",
    ...     body="352047",
    ...     fiscal_year=2024,
    ...     item="engagement",
    ...     amount=6_000_000,
    ...     revenue=0,
    ...     engagement=aide,
    ... )
    >>> view = outlook(cost.in_years(2024, 2026), 2024, 3, under={"c-2026": None})
    >>> [view.sums(fiscal_year=year).supported for year in (2024, 2025, 2026)]
    [4200000, 4200000, 0]

    Raises:
        InvalidFacts: no costs, or costs of other years; an id twice; in `under` an id that no cost bears, no measure, or one
            that surely does not support the cost; contributions above the costs they pay for; too much money. All at once.
        InvalidValue: no text was known on that day.
    """
    plan = Asked(
        costs=tuple(costs),
        first_year=first_year,
        years=years,
        staff=tuple(staff),
        under=under or {},
        indices=tuple(indices),
        netting=netting,
        as_read_on=as_read_on,
    ).plan()
    lines = tuple(_lines(plan))
    measures = _looked_for(plan)
    paid_for = {cost.person for cost in plan.costs}
    people = [member for member in plan.staff if member.id in paid_for]
    looked_at = Note("talent.measures_looked_at", {"count": len(known_measures(as_read_on))})
    views: list[YearView] = []
    for year in plan.years:
        of_year = tuple(line for line in lines if line.fiscal_year == year)
        views.append(
            YearView(
                fiscal_year=year,
                lines=of_year,
                changes=changes(measures, people, year, as_read_on),
                texts=_texts(of_year, measures, year, as_read_on),
            )
        )
    return Outlook(
        years=tuple(views),
        under=plan.under,
        noted=(*plan.notes, looked_at),
        as_read_on=as_read_on or max(ruleset.newest for ruleset in RULES.values()),
    )


def _lines(plan: Plan) -> Iterator[OutlookLine]:
    """The costs of each year and body: by measure, then those that none supports, then those that are open."""
    eligible = with_outcome(plan.decisions, Outcome.ELIGIBLE)
    undetermined = with_outcome(plan.decisions, Outcome.UNDETERMINED)
    may_count = {name for name in eligible if eligible[name] or undetermined[name]}
    counting = {name for name in eligible if plan.under.get(name, eligible[name])}
    held = held_too(plan.costs, may_count, counting)
    counted, reasons = _settled(plan.under, eligible, undetermined, held)
    reckoner = Reckoner(plan.costs, plan.staff, plan.indices, plan.netting, plan.as_read_on, held)
    try:
        supports = reckoner.supports(counted, plan.under)
    except InvalidValue as error:  # contributions above those costs of a person that count
        raise InvalidFacts([error.at("costs")]) from None
    groups: dict[tuple[int, str, bool, str], list[Cost]] = {}
    for cost in plan.costs:
        last = "~"  # what no measure supports stands after those
        key = (cost.fiscal_year.year, cost.body, cost.id in reasons, counted.get(cost.id, last))
        groups.setdefault(key, []).append(cost)
    for _, of_group in sorted(groups.items()):
        first = of_group[0]
        measure = counted.get(first.id)
        support = None if measure is None else supports[first.body, first.fiscal_year, measure]
        yield _line(plan, of_group, support, reasons)


def _settled(
    under: Mapping[str, Measure | None],
    eligible: Mapping[str, tuple[Measure, ...]],
    undetermined: Mapping[str, tuple[Measure, ...]],
    held: Mapping[str, tuple[str, ...]],
) -> tuple[dict[str, Measure], dict[str, list[Note]]]:
    """The measure that each cost counts under, and why that is open for others, by their ids.

    held: for each contribution, the receiver's costs that hold it too; while it is open, so are they.
    """
    counted = {name: measure for name, measure in under.items() if measure is not None}
    reasons: dict[str, list[Note]] = {}
    for name, sure in eligible.items():
        if name in under:
            continue
        perhaps, also = undetermined[name], held.get(name, ())
        if len(sure) == 1 and not also:
            counted[name] = sure[0]
        elif sure or perhaps:
            params = {"cost": name, "measures": tuple(measure.label for measure in sure or perhaps)}
            several = Note("talent.overlap" if sure else "talent.undetermined_cost", params)
            in_both = Note("talent.overlap_contribution", {**params, "also": also})
            reasons.setdefault(name, []).append(in_both if sure and also else several)
            for other in also:
                reasons.setdefault(other, []).append(in_both)
    return {name: measure for name, measure in counted.items() if name not in reasons}, reasons


def _line(
    plan: Plan, costs: Sequence[Cost], support: Support | None, reasons: Mapping[str, Sequence[Note]]
) -> OutlookLine:
    """The line of costs of one body and year."""
    received = [plan.received.get(cost.id, cost) for cost in costs]
    decisions = [(cost.id, decision) for cost in costs for decision in plan.decisions[cost.id].values()]
    return OutlookLine(
        body=costs[0].body,
        fiscal_year=costs[0].fiscal_year,
        measure=None if support is None else support.measure,
        costs=tuple(cost.id for cost in costs),
        cost=total(_stated(cost.amount, "talent.cost_unknown", cost.id) for cost in costs),
        known_cost=sum(cost.amount or 0 for cost in costs),
        revenue=total(_stated(cost.revenue, "talent.revenue_unknown", cost.id) for cost in received),
        known_revenue=sum(cost.revenue or 0 for cost in received),
        support=support,
        reasons=tuple(dict.fromkeys(note for cost in costs for note in reasons.get(cost.id, ()))),
        decisions=tuple(decisions) if support is None else (),
    )


def _stated(amount: int | None, code: str, cost: str) -> Amount:
    return Unknown(Note(code, {"cost": cost})) if amount is None else amount


def _looked_for(plan: Plan) -> tuple[Measure, ...]:
    """The measures that matter: chosen, or open to costs like these in one of the years or in the year before."""
    alike = {decision.facts for of_cost in plan.decisions.values() for decision in of_cost.values()}
    years = (plan.years[0] - 1, *plan.years)
    cases = [
        facts.with_(fiscal_year=year)
        for facts in {one.with_(fiscal_year=None) for one in alike}
        for year in years
    ]
    return tuple(
        measure
        for measure in known_measures(plan.as_read_on)
        if measure in plan.under.values()
        or any(eligibility(case, measure, as_read_on=plan.as_read_on).is_eligible for case in cases)
    )


def _texts(
    lines: Iterable[OutlookLine], measures: Sequence[Measure], year: FiscalYear, as_read_on: date | None
) -> tuple[Note, ...]:
    """That texts read before a year are taken to stand in it; all texts, where it rests on none supporting a cost."""
    rests_on = known_measures(as_read_on) if any(line.measure is None for line in lines) else measures
    return tuple(
        dict.fromkeys(note for measure in rests_on for note in RULES[measure].assumptions(year, as_read_on))
    )
