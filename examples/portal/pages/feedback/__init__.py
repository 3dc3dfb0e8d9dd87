"""About this site: feedback, which anyone may send; the public list of changes; what was tested for accessibility."""

from __future__ import annotations

from fastapi import APIRouter

from ...portal import PageGroup
from . import about, changes, sending

__all__ = ["GROUP"]

_pages = APIRouter()
for _part in (sending, changes, about):
    _pages.include_router(_part.pages)

GROUP = PageGroup(_pages, changes.api)
