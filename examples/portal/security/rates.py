"""How often one may ask: a bucket for each client or token that fills again with time. In memory, bounded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from attrs import define, field

__all__ = ["Rates"]


@define
class Rates:
    """At most so many a minute by key, of so many keys; the least recently seen are forgotten first."""

    now: Callable[[], datetime]
    a_minute: int
    keys: int
    _left: OrderedDict[str, tuple[float, datetime]] = field(factory=OrderedDict[str, tuple[float, datetime]])
    _turn: Lock = field(factory=Lock)

    def allows(self, key: str) -> bool:
        """Whether one more is allowed, which is then counted."""
        now = self.now()
        with self._turn:
            left, since = self._left.pop(key, (float(self.a_minute), now))
            gained = max((now - since).total_seconds(), 0) * self.a_minute / 60
            left = min(left + gained, float(self.a_minute))
            self._left[key] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > self.keys:
                self._left.popitem(last=False)
            return left >= 1

    def __len__(self) -> int:
        return len(self._left)
