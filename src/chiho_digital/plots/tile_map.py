"""A tile map of the 47 prefectures (都道府県タイル地図): one tile of equal size each, with its name and its count.

Counts are whole numbers in the caller's unit. A prefecture without a count shows データなし ("no data"), hatched:
it is never drawn as 0, and 0 has a shade of its own. The picture is SVG text; areas and distances mean nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from chiho_digital.basics import Lang, Text

from ._checks import refuse_strange
from ._classes import CountClass, count_classes
from ._grid import COLUMNS, ROWS, Tile, tiles
from ._shades import DARK, HATCH, LINE, NO_DATA, PAPER, QUIET, shade_of
from ._svg import FONTS, clean, fit, text_at, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["tile_map"]

# Lengths are units of the picture, which is as wide as 14 tiles and scales with the page.
_TILE_WIDTH, _TILE_HEIGHT, _GAP, _MARGIN = 50, 58, 3, 8
_PITCH_X, _PITCH_Y = _TILE_WIDTH + _GAP, _TILE_HEIGHT + _GAP
_WIDTH = 2 * _MARGIN + COLUMNS * _PITCH_X - _GAP
_CORNER = 5 * _PITCH_Y  # rows 0 to 4 leave the west free for title and legend
_TITLE_ROOM, _LEGEND_ROOM = 11 * _PITCH_X, 8 * _PITCH_X
_SOURCE_LEFT = _MARGIN + 2 * _PITCH_X  # the last two rows hold Okinawa alone; the source stands beside it
_BOLD = ' font-weight="700"'

_NO_DATA_LINES = (Text("データ", "no"), Text("なし", "data"))
_NO_DATA = Text("データなし", "no data")


def tile_map(
    values: Mapping[str, int | None] | Mapping[LocalGovernmentCode, int | None],
    *,
    title: Text,
    unit: Text,
    lang: Lang = "ja",
    source: Text | None = None,
) -> str:
    """The 47 prefectures as tiles shaded by a count, as the text of one SVG element (都道府県タイル地図).

    values: counts, at least 0, by six-digit prefecture code; a prefecture left out, or None, has no data.
    title, unit, source: what is counted, in which unit (件, cases), and where it was read; they are escaped.

    The text alternative lists every count. Equal arguments give equal text. Counts above zero fall into at most
    five classes with round bounds (1, 2, 5, 10 …, or even steps where these tell more apart); the legend shows them.
    Counts of up to six digits are easy to read in a tile; longer ones are set smaller.

    >>> title, unit = Text("共同調達", "Joint procurement"), Text("件", "cases")
    >>> picture = tile_map({"350001": 3, "130001": 0}, title=title, unit=unit)
    >>> "東京都0件、山口県3件。データなし：北海道、" in picture
    True

    Raises:
        InvalidValue: keys that are no prefecture codes, or values that are negative or no `int`; all are named.
    """
    refuse_strange(values)
    by_code = {str(code): count for code, count in values.items()}
    counts = [by_code.get(tile.code) for tile in tiles()]
    digest = crc32(repr((title, unit, lang, source, counts)).encode("ascii", "backslashreplace"))
    classes = count_classes(count for count in counts if count is not None)
    picture = _Picture(f"tile-map-{digest:08x}", lang, classes)

    corner, corner_height = picture.corner(title.to(lang), unit.to(lang))
    top = _MARGIN + max(0, corner_height - _CORNER)
    drawn = [part for pair in zip(tiles(), counts, strict=True) for part in picture.tile(*pair, top)]
    footer, height = picture.footer(source, top + 10 * _PITCH_Y)
    ident = picture.ident
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{ident}" viewBox="0 0 {_WIDTH} {height}" width="100%"'
        f' role="img" aria-labelledby="{ident}-title {ident}-desc" lang="{lang}" xml:lang="{lang}"'
        f' font-family="{FONTS}" fill="{DARK}">'
    )
    return "\n".join(
        [
            root,
            f'<title id="{ident}-title">{clean(title.to(lang))}</title>',
            f'<desc id="{ident}-desc">{clean(_in_words(counts, unit, lang))}</desc>',
            *picture.definitions(),
            f'<rect width="{_WIDTH}" height="{height}" fill="{PAPER}"/>',
            *corner,
            *drawn,
            *footer,
            "</svg>",
        ]
    )


def _in_words(counts: Sequence[int | None], unit: Text, lang: Lang) -> str:
    pairs = [(tile.name.to(lang), count) for tile, count in zip(tiles(), counts, strict=True)]
    without = [name for name, count in pairs if count is None]
    if lang == "ja":
        known = "、".join(f"{name}{count:,}{unit.ja}" for name, count in pairs if count is not None)
        parts = [known, without and f"データなし：{'、'.join(without)}"]
        return f"47都道府県の値（単位：{unit.ja}）。" + "".join(f"{part}。" for part in parts if part)
    known = ", ".join(f"{name} {count:,}" for name, count in pairs if count is not None)
    parts = [known, without and f"No data: {', '.join(without)}"]
    return f"Values of the 47 prefectures (unit: {unit.en})." + "".join(f" {part}." for part in parts if part)


class _Picture(NamedTuple):
    """What all parts of one map share, and the parts as lines of SVG."""

    ident: str
    lang: Lang
    classes: Sequence[CountClass]

    def definitions(self) -> Iterator[str]:
        """The hatch, and in English the rule that chooses the length of the names."""
        yield (
            f'<defs><pattern id="{self.ident}-hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(45)"><rect width="7" height="7" fill="{NO_DATA.fill}"/>'
            f'<rect width="2" height="7" fill="{HATCH}"/></pattern></defs>'
        )
        if self.lang == "en":  # full names on wide screens and paper, three letters on narrow screens
            yield (
                f"<style>@media screen and (max-width: 640px) {{ #{self.ident} .wide {{ display: none }}"
                f" #{self.ident} .narrow {{ display: inline }} }}</style>"
            )

    def box(self, corner: tuple[float, float], size: tuple[int, int], count: int | None) -> str:
        """A rounded rectangle in the shade of a count."""
        shade = shade_of(count, self.classes)
        fill = f"url(#{self.ident}-hatch)" if count is None else shade.fill
        return (
            f'<rect x="{corner[0]:g}" y="{corner[1]:g}" width="{size[0]}" height="{size[1]}" rx="5"'
            f' fill="{fill}" stroke="{shade.edge}"/>'
        )

    def tile(self, tile: Tile, count: int | None, top: int) -> Iterator[str]:
        """One prefecture: name above, count or データなし below; a pointer resting on it shows the full name."""
        x, y = _MARGIN + tile.column * _PITCH_X, top + tile.row * _PITCH_Y
        middle, room = x + _TILE_WIDTH / 2, _TILE_WIDTH - 4
        name, short = tile.name.to(self.lang), tile.short.to(self.lang)
        said = _NO_DATA.to(self.lang) if count is None else f"{count:,}"
        shade = shade_of(count, self.classes)
        yield f'<g data-code="{tile.code}" text-anchor="middle" fill="{shade.ink}">'
        yield f"<title>{name} {said}</title>"
        yield self.box((x, y), (_TILE_WIDTH, _TILE_HEIGHT), count)
        # Without data a halo keeps the hatch away from the letters.
        halo = f' stroke="{shade.fill}" stroke-width="4" paint-order="stroke"' if count is None else ""
        if self.lang == "ja":
            yield text_at(middle, y + 21, fit(short, room, 17), short, halo)
        else:
            yield text_at(middle, y + 20, fit(name, room, 11.5), name, halo + ' class="wide"')
            yield text_at(middle, y + 21, 17, short, halo + ' class="narrow" display="none"')
        if count is None:
            for n, line in enumerate(_NO_DATA_LINES):
                yield text_at(middle, y + 38 + 14 * n, 13, line.to(self.lang), halo)
        else:
            yield text_at(middle, y + 47, fit(said, room, 23), said, _BOLD)
        yield "</g>"

    def corner(self, title: str, unit: str) -> tuple[list[str], int]:
        """Title and legend in the free north-west, and how far down they reach."""
        parts: list[str] = []
        y = _MARGIN
        for line in wrap(title, _TITLE_ROOM, 28):
            parts.append(text_at(_MARGIN, y + 27, 28, line, _BOLD))
            y += 38
        y += 12
        heading = Text(f"凡例（単位：{unit}）", f"Legend (unit: {unit})").to(self.lang)
        for line in wrap(heading, _LEGEND_ROOM, 18):
            parts.append(text_at(_MARGIN, y + 18, 18, line, f' fill="{QUIET}"'))
            y += 27
        entries = [
            (_NO_DATA.to(self.lang), None),
            ("0", 0),
            *((str(found), found.first) for found in self.classes),
        ]
        for label, count in entries:
            parts.append(self.box((_MARGIN, y + 3), (36, 22), count))
            parts.append(text_at(_MARGIN + 46, y + 21, fit(label, _LEGEND_ROOM - 46, 20), label))
            y += 29
        return parts, y - _MARGIN

    def footer(self, source: Text | None, y: int) -> tuple[list[str], int]:
        """The line around Okinawa and the source beside it, and the height of the whole picture."""
        bottom = y + (ROWS - 10) * _PITCH_Y - _GAP
        parts = [f'<path d="M{_MARGIN} {y + 38}h66l24 24V{bottom}" fill="none" stroke="{LINE}"/>']
        if source is not None:
            said = Text(f"出典：{source.ja}", f"Source: {source.en}").to(self.lang)
            lines = wrap(said, _WIDTH - _MARGIN - _SOURCE_LEFT, 17)
            bottom = max(bottom, y + 24 * len(lines) + 8)
            first = bottom - 24 * (len(lines) - 1) - 5
            for n, line in enumerate(lines):
                parts.append(text_at(_SOURCE_LEFT, first + 24 * n, 17, line, f' fill="{QUIET}"'))
        return parts, bottom + _MARGIN
