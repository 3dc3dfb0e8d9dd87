"""What the portal itself keeps, in one DuckDB file: bodies' answers, the audit log, and the listing of a version of the cases.

One process holds the file. Writes are transactions, one at a time, and stand in the file when they return.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import Any

from attrs import frozen

from chiho_digital.basics import require
from chiho_digital.dashboard import Listing
from chiho_digital.procurement import CaseTables

__all__ = ["AuditEntry", "PortalStore", "StoreHeld"]

_LAYOUT = """
create table if not exists audit (number bigint primary key, moment varchar not null, who varchar not null,
    what varchar not null, subject varchar not null);
create table if not exists departments (number bigint primary key, moment varchar not null, body varchar not null,
    department varchar not null);
create table if not exists listing (version varchar not null);
create table if not exists listing_frames (name varchar not null, parquet blob not null);
"""
_FRAMES = ("cases", "by_prefecture", "by_kind", "participations", "details")


class StoreHeld(Exception):
    """Another process has the file open, or it cannot be read."""


@frozen
class AuditEntry:
    """Who did what, to what, and when. `who` is the code of a body, or empty; secrets are never in it."""

    at: str
    who: str
    what: str
    subject: str


class PortalStore:
    """The open file. Threads share it and take turns. layouts: the tables that groups of pages keep, as SQL.

    Raises:
        StoreHeld: it cannot be opened.
    """

    def __init__(self, path: Path, layouts: Sequence[str] = ()) -> None:
        duckdb = require("duckdb", extra="duckdb")
        try:
            self._connection: Any = duckdb.connect(str(path))
        except duckdb.IOException as error:
            reason = str(error).partition(" See also")[0]
            told = f"{path} cannot be opened: if the portal is running, stop the portal first. ({reason})"
            raise StoreHeld(told) from error
        self._connection.execute("set threads = 2; set memory_limit = '200MB'")
        self._turn = RLock()
        with self.writing() as cursor:
            for layout in (_LAYOUT, *layouts):
                cursor.execute(layout)

    def close(self) -> None:
        """Closes the file."""
        with self._turn:
            self._connection.close()

    @contextmanager
    def writing(self) -> Generator[Any]:
        """A transaction: all of it, or nothing; on the disk when it ends."""
        with self._turn:
            cursor = self._connection.cursor()
            try:
                cursor.execute("begin")
                try:
                    yield cursor
                except BaseException:
                    cursor.execute("rollback")
                    raise
                cursor.execute("commit")
                cursor.execute("checkpoint")
            finally:
                cursor.close()

    def read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; values are parameters, never parts of its text."""
        with self._turn, self._connection.cursor() as cursor:
            rows: list[tuple[Any, ...]] = cursor.execute(query, list(values)).fetchall()
            return rows

    def audit(self, at: datetime, who: str, what: str, subject: str = "") -> None:
        """Adds to the audit log."""
        with self.writing() as cursor:
            self.note(cursor, at, who, what, subject)

    @staticmethod
    def note(cursor: Any, at: datetime, who: str, what: str, subject: str = "") -> None:
        """Adds to the audit log within a transaction: what a page keeps and its line stand or fall together."""
        cursor.execute(
            "insert into audit select coalesce(max(number), 0) + 1, ?, ?, ?, ? from audit",
            [at.isoformat(), who, what, subject],
        )

    def audit_log(self) -> list[AuditEntry]:
        """The audit log, oldest first."""
        return [
            AuditEntry(*row)
            for row in self.read("select moment, who, what, subject from audit order by number")
        ]

    def department(self, body: str) -> str | None:
        """The department to ask, as the body itself last said it; None if it did not, or withdrew it."""
        rows = self.read(
            "select department from departments where body = ? order by number desc limit 1", [body]
        )
        return rows[0][0] or None if rows else None

    def say_department(self, at: datetime, body: str, department: str) -> None:
        """Keeps what a body says; earlier answers stay. An empty text withdraws it."""
        with self.writing() as cursor:
            cursor.execute(
                "insert into departments select coalesce(max(number), 0) + 1, ?, ?, ? from departments",
                [at.isoformat(), body, department],
            )
            self.note(cursor, at, body, "department", body)

    def listing(self, version: str) -> Listing | None:
        """The listing that is kept for a version of the cases; None if another one is, or none."""
        if self.read("select version from listing") != [(version,)]:
            return None
        kept = dict(self.read("select name, parquet from listing_frames"))
        polars = require("polars", extra="polars")
        cases, places, kinds, taking_part, details = (
            polars.read_parquet(BytesIO(kept[name])) for name in _FRAMES
        )
        return Listing(CaseTables(cases, places, kinds), taking_part, details)

    def keep_listing(self, version: str, listing: Listing) -> None:
        """Keeps a listing in place of the one before."""
        tables = listing.tables
        frames = (
            tables.cases,
            tables.by_prefecture,
            tables.by_kind,
            listing.participations,
            listing.details,
        )
        with self.writing() as cursor:
            cursor.execute("delete from listing; delete from listing_frames")
            for name, frame in zip(_FRAMES, frames, strict=True):
                parquet = BytesIO()
                frame.write_parquet(parquet)
                cursor.execute("insert into listing_frames values (?, ?)", [name, parquet.getvalue()])
            cursor.execute("insert into listing values (?)", [version])
