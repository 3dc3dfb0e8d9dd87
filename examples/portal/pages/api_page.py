"""The page about the data: which addresses answer in JSON, without anything loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ..portal import Here, PageGroup

__all__ = ["GROUP"]

_pages = APIRouter()


@_pages.get("/api")
def api(request: Request, portal: Here) -> HTMLResponse:
    """Every JSON address with what it gives."""
    described: dict[str, Any] = request.app.openapi()
    paths = [
        (method.upper(), path, operation["summary"], operation.get("parameters", []))
        for path, methods in sorted(described["paths"].items())
        for method, operation in methods.items()
    ]
    return portal.page(request, "api.html", paths=paths)


GROUP = PageGroup(_pages)
