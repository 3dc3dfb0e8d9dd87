"""The doors of rooms: names that are loaded from their modules when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["later"]


def later(
    room: str, names: list[str], modules: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a room: what its modules hold is loaded when it is first used.

    room: its `__name__`.  names: its `__all__`.  modules: the names they hold, by module; one without names is shown itself.
    """
    homes = {name: module for module, names in modules.items() for name in names}
    shown = {module for module, names in modules.items() if not names}

    def of_room(name: str) -> Any:
        if name in shown:
            return import_module(f"{room}.{name}")
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        found = getattr(import_module(f"{room}.{homes[name]}"), name)
        setattr(import_module(room), name, found)
        return found

    return of_room, lambda: names
