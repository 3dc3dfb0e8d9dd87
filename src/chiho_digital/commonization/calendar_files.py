"""Calendars as iCalendar files (RFC 5545), written by icalendar (extra `calendar`)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import InvalidValue, Text, require

if TYPE_CHECKING:
    from .calendar import Calendar
    from .calendar_events import CalendarEvent

__all__ = ["written"]

_NAME = Text("提案募集・共通化の予定", "calls for proposals and commonization")
_DOMAIN = "commonization.chiho-digital"


def written(calendar: Calendar, stamp: datetime | None) -> bytes:
    """The file of a calendar; as `Calendar.to_ical`."""
    icalendar = require("icalendar", extra="calendar")
    if not calendar.events:
        raise InvalidValue("commonization.calendar_empty")
    if stamp is not None and stamp.tzinfo is None:
        raise InvalidValue("commonization.stamp_without_zone", value=stamp.isoformat())
    at = datetime.combine(calendar.as_of, time(), UTC) if stamp is None else stamp.astimezone(UTC)
    file = icalendar.Calendar.new(
        name=f"{_NAME.ja} / {_NAME.en}", prodid="-//chiho_digital//commonization//JA", uid=_DOMAIN
    )
    for event in calendar.events:
        file.add_component(_component(icalendar, event, at))
    content: bytes = file.to_ical()
    return content


def _component(icalendar: Any, event: CalendarEvent, stamp: datetime) -> Any:
    # One event may have one summary only, so both languages share it.
    return icalendar.Event.new(
        uid=f"{event.key}@{_DOMAIN}",
        stamp=stamp,
        start=event.day,
        summary=f"{event.label.ja} / {event.label.en}",
        description=f"{event.source.to('ja')}\n{event.source.to('en')}",
        transparency="TRANSPARENT",  # it takes up nobody's time
        url=event.source.url,
    )
