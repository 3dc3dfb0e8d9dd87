"""Fiscal years of Japanese public bodies (会計年度): April to March.

Source: 地方自治法 (Local Autonomy Act) art. 208.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, overload

from attrs import field, frozen

from .eras import ERA_MARK, ERAS, era_of, era_year_text, fold_digits, read_year
from .errors import InvalidDate, InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    import attrs

    from .text import Lang

__all__ = ["FIRST_FISCAL_YEAR", "LAST_FISCAL_YEAR", "FiscalYear"]

FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR = 1886, 9998
"""明治19年度, the first April-to-March year; and the last whose days a `date` can hold."""
_TEXT = re.compile(
    rf"(?:(?P<era>{ERA_MARK})(?P<era_year>元|[0-9]{{1,2}})|FY(?P<fy>[0-9]{{4}})|(?P<year>[0-9]{{4}}))(?P<nendo>年度)?"
)


def _in_range(_: object, __: attrs.Attribute[int], value: object) -> None:
    if not isinstance(value, int) or not FIRST_FISCAL_YEAR <= value <= LAST_FISCAL_YEAR:
        raise InvalidValue(
            "basics.fiscal_year_range", value=value, first=FIRST_FISCAL_YEAR, last=LAST_FISCAL_YEAR
        )


@frozen(order=True)
class FiscalYear:
    """A fiscal year (会計年度), April to March, named by the western year of its April. Strictly read-only.

    >>> FiscalYear.parse("令和7年度").start
    datetime.date(2025, 4, 1)
    >>> FiscalYear.of(date(2025, 3, 31)) + 1
    FiscalYear(2025)
    >>> str(FiscalYear(2019)), FiscalYear(2019).era
    ('FY2019', '令和元年度')

    Raises:
        InvalidValue: the year is no whole number from 1886 to 9998.
    """

    year: int = field(validator=_in_range)

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """The fiscal year a day lies in.

        Raises:
            InvalidValue: the day lies before 1886-04-01.
        """
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> FiscalYear:
        """The fiscal year a text names: 令和7年度, R7, R7年度, FY2025, 2025年度; 元 and 1 alike; full-width digits.

        A bare western year (2025) is refused: it may mean the calendar year.

        Raises:
            InvalidValue: no fiscal year.
            InvalidDate: the year is not from 1886 to 9998, or no day of it lies in the era named
                (平成32年度); the right era is suggested.
        """
        found = _TEXT.fullmatch(fold_digits(text))
        if found is None or (found["year"] and not found["nendo"]):
            likely = f"{found['year']}年度" if found else None
            raise InvalidValue("basics.fiscal_year_format", value=text, suggestion=likely)
        era, year = read_year(found["era"], found["era_year"], found["fy"] or found["year"])
        if not FIRST_FISCAL_YEAR <= year <= LAST_FISCAL_YEAR:
            raise InvalidDate(
                "basics.fiscal_year_range", value=text, first=FIRST_FISCAL_YEAR, last=LAST_FISCAL_YEAR
            )
        result = cls(year)
        if era is not None and (result.end < era.first or (era.last is not None and result.start > era.last)):
            raise InvalidDate(
                "basics.fiscal_year_outside_era", value=text, suggestion=result.era, era=era.name
            )
        return result

    @classmethod
    def range(cls, first: FiscalYear, last: FiscalYear) -> tuple[FiscalYear, ...]:
        """Every fiscal year from `first` to `last`, both included; empty if `last` comes before `first`."""
        return tuple(cls(year) for year in range(first.year, last.year + 1))

    @property
    def start(self) -> date:
        """The first day, 1 April."""
        return date(self.year, 4, 1)

    @property
    def end(self) -> date:
        """The last day, 31 March."""
        return date(self.year + 1, 3, 31)

    @property
    def era(self) -> str:
        """In era notation: 令和7年度. FY2019 is 令和元年度, as the government wrote it after the change of era."""
        era = ERAS[0] if self.year == ERAS[0].first.year else era_of(self.start)
        return f"{era.name}{era_year_text(era.year(self.year))}年度"

    def to(self, lang: Lang) -> str:
        """As it is written in `"ja"` (令和7年度) or `"en"` (FY2025)."""
        return self.era if lang == "ja" else str(self)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __iter__(self) -> Iterator[date]:
        """The first day of each of its twelve months."""
        return iter([date(self.year + (m > 12), (m - 1) % 12 + 1, 1) for m in range(4, 16)])

    def __add__(self, years: int) -> FiscalYear:
        return FiscalYear(self.year + years)

    @overload
    def __sub__(self, other: int) -> FiscalYear: ...
    @overload
    def __sub__(self, other: FiscalYear) -> int: ...
    def __sub__(self, other: int | FiscalYear) -> FiscalYear | int:
        if isinstance(other, FiscalYear):
            return self.year - other.year
        return FiscalYear(self.year - other)

    def __str__(self) -> str:
        return f"FY{self.year}"

    def __repr__(self) -> str:
        return f"FiscalYear({self.year})"
