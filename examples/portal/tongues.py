"""Japanese words on an English page are marked as such, so that a screen reader says them in Japanese (WCAG 3.1.2)."""

from __future__ import annotations

import re

__all__ = ["marked"]

_PIECES = re.compile(r"(<[^>]*>)")
_SIGN = r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]"
_JAPANESE = re.compile(
    rf"[0-9]*{_SIGN}(?:[\u3000-\u30ff\u3400-\u9fff\uff01-\uff9f0-9-]*[\u3000-\u30ff\u3400-\u9fff\uff01-\uff9f0-9])?"
)
_TEXT_ONLY = {"title", "option", "textarea"}  # no element may stand in these


def marked(html: str) -> str:
    """A page of ours with every run of Japanese in an element that says so.

    What is inside an element that is said to be Japanese already is left alone, and so is what can hold text only.
    """
    pieces = _PIECES.split(html)
    quiet: list[str] = []
    for place, piece in enumerate(pieces):
        if not place % 2:
            if not quiet:
                pieces[place] = _JAPANESE.sub(r'<span lang="ja">\g<0></span>', piece)
            continue
        name = piece.strip("</>").partition(" ")[0]
        if quiet and name == quiet[-1]:
            quiet = quiet[:-1] if piece.startswith("</") else [*quiet, name]
        elif (
            not quiet
            and not piece.startswith("</")
            and (name in _TEXT_ONLY or (' lang="ja"' in piece and name != "html"))
        ):
            quiet = [name]
    return "".join(pieces)
