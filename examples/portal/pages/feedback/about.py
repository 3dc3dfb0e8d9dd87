"""What was tested for accessibility, and how to report a barrier."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ...portal import Here

__all__ = ["pages"]

pages = APIRouter()

AXE = "4.14.1"
"""The axe-core that the tests run; a test holds this to be true."""


@pages.get("/about/accessibility")
def accessibility(request: Request, portal: Here) -> HTMLResponse:
    """Facts only: what the tests look at, what nobody has looked at."""
    return portal.page(request, "feedback/accessibility.html", axe=AXE)
