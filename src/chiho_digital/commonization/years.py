"""Proposal years: calls for proposals run by calendar year (令和6年), unlike fiscal years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from chiho_digital.basics import InvalidDate, InvalidValue, PartialDate, Precision

if TYPE_CHECKING:
    import attrs

    from chiho_digital.basics import Lang

__all__ = ["FIRST_YEAR", "LAST_YEAR", "ProposalYear"]

FIRST_YEAR, LAST_YEAR = 1873, 9998
"""The first year of the Gregorian calendar in Japan; and the last that `FiscalYear` knows too."""


def _in_range(_: object, __: attrs.Attribute[int], value: object) -> None:
    if not isinstance(value, int) or not FIRST_YEAR <= value <= LAST_YEAR:
        raise InvalidValue("commonization.year_range", value=value, first=FIRST_YEAR, last=LAST_YEAR)


@frozen(order=True)
class ProposalYear:
    """The calendar year of a call for proposals (提案募集の年), January to December. Strictly read-only.

    >>> ProposalYear.parse("令和6年").end
    datetime.date(2024, 12, 31)
    >>> str(ProposalYear(2019)), ProposalYear(2019).era
    ('2019', '令和元年')

    Raises:
        InvalidValue: the year is no whole number from 1873 to 9998.
    """

    year: int = field(validator=_in_range)

    @classmethod
    def of(cls, day: date) -> ProposalYear:
        """The year a day lies in.

        Raises:
            InvalidValue: the day lies before 1873.
        """
        return cls(day.year)

    @classmethod
    def parse(cls, text: str) -> ProposalYear:
        """The year a text names: 令和6年, R6年, 2024年, 2024; 元 and 1 alike; full-width digits.

        Raises:
            InvalidValue: it names a fiscal year, a month or a day; the calendar year it starts in is suggested.
            InvalidDate: no year, or outside the era named.
        """
        try:
            found = PartialDate.parse(text)
        except InvalidDate as error:
            if error.code == "basics.partial_date_format":
                raise InvalidDate("commonization.year_format", value=text) from None
            raise
        if found.precision is not Precision.YEAR:
            fiscal = found.precision is Precision.FISCAL_YEAR
            code = "commonization.fiscal_year_given" if fiscal else "commonization.year_format"
            raise InvalidValue(code, value=text, suggestion=cls.of(found.start).era)
        return cls.of(found.start)

    @property
    def start(self) -> date:
        """The first day, 1 January."""
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        """The last day, 31 December."""
        return date(self.year, 12, 31)

    @property
    def era(self) -> str:
        """In era notation: 令和6年. A year in which the era changed is written with the newer one, as calendars do."""
        return PartialDate(self.start, Precision.YEAR).era

    def to(self, lang: Lang) -> str:
        """As it is written in `"ja"` (令和6年) or `"en"` (2024)."""
        return self.era if lang == "ja" else str(self)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return str(self.year)

    def __repr__(self) -> str:
        return f"ProposalYear({self.year})"
