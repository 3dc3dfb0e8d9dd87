"""Talent pools: what is known of them, what is paid for people, years ahead, needs of municipalities, who could go where."""

from __future__ import annotations

from fastapi import APIRouter

from ...portal import PageGroup
from . import load, needs, outlook, overview, placing, pool, records, support

__all__ = ["GROUP"]

_pages = APIRouter()
_api = APIRouter(tags=["talent"])
# The overview comes last: /talent/CODE would take the others' addresses.
for _module in (support, outlook, load, needs, pool, placing, overview):
    _pages.include_router(_module.pages)
for _open in (support, outlook, load, needs, overview):
    _api.include_router(_open.api)

GROUP = PageGroup(_pages, _api, records.LAYOUT)
