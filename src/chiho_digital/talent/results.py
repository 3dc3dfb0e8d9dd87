"""What a measure reckons, as a result: the parts, the exact amount, the rounded one, and what they rest on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import FiscalYear, Grade, Lang, Note, Rounding, Source, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import OFFICIAL, Decision, Figure, Unknown

from .counting import Amount, yen
from .facts import CostFacts
from .vocabulary import Measure, Part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.basics.shown import Part as ShownPart

__all__ = ["Counted", "Exact", "Support"]

Exact: TypeAlias = Fraction | Unknown
"""Yen as an exact fraction, or why they are not known."""


def _shown(amount: Amount) -> Text:
    unknown = Text(message("rules.unknown", {}, "ja"), message("rules.unknown", {}, "en"))
    return unknown if isinstance(amount, Unknown) else yen(amount)


def _exactly(amount: Exact) -> str | None:
    """An exact amount in decimals, which rates and factors in hundredths always lead to."""
    if isinstance(amount, Unknown):
        return None
    return f"{Decimal(amount.numerator) / amount.denominator:,f}"


def _plain(amount: Amount) -> int | None:
    return None if isinstance(amount, Unknown) else amount


@frozen
class Counted:
    """One part of a formula, reckoned (算式の項の計算). Strictly read-only.

    counted: what counts of the costs after subsidies and caps, in yen. supported: what the part adds, exact.
    how: the calculation, or why it is unknown. figures: the rates and caps that were used.
    """

    part: Part
    counted: Amount
    supported: Exact
    how: Note
    figures: tuple[Figure, ...]

    def to(self, lang: Lang) -> str:
        """The part on one line."""
        return message("talent.part_line", {"part": self.part.label, "how": self.how}, lang)

    def to_dict(self) -> dict[str, Any]:
        """The part as JSON values; unknown amounts are null, exact ones are text."""
        return {
            "part": self.part.value,
            "counted": _plain(self.counted),
            "supported": _exactly(self.supported),
            "how": self.how.to_dict(),
        }


@frozen(kw_only=True)
class Support(Shown):
    """What a measure reckons for one body in one fiscal year (措置額). Strictly read-only.

    The amount is an input to the calculation of the allocation tax, not cash: `caution` says so, and every form of the
    result shows it.
    available: whether the measure stands in the year; None where no text that was read says so.
    net_cost: costs less subsidies, in yen. exact: the amount before rounding. rounding: how it is rounded, with its source.
    places: where the measure stands. netted: what the deduction of subsidies rests on, where there are any. decisions: those on the costs, by their ids;
    none where the costs were stated as eligible.
    """

    measure: Measure
    fiscal_year: FiscalYear
    available: bool | None
    parts: tuple[Counted, ...]
    net_cost: Amount
    exact: Exact
    rounding: Rounding | None
    places: tuple[Source, ...]
    netted: Source | None
    noted: tuple[Note, ...]
    as_read_on: date
    decisions: tuple[tuple[str, Decision[CostFacts]], ...] = ()

    def __shown__(self) -> Iterable[ShownPart]:
        from .shown import support_parts

        return support_parts(self)

    @property
    def amount(self) -> Amount:
        """The amount, rounded as the text says, in yen; no cash."""
        if isinstance(self.exact, Unknown):
            return self.exact
        return int(self.exact) if self.rounding is None else self.rounding.apply(self.exact)

    @property
    def net_burden(self) -> Amount:
        """What would be left to the body if the whole amount reached it (差引負担), in yen."""
        if isinstance(self.net_cost, Unknown) or isinstance(self.amount, Unknown):
            return self.net_cost if isinstance(self.net_cost, Unknown) else self.amount
        return self.net_cost - self.amount

    @property
    def caution(self) -> Note:
        """That the amount is an input to the calculation, not cash."""
        return Note("talent.not_cash")

    @property
    def assumptions(self) -> tuple[Note, ...]:
        """What the amount takes for granted, each remark once."""
        figures = (note for part in self.parts for figure in part.figures for note in figure.assumptions)
        decided = (note for _, decision in self.decisions for note in decision.assumptions)
        return tuple(dict.fromkeys((*self.noted, *figures, *decided, Note("talent.surveyed"))))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where measure, rates, caps, rounding and deduction were read; the rules' own sources stand in `decisions`."""
        figures = [figure.source for part in self.parts for figure in part.figures]
        rounded = None if self.rounding is None else self.rounding.source
        found = (*self.places, *figures, rounded, self.netted)
        return tuple(dict.fromkeys(source for source in found if source is not None))

    @property
    def grade(self) -> Grade:
        """The weakest grade among sources and decisions."""
        decided = (decision.grade for _, decision in self.decisions)
        return Grade.weakest(*(source.grade for source in self.sources), *decided)

    @property
    def official(self) -> Text:
        """That the result is no official determination, and whom to ask."""
        return OFFICIAL

    def explain(self, lang: Lang = "ja") -> str:
        """The calculation as plain text in `"ja"` or `"en"`."""
        title = {"measure": self.measure.label, "year": self.fiscal_year}
        lines = [message("talent.support_title", title, lang)]
        for cost, decision in self.decisions:
            lines.append(message("talent.cost_line", {"cost": cost, "outcome": decision.outcome.label}, lang))
        lines += [part.to(lang) for part in self.parts]
        if self.available is False:
            lines.append(message("talent.not_available", title, lang))
        lines += [self._result(lang), self.caution.to(lang)]
        lines += [f"{message('rules.source_line', {}, lang)}{source.to(lang)}" for source in self.sources]
        lines += ["", message("rules.assumptions_heading", {}, lang)]
        lines += [f"- {note.to(lang)}" for note in self.assumptions]
        about = {"read_on": self.as_read_on, "version": __version__}
        lines.append(message("rules.grade_line", {"grade": self.grade.label}, lang))
        return "\n".join([*lines, message("rules.as_read_line", about, lang), OFFICIAL.to(lang)])

    def _result(self, lang: Lang) -> str:
        if isinstance(self.exact, Unknown):
            return message("talent.amount_unknown", {"reason": self.exact.reason}, lang)
        rounded = self.rounding and self.rounding.source
        params = {
            "amount": _shown(self.amount),
            "exact": _exactly(self.exact),
            "grade": rounded and rounded.grade.label,
            "burden": _shown(self.net_burden),
        }
        return message("talent.amount_line" if rounded else "talent.amount_zero", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON values; unknown amounts are null, exact ones are text."""
        unknown = self.exact.reason.to_dict() if isinstance(self.exact, Unknown) else None
        return {
            "measure": self.measure.value,
            "fiscal_year": self.fiscal_year.year,
            "available": self.available,
            "parts": [part.to_dict() for part in self.parts],
            "decisions": {cost: decision.outcome.value for cost, decision in self.decisions},
            "net_cost": _plain(self.net_cost),
            "exact": _exactly(self.exact),
            "amount": _plain(self.amount),
            "unknown": unknown,
            "net_burden": _plain(self.net_burden),
            "is_cash": False,
            "caution": self.caution.to_dict(),
            "rounding": self.rounding
            and {"unit": self.rounding.unit, "direction": self.rounding.direction.value},
            "assumptions": [note.to_dict() for note in self.assumptions],
            "sources": [source.to_dict() for source in self.sources],
            "grade": self.grade.value,
            "as_read_on": self.as_read_on.isoformat(),
            "library_version": __version__,
            "official": OFFICIAL.to_dict(),
        }
