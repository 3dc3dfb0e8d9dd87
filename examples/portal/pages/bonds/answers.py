"""What an address says about a project: the body, the facts that the rules ask, and which of them nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from attrs import frozen

from chiho_digital import bonds
from chiho_digital.basics import FiscalYear, LabelledEnum, Text
from chiho_digital.governments import Government
from chiho_digital.rules import Decision, FactDefinition, InvalidFacts

from ...forms import Answers
from ...records import body_named, read, told, year_of

__all__ = [
    "CHANGE",
    "DEFINITIONS",
    "NOT_KNOWN",
    "SEE",
    "Case",
    "answer_text",
    "case_of",
    "options_of",
    "written",
]

DEFINITIONS: Mapping[str, FactDefinition] = bonds.ExpenseFacts.definitions
NOT_KNOWN = "unknown"
_TRUTH = {"yes": True, "no": False}
_YES_NO = {True: Text("はい", "Yes"), False: Text("いいえ", "No")}
_UNKNOWN = Text("分からない", "Not known")
CHANGE, SEE, START = "change", "see", "start"
"""Fields about the page: the fact to ask anew, the result wanted although questions are left, the first page passed."""


@frozen(eq=False)
class Case:
    """What is known of a project. fields: the address it stands in, without what is blank or about the page itself.

    unknown: facts to which "not known" was the answer. stated: facts that were answered, in the order of the address.
    """

    fields: Mapping[str, str]
    name: str | None
    body: Government | None
    facts: bonds.ExpenseFacts
    unknown: tuple[str, ...]
    stated: tuple[str, ...]

    def decision(self) -> Decision[bonds.ExpenseFacts]:
        """Whether the bond may pay for it."""
        return bonds.eligibility(self.facts)

    def without(self, *names: str) -> dict[str, str]:
        """The address without some fields, for a form that asks them anew."""
        return {name: value for name, value in self.fields.items() if name not in names}

    def asking(self, fact: str) -> str:
        """The address that asks a fact anew and keeps all the rest."""
        return urlencode({**self.without(fact), CHANGE: fact})

    @property
    def query(self) -> str:
        """Its address."""
        return urlencode(dict(self.fields))

    @property
    def body_kind(self) -> bonds.BodyKind | None:
        """The kind of the body that borrows."""
        return self.facts.body_kind


def case_of(answers: Answers) -> Case:
    """The case of an address; what cannot be read is left out, and `answers.errors` says why."""
    name = answers.text("name", 100)
    body = read(answers, "body", body_named, 40)
    values: dict[str, Any] = {}
    unknown: list[str] = []
    for fact in answers.fields:
        if fact in DEFINITIONS and answers.given(fact):
            if answers.given(fact) == NOT_KNOWN:
                unknown.append(fact)
            elif (value := _read(answers, DEFINITIONS[fact])) is not None:
                values[fact] = value
    if body is not None:
        values["body_kind"] = bonds.Applicant.model_validate({"body": str(body.code)}).kind
        unknown = [fact for fact in unknown if fact != "body_kind"]
    facts = _together(values, answers)
    stated = tuple(fact for fact in answers.fields if fact in unknown or facts.known().get(fact) is not None)
    kept = {one: value for one, value in answers.fields.items() if value and one not in answers.errors}
    for about_page in (CHANGE, SEE, START):
        kept.pop(about_page, None)
    if body is not None:
        kept["body"] = str(body.code)
        kept.pop("body_kind", None)
        stated = tuple(fact for fact in stated if fact != "body_kind")
    return Case(kept, name, body, facts, tuple(unknown), stated)


def _together(values: dict[str, Any], answers: Answers) -> bonds.ExpenseFacts:
    """The facts; of such as cannot stand together the one answered last is asked again."""
    while True:
        try:
            return bonds.ExpenseFacts(**values)
        except InvalidFacts as error:
            last, _ = values.popitem()
            answers.errors[last] = told(error.problems[0])


def _read(answers: Answers, definition: FactDefinition) -> object:
    name = definition.name
    if definition.type is FiscalYear:
        return read(answers, name, year_of)
    if definition.type is bool:
        return _TRUTH.get(answers.choice(name, _TRUTH) or "")
    return answers.choice(name, definition.choices)


def options_of(definition: FactDefinition, years: range) -> list[tuple[str, Text]]:
    """The answers that a question offers: value and words of each. years: those offered for a fiscal year."""
    if definition.type is FiscalYear:
        values: list[object] = [FiscalYear(year) for year in years]
    elif definition.type is bool:
        values = [True, False]
    else:
        values = [definition.read(choice) for choice in definition.choices]
    return [(written(value), answer_text(value)) for value in values]


def written(value: object) -> str:
    """An answer as it stands in an address."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.year) if isinstance(value, FiscalYear) else str(value)


def answer_text(value: object) -> Text:
    """An answer in words; None is unknown."""
    if isinstance(value, LabelledEnum):
        return value.label
    if isinstance(value, FiscalYear):
        return Text(value.to("ja"), value.to("en"))
    return _YES_NO[value] if isinstance(value, bool) else _UNKNOWN
