"""Delimited text, row by row: which separator, where the heading stands, rows of cells; what is wrong with the quotes."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, Self

from attrs import define, frozen

from chiho_digital.basics import Progress, Text
from chiho_digital.tables.issues import Issue, Severity

from .shared import READING, FileRows, Wanted, blank, blank_row, empty_file, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LINE",
    "LONGEST",
    "SHOWN",
    "Heading",
    "Record",
    "delimited_rows",
    "heading_of",
    "record_at",
    "too_long",
]

LONGEST = 10_000_000
"""The most bytes (of UTF-8) of one row of text."""

SHOWN = 120
"""The most characters of a wrong line that an issue shows."""

_NAMES = {",": Text("コンマ", "commas"), "\t": Text("タブ", "tabs"), ";": Text("セミコロン", "semicolons")}
# Lines end as any system ends them; str.splitlines would also cut at U+2028, vertical tabs and the like.
LINE = re.compile(rb"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")
_QUOTED = re.compile(rb'"([^"]*+(?:""[^"]*+)*+)"')


@frozen
class Record:
    """One row of a text: its cells, None if it cannot be read, then why; `end` is the place after it."""

    cells: list[str] | None
    end: int
    issue: Issue | None = None


@frozen
class Heading:
    """The row of headings, its number and the place after it; what was found down to it.

    cells: blank if the text has no row that is not blank.
    """

    cells: list[str]
    row: int
    end: int
    separator: str
    issues: list[Issue]


@define
class _Lines:
    """The lines of a text, one by one; `at` is the place after the last one. No row may go on beyond `limit`."""

    data: bytes
    found: Iterator[re.Match[bytes]]
    at: int
    limit: int

    @classmethod
    def of(cls, data: bytes, at: int) -> Self:
        return cls(data, LINE.finditer(data, at), at, at + LONGEST)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self.found)
        if line.end() > self.limit:
            raise csv.Error
        self.at = line.end()
        return line[0].decode()


def delimited_rows(data: bytes, wanted: Wanted) -> FileRows:
    """The rows of a delimited text.

    A row whose quotes do not close is reported and left out, and reading goes on with the next line: one stray quote
    does not swallow the rest of the file.
    """
    heading = heading_of(data, wanted)
    if not heading.cells:
        return FileRows((), (), tuple(heading.issues))
    issues = heading.issues
    with Progress(READING, data.count(b"\n")) as progress:
        rows = progress.over(_records(data, heading, issues))
        found = table_rows(heading.cells, heading.row, rows, wanted)
    return FileRows(found.fields, found.rows, (*issues, *found.issues))


def _records(data: bytes, heading: Heading, issues: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    """The rows below the heading, numbered; those that cannot be read go into `issues`."""
    at, number = heading.end, heading.row
    while at < len(data):
        lines = _Lines.of(data, at)
        try:
            for cells in csv.reader(lines, delimiter=heading.separator, strict=True):
                number += 1
                at = lines.at
                lines.limit = at + LONGEST
                yield number, cells
        except csv.Error:
            number += 1
            record = record_at(data, at, number, heading.separator)
            at = record.end
            if record.issue is not None:
                issues.append(record.issue)
            if record.cells is not None:
                yield number, record.cells


def heading_of(data: bytes, wanted: Wanted) -> Heading:
    """The row of headings, read with the separator that makes it hold the most headings of the model."""
    headings = [_heading(data, separator) for separator in _NAMES]
    best = max(headings, key=lambda heading: wanted.known(heading.cells))
    if best.separator != ",":
        params = {"separator": _NAMES[best.separator]}
        best.issues.append(Issue(None, None, "tables.separator", Severity.NOTE, params=params))
    return best


def _heading(data: bytes, separator: str) -> Heading:
    issues: list[Issue] = []
    blanks: list[Issue] = []
    at = row = 0
    while at < len(data):
        row += 1
        record = record_at(data, at, row, separator)
        at = record.end
        if record.issue is not None:
            issues.append(record.issue)
        if record.cells is None:
            continue
        if not blank(record.cells):
            return Heading(record.cells, row, at, separator, issues + blanks)
        blanks.append(blank_row(row))
    return Heading([], row, at, separator, [*issues, empty_file()])


def record_at(data: bytes, at: int, row: int, separator: str) -> Record:
    """The row that starts at a place."""
    lines = _Lines.of(data, at)
    try:
        return Record(next(csv.reader(lines, delimiter=separator, strict=True)), lines.at)
    except csv.Error:
        return _closely(data, at, row, separator)


def _closely(data: bytes, at: int, row: int, separator: str) -> Record:
    """A row that `csv` does not read: it is wrong, or one of its cells is longer than `csv` allows."""
    line = LINE.match(data, at)
    after = line.end() if line else len(data)
    if after - at > LONGEST:
        return Record(None, after, too_long(row, data, at, after))
    plain = _unquoted(separator)
    cells: list[str] = []
    limit = min(len(data), at + LONGEST)
    place = at
    while True:
        quoted = data.startswith(b'"', place)
        cell = (_QUOTED if quoted else plain).match(data, place, limit)
        if cell is None:
            reason = f"no end within {LONGEST} bytes" if limit < len(data) else "unexpected end of data"
            return Record(None, after, _quotes(row, data, at, reason))
        text = cell[quoted].replace(b'""', b'"') if quoted else cell[0]
        cells.append(text.decode(errors="replace"))
        place = cell.end()
        sign = data[place : place + 1]
        if place == limit < len(data):
            return Record(None, after, too_long(row, data, at, limit))
        if sign != separator.encode():
            break
        place += 1
    if sign not in {b"", b"\r", b"\n"}:
        return Record(None, after, _quotes(row, data, at, f"'{separator}' expected after '\"'"))
    return Record(cells, place + len(b"\r\n") if data.startswith(b"\r\n", place) else place + len(sign))


@cache
def _unquoted(separator: str) -> re.Pattern[bytes]:
    return re.compile(rb"[^%b\r\n]*+" % separator.encode())


def _shown(data: bytes, at: int) -> str:
    """The beginning of a line."""
    line = LINE.match(data, at, at + 4 * SHOWN)
    return line[0].decode(errors="ignore").rstrip("\r\n")[:SHOWN] if line else ""


def _quotes(row: int, data: bytes, at: int, reason: str) -> Issue:
    """That the quotes of a row do not close, or stand where none may."""
    line = _shown(data, at)
    return Issue(row, None, "tables.quotes", Severity.ERROR, line, {"reason": reason})


def too_long(row: int, data: bytes, at: int, after: int) -> Issue:
    """That a row is longer than any that is read."""
    params = {"size": after - at, "longest": LONGEST}
    return Issue(row, None, "tables.record_too_long", Severity.ERROR, _shown(data, at), params)
