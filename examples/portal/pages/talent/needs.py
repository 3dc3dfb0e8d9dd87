"""What a municipality needs: stated, changed and withdrawn by itself; its prefecture reads it, the public counts roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError
from starlette.responses import Response

from chiho_digital.basics import LabelledEnum, Lang, Text, era_date
from chiho_digital.dashboard import View
from chiho_digital.governments import Government, get
from chiho_digital.talent import FIELDS, Need, Role, Span

from ...forms import Answers, Sent
from ...portal import Here, Language, Portal, login_of
from ..models import TextOut
from ..municipalities import body_of
from .models import NeedCount
from .reading import day_of, options, problems_of
from .records import NEEDS, Number

__all__ = ["LEVELS", "api", "called", "counts_of", "level_field", "pages", "span_of", "view_of"]

pages = APIRouter()
api = APIRouter()

LEVELS = ("any", "1", "2", "3", "4", "5")
"""What can be said of a field of skill: any level, or the lowest one."""

_REMARK = 500  # characters
_NUMBER = 1_000_000
_LABELS = {
    "role": "talentneeds.role",
    "span": "talentneeds.span",
    "time_share": "talentneeds.time_share",
    "hours": "talentneeds.hours",
    "start": "talentneeds.start",
    "end": "talentneeds.end",
    "priority": "talentneeds.priority",
    "remark": "talentneeds.remark",
    **{f"field_{term.id}": "talentneeds.fields" for term in FIELDS.terms},
}
_REFUSED = {
    "end": "talentneeds.end_before_start",
    "time_share": "talentneeds.bad_share",
    "priority": "talentneeds.bad_priority",
}


def _municipality(portal: Portal, request: Request, code: str) -> Government:
    """The municipality that is logged in, and asks for its own.

    Raises:
        HTTPException: it is no municipality (404), or another body (401, 403).
    """
    body = body_of(code)
    if body.parent_code is None:
        raise HTTPException(404)
    login_of(portal, request, code)
    return body


def level_field(skills: Any, field: str) -> str:
    """What a form shows for a field of skill."""
    for skill in skills or ():
        if skill.field == field:
            return "any" if skill.level is None else str(skill.level)
    return ""


def _read(answers: Answers, body: Government, number: int = 0) -> Need | None:
    """The need that the form states; None where something cannot be read, which `errors` then says."""
    levels = {term.id: answers.choice(f"field_{term.id}", LEVELS) for term in FIELDS.terms}
    skills = [
        {"field": field, "level": None if level == "any" else int(level)}
        for field, level in levels.items()
        if level is not None
    ]
    record: Mapping[str, object] = {
        "id": f"{body.code}-{number}",
        "municipality": body.code,
        "role": answers.choice("role", set(Role)),
        "span": answers.choice("span", set(Span)),
        "skills": skills or None,
        "time_share": answers.number("time_share", _NUMBER),
        "hours": answers.number("hours", _NUMBER),
        "start": day_of(answers, "start"),
        "end": day_of(answers, "end"),
        "priority": answers.number("priority", 99),
        "remark": answers.text("remark", _REMARK),
    }
    if answers.errors:
        return None
    try:
        return Need.model_validate(record)
    except ValidationError as error:
        answers.errors.update(problems_of(error, _REFUSED, "remark"))
        return None


def _shown(need: Need | None) -> dict[str, str]:
    """A need as the fields of the form."""
    if need is None:
        return {}
    dates = {name: day and era_date(day) for name, day in (("start", need.start), ("end", need.end))}
    fields = {f"field_{term.id}": level_field(need.skills, term.id) for term in FIELDS.terms}
    plain = {
        name: getattr(need, name) for name in ("role", "span", "time_share", "hours", "priority", "remark")
    }
    return {name: "" if value is None else str(value) for name, value in {**plain, **dates, **fields}.items()}


def called(label: LabelledEnum | None) -> Text | None:
    """What a value is called; None is unknown."""
    return None if label is None else label.label


def span_of(start: Any, end: Any, lang: Lang) -> str | None:
    """Dates as they are written in the language; None where both are unknown."""
    if start is None and end is None:
        return None
    said = [day and (era_date(day) if lang == "ja" else day.isoformat()) for day in (start, end)]
    return f"{said[0] or '？'}～{said[1] or '？'}"


def skills_of(skills: Any, portal: Portal) -> Text | None:
    """Fields with their levels on one line; None is unknown."""
    if skills is None:
        return None
    word = portal.words.texts["talentneeds.level"]
    found = [(FIELDS.of(skill.field).label, skill.level) for skill in skills]
    ja = [label.ja + (f"（{word.ja}{level}）" if level else "") for label, level in found]
    en = [label.en + (f" ({word.en} {level})" if level else "") for label, level in found]
    return Text("、".join(ja), ", ".join(en))


def view_of(portal: Portal, needs: list[Need], lang: Lang, *, names: bool) -> View:
    """Needs as a table. names: with the municipality of each, for the prefecture."""
    words = portal.words.texts
    heads = [
        "talentneeds.number",
        *(["talentneeds.municipality"] if names else []),
        "talentneeds.role",
        "talentneeds.fields",
        "talentneeds.time",
        "talentneeds.dates",
        "talentneeds.priority",
        "talentneeds.remark",
    ]
    rows = [
        (
            need.id,
            *((get(need.municipality).title,) if names else ()),
            called(need.role),
            skills_of(need.skills, portal),
            _time(portal, need),
            span_of(need.start, need.end, lang),
            need.priority,
            need.remark,
        )
        for need in needs
    ]
    title = words["talentneeds.list"]
    return View(title, tuple(words[key] for key in heads), tuple(rows), ())


def _time(portal: Portal, need: Need) -> Text | None:
    words = portal.words.texts
    if need.time_share is not None:
        return _filled(words["talentneeds.of_full_time"], need.time_share)
    return None if need.hours is None else _filled(words["talentneeds.of_hours"], need.hours)


def _filled(words: Text, number: int) -> Text:
    return Text(words.ja.format(number=f"{number:,}"), words.en.format(number=f"{number:,}"))


def counts_of(portal: Portal) -> list[tuple[Role | None, int]]:
    """How many needs are stated for each role, and for none."""
    counted = Counter(need.role for need in NEEDS.every(portal.store, Need))
    return [(role, counted[role]) for role in (*Role, None) if counted[role]]


def _page(  # noqa: PLR0913 -- what the page shows
    portal: Portal,
    request: Request,
    lang: Lang,
    body: Government,
    answers: Answers,
    *,
    number: int | None = None,
) -> HTMLResponse:
    """The needs of a municipality with the form of a new one, or one need with its form."""
    kept = NEEDS.read(portal.store, Need, [str(body.code)])
    return portal.form_page(
        request,
        "talent/need.html" if number else "talent/needs_own.html",
        status=422 if answers.errors else 200,
        body=body,
        number=number,
        view=view_of(portal, [need for _, _, need in kept], lang, names=False),
        links=[f"/{lang}/bodies/{body.code}/needs/{place}" for _, place, _ in kept],
        full=len(kept) >= NEEDS.most,
        most=NEEDS.most,
        answers=answers,
        labels=_LABELS,
        roles=options(portal, Role, lang),
        spans=options(portal, Span, lang),
        terms=FIELDS.terms,
        levels=LEVELS,
    )


def _kept(portal: Portal, body: Government, number: int) -> Need:
    need = NEEDS.find(portal.store, Need, str(body.code), number)
    if need is None:
        raise HTTPException(404)
    return need


@pages.get("/talent/needs")
def counts(request: Request, portal: Here) -> HTMLResponse:
    """What the public sees: how many needs there are for each role; and where bodies go on."""
    words = portal.words.texts
    rows = tuple(
        (role.label if role else words["talentneeds.no_role"], count) for role, count in counts_of(portal)
    )
    heads = (words["talentneeds.role"], words["talentneeds.count"])
    return portal.page(request, "talent/needs.html", view=View(words["talentneeds.counts"], heads, rows, ()))


@api.get("/talent/needs", summary="How many needs are stated for each role")
def api_counts(portal: Here) -> list[NeedCount]:
    """Roles without a stated need are left out."""
    words = portal.words.texts["talentneeds.no_role"]
    return [
        NeedCount(role=role and role.value, label=TextOut.of(role.label if role else words), needs=count)
        for role, count in counts_of(portal)
    ]


@pages.get("/bodies/{code}/needs")
def own(request: Request, portal: Here, lang: Language, code: str) -> Response:
    """The needs of the municipality that is logged in."""
    body = _municipality(portal, request, code)
    return _page(portal, request, lang, body, Answers({}))


@pages.post("/bodies/{code}/needs")
def state(request: Request, portal: Here, lang: Language, code: str, sent: Sent) -> Response:
    """Keeps a new need."""
    body = _municipality(portal, request, code)
    need = _read(sent, body)
    if need is None:
        return _page(portal, request, lang, body, sent)

    def made(number: int) -> Need:
        return need.with_(id=f"{body.code}-{number}")

    if not NEEDS.add(portal.store, portal.settings.now(), code, made):
        sent.errors["role"] = "talentneeds.full"
        return _page(portal, request, lang, body, sent)
    return RedirectResponse(f"/{lang}/bodies/{code}/needs", HTTPStatus.SEE_OTHER)


@pages.get("/bodies/{code}/needs/{number}")
def one(request: Request, portal: Here, lang: Language, code: str, number: Number) -> Response:
    """One need with its form."""
    body = _municipality(portal, request, code)
    return _page(portal, request, lang, body, Answers(_shown(_kept(portal, body, number))), number=number)


@pages.post("/bodies/{code}/needs/{number}")
def change(  # noqa: PLR0913 -- what FastAPI hands over, one by one
    *, request: Request, portal: Here, lang: Language, code: str, number: Number, sent: Sent
) -> Response:
    """Keeps what was changed."""
    body = _municipality(portal, request, code)
    _kept(portal, body, number)
    need = _read(sent, body, number)
    if need is None:
        return _page(portal, request, lang, body, sent, number=number)
    NEEDS.change(portal.store, portal.settings.now(), code, number, need)
    return RedirectResponse(f"/{lang}/bodies/{code}/needs", HTTPStatus.SEE_OTHER)


@pages.post("/bodies/{code}/needs/{number}/withdraw")
def withdraw(  # noqa: PLR0913 -- what FastAPI hands over, one by one
    *,
    request: Request,
    portal: Here,
    lang: Language,
    code: str,
    number: Number,
    sent: Sent,  # noqa: ARG001 -- proves the form
) -> Response:
    """Takes a need out."""
    body = _municipality(portal, request, code)
    _kept(portal, body, number)
    NEEDS.withdraw(portal.store, portal.settings.now(), code, number)
    return RedirectResponse(f"/{lang}/bodies/{code}/needs", HTTPStatus.SEE_OTHER)
