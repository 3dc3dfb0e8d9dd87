"""How long the texts of a proposal may be (字数制限), and how their characters are counted."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import ConfigDict, Field

from chiho_digital.basics import InvalidValue, Source, Text

from .fields import Record, titled
from .texts import CALL_FORM

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TextLimits", "characters"]

_MEASURE, _PROBLEM_AND_EFFECT = 250, 700
_LABELS = {
    "measure": Text("求める措置の具体的内容", "the measure sought"),
    "problem": Text("支障事例と効果を合わせた字数", "problem and effect together"),
}
_OWN = Text("指定された字数制限", "the limits given")


def characters(text: str) -> int:
    r"""How many characters a text has, as forms count: Unicode code points after NFC, line breaks excluded.

    A kana with a separate voicing mark is one character, a space is one too.

    >>> characters("か\u3099\n国　地方")
    5
    """
    return len("".join(unicodedata.normalize("NFC", text).splitlines()))


class TextLimits(Record):
    """The most characters that a form takes (字数制限). Strictly read-only; None is no limit known.

    The defaults are those of a form of the call that bears no date; give those of the year's form where they differ.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "字数制限", "提案の様式の字数制限。既定値は日付の分からない様式のもの。制限が不明のときは null。"
    )

    measure: Annotated[
        int | None,
        Field(
            strict=True, ge=1, title="求める措置の字数", description="求める措置の具体的内容の字数の上限。"
        ),
    ] = _MEASURE
    problem_and_effect: Annotated[
        int | None,
        Field(
            strict=True,
            ge=1,
            title="支障事例と効果の字数",
            description="支障事例と効果を合わせた字数の上限。",
        ),
    ] = _PROBLEM_AND_EFFECT

    @property
    def source(self) -> Source | Text:
        """Where the limits stand: the form, for its own; else that they were given."""
        return (
            CALL_FORM if (self.measure, self.problem_and_effect) == (_MEASURE, _PROBLEM_AND_EFFECT) else _OWN
        )

    def check(self, measure: str | None, problem: str | None, effect: str | None) -> Iterable[InvalidValue]:
        """Which texts are too long, each with its count; texts that are not known are not counted."""
        counts = {
            "measure": (characters(measure or ""), self.measure),
            "problem": (characters(problem or "") + characters(effect or ""), self.problem_and_effect),
        }
        for field, (count, limit) in counts.items():
            if limit is not None and count > limit:
                yield InvalidValue(
                    "commonization.text_too_long",
                    value=count,
                    what=_LABELS[field],
                    limit=limit,
                    excess=count - limit,
                    source=self.source,
                ).at(field)
