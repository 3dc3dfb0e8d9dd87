"""Tables of the worlds in every form a rule set decides, and what such a table says, row by row."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
from worlds import facts_of

from chiho_digital.basics import FiscalYear, LabelledEnum

_POLARS = {bool: pl.Boolean, int: pl.Int64, FiscalYear: pl.Int64, date: pl.Date}
_ARROW = {bool: pa.bool_(), int: pa.int64(), FiscalYear: pa.int64(), date: pa.date32()}
_NULLABLE = {bool: "boolean", int: "Int64", FiscalYear: "Int64", date: "datetime64[s]"}
_NUMPY = {bool: object, int: "float64", FiscalYear: "float64", date: "datetime64[ns]"}


def cell(value):
    """A value as it stands in a table."""
    if isinstance(value, FiscalYear):
        return value.year
    return value.value if isinstance(value, LabelledEnum) else value


def polars(columns, types):
    schema = {name: _POLARS.get(types.get(name), pl.String) for name in columns}
    return pl.DataFrame(columns, schema=schema)


def _closed(types):
    """The columns of a closed vocabulary, with its values."""
    return {
        name: [member.value for member in kind]
        for name, kind in types.items()
        if issubclass(kind, LabelledEnum)
    }


def polars_enum(columns, types):
    casts = [
        pl.col(name).cast(pl.Enum(choices)) for name, choices in _closed(types).items() if name in columns
    ]
    return polars(columns, types).with_columns(casts)


def polars_categorical(columns, types):
    casts = [pl.col(name).cast(pl.Categorical) for name in _closed(types) if name in columns]
    return polars(columns, types).with_columns(casts)


def polars_untyped(columns, _):
    return pl.DataFrame(columns)


def arrow(columns, types):
    schema = pa.schema([(name, _ARROW.get(types.get(name), pa.string())) for name in columns])
    return pa.table(columns, schema=schema)


def arrow_dictionary(columns, types):
    table = arrow(columns, types)
    for name in _closed(types):
        if name in columns:
            place = table.column_names.index(name)
            table = table.set_column(place, name, table[name].dictionary_encode())
    return table


def arrow_untyped(columns, _):
    return pa.table(columns)


def duckdb_relation(columns, types):
    return duckdb.from_arrow(arrow(columns, types))


def duckdb_enum(columns, types):
    closed = _closed(types)
    forms = {name: f"ENUM ({', '.join(map(repr, choices))})" for name, choices in closed.items()}
    shown = [f'"{name}"::{forms[name]} AS "{name}"' if name in forms else f'"{name}"' for name in columns]
    return duckdb.from_arrow(arrow(columns, types)).project(", ".join(shown))


def duckdb_untyped(columns, _):
    return duckdb.from_arrow(pa.table(columns))


def _pandas(columns, kinds, types, default):
    """A pandas table with the type of column of each type of value, and an index that does not count from 0."""
    index = [7 * (place * 5 % 11) + 3 for place in range(len(next(iter(columns.values()))))]
    series = {
        name: pd.Series(column, dtype=kinds.get(types.get(name), default), index=index)
        for name, column in columns.items()
    }
    return pd.DataFrame(series, index=index)


def pandas_numpy(columns, types):
    return _pandas(columns, _NUMPY, types, object)


def pandas_objects(columns, types):
    return _pandas(columns, {}, types, object)


def pandas_untyped(columns, types):
    return _pandas(columns, {}, types, None)


def pandas_nullable(columns, types):
    return _pandas(columns, _NULLABLE, types, "string")


def pandas_arrow(columns, types):
    kinds = {kind: pd.ArrowDtype(form) for kind, form in _ARROW.items()}
    return _pandas(columns, kinds, types, pd.ArrowDtype(pa.string()))


def pandas_categorical(columns, types):
    frame = pandas_nullable(columns, types)
    return frame.astype({name: "category" for name in _closed(types) if name in columns})


EAGER = {
    "Polars": polars,
    "Polars with Enum": polars_enum,
    "Polars with Categorical": polars_categorical,
    "PyArrow": arrow,
    "PyArrow with dictionaries": arrow_dictionary,
    "pandas with NumPy types": pandas_numpy,
    "pandas with objects": pandas_objects,
    "pandas with nullable types": pandas_nullable,
    "pandas with Arrow types": pandas_arrow,
    "pandas with categories": pandas_categorical,
}
LAZY = {
    "lazy Polars": lambda columns, types: polars(columns, types).lazy(),
    "lazy Polars with Enum": lambda columns, types: polars_enum(columns, types).lazy(),
    "DuckDB": duckdb_relation,
    "DuckDB with ENUM": duckdb_enum,
}
FORMS = {**EAGER, **LAZY}
UNTYPED = {
    "Polars": polars_untyped,
    "lazy Polars": lambda columns, types: polars_untyped(columns, types).lazy(),
    "PyArrow": arrow_untyped,
    "DuckDB": duckdb_untyped,
    "pandas": pandas_untyped,
    "pandas with objects": pandas_objects,
}


def key(place):
    """The key of a row; in the order of the rows, however many they are."""
    return f"k{place:05}"


def columns_of(rows, kind, *, leave_out=()):
    """Rows of values as columns, with a key, and a note that is no fact; a list of children as whether it is known."""
    columns = {"key": [key(place) for place in range(len(rows))], "note": ["；" for _ in rows]}
    for name, found in kind.definitions.items():
        if name not in leave_out:
            listed = [None if row[name] is None else True for row in rows]
            columns[name] = listed if found.has_children else [cell(row[name]) for row in rows]
    return columns


def types_of(kind):
    """The type of value of each column."""
    return {name: bool if found.has_children else found.type for name, found in kind.definitions.items()}


def table(form, rows, kind, *, leave_out=()):
    """Rows of values in one of the forms."""
    return FORMS[form](columns_of(rows, kind, leave_out=leave_out), types_of(kind))


def child_columns(rows, listed, kind):
    """The children of all rows as columns, with the key of their parent."""
    columns = {"key": [], **{name: [] for name in kind.definitions}}
    for place, row in enumerate(rows):
        for child in row[listed] or ():
            columns["key"].append(key(place))
            for name in kind.definitions:
                columns[name].append(cell(child[name]))
    return columns


def child_table(form, rows, listed, kind):
    """The children of all rows in one table of one of the forms."""
    return FORMS[form](child_columns(rows, listed, kind), types_of(kind))


def said(frame):
    """A table in any form as a list of rows, missing values as None; those without an order of their own, by key."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.sort("key").collect()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame, preserve_index=False)
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.order("key").to_arrow_table()
    return frame.to_pylist()


def by_row(ruleset, rows, as_read_on=None):
    """What the decisions on single cases say, as a table would say it."""
    result = []
    for row in rows:
        decision = ruleset.decide(facts_of(row, ruleset.facts), as_read_on=as_read_on)
        gained = {"outcome": decision.outcome.value}
        gained |= {f"rule_{finding}": value for finding, value in decision.values.items()}  # noqa: PD011 -- no table
        gained |= {"missing": set(decision.missing), "unknown_law": bool(decision.unknown_law)}
        result.append(gained)
    return result


def gained_names(ruleset, as_read_on=None):
    """The names of the columns a decision adds, in order."""
    return [
        "outcome",
        *(f"rule_{name}" for name in ruleset.program(as_read_on).rules),
        "missing",
        "unknown_law",
    ]


def by_column(ruleset, decided, as_read_on=None):
    """What a decided table says in the columns it has gained, masks as names."""
    names = ruleset.program(as_read_on).facts
    result = []
    for row in said(decided):
        gained = {name: row[name] for name in gained_names(ruleset, as_read_on)}
        mask = gained["missing"]
        gained["missing"] = {name for place, name in enumerate(names) if mask >> place & 1}
        result.append(gained)
    return result
