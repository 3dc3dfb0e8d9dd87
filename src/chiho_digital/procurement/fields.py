"""Fields of the records of cases: dates as their source states them, and spans of days, in JSON and as values."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from chiho_digital.basics import PartialDate, Period
from chiho_digital.tables import Stated
from chiho_digital.tables.json_schema import PARTIAL_DATE

__all__ = ["Span", "StatedDay"]


def _read_stated(value: Any) -> Any:
    match value:
        case {
            "text": str(text),
            "value": str() | None as day,
            "remark": str() | None as remark,
            **others,
        } if not others:
            return Stated(text, None if day is None else PartialDate.parse(day), remark)
        case _:
            return value


def _stated_to_json(stated: Stated[PartialDate]) -> dict[str, str | None]:
    day = None if stated.value is None else str(stated.value)
    return {"text": stated.text, "value": day, "remark": stated.remark}


def _read_span(value: Any) -> Any:
    match value:
        case {"start": str() | None as start, "end": str() | None as end, **others} if not others:
            return Period(_day(start), _day(end))
        case _:
            return value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _span_to_json(span: Period) -> dict[str, str | None]:
    return {
        "start": None if span.start is None else span.start.isoformat(),
        "end": None if span.end is None else span.end.isoformat(),
    }


def _object(**fields: dict[str, Any]) -> WithJsonSchema:
    """An object that has all of these fields and no other."""
    return WithJsonSchema(
        {
            "type": "object",
            "properties": fields,
            "required": list(fields),
            "additionalProperties": False,
        }
    )


def _text_or_null(title: str, description: str, **rest: str) -> dict[str, Any]:
    return {"type": ["string", "null"], "title": title, "description": description, **rest}


StatedDay = Annotated[
    Stated[PartialDate],
    BeforeValidator(_read_stated),
    PlainSerializer(_stated_to_json, when_used="json"),
    _object(
        text={"type": "string", "title": "原文", "description": "書かれたままの言葉。"},
        value=_text_or_null(
            "読み取った日付", "日・月・年・年度。読み取れないときは null。", pattern=PARTIAL_DATE
        ),
        remark=_text_or_null("注記", "日付の後ろの括弧書き。ないときは null。"),
    ),
]
"""A day, month, year or fiscal year as its source states it; in JSON its text, what was read from it, and its remark."""

Span = Annotated[
    Period,
    BeforeValidator(_read_span),
    PlainSerializer(_span_to_json, when_used="json"),
    _object(
        start=_text_or_null("初日", "期間の最初の日。不明は null。", format="date"),
        end=_text_or_null("末日", "期間の最後の日。不明は null。", format="date"),
    ),
]
"""First and last day of what is stated, both included; None is unknown."""
