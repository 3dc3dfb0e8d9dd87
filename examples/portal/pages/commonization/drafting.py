"""Writing a proposal: the form, what there is to look at in it, paper and file. It needs no login, and keeps nothing unless asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from chiho_digital.basics import FiscalYear, Text, phrase
from chiho_digital.commonization import (
    MINISTRIES,
    FlagFacts,
    FlagState,
    Proposal,
    ProposalYear,
    Proposer,
    characters,
)
from chiho_digital.dashboard import View
from chiho_digital.governments import get
from chiho_digital.systems import kind_of

from ...forms import Answers, Sent
from ...portal import Here, Language, Portal, login_of
from . import kept
from .hints import hints_of
from .reading import body_of, read
from .records import LABELS, ORGANISATIONS, QUESTIONS, Draft

__all__ = ["answers_of", "content_of", "file_of", "form", "own_proposer", "pages", "shown"]

pages = APIRouter()

_STATES = (FlagState.RAISED, FlagState.OPEN, FlagState.NOT_RAISED)


def own_proposer(portal: Portal, request: Request) -> Proposer | None:
    """The body that is logged in, as a proposer."""
    session = portal.session(request)
    return None if session is None else Proposer.of(get(session.holder.body))


def form(request: Request, portal: Portal, answers: Answers, *, status: int = 200, **more: Any) -> Response:
    """The form, with what was typed. more: the kept draft that it changes, and what stands against that."""
    limits = Proposal.model_fields["limits"].default
    in_order = {name: answers.errors[name] for name in LABELS if name in answers.errors}
    answers.errors = in_order | answers.errors
    return portal.form_page(
        request,
        "commonization/form.html",
        status=status,
        answers=answers,
        labels=LABELS,
        limits=limits,
        up_to={
            "measure": _formatted(portal.words.texts["drafting.measure_hint"], limit=limits.measure),
            "together": _formatted(
                portal.words.texts["drafting.together_hint"], limit=limits.problem_and_effect
            ),
        },
        ministries=list(MINISTRIES),
        organisations=[(kind.value, kind.label) for kind in ORGANISATIONS],
        kinds={kind.id: kind.label for kind in portal.data.kinds.values()},
        questions=[(name, getattr(FlagFacts, name).definition) for name in QUESTIONS],
        year_definition=FlagFacts.fiscal_year.definition,
        widely_definition=FlagFacts.widely_from.definition,
        **{"kept": None, "meanwhile": None, "drafts": None, "most": kept.MOST_DRAFTS, **more},
    )


def shown(request: Request, portal: Portal, draft: Draft, template: str, **more: Any) -> Response:
    """A draft as it will be read, with what there is to look at in it."""
    hints = hints_of(portal, draft)
    return portal.form_page(
        request,
        template,
        draft=draft,
        content=content_of(portal, draft),
        answered=answers_of(portal, draft),
        hints=hints,
        groups=[
            (state, found) for state in _STATES if (found := [f for f in hints.flags if f.state is state])
        ],
        cases=hints.cases and hints.cases.view(portal),
        questions=hints.found.decision.facts.definitions,
        **more,
    )


def content_of(portal: Portal, draft: Draft) -> View:
    """All that a proposal says, item by item; what is not written says so."""
    one, words, course = draft.proposal, portal.words.texts, draft.course
    limits = one.limits
    together = characters(one.problem or "") + characters(one.effect or "")
    unlinked = None if one.decentralisation is None else words["drafting.link_none"]
    rows: list[tuple[str, Any]] = [
        ("drafting.title", one.title),
        ("drafting.body", one.proposer.name),
        ("drafting.year", Text(one.year.to("ja"), one.year.to("en"))),
        ("drafting.joint", one.joint_proposers and "、".join(body.name for body in one.joint_proposers)),
        ("drafting.class", one.proposal_class),
        ("drafting.field", one.field),
        ("drafting.measure", one.measure),
        (
            "drafting.measure_count",
            _counted(words["drafting.count"], characters(one.measure or ""), limits.measure),
        ),
        ("drafting.problem", one.problem),
        ("drafting.effect", one.effect),
        ("drafting.together_count", _counted(words["drafting.count"], together, limits.problem_and_effect)),
        ("drafting.legal_basis", one.legal_basis and "\n".join(one.legal_basis)),
        (
            "drafting.ministries",
            one.ministries and "、".join(_ministry(m.name, m.source) for m in one.ministries),
        ),
        ("drafting.benefits", one.benefits and "\n".join(one.benefits)),
        ("drafting.consulted", _consulted(one)),
        ("drafting.linked", unlinked if course is None else _linked(course.proposal)),
    ]
    if draft.url:
        rows.append(("drafting.link_url", draft.url))
    return View(
        words["drafting.content"],
        (Text("項目", "item"), Text("内容", "content")),
        tuple((words[name], value or words["drafting.blank"]) for name, value in rows),
    )


def answers_of(portal: Portal, draft: Draft) -> View:
    """What is answered beside the proposal, for its review flags."""
    words, definitions = portal.words.texts, FlagFacts.definitions
    rows: list[tuple[Text, Any]] = [(words["drafting.about"], one) for one in draft.about]
    if draft.kind:
        rows.insert(0, (words["drafting.kind"], kind_of(draft.kind).label))
    for name, value in draft.answers.items():
        said = words["drafting.yes" if value else "drafting.no"] if isinstance(value, bool) else value
        shown_as = _year(value) if name == "fiscal_year" else said
        rows.append((definitions[name].question, shown_as))
    headings = (Text("質問", "question"), Text("答え", "answer"))
    return View(words["drafting.part_questions"], headings, tuple(rows))


def _year(year: int) -> Text:
    found = FiscalYear(year)
    return Text(found.to("ja"), found.to("en"))


def _counted(words: Text, count: int, limit: int | None) -> Text | None:
    """How many characters there are of those that the form takes."""
    if limit is None:
        return None
    return _formatted(words, count=count, limit=limit)


def _formatted(words: Text, **params: int) -> Text:
    """Words with their parameters."""
    return Text(words.ja.format_map(params), words.en.format_map(params))


def _ministry(name: str, source: str | None) -> str:
    return name if source is None else f"{name}（{source}）"


def _consulted(proposal: Proposal) -> str | None:
    """The prior consultations, a line each."""
    lines = [
        " ".join(part for part in (one.on and phrase(one.on, "ja"), one.advice) if part)
        for one in proposal.prior_consultations or ()
    ]
    return "\n".join(lines) or None


def _linked(proposal: Proposal) -> Text:
    """A decentralisation proposal in a line."""
    parts = (proposal.title, proposal.control_number, proposal.proposer.name)
    said = " ".join(part for part in parts if part)
    return Text(f"{proposal.year.to('ja')} {said}", f"{proposal.year.to('en')} {said}")


def file_of(draft: Draft) -> Response:
    """A draft as a file: the records of the library as JSON."""
    headers = {"Content-Disposition": 'attachment; filename="proposal.json"', "Cache-Control": "no-store"}
    return Response(draft.model_dump_json(indent=2), media_type="application/json", headers=headers)


@pages.get("/commonization/drafts")
def start(request: Request, portal: Here) -> Response:
    """An empty form, and the drafts that the body that is logged in keeps."""
    session = portal.session(request)
    own = kept.of_body(portal.store, session.holder.body) if session else []
    answers = Answers({"year": ProposalYear.of(portal.settings.as_of).to("ja")})
    return form(request, portal, answers, drafts=own)


@pages.post("/commonization/drafts")
def write(request: Request, portal: Here, lang: Language, sent: Sent) -> Response:
    """What the button says: look at it, write on, save it as a file, or keep it. Only the last keeps anything."""
    fields = {name: value for name, value in sent.fields.items() if name != "do"}
    do = sent.choice("do", {"look", "back", "file", "keep"}) or "look"
    answers = Answers(fields)
    if do == "back":
        return form(request, portal, answers)
    session = portal.session(request)
    if do == "keep":
        if session is None:
            raise HTTPException(401)
        login_of(portal, request, session.holder.body)
    number = kept.next_number(portal.store) if do == "keep" else 1
    draft = read(answers, own_proposer(portal, request) or body_of(answers), portal.data.kinds, f"p{number}")
    if draft is None:
        return form(request, portal, answers, status=422)
    if do == "file":
        return file_of(draft)
    if do == "keep" and session is not None:
        if kept.add(portal.store, portal.settings.now(), session.holder.body, number, draft):
            return RedirectResponse(f"/{lang}/commonization/drafts/{number}", HTTPStatus.SEE_OTHER)
        answers.errors["keep"] = "drafting.full"
        return form(request, portal, answers, status=422)
    return shown(request, portal, draft, "commonization/preview.html", fields=fields)
