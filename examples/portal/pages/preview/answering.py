"""A body's own rows: what stands in them, what it said, and the form with which it confirms or objects."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Self
from urllib.parse import quote

from attrs import frozen
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from chiho_digital.basics import ChihoDigitalError, Text
from chiho_digital.dashboard import View
from chiho_digital.dashboard.releases import (
    AnswerState,
    BodyAnswer,
    Event,
    Objection,
    Release,
    ReleaseRow,
    State,
)
from chiho_digital.governments import get
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import columns_of

from ...forms import Answers, Sent, asked
from ...portal import Here, Language, Portal, login_of
from ...records import told
from ..models import MOST_PAGES
from ..municipalities import body_of
from .keeping import Window, add_event, current, release_of

__all__ = ["MOST_ANSWERS", "pages"]

pages = APIRouter()

_WORDS = 1_000  # characters
_CHOICES = {"confirm": "preview.confirm", "object": "preview.object", "withdraw": "preview.withdraw"}
MOST_ANSWERS = 30  # answers of a body about a row, that nobody fills the disk

_COLUMNS = {name: Text(column.ja, name) for name, column in columns_of(CaseRow).items()}
_FIELDS = {name: text for name, text in _COLUMNS.items() if not columns_of(CaseRow)[name].unique}
"""What an objection can be about: every column but the id, by which a row is known."""


def _window(portal: Portal) -> Window:
    window = current(portal.store)
    if window is None:
        raise HTTPException(404)
    return window


@frozen
class _Asked:
    """A row about which a body is asked, and who asks for its page: somebody logged in as that body."""

    portal: Portal
    request: Request
    window: Window
    code: str
    row: str

    @classmethod
    def of(cls, portal: Portal, request: Request, code: str, row: str) -> Self:
        """What an address means.

        Raises:
            HTTPException: there is no such row, or it does not concern the body (404); as `login_of`.
        """
        body_of(code)
        login_of(portal, request, code)
        window = _window(portal)
        known = "select 1 from preview_bodies where release = ? and body = ? and id = ? limit 1"
        if not portal.store.read(known, [window.number, code, row]):
            raise HTTPException(404)
        return cls(portal, request, window, code, row)

    def release(self) -> Release:
        """The library's release of the row as it stands."""
        return release_of(self.portal.store, self.window, [self.row])

    def number(self) -> int:
        """How often the body has answered about the row."""
        counted = "select count(*) from preview_events where release = ? and body = ? and id = ?"
        ((number,),) = self.portal.store.read(counted, [self.window.number, self.code, self.row])
        return int(number)


def _answer(row: ReleaseRow, code: str) -> BodyAnswer:
    return next(answer for answer in row.answers if str(answer.body) == code)


def _said(answer: BodyAnswer) -> Text:
    """What a body said, in words."""
    said = answer.answer
    if not isinstance(said, Objection):
        return answer.state.label
    label = answer.state.label
    return Text(f"{label.ja}：{said.words}", f"{label.en}: {said.words}")


@pages.get("/preview/{code}")
def own(request: Request, portal: Here, lang: Language, code: str) -> Response:
    """The rows that concern a body, page by page, each with what it said."""
    body = body_of(code)
    login_of(portal, request, code)
    window, settings = _window(portal), portal.settings
    answers = asked(request, settings.limits)
    page, size = max(answers.number("page", MOST_PAGES) or 1, 1), settings.limits.rows
    ids = [
        one
        for (one,) in portal.store.read(
            "select r.id from preview_rows r semi join preview_bodies b on b.release = r.release and b.id = r.id"
            " and b.body = ? where r.release = ? order by r.place",
            [code, window.number],
        )
    ]
    shown = ids[(page - 1) * size : page * size]
    state = window.state(settings.today)
    rows = release_of(portal.store, window, shown).on(settings.today).rows if shown else ()
    return portal.page(
        request,
        "preview/own.html",
        body=body,
        window=window,
        state=state,
        is_open=state is State.PREVIEW,
        total=len(ids),
        view=_list(portal, rows, code),
        links=[f"/{lang}/preview/{code}/{quote(one, safe='')}" for one in shown],
        page=page,
        pages=max((len(ids) + size - 1) // size, 1),
        answers=answers,
    )


def _list(portal: Portal, rows: tuple[ReleaseRow, ...], code: str) -> View:
    texts = portal.words.texts
    return View(
        texts["preview.own_rows"],
        tuple(
            texts[name] for name in ("preview.row", "preview.lead_body", "preview.kinds", "preview.answer")
        ),
        tuple(
            (row.id, row.row.lead_body, "、".join(row.row.system_kind_ja), _said(_answer(row, code)))
            for row in rows
        ),
    )


@pages.get("/preview/{code}/{row}")
def one(request: Request, portal: Here, code: str, row: str) -> Response:
    """A row with the form."""
    return _row_page(_Asked.of(portal, request, code, row), Answers({}))


@pages.post("/preview/{code}/{row}")
def answer(  # noqa: PLR0913 -- the parts of the address, the form, and what every page is handed
    *, request: Request, portal: Here, lang: Language, code: str, row: str, sent: Sent
) -> Response:
    """Keeps what a body says; its last answer counts, and the log keeps all."""
    about = _Asked.of(portal, request, code, row)
    says, today = _Says.read(sent), portal.settings.today
    with portal.store.writing() as cursor:  # nobody else writes between what is read in here and the answer
        if about.window.state(today) is not State.PREVIEW:
            sent.errors["answer"] = "preview.closed"
        elif about.number() >= MOST_ANSWERS:
            sent.errors["answer"] = "preview.too_often"
        if not sent.errors:
            try:
                event = says.about(about.release(), code, row, today)
            except ChihoDigitalError as error:
                sent.errors["value" if len(error.path) > 1 else "words"] = told(error)
            else:
                now, id_ = portal.settings.now(), about.window.opening.id
                add_event(cursor, about.window.number, now, event)
                portal.store.note(cursor, now, code, f"preview {event.event}", f"{id_} {row}")
    if sent.errors:
        return _row_page(about, sent)
    return RedirectResponse(f"/{lang}/preview/{code}", HTTPStatus.SEE_OTHER)


@frozen
class _Says:
    """What a body says in the form."""

    chosen: str | None
    words: str | None
    field: str | None
    value: str | None

    @classmethod
    def read(cls, sent: Answers) -> Self:
        chosen = sent.choice("answer", _CHOICES)
        if chosen is None:
            sent.errors.setdefault("answer", "errors.choice")
        return cls(
            chosen, sent.text("words", _WORDS), sent.choice("field", _FIELDS), sent.text("value", _WORDS)
        )

    def about(self, release: Release, code: str, row: str, day: date) -> Event:
        """The event of the library that it is.

        Raises:
            ChihoDigitalError: the library refuses it, and says why.
        """
        if self.chosen == "confirm":
            after = release.confirm(code, row, day=day)
        elif self.chosen == "withdraw":
            after = release.withdraw(code, row, day=day)
        else:
            after = release.object_to(
                code, row, day=day, words=self.words or "", field=self.field, value=self.value
            )
        return after.events[-1]


def _row_page(about: _Asked, answers: Answers) -> Response:
    portal, window, code = about.portal, about.window, about.code
    today, texts = portal.settings.today, portal.words.texts
    shown = about.release().on(today).row(about.row)
    standing = _answer(shown, code)
    state = window.state(today)
    given = standing.answer
    if not answers.fields and isinstance(given, Objection):
        answers.fields = {
            "answer": "object",
            "words": given.words,
            "field": given.field or "",
            "value": given.value or "",
        }
    elif not answers.fields and standing.state is AnswerState.CONFIRMED:
        answers.fields = {"answer": "confirm"}
    return portal.form_page(
        about.request,
        "preview/row.html",
        status=422 if answers.errors else 200,
        body=body_of(code),
        window=window,
        state=state,
        is_open=state is State.PREVIEW,
        row=about.row,
        content=View(
            texts["preview.content"], (texts["preview.column"], texts["preview.value"]), _content(shown)
        ),
        corrections=_corrections(portal, shown),
        said=_said(standing),
        right=_right(given),
        day=given.day if given else None,
        choices=[
            (name, texts[key])
            for name, key in _CHOICES.items()
            if name != "withdraw" or isinstance(given, Objection)
        ],
        columns=_FIELDS,
        answers=answers,
    )


def _content(row: ReleaseRow) -> tuple[tuple[Text | str | None, ...], ...]:
    columns = columns_of(CaseRow)
    written = {name: columns[name].write(getattr(row.row, name)) for name in columns}
    written["prefecture"] = "、".join(get(code).name for code in row.row.prefecture)
    return tuple((_COLUMNS[name], text) for name, text in written.items())


def _right(said: object) -> tuple[Text, str | None] | None:
    """The field that an objection names, and what should stand there."""
    return (_COLUMNS[said.field], said.value) if isinstance(said, Objection) and said.field else None


def _corrections(portal: Portal, row: ReleaseRow) -> View:
    texts = portal.words.texts
    blank = texts["preview.blank"]
    return View(
        texts["preview.corrections"],
        tuple(
            texts[name]
            for name in (
                "preview.day",
                "preview.column",
                "preview.old",
                "preview.new",
                "preview.reason",
                "preview.by",
            )
        ),
        tuple(
            (str(one.day), _COLUMNS[one.field], one.old or blank, one.new or blank, one.reason, one.by)
            for one in row.corrections
        ),
    )
