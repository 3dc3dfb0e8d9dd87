"""Random numbers by row number, and texts and amounts drawn with them: the groundwork of synthetic data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b
from math import exp
from statistics import NormalDist
from typing import Any, TypeAlias, TypeVar

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

Draws: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]
_Whole = TypeVar("_Whole", bound=np.integer[Any])


@frozen
class Stream:
    """Random numbers by row: 64 bits each, the same for the same seed, name and row."""

    seed: int
    name: str

    @cached_property
    def _key(self) -> np.uint64:
        digest = blake2b(f"{self.seed}/{self.name}".encode(), digest_size=8).digest()
        return np.uint64(int.from_bytes(digest, "little"))

    def at(self, rows: Places) -> Draws:
        """The bits of rows: SplitMix64 of their numbers."""
        bits = rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + self._key
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return bits ^ (bits >> np.uint64(31))


def below(draws: Draws, bound: int | Places) -> Places:
    """Whole numbers from 0 to below a bound, at most 2^32."""
    limit = np.uint64(bound) if isinstance(bound, int) else bound.astype(np.uint64)
    return (((draws >> np.uint64(32)) * limit) >> np.uint64(32)).astype(np.int64)


def slots(weights: Iterable[float], bits: int = 16) -> Places:
    """A table of 2^bits places in which each item stands as often as it weighs, at least once."""
    shares = np.array(list(weights), dtype=np.float64)
    counts = 1 + np.floor(shares / shares.sum() * (2**bits - len(shares))).astype(np.int64)
    counts[shares.argmax()] += 2**bits - counts.sum()
    return np.repeat(np.arange(len(shares), dtype=np.int64), counts)


def place_of(draws: Draws, table: NDArray[_Whole]) -> NDArray[_Whole]:
    """The items that draws name in a table of 2^16 places."""
    return table[(draws >> np.uint64(48)).astype(np.int64)]


def quantiles(median: float, spread: float) -> Places:
    """4,097 bounds of a lognormal distribution of yen, for `yen_of`."""
    normal = NormalDist(sigma=spread)
    return np.array([round(median * exp(normal.inv_cdf((k + 0.5) / 4098))) for k in range(4097)])


def yen_of(bounds: Places, draws: Draws) -> Places:
    """Amounts between the bounds, each interval as likely as any other."""
    place = (draws >> np.uint64(52)).astype(np.int64)
    within = ((draws >> np.uint64(32)) & np.uint64(0xFFFFF)).astype(np.int64)
    low = bounds[place]
    return low + ((bounds[place + 1] - low) * within >> 20)


@frozen
class Vocabulary:
    """Texts with their weights; None is a blank cell."""

    texts: pl.Series
    table: Places

    @classmethod
    def of(cls, weights: Iterable[tuple[str | None, float]]) -> Vocabulary:
        """The vocabulary of texts and weights."""
        texts, shares = zip(*weights, strict=True)
        return cls(pl.Series(texts, dtype=pl.String), slots(shares))

    def places(self, draws: Draws) -> Places:
        """The places in `texts` that draws name."""
        return place_of(draws, self.table)

    def drawn(self, draws: Draws) -> pl.Series:
        """The texts that draws name."""
        return self.texts.gather(self.places(draws))
