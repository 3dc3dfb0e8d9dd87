"""Where a fact comes from, and how much weight it bears (出典と根拠の強さ)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from .labelled import LabelledEnum
from .text import Lang, Text

__all__ = ["Grade", "Source"]


class Grade(LabelledEnum):
    """How directly a fact was read (根拠の強さ), strongest first.

    primary: the words of the statute, ordinance or issuing body were read (一次資料).
    secondary: a page quoting or reporting an official document (二次資料).
    inferred: a reading that no source states in so many words (推論).
    """

    PRIMARY = "primary", "一次資料", "primary"
    SECONDARY = "secondary", "二次資料", "secondary"
    INFERRED = "inferred", "推論", "inferred"

    @classmethod
    def weakest(cls, *grades: Grade) -> Grade:
        """The weakest of the given grades: a chain bears no more than its weakest link.

        >>> Grade.weakest(Grade.PRIMARY, Grade.INFERRED)
        <Grade.INFERRED: 'inferred'>

        Raises:
            ValueError: no grade was given.
        """
        order = list(cls)
        return max(grades, key=order.index)


@frozen
class Source:
    """Where a fact was read (出典). Strictly read-only.

    title: name of the law, page or data set, in both languages.
    grade: how directly the fact was read.
    url: address of the page, where there is one.
    article: article or item of a law (条項), where there is one.
    revision: date of the text that was read (基準日・施行日), where it is known.
    """

    title: Text
    grade: Grade
    url: str | None = None
    article: str | None = None
    revision: date | None = None

    def to(self, lang: Lang) -> str:
        """One line that cites the source.

        >>> Source(Text("地方財政法", "Local Finance Act"), Grade.PRIMARY, article="33条の5の14").to("en")
        'Local Finance Act, 33条の5の14 [primary]'
        """
        parts = [self.title.to(lang)]
        if self.article:
            parts.append(self.article)
        if self.revision:
            parts.append(self.revision.isoformat())
        if self.url:
            parts.append(self.url)
        return f"{('、' if lang == 'ja' else ', ').join(parts)} [{self.grade.label.to(lang)}]"

    def to_dict(self) -> dict[str, str | None]:
        """The source as JSON values; its title as the original has it."""
        return {
            "title": self.title.ja,
            "article": self.article,
            "revision": self.revision.isoformat() if self.revision else None,
            "url": self.url,
            "grade": self.grade.value,
        }
