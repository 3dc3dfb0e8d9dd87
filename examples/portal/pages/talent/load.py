"""The load of one municipality by year, from what is public: its cases, the 20 standardised affairs, known candidates."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from chiho_digital import planning
from chiho_digital.basics import FiscalYear, Text
from chiho_digital.commonization import known_candidates
from chiho_digital.dashboard import CaseFilter, View
from chiho_digital.governments import Government

from ...portal import Here, Portal
from ..municipalities import body_of

__all__ = ["api", "pages"]

pages = APIRouter()
api = APIRouter()

_YEARS = range(2025, 2030)
_CASES = 20  # of one body, more than which no page reads; it says so
_NUMBERS = ("workload.year", "workload.sure", "workload.going_on", "workload.new", "workload.perhaps")


def _municipality(code: str) -> Government:
    """The municipality with a code.

    Raises:
        HTTPException: it is no municipality (404).
    """
    body = body_of(code)
    if body.parent_code is None:
        raise HTTPException(404)
    return body


def load_of(portal: Portal, body: Government) -> planning.Load:
    """The load of a body, of public facts alone."""

    def made() -> planning.Load:
        items = [
            *planning.work_of_cases(portal.data.cases(_cases_of(portal, body)[:_CASES])),
            *planning.work_of_candidates(known_candidates(), [body]),
        ]
        return planning.load(body, _YEARS, items)

    return portal.data.views.get(("load", str(body.code)), made)


def _cases_of(portal: Portal, body: Government) -> list[str]:
    """The ids of all its cases."""
    return portal.data.listing.select(CaseFilter(body=str(body.code)))


def numbers_of(portal: Portal, load: planning.Load) -> View:
    """How many pieces of work a year holds, surely and perhaps; the two are never added up."""
    words = portal.words.texts
    rows = [
        (_year(found.year), len(found.sure), len(found.going_on), len(found.new), len(found.perhaps))
        for found in load.by_year
    ]
    headings = tuple(words[key] for key in _NUMBERS)
    return View(words["workload.numbers"], headings, tuple(rows), ())


def items_of(portal: Portal, load: planning.Load) -> View:
    """Each piece of work and whether the body carries it in each year."""
    words = portal.words.texts
    cells: dict[bool | None, Text] = {
        True: words["workload.yes"],
        None: words["workload.perhaps"],
        False: words["workload.no"],
    }
    places = {source: str(place) for place, source in enumerate(load.sources, 1)}
    rows: list[tuple[Text | str, ...]] = [
        (
            item.what,
            item.kind.label,
            *(cells[item.carried_in(year)] for year in load.years),
            f"[{places[item.cited]}]",
        )
        for item in load.items
    ]
    heads = (
        words["workload.what"],
        words["workload.kind"],
        *map(_year, load.years),
        words["workload.source"],
    )
    return View(words["workload.items"], heads, tuple(rows), ())


def _year(year: FiscalYear) -> Text:
    return Text(year.to("ja"), year.to("en"))


@pages.get("/bodies/{code}/load")
def page(request: Request, portal: Here, code: str) -> HTMLResponse:
    """The load of a municipality."""
    body = _municipality(code)
    load = load_of(portal, body)
    return portal.page(
        request,
        "talent/load.html",
        body=body,
        load=load,
        numbers=numbers_of(portal, load),
        items=items_of(portal, load),
        total=len(_cases_of(portal, body)),
        read=_CASES,
    )


@api.get("/bodies/{code}/load", summary="The load of a municipality by year")
def api_load(portal: Here, code: str) -> dict[str, Any]:
    """Whether an item is carried in a year is true, false or null (not known)."""
    return load_of(portal, _municipality(code)).to_dict()
