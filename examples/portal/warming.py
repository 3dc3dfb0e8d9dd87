"""What is made before the portal says that it is ready, so that nobody waits for imports, templates, counts and caches.

Every page of the menu is made once, and one of each kind of page behind them: those stand in `BEHIND`.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

from .portal import Section

__all__ = ["BEHIND", "warm"]

BEHIND = (
    "/",
    "/map.svg",
    "/prefectures/130001",
    "/cases?prefecture=130001&words=a",
    "/bodies?q=hagi",
    "/bodies/352047",
    "/bodies/352047/pathway?kind=electronic_bidding&year=2026",
    "/login",
)


async def warm(app: ASGIApp, menu: Iterable[Section]) -> None:
    """Makes the pages, one after the other; one that fails is told in the log as any other."""
    for path in dict.fromkeys([*BEHIND, *(path for section in menu for path, _ in section.entries)]):
        await _get(app, f"/ja{path}")


async def _get(app: ASGIApp, address: str) -> None:
    path, _, query = address.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [],
        "client": None,
        "server": None,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: Message) -> None:
        """Nobody reads it."""

    await app(scope, receive, send)
