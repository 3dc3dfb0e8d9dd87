"""Dates, periods and years to draw. They lie from 1990 to 2050 unless other bounds are given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from chiho_digital.basics import FIRST_FISCAL_YEAR, FiscalYear, PartialDate, Period, Precision, era_date

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["day_texts", "days", "era_texts", "fiscal_years", "partial_dates", "periods"]

FIRST, LAST = date(1990, 1, 1), date(2050, 12, 31)
_FIRST_OF_ALL = date(FIRST_FISCAL_YEAR, 4, 1)


def days(first: date = FIRST, last: date = LAST) -> SearchStrategy[date]:
    """Days (日付)."""
    return st.dates(first, last)


def fiscal_years(first: int = FIRST.year, last: int = LAST.year) -> SearchStrategy[FiscalYear]:
    """Fiscal years (会計年度), from first to last."""
    return st.integers(first, last).map(FiscalYear)


def partial_dates(first: date = FIRST, last: date = LAST) -> SearchStrategy[PartialDate]:
    """Days, months, years and fiscal years that begin from first to last (精度つき日付)."""
    return st.builds(_partial, st.sampled_from(Precision), days(first, last))


def _partial(precision: Precision, day: date) -> PartialDate:
    match precision:
        case Precision.DAY:
            return PartialDate(day, precision)
        case Precision.MONTH:
            return PartialDate(day.replace(day=1), precision)
        case Precision.YEAR:
            return PartialDate(date(day.year, 1, 1), precision)
        case Precision.FISCAL_YEAR:
            return PartialDate(FiscalYear.of(max(day, _FIRST_OF_ALL)).start, precision)


def periods(
    first: date = FIRST, last: date = LAST, *, open_ends: bool = True, longest: int | None = None
) -> SearchStrategy[Period]:
    """Spans of days (期間), also with open ends unless refused. longest: in days, of those that are closed."""
    apart = st.integers(0, (last - first).days if longest is None else longest)
    closed = st.builds(_span, days(first, last), apart, st.just(last))
    if not open_ends:
        return closed
    return st.builds(_opened, closed, st.sampled_from((False, True)), st.sampled_from((False, True)))


def _span(start: date, apart: int, last: date) -> Period:
    return Period(start, min(last, start + timedelta(days=min(apart, (last - start).days))))


def _opened(period: Period, no_start: bool, no_end: bool) -> Period:  # noqa: FBT001 -- drawn, never called by hand
    return Period(None if no_start else period.start, None if no_end else period.end)


def era_texts(first: date = FIRST, last: date = LAST) -> SearchStrategy[tuple[str, date]]:
    """Days written in era notation, long or short, with the day meant: 令和7年1月14日, R7.1.14 (元号の日付)."""
    return st.builds(_era_text, days(first, last), st.booleans())


def _era_text(day: date, short: bool) -> tuple[str, date]:  # noqa: FBT001 -- drawn, never called by hand
    return era_date(day, short=short), day


def day_texts(first: date = FIRST, last: date = LAST) -> SearchStrategy[tuple[str, PartialDate]]:
    """Texts of days, months, years and fiscal years, western or era, with the date meant (日付の記載)."""
    return st.builds(_day_text, partial_dates(first, last), st.booleans())


def _day_text(day: PartialDate, era: bool) -> tuple[str, PartialDate]:  # noqa: FBT001 -- drawn, never called by hand
    return day.era if era else str(day), day
