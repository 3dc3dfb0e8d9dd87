"""A tile map of the 47 prefectures (都道府県タイル地図): one tile of equal size each, with its name and its count.

Counts are whole numbers in the caller's unit. A prefecture without a count shows データなし ("no data"), hatched:
it is never drawn as 0, and 0 has a shade of its own. Areas and distances mean nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chiho_digital.basics import Lang, Text

from ._counts import Counts
from ._frame import BOLD, MARGIN, Frame
from ._grid import ROWS, Tile
from ._shades import LINE, shade_of
from ._svg import fit, text_at
from .picture import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["tile_map"]

_TILE_WIDTH, _TILE_HEIGHT, _GAP = 50, 58, 3
_PITCH_X, _PITCH_Y = _TILE_WIDTH + _GAP, _TILE_HEIGHT + _GAP
_CORNER = 5 * _PITCH_Y  # rows 0 to 4 leave the west free for title and legend
_TITLE_ROOM = 11 * _PITCH_X
_SOURCE_LEFT = MARGIN + 2 * _PITCH_X  # the last two rows hold Okinawa alone; the source stands beside it

_NO_DATA_LINES = (Text("データ", "no"), Text("なし", "data"))


def tile_map(
    values: Mapping[str, int | None] | Mapping[LocalGovernmentCode, int | None],
    *,
    title: Text,
    unit: Text,
    source: Text | None = None,
) -> Drawing:
    """The 47 prefectures as tiles shaded by a count (都道府県タイル地図).

    values: counts, at least 0, by six-digit prefecture code; a prefecture left out, or None, has no data.
    title, unit, source: what is counted, in which unit (件, cases), and where it was read; they are escaped.

    The text alternative lists every count. Equal arguments give equal pictures. Counts above zero fall into at most
    five classes with round bounds (1, 2, 5, 10 …, or even steps where these tell more apart); the legend shows them.
    Counts of up to six digits are easy to read in a tile; longer ones are set smaller.

    >>> title, unit = Text("共同調達", "Joint procurement"), Text("件", "cases")
    >>> picture = tile_map({"350001": 3, "130001": 0}, title=title, unit=unit)
    >>> "東京都0件、山口県3件。データなし：北海道、" in picture.text("ja")
    True

    Raises:
        InvalidValue: keys that are no prefecture codes, or values that are negative or no `int`; all are named.
    """
    counts = Counts.of(values, title, unit, source)
    words = Text(counts.words("ja"), counts.words("en"))
    return Drawing(title, words, counts.table, partial(_drawn, counts))


def _drawn(counts: Counts, lang: Lang) -> str:
    frame = Frame("tile-map", counts, lang)
    title, below = frame.title(_TITLE_ROOM)
    legend, below = frame.legend(below)
    top = max(MARGIN, below - _CORNER)
    footer, height = _footer(frame, top + 10 * _PITCH_Y)
    tiles = [line for tile, count in counts for line in _tile(frame, tile, count, top)]
    return frame.page([*_narrow(frame), *title, *legend, *tiles, *footer], height)


def _narrow(frame: Frame) -> Iterator[str]:
    """In English the rule that chooses the length of the names: three letters on narrow screens."""
    if frame.lang == "en":
        yield (
            f"<style>@media screen and (max-width: 640px) {{ #{frame.ident} .wide {{ display: none }}"
            f" #{frame.ident} .narrow {{ display: inline }} }}</style>"
        )


def _tile(frame: Frame, tile: Tile, count: int | None, top: int) -> Iterator[str]:
    """One prefecture: name above, count or データなし below; a pointer resting on it shows the full name."""
    x, y = MARGIN + tile.column * _PITCH_X, top + tile.row * _PITCH_Y
    middle, room = x + _TILE_WIDTH / 2, _TILE_WIDTH - 4
    name, short, said = tile.name.to(frame.lang), tile.short.to(frame.lang), frame.said(count)
    shade = shade_of(count, frame.classes)
    yield f'<g data-code="{tile.code}" text-anchor="middle" fill="{shade.ink}">'
    yield f"<title>{name} {said}</title>"
    yield frame.box((x, y), (_TILE_WIDTH, _TILE_HEIGHT), count)
    # Without data a halo keeps the hatch away from the letters.
    halo = f' stroke="{shade.fill}" stroke-width="4" paint-order="stroke"' if count is None else ""
    if frame.lang == "ja":
        yield text_at(middle, y + 21, fit(short, room, 17), short, halo)
    else:
        yield text_at(middle, y + 20, fit(name, room, 11.5), name, halo + ' class="wide"')
        yield text_at(middle, y + 21, 17, short, halo + ' class="narrow" display="none"')
    if count is None:
        for n, line in enumerate(_NO_DATA_LINES):
            yield text_at(middle, y + 38 + 14 * n, 13, line.to(frame.lang), halo)
    else:
        yield text_at(middle, y + 47, fit(said, room, 23), said, BOLD)
    yield "</g>"


def _footer(frame: Frame, y: int) -> tuple[list[str], int]:
    """The line around Okinawa and the source beside it, and the height of the whole picture."""
    bottom = y + (ROWS - 10) * _PITCH_Y - _GAP
    corner = f'<path d="M{MARGIN} {y + 38}h66l24 24V{bottom}" fill="none" stroke="{LINE}"/>'
    source, bottom = frame.source(_SOURCE_LEFT, y, bottom)
    return [corner, *source], bottom + MARGIN
