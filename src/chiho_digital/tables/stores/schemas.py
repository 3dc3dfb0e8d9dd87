"""The schema of a kept table: what its columns hold by the row model of its day, and whether today's model still fits."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import InvalidValue, Note, require
from chiho_digital.tables.checking import check
from chiho_digital.tables.files.bulk import ROW
from chiho_digital.tables.issues import Issue, Severity
from chiho_digital.tables.plain import is_number
from chiho_digital.tables.reading import Loaded
from chiho_digital.tables.rows import columns_of

if TYPE_CHECKING:
    from chiho_digital.tables.rows import RowModel

__all__ = ["must_fit", "stated_schema", "under", "version_of"]

_SHOWN = 5  # rows that no longer fit, as examples


def stated_schema(model: type[RowModel]) -> str:
    """What the columns of a model hold, and its conditions across them, as JSON."""
    columns = {
        name: {"kind": repr(column.kind), "required": column.required, "unique": column.unique}
        for name, column in columns_of(model).items()
    }
    conditions = [
        [across.says.to_dict(), across.severity.value, across.condition.to_dict()]
        for across in model.across()
    ]
    return json.dumps({"columns": columns, "conditions": conditions}, ensure_ascii=False)


def version_of(schema: str) -> str:
    """The version of a schema: twelve hexadecimal digits, the same exactly where columns and conditions are."""
    return hashlib.sha256(schema.encode()).hexdigest()[:12]


def must_fit(good: Any, rejected: Any, model: type[RowModel]) -> None:
    """Polars frames of checked rows, which must have the columns of the model.

    Raises:
        InvalidValue: they have not.
    """
    pl = require("polars", extra="polars")
    columns = columns_of(model)
    expected = {ROW: pl.Int64}
    expected |= {name: pl.Int64 if is_number(c.kind) else pl.String for name, c in columns.items()}
    texts = {name: pl.Int64 if name == ROW else pl.String for name in rejected.columns if name in expected}
    for frame, wanted in ((good, expected), (rejected, texts)):
        found = dict(frame.schema)
        if found != wanted or ROW not in found:
            odd = [field for field in {**found, **wanted} if found.get(field) != wanted.get(field)] or [ROW]
            raise InvalidValue("tables.store_other_model", value=model.__name__, odd=odd)


def under(good: Any, schema: str, name: str, model: type[RowModel]) -> Any:
    """The good rows of a kept table (Polars) under the model of today.

    Where the model has changed since, the rows are checked once more: a new column that may be blank becomes null, and
    every other value must be accepted and stay what it is.

    Raises:
        InvalidValue: they do not fit; every difference is named.
    """
    today = stated_schema(model)
    if today == schema:
        return good
    pl = require("polars", extra="polars")
    was, now = json.loads(schema), json.loads(today)
    old, new = was["columns"], now["columns"]
    differences: list[Note | Issue] = [
        Note("tables.store_column_gone", {"column": field}) for field in old if field not in new
    ]
    differences += [
        Note("tables.store_column_missing", {"column": field})
        for field in new
        if field not in old and new[field]["required"]
    ]
    refused: list[Issue] = []
    if not differences:
        texts = good.select(ROW, *(pl.col(field).cast(pl.String) for field in old))
        checked = check(Loaded(texts.fill_null(""), "polars", name, None, ()), model)
        if checked.good.select(ROW, *(pl.col(field).cast(pl.String) for field in old)).equals(texts):
            return checked.good
        refused = [issue for issue in checked.issues if issue.severity is Severity.ERROR]
    differences += [
        Note(
            "tables.store_column_changed",
            {"column": field, "was": _told(old[field]), "now": _told(new[field])},
        )
        for field in old
        if field in new and old[field] != new[field]
    ]
    if was["conditions"] != now["conditions"]:
        differences.append(Note("tables.store_conditions_changed"))
    told = (*differences, *refused[:_SHOWN])
    raise InvalidValue("tables.store_columns_differ", value=name, model=model.__name__, differences=told)


def _told(column: dict[str, Any]) -> str:
    return ", ".join([column["kind"], *(trait for trait in ("required", "unique") if column[trait])])
