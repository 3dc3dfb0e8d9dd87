"""Texts of a column read once, however often they stand in it: the value, and what is to be said in every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from chiho_digital.basics import InvalidValue

from .issues import Issue, Severity
from .stated import is_stated

if TYPE_CHECKING:
    from .columns import Column

__all__ = ["Reader", "Reading"]

_TRUST = 2_000  # new texts more than old ones, after which a column of ever new ones is no longer remembered


@frozen
class Reading:
    """A text as its column reads it. Strictly read-only.

    value: None where the text is in error or blank.  wrong: whether it is in error.
    said: what is to be said of it, with row 0.
    """

    value: Any
    wrong: bool
    said: tuple[Issue, ...]

    def issues(self, row: int | None) -> list[Issue]:
        """What is to be said of a row in which the text stands."""
        return [
            Issue(row, told.column, told.code, told.severity, told.value, told.params, told.suggestion)
            for told in self.said
        ]


@define
class Reader:
    """Reads the texts of one column of a file."""

    name: str
    column: Column
    _known: dict[str, Reading] = field(factory=dict[str, Reading])
    _trust: int = _TRUST

    def read(self, text: str) -> Reading:
        """The reading of a text."""
        reading = self._known.get(text)
        if reading is None:
            reading = self._read(text)
            if self._trust:
                self._trust -= 1
                self._known[text] = reading
        elif self._trust < _TRUST:
            self._trust += 1
        return reading

    def _read(self, text: str) -> Reading:
        try:
            value = self.column.read(text)
        except InvalidValue as error:
            return Reading(None, wrong=True, said=(self._error(text, error),))
        return Reading(value, wrong=False, said=self._remarks(value))

    def _error(self, text: str, error: InvalidValue) -> Issue:
        """What is wrong with a cell."""
        params = {"expected": self.column.kind.expected, **error.params}
        value = error.value if isinstance(error.value, str) else text
        return Issue(0, self.name, error.code, Severity.ERROR, value, params, error.suggestion)

    def _remarks(self, stated: object) -> tuple[Issue, ...]:
        """What to say of a cell that holds more than a value."""
        if not is_stated(stated):
            return ()
        if stated.value is None:
            return (Issue(0, self.name, "tables.kept_as_text", Severity.WARNING, stated.text),)
        if stated.remark is not None:
            params = {"read": str(stated.value), "remark": stated.remark}
            return (Issue(0, self.name, "tables.remark_kept", Severity.NOTE, stated.text, params),)
        return ()
