"""Checking for columns: good rows with their values, rejected rows as they stood, and every issue; as the row path finds them.

The columns of the row model are the one definition. The table is checked part by part.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import narwhals as nw
from attrs import field, frozen

from chiho_digital.basics import Progress, Text, require
from chiho_digital.basics.shown import Shown

from .files.ahead import WORKERS
from .files.bulk import ROW
from .frames import loaded_of
from .issues import Issue, Severity, absent_of, in_order, issue_table
from .lazily import WHOLE, check_lazily, fetched, is_lazy
from .parts import PartChecker
from .reading import Loaded, on_engine, to_polars
from .rows import CHECKING, columns_of
from .shown import GOOD, REJECTED, checked
from .staging import staged
from .told import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narwhals.typing import IntoFrameT

    from chiho_digital.basics.shown import Part as ShownPart

    from .parts import Part
    from .reading import Engine
    from .rows import RowModel

__all__ = ["Checked", "check"]

_ROWS_AT_ONCE = 200_000
_Frame = TypeVar("_Frame")


@frozen
class Checked(Shown, Generic[_Frame]):
    """What a check found (検査結果). Strictly read-only.

    good: rows that can be used; `row_no`, and for every field of the model its values: Int64 for numbers and yen,
    else text as the kind writes it. rejected: rows with an error, as text. Both of the kind of the table that was checked;
    lazy ones are computed when they are used, and are in no order.
    """

    good: _Frame
    rejected: _Frame
    engine: Engine
    _of_file: tuple[Issue, ...]
    _of_rows: Any = field(repr=False)
    _fields: tuple[str, ...] = field(repr=False)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Everything found, by row and column; from lazy tables it is fetched."""
        found = fetched(self._of_rows) if is_lazy(self._of_rows) else self._of_rows.issues()
        return in_order([*self._of_file, *found], self._fields)

    def __shown__(self) -> Iterable[ShownPart]:
        counts = {GOOD: _number(self.good), REJECTED: _number(self.rejected)}
        return checked(Text("検査結果", "Check"), counts, self.issues)

    def issue_frame(self) -> _Frame:
        """The same as a frame of that kind: row (Int64), column, code, severity, value, suggestion, ja and en (text)."""
        frame: _Frame
        if not is_lazy(self._of_rows):
            frame = on_engine(self.engine, self._of_rows.frame(self._of_file, self._fields))
            return frame
        of_rows = nw.from_native(self._of_rows).drop(WHOLE)
        of_file = issue_table(self._of_file)
        told = staged(of_file) if self.engine == "pyspark" else of_file.lazy()
        frame = nw.concat([nw.from_native(told), of_rows]).to_native()
        return frame


def _number(frame: Any) -> int | Text:
    """How many rows a frame has; of a lazy one nobody knows until it is run."""
    return Text("使うときに数える", "counted when used") if is_lazy(frame) else len(nw.from_native(frame))


@overload
def check(table: Loaded, model: type[RowModel]) -> Checked[Any]: ...
@overload
def check(table: IntoFrameT, model: type[RowModel]) -> Checked[IntoFrameT]: ...
def check(table: Any, model: type[RowModel]) -> Checked[Any]:
    """The good rows of a table, the rejected ones, and every issue of every row.

    table: what `read` gives, or a frame of one's own, with Japanese or English headings and values of any single type; its
    rows are numbered by a column `row_no`, or from 1. Lazy frames of Polars and those of PySpark are not run here.
    The rows accepted and the issues are those of `check_rows`.

    Raises:
        InvalidValue: the table is of no engine here, or of PySpark without `row_no`.
    """
    loaded = table if isinstance(table, Loaded) else loaded_of(table, model)
    columns = columns_of(model)
    told = loaded.issues
    absent = absent_of(told)
    if is_lazy(loaded.frame):
        good, rejected, found = check_lazily(loaded.frame, model, absent)
        return Checked(good, rejected, loaded.engine, told, found, tuple(columns))
    pl = require("polars", extra="polars")
    frame = to_polars(loaded.frame)
    checker = PartChecker(model, absent)
    slices = [frame.slice(start, _ROWS_AT_ONCE) for start in range(0, max(len(frame), 1), _ROWS_AT_ONCE)]
    parts: list[Part] = []
    with Progress(CHECKING, len(frame)) as progress, ThreadPoolExecutor(WORKERS) as pool:
        for part in pool.map(checker.check, slices):
            parts.append(part)
            progress.advance(len(part.texts))
    values = pl.concat([part.values for part in parts])
    bad = pl.concat([part.bad for part in parts])
    issues = [issue for part in parts for issue in part.found.others]
    for name, column in columns.items():
        if column.unique and name in frame.columns:
            again, repeated = _repeated(pl, frame, name, values[name])
            bad |= repeated
            issues += again
    found = Found([one for part in parts for one in part.found.told], issues)
    good = on_engine(loaded.engine, values.filter(~bad))
    rejected = on_engine(loaded.engine, frame.filter(bad))
    return Checked(good, rejected, loaded.engine, told, found, tuple(columns))


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
