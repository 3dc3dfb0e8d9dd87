"""What can go wrong with facts and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from chiho_digital.basics import InvalidValue, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["InvalidFacts", "InvalidFrame", "InvalidParameters"]


class InvalidFacts(InvalidValue):
    """Facts that cannot be: wrong types, out of bounds, unknown names, contradictions; all of them at once (事実の誤り).

    problems: one error each, with the name of the fact as its path.
    """

    _code = "rules.invalid_facts"

    def __init__(self, problems: Sequence[InvalidValue], path: tuple[str | int, ...] = ()) -> None:
        super().__init__(self._code, value=len(problems), path=path, problems=_lines(problems))
        self.problems: tuple[InvalidValue, ...] = tuple(problems)

    def at(self, *path: str | int) -> Self:
        """The same errors, found further out."""
        return type(self)(self.problems, path + self.path)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.path)


class InvalidFrame(InvalidFacts):
    """A table whose columns cannot be read as facts; all problems at once (表の誤り)."""

    _code = "rules.invalid_frame"


class InvalidParameters(InvalidValue):
    """A file of parameters that cannot be used: a value without source, unit or period (パラメータの誤り)."""


def _lines(problems: Sequence[InvalidValue]) -> Text:
    return Text(
        "".join(f"\n  {problem.message('ja')}" for problem in problems),
        "".join(f"\n  {problem.message('en')}" for problem in problems),
    )
