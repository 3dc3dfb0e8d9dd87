"""The list of calls: who calls for what, until when; and the calls that invite one body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from attrs import frozen
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from chiho_digital.governments import Government, get, prefectures
from chiho_digital.procurement.calls import CallState
from chiho_digital.systems import SystemKind, kind_of

from ...forms import Answers, asked
from ...portal import Here, Portal
from ..models import MOST_PAGES
from .keeping import state_now, today
from .models import CallList, CallQuery, ListedOut, NamedOut
from .reading import day_words, known_kinds
from .wishing import counted

__all__ = ["Listed", "api", "open_calls_of", "pages"]

pages = APIRouter()
api = APIRouter()

_SHOWN_WISHES = 10
_OF_A_BODY = 10  # calls on the page of a body


@frozen
class Listed:
    """A call in a list. lead: as it was when it called.  invited: how many bodies."""

    id: str
    title: str
    lead: Government
    kind: SystemKind
    state: CallState
    deadline: date
    invited: int


def _listed(
    portal: Portal, where: str, values: Sequence[object], limit: int, offset: int = 0
) -> list[Listed]:
    """Open calls first, those that close soonest at their head; then the others, the newest first."""
    query = (
        f"with known as (select *, {state_now()} as state_now from calls join call_states using (id)) "  # noqa: S608 -- of constants
        "select id, title, lead, opened_on, kind, state_now, deadline, invited from known "
        f"where {where} order by state_now <> 'open', case when state_now = 'open' then deadline end, number desc "
        "limit ? offset ?"
    )
    rows = portal.store.read(query, [today(portal).isoformat(), *values, limit, offset])
    return [
        Listed(
            call,
            title,
            get(lead, as_of=date.fromisoformat(opened_on)),
            kind_of(kind),
            CallState(state),
            date.fromisoformat(deadline),
            invited,
        )
        for call, title, lead, opened_on, kind, state, deadline, invited in rows
    ]


def _count(portal: Portal, where: str, values: Sequence[object]) -> int:
    query = (
        f"with known as (select *, {state_now()} as state_now from calls join call_states using (id)) "  # noqa: S608 -- of constants
        f"select count(*) from known where {where}"
    )
    ((count,),) = portal.store.read(query, [today(portal).isoformat(), *values])
    return int(count)


def open_calls_of(portal: Portal, body: str) -> list[Listed]:
    """The open calls that invite a body, those that close soonest first."""
    where = "state_now = 'open' and id in (select id from call_bodies where body = ?)"
    return _listed(portal, where, [body], _OF_A_BODY)


def _filter(portal: Portal, answers: Answers) -> tuple[str, list[object]]:
    """What the list is filtered by, as SQL and its values."""
    places = {str(one.code) for one in prefectures()}
    prefecture = answers.choice("prefecture", places)
    kind = answers.choice("kind", _kinds(portal))
    state = answers.choice("state", {one.value for one in CallState})
    parts, values = ["true"], list[object]()
    if prefecture:
        start = f"{prefecture[:2]}%"
        parts.append("(lead like ? or id in (select id from call_bodies where body like ?))")
        values += [start, start]
    if kind:
        parts.append("kind = ?")
        values.append(kind)
    if state:
        parts.append("state_now = ?")
        values.append(state)
    return " and ".join(parts), values


def _kinds(portal: Portal) -> dict[str, SystemKind]:
    """The kinds that calls are for, in the order of the vocabulary, others after them by name."""
    held = {kind for (kind,) in portal.store.read("select distinct kind from calls")}
    known = [kind for kind in known_kinds() if kind in held]
    return {kind: kind_of(kind) for kind in [*known, *sorted(held - set(known))]}


@pages.get("/calls")
def calls(request: Request, portal: Here) -> HTMLResponse:
    """Calls that are open, that are closed, and what municipalities wish for."""
    answers, rows = asked(request, portal.settings.limits), portal.settings.limits.rows
    where, values = _filter(portal, answers)
    page = max(1, min(answers.number("page", MOST_PAGES) or 1, MOST_PAGES))
    wishes = counted(portal, answers.given("prefecture") if not answers.errors else "")
    return portal.page(
        request,
        "calls/list.html",
        status=422 if answers.errors else 200,
        answers=answers,
        page=page,
        rows=rows,
        total=0 if answers.errors else _count(portal, where, values),
        calls=[] if answers.errors else _listed(portal, where, values, rows, (page - 1) * rows),
        places={str(one.code): one.title for one in prefectures()},
        kinds=_kinds(portal),
        states={one.value: one for one in CallState},
        wishes=wishes.counts.counts[:_SHOWN_WISHES],
        today=today(portal),
        day_words=day_words,
    )


@api.get("/calls", summary="Calls to join")
def api_calls(portal: Here, query: Annotated[CallQuery, Query()]) -> CallList:
    """Filtered as on the page; 20 at a time, open ones first."""
    answers = Answers({"prefecture": query.prefecture, "kind": query.kind, "state": query.state})
    where, values = _filter(portal, answers)
    if answers.errors:
        raise HTTPException(422)
    rows = portal.settings.limits.rows
    found = _listed(portal, where, values, rows, (query.page - 1) * rows)
    calls = [listed_out(one) for one in found]
    return CallList(total=_count(portal, where, values), page=query.page, calls=calls)


def listed_out(one: Listed) -> ListedOut:
    """A call of the list as JSON."""
    return ListedOut(
        id=one.id,
        title=one.title,
        lead=NamedOut.of_body(one.lead),
        kind=NamedOut.of(one.kind.id, one.kind.label),
        state=NamedOut.of_enum(one.state),
        deadline=one.deadline,
        invited=one.invited,
    )
