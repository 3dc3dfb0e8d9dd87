"""The row path: a file becomes records, one by one, with every issue of the file at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from attrs import frozen
from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from chiho_digital.basics import InvalidValue, Text

from .columns import Column
from .files import data_rows, decode, file_bytes, match_headings, split_rows
from .issues import Issue, Severity
from .stated import is_stated

if TYPE_CHECKING:
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


class RowModel(BaseModel):
    """Base of the models of one line of a file (行モデル): flat, frozen, every field annotated with a `Column`.

    Validators of pydantic are not allowed: a row is checked by its columns and by `across`, alike as a record and as part
    of a table.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """The conditions across the fields, for subclasses to name."""
        return ()

    @classmethod
    def facts(cls) -> Mapping[str, Fact[Any]]:
        """The facts that a condition across the fields may ask, by name.

        Numbers, yen, choices and words under the field's name; a date as `<field>_start` and `<field>_end`, the first and
        last day it may be: `facts["left_end"] >= facts["joined_start"]` is false only where the order is surely wrong.
        """
        from .across import row_facts

        return row_facts(columns_of(cls))

    @model_validator(mode="after")
    def _agree(self) -> Self:
        for issue in disagreements(None, type(self), vars(self)):
            if issue.severity is Severity.ERROR:
                message = issue.to("ja").replace("{", "{{").replace("}", "}}")
                raise PydanticCustomError(issue.code, message)  # pyright: ignore[reportArgumentType] -- a code of ours
        return self


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
class LoadedRows:
    """A file as rows of text (読み込んだ行). Strictly read-only.

    name: the file's name.  encoding: the one that was used, None if none fitted.
    rows: (row number, cells by field name); rows that cannot be read at all are only in `issues`.
    """

    name: str
    encoding: str | None
    rows: tuple[tuple[int, dict[str, str]], ...]
    issues: tuple[Issue, ...]


@frozen
class NumberedRow(Generic[_Row_co]):
    """A record with the row it stood in. Strictly read-only."""

    row: int
    record: _Row_co


@frozen
class CheckedRows(Generic[_Row_co]):
    """What a check found (検査結果). Strictly read-only.

    good: records that can be used.  rejected: (row number, cells) of rows with an error.
    issues: everything found, by row and column.
    """

    good: tuple[NumberedRow[_Row_co], ...]
    rejected: tuple[tuple[int, dict[str, str]], ...]
    issues: tuple[Issue, ...]


def read_rows(
    source: Path | str | bytes, model: type[RowModel], *, encoding: str | None = None
) -> LoadedRows:
    """The rows of a CSV file for a row model, as text; headings in English (field names) or Japanese.

    Raises:
        OSError: the file cannot be read. Everything wrong inside it becomes an issue instead.
    """
    name, data = file_bytes(source)
    decoded = decode(data, encoding)
    issues = list(decoded.issues)
    if decoded.text is None:
        return LoadedRows(name, None, (), tuple(issues))
    rows, quoting = split_rows(decoded.text)
    issues += quoting
    if not any(any(cell.strip() for cell in cells) for _, cells in rows):
        issues.append(Issue(None, None, "tables.empty_file", Severity.ERROR))
        return LoadedRows(name, decoded.encoding, (), tuple(issues))
    while not any(cell.strip() for cell in rows[0][1]):  # blank lines above the heading
        issues.append(Issue(rows.pop(0)[0], None, "tables.blank_row", Severity.NOTE))
    columns = columns_of(model)
    required = [field for field, column in columns.items() if column.required]
    heading = rows[0][1]
    places, headings = match_headings(heading, {f: c.ja for f, c in columns.items()}, required)
    issues += headings
    if len(rows) == 1:
        issues.append(Issue(None, None, "tables.no_rows", Severity.WARNING))
    loaded: list[tuple[int, dict[str, str]]] = []
    for number, cells, issue in data_rows(rows[1:], len(heading)):
        if issue is not None:
            issues.append(issue)
        if cells and (issue is None or issue.severity is not Severity.ERROR):
            loaded.append((number, {field: cells[place] for field, place in places.items()}))
    return LoadedRows(name, decoded.encoding, tuple(loaded), tuple(issues))


def check_rows(loaded: LoadedRows, model: type[_Row]) -> CheckedRows[_Row]:
    """The records of loaded rows; a row with an error is rejected, and every issue of every row is reported."""
    columns = columns_of(model)
    issues = list(loaded.issues)
    missing = {
        i.column for i in issues if i.code == "tables.heading_missing" and i.severity is Severity.ERROR
    }
    seen: dict[tuple[str, Any], int] = {}
    good: list[NumberedRow[_Row]] = []
    rejected: list[tuple[int, dict[str, str]]] = []
    for number, cells in loaded.rows:
        values: dict[str, Any] = {}
        fine = not missing
        for field, column in columns.items():
            text = cells.get(field, "")
            if field in missing:
                continue  # said once for the file, not once a row
            try:
                value: Any = column.read(text)
            except InvalidValue as error:
                fine = False
                issues.append(cell_issue(number, field, text, column, error))
                continue
            issues += remarks(number, field, value)
            if column.unique and value is not None:
                first = seen.setdefault((field, value), number)
                if first != number:
                    fine = False
                    issues.append(
                        Issue(number, field, "tables.duplicate", Severity.ERROR, text, {"first": first})
                    )
            values[field] = value
        for issue in disagreements(number, model, values):
            fine = fine and issue.severity is not Severity.ERROR
            issues.append(issue)
        if fine:
            good.append(NumberedRow(number, model.model_construct(**values)))
        else:
            rejected.append((number, cells))
    order = {field: place for place, field in enumerate(columns)}
    issues.sort(key=lambda issue: (issue.row or 0, order.get(issue.column or "", -1)))
    return CheckedRows(tuple(good), tuple(rejected), tuple(issues))


def cell_issue(row: int, field: str, text: str, column: Column, error: InvalidValue) -> Issue:
    """What is wrong with a cell."""
    params = {"expected": column.kind.expected, **error.params}
    value = error.value if isinstance(error.value, str) else text
    return Issue(row, field, error.code, Severity.ERROR, value, params, error.suggestion)


def remarks(row: int, field: str, stated: object) -> list[Issue]:
    """What to say of a cell that holds more than a value."""
    if not is_stated(stated):
        return []
    if stated.value is None:
        return [Issue(row, field, "tables.kept_as_text", Severity.WARNING, stated.text)]
    if stated.remark is not None:
        params = {"read": str(stated.value), "remark": stated.remark}
        return [Issue(row, field, "tables.remark_kept", Severity.NOTE, stated.text, params)]
    return []
