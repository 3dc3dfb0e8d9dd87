"""The row models of the files of a call: `AnswerRow`, one answer a municipality sent in, and `WishRow`, one wish."""

from __future__ import annotations

from typing import Annotated

from chiho_digital.basics import PartialDate, Text
from chiho_digital.tables import Across, Column, PartialDay, RowModel, Words

from .cells import AnswerCell
from .vocabulary import Answer

__all__ = ["AnswerRow", "WishRow"]

_BODY = Words(100)
_TEXT = Words(4_000)


class AnswerRow(RowModel):
    """One line of a file of answers to a call (回答一覧の1行). A blank answer is none yet."""

    body: Annotated[str, Column("団体", _BODY, required=True)]
    answer: Annotated[Answer | None, Column("回答", AnswerCell())] = None
    answered_on: Annotated[PartialDate | None, Column("回答日", PartialDay())] = None
    said_by: Annotated[str | None, Column("回答を伝えた団体", _BODY)] = None
    words: Annotated[str | None, Column("内容", _TEXT)] = None


class WishRow(RowModel):
    """One line of a file of wishes (要望一覧の1行). None is unknown."""

    body: Annotated[str, Column("団体", _BODY, required=True)]
    kind: Annotated[str, Column("システムの種類", Words(100), required=True)]
    stated_on: Annotated[PartialDate, Column("要望日", PartialDay(), required=True)]
    lead: Annotated[str | None, Column("主導を求める団体", _BODY)] = None
    words: Annotated[str | None, Column("内容", _TEXT)] = None
    withdrawn_on: Annotated[PartialDate | None, Column("取下げ日", PartialDay())] = None

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """Nothing is withdrawn before it was stated."""
        facts = cls.facts()
        return (
            Across(
                facts["withdrawn_on_end"] >= facts["stated_on_start"],
                Text("取下げ日が要望日より前です。", "The wish is withdrawn before it was stated."),
            ),
        )
