"""Commonization: the board, candidates, the calendar, and drafts of proposals."""

from __future__ import annotations

from fastapi import APIRouter

from ...portal import PageGroup
from . import board, dates, drafting, drafts
from .kept import LAYOUT

__all__ = ["GROUP"]

_pages, _api = APIRouter(), APIRouter()
for _part in (board, dates, drafting, drafts):
    _pages.include_router(_part.pages)
for _router in (board.api, dates.api):
    _api.include_router(_router)

GROUP = PageGroup(_pages, _api, LAYOUT)
