"""Bilingual text: every sentence the library says exists in Japanese and in English."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Lang", "Text"]

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
