"""The log of a release: everything that happened, in order, as sentences and as rows to export."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import Note
from chiho_digital.governments import LocalGovernmentCode

from .contents import body_named, cell_text, label_of
from .records import (
    Acceptance,
    Answer,
    Confirmation,
    Correction,
    Objection,
    Preview,
    Publication,
    Withdrawal,
)

if TYPE_CHECKING:
    from chiho_digital.basics import Lang

    from .book import Book, Happened

__all__ = ["LogEntry", "log_of"]


@frozen
class LogEntry:
    """One line of the log (記録の1行). Strictly read-only.

    event: the kind of what happened, `draft` or as in the events; a publication has a line `reason` for each row that was
    published in spite of an objection.  row, body: what and whom it is about, None for the release as a whole.
    late: whether it is an answer after the preview, which does not count.
    """

    day: date
    event: str
    note: Note
    row: str | None = None
    body: LocalGovernmentCode | None = None
    late: bool = False

    def to(self, lang: Lang) -> str:
        """What happened, as a sentence."""
        return self.note.to(lang)

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON values: day, event, row, body, late, and the sentence in ja and en."""
        return {
            "day": self.day.isoformat(),
            "event": self.event,
            "row": self.row,
            "body": None if self.body is None else str(self.body),
            "late": self.late,
            "ja": self.to("ja"),
            "en": self.to("en"),
        }


def log_of(book: Book) -> tuple[LogEntry, ...]:
    """Everything that happened, oldest first."""
    opening = book.opening
    params = {"release": opening.id, "rows": len(opening.rows), "by": opening.by}
    entries = [LogEntry(opening.day, "draft", Note("dashboard.log_draft", params))]
    for happened in book.happened:
        entries += _entries(happened, opening.day)
    return tuple(entries)


def _entries(happened: Happened, named_on: date) -> list[LogEntry]:
    event, late = happened.event, happened.late
    match event:
        case Preview():
            params = {"days": event.days, "first": event.day, "last": event.last}
            return [LogEntry(event.day, event.event, Note("dashboard.log_preview", params))]
        case Publication():
            whole = LogEntry(event.day, event.event, Note("dashboard.log_publication"))
            return [
                whole,
                *(
                    LogEntry(
                        event.day,
                        "reason",
                        Note("dashboard.log_reason", {"row": reason.row, "reason": reason.words}),
                        reason.row,
                    )
                    for reason in event.reasons
                ),
            ]
        case Correction():
            params = {
                "row": event.row,
                "field": label_of(event.field),
                "old": cell_text(event.old),
                "new": cell_text(event.new),
                "reason": event.reason,
                "by": event.by,
            }
            return [LogEntry(event.day, event.event, Note("dashboard.log_correction", params), event.row)]
        case Confirmation() | Objection() | Withdrawal() | Acceptance():
            params = {"row": event.row, "body": body_named(event.body, named_on)}
            note = _note(event, params, late=late)
            return [LogEntry(event.day, event.event, note, event.row, event.body, late)]


def _note(event: Answer, params: dict[str, Any], *, late: bool) -> Note:
    match event:
        case Confirmation():
            note = Note("dashboard.log_confirmation", params)
        case Objection():
            params["words"] = event.words
            note = Note("dashboard.log_objection", params)
            if event.field is not None:
                right = {"field": label_of(event.field), "value": cell_text(event.value)}
                note = Note("dashboard.log_objection_with_value", {**params, **right})
        case Withdrawal():
            note = Note("dashboard.log_withdrawal", params)
        case Acceptance():
            note = Note("dashboard.log_acceptance", params)
    return Note("dashboard.log_late", {"what": note}) if late else note
