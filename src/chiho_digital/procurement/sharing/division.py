"""The division of a total among some of the bodies, exact, in whole numbers alone: what one share and a simulation both run."""

from __future__ import annotations

from fractions import Fraction
from math import lcm, prod
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from chiho_digital.basics import Direction, Rounding

from .remainders import Left, Remainder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .rules import Part

__all__ = ["Divided", "Division"]


class Divided(NamedTuple):
    """A total divided among bodies in order of code.

    yen: what each pays.  given: what of it came from the remainder.  left: the remainder, in yen.  kept: what of it no body got.
    exact, scale: the shares before rounding are exact / scale, in yen.
    """

    yen: list[int]
    given: list[int]
    left: int
    kept: int
    exact: list[int]
    scale: int


class _Whole(NamedTuple):
    """A part in whole numbers: its amounts times the common denominator of all parts, its weights times their own."""

    base: int
    extras: tuple[int, ...] | None
    weights: tuple[int, ...]
    open_amount: frozenset[int]
    open_weight: frozenset[int]
    rounding: Rounding | None


@frozen
class Division:
    """How a total is divided among any of the bodies, by their places in order of code."""

    total: int
    codes: tuple[str, ...]
    rounding: Rounding
    remainder: Remainder
    parts: tuple[_Whole, ...]
    denominator: int
    parts_rounded: bool

    @classmethod
    def of(
        cls, total: int, codes: Sequence[str], parts: Iterable[Part], rounding: Rounding, remainder: Remainder
    ) -> Division:
        """The division by the parts of a rule."""
        listed = list(parts)
        amounts = [amount for part in listed for amount in (part.base, *part.extras) if amount is not None]
        denominator = lcm(*(amount.denominator for amount in amounts))
        whole = tuple(_whole(part, denominator) for part in listed)
        parts_rounded = any(part.rounding is not None for part in listed)
        return cls(total, tuple(codes), rounding, remainder, whole, denominator, parts_rounded)

    def among(self, members: Sequence[int]) -> Divided | None:
        """The total divided among the bodies at these places, lowest first; None where there is no answer."""
        borne: list[tuple[int, int, list[int], Rounding | None]] = []
        for part in self.parts:
            amount = part.base
            if part.extras is not None:
                if not part.open_amount.isdisjoint(members):
                    return None
                amount += sum([part.extras[place] for place in members])
            if amount == 0:
                continue  # nothing to bear, so that nothing need be known
            weights = [part.weights[place] for place in members]
            weight = sum(weights)
            if amount < 0 or weight == 0 or not part.open_weight.isdisjoint(members):
                return None
            borne.append((amount, weight, weights, part.rounding))
        return self._rounded(members, borne)

    def _rounded(
        self, members: Sequence[int], borne: list[tuple[int, int, list[int], Rounding | None]]
    ) -> Divided | None:
        product = prod([weight for _, weight, _, _ in borne])
        scale = self.denominator * product
        exact = before = [0] * len(members)
        for amount, weight, weights, rounding in borne:
            factor = amount * (product // weight)
            exact = [have + factor * own for have, own in zip(exact, weights, strict=True)]
            if self.parts_rounded:
                own_part = [factor * own for own in weights]
                if rounding is not None:
                    own_part = [yen * scale for yen in _round(own_part, scale, rounding)]
                before = [have + more for have, more in zip(before, own_part, strict=True)]
        if not self.parts_rounded:
            before = exact
        yen = _round(before, scale, self.rounding)
        left = self.total - sum(yen)
        if left == 0:
            return Divided(yen, [0] * len(yen), 0, 0, exact, scale)
        codes = [self.codes[place] for place in members]
        given = self.remainder.given(Left(left, self.rounding.unit, codes, exact, before, yen, scale))
        if given is None:
            return None
        yen = [rounded + more for rounded, more in zip(yen, given, strict=True)]
        return None if min(yen) < 0 else Divided(yen, given, left, left - sum(given), exact, scale)


def _whole(part: Part, denominator: int) -> _Whole:
    weights = [Fraction(weight or 0) for weight in part.weights]
    scale = lcm(*(weight.denominator for weight in weights))
    unknown = frozenset(
        place
        for place, (bears, weight) in enumerate(zip(part.bearers, part.weights, strict=True))
        if weight is None or bears is None
    )
    extras = tuple(_times(extra or Fraction(0), denominator) for extra in part.extras)
    return _Whole(
        _times(part.base, denominator),
        extras if any(extra is None or extra for extra in part.extras) else None,
        tuple(_times(weight, scale) for weight in weights),
        frozenset(place for place, extra in enumerate(part.extras) if extra is None),
        unknown,
        part.rounding,
    )


def _times(value: Fraction, whole: int) -> int:
    return value.numerator * (whole // value.denominator)


def _round(amounts: list[int], scale: int, rounding: Rounding) -> list[int]:
    """Amounts over a scale, none below zero, rounded to yen: as `Rounding.apply`, without fractions."""
    unit = rounding.unit
    step = scale * unit
    match Direction(rounding.direction):
        case Direction.DOWN:
            return [amount // step * unit for amount in amounts]
        case Direction.UP:
            return [-(-amount // step) * unit for amount in amounts]
        case Direction.HALF_UP:
            return [(2 * amount + step) // (2 * step) * unit for amount in amounts]
