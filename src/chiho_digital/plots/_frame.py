"""What the maps share: the page of SVG with its text alternative, title, legend and source."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from attrs import Factory, field, frozen

from chiho_digital.basics import Lang, Text
from chiho_digital.dashboard import NO_DATA

from ._classes import CountClass, count_classes
from ._shades import DARK, PAPER, QUIET, hatch, shade_of
from ._svg import FONTS, clean, fit, text_at, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._counts import Counts

__all__ = ["BOLD", "MARGIN", "WIDTH", "Frame"]

# Lengths are units of the picture, which scales with the page.
MARGIN, WIDTH = 8, 755
BOLD = ' font-weight="700"'
_LEGEND_ROOM = 424


def _classes(frame: Frame) -> list[CountClass]:
    return count_classes(count for count in frame.counts.values if count is not None)


@frozen
class Frame:
    """The parts of one map as lines of SVG; `name` tells the kind of map. Strictly read-only."""

    name: str
    counts: Counts
    lang: Lang
    classes: list[CountClass] = field(init=False, default=Factory(_classes, takes_self=True))

    @property
    def ident(self) -> str:
        """What tells this picture apart on a page that shows several."""
        shown = (self.counts.title, self.counts.unit, self.lang, self.counts.source, list(self.counts.values))
        return f"{self.name}-{crc32(repr(shown).encode('ascii', 'backslashreplace')):08x}"

    def fill(self, count: int | None) -> str:
        """The fill of a count, of zero or of no data."""
        return f"url(#{self.ident}-hatch)" if count is None else shade_of(count, self.classes).fill

    def said(self, count: int | None) -> str:
        """A count as it is written, or that there is no data."""
        return NO_DATA.to(self.lang) if count is None else f"{count:,}"

    def box(self, corner: tuple[float, float], size: tuple[int, int], count: int | None) -> str:
        """A rounded rectangle in the shade of a count."""
        edge = shade_of(count, self.classes).edge
        return (
            f'<rect x="{corner[0]:g}" y="{corner[1]:g}" width="{size[0]}" height="{size[1]}" rx="5"'
            f' fill="{self.fill(count)}" stroke="{edge}"/>'
        )

    def title(self, room: float) -> tuple[list[str], int]:
        """The title, and the line below it."""
        lines = wrap(self.counts.title.to(self.lang), room, 28)
        parts = [text_at(MARGIN, MARGIN + 27 + 38 * n, 28, line, BOLD) for n, line in enumerate(lines)]
        return parts, MARGIN + 38 * len(lines) + 12

    def legend(self, y: int) -> tuple[list[str], int]:
        """The legend: no data, zero and the classes; and the line below it."""
        parts: list[str] = []
        unit = self.counts.unit
        heading = Text(f"凡例（単位：{unit.ja}）", f"Legend (unit: {unit.en})").to(self.lang)
        for line in wrap(heading, _LEGEND_ROOM, 18):
            parts.append(text_at(MARGIN, y + 18, 18, line, f' fill="{QUIET}"'))
            y += 27
        entries = [
            (NO_DATA.to(self.lang), None),
            ("0", 0),
            *((str(found), found.first) for found in self.classes),
        ]
        for label, count in entries:
            parts.append(self.box((MARGIN, y + 3), (36, 22), count))
            parts.append(text_at(MARGIN + 46, y + 21, fit(label, _LEGEND_ROOM - 46, 20), label))
            y += 29
        return parts, y

    def source(self, left: float, y: int, bottom: int) -> tuple[list[str], int]:
        """The source, where one is given, so that it starts below `y` and ends at `bottom` or below; and where it ends."""
        if self.counts.cited is None:
            return [], bottom
        lines = wrap(self.counts.cited.to(self.lang), WIDTH - MARGIN - left, 17)
        bottom = max(bottom, y + 24 * len(lines) + 8)
        first = bottom - 24 * (len(lines) - 1) - 5
        parts = [text_at(left, first + 24 * n, 17, line, f' fill="{QUIET}"') for n, line in enumerate(lines)]
        return parts, bottom

    def page(self, parts: Iterable[str], height: int) -> str:
        """The whole picture, with its text alternative."""
        ident, lang = self.ident, self.lang
        root = (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{ident}" viewBox="0 0 {WIDTH} {height}" width="100%"'
            f' role="img" aria-labelledby="{ident}-title {ident}-desc" lang="{lang}" xml:lang="{lang}"'
            f' font-family="{FONTS}" fill="{DARK}">'
        )
        return "\n".join(
            [
                root,
                f'<title id="{ident}-title">{clean(self.counts.title.to(lang))}</title>',
                f'<desc id="{ident}-desc">{clean(self.counts.words(lang))}</desc>',
                f"<defs>{hatch(f'{ident}-hatch')}</defs>",
                f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
                *parts,
                "</svg>",
            ]
        )
