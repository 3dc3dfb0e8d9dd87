"""One local government: find it, its cases, its neighbours in size, its pathway; and the department it wants to be asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from attrs import evolve, frozen
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from chiho_digital import governments, planning
from chiho_digital.basics import Text
from chiho_digital.dashboard import CaseFilter, View
from chiho_digital.governments import Government, GovernmentKind
from chiho_digital.systems import kinds

from ..forms import Answers, Sent, asked
from ..portal import Here, Language, PageGroup, Portal, login_of
from .calls.listing import open_calls_of
from .dashboard import list_of
from .models import BodyOut

__all__ = ["GROUP"]

_pages = APIRouter()
_api = APIRouter(tags=["bodies"])

_MOST_FOUND = 50
_NEAR = 10
_ON_WAY = 5
_YEARS = range(2025, 2030)  # those of the bond
_DEPARTMENT = 100  # characters


def body_of(code: str) -> Government:
    """The prefecture or municipality with a code; a former code leads to its error, which names the successor.

    Raises:
        HTTPException: it is no code, or that of a ward or a northern village (404).
    """
    if not (code.isascii() and code.isdecimal() and len(code) == 6):
        raise HTTPException(404)
    body = governments.get(code)
    if body.kind in {GovernmentKind.WARD, GovernmentKind.NORTHERN_VILLAGE}:
        raise HTTPException(404)
    return body


def found_by(text: str) -> tuple[list[Government], tuple[str, ...]]:
    """The bodies that a text may mean, best first, and near names where there are none."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) == 6:
        try:
            return [governments.get(text)], ()
        except (LookupError, ValueError):
            return [], ()
    bodies = [body for body in governments.search(text) if body.kind is not GovernmentKind.WARD]
    try:
        exact = governments.find(text)
    except governments.AmbiguousName:
        return bodies, ()
    except governments.UnknownName as error:
        near: Any = error.suggestion or ()
        return bodies, () if bodies else tuple(near)
    exact = exact.parent or exact if exact.kind is GovernmentKind.WARD else exact
    return [exact, *(body for body in bodies if body != exact)], ()


def population_of(portal: Portal, body: Government) -> int | None:
    """Its residents; None is unknown."""
    value = portal.data.population.value(body)
    return None if value is None else int(value)


def similar_view(portal: Portal, body: Government) -> View | None:
    """The bodies nearest in population; None where that of the body is not known."""

    def made() -> View | None:
        near = [governments.get(code) for code in similar_codes(portal, body)]
        if not near:
            return None
        rows = [(one.title, one.kind.label, population_of(portal, one)) for one in near]
        return View(
            Text("人口の近い団体", "Bodies near in population"),
            (Text("団体", "body"), Text("区分", "kind"), Text("人口（人）", "population")),
            tuple(rows),
            (portal.data.population.what,),
        )

    return portal.data.views.get(("similar", str(body.code)), made)


def similar_codes(portal: Portal, body: Government) -> list[str]:
    """The codes of the rows of that view."""
    return portal.data.nearest_bodies(body)[:_NEAR]


@frozen
class Way:
    """A pathway as it is shown: small enough to be kept for many bodies. to_dict: as JSON values."""

    title: Text
    footer: Text
    steps: tuple[planning.Step, ...]
    count: int

    def to_dict(self) -> dict[str, Any]:
        """Title, steps and footer, and of how many cases of the kind the data hold."""
        return {
            "title": self.title.to_dict(),
            "cases": self.count,
            "steps": [step.to_dict() for step in self.steps],
            "footer": self.footer.to_dict(),
        }


def pathway_of(portal: Portal, body: Government, kind: str, year: int) -> Way:
    """The way of a body to a kind of system in a fiscal year."""

    def made() -> Way:
        data = portal.data
        way = planning.pathway(body, kind, year, cases=data.for_pathway(body, kind, _ON_WAY), n=_ON_WAY)
        count = data.select(CaseFilter(kind=kind), 1, 1).total
        return Way(
            Text(way.title("ja"), way.title("en")),
            Text(way.footer("ja"), way.footer("en")),
            tuple(_counted(step, count) for step in way.steps),
            count,
        )

    return portal.data.views.get(("pathway", str(body.code), kind, year), made)


def _counted(step: planning.Step, count: int) -> planning.Step:
    """The step about cases counts all of the kind: its own first note counts only those that the pathway was handed."""
    if step.name is not planning.StepName.CASES:
        return step
    shown = len(step.entries)
    said = Text(
        f"この種類の事例は{count:,}件あり、そのうち自団体の事例、規模の近いもの、比べられないものから{shown}件を示しています。",
        f"There are {count:,} cases of this kind; shown are {shown} of them: one's own, the nearest, and some that "
        "cannot be compared.",
    )
    return evolve(step, notes=(said, *step.notes[1:]))


def _kinds(portal: Portal) -> dict[str, Text]:
    """The kinds that can be asked for: those of the vocabulary, and others of the cases."""
    known = {kind.id: kind.label for kind in kinds()}
    return known | {kind.id: kind.label for kind in portal.data.kinds.values()}


@_pages.get("/bodies")
def search(request: Request, portal: Here) -> HTMLResponse:
    """The search; a name that several bear shows all of them."""
    answers = asked(request, portal.settings.limits)
    text = answers.text("q", 40)
    bodies, near = found_by(text) if text else ([], ())
    return portal.page(
        request,
        "bodies.html",
        status=422 if answers.errors else 200,
        answers=answers,
        text=text,
        bodies=bodies[:_MOST_FOUND],
        total=len(bodies),
        near=near,
    )


@_pages.get("/bodies/{code}")
def body_page(request: Request, portal: Here, code: str) -> HTMLResponse:
    """A body: its cases, cases of bodies like it, bodies like it, and the way to its pathway."""
    body = body_of(code)
    chosen = portal.data.select(CaseFilter(body=code), 1, portal.settings.limits.rows)
    return portal.page(
        request,
        "body.html",
        body=body,
        residents=population_of(portal, body),
        total=chosen.total,
        ids=chosen.ids,
        cases=list_of(portal, chosen.ids),
        near=portal.data.near(body, _NEAR),
        similar=similar_view(portal, body),
        similar_codes=similar_codes(portal, body),
        department=portal.store.department(code),
        calls=open_calls_of(portal, code),
        kinds=_kinds(portal),
        years=_YEARS,
        errors={},
    )


@_pages.get("/bodies/{code}/pathway")
def pathway_page(request: Request, portal: Here, code: str) -> HTMLResponse:
    """The pathway of a body for a kind and a fiscal year."""
    body = body_of(code)
    answers = asked(request, portal.settings.limits)
    kind, year = _way(portal, answers)
    way = None if kind is None or year is None else pathway_of(portal, body, kind, year)
    return portal.page(
        request,
        "pathway.html",
        status=200 if way else 422,
        body=body,
        way=way,
        kinds=_kinds(portal),
        years=_YEARS,
        answers=answers,
        errors=answers.errors,
    )


def _way(portal: Portal, answers: Answers) -> tuple[str | None, int | None]:
    kind = answers.choice("kind", _kinds(portal))
    year = answers.choice("year", {str(year) for year in _YEARS})
    for name, value in (("kind", kind), ("year", year)):
        if value is None:
            answers.errors.setdefault(name, "errors.choice")
    return kind, None if year is None else int(year)


@_pages.get("/bodies/{code}/department")
def department(request: Request, portal: Here, code: str) -> Response:
    """The form with which a body says whom to ask."""
    body = body_of(code)
    login_of(portal, request, code)
    return portal.form_page(
        request, "department.html", body=body, department=portal.store.department(code) or "", errors={}
    )


@_pages.post("/bodies/{code}/department")
def say_department(request: Request, portal: Here, lang: Language, code: str, sent: Sent) -> Response:
    """Keeps it; a body speaks for itself only."""
    body = body_of(code)
    login_of(portal, request, code)
    text = sent.text("department", _DEPARTMENT)
    if sent.errors:
        return portal.form_page(
            request,
            "department.html",
            status=422,
            body=body,
            department=sent.fields.get("department", ""),
            errors=sent.errors,
        )
    portal.store.say_department(portal.settings.now(), code, " ".join((text or "").split()))
    return RedirectResponse(f"/{lang}/bodies/{code}", HTTPStatus.SEE_OTHER)


@_api.get("/bodies", summary="Bodies that a name may mean")
def api_search(portal: Here, q: Annotated[str, Query(min_length=1, max_length=40)]) -> list[BodyOut]:
    """Best first, at most 50."""
    bodies, _ = found_by(q)
    return [BodyOut.of(body, population_of(portal, body)) for body in bodies[:_MOST_FOUND]]


@_api.get("/bodies/{code}", summary="A body by its code")
def api_body(portal: Here, code: str) -> BodyOut:
    """A prefecture or municipality."""
    body = body_of(code)
    return BodyOut.of(body, population_of(portal, body))


@_api.get("/bodies/{code}/pathway", summary="The pathway of a body")
def api_pathway(
    portal: Here,
    code: str,
    kind: Annotated[str, Query(description="Id of the kind.")],
    year: Annotated[int, Query(ge=2025, le=2029, description="Fiscal year.")],
) -> dict[str, Any]:
    """Its steps in words, in both languages."""
    body = body_of(code)
    if kind not in _kinds(portal):
        raise HTTPException(422)
    return pathway_of(portal, body, kind, year).to_dict()


GROUP = PageGroup(_pages, _api)
