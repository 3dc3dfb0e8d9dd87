"""Text: what the library says, in Japanese and in English; what others wrote, folded before it is read."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from attrs import frozen

__all__ = ["Lang", "Text", "fold"]

Lang = Literal["ja", "en"]


@frozen
class Text:
    """One text in both languages (日英併記の文). Strictly read-only.

    >>> Text("都道府県", "prefecture").to("en")
    'prefecture'
    """

    ja: str
    en: str

    def to(self, lang: Lang) -> str:
        """The text in one language, `"ja"` or `"en"`."""
        return self.ja if lang == "ja" else self.en

    def to_dict(self) -> dict[str, str]:
        """Both languages as JSON values."""
        return {"ja": self.ja, "en": self.en}


_LOOSE_SPACE = re.compile("(?<![0-9]) | (?![0-9])")


class _Plain(dict[int, str]):
    """The plain form of each sign, found when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        numeral = sign.isnumeric() and not sign.isdecimal()
        self[code] = sign if numeral else unicodedata.normalize("NFKC", sign)
        return self[code]


_PLAIN = _Plain()


def fold(text: str) -> str:
    """A text in its plain form: full-width letters, digits and signs as ASCII, spaces gone.

    A space between two digits stays, since it may part two numbers; so do raised and circled figures (², ①),
    since a footnote mark is no digit of the number before it.

    >>> fold("令和　７年 １月１４日"), fold("1 000²")
    ('令和7年1月14日', '1 000²')
    """
    if not text.isascii():
        text = text.translate(_PLAIN)
    text = " ".join(text.split())
    return _LOOSE_SPACE.sub("", text) if " " in text else text
