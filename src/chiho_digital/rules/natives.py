"""The users' own tables: the names of their columns, opened through narwhals, and given back under those names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import narwhals as nw

from chiho_digital.basics import InvalidValue, require

from .errors import InvalidFrame

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["carried", "column_names", "ignores_case", "is_pandas", "odd_types", "opened", "renamed"]


_found: Any = nw.dependencies  # engines are never imported to ask whose a table is


def is_pandas(native: Any) -> bool:
    """Whether a table is one of pandas."""
    return bool(_found.is_pandas_dataframe(native))


def _is_spark(native: Any) -> bool:
    """Whether a table is one of PySpark, on its own JVM or through Spark Connect."""
    return bool(_found.is_pyspark_dataframe(native) or _found.is_pyspark_connect_dataframe(native))


def ignores_case(native: Any) -> bool:
    """Whether a table's engine takes two names that differ by case alone for one."""
    return _is_spark(native) or bool(_found.is_duckdb_relation(native))


def column_names(native: Any) -> list[str]:
    """The names of a table's columns in order, also those that stand twice; of pandas' labels those that are text."""
    if is_pandas(native):
        return [label for label in native.columns if isinstance(label, str)]
    if _is_spark(native):
        return list(native.columns)
    if _found.is_pyarrow_table(native):
        return list(native.column_names)
    frame: Any = nw.from_native(native)
    return list(frame.collect_schema().names())


def opened(
    native: Any, present: list[str], facts: Collection[str], keys: Collection[str]
) -> tuple[Any, list[InvalidValue]]:
    """The table of the columns present through narwhals, and what is wrong with it; of a pandas one those read, as Arrow.

    Raises:
        InvalidFrame: a column that stands twice.
    """
    read = dict.fromkeys([*facts, *keys])
    # What is not read may stand twice, but not in Arrow, which could not carry it through.
    whole = _found.is_pyarrow_table(native)
    twice = [name for name, count in Counter(present).items() if count > 1 and (whole or name in read)]
    if twice:
        raise InvalidFrame([InvalidValue("rules.column_twice", value=name).at(name) for name in twice])
    if is_pandas(native):
        return _opened_pandas(native, read)
    if _is_spark(native):
        return _opened_spark(native, present, read, keys)
    return nw.from_native(native), []


def carried(native: Any, frame: Any) -> list[str]:
    """Under which names the columns of a lazy table stand in the frame that was made of it; they stand first."""
    if _is_spark(native):
        return list(frame.collect_schema().names()[: len(native.columns)])
    return column_names(native)


def renamed(native: Any, result: Any, added: Iterable[str]) -> Any:
    """A lazy result under the names of the user's columns, and those of the columns added."""
    return result.toDF(*native.columns, *added) if _is_spark(native) else result


def odd_types(native: Any) -> dict[str, str]:
    """Columns of Spark that narwhals has no type for, or whose text is compared in a way of its own: their types."""
    if not _is_spark(native):
        return {}
    frame: Any = nw.from_native(native)
    schema = frame.collect_schema()
    types = {field.name: field.dataType.simpleString() for field in native.schema.fields}
    return {
        name: own
        for name, own in types.items()
        if (schema[name] == nw.Unknown and own != "void") or own.startswith("string collate")
    }


def _opened_spark(
    native: Any, present: list[str], read: Collection[str], keys: Iterable[str]
) -> tuple[Any, list[InvalidValue]]:
    """Columns not read get names of our own: Spark takes dots and backticks for signs, and two cases for one name."""
    problems = [
        InvalidValue("rules.key_name", value=key).at(key)
        for key in keys
        if key in present and not {".", "`"}.isdisjoint(key)
    ]
    names = [name if name in read else f"chiho column {place}" for place, name in enumerate(present)]
    return nw.from_native(native.toDF(*names)), problems


def _opened_pandas(native: Any, names: Iterable[str]) -> tuple[Any, list[InvalidValue]]:
    # With pandas' own types a comparison with a missing value is False and its negation True.
    pyarrow = require("pyarrow", extra="pandas")
    columns: dict[str, Any] = {}
    problems: list[InvalidValue] = []
    for name in names:
        if name not in native.columns:
            continue
        try:
            columns[name] = _arrow(pyarrow, native[name])
        except (pyarrow.ArrowException, TypeError, ValueError) as error:
            problems.append(InvalidValue("rules.column_mixed", value=str(error)).at(name))
    if not columns:
        columns["chiho rows"] = pyarrow.nulls(len(native))
    return nw.from_native(pyarrow.table(columns)), problems


def _arrow(pyarrow: Any, series: Any) -> Any:
    """A pandas column as Arrow: missing values of every kind become nulls."""
    array = pyarrow.Array.from_pandas(series)
    if isinstance(array, pyarrow.ChunkedArray):
        array = array.combine_chunks()
    if pyarrow.types.is_floating(array.type):  # pandas turns whole numbers with gaps into floats
        return array.cast(pyarrow.int64(), safe=True)
    if pyarrow.types.is_timestamp(array.type):
        return array.cast(pyarrow.date32())
    if pyarrow.types.is_dictionary(array.type):
        return array.dictionary_decode()
    return array
