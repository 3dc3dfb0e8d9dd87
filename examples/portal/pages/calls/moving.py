"""What the lead does with its call: invite, correct, extend, close, admit, give up. The library says what is possible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.responses import Response

from chiho_digital.basics import InvalidValue
from chiho_digital.governments import Government, prefectures
from chiho_digital.procurement.calls import (
    CALL_MOVES,
    Abandoned,
    Admitted,
    BecameCase,
    CallMove,
    Closed,
    Corrected,
    Event,
    Extended,
    Invited,
    Situation,
)

from ...forms import Answers, Sent
from ...portal import Here, Language, Portal, login_of
from .costs import contents_of
from .keeping import add, situation, today
from .opening import cost_fields, invited_in
from .reading import day_in, day_words, refuse
from .simulating import lead_of

__all__ = ["pages"]

pages = APIRouter()

_REASON = 500  # characters
_FIELDS = {
    CallMove.INVITE: "bodies",
    CallMove.EXTEND: "deadline",
    CallMove.ADMIT: "body",
    CallMove.CORRECT: "yen",
    CallMove.BECOME_CASE: "move",
}
"""The field beside which the library's refusal of a move stands; the reason where it has no field of its own."""


def _move(name: str) -> CallMove:
    move = next((one for one in _MADE if one.value == name), None)
    if move is None:
        raise HTTPException(404)
    return move


def _invited(portal: Portal, now: Situation, sent: Answers) -> dict[str, Any]:
    known = {one.body.code for one in now.answers}
    found = [body.code for body in invited_in(portal, sent)]
    new = [code for code in found if code not in known]
    if found and not new:
        sent.errors["bodies"] = "move.all_invited"
    return {"bodies": new}


def _corrected(portal: Portal, now: Situation, sent: Answers) -> dict[str, Any]:
    contents = contents_of(portal, sent, lead_of(now), [one.body.code for one in now.answers])
    if contents is None:
        return {}
    return {"estimates": contents.estimates, "terms": contents.terms, "figures": contents.figures}


def _extended(portal: Portal, now: Situation, sent: Answers) -> dict[str, Any]:  # noqa: ARG001 -- as the others
    deadline = day_in(portal, sent, "deadline")
    if deadline is None:
        sent.errors.setdefault("deadline", "calls.deadline_missing")
    return {"deadline": deadline}


def _admitted(portal: Portal, now: Situation, sent: Answers) -> dict[str, Any]:  # noqa: ARG001 -- as the others
    body = sent.choice("body", {str(one.body.code) for one in now.waiting})
    if body is None:
        sent.errors.setdefault("body", "errors.choice")
    return {"body": body}


def _became(portal: Portal, now: Situation, sent: Answers) -> dict[str, Any]:  # noqa: ARG001 -- as the others
    return {"case": now.call.id}


def _nothing(portal: Portal, now: Situation, sent: Answers) -> dict[str, Any]:  # noqa: ARG001 -- as the others
    return {}


_MADE: dict[CallMove, tuple[Any, Callable[[Portal, Situation, Answers], dict[str, Any]]]] = {
    CallMove.ADMIT: (Admitted, _admitted),
    CallMove.INVITE: (Invited, _invited),
    CallMove.CORRECT: (Corrected, _corrected),
    CallMove.EXTEND: (Extended, _extended),
    CallMove.CLOSE: (Closed, _nothing),
    CallMove.BECOME_CASE: (BecameCase, _became),
    CallMove.ABANDON: (Abandoned, _nothing),
}


def _page(request: Request, portal: Portal, now: Situation, move: CallMove, answers: Answers) -> Response:
    return portal.form_page(
        request,
        "calls/move.html",
        status=422 if answers.errors else 200,
        now=now,
        move=move,
        answers=answers,
        places={str(one.code): one.title for one in prefectures()},
        waiting={str(one.body.code): one.body.title for one in now.waiting},
        day_words=day_words,
        **cost_fields(portal),
    )


def _lead(portal: Portal, request: Request, now: Situation) -> Government:
    """The lead of the call, logged in; nobody else changes it."""
    lead = lead_of(now)
    login_of(portal, request, str(lead.code))
    return lead


@pages.get("/calls/{call_id}/moves/{name}")
def move_page(request: Request, portal: Here, call_id: str, name: str) -> Response:
    """The form of a move; a move that is not possible now is refused with those that are."""
    now, move = situation(portal, call_id), _move(name)
    _lead(portal, request, now)
    CALL_MOVES.after(now.state, move)
    return _page(request, portal, now, move, Answers({}))


@pages.post("/calls/{call_id}/moves/{name}")
def make_move(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request, portal: Here, lang: Language, call_id: str, name: str, sent: Sent
) -> Response:
    """Makes it, if the library allows it."""
    now, move = situation(portal, call_id), _move(name)
    lead = _lead(portal, request, now)
    event = _event(portal, now, move, sent)
    if event is not None:
        try:
            if add(portal, call_id, event, str(lead.code)):
                return RedirectResponse(f"/{lang}/calls/{call_id}", HTTPStatus.SEE_OTHER)
            sent.errors["reason"] = "move.full"
        except InvalidValue as error:
            refuse(portal, sent, _FIELDS.get(move, "reason"), error)
    return _page(request, portal, now, move, sent)


def _event(portal: Portal, now: Situation, move: CallMove, sent: Answers) -> Event | None:
    """The event that a form describes; None where something is wrong with it."""
    record, read = _MADE[move]
    day: date = today(portal)
    fields = {"on": day, "by": now.call.lead, **read(portal, now, sent)}
    if move is not CallMove.BECOME_CASE:
        fields["reason"] = sent.text("reason", _REASON)
        if fields["reason"] is None:
            sent.errors.setdefault("reason", "move.reason_missing")
    if sent.errors:
        return None
    try:
        event: Event = record.model_validate(fields)
    except ValidationError as error:
        refuse(portal, sent, _FIELDS.get(move, "reason"), error)
        return None
    return event
