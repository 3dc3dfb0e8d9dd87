"""Wishes (要望): that a municipality would like another body to lead on a kind of system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from attrs import frozen
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.responses import Response

from chiho_digital.basics import ChihoDigitalError, Text
from chiho_digital.governments import Government, get, prefectures
from chiho_digital.procurement.calls import Wish, WishCounts, count_wishes

from ...forms import Answers, Sent, asked
from ...portal import Here, Language, Portal
from .keeping import today
from .models import WishOut
from .reading import body_named, day_words, kind_in, known_kinds, own_body, refuse, said

__all__ = ["Known", "api", "counted", "pages", "standing_wishes"]

pages = APIRouter()
api = APIRouter()

MOST_WISHES = 300  # what one body can state and take back in all
_WORDS = 500  # characters
_STANDING = (
    "select wish from wishes where {where} qualify row_number() over (partition by body, kind order by number desc) = 1 "
    "order by body, kind"
)


def standing_wishes(
    portal: Portal, *, kind: str | None = None, prefecture: str = "", body: str = ""
) -> list[Wish]:
    """The wishes that hold today: of one kind, of the municipalities of one prefecture, of one body."""
    query = _STANDING.format(where="(? is null or kind = ?) and body like ?")
    start = body or (f"{prefecture[:2]}%" if prefecture else "%")
    wishes = [Wish.model_validate_json(wish) for (wish,) in portal.store.read(query, [kind, kind, start])]
    return [wish for wish in wishes if wish.holds(today(portal))]


@frozen
class Known:
    """What is wished for today: counted by the library, and each wish by kind and body."""

    counts: WishCounts
    wishes: Mapping[tuple[str, str], Wish]


def counted(portal: Portal, prefecture: str) -> Known:
    """Who wishes for what; kept until a wish comes or the day passes."""
    ((last,),) = portal.store.read("select coalesce(max(number), 0) from wishes")
    day = today(portal)
    key = ("wishes", prefecture, last, day)
    found: Known | None = portal.data.views.find(key)
    if found is None:
        wishes = standing_wishes(portal, prefecture=prefecture)
        by_body = {(wish.kind, str(wish.body)): wish for wish in wishes}
        made = Known(count_wishes(wishes, day), by_body)
        found = portal.data.views.get(key, lambda: made)
    return found


def _keep(portal: Portal, wish: Wish) -> bool:
    now, body = portal.settings.now(), str(wish.body)
    with portal.store.writing() as cursor:
        ((count,),) = portal.store.read("select count(*) from wishes where body = ?", [body])
        if count >= MOST_WISHES:
            return False
        cursor.execute(
            "insert into wishes select coalesce(max(number), 0) + 1, ?, ?, ?, ? from wishes",
            [now.isoformat(), body, wish.kind, wish.model_dump_json()],
        )
        what = "wish stated" if wish.withdrawn is None else "wish withdrawn"
        portal.store.note(cursor, now, body, what, wish.kind)
    return True


def _page(request: Request, portal: Portal, answers: Answers, prefecture: str = "") -> Response:
    """The wishes, and for a municipality that is logged in the form with which it states its own."""
    session = portal.session(request)
    body = session.holder.body if session else ""
    shown = portal.form_page if session else portal.page
    known = counted(portal, prefecture)
    return shown(
        request,
        "calls/wishes.html",
        status=422 if answers.errors else 200,
        answers=answers,
        prefecture=prefecture,
        places={str(one.code): one.title for one in prefectures()},
        wishes=known.counts.counts,
        told=known.wishes,
        mine=standing_wishes(portal, body=body) if body else [],
        kinds=known_kinds(),
        day_words=day_words,
        body_title=_title,
    )


def _title(code: str, day: date) -> Text:
    """What a body was called on a day."""
    return get(code, as_of=day).title


@pages.get("/wishes")
def wishes_page(request: Request, portal: Here) -> Response:
    """Who wishes for what."""
    answers = asked(request, portal.settings.limits)
    prefecture = answers.choice("prefecture", {str(one.code) for one in prefectures()})
    return _page(request, portal, answers, prefecture or "")


@pages.post("/wishes")
def state_wish(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:
    """Keeps the wish of the municipality that is logged in."""
    body = own_body(portal, request)
    wish = _wish(portal, sent, body)
    if wish is not None and not _keep(portal, wish):
        sent.errors["kind"] = "wish.full"
    if sent.errors:
        return _page(request, portal, sent)
    return RedirectResponse(f"/{lang}/wishes", HTTPStatus.SEE_OTHER)


def _wish(portal: Portal, sent: Answers, body: Government) -> Wish | None:
    kind, words = kind_in(sent), sent.text("words", _WORDS)
    lead = sent.text("lead", 100)
    wished_for: str | None = None
    try:
        wished_for = None if lead is None else body_named(lead).code
    except ChihoDigitalError as error:
        sent.errors["lead"] = said(portal, error)
    if sent.errors or kind is None:
        return None
    fields = {"body": body.code, "kind": kind.id, "on": today(portal), "lead": wished_for, "words": words}
    try:
        return Wish.model_validate(fields)
    except ValidationError as error:
        refuse(portal, sent, "kind", error)
        return None


@pages.post("/wishes/withdraw")
def withdraw_wish(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:
    """Takes a wish of the municipality that is logged in back."""
    body = own_body(portal, request)
    kind = sent.text("withdraw", 200) or ""
    found = standing_wishes(portal, kind=kind, body=str(body.code))
    if not found:
        raise HTTPException(404)
    _keep(portal, found[0].withdraw(today(portal)))
    return RedirectResponse(f"/{lang}/wishes", HTTPStatus.SEE_OTHER)


@api.get("/wishes", summary="What municipalities wish for")
def api_wishes(portal: Here, prefecture: str = "") -> list[WishOut]:
    """By kind; a body counts once."""
    if prefecture and prefecture not in {str(one.code) for one in prefectures()}:
        raise HTTPException(422)
    return [WishOut.of(count) for count in counted(portal, prefecture).counts.counts]
