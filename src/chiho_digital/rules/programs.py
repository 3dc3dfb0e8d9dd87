"""A rule set made plain: one list of conditions in the order of evaluation, ready for either engine.

Revisions of the text and parameters over time become conditions on the fiscal year, so that both engines run one tree.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field

from chiho_digital.basics import FiscalYear, Text

from .compiling import compile_program
from .conditions import (
    OPERATORS,
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Every,
    Holds,
    Not,
    ParameterAt,
    Some,
    UnknownLaw,
    all_of,
    in_years,
)
from .rulesets import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from .compiling import Compiled
    from .facts import FactDefinition, Facts
    from .rulesets import Revision, Rule, RuleSet

__all__ = ["Program", "lower", "specialise", "with_parameters"]

# Names of the program's own conditions have a space, which no rule's id has.
GUARD = "text in force"
OUTCOME = "the outcome"
GROUP = "any "
_TRUE, _FALSE = All(()), AnyOf(())


@define(slots=False, eq=False)
class Program:
    """Conditions by name in the order of evaluation; the last is the outcome.

    rules: the names that are rules of the set, in its order; the other names are the program's own.
    facts: the facts the conditions read, in the order of their class: bit i of a mask is the i-th.
    bits: the bit of each fact. stages: the columns written for forms of table met before.
    """

    conditions: dict[str, Condition]
    rules: tuple[str, ...]
    kind: type[Facts]
    facts: tuple[str, ...]
    year: str
    places: dict[str, int] = field(init=False)
    bits: dict[str, int] = field(init=False)
    year_place: int = field(init=False)
    stages: dict[tuple[Any, ...], list[list[Any]]] = field(
        init=False, factory=dict[tuple[Any, ...], list[list[Any]]]
    )
    _compiled: dict[int | None, Compiled] = field(init=False, factory=dict["int | None", "Compiled"])

    def __attrs_post_init__(self) -> None:
        self.places = {name: place for place, name in enumerate(self.conditions)}
        self.bits = {name: 1 << place for place, name in enumerate(self.facts)}
        self.year_place = list(self.kind.definitions).index(self.year)

    def nodes(self) -> Iterator[Condition]:
        """Every node of every condition."""
        for condition in self.conditions.values():
            yield from condition.walk()

    @cached_property
    def of_rules(self) -> Callable[[tuple[bool | None, ...]], tuple[bool | None, ...]]:
        """Picks the values of the rules out of those of all conditions."""
        places = [self.places[name] for name in self.rules]
        if len(places) == 1:
            return lambda values: (values[places[0]],)
        return itemgetter(*places)

    @cached_property
    def laws(self) -> tuple[Text, ...]:
        """The reasons of unknown law, in reading order: bit i of a mask of laws is the i-th."""
        return tuple(dict.fromkeys(node.reason for node in self.nodes() if isinstance(node, UnknownLaw)))

    @cached_property
    def quantifiers(self) -> tuple[Every | Some, ...]:
        """The conditions over child records, each once."""
        return tuple(dict.fromkeys(node for node in self.nodes() if isinstance(node, Every | Some)))

    @cached_property
    def by_weight(self) -> tuple[str, ...]:
        """All facts, those that more rules read first; the order of their class among equals."""
        uses = Counter(name for condition in self.conditions.values() for name in condition.facts())
        return tuple(sorted(self.facts, key=lambda name: -uses[name]))

    @cached_property
    def _years(self) -> tuple[int, int]:
        """The first and last year at which anything changes, and one beyond each."""
        turning = [
            bound
            for node in self.nodes()
            if isinstance(node, Compare | Between) and node.fact.name == self.year
            for bound in ((node.low, node.high) if isinstance(node, Between) else (node.operand,))
            if isinstance(bound, int)
        ]
        return min(turning) - 1, max(turning) + 1

    def names(self, mask: int) -> tuple[str, ...]:
        """The facts of a bit mask: those that more rules read come first."""
        return tuple(name for name in self.by_weight if mask & self.bits[name])

    def compiled(self, year: int | None) -> Compiled:
        """The Python functions for cases of one fiscal year; None for cases whose year is unknown."""
        found = self._compiled.get(year)
        if found is None:
            found = self._compiled[year] = self._compile(year)
        return found

    def _compile(self, year: int | None) -> Compiled:
        if year is None:
            return compile_program(self, self.kind, self.conditions)
        first, last = self._years
        typical = min(max(year, first), last)  # before and after all turning points every year is alike
        if typical != year:
            return self.compiled(typical)
        settled = {
            name: specialise(condition, self.year, year) for name, condition in self.conditions.items()
        }
        return compile_program(self, self.kind, settled)


def lower(ruleset: RuleSet[Any], known: int, as_read_on: date | None) -> Program:
    """The program of a rule set when its first `known` revisions are known, and the figures read by a day."""
    revisions = ruleset.revisions[:known]
    year = ruleset.facts.definitions[ruleset.year]
    standing = {rule.id: rule.condition for rule in ruleset.standing}
    latest = {rule.id: rule for revision in revisions for rule in revision.rules}
    texts = _without_cycles(ruleset, revisions)
    first = revisions[0].first
    reason = Text(
        f"{first.era}より前の年度に適用される条文は読まれていません",
        f"no text was read for years before {first}",
    )
    conditions: dict[str, Condition] = {
        GUARD: AnyOf((Compare(year, ">=", first.year), UnknownLaw(reason))),
        **standing,
        **{name: _over_time(rule, texts, revisions, year) for name, rule in latest.items()},
    }
    rules = [*ruleset.standing, *latest.values()]
    conditions |= _outcome(ruleset, revisions, year)
    plain = {name: with_parameters(condition, as_read_on) for name, condition in _ordered(conditions).items()}
    used = {name for condition in plain.values() for name in condition.facts()}
    facts = tuple(name for name in ruleset.facts.definitions if name in used)
    ids = tuple(rule.id for rule in rules)
    return Program(plain, ids, ruleset.facts, facts, year.name)


def _outcome(
    ruleset: RuleSet[Any], revisions: tuple[Revision, ...], year: FactDefinition
) -> dict[str, Condition]:
    """What the rules make together: one condition, or one in each text's years where rules change their roles."""
    texts = [(*ruleset.standing, *revision.rules) for revision in revisions]
    roles = {(rule.id, rule.role, rule.group) for rules in texts for rule in rules}
    groups = [{rule.group for rule in rules if rule.role is Role.ALTERNATIVE} for rules in texts]
    if len({name for name, _, _ in roles}) == len(roles) and all(found == groups[0] for found in groups):
        rules = {rule.id: rule for text in texts for rule in text}
        parts, alternatives = _joined(tuple(rules.values()))
        named = {f"{GROUP}{group}": held for group, held in alternatives.items()}
        return {**named, OUTCOME: All((*parts, *(Holds(name) for name in named)))}
    spans = [
        all_of(
            in_years(
                year,
                None if place == 0 else revision.first,
                revisions[place + 1].first - 1 if place + 1 < len(revisions) else None,
            ),
            *_joined(rules)[0],
            *_joined(rules)[1].values(),
        )
        for place, (revision, rules) in enumerate(zip(revisions, texts, strict=True))
    ]
    return {OUTCOME: AnyOf(tuple(spans))}


def _joined(rules: tuple[Rule, ...]) -> tuple[list[Condition], dict[str, Condition]]:
    """What must hold of some rules, and the alternatives of each group."""
    parts: list[Condition] = [Holds(rule.id) for rule in rules if rule.role is Role.REQUIRES]
    parts += [Not(Holds(rule.id)) for rule in rules if rule.role is Role.EXCLUDES]
    groups: dict[str, list[Condition]] = {}
    for rule in rules:
        if rule.role is Role.ALTERNATIVE:
            groups.setdefault(rule.group, []).append(Holds(rule.id))
    return parts, {group: AnyOf(tuple(held)) for group, held in groups.items()}


def _over_time(
    rule: Rule, texts: list[dict[str, Condition]], revisions: tuple[Revision, ...], year: FactDefinition
) -> Condition:
    """A rule's condition in every text, each in its years; where the text has no such rule, its neutral value."""
    neutral = _TRUE if rule.role is Role.REQUIRES else _FALSE
    spans: list[tuple[FiscalYear | None, FiscalYear | None, Condition]] = []
    for place, (revision, text) in enumerate(zip(revisions, texts, strict=True)):
        found = text.get(rule.id, neutral)
        if spans and spans[-1][2] == found:
            continue
        if spans:
            spans[-1] = (spans[-1][0], revision.first - 1, spans[-1][2])
        spans.append((None if place == 0 else revision.first, None, found))
    parts = [
        condition if first is last is None else all_of(in_years(year, first, last), condition)
        for first, last, condition in spans
        if condition != _FALSE
    ]
    whole = parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
    return all_of(whole, Holds(GUARD))


def _without_cycles(ruleset: RuleSet[Any], revisions: tuple[Revision, ...]) -> list[dict[str, Condition]]:
    """The conditions of every text; written out in full where two texts rest their rules on one another the other way."""
    standing = {rule.id: rule.condition for rule in ruleset.standing}
    texts = [{rule.id: rule.condition for rule in revision.rules} for revision in revisions]
    merged: dict[str, set[str]] = {}
    for text in texts:
        for name, condition in (standing | text).items():
            merged.setdefault(name, set()).update(_held(condition))
    try:
        TopologicalSorter(merged).prepare()
    except CycleError:
        return [{name: _written_out(condition, text) for name, condition in text.items()} for text in texts]
    return texts


def _written_out(condition: Condition, text: dict[str, Condition]) -> Condition:
    """A condition with the rules it rests on in their own words."""

    def change(part: Condition) -> Condition:
        return _written_out(part, text)

    if isinstance(condition, Holds) and condition.rule in text:
        return change(text[condition.rule])
    return _mapped(condition, change)


def _held(condition: Condition) -> set[str]:
    return {node.rule for node in condition.walk() if isinstance(node, Holds)}


def _ordered(conditions: dict[str, Condition]) -> dict[str, Condition]:
    """The conditions so that each stands after those it holds on."""
    needs = {name: _held(condition) for name, condition in conditions.items()}
    place = {name: number for number, name in enumerate(conditions)}
    order: list[str] = []
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=place.__getitem__)
        order.extend(ready)
        sorter.done(*ready)
    order.remove(OUTCOME)
    return {name: conditions[name] for name in [*order, OUTCOME]}


def with_parameters(condition: Condition, as_read_on: date | None) -> Condition:
    """The tree with dated parameters written out: the value of each period in its years, elsewhere unknown law."""
    if isinstance(condition, Compare) and isinstance(condition.operand, ParameterAt):
        year, parameter = condition.operand.year, condition.operand.parameter
        parts: list[Condition] = []
        spans: list[Condition] = []
        for first, last, dated in parameter.periods(as_read_on):
            span = in_years(year, FiscalYear(first), FiscalYear(last) if last else None)
            spans.append(span)
            parts.append(All((span, evolve(condition, operand=dated.value))))
        reason = Text(
            f"{parameter.label.ja}は、この年度について不明です",
            f"the {parameter.label.en} is unknown for this fiscal year",
        )
        parts.append(All((Not(AnyOf(tuple(spans))), UnknownLaw(reason))))
        return AnyOf(tuple(parts))

    def change(part: Condition) -> Condition:
        return with_parameters(part, as_read_on)

    return _mapped(condition, change)


def _mapped(condition: Condition, change: Callable[[Condition], Condition]) -> Condition:
    match condition:
        case All() | AnyOf():
            return evolve(condition, parts=tuple(change(part) for part in condition.parts))
        case Not() | Every() | Some():
            return evolve(condition, part=change(condition.part))
        case _:
            return condition


def specialise(condition: Condition, year: str, value: int) -> Condition:
    """The tree for one fiscal year: conditions on the year settled, the rest as it was.

    A lone `UnknownLaw` keeps its parent, since what stands beside it decides whether it is reached.
    """
    match condition:
        case Compare(fact=fact, operator=operator, operand=int() as operand) if fact.name == year:
            return _TRUE if OPERATORS[operator](value, operand) else _FALSE
        case Between(fact=fact, low=low, high=high) if fact.name == year:
            return _TRUE if low <= value <= high else _FALSE
        case Not():
            part = specialise(condition.part, year, value)
            return _FALSE if part == _TRUE else _TRUE if part == _FALSE else Not(part)
        case All() | AnyOf():
            neutral, settled = (_TRUE, _FALSE) if isinstance(condition, All) else (_FALSE, _TRUE)
            parts = [specialise(part, year, value) for part in condition.parts]
            if settled in parts:
                return settled
            rest = tuple(part for part in parts if part != neutral)
            if len(rest) == 1 and not isinstance(rest[0], UnknownLaw):
                return rest[0]
            return type(condition)(rest)
        case _:
            return condition
