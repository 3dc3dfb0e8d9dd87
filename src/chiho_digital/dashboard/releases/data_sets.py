"""A data set as it stands on a day: the rows and cases, who confirmed them last, and who objects."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Text
from chiho_digital.basics.shown import Shown
from chiho_digital.governments import Government, LocalGovernmentCode
from chiho_digital.procurement import Case, CaseRow
from chiho_digital.tables import columns_of, in_order
from chiho_digital.tables.shown import READ, checked

from .book import Held
from .contents import code_of, unknown_row
from .records import Answer, Confirmation, Correction, Objection, Preview
from .states import MOVES, AnswerState, Move, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part
    from chiho_digital.dashboard.view import View
    from chiho_digital.tables import Issue

    from .book import Book

__all__ = ["BodyAnswer", "Confirmed", "DataSet", "ReleaseRow", "data_set"]


@frozen
class BodyAnswer:
    """Where a body stands with a row (団体の回答). Strictly read-only.

    answer: what it said last that counts, None if nothing.  late: what it said last after the preview, which does not count.
    """

    body: LocalGovernmentCode
    state: AnswerState
    answer: Answer | None
    late: Confirmation | Objection | None


@frozen
class Confirmed:
    """When a row was last confirmed, and by which bodies (最終確認). Strictly read-only."""

    day: date
    bodies: tuple[LocalGovernmentCode, ...]


@frozen
class ReleaseRow:
    """A row of a data set (データセットの行). Strictly read-only.

    answers: one for each body that is concerned or has answered, by code.  corrections: oldest first.
    reason: why it was last published in spite of an objection; None where it was not.
    """

    row: CaseRow
    case: Case
    answers: tuple[BodyAnswer, ...]
    corrections: tuple[Correction, ...]
    reason: str | None

    @property
    def id(self) -> str:
        """The id of the row."""
        return self.row.case_id

    @property
    def last_confirmed(self) -> Confirmed | None:
        """When the row as it stands was last confirmed; None where nobody has confirmed it."""
        return self._last(AnswerState.CONFIRMED)

    @property
    def confirmed_before_correction(self) -> Confirmed | None:
        """When bodies last confirmed what the row held before a correction, which they have not confirmed since."""
        return self._last(AnswerState.CONFIRMED_BEFORE)

    @property
    def objections(self) -> tuple[Objection, ...]:
        """The objections that are open."""
        return tuple(one.answer for one in self.answers if isinstance(one.answer, Objection))

    @property
    def not_answered(self) -> tuple[LocalGovernmentCode, ...]:
        """The bodies that have said nothing: neither consent nor objection."""
        return tuple(one.body for one in self.answers if one.state is AnswerState.NOT_ANSWERED)

    @property
    def late(self) -> tuple[Confirmation | Objection, ...]:
        """What was said after the preview, and does not count."""
        return tuple(one.late for one in self.answers if one.late is not None)

    def _last(self, state: AnswerState) -> Confirmed | None:
        found = [(one.answer.day, one.body) for one in self.answers if one.state is state and one.answer]
        if not found:
            return None
        last = max(day for day, _ in found)
        return Confirmed(last, tuple(body for day, body in found if day == last))


@frozen
class DataSet(Shown):
    """A data set on a day (ある日のデータセット). Strictly read-only.

    release: the id of the release.  drafted_on: the day of its draft, as of which bodies are named.
    published_on: the day of the last publication, None where there was none.
    preview: the last one.  issues: what a check says of the rows, numbered from 1.
    """

    release: str
    drafted_on: date
    day: date
    state: State
    published_on: date | None
    preview: Preview | None
    rows: tuple[ReleaseRow, ...]
    issues: tuple[Issue, ...]

    def __shown__(self) -> Iterable[Part]:
        counts = {Text("日", "day"): self.day, Text("状態", "state"): self.state, READ: len(self.rows)}
        return checked(Text(self.release, self.release), counts, self.issues)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases of the rows, as the views of the dashboard take them."""
        return tuple(row.case for row in self.rows)

    @property
    def allowed(self) -> tuple[Move, ...]:
        """The moves that are possible next."""
        return MOVES.allowed(self.state)

    def row(self, id_: str) -> ReleaseRow:
        """One row.

        Raises:
            InvalidValue: there is none of this id.
        """
        for row in self.rows:
            if row.id == id_:
                return row
        raise unknown_row(id_, (row.id for row in self.rows), self.release)

    def rows_of(self, body: Government | str) -> tuple[ReleaseRow, ...]:
        """The rows that concern a body, or about which it has answered.

        Raises:
            LookupError: there is no such body, or several are called so.
        """
        code = code_of(body, self.drafted_on)
        return tuple(row for row in self.rows if any(one.body == code for one in row.answers))

    def to_view(self) -> View:
        """The rows with their last confirmation and the objections that are open."""
        from .showing import rows_view

        return rows_view(self)

    def answers_view(self) -> View:
        """What each body has said of each row that concerns it, by row and code."""
        from .showing import answers_view

        return answers_view(self)


def data_set(book: Book, day: date) -> DataSet:
    """The data set of a book on a day after its last event."""
    issues = [issue for content in book.contents.values() for issue in content.issues]
    return DataSet(
        book.opening.id,
        book.opening.day,
        day,
        book.state_on(day),
        book.published_on,
        book.preview,
        tuple(_row(book, id_) for id_ in book.contents),
        in_order(issues, columns_of(CaseRow)),
    )


def _row(book: Book, id_: str) -> ReleaseRow:
    content, held = book.contents[id_], book.held.get(id_, {})
    corrections = book.corrections.get(id_, ())
    answers = tuple(
        BodyAnswer(body, one.state(len(corrections)), one.answer, one.late)
        for body in sorted({*content.bodies, *held})
        for one in (held.get(body, Held()),)
    )
    return ReleaseRow(content.row, content.case, answers, corrections, book.reasons.get(id_))
