"""Japanese eras (元号) and dates written with them.

Source: the dates on which eras changed under 元号法 (Act No. 43 of 1979) and the imperial edicts before it.
Dates start on 1873-01-01, when Japan adopted the Gregorian calendar. A first year is written 元年 and read as
元 or 1; digits may be full-width.

>>> parse_date("令和7年1月14日")
datetime.date(2025, 1, 14)
>>> era_date(parse_date("H31.4.30"))
'平成31年4月30日'
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from attrs import frozen

from .errors import InvalidDate
from .text import Text, fold

__all__ = ["ERAS", "Era", "era_date", "era_of", "parse_date"]

GREGORIAN_SINCE = date(1873, 1, 1)


@frozen
class Era:
    """An era (元号). Strictly read-only.

    name, letter: 令和, R.  first, last: first and last day; `last` is None for the current era.
    """

    name: str
    letter: str
    first: date
    last: date | None

    def year(self, western: int) -> int:
        """The year of this era that a western year is; the first year is 1."""
        return western - self.first.year + 1

    def western(self, year: int) -> int:
        """The western year that a year of this era is."""
        return self.first.year + year - 1


ERAS = (
    Era("令和", "R", date(2019, 5, 1), None),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "M", date(1868, 10, 23), date(1912, 7, 30)),
)
"""The eras, newest first. 1912-07-30 and 1926-12-25 belong to two eras; they are written with the newer one."""

_BY_MARK = {mark: era for era in ERAS for mark in (era.name, era.letter)}
ERA_MARK = "令和|平成|昭和|大正|明治|[RHSTM]"

# ASCII digits only, after NFKC: \d would also take the digits of other scripts.
_DAY = re.compile(
    rf"(?:(?P<era>{ERA_MARK})(?P<era_year>元|[0-9]{{1,2}})|(?P<year>[0-9]{{4}}))"
    r"(?:年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日|(?P<sep>[-./])(?P<m2>[0-9]{1,2})(?P=sep)(?P<d2>[0-9]{1,2}))"
)
_COMPACT_DAY = re.compile(r"(?P<year>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")


def fold_digits(text: str) -> str:
    """The text of a date in its plain form (`text.fold`), letters in capitals."""
    return fold(text).upper()


def era_of(day: date) -> Era:
    """The era a day belongs to.

    Raises:
        InvalidDate: the day lies before 1873-01-01.
    """
    if day < GREGORIAN_SINCE:
        raise InvalidDate("basics.date_before_calendar", value=day.isoformat())
    return next(era for era in ERAS if era.first <= day)


def era_named(mark: str) -> Era:
    """The era of a name (令和) or a letter (R)."""
    return _BY_MARK[mark]


def era_year_text(year: int) -> str:
    """A year of an era as it is written: 元 for the first."""
    return "元" if year == 1 else str(year)


def era_date(day: date, *, short: bool = False) -> str:
    """A day in era notation: 令和7年1月14日, or R7.1.14 when `short`.

    >>> era_date(date(2019, 5, 1))
    '令和元年5月1日'
    >>> era_date(date(2019, 5, 1), short=True)
    'R1.5.1'

    Raises:
        InvalidDate: the day lies before 1873-01-01.
    """
    era = era_of(day)
    year = era.year(day.year)
    if short:
        return f"{era.letter}{year}.{day.month}.{day.day}"
    return f"{era.name}{era_year_text(year)}年{day.month}月{day.day}日"


def parse_date(text: str) -> date:
    """The day a text names, western (2025-01-14, 2025/1/14, 2025年1月14日, 20250114) or era (令和7年1月14日, R7.1.14).

    Raises:
        InvalidDate: no date, not in the calendar, outside its era (the right era is suggested), or before 1873.
    """
    folded = fold_digits(text)
    if found := _COMPACT_DAY.fullmatch(folded):
        return _checked(text, None, int(found["year"]), int(found["m"]), int(found["d"]))
    found = _DAY.fullmatch(folded)
    if found is None:
        raise InvalidDate("basics.date_format", value=text)
    era, year = read_year(found["era"], found["era_year"], found["year"])
    return _checked(text, era, year, int(found["m1"] or found["m2"]), int(found["d1"] or found["d2"]))


def read_year(mark: str | None, era_year: str | None, western: str | None) -> tuple[Era | None, int]:
    """The era, if one is named, and the western year of the parts of a date."""
    if mark is None:
        return None, int(western or 0)
    era = era_named(mark)
    return era, era.western(1 if era_year == "元" else int(era_year or 0))


def _checked(text: str, era: Era | None, year: int, month: int, day: int) -> date:
    try:
        result = date(year, month, day)
    except ValueError:
        raise InvalidDate("basics.date_impossible", value=text) from None
    if result < GREGORIAN_SINCE:
        raise InvalidDate("basics.date_before_calendar", value=text)
    if era is not None:
        refuse_outside(text, era, result, result, suggestion=era_date(result))
    return result


def refuse_outside(text: str, era: Era, first: date, last: date, *, suggestion: str) -> None:
    """Refuse a span of days of which none lies in its era.

    Raises:
        InvalidDate: as said.
    """
    if last < era.first or (era.last is not None and first > era.last):
        raise InvalidDate(
            "basics.date_outside_era",
            value=text,
            suggestion=suggestion,
            era=era.name,
            first=era.first.isoformat(),
            last=era.last.isoformat() if era.last else Text("", "present"),
        )


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    # The calendar of `date` ends with 9999-12-31: no day after it to count back from.
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
