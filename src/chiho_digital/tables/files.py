"""From the bytes of a file to rows of text: encoding, fields, headings. Nothing is cast and nothing is lost."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import fold

from .issues import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["decode", "match_headings", "quoting_issue", "record_at", "split_rows"]

_ENCODINGS = ("utf-8-sig", "utf-8", "cp932")


@frozen
class _Decoded:
    text: str | None
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


def decode(data: bytes, encoding: str | None) -> _Decoded:
    """The text of a file: in the encoding given, else UTF-8 (with or without BOM), else cp932; which, is said."""
    if not encoding and data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _undecoded("tables.encoding_utf16", ("BOM",))
    failures: list[str] = []
    for name in (encoding,) if encoding else _ENCODINGS:
        if name == "utf-8-sig" and not encoding and not data.startswith(b"\xef\xbb\xbf"):
            continue
        try:
            return _Decoded(data.decode(name), name, ())
        except UnicodeDecodeError as error:
            failures.append(f"{name}: byte {error.start}")
        except LookupError:
            failures.append(f"{name}: ?")
    return _undecoded("tables.encoding", tuple(failures))


def _undecoded(code: str, tried: tuple[str, ...]) -> _Decoded:
    return _Decoded(None, None, (Issue(None, None, code, Severity.ERROR, params={"tried": tried}),))


def split_rows(text: str) -> tuple[list[tuple[int, list[str]]], list[Issue]]:
    """The rows of a CSV text, each with its number, and what is wrong with its quoting.

    A row whose quotes do not close is reported and left out, and reading goes on with the next line: one stray quote
    does not swallow the rest of the file.
    """
    # str.splitlines would also cut at U+2028, vertical tabs and the like.
    lines = list(StringIO(text, newline=""))
    rows: list[tuple[int, list[str]]] = []
    issues: list[Issue] = []
    start, number = 0, 0
    while start < len(lines):
        # Not `islice`, which would walk through all earlier lines again after every bad one.
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), strict=True)
        done = 0
        try:
            for cells in reader:
                number += 1
                done = reader.line_num
                rows.append((number, cells))
            break
        except csv.Error as error:
            number += 1
            issues.append(quoting_issue(number, lines[start + done], str(error)))
            start += done + 1
    return rows, issues


def quoting_issue(number: int, line: str, reason: str) -> Issue:
    """That the quotes of a row do not close, or stand where none may."""
    bad = line.rstrip("\r\n")
    return Issue(number, None, "tables.quotes", Severity.ERROR, bad[:120], {"reason": reason})


def record_at(line: Callable[[int], str], start: int, count: int) -> tuple[list[str] | None, int, str]:
    """The row that starts at a line, None if its quotes are wrong; the line after it; what is wrong."""
    reader = csv.reader(map(line, range(start, count)), strict=True)
    try:
        return next(reader), start + reader.line_num, ""
    except csv.Error as error:
        return None, start + 1, str(error)


def match_headings(
    cells: Sequence[str], names: Mapping[str, str], required: Sequence[str]
) -> tuple[dict[str, int], list[Issue]]:
    """Where each field of a model stands, by its name or its Japanese heading, and what is wrong with the headings.

    `names` maps field names to Japanese headings.
    """
    from difflib import get_close_matches

    meant = {_plain(spelling): name for name, ja in names.items() for spelling in (name, ja)}
    places: dict[str, int] = {}
    unknown: list[str] = []
    issues: list[Issue] = []
    for place, cell in enumerate(cells):
        name = meant.get(_plain(cell))
        if name is None:
            unknown.append(cell)
        elif name in places:
            issues.append(Issue(1, cell, "tables.heading_twice", Severity.ERROR, cell))
        else:
            places[name] = place
    missing = [name for name in names if name not in places]
    spellings = {_plain(s): s for name in missing for s in (name, names[name])}
    for cell in unknown:
        near = get_close_matches(_plain(cell)[:80], spellings, n=1)
        issues.append(
            Issue(
                1,
                cell,
                "tables.heading_unknown",
                Severity.WARNING,
                cell,
                suggestion=spellings[near[0]] if near else None,
            )
        )
    for name in missing:
        severity = Severity.ERROR if name in required else Severity.WARNING
        issues.append(Issue(1, name, "tables.heading_missing", severity, params={"ja": names[name]}))
    return places, issues


def _plain(heading: str) -> str:
    return fold(heading).casefold().replace("-", "_")


def data_rows(
    rows: Sequence[tuple[int, list[str]]], width: int
) -> Iterator[tuple[int, list[str], Issue | None]]:
    """The rows below the heading that can be read, each with an issue if its number of fields is wrong."""
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            yield number, [], Issue(number, None, "tables.blank_row", Severity.NOTE)
        elif len(cells) == width:
            yield number, cells, None
        elif len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            issue = Issue(
                number,
                None,
                "tables.extra_blanks",
                Severity.NOTE,
                params={"count": len(cells), "width": width},
            )
            yield number, cells[:width], issue
        else:
            issue = Issue(
                number,
                None,
                "tables.ragged_row",
                Severity.ERROR,
                params={"count": len(cells), "width": width},
            )
            yield number, cells, issue
