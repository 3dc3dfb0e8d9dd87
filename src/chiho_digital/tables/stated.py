"""A value as its source states it: the text, what was read from it, and the remark that stood beside it."""

from __future__ import annotations

import re
from typing import Generic, TypeGuard, TypeVar

from attrs import frozen

__all__ = ["Stated", "is_stated", "split_remark"]

_T_co = TypeVar("_T_co", covariant=True)
_REMARK = re.compile(r"(?P<head>[^(（]*?)\s*[(（](?P<remark>.*)[)）]\s*", re.DOTALL)


@frozen
class Stated(Generic[_T_co]):
    """A value as its source states it (出典の記載). Strictly read-only.

    text: the words, unchanged.  value: what was read from them, or None where nothing could be read.
    remark: what stood in brackets behind the value, if anything.
    """

    text: str
    value: _T_co | None
    remark: str | None = None

    def __str__(self) -> str:
        return self.text


def is_stated(value: object) -> TypeGuard[Stated[object]]:
    """Whether a value is one as its source states it."""
    return isinstance(value, Stated)


def split_remark(text: str) -> tuple[str, str | None]:
    """A text and the remark in brackets at its end.

    >>> split_remark("2021-05(順次)"), split_remark("堺市")
    (('2021-05', '順次'), ('堺市', None))
    """
    found = _REMARK.fullmatch(text)
    return (found["head"].strip(), found["remark"].strip()) if found else (text.strip(), None)
