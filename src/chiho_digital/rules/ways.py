"""Ways to become eligible: the smallest sets of changes to facts that those who plan could change."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import frozen

from chiho_digital.basics import message

from .answers import answers, tried
from .facts import Facts
from .wording import value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chiho_digital.basics import Lang

    from .decisions import Decision
    from .rulesets import Rule

__all__ = ["Way", "Ways", "ways_to_eligible"]

F = TypeVar("F", bound=Facts)
_MOST_TRIALS = 100_000


@frozen
class Way(Generic[F]):
    """One way: the changes, the decision they lead to, and the rules they turn (対象となるための変更). Strictly read-only.

    turns: rules whose value differs afterwards and that now speak for eligibility.
    """

    changes: dict[str, object]
    decision: Decision[F]
    turns: tuple[Rule, ...]

    def to(self, lang: Lang) -> str:
        """The way as a sentence."""
        definitions = self.decision.facts.definitions
        changes = tuple(
            message(
                "rules.change",
                {
                    "fact": definitions[name].label,
                    "value": value_text(value, lang, definitions[name]),
                },
                lang,
            )
            for name, value in self.changes.items()
        )
        rules = tuple(rule.title for rule in self.turns)
        return message("rules.way", {"changes": changes, "rules": rules}, lang)


@frozen
class Ways(Generic[F]):
    """All smallest ways that were found. Strictly read-only.

    truncated: whether the search stopped early, so that there may be more.
    """

    ways: tuple[Way[F], ...]
    truncated: bool


def ways_to_eligible(decision: Decision[F], max_changes: int) -> Ways[F]:
    """Every inclusion-minimal set of at most `max_changes` changes after which the decision is eligible."""
    ruleset, facts = decision.ruleset, decision.facts
    if decision.is_eligible:
        return Ways((), truncated=False)
    program = ruleset.program(decision.as_read_on)
    options = {
        name: [value for value in answers(program, definition) if value != facts.raw[facts.places[name]]]
        for name in program.facts
        if (definition := facts.definitions[name]).changeable
    }
    found: list[dict[str, Any]] = []
    trials = 0
    truncated = False
    for changes in _changes(options, max_changes):
        if any(smaller.items() <= changes.items() for smaller in found):
            continue
        trials += 1
        if trials > _MOST_TRIALS:
            truncated = True
            break
        raw = tried(program, facts.raw, changes)
        if raw is not None and program.compiled(raw[program.year_place]).values(raw)[-1]:
            found.append(changes)
    return Ways(tuple(_way(decision, changes) for changes in found), truncated)


def _changes(options: dict[str, list[Any]], most: int) -> Iterator[dict[str, Any]]:
    """Every set of changes, the smaller ones first."""
    for size in range(1, most + 1):
        for names in combinations(options, size):
            for values in product(*(options[name] for name in names)):
                yield dict(zip(names, values, strict=True))


def _way(before: Decision[F], changes: dict[str, Any]) -> Way[F]:
    shown = {name: before.facts.definitions[name].show(value) for name, value in changes.items()}
    after = before.ruleset.decide(before.facts.with_(**shown), as_read_on=before.as_read_on)
    was = before.values
    turned = tuple(f.rule for f in after.findings if f.supports and was.get(f.id) != f.value)
    return Way(shown, after, turned)
