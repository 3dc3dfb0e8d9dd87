"""Money in whole yen, exact ratios, named roundings, and shares that add up to the whole.

No floats: an amount is an `int` of yen, a ratio a `Fraction`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from .errors import InvalidValue
from .labelled import LabelledEnum
from .text import Text, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import attrs

    from .sources import Source

__all__ = [
    "MAX_YEN",
    "Direction",
    "OddYen",
    "Rounding",
    "TaxBasis",
    "apportion",
    "exact_ratio",
    "format_yen",
    "parse_yen",
    "whole_yen",
]

MAX_YEN = 10**13
"""The largest amount a record may hold, in yen: more than any budget of a local government."""


class TaxBasis(LabelledEnum):
    """Whether consumption tax is in an amount (消費税の扱い); unknown is a value of its own, to be stated."""

    INCLUDED = "included", "税込", "tax included"
    EXCLUDED = "excluded", "税抜", "tax excluded"
    UNKNOWN = "unknown", "税込・税抜の別は不明", "tax basis unknown"


_PLAIN = re.compile(
    r"(?P<sign>[-+])?[¥\\]?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<fraction>\.[0-9]+)?円?"
)
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_WITH_UNITS = re.compile(
    rf"(?P<sign>[-+])?(?:(?P<oku>{_NUMBER})億)?(?:(?P<man>{_NUMBER})万)?(?:(?P<sen>{_NUMBER})千)?(?P<rest>{_NUMBER})?円?"
)
_MINUS = frozenset("▲△−‐–")
_UNITS = (("oku", 10**8), ("man", 10**4), ("sen", 10**3), ("rest", 1))

_TENS = 100
_RATIO = re.compile(r"[-+]?[0-9]{1,99}(?:\.[0-9]{1,99}|/[1-9][0-9]{0,98})?")


def whole_yen(amount: object) -> int:
    """The amount itself, if it is whole yen.

    Raises:
        InvalidValue: it is no `int` (floats and booleans are refused).
    """
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise InvalidValue("basics.not_whole_yen", value=amount, type=type(amount).__name__)
    return amount


def parse_yen(text: str) -> int:
    """The amount a text names, in yen: 1234567, 1,234,567円, ￥1,000, 3億2,000万円, ▲5 (negative); full-width digits too.

    >>> parse_yen("3億2,000万円")
    320000000

    Raises:
        InvalidValue: no amount, or a fraction of a yen.
    """
    folded = fold(text)
    if folded[:1] in _MINUS:
        folded = f"-{folded[1:]}"
    if len(folded) > 40:
        raise InvalidValue("basics.yen_format", value=text)
    if found := _PLAIN.fullmatch(folded):
        amount = _number(found["digits"] + (found["fraction"] or ""))
    elif (found := _WITH_UNITS.fullmatch(folded)) and (found["oku"] or found["man"] or found["sen"]):
        amount = sum(_number(found[name]) * unit for name, unit in _UNITS if found[name])
    else:
        raise InvalidValue("basics.yen_format", value=text)
    if amount.denominator != 1:
        raise InvalidValue("basics.yen_fraction", value=text)
    return -amount.numerator if found["sign"] == "-" else amount.numerator


def _number(digits: str) -> int | Fraction:
    digits = digits.replace(",", "")
    return Fraction(digits) if "." in digits else int(digits)


def format_yen(amount: int) -> str:
    """An amount as it is written in documents.

    >>> format_yen(1234567)
    '1,234,567円'
    """
    return f"{whole_yen(amount):,}円"


def exact_ratio(value: int | str | Decimal | Fraction) -> Fraction:
    """A ratio as an exact fraction: 1, "0.7", "2/3", Decimal("0.7").

    >>> exact_ratio("0.7")
    Fraction(7, 10)

    Raises:
        InvalidValue: a float (0.7 is not seven tenths), or no number at all; nor powers of ten beyond 10^±100.
    """
    match value:
        case bool():
            pass
        case int() | Fraction():
            return Fraction(value)
        # Powers of ten are bounded: the exact fraction of "1e999999999" would fill the memory.
        case Decimal() if value.is_finite() and -_TENS < value.adjusted() < _TENS:
            return Fraction(value)
        case str() if _RATIO.fullmatch(folded := fold(value)):
            return Fraction(folded)
        case _:
            pass
    raise InvalidValue("basics.inexact_ratio", value=value, type=type(value).__name__)


class Direction(LabelledEnum):
    """Which way a rounding goes (端数処理の向き). Amounts below zero mirror those above.

    down: towards zero (切捨て). up: away from zero (切上げ). half_up: half away from zero (四捨五入).
    """

    DOWN = "down", "切捨て", "down"
    UP = "up", "切上げ", "up"
    HALF_UP = "half_up", "四捨五入", "half up"


def _whole_unit(_: object, __: attrs.Attribute[int], unit: int) -> None:
    if whole_yen(unit) < 1:
        raise InvalidValue("basics.rounding_unit", value=unit)


@frozen
class Rounding:
    """A named rounding (端数処理): unit in yen, direction, and the rule that orders it. Strictly read-only.

    >>> Rounding(1_000, Direction.HALF_UP).apply(Fraction(1_234_500))
    1235000

    Raises:
        InvalidValue: the unit is below one yen.
    """

    unit: int = field(validator=_whole_unit)
    direction: Direction
    source: Source | None = None

    @property
    def text(self) -> Text:
        """The rounding in words."""
        how, unit = Direction(self.direction).label, f"{self.unit:,}"
        return Text(f"{unit}円単位{how.ja}", f"rounded {how.en} to {unit} yen")

    def apply(self, amount: int | Fraction) -> int:
        """The amount rounded to a whole multiple of the unit, in yen.

        Raises:
            InvalidValue: the amount is a float.
        """
        magnitude = abs(exact_ratio(amount)) / self.unit
        match Direction(self.direction):
            case Direction.DOWN:
                units = magnitude.__floor__()
            case Direction.UP:
                units = magnitude.__ceil__()
            case Direction.HALF_UP:
                units = (magnitude + Fraction(1, 2)).__floor__()
        return units * self.unit if amount >= 0 else -units * self.unit


class OddYen(StrEnum):
    """Who gets the yen that are left when shares are rounded down (端数の帰属).

    largest_remainder: one each to those whose share lost most; the earlier first among equals.
    first, last: all to the first or last of those with a weight above zero.
    largest_weight: all to the heaviest; the earlier among equals.
    """

    LARGEST_REMAINDER = "largest_remainder"
    FIRST = "first"
    LAST = "last"
    LARGEST_WEIGHT = "largest_weight"


def apportion(total: int, weights: Sequence[int | Fraction], *, odd_yen: OddYen) -> tuple[int, ...]:
    """Shares of a total in proportion to weights (按分), in yen, in the order of the weights; they add up to the total.

    Each share is rounded down to the yen (towards zero); `odd_yen` names who gets what is left.
    A weight of zero gets nothing.

    >>> apportion(100, [1, 1, 1], odd_yen=OddYen.FIRST)
    (34, 33, 33)

    Raises:
        InvalidValue: a weight is negative or a float, all are zero, or the total is not whole yen.
        ValueError: `odd_yen` is no such rule.
    """
    exact = [exact_ratio(weight) for weight in weights]
    whole = sum(exact)
    if whole <= 0 or min(exact) < 0:
        raise InvalidValue("basics.apportion_weights", value=tuple(weights))
    magnitude = abs(whole_yen(total))
    quotas = [magnitude * weight / whole for weight in exact]
    shares = [quota.__floor__() for quota in quotas]
    left = magnitude - sum(shares)
    takers = [place for place, weight in enumerate(exact) if weight]
    match OddYen(odd_yen):
        case OddYen.LARGEST_REMAINDER:
            for place in sorted(takers, key=lambda place: shares[place] - quotas[place])[:left]:
                shares[place] += 1
        case OddYen.FIRST:
            shares[takers[0]] += left
        case OddYen.LAST:
            shares[takers[-1]] += left
        case OddYen.LARGEST_WEIGHT:
            shares[max(takers, key=lambda place: exact[place])] += left
    return tuple(shares) if total >= 0 else tuple(-share for share in shares)
