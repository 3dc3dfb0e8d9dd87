"""Issues as a store keeps them: one line each, and back to what they were.

Parameters and suggestions are JSON. What JSON has no form for is an object with one name, its kind: a tuple, a text in both
languages, a date.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from chiho_digital.basics import Text, phrase, require
from chiho_digital.tables.issues import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["frame_of_issues", "issues_of_frame"]


def frame_of_issues(issues: Iterable[Issue]) -> Any:
    """Issues as a Polars frame: `row_no` (Int64), `code`, `severity` and `detail` (JSON), all text."""
    pl = require("polars", extra="polars")
    lines = [(issue.row, issue.code, issue.severity.value, _detail(issue)) for issue in issues]
    schema = {"row_no": pl.Int64, "code": pl.String, "severity": pl.String, "detail": pl.String}
    return pl.DataFrame(lines, schema=schema, orient="row")


def issues_of_frame(frame: Any) -> tuple[Issue, ...]:
    """The issues of such a frame, in its order."""
    return tuple(_issue(*line) for line in frame.iter_rows())


def _detail(issue: Issue) -> str:
    """Column, value, parameters and suggestion; in ASCII, so that halves of surrogate pairs come through."""
    params = {name: _plain(value) for name, value in issue.params.items()}
    return json.dumps([issue.column, issue.value, params, _plain(issue.suggestion)])


def _issue(row: int | None, code: str, severity: str, detail: str) -> Issue:
    column, value, params, suggestion = json.loads(detail)
    meant = {name: _meant(item) for name, item in params.items()}
    return Issue(row, column, code, Severity(severity), value, meant, _meant(suggestion))


def _plain(value: object) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case tuple():
            return {"tuple": [_plain(item) for item in cast("tuple[object, ...]", value)]}
        case list():
            return [_plain(item) for item in cast("list[object]", value)]
        case Text():
            return {"text": value.to_dict()}
        case date() if not isinstance(value, datetime):
            return {"date": value.isoformat()}
        case _:  # its words in both languages, of which the sentence is made
            return _plain(Text(phrase(value, "ja"), phrase(value, "en")))


def _meant(value: Any) -> Any:
    match value:
        case list():
            return list(map(_meant, cast("Iterable[Any]", value)))
        case {"tuple": items}:
            return tuple(_meant(item) for item in items)
        case {"text": words}:
            return Text(**words)
        case {"date": day}:
            return date.fromisoformat(day)
        case _:
            return value
