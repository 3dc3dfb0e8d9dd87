"""The replay: what a release is after its events, one by one. Every rule of a release stands here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from chiho_digital.basics import InvalidValue, Text

from .contents import Content, body_named, cell_text, content_of, text_of, unknown_row
from .records import (
    Acceptance,
    Answer,
    Confirmation,
    Correction,
    Event,
    Objection,
    Opening,
    Preview,
    Publication,
    Withdrawal,
)
from .states import MOVES, AnswerState, Move, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["Book", "Happened", "Held"]


@frozen
class Happened:
    """An event, and whether it is an answer that came too late to count. Strictly read-only."""

    event: Event
    late: bool = False


@frozen
class Held:
    """What a body has said of a row so far: its answer that counts, and the last one that came too late."""

    answer: Answer | None = None
    corrections: int = 0
    """How often the row had been corrected when the answer was given."""
    late: Confirmation | Objection | None = None
    late_corrections: int = 0

    def state(self, corrections: int) -> AnswerState:
        """Where the body stands with a row that has been corrected so often."""
        match self.answer:
            case Confirmation():
                current = self.corrections == corrections
                return AnswerState.CONFIRMED if current else AnswerState.CONFIRMED_BEFORE
            case Objection():
                return AnswerState.OBJECTS
            case Withdrawal():
                return AnswerState.WITHDRAWN
            case Acceptance():
                return AnswerState.ACCEPTED
            case None:
                return AnswerState.NOT_ANSWERED if self.late is None else AnswerState.LATE


@define
class Book:
    """A release after some of its events."""

    opening: Opening
    contents: dict[str, Content]
    state: State = State.DRAFT
    preview: Preview | None = None
    corrections: dict[str, tuple[Correction, ...]] = field(factory=dict[str, tuple[Correction, ...]])
    held: dict[str, dict[LocalGovernmentCode, Held]] = field(
        factory=dict[str, "dict[LocalGovernmentCode, Held]"]
    )
    published_on: date | None = None
    reasons: dict[str, str] = field(factory=dict[str, str])
    """Why rows were published in spite of objections, at the last publication."""
    happened: list[Happened] = field(factory=list[Happened])

    @classmethod
    def opened(cls, opening: Opening, events: Iterable[Event] = ()) -> Book:
        """The release after events, in the order of their days.

        Raises:
            InvalidValue: two rows of one id, a row that a check of a file would refuse, and as `add`.
        """
        twice = [id_ for id_, number in Counter(row.case_id for row in opening.rows).items() if number > 1]
        if twice:
            raise InvalidValue("dashboard.row_twice", value=tuple(twice))
        book = cls(
            opening,
            {row.case_id: content_of(at, row, opening.day) for at, row in enumerate(opening.rows, 1)},
        )
        for event in events:
            try:
                book.add(event)
            except InvalidValue as error:
                raise error.at(str(event.day), event.event) from None
        return book

    def copy(self) -> Book:
        """A book of its own, to which events can be added."""
        return evolve(
            self,
            contents=dict(self.contents),
            corrections=dict(self.corrections),
            held=dict(self.held),
            reasons=dict(self.reasons),
            happened=list(self.happened),
        )

    def state_on(self, day: date) -> State:
        """The state on a day after the last event: a preview ends by itself.

        Raises:
            InvalidValue: the release was not yet drafted.
        """
        if day < self.opening.day:
            raise InvalidValue(
                "dashboard.before_draft", value=day, release=self.opening.id, first=self.opening.day
            )
        if self.state is State.PREVIEW and self.preview is not None and day > self.preview.last:
            return MOVES.after(self.state, Move.PREVIEW_END)
        return self.state

    def add(self, event: Event) -> None:
        """Takes in the next event.

        Raises:
            ImpossibleMove: the release is in no state for it.
            InvalidValue: it comes before the draft, or contradicts what the release holds.
        """
        now = self.state_on(event.day)
        after = evolve(MOVES, what=self._what()).after(now, Move(event.event))
        match event:
            case Preview():
                self.preview = event
            case Correction():
                self._correct(event)
            case Publication():
                self.reasons, self.published_on = self._reasons(event), event.day
            case Confirmation() | Objection():
                self._answer(event, counts=now is State.PREVIEW)
            case Withdrawal() | Acceptance():
                self._settle(event)
        late = isinstance(event, Confirmation | Objection) and now is not State.PREVIEW
        self.happened.append(Happened(event, late))
        self.state = after

    def open_objections(self) -> dict[str, list[Objection]]:
        """The objections that are not settled, by row."""
        found = {
            row: [held.answer for held in by_body.values() if isinstance(held.answer, Objection)]
            for row, by_body in self.held.items()
        }
        return {row: objections for row, objections in found.items() if objections}

    def corrections_of(self, row: str) -> int:
        """How often a row has been corrected."""
        return len(self.corrections.get(row, ()))

    def content(self, row: str) -> Content:
        """What a row holds.

        Raises:
            InvalidValue: there is no such row; near ids are suggested.
        """
        if row not in self.contents:
            raise unknown_row(row, self.contents, self.opening.id)
        return self.contents[row]

    def _hold(self, event: Answer, held: Held) -> None:
        # A new dict for the row, since copies of the book share the old one.
        self.held[event.row] = {**self.held.get(event.row, {}), event.body: held}

    def _held(self, event: Answer) -> Held:
        return self.held.get(event.row, {}).get(event.body, Held())

    def _what(self) -> Text:
        """The release in a sentence, with its preview."""
        id_ = self.opening.id
        if self.preview is None:
            return Text(f"データセット「{id_}」", f"the release '{id_}'")
        first, last = self.preview.day, self.preview.last
        return Text(
            f"データセット「{id_}」（確認期間：{first}～{last}）",
            f"the release '{id_}' (preview {first} to {last})",
        )

    def _correct(self, event: Correction) -> None:
        content = self.content(event.row)
        stands = text_of(content.row, event.field)
        if event.old != stands:
            raise InvalidValue(
                "dashboard.old_differs", value=cell_text(event.old), stands=cell_text(stands)
            ).at(event.row, event.field)
        changed = content.changed(event.field, event.new, self.opening.day)
        if changed.row == content.row:
            raise InvalidValue("dashboard.nothing_corrected", value=cell_text(stands)).at(
                event.row, event.field
            )
        self.contents[event.row] = changed
        self.corrections[event.row] = (*self.corrections.get(event.row, ()), event)

    def _answer(self, event: Confirmation | Objection, *, counts: bool) -> None:
        content = self._concerned(event)
        if isinstance(event, Objection) and event.field is not None:
            content.changed(event.field, event.value, self.opening.day)
        corrections = self.corrections_of(event.row)
        if counts:
            self._hold(event, Held(event, corrections))
        else:
            self._hold(event, evolve(self._held(event), late=event, late_corrections=corrections))

    def _settle(self, event: Withdrawal | Acceptance) -> None:
        self._concerned(event)
        held, corrections = self._held(event), self.corrections_of(event.row)
        counted = isinstance(held.answer, Objection)
        if not counted and not isinstance(held.late, Objection):
            body = body_named(event.body, self.opening.day)
            raise InvalidValue("dashboard.no_objection", value=event.row, body=body)
        since = held.corrections if counted else held.late_corrections
        if isinstance(event, Acceptance) and corrections == since:
            body = body_named(event.body, self.opening.day)
            raise InvalidValue("dashboard.not_corrected", value=event.row, body=body)
        if counted or held.answer is None:
            self._hold(event, Held(event, corrections))
        else:  # the late objection is settled; what the body said in time stands
            self._hold(event, evolve(held, late=None))

    def _concerned(self, event: Answer) -> Content:
        """The content of the row that a body answers about."""
        content = self.content(event.row)
        if event.body not in content.bodies and event.body not in content.bodies_before:
            raise InvalidValue(
                "dashboard.not_concerned",
                value=body_named(event.body, self.opening.day),
                row=event.row,
                bodies=tuple(body_named(code, self.opening.day) for code in content.bodies),
            )
        return content

    def _reasons(self, event: Publication) -> dict[str, str]:
        for reason in event.reasons:
            self.content(reason.row)
        reasons = {reason.row: reason.words for reason in event.reasons}
        twice = [row for row, number in Counter(reason.row for reason in event.reasons).items() if number > 1]
        if twice:
            raise InvalidValue("dashboard.reason_twice", value=tuple(twice))
        objections = self.open_objections()
        if unexplained := sorted(objections.keys() - reasons.keys()):
            raise InvalidValue("dashboard.open_objections", value=tuple(unexplained))
        if needless := sorted(reasons.keys() - objections.keys()):
            raise InvalidValue("dashboard.reason_needless", value=tuple(needless))
        return reasons
