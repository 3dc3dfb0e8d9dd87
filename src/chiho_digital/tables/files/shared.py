"""What all forms of file share: bytes, encoding, headings, rows of cells. Nothing is cast and nothing is lost."""

from __future__ import annotations

import codecs
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import Text, fold
from chiho_digital.tables.issues import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chiho_digital.tables.columns import Column

__all__ = [
    "READING",
    "Decoded",
    "FileFrame",
    "FileRows",
    "Wanted",
    "blank",
    "blank_row",
    "data_rows",
    "decode",
    "empty_file",
    "file_bytes",
    "match_headings",
    "plain_heading",
    "table_rows",
    "wanted_of",
]

READING = Text("読み込み", "reading")
"""The work that progress is shown of."""

_KEPT = 50_000  # texts
_MOST_HEADINGS = 16_384  # as many columns as a sheet of Excel can have
_ENCODINGS = ("utf-8-sig", "utf-8", "cp932")


@frozen
class Wanted:
    """What a row model asks of a file.

    names: its Japanese headings by field name.  required: the fields that may not be missing.
    """

    names: Mapping[str, str]
    required: Sequence[str]

    def meant(self) -> dict[str, str]:
        """The field that each heading means, by its name and its Japanese heading, as `plain_heading` spells them."""
        return {plain_heading(spelling): name for name, ja in self.names.items() for spelling in (name, ja)}

    def known(self, headings: Iterable[str]) -> int:
        """How many of the fields are among some headings."""
        meant = self.meant()
        return len({meant.get(plain_heading(heading)) for heading in headings} - {None})


def wanted_of(columns: Mapping[str, Column]) -> Wanted:
    """What the columns of a row model ask of a file."""
    names = {field: column.ja for field, column in columns.items()}
    return Wanted(names, [field for field, column in columns.items() if column.required])


@frozen
class FileRows:
    """A file as rows of text: each its number and its cells by field name; rows that cannot be read are only in `issues`.

    fields: those that the file has, in its order.
    """

    fields: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    issues: tuple[Issue, ...]


@frozen
class FileFrame:
    """The same as columns.

    frame: Polars; `row_no` (Int64) and a text column for every field of the model that the file has.
    """

    frame: Any
    issues: tuple[Issue, ...]


@frozen
class Decoded:
    """A text as UTF-8 without BOM, None if no encoding fitted."""

    data: bytes | None
    encoding: str | None
    issues: tuple[Issue, ...]


def file_bytes(source: Path | str | bytes) -> tuple[str, bytes]:
    """The name and bytes of a source: a path, or the bytes themselves.

    Raises:
        OSError: the file cannot be read.
    """
    if isinstance(source, bytes):
        return "bytes", source
    path = Path(source)
    return path.name, path.read_bytes()


def decode(data: bytes, encoding: str | None, *, proven: bool = True) -> Decoded:
    """The text of a file: in the encoding given, else UTF-8 (with or without BOM), else cp932; which, is said.

    Not `proven`, what is likely UTF-8 is taken for it; who reads on must expect that it is none.
    """
    if not encoding and data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _undecoded("tables.encoding_utf16", {"tried": ("BOM",)})
    if not encoding and (likely := _utf_16(data)):
        return _undecoded("tables.encoding_nul", {"likely": likely})
    if not proven and (encoding or "utf-8") == "utf-8":
        marked = not encoding and data.startswith(codecs.BOM_UTF8)
        return Decoded(data[3:], "utf-8-sig", ()) if marked else Decoded(data, "utf-8", ())
    failures: list[str] = []
    for name in (encoding,) if encoding else _ENCODINGS:
        if name == "utf-8-sig" and not encoding and not data.startswith(codecs.BOM_UTF8):
            continue
        try:
            text = data.decode(name)
            # A text that was UTF-8 need not be written anew.
            return Decoded(data if name == "utf-8" else text.encode(), name, ())
        except UnicodeError as error:
            start = getattr(error, "start", "?")  # some codecs tell no place
            failures.append(f"{name}: byte {start}")
        except LookupError:
            failures.append(f"{name}: ?")
    return _undecoded("tables.encoding", {"tried": tuple(failures)})


def _utf_16(data: bytes) -> str | None:
    """The UTF-16 that a text without BOM likely is: its blanks, digits and separators hold NUL at every other place."""
    head = data[:4096]
    if head.count(0) < max(4, len(head) / 32):
        return None
    if not any(head[::2]) or not any(head[1::2]):
        return None  # nothing but NUL at every other place and at the rest is no text
    if 0 not in head[::2]:
        return "utf-16-le"
    return "utf-16-be" if 0 not in head[1::2] else None


def _undecoded(code: str, params: Mapping[str, Any]) -> Decoded:
    return Decoded(None, None, (Issue(None, None, code, Severity.ERROR, params=params),))


def match_headings(
    cells: Sequence[str], wanted: Wanted, row: int | None
) -> tuple[dict[str, int], list[Issue]]:
    """Where each field of a model stands, by its name or its Japanese heading, and what is wrong with the headings.

    `row` is where the headings stand, None where they have no row of their own.
    """
    from difflib import get_close_matches

    if len(cells) > _MOST_HEADINGS:
        params = {"count": len(cells), "most": _MOST_HEADINGS}
        return {}, [Issue(row, None, "tables.too_many_headings", Severity.ERROR, params=params)]
    names = wanted.names
    meant = wanted.meant()
    places: dict[str, int] = {}
    unknown: list[str] = []
    issues: list[Issue] = []
    for place, cell in enumerate(cells):
        name = meant.get(plain_heading(cell))
        if name is None:
            unknown.append(cell)
        elif name in places:
            issues.append(Issue(row, cell, "tables.heading_twice", Severity.ERROR, cell))
        else:
            places[name] = place
    missing = [name for name in names if name not in places]
    spellings = {plain_heading(s): s for name in missing for s in (name, names[name])}
    for cell in unknown:
        near = get_close_matches(plain_heading(cell)[:80], spellings, n=1)
        suggestion = spellings[near[0]] if near else None
        issues.append(
            Issue(row, cell, "tables.heading_unknown", Severity.WARNING, cell, suggestion=suggestion)
        )
    for name in missing:
        severity = Severity.ERROR if name in wanted.required else Severity.WARNING
        issues.append(Issue(row, name, "tables.heading_missing", severity, params={"ja": names[name]}))
    return places, issues


def plain_heading(heading: str) -> str:
    """A heading whatever its width, case and hyphens."""
    return fold(heading).casefold().replace("-", "_")


def table_rows(
    heading: Sequence[str], row: int, below: Iterable[tuple[int, list[str]]], wanted: Wanted
) -> FileRows:
    """The rows of a table that has a row of headings."""
    places, issues = match_headings(heading, wanted, row)
    below = iter(below)
    first = next(below, None)
    if first is None:
        issues.append(Issue(None, None, "tables.no_rows", Severity.WARNING))
        return FileRows(tuple(places), (), tuple(issues))
    rows: list[tuple[int, dict[str, str]]] = []
    kept: dict[str, str] = {}
    same = kept.setdefault  # a text that comes again is kept once
    for number, cells in data_rows(chain([first], below), len(heading), issues):
        if len(kept) > _KEPT:
            kept.clear()
        rows.append((number, {field: same(cells[place], cells[place]) for field, place in places.items()}))
    return FileRows(tuple(places), tuple(rows), tuple(issues))


def data_rows(
    rows: Iterable[tuple[int, list[str]]], width: int, issues: list[Issue]
) -> Iterator[tuple[int, list[str]]]:
    """The rows below the heading that can be read; what is wrong with the number of their cells goes into `issues`."""
    for number, cells in rows:
        count = len(cells)
        if blank(cells):
            issues.append(blank_row(number))
            continue
        if count == width:
            yield number, cells
            continue
        params = {"count": count, "width": width}
        if count > width and blank(cells[width:]):
            issues.append(Issue(number, None, "tables.extra_blanks", Severity.NOTE, params=params))
            yield number, cells[:width]
        else:
            issues.append(Issue(number, None, "tables.ragged_row", Severity.ERROR, params=params))


def blank(cells: Sequence[str]) -> bool:
    """Whether no cell holds anything but blanks."""
    return not any(cell.strip() for cell in cells)


def blank_row(row: int) -> Issue:
    """That a row is blank."""
    return Issue(row, None, "tables.blank_row", Severity.NOTE)


def empty_file() -> Issue:
    """That a file holds nothing."""
    return Issue(None, None, "tables.empty_file", Severity.ERROR)
