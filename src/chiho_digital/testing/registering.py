"""What makes `st.from_type` know the classes of this library.

Hypothesis runs `register` by its entry point when it is itself imported; importing this room does the same.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from pydantic import BaseModel

import chiho_digital
from chiho_digital.rules import Facts
from chiho_digital.tables import RowModel

from . import (
    of_answers,
    of_bonds,
    of_calls,
    of_cases,
    of_cells,
    of_pools,
    of_proposals,
    of_releases,
    of_sharing,
    of_systems,
    of_values,
)
from .facts import facts
from .making import drawn_kinds, of_kind
from .rows import row_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hypothesis.strategies import SearchStrategy

__all__ = ["drawn_classes", "public_classes", "register"]


ROOMS: tuple[ModuleType, ...] = (
    of_answers,
    of_bonds,
    of_calls,
    of_cases,
    of_cells,
    of_pools,
    of_proposals,
    of_releases,
    of_sharing,
    of_systems,
    of_values,
)
"""What says more than annotations do, room by room; it is kept as these are imported."""


def public_classes() -> Iterator[type]:
    """Every class that a room names in its `__all__`, each once, with those of the rooms within it."""
    met: set[type] = set()
    for room in chiho_digital.__all__:
        if room != "__version__":
            for kind in _classes_of(import_module(f"chiho_digital.{room}")):
                if kind not in met:
                    met.add(kind)
                    yield kind


def _classes_of(module: ModuleType) -> Iterator[type]:
    for name in getattr(module, "__all__", ()):
        item = getattr(module, name)
        if isinstance(item, ModuleType):
            yield from _classes_of(item)
        elif isinstance(item, type):
            yield item


@cache
def drawn_classes() -> dict[type, Callable[[Any], SearchStrategy[Any]]]:
    """The classes that `st.from_type` knows by this room, each with what draws it."""
    found: dict[type, Callable[[Any], SearchStrategy[Any]]] = dict.fromkeys(drawn_kinds(), of_kind)
    bases: dict[type, Any] = {RowModel: row_records, BaseModel: of_kind, Facts: facts}
    for kind in public_classes():
        base = next((base for base in bases if issubclass(kind, base)), None)
        if base is not None and kind is not base:
            found.setdefault(kind, bases[base])
    return found


@cache
def register() -> None:
    """Registers every public record, row model, class of facts and value with Hypothesis."""
    for kind, strategy in drawn_classes().items():
        st.register_type_strategy(kind, strategy)
