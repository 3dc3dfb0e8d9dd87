"""Opening a DuckDB file as a store, and DuckDB's errors as ours: held elsewhere, damaged, not usable."""

from __future__ import annotations

import errno
import os
import re
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from attrs import define, field

from chiho_digital.basics import require

from .errors import StoreDamaged, StoreError, StoreHeld
from .layout import bring_up, contents, sound, start, state

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = [
    "HERE",
    "beside",
    "connected",
    "damaged",
    "explained",
    "files_of",
    "of_the_system",
    "place",
    "refusal",
    "snapshots_of",
    "state_of",
]


@define
class _Here:
    """The stores that this process has open, by path: DuckDB locks out other processes only."""

    lock: Lock = field(factory=Lock)
    open: WeakValueDictionary[Path, Any] = field(factory=WeakValueDictionary[Path, Any])

    @contextmanager
    def door(self, path: Path) -> Generator[None]:
        """One at a time, and none to a path that is open."""
        with self.lock:
            if path in self.open:
                raise StoreHeld("tables.store_open_here", value=str(path))
            yield


HERE = _Here()

_HELD = re.compile("Could not set lock|already open|being used by another process")
_HOLDER = re.compile(r"held in (?P<program>.+?) \(PID (?P<pid>[0-9]+)\)")
_NO_DATABASE = "not a valid DuckDB database file"
_NEWER = re.compile("version number [0-9]+, but we can only read")
_NO_FAULT_OF_THE_FILE = (
    "Out of Memory",
    *map(
        os.strerror,
        (
            errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.ENOENT, errno.ELOOP,
            errno.ENAMETOOLONG, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG,
        ),
    ),
)  # fmt: skip


def of_the_system(reason: str) -> bool:
    """Whether DuckDB failed because the system refused: no such folder, no leave, no room."""
    return any(words in reason for words in _NO_FAULT_OF_THE_FILE)


@contextmanager
def files_of(path: Path, code: str = "tables.store_unusable") -> Generator[None]:
    """Turns errors of the system about files into ours."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise StoreError(code, value=str(path), reason=str(error)) from error


def place(path: Path | str) -> Path:
    """Where a store lies, links followed."""
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # the last two: a loop of links, a NUL
        raise StoreError("tables.store_unusable", value=str(path), reason=str(error)) from error


def beside(path: Path, end: str) -> Path:
    """The file next to a store: `town.duckdb.wal`, `town.duckdb.1`."""
    return path.with_name(f"{path.name}.{end}")


def snapshots_of(path: Path) -> list[Path]:
    """The snapshots of a store, newest first."""
    files = path.parent.iterdir() if path.parent.is_dir() else ()
    numbered = (re.fullmatch(re.escape(path.name) + r"\.([1-9][0-9]*)", file.name) for file in files)
    return [path.with_name(name[0]) for name in sorted(filter(None, numbered), key=lambda name: int(name[1]))]


def damaged(path: Path, reason: str) -> StoreDamaged:
    """That the file is not what was written; names the newest snapshot that opens, and the call that restores it."""
    for snapshot in snapshots_of(path):
        if state_of(snapshot) is not None:
            return StoreDamaged(
                "tables.store_damaged",
                value=str(path),
                reason=reason,
                snapshot=snapshot.name,
                suggestion=f"tables.restore({str(path)!r})",
            )
    return StoreDamaged("tables.store_damaged_alone", value=str(path), reason=reason)


def state_of(snapshot: Path) -> str | None:
    """The mark of the last change that a snapshot holds; None if it does not open."""
    duckdb = require("duckdb", extra="duckdb")
    if not snapshot.is_file():
        return None
    try:
        with closing(duckdb.connect(str(snapshot), read_only=True)) as connection:
            return state(connection)
    except duckdb.Error:
        return None


def refusal(path: Path, error: Exception) -> StoreError:
    """An error of DuckDB at opening or reading a store, as ours."""
    reason = str(error)
    if _HELD.search(reason):
        by = _HOLDER.search(reason)
        holder = f"PID {by['pid']}, {by['program']}" if by else "?"
        return StoreHeld("tables.store_held", value=str(path), holder=holder)
    if _NEWER.search(reason):
        return StoreError("tables.store_engine_newer", value=str(path), reason=reason)
    if of_the_system(reason):
        return StoreError("tables.store_unusable", value=str(path), reason=reason)
    if _NO_DATABASE in reason and not snapshots_of(path):
        return StoreError("tables.store_foreign", value=str(path))
    return damaged(path, reason)


@contextmanager
def explained(ours: Callable[[Exception], StoreError]) -> Generator[None]:
    """Turns errors of DuckDB into ours; a signal that interrupts it is a KeyboardInterrupt, as everywhere."""
    duckdb = require("duckdb", extra="duckdb")
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        if "KeyboardInterrupt" in str(error):  # raised while DuckDB asked Python for rows
            raise KeyboardInterrupt from error
        raise ours(error) from error
    except RuntimeError as error:  # all that DuckDB leaves of the exception that the signal's handler raised
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from error


def connected(path: Path) -> Any:
    """A connection to a store, laid out as this library does; a new file if there is none.

    Raises:
        StoreError: it cannot be opened; the file is left as it is.
    """
    with files_of(path):
        left = [*snapshots_of(path), *filter(Path.exists, [beside(path, "wal")])]
        missing = bool(left) and not path.exists()
    if missing:
        raise StoreError(
            "tables.store_missing",
            value=str(path),
            left=[file.name for file in left],
            suggestion=f"tables.restore({str(path)!r})",
        )
    with explained(lambda error: refusal(path, error)):
        connection = require("duckdb", extra="duckdb").connect(str(path))
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: Any, path: Path) -> None:
    holds = contents(connection)
    if holds == "foreign":
        raise StoreError("tables.store_foreign", value=str(path))
    if holds == "empty":
        start(connection)
    bring_up(connection, path)
    if fault := sound(connection, whole=False):
        raise damaged(path, fault)
