"""Calls to join (共同調達の呼びかけ): who calls for what, who answers how, what each would pay; and wishes."""

from fastapi import APIRouter

from ...portal import PageGroup
from . import answering, listing, moving, opening, published, simulating, wishing
from .keeping import LAYOUT

__all__ = ["GROUP"]

_pages = APIRouter()
# What bears a name of its own stands before the pages of a call, whose id could be any word.
for _part in (listing, opening, wishing, published, simulating, answering, moving):
    _pages.include_router(_part.pages)
_api = APIRouter(tags=["calls"])
for _part_with_api in (listing, wishing, published, simulating):
    _api.include_router(_part_with_api.api)

GROUP = PageGroup(_pages, _api, LAYOUT)
