"""Progress of long work: rows done, rows a second and time left; on a terminal only."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Self, TypeVar

from .text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

__all__ = ["Progress"]

_AFTER = 1.0  # seconds: shorter work shows nothing
_EVERY = 0.2
_OFF = "CHIHO_DIGITAL_PROGRESS"
_ROWS_AT_ONCE = 1000

_ROWS = Text("行", "rows")

_Row = TypeVar("_Row")


class Progress:
    """How far a piece of work is (進み具合), on one line of the terminal, once it has lasted a second; gone at the end.

    unit: what is counted. Nothing is shown where stderr is no terminal, nor where the variable CHIHO_DIGITAL_PROGRESS is 0.
    Written `with Progress(Text("検査", "checking"), rows) as progress: … progress.advance(1000)`.
    """

    def __init__(
        self,
        label: Text,
        total: int,
        *,
        unit: Text = _ROWS,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._label, self._total, self._unit, self._clock = label, total, unit, clock
        self._stream = sys.stderr if stream is None else stream
        self._shown = _is_terminal(self._stream) and os.environ.get(_OFF) != "0"
        self._done = 0
        self._width = 0
        self._start = self._said = clock()

    def over(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        """The rows, each of them done when the next is taken."""
        for place, row in enumerate(rows, 1):
            yield row
            if place % _ROWS_AT_ONCE == 0:
                self.advance(_ROWS_AT_ONCE)

    def advance(self, rows: int) -> None:
        """So many rows more are done."""
        self._done += rows
        now = self._clock()
        if not self._shown or now - self._start < _AFTER or now - self._said < _EVERY:
            return
        import locale

        self._said, unit = now, self._unit
        rate = self._done / (now - self._start)
        left = timedelta(seconds=round((self._total - self._done) / max(rate, 1e-9)))
        line = Text(
            f"{self._label.ja}：{self._done:,} / {self._total:,} {unit.ja}、毎秒 {rate:,.0f} {unit.ja}、残り {left}",
            f"{self._label.en}: {self._done:,} of {self._total:,} {unit.en}, {rate:,.0f} {unit.en}/s, {left} left",
        ).to("ja" if (locale.getlocale()[0] or "").startswith("ja") else "en")
        self._write(line)

    def _write(self, line: str) -> None:
        from unicodedata import east_asian_width

        width = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)
        gap = " " * max(self._width - width, 0)
        try:
            self._stream.write(f"\r{line}{gap}" if line else f"\r{gap}\r")
            self._stream.flush()
        except (OSError, ValueError):  # the terminal is gone; the work goes on
            self._shown = False
        self._width = width

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._width:
            self._write("")


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether anyone can see what is written; a program without a console has no stream, or a closed one."""
    return stream is not None and not stream.closed and stream.isatty()
