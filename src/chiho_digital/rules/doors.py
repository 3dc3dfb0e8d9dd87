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

from .dialects import Dialect, PolarsDialect, either
from .errors import InvalidFrame
from .natives import carried, column_names, ignores_case, is_pandas, odd_types, opened, renamed
from .writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .facts import Constraint, FactDefinition, Facts

__all__ = ["Table", "enter"]

_SHOWN = 5  # rows named for each column with impossible values


@frozen
class Table:
    """A table inside: the columns the rules read, under names of our own; the user's table as it came in.

    frame: narwhals; of a table in memory only the columns read, and of one of Polars not run before the end.
    prefix: what our names start with. lazy: whether the user's table is lazy.
    lists: the lists of child records of which a column says whether they are known.
    tests: what every row must pass, of facts by name and of constraints.
    """

    native: Any
    frame: Any
    kind: type[Facts]
    prefix: str
    lazy: bool
    lists: frozenset[str]
    tests: Mapping[str | Constraint, Any]

    def says_whether_known(self, name: str) -> bool:
        """Whether the table itself says of each row whether a list of child records is known."""
        return name in self.lists

    def name(self, column: str) -> str:
        """Under which name a column of the user's stands in the frame."""
        return f"{self.prefix}{column}"

    def with_frame(self, frame: Any) -> Table:
        """The same table further on."""
        return evolve(self, frame=frame)

    def checked(self) -> Table:
        """The table, run as far as it goes and its rows checked, if it is in memory.

        Raises:
            InvalidFrame: values that no fact can have, facts that cannot stand together.
        """
        if self.lazy or not self.tests:
            return self if self.lazy else self.with_frame(_run(self.frame))
        table = self.with_frame(_run(self.frame))
        results = [test.all().alias(str(place)) for place, test in enumerate(self.tests.values())]
        if len(table.frame):
            table.refuse(_put(table.frame, results, keep=False).rows()[0])
        return evolve(table, tests={})

    def leave(self, results: Mapping[str, str]) -> Any:
        """The user's table with results put behind its columns: names of the user's, and ours.

        Raises:
            InvalidFrame: as `checked`, for rows not checked before.
        """
        if not self.lazy and isinstance(self.frame, nw.LazyFrame):
            return self._leave_polars(results)
        columns = [nw.col(ours).alias(theirs) for theirs, ours in results.items()]
        if self.lazy:
            found = self.frame.select(*carried(self.native, self.frame), *columns).to_native()
            return renamed(self.native, found, results)
        found = self.frame.select(*columns)
        if is_pandas(self.native):
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

    def _leave_polars(self, results: Mapping[str, str]) -> Any:
        """All at once: the tests run along with the rest, and only where one fails are the rows looked for."""
        import polars as pl

        tests = [test.all().alias(f"test {place}") for place, test in enumerate(self.tests.values())]
        columns = [pl.col(ours).alias(theirs) for theirs, ours in results.items()]
        found = self.frame.to_native().select(*columns, *tests).collect()
        passed = [found.get_column(test.meta.output_name()).first() for test in tests]
        if False in passed:
            self.with_frame(_run(self.frame)).refuse(passed)
        return self.native.hstack([found.get_column(name) for name in results])

    def refuse(self, passed: Sequence[bool | None]) -> None:
        """Raises what is wrong with the rows that did not pass."""
        problems: list[InvalidValue] = []
        for (asked, test), good in zip(self.tests.items(), passed, strict=True):
            if good is False:
                shown = _put(self.frame, [(~test).alias("refused")], keep=True)
                rows = shown.with_row_index("row").filter(nw.col("refused")).head(_SHOWN)
                problems += [self._problem(asked, row) for row in rows.iter_rows(named=True)]
        if problems:
            raise InvalidFrame(problems)

    def _problem(self, asked: str | Constraint, row: Mapping[str, Any]) -> InvalidValue:
        number = row["row"] + 1
        if not isinstance(asked, str):
            values = {name: row[self.name(name)] for name in asked.condition.facts()}
            return self.kind.contradiction(asked, values).at("row", number)
        try:
            self.kind.definitions[asked].read(row[self.name(asked)])
        except InvalidValue as error:
            return error.at("row", number, asked)
        raise AssertionError(asked)  # what `_allowed` refuses, `read` refuses


def _run(frame: Any) -> Any:
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def enter(native: Any, kind: type[Facts], *, taken: Iterable[str] = (), keys: Iterable[str] = ()) -> Table:
    """A table whose columns are those of a class of facts, each in its form: Boolean, whole number, text or date.

    A fact without a column is null in every row. In a lazy table, which is not run here, a value that a fact cannot
    have becomes null; in one in memory `Table.checked` and `Table.leave` refuse it, and facts that contradict.
    keys: further columns to keep, as they are. taken: names that results will have.

    Raises:
        InvalidFrame: columns of the wrong type, misspelt or taken names, impossible values; all of them at once.
    """
    keys = tuple(dict.fromkeys(keys))
    definitions = kind.definitions
    present = column_names(native)
    frame, problems = opened(native, present, definitions, keys)
    schema, odd = frame.collect_schema(), odd_types(native)
    results = {_folded(name, native) for name in taken}
    problems += [
        InvalidValue("rules.column_taken", value=name).at(name)
        for name in present
        if _folded(name, native) in results
    ]
    problems += [InvalidValue("rules.no_key", value=key) for key in keys if key not in schema]
    problems += _misspelt(definitions, present)
    problems += [
        InvalidValue(
            "rules.column_type",
            value=odd.get(name, str(schema[name])),
            label=definition.label,
            type=_wanted(definition),
        ).at(name)
        for name, definition in definitions.items()
        if name in schema and (name in odd or not _fits(definition, schema[name]))
    ]
    if problems:
        raise InvalidFrame(problems)
    lazy = isinstance(frame, nw.LazyFrame)
    prefix = _free_prefix(present) if lazy else "chiho "
    forms = _forms_of(frame, kind, schema, keys, prefix, lazy=lazy)
    lists = frozenset(name for name, known in definitions.items() if known.has_children and name in schema)
    formed = _put(frame.lazy() if _is_polars(frame) else frame, forms.columns, keep=lazy)
    return Table(native, formed, kind, prefix, lazy, lists, forms.tests)


def _is_polars(frame: Any) -> bool:
    return bool(frame.implementation.is_polars())


@frozen
class _Forms:
    """What brings a table into form: the columns to make, and the tests that they must pass, of facts and constraints."""

    columns: list[Any]
    tests: dict[str | Constraint, Any]


_kept: dict[Any, _Forms] = {}


def _forms_of(  # noqa: PLR0913 -- what a form depends on
    frame: Any,
    kind: type[Facts],
    schema: Mapping[str, Any],
    keys: tuple[str, ...],
    prefix: str,
    *,
    lazy: bool,
) -> _Forms:
    """The forms of a kind of table; kept, since writing them takes longer than small tables do."""
    dialect = PolarsDialect() if _is_polars(frame) else Dialect()
    dtypes = {name: schema.get(name) for name in kind.definitions}
    key = (kind, tuple(dtypes.values()), keys, prefix, lazy, type(dialect))
    if key not in _kept:
        api = dialect.api
        columns = [
            _form(definition, dtypes[name], api, lazy=lazy).alias(f"{prefix}{name}")
            for name, definition in kind.definitions.items()
        ]
        columns += [api.col(name).alias(f"{prefix}{name}") for name in keys if name not in kind.definitions]
        names = {name: f"{prefix}{name}" for name in kind.definitions}
        writer = Writer(names, {}, dialect)
        tests: dict[str | Constraint, Any] = {
            name: allowed
            for name, definition in kind.definitions.items()
            if not lazy
            and dtypes[name] is not None
            and not _closed(definition, dtypes[name])
            and (allowed := _allowed(definition, api.col(names[name]))) is not None
        }
        if not lazy:
            tests |= {found: writer.value(found.condition) for found in kind.constraints}
        _kept[key] = _Forms(columns, tests)
    return _kept[key]


def _put(frame: Any, columns: list[Any], *, keep: bool) -> Any:
    """A frame of the columns, with its own behind which they stand if they are kept; in Polars' own words or narwhals'."""
    if _is_polars(frame):
        native = frame.to_native()
        return nw.from_native(native.with_columns(columns) if keep else native.select(columns))
    return frame.with_columns(*columns) if keep else frame.select(*columns)


def _folded(name: str, native: Any) -> str:
    """A name as the table's engine tells names apart."""
    return name.casefold() if ignores_case(native) else name


def _free_prefix(present: Iterable[str]) -> str:
    """A start that no column has, in whatever case."""
    taken = tuple(name.casefold() for name in present)
    number = 0
    while any(name.startswith(f"chiho{number or ''} ") for name in taken):
        number += 1
    return f"chiho{number or ''} "


def _misspelt(definitions: Mapping[str, FactDefinition], present: list[str]) -> list[InvalidValue]:
    """Columns that look like a fact that has no column; and a table in which no fact has one."""
    absent = {name.casefold(): name for name in definitions if name not in present}
    problems = [
        InvalidValue("rules.column_misspelt", value=column, suggestion=absent[near[0]]).at(column)
        for column in present
        if column not in definitions
        and (near := get_close_matches(column.casefold(), absent, n=1, cutoff=0.8))
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


def _form(definition: FactDefinition, dtype: Any, api: Any, *, lazy: bool) -> Any:
    """A fact's column in the form the rules read; of a list, whether it is known."""
    wanted = getattr(api, _wanted(definition))
    if dtype is None:
        return api.lit(None, dtype=wanted)
    column = api.col(definition.name)
    if isinstance(dtype, nw.Unknown | nw.Categorical):
        column = column.cast(wanted)
    allowed = _allowed(definition, column) if lazy else None
    return column if allowed is None else api.when(allowed).then(column)


def _allowed(definition: FactDefinition, column: Any) -> Any:
    """Where a column holds values the fact can have; None where any value will do."""
    if definition.choices:
        return either(column == choice for choice in definition.choices)
    if definition.type is int:
        return (column >= definition.minimum) & (column <= definition.maximum)
    if definition.type is FiscalYear:
        return (column >= FIRST_FISCAL_YEAR) & (column <= LAST_FISCAL_YEAR)
    return None


def _closed(definition: FactDefinition, dtype: Any) -> bool:
    """Whether the column's own type admits only values the fact can have."""
    return isinstance(dtype, nw.Enum) and set(dtype.categories) <= set(definition.choices)
