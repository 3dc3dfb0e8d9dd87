"""What every page is handed: settings, data, words, templates, who is logged in. Made once by `create_app`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from attrs import field, frozen
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chiho_digital._version import __version__
from chiho_digital.basics import FiscalYear, Lang, Text
from chiho_digital.governments import get

from .board import Board
from .checks import Checks
from .data import Data
from .security import tokens
from .security.rates import Rates
from .security.sessions import Session, Sessions
from .settings import Settings
from .store import PortalStore
from .tongues import marked
from .words import LANGUAGES, Words

__all__ = ["COOKIE", "Here", "Language", "PageGroup", "Portal", "Section", "language_of", "login_of"]

COOKIE = "portal"
_TEMPLATES = Path(__file__).parent / "templates"


@frozen
class PageGroup:
    """A group of pages: one module of `pages/` with its templates.

    pages: routes without the language, which is put before them (/ja, /en).  api: routes under /api.
    layout: the tables that the group keeps, as SQL (`create table if not exists …`).
    uploads: the paths, without the language, that take a file.
    """

    pages: APIRouter
    api: APIRouter | None = None
    layout: str = ""
    uploads: Sequence[str] = ()


@frozen
class Section:
    """A part of the menu. name: key of its words.  entries: path and key of the words of each page."""

    name: str
    entries: Sequence[tuple[str, str]]

    def holds(self, here: str) -> bool:
        """Whether a page, by its path without the language, belongs to it."""
        return self.entry(here) is not None

    def entry(self, here: str) -> str | None:
        """The path of the entry that a page belongs to: of several, the longest."""
        found = (
            path for path, _ in self.entries if here == path or (path != "/" and here.startswith(f"{path}/"))
        )
        return max(found, key=len, default=None)


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names: dict[str, Any] = found.globals
    names.update(
        isinstance_text=_is_text,
        isinstance_int=_is_int,
        case_links=_case_links,
        page_query=_page_query,
    )
    filters: dict[str, Any] = found.filters
    filters.update(texts=_texts, labels=_labels, fiscal_years=_fiscal_years)
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, Text)


def _is_int(value: object) -> bool:
    return isinstance(value, int)


def _case_links(lang: Lang, ids: Sequence[str]) -> list[str]:
    """Where the rows of a list of cases lead."""
    return [f"/{lang}/cases/{quote(one, safe='')}" for one in ids]


def _page_query(fields: Mapping[str, str], page: int) -> str:
    """The same question for another page."""
    return urlencode({**{name: value for name, value in fields.items() if value}, "page": page})


def _texts(items: Iterable[tuple[str, Text]], lang: Lang) -> list[tuple[str, str]]:
    """Values and texts as options of a choice."""
    return [(value, text.to(lang)) for value, text in items]


def _labels(items: Iterable[tuple[str, Any]], lang: Lang) -> list[tuple[str, str]]:
    """Values and what has a label as options of a choice."""
    return [(value, labelled.label.to(lang)) for value, labelled in items]


def _fiscal_years(years: Iterable[int], lang: Lang) -> list[tuple[str, str]]:
    """Fiscal years as options of a choice."""
    return [(str(year), FiscalYear(year).to(lang)) for year in years]


@frozen(eq=False)
class Portal:
    """The parts of a running portal. Pages reach it as a parameter of the type `Here`. senders: of feedback, by client."""

    settings: Settings
    store: PortalStore
    data: Data
    sessions: Sessions
    logins: Rates
    writes: Rates
    senders: Rates
    board: Board
    menu: Sequence[Section]
    checks: Checks
    words: Words = field(factory=Words)
    templates: Environment = field(factory=_environment)

    def close(self) -> None:
        """Closes the stores, and deletes what is left of checks."""
        self.checks.close()
        self.data.close()
        self.store.close()

    @property
    def tokens(self) -> Path:
        """The file of the hashed tokens of bodies."""
        return self.settings.folder / "tokens.jsonl"

    def page(self, request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
        """A page in the language of its address. A page of somebody logged in, and one with a form, is not kept by anyone."""
        lang = language_of(request.url.path)
        session = self.session(request)
        html = self.templates.get_template(template).render(
            self._frame(request, lang),
            session=session,
            own=get(session.holder.body) if session else None,
            **shown,
        )
        response = HTMLResponse(marked(html) if lang == "en" else html, status_code=status)
        if session or "form_token" in shown or status >= 400:
            response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Cookie"
        return response

    def _frame(self, request: Request, lang: Lang) -> Mapping[str, Any]:
        """What the frame of every page shows."""
        path = request.url.path.removeprefix(f"/{lang}")
        query = f"?{request.url.query}" if request.url.query else ""
        return {
            "lang": lang,
            "t": self.words.speaker(lang),
            "here": path,
            "elsewhere": {one: f"/{one}{path or '/'}{query}" for one in LANGUAGES},
            "menu": self.menu,
            "entry": self.data.entry,
            "population": self.data.population,
            "as_of": self.settings.as_of,
            "version": __version__,
        }

    def session(self, request: Request) -> Session | None:
        """The login of a request, if there is one."""
        return self.sessions.of(request.cookies.get(COOKIE))

    def form_page(self, request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
        """A page with a form that changes something: its token goes into the form, the name it belongs to into the cookie."""
        name = request.cookies.get(COOKIE) or self.sessions.new_name()
        response = self.page(
            request, template, status=status, form_token=self.sessions.form_token(name), **shown
        )
        self.set_cookie(response, name)
        return response

    def set_cookie(self, response: Any, name: str) -> None:
        """Hands out the cookie: out of reach of scripts, and sent to our own pages from our own pages only."""
        response.set_cookie(
            COOKIE, name, httponly=True, samesite="strict", secure=self.settings.secure_cookies, path="/"
        )


def portal_of(request: Request) -> Portal:
    """The portal that a request came to."""
    portal: Portal = request.app.state.portal
    return portal


def language_of(path: str) -> Lang:
    """The language of an address: /en/… is English, all others Japanese."""
    return "en" if path == "/en" or path.startswith("/en/") else "ja"


def _language(request: Request) -> Lang:
    return language_of(request.url.path)


Here = Annotated[Portal, Depends(portal_of)]
Language = Annotated[Lang, Depends(_language)]


def login_of(portal: Portal, request: Request, body: str) -> Session:
    """The login of the body itself, to whom alone what is asked for belongs.

    Raises:
        HTTPException: nobody is logged in, or its token was taken back (401); another body is (403); it writes too
            often (429).
    """
    session = portal.session(request)
    if session is None or not tokens.stands(portal.tokens, session.holder.number):
        raise HTTPException(401)
    if session.holder.body != body:
        raise HTTPException(403)
    if request.method == "POST" and not portal.writes.allows(session.holder.number):
        raise HTTPException(429)
    return session
