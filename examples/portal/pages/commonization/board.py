"""The board: where candidates and proposals stand; one candidate with its reasons; the process as diagrams."""

from __future__ import annotations

import re
from typing import Annotated, Any

from attrs import frozen
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.commonization import ProposalYear, process
from chiho_digital.dashboard import View
from chiho_digital.governments import get
from chiho_digital.systems import kind_of

from ...forms import Answers, asked
from ...portal import Here, Language, Portal
from ..models import MOST_PAGES, ViewOut
from . import kept
from .hints import cases_of
from .models import BoardOut, CandidateOut, SubmittedOut
from .standing import Affair, affairs, ministries, moves, not_candidates, said, standardised

__all__ = ["api", "pages"]

pages = APIRouter()
api = APIRouter(tags=["commonization"])

_MACHINES = {"review": process.REVIEW, "course": process.COURSE}
_HERE, _UNKNOWN = "here", "unknown"
_STAGE, _WHAT = Text("検討の段階", "stage of the review"), Text("区分", "what it is")
_SIZE = re.compile(r'<svg [^>]*width="(\d+)" height="(\d+)"')


@frozen
class Wanted:
    """What the board is asked for; None does not filter, empty text is what is not known.

    year: of candidates a fiscal year, of proposals the calendar year of the call.
    """

    fiscal_year: int | None
    year: int | None
    ministry: str | None
    state: str | None

    def takes(self, affair: Affair) -> bool:
        """Whether a known candidate is asked for."""
        one = affair.candidate
        by_year = self.year is None and self.fiscal_year in {None, one.fiscal_year and one.fiscal_year.year}
        state = affair.stage.value if affair.stage else _UNKNOWN
        return by_year and self.ministry in {None, one.ministry or ""} and self.state in {None, state}

    @property
    def takes_proposals(self) -> bool:
        """Whether proposals of this portal may be asked for."""
        return self.fiscal_year is None and self.state in {None, _HERE}


def _options(portal: Portal) -> dict[str, dict[str, Text]]:
    """The values of each filter, with their words."""
    shown = affairs(portal.settings.as_of)
    fiscal = sorted({one.candidate.fiscal_year.year for one in shown if one.candidate.fiscal_year})
    words = portal.words.texts
    return {
        "year": {
            **{f"fy{year}": _text(FiscalYear(year)) for year in fiscal},
            **{str(year): _text(ProposalYear(year)) for year in kept.years(portal.store)},
        },
        "ministry": {
            **{name: Text(name, name) for name in ministries(shown)},
            _UNKNOWN: words["affairs.ministry_unknown"],
        },
        "state": {
            **{stage.value: stage.label for stage in process.Stage},
            _HERE: words["affairs.here"],
            _UNKNOWN: words["affairs.stage_unknown"],
        },
    }


def _text(value: FiscalYear | ProposalYear) -> Text:
    return Text(value.to("ja"), value.to("en"))


def _wanted(answers: Answers, options: dict[str, dict[str, Text]]) -> Wanted:
    chosen = {name: answers.choice(name, values) for name, values in options.items()}
    year, ministry = chosen["year"], chosen["ministry"]
    return Wanted(
        fiscal_year=int(year[2:]) if year and year.startswith("fy") else None,
        year=int(year) if year and not year.startswith("fy") else None,
        ministry="" if ministry == _UNKNOWN else ministry,
        state=chosen["state"],
    )


def _submitted(portal: Portal, wanted: Wanted, page: int) -> tuple[list[kept.Listed], int]:
    if not wanted.takes_proposals:
        return [], 0
    rows = portal.settings.limits.rows
    return kept.submitted(portal.store, year=wanted.year, ministry=wanted.ministry, page=page, rows=rows)


def _known(title: Text, shown: list[Affair], state: Text) -> View:
    """Known candidates as a table. state: what the stage, or where it is not known the kind, is called."""
    headings = (
        Text("業務", "affair"),
        Text("選定年度", "chosen for fiscal year"),
        Text("所管府省", "ministry"),
        state,
        Text("根拠の強さ", "grade"),
    )
    rows = tuple(
        (
            one.candidate.name,
            one.year,
            one.ministry,
            one.stage.label if one.stage else one.candidate.kind.label,
            one.candidate.grade.label,
        )
        for one in shown
    )
    return View(title, headings, rows)


def _proposed(portal: Portal, found: list[kept.Listed]) -> View:
    headings = (
        Text("件名", "title"),
        Text("提案団体", "proposing body"),
        Text("提案募集の年", "year of the call"),
        Text("関係府省", "ministries"),
        _STAGE,
    )
    stage = process.Stage.PROPOSED.label
    rows = tuple(
        (
            one.title,
            get(one.body).title,
            _text(ProposalYear(one.year)),
            "、".join(one.ministries) or None,
            stage,
        )
        for one in found
    )
    return View(portal.words.texts["affairs.here"], headings, rows)


@pages.get("/commonization")
def board(request: Request, portal: Here) -> HTMLResponse:
    """Where each known candidate and each proposal of this portal stands."""
    answers = asked(request, portal.settings.limits)
    page = max(answers.number("page", MOST_PAGES) or 1, 1)
    options = _options(portal)
    wanted = _wanted(answers, options)
    shown = [one for one in affairs(portal.settings.as_of) if wanted.takes(one)]
    known, unknown = [one for one in shown if one.stage], [one for one in shown if not one.stage]
    found, total = _submitted(portal, wanted, page)
    words = portal.words.texts
    return portal.page(
        request,
        "commonization/board.html",
        status=422 if answers.errors else 200,
        answers=answers,
        options=options,
        known=_known(words["affairs.known"], known, _STAGE),
        known_numbers=[one.number for one in known],
        unknown=_known(words["affairs.stage_unknown"], unknown, _WHAT),
        unknown_numbers=[one.number for one in unknown],
        proposed=_proposed(portal, found),
        proposed_numbers=[one.number for one in found],
        total=total,
        page=page,
        pages=max(-(-total // portal.settings.limits.rows), 1),
        beside=not_candidates(),
        standardised=standardised(),
    )


@pages.get("/commonization/process")
def how(request: Request, portal: Here, lang: Language) -> HTMLResponse:
    """The process: the diagrams, and what they show as tables."""
    drawn = [
        (name, machine.title, *_size(process.diagram(machine, lang)), moves(machine))
        for name, machine in _MACHINES.items()
    ]
    return portal.page(request, "commonization/process.html", drawn=drawn)


def _size(svg: str) -> tuple[str, str]:
    """Width and height of a diagram, so that nothing moves while it loads."""
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("a diagram states its size")
    return found[1], found[2]


@pages.get("/commonization/process/{name}.svg")
def diagram(lang: Language, name: str) -> Response:
    """A diagram as a picture of its own."""
    if name not in _MACHINES:
        raise HTTPException(404)
    return Response(process.diagram(_MACHINES[name], lang), media_type="image/svg+xml")


def _affair(portal: Portal, number: str) -> Affair:
    found = {str(one.number): one for one in affairs(portal.settings.as_of)}.get(number)
    if found is None:
        raise HTTPException(404)
    return found


@pages.get("/commonization/candidates/{number}")
def candidate(request: Request, portal: Here, number: str) -> HTMLResponse:
    """A known candidate: why it stands here, how surely, whose it is, and the joint cases of its kind of system."""
    affair = _affair(portal, number)
    kind = kind_of(affair.candidate.name)
    cases = cases_of(portal, kind.id) if kind.known else None
    return portal.page(
        request,
        "commonization/candidate.html",
        affair=affair,
        about=_about(affair),
        cases=cases,
        view=cases and cases.view(portal),
    )


def _about(affair: Affair) -> View:
    one = affair.candidate
    rows: list[tuple[Text, Any]] = [
        (_WHAT, one.kind.label),
        (Text("根拠の強さ", "grade"), one.grade.label),
        (Text("選定年度", "chosen for fiscal year"), affair.year),
        (Text("所管府省", "ministry"), affair.ministry),
        (_STAGE, affair.stage and affair.stage.label),
        (Text("結論", "outcome"), said(affair.standing and affair.standing.outcome)),
    ]
    return View(Text(one.name, one.name), (Text("項目", "item"), Text("内容", "content")), tuple(rows))


@api.get("/commonization", summary="Where candidates and proposals for commonization stand")
def api_board(portal: Here, page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1) -> BoardOut:
    """The known candidates, and the proposals submitted in this portal, page by page."""
    everything = Wanted(fiscal_year=None, year=None, ministry=None, state=None)
    found, total = _submitted(portal, everything, page)
    return BoardOut(
        candidates=[one.out() for one in affairs(portal.settings.as_of)],
        submitted=[
            SubmittedOut(
                number=one.number,
                title=one.title,
                year=one.year,
                body=one.body,
                ministries=list(one.ministries),
            )
            for one in found
        ],
        submitted_total=total,
        not_candidates=ViewOut.of(not_candidates()),
        standardised=ViewOut.of(standardised()),
    )


@api.get("/commonization/candidates", summary="The known candidates")
def api_candidates(portal: Here) -> list[CandidateOut]:
    """Those known by name; more are not known."""
    return [one.out() for one in affairs(portal.settings.as_of)]


@api.get("/commonization/candidates/{number}", summary="One known candidate")
def api_candidate(portal: Here, number: str) -> CandidateOut:
    """By its place in the list."""
    return _affair(portal, number).out()
