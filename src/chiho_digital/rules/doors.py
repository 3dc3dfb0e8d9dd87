"""The door of a table: its columns checked and brought into the form the rules read, and the results put back."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import narwhals as nw

from chiho_digital.basics import FiscalYear, InvalidValue, require

from .dialects import either
from .errors import InvalidFrame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .facts import FactDefinition, Facts

__all__ = ["attach", "enter"]

_SHOWN = 5  # rows named for each column with impossible values


def enter(
    native: Any, kind: type[Facts], asked: Iterable[str], taken: Iterable[str]
) -> tuple[Any, dict[str, str]]:
    """A narwhals frame, and under which name each fact asked stands in it as Boolean, whole number, text or date.

    A fact without a column is null in every row. In a lazy frame, which is not run here, a value that a fact cannot
    have becomes null; in a frame in memory it is refused.
    """
    frame: Any = nw.from_native(native)
    schema = frame.collect_schema()
    definitions = {name: kind.definitions[name] for name in asked}
    problems: list[InvalidValue] = [
        InvalidValue("rules.column_taken", value=name).at(name) for name in taken if name in schema
    ]
    problems += _misspelt(kind.definitions, schema)
    if frame.implementation.is_pandas_like():
        present = [name for name in definitions if name in schema]
        frame, troubles = _arrow(native, present)
        problems += troubles
        schema = frame.collect_schema()
    problems += [
        InvalidValue(
            "rules.column_type", value=str(schema[name]), label=definition.label, type=_wanted(definition)
        ).at(name)
        for name, definition in definitions.items()
        if name in schema and not _fits(definition, schema[name])
    ]
    if problems:
        raise InvalidFrame(problems)
    lazy = isinstance(frame, nw.LazyFrame)
    if not lazy and (troubles := _impossible(frame, definitions, schema)):
        raise InvalidFrame(troubles)
    names, added = _forms(definitions, schema, lazy=lazy)
    return _with(frame, added), names


def _with(frame: Any, added: list[Any]) -> Any:
    return frame.with_columns(*added) if added else frame


def attach(native: Any, frame: Any, added: tuple[str, ...]) -> Any:
    """The table as it came in, with the columns added."""
    original = nw.from_native(native)
    if original.implementation.is_pandas_like():
        pandas = require("pandas", extra="pandas")
        table = frame.select(*added).to_native()
        columns = {
            name: pandas.Series(pandas.arrays.ArrowExtensionArray(table[name]), index=native.index)
            for name in added
        }
        return native.assign(**columns)
    frame = frame.select(*original.collect_schema().names(), *added)
    if isinstance(original, nw.DataFrame) and isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    return frame.to_native()


def _misspelt(definitions: Mapping[str, FactDefinition], schema: Mapping[str, Any]) -> list[InvalidValue]:
    """Columns that look like a fact that has no column; and a table in which no fact has one."""
    absent = [name for name in definitions if name not in schema]
    problems = [
        InvalidValue("rules.column_misspelt", value=column, suggestion=near[0]).at(column)
        for column in schema
        if column not in definitions and (near := get_close_matches(column, absent, n=1, cutoff=0.8))
    ]
    if len(absent) == len(definitions):
        problems.append(InvalidValue("rules.no_facts", value=tuple(schema), names=tuple(definitions)))
    return problems


def _arrow(native: Any, names: list[str]) -> tuple[Any, list[InvalidValue]]:
    """The facts of a pandas table as an Arrow table: missing values of every kind become nulls."""
    pyarrow = require("pyarrow", extra="pandas")
    columns: dict[str, Any] = {}
    problems: list[InvalidValue] = []
    for name in names:
        try:
            array = pyarrow.Array.from_pandas(native[name])
            if pyarrow.types.is_floating(array.type):  # pandas turns whole numbers with gaps into floats
                array = array.cast(pyarrow.int64(), safe=True)
            if pyarrow.types.is_timestamp(array.type):
                array = array.cast(pyarrow.date32())
        except (pyarrow.ArrowException, TypeError, ValueError) as error:
            problems.append(InvalidValue("rules.column_mixed", value=str(error)).at(name))
        else:
            columns[name] = array
    return nw.from_native(pyarrow.table(columns)), problems


def _fits(definition: FactDefinition, dtype: Any) -> bool:
    if dtype == nw.Unknown or definition.has_children:
        return True
    if definition.type is bool:
        return bool(dtype == nw.Boolean)
    if definition.type is int or definition.type is FiscalYear:
        return bool(dtype.is_integer())
    if definition.type is date:
        return bool(dtype == nw.Date)
    return isinstance(dtype, nw.String | nw.Enum | nw.Categorical)


def _wanted(definition: FactDefinition) -> str:
    return {bool: "Boolean", int: "Int64", FiscalYear: "Int64", date: "Date"}.get(definition.type, "String")


def _forms(
    definitions: Mapping[str, FactDefinition], schema: Mapping[str, Any], *, lazy: bool
) -> tuple[dict[str, str], list[Any]]:
    """Under which name each fact stands, and the columns to add for those that need another form."""
    kinds: dict[str, Any] = {"Boolean": nw.Boolean, "Int64": nw.Int64, "Date": nw.Date, "String": nw.String}
    names: dict[str, str] = {}
    added: list[Any] = []
    for name, definition in definitions.items():
        names[name] = name
        if definition.has_children:
            continue
        form = None
        wanted = kinds[_wanted(definition)]
        if name not in schema:
            form = nw.lit(None, dtype=wanted)
        elif isinstance(schema[name], nw.Unknown | nw.Categorical):
            form = nw.col(name).cast(wanted)
        if lazy and name in schema and (allowed := _allowed(definition, nw.col(name))) is not None:
            form = nw.when(allowed).then(form if form is not None else nw.col(name))
        if form is not None:
            names[name] = f"chiho fact {name}"
            added.append(form.alias(names[name]))
    return names, added


def _allowed(definition: FactDefinition, column: Any) -> Any:
    """Where a column holds values the fact can have; None where any value will do."""
    if definition.choices:
        return either(column == choice for choice in definition.choices)
    if definition.type is int:
        return (column >= definition.minimum) & (column <= definition.maximum)
    return None


def _impossible(
    frame: Any, definitions: Mapping[str, FactDefinition], schema: Mapping[str, Any]
) -> list[InvalidValue]:
    """The values that no fact can have, by column, the first rows of each."""
    tests = {
        name: allowed
        for name, definition in definitions.items()
        if name in schema
        and schema[name] != nw.Unknown
        and not _closed(definition, schema[name])
        and (allowed := _allowed(definition, _text(nw.col(name), schema[name]))) is not None
    }
    if not tests or not len(frame):
        return []
    found = frame.select(*(test.all().alias(name) for name, test in tests.items())).rows()[0]
    problems: list[InvalidValue] = []
    for name, good in zip(tests, found, strict=True):
        if good is False:
            numbered = frame.select(nw.col(name)).with_row_index("row").filter(~tests[name]).head(_SHOWN)
            problems += [
                _problem(definitions[name], row[name]).at("row", row["row"] + 1, name)
                for row in numbered.iter_rows(named=True)
            ]
    return problems


def _problem(definition: FactDefinition, value: Any) -> InvalidValue:
    try:
        definition.read(value)
    except InvalidValue as error:
        return error
    raise AssertionError(definition.name)  # what `_allowed` refuses, `read` refuses


def _closed(definition: FactDefinition, dtype: Any) -> bool:
    """Whether the column's own type admits only values the fact can have."""
    return isinstance(dtype, nw.Enum) and set(dtype.categories) <= set(definition.choices)


def _text(column: Any, dtype: Any) -> Any:
    return column.cast(nw.String) if isinstance(dtype, nw.Categorical | nw.Enum) else column
