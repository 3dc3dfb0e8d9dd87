"""Charts that Altair makes (グラフ): to build on in a notebook, and to export without a network."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

from attrs import field, frozen

from chiho_digital.basics import Lang, require

from ._page import living
from ._shades import NO_DATA, hatch
from ._svg import FONT_NAMES, FONTS, clean, printable
from .picture import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Plot"]


@frozen(eq=False)
class Plot(Picture):
    """A chart of Altair with its text alternative (グラフ). Strictly read-only. It needs the extra `plots`."""

    _build: Callable[[Lang], Any] = field(repr=False)

    def chart(self, lang: Lang = "ja") -> Any:
        """The chart itself, an `altair` chart, to go on with.

        What is not known has the fill "#f4f5f7", which the exports of this library hatch.

        Raises:
            MissingExtra: Altair is not installed.
        """
        return self._build(lang)

    def to_svg(self, lang: Lang = "ja") -> str:
        """The chart as the text of one SVG element.

        Raises:
            MissingExtra: Altair or vl-convert-python is not installed.
        """
        svg: str = require("vl_convert", extra="plots").vegalite_to_svg(
            self._spec(lang), allowed_base_urls=[]
        )
        start, marker, rest = svg.partition(' class="marks"')
        ident = f"chart-{crc32(svg.encode()):08x}"
        root = (
            f'{start} id="{ident}" role="img" aria-labelledby="{ident}-title {ident}-desc" lang="{lang}"'
            f' xml:lang="{lang}" font-family="{FONTS}"'
        )
        size, close, drawn = rest.partition(">")
        words = (
            f'<title id="{ident}-title">{clean(self.title.to(lang))}</title>'
            f'<desc id="{ident}-desc">{clean(self.words.to(lang))}</desc><defs>{hatch(f"{ident}-hatch")}</defs>'
        )
        drawn = drawn.replace(f'fill="{NO_DATA.fill}"', f'fill="url(#{ident}-hatch)"')
        drawn = drawn.replace(f' font-family="{FONT_NAMES}"', "")  # once, at the root, will do
        return f"{root}{marker}{size}{close}{words}{drawn}"

    def to_html(self, lang: Lang = "ja") -> str:
        """The chart as a page of HTML that answers to the pointer, with the table of its values; it fetches nothing.

        Raises:
            MissingExtra: Altair or vl-convert-python is not installed.
        """
        return living(self, lang, self._spec(lang), _bundle())

    def _spec(self, lang: Lang) -> dict[str, Any]:
        """The chart as Vega-Lite, its texts as every export can hold them."""
        spec: dict[str, Any] = _held(self.chart(lang).to_dict())
        return spec


def _held(part: Any) -> Any:
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, dict):
        return {name: _held(value) for name, value in cast("Mapping[str, Any]", part).items()}
    if isinstance(part, list):
        return [_held(value) for value in cast("Sequence[Any]", part)]
    return part


@cache
def _bundle() -> str:
    """Vega and what embeds it, as one script."""
    script: str = require("vl_convert", extra="plots").javascript_bundle()
    return script
