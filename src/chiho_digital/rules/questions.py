"""The next question of a form, what its answers can lead to, and exactly which unknown facts still matter."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from chiho_digital.basics import Source, Text
from chiho_digital.basics.shown import Shown

from .answers import answers, bound_together, representatives, tried
from .facts import FactDefinition, Facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from chiho_digital.basics.shown import Part

    from .decisions import Decision, Outcome
    from .programs import Program
    from .rulesets import RuleSet

__all__ = ["Answer", "Question", "missing_exact", "next_question"]

F = TypeVar("F", bound=Facts)
_EXACT = 8
_MOST_TRIALS = 100_000


@frozen
class Answer:
    """One possible answer and where it can lead (回答と判定の見込み). Strictly read-only.

    value: the answer; for numbers, a value typical of its range. outcomes: what the decision can still become after it.
    """

    value: object
    outcomes: frozenset[Outcome]


@frozen
class Question(Shown):
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

    def __shown__(self) -> Iterable[Part]:
        from .shown import question_parts

        return question_parts(self)


def next_question(
    ruleset: RuleSet[F], facts: F, as_read_on: date | None, unanswerable: Collection[str]
) -> Question | None:
    """The first missing fact whose answer matters while the unanswerable ones stay unknown; None when there is none."""
    from .decisions import Outcome

    decision = ruleset.decide(facts, as_read_on=as_read_on)
    missing = tuple(name for name in decision.missing if name not in unanswerable)
    if not missing:
        return None
    # Where each fact alone changes nothing, an answer may still settle what an unknown one leaves open.
    exact = missing_exact(decision, unanswerable)
    name = next((name for name in missing if exact and name in exact), missing[0])
    definition = facts.definitions[name]
    program = ruleset.program(as_read_on)
    possible = _possible(decision, unanswerable)
    reached = [
        (value, _outcomes_after(program, facts.raw, {name: value}, unanswerable, possible))
        for value in answers(program, facts.raw, definition)
    ]
    if unanswerable and all(outcomes <= {Outcome.UNDETERMINED} for _, outcomes in reached):
        return None
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


def _possible(decision: Decision[Any], unanswerable: Collection[str]) -> frozenset[Outcome]:
    """The outcomes that no rule rules out: not eligible where one that must (not) hold stays open whatever is answered."""
    from .conditions import Holds
    from .decisions import Outcome
    from .rulesets import Role

    answered = {*decision.facts.known(), *unanswerable}
    rules = decision.ruleset.standing if decision.year is None else decision.rules
    stays_open = any(
        rule.role is not Role.ALTERNATIVE
        and decision.values[rule.id] is None
        and answered.issuperset(rule.condition.facts())
        and not any(isinstance(node, Holds) for node in rule.condition.walk())
        for rule in rules
    )
    return frozenset(Outcome) - ({Outcome.ELIGIBLE} if stays_open else set())


def _outcomes_after(
    program: Program,
    raw: tuple[Any, ...],
    changes: dict[str, Any],
    unanswerable: Collection[str],
    possible: frozenset[Outcome],
) -> frozenset[Outcome]:
    """What a case can become once some facts have values: all that is possible where that is too much to try."""
    from .decisions import OUTCOMES

    askable = ~sum(program.bits.get(name, 0) for name in set(unanswerable))
    start = tried(program, raw, changes)
    open_ = [] if start is None else [start]
    outcomes: set[Outcome] = set()
    trials = 0
    while open_ and len(outcomes) < len(possible):
        trials += 1
        if trials > _MOST_TRIALS:
            return possible
        current = open_.pop()
        compiled = program.compiled(current[program.year_place])
        values = compiled.values(current)
        mask = compiled.open(current, values)[0] & askable if values[-1] is None else 0
        if not mask:
            outcomes.add(OUTCOMES[values[-1]])
            continue
        option = _option(program, current, mask)
        if option is None:  # an unknown list can turn out any way
            return possible
        name, options = option
        further = (tried(program, current, {name: value}) for value in options)
        open_ += [raw for raw in further if raw is not None]
    return frozenset(outcomes)


def _option(program: Program, raw: tuple[Any, ...], mask: int) -> tuple[str, tuple[Any, ...]] | None:
    """The first missing fact that can be tried, with its values."""
    for name in program.names(mask):
        if values := representatives(program, raw, program.kind.definitions[name]):
            return name, values
    return None


def missing_exact(decision: Decision[Any], unanswerable: Collection[str] = ()) -> tuple[str, ...] | None:
    """The missing facts of which some two answers, all else equal, lead to different outcomes.

    The unanswerable ones stay unknown.

    Facts that a constraint ties together count as one. With an unknown list of child records every missing fact may
    matter. None where there are too many answers to try.
    """
    names = tuple(name for name in decision.missing if name not in unanswerable)
    if len(names) > _EXACT:
        return None
    program = decision.ruleset.program(decision.as_read_on)
    raw = decision.facts.raw
    options = {name: representatives(program, raw, decision.facts.definitions[name]) for name in names}
    if not all(options.values()):
        return names
    if prod(map(len, options.values())) > _MOST_TRIALS:
        return None
    outcomes: dict[tuple[Any, ...], bool | None] = {}
    for values in product(*options.values()):
        case = tried(program, raw, dict(zip(names, values, strict=True)))
        if case is not None:
            outcomes[values] = program.compiled(case[program.year_place]).values(case)[-1]
    matter: set[str] = set()
    for group in bound_together(program, names):
        kept = [place for place, name in enumerate(names) if name not in group]
        seen: dict[tuple[Any, ...], bool | None] = {}
        for values, outcome in outcomes.items():
            others = tuple(values[place] for place in kept)
            if seen.setdefault(others, outcome) != outcome:
                matter.update(group)
                break
    return tuple(name for name in names if name in matter)
