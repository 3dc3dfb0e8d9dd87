"""The application: `create_app(settings)` puts data, security and the groups of pages together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response

from chiho_digital._version import __version__
from chiho_digital.basics import ChihoDigitalError, Text

from .board import Board
from .checks import Checks
from .data import Data
from .pages import GROUPS, MENU
from .pages.feedback.changes import tell_load
from .portal import Portal, language_of, portal_of
from .security.guard import Guard
from .security.rates import Rates
from .security.sessions import Sessions
from .settings import Settings
from .store import PortalStore
from .warming import warm
from .words import LANGUAGES

__all__ = ["create_app"]

_EXPLAINED = {400, 401, 403, 404, 405, 408, 413, 422, 429, 500, 503}
_DESCRIPTION = "What the pages show, as data. Null is unknown (データなし), never zero."


def create_app(settings: Settings) -> FastAPI:
    """The portal. The folder of the settings is made if it is not there, and filled with the published cases.

    It holds its stores until it shuts down.

    Raises:
        StoreError: the store of the cases cannot be opened.
    """
    settings.folder.mkdir(parents=True, exist_ok=True)
    limits = settings.limits
    store = PortalStore(settings.folder / "portal.duckdb", [group.layout for group in GROUPS if group.layout])
    try:
        data = Data(settings.folder, store, as_of=settings.as_of, remembered=limits.remembered)
    except BaseException:
        store.close()
        raise
    portal = Portal(
        settings=settings,
        store=store,
        data=data,
        sessions=Sessions(settings.now, limits.sessions, limits.session_minutes),
        logins=Rates(settings.now, limits.logins, limits.clients),
        writes=Rates(settings.now, limits.writes, limits.clients),
        senders=Rates(settings.now, limits.feedback, limits.clients),
        board=Board(settings.folder),
        menu=MENU,
        checks=Checks(settings.folder / "checks", settings.now, limits),
    )
    tell_load(portal)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncGenerator[None]:
        current_default_thread_limiter().total_tokens = limits.threads
        tidying = asyncio.create_task(portal.checks.tidy_up())
        if settings.warm:
            await warm(app, MENU)
        yield
        tidying.cancel()
        portal.close()

    app = FastAPI(
        title="chiho_digital portal",
        version=__version__,
        description=_DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would answer with the host that the request names
        lifespan=life,
    )
    app.state.portal = portal
    for group in GROUPS:
        for lang in LANGUAGES:
            app.include_router(group.pages, prefix=f"/{lang}", include_in_schema=False)
        if group.api is not None:
            app.include_router(group.api, prefix="/api")
    app.add_api_route("/", _front, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(ChihoDigitalError, _refused)
    app.add_middleware(
        Guard,
        limits=limits,
        rates=Rates(settings.now, limits.requests, limits.clients),
        uploads={f"/{lang}{path}" for group in GROUPS for path in group.uploads for lang in LANGUAGES},
        upload_rates=Rates(settings.now, limits.uploads, limits.clients),
        refusal=lambda scope, status: _refusal(portal, Request(scope), status, None),
        secure=settings.secure_cookies,
    )
    return app


def _front() -> Response:
    return RedirectResponse("/ja/", status_code=HTTPStatus.SEE_OTHER)


async def _refused(request: Request, error: Exception) -> Response:
    """What could not be done, as a page or as JSON; the library's own errors say why."""
    if isinstance(error, HTTPException):
        return _refusal(portal_of(request), request, error.status_code, None)
    if isinstance(error, ChihoDigitalError):
        status = 404 if isinstance(error, LookupError) else 422
        why = Text(error.message("ja"), error.message("en"))
        return _refusal(portal_of(request), request, status, why)
    return _refusal(portal_of(request), request, 422, None)


def _refusal(portal: Portal, request: Request, status: int, why: Text | None) -> Response:
    shown = status if status in _EXPLAINED else 500
    if request.url.path.startswith("/api/"):
        words = portal.words.texts[f"refused.s{shown}"]
        told: dict[str, Any] = {"status": status, "message": (why or words).to_dict()}
        return JSONResponse(told, status, headers={"Cache-Control": "no-store"})
    # The frame links to the page in the other language: for a page outside both, that is the front.
    if not request.url.path.startswith(tuple(f"/{lang}/" for lang in LANGUAGES)):
        request = Request({**request.scope, "path": "/ja/", "query_string": b""})
    lang = language_of(request.url.path)
    return portal.page(request, "refused.html", status=status, code=shown, why=why.to(lang) if why else None)
