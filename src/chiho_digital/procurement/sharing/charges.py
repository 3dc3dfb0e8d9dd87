"""Charges: what bodies pay at given prices, whoever else takes part; the total follows (単価・定額による負担)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import InvalidValue, Lang, Note, Rounding, message

from .bodies import figure_words
from .preparing import in_order, problems_of_bodies, raise_all
from .words import NOT_OFFICIAL, WHOLE_YEN, exact_yen, or_unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .bodies import Sharer
    from .prices import Price

__all__ = ["Charge", "Charges", "charge"]


@frozen
class Charge:
    """What one body pays at the prices (負担額). Strictly read-only.

    yen: what it pays; None is unknown, and `unknown` says why.  exact: in yen before rounding, price by price.
    """

    sharer: Sharer
    yen: int | None
    exact: tuple[Fraction | None, ...]
    unknown: tuple[Note, ...]


@frozen
class Charges:
    """What bodies pay at prices, and what that comes to (負担額の一覧). Strictly read-only. Amounts are in yen, None is unknown.

    charges: in order of code.  rounding: of what each body pays in all.
    """

    prices: tuple[Price, ...]
    charges: tuple[Charge, ...]
    rounding: Rounding

    def __getitem__(self, code: str) -> Charge:
        """The charge of a body, by its code.

        Raises:
            KeyError: it does not take part.
        """
        for one in self.charges:
            if one.sharer.code == code:
                return one
        raise KeyError(code)

    @property
    def yen(self) -> dict[str, int | None]:
        """What each body pays, in yen, by code."""
        return {one.sharer.code: one.yen for one in self.charges}

    @property
    def total(self) -> int | None:
        """What all pay, in yen; None where one charge is unknown."""
        known = [one.yen for one in self.charges if one.yen is not None]
        return sum(known) if len(known) == len(self.charges) else None

    @property
    def at_most(self) -> bool:
        """Whether a price is a ceiling: the bodies pay these amounts or less."""
        return any(price.at_most for price in self.prices)

    @property
    def unknown(self) -> tuple[Note, ...]:
        """Why charges are unknown."""
        return tuple(note for one in self.charges for note in one.unknown)

    def explain(self, lang: Lang = "ja") -> str:
        """All charges and how they came about as plain text in `"ja"` or `"en"`."""
        total = {"total": or_unknown(self.total), "prices": [price.text for price in self.prices]}
        lines = [message("procurement.sharing_charges_title", total, lang)]
        for one in self.charges:
            about = {"name": one.sharer.name, "yen": or_unknown(one.yen)}
            lines.append(message("procurement.sharing_body", about, lang))
            for price, exact in zip(self.prices, one.exact, strict=True):
                if exact is not None:
                    params = {"what": price.text, "exact": exact_yen(exact)}
                    lines.append("  " + message("procurement.sharing_amount_line", params, lang))
            lines.extend(f"  {note.to(lang)}" for note in one.unknown)
        lines.append(self.rounding.text.to(lang))
        if self.at_most:
            lines.append(message("procurement.sharing_at_most", {}, lang))
        return "\n".join([*lines, NOT_OFFICIAL.to(lang)])

    def to_dict(self) -> dict[str, Any]:
        """The charges as JSON values; unknown is null, what is exact a text such as "10/3"."""
        return {
            "total": self.total,
            "at_most": self.at_most,
            "prices": [price.text.to_dict() for price in self.prices],
            "rounding": {"unit": self.rounding.unit, "direction": str(self.rounding.direction)},
            "charges": [
                {
                    "code": str(one.sharer.code),
                    "name": one.sharer.name,
                    "yen": one.yen,
                    "exact": [None if exact is None else str(exact) for exact in one.exact],
                    "unknown": [note.to_dict() for note in one.unknown],
                }
                for one in self.charges
            ],
            "library_version": __version__,
            "official": NOT_OFFICIAL.to_dict(),
        }


def charge(among: Iterable[Sharer], *prices: Price, rounding: Rounding = WHOLE_YEN) -> Charges:
    """What each body pays at prices for the same period (負担額の算定), added up, in yen; the total is their sum.

    among: the bodies, in any order.  rounding: of what a body pays in all.  A body whose figure is unknown has an unknown
    charge, and so has the total; the others keep theirs.

    >>> from chiho_digital.procurement.sharing import Fixed, Sharer, UnitPrice
    >>> towns = [Sharer("a", "A", {"population": 100}), Sharer("b", "B", {"population": 250})]
    >>> charge(towns, UnitPrice(10, "population"), Fixed(10_000)).yen
    {'a': 11000, 'b': 12500}

    Raises:
        InvalidValue: nobody is named, a body stands there twice, no price, a figure that nobody states, or counts of
            different tables: all are named in `params["errors"]`.
    """
    sharers = in_order(among)
    figures = frozenset[str]().union(*(price.figures for price in prices))
    no_price = () if prices else (InvalidValue("procurement.sharing_no_price"),)
    raise_all([*problems_of_bodies(sharers, figures), *no_price])
    return Charges(prices, tuple(_charge(sharer, prices, rounding) for sharer in sharers), rounding)


def _charge(sharer: Sharer, prices: tuple[Price, ...], rounding: Rounding) -> Charge:
    unknown: list[Note] = []
    exact: list[Fraction | None] = []
    for price in prices:
        amount = price.of(sharer)
        exact.append(None if amount is None else Fraction(amount))
        if amount is None:
            lacking = [
                figure_words(name) for name in sorted(price.figures) if sharer.figures.get(name) is None
            ]
            about = {"figure": lacking, "bodies": sharer.name, "price": price.text}
            code = "procurement.sharing_figure_unknown" if lacking else "procurement.sharing_beyond_plans"
            unknown.append(Note(code, about))
    known = [amount for amount in exact if amount is not None]
    return Charge(
        sharer, None if unknown else rounding.apply(sum(known, Fraction(0))), tuple(exact), tuple(unknown)
    )
