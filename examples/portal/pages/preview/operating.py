"""What the operator does with a window: opens it, corrects rows, reads the answers, publishes. Every day is that of Japan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from chiho_digital.dashboard.releases import Objection, Publication, Reason, Release
from chiho_digital.governments import get
from chiho_digital.procurement import CaseRow

from ...settings import JAPAN
from ...store import PortalStore
from .keeping import AT_ONCE, Window, add_event, bodies_of, current, in_parts, put_window, release_of

__all__ = [
    "ANSWER_HEADINGS",
    "WindowError",
    "again",
    "answer_lines",
    "correct",
    "day_of",
    "note_publication",
    "open_window",
    "window_of",
    "write_published",
]

ANSWER_HEADINGS = ("事例ID", "団体コード", "団体", "回答", "回答日", "内容", "項目", "正しい値")


class WindowError(Exception):
    """It is not the time for what is asked; nothing was changed."""


def day_of(at: datetime) -> date:
    """The day in Japan."""
    return at.astimezone(JAPAN).date()


def window_of(store: PortalStore) -> Window:
    """The window that there is.

    Raises:
        WindowError: there is none.
    """
    window = current(store)
    if window is None:
        raise WindowError("no window was opened yet")
    return window


def _unpublished(store: PortalStore) -> Window:
    window = window_of(store)
    if window.published_on is not None:
        raise WindowError(f"{window.opening.id} was published on {window.published_on}: open a new window")
    return window


def _days(day: date, last: date) -> int:
    return last.toordinal() - day.toordinal() + 1


def open_window(  # noqa: PLR0913 -- what a window is made of
    store: PortalStore, rows: Sequence[CaseRow], *, at: datetime, last: date, by: str, instead: bool = False
) -> Window:
    """Opens a window over rows until a last day. `instead`: of one that is not yet published, which is left behind.

    Raises:
        WindowError: one is not yet published.
        InvalidValue: the last day is over, or too far; a row that a check of a file refuses.
    """
    before, day = current(store), day_of(at)
    if before is not None and before.published_on is None and not instead:
        raise WindowError(f"{before.opening.id} is not published yet: publish it, or open another --instead")
    id_ = f"cases-{day.isoformat()}-{1 if before is None else before.number + 1}"

    def part(start: int) -> Release:
        drafted = Release.draft(id_, rows[start : start + AT_ONCE], day=day, by=by)
        return drafted.preview(day=day, days=_days(day, last))

    whole = part(len(rows))  # of no row: what is wrong with its days is said before anything is done
    with store.writing() as cursor:
        parts = map(part, range(0, len(rows), AT_ONCE))
        number = put_window(cursor, whole.opening, whole.events[-1], parts, at)
        store.note(cursor, at, "", "preview opened", id_)
    return Window(number, whole.opening, whole.events)


def again(store: PortalStore, *, at: datetime, last: date) -> Window:
    """Opens a window that is over once more; answers stay, and can be changed.

    Raises:
        WindowError: there is none, or its cases are published.
        ImpossibleMove: it is open.
        InvalidValue: the last day is over, or too far.
    """
    window, day = _unpublished(store), day_of(at)
    release = Release(opening=window.opening, events=window.events)
    event = release.preview(day=day, days=_days(day, last)).events[-1]
    with store.writing() as cursor:
        add_event(cursor, window.number, at, event)
        store.note(cursor, at, "", "preview opened again", window.opening.id)
    return Window(window.number, window.opening, (*window.events, event))


def correct(  # noqa: PLR0913 -- what, where, when, why
    store: PortalStore, *, at: datetime, row: str, field: str, value: str, reason: str
) -> None:
    """Corrects a field of a row, before it is published.

    Raises:
        WindowError: there is no window, or its cases are published.
        InvalidValue: there is no such row or field, nothing changes, or a check of a file would refuse the value.
    """
    window, day = _unpublished(store), day_of(at)
    release = release_of(store, window, [row]).correct(
        row, field, value or None, day=day, reason=reason, by=window.opening.by
    )
    with store.writing() as cursor:
        add_event(cursor, window.number, at, release.events[-1])
        cursor.execute("delete from preview_bodies where release = ? and id = ?", [window.number, row])
        asked = [[window.number, *pair] for pair in bodies_of(release, day)]
        cursor.executemany("insert into preview_bodies values (?, ?, ?)", asked)
        store.note(cursor, at, "", "preview corrected", f"{window.opening.id} {row}")


def answer_lines(store: PortalStore, day: date) -> Iterator[tuple[str, ...]]:
    """What each body said of each row that concerns it, and that it said nothing, under `ANSWER_HEADINGS`.

    Raises:
        WindowError: there is no window.
    """
    window = window_of(store)
    for release in in_parts(store, window):
        for row in release.on(day).rows:
            for one in row.answers:
                said = one.answer
                objection = said if isinstance(said, Objection) else None
                yield (
                    row.id,
                    str(one.body),
                    get(one.body, as_of=window.opening.day).title.ja,
                    one.state.label.ja,
                    "" if said is None else said.day.isoformat(),
                    objection.words if objection else "",
                    (objection.field or "") if objection else "",
                    (objection.value or "") if objection else "",
                )


def write_published(store: PortalStore, out: Path, *, day: date, despite: Mapping[str, str]) -> Publication:
    """Writes the rows as they are published, as JSON Lines; `despite`: by row, why although a body objects.

    Raises:
        WindowError: there is no window, or its cases are published.
        ImpossibleMove: the window is open.
        InvalidValue: open objections without a reason, or a reason for a row without one.
    """
    window = _unpublished(store)
    left = dict(despite)
    with out.open("x", encoding="utf-8") as file:
        for release in in_parts(store, window):
            reasons = {
                row.case_id: left.pop(row.case_id) for row in release.opening.rows if row.case_id in left
            }
            published = release.publish(day=day, despite=reasons).published(day)
            file.writelines(f"{row.row.model_dump_json()}\n" for row in published.rows)
    if left:
        raise WindowError(f"the window holds no such cases: {', '.join(left)}")
    return Publication(day=day, reasons=tuple(Reason(row=row, words=words) for row, words in despite.items()))


def note_publication(store: PortalStore, publication: Publication, *, at: datetime) -> None:
    """Keeps that the cases were published."""
    window = _unpublished(store)
    with store.writing() as cursor:
        add_event(cursor, window.number, at, publication)
        store.note(cursor, at, "", "preview published", window.opening.id)
