"""Drafts that a body keeps: seen by itself alone until it submits one; changed by one hand at a time, so that nothing is lost."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from chiho_digital.commonization import Review
from chiho_digital.governments import get

from ...forms import Answers, Sent
from ...portal import Here, Language, Portal, language_of, login_of
from . import kept
from .drafting import answers_of, content_of, file_of, form, own_proposer, shown
from .reading import read
from .records import fields_of

__all__ = ["pages"]

pages = APIRouter()

_STEPS = {"submit": False, "withdraw": True, "delete": False}
"""What can be done with a draft, and whether it must stand on the board for that."""
_MOST = 2**53


def _any(portal: Portal, number: int) -> kept.Kept:
    found = kept.get(portal.store, number) if 0 < number < _MOST else None
    if found is None:
        raise HTTPException(404)
    return found


def _own(portal: Portal, request: Request, number: int) -> kept.Kept:
    """A draft of the body that is logged in; those of others are not there."""
    session = portal.session(request)
    login_of(portal, request, session.holder.body if session else "")
    found = _any(portal, number)
    if session is None or found.body != session.holder.body:
        raise HTTPException(404)
    return found


@pages.get("/commonization/drafts/{number}")
def draft(request: Request, portal: Here, number: int) -> Response:
    """One's own draft, with what there is to look at in it and what can be done with it."""
    one = _own(portal, request, number)
    return shown(request, portal, one.draft, "commonization/draft.html", kept=one)


@pages.get("/commonization/drafts/{number}/file")
def draft_file(request: Request, portal: Here, number: int) -> Response:
    """One's own draft as a file."""
    return file_of(_own(portal, request, number).draft)


@pages.get("/commonization/drafts/{number}/edit")
def edit(request: Request, portal: Here, lang: Language, number: int) -> Response:
    """The form with what is kept. What stands on the board is taken back first."""
    one = _own(portal, request, number)
    if one.submitted:
        return RedirectResponse(f"/{lang}/commonization/drafts/{number}", HTTPStatus.SEE_OTHER)
    return form(request, portal, Answers(fields_of(one.draft)), kept=one)


@pages.post("/commonization/drafts/{number}/edit")
def keep(request: Request, portal: Here, lang: Language, number: int, sent: Sent) -> Response:
    """Keeps the change; where the draft was changed meanwhile, shows both and lets the body decide."""
    one = _own(portal, request, number)
    version = sent.number("version", _MOST)
    answers = Answers({name: value for name, value in sent.fields.items() if name != "version"})
    changed = read(answers, own_proposer(portal, request), portal.data.kinds, one.draft.proposal.id)
    if changed is None and version == one.version:
        return form(request, portal, answers, status=422, kept=one)
    now = portal.settings.now()
    if (
        changed is None
        or version is None
        or one.submitted
        or not kept.change(
            portal.store, now, one, version, submitted=False, draft=changed, what="proposal draft changed"
        )
    ):
        latest = _own(portal, request, number)
        return form(
            request,
            portal,
            answers,
            status=409,
            kept=latest,
            meanwhile=(content_of(portal, latest.draft), answers_of(portal, latest.draft)),
        )
    return RedirectResponse(f"/{lang}/commonization/drafts/{number}", HTTPStatus.SEE_OTHER)


@pages.get("/commonization/drafts/{number}/{step}")
def ask(request: Request, portal: Here, number: int, step: str) -> Response:
    """Asks whether it is meant, and says what it does."""
    if step not in _STEPS:
        raise HTTPException(404)
    one = _own(portal, request, number)
    return portal.form_page(
        request,
        "commonization/step.html",
        kept=one,
        step=step,
        possible=one.submitted is _STEPS[step],
        changed=False,
    )


@pages.post("/commonization/drafts/{number}/{step}")
def take(request: Request, portal: Here, number: int, step: str, sent: Sent) -> Response:
    """Submits a draft, takes it back, or deletes it; not if it was changed since it was looked at."""
    if step not in _STEPS:
        raise HTTPException(404)
    one = _own(portal, request, number)
    version, now, done = sent.number("version", _MOST) or 0, portal.settings.now(), False
    if one.submitted is _STEPS[step]:
        if step == "delete":
            done = kept.remove(portal.store, now, one, version)
        else:
            said = "proposal submitted" if step == "submit" else "proposal withdrawn"
            done = kept.change(
                portal.store, now, one, version, submitted=step == "submit", draft=one.draft, what=said
            )
    if not done:
        return portal.form_page(
            request,
            "commonization/step.html",
            status=409,
            kept=_own(portal, request, number),
            step=step,
            possible=one.submitted is _STEPS[step],
            changed=True,
        )
    where = {"submit": f"proposals/{number}", "withdraw": f"drafts/{number}", "delete": "drafts"}[step]
    lang = language_of(request.url.path)
    return RedirectResponse(f"/{lang}/commonization/{where}", HTTPStatus.SEE_OTHER)


@pages.get("/commonization/proposals/{number}")
def proposal(request: Request, portal: Here, number: int) -> Response:
    """A proposal that its body submitted in this portal: what it says, and which steps the process allows next."""
    one = _any(portal, number)
    if not one.submitted:
        raise HTTPException(404)
    of = one.draft.proposal
    review = Review(id="r1", title=of.title, ministries=of.ministries, proposals=(of.id,))
    return portal.page(
        request,
        "commonization/proposal.html",
        kept=one,
        body=get(one.body),
        content=content_of(portal, one.draft),
        standing=review.standing,
        actors=review.machine.actors,
        course=one.draft.course,
    )
