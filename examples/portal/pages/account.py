"""Logging in with a body's token, and out."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from ..forms import Sent
from ..portal import COOKIE, Here, Language, PageGroup
from ..security import tokens

__all__ = ["GROUP"]

_pages = APIRouter()


@_pages.get("/login")
def login(request: Request, portal: Here) -> Response:
    """The form."""
    return portal.form_page(request, "login.html", errors={})


@_pages.post("/login")
def log_in(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:
    """Opens a session for the holder of a token; wrong tokens are counted and noted, without the token."""
    client = request.client.host if request.client else ""
    if not portal.logins.allows(client):
        raise HTTPException(429)
    holder = tokens.holder_of(portal.tokens, sent.text("token") or "")
    now = portal.settings.now()
    if holder is None:
        portal.store.audit(now, "", "login refused")
        errors = {"token": "errors.token"}
        return portal.form_page(request, "login.html", status=422, errors=errors)
    portal.store.audit(now, holder.body, "login", holder.number)
    answer = RedirectResponse(f"/{lang}/bodies/{holder.body}", HTTPStatus.SEE_OTHER)
    portal.set_cookie(answer, portal.sessions.open(holder))
    return answer


@_pages.post("/logout")
def log_out(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:  # noqa: ARG001 -- proves the form
    """Ends the session."""
    session = portal.session(request)
    if session is not None:
        portal.store.audit(portal.settings.now(), session.holder.body, "logout", session.holder.number)
        portal.sessions.close(request.cookies[COOKIE])
    answer = RedirectResponse(f"/{lang}/", HTTPStatus.SEE_OTHER)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


GROUP = PageGroup(_pages)
