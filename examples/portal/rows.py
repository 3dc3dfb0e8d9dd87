"""The rows of the cases as lines of text, one after the other: what a case is made of when a page needs it.

A case in memory takes some 10 kB, its line a quarter of one; and a line is found without asking the store.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable
from hashlib import sha256
from io import StringIO
from typing import Any

from chiho_digital.procurement import Case, read_cases

__all__ = ["Rows"]

_AT_ONCE = 2_000


class Rows:
    """The lines of a relation of rows. places: the place of each id.  digest: another one where any cell is another."""

    def __init__(self, relation: Any) -> None:
        columns = [name for name in relation.columns if name != "row_no"]
        at = columns.index("case_id")
        self._head = _line(columns)
        self._starts = array("Q")
        self.places: dict[str, int] = {}
        text = bytearray()
        ((last,),) = relation.aggregate("coalesce(max(row_no), 0)").fetchall()
        for start in range(0, last + 1, _AT_ONCE):
            within = relation.filter(f"row_no between {start} and {start + _AT_ONCE - 1}").order("row_no")
            for row in within.project(", ".join(f'"{name}"' for name in columns)).fetchall():
                self.places[row[at]] = len(self._starts)
                self._starts.append(len(text))
                text += _line(["" if cell is None else cell for cell in row])
        self._starts.append(len(text))
        self._text = bytes(text)
        self.digest = sha256(self._head + self._text).hexdigest()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._starts) - 1

    def cases(self, places: Iterable[int]) -> tuple[Case, ...]:
        """The rows at some places as cases: read by the library as any other file."""
        lines = [self._text[self._starts[place] : self._starts[place + 1]] for place in places]
        return read_cases(b"".join([self._head, *lines]), encoding="utf-8").cases


def _line(cells: Iterable[object]) -> bytes:
    file = StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue().encode()
