"""The drafts that bodies keep, and which of them stand on the board: rows of the portal's own store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import field, frozen

from ...store import PortalStore
from .records import Draft

__all__ = [
    "LAYOUT",
    "MOST_DRAFTS",
    "Kept",
    "Listed",
    "add",
    "change",
    "get",
    "next_number",
    "of_body",
    "remove",
    "submitted",
    "years",
]

LAYOUT = """
create sequence if not exists commonization_numbers;
create table if not exists commonization_drafts (number bigint not null, body varchar not null,
    version integer not null, moment varchar not null, submitted boolean not null, title varchar not null,
    year integer not null, ministries varchar[] not null, content varchar not null);
"""
"""number: never given twice.  version: counts the changes.  title, year, ministries: of the proposal, for lists."""

MOST_DRAFTS = 20
"""The drafts and submitted proposals that one body may keep. Each is bounded by the lengths of its form."""


@frozen
class Listed:
    """A draft as a list shows it."""

    number: int
    body: str
    moment: str
    submitted: bool
    title: str
    year: int
    ministries: tuple[str, ...] = field(converter=tuple)


def _read(content: str) -> Draft:
    return Draft.model_validate_json(content)


@frozen
class Kept:
    """A draft with all that is kept of it."""

    number: int
    body: str
    version: int
    moment: str
    submitted: bool
    draft: Draft = field(converter=_read)


_LISTED = "number, body, moment, submitted, title, year, ministries"


def _listed(rows: Sequence[tuple[Any, ...]]) -> list[Listed]:
    return [Listed(*row) for row in rows]


def get(store: PortalStore, number: int) -> Kept | None:
    """A draft by its number, whosever it is; None if there is none."""
    query = (
        "select number, body, version, moment, submitted, content from commonization_drafts where number = ?"
    )
    rows = store.read(query, [number])
    return Kept(*rows[0]) if rows else None


def of_body(store: PortalStore, body: str) -> list[Listed]:
    """The drafts of a body, the newest first."""
    query = f"select {_LISTED} from commonization_drafts where body = ? order by number desc"  # noqa: S608 -- a constant
    return _listed(store.read(query, [body]))


def submitted(
    store: PortalStore, *, year: int | None, ministry: str | None, page: int, rows: int
) -> tuple[list[Listed], int]:
    """A page (from 1) of the proposals on the board, the newest first, and how many there are; None does not filter.

    ministry: empty text asks for those that name none.
    """
    where = (
        "submitted and (? is null or year = ?) and "
        "(? is null or list_contains(ministries, ?) or (? = '' and len(ministries) = 0))"
    )
    values = [year, year, ministry, ministry, ministry]
    ((total,),) = store.read(f"select count(*) from commonization_drafts where {where}", values)  # noqa: S608 -- a constant
    query = f"select {_LISTED} from commonization_drafts where {where} order by number desc limit ? offset ?"  # noqa: S608 -- a constant
    return _listed(store.read(query, [*values, rows, (page - 1) * rows])), total


def years(store: PortalStore) -> list[int]:
    """The years of the calls that proposals on the board are for."""
    return [
        year
        for (year,) in store.read(
            "select distinct year from commonization_drafts where submitted order by year"
        )
    ]


def next_number(store: PortalStore) -> int:
    """A number that no draft ever had."""
    with store.writing() as cursor:
        ((number,),) = cursor.execute("select nextval('commonization_numbers')").fetchall()
    return int(number)


def _columns(draft: Draft) -> list[Any]:
    proposal = draft.proposal
    ministries = [one.name for one in proposal.ministries or ()]
    return [proposal.title, proposal.year.year, ministries, draft.model_dump_json()]


def add(store: PortalStore, at: datetime, body: str, number: int, draft: Draft) -> bool:
    """Keeps a new draft; False if the body keeps too many already."""
    with store.writing() as cursor:
        ((count,),) = cursor.execute(
            "select count(*) from commonization_drafts where body = ?", [body]
        ).fetchall()
        if count >= MOST_DRAFTS:
            return False
        values = [number, body, at.isoformat(), *_columns(draft)]
        cursor.execute("insert into commonization_drafts values (?, ?, 1, ?, false, ?, ?, ?, ?)", values)
        store.note(cursor, at, body, "proposal draft kept", str(number))
    return True


def change(  # noqa: PLR0913 -- each says one thing about the change
    store: PortalStore, at: datetime, kept: Kept, version: int, *, submitted: bool, draft: Draft, what: str
) -> bool:
    """Keeps a draft as it is now; False, and nothing is changed, if it is no longer the version that was worked on."""
    with store.writing() as cursor:
        changed = cursor.execute(
            "update commonization_drafts set version = version + 1, moment = ?, submitted = ?, title = ?, year = ?, "
            "ministries = ?, content = ? where number = ? and version = ? returning number",
            [at.isoformat(), submitted, *_columns(draft), kept.number, version],
        ).fetchall()
        if changed:
            store.note(cursor, at, kept.body, what, str(kept.number))
    return bool(changed)


def remove(store: PortalStore, at: datetime, kept: Kept, version: int) -> bool:
    """Deletes a draft; False if it is no longer the version that was looked at."""
    with store.writing() as cursor:
        gone = cursor.execute(
            "delete from commonization_drafts where number = ? and version = ? returning number",
            [kept.number, version],
        ).fetchall()
        if gone:
            store.note(cursor, at, kept.body, "proposal draft deleted", str(kept.number))
    return bool(gone)
