"""Records drawn from their fields: each field by its annotation, then what concerns several fields put right.

What annotations cannot say stands beside the record's own room, in the modules `of_…`: a field that is drawn otherwise
(`fields`), fields that are made to agree (`settling`), and whole records that are grown (`whole`).
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from chiho_digital.basics import InvalidValue

from .annotations import of_field

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["Settle", "drawn_kinds", "fields", "of_kind", "records", "settling", "whole"]

_Record = TypeVar("_Record", bound=BaseModel)
_T = TypeVar("_T")
_Whole = TypeVar("_Whole", bound="Callable[[], SearchStrategy[Any]]")
Settle = Callable[[dict[str, Any]], None]
"""Makes the values of the fields of a record agree, in place."""

_fields: dict[type, Callable[[], dict[str, SearchStrategy[Any]]]] = {}
_settling: dict[type, Settle] = {}
_whole: dict[type, Callable[[], SearchStrategy[Any]]] = {}


def fields(kind: type, strategies: Callable[[], dict[str, SearchStrategy[Any]]]) -> None:
    """Draws some fields of a record otherwise than their annotations say."""
    _fields[kind] = strategies


def settling(kind: type) -> Callable[[Settle], Settle]:
    """What makes the fields of a record agree."""

    def keep(settle: Settle) -> Settle:
        _settling[kind] = settle
        return settle

    return keep


def whole(*kinds: type) -> Callable[[_Whole], _Whole]:
    """What draws values of some classes as a whole."""

    def keep(strategy: _Whole) -> _Whole:
        for kind in kinds:
            _whole[kind] = strategy
        return strategy

    return keep


def drawn_kinds() -> tuple[type, ...]:
    """The classes that are drawn as a whole."""
    return tuple(_whole)


def records(kind: type[_Record], **given: SearchStrategy[Any]) -> SearchStrategy[_Record]:
    """Records of a class (記録), consistent across their fields; of some fields what is given is drawn.

    A field that is made to agree with another may differ from what was drawn for it.

    Raises:
        InvalidValue: the class has no such field, or is drawn as a whole.
    """
    for name in given:
        record, names = kind.__name__, list(kind.model_fields)
        if name not in names:
            near = next(iter(get_close_matches(name, names, n=1)), None)
            raise InvalidValue("testing.unknown_field", value=name, record=record, suggestion=near)
        if kind in _whole:
            raise InvalidValue("testing.made_whole", value=name, record=record)
    if kind in _whole:
        return of_kind(kind)
    return _of_fields(kind, given) if given else _plainly(kind)


@cache
def _plainly(kind: Any) -> SearchStrategy[Any]:
    return _of_fields(kind, {})


def _of_fields(kind: type[_Record], given: dict[str, SearchStrategy[Any]]) -> SearchStrategy[_Record]:
    otherwise = {**(_fields[kind]() if kind in _fields else {}), **given}
    drawn = {
        name: otherwise[name] if name in otherwise else of_field(info)
        for name, info in kind.model_fields.items()
    }
    settle = _settling.get(kind)

    def made(values: dict[str, Any]) -> _Record:
        if settle is not None:
            settle(values)
        return kind.model_validate(values)

    return st.fixed_dictionaries(drawn).map(made)


@cache
def _wholly(kind: Any) -> SearchStrategy[Any]:
    return _whole[kind]()


def of_kind(kind: type[_T]) -> SearchStrategy[_T]:
    """What `st.from_type` draws for a class of this library.

    Raises:
        InvalidValue: it has no strategy.
    """
    plain: Any = get_origin(kind) or kind  # of a generic class, the class
    if plain in _whole:
        return cast("SearchStrategy[_T]", _wholly(plain))
    if issubclass(plain, BaseModel):
        return cast("SearchStrategy[_T]", _plainly(plain))
    raise InvalidValue("testing.no_strategy", value=plain.__name__)
