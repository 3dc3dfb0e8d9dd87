"""Tables on PySpark: parts are checked where they lie, by the same code that checks a table in memory."""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import require

from .bulk import ROW
from .issues import Issue, Severity, issue_table
from .parts import PartChecker
from .plain import is_number
from .rows import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .parts import Part
    from .rows import RowModel

__all__ = ["check_spark", "fetched"]

_ROWS_AT_ONCE = 100_000
_ISSUES = "row long, column string, code string, severity string, value string, suggestion string, ja string, en string"
_WHOLE = "issue binary"  # so that an issue comes back as it was


def check_spark(frame: Any, model: type[RowModel], absent: frozenset[str]) -> tuple[Any, Any, Any]:
    """The good rows of a table of text, the rejected ones, and the issues: frames that are computed when they are used."""
    columns = columns_of(model)
    texts = frame.schema
    values = ", ".join(
        [
            f"{ROW} long",
            *(
                f"`{name}` {'long' if is_number(column.kind) else 'string'}"
                for name, column in columns.items()
            ),
        ]
    )

    def parts(cut: Callable[[Part], Any], schema: Any) -> Any:
        return frame.mapInArrow(partial(_parts, model=model, absent=absent, cut=cut), schema)

    good, rejected, issues = (
        parts(_good, values),
        parts(_rejected, texts),
        parts(_issues, f"{_ISSUES}, {_WHOLE}"),
    )
    unique = [name for name, column in columns.items() if column.unique and name in frame.columns]
    for name in unique:
        told = parts(partial(_stated, name=name), f"{ROW} long, text string, value string")
        first = told.groupBy("value").agg({ROW: "min", "*": "count"}).toDF("value", "first", "times")
        again = told.join(first.filter("times > 1"), "value").filter(f"{ROW} <> first")
        repeated = again.select(ROW, "text", "first")
        good = good.join(repeated, ROW, "left_anti")
        more = frame.join(repeated, ROW, "left_semi").join(rejected.select(ROW), ROW, "left_anti")
        rejected = rejected.unionByName(more.select(rejected.columns))
        issues = issues.unionByName(
            repeated.mapInArrow(partial(_repeated, name=name), f"{_ISSUES}, {_WHOLE}")
        )
    return good, rejected, issues


def fetched(issues: Any) -> list[Issue]:
    """The issues of a frame of them."""
    whole: list[Issue] = [
        pickle.loads(found.issue)  # noqa: S301 -- pickled by ourselves on the workers
        for found in issues.select("issue").toLocalIterator()
    ]
    return whole


def _joined(batches: Iterable[Any]) -> Iterator[Any]:
    """Batches of rows as Polars frames of a useful size."""
    pl = require("polars", extra="polars")
    kept: list[Any] = []
    for batch in batches:
        kept.append(pl.from_arrow(batch))
        if sum(map(len, kept)) >= _ROWS_AT_ONCE:
            yield pl.concat(kept)
            kept = []
    if kept:
        yield pl.concat(kept)


def _parts(
    batches: Iterable[Any], model: type[RowModel], absent: frozenset[str], cut: Callable[[Part], Any]
) -> Iterator[Any]:
    """On a worker: what is wanted of the parts of a partition, checked."""
    checker = PartChecker(model, absent)
    for frame in _joined(batches):
        yield from _batches(cut(checker.check(frame)))


def _batches(frame: Any) -> Iterator[Any]:
    pyarrow = require("pyarrow", extra="pyarrow")
    table = frame.to_arrow()
    forms = {pyarrow.large_string(): pyarrow.string(), pyarrow.string_view(): pyarrow.string()}
    forms |= {pyarrow.large_binary(): pyarrow.binary(), pyarrow.binary_view(): pyarrow.binary()}
    schema = pyarrow.schema(
        [column.with_type(forms.get(column.type, column.type)) for column in table.schema]
    )
    yield from table.cast(schema).to_batches()


def _good(part: Part) -> Any:
    return part.values.filter(~part.bad)


def _rejected(part: Part) -> Any:
    return part.texts.filter(part.bad)


def _issues(part: Part) -> Any:
    return _table(part.issues)


def _stated(part: Part, name: str) -> Any:
    pl = require("polars", extra="polars")
    told = pl.DataFrame(
        [part.texts[ROW], part.texts[name].alias("text"), part.values[name].cast(pl.String).alias("value")]
    )
    return told.drop_nulls("value")


def _repeated(batches: Iterable[Any], name: str) -> Iterator[Any]:
    for frame in _joined(batches):
        rows = frame.select(ROW, "text", "first").iter_rows()
        yield from _batches(
            _table(
                [
                    Issue(row, name, "tables.duplicate", Severity.ERROR, text, {"first": first})
                    for row, text, first in rows
                ]
            )
        )


def _table(issues: list[Issue]) -> Any:
    pl = require("polars", extra="polars")
    whole = pl.Series("issue", [pickle.dumps(issue) for issue in issues], dtype=pl.Binary)
    return issue_table(issues).with_columns(whole)
