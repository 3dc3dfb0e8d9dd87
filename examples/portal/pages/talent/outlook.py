"""Years ahead for people of one kind: what they cost, what the measures reckon, what falls to the body."""

from __future__ import annotations

from typing import Annotated, Any

from attrs import frozen
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from chiho_digital import talent
from chiho_digital.basics import FiscalYear, Lang, Text
from chiho_digital.dashboard import View
from chiho_digital.governments import Government
from chiho_digital.rules import Unknown
from chiho_digital.talent import Cost, Duty, EmploymentForm, Sums

from ...forms import Answers, asked
from ...portal import Here, Language, Portal
from .models import OutlookOut
from .reading import body_of_text, options, year_of, yen_of
from .support import money

__all__ = ["api", "pages"]

pages = APIRouter()
api = APIRouter()

YEARS = range(2024, 2033)
_MOST_PEOPLE, _MOST_YEARS = 10, 10
_FIVE = 5
LABELS = {
    "body": "talent.body",
    "start": "talentyears.start",
    "years": "talentyears.years",
    "people": "talentyears.people",
    "cost": "talentyears.cost",
    "revenue": "talentyears.revenue",
    "recruiting": "talentyears.recruiting",
    "employment": "talentyears.employment",
    "duty": "talentyears.duty",
    "external": "talentyears.external",
    "expertise": "talentyears.expertise",
    "aide": "talentyears.aide",
    "others": "talentyears.others",
}
_TRUTH = {"yes": True, "no": False}


@frozen
class Planned:
    """What the form asks for: costs of people alike, from a year on."""

    body: Government
    start: FiscalYear
    years: int
    costs: tuple[Cost, ...]


def read(answers: Answers) -> Planned | None:
    """The plan; None while nothing is asked for, or something cannot be read."""
    body = body_of_text(answers)
    start = year_of(answers, "start", YEARS)
    years, people = answers.number("years", _MOST_YEARS), answers.number("people", _MOST_PEOPLE)
    cost, revenue, recruiting = (yen_of(answers, name) for name in ("cost", "revenue", "recruiting"))
    facts = _facts(answers)
    if not answers.fields:
        return None
    for name, value in (("body", body), ("start", start), ("people", people)):
        if not value:
            answers.errors.setdefault(name, "talent.needed")
    if years == 0:
        answers.errors["years"] = "talent.needed"
    if cost is not None and revenue is not None and revenue > cost:
        answers.errors["revenue"] = "talentaid.revenue_above"
    if answers.errors or body is None or start is None or people is None:
        return None
    first, span = FiscalYear(start), years or _FIVE
    costs: list[Cost] = []
    for number in range(1, people + 1):
        record: dict[str, Any] = {"item": "engagement", "amount": cost, "revenue": revenue, **facts}
        each = Cost.model_validate(
            {"id": f"p{number}", "body": body.code, "fiscal_year": first, "person": f"p{number}", **record}
        )
        costs += each.in_years(first, first + (span - 1))
    if recruiting is not None:
        record = {"item": "recruiting", "amount": recruiting, "revenue": 0, **facts}
        costs.append(
            Cost.model_validate({"id": "recruiting", "body": body.code, "fiscal_year": first, **record})
        )
    return Planned(body, first, span, tuple(costs))


def _facts(answers: Answers) -> dict[str, Any]:
    """What is said of the people; what is not said stays unknown."""
    truths = {name: answers.choice(name, _TRUTH) for name in ("external", "expertise", "aide")}
    engagement = {
        "employment": answers.choice("employment", set(EmploymentForm)),
        "duty": answers.choice("duty", set(Duty)),
        "external": _TRUTH.get(truths["external"] or ""),
        "digital_expertise": _TRUTH.get(truths["expertise"] or ""),
        "cio_aide": _TRUTH.get(truths["aide"] or ""),
    }
    none_of_others = answers.choice("others", {"none"}) == "none"
    others = {"partnership_agreement": False, "worker_type": "none", "local_adviser": False}
    return {"engagement": engagement, **(others if none_of_others else {})}


def outlook_of(plan: Planned) -> talent.Outlook:
    """The years of a plan."""
    return talent.outlook(plan.costs, plan.start, plan.years)


def _sums(portal: Portal, sums: Sums) -> tuple[Text, ...]:
    supported = sums.supported
    known = money(portal, supported)
    if isinstance(supported, Unknown) and sums.known_supported:
        part = money(portal, sums.known_supported)
        known = Text(f"不明（分かっている分 {part.ja}）", f"unknown ({part.en} are known)")
    return (money(portal, sums.cost), money(portal, sums.revenue), known, money(portal, sums.net_burden))


def view_of(portal: Portal, found: talent.Outlook) -> View:
    """A line for each year, and the total."""
    words = portal.words.texts
    headings = (
        "talentyears.year",
        "talentyears.cost_all",
        "talentyears.revenue_all",
        "talentyears.reckoned",
        "talentyears.left",
    )
    rows = [
        (Text(year.fiscal_year.to("ja"), year.fiscal_year.to("en")), *_sums(portal, year.total))
        for year in found.years
    ]
    rows.append((words["talentyears.total"], *_sums(portal, found.total)))
    title = words["talentyears.table"]
    return View(title, tuple(words[key] for key in headings), tuple(rows), ())


def _reasons(found: talent.Outlook) -> list[tuple[FiscalYear, list[Text]]]:
    """By year, how the amounts were reckoned, or why they are not known."""
    shown: list[tuple[FiscalYear, list[Text]]] = []
    for year in found.years:
        lines: dict[Text, None] = {}
        for line in year.lines:
            parts = line.support.parts if line.support else ()
            amount = line.supported
            why = (amount.reason,) if isinstance(amount, Unknown) else ()
            for one in (*parts, *why):
                lines[Text(f"{line.label.ja}　{one.to('ja')}", f"{line.label.en}: {one.to('en')}")] = None
            if not parts and not why:
                lines[line.label] = None
        shown.append((year.fiscal_year, list(lines)))
    return shown


def _stated(portal: Portal, answers: Answers, lang: Lang) -> list[tuple[str, str]]:
    """What was entered, field by field, for paper."""
    named: dict[str, dict[str, str]] = {
        "employment": dict(options(portal, EmploymentForm, lang)),
        "duty": dict(options(portal, Duty, lang)),
        "start": {str(year): FiscalYear(year).to(lang) for year in YEARS},
        "others": {"none": portal.words.texts["talentyears.none_of_them"].to(lang)},
        **{name: dict(options(portal, bool, lang)) for name in ("external", "expertise", "aide")},
    }
    given = {name: answers.given(name) for name in LABELS}
    return [(LABELS[name], named.get(name, {}).get(value, value)) for name, value in given.items() if value]


@pages.get("/talent/outlook")
def page(request: Request, portal: Here, lang: Language) -> HTMLResponse:
    """The form and the years."""
    answers = asked(request, portal.settings.limits)
    plan = read(answers)
    found = outlook_of(plan) if plan else None
    return portal.page(
        request,
        "talent/outlook.html",
        status=422 if answers.errors else 200,
        answers=answers,
        labels=LABELS,
        years=YEARS,
        forms=options(portal, EmploymentForm, lang),
        duties=options(portal, Duty, lang),
        yes_no=options(portal, bool, lang),
        plan=plan,
        found=found,
        view=view_of(portal, found) if found else None,
        reasons=_reasons(found) if found else [],
        stated=_stated(portal, answers, lang),
    )


@api.get("/talent/outlook", summary="Years ahead for people of one kind")
def api_outlook(
    request: Request,
    portal: Here,
    body: Annotated[str, Query(description="Name or six-digit code.")],  # noqa: ARG001 -- read with the rest
    start: Annotated[int, Query(description="First fiscal year.")],  # noqa: ARG001 -- read with the rest
    people: Annotated[int, Query(ge=1, le=_MOST_PEOPLE)],  # noqa: ARG001 -- read with the rest
) -> OutlookOut:
    """As on the page: `years`, `cost`, `revenue`, `recruiting`, and what is said of the people."""
    answers = asked(request, portal.settings.limits)
    plan = read(answers)
    if plan is None:
        raise HTTPException(422)
    return OutlookOut(body=str(plan.body.code), outlook=outlook_of(plan).to_dict())
