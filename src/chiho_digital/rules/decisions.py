"""Decisions: an outcome with one finding per rule, what is missing, what the law leaves open, and what it all rests on."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import frozen

from chiho_digital.basics import FiscalYear, Grade, LabelledEnum, Lang, Note, Source, Text, template
from chiho_digital.basics.shown import Shown

from .facts import FactDefinition, Facts
from .parameters import Figure, Parameter
from .rulesets import Role, Rule, RuleSet
from .wording import sentence, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.basics.shown import Part

    from .questions import Question
    from .ways import Ways

__all__ = ["Decision", "Finding", "Outcome", "decide"]

F = TypeVar("F", bound=Facts)


class Outcome(LabelledEnum):
    """What a decision says (判定結果)."""

    ELIGIBLE = "eligible", "対象となる", "eligible"
    INELIGIBLE = "ineligible", "対象とならない", "ineligible"
    UNDETERMINED = "undetermined", "判定できない", "undetermined"


OUTCOMES: dict[bool | None, Outcome] = {
    True: Outcome.ELIGIBLE,
    False: Outcome.INELIGIBLE,
    None: Outcome.UNDETERMINED,
}


@frozen
class Finding:
    """What one rule found (規則ごとの所見). Strictly read-only.

    value: True, False or None (unknown). facts: the values it read, by name; None is unknown.
    text: the condition and what was known, in both languages.
    supports: whether the finding speaks for eligibility (True), against it (False), or is open (None).
    figures: the dated figures it compares with.
    """

    rule: Rule
    value: bool | None
    facts: dict[str, object]
    text: Text
    supports: bool | None
    figures: tuple[Figure, ...] = ()

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the rule stands, and the figures it compares with."""
        return (*self.rule.sources, *(figure.source for figure in self.figures))

    @property
    def grade(self) -> Grade:
        """The weakest grade among its sources."""
        return Grade.weakest(*(source.grade for source in self.sources))


class Decision(Shown, Generic[F]):
    """The answer of a rule set on one case (判定), with its reasons. Strictly read-only."""

    __slots__ = ("_facts", "_open", "_program", "_read_on", "_ruleset", "_values")

    def __init__(self, ruleset: RuleSet[F], facts: F, as_read_on: date | None) -> None:
        program = ruleset.program(as_read_on)
        raw = facts.raw
        self._ruleset = ruleset
        self._facts = facts
        self._read_on = as_read_on
        self._program = program
        self._values = program.compiled(raw[program.year_place]).values(raw)
        self._open: tuple[int, int] | None = None

    @property
    def ruleset(self) -> RuleSet[F]:
        """The rules that decided."""
        return self._ruleset

    @property
    def facts(self) -> F:
        """The case."""
        return self._facts

    @property
    def as_read_on(self) -> date:
        """The day up to which texts are known."""
        return self._read_on or self.ruleset.newest

    @property
    def outcome(self) -> Outcome:
        """Eligible, ineligible or undetermined."""
        return OUTCOMES[self._values[-1]]

    @property
    def is_eligible(self) -> bool | None:
        """True, False, or None where it is undetermined."""
        return self._values[-1]

    @property
    def answer(self) -> Text:
        """The outcome in the words of the question."""
        words = self.ruleset.words
        if words is None or self.is_eligible is None:
            return self.outcome.label
        return words[0] if self.is_eligible else words[1]

    @property
    def year(self) -> FiscalYear | None:
        """The fiscal year of the case, if it is known."""
        raw = self.facts.raw[self._program.year_place]
        return None if raw is None else FiscalYear(raw)

    @property
    def values(self) -> dict[str, bool | None]:
        """The value of every rule of the set, by id: True, False or None (unknown)."""
        program = self._program
        return dict(zip(program.rules, program.of_rules(self._values), strict=True))

    def _masks(self) -> tuple[int, int]:
        if self._values[-1] is not None:
            return (0, 0)
        if self._open is None:
            year = self.facts.raw[self._program.year_place]
            self._open = self._program.compiled(year).open(self.facts.raw, self._values)
        return self._open

    @property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that rules still open read, best question first; empty once the outcome is settled.

        An over-approximation: it may name a fact that together with others can no longer change the outcome;
        `missing_exact` tries all answers.
        """
        mask = self._masks()[0]
        return self._program.names(mask) if mask else ()

    @property
    def unknown_law(self) -> tuple[Text, ...]:
        """What no text that was read answers, and no answer of the user can settle."""
        mask = self._masks()[1]
        return tuple(reason for place, reason in enumerate(self._program.laws) if mask >> place & 1)

    def missing_exact(self) -> tuple[str, ...] | None:
        """The unknown facts that can still change the outcome, by trying all answers; None above eight open facts."""
        from .questions import missing_exact

        return missing_exact(self)

    def next_question(self) -> Question | None:
        """The question to ask next; None when no answer can change the outcome any more."""
        return self.ruleset.next_question(self.facts, as_read_on=self._read_on)

    def ways_to_eligible(self, max_changes: int = 3) -> Ways[F]:
        """What could be changed to become eligible: every smallest set of changes to facts that can be changed.

        On an undetermined decision it works from the known facts: the unknown ones stay unknown unless changed.
        """
        from .ways import ways_to_eligible

        return ways_to_eligible(self, max_changes)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in the text read for the case's fiscal year."""
        return self.ruleset.rules(self.year, as_read_on=self._read_on)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One finding for every rule of the text that was read."""
        revision = self.ruleset.revision(self.year, as_read_on=self._read_on)
        raw, values, places = self.facts.raw, self._values, self._program.places
        figures = {figure.name: figure for figure in self.figures} if self.ruleset.parameters else {}
        return tuple(
            _finding(spoken, values[places[spoken.rule.id]], raw, figures)
            for spoken in _spoken(self.ruleset, revision.first)
        )

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The dated figures its rules compare with, as they are known for the case's year."""
        if self.year is None:
            return ()
        found = {name: parameter for rule in self.rules for name, parameter in rule.parameters.items()}
        values = [parameter.at(self.year, as_read_on=self._read_on) for parameter in found.values()]
        return tuple(value for value in values if isinstance(value, Figure))

    @property
    def assumptions(self) -> tuple[Note, ...]:
        """What the decision takes for granted."""
        texts = self.ruleset.assumptions(self.year, self._read_on)
        return (*texts, *(note for figure in self.figures for note in figure.assumptions))

    @property
    def grade(self) -> Grade:
        """The weakest grade among what the outcome rests on.

        eligible: every rule that must (not) hold, and the best-sourced alternative that holds.
        ineligible: the best-sourced of the reasons, each of which suffices. undetermined: all rules.
        """
        findings = self.findings
        if self.outcome is Outcome.UNDETERMINED:
            return Grade.weakest(*(finding.grade for finding in findings))
        single = [f for f in findings if f.rule.role is not Role.ALTERNATIVE]
        groups: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.rule.role is Role.ALTERNATIVE:
                groups.setdefault(finding.rule.group, []).append(finding)
        if self.outcome is Outcome.ELIGIBLE:
            grades = [f.grade for f in single]
            held = [[f.grade for f in group if f.value] for group in groups.values()]
            grades += [_strongest(true) for true in held if true]
            return Grade.weakest(*grades)
        reasons = [f.grade for f in single if f.supports is False]
        reasons += [
            Grade.weakest(*(f.grade for f in group))
            for group in groups.values()
            if all(f.value is False for f in group)
        ]
        return _strongest(reasons or [f.grade for f in findings])

    def explain(self, lang: Lang = "ja") -> str:
        """The decision with its reasons as plain text in `"ja"` or `"en"`."""
        from .pages import explain

        return explain(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """The decision as JSON values; the form is pinned by the tests."""
        from .pages import decision_to_dict

        return decision_to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The decision as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def __shown__(self) -> Iterable[Part]:
        from .shown import decision_parts

        return decision_parts(self)

    def __repr__(self) -> str:
        return f"<Decision {self.ruleset.id}: {self.outcome}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[Any, ...]:
        return (self.ruleset.id, self.facts, self.as_read_on, self._values)

    def __reduce__(self) -> tuple[Any, ...]:
        return decide, (self.ruleset, self.facts, self._read_on)


@frozen
class _Spoken:
    """What does not change from case to case when a rule is written out: its sentence, and where its facts stand."""

    rule: Rule
    asked: Text
    facts: tuple[tuple[FactDefinition, int], ...]
    parameters: dict[str, Parameter]


def _spoken(ruleset: RuleSet[Any], first: FiscalYear) -> tuple[_Spoken, ...]:
    if first.year not in ruleset.spoken:
        rules = ruleset.rules(first)
        ja = {rule.id: rule.title.ja for rule in rules}
        en = {rule.id: rule.title.en for rule in rules}
        places = ruleset.facts.places
        ruleset.spoken[first.year] = tuple(
            _Spoken(
                rule,
                Text(sentence(rule.condition, "ja", ja), sentence(rule.condition, "en", en)),
                tuple((known, places[name]) for name, known in rule.condition.definitions().items()),
                rule.parameters,
            )
            for rule in rules
        )
    return ruleset.spoken[first.year]


@lru_cache(maxsize=10_000)
def _given(definition: FactDefinition, raw: object) -> Text:
    """A fact and its value."""
    return Text(
        f"{definition.label.ja}＝{value_text(raw, 'ja', definition)}",
        f"{definition.label.en} = {value_text(raw, 'en', definition)}",
    )


def _finding(
    spoken: _Spoken,
    value: bool | None,  # noqa: FBT001 -- a truth value is what a finding holds
    raw: tuple[Any, ...],
    figures: dict[str, Figure],
) -> Finding:
    given = [_given(definition, raw[place]) for definition, place in spoken.facts]
    read = tuple(figures[name] for name in spoken.parameters if name in figures) if figures else ()
    given += [spoken.parameters[figure.name].text(figure.value) for figure in read]
    words = template("rules.finding")
    text = Text(
        words.ja.format(asked=spoken.asked.ja, given="、".join([known.ja for known in given])),
        words.en.format(asked=spoken.asked.en, given=", ".join([known.en for known in given])),
    )
    facts = {definition.name: definition.show(raw[place]) for definition, place in spoken.facts}
    supports = not value if spoken.rule.role is Role.EXCLUDES and value is not None else value
    return Finding(spoken.rule, value, facts, text, supports, read)


def _strongest(grades: list[Grade]) -> Grade:
    order = list(Grade)
    return min(grades, key=order.index)


def decide(ruleset: RuleSet[F], facts: F, as_read_on: date | None) -> Decision[F]:
    """The decision of a rule set on one case."""
    if type(facts) is not ruleset.facts:  # a subclass keeps its facts in other places
        raise TypeError(f"{ruleset.id} decides {ruleset.facts.__name__}, not {type(facts).__name__}")
    return Decision(ruleset, facts, as_read_on)
