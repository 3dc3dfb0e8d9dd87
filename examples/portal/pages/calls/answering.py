"""Answering a call: an invited body joins, considers or declines, and may answer anew until the deadline."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.responses import Response

from chiho_digital.basics import InvalidValue, Text, era_date
from chiho_digital.dashboard import View
from chiho_digital.governments import Government
from chiho_digital.procurement.calls import Answer, Answered, CallState, LateReply, Situation

from ...forms import Answers, Sent
from ...portal import Here, Language, Portal
from .keeping import add, sent_by, situation, today
from .reading import day_words, own_body, refuse

__all__ = ["pages"]

pages = APIRouter()

_WORDS = 500  # characters
_GIVEN = {one.value: one for one in Answer if one is not Answer.NO_ANSWER}


def _sent(portal: Portal, now: Situation, body: Government) -> View:
    """All that the body has said, the answers that no longer count too."""
    texts = portal.words.texts
    rows = tuple(
        (
            Text(f"{era_date(one.at.date())} {one.at:%H:%M}", f"{one.at:%Y-%m-%d %H:%M}"),
            one.reply.answer.label,
            one.reply.words or texts["answer.no_words"],
            texts["answer.late" if isinstance(one.reply, LateReply) else "answer.in_time"],
        )
        for one in sent_by(portal, now.call.id, str(body.code))
    )
    names = ("answer.at", "call.answer", "call.words", "answer.when")
    return View(texts["answer.sent"], tuple(texts[name] for name in names), rows, ())


def _page(request: Request, portal: Portal, now: Situation, body: Government, answers: Answers) -> Response:
    invited = any(one.body.code == body.code for one in now.answers)
    return portal.form_page(
        request,
        "calls/answer.html",
        status=422 if answers.errors else 200 if invited else 403,
        now=now,
        body=body,
        answers=answers,
        invited=invited,
        open=now.state is CallState.OPEN,
        closed=now.state is CallState.CLOSED,
        given=_GIVEN,
        day_words=day_words,
        history=_sent(portal, now, body),
    )


@pages.get("/calls/{call_id}/answer")
def answer_page(request: Request, portal: Here, call_id: str) -> Response:
    """The form with which the body that is logged in answers; with what it said before."""
    now, body = situation(portal, call_id), own_body(portal, request)
    mine = next((one for one in now.answers if one.body.code == body.code), None)
    before = {} if mine is None else {"answer": mine.answer.value, "words": mine.words or ""}
    return _page(request, portal, now, body, Answers(before))


@pages.post("/calls/{call_id}/answer")
def answer(request: Request, portal: Here, lang: Language, call_id: str, sent: Sent) -> Response:
    """Keeps the answer, if the library takes it; after the deadline a reply that does not count until the lead admits it."""
    body, now = own_body(portal, request), situation(portal, call_id)
    chosen, words = sent.choice("answer", _GIVEN), sent.text("words", _WORDS)
    if chosen is None:
        sent.errors.setdefault("answer", "answer.missing")
    if not sent.errors:
        record = LateReply if sent.given("late") == "1" else Answered
        fields = {
            "body": body.code,
            "answer": chosen,
            "on": today(portal),
            "said_by": body.code,
            "words": words,
        }
        try:
            if add(portal, call_id, record.model_validate(fields), str(body.code)):
                return RedirectResponse(f"/{lang}/calls/{call_id}", HTTPStatus.SEE_OTHER)
            sent.errors["answer"] = "answer.full"
        except (InvalidValue, ValidationError) as error:
            refuse(portal, sent, "answer", error)
    return _page(request, portal, now, body, sent)
