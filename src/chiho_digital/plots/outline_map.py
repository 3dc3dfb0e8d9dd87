"""A map of the 47 prefectures in outline (都道府県地図), each shaded by its count; islands in the south stand in boxes.

Counts, classes and shades as in the tile map. Outlines are simplified and for looking at, not for measuring.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from chiho_digital.basics import Lang, Text

from ._counts import Counts
from ._frame import MARGIN, WIDTH, Frame
from ._outlines import HEIGHT, INSETS, outlines
from ._shades import LINE, NO_DATA, QUIET
from ._svg import text_at
from .picture import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["outline_map"]

_TITLE_ROOM = WIDTH - 2 * MARGIN
_ISLANDS = Text(
    "輪郭はNatural Earthによる略図で、一部の島は描かれていません。",
    "Outlines simplified from Natural Earth; some islands are not drawn.",
)


def outline_map(
    values: Mapping[str, int | None] | Mapping[LocalGovernmentCode, int | None],
    *,
    title: Text,
    unit: Text,
    source: Text | None = None,
) -> Drawing:
    """The 47 prefectures in outline, shaded by a count (都道府県地図); for arguments and classes see `tile_map`.

    The counts stand in the text alternative, in the table, and where a pointer rests on a prefecture. Where they should
    be read at a glance, `tile_map` shows them.

    Raises:
        InvalidValue: keys that are no prefecture codes, or values that are negative or no `int`; all are named.
    """
    counts = Counts.of(values, title, unit, source)
    words = Text(counts.words("ja"), counts.words("en"))
    return Drawing(title, words, counts.table, partial(_drawn, counts))


def _drawn(counts: Counts, lang: Lang) -> str:
    frame = Frame("outline-map", counts, lang)
    title, top = frame.title(_TITLE_ROOM)
    legend, _ = frame.legend(top)
    footer, height = _footer(frame, top + HEIGHT)
    land = [f'<g transform="translate(0 {top})" stroke-linejoin="round">', *_land(frame), "</g>"]
    return frame.page([*title, *legend, *land, *footer], height)


def _land(frame: Frame) -> Iterator[str]:
    for box in INSETS:
        yield (
            f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" rx="4"'
            f' fill="none" stroke="{LINE}"/>'
        )
    lines = outlines()
    for tile, count in frame.counts:
        yield (
            f'<path data-code="{tile.code}" d="{lines[tile.code]}" fill="{frame.fill(count)}" stroke="{NO_DATA.edge}"'
            f' stroke-width="0.8"><title>{tile.name.to(frame.lang)} {frame.said(count)}</title></path>'
        )


def _footer(frame: Frame, y: int) -> tuple[list[str], int]:
    """What the outlines are, and the source, below the map."""
    note = text_at(MARGIN, y + 24, 15, _ISLANDS.to(frame.lang), f' fill="{QUIET}"')
    source, bottom = frame.source(MARGIN, y + 30, y + 30)
    return [note, *source], bottom + MARGIN
