"""One call: what it says, who has answered how, its deadline as a file for calendars, what each body would pay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from chiho_digital.basics import Text, require
from chiho_digital.dashboard import Cell, View
from chiho_digital.governments import Government
from chiho_digital.procurement.calls import (
    CALL_MOVES,
    Answer,
    Answered,
    BodyAnswer,
    CallMove,
    CallState,
    LateReply,
    Situation,
    Terms,
)

from ...forms import Answers, asked
from ...portal import Here, Portal
from ..models import MOST_PAGES
from .costs import rule_words
from .keeping import situation, today
from .models import CallOut
from .reading import day_words
from .simulating import MOST_EXPLAINED, lead_of, shown, worked_out

__all__ = ["api", "pages", "terms_words"]

pages = APIRouter()
api = APIRouter()

_NAMED = 60  # bodies of one answer that the page of the call names
_ROWS = 100  # of the page of one answer
_OF_BODIES = {CallMove.ANSWER, CallMove.REPLY_LATE}


def terms_words(portal: Portal, terms: Terms) -> Text:
    """Terms on one line: rule, remainder, rounding."""
    words, rounding = portal.words.texts["call.terms_line"], terms.rounding.text
    rule = None if terms.rule is None else rule_words(terms.rule)
    parts = [one for one in (rule, *(price.text for price in terms.prices)) if one is not None]
    left = None if terms.remainder is None else terms.remainder.text
    nothing = Text("－", "–")

    def line(lang: Any) -> str:
        return words.to(lang).format(
            rule=" ".join(part.to(lang) for part in parts),
            rounding=rounding.to(lang),
            remainder=(left or nothing).to(lang),
        )

    return Text(line("ja"), line("en"))


def _counts(portal: Portal, now: Situation) -> View:
    """Bodies by answer. Who has not answered is counted apart from who declined."""
    texts = portal.words.texts
    rows = tuple((answer.label, count) for answer, count in now.counts.items())
    return View(texts["call.counts"], (texts["call.answer"], texts["call.bodies"]), rows, ())


def _replies(portal: Portal, bodies: Sequence[BodyAnswer], *, words: bool) -> View:
    """Bodies and since when they have answered so. words: what they wrote with it, and late replies that wait; for the lead."""
    texts, nothing = portal.words.texts, Text("－", "–")
    names = ["costs.body", "call.since", *(["call.words", "call.waiting"] if words else [])]
    rows: list[tuple[Cell, ...]] = []
    for one in bodies:
        row: list[Cell] = [one.body.title, nothing if one.since is None else day_words(one.since)]
        if words:
            row += [one.words or nothing, nothing if one.waiting is None else one.waiting.answer.label]
        rows.append(tuple(row))
    return View(texts["call.replies"], tuple(texts[name] for name in names), tuple(rows), ())


def _history(portal: Portal, now: Situation) -> View:
    """What the lead has done with its call."""
    texts = portal.words.texts
    rows = [(day_words(now.call.opened_on), texts["call.opened"], Text("－", "–"))]
    rows += [
        (day_words(event.on), event.move.label, getattr(event, "reason", None) or Text("－", "–"))
        for event in now.call.events
        if event.on <= now.day and not isinstance(event, Answered | LateReply)
    ]
    names = ("call.day", "call.move", "call.reason")
    return View(texts["call.done"], tuple(texts[name] for name in names), tuple(rows), ())


def _moves(now: Situation) -> list[CallMove]:
    """What the lead can do with it now, as the library has it."""
    return [move for move in CALL_MOVES.allowed(now.state) if move not in _OF_BODIES]


def _own_answer(now: Situation, own: str) -> Any:
    """What the body that is logged in has said; None where it is not invited."""
    return next((one for one in now.answers if one.body.code == own), None)


def seen_by(portal: Portal, request: Request, now: Situation, lead: Government) -> dict[str, Any]:
    """What only the body that is logged in is shown."""
    session = portal.session(request)
    own = session.holder.body if session else ""
    leads = own == lead.code
    return {
        "leads": leads,
        "mine": _own_answer(now, own),
        "moves": _moves(now) if leads else [],
    }


@pages.get("/calls/{call_id}")
def call_page(request: Request, portal: Here, call_id: str) -> HTMLResponse:
    """The call in full."""
    now = situation(portal, call_id)
    lead = lead_of(now)
    return portal.page(
        request,
        "calls/call.html",
        now=now,
        lead=lead,
        open=now.state is CallState.OPEN,
        days=(now.deadline - today(portal)).days,
        day_words=day_words,
        terms=[terms_words(portal, one) for one in now.terms],
        counts=_counts(portal, now),
        lists=[(answer, bodies) for answer in Answer if 0 < len(bodies := now.of(answer)) <= _NAMED],
        answers=[answer.value for answer in Answer],
        history=_history(portal, now),
        **seen_by(portal, request, now, lead),
        **shown(portal, now, worked_out(portal, now, Answers({}), most=MOST_EXPLAINED)),
    )


@pages.get("/calls/{call_id}/answers")
def answers_page(request: Request, portal: Here, call_id: str) -> HTMLResponse:
    """The bodies of one answer, by code; for the lead, with what they wrote."""
    now, asked_for = situation(portal, call_id), asked(request, portal.settings.limits)
    answer = asked_for.choice("answer", {one.value for one in Answer}) or Answer.JOIN.value
    page = max(1, asked_for.number("page", MOST_PAGES) or 1)
    bodies = () if asked_for.errors else now.of(answer)
    here = bodies[(page - 1) * _ROWS : page * _ROWS]
    leads = seen_by(portal, request, now, lead_of(now))["leads"]
    return portal.page(
        request,
        "calls/answers.html",
        status=422 if asked_for.errors else 200,
        now=now,
        answers=asked_for,
        answer=Answer(answer),
        options={one.value: one for one in Answer},
        total=len(bodies),
        page=page,
        rows=_ROWS,
        codes=[one.body.code for one in here],
        replies=_replies(portal, here, words=leads),
    )


@pages.get("/calls/{call_id}/deadline.ics")
def deadline_file(portal: Here, call_id: str, request: Request) -> Response:
    """The deadline as an event of one day, for any calendar program."""
    icalendar = require("icalendar", extra="calendar")
    now = situation(portal, call_id)
    words = portal.words.texts["call.deadline_of"]
    file = icalendar.Calendar.new(prodid="-//chiho_digital//portal//JA")
    event = icalendar.Event.new(
        uid=f"call-{now.call.id}@portal.chiho-digital",
        stamp=datetime.combine(now.call.opened_on, time(), portal.settings.now().tzinfo),
        start=now.deadline,
        summary=words.ja.format(title=now.call.title),
        description=f"{lead_of(now).full_name} {request.url.path.removesuffix('/deadline.ics')}",
        transparency="TRANSPARENT",
    )
    file.add_component(event)
    named = {"Content-Disposition": f'attachment; filename="{now.call.id}.ics"'}
    return Response(file.to_ical(), media_type="text/calendar", headers=named)


@api.get("/calls/{call_id}", summary="A call to join")
def api_call(portal: Here, call_id: str) -> CallOut:
    """As it stands today: what it says, and who has answered how."""
    now = situation(portal, call_id)
    return CallOut.of(now, lead_of(now))
