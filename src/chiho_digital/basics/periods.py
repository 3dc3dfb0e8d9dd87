"""Spans of days, and dates that a source states only to the month, the year or the fiscal year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import field, frozen

from .eras import (
    ERA_MARK,
    GREGORIAN_SINCE,
    era_date,
    era_of,
    era_year_text,
    fold_digits,
    last_day_of_month,
    parse_date,
    read_year,
    refuse_outside,
)
from .errors import InvalidDate, InvalidValue
from .fiscal_years import FiscalYear

if TYPE_CHECKING:
    import attrs

__all__ = ["PartialDate", "Period", "Precision"]


def _in_order(period: Period, _: attrs.Attribute[date | None], end: date | None) -> None:
    if period.start is not None and end is not None and end < period.start:
        raise InvalidValue("basics.period_reversed", start=period.start.isoformat(), end=end.isoformat())


@frozen
class Period:
    """A span of days, first and last included (期間); None is an open end. Strictly read-only.

    >>> year = Period(date(2025, 4, 1), date(2026, 3, 31))
    >>> date(2026, 3, 31) in year, year.overlaps(Period(date(2026, 4, 1), None))
    (True, False)

    Raises:
        InvalidValue: the period ends before it starts.
    """

    start: date | None
    end: date | None = field(validator=_in_order)

    @classmethod
    def lasting(cls, start: date, *, years: int = 0, months: int = 0) -> Period:
        """The period that starts on a day and lasts whole years and months (民法143条の暦による計算).

        It ends the day before the day of the same number; where the last month has none, at the end of that month.

        >>> Period.lasting(date(2025, 4, 1), years=5).end
        datetime.date(2030, 3, 31)
        >>> Period.lasting(date(2025, 1, 31), months=1).end
        datetime.date(2025, 2, 28)

        Raises:
            InvalidValue: it lasts less than a month.
        """
        from dateutil.relativedelta import relativedelta

        day = start + relativedelta(years=years, months=months)
        return cls(start, day - timedelta(days=1) if day.day == start.day else day)

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )


class Precision(StrEnum):
    """How exactly a date is known (日付の精度)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"


_MONTH = re.compile(
    rf"(?:(?P<era>{ERA_MARK})(?P<era_year>元|[0-9]{{1,2}})|(?P<year>[0-9]{{4}}))(?:年(?P<m1>[0-9]{{1,2}})月|[-./](?P<m2>[0-9]{{1,2}}))"
)
_YEAR = re.compile(rf"(?:(?P<era>{ERA_MARK})(?P<era_year>元|[0-9]{{1,2}})年|(?P<year>[0-9]{{4}})年?)")


def _on_first_day(partial: PartialDate, _: attrs.Attribute[Precision], precision: Precision) -> None:
    day = partial.start
    first = {Precision.MONTH: day.month, Precision.YEAR: 1, Precision.FISCAL_YEAR: 4}
    if precision is not Precision.DAY and (day.month, day.day) != (first[precision], 1):
        raise InvalidValue("basics.partial_date_start", value=partial.start.isoformat(), precision=precision)


def _fiscal_year(text: str) -> FiscalYear:
    try:
        return FiscalYear.parse(text)
    except InvalidDate:
        raise
    except InvalidValue:
        raise InvalidDate("basics.partial_date_format", value=text) from None


@frozen
class PartialDate:
    """A date as exactly as its source states it: day, month, year or fiscal year. Strictly read-only.

    start, end: the first and last day it may be.
    precision: what was stated.

    >>> PartialDate.parse("2021-05").end
    datetime.date(2021, 5, 31)
    >>> str(PartialDate.parse("平成27年度"))
    'FY2015'

    Raises:
        InvalidValue: `start` is not the first day of the month, year or fiscal year.
    """

    start: date
    precision: Precision = field(validator=_on_first_day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date a text names: 2021-05-01, 2021-05, 令和3年5月, 2021, 2021年, 2021年度, 令和3年度, FY2021.

        Raises:
            InvalidDate: none of these, or not in the calendar.
        """
        folded = fold_digits(text)
        if folded.endswith("年度") or folded.startswith("FY"):
            return cls(_fiscal_year(text).start, Precision.FISCAL_YEAR)
        if found := _MONTH.fullmatch(folded):
            return cls._whole(text, found, int(found["m1"] or found["m2"]), Precision.MONTH)
        if found := _YEAR.fullmatch(folded):
            return cls._whole(text, found, 1, Precision.YEAR)
        try:
            return cls(parse_date(text), Precision.DAY)
        except InvalidDate as error:
            if error.code == "basics.date_format":
                raise InvalidDate("basics.partial_date_format", value=text) from None
            raise

    @classmethod
    def _whole(cls, text: str, found: re.Match[str], month: int, precision: Precision) -> PartialDate:
        """The month or year of the parts found in a text."""
        era, year = read_year(found["era"], found["era_year"], found["year"])
        try:
            result = cls(date(year, month, 1), precision)
        except ValueError:
            raise InvalidDate("basics.date_impossible", value=text) from None
        if result.start < GREGORIAN_SINCE:
            raise InvalidDate("basics.date_before_calendar", value=text)
        if era is not None:
            refuse_outside(text, era, result.start, result.end, suggestion=result.era)
        return result

    @property
    def end(self) -> date:
        """The last day it may be."""
        match self.precision:
            case Precision.DAY:
                return self.start
            case Precision.MONTH:
                return last_day_of_month(self.start.year, self.start.month)
            case Precision.YEAR:
                return date(self.start.year, 12, 31)
            case Precision.FISCAL_YEAR:
                return FiscalYear.of(self.start).end

    @property
    def period(self) -> Period:
        """Every day it may be."""
        return Period(self.start, self.end)

    @property
    def fiscal_year(self) -> FiscalYear | None:
        """The fiscal year it lies in, or None when it may lie in two.

        Raises:
            InvalidValue: it may lie before 1886-04-01.
        """
        first, last = FiscalYear.of(self.start), FiscalYear.of(self.end)
        return first if first == last else None

    @property
    def era(self) -> str:
        """In era notation, as exactly as it is known: 令和3年5月, 令和3年度."""
        if self.precision is Precision.FISCAL_YEAR:
            return FiscalYear.of(self.start).era
        if self.precision is Precision.DAY:
            return era_date(self.start)
        # A year or month in which the era changed is written with the newer era, as calendars do.
        era = era_of(self.end)
        year = f"{era.name}{era_year_text(era.year(self.start.year))}年"
        return year if self.precision is Precision.YEAR else f"{year}{self.start.month}月"

    def __str__(self) -> str:
        match self.precision:
            case Precision.DAY:
                return self.start.isoformat()
            case Precision.MONTH:
                return f"{self.start.year:04}-{self.start.month:02}"
            case Precision.YEAR:
                return f"{self.start.year:04}"
            case Precision.FISCAL_YEAR:
                return str(FiscalYear.of(self.start))
