"""A release of a dashboard data set: a draft and what happened to it since; every state follows from these."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import columns_of

from .book import Book
from .contents import code_of, field_named, text_of
from .data_sets import DataSet, data_set
from .log import LogEntry, log_of
from .records import (
    Acceptance,
    Confirmation,
    Correction,
    CorrectionLink,
    Event,
    Objection,
    Opening,
    Preview,
    Publication,
    Reason,
    Record,
    Withdrawal,
    made,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.dashboard.view import View
    from chiho_digital.governments import Government, LocalGovernmentCode

__all__ = ["Release"]


def _by_day(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.day))


class Release(Record):
    """A release of a dashboard data set (データセットの公開). Strictly read-only: every move gives a new one.

    A draft is previewed by the local governments concerned, published, corrected, and published again. Events count by
    their days; those of one day in the order in which they were recorded. Bodies are those of the day of the draft.

    Raises:
        pydantic.ValidationError: events that contradict one another, with the words of the error that a move raises.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="データセットの公開",
        json_schema_extra={"description": "ダッシュボードのデータセットの下書きと、その後の出来事。"},
    )

    opening: Annotated[Opening, Field(title="最初の下書き", description="公開者と最初の行。")]
    events: Annotated[
        tuple[Event, ...],
        AfterValidator(_by_day),
        Field(title="出来事", description="下書きの後の出来事。日付の順。"),
    ] = ()

    @classmethod
    def draft(cls, id_: str, rows: Iterable[CaseRow], *, day: date, by: str) -> Self:
        """A new release with its first content. `by` publishes it: an organisation.

        Raises:
            InvalidValue: two rows of one id.
        """
        opening = made(Opening, id=id_, rows=tuple(rows), day=day, by=by)
        return cls._of(opening, (), Book.opened(opening))

    @model_validator(mode="after")
    def _replayed(self) -> Self:
        _ = self._book
        return self

    @cached_property
    def _book(self) -> Book:
        return Book.opened(self.opening, self.events)

    @classmethod
    def _of(cls, opening: Opening, events: tuple[Event, ...], book: Book) -> Self:
        """A release of events that the book has taken in."""
        release = cls.model_construct(opening=opening, events=events)
        object.__setattr__(release, "_book", book)
        return release

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, checked as a new release where something is changed. Nothing in it can change, so `deep` is alike.

        Raises:
            pydantic.ValidationError: as for a new release.
        """
        del deep
        return type(self).model_validate({**dict(self), **(update or {})})

    def _with(self, event: Event) -> Self:
        """The release with one more event."""
        events = _by_day((*self.events, event))
        if events[-1] is event:
            book = self._book.copy()
            book.add(event)
        else:
            book = Book.opened(self.opening, events)
        return self._of(self.opening, events, book)

    def preview(self, *, day: date, days: int) -> Self:
        """Opens a preview (事前確認) of so many days, of which `day` is the first.

        Raises:
            ImpossibleMove: one is open.
            InvalidValue: fewer than 1 or more than 366 days.
        """
        return self._with(made(Preview, day=day, days=days))

    def confirm(self, body: Government | str, row: str, *, day: date) -> Self:
        """A body (a value, code or name) confirms a row. After the preview that is recorded as late, and does not count.

        Raises:
            ImpossibleMove: nothing has been shown yet.
            InvalidValue: there is no such row, or it does not concern the body.
            LookupError: there is no such body, or several are called so.
        """
        return self._with(made(Confirmation, day=day, row=row, body=self._code(body)))

    def object_to(  # noqa: PLR0913 -- who, to what, when, why, and what would be right
        self,
        body: Government | str,
        row: str,
        *,
        day: date,
        words: str,
        field: str | None = None,
        value: object = None,
    ) -> Self:
        """A body objects to a row, in words, and if it likes with the right value of a field (None: blank).

        After the preview that is recorded as late: it is shown with the row, but does not hold up a publication.

        Raises:
            ImpossibleMove, InvalidValue, LookupError: as `confirm`; no words, no such field, or a value that a check of a
                file would refuse.
        """
        self._book.content(row)
        if field is not None:
            field, value = _cell(row, field, value)
        text = None if value is None else str(value)
        values = {"words": words, "field": field, "value": text}
        return self._with(made(Objection, day=day, row=row, body=self._code(body), **values))

    def withdraw(self, body: Government | str, row: str, *, day: date) -> Self:
        """A body withdraws its objection, on any day.

        Raises:
            InvalidValue: it has none that is open.
        """
        return self._with(made(Withdrawal, day=day, row=row, body=self._code(body)))

    def accept(self, body: Government | str, row: str, *, day: date) -> Self:
        """A body accepts a correction as settling its objection, on any day. That does not confirm the row.

        Raises:
            InvalidValue: it has no objection that is open, or the row has not been corrected since.
        """
        return self._with(made(Acceptance, day=day, row=row, body=self._code(body)))

    def correct(  # noqa: PLR0913 -- what, to what, when, why, by whom
        self, row: str, field: str, new: object, *, day: date, reason: str, by: str
    ) -> Self:
        """Corrects a field (name or Japanese heading) of a row: a text as in a file, the value itself, or None for a blank.

        Raises:
            InvalidValue: there is no such row or field, nothing changes, or a check of a file would refuse the value; with
                the code and the sentence of its issue.
        """
        # The old value is that on the day of the correction, which may be recorded later than others.
        standing = self._until(day).content(row).row
        field, text = _cell(row, field, new)
        old = text_of(standing, field)
        values = {"field": field, "old": old, "new": text, "reason": reason, "by": by}
        return self._with(made(Correction, day=day, row=row, **values))

    def publish(self, *, day: date, despite: Mapping[str, str] | None = None) -> Self:
        """Publishes the rows as they stand. `despite`: by row, why it is published although a body objects.

        Raises:
            ImpossibleMove: a preview is open, or there has been none.
            InvalidValue: an open objection without a reason, or a reason without one.
        """
        reasons = tuple(made(Reason, row=row, words=words) for row, words in (despite or {}).items())
        return self._with(made(Publication, day=day, reasons=reasons))

    def on(self, day: date) -> DataSet:
        """The data set as it stood at the end of a day.

        Raises:
            InvalidValue: the release was not yet drafted.
        """
        return data_set(self._until(day), day)

    def published(self, day: date) -> DataSet:
        """What was last published by a day, as it stood then; later corrections and answers show when it is published again.

        Raises:
            InvalidValue: nothing had been published.
        """
        events = self.events[: self._number(day)]
        last = max((at for at, event in enumerate(events) if isinstance(event, Publication)), default=None)
        if last is None:
            state = self.on(day).state.label
            raise InvalidValue("dashboard.not_published", value=day, release=self.opening.id, state=state)
        return data_set(Book.opened(self.opening, events[: last + 1]), events[last].day)

    def correction(self, row: str, field: str, *, day: date) -> CorrectionLink:
        """A link to the correction of a field on a day, for the answer to an opinion.

        Raises:
            InvalidValue: there was none.
        """
        name = field_named(field)
        made_then = (
            event.row == row and event.field == name and event.day == day
            for event in self.events
            if isinstance(event, Correction)
        )
        if not any(made_then):
            raise InvalidValue("dashboard.no_such_correction", value=day).at(row, name)
        return CorrectionLink(release=self.opening.id, row=row, field=name, day=day)

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """Everything that happened, oldest first, late answers too."""
        return log_of(self._book)

    def log_view(self) -> View:
        """The log as a table to print."""
        from .showing import log_view

        return log_view(self.opening.id, self.log)

    def to_rows(self) -> list[dict[str, Any]]:
        """The log as rows of one shape for a table of any library: day, event, row, body, late, ja, en."""
        return [entry.to_dict() for entry in self.log]

    def _code(self, body: Government | str) -> LocalGovernmentCode:
        return code_of(body, self.opening.day)

    def _number(self, day: date) -> int:
        """How many events there were by the end of a day."""
        return sum(1 for event in self.events if event.day <= day)

    def _until(self, day: date) -> Book:
        """The book at the end of a day."""
        number = self._number(day)
        if number == len(self.events):
            return self._book
        return Book.opened(self.opening, self.events[:number])


def _cell(row: str, field: str, value: object) -> tuple[str, str | None]:
    """A field by its name, and a value as the text of its cell."""
    name = field_named(field)
    column = columns_of(CaseRow)[name]
    try:
        return name, column.write(column.accept(value))
    except InvalidValue as error:
        raise error.at(row, name) from None
