"""Texts on their way into a workbook: nothing in them becomes a formula, and nothing in them breaks the file."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

__all__ = ["LONGEST", "clean", "is_formula", "markup", "wide"]

LONGEST = 16_000
"""The most characters that are written into a cell; a cell holds 32,767 halves of UTF-16."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What no XML can hold: control characters become their pictures (U+2400 …), the rest a white question mark.
_UNWRITABLE = {
    **{code: 0x2400 + code for code in range(0x20) if code not in {9, 10}},
    **dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD),
}
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula when it is typed or pasted.

    >>> is_formula("=1+1"), is_formula("山口県")
    (True, False)
    """
    return text.startswith(_STARTS)


def clean(text: str) -> str:
    """A text that a cell can hold: unwritable characters shown by others, its end cut if it is too long."""
    shown = text.translate(_UNWRITABLE)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def markup(text: str) -> str:
    """A text as it stands in XML of a workbook, where _x0041_ would be read as A.

    >>> markup("a<b _x0041_")
    'a&lt;b _x005F_x0041_'
    """
    return escape(_ESCAPED.sub("_x005F_", clean(text)), {'"': "&quot;"})


def wide(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)
