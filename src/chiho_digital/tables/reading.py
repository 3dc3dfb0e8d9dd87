"""Reading for columns: a file becomes a table of text on the engine of the caller's choice. Nothing is cast, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from chiho_digital.basics import InvalidValue, require
from chiho_digital.basics.shown import Shown

from .files.bulk import bulk_rows, schema_of
from .files.bulk_json import bulk_json
from .files.formats import open_file, rows_of
from .files.parquet import parquet_frame
from .files.shared import FileFrame, file_bytes, wanted_of
from .issues import in_order
from .rows import columns_of
from .shown import file_checked
from .staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from chiho_digital.basics.shown import Part

    from .files.formats import Opened
    from .files.shared import Wanted
    from .issues import Issue
    from .rows import RowModel

__all__ = ["ENGINES", "Engine", "Loaded", "on_engine", "read", "to_polars"]

Engine = Literal["polars", "pandas", "pyarrow", "duckdb", "pyspark"]
ENGINES: tuple[Engine, ...] = ("polars", "pandas", "pyarrow", "duckdb", "pyspark")


@frozen
class Loaded(Shown):
    """A file as a table of text (読み込んだ表). Strictly read-only.

    frame: of the engine asked for; `row_no` (Int64, as a spreadsheet counts) and a text column for every field of the
    model that the file has; of pandas with Arrow types. engine: which one that is. Rows that cannot be read at all are only in `issues`.
    name: the file's name. encoding: the one that was used, None if none fitted or the file is no text.
    """

    frame: Any
    engine: Engine
    name: str
    encoding: str | None
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        return file_checked(self.name, self.encoding, {}, self.issues)


def read(
    source: Path | str | bytes,
    model: type[RowModel],
    *,
    engine: Engine = "polars",
    encoding: str | None = None,
) -> Loaded:
    """The rows of a file for a row model, as columns of text; headings in English (field names) or Japanese.

    The forms of file, the rows, their numbers and the issues are those of `read_rows`.

    Raises:
        OSError: the file cannot be read. Everything wrong inside it becomes an issue instead.
        InvalidValue: there is no such engine.
        MissingExtra: Polars, which reads, what reads Excel, or the engine is not installed.
    """
    if engine not in ENGINES:
        raise InvalidValue("tables.no_engine", value=engine, engines=ENGINES)
    name, data = file_bytes(source)
    columns = columns_of(model)
    wanted = wanted_of(columns)
    try:
        opened = open_file(data, encoding, proven=False)
        found = _frame_of(opened, wanted)
    except UnicodeError:  # it is not UTF-8
        opened = open_file(data, encoding)
        found = _frame_of(opened, wanted)
    told = in_order(found.issues, columns)
    return Loaded(on_engine(engine, found.frame), engine, name, opened.encoding, told)


def _frame_of(opened: Opened, wanted: Wanted) -> FileFrame:
    """The columns of a file: in bulk where that can be done, else from its rows."""
    pl = require("polars", extra="polars")
    found: FileFrame | None = None
    match opened.form:
        case "parquet":
            found = parquet_frame(opened.data, wanted)
        case "json_lines":
            found = bulk_json(opened.data, wanted)
        case "delimited":
            found = bulk_rows(opened.data, wanted)
        case "workbook" | "unreadable":
            pass
    if found is not None:
        return found
    file = rows_of(opened, wanted)
    rows = [(number, *cells.values()) for number, cells in file.rows]
    return FileFrame(pl.DataFrame(rows, schema=schema_of(pl, file.fields), orient="row"), file.issues)


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
    """A frame of any engine here as one of Polars, run if it is lazy; text is shared where the engine keeps it as Arrow does."""
    pl = require("polars", extra="polars")
    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if hasattr(frame, "toArrow"):  # of PySpark
        frame = frame.toArrow()
    if hasattr(frame, "to_arrow_table"):  # of DuckDB
        frame = frame.to_arrow_table()
    return pl.from_pandas(frame) if hasattr(frame, "iloc") else pl.from_arrow(frame)
