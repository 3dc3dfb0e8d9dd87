"""The values worth trying for a fact: those between which some condition, or some other fact, makes a difference."""

from __future__ import annotations

from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR, FiscalYear, LabelledEnum

from .conditions import OPERATORS, Between, Compare, Condition, Every, OneOf, Some
from .facts import FactDefinition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .programs import Program

__all__ = ["answers", "bound_together", "representatives", "tried"]

_OTHER_TEXT = "…"


def answers(program: Program, raw: tuple[Any, ...], definition: FactDefinition) -> tuple[Any, ...]:
    """The kept values to offer for a fact of a case: every choice, or values around all it is compared with.

    Those are the constants of the conditions and the known values of other facts. Empty for lists of child records.
    """
    if definition.type is bool:
        return (True, False)
    if issubclass(definition.type, LabelledEnum):
        return tuple(definition.type)
    if definition.has_children:
        return ()
    together = _compared(program, definition)
    turning: set[Any] = {value for fact in together for value in _constants(program, fact)}
    turning |= {
        value
        for fact in together - {definition}
        if (value := raw[program.kind.places[fact.name]]) is not None
    }
    if definition.type is str:
        others = {value + _OTHER_TEXT for value in turning} | {
            _OTHER_TEXT * count for count in range(1, len(together) + 1)
        }
        return tuple(sorted(turning | others))
    if definition.type is date:
        days = turning or {date(2025, 4, 1)}
        around = {day.toordinal() + step for day in days for step in _steps(together)}
        return tuple(date.fromordinal(day) for day in sorted(around) if 1 <= day <= date.max.toordinal())
    return _numbers(definition, turning, together)


def _numbers(definition: FactDefinition, turning: set[Any], together: set[FactDefinition]) -> tuple[int, ...]:
    year = definition.type is FiscalYear
    lowest, highest = (
        (FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR) if year else (definition.minimum, definition.maximum)
    )
    whole = {edge(value) for value in turning for edge in (floor, ceil)} or {2025 if year else lowest}
    around = {number + step for number in whole for step in _steps(together)}
    return tuple(sorted(number for number in around if lowest <= number <= highest))


def _steps(together: set[FactDefinition]) -> range:
    """Far enough that every order of the facts compared with one another can be had."""
    return range(-len(together), len(together) + 1)


def representatives(program: Program, raw: tuple[Any, ...], definition: FactDefinition) -> tuple[Any, ...]:
    """One value of each kind that the conditions tell apart; all, where other facts have a say."""
    values = answers(program, raw, definition)
    leaves = _leaves(program, definition)
    if definition.name in _constrained(program) or not all(map(_plain, leaves)):
        return values
    seen: dict[tuple[bool, ...], Any] = {}
    for value in values:
        seen.setdefault(tuple(_true_of(leaf, value) for leaf in leaves), value)
    return tuple(seen.values())


def tried(program: Program, raw: tuple[Any, ...], changes: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """A case's kept values with some changed; None where the facts cannot stand together so."""
    places = program.kind.places
    changed = list(raw)
    for name, value in changes.items():
        changed[places[name]] = value
    result = tuple(changed)
    return None if program.kind.contradicted(result) else result


def bound_together(program: Program, names: Iterable[str]) -> list[tuple[str, ...]]:
    """Facts in groups that a constraint may force to change together; the others alone."""
    groups = [{name} for name in names]
    for constraint in program.kind.constraints:
        read = set(constraint.condition.facts())
        touched = [group for group in groups if group & read]
        if len(touched) > 1:
            groups = [group for group in groups if group not in touched]
            groups.append({name for group in touched for name in group})
    return [tuple(sorted(group)) for group in groups]


def _nodes(program: Program) -> Iterator[Condition]:
    yield from program.nodes()
    for constraint in program.kind.constraints:
        yield from constraint.condition.walk()


def _constrained(program: Program) -> set[str]:
    return {name for constraint in program.kind.constraints for name in constraint.condition.facts()}


def _compared(program: Program, definition: FactDefinition) -> set[FactDefinition]:
    """The fact, and all it is compared with, directly or through others."""
    pairs = [
        {node.fact, node.operand}
        for node in _nodes(program)
        if isinstance(node, Compare) and isinstance(node.operand, FactDefinition)
    ]
    together = {definition}
    while more := [pair for pair in pairs if pair & together and not pair <= together]:
        together = together.union(*more)
    return together


def _leaves(program: Program, definition: FactDefinition) -> list[Condition]:
    return [node for node in program.nodes() if definition in node.asked()]


def _plain(leaf: Condition) -> bool:
    if isinstance(leaf, Compare):
        return not isinstance(leaf.operand, FactDefinition)
    return not isinstance(leaf, Every | Some)


def _true_of(leaf: Condition, value: Any) -> bool:
    match leaf:
        case Compare(operator=operator, operand=operand):
            return bool(OPERATORS[operator](value, operand))
        case OneOf(values=values):
            return any(value == option for option in values)
        case Between(low=low, high=high):
            return bool(low <= value <= high)
        case _:
            return value is True


def _constants(program: Program, definition: FactDefinition) -> Iterator[Any]:
    for node in _nodes(program):
        match node:
            case Compare(fact=fact, operand=operand) if fact == definition:
                if not isinstance(operand, FactDefinition):
                    yield operand
            case OneOf(fact=fact, values=values) if fact == definition:
                yield from values
            case Between(fact=fact, low=low, high=high) if fact == definition:
                yield from (low, high)
            case _:
                pass
