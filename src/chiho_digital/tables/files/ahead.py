"""A text a portion at a time: portions are looked at by other threads, ahead of the one that is read."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor

__all__ = ["PORTION", "WORKERS", "Ahead", "portion_end"]

WORKERS = 2
"""The threads that work on portions: Polars does not hold the others up."""

PORTION = 1 << 23
"""The bytes that are read at once; fewer than the longest row has."""

_Look = TypeVar("_Look")


@define
class Ahead(Generic[_Look]):
    """Looks at portions ahead of those that are read; a portion holds whole lines, at least one."""

    data: bytes
    look: Callable[[bytes, int, int], _Look]
    pool: ThreadPoolExecutor
    _ahead: deque[tuple[int, int, Future[_Look]]] = field(
        factory=deque[tuple[int, int, "Future[_Look]"]], init=False
    )

    def at(self, start: int) -> _Look:
        """The portion that starts at a place: one looked at before, unless a row reached into it."""
        while self._ahead and self._ahead[0][1] <= start:
            self._ahead.popleft()
        self._fill(start)
        first, end, look = self._ahead.popleft()
        self._fill(end)
        return look.result() if first == start else self.look(self.data, start, end)

    def _fill(self, start: int) -> None:
        while len(self._ahead) < WORKERS + 1:
            first = self._ahead[-1][1] if self._ahead else start
            if first >= len(self.data):
                return
            end = portion_end(self.data, first)
            self._ahead.append((first, end, self.pool.submit(self.look, self.data, first, end)))


def portion_end(data: bytes, at: int) -> int:
    """The place after the last whole line of the portion that starts at a place."""
    return data.rfind(b"\n", at, at + PORTION) + 1 or data.find(b"\n", at + PORTION) + 1 or len(data)
