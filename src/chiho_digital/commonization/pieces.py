"""Texts as sets of pieces of three characters, and which of them have enough pieces in common.

Counting the common pieces of every pair of 100,000 texts takes too long, since much wording is the same everywhere. So each
text is first drawn together to a sketch of 512 numbers: every piece adds 1 or -1 to one of them, by its hash. The cosine of two
sketches is that of their sets, give or take, and no less than their share of common pieces: where it is clearly too small, the
pair is passed over. The common pieces of all others are counted.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from chiho_digital.basics import Progress, Text, require

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Found", "Pieces"]

Found: TypeAlias = list[tuple[int, int, float]]
"""Pairs of texts: the place of one, that of a later one, the share of pieces in common."""

_LENGTH = 3  # characters of a piece
_HASHES = 2**24  # so many that two pieces of a pair of texts hardly ever share one
_NUMBERS = 512  # of a sketch
# The cosine of two sketches strays from that of their sets by (1 - cosine²) / √512 in the mean; by this many times
# as much to the low side in one of some four thousand pairs.
_STRAYING = 3.5
_TILE = 2_048  # texts that are compared with as many others at a time
_FEW = 50_000  # pairs: more of a tile are counted faster all together than one by one
_AT_ONCE = 10_000  # pairs that are counted one by one at a time


@frozen(eq=False)
class Pieces:
    """The pieces of some texts (文字の断片). Strictly read-only.

    sets: a sparse matrix with a row for each text and a column for each hash: 1 where the text has a piece of that hash.
    sizes: the number of pieces of each text.
    """

    sets: Any = field(repr=False)
    sizes: Any = field(repr=False)

    @classmethod
    def of(cls, texts: Sequence[tuple[str, ...]]) -> Pieces:
        """The pieces of some texts, at least one, each given in parts; no piece lies in two parts.

        Raises:
            MissingExtra: scikit-learn is not installed.
        """
        hashing = require("sklearn.feature_extraction.text", extra="similar").HashingVectorizer(
            analyzer=_cut, n_features=_HASHES, alternate_sign=False, norm=None, binary=True, dtype="float32"
        )
        sparse = require("scipy.sparse", extra="similar")
        tiles = [hashing.transform(texts[start : start + _TILE]) for start in range(0, len(texts), _TILE)]
        sets = sparse.csr_array(sparse.vstack(tiles, format="csr"))
        return cls(sets, sets.indptr[1:] - sets.indptr[:-1])

    def alike(self, at_least: float) -> Iterator[Found]:
        """The pairs that have at least that share of pieces in common, in portions and no order."""
        count = len(self.sizes)
        sketches = self._sketches() if count > _TILE else None
        with Progress(Text("提案の比較", "comparing proposals"), count) as progress:
            for top in range(0, count, _TILE):
                for left in range(0, top + 1, _TILE):
                    rows, columns = slice(top, top + _TILE), slice(left, left + _TILE)
                    if sketches is None:
                        yield self._counted(rows, columns, at_least)
                    else:
                        cosines = sketches[rows] @ sketches[columns].T
                        yield from self._sifted(cosines, rows, columns, at_least)
                progress.advance(min(_TILE, count - top))

    def like_first(self, at_least: float) -> Found:
        """The pairs of the first text with any that have at least that share of pieces in common, in the texts' order."""
        common = (self.sets @ self.sets[[0]].T).toarray().ravel()
        common[0] = 0
        (later,) = common.nonzero()
        return self._chosen(common[later], later, later * 0, at_least)

    def _sketches(self) -> Any:
        """The sketch of each text, of length 1, or 0 where it has no pieces."""
        numpy = require("numpy", extra="similar")
        sketches = numpy.empty((len(self.sizes), _NUMBERS), numpy.float32)
        for start in range(0, len(self.sizes), _TILE):
            tile = self.sets[start : start + _TILE]
            rows = numpy.repeat(numpy.arange(tile.shape[0]), tile.indptr[1:] - tile.indptr[:-1])
            signs = 1 - 2 * (tile.indices // _NUMBERS % 2)
            sums = numpy.bincount(
                rows * _NUMBERS + tile.indices % _NUMBERS, signs, minlength=tile.shape[0] * _NUMBERS
            )
            sketches[start : start + _TILE] = sums.reshape(-1, _NUMBERS)
        return sketches / numpy.linalg.norm(sketches, axis=1, keepdims=True).clip(min=1)

    def _sifted(self, cosines: Any, rows: slice, columns: slice, at_least: float) -> Iterator[Found]:
        """The pairs of a tile, by the cosines of their sketches."""
        least = at_least - _STRAYING * (1 - at_least**2) / sqrt(_NUMBERS)
        later, earlier = _pairs(cosines >= least, rows, columns)
        if len(later) > _FEW:
            yield self._counted(rows, columns, at_least)
            return
        for start in range(0, len(later), _AT_ONCE):
            ones, others = later[start : start + _AT_ONCE], earlier[start : start + _AT_ONCE]
            common = self.sets[ones].multiply(self.sets[others]).sum(axis=1)
            yield self._chosen(common, ones, others, at_least)

    def _counted(self, rows: slice, columns: slice, at_least: float) -> Found:
        """The pairs of a tile, by the common pieces of all."""
        common = (self.sets[rows] @ self.sets[columns].T).toarray()
        later, earlier = _pairs(common > 0, rows, columns)
        return self._chosen(common[later - rows.start, earlier - columns.start], later, earlier, at_least)

    def _chosen(self, common: Any, later: Any, earlier: Any, at_least: float) -> Found:
        """Those of some pairs, given with the number of their common pieces, that have a share large enough."""
        shares = 2 * common.astype(float) / (self.sizes[later] + self.sizes[earlier])
        enough = shares >= at_least
        return list(
            zip(earlier[enough].tolist(), later[enough].tolist(), shares[enough].tolist(), strict=True)
        )


def _cut(parts: tuple[str, ...]) -> list[str]:
    return [part[start : start + _LENGTH] for part in parts for start in range(len(part) - _LENGTH + 1)]


def _pairs(marked: Any, rows: slice, columns: slice) -> tuple[Any, Any]:
    """The pairs of texts that are marked in a tile: the later ones and the earlier ones; each pair once, no text with itself."""
    later, earlier = marked.nonzero()
    later, earlier = later + rows.start, earlier + columns.start
    once = earlier < later
    return later[once], earlier[once]
