"""Amounts in whole yen, and exact ratios, to draw."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from chiho_digital.basics import MAX_YEN, Direction, Rounding

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["amounts", "decimals", "ratios", "roundings"]


def amounts(minimum: int = 0, maximum: int = MAX_YEN) -> SearchStrategy[int]:
    """Amounts in whole yen (金額): small ones, the bounds, thousands of yen, anything between."""
    thousands = st.integers(-(-minimum // 1_000), maximum // 1_000).map(lambda number: number * 1_000)
    some = st.integers(minimum, min(maximum, minimum + 10_000)) | st.integers(minimum, maximum)
    return some | thousands if -(-minimum // 1_000) <= maximum // 1_000 else some


def ratios(
    minimum: Fraction | int = 0, maximum: Fraction | int = 1, *, max_denominator: int = 1_000
) -> SearchStrategy[Fraction]:
    """Exact ratios (比率), from minimum to maximum."""
    return st.fractions(minimum, maximum, max_denominator=max_denominator)


def decimals(minimum: Decimal | int, maximum: Decimal | int, *, places: int = 2) -> SearchStrategy[Decimal]:
    """Decimal numbers of so many places at most (小数)."""
    unit = 10**places
    return st.integers(int(minimum * unit), int(maximum * unit)).map(lambda number: Decimal(number) / unit)


def roundings() -> SearchStrategy[Rounding]:
    """Roundings to a unit of one yen or more (端数処理)."""
    return st.builds(Rounding, st.sampled_from((1, 7, 100, 1_000, 10_000)), st.sampled_from(Direction))
