"""Conditions written as column expressions: Boolean, null where they are unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .conditions import (
    OPERATORS,
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Holds,
    IsTrue,
    Not,
    OneOf,
    UnknownLaw,
)
from .dialects import both, either
from .facts import FactDefinition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .dialects import Dialect

__all__ = ["Writer"]


class Writer:
    """Writes conditions as Boolean expressions, null where they are unknown.

    names: under which name each fact stands in the frame. shared: conditions that stand in a column of their own.
    dialect: the words of narwhals or of Polars.
    """

    def __init__(self, names: dict[str, str], shared: Mapping[Any, str], dialect: Dialect) -> None:
        self.names = names
        self.shared: dict[Condition, str] = dict(shared)
        self.dialect = dialect
        self.api: Any = dialect.api

    def value(self, node: Condition) -> Any:
        """A condition as a Boolean expression."""
        if node in self.shared:
            return self.api.col(self.shared[node])
        match node:
            case IsTrue():
                return self._fact(node.fact)
            case Compare():
                other = node.operand
                right = self._fact(other) if isinstance(other, FactDefinition) else self._constant(other)
                return OPERATORS[node.operator](self._fact(node.fact), right)
            case OneOf():
                column = self._fact(node.fact)
                if not node.values:
                    return ~(column == column)  # noqa: PLR0124 -- false, and null where the fact is unknown
                return either(column == self._constant(value) for value in node.values)
            case Between():
                column = self._fact(node.fact)
                return (column >= self._constant(node.low)) & (column <= self._constant(node.high))
            case Not():
                return ~self.value(node.part)
            case All(parts=()):
                return self.api.lit(True)
            case AnyOf(parts=()):
                return self.api.lit(False)
            case All():
                return both(map(self.value, node.parts))
            case AnyOf():
                return either(map(self.value, node.parts))
            case Holds():
                return self.held(node.rule)
            case UnknownLaw():
                return self.api.lit(None, dtype=self.api.Boolean)
            case _:
                raise TypeError(type(node).__name__)

    def held(self, name: str) -> Any:
        """The value of another condition, for writers of a whole program."""
        raise TypeError(f"{name}: a condition on another rule needs its rule set")

    def _fact(self, definition: FactDefinition) -> Any:
        return self.api.col(self.names[definition.name])

    def _constant(self, value: Any) -> Any:
        return self.api.lit(str(value) if isinstance(value, str) else value)
