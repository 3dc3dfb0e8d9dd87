"""May we borrow: the questionnaire of the bond, its result with the reasons, the money and the procedure. Nothing is kept."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from chiho_digital import bonds
from chiho_digital.rules import FactDefinition, Figure, Outcome, Question

from ...forms import Answers, asked
from ...portal import Here, PageGroup, Portal
from ..municipalities import found_by
from .answers import CHANGE, DEFINITIONS, SEE, Case, case_of, options_of, written
from .models import DecisionOut, ProcedureOut, QuestionOut, parameters
from .money import COST_FIELDS, KNOWN_YEAR, LABELS, PARTS, REPAYMENT_FIELDS, funding_of, repayment_of, term
from .reasons import answered, counterparty, groups, question_of, settled_by, still_open
from .steps import PROCEDURE_FIELDS, PROCEDURE_LABELS, TRUTHS, steps_of

__all__ = ["GROUP"]

_pages = APIRouter()
_api = APIRouter(tags=["bonds"])

_HEADLINES = {
    Outcome.ELIGIBLE: ("borrow.eligible", "borrow.because_eligible"),
    Outcome.INELIGIBLE: ("borrow.ineligible", "borrow.because_ineligible"),
    Outcome.UNDETERMINED: ("borrow.undetermined", "borrow.because_undetermined"),
}
_YEARS = range(2024, 2031)  # those of the bond, the one before and the one after


@_pages.get("/bonds")
def bond(request: Request, portal: Here) -> HTMLResponse:
    """The start, a question, or the result: whatever the address has got to."""
    answers = asked(request, portal.settings.limits)
    case = case_of(answers)
    if "body" in answers.errors or "name" in answers.errors or not answers.fields:
        return _start(request, portal, answers)
    changed = next((name for name in (*answers.errors, answers.given(CHANGE)) if name in DEFINITIONS), None)
    question = question_of(portal, case)
    if changed is not None:
        return _ask(request, portal, case, answers, DEFINITIONS[changed], question)
    if question is not None and not answers.given(SEE):
        return _ask(request, portal, case, answers, question.definition, question)
    return _result(request, portal, case, answers, question)


@_pages.get("/bonds/rules")
def rules(request: Request, portal: Here) -> HTMLResponse:
    """Every rule with what it asked and what was known."""
    answers = asked(request, portal.settings.limits)
    case = case_of(answers)
    decision = case.decision()
    return portal.page(
        request,
        "bonds/rules.html",
        status=422 if answers.errors else 200,
        case=case,
        decision=decision,
        groups=groups(decision),
    )


def _start(request: Request, portal: Portal, answers: Answers) -> HTMLResponse:
    text = answers.given("body").strip()[:40]
    bodies, near = found_by(text) if "body" in answers.errors else ([], ())
    return portal.page(
        request,
        "bonds/start.html",
        status=422 if answers.errors else 200,
        answers=answers,
        bodies=bodies[:20],
        near=near,
        title=bonds.EXPENSE_RULES.title,
        official=bonds.EXPENSE_RULES.official,
    )


def _ask(  # noqa: PLR0913, PLR0917 -- what the page shows
    request: Request,
    portal: Portal,
    case: Case,
    answers: Answers,
    definition: FactDefinition,
    question: Question | None,
) -> HTMLResponse:
    name = definition.name
    value = case.facts.value(name)
    missing = set(case.decision().missing) - {name, *case.unknown}
    return portal.page(
        request,
        "bonds/question.html",
        status=422 if answers.errors else 200,
        case=case,
        definition=definition,
        options=options_of(definition, _YEARS),
        chosen=answers.given(name) if value is None else written(value),
        sources=question.sources if question is not None and question.fact == name else (),
        left=len(missing),
        answered=[one for one in answered(case) if one.fact != name],
        kept=case.without(name),
        labels={name: one.label for name, one in DEFINITIONS.items()},
        errors=answers.errors,
    )


def _result(
    request: Request, portal: Portal, case: Case, answers: Answers, question: Question | None
) -> HTMLResponse:
    decision = case.decision()
    found = groups(decision)
    eligible = decision.outcome is Outcome.ELIGIBLE
    headline, because = _HEADLINES[decision.outcome]
    paid = funding_of(case, answers) if eligible else None
    repaid = None if paid is None else repayment_of(paid, answers)
    steps = steps_of(case, answers) if eligible else None
    read_term = term()
    return portal.page(
        request,
        "bonds/result.html",
        status=422 if answers.errors else 200,
        case=case,
        body=case.body,
        decision=decision,
        headline=headline,
        because=because,
        groups=found,
        settled=settled_by(decision, found),
        open=still_open(case, decision),
        question=question,
        answered=answered(case),
        counterparty=counterparty(case),
        ways=decision.ways_to_eligible().ways if decision.outcome is Outcome.INELIGIBLE else (),
        answers=answers,
        labels={**LABELS, **PROCEDURE_LABELS, **{name: one.label for name, one in TRUTHS.items()}},
        paid=paid,
        parts=PARTS,
        repaid=repaid,
        known_year=KNOWN_YEAR,
        term=read_term if isinstance(read_term, Figure) else None,
        methods=[(one.value, one) for one in bonds.RepaymentMethod],
        scopes=[(one.value, one) for one in bonds.CostScope],
        taxes=[(one.value, one) for one in bonds.TaxBasis if one is not bonds.TaxBasis.UNKNOWN],
        steps=steps,
        truths=TRUTHS,
        without_cost=case.without(*COST_FIELDS),
        without_repayment=case.without(*REPAYMENT_FIELDS),
        without_procedure=case.without(*PROCEDURE_FIELDS),
        plan_address=_plan_address(case),
    )


def _plan_address(case: Case) -> dict[str, str]:
    """What the form of the plan can take over."""
    found = {"p1_name": case.name, "body": case.fields.get("body"), "p1_cost": case.fields.get("cost")}
    return {name: value for name, value in found.items() if value}


def _case(request: Request, portal: Portal) -> tuple[Case, Answers]:
    """The case of an address of the API.

    Raises:
        HTTPException: something in it cannot be read (422).
    """
    answers = asked(request, portal.settings.limits)
    case = case_of(answers)
    if answers.errors:
        raise HTTPException(422)
    return case, answers


@_api.get(
    "/bonds/decision", summary="May the bond pay for a project", openapi_extra={"parameters": parameters()}
)
def api_decision(request: Request, portal: Here) -> DecisionOut:
    """The decision of the library with its reasons, and the next question. Facts left out are not known yet."""
    case, _ = _case(request, portal)
    question = question_of(portal, case)
    return DecisionOut(
        decision=case.decision().to_dict(),
        unknown=list(case.unknown),
        next_question=None if question is None else QuestionOut.of(question),
    )


@_api.get(
    "/bonds/funding",
    summary="How a project is paid with the bond",
    openapi_extra={"parameters": parameters(*COST_FIELDS)},
)
def api_funding(request: Request, portal: Here) -> dict[str, Any]:
    """The calculation of the library, step by step; an amount that is not known is null and says why."""
    case, answers = _case(request, portal)
    paid = funding_of(case, answers)
    if paid is None:
        raise HTTPException(422)
    return paid.to_dict()


@_api.get(
    "/bonds/procedure",
    summary="The procedure before borrowing",
    openapi_extra={"parameters": parameters(*PROCEDURE_FIELDS)},
)
def api_procedure(request: Request, portal: Here) -> ProcedureOut:
    """Consultation, prior notification or permission, with whom, and the decisions it rests on."""
    case, answers = _case(request, portal)
    steps = steps_of(case, answers)
    if steps is None:
        raise HTTPException(422)
    return ProcedureOut.of(steps.procedure)


GROUP = PageGroup(_pages, _api)
