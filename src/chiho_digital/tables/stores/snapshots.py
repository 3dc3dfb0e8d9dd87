"""Snapshots of a store: `town.duckdb.1` is the newest, `town.duckdb.2` the one before; and the way back to one."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import require

from .errors import StoreError, StoreHeld
from .layout import quoted, sound, state
from .opening import (
    HERE,
    beside,
    connected,
    damaged,
    explained,
    files_of,
    of_the_system,
    place,
    refusal,
    snapshots_of,
    state_of,
)

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["Restored", "keep_snapshot", "restore"]


@frozen
class Restored:
    """What `restore` did. Strictly read-only.

    snapshot: the one that the store is now a copy of.  aside: where the file is that stood there before; None if none did.
    """

    snapshot: Path
    aside: Path | None


def keep_snapshot(connection: Any, path: Path, most: int) -> None:
    """Makes a snapshot of an open store, if the newest one is not of this state; of more than `most` the oldest goes.

    DuckDB copies the tables, which reads and proves every block, and the copy is proved by its seals: what is damaged never
    takes the place of a good snapshot. (To read the file ourselves would also give up DuckDB's lock on it.)

    Raises:
        StoreError: the store is damaged, or the snapshot cannot be written; the older ones stand.
    """
    fresh = beside(path, "new")
    with files_of(path, "tables.store_snapshot_failed"):
        with explained(lambda error: _not_kept(path, error)), closing(connection.cursor()) as cursor:
            now = state(cursor)
            if not now or now == state_of(beside(path, "1")):
                return
            _clear(fresh)
            _copy(cursor, fresh)
            with closing(require("duckdb", extra="duckdb").connect(str(fresh), read_only=True)) as written:
                fault = sound(written, whole=True)
        if fault:
            raise damaged(path, fault)
        _settle(fresh)
        for number in range(most, 1, -1):
            if (newer := beside(path, str(number - 1))).exists():
                newer.replace(beside(path, str(number)))
        fresh.replace(beside(path, "1"))
        _settle(path.parent)


def _copy(cursor: Any, fresh: Path) -> None:
    """Copies the database of a cursor to a new file, without a log."""
    ((name,),) = cursor.execute("select current_database()").fetchall()
    copy = quoted(f"{name}_snapshot")
    file = str(fresh).replace("'", "''")
    cursor.execute(f"attach '{file}' as {copy}")
    cursor.execute(f"copy from database {quoted(name)} to {copy}")
    cursor.execute(f"checkpoint {copy}")  # which older DuckDBs fail at in silence when they detach
    cursor.execute(f"detach {copy}")
    beside(fresh, "wal").unlink(missing_ok=True)


def _not_kept(path: Path, error: Exception) -> StoreError:
    reason = str(error)
    if of_the_system(reason):
        return StoreError("tables.store_snapshot_failed", value=str(path), reason=reason)
    return damaged(path, reason)


def restore(path: Path | str) -> Restored:
    """Puts the newest good snapshot of a store in its place. Nothing is deleted: the file that was there is moved aside.

    It becomes `town.duckdb.damaged` (then `.damaged.2` and so on); the snapshots stay. A snapshot is good if every row of
    every table is what was put.

    Raises:
        StoreHeld: the store is open.
        StoreError: no snapshot is good, or the files cannot be moved.
        MissingExtra: DuckDB is not installed.
    """
    path = place(path)
    fresh = beside(path, "new")
    faults: list[str] = []
    with files_of(path), HERE.door(path), _alone(path):
        for snapshot in snapshots_of(path):
            _clear(fresh)
            shutil.copyfile(snapshot, fresh)
            if fault := _fault(fresh):
                faults.append(f"{snapshot.name}: {fault}")
                continue
            _settle(fresh)
            aside = _move_aside(path)
            fresh.replace(path)
            _settle(path.parent)
            return Restored(snapshot, aside)
        _clear(fresh)
    raise StoreError("tables.store_no_snapshot", value=str(path), faults=faults)


@contextmanager
def _alone(path: Path) -> Generator[None]:
    """Keeps other processes from opening a store, if it opens at all, while its file is replaced."""
    duckdb = require("duckdb", extra="duckdb")
    held = None
    try:
        held = duckdb.connect(str(path), read_only=True) if path.exists() else None
    except duckdb.Error as error:
        if isinstance(refused := refusal(path, error), StoreHeld):
            raise refused from error
    if held is not None and os.name == "nt":
        held.close()  # Windows moves no open file, ours or another's
    try:
        yield
    finally:
        if held is not None:
            held.close()


def _fault(copy: Path) -> str | None:
    """What is wrong with a copy of a snapshot, every row read."""
    try:
        with explained(lambda error: refusal(copy, error)), closing(connected(copy)) as connection:
            return sound(connection, whole=True) or (None if state(connection) else "no store")
    except StoreError as error:
        return str(error.params.get("reason", error.code))


def _move_aside(path: Path) -> Path | None:
    """Moves a store and its log to names that are free; says where to, None if there was no store."""
    names = (beside(path, "damaged" if number == 1 else f"damaged.{number}") for number in count(1))
    aside = next(name for name in names if not (name.exists() or beside(name, "wal").exists()))
    there = path.exists()
    for file, to in ((path, aside), (beside(path, "wal"), beside(aside, "wal"))):
        if file.exists():
            file.rename(to)
    return aside if there else None


def _clear(fresh: Path) -> None:
    """Removes what an unfinished snapshot left."""
    for file in (fresh, beside(fresh, "wal")):
        file.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
