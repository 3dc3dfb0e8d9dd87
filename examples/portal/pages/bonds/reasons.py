"""What a decision shows: what settled it, what stays open and who can tell, and every rule with its words and sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from chiho_digital import bonds
from chiho_digital.basics import Text
from chiho_digital.rules import Decision, Finding, Outcome, Question, Role

from ...portal import Portal
from .answers import DEFINITIONS, Case, answer_text

__all__ = [
    "Answered",
    "Group",
    "answered",
    "counterparty",
    "groups",
    "question_of",
    "settled_by",
    "still_open",
]

_GROUPS = {
    "project item": "borrow.group_project",
    "expense item": "borrow.group_expense",
}
_DURING = bonds.PROJECT_RULES.revisions[0].first


@frozen
class Answered:
    """An answer that was given. fact: its name. text: the answer in words. change: the address that asks it anew."""

    fact: str
    question: Text
    label: Text
    text: Text
    change: str


@frozen
class Group:
    """Rules that are read together. heading: key of its words."""

    heading: str
    findings: tuple[Finding, ...]

    @property
    def fails(self) -> bool:
        """Whether none of its alternatives can hold."""
        return all(finding.value is False for finding in self.findings)


def question_of(portal: Portal, case: Case) -> Question | None:
    """The question to ask next; kept, as every reader begins with the same ones."""
    key = ("bond question", case.facts, frozenset(case.unknown))
    kept = portal.data.views.find(key)
    if kept is None:  # made outside the cache, which makes one thing at a time
        kept = (bonds.next_question(case.facts, unanswerable=case.unknown),)
        portal.data.views.get(key, lambda: kept)
    question: Question | None = kept[0]
    return question


def answered(case: Case) -> list[Answered]:
    """What was answered, in the order of the answers."""
    return [
        Answered(
            name,
            DEFINITIONS[name].question,
            DEFINITIONS[name].label,
            answer_text(case.facts.value(name)),
            case.asking(name),
        )
        for name in case.stated
    ]


def still_open(case: Case, decision: Decision[Any]) -> list[Answered]:
    """The facts that are not known and still matter."""
    return [
        Answered(
            name, DEFINITIONS[name].question, DEFINITIONS[name].label, answer_text(None), case.asking(name)
        )
        for name in decision.missing
    ]


def groups(decision: Decision[Any]) -> list[Group]:
    """Every rule: those that each have to be met, then the alternatives, group by group."""
    single: list[Finding] = []
    alternatives: dict[str, list[Finding]] = {}
    for finding in decision.findings:
        if finding.rule.role is Role.ALTERNATIVE:
            alternatives.setdefault(finding.rule.group, []).append(finding)
        else:
            single.append(finding)
    return [
        Group("borrow.group_single", tuple(single)),
        *(Group(_GROUPS[name], tuple(found)) for name, found in alternatives.items()),
    ]


def settled_by(decision: Decision[Any], found: Sequence[Group]) -> list[Finding | Group]:
    """What the outcome comes from: the items that hold, or each reason against it, which suffices alone."""
    single, *alternatives = found
    if decision.outcome is Outcome.ELIGIBLE:
        return [one for group in alternatives for one in group.findings if one.value]
    against: list[Finding | Group] = [one for one in single.findings if one.supports is False]
    return [*against, *(group for group in alternatives if group.fails)]


def counterparty(case: Case) -> bonds.Counterparty | None:
    """Whom the body consults before it borrows; None where its kind is not known."""
    applicant = bonds.Applicant(body_kind=case.body_kind)
    return bonds.procedure(applicant, case.facts.fiscal_year or _DURING).counterparty
