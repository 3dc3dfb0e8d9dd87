"""Reading the cells of one row that only the registry, or the call, can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from chiho_digital.basics import InvalidValue, Precision
from chiho_digital.tables import Issue, Severity

from .bodies import body_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chiho_digital.basics import PartialDate
    from chiho_digital.governments import Government, LocalGovernmentCode

__all__ = ["RowReader"]


@define
class RowReader:
    """Reads one row and keeps what is to be said of it.

    within: the prefectures in which names are looked up.  known: codes by name of bodies that are expected; they come first.
    """

    row: int
    within: Iterable[LocalGovernmentCode]
    known: Mapping[str, str] = field(factory=dict[str, str])
    issues: list[Issue] = field(factory=list[Issue])

    def say(
        self,
        column: str,
        code: str,
        severity: Severity,
        value: object,
        suggestion: object = None,
        **params: object,
    ) -> None:
        """One more issue."""
        shown = None if value is None else str(value)
        self.issues.append(Issue(self.row, column, code, severity, shown, params, suggestion))

    def wrong(self, column: str, error: InvalidValue) -> None:
        """An error of a value, as an issue."""
        self.say(column, error.code, Severity.ERROR, error.value, error.suggestion, **error.params)

    def day(self, column: str, stated: PartialDate | None) -> date | None:
        """A date to the day; None, with an error, where it is not stated so."""
        if stated is None:
            self.say(column, "procurement.call_day_missing", Severity.ERROR, None)
        elif stated.precision is not Precision.DAY:
            self.say(column, "procurement.call_day_needed", Severity.ERROR, stated)
        else:
            return stated.start
        return None

    def body(self, column: str, text: str, day: date) -> Government | None:
        """The body that a code or name means on a day; None, with an error, where there is none."""
        try:
            return body_on(self.known.get(text, text), day, self.within)
        except InvalidValue as error:
            self.wrong(column, error)
            return None

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return all(issue.severity is not Severity.ERROR for issue in self.issues)
