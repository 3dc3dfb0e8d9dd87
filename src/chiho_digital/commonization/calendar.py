"""The calendar of proposals (提案の予定): days that are known, each with its source; what lies ahead; and estimates, kept apart.

From FY2025 the call for commonization proposals was planned to run together with the decentralisation call (minutes of the
working team, 2025-01-14), whose cycle this is. It moves every year: a day that is not known is `Unknown`, never copied from
another year. An `Estimate` is another thing than a `CalendarEvent` and stands in no calendar.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median_low
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from chiho_digital.basics import Grade, InvalidValue, Note, Source, Text
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import Unknown

from .calendar_events import (
    CalendarEvent,
    CalendarStep,
    CallCount,
    DatesAhead,
    Estimate,
    Upcoming,
    in_year,
    moved,
)
from .years import ProposalYear

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from chiho_digital.basics.shown import Part

__all__ = ["Calendar", "known_calendar"]

_FILE = Path(__file__).parent / "data" / "calendar.toml"


def _by_day(events: Iterable[CalendarEvent]) -> tuple[CalendarEvent, ...]:
    order = list(CalendarStep)
    return tuple(sorted(events, key=lambda event: (event.day, order.index(event.step))))


def _named_once(_: object, __: attrs.Attribute[Any], events: tuple[CalendarEvent, ...]) -> None:
    counts = Counter(event.key for event in events)
    if twice := tuple(event for event in events if counts[event.key] > 1):
        raise InvalidValue(
            "commonization.calendar_two_days",
            value=tuple(dict.fromkeys(event.label for event in twice)),
            days=tuple(event.day for event in twice),
        )


@frozen
class Calendar(Shown):
    """Days that are known (予定表). Strictly read-only.

    events: by day.  as_of: when they were put together.  counts: of the calls whose number of proposals is known.

    Raises:
        InvalidValue: two days for one step of a year's call, or for one meeting.
    """

    events: tuple[CalendarEvent, ...] = field(converter=_by_day, validator=_named_once)
    as_of: date
    counts: tuple[CallCount, ...] = ()

    def __shown__(self) -> Iterable[Part]:
        from .shown import calendar_parts

        return calendar_parts(self)

    def with_events(self, *events: CalendarEvent, as_of: date) -> Calendar:
        """The same calendar with days that you know, such as those of a call just announced.

        Raises:
            InvalidValue: a day for it is known already.
        """
        return attrs.evolve(self, events=(*self.events, *events), as_of=as_of)

    def of_year(self, year: ProposalYear | int) -> tuple[CalendarEvent, ...]:
        """Every known event of a calendar year, by day; for what is not known of it ask `when`."""
        wanted = _year(year)
        return tuple(event for event in self.events if event.year == wanted)

    def to_ical(self, *, stamp: datetime | None = None) -> bytes:
        """The events as an iCalendar file (RFC 5545, UTF-8), for any calendar program.

        Each event lasts all day, in Japanese and English, with its source. It keeps its UID when its day is corrected.
        stamp: when it was written (DTSTAMP), with its time zone; by default midnight UTC at the start of `as_of`.

        Raises:
            InvalidValue: there is no event; or `stamp` has no time zone.
            MissingExtra: icalendar is not installed (extra `calendar`).
        """
        from .calendar_files import written

        return written(self, stamp)

    def when(self, step: CalendarStep, year: ProposalYear | int) -> CalendarEvent | Unknown:
        """The known day of a step in a year's call."""
        if not step.is_yearly:
            return Unknown(Note("commonization.calendar_not_yearly", {"step": step.label}))
        for event in self.of_year(year):
            if event.step is step:
                return event
        params = {"event": in_year(step, _year(year))}
        return Unknown(Note("commonization.calendar_day_unknown", params))

    def ahead(self, *, as_of: date) -> DatesAhead:
        """What is known to come on a day or later, and what is not known of that year and the next."""
        upcoming = tuple(Upcoming(event, as_of) for event in self.events if event.day >= as_of)
        years = (ProposalYear.of(as_of), ProposalYear(as_of.year + 1))
        return DatesAhead(as_of, upcoming, tuple(gap for year in years for gap in self._gaps(year)))

    def _gaps(self, year: ProposalYear) -> tuple[Unknown, ...]:
        known = {event.step for event in self.of_year(year)}
        steps = tuple(step.label for step in CalendarStep if step.is_yearly and step not in known)
        note = Note("commonization.calendar_days_unknown", {"year": year, "steps": steps})
        return (Unknown(note),) if steps else ()

    def estimate(self, step: CalendarStep, year: ProposalYear | int) -> Estimate | Unknown:
        """When a step may come in a year whose day is not known, by the same day in the years that are.

        Weekends and holidays are not looked at.

        Raises:
            InvalidValue: the day is known; an estimate has no place beside it.
        """
        wanted, known = _year(year), self.when(step, year)
        if isinstance(known, CalendarEvent):
            raise InvalidValue("commonization.calendar_day_known", value=known.label, suggestion=known.day)
        based_on = tuple(event for event in self.events if event.step is step)
        if not step.is_yearly:
            return known
        if not based_on:
            params = {"event": in_year(step, wanted)}
            return Unknown(Note("commonization.calendar_no_pattern", params))
        day = median_low(moved(event.day, wanted) for event in based_on)
        return Estimate(step, wanted, day, based_on)


@cache
def known_calendar() -> Calendar:
    """The days that are known to this library, of the years 2022, 2024 and 2025, each with its source."""
    import tomllib

    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    sources = {name: _source(entry) for name, entry in content["sources"].items()}
    events = tuple(
        CalendarEvent(CalendarStep(one["step"]), one["day"], sources[one["source"]], one.get("number"))
        for one in content["events"]
    )
    counts = tuple(
        CallCount(
            ProposalYear(one["year"]), one["proposals"], one["on_digitalisation"], sources[one["source"]]
        )
        for one in content["calls"]
    )
    return Calendar(events, content["put_together"], counts)


def _source(entry: dict[str, Any]) -> Source:
    title = Text(entry["ja"], entry["en"])
    return Source(title, Grade(entry["grade"]), url=entry.get("url"), revision=entry.get("revision"))


def _year(year: ProposalYear | int) -> ProposalYear:
    return year if isinstance(year, ProposalYear) else ProposalYear(year)
