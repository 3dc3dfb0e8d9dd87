"""The fiscal index (財政力指数) and the factor by it, which only some items have.

Source: 特別交付税に関する省令 (Ordinance on Special Allocation Tax), art. 2(1)1.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from chiho_digital.basics import FiscalYear, InvalidValue, exact_ratio, whole_yen
from chiho_digital.rules import Figure, Unknown

from .texts import PARAMETERS
from .vocabulary import BodyKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = [
    "HIGHEST_INDEX",
    "Index",
    "fiscal_index",
    "index_of",
    "strength_factor",
    "strength_figures",
    "strength_of",
]

Index: TypeAlias = int | str | Decimal | Fraction
"""A fiscal index as it is given: exact, with two decimals."""

HIGHEST_INDEX = 3
_YEARS = 3


def _hundredths(ratio: Fraction) -> int:
    """A ratio in hundredths, half up."""
    return (ratio * 100 + Fraction(1, 2)).__floor__()


def fiscal_index(years: Sequence[tuple[int, int]]) -> Decimal:
    """The fiscal index (財政力指数) from the standard fiscal revenue and need of three years, in yen.

    Each ratio of 基準財政収入額 to 基準財政需要額 is rounded half up to two decimals, and their mean again.

    >>> fiscal_index([(549, 1_000), (555, 1_000), (560, 1_000)])
    Decimal('0.56')

    Raises:
        InvalidValue: not three years, a need that is not above zero, a negative revenue, or no whole yen.
    """
    if len(years) != _YEARS:
        raise InvalidValue("talent.index_years", value=len(years))
    ratios: list[int] = []
    for revenue, need in years:
        if whole_yen(revenue) < 0 or whole_yen(need) <= 0:
            raise InvalidValue("talent.index_of_nothing", value=revenue, need=need)
        ratios.append(_hundredths(Fraction(revenue, need)))
    return Decimal(_hundredths(Fraction(sum(ratios), _YEARS * 100))) / 100


def index_of(index: Index) -> Fraction:
    """A fiscal index, checked.

    Raises:
        InvalidValue: inexact, outside 0 to 3, or with more than two decimals.
    """
    exact = exact_ratio(index)
    if not 0 <= exact <= HIGHEST_INDEX:
        raise InvalidValue("talent.index_bounds", value=index, highest=HIGHEST_INDEX)
    if (exact * 100).denominator != 1:
        near = Decimal(_hundredths(exact)) / 100
        raise InvalidValue("talent.index_decimals", value=index, suggestion=near)
    return exact


def strength_figures(
    body_kind: BodyKind, year: FiscalYear, as_read_on: date | None
) -> tuple[Figure, Figure, Figure] | Unknown:
    """Start, slope and lowest value of the factor for a kind of body in a year."""
    found: list[Figure] = []
    for name in ("start", "slope", "lowest"):
        figure = PARAMETERS[f"strength_{name}_{body_kind}"].at(year, as_read_on=as_read_on)
        if isinstance(figure, Unknown):
            return figure
        found.append(figure)
    start, slope, lowest = found
    return start, slope, lowest


def strength_of(figures: tuple[Figure, Figure, Figure], index: Fraction) -> Fraction:
    """The factor for an index, half up to two decimals.

    The line of the formula meets 1 at an index of 0.5 and the lowest value at 0.8; beyond these it stays there.
    """
    start, slope, lowest = (Fraction(figure.value) for figure in figures)
    return Fraction(_hundredths(max(lowest, min(Fraction(1), start - slope * index))), 100)


def strength_factor(
    index: Index,
    body_kind: BodyKind | str,
    fiscal_year: FiscalYear | int,
    *,
    as_read_on: date | None = None,
) -> Fraction | Unknown:
    """The factor by fiscal index (財政力による係数), for the items that have it; of these measures the adviser's alone.

    index: exact, from 0 to 3 with two decimals, say `"0.55"`. body_kind: prefecture or municipality.

    >>> strength_factor("0.55", "prefecture", 2025), strength_factor("0.55", "municipality", 2025)
    (Fraction(87, 100), Fraction(23, 25))

    Raises:
        InvalidValue: the index cannot be, or the kind of body has no factor.
    """
    kinds = (BodyKind.PREFECTURE, BodyKind.MUNICIPALITY)
    if body_kind not in kinds:
        raise InvalidValue("talent.no_strength", value=body_kind, kinds=kinds)
    year = FiscalYear(fiscal_year) if isinstance(fiscal_year, int) else fiscal_year
    exact = index_of(index)
    figures = strength_figures(BodyKind(body_kind), year, as_read_on)
    return figures if isinstance(figures, Unknown) else strength_of(figures, exact)
