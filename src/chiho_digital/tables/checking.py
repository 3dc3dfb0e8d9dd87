"""Checking for columns: good rows with their values, rejected rows as they stood, and every issue; as the row path finds them.

The columns of the row model are the one definition. The table is checked part by part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import require

from .bulk import ROW
from .issues import Issue, Severity
from .parts import PartChecker
from .reading import Loaded, on_engine, to_polars
from .rows import columns_of

if TYPE_CHECKING:
    from .rows import RowModel

__all__ = ["Checked", "check"]

_ROWS_AT_ONCE = 200_000


@frozen
class Checked:
    """What a check found (検査結果). Strictly read-only.

    good: rows that can be used; `row_no`, and for every field of the model its values: Int64 for numbers and yen,
    else text as the kind writes it. rejected: rows with an error, as text. Both of the engine that was read on.
    issues: everything found, by row and column.
    """

    good: Any
    rejected: Any
    issues: tuple[Issue, ...]


def check(loaded: Loaded, model: type[RowModel]) -> Checked:
    """The good rows of a table of text, the rejected ones, and every issue of every row.

    The rows accepted and the issues are those of `check_rows`.
    """
    pl = require("polars", extra="polars")
    frame = to_polars(loaded.frame)
    columns = columns_of(model)
    issues = list(loaded.issues)
    absent = frozenset(
        issue.column
        for issue in issues
        if issue.column is not None
        and issue.code == "tables.heading_missing"
        and issue.severity is Severity.ERROR
    )
    checker = PartChecker(model, absent)
    parts = [checker.check(part) for part in frame.iter_slices(_ROWS_AT_ONCE)] or [checker.check(frame)]
    for part in parts:
        issues += part.issues
    values = pl.concat([part.values for part in parts])
    bad = pl.concat([part.bad for part in parts])
    for field, column in columns.items():
        if column.unique and field in frame.columns:
            again, repeated = _repeated(pl, frame, field, values[field])
            bad |= repeated
            issues += again
    order = {field: place for place, field in enumerate(columns)}
    issues.sort(key=lambda issue: (issue.row or 0, order.get(issue.column or "", -1)))
    engine = loaded.engine
    return Checked(
        on_engine(engine, values.filter(~bad)), on_engine(engine, frame.filter(bad)), tuple(issues)
    )


def _repeated(pl: Any, frame: Any, field: str, values: Any) -> tuple[list[Issue], Any]:
    """The rows that repeat a value which no two rows may share."""
    told = pl.DataFrame([frame[ROW], frame[field].alias("text"), values.alias("value")])
    first = pl.col(ROW).min().over("value")
    told = told.with_columns(first.alias("first"), pl.col("value").is_not_null().alias("stated"))
    repeated = told["stated"] & (told["first"] != told[ROW])
    issues = [
        Issue(row, field, "tables.duplicate", Severity.ERROR, text, {"first": seen})
        for row, text, seen in told.filter(repeated).select(ROW, "text", "first").iter_rows()
    ]
    return issues, repeated
