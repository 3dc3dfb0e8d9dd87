"""One cost under several measures (重複): found and shown, with the total of every choice. The choice is the caller's."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from chiho_digital.basics import InvalidValue, Lang, Note, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import OFFICIAL, Outcome, Unknown

from .counting import Amount, yen
from .reckoning import Reckoner, decisions_of, held_too, with_outcome
from .vocabulary import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from chiho_digital.basics.shown import Part

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
class Choices(Shown):
    """The overlaps among costs, and the total of every choice (重複と選択肢). Strictly read-only.

    choices: in no order of merit; one where nothing overlaps. undetermined: costs that no measure surely supports and some
    may, with these measures.
    """

    overlaps: tuple[Overlap, ...]
    choices: tuple[Choice, ...]
    undetermined: Mapping[str, tuple[Measure, ...]]

    def __shown__(self) -> Iterable[Part]:
        from .shown import choices_parts

        return choices_parts(self)

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
    decisions = decisions_of(costs, people, as_read_on)
    eligible, undetermined = (
        with_outcome(decisions, outcome) for outcome in (Outcome.ELIGIBLE, Outcome.UNDETERMINED)
    )
    counting = {name for name, measures in eligible.items() if measures}
    held = held_too(costs, counting, counting)
    options: dict[str, tuple[Measure | None, ...]] = {}
    for cost in costs:
        measures: tuple[Measure | None, ...] = eligible[cost.id]
        if cost.id in held:
            measures = (*measures, None)
        if len(measures) > 1:
            options[cost.id] = measures
    if prod(len(ways) for ways in options.values()) > _MOST:
        raise InvalidValue("talent.too_many_choices", value=len(options), most=_MOST)
    reckoner = Reckoner(costs, people, tuple(indices), netting, as_read_on, held)
    single = {name: measures[0] for name, measures in eligible.items() if len(measures) == 1}

    def choice(taken: dict[str, Measure | None]) -> Choice:
        under = {name: measure for name, measure in {**single, **taken}.items() if measure is not None}
        return Choice(taken, tuple(reckoner.supports(under).values()))

    return Choices(
        overlaps=tuple(
            Overlap(name, eligible[name], undetermined[name], held.get(name, ())) for name in options
        ),
        choices=tuple(choice(dict(zip(options, taken, strict=True))) for taken in product(*options.values())),
        undetermined={
            name: measures for name, measures in undetermined.items() if measures and not eligible[name]
        },
    )
