"""Conditions over facts: a small immutable tree, written with `&`, `|`, `~` and comparisons, true, false or unknown.

Kleene's logic: what is unknown stays unknown unless the rest settles it (false & unknown = false, true | unknown = true).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from attrs import field, fields, frozen

from chiho_digital.basics import Text

if TYPE_CHECKING:
    from chiho_digital.basics import FiscalYear, Lang

    from .facts import Children, Fact, FactDefinition, Facts
    from .parameters import Parameter

__all__ = [
    "OPERATORS",
    "All",
    "AnyOf",
    "Between",
    "Compare",
    "Condition",
    "Every",
    "Holds",
    "IsTrue",
    "Not",
    "OneOf",
    "Operand",
    "ParameterAt",
    "Some",
    "UnknownLaw",
    "all_of",
    "any_of",
    "every",
    "some",
    "value_of",
]

T = TypeVar("T")

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@frozen(cache_hash=True)
class ParameterAt:
    """The value of a dated parameter in the fiscal year a fact names: an operand of a comparison."""

    parameter: Parameter = field(eq=lambda parameter: parameter.name)
    year: FactDefinition


if TYPE_CHECKING:
    Operand: TypeAlias = T | Fact[T] | ParameterAt
else:
    Operand = Any


@frozen(cache_hash=True)
class Condition:
    """What a rule asks (条件): a node of the tree. Strictly read-only."""

    def __and__(self, other: Condition | Fact[bool]) -> Condition:
        return all_of(self, other)

    def __rand__(self, other: Fact[bool]) -> Condition:
        return all_of(other, self)

    def __or__(self, other: Condition | Fact[bool]) -> Condition:
        return any_of(self, other)

    def __ror__(self, other: Fact[bool]) -> Condition:
        return any_of(other, self)

    def __invert__(self) -> Condition:
        return self.part if isinstance(self, Not) else Not(self)

    def __bool__(self) -> bool:
        raise TypeError(
            "a condition has no truth value of its own: combine with & | ~, decide with a RuleSet"
        )

    @property
    def below(self) -> tuple[Condition, ...]:
        """The conditions directly under this one."""
        return ()

    def walk(self) -> tuple[Condition, ...]:
        """This condition and all below it, in reading order; those over child records excluded."""
        return (self, *(node for part in self.below for node in part.walk()))

    def asked(self) -> tuple[FactDefinition, ...]:
        """The facts the condition reads itself, not through the conditions below it."""
        return ()

    def definitions(self) -> dict[str, FactDefinition]:
        """All facts the tree reads, by name, in reading order; child records count as the fact that lists them."""
        return {fact.name: fact for node in self.walk() for fact in node.asked()}

    def facts(self) -> tuple[str, ...]:
        """The names of all facts the tree reads, in reading order."""
        return tuple(self.definitions())

    def to(self, lang: Lang) -> str:
        """The condition as a sentence in `"ja"` or `"en"`."""
        from .wording import sentence

        return sentence(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """The tree as JSON values: `{"node": "compare", "fact": "cost", …}`."""
        content = {attribute.name: _plain(getattr(self, attribute.name)) for attribute in fields(type(self))}
        return {"node": type(self).__name__.lower(), **content}


def _plain(value: object) -> Any:
    from .facts import FactDefinition

    match value:
        case Condition():
            return value.to_dict()
        case tuple():
            return [_plain(item) for item in cast("tuple[object, ...]", value)]
        case FactDefinition():
            return value.name
        case ParameterAt():
            return {"parameter": value.parameter.name, "year": value.year.name}
        case Text():
            return {"ja": value.ja, "en": value.en}
        case _:
            return getattr(value, "value", value) if not hasattr(value, "isoformat") else str(value)


@frozen(cache_hash=True)
class IsTrue(Condition):
    """A yes-no fact is yes."""

    fact: FactDefinition

    def asked(self) -> tuple[FactDefinition, ...]:
        """The fact."""
        return (self.fact,)


@frozen(cache_hash=True)
class Compare(Condition):
    """A fact against a value, another fact, or a dated parameter."""

    fact: FactDefinition
    operator: str
    operand: Any

    def asked(self) -> tuple[FactDefinition, ...]:
        """The fact, and the one it is compared with or whose year dates the parameter."""
        from .facts import FactDefinition

        match self.operand:
            case FactDefinition():
                return (self.fact, self.operand)
            case ParameterAt():
                return (self.fact, self.operand.year)
            case _:
                return (self.fact,)


@frozen(cache_hash=True)
class OneOf(Condition):
    """A fact has one of some values."""

    fact: FactDefinition
    values: tuple[Any, ...]

    def asked(self) -> tuple[FactDefinition, ...]:
        """The fact."""
        return (self.fact,)


@frozen(cache_hash=True)
class Between(Condition):
    """A fact lies between two values, both included."""

    fact: FactDefinition
    low: Any
    high: Any

    def asked(self) -> tuple[FactDefinition, ...]:
        """The fact."""
        return (self.fact,)


@frozen(cache_hash=True)
class All(Condition):
    """All conditions hold; none at all: true."""

    parts: tuple[Condition, ...]

    @property
    def below(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.parts


@frozen(cache_hash=True)
class AnyOf(Condition):
    """At least one condition holds; none at all: false."""

    parts: tuple[Condition, ...]

    @property
    def below(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.parts


@frozen(cache_hash=True)
class Not(Condition):
    """The condition does not hold."""

    part: Condition

    @property
    def below(self) -> tuple[Condition, ...]:
        """The condition."""
        return (self.part,)


@frozen(cache_hash=True)
class Every(Condition):
    """A condition holds for every child record; true for an empty list, unknown for an unknown one."""

    children: FactDefinition
    part: Condition

    def asked(self) -> tuple[FactDefinition, ...]:
        """The list of child records."""
        return (self.children,)


@frozen(cache_hash=True)
class Some(Condition):
    """A condition holds for at least one child record; false for an empty list, unknown for an unknown one."""

    children: FactDefinition
    part: Condition

    def asked(self) -> tuple[FactDefinition, ...]:
        """The list of child records."""
        return (self.children,)


@frozen(cache_hash=True)
class Holds(Condition):
    """Another rule of the same set holds."""

    rule: str


@frozen(cache_hash=True)
class UnknownLaw(Condition):
    """A point no text that was read answers: always unknown, whatever the facts (法令上不明)."""

    reason: Text


def _as_condition(item: Condition | Fact[bool]) -> Condition:
    return item if isinstance(item, Condition) else item.holds()


def _flat(kind: type[All | AnyOf], items: tuple[Condition | Fact[bool], ...]) -> tuple[Condition, ...]:
    parts: list[Condition] = []
    for item in map(_as_condition, items):
        parts.extend(item.parts if isinstance(item, kind) else (item,))
    return tuple(parts)


def all_of(*conditions: Condition | Fact[bool]) -> Condition:
    """The condition that all hold (かつ)."""
    return All(_flat(All, conditions))


def any_of(*conditions: Condition | Fact[bool]) -> Condition:
    """The condition that at least one holds (または)."""
    return AnyOf(_flat(AnyOf, conditions))


def every(children: Children[Any], condition: Condition | Fact[bool]) -> Condition:
    """The condition that every child record fulfils a condition over the child's facts."""
    return Every(children.definition, _as_condition(condition))


def some(children: Children[Any], condition: Condition | Fact[bool]) -> Condition:
    """The condition that at least one child record fulfils a condition over the child's facts."""
    return Some(children.definition, _as_condition(condition))


def value_of(condition: Condition, facts: Facts) -> bool | None:
    """The value of one condition over facts, without a rule set: True, False or None (unknown).

    Dated parameters are read from all texts that ship.
    """
    from .compiling import function_of
    from .programs import with_parameters

    return function_of(with_parameters(condition, None), type(facts))(facts.raw)


def in_years(year: FactDefinition, first: FiscalYear | None, last: FiscalYear | None) -> Condition:
    """The condition that a fiscal year lies in a span that may be open at either end."""
    parts: list[Condition] = []
    if first is not None:
        parts.append(Compare(year, ">=", first.year))
    if last is not None:
        parts.append(Compare(year, "<=", last.year))
    if len(parts) == 2:
        return Between(year, cast("Any", first).year, cast("Any", last).year)
    return parts[0] if parts else All(())
