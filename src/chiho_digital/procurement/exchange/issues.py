"""What is wrong or not kept in a package: each finding with its place in the JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, define, field, frozen
from pydantic.alias_generators import to_camel

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import corporate_numbers
from chiho_digital.tables import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError

    from chiho_digital.basics import Lang

__all__ = ["ExchangeIssue", "Findings"]


@frozen
class ExchangeIssue:
    """One finding about a package (パッケージへの指摘). Strictly read-only.

    path: where it stands, as a JSON Pointer (RFC 6901) such as `/releases/0/ocid`; empty for the package as a whole.
    code: stable name, `room.event`.  severity: error (the release is not used), warning (something is not kept), note.
    value: the value as it stood; what it is called, where it is an object or a list.  params: what else the sentence
    mentions.  suggestion: the likely repair, if known.
    """

    path: str
    code: str
    severity: Severity
    value: object = field(default=None, hash=False)
    params: Mapping[str, Any] = field(factory=dict[str, Any], hash=False)
    suggestion: object = field(default=None, hash=False)

    def to(self, lang: Lang) -> str:
        """The finding as one line: where, what, and the likely repair."""
        error = InvalidValue(
            self.code,
            value=self.value,
            path=(self.path,) if self.path else (),
            suggestion=self.suggestion,
            **self.params,
        )
        return error.message(lang)


def _shown(value: object) -> object:
    """A value as findings name it; what holds others is only said to be there, however deep it is."""
    match value:
        case dict():
            return Text("オブジェクト", "an object")
        case list() | tuple():
            return Text("配列", "a list")
        case bool():
            return "true" if value else "false"
        case _:
            return value


@define
class Findings:
    """The findings so far, in the order in which they were met."""

    issues: list[ExchangeIssue] = Factory(list[ExchangeIssue])

    def say(
        self,
        path: str,
        code: str,
        severity: Severity,
        value: object = None,
        *,
        suggestion: object = None,
        **params: object,
    ) -> None:
        """One more finding."""
        self.issues.append(ExchangeIssue(path, code, severity, _shown(value), params, suggestion))

    def refused(self, path: str, error: InvalidValue, severity: Severity) -> None:
        """An error of a value as a finding; a corporate number is suggested with its right check digit."""
        suggestion = error.suggestion
        if error.code == "governments.corporate_number_check_digit":
            suggestion = error.params["expected"] + corporate_numbers.compact(str(error.value))[1:]
        self.say(path, error.code, severity, error.value, suggestion=suggestion, **error.params)

    def invalid(self, path: str, error: ValidationError) -> None:
        """What a record refuses, one by one, as errors."""
        for problem in error.errors(include_url=False):
            cause = problem.get("ctx", {}).get("error")
            if isinstance(cause, InvalidValue):
                self.refused(path, cause, Severity.ERROR)
            else:
                where = "/".join((path, *(to_camel(str(key)) for key in problem["loc"])))
                self.say(where, "procurement.exchange_refused", Severity.ERROR, problem["input"])

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(issue.severity is Severity.ERROR for issue in self.issues)
