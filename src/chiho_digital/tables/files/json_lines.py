"""JSON Lines, line by line: one object a line, its keys are headings, its values become text as they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import frozen

from chiho_digital.basics import Progress
from chiho_digital.tables.issues import Issue, Severity

from .delimited import LINE, LONGEST, SHOWN, too_long
from .shared import READING, FileRows, Wanted, blank_row, match_headings

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["JsonLine", "json_line", "json_rows"]


@frozen
class JsonLine:
    """A line: its cells by key as text, None if it cannot be used."""

    cells: dict[str, str] | None
    issues: list[Issue]


class _Pairs(list[tuple[str, Any]]):
    """The members of an object in order, also those that stand twice."""


class _Invalid(Exception):
    """A line that is no JSON: why, and at which character."""

    def __init__(self, reason: str, place: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.place = reason, place


def _no_number(text: str) -> NoReturn:
    raise _Invalid(f"{text} is no JSON value")


_WORDS: dict[object, str] = {None: "", True: "true", False: "false"}
_DECODER = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=_no_number
)


def json_rows(data: bytes, wanted: Wanted) -> FileRows:
    """The rows of JSON Lines; the number of a row is that of its line."""
    issues: list[Issue] = []
    found: list[tuple[int, dict[str, str]]] = []
    keys: dict[str, None] = {}
    with Progress(READING, data.count(b"\n")) as progress:
        for number, line in enumerate(progress.over(LINE.finditer(data)), 1):
            read = json_line(data, line.start(), line.end(), number)
            issues += read.issues
            if read.cells is not None:
                found.append((number, read.cells))
                keys.update(dict.fromkeys(read.cells))
    places, headings = json_headings(list(keys), wanted, some=bool(found))
    rows = tuple(
        (number, {name: cells.get(key, "") for name, key in places.items()}) for number, cells in found
    )
    return FileRows(tuple(places), rows, (*issues, *headings))


def json_headings(keys: list[str], wanted: Wanted, *, some: bool) -> tuple[dict[str, str], list[Issue]]:
    """The key of each field, and what is wrong with the keys; `some`: whether any line can be used."""
    if not some:
        return {}, [Issue(None, None, "tables.no_objects", Severity.ERROR)]
    places, issues = match_headings(keys, wanted, None)
    return {name: keys[place] for name, place in places.items()}, issues


def json_line(data: bytes, at: int, end: int, row: int) -> JsonLine:
    """What a line holds."""
    if end - at > LONGEST:
        return JsonLine(None, [too_long(row, data, at, end)])
    text = data[at:end].rstrip(b"\r\n").decode()
    if not text.strip():
        return JsonLine(None, [blank_row(row)])
    try:
        read = _parsed(text)
    except _Invalid as error:
        params = {"reason": error.reason, "place": "?" if error.place is None else error.place}
        return JsonLine(None, [_issue(row, None, "tables.json_invalid", text, params)])
    if not isinstance(read, _Pairs):
        return JsonLine(None, [_issue(row, None, "tables.json_not_object", text)])
    cells: dict[str, str] = {}
    issues: list[Issue] = []
    for key, value in read:
        if key in cells:
            issues.append(_issue(row, key, "tables.json_key_twice", text))
        if isinstance(value, list):
            issues.append(_issue(row, key, "tables.json_nested", text))
            cells[key] = ""
        else:
            cells[key] = value if isinstance(value, str) else _WORDS[value]
    return JsonLine(None if issues else cells, issues)


def _parsed(text: str) -> object:
    """The value of a line; numbers as they are written.

    Raises:
        _Invalid: it is no JSON, or no text can hold it.
    """
    try:
        read: object = _DECODER.decode(text)
        if "\\u" in text and isinstance(read, _Pairs):
            for key, value in read:  # JSON can spell halves of characters, which are no text
                f"{key}{'' if isinstance(value, list) else value}".encode()
    except json.JSONDecodeError as error:
        raise _Invalid(error.msg, error.colno) from error
    except UnicodeEncodeError as error:
        raise _Invalid("half of a surrogate pair") from error
    except RecursionError as error:
        raise _Invalid("nested too deeply") from error
    return read


def _issue(
    row: int, key: str | None, code: str, text: str, params: Mapping[str, object] | None = None
) -> Issue:
    return Issue(row, key, code, Severity.ERROR, text[:SHOWN], params or {})
