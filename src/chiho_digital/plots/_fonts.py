"""Whether this machine can draw Japanese: proved by drawing it."""

from __future__ import annotations

import re
from typing import Any

from chiho_digital.basics import ChihoDigitalError, require

from ._svg import FONTS

__all__ = ["MissingFont", "refuse_boxes"]

_JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NOT_DRAWN = re.compile(r"<(title|desc)\b.*?</\1>", re.DOTALL)
_SIGNS = "あ漢"


class MissingFont(ChihoDigitalError, LookupError):
    """No font of this machine holds Japanese letters; the message says how to get one (日本語フォントがない)."""


def refuse_boxes(svg: str) -> None:
    """Refuse to draw Japanese as boxes or blanks.

    Raises:
        MissingFont: the text of the picture holds Japanese, and no font does.
        MissingExtra: vl-convert-python is not installed.
    """
    convert = require("vl_convert", extra="plots")
    if _JAPANESE.search(_NOT_DRAWN.sub("", svg)) and not _draws_japanese(convert):
        raise MissingFont("plots.no_japanese_font")


def _draws_japanese(convert: Any) -> bool:
    """Whether two Japanese letters look different; without a font both are the same box, or nothing."""
    one, other = (
        convert.svg_to_png(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" font-family="{FONTS}">'
            f'<text x="2" y="20" font-size="20">{sign}</text></svg>'
        )
        for sign in _SIGNS
    )
    return bool(one != other)
