"""What is wrong or worth knowing about a file: one format for rows and columns."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from chiho_digital.basics import message, phrase, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.basics import Lang

__all__ = ["Issue", "Severity", "absent_of", "in_order", "issue_table"]


class Severity(StrEnum):
    """How grave an issue is (重大度), gravest first.

    error: the row, or the file, cannot be used.  warning: used, but something should be put right.
    note: used; something worth knowing, such as a remark that was kept as text.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Issue:
    """One finding about a file (指摘). Strictly read-only.

    row: the row as a spreadsheet numbers it (the heading is row 1); of JSON Lines the line, of Parquet and of tables the row
    from 1, or its `row_no`; None for the file as a whole.
    column: the heading of the column as the model names it; None for the whole row.
    code: stable name, `room.event`.  severity: error, warning or note.
    value: the text as it stood.  params: what else the sentence mentions.  suggestion: the likely repair, if known.
    """

    row: int | None
    column: str | None
    code: str
    severity: Severity
    value: str | None = None
    params: Mapping[str, Any] = field(factory=dict[str, Any], hash=False)
    suggestion: object = None

    def to(self, lang: Lang) -> str:
        """The finding as one line: where, what, and the likely repair."""
        place: list[str] = []
        if self.row is not None:
            place.append(f"{self.row}行目" if lang == "ja" else f"row {self.row}")
        if self.column is not None:
            place.append(f"列 {self.column}" if lang == "ja" else f"column {self.column}")
        where = (" " if lang == "ja" else ", ").join(place)
        line = message(self.code, {"value": self.value, **self.params}, lang)
        if self.suggestion is not None:
            line += message("basics.suggestion", {"suggestion": phrase(self.suggestion, lang)}, lang)
        return f"{where}: {line}" if where else line


def in_order(issues: Iterable[Issue], fields: Iterable[str]) -> tuple[Issue, ...]:
    """Issues by row and column: those of the file first, in a row those of the whole row, then in the fields' order."""
    places = {field: place for place, field in enumerate(fields)}
    return tuple(sorted(issues, key=lambda issue: (issue.row or 0, places.get(issue.column or "", -1))))


def absent_of(issues: Iterable[Issue]) -> frozenset[str]:
    """The fields that must be there and that the file has no column for."""
    return frozenset(
        issue.column
        for issue in issues
        if issue.column is not None
        and issue.code == "tables.heading_missing"
        and issue.severity is Severity.ERROR
    )


def issue_table(issues: Iterable[Issue]) -> Any:
    """Issues as a Polars frame: row (Int64), column, code, severity, value, suggestion, and the finding in ja and en."""
    pl = require("polars", extra="polars")
    rows = [
        (
            issue.row,
            issue.column,
            issue.code,
            issue.severity.value,
            issue.value,
            None if issue.suggestion is None else phrase(issue.suggestion, "ja"),
            issue.to("ja"),
            issue.to("en"),
        )
        for issue in issues
    ]
    texts = ("column", "code", "severity", "value", "suggestion", "ja", "en")
    schema = {"row": pl.Int64, **dict.fromkeys(texts, pl.String)}
    return pl.DataFrame(rows, schema=schema, orient="row")
