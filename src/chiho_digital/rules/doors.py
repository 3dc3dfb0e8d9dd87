"""The door of a table: its columns checked and brought into the form the rules read, and the results put back.

The rules work on columns of the library's own names, so that no column of the user's is ever touched.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import narwhals as nw
from attrs import evolve, frozen

from chiho_digital.basics import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR, FiscalYear, InvalidValue, require

from .dialects import Dialect, either
from .errors import InvalidFrame
from .writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .facts import FactDefinition, Facts

__all__ = ["Table", "enter"]

_SHOWN = 5  # rows named for each column with impossible values


@frozen
class Table:
    """A table inside: the columns the rules read, under names of our own; the user's table as it came in.

    frame: narwhals; of a table in memory only the columns read. prefix: what our names start with.
    lists: the lists of child records of which a column says whether they are known.
    """

    native: Any
    frame: Any
    prefix: str
    lazy: bool
    lists: frozenset[str] = frozenset()

    def says_whether_known(self, name: str) -> bool:
        """Whether the table itself says of each row whether a list of child records is known."""
        return name in self.lists

    def name(self, column: str) -> str:
        """Under which name a column of the user's stands in the frame."""
        return f"{self.prefix}{column}"

    def with_frame(self, frame: Any) -> Table:
        """The same table further on."""
        return evolve(self, frame=frame)

    def leave(self, results: Mapping[str, str]) -> Any:
        """The user's table with results put behind its columns: names of the user's, and ours."""
        columns = [nw.col(ours).alias(theirs) for theirs, ours in results.items()]
        if self.lazy:
            original: Any = nw.from_native(self.native)
            return self.frame.select(*original.collect_schema().names(), *columns).to_native()
        found = self.frame.select(*columns)
        found = found.collect() if isinstance(found, nw.LazyFrame) else found
        if _is_pandas(self.native):
            pandas = require("pandas", extra="pandas")
            arrays = {
                name: pandas.Series(
                    pandas.arrays.ArrowExtensionArray(found.to_native()[name]), index=self.native.index
                )
                for name in results
            }
            return self.native.assign(**arrays)
        whole: Any = nw.concat([nw.from_native(self.native), found], how="horizontal")
        return whole.to_native()


def enter(native: Any, kind: type[Facts], *, taken: Iterable[str] = (), keys: Iterable[str] = ()) -> Table:
    """A table whose columns are those of a class of facts, each in its form: Boolean, whole number, text or date.

    A fact without a column is null in every row. In a lazy table, which is not run here, a value that a fact cannot
    have becomes null; in one in memory it is refused, as are facts that cannot stand together.
    keys: further columns to keep, as they are. taken: names that results will have.

    Raises:
        InvalidFrame: columns of the wrong type, misspelt or taken names, impossible values; all of them at once.
    """
    keys = tuple(dict.fromkeys(keys))
    definitions = kind.definitions
    frame, problems = _opened(native, (*definitions, *keys))
    schema = frame.collect_schema()
    present = _column_names(native)
    problems += [InvalidValue("rules.column_taken", value=name).at(name) for name in taken if name in present]
    problems += [InvalidValue("rules.no_key", value=key) for key in keys if key not in schema]
    problems += _misspelt(definitions, present)
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
    prefix = _free_prefix(present) if lazy else "chiho "
    if not lazy and (troubles := _impossible(frame, definitions, schema)):
        raise InvalidFrame(troubles)
    columns = [
        _form(definition, schema.get(name), lazy=lazy).alias(f"{prefix}{name}")
        for name, definition in definitions.items()
    ]
    columns += [nw.col(key).alias(f"{prefix}{key}") for key in keys if key not in definitions]
    frame = _with(frame, columns, lazy=lazy)
    lists = frozenset(name for name, known in definitions.items() if known.has_children and name in schema)
    table = Table(native, frame, prefix, lazy, lists)
    if not lazy and (troubles := _contradictions(table, kind)):
        raise InvalidFrame(troubles)
    return table


def _with(frame: Any, columns: list[Any], *, lazy: bool) -> Any:
    return frame.with_columns(*columns) if lazy else frame.select(*columns)


def _is_pandas(native: Any) -> bool:
    return bool(nw.dependencies.is_pandas_dataframe(native))


def _column_names(native: Any) -> list[str]:
    if _is_pandas(native):
        return [label for label in native.columns if isinstance(label, str)]
    frame: Any = nw.from_native(native)
    return list(frame.collect_schema().names())


def _opened(native: Any, names: Iterable[str]) -> tuple[Any, list[InvalidValue]]:
    """The table through narwhals; of a pandas one the columns named, as Arrow."""
    if not _is_pandas(native):
        return nw.from_native(native), []
    # With pandas' own types a comparison with a missing value is False and its negation True.
    pyarrow = require("pyarrow", extra="pandas")
    columns: dict[str, Any] = {}
    problems: list[InvalidValue] = []
    for name in dict.fromkeys(names):
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


def _free_prefix(present: Iterable[str]) -> str:
    """A start that no column has."""
    taken = tuple(present)
    number = 0
    while any(name.startswith(f"chiho{number or ''} ") for name in taken):
        number += 1
    return f"chiho{number or ''} "


def _misspelt(definitions: Mapping[str, FactDefinition], present: list[str]) -> list[InvalidValue]:
    """Columns that look like a fact that has no column; and a table in which no fact has one."""
    absent = [name for name in definitions if name not in present]
    problems = [
        InvalidValue("rules.column_misspelt", value=column, suggestion=near[0]).at(column)
        for column in present
        if column not in definitions and (near := get_close_matches(column, absent, n=1, cutoff=0.8))
    ]
    if len(absent) == len(definitions):
        problems.append(InvalidValue("rules.no_facts", value=tuple(present), names=tuple(definitions)))
    return problems


def _fits(definition: FactDefinition, dtype: Any) -> bool:
    if dtype == nw.Unknown:
        return True
    if definition.type is bool or definition.has_children:
        return bool(dtype == nw.Boolean)
    if definition.type is int or definition.type is FiscalYear:
        return bool(dtype.is_integer())
    if definition.type is date:
        return bool(dtype == nw.Date)
    return isinstance(dtype, nw.String | nw.Enum | nw.Categorical)


def _wanted(definition: FactDefinition) -> str:
    if definition.has_children:
        return "Boolean"
    return {bool: "Boolean", int: "Int64", FiscalYear: "Int64", date: "Date"}.get(definition.type, "String")


_TYPES: dict[str, Any] = {"Boolean": nw.Boolean, "Int64": nw.Int64, "Date": nw.Date, "String": nw.String}


def _form(definition: FactDefinition, dtype: Any, *, lazy: bool) -> Any:
    """A fact's column in the form the rules read; of a list, whether it is known."""
    wanted = _TYPES[_wanted(definition)]
    if dtype is None:
        return nw.lit(None, dtype=wanted)
    column = nw.col(definition.name)
    if isinstance(dtype, nw.Unknown | nw.Categorical):
        column = column.cast(wanted)
    allowed = _allowed(definition, column) if lazy else None
    return column if allowed is None else nw.when(allowed).then(column)


def _allowed(definition: FactDefinition, column: Any) -> Any:
    """Where a column holds values the fact can have; None where any value will do."""
    if definition.choices:
        return either(column == choice for choice in definition.choices)
    if definition.type is int:
        return (column >= definition.minimum) & (column <= definition.maximum)
    if definition.type is FiscalYear:
        return (column >= FIRST_FISCAL_YEAR) & (column <= LAST_FISCAL_YEAR)
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
    problems: list[InvalidValue] = []
    for name in _failing(frame, tests):
        numbered = _first_rows(frame.select(nw.col(name)), tests[name])
        problems += [
            _problem(definitions[name], row[name]).at("row", row["row"] + 1, name) for row in numbered
        ]
    return problems


def _contradictions(table: Table, kind: type[Facts]) -> list[InvalidValue]:
    """The rows whose facts cannot stand together, the first of each contradiction."""
    names = {name: table.name(name) for name in kind.definitions}
    writer = Writer(names, {}, Dialect())
    tests = {str(place): writer.value(found.condition) for place, found in enumerate(kind.constraints)}
    problems: list[InvalidValue] = []
    for place in _failing(table.frame, tests):
        constraint = kind.constraints[int(place)]
        read = constraint.condition.facts()
        problems += [
            kind.contradiction(constraint, {name: row[names[name]] for name in read}).at(
                "row", row["row"] + 1
            )
            for row in _first_rows(table.frame, tests[place])
        ]
    return problems


def _failing(frame: Any, tests: Mapping[str, Any]) -> list[str]:
    """Which tests are false in some row."""
    if not tests or not len(frame):
        return []
    found = frame.select(*(test.all().alias(name) for name, test in tests.items())).rows()[0]
    return [name for name, good in zip(tests, found, strict=True) if good is False]


def _first_rows(frame: Any, test: Any) -> list[dict[str, Any]]:
    """The first rows in which a test is false, with their number as `row`."""
    return list(frame.with_row_index("row").filter(~test).head(_SHOWN).iter_rows(named=True))


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
