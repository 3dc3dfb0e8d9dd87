"""Days and the date-times of OCDS, which have a time and a zone: a day is the moment it begins in Japan."""

from __future__ import annotations

import re
from datetime import date, datetime

from .names import JAPAN

__all__ = ["date_time", "day_in_japan", "moment"]

_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:[Zz]|[-+][0-9]{2}:[0-9]{2})"
)


def date_time(day: date) -> str:
    """A day as OCDS writes it.

    >>> date_time(date(2026, 4, 1))
    '2026-04-01T00:00:00+09:00'
    """
    return datetime(day.year, day.month, day.day, tzinfo=JAPAN).isoformat()


def moment(text: str) -> datetime | None:
    """The moment that a date-time names; None where the text is none."""
    if not _DATE_TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper()).astimezone(JAPAN)
    except (ValueError, OverflowError):  # no day of the calendar, or its first or last
        return None


def day_in_japan(text: str) -> date | None:
    """The day that it is in Japan at a date-time; None where the text is none.

    >>> day_in_japan("2026-03-31T15:00:00Z")
    datetime.date(2026, 4, 1)
    """
    at = moment(text)
    return None if at is None else at.date()
