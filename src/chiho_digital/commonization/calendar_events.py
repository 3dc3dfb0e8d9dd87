"""Days of the calendar of proposals (予定日): what happens, when, how long until then; and estimates, which are another thing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import Grade, LabelledEnum, Source, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import Unknown

from .years import ProposalYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Lang
    from chiho_digital.basics.shown import Part

__all__ = [
    "CalendarEvent",
    "CalendarStep",
    "CallCount",
    "DatesAhead",
    "Estimate",
    "Upcoming",
    "in_year",
    "moved",
]


class CalendarStep(LabelledEnum):
    """What happens on a day of the calendar (予定の種類)."""

    CALL_OPENS = "call_opens", "提案募集の開始", "the call for proposals opens"
    CONSULTATION_CLOSES = "consultation_closes", "事前相談の締切", "prior consultation closes"
    CALL_CLOSES = "call_closes", "提案募集の締切", "the call for proposals closes"
    REEXAMINATION_ASKED = "reexamination_asked", "再検討の要請", "re-examination is asked of the ministries"
    POLICY_DECIDED = "policy_decided", "対応方針の閣議決定", "the cabinet decides the response policy"
    COUNCIL_MEETS = "council_meets", "連絡協議会の会合", "the liaison council meets"
    WORKING_TEAM_MEETS = "working_team_meets", "ワーキングチームの会合", "the working team meets"

    @property
    def is_deadline(self) -> bool:
        """Whether a local government must have done something by then."""
        return self in {CalendarStep.CONSULTATION_CLOSES, CalendarStep.CALL_CLOSES}

    @property
    def is_yearly(self) -> bool:
        """Whether it comes once in each year's call; of the meetings no pattern is known."""
        return self not in {CalendarStep.COUNCIL_MEETS, CalendarStep.WORKING_TEAM_MEETS}


@frozen
class CalendarEvent:
    """A day that is known (予定日). Strictly read-only.

    number: of a meeting, where it is known.
    """

    step: CalendarStep
    day: date
    source: Source
    number: int | None = None

    @property
    def year(self) -> ProposalYear:
        """The calendar year it lies in: for the steps of a call, that of the call."""
        return ProposalYear.of(self.day)

    @property
    def key(self) -> str:
        """What names it for good, whatever its day: the year of a call, the number of a meeting, else the day."""
        if self.step.is_yearly:
            return f"{self.step}-{self.year}"
        return f"{self.step}-{self.day if self.number is None else self.number}"

    @property
    def label(self) -> Text:
        """What happens: with the year of a call, with the number of a meeting."""
        if self.step.is_yearly:
            return in_year(self.step, self.year)
        if self.number is None:
            return self.step.label
        ja, en = self.step.label.ja, self.step.label.en
        return Text(f"{ja}（第{self.number}回）", f"{en} (meeting no. {self.number})")

    def to(self, lang: Lang) -> str:
        """The day, what happens, and where it was read."""
        params = {"day": self.day, "event": self.label, "source": self.source}
        return message("commonization.calendar_event", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The event as JSON values."""
        return {
            "step": self.step.value,
            "year": self.year.year,
            "day": self.day.isoformat(),
            "number": self.number,
            "label": self.label.to_dict(),
            "source": self.source.to_dict(),
        }


@frozen
class CallCount:
    """How many proposals a call brought (提案件数). Strictly read-only; on_digitalisation: those on digitalisation."""

    year: ProposalYear
    proposals: int
    on_digitalisation: int
    source: Source


@frozen
class Upcoming:
    """A known event, seen from a day on or before it (今後の予定). Strictly read-only."""

    event: CalendarEvent
    as_of: date

    @property
    def days_left(self) -> int:
        """Whole days until then; 0 on the day itself."""
        return (self.event.day - self.as_of).days

    @property
    def left(self) -> Text:
        """The time until then in years, months and days, by the calendar."""
        from dateutil.relativedelta import relativedelta

        left = relativedelta(self.event.day, self.as_of)
        parts = [
            (left.years, "年", "year"),
            (left.months, "か月", "month"),
            (left.days, "日", "day"),
        ]
        told = [part for part in parts if part[0]] or parts[-1:]
        return Text(
            "".join(f"{number}{ja}" for number, ja, _ in told),
            " ".join(f"{number} {en}{'' if number == 1 else 's'}" for number, _, en in told),
        )

    def to(self, lang: Lang) -> str:
        """The event with the time left."""
        return message("commonization.calendar_upcoming", {"event": self.event, "left": self.left}, lang)

    def to_dict(self) -> dict[str, Any]:
        """The event and the days left as JSON values."""
        return {**self.event.to_dict(), "days_left": self.days_left}


@frozen
class DatesAhead(Shown):
    """What is known to come, seen from a day (今後の予定の一覧). Strictly read-only.

    as_of: the day it is seen from.  upcoming: every known event on that day or later, the next one first.
    unknown: for that year and the next, which steps of the call have no known day.
    """

    as_of: date
    upcoming: tuple[Upcoming, ...]
    unknown: tuple[Unknown, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import dates_ahead_parts

        return dates_ahead_parts(self)

    @property
    def deadlines(self) -> tuple[Upcoming, ...]:
        """Those by which a local government must have done something."""
        return tuple(one for one in self.upcoming if one.event.step.is_deadline)

    @property
    def next(self) -> Upcoming | None:
        """What comes next; None where nothing to come is known."""
        return self.upcoming[0] if self.upcoming else None

    def explain(self, lang: Lang = "ja") -> str:
        """All of it as plain text."""
        heading = "commonization.calendar_ahead" if self.upcoming else "commonization.calendar_nothing_ahead"
        lines = [message(heading, {"as_of": self.as_of}, lang)]
        lines += [f"- {one.to(lang)}" for one in self.upcoming]
        return "\n".join([*lines, *(f"- {one.reason.to(lang)}" for one in self.unknown)])

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON values."""
        return {
            "as_of": self.as_of.isoformat(),
            "upcoming": [one.to_dict() for one in self.upcoming],
            "unknown": [one.reason.to_dict() for one in self.unknown],
        }


@frozen
class Estimate:
    """When a step may come in a year whose day is not known (推定日): inferred, no announcement. Strictly read-only.

    day: the median of the days in other years, of two middle ones the earlier.  based_on: those days, earliest year first.
    """

    step: CalendarStep
    year: ProposalYear
    day: date
    based_on: tuple[CalendarEvent, ...]

    @property
    def grade(self) -> Grade:
        """Always inferred: no source states it."""
        return Grade.INFERRED

    @property
    def earliest(self) -> date:
        """The earliest of the days in other years, moved into this one."""
        return min(moved(event.day, self.year) for event in self.based_on)

    @property
    def latest(self) -> date:
        """The latest of the days in other years, moved into this one."""
        return max(moved(event.day, self.year) for event in self.based_on)

    def to(self, lang: Lang) -> str:
        """The estimate with the years it is drawn from, as such."""
        params = {
            "day": self.day,
            "event": in_year(self.step, self.year),
            "earliest": self.earliest,
            "latest": self.latest,
            "days": tuple(event.day for event in self.based_on),
            "grade": self.grade.label,
        }
        return message("commonization.calendar_estimate", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The estimate as JSON values."""
        return {
            "step": self.step.value,
            "year": self.year.year,
            "estimated_day": self.day.isoformat(),
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "based_on": [event.to_dict() for event in self.based_on],
            "grade": self.grade.value,
        }


def in_year(step: CalendarStep, year: ProposalYear) -> Text:
    """A step of a year's call, in words."""
    return Text(f"{step.label.ja}（{year.to('ja')}）", f"{step.label.en} ({year.to('en')})")


def moved(day: date, year: ProposalYear) -> date:
    """The same day in another year; 29 February becomes the 28th where there is none."""
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(year=year.year)
