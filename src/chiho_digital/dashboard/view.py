"""A view: a table as a portal shows it, in both languages, as text and as HTML."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Text
from chiho_digital.basics.shown import NO_DATA, Remarks, Shown, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Lang
    from chiho_digital.basics.shown import Part

__all__ = ["NO_DATA", "Cell", "View"]

Cell = Text | str | int | None


@frozen
class View(Shown):
    """A table as a portal shows it (表示). Strictly read-only.

    headings: one for each column.  rows: cells; None shows データなし.  notes: what the reader must know.
    """

    title: Text
    headings: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()

    def to_text(self, lang: Lang) -> str:
        """The table for a terminal, columns aligned by display width."""
        table = [[heading.to(lang) for heading in self.headings]]
        table += [[_shown(cell, lang) for cell in row] for row in self.rows]
        widths = [max(_width(row[at]) for row in table) for at in range(len(self.headings))]
        numeric = self._numeric()
        lines = [
            "  ".join(
                _padded(cell, width, right=right)
                for cell, width, right in zip(row, widths, numeric, strict=True)
            ).rstrip()
            for row in table
        ]
        rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
        notes = [f"* {note.to(lang)}" for note in self.notes]
        return "\n".join([self.title.to(lang), rule, lines[0], rule, *lines[1:], rule, *notes])

    def __shown__(self) -> Iterable[Part]:
        yield Table(self.title, self.headings, self.rows)
        yield Remarks(None, self.notes)

    def _numeric(self) -> list[bool]:
        """Which columns hold numbers, and are set to the right."""
        return [any(isinstance(row[at], int) for row in self.rows) for at in range(len(self.headings))]


def _shown(cell: Cell, lang: Lang) -> str:
    if cell is None:
        return NO_DATA.to(lang)
    if isinstance(cell, Text):
        return cell.to(lang)
    return f"{cell:,}" if isinstance(cell, int) else cell


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap
