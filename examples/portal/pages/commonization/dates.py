"""The calendar: what comes next as far as it is published, what is not, estimates as such; and a file for calendar programs."""

from __future__ import annotations

from datetime import date
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from chiho_digital.basics import MissingExtra, Text, era_date
from chiho_digital.commonization import CalendarEvent, CalendarStep, DatesAhead, Estimate, known_calendar
from chiho_digital.dashboard import View

from ...portal import Here, Portal
from ..models import TextOut, ViewOut
from .models import CalendarOut, EventOut

__all__ = ["api", "pages"]

pages = APIRouter()
api = APIRouter(tags=["commonization"])

_HEADINGS = (
    Text("日", "day"),
    Text("予定", "event"),
    Text("出典", "source"),
)


def _dated(day: date) -> Text:
    """A day as it is written in each language."""
    return Text(era_date(day), day.isoformat())


def _source(event: CalendarEvent) -> Text:
    return Text(event.source.to("ja"), event.source.to("en"))


def _ahead(portal: Portal) -> DatesAhead:
    return known_calendar().ahead(as_of=portal.settings.as_of)


def _upcoming(ahead: DatesAhead) -> View:
    rows = tuple(
        (
            _dated(one.event.day),
            Text(f"{one.event.label.ja}（あと{one.left.ja}）", f"{one.event.label.en} (in {one.left.en})"),
            _source(one.event),
        )
        for one in ahead.upcoming
    )
    return View(Text("これからの予定", "What comes next"), _HEADINGS, rows)


def _past(ahead: DatesAhead) -> tuple[CalendarEvent, ...]:
    """The known days before that day, the latest first."""
    return tuple(one for one in reversed(known_calendar().events) if one.day < ahead.as_of)


def _gone(ahead: DatesAhead) -> View:
    rows = tuple((_dated(one.day), one.label, _source(one)) for one in _past(ahead))
    return View(Text("これまでに分かっている日", "Days that are known and past"), _HEADINGS, rows)


def _estimates(ahead: DatesAhead) -> View:
    """The days of this year's call and the next as they may be: drawn from other years, and announced by nobody."""
    calendar, year = known_calendar(), ahead.as_of.year
    unknown = [
        (step, one)
        for one in (year, year + 1)
        for step in CalendarStep
        if step.is_yearly and not isinstance(calendar.when(step, one), CalendarEvent)
    ]
    found = [
        estimate for step, one in unknown if isinstance(estimate := calendar.estimate(step, one), Estimate)
    ]
    rows = tuple(
        (
            Text(f"{one.step.label.ja}（{one.year.to('ja')}）", f"{one.step.label.en} ({one.year.to('en')})"),
            _dated(one.day),
            Text(
                f"{era_date(one.earliest)}～{era_date(one.latest)}",
                f"{one.earliest.isoformat()} to {one.latest.isoformat()}",
            ),
            Text(
                "、".join(era_date(event.day) for event in one.based_on),
                ", ".join(event.day.isoformat() for event in one.based_on),
            ),
            one.grade.label,
        )
        for one in found
    )
    headings = (
        Text("予定", "event"),
        Text("推定した日", "estimated day"),
        Text("幅", "range"),
        Text("もとにした日", "drawn from"),
        Text("根拠の強さ", "grade"),
    )
    return View(Text("推定（公表された日ではありません）", "Estimates (no announcements)"), headings, rows)


def _page(
    request: Request, portal: Portal, *, status: int = 200, missing: Text | None = None
) -> HTMLResponse:
    ahead = _ahead(portal)
    return portal.page(
        request,
        "commonization/calendar.html",
        status=status,
        ahead=ahead,
        day=_dated(ahead.as_of),
        upcoming=_upcoming(ahead),
        gone=_gone(ahead),
        estimates=_estimates(ahead),
        counts=known_calendar().counts,
        missing=missing,
    )


@pages.get("/commonization/calendar")
def calendar(request: Request, portal: Here) -> HTMLResponse:
    """What is next, with its days and their sources; what is not published is said."""
    return _page(request, portal)


@cache
def _file() -> bytes:
    return known_calendar().to_ical()


@pages.get("/commonization/calendar.ics")
def file(request: Request, portal: Here) -> Response:
    """The known days for calendar programs; a page that says what is missing where they cannot be written."""
    try:
        content = _file()
    except MissingExtra as error:
        return _page(request, portal, status=503, missing=Text(error.message("ja"), error.message("en")))
    shown = {"Content-Disposition": 'attachment; filename="commonization.ics"'}
    return Response(content, media_type="text/calendar", headers=shown)


@api.get("/commonization/calendar", summary="The calendar of proposals for commonization")
def api_calendar(portal: Here) -> CalendarOut:
    """What comes next, and what is not published."""
    ahead = _ahead(portal)
    return CalendarOut(
        as_of=ahead.as_of.isoformat(),
        upcoming=[EventOut.of(one.event, one.days_left) for one in ahead.upcoming],
        unknown=[TextOut.of(Text(one.reason.to("ja"), one.reason.to("en"))) for one in ahead.unknown],
        estimates=ViewOut.of(_estimates(ahead)),
        past=[EventOut.of(one) for one in _past(ahead)],
    )
