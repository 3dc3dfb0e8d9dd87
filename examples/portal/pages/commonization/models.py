"""What the JSON of the commonization pages answers with."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from chiho_digital.basics import Grade, Source, Text
from chiho_digital.commonization import CalendarEvent

from ..models import TextOut, ViewOut

__all__ = ["BoardOut", "CalendarOut", "CandidateOut", "EventOut", "SourceOut", "SubmittedOut"]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceOut(_Out):
    """Where something was read."""

    title: TextOut
    grade: str = Field(description="primary, secondary or inferred.")
    url: str | None

    @classmethod
    def of(cls, source: Source) -> Self:
        """From the library's own."""
        return cls(title=TextOut.of(source.title), grade=source.grade.value, url=source.url)


class CandidateOut(_Out):
    """A known candidate. Null is not known."""

    number: int = Field(description="Its place in the library's list, from 1.")
    name: str
    kind: TextOut
    grade: str
    fiscal_year: int | None
    fiscal_year_grade: str | None
    ministry: str | None
    ministry_grade: str | None
    stage: TextOut | None = Field(description="Where its review stands; null where that is not known.")
    source_url: str | None
    source_locator: str | None
    related_proposal: str | None
    note: str | None


class SubmittedOut(_Out):
    """A proposal that a body submitted in this portal: an example, and no candidate."""

    number: int
    title: str
    year: int = Field(description="Calendar year of the call.")
    body: str = Field(description="Six-digit code.")
    ministries: list[str]


class BoardOut(_Out):
    """Where affairs stand. Those of which the stage is not known have null."""

    candidates: list[CandidateOut]
    submitted: list[SubmittedOut] = Field(description="One page of them, the newest first.")
    submitted_total: int
    not_candidates: ViewOut
    standardised: ViewOut


class EventOut(_Out):
    """A day that is known."""

    step: str
    label: TextOut
    day: str
    days_left: int | None = Field(
        description="From the day the pages stand for; null for a day that is past."
    )
    source: SourceOut

    @classmethod
    def of(cls, event: CalendarEvent, days_left: int | None = None) -> Self:
        """From the library's own."""
        return cls(
            step=event.step.value,
            label=TextOut.of(event.label),
            day=event.day.isoformat(),
            days_left=days_left,
            source=SourceOut.of(event.source),
        )


class CalendarOut(_Out):
    """What comes next, and what is not published."""

    as_of: str
    upcoming: list[EventOut]
    unknown: list[TextOut] = Field(description="The steps of this year and the next whose day is not known.")
    estimates: ViewOut = Field(description="Inferred; no announcements.")
    past: list[EventOut]


def graded(what: str | Text | None, grade: Grade | None) -> Text | None:
    """Something with its grade, as a cell of a table; None is not known."""
    if what is None or grade is None:
        return None
    text = Text(what, what) if isinstance(what, str) else what
    return Text(f"{text.ja}［{grade.label.ja}］", f"{text.en} [{grade.label.en}]")


def texts(values: Any) -> list[TextOut]:
    """Texts as JSON."""
    return [TextOut.of(one) for one in values]
