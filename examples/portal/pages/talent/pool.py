"""The people of a prefecture's pool, without names, and the needs of its municipalities: for the prefecture that is logged in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError
from starlette.responses import Response

from chiho_digital.basics import Lang, Text, era_date
from chiho_digital.dashboard import View
from chiho_digital.governments import Government, municipalities
from chiho_digital.talent import FIELDS, Duty, EmploymentForm, Need, Role, StaffMember

from ...forms import Answers, Sent
from ...portal import Here, Language, Portal, login_of
from ..municipalities import body_of
from .needs import LEVELS, called, level_field, skills_of, span_of
from .needs import view_of as needs_view
from .reading import day_of, options, problems_of
from .records import NEEDS, STAFF, Number

__all__ = ["needs_in", "pages", "prefecture_of", "staff_of"]

pages = APIRouter()

_NUMBER = 1_000_000
_LABELS = {
    "role": "talentstaff.role",
    "employment": "talentstaff.employment",
    "duty": "talentstaff.duty",
    "time_share": "talentstaff.time_share",
    "start": "talentstaff.start",
    "end": "talentstaff.end",
    "full_time_week": "talentplan.week",
    "max_bodies": "talentplan.most",
    **{f"field_{term.id}": "talentneeds.fields" for term in FIELDS.terms},
}
_REFUSED = {"end": "talentneeds.end_before_start", "time_share": "talentneeds.bad_share"}


def prefecture_of(portal: Portal, request: Request, code: str) -> Government:
    """The prefecture that is logged in, and asks for its own.

    Raises:
        HTTPException: it is no prefecture (404), or another body (401, 403).
    """
    body = body_of(code)
    if body.parent_code is not None:
        raise HTTPException(404)
    login_of(portal, request, code)
    return body


def staff_of(portal: Portal, body: Government) -> list[tuple[int, StaffMember]]:
    """The people of its pool, with their numbers."""
    return [(number, member) for _, number, member in STAFF.read(portal.store, StaffMember, [str(body.code)])]


def needs_in(portal: Portal, body: Government) -> list[Need]:
    """The needs of its municipalities."""
    codes = [str(one.code) for one in municipalities(prefecture=body)]
    return [need for _, _, need in NEEDS.read(portal.store, Need, codes)]


def _read(answers: Answers, body: Government, number: int = 0) -> StaffMember | None:
    """The person that the form states; None where something cannot be read, which `errors` then says."""
    levels = {term.id: answers.choice(f"field_{term.id}", LEVELS) for term in FIELDS.terms}
    skills = [
        {"field": field, "level": None if level == "any" else int(level)}
        for field, level in levels.items()
        if level is not None
    ]
    record: dict[str, Any] = {
        "id": f"p{number}",
        "employer": body.code,
        "role": answers.choice("role", set(Role)),
        "skills": skills or None,
        "engagement": {
            "employment": answers.choice("employment", set(EmploymentForm)),
            "duty": answers.choice("duty", set(Duty)),
        },
        "time_share": answers.number("time_share", _NUMBER),
        "start": day_of(answers, "start"),
        "end": day_of(answers, "end"),
    }
    if answers.errors:
        return None
    try:
        return StaffMember.model_validate(record)
    except ValidationError as error:
        answers.errors.update(problems_of(error, _REFUSED, "role"))
        return None


def _shown(member: StaffMember) -> dict[str, str]:
    """A person as the fields of the form."""
    values: dict[str, object] = {
        "role": member.role,
        "employment": member.engagement.employment,
        "duty": member.engagement.duty,
        "time_share": member.time_share,
        "start": member.start and era_date(member.start),
        "end": member.end and era_date(member.end),
        **{f"field_{term.id}": level_field(member.skills, term.id) for term in FIELDS.terms},
    }
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _staff_view(portal: Portal, staff: list[tuple[int, StaffMember]], lang: Lang) -> View:
    words = portal.words.texts
    rows = [
        (
            member.id,
            called(member.role),
            skills_of(member.skills, portal),
            called(member.engagement.employment),
            called(member.engagement.duty),
            _share(portal, member),
            span_of(member.start, member.end, lang),
        )
        for _, member in staff
    ]
    heads = (
        "talentstaff.number",
        "talentstaff.role",
        "talentstaff.fields",
        "talentstaff.employment",
        "talentstaff.duty",
        "talentstaff.time_share",
        "talentstaff.dates",
    )
    title = words["talentstaff.list"]
    return View(title, tuple(words[key] for key in heads), tuple(rows), ())


def _share(portal: Portal, member: StaffMember) -> Text | None:
    if member.time_share is None:
        return None
    words = portal.words.texts["talentneeds.of_full_time"]
    return Text(words.ja.format(number=member.time_share), words.en.format(number=member.time_share))


def _page(  # noqa: PLR0913 -- what the page shows
    portal: Portal,
    request: Request,
    lang: Lang,
    body: Government,
    answers: Answers,
    *,
    number: int | None = None,
) -> HTMLResponse:
    """The pool with the form of a new person, or one person with the form."""
    staff, needs = staff_of(portal, body), needs_in(portal, body)
    return portal.form_page(
        request,
        "talent/person.html" if number else "talent/pool.html",
        status=422 if answers.errors else 200,
        body=body,
        number=number,
        staff=_staff_view(portal, staff, lang),
        links=[f"/{lang}/talent/{body.code}/staff/{place}" for place, _ in staff],
        needs=needs_view(portal, needs, lang, names=True),
        full=len(staff) >= STAFF.most,
        most=STAFF.most,
        answers=answers,
        labels=_LABELS,
        roles=options(portal, Role, lang),
        forms=options(portal, EmploymentForm, lang),
        duties=options(portal, Duty, lang),
        terms=FIELDS.terms,
        levels=LEVELS,
    )


def _kept(portal: Portal, body: Government, number: int) -> StaffMember:
    member = STAFF.find(portal.store, StaffMember, str(body.code), number)
    if member is None:
        raise HTTPException(404)
    return member


@pages.get("/talent/{code}/pool")
def pool(request: Request, portal: Here, lang: Language, code: str) -> Response:
    """The people and the needs."""
    return _page(portal, request, lang, prefecture_of(portal, request, code), Answers({}))


@pages.post("/talent/{code}/pool")
def state(request: Request, portal: Here, lang: Language, code: str, sent: Sent) -> Response:
    """Keeps a new person."""
    body = prefecture_of(portal, request, code)
    member = _read(sent, body)
    if member is None:
        return _page(portal, request, lang, body, sent)

    def made(number: int) -> StaffMember:
        return member.with_(id=f"p{number}")

    if not STAFF.add(portal.store, portal.settings.now(), code, made):
        sent.errors["role"] = "talentstaff.full"
        return _page(portal, request, lang, body, sent)
    return RedirectResponse(f"/{lang}/talent/{code}/pool", HTTPStatus.SEE_OTHER)


@pages.get("/talent/{code}/staff/{number}")
def one(request: Request, portal: Here, lang: Language, code: str, number: Number) -> Response:
    """One person with the form."""
    body = prefecture_of(portal, request, code)
    return _page(portal, request, lang, body, Answers(_shown(_kept(portal, body, number))), number=number)


@pages.post("/talent/{code}/staff/{number}")
def change(  # noqa: PLR0913 -- what FastAPI hands over, one by one
    *, request: Request, portal: Here, lang: Language, code: str, number: Number, sent: Sent
) -> Response:
    """Keeps what was changed."""
    body = prefecture_of(portal, request, code)
    _kept(portal, body, number)
    member = _read(sent, body, number)
    if member is None:
        return _page(portal, request, lang, body, sent, number=number)
    STAFF.change(portal.store, portal.settings.now(), code, number, member)
    return RedirectResponse(f"/{lang}/talent/{code}/pool", HTTPStatus.SEE_OTHER)


@pages.post("/talent/{code}/staff/{number}/withdraw")
def withdraw(  # noqa: PLR0913 -- what FastAPI hands over, one by one
    *,
    request: Request,
    portal: Here,
    lang: Language,
    code: str,
    number: Number,
    sent: Sent,  # noqa: ARG001 -- proves the form
) -> Response:
    """Takes a person out."""
    body = prefecture_of(portal, request, code)
    _kept(portal, body, number)
    STAFF.withdraw(portal.store, portal.settings.now(), code, number)
    return RedirectResponse(f"/{lang}/talent/{code}/pool", HTTPStatus.SEE_OTHER)
