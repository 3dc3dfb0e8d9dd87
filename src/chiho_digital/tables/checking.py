"""Checking for columns: good rows with their values, rejected rows as they stood, and every issue; as the row path finds them.

The columns of the row model are the one definition. Texts that are plainly right are told by expressions; every other text
is read once by the column itself, however often it stands in the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from chiho_digital.basics import InvalidValue, require

from .bulk import ROW
from .issues import Issue, Severity
from .plain import is_number, plain
from .reading import Loaded, on_engine, to_polars
from .rows import cell_issue, columns_of, remarks

if TYPE_CHECKING:
    from .columns import Column
    from .rows import RowModel

__all__ = ["Checked", "check"]


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


@frozen
class _Read:
    """A column read: its values, which rows are in error, what was found."""

    values: Any
    bad: Any
    issues: list[Issue]


def check(loaded: Loaded, model: type[RowModel]) -> Checked:
    """The good rows of a table of text, the rejected ones, and every issue of every row.

    The rows accepted and the issues are those of `check_rows`.
    """
    pl = require("polars", extra="polars")
    frame = to_polars(loaded.frame)
    columns = columns_of(model)
    issues = list(loaded.issues)
    absent = {
        issue.column
        for issue in issues
        if issue.code == "tables.heading_missing" and issue.severity is Severity.ERROR
    }
    bad = pl.Series("bad", [bool(absent)]).new_from_index(0, len(frame))
    values: list[Any] = []
    for field, column in columns.items():
        if field not in frame.columns:
            values.append(_blank(pl, field, column, len(frame)))
            continue
        read = _read(pl, frame, field, column)
        values.append(read.values)
        issues += read.issues
        bad |= read.bad
    good = pl.DataFrame([frame[ROW], *values]).filter(~bad)
    order = {field: place for place, field in enumerate(columns)}
    issues.sort(key=lambda issue: (issue.row or 0, order.get(issue.column or "", -1)))
    engine = loaded.engine
    return Checked(on_engine(engine, good), on_engine(engine, frame.filter(bad)), tuple(issues))


def _blank(pl: Any, field: str, column: Column, count: int) -> Any:
    dtype = pl.Int64 if is_number(column.kind) else pl.String
    return pl.Series(field, [None], dtype=dtype).new_from_index(0, count)


def _read(pl: Any, frame: Any, field: str, column: Column) -> _Read:
    """One column of texts."""
    text = pl.col(field)
    short = plain(column.kind, text)
    dtype = pl.Int64 if is_number(column.kind) else pl.String
    surely = short[0].fill_null(False) if short else pl.lit(False)
    told = frame.select(pl.col(ROW), text, surely.alias("plain"))
    closely = told.filter(~pl.col("plain"))
    if not column.required:  # a blank cell is unknown, which needs no reading
        closely = closely.filter(text.str.strip_chars() != "")
    found, wrong, said = _closely(column, field, closely[field].unique().to_list(), number=dtype == pl.Int64)
    mapped = (
        text.replace_strict(list(found), list(found.values()), default=None, return_dtype=dtype)
        if found
        else pl.lit(None, dtype=dtype)
    )
    value = pl.when(surely).then(short[1].cast(dtype)).otherwise(mapped) if short else mapped
    values = frame.with_columns(value.alias(field))[field]
    bad = (
        frame.select(text.is_in(list(wrong)).alias("bad")).to_series() if wrong else ~told[ROW].is_not_null()
    )
    issues: list[Issue] = []
    if said:
        rows = closely.filter(text.is_in(list(said)))
        issues = [
            evolve(template, row=row)
            for row, cell in zip(rows[ROW].to_list(), rows[field].to_list(), strict=True)
            for template in said[cell]
        ]
    if column.unique:
        again, repeated = _repeated(pl, frame, field, values)
        bad |= repeated
        issues += again
    return _Read(values, bad, issues)


def _closely(
    column: Column, field: str, texts: list[str], *, number: bool
) -> tuple[dict[str, Any], set[str], dict[str, list[Issue]]]:
    """Texts read one by one by the column: their values, those in error, what is to be said of each."""
    found: dict[str, Any] = {}
    wrong: set[str] = set()
    said: dict[str, list[Issue]] = {}
    for text in texts:
        try:
            value = column.read(text)
        except InvalidValue as error:
            wrong.add(text)
            said[text] = [cell_issue(0, field, text, column, error)]
            continue
        found[text] = value if number else column.write(value)
        if notes := remarks(0, field, value):
            said[text] = notes
    return found, wrong, said


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
