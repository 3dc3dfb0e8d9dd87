"""Names of affairs and systems compared: the same, or one within the other. A name that is not found proves nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

from chiho_digital.systems.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Found", "find"]

_T = TypeVar("_T")
_LAST_BRACKETS = re.compile(r"[（(][^（）()]*[）)]\s*$")
_SHORTEST = 2  # characters of a name that may stand within another: 戸籍, 就学


@frozen
class Found(Generic[_T]):
    """What is called by one of some names (名称の照合). Strictly read-only.

    same: things of which one name is the same, with width, case, kana, spaces, hyphens and brackets at the end set aside.
    near: others of which a name holds one of the names, or stands in one. Whether they are the same is for a person to say.
    """

    same: tuple[_T, ...]
    near: tuple[_T, ...]


def find(names: Iterable[str], known: Iterable[tuple[str, _T]]) -> Found[_T]:
    """The things that some names may mean; known: the spellings of things."""
    asked = [form for name in names for form in _forms(name)]
    same: list[_T] = []
    near: list[_T] = []
    for spelling, thing in known:
        forms = _forms(spelling)
        if forms & set(asked):
            same.append(thing)
        elif any(_within(one, other) or _within(other, one) for one in asked for other in forms):
            near.append(thing)
    return Found(tuple(dict.fromkeys(same)), tuple(dict.fromkeys(one for one in near if one not in same)))


def _forms(name: str) -> set[str]:
    """A name as it is compared: as it stands, and without brackets at its end."""
    return {folded(name), folded(_LAST_BRACKETS.sub("", name))} - {""}


def _within(part: str, whole: str) -> bool:
    return len(part) >= _SHORTEST and part in whole
