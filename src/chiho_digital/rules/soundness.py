"""What is wrong with a rule set as it is written: found when it is made, not when a case meets it."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import FiscalYear

from .conditions import Condition, Every, Holds, Some, UnknownLaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .facts import Facts
    from .rulesets import Rule, RuleSet

__all__ = ["MOST_FACTS", "faults"]

MOST_FACTS = 62
"""As many facts as a set may read: their mask on tables is a whole number of 64 bits."""


def faults(ruleset: RuleSet[Any]) -> Iterator[str]:
    """What is wrong, in English: for whoever writes rules."""
    if not ruleset.revisions:
        yield "there is no text"
    year = ruleset.facts.definitions.get(ruleset.year)
    if year is None or year.type is not FiscalYear:
        yield f"{ruleset.year} is no fiscal year of {ruleset.facts.__name__}"
    texts = ruleset.revisions
    if any(
        earlier.first >= later.first or earlier.read_on > later.read_on for earlier, later in pairwise(texts)
    ):
        yield "the texts are out of order"
    for revision in texts:
        yield from _of_text((*ruleset.standing, *revision.rules), ruleset.facts, revision.title.en)
    rules = [*ruleset.standing, *(rule for revision in texts for rule in revision.rules)]
    if len({name for rule in rules for name in rule.condition.facts()}) > MOST_FACTS:
        yield f"more than {MOST_FACTS} facts are read"


def _of_text(rules: tuple[Rule, ...], facts: type[Facts], title: str) -> Iterator[str]:
    ids = [rule.id for rule in rules]
    if wrong := [name for name in ids if not name.isidentifier()]:
        yield f"rule ids are identifiers, unlike {wrong}"
    if len(ids) != len(set(ids)):
        yield f"a rule id stands twice in {title}"
    needs: dict[str, set[str]] = {}
    for rule in rules:
        needs[rule.id] = {node.rule for node in rule.condition.walk() if isinstance(node, Holds)}
        unknown = (set(rule.condition.facts()) - set(facts.definitions)) | (needs[rule.id] - set(ids))
        if unknown:
            yield f"{rule.id} reads unknown {sorted(unknown)}"
        for node in rule.condition.walk():
            if isinstance(node, Every | Some):
                yield from _of_quantifier(rule.id, node.part, node.children.type)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        yield f"rules rest on one another: {error.args[1]}"


def _of_quantifier(rule_id: str, part: Condition, facts: type[Facts]) -> Iterator[str]:
    """What stands over child records is about their facts alone; the law and other rules stand beside it."""
    if unknown := set(part.facts()) - set(facts.definitions):
        yield f"{rule_id} reads {sorted(unknown)}, no facts of {facts.__name__}"
    for node in part.walk():
        match node:
            case Holds():
                yield f"{rule_id} asks each child about the rule {node.rule}"
            case UnknownLaw():
                yield f"{rule_id} has unknown law within a condition over child records: put it beside"
            case Every() | Some():
                yield f"{rule_id} has a condition over children of children"
            case _:
                pass
