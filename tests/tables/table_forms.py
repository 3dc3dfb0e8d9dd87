"""The same table on every engine, and what comes back from it."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

_NULLABLE = {
    pa.int16(): pd.Int16Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): pd.StringDtype(),
}
LIGHT = {
    "Polars": pl.from_arrow,
    "lazy Polars": lambda table: pl.from_arrow(table).lazy(),
    "PyArrow": lambda table: table,
    "pandas with NumPy types": lambda table: table.to_pandas(),
    "pandas with nullable types": lambda table: table.to_pandas(types_mapper=_NULLABLE.get),
    "pandas with Arrow types": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "DuckDB": duckdb.from_arrow,
}
"""From a table of Arrow to one of each engine that runs inside the test, quick enough for many examples."""

FORMS = {**LIGHT}
"""The same, with the engines that need a server of their own."""


def arrow(frame):
    """A table of any engine as one of Arrow."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame.to_arrow()
    if isinstance(frame, pd.DataFrame):
        return pa.table({name: pa.array(frame[name]) for name in frame.columns})
    if isinstance(frame, duckdb.DuckDBPyRelation):
        return frame.arrow().read_all()
    return frame if isinstance(frame, pa.Table) else frame.toArrow()


def rows(frame):
    """The rows of a table of any engine, in order."""
    return [tuple(row.values()) for row in arrow(frame).to_pylist()]
