"""Tables of the user's own: their columns found by heading, their values as text, on the engine they came from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals as nw

from chiho_digital.basics import InvalidValue, require

from .files.bulk import ROW
from .files.parquet import is_readable, text_of
from .files.shared import match_headings, wanted_of
from .issues import Issue, Severity
from .lazily import mapped
from .reading import Loaded, on_engine
from .rows import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .files.shared import Wanted
    from .reading import Engine
    from .rows import RowModel

__all__ = ["loaded_of"]

_asked: Any = nw.dependencies  # engines are never imported to ask whose a table is


def loaded_of(frame: Any, model: type[RowModel]) -> Loaded:
    """A table of the user's as a table of text, as if it had been read; rows are numbered by `row_no`, or from 1.

    Raises:
        InvalidValue: it is no table of an engine here, or one of PySpark, whose rows have no order, without `row_no`.
    """
    wanted = wanted_of(columns_of(model))
    engine = _engine_of(frame)
    issues: list[Issue] = []
    texts: Any
    if engine == "pyspark":
        texts, issues = _lazily(frame, wanted)
    elif _asked.is_polars_lazyframe(frame):
        numbered = frame if ROW in frame.collect_schema().names() else frame.with_row_index(ROW, offset=1)
        texts, issues = _lazily(numbered, wanted)
    else:
        found, issues = _in_memory(frame, engine)
        places, told = _places(found.schema, wanted)
        issues += told
        texts = on_engine(engine, _as_text(places, found))
    return Loaded(texts, engine, engine, None, tuple(issues))


def _engine_of(frame: Any) -> Engine:
    if _asked.is_polars_dataframe(frame) or _asked.is_polars_lazyframe(frame):
        return "polars"
    if _asked.is_pandas_dataframe(frame):
        return "pandas"
    if _asked.is_pyarrow_table(frame):
        return "pyarrow"
    if _asked.is_duckdb_relation(frame):
        return "duckdb"
    if _asked.is_pyspark_dataframe(frame) or _asked.is_pyspark_connect_dataframe(frame):
        return "pyspark"
    raise InvalidValue("tables.not_a_table", value=type(frame).__name__)


def _in_memory(frame: Any, engine: Engine) -> tuple[Any, list[Issue]]:
    """A table as one of Polars with numbered rows; columns that it cannot hold are left out, and said."""
    pl = require("polars", extra="polars")
    issues: list[Issue] = []
    found = frame
    if engine != "polars":
        arrays, issues = _arrays(frame, engine)
        found = pl.DataFrame(arrays)
    if ROW not in found.columns:
        rows = pl.Series(ROW, range(1, len(frame) + 1), dtype=pl.Int64)
        found = found.insert_column(0, rows) if found.width else pl.DataFrame([rows])
    if not len(found):
        issues.append(Issue(None, None, "tables.no_rows", Severity.WARNING))
    return found, issues


def _arrays(frame: Any, engine: Engine) -> tuple[dict[str, Any], list[Issue]]:
    """The columns of a table as Arrow, by name."""
    pl = require("polars", extra="polars")
    pyarrow = require("pyarrow", extra="pyarrow")
    table = frame.to_arrow_table() if engine == "duckdb" else frame
    names = [str(label) for label in (table.columns if engine == "pandas" else table.column_names)]
    arrays: dict[str, Any] = {}
    issues: list[Issue] = []
    for place, name in enumerate(names):
        if name in arrays:
            issues.append(Issue(None, name, "tables.heading_twice", Severity.ERROR, name))
            continue
        try:
            column = (
                pyarrow.Array.from_pandas(table.iloc[:, place]) if engine == "pandas" else table.column(place)
            )
            arrays[name] = pl.Series(name, column)
        except (pyarrow.ArrowException, TypeError, ValueError, pl.exceptions.PolarsError) as error:
            params = {"reason": str(error)[:200]}
            issues.append(Issue(None, name, "tables.column_mixed", Severity.ERROR, params=params))
    return arrays, issues


def _places(types: Mapping[str, Any], wanted: Wanted) -> tuple[dict[str, str], list[Issue]]:
    """Which column holds each field, and what is wrong with the columns."""
    pl = require("polars", extra="polars")
    wrong = {name: dtype for name, dtype in types.items() if name != ROW and not is_readable(pl, dtype)}
    names = [name for name in types if name != ROW and name not in wrong]
    places, issues = match_headings(names, wanted, None)
    issues += [
        Issue(None, name, "tables.column_type", Severity.ERROR, str(dtype)) for name, dtype in wrong.items()
    ]
    return {field: names[place] for field, place in places.items()}, issues


def _as_text(places: Mapping[str, str], frame: Any) -> Any:
    pl = require("polars", extra="polars")
    texts = (
        text_of(pl, pl.col(column), frame.schema[column]).fill_null("").alias(field)
        for field, column in places.items()
    )
    return frame.select(pl.col(ROW).cast(pl.Int64), *texts)


def _lazily(frame: Any, wanted: Wanted) -> tuple[Any, list[Issue]]:
    """A lazy table as one of text, and what is wrong with its columns."""
    if ROW not in list(nw.from_native(frame).collect_schema().names()):
        raise InvalidValue("tables.no_row_numbers", column=ROW)
    places, issues = _places(nw.from_native(frame).collect_schema().to_polars(), wanted)
    named = nw.from_native(frame).select(ROW, *places.values()).to_native()
    schema = {ROW: "long", **dict.fromkeys(places, "string")}
    return mapped(named, partial(_as_text, places), schema), issues
