"""The 47 prefectures on a grid of equal tiles: where each stands and what it is called."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chiho_digital.basics import Text

__all__ = ["COLUMNS", "ROWS", "Tile", "tiles"]

COLUMNS, ROWS = 14, 12


class Tile(NamedTuple):
    """A prefecture's place on the grid.

    code: six-digit code.  name: full name.  short: 山口 (北海道 stays whole) and three letters for narrow screens.
    row, column: from 0, north to south and west to east.
    """

    code: str
    name: Text
    short: Text
    row: int
    column: int


@cache
def tiles() -> tuple[Tile, ...]:
    """The 47 tiles in the order of their codes."""
    with (Path(__file__).parent / "data" / "tile_grid.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Tile(
                code=row["code6"],
                name=Text(row["name_ja"], row["name_en"]),
                short=Text(
                    row["name_ja"].removesuffix("都").removesuffix("府").removesuffix("県"), row["short_en"]
                ),
                row=int(row["row"]),
                column=int(row["col"]),
            )
            for row in csv.DictReader(lines)
        )
