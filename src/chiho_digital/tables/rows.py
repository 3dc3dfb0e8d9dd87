"""The row path: a file becomes records, one by one, with every issue of the file at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from attrs import frozen
from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from chiho_digital.basics import Progress, Text
from chiho_digital.basics.shown import Shown
from chiho_digital.basics.shown_records import YEN, ShownRecord, titled
from chiho_digital.basics.titles import japanese_title

from .columns import Column
from .files.formats import open_file, rows_of
from .files.shared import file_bytes, wanted_of
from .issues import Issue, Severity, absent_of, in_order
from .kinds import Yen
from .readings import Reader
from .shown import GOOD, READ, REJECTED, checked, file_checked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

    from chiho_digital.basics.shown import Part
    from chiho_digital.rules import Condition, Fact

    from .across import Asked

__all__ = [
    "Across",
    "CheckedRows",
    "LoadedRows",
    "NumberedRow",
    "RowModel",
    "check_rows",
    "columns_of",
    "read_rows",
]


@frozen
class Across:
    """What the fields of a row must fulfil together (項目間の検査): `condition` must not be false; unknown passes.

    condition: of the facts of the row (`RowModel.facts`).  says: what is wrong where it is false.
    severity: an error rejects the row.
    """

    condition: Condition
    says: Text
    severity: Severity = Severity.ERROR


class RowModel(ShownRecord, BaseModel):
    """Base of the models of one line of a file (行モデル): flat, frozen, every field annotated with a `Column`.

    Validators of pydantic are not allowed: a row is checked by its columns and by `across`, alike as a record and as part
    of a table.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """The conditions across the fields, for subclasses to name."""
        return ()

    @classmethod
    def __titles__(cls) -> dict[str, Text]:
        """What each field is called: the heading of its column, with 円 where it holds yen."""
        titles: dict[str, Text] = {}
        for name, column in columns_of(cls).items():
            unit = YEN.label if isinstance(column.kind, Yen) else None
            titles[name] = titled(name, column.ja, unit)
        return titles

    @classmethod
    def facts(cls) -> Mapping[str, Fact[Any]]:
        """The facts that a condition across the fields may ask, by name.

        Numbers, yen, choices and words under the field's name; a date as `<field>_start` and `<field>_end`, the first and
        last day it may be: `facts["left_end"] >= facts["joined_start"]` is false only where the order is surely wrong.
        """
        from .across import row_facts

        return row_facts(columns_of(cls))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> dict[str, Any]:
        """Titles in Japanese: that of the row by its docstring, those of its fields by the headings of their columns."""
        described = handler(core_schema)
        title = japanese_title(cls)
        handler.resolve_ref_schema(described).update(
            title=title, description=f"{title}。値はすべて文字列で、不明は null。"
        )
        return described

    @model_validator(mode="after")
    def _agree(self) -> Self:
        for issue in disagreements(None, type(self), vars(self)):
            if issue.severity is Severity.ERROR:
                message = issue.to("ja").replace("{", "{{").replace("}", "}}")
                raise PydanticCustomError(issue.code, message)  # pyright: ignore[reportArgumentType] -- a code of ours
        return self


CHECKING = Text("検査", "checking")

_Row = TypeVar("_Row", bound=RowModel)
_Row_co = TypeVar("_Row_co", bound=RowModel, covariant=True)


@cache
def columns_of(model: type[RowModel]) -> dict[str, Column]:
    """The columns of a row model by field name, in order.

    Raises:
        TypeError: a field is not annotated with exactly one `Column`, or the model has validators of its own.
    """
    columns: dict[str, Column] = {}
    for name, info in model.model_fields.items():
        found = [item for item in info.metadata if isinstance(item, Column)]
        if len(found) != 1:
            raise TypeError(f"{model.__name__}.{name} needs exactly one Column")
        columns[name] = found[0]
    own = model.__pydantic_decorators__
    if (
        own.validators
        or own.field_validators
        or own.root_validators
        or set(own.model_validators) != {"_agree"}
    ):
        raise TypeError(f"{model.__name__} has validators of its own; write conditions in across()")
    return columns


@cache
def asked_of(model: type[RowModel]) -> tuple[Asked, ...]:
    """The conditions across the fields of a row model, ready to be asked."""
    conditions = model.across()
    if not conditions:
        return ()
    from .across import asked_across

    return asked_across(columns_of(model), conditions)


def disagreements(row: int | None, model: type[RowModel], values: Mapping[str, Any]) -> list[Issue]:
    """What is wrong with a row across its fields; a field without a value is unknown."""
    found: list[Issue] = []
    for asked in asked_of(model):
        facts = tuple(one.value(values.get(one.field)) for one in asked.facts)
        if asked.test(facts) is False:
            found.append(asked.issue(row, facts))
    return found


@frozen
class LoadedRows(Shown):
    """A file as rows of text (読み込んだ行). Strictly read-only.

    name: the file's name.  encoding: the one that was used, None if none fitted or the file is no text.
    rows: (row number, cells by field name); rows that cannot be read at all are only in `issues`.
    """

    name: str
    encoding: str | None
    rows: tuple[tuple[int, dict[str, str]], ...]
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        return file_checked(self.name, self.encoding, {READ: len(self.rows)}, self.issues)


@frozen
class NumberedRow(Generic[_Row_co]):
    """A record with the row it stood in. Strictly read-only."""

    row: int
    record: _Row_co


@frozen
class CheckedRows(Shown, Generic[_Row_co]):
    """What a check found (検査結果). Strictly read-only.

    good: records that can be used.  rejected: (row number, cells) of rows with an error.
    issues: everything found, by row and column.
    """

    good: tuple[NumberedRow[_Row_co], ...]
    rejected: tuple[tuple[int, dict[str, str]], ...]
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        counts = {GOOD: len(self.good), REJECTED: len(self.rejected)}
        return checked(Text("検査結果", "Check"), counts, self.issues)


def read_rows(
    source: Path | str | bytes, model: type[RowModel], *, encoding: str | None = None
) -> LoadedRows:
    """The rows of a file for a row model, as text; headings in English (field names) or Japanese.

    CSV (commas, semicolons, tabs), JSON Lines, Parquet, Excel (.xlsx, .xls): told by the content, not the name.
    `encoding` is for text only; by default UTF-8 or cp932. Rows are numbered as a spreadsheet shows them; lines of JSON,
    and rows of Parquet, which have no heading, from 1.

    Raises:
        OSError: the file cannot be read. Everything wrong inside it becomes an issue instead.
        MissingExtra: what reads Parquet (Polars) or Excel (python-calamine, xlrd) is not installed.
    """
    name, data = file_bytes(source)
    opened = open_file(data, encoding)
    file = rows_of(opened, wanted_of(columns_of(model)))
    return LoadedRows(name, opened.encoding, file.rows, file.issues)


def check_rows(loaded: LoadedRows, model: type[_Row]) -> CheckedRows[_Row]:
    """The records of loaded rows; a row with an error is rejected, and every issue of every row is reported."""
    columns = columns_of(model)
    across = bool(asked_of(model))
    issues = list(loaded.issues)
    missing = absent_of(issues)
    # What is missing is said once for the file, not once a row.
    readers = [Reader(name, column) for name, column in columns.items() if name not in missing]
    construct = _constructor(model, columns)
    firsts: dict[str, dict[Any, int]] = {name: {} for name, column in columns.items() if column.unique}
    good: list[NumberedRow[_Row]] = []
    rejected: list[tuple[int, dict[str, str]]] = []
    with Progress(CHECKING, len(loaded.rows)) as progress:
        for number, cells in progress.over(loaded.rows):
            values = dict.fromkeys(columns)
            found = _read_row(readers, number, cells, values)
            found += _duplicates(firsts, number, cells, values)
            if across:
                found += disagreements(number, model, values)
            if missing or any(issue.severity is Severity.ERROR for issue in found):
                rejected.append((number, cells))
            else:
                good.append(NumberedRow(number, construct(values)))
            issues += found
    return CheckedRows(tuple(good), tuple(rejected), in_order(issues, columns))


def _constructor(model: type[_Row], columns: Mapping[str, Column]) -> Callable[[dict[str, Any]], _Row]:
    """What makes a record of the values of every field, which have been read: `model_construct`, but quicker and smaller.

    All records share one set of the fields that are set, and Python lets attributes set one by one share their names.
    """
    fields = set(columns)

    def construct(values: dict[str, Any]) -> _Row:
        record = model.__new__(model)
        for name, value in values.items():
            _set(record, name, value)
        _set(record, "__pydantic_fields_set__", fields)
        _set(record, "__pydantic_extra__", None)
        _set(record, "__pydantic_private__", None)
        return record

    return construct


_set = object.__setattr__


def _read_row(
    readers: list[Reader], number: int, cells: Mapping[str, str], values: dict[str, Any]
) -> list[Issue]:
    """Puts the values of a row among those of all fields; what is to be said of its cells."""
    issues: list[Issue] = []
    for reader in readers:
        text = cells.get(reader.name, "")
        if text or reader.column.required:
            reading = reader.read(text)
            values[reader.name] = reading.value
            if reading.said:
                issues += reading.issues(number)
    return issues


def _duplicates(
    firsts: Mapping[str, dict[Any, int]], number: int, cells: Mapping[str, str], values: Mapping[str, Any]
) -> list[Issue]:
    """Which values of a row, that no two rows may share, stand in an earlier one."""
    issues: list[Issue] = []
    for name, seen in firsts.items():
        if values.get(name) is not None:
            first = seen.setdefault(values[name], number)
            if first != number:
                params = {"first": first}
                issues.append(Issue(number, name, "tables.duplicate", Severity.ERROR, cells[name], params))
    return issues
