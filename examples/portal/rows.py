"""The rows of the cases as lines of a file, from which a case is made when a page needs it.

A case in memory takes some 10 kB and its line a quarter of one; in memory are only the ids, and where each line lies.
"""

from __future__ import annotations

import csv
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, overload

from chiho_digital.procurement import Case, read_cases

__all__ = ["Rows"]

_AT_ONCE = 2_000


class _Ids(Sequence[bytes]):
    """Sorted ids, end to end: a hundredth of what as many texts take."""

    def __init__(self, ids: Iterable[bytes]) -> None:
        text, self._ends = bytearray(), array("Q", [0])
        for one in ids:
            text += one
            self._ends.append(len(text))
        self._text = bytes(text)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes]: ...
    def __getitem__(self, at: Any) -> Any:
        return self._text[self._ends[at] : self._ends[at + 1]]

    def __len__(self) -> int:
        return len(self._ends) - 1


class Rows:
    """The lines of a relation of rows, in a file without a name. digest: another one where any cell is another."""

    def __init__(self, relation: Any, folder: Path) -> None:
        columns = [name for name in relation.columns if name != "row_no"]
        at = columns.index("case_id")
        self._head = _line(columns)
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 -- open as long as the rows are asked for
        self._turn = Lock()
        self._starts = array("Q", [0])
        ids, seen = list[bytes](), sha256(self._head)
        ((last,),) = relation.aggregate("coalesce(max(row_no), 0)").fetchall()
        for start in range(0, last + 1, _AT_ONCE):
            within = relation.filter(f"row_no between {start} and {start + _AT_ONCE - 1}").order("row_no")
            for row in within.project(", ".join(f'"{name}"' for name in columns)).fetchall():
                line = _line(["" if cell is None else cell for cell in row])
                ids.append(row[at].encode())
                seen.update(line)
                self._file.write(line)
                self._starts.append(self._starts[-1] + len(line))
        self.digest = seen.hexdigest()
        order = sorted(range(len(ids)), key=ids.__getitem__)
        self._places = array("Q", order)
        self._ids = _Ids(ids[place] for place in order)

    def close(self) -> None:
        """Gives the file up."""
        self._file.close()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    def place(self, case_id: str) -> int | None:
        """The place of the row with an id; None if there is none."""
        wanted = case_id.encode(errors="replace")
        at = bisect_left(self._ids, wanted)
        return self._places[at] if at < len(self._ids) and self._ids[at] == wanted else None

    def cases(self, places: Iterable[int]) -> tuple[Case, ...]:
        """The rows at some places as cases: read by the library as any other file."""
        return read_cases(b"".join([self._head, *map(self._line_at, places)]), encoding="utf-8").cases

    def _line_at(self, place: int) -> bytes:
        start, end = self._starts[place], self._starts[place + 1]
        with self._turn:
            self._file.seek(start)
            return self._file.read(end - start)


def _line(cells: Iterable[object]) -> bytes:
    file = StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue().encode()
