"""One cost under several measures (重複): found and shown, with the total of every choice. The choice is the caller's.

A contribution and the cost it pays for are one cost too: it counts for the payer and is deducted from the receiver's cost,
or it does not count for the payer.
"""

from __future__ import annotations

from itertools import groupby, product
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from chiho_digital.basics import InvalidValue, Lang, Note, Text, message
from chiho_digital.rules import OFFICIAL, Outcome, Unknown

from .claims import decided, support
from .counting import Amount, yen
from .eligibility import RULES
from .vocabulary import CostItem, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from .costs import Cost, FiscalIndex
    from .records import StaffMember
    from .results import Support
    from .vocabulary import Netting

__all__ = ["Choice", "Choices", "Overlap", "choices"]

_MOST = 1_024


@frozen
class Overlap:
    """One cost that several measures would support (重複). Strictly read-only.

    cost: its id. measures: those under which it is eligible. undetermined: those under which that is open.
    also_in: for a contribution, the ids of the receiver's costs that hold it too.
    """

    cost: str
    measures: tuple[Measure, ...]
    undetermined: tuple[Measure, ...] = ()
    also_in: tuple[str, ...] = ()

    def to(self, lang: Lang) -> str:
        """The overlap on one line."""
        params = {
            "cost": self.cost,
            "measures": tuple(measure.label for measure in self.measures),
            "also": self.also_in,
        }
        line = message("talent.overlap_contribution" if self.also_in else "talent.overlap", params, lang)
        if self.undetermined:
            left = {"measures": tuple(measure.label for measure in self.undetermined)}
            line += message("talent.overlap_open", left, lang)
        return line


@frozen
class Choice:
    """One way to count every cost under one measure at most (選択). Strictly read-only.

    measures: for every overlapping cost, by its id, the measure it counts under; None: under none.
    supports: what each measure reckons for each body and year.
    """

    measures: Mapping[str, Measure | None]
    supports: tuple[Support, ...]

    @property
    def total(self) -> Amount:
        """All amounts together, in yen, unknown where one of them is; no cash."""
        unknown = next((one.amount for one in self.supports if isinstance(one.amount, Unknown)), None)
        return unknown or self.known_total

    @property
    def known_total(self) -> int:
        """The amounts that are known, together, in yen."""
        return sum(one.amount for one in self.supports if not isinstance(one.amount, Unknown))

    def to(self, lang: Lang) -> str:
        """The choice on one line."""
        none = Text(message("talent.under_none", {}, "ja"), message("talent.under_none", {}, "en"))
        taken = {cost: measure.label if measure else none for cost, measure in self.measures.items()}
        under = tuple(Text(f"{cost}→{label.ja}", f"{cost} under {label.en}") for cost, label in taken.items())
        total = self.total
        if isinstance(total, Unknown):
            params = {"under": under, "known": yen(self.known_total), "reason": total.reason}
            return message("talent.choice_unknown", params, lang)
        return message("talent.choice", {"under": under, "total": yen(total)}, lang)


@frozen
class Choices:
    """The overlaps among costs, and the total of every choice (重複と選択肢). Strictly read-only.

    choices: in no order of merit; one where nothing overlaps. undetermined: costs that no measure surely supports and some
    may, with these measures.
    """

    overlaps: tuple[Overlap, ...]
    choices: tuple[Choice, ...]
    undetermined: Mapping[str, tuple[Measure, ...]]

    def explain(self, lang: Lang = "ja") -> str:
        """Overlaps and choices as plain text in `"ja"` or `"en"`."""
        lines = [overlap.to(lang) for overlap in self.overlaps]
        lines += [f"- {choice.to(lang)}" for choice in self.choices]
        for cost, measures in self.undetermined.items():
            params = {"cost": cost, "measures": tuple(measure.label for measure in measures)}
            lines.append(message("talent.undetermined_cost", params, lang))
        return "\n".join([*lines, Note("talent.not_cash").to(lang), OFFICIAL.to(lang)])

    def to_dict(self) -> dict[str, Any]:
        """Overlaps and choices as JSON values; an unknown total is null."""
        return {
            "overlaps": [
                {
                    "cost": overlap.cost,
                    "measures": [measure.value for measure in overlap.measures],
                    "undetermined": [measure.value for measure in overlap.undetermined],
                    "also_in": list(overlap.also_in),
                }
                for overlap in self.overlaps
            ],
            "choices": [
                {
                    "measures": {
                        cost: measure and measure.value for cost, measure in choice.measures.items()
                    },
                    "total": None if isinstance(choice.total, Unknown) else choice.total,
                    "known_total": choice.known_total,
                    "supports": [one.to_dict() for one in choice.supports],
                }
                for choice in self.choices
            ],
            "undetermined": {
                cost: [measure.value for measure in measures] for cost, measures in self.undetermined.items()
            },
            "is_cash": False,
            "official": OFFICIAL.to_dict(),
        }


def choices(
    costs: Sequence[Cost],
    *,
    staff: Iterable[StaffMember] = (),
    indices: Iterable[FiscalIndex] = (),
    netting: Netting | Literal["before_cap", "after_cap"] | None = None,
    as_read_on: date | None = None,
) -> Choices:
    """Under which measures costs are eligible, where these overlap, and what each choice adds up to (重複の確認).

    costs: of any bodies and years. staff, indices: as recorded. netting, as_read_on: as `amount`.

    Raises:
        InvalidValue: two costs of one id; contributions above the costs they pay for; more than 1,024 choices; and as `amount`.
    """
    if len({cost.id for cost in costs}) != len(costs):
        raise InvalidValue("talent.id_twice", value=tuple(cost.id for cost in costs))
    people = tuple(staff)
    eligible, undetermined = _measures(costs, people, as_read_on)
    received = _received(costs, eligible)
    options: dict[str, tuple[Measure | None, ...]] = {}
    for cost in costs:
        measures: tuple[Measure | None, ...] = eligible[cost.id]
        if cost.id in received:
            measures = (*measures, None)
        if len(measures) > 1:
            options[cost.id] = measures
    if prod(len(ways) for ways in options.values()) > _MOST:
        raise InvalidValue("talent.too_many_choices", value=len(options), most=_MOST)
    reckoner = _Reckoner(costs, people, tuple(indices), netting, as_read_on, received)
    single = {name: measures[0] for name, measures in eligible.items() if len(measures) == 1}
    return Choices(
        overlaps=tuple(
            Overlap(name, eligible[name], undetermined.get(name, ()), received.get(name, ()))
            for name in options
        ),
        choices=tuple(
            reckoner.choice(single, dict(zip(options, taken, strict=True)))
            for taken in product(*options.values())
        ),
        undetermined={
            name: measures for name, measures in undetermined.items() if measures and not eligible[name]
        },
    )


def _measures(
    costs: Sequence[Cost], staff: Sequence[StaffMember], as_read_on: date | None
) -> tuple[dict[str, tuple[Measure, ...]], dict[str, tuple[Measure, ...]]]:
    """The measures under which each cost is eligible, and those under which that is open."""
    by_outcome: dict[Outcome, dict[str, list[Measure]]] = {
        outcome: {cost.id: [] for cost in costs} for outcome in Outcome
    }
    for measure, ruleset in RULES.items():
        if as_read_on is None or ruleset.revisions[0].read_on <= as_read_on:
            for name, decision in decided(costs, measure, staff, as_read_on).items():
                by_outcome[decision.outcome][name].append(measure)
    eligible, undetermined = (
        {name: tuple(measures) for name, measures in by_outcome[outcome].items()}
        for outcome in (Outcome.ELIGIBLE, Outcome.UNDETERMINED)
    )
    return eligible, undetermined


def _received(
    costs: Sequence[Cost], eligible: Mapping[str, tuple[Measure, ...]]
) -> dict[str, tuple[str, ...]]:
    """For each contribution that counts, the receiver's costs of the same person and year that hold it too.

    Where the receiver has stated revenue of at least all contributions, they are deducted already.
    """
    found: dict[str, tuple[str, ...]] = {}
    paid = [
        cost
        for cost in costs
        if cost.item is CostItem.CONTRIBUTION and cost.person and cost.paid_to and eligible[cost.id]
    ]
    for cost in paid:
        key = (cost.paid_to, cost.person, cost.fiscal_year)
        into = [
            other
            for other in costs
            if other.item is CostItem.ENGAGEMENT
            and (other.body, other.person, other.fiscal_year) == key
            and eligible[other.id]
        ]
        contributed = [one.amount for one in paid if (one.paid_to, one.person, one.fiscal_year) == key]
        if into and not _covered([other.revenue for other in into], contributed):
            found[cost.id] = tuple(other.id for other in into)
    return found


def _covered(stated: Sequence[int | None], contributed: Sequence[int | None]) -> bool:
    """Whether the receiver's stated revenue surely holds all contributions."""
    if None in stated or None in contributed:
        return False
    return sum(one or 0 for one in stated) >= sum(one or 0 for one in contributed)


@frozen
class _Reckoner:
    costs: Sequence[Cost]
    staff: Sequence[StaffMember]
    indices: Sequence[FiscalIndex]
    netting: Any
    as_read_on: date | None
    received: Mapping[str, tuple[str, ...]]

    def choice(self, single: Mapping[str, Measure], taken: Mapping[str, Measure | None]) -> Choice:
        """What one choice adds up to."""
        under = {name: measure for name, measure in {**single, **taken}.items() if measure is not None}
        less = self._less(under)
        counted = [(under[cost.id], less.get(cost.id, cost)) for cost in self.costs if cost.id in under]

        def key(one: tuple[Measure, Cost]) -> tuple[str, int, str]:
            return one[1].body, one[1].fiscal_year.year, one[0].value

        supports: list[Support] = []
        for _, group in groupby(sorted(counted, key=key), key):
            of_group = list(group)
            supports.append(self._support(of_group[0][0], [cost for _, cost in of_group]))
        return Choice(dict(taken), tuple(supports))

    def _less(self, under: Mapping[str, Measure]) -> dict[str, Cost]:
        """The receivers' costs less the contributions that count for their payers, as far as these are not deducted yet."""
        costs = {cost.id: cost for cost in self.costs}
        less: dict[str, Cost] = {}
        for into in dict.fromkeys(self.received.values()):
            paid = [costs[name].amount for name in under if self.received.get(name) == into]
            stated = [costs[name].revenue for name in into]
            if None in paid or None in stated:
                less |= {name: costs[name].with_(revenue=None) for name in into}
                continue
            left = max(0, sum(one or 0 for one in paid) - sum(one or 0 for one in stated))
            for name in into:
                revenue = costs[name].revenue or 0
                taken = min(left, (costs[name].amount or 0) - revenue)
                less[name] = costs[name].with_(revenue=revenue + taken)
                left -= taken
            if left:
                raise InvalidValue("talent.contributions_above_cost", value=left, costs=into)
        return less

    def _support(self, measure: Measure, costs: Sequence[Cost]) -> Support:
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
            fiscal_index=index,
            netting=self.netting,
            as_read_on=self.as_read_on,
        )
