"""How a store lies in its DuckDB file: numbered layouts, the steps from one to the next, and the seals of its tables.

Layout 1: `chiho_digital_store` (one line: layout, the library that wrote it, a new mark for every change),
`chiho_digital_entries` (one line a table) and, for the entry with number n, the tables `good_n`, `rejected_n` and `issues_n`.
The names that users give are values only, never names of tables.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from chiho_digital._version import __version__
from chiho_digital.basics import require

from .errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "PARTS",
    "STEPS",
    "bring_up",
    "contents",
    "mark_changed",
    "quoted",
    "seal",
    "sound",
    "start",
    "state",
]

PARTS = ("good", "rejected", "issues")

_FIRST = """
create table chiho_digital_store (layout integer not null, library varchar not null, state varchar not null);
create table chiho_digital_entries (
    number bigint not null, name varchar not null, model varchar not null, columns varchar not null,
    as_of date not null, source varchar not null, library varchar not null,
    good_rows bigint not null, good_seal varchar not null,
    rejected_rows bigint not null, rejected_seal varchar not null,
    issues_rows bigint not null, issues_seal varchar not null,
    errors bigint not null, warnings bigint not null, notes bigint not null
);
"""

STEPS: list[Callable[[Any], None]] = []
"""What turns layout 1 into 2, 2 into 3 and so on; each is handed a cursor in a transaction. The last one leads to today's."""


def start(cursor: Any) -> None:
    """Lays out an empty database, in one transaction."""
    cursor.execute(f"begin; {_FIRST}")
    cursor.execute("insert into chiho_digital_store values (1, ?, '')", [__version__])
    cursor.execute("commit")


def contents(cursor: Any) -> str:
    """What a database is: "empty", a "store", or "foreign"."""
    tables = {name for name, *_ in cursor.execute("show tables").fetchall()}
    if {"chiho_digital_store", "chiho_digital_entries"} <= tables:
        return "store"
    return "foreign" if tables else "empty"


def bring_up(cursor: Any, path: Path) -> None:
    """Brings a store from its layout to today's, step by step; all of it or nothing.

    Raises:
        StoreError: a newer library wrote the store, or a step fails.
    """
    ((layout, library),) = cursor.execute("select layout, library from chiho_digital_store").fetchall()
    today = 1 + len(STEPS)
    told: dict[str, Any] = {"layout": layout, "today": today, "library": library, "own": __version__}
    if layout > today:
        raise StoreError("tables.store_newer", value=str(path), **told)
    if layout == today:
        return
    cursor.execute("begin")
    try:
        for step in STEPS[layout - 1 :]:
            step(cursor)
        cursor.execute("update chiho_digital_store set layout = ?", [today])
        mark_changed(cursor)
        cursor.execute("commit")
    except require("duckdb", extra="duckdb").Error as error:
        cursor.execute("rollback")
        raise StoreError("tables.store_not_migrated", value=str(path), reason=str(error), **told) from error


def state(cursor: Any) -> str:
    """The mark of the last change; empty if there was none."""
    ((mark,),) = cursor.execute("select state from chiho_digital_store").fetchall()
    return str(mark)


def mark_changed(cursor: Any) -> None:
    """Marks a change of the store, in the transaction that makes it."""
    cursor.execute("update chiho_digital_store set state = ?, library = ?", [uuid4().hex, __version__])


def quoted(name: str) -> str:
    """A name of DuckDB as it stands in a statement."""
    return '"' + name.replace('"', '""') + '"'


def seal(relation: Any) -> tuple[int, str]:
    """How many rows a DuckDB relation has, and a digest that any other row, cell or name of a column makes another one.

    Of the sum of the MD5 of its rows, which stays the same from one DuckDB to the next, unlike its `hash`.
    """
    columns = list(relation.columns)
    cells = ", ".join(f"coalesce({quoted(column)}::varchar, chr(30))" for column in columns)
    total = f"coalesce(sum(md5_number_lower(concat_ws(chr(31), {cells}))), 0)::varchar"
    ((rows, added),) = relation.aggregate(f"count(*), {total}").fetchall()
    return rows, sha256("\n".join([added, *columns]).encode()).hexdigest()


def sound(cursor: Any, number: int | None = None, *, whole: bool) -> str | None:
    """What is wrong with a kept table, or with any: other rows than were put. With `whole` every cell is read, else rows are counted."""
    kept = cursor.execute("select * from chiho_digital_entries where number = coalesce(?, number)", [number])
    fields = [field for field, *_ in kept.description]
    for line in kept.fetchall():
        entry = dict(zip(fields, line, strict=True))
        for part in PARTS:
            table = cursor.table(f"{part}_{entry['number']}")
            rows, sealed = seal(table) if whole else (*table.aggregate("count(*)").fetchall()[0], None)
            expected = entry[f"{part}_rows"], entry[f"{part}_seal"] if whole else None
            if (rows, sealed) != expected:
                return f"{entry['name']} ({part}): {rows}, {sealed} != {expected[0]}, {expected[1]}"
    return None
