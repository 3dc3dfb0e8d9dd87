"""Facts to draw: all known, none known, or some; never such as contradict one another."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from hypothesis import strategies as st

from chiho_digital.basics import FiscalYear, LabelledEnum
from chiho_digital.rules import Facts

from .money import amounts
from .texts import words
from .times import days, fiscal_years

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from chiho_digital.rules import FactDefinition

__all__ = ["facts"]

_Facts = TypeVar("_Facts", bound=Facts)


def facts(kind: type[_Facts], *, known: Literal["all", "some", "none"] = "some") -> SearchStrategy[_Facts]:
    """Facts of a class (事実). known: every fact, some of them, or none; an unknown one is None.

    Where facts would contradict one another, one of them is left unknown, even of those that are to be all known.
    """
    return cast("SearchStrategy[_Facts]", _facts(cast("Any", kind), known))


@cache
def _facts(kind: Any, known: str) -> SearchStrategy[Any]:
    if known == "none":
        return st.builds(kind)
    values = {name: _value(definition) for name, definition in kind.definitions.items()}
    if known == "some":
        values = {name: st.none() | value for name, value in values.items()}
    return st.fixed_dictionaries(values).map(lambda found: _agreeing(kind, found))


def _value(definition: FactDefinition) -> SearchStrategy[Any]:
    kind: Any = definition.type
    if definition.has_children:
        return st.lists(facts(kind), max_size=3).map(tuple)
    if issubclass(kind, LabelledEnum):
        return st.sampled_from(kind)
    if kind is FiscalYear:
        return fiscal_years()
    if kind is bool:
        return st.booleans()
    if kind is int:
        return amounts(definition.minimum, definition.maximum)
    return days() if kind is date else words()


def _agreeing(kind: type[_Facts], values: dict[str, Any]) -> _Facts:
    """The facts; of those that contradict one another, the last is left out."""
    read = {
        name: None if value is None else kind.definitions[name].read(value) for name, value in values.items()
    }
    while broken := kind.contradicted(tuple(read[name] for name in kind.definitions)):
        last = [name for name in broken[0].condition.facts() if read[name] is not None][-1]
        read[last] = values[last] = None
    return kind(**values)
