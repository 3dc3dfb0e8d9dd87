"""How a total is divided among bodies (負担割合): the simple rules, which `composed` puts together.

A rule turns an amount into parts; a part is an amount that the bodies bear in proportion to weights.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from chiho_digital.basics import InvalidValue, Rounding, Text, exact_ratio

from .bodies import figure_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .bodies import Number, Sharer

__all__ = ["By", "DiminishingPower", "Equal", "Part", "Rule", "Unstated"]


@frozen
class Part:
    """An amount and the weights in proportion to which the bodies bear it (負担の一部). Strictly read-only.

    words: how it is divided.  item: of which cost item, if items were given.
    base, extras: the amount is the base and the extras of those who take part, in yen; an extra of None is unknown.
    bearers: whether each body bears it at all; None is unknown.  weights: None is unknown.
    rounding: of each body's share of the part.  unstated: why nobody knows how it is divided.
    """

    words: Text
    item: str | None
    base: Fraction
    extras: tuple[Fraction | None, ...]
    bearers: tuple[bool | None, ...]
    weights: tuple[Number | None, ...] = ()
    rounding: Rounding | None = None
    unstated: Text | None = None
    reads: frozenset[str] = frozenset()

    @classmethod
    def whole(cls, amount: int, sharers: Sequence[Sharer], item: str | None = None) -> Part:
        """An amount before it is divided."""
        nothing = (Fraction(0),) * len(sharers)
        return cls(Text("", ""), item, Fraction(amount), nothing, (True,) * len(sharers))

    def times(self, fraction: Fraction) -> Part:
        """A fraction of it."""
        extras = tuple(None if extra is None else extra * fraction for extra in self.extras)
        return evolve(self, base=self.base * fraction, extras=extras)


class Rule(ABC):
    """How a total is divided among bodies (負担割合の定め)."""

    __slots__ = ()

    @property
    @abstractmethod
    def text(self) -> Text:
        """The rule in words."""

    @property
    def figures(self) -> frozenset[str]:
        """The figures it reads."""
        return frozenset()

    @abstractmethod
    def parts(self, part: Part, sharers: Sequence[Sharer]) -> Iterator[Part]:
        """The parts it divides an amount into."""


class _Weighted(Rule):
    """A rule that gives every body a weight."""

    __slots__ = ()

    @abstractmethod
    def weight(self, sharer: Sharer) -> Number | None:
        """The weight of a body, 0 or more; None is unknown."""

    def parts(self, part: Part, sharers: Sequence[Sharer]) -> Iterator[Part]:
        """One part."""
        weights = tuple(
            0 if bears is False else self.weight(sharer)
            for bears, sharer in zip(part.bearers, sharers, strict=True)
        )
        words = Text(part.words.ja + self.text.ja, part.words.en + self.text.en)
        yield evolve(part, words=words, weights=weights, reads=self.figures)


@frozen
class Equal(_Weighted):
    """Every body bears the same (均等割)."""

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text("均等割", "equal shares")

    def weight(self, sharer: Sharer) -> Number:  # noqa: ARG002 -- the same for every body
        """One."""
        return 1


@frozen
class By(_Weighted):
    """In proportion to a figure (人口割, 職員数割, 実績割 …)."""

    figure: str

    @property
    def text(self) -> Text:
        """The rule in words."""
        words = figure_words(self.figure)
        return Text(f"{words.ja}割", f"by {words.en}")

    @property
    def figures(self) -> frozenset[str]:
        """The one it follows."""
        return frozenset({self.figure})

    def weight(self, sharer: Sharer) -> Number | None:
        """The figure."""
        return sharer.figures.get(self.figure)


_DIGITS = 12
_WORKING = Context(prec=50)
_SHOWN = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)


def _growth(value: int | str | Fraction) -> Fraction:
    growth = exact_ratio(value)
    if not 1 < growth < 2:
        raise InvalidValue("procurement.sharing_growth", value=value)
    return growth


@frozen
class DiminishingPower(_Weighted):
    """A figure twice as large weighs `twice` times as much (逓減方式): the weight is figure ^ log2(twice).

    The weight is irrational, so it is fixed as a decimal of 12 significant digits, computed with 50 and rounded half to
    even; the decimal arithmetic is exactly specified, so that every machine finds the same. A figure of 0 weighs 0.

    >>> from chiho_digital.procurement.sharing import Sharer
    >>> DiminishingPower("population", twice="1.5").weight(Sharer("a", "A", {"population": 10_000}))
    Fraction(109350307143, 500000000)

    Raises:
        InvalidValue: `twice` does not lie between 1 and 2 (1 is `Equal`, 2 is `By`), or is a float.
    """

    figure: str
    twice: Fraction = field(converter=_growth)

    @property
    def text(self) -> Text:
        """The rule in words."""
        words, times = figure_words(self.figure), str(Decimal(self.twice.numerator) / self.twice.denominator)
        return Text(
            f"{words.ja}割（逓減、2倍で{times}倍）",
            f"by {words.en}, diminishing (twice as much: {times} times)",
        )

    @property
    def figures(self) -> frozenset[str]:
        """The one it follows."""
        return frozenset({self.figure})

    def weight(self, sharer: Sharer) -> Number | None:
        """The figure to the power, in 12 digits."""
        figure = sharer.figures.get(self.figure)
        if not figure:
            return figure
        logarithm = _ln(self.twice), _ln(Fraction(figure)), _ln(Fraction(2))
        power = _WORKING.divide(_WORKING.multiply(logarithm[0], logarithm[1]), logarithm[2])
        return Fraction(_SHOWN.plus(_WORKING.exp(power)))


def _ln(value: Fraction) -> Decimal:
    return _WORKING.ln(_WORKING.divide(Decimal(value.numerator), Decimal(value.denominator)))


@frozen
class Unstated(Rule):
    """Divided on a basis that is not known (按分方法が不明): the shares are unknown, with the reason."""

    why: Text

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text("按分（方法は不明）", "divided on a basis not known")

    def parts(self, part: Part, sharers: Sequence[Sharer]) -> Iterator[Part]:  # noqa: ARG002 -- whatever their figures
        """One part."""
        words = Text(part.words.ja + self.text.ja, part.words.en + self.text.en)
        weights = tuple(0 if bears is False else None for bears in part.bearers)
        yield evolve(part, words=words, weights=weights, unstated=self.why)
