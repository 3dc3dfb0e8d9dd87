"""The steps of a calculation in yen: amounts that may be unknown, how each came about, and both written out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import (
    FiscalYear,
    Grade,
    Lang,
    Note,
    OddYen,
    Rounding,
    Source,
    Text,
    apportion,
    format_yen,
    message,
)
from chiho_digital.rules import OFFICIAL, Unknown

from .vocabulary import CostScope, TaxBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

__all__ = [
    "LABELS",
    "Amount",
    "Breakdown",
    "Step",
    "footer",
    "known_all",
    "less",
    "once",
    "percent",
    "plain",
    "rests_on",
    "scope_line",
    "shares",
    "shown",
    "step",
    "total",
    "year_text",
    "yen",
]

Amount = int | Unknown
"""Yen, or why they are not known."""

LABELS = {
    "cost": Text("事業費", "cost"),
    "eligible_cost": Text("対象経費", "eligible cost"),
    "grants": Text("国・都道府県の補助金", "national and prefectural grants"),
    "other_revenue": Text("その他の特定財源", "other earmarked revenue"),
    "base": Text("充当率を乗じる額", "amount the ratio applies to"),
    "bond_ceiling": Text("起債の上限額", "ceiling of the bond"),
    "general_funds": Text("当初の一般財源", "general funds up front"),
    "need_increase": Text("基準財政需要額の増（元金分）", "increase of the standard need (on principal)"),
    "cash_effect": Text("普通交付税の増の見込み", "expected increase of ordinary allocation tax"),
    "net_burden": Text("実質負担額（利子を除く）", "net burden (interest apart)"),
}
"""The amounts of a funding in the order of the calculation."""

_T = TypeVar("_T")


def known_all(amounts: Iterable[Amount]) -> list[int] | Unknown:
    """All the amounts, or the first that is unknown."""
    known: list[int] = []
    for amount in amounts:
        if isinstance(amount, Unknown):
            return amount
        known.append(amount)
    return known


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, unknown where one of them is."""
    known = known_all(amounts)
    return known if isinstance(known, Unknown) else sum(known)


def less(whole: Amount, *parts: Amount) -> Amount:
    """An amount less others, unknown where one of them is."""
    known = known_all((whole, *parts))
    return known if isinstance(known, Unknown) else known[0] - sum(known[1:])


def shares(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """An amount shared in proportion to weights; all zero where there is no weight."""
    if not any(weights):
        return tuple(0 for _ in weights)
    return apportion(amount, weights, odd_yen=OddYen.LARGEST_REMAINDER)


@frozen
class Step:
    """One amount of a funding and how it came about (計算の一段). Strictly read-only.

    amount: yen. how: the calculation, or why the amount is unknown. rounding: where one was applied.
    source: where the ratio or rule stands. assumptions: what the amount takes for granted.
    """

    name: str
    label: Text
    amount: Amount
    how: Note
    rounding: Rounding | None = None
    source: Source | None = None
    assumptions: tuple[Note, ...] = ()

    def to(self, lang: Lang) -> str:
        """The step on one line."""
        params = {"label": self.label, "amount": shown(self.amount), "how": self.how.to(lang)}
        return message("bonds.step_line", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The step as JSON values; an unknown amount is null."""
        return {
            "name": self.name,
            "label": self.label.to_dict(),
            "amount": plain(self.amount),
            "known": not isinstance(self.amount, Unknown),
            "how": self.how.to_dict(),
            "rounding": self.rounding
            and {"unit": self.rounding.unit, "direction": self.rounding.direction.value},
            "source": self.source and self.source.to_dict(),
        }


def step(  # noqa: PLR0913, PLR0917 -- the parts of a step
    name: str,
    amount: Amount,
    how: Note,
    rounding: Rounding | None = None,
    source: Source | None = None,
    assumptions: tuple[Note, ...] = (),
) -> Step:
    """A step; where the amount is unknown, the reason stands in place of the calculation."""
    reason = amount.reason if isinstance(amount, Unknown) else how
    return Step(name, LABELS[name], amount, reason, rounding, source, assumptions)


class Breakdown(ABC):
    """The amounts that one funding and a sum of fundings both have, in yen."""

    __slots__ = ()

    @abstractmethod
    def amount(self, name: str) -> Amount:
        """An amount by its name, in yen.

        Raises:
            KeyError: there is no such amount.
        """

    @property
    def cost(self) -> Amount:
        """The whole cost (事業費), in yen."""
        return self.amount("cost")

    @property
    def eligible_cost(self) -> Amount:
        """The cost the bond may finance (対象経費), in yen."""
        return self.amount("eligible_cost")

    @property
    def grants(self) -> Amount:
        """National and prefectural grants (補助金), in yen."""
        return self.amount("grants")

    @property
    def other_revenue(self) -> Amount:
        """Other earmarked revenue (その他の特定財源), in yen."""
        return self.amount("other_revenue")

    @property
    def base(self) -> Amount:
        """What the bond-financing ratio applies to, in yen."""
        return self.amount("base")

    @property
    def bond_ceiling(self) -> Amount:
        """The most that may be borrowed (起債の上限額), in yen, rounded down."""
        return self.amount("bond_ceiling")

    @property
    def general_funds(self) -> Amount:
        """What the body pays from general funds up front (一般財源), in yen, if it borrows to the ceiling."""
        return self.amount("general_funds")

    @property
    def need_increase(self) -> Amount:
        """What enters the standard fiscal need (基準財政需要額) over the repayment of the principal, in yen; no cash."""
        return self.amount("need_increase")

    @property
    def cash_effect(self) -> Amount:
        """The ordinary allocation tax (普通交付税) the body can expect for it, in yen."""
        return self.amount("cash_effect")

    @property
    def net_burden(self) -> Amount:
        """Cost less grants, other revenue and cash effect (実質負担額), in yen; interest apart."""
        return self.amount("net_burden")

    @property
    def official(self) -> Text:
        """That the result is no official determination, and whom to ask."""
        return OFFICIAL


def once(items: Iterable[_T]) -> tuple[_T, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))


def yen(amount: int) -> Text:
    """An amount as it is written."""
    return Text(format_yen(amount), f"{amount:,} yen")


def percent(ratio: int | Fraction) -> str:
    """A ratio as it is written: in percent where they are whole."""
    whole = Fraction(ratio) * 100
    return f"{whole}%" if whole.denominator == 1 else str(ratio)


def shown(amount: Amount) -> Text:
    """An amount as it is written, or the word for unknown."""
    return _words("rules.unknown") if isinstance(amount, Unknown) else yen(amount)


def plain(amount: Amount) -> int | None:
    """An amount as a JSON value."""
    return None if isinstance(amount, Unknown) else amount


def year_text(year: FiscalYear | None) -> Text:
    """A fiscal year as it is written, or that it is unknown."""
    return _words("bonds.no_year") if year is None else Text(year.to("ja"), year.to("en"))


def scope_line(scope: CostScope | None, basis: TaxBasis | None, lang: Lang) -> str:
    """Whose cost the amounts are and whether consumption tax is in them, on one line."""
    unknown = _words("rules.unknown")
    params = {"scope": scope.label if scope else unknown, "basis": basis.label if basis else unknown}
    return message("bonds.scope_line", params, lang)


def footer(assumptions: Iterable[Note], grade: Grade, as_read_on: date, lang: Lang) -> list[str]:
    """The lines at the end of a result: what it rests on, and that it is not official."""
    notes = [f"- {note.to(lang)}" for note in assumptions]
    about = {"read_on": as_read_on, "version": __version__}
    return [
        *(["", message("rules.assumptions_heading", {}, lang), *notes] if notes else []),
        "",
        message("rules.grade_line", {"grade": grade.label}, lang),
        message("rules.as_read_line", about, lang),
        OFFICIAL.to(lang),
    ]


def rests_on(
    assumptions: Iterable[Note], sources: Iterable[Source], grade: Grade, as_read_on: date
) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "assumptions": [note.to_dict() for note in assumptions],
        "sources": [source.to_dict() for source in sources],
        "grade": grade.value,
        "as_read_on": as_read_on.isoformat(),
        "library_version": __version__,
        "official": OFFICIAL.to_dict(),
    }


def _words(code: str) -> Text:
    return Text(message(code, {}, "ja"), message(code, {}, "en"))
