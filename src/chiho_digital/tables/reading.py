"""Reading for columns: a file becomes a table of text on the engine of the caller's choice. Nothing is cast, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from chiho_digital.basics import InvalidValue, require

from .bulk import ROW, bulk_rows
from .files import decode, file_bytes
from .rows import columns_of, read_rows
from .staging import staged

if TYPE_CHECKING:
    from pathlib import Path

    from .issues import Issue
    from .rows import RowModel

__all__ = ["ENGINES", "Engine", "Loaded", "on_engine", "read", "to_polars"]

Engine = Literal["polars", "pandas", "pyarrow", "duckdb", "pyspark"]
ENGINES: tuple[Engine, ...] = ("polars", "pandas", "pyarrow", "duckdb", "pyspark")


@frozen
class Loaded:
    """A file as a table of text (読み込んだ表). Strictly read-only.

    frame: of the engine asked for; `row_no` (Int64, as a spreadsheet counts) and a text column for every field of the
    model that the file has; of pandas with Arrow types. engine: which one that is. Rows that cannot be read at all are only in `issues`.
    name: the file's name. encoding: the one that was used, None if none fitted.
    """

    frame: Any
    engine: Engine
    name: str
    encoding: str | None
    issues: tuple[Issue, ...]


def read(
    source: Path | str | bytes,
    model: type[RowModel],
    *,
    engine: Engine = "polars",
    encoding: str | None = None,
) -> Loaded:
    """The rows of a CSV file for a row model, as columns of text; headings in English (field names) or Japanese.

    The rows, their numbers and the issues are those of `read_rows`.

    Raises:
        OSError: the file cannot be read. Everything wrong inside it becomes an issue instead.
        InvalidValue: there is no such engine.
        MissingExtra: Polars, which reads, or the engine is not installed.
    """
    if engine not in ENGINES:
        raise InvalidValue("tables.no_engine", value=engine, engines=ENGINES)
    name, data = file_bytes(source)
    decoded = decode(data, encoding)
    columns = columns_of(model)
    found = None
    if decoded.text is not None:
        names = {field: column.ja for field, column in columns.items()}
        required = [field for field, column in columns.items() if column.required]
        found = bulk_rows(decoded.text, names, required)
    if found is None:
        loaded = read_rows(data, model, encoding=encoding)
        frame, issues = _frame_of(loaded.rows), loaded.issues
    else:
        frame, issues = found.frame, (*decoded.issues, *found.issues)
    order = {field: place for place, field in enumerate(columns)}
    told = sorted(issues, key=lambda issue: (issue.row or 0, order.get(issue.column or "", -1)))
    return Loaded(on_engine(engine, frame), engine, name, decoded.encoding, tuple(told))


def _frame_of(rows: tuple[tuple[int, dict[str, str]], ...]) -> Any:
    pl = require("polars", extra="polars")
    fields = list(rows[0][1]) if rows else []
    schema = {ROW: pl.Int64, **dict.fromkeys(fields, pl.String)}
    return pl.DataFrame([(number, *cells.values()) for number, cells in rows], schema=schema, orient="row")


def on_engine(engine: Engine, frame: Any) -> Any:
    """A Polars frame on another engine."""
    if engine == "polars":
        return frame
    if engine == "pyspark":
        return staged(frame)
    require("pyarrow", extra="pyarrow")
    table = frame.to_arrow()
    if engine == "pandas":
        return table.to_pandas(types_mapper=require("pandas", extra="pandas").ArrowDtype)
    return require("duckdb", extra="duckdb").from_arrow(table) if engine == "duckdb" else table


def to_polars(frame: Any) -> Any:
    """A frame of any engine here as one of Polars; the text is shared where the engine keeps it as Arrow does."""
    pl = require("polars", extra="polars")
    if isinstance(frame, pl.DataFrame):
        return frame
    if hasattr(frame, "to_arrow_table"):
        frame = frame.to_arrow_table()
    return pl.from_pandas(frame) if hasattr(frame, "iloc") else pl.from_arrow(frame)
