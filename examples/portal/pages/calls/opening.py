"""Opening a call: the form, and what is wrong with it beside each field."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.responses import Response

from chiho_digital.governments import Government, municipalities, prefectures
from chiho_digital.procurement import TaxBasis

from ...forms import Answers, Sent
from ...portal import Here, Language, Portal
from .costs import contents_of
from .keeping import open_call, today
from .reading import bodies_in, day_in, kind_in, known_kinds, own_body, problems, said, unique
from .simulating import cost_choices
from .wishing import standing_wishes

__all__ = ["cost_fields", "invited_in", "pages"]

pages = APIRouter()

_TITLE, _WORDS = 100, 2_000  # characters
_FIELDS = {"deadline": "deadline", "invited": "bodies", "lead": "bodies", "wishes": "bodies"}


def cost_fields(portal: Portal) -> dict[str, Any]:
    """What a form of costs offers."""
    return {**cost_choices(portal), "bases": {one.value: one.label for one in TaxBasis}}


def invited_in(portal: Portal, answers: Answers) -> list[Government]:
    """Whom a form invites: the municipalities of a prefecture, itself if asked, and bodies that were typed in."""
    place = answers.choice("prefecture", {str(one.code) for one in prefectures()})
    typed = bodies_in(portal, answers, "bodies")
    whole = [] if place is None else municipalities(prefecture=place)
    found = unique([*whole, *typed])
    if not found and not answers.errors:
        answers.errors["prefecture"] = "calls.nobody_invited"
    return found


def _page(request: Request, portal: Portal, lead: Government, answers: Answers) -> Response:
    return portal.form_page(
        request,
        "calls/new.html",
        status=422 if answers.errors else 200,
        lead=lead,
        answers=answers,
        kinds=known_kinds(),
        places={str(one.code): one.title for one in prefectures()},
        **cost_fields(portal),
    )


@pages.get("/calls/new")
def new_call(request: Request, portal: Here) -> Response:
    """The form with which the body that is logged in opens a call."""
    lead = own_body(portal, request)
    return _page(request, portal, lead, Answers({"prefecture": str(lead.prefecture.code)}))


@pages.post("/calls")
def open_it(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:
    """Opens it; the body that is logged in is its lead."""
    lead = own_body(portal, request)
    draft = _draft(portal, sent, lead)
    if draft is not None:
        try:
            call = open_call(portal, draft)
        except ValidationError as error:
            for one in problems(error):
                name = _FIELDS.get(str(one.path[0]) if one.path else "", "subject")
                sent.errors[name] = said(portal, one)
        else:
            if call is not None:
                return RedirectResponse(f"/{lang}/calls/{call.id}", HTTPStatus.SEE_OTHER)
            sent.errors["subject"] = "calls.full"
    return _page(request, portal, lead, sent)


def _draft(portal: Portal, sent: Answers, lead: Government) -> dict[str, Any] | None:
    """The fields of the call; None where something is wrong with the form."""
    title = sent.text("subject", _TITLE)
    if title is None:
        sent.errors.setdefault("subject", "calls.subject_missing")
    kind, deadline = kind_in(sent), day_in(portal, sent, "deadline")
    if deadline is None:
        sent.errors.setdefault("deadline", "calls.deadline_missing")
    elif deadline < today(portal):
        sent.errors["deadline"] = "calls.deadline_past"
    words, acting_for = sent.text("words", _WORDS), sent.text("acting_for", _TITLE)
    invited = invited_in(portal, sent)
    codes = [body.code for body in invited]
    contents = contents_of(portal, sent, lead, codes)
    if sent.errors or kind is None or contents is None:
        return None
    wishes = standing_wishes(portal, kind=kind.id)
    return {
        "lead": lead.code,
        "kind": kind.id,
        "title": title,
        "invited": codes,
        "deadline": deadline,
        "acting_for": acting_for,
        "words": words,
        "estimates": contents.estimates,
        "terms": contents.terms,
        "figures": contents.figures,
        "wishes": [wish for wish in wishes if wish.body in codes and wish.lead in {None, lead.code}],
    }
