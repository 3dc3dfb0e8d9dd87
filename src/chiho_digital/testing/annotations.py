"""From what a field is annotated with to what is drawn for it: its type, its bounds, its JSON Schema, its vocabulary.

A new field of a record is drawn without a word here, as it is described without a word in its JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, cast, get_args, get_origin

from attrs import evolve, frozen
from hypothesis import strategies as st
from pydantic import AfterValidator, WithJsonSchema

from chiho_digital.tables.json_schema import ADDRESS

from .money import amounts, decimals
from .texts import addresses, identifiers, texts, words
from .times import days

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy
    from pydantic.fields import FieldInfo

__all__ = ["Limits", "of_annotation", "of_field", "vocabulary"]

_FURTHEST = 10**13
_MORE = 3  # items of a tuple beyond the fewest
_spoken: dict[Any, Callable[[], SearchStrategy[Any]]] = {}


def vocabulary(alias: Any, strategy: Callable[[], SearchStrategy[Any]]) -> None:
    """What is drawn for a field of an alias whose validator reads the words of a vocabulary.

    alias: `Annotated[..., AfterValidator(read)]`; every field that is read by the same function draws from the strategy.
    """
    for item in cast("tuple[Any, ...]", alias.__metadata__):
        if isinstance(item, AfterValidator):
            _spoken[item.func] = strategy


@frozen
class Limits:
    """What annotations say of a value beyond its type. Strictly read-only."""

    least: Any = None
    most: Any = None
    shortest: int = 0
    longest: int | None = None
    pattern: str | None = None
    places: int | None = None
    choices: tuple[Any, ...] | None = None
    stripped: bool = False
    spoken: Callable[[], SearchStrategy[Any]] | None = None


# By the names that annotated_types, pydantic and JSON Schema have for them.
_NAMES = {
    "ge": "least",
    "minimum": "least",
    "le": "most",
    "maximum": "most",
    "min_length": "shortest",
    "minLength": "shortest",
    "max_length": "longest",
    "maxLength": "longest",
    "pattern": "pattern",
    "decimal_places": "places",
    "strip_whitespace": "stripped",
}


def _said(metadata: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    for item in metadata:
        if isinstance(item, WithJsonSchema):
            said: Mapping[str, Any] = cast("Mapping[str, Any]", item.json_schema or {})
            if item.mode != "validation":
                yield from ((_NAMES[name], value) for name, value in said.items() if name in _NAMES)
                if "enum" in said:
                    yield "choices", tuple(said["enum"])
        elif isinstance(item, AfterValidator):
            if item.func in _spoken:
                yield "spoken", _spoken[item.func]
        elif hasattr(item, "metadata"):  # a Field within the annotation
            yield from _said(tuple(item.metadata))
        else:
            for name, kept in _NAMES.items():
                value = getattr(item, name, None)
                if value is not None:
                    yield kept, value


def _limits(metadata: tuple[Any, ...]) -> Limits:
    return evolve(Limits(), **dict(_said(metadata)))


def of_field(info: FieldInfo) -> SearchStrategy[Any]:
    """What is drawn for a field of a record."""
    return of_annotation(info.annotation, tuple(info.metadata))


def of_annotation(kind: Any, metadata: tuple[Any, ...] = ()) -> SearchStrategy[Any]:
    """What is drawn for a type with what is said of it: None for an optional one, members of enumerations, records …"""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return of_annotation(arguments[0], (*arguments[1:], *metadata))
    limits = _limits(metadata)
    if limits.spoken is not None:
        return st.none() | limits.spoken() if type(None) in arguments else limits.spoken()
    if origin in {Union, UnionType}:
        parts = [part for part in arguments if part is not type(None)]
        some = st.one_of([of_annotation(part, metadata) for part in parts])
        return st.none() | some if len(parts) < len(arguments) else some
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        fewest = limits.shortest
        most = fewest + _MORE if limits.longest is None else min(limits.longest, fewest + _MORE)
        return st.lists(of_annotation(arguments[0]), min_size=fewest, max_size=most).map(tuple)
    return _plain(kind, limits)


def _plain(kind: Any, limits: Limits) -> SearchStrategy[Any]:
    """What is drawn for a type without parts."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = [member for member in kind if limits.choices is None or member.value in limits.choices]
        return st.sampled_from(members)
    plain: Mapping[Any, Callable[[Limits], SearchStrategy[Any]]] = {
        bool: lambda _: st.booleans(),
        date: lambda _: days(),
        str: _text,
        int: _whole,
        Decimal: _decimal,
    }
    if kind in plain:
        return plain[kind](limits)
    # Records and values are asked for by type, so that a strategy of the user's own takes the place of ours.
    return st.from_type(cast("Any", kind))


def _whole(limits: Limits) -> SearchStrategy[int]:
    least = -_FURTHEST if limits.least is None else int(limits.least)
    most = _FURTHEST if limits.most is None else int(limits.most)
    return amounts(least, most)


def _decimal(limits: Limits) -> SearchStrategy[Decimal]:
    least = -_FURTHEST if limits.least is None else limits.least
    most = _FURTHEST if limits.most is None else limits.most
    return decimals(least, most, places=2 if limits.places is None else limits.places)


def _text(limits: Limits) -> SearchStrategy[str]:
    if limits.choices is not None:
        return st.sampled_from(limits.choices)
    if limits.pattern == ADDRESS:
        return addresses()
    if limits.pattern is None and not limits.stripped and limits.shortest == 0:
        return texts(max_size=limits.longest)
    if limits.pattern is None or not limits.pattern.startswith("^"):  # words, or words somewhere within
        return words(max_size=limits.longest or 20)
    anchored = limits.pattern.removeprefix("^").removesuffix("$")
    return identifiers(pattern=anchored, max_size=limits.longest or 100)
