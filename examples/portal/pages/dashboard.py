"""The dashboard: areas, prefectures, kinds, the list of cases with filters, a case. Reading is public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from chiho_digital import dashboard
from chiho_digital.basics import InvalidValue, Text
from chiho_digital.dashboard import CaseDetail, CaseExtras, CaseFilter, Elsewhere, View
from chiho_digital.governments import get, prefectures
from chiho_digital.plots import tile_map
from chiho_digital.procurement import Case
from chiho_digital.systems import AREAS

from ..forms import Answers, asked
from ..portal import Here, Language, PageGroup, Portal
from .models import MOST_PAGES, CaseList, CaseQuery, ElsewhereOut, ViewOut

__all__ = ["GROUP"]

_pages = APIRouter()
_api = APIRouter(tags=["dashboard"])

_OURS = Text(
    "種類と分野の対応は公表されていないため、本ライブラリの対応表（推論）によります。",
    "Which kind falls in which area is not published; this is the library's own mapping (inferred).",
)
_MAP_TITLE = Text("共同調達の事例", "Joint procurements")
_CASES_UNIT = Text("件", "cases")


def areas_view(portal: Portal) -> View:
    """Cases by area, by our own mapping, which says so."""
    data = portal.data
    return data.views.get(
        "by_area",
        lambda: dashboard.by_area(
            data.listing.tables, population=data.population, areas=data.areas, areas_label=_OURS
        ),
    )


def prefectures_view(portal: Portal) -> View:
    """Cases by prefecture."""
    data = portal.data
    return data.views.get(
        "by_prefecture", lambda: dashboard.by_prefecture(data.listing.tables, population=data.population)
    )


def kinds_view(portal: Portal) -> View:
    """Cases by kind of system."""
    data = portal.data
    return data.views.get(
        "by_kind", lambda: dashboard.by_kind(data.listing.tables, population=data.population)
    )


def subsidies_view(portal: Portal) -> View:
    """Use of subsidies by kind; nothing was told yet."""
    return portal.data.views.get(
        "by_subsidy", lambda: dashboard.by_subsidy(portal.data.listing.tables, extras={})
    )


def elsewhere_of(portal: Portal, code: str) -> Elsewhere:
    """Kinds bought elsewhere, seen from a prefecture."""
    if code not in _prefecture_codes():
        raise HTTPException(404)
    data = portal.data
    return data.views.get(("elsewhere", code), lambda: dashboard.elsewhere(data.listing, code))


def detail_of(portal: Portal, case: Case) -> CaseDetail:
    """The detail of a case, with the department that its lead body told."""
    department = portal.store.department(str(case.lead_code)) if case.lead_code else None
    extras = CaseExtras(department=department)
    return dashboard.case_detail(case, population=portal.data.population, extras=extras)


def list_of(portal: Portal, ids: Sequence[str]) -> View:
    """Cases as a table."""
    return portal.data.listing.view(ids, population=portal.data.population)


def _prefecture_codes() -> dict[str, Text]:
    return {str(body.code): body.title for body in prefectures()}


def filter_of(portal: Portal, answers: Answers) -> CaseFilter | None:
    """The filter that an address asks for; None where something cannot be read, which `answers.errors` then names."""
    body = answers.text("body", 6)
    if body is not None and not (body.isascii() and body.isdecimal() and len(body) == 6):
        answers.errors["body"] = "errors.code"
    prefecture = answers.choice("prefecture", _prefecture_codes())
    kind = answers.choice("kind", portal.data.kinds)
    area = answers.choice("area", AREAS)
    at_least, at_most = answers.number("at_least"), answers.number("at_most")
    without_count = answers.choice("without_count", {"1"}) == "1"
    words = answers.text("words", 100)
    if answers.errors:
        return None
    try:
        return CaseFilter(prefecture, kind, area, body, at_least, at_most, without_count, words)
    except InvalidValue as error:
        answers.errors["at_least"] = error.code.replace("dashboard.", "errors.")
        return None


@_pages.get("")
@_pages.get("/")
def front(request: Request, portal: Here) -> HTMLResponse:
    """The front page: what there is, and the areas."""
    return portal.page(request, "front.html", areas=areas_view(portal), area_names=AREAS)


@_pages.get("/prefectures")
def by_prefecture(request: Request, portal: Here) -> HTMLResponse:
    """The map and the table of the prefectures."""
    return portal.page(
        request, "prefectures.html", view=prefectures_view(portal), codes=list(_prefecture_codes())
    )


@_pages.get("/map.svg")
def tiles(portal: Here, lang: Language) -> Response:
    """The tile map as a picture of its own, so that no style stands in a page."""

    def made() -> str:
        rows = prefectures_view(portal).rows
        counts = {
            code: row[1] if isinstance(row[1], int) else None
            for code, row in zip(_prefecture_codes(), rows, strict=False)  # the last row is the total
        }
        return tile_map(counts, title=_MAP_TITLE, unit=_CASES_UNIT).to_svg(lang)

    return Response(portal.data.views.get(("map", lang), made), media_type="image/svg+xml")


@_pages.get("/prefectures/{code}")
def prefecture(request: Request, portal: Here, code: str) -> HTMLResponse:
    """A prefecture: its cases, and what others buy together and it does not."""
    found = elsewhere_of(portal, code)
    chosen = portal.data.select(CaseFilter(prefecture=code), 1, portal.settings.limits.rows)
    return portal.page(
        request,
        "prefecture.html",
        body=get(code),
        found=found,
        total=chosen.total,
        ids=chosen.ids,
        cases=list_of(portal, chosen.ids),
    )


@_pages.get("/kinds")
def by_kind(request: Request, portal: Here) -> HTMLResponse:
    """The kinds of system, and the use of subsidies."""
    named = {kind.label: kind.id for kind in portal.data.kinds.values()}
    return portal.page(
        request, "kinds.html", view=kinds_view(portal), subsidies=subsidies_view(portal), named=named
    )


@_pages.get("/cases")
def case_list(request: Request, portal: Here) -> HTMLResponse:
    """The list of cases, filtered, page by page."""
    rows = portal.settings.limits.rows
    answers = asked(request, portal.settings.limits)
    page = max(answers.number("page", MOST_PAGES) or 1, 1)
    wanted = filter_of(portal, answers)
    chosen = None if wanted is None else portal.data.select(wanted, page, rows)
    view = None if chosen is None else list_of(portal, chosen.ids)
    body = get(wanted.body) if wanted and wanted.body else None
    return portal.page(
        request,
        "cases.html",
        status=200 if wanted else 422,
        answers=answers,
        chosen=chosen,
        view=view,
        body=body,
        page=page,
        pages=0 if chosen is None else max(-(-chosen.total // rows), 1),
        places=_prefecture_codes(),
        kinds=portal.data.kinds,
        area_names=AREAS,
    )


@_pages.get("/cases/{case_id}")
def case_page(request: Request, portal: Here, case_id: str) -> HTMLResponse:
    """One case."""
    case = portal.data.case(case_id)
    if case is None:
        raise HTTPException(404)
    return portal.page(request, "case.html", detail=detail_of(portal, case), case=case)


@_api.get("/areas", summary="Cases by area")
def api_areas(portal: Here) -> ViewOut:
    """By the library's own mapping of kinds to areas."""
    return ViewOut.of(areas_view(portal))


@_api.get("/prefectures", summary="Cases by prefecture")
def api_prefectures(portal: Here) -> ViewOut:
    """A prefecture without a case in the data is null, not 0."""
    return ViewOut.of(prefectures_view(portal))


@_api.get("/prefectures/{code}/elsewhere", summary="Kinds bought together elsewhere, seen from a prefecture")
def api_elsewhere(portal: Here, code: str) -> ElsewhereOut:
    """Lists, without counts; what is not known stands apart."""
    found = elsewhere_of(portal, code)
    return ElsewhereOut(
        prefecture=str(found.prefecture.code),
        elsewhere=ViewOut.of(found.elsewhere),
        unknown=ViewOut.of(found.unknown),
    )


@_api.get("/kinds", summary="Cases by kind of system")
def api_kinds(portal: Here) -> ViewOut:
    """Kinds with one case nationwide are その他."""
    return ViewOut.of(kinds_view(portal))


@_api.get("/subsidies", summary="Use of subsidies by kind of system")
def api_subsidies(portal: Here) -> ViewOut:
    """Unknown until a body has told it."""
    return ViewOut.of(subsidies_view(portal))


@_api.get("/cases", summary="The list of cases, filtered")
def api_cases(request: Request, portal: Here, wanted: Annotated[CaseQuery, Query()]) -> CaseList:
    """Ids and table of one page."""
    read = filter_of(portal, asked(request, portal.settings.limits))
    if read is None:
        raise HTTPException(422)
    chosen = portal.data.select(read, wanted.page, portal.settings.limits.rows)
    table = ViewOut.of(list_of(portal, chosen.ids))
    return CaseList(total=chosen.total, page=wanted.page, cases=list(chosen.ids), table=table)


@_api.get("/cases/{case_id}", summary="One case")
def api_case(portal: Here, case_id: str) -> Case:
    """The record of the library."""
    case = portal.data.case(case_id)
    if case is None:
        raise HTTPException(404)
    return case


GROUP = PageGroup(_pages, _api)
