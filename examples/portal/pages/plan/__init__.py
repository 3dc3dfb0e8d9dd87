"""Write the plan: a form, its sheet of A4 to print, and the Word document. The server computes only; it keeps nothing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.responses import Response

from chiho_digital import bonds
from chiho_digital.basics import FiscalYear, Lang, MissingExtra, Text

from ...forms import Answers, Sent, asked
from ...portal import Here, Language, PageGroup, Portal
from ...records import told
from .form import LABELS, MOST_PROJECTS, PROJECT_LABELS, YEARS, plan_of, rows_of

__all__ = ["GROUP"]

_pages = APIRouter()

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_NAME = 60  # characters of the title in the name of the file


@_pages.get("/plan")
def empty_form(request: Request, portal: Here, lang: Language) -> HTMLResponse:
    """The form; what the address holds stands in it already."""
    answers = asked(request, portal.settings.limits)
    return _form(request, portal, lang, Answers(dict(answers.fields)))


@_pages.post("/plan")
def preview(request: Request, portal: Here, lang: Language, sent: Sent) -> HTMLResponse:
    """The sheet; or the form again, where something is wrong or is to be changed."""
    do = sent.given("do")
    if do in {"more", "edit"}:
        return _form(request, portal, lang, sent, rows=rows_of(sent) + (do == "more"))
    plan = plan_of(sent)
    if plan is None:
        return _form(request, portal, lang, sent)
    return _preview(request, portal, lang, sent, plan)


@_pages.post("/plan/word")
def word(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:
    """The plan as a Word document."""
    plan = plan_of(sent)
    if plan is None:
        return _form(request, portal, lang, sent)
    try:
        document = plan.to_docx(lang=lang)
    except MissingExtra as error:
        return _preview(request, portal, lang, sent, plan, missing=told(error))
    name = quote(f"{plan.title[:_LONGEST_NAME]}.docx", safe="")
    headers = {
        "Content-Disposition": f"attachment; filename=\"plan.docx\"; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
    }
    return Response(document, media_type=_WORD, headers=headers)


@_pages.get("/plan/sheet.css")
def sheet_style() -> Response:
    """The library's style sheet of the plan, as a file of its own: no style stands in a page."""
    return Response(bonds.PLAN_STYLES, media_type="text/css")


def _form(
    request: Request, portal: Portal, lang: Lang, answers: Answers, *, rows: int | None = None
) -> HTMLResponse:
    say = portal.words.speaker(lang)
    count = min(rows or rows_of(answers), MOST_PROJECTS)
    labels = {name: say(key) for name, key in LABELS.items()}
    for number in range(1, count + 1):
        for name, key in PROJECT_LABELS.items():
            labels[f"p{number}_{name}"] = f"{say('plan.project', number=number)} {say(key)}"
    return portal.form_page(
        request,
        "plan/form.html",
        status=422 if answers.errors else 200,
        answers=answers,
        labels=labels,
        rows=count,
        most=MOST_PROJECTS,
        kinds=[(one.value, one) for one in bonds.BodyKind],
        scopes=[(one.value, one) for one in bonds.CostScope],
        taxes=[(one.value, one) for one in bonds.TaxBasis if one is not bonds.TaxBasis.UNKNOWN],
        years=YEARS,
        year=answers.given("fiscal_year") or str(FiscalYear.of(portal.settings.as_of).year),
    )


def _preview(  # noqa: PLR0913, PLR0917 -- what the page shows
    request: Request,
    portal: Portal,
    lang: Lang,
    sent: Answers,
    plan: bonds.Plan,
    missing: Text | None = None,
) -> HTMLResponse:
    year = sent.given("fiscal_year")
    sheet = plan.sheet(lang=lang)
    decision = bonds.plan_eligibility(plan, int(year) if year else None)
    shown: dict[str, Any] = {
        "sheet": sheet,
        "content": Markup(sheet.to_html()),  # noqa: S704 -- the library escapes what it is given
        "decision": decision,
        "stated": {rule.id for rule in decision.ruleset.revisions[-1].rules},
        "fields": {name: value for name, value in sent.fields.items() if name != "do"},
        "missing": missing,
    }
    status = HTTPStatus.OK if missing is None else HTTPStatus.SERVICE_UNAVAILABLE
    return portal.form_page(request, "plan/preview.html", status=status, **shown)


GROUP = PageGroup(_pages)
