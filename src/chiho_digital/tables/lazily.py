"""Tables that are not run at once, of PySpark and lazy Polars: parts are checked where they lie, by the code that checks in memory."""

from __future__ import annotations

import pickle
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals as nw

from chiho_digital.basics import require

from .files.bulk import ROW
from .issues import Issue, Severity, issue_table
from .parts import PartChecker
from .plain import is_number
from .rows import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .parts import Part
    from .rows import RowModel

__all__ = ["WHOLE", "check_lazily", "fetched", "is_lazy", "mapped"]

WHOLE = "issue"
"""The column that holds an issue as it is, beside what it says."""

_ROWS_AT_ONCE = 100_000
_WORDS = ("column", "code", "severity", "value", "suggestion", "ja", "en")
_ISSUES = {"row": "long", **dict.fromkeys(_WORDS, "string"), WHOLE: "binary"}


def is_lazy(frame: Any) -> bool:
    """Whether a table is one that is not run at once and whose parts can be checked where they lie."""
    return hasattr(frame, "mapInArrow") or bool(_asked.is_polars_lazyframe(frame))


_asked: Any = nw.dependencies  # engines are never imported to ask whose a table is


def check_lazily(frame: Any, model: type[RowModel], absent: frozenset[str]) -> tuple[Any, Any, Any]:
    """The good rows of a table of text, the rejected ones, and the issues: frames that are computed when they are used."""
    columns = columns_of(model)
    fields = list(nw.from_native(frame).collect_schema().names())
    kinds = {name: "long" if is_number(column.kind) else "string" for name, column in columns.items()}

    def parts(cut: Callable[[Part], Any], schema: Mapping[str, str]) -> Any:
        return nw.from_native(mapped(frame, partial(_checked, PartChecker(model, absent), cut), schema))

    good = parts(_good, {ROW: "long", **kinds})
    texts = {name: "string" for name in fields if name != ROW}
    rejected = parts(_rejected, {ROW: "long", **texts})
    issues = parts(_issues, _ISSUES)
    for name, column in columns.items():
        if not column.unique or name not in fields:
            continue
        told = parts(partial(_stated, name=name), {ROW: "long", "text": "string", "stated": "string"})
        first = told.group_by("stated").agg(nw.col(ROW).min().alias("first"))
        repeated = told.join(first, on="stated").filter(nw.col(ROW) != nw.col("first"))
        repeated = repeated.select(ROW, "text", "first")
        good = good.join(repeated.select(ROW), on=ROW, how="anti")
        more = nw.from_native(frame).join(repeated.select(ROW), on=ROW, how="semi")
        more = more.join(rejected.select(ROW), on=ROW, how="anti")
        rejected = nw.concat([rejected, more.select(ROW, *texts)])
        again = nw.from_native(mapped(repeated.to_native(), partial(_duplicates, name), _ISSUES))
        issues = nw.concat([issues, again])
    return good.to_native(), rejected.to_native(), issues.to_native()


def fetched(issues: Any) -> list[Issue]:
    """The issues of a frame of them."""
    wholes = nw.from_native(issues).select(WHOLE).collect("polars")[WHOLE].to_list()
    return [pickle.loads(whole) for whole in wholes]  # noqa: S301 -- pickled by ourselves on the workers


def mapped(frame: Any, work: Callable[[Any], Any], schema: Mapping[str, str]) -> Any:
    """A lazy table of what a function makes of every part of another, given and giving Polars frames.

    schema: the columns it gives: long, string or binary.
    """
    if not _asked.is_polars_lazyframe(frame):
        forms = ", ".join(f"`{name}` {form}" for name, form in schema.items())
        with warnings.catch_warnings():
            # PySpark warns of new versions of pandas here too, where pandas has no part.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            return frame.mapInArrow(partial(_on_worker, work=work), forms)
    pl = require("polars", extra="polars")
    types = {"long": pl.Int64, "string": pl.String, "binary": pl.Binary}
    return frame.map_batches(
        work, schema={name: types[form] for name, form in schema.items()}, streamable=True
    )


def _on_worker(batches: Iterable[Any], work: Callable[[Any], Any]) -> Iterator[Any]:
    """Batches of Arrow in and out, on a worker of PySpark; joined, since a part costs some time however small it is."""
    pl = require("polars", extra="polars")
    kept: list[Any] = []
    for batch in batches:
        kept.append(pl.from_arrow(batch))
        if sum(map(len, kept)) >= _ROWS_AT_ONCE:
            yield from _batches(work(pl.concat(kept)))
            kept = []
    if kept:
        yield from _batches(work(pl.concat(kept)))


def _batches(frame: Any) -> Iterator[Any]:
    pyarrow = require("pyarrow", extra="pyarrow")
    table = frame.to_arrow()
    forms = {pyarrow.large_string(): pyarrow.string(), pyarrow.string_view(): pyarrow.string()}
    forms |= {pyarrow.large_binary(): pyarrow.binary(), pyarrow.binary_view(): pyarrow.binary()}
    schema = pyarrow.schema(
        [column.with_type(forms.get(column.type, column.type)) for column in table.schema]
    )
    yield from table.cast(schema).to_batches()


def _checked(checker: PartChecker, cut: Callable[[Part], Any], frame: Any) -> Any:
    return cut(checker.check(frame))


def _good(part: Part) -> Any:
    return part.values.filter(~part.bad)


def _rejected(part: Part) -> Any:
    return part.texts.filter(part.bad)


def _issues(part: Part) -> Any:
    return _table(part.found.issues())


def _stated(part: Part, name: str) -> Any:
    pl = require("polars", extra="polars")
    stated = part.values[name].cast(pl.String).alias("stated")
    told = pl.DataFrame([part.texts[ROW], part.texts[name].alias("text"), stated])
    return told.drop_nulls("stated")


def _duplicates(name: str, repeated: Any) -> Any:
    rows = repeated.select(ROW, "text", "first").iter_rows()
    return _table(
        [
            Issue(row, name, "tables.duplicate", Severity.ERROR, text, {"first": first})
            for row, text, first in rows
        ]
    )


def _table(issues: list[Issue]) -> Any:
    pl = require("polars", extra="polars")
    whole = pl.Series(WHOLE, [pickle.dumps(issue) for issue in issues], dtype=pl.Binary)
    return issue_table(issues).with_columns(whole)
