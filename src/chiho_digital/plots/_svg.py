"""Text inside SVG, which neither wraps nor shrinks by itself: cleaning, measuring, fitting, wrapping."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

__all__ = ["FONTS", "FONT_NAMES", "clean", "fit", "printable", "text_at", "width", "wrap"]

FONTS = "'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, sans-serif"
FONT_NAMES = FONTS.replace("'", "")
"""The same as Vega writes them."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW, _SLIM, _BROAD = frozenset(" .,:;'|!()[]/Iijlftr"), frozenset("ckszvxy"), frozenset("mwMW@%")
# A line breaks between words and between Japanese characters, but not before closing or after opening marks.
_PIECE = re.compile(r"[「『（【〈《]*(?:[!-~]+|\S)[、。，．・：；！？）」』】〉》ー々]*\s*")


def printable(text: str) -> str:
    """The text with characters that neither XML nor UTF-8 knows replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def clean(text: str) -> str:
    """The text as XML content: printable, marks of XML escaped."""
    return escape(printable(text), {'"': "&quot;"})


def text_at(x: float, y: float, size: float, text: str, more: str = "") -> str:
    """One line of text: its base line starts (or, if anchored so, centres) at x, y."""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{more}>{clean(text)}</text>'


def width(text: str) -> float:
    """About how wide a text runs, in em; a little too much rather than too little, as fonts differ."""
    return sum(map(_advance, text))


def _advance(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if char in _NARROW:
        return 0.34
    if char in _SLIM:
        return 0.54
    if char in _BROAD:
        return 0.9
    return 0.68 if char.isupper() else 0.6


def fit(text: str, room: float, size: float) -> float:
    """The font size, at most `size`, at which a text runs no wider than `room`; one decimal."""
    return min(size, max(0.1, int(10 * room / max(width(text), 0.1)) / 10))


def wrap(text: str, room: float, size: float) -> list[str]:
    """The lines of a text set at a font size in a column `room` wide, of about equal length; none for an empty text."""
    most = room / size
    lines = _lines(text, most)
    while most > 1 and len(narrower := _lines(text, most * 0.97)) == len(lines) > 1:
        lines, most = narrower, most * 0.97
    return lines


def _lines(text: str, most: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(text):
        if line and width((line + piece).rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while width(line.rstrip()) > most and len(line) > 1:  # one piece longer than a line
            cut = next(n for n in range(1, len(line) + 1) if width(line[: n + 1]) > most)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line else lines
