"""Pictures with their words: as SVG, as PNG, as a page of HTML that fetches nothing, and in a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from chiho_digital.basics import InvalidValue, Lang, Text, require

from ._fonts import refuse_boxes
from ._page import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from chiho_digital.dashboard import View

__all__ = ["Drawing", "Picture"]

_SUFFIXES = (".svg", ".png", ".html")
_LARGEST = 10


@frozen(eq=False)
class Picture(ABC):
    """A picture and its text alternative, in both languages (図). Strictly read-only.

    title: what is shown.  words: every value in words.  table: the values as a table, with what the reader must know.
    """

    title: Text
    words: Text
    table: View

    def text(self, lang: Lang = "ja") -> str:
        """The text alternative: what is shown, and every value in words."""
        return f"{self.title.to(lang)}{'。' if lang == 'ja' else '. '}{self.words.to(lang)}"

    @abstractmethod
    def to_svg(self, lang: Lang = "ja") -> str:
        """The picture as the text of one SVG element, with the text alternative as its title and description.

        It names fonts and holds none: letters are drawn with those of the reader.
        """

    def to_png(self, lang: Lang = "ja", *, scale: float = 2) -> bytes:
        """The picture as a PNG file. scale: pixels for one unit of the SVG, above 0 and at most 10.

        Raises:
            InvalidValue: another scale.
            MissingFont: the picture holds Japanese, and no font of this machine does.
            MissingExtra: vl-convert-python is not installed.
        """
        if not 0 < scale <= _LARGEST:
            raise InvalidValue("plots.scale_range", value=scale, most=_LARGEST)
        svg = self.to_svg(lang)
        refuse_boxes(svg)
        png: bytes = require("vl_convert", extra="plots").svg_to_png(svg, scale=scale)
        return png

    def to_html(self, lang: Lang = "ja") -> str:
        """The picture as a page of HTML with the table of its values; it fetches nothing."""
        return page(self, lang)

    def save(self, path: str | Path, lang: Lang = "ja") -> None:
        """Write the picture to a file; its name ends in .svg, .png or .html.

        Raises:
            InvalidValue: it ends in something else.
            MissingFont, MissingExtra: as `to_png`.
            OSError: the file cannot be written.
        """
        file = Path(path)
        match file.suffix.lower():
            case ".svg":
                content = self.to_svg(lang).encode()
            case ".png":
                content = self.to_png(lang)
            case ".html":
                content = self.to_html(lang).encode()
            case _:
                raise InvalidValue("plots.unknown_suffix", value=file.name, suffixes=_SUFFIXES)
        file.write_bytes(content)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """In a notebook: the picture in Japanese, and its words where no picture can be shown."""
        return {"image/svg+xml": self.to_svg(), "text/plain": self.text()}


@frozen(eq=False)
class Drawing(Picture):
    """A picture that this library draws itself, without third-party dependencies but for PNG (地図). Strictly read-only."""

    _draw: Callable[[Lang], str] = field(repr=False)

    def to_svg(self, lang: Lang = "ja") -> str:
        """The picture as the text of one SVG element; it scales with the page."""
        return self._draw(lang)
