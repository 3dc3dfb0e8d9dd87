"""Needs of municipalities and people of prefectures as they were stated: the library's records, kept as JSON, read back with checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, TypeVar

from attrs import frozen
from fastapi import Path

from chiho_digital.talent import Need, StaffMember

from ...store import PortalStore

__all__ = ["LAYOUT", "NEEDS", "STAFF", "Kind", "Number"]

LAYOUT = """
create table if not exists talent_numbers (kind varchar not null, owner varchar not null, last bigint not null);
create table if not exists talent_records (kind varchar not null, owner varchar not null, number bigint not null,
    record varchar not null);
"""

Number = Annotated[int, Path(ge=1, le=1_000_000_000)]
"""The number of a record in an address."""

R = TypeVar("R", Need, StaffMember)


@frozen
class Kind:
    """One kind of record. most: how many a body may have at a time. Numbers are never given twice."""

    name: str
    most: int

    def read(self, store: PortalStore, record: type[R], owners: Iterable[str]) -> list[tuple[str, int, R]]:
        """Owner, number and record of all that some bodies stated, by owner and number."""
        rows = store.read(
            "select owner, number, record from talent_records where kind = ? and list_contains(?, owner) "
            "order by owner, number",
            [self.name, list(owners)],
        )
        return [(owner, number, record.model_validate_json(text)) for owner, number, text in rows]

    def every(self, store: PortalStore, record: type[R]) -> list[R]:
        """All records of the kind."""
        rows = store.read("select record from talent_records where kind = ?", [self.name])
        return [record.model_validate_json(text) for (text,) in rows]

    def find(self, store: PortalStore, record: type[R], owner: str, number: int) -> R | None:
        """One record of a body; None if it has none of that number."""
        rows = store.read(
            "select record from talent_records where kind = ? and owner = ? and number = ?",
            [self.name, owner, number],
        )
        return record.model_validate_json(rows[0][0]) if rows else None

    def add(
        self, store: PortalStore, at: datetime, owner: str, made: Callable[[int], Need | StaffMember]
    ) -> bool:
        """Keeps a new record under the next number; False if the body has as many as it may."""
        key = [self.name, owner]
        with store.writing() as cursor:
            cursor.execute("select count(*) from talent_records where kind = ? and owner = ?", key)
            if cursor.fetchone()[0] >= self.most:
                return False
            cursor.execute("select last from talent_numbers where kind = ? and owner = ?", key)
            last = cursor.fetchone()
            number = (last[0] if last else 0) + 1
            if last:
                cursor.execute(
                    "update talent_numbers set last = ? where kind = ? and owner = ?", [number, *key]
                )
            else:
                cursor.execute("insert into talent_numbers values (?, ?, ?)", [*key, number])
            text = made(number).model_dump_json()
            cursor.execute("insert into talent_records values (?, ?, ?, ?)", [*key, number, text])
            store.note(cursor, at, owner, f"{self.name} stated", str(number))
        return True

    def change(
        self, store: PortalStore, at: datetime, owner: str, number: int, record: Need | StaffMember
    ) -> None:
        """Keeps a record in place of the one before."""
        with store.writing() as cursor:
            cursor.execute(
                "update talent_records set record = ? where kind = ? and owner = ? and number = ?",
                [record.model_dump_json(), self.name, owner, number],
            )
            store.note(cursor, at, owner, f"{self.name} changed", str(number))

    def withdraw(self, store: PortalStore, at: datetime, owner: str, number: int) -> None:
        """Takes a record out."""
        with store.writing() as cursor:
            cursor.execute(
                "delete from talent_records where kind = ? and owner = ? and number = ?",
                [self.name, owner, number],
            )
            store.note(cursor, at, owner, f"{self.name} withdrawn", str(number))


NEEDS = Kind("need", 20)
"""What municipalities need; a need's id is the code of its municipality with the number."""

STAFF = Kind("staff", 60)
"""The people of a prefecture's pool, without names; a person's id is p with the number."""
