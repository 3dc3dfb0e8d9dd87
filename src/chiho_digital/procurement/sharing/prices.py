"""What a body pays whoever else takes part (単価・定額): unit prices, fixed sums, ceilings by plan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from chiho_digital.basics import MAX_YEN, InvalidValue, Text, exact_ratio, whole_yen

from .bodies import figure_words
from .words import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .bodies import Number, Sharer

__all__ = ["Fixed", "PlanCeiling", "Price", "UnitPrice"]


def _price(value: int | str | Fraction) -> Fraction:
    price = exact_ratio(value)
    if not 0 <= price <= MAX_YEN:
        raise InvalidValue("procurement.sharing_price", value=value, most=f"{MAX_YEN:,}")
    return price


class Price(ABC):
    """What a body pays (料金), in yen, by its own figures alone. Prices named together are for the same period."""

    __slots__ = ()

    at_most: ClassVar[bool] = False
    """Whether it is a ceiling: the body pays that or less."""

    @property
    @abstractmethod
    def text(self) -> Text:
        """The price in words."""

    @property
    def figures(self) -> frozenset[str]:
        """The figures it reads."""
        return frozenset()

    @abstractmethod
    def of(self, sharer: Sharer) -> Number | None:
        """What the body pays, in yen, not rounded; None where it cannot be known."""


@frozen
class Fixed(Price):
    """A fixed sum for each body (定額), in yen.

    Raises:
        InvalidValue: the sum is negative, too large or a float.
    """

    yen: Fraction = field(converter=_price)

    @property
    def text(self) -> Text:
        """The price in words."""
        return Text(f"定額{number(self.yen)}円", f"a fixed sum of {number(self.yen)} yen")

    def of(self, sharer: Sharer) -> Number:  # noqa: ARG002 -- the same for every body
        """The sum."""
        return self.yen


@frozen
class UnitPrice(Price):
    """A price for each resident, user … (単価), in yen.

    Raises:
        InvalidValue: the price is negative, too large or a float.
    """

    yen: Fraction = field(converter=_price)
    figure: str

    @property
    def text(self) -> Text:
        """The price in words."""
        words, price = figure_words(self.figure), number(self.yen)
        return Text(f"{words.ja}1当たり{price}円", f"{price} yen for each unit of {words.en}")

    @property
    def figures(self) -> frozenset[str]:
        """The one it multiplies."""
        return frozenset({self.figure})

    def of(self, sharer: Sharer) -> Number | None:
        """The price times the figure; None where that is unknown."""
        figure = sharer.figures.get(self.figure)
        return None if figure is None else self.yen * figure


def _plans(plans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found = tuple((limit, whole_yen(yen)) for limit, yen in plans)
    rising = all(a < b for (a, _), (b, _) in pairwise(found))
    if not found or found[0][0] < 0 or not rising or not all(0 <= yen <= MAX_YEN for _, yen in found):
        raise InvalidValue("procurement.sharing_plans", value=str(found))
    return found


@frozen
class PlanCeiling(Price):
    """A ceiling by the size of the plan (プラン別の上限額): the first plan that is large enough, in yen.

    plans: the most of the figure a plan is for, and its ceiling in yen; smallest plan first. A body too large for all of
    them has no price.

    Raises:
        InvalidValue: there is no plan, they do not rise, or an amount is negative, too large or no whole yen.
    """

    at_most: ClassVar[bool] = True

    figure: str
    plans: tuple[tuple[int, int], ...] = field(converter=_plans)

    @property
    def text(self) -> Text:
        """The price in words."""
        words = figure_words(self.figure)
        return Text(f"{words.ja}に応じたプランの上限額", f"the ceiling of the plan by {words.en}")

    @property
    def figures(self) -> frozenset[str]:
        """The one the plans are for."""
        return frozenset({self.figure})

    def of(self, sharer: Sharer) -> Number | None:
        """The ceiling of its plan; None where the figure is unknown or beyond every plan."""
        figure = sharer.figures.get(self.figure)
        if figure is None:
            return None
        return next((yen for limit, yen in self.plans if figure <= limit), None)
