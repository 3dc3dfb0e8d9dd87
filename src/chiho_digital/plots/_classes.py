"""Classes of counts for a map: few, with round lower bounds, chosen from the data by one rule.

Rule: of the ladders of lower bounds below, take the one that spreads the values over the most classes without
needing more than five from the smallest to the largest value; the earlier among equals. Zero stands apart.

1. 1, 2, 5, 10, 20, 50, 100 …
2. 1, 5, 10, 50, 100 …
3. the powers of 10, or else of 100, of 1,000 …
4. even steps of 1, 2, 5, 10, 20, 50 …
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["MOST_CLASSES", "CountClass", "count_classes", "even_bounds", "growing_bounds"]

MOST_CLASSES = 5


class CountClass(NamedTuple):
    """A class of counts, first and last included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first:,}" if self.first == self.last else f"{self.first:,}–{self.last:,}"


def count_classes(values: Iterable[int]) -> list[CountClass]:
    """The classes for counts above zero, lowest first, at most five; none without such counts.

    >>> [str(found) for found in count_classes([1, 1, 2, 3, 7, 12])]
    ['1', '2–4', '5–9', '10–19']
    >>> [str(found) for found in count_classes([61, 74, 78, 85])]
    ['60–69', '70–79', '80–89']
    """
    counts = {value for value in values if value > 0}
    if not counts:
        return []
    bounds = max(
        _short_ladders(min(counts), max(counts)),
        key=lambda bounds: len({bisect_right(bounds, count) for count in counts}),
    )
    return [CountClass(first, after - 1) for first, after in pairwise(bounds)]


def _short_ladders(smallest: int, largest: int) -> Iterator[list[int]]:
    """Each ladder from the bound at or below the smallest count to the first bound above the largest."""
    decades = range(len(str(largest)) + 1)
    tens = [10**decade for decade in decades]
    ladders = [_round_numbers(largest), [digit * ten for ten in tens for digit in (1, 5)]]
    ladders += [[ten**every for ten in tens] for every in decades[1:]]
    for ladder in ladders:
        start, stop = bisect_right(ladder, smallest) - 1, bisect_right(ladder, largest)
        if stop - start <= MOST_CLASSES:
            yield ladder[start : stop + 1]
    yield from even_bounds(smallest, largest, MOST_CLASSES)


def growing_bounds(smallest: int, largest: int) -> list[int]:
    """1, 2, 5, 10, 20, 50 … from the bound at or below the smallest count to the first one above the largest."""
    ladder = _round_numbers(largest)
    return ladder[bisect_right(ladder, smallest) - 1 : bisect_right(ladder, largest) + 1]


def even_bounds(smallest: int, largest: int, most: int) -> Iterator[list[int]]:
    """The bounds in even steps of 1, 2, 5, 10, 20, 50 … that need no more than so many classes, finest first."""
    for step in _round_numbers(largest):
        start, stop = smallest // step, largest // step + 1
        if stop - start <= most:
            yield [max(1, n * step) for n in range(start, stop + 1)]


def _round_numbers(largest: int) -> list[int]:
    return [digit * 10**decade for decade in range(len(str(largest)) + 1) for digit in (1, 2, 5)]
