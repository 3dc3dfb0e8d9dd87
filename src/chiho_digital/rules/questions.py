"""The next question of a form, what its answers can lead to, and exactly which unknown facts still matter."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from chiho_digital.basics import Source, Text

from .answers import answers, representatives, tried
from .facts import FactDefinition, Facts

if TYPE_CHECKING:
    from datetime import date

    from .decisions import Decision, Outcome
    from .programs import Program
    from .rulesets import RuleSet

__all__ = ["Answer", "Question", "missing_exact", "next_question"]

F = TypeVar("F", bound=Facts)
_EXACT = 8
_MOST_TRIALS = 20_000


@frozen
class Answer:
    """One possible answer and where it can lead (回答と判定の見込み). Strictly read-only.

    value: the answer; for numbers, a value typical of its range. outcomes: what the decision can still become after it.
    """

    value: object
    outcomes: frozenset[Outcome]


@frozen
class Question:
    """What to ask next (次の質問). Strictly read-only.

    fact: the name of the fact the answer fills. sources: where the rules that need it stand.
    answers: the possible answers, or typical ones for numbers; empty where a free value is asked.
    """

    fact: str
    definition: FactDefinition
    text: Text
    help: Text | None
    sources: tuple[Source, ...]
    answers: tuple[Answer, ...]


def next_question(ruleset: RuleSet[F], facts: F, as_read_on: date | None) -> Question | None:
    """The first missing fact whose answer matters; None when there is none."""
    decision = ruleset.decide(facts, as_read_on=as_read_on)
    if decision.is_eligible is not None:
        return None
    exact = decision.missing_exact()
    asked = [name for name in decision.missing if exact is None or name in exact]
    if not asked:
        return None
    name = asked[0]
    definition = facts.definitions[name]
    program = ruleset.program(as_read_on)
    reached = [
        (value, _outcomes_after(program, facts.raw, {name: value})) for value in answers(program, definition)
    ]
    sources = tuple(
        dict.fromkeys(
            source
            for rule in decision.rules
            if name in rule.condition.facts() and decision.values[rule.id] is None
            for source in rule.sources
        )
    )
    return Question(
        name,
        definition,
        definition.question,
        definition.help,
        sources,
        tuple(Answer(definition.show(value), outcomes) for value, outcomes in reached if outcomes),
    )


def _outcomes_after(program: Program, raw: tuple[Any, ...], changes: dict[str, Any]) -> frozenset[Outcome]:
    """What a case can become once some facts have values: all three where that is too much to try."""
    from .decisions import OUTCOMES, Outcome

    start = tried(program, raw, changes)
    open_ = [] if start is None else [start]
    outcomes: set[Outcome] = set()
    trials = 0
    while open_ and len(outcomes) < len(Outcome):
        trials += 1
        if trials > _MOST_TRIALS:
            return frozenset(Outcome)
        current = open_.pop()
        compiled = program.compiled(current[program.year_place])
        values = compiled.values(current)
        option = None
        if values[-1] is None:
            option = _option(program, compiled.open(current, values)[0])
        if option is None:
            outcomes.add(OUTCOMES[values[-1]])
            continue
        name, options = option
        further = (tried(program, current, {name: value}) for value in options)
        open_ += [raw for raw in further if raw is not None]
    return frozenset(outcomes)


def _option(program: Program, mask: int) -> tuple[str, tuple[Any, ...]] | None:
    """The first missing fact that can be tried, with its values."""
    for name in program.names(mask):
        if values := representatives(program, program.kind.definitions[name]):
            return name, values
    return None


def missing_exact(decision: Decision[Any]) -> tuple[str, ...] | None:
    """The missing facts of which some two answers, all else equal, lead to different outcomes."""
    names = decision.missing
    if len(names) > _EXACT:
        return None
    program = decision.ruleset.program(decision.as_read_on)
    raw = decision.facts.raw
    options = {name: representatives(program, decision.facts.definitions[name]) for name in names}
    tryable = [name for name in names if options[name]]
    outcomes: dict[tuple[Any, ...], bool | None] = {}
    for values in product(*(options[name] for name in tryable)):
        case = tried(program, raw, dict(zip(tryable, values, strict=True)))
        if case is not None:
            outcomes[values] = program.compiled(case[program.year_place]).values(case)[-1]
    matter = {name for name in names if not options[name]}
    for place, name in enumerate(tryable):
        seen: dict[tuple[Any, ...], bool | None] = {}
        for values, outcome in outcomes.items():
            others = values[:place] + values[place + 1 :]
            if seen.setdefault(others, outcome) != outcome:
                matter.add(name)
                break
    return tuple(name for name in names if name in matter)
