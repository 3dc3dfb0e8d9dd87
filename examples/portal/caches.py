"""Results that are kept while the data stay the same: bounded, the least recently used go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, TypeVar

from attrs import define, field

__all__ = ["Cache"]

T = TypeVar("T")


def _one(_: Any) -> int:
    return 1


@define
class Cache:
    """Results by key, at most so many; threads take turns, so that nothing is made twice at once.

    weigh: what a result counts; 1 each unless given.
    """

    most: int
    weigh: Callable[[Any], int] = _one
    _kept: OrderedDict[Hashable, Any] = field(factory=OrderedDict[Hashable, Any])
    _turn: RLock = field(factory=RLock)
    _weight: int = 0

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of a key, made if it is not kept."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key]
                return kept
            result = self._kept[key] = make()
            self._weight += self.weigh(result)
            while self._weight > self.most and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._weight -= self.weigh(gone)
            return result

    def find(self, key: Hashable) -> Any:
        """The result of a key, None if it is not kept."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def __len__(self) -> int:
        return len(self._kept)
