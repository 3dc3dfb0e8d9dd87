"""Ways to become eligible: the smallest sets of changes to facts that those who plan could change."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import frozen

from chiho_digital.basics import FiscalYear, message
from chiho_digital.basics.shown import Shown

from .answers import answers, tried
from .facts import Facts
from .wording import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chiho_digital.basics import Lang
    from chiho_digital.basics.shown import Part

    from .decisions import Decision
    from .facts import FactDefinition
    from .programs import Program
    from .rulesets import Rule

__all__ = ["Way", "Ways", "ways_to_eligible"]

F = TypeVar("F", bound=Facts)
_MOST_TRIALS = 100_000
_ORDERED = {int, FiscalYear, date}


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
class Ways(Shown, Generic[F]):
    """All smallest ways that were found. Strictly read-only.

    truncated: whether the search stopped early, so that there may be more.
    """

    ways: tuple[Way[F], ...]
    truncated: bool

    def __shown__(self) -> Iterable[Part]:
        from .shown import ways_parts

        return ways_parts(self)


def ways_to_eligible(decision: Decision[F], max_changes: int) -> Ways[F]:
    """Every inclusion-minimal set of at most `max_changes` changes after which the decision is eligible."""
    ruleset, facts = decision.ruleset, decision.facts
    if decision.is_eligible:
        return Ways((), truncated=False)
    program = ruleset.program(decision.as_read_on)
    constrained = {name for found in facts.constraints for name in found.condition.facts()}
    options = {
        name: _options(program, facts.raw, definition)
        for name, definition in facts.definitions.items()
        if definition.changeable and (name in program.bits or name in constrained)
    }
    smallest: list[dict[str, Any]] = []
    shown: dict[frozenset[tuple[str, Any]], dict[str, Any]] = {}
    trials = 0
    truncated = False
    for changes in _changes(options, max_changes):
        if any(smaller.items() <= changes.items() for smaller in smallest):
            continue
        trials += 1
        if trials > _MOST_TRIALS:
            truncated = True
            break
        raw = tried(program, facts.raw, changes)
        if raw is not None and program.compiled(raw[program.year_place]).values(raw)[-1]:
            smallest.append(changes)
            shown.setdefault(
                frozenset((name, _kind(facts, name, value)) for name, value in changes.items()), changes
            )
    return Ways(tuple(_way(decision, changes) for changes in shown.values()), truncated)


def _options(program: Program, raw: tuple[Any, ...], definition: FactDefinition) -> list[Any]:
    """What a fact could be changed to; of numbers and days the nearest first."""
    current = raw[program.kind.places[definition.name]]
    values = [value for value in answers(program, raw, definition) if value != current]
    if current is not None and definition.type in _ORDERED:
        values.sort(key=lambda value: abs(value - current))
    return values


def _kind(facts: Facts, name: str, value: Any) -> Any:
    """A change as it is told apart from others: of numbers and days only whether they grow or shrink."""
    current = facts.raw[facts.places[name]]
    if current is None or facts.definitions[name].type not in _ORDERED:
        return value
    return value > current


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
