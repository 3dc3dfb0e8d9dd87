"""What is kept of a preview window, and the library's releases that are made of it.

Rows and events are kept one by one, as the library's own records. What becomes of a row depends on no other row; so a release
of a few rows, with the events that concern them, says of these what one of all of them would, and a hundred thousand rows
need not be held in memory to answer about one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen
from pydantic import TypeAdapter

from chiho_digital.basics import require
from chiho_digital.dashboard.releases import Event, Opening, Preview, Publication, Release, State
from chiho_digital.procurement import CaseRow

from ...store import PortalStore

__all__ = [
    "AT_ONCE",
    "LAYOUT",
    "Window",
    "add_event",
    "bodies_of",
    "current",
    "in_parts",
    "put_window",
    "release_of",
]

LAYOUT = """
create table if not exists preview_windows (number bigint primary key, opening varchar not null);
create table if not exists preview_rows (release bigint not null, place bigint not null, id varchar not null,
    row varchar not null);
create table if not exists preview_bodies (release bigint not null, id varchar not null, body varchar not null);
create table if not exists preview_events (number bigint primary key, release bigint not null, moment varchar not null,
    id varchar not null, body varchar not null, event varchar not null);
"""
AT_ONCE = 2_000
"""Rows of which a release is made at a time."""

_EVENTS: TypeAdapter[Event] = TypeAdapter(Event)


@frozen
class Window:
    """A release that bodies are asked about. opening: without its rows.  events: those of the release as a whole."""

    number: int
    opening: Opening
    events: tuple[Event, ...]

    @property
    def previews(self) -> tuple[Preview, ...]:
        """The windows that were opened, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Preview))

    @property
    def preview(self) -> Preview:
        """The last of them."""
        return self.previews[-1]

    @property
    def published_on(self) -> date | None:
        """The day of the publication."""
        return next((event.day for event in self.events if isinstance(event, Publication)), None)

    def state(self, day: date) -> State:
        """Where it stands on a day."""
        if self.published_on is not None:
            return State.PUBLISHED
        return Release(opening=self.opening, events=self.previews).on(day).state


def current(store: PortalStore) -> Window | None:
    """The last release that was opened; None if there was none."""
    kept = store.read("select number, opening from preview_windows order by number desc limit 1")
    if not kept:
        return None
    ((number, opening),) = kept
    events = store.read(
        "select event from preview_events where release = ? and id = '' order by number", [number]
    )
    whole = [_EVENTS.validate_json(event) for (event,) in events]
    return Window(number, Opening.model_validate_json(opening), tuple(whole))


def release_of(store: PortalStore, window: Window, ids: Sequence[str]) -> Release:
    """The library's release of some of the rows, in their order, with what was said of them; not its publication."""
    marks = ", ".join("?" * len(ids))
    rows = store.read(
        f"select row from preview_rows where release = ? and id in ({marks}) order by place",  # noqa: S608 -- marks only
        [window.number, *ids],
    )
    events = store.read(
        f"select event from preview_events where release = ? and id in ({marks}) order by number",  # noqa: S608 -- as above
        [window.number, *ids],
    )
    opening = window.opening.model_copy(
        update={"rows": tuple(CaseRow.model_validate_json(row) for (row,) in rows)}
    )
    said = [_EVENTS.validate_json(event) for (event,) in events]
    return Release(opening=opening, events=(*window.previews, *said))


def in_parts(store: PortalStore, window: Window) -> Iterator[Release]:
    """The releases of all rows, some at a time."""
    ids = [
        one
        for (one,) in store.read(
            "select id from preview_rows where release = ? order by place", [window.number]
        )
    ]
    for start in range(0, len(ids), AT_ONCE):
        yield release_of(store, window, ids[start : start + AT_ONCE])


def bodies_of(release: Release, day: date) -> list[tuple[str, str]]:
    """The ids of the rows, each with the code of a body that is asked about it."""
    return [(row.id, str(answer.body)) for row in release.on(day).rows for answer in row.answers]


def put_window(cursor: Any, opening: Opening, preview: Event, parts: Iterator[Release], at: datetime) -> int:
    """Keeps a new window, and gives its number. `parts`: releases of some of its rows each."""
    pl = require("polars", extra="polars")
    ((number,),) = cursor.execute("select coalesce(max(number), 0) + 1 from preview_windows").fetchall()
    cursor.execute("insert into preview_windows values (?, ?)", [number, opening.model_dump_json()])
    place = 0
    for part in parts:
        rows = [
            (number, place + at_row, row.case_id, row.model_dump_json())
            for at_row, row in enumerate(part.opening.rows)
        ]
        bodies = [(number, *pair) for pair in bodies_of(part, part.opening.day)]
        place += len(rows)
        for table, lines, width in (("preview_rows", rows, 4), ("preview_bodies", bodies, 3)):
            if lines:
                names = [f"c{column}" for column in range(width)]
                frame = pl.DataFrame(lines, schema=names, orient="row").to_arrow()
                cursor.from_arrow(frame).insert_into(table)
    add_event(cursor, number, at, preview)
    return int(number)


def add_event(cursor: Any, number: int, at: datetime, event: Event) -> None:
    """Adds what has happened to a release, or to a row of it."""
    row, body = getattr(event, "row", ""), str(getattr(event, "body", ""))
    cursor.execute(
        "insert into preview_events select coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? from preview_events",
        [number, at.isoformat(), row, body, event.model_dump_json()],
    )
