"""Amounts, figures and roundings of a sharing as they are written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from chiho_digital.basics import Direction, Rounding, Text

if TYPE_CHECKING:
    from .bodies import Number

__all__ = [
    "NOT_OFFICIAL",
    "WHOLE_YEN",
    "exact_yen",
    "number",
    "or_unknown",
    "percent",
    "yen",
]

WHOLE_YEN = Rounding(1, Direction.DOWN)

NOT_OFFICIAL = Text(
    "これは計算例で、公式の決定ではありません。負担は団体間の規約・協定で定まります。",
    "This is a calculation, not an official determination; the agreement between the bodies decides.",
)
"""What is said with every answer of `sharing`: it is no determination."""


def number(value: Number) -> str:
    """A number with grouped digits: whole, or as a decimal where it has a short one, else as a fraction.

    >>> number(Fraction(1459, 10)), number(Fraction(1, 3)), number(44_661)
    ('145.9', '1/3', '44,661')
    """
    fraction = Fraction(value)
    scaled = fraction * 10**12
    if scaled.denominator != 1:
        return f"{fraction.numerator:,}/{fraction.denominator:,}"
    whole, rest = divmod(scaled.numerator, 10**12)
    return f"{whole:,}.{rest:012d}".rstrip("0").rstrip(".")


def yen(amount: Number) -> Text:
    """An amount as it is written."""
    return Text(f"{number(amount)}円", f"{number(amount)} yen")


def or_unknown(amount: int | None) -> Text:
    """An amount as it is written, or the word for unknown."""
    return Text("不明", "unknown") if amount is None else yen(amount)


def exact_yen(amount: Fraction) -> Text:
    """An amount before rounding, in whole yen and two decimals cut off; `余` or `and a bit` says that more were cut.

    >>> exact_yen(Fraction(10, 3)).en, exact_yen(Fraction(5, 2)).ja
    ('3.33 yen and a bit', '2.5円')
    """
    cut = Fraction((amount * 100).__floor__(), 100)
    words = yen(cut)
    return words if cut == amount else Text(f"{words.ja}余", f"{words.en} and a bit")


def percent(fraction: Fraction) -> str:
    """A fraction of a whole: in percent where that is short, else as it is.

    >>> percent(Fraction(7, 20)), percent(Fraction(1, 3))
    ('35%', '1/3')
    """
    hundredths = fraction * 100
    return f"{number(hundredths)}%" if (hundredths * 100).denominator == 1 else str(fraction)
