"""The feedback form. Who sends it need not log in; nothing of it becomes public without the operator's act."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from ...board import LONGEST, FeedbackKind
from ...forms import Answers, Sent, asked
from ...portal import Here, Language, Portal, login_of

__all__ = ["pages"]

pages = APIRouter()

_PAGE = 200  # characters


@pages.get("/feedback")
def feedback(request: Request, portal: Here) -> Response:
    """The form; a link to it may name the page and the kind."""
    answers = asked(request, portal.settings.limits)
    given = {name: answers.given(name)[:_PAGE] for name in ("page", "kind")}
    return _form(request, portal, Answers(given), HTTPStatus.OK)


@pages.post("/feedback")
def send(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:
    """Keeps it, or says why not."""
    client = request.client.host if request.client else ""
    if not portal.senders.allows(client):
        return _form(request, portal, sent, HTTPStatus.TOO_MANY_REQUESTS)
    kind = sent.choice("kind", set(FeedbackKind))
    page = sent.text("page", _PAGE)
    words = sent.text("words", LONGEST)
    for name, value in (("kind", kind), ("words", words)):
        if value is None:
            sent.errors.setdefault(name, "feedback.needed")
    if sent.errors or kind is None or words is None:
        return _form(request, portal, sent, HTTPStatus.UNPROCESSABLE_ENTITY)
    number = portal.board.say(
        portal.settings.now(),
        FeedbackKind(kind),
        page=page or "",
        words=words,
        body=_body(request, portal, sent),
        most=portal.settings.limits.feedback_kept,
    )
    if number is None:
        return _form(request, portal, sent, HTTPStatus.SERVICE_UNAVAILABLE)
    return RedirectResponse(f"/{lang}/feedback/received?number={number}", HTTPStatus.SEE_OTHER)


@pages.get("/feedback/received")
def received(request: Request, portal: Here) -> HTMLResponse:
    """That it was received, under which number, and what happens with it."""
    number = asked(request, portal.settings.limits).number("number", 10**9)
    if not number:
        raise HTTPException(404)
    return portal.page(request, "feedback/received.html", number=number)


def _body(request: Request, portal: Portal, sent: Answers) -> str:
    """The code of the body that sends it as itself; empty if nobody says who it is."""
    session = portal.session(request)
    if session is None or sent.given("as_body") != "1":
        return ""
    return login_of(portal, request, session.holder.body).holder.body


def _form(request: Request, portal: Portal, answers: Answers, status: HTTPStatus) -> Response:
    """The form with what was typed. Where no more is taken in, it says so, and stays for what was typed to be copied."""
    is_full = portal.board.kept() >= portal.settings.limits.feedback_kept
    return portal.form_page(
        request,
        "feedback/feedback.html",
        status=status,
        answers=answers,
        kinds=[(kind.value, kind) for kind in FeedbackKind],
        longest=LONGEST,
        is_full=is_full,
        too_often=status == HTTPStatus.TOO_MANY_REQUESTS,
    )
