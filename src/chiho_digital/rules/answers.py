"""The values worth trying for a fact, and trying them on a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import FiscalYear, LabelledEnum

from .conditions import OPERATORS, Between, Compare, Condition, Every, OneOf, Some
from .facts import FactDefinition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .programs import Program

__all__ = ["answers", "representatives", "tried"]


def answers(program: Program, definition: FactDefinition) -> tuple[Any, ...]:
    """The kept values to offer for a fact: every choice, or a value on each side of every constant it is compared with.

    Empty for facts that cannot be tried: lists of child records, and those compared only with other facts.
    """
    if definition.type is bool:
        return (True, False)
    if issubclass(definition.type, LabelledEnum):
        return tuple(definition.type)
    constants = set(_constants(_leaves(program, definition)))
    if definition.type is int or definition.type is FiscalYear:
        around = {number + step for number in constants for step in (-1, 0, 1)}
        if definition.type is int:
            around = {number for number in around if definition.minimum <= number <= definition.maximum}
        return tuple(sorted(around))
    if definition.type is date:
        return tuple(sorted({day + timedelta(days=step) for day in constants for step in (-1, 0, 1)}))
    return tuple(sorted(constants))


def representatives(program: Program, definition: FactDefinition) -> tuple[Any, ...]:
    """One value of each kind that the conditions tell apart (and constraints do not: those stay all)."""
    values = answers(program, definition)
    leaves = _leaves(program, definition)
    bound = {name for constraint in program.kind.constraints for name in constraint.condition.facts()}
    if definition.name in bound or any(not _plain(leaf) for leaf in leaves):
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


def _leaves(program: Program, definition: FactDefinition) -> list[Condition]:
    return [node for node in program.nodes() if definition in node.asked()]


def _plain(leaf: Condition) -> bool:
    if isinstance(leaf, Compare):
        return not isinstance(leaf.operand, FactDefinition)
    return not isinstance(leaf, Every | Some)


def _true_of(leaf: Condition, value: Any) -> bool:
    match leaf:
        case Compare(operator=operator, operand=operand):
            result: bool = OPERATORS[operator](value, operand)
            return result
        case OneOf(values=values):
            return any(value == option for option in values)
        case Between(low=low, high=high):
            return bool(low <= value <= high)
        case _:
            return value is True


def _constants(nodes: Iterable[Condition]) -> Iterable[Any]:
    for node in nodes:
        match node:
            case Compare(operand=operand) if not isinstance(operand, FactDefinition):
                yield operand
            case OneOf(values=values):
                yield from values
            case Between(low=low, high=high):
                yield from (low, high)
            case _:
                pass
