"""Records and row models by name."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from chiho_digital.basics import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from chiho_digital.tables import RowModel

__all__ = ["record", "records", "row_model", "row_model_names"]


def records() -> dict[str, type[BaseModel]]:
    """Every public record and row model by room and name: `bonds.Plan`, `procurement.calls.Call`."""
    import chiho_digital

    found: dict[str, type[BaseModel]] = {}
    for room in chiho_digital.__all__:
        # The version is no room, and those who work on the command line have no records.
        if not room.startswith("_"):
            for name, model in _of(import_module(f"chiho_digital.{room}")):
                if model not in found.values():
                    found[name] = model
    return found


def _of(module: ModuleType) -> Iterator[tuple[str, type[BaseModel]]]:
    from pydantic import BaseModel

    place = module.__name__.removeprefix("chiho_digital.")
    for name in getattr(module, "__all__", ()):
        item = getattr(module, name)
        if isinstance(item, ModuleType):
            yield from _of(item)
        elif isinstance(item, type) and issubclass(item, BaseModel) and item.model_fields:
            yield f"{place}.{name}", item


def record(name: str) -> type[BaseModel]:
    """The record of a name, with or without its room.

    Raises:
        InvalidValue: there is none, or there are several.
    """
    known = records()
    by_name: dict[str, list[str]] = {}
    for full in known:
        by_name.setdefault(full.lower(), []).append(full)
        by_name.setdefault(full.rpartition(".")[2].lower(), []).append(full)
    folded = name.lower()
    found = by_name.get(folded, [])
    if len(found) == 1:
        return known[found[0]]
    if found:
        raise InvalidValue("cli.several_records", value=name, choices=tuple(found))
    near = [by_name[text][0] for text in get_close_matches(folded, by_name, n=3)]
    raise InvalidValue("cli.no_record", value=name, suggestion=tuple(dict.fromkeys(near)) or None)


def row_model_names() -> tuple[str, ...]:
    """The short names of all row models."""
    from chiho_digital.excel import MODELS

    return tuple(MODELS)


def row_model(name: str) -> type[RowModel]:
    """The row model of a short name, one of `excel.MODELS`.

    Raises:
        InvalidValue: there is none.
    """
    from chiho_digital.excel import MODELS

    if name not in MODELS:
        near = get_close_matches(name, MODELS, n=1)
        suggestion = near[0] if near else None
        raise InvalidValue("cli.no_row_model", value=name, choices=tuple(MODELS), suggestion=suggestion)
    room, _, model = MODELS[name].partition(":")
    found: type[RowModel] = getattr(import_module(f"chiho_digital.{room}"), model)
    return found
