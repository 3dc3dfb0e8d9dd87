"""What is wrong or worth knowing about a file: one format for rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from chiho_digital.basics import LabelledEnum, Text, message, phrase, require
from chiho_digital.basics.shown import NOT_ASKED, Shown, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.basics import Lang

__all__ = ["Issue", "Issues", "Severity", "absent_of", "in_order", "issue_table"]


class Severity(LabelledEnum):
    """How grave an issue is (重大度), gravest first.

    error: the row, or the file, cannot be used.  warning: used, but something should be put right.
    note: used; something worth knowing, such as a remark that was kept as text.
    """

    ERROR = "error", "誤り", "error"
    WARNING = "warning", "警告", "warning"
    NOTE = "note", "注記", "note"


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
        line = self.says(lang)
        if self.suggestion is not None:
            line += message("basics.suggestion", {"suggestion": phrase(self.suggestion, lang)}, lang)
        return f"{where}: {line}" if where else line

    def says(self, lang: Lang) -> str:
        """What is wrong or worth knowing, without its place and its repair."""
        return message(self.code, {"value": self.value, **self.params}, lang)


_CAPTION = Text("指摘（{number:,}件）", "Issues ({number:,})")
_HEADINGS = (
    Text("行", "row"),
    Text("列", "column"),
    Text("重大度", "severity"),
    Text("値", "value"),
    Text("指摘", "what is wrong"),
    Text("期待する値", "expected"),
    Text("直し方の候補", "likely repair"),
)
_WHOLE_FILE = Text("ファイル全体", "the whole file")


@frozen
class _Says:
    """What is wrong, in words that are made when they are shown: few of many issues are."""

    issue: Issue

    def to(self, lang: Lang) -> str:
        return self.issue.says(lang)


class Issues(Shown, tuple[Issue, ...]):
    """Findings in order (指摘の一覧): a tuple that notebooks show as a table."""

    __slots__ = ()

    def __shown__(self) -> Iterable[Table]:
        caption = Text(*(words.format(number=len(self)) for words in (_CAPTION.ja, _CAPTION.en)))
        rows = [
            (
                _WHOLE_FILE if issue.row is None else str(issue.row),
                issue.column or NOT_ASKED,
                issue.severity,
                NOT_ASKED if issue.value is None else issue.value,
                _Says(issue),
                issue.params.get("expected", NOT_ASKED),
                NOT_ASKED if issue.suggestion is None else issue.suggestion,
            )
            for issue in self
        ]
        yield Table(caption, _HEADINGS, rows)


def in_order(issues: Iterable[Issue], fields: Iterable[str]) -> Issues:
    """Issues by row and column: those of the file first, in a row those of the whole row, then in the fields' order."""
    places = {field: place for place, field in enumerate(fields)}
    return Issues(sorted(issues, key=lambda issue: (issue.row or 0, places.get(issue.column or "", -1))))


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
