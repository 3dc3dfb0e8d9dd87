"""Who could go where in a prefecture: a plan of the library, made beside the portal in bounded size and time, with its reasons."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from attrs import frozen
from fastapi import APIRouter, Request
from starlette.responses import Response

from chiho_digital.basics import Text
from chiho_digital.dashboard import View
from chiho_digital.governments import Government, get, municipalities
from chiho_digital.talent import Need, Pool, StaffMember, UnmetBecause

from ...forms import Answers, asked
from ...portal import Here, Portal
from .needs import called
from .pool import needs_in, prefecture_of, staff_of

__all__ = ["pages"]

pages = APIRouter()

_PROGRAM = Path(__file__).with_name("planner.py")
_turn = Lock()  # one plan at a time: the machine is small
_LABELS = {"full_time_week": "talentplan.week", "max_bodies": "talentplan.most"}
_OF_PLAN = {"TooLong": "talentplan.too_long", "Busy": "talentplan.busy", "Many": "talentplan.too_many"}


@frozen
class Place:
    """One need of a plan: whose, for what, who meets it (None: nobody, with the reason), and why."""

    need: Need
    body: Text
    role: Text | None
    who: str | None
    because: Text | None
    reasons: tuple[Text, ...]


@frozen
class Plan:
    """A plan as the page shows it."""

    met: tuple[Place, ...]
    unmet: tuple[Place, ...]
    priorities: View
    assumptions: tuple[Text, ...]


def _made(given: Mapping[str, Any], seconds: float) -> dict[str, Any] | str:
    """What the planner answers, or the key of the words that say why it did not."""
    if not _turn.acquire(blocking=False):
        return _OF_PLAN["Busy"]
    try:
        done = subprocess.run(  # noqa: S603 -- our own program beside this file, without any words of others
            [sys.executable, "-I", str(_PROGRAM)],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return _OF_PLAN["TooLong"]
    finally:
        _turn.release()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _given(
    body: Government, staff: Sequence[StaffMember], needs: Sequence[Need], answers: Answers
) -> dict[str, Any]:
    pool = Pool(
        id=f"pool-{body.code}",
        name=body.name,
        lead=body.code,
        members=tuple(one.code for one in municipalities(prefecture=body)),
        staff=tuple(staff),
    )
    return {
        "pool": pool.model_dump(mode="json"),
        "needs": [need.model_dump(mode="json", exclude={"remark"}) for need in needs],
        "full_time_week": answers.number("full_time_week", 168) or None,
        "max_bodies": answers.number("max_bodies", 200) or None,
    }


def _texts(notes: Sequence[Mapping[str, str]]) -> tuple[Text, ...]:
    return tuple(Text(note["ja"], note["en"]) for note in notes)


def _plan(portal: Portal, answer: Mapping[str, Any], needs: Sequence[Need]) -> Plan:
    by_id = {need.id: need for need in needs}
    words = portal.words.texts

    def place(one: Mapping[str, Any], who: str | None, because: Text | None) -> Place:
        need = by_id[one["need"]]
        title = get(need.municipality).title
        return Place(need, title, called(need.role), who, because, _texts(one["reasons"]))

    plan = answer["plan"]
    rows = [
        (words["talentplan.no_priority"] if priority is None else str(priority), met, every)
        for priority, met, every in answer["by_priority"]
    ]
    heads = tuple(
        words[key] for key in ("talentplan.priority", "talentplan.met_count", "talentplan.all_count")
    )
    return Plan(
        tuple(place(one, one["assignment"]["staff"], None) for one in plan["matches"]),
        tuple(place(one, None, UnmetBecause(one["because"]).label) for one in plan["unmet"]),
        View(words["talentplan.by_priority"], heads, tuple(rows), ()),
        _texts([*plan["unproved"], *plan["assumptions"]]),
    )


@pages.get("/talent/{code}/plan")
def page(request: Request, portal: Here, code: str) -> Response:
    """The plan of the prefecture that is logged in. It assigns nobody, and nothing of it is kept."""
    body = prefecture_of(portal, request, code)
    answers = asked(request, portal.settings.limits)
    staff = [member for _, member in staff_of(portal, body)]
    needs = needs_in(portal, body)
    given = _given(body, staff, needs, answers)
    plan, why = None, None
    limits = portal.settings.limits
    if len(needs) > limits.plan_needs:
        why = portal.words.texts[_OF_PLAN["Many"]]
    elif not answers.errors:
        answer = _made(given, limits.plan_seconds)
        if isinstance(answer, str):
            why = portal.words.texts[answer]
        elif "error" in answer:
            why = Text(**answer["error"])
        else:
            plan = _plan(portal, answer, needs)
    return portal.page(
        request,
        "talent/plan.html",
        status=422 if answers.errors else 200 if plan else 503,
        body=body,
        plan=plan,
        why=why,
        answers=answers,
        labels=_LABELS,
    )
