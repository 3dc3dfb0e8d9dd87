"""Where in a workbook an issue is: the table that `tables.read` reads, and the cell of each finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.tables.files.packages import Refused
from chiho_digital.tables.files.shared import blank, match_headings, wanted_of
from chiho_digital.tables.files.workbooks import filled_sheets, letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chiho_digital.tables import Column, Issue

__all__ = ["Cell", "Table", "table_in"]

_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@frozen(order=True)
class Cell:
    """A cell of a sheet: its row from 1, and the place of its column from 0. Strictly read-only."""

    row: int
    place: int

    def __str__(self) -> str:
        return f"{letters(self.place)}{self.row}"

    @classmethod
    def named(cls, name: str) -> Cell | None:
        """The cell of a name; None if it names none.

        >>> str(Cell.named("AB12")), Cell.named("A1:B2")
        ('AB12', None)
        """
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        place = 0
        for letter in found[1]:
            place = place * 26 + ord(letter) - ord("A") + 1
        return cls(int(found[2]), place - 1)


@frozen
class Table:
    """The table of a workbook: its sheet, the row of its headings, and the places of its fields. Strictly read-only."""

    sheet: str
    row: int
    headings: tuple[str, ...]
    places: Mapping[str, int]

    def cell(self, issue: Issue) -> Cell | None:
        """The cell that an issue is about: of one about a whole row the first of the row; None if it is about none."""
        if issue.row is None:
            return None
        place = self._place(issue)
        return None if place is None else Cell(issue.row, place)

    def _place(self, issue: Issue) -> int | None:
        if issue.code == "tables.heading_blank":
            found = Cell.named(f"{issue.params['letters']}{self.row}")
            return found.place if found else None
        if issue.column is None:
            return next(place for place, heading in enumerate(self.headings) if heading.strip())
        if issue.row != self.row:
            return self.places.get(issue.column)
        # Of headings that stand twice it is the last one; one that is missing stands nowhere.
        places = [place for place, heading in enumerate(self.headings) if heading == issue.column]
        return places[-1] if places else None


def table_in(data: bytes, columns: Mapping[str, Column]) -> Table | None:
    """The table of a workbook, as `tables.read` finds it; None where there is none that can be read."""
    try:
        sheets = filled_sheets(data)
    except Refused:
        return None
    if not sheets:
        return None
    name, rows = sheets[0]
    row, headings = next((number, row) for number, row in enumerate(rows, 1) if not blank(row))
    kept = [place for place, heading in enumerate(headings) if heading.strip()]
    places, _ = match_headings([headings[place] for place in kept], wanted_of(columns), row)
    return Table(name, row, tuple(headings), {field: kept[place] for field, place in places.items()})
