"""Remarks of the working team (ワーキングチームの発言), answered or open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import ConfigDict, Field

from chiho_digital.basics import ImpossibleMove, InvalidValue

from .fields import Day, Identifier, Record, Words, titled
from .vocabulary import RemarkState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["Remark", "RemarkAnswer"]


class RemarkAnswer(Record):
    """What was answered to a remark (発言への回答). Strictly read-only. Unknown is None."""

    model_config: ClassVar[ConfigDict] = titled(
        "発言への回答", "ワーキングチームの発言への回答。不明の項目は null。"
    )

    words: Annotated[Words, Field(title="内容", description="回答の内容。個人名は書かない。")]
    on: Annotated[Day | None, Field(title="日付", description="回答した日。不明のときは null。")] = None


class Remark(Record):
    """A remark of the working team, which exchanges views and has no power of its own (ワーキングチームの発言). Strictly read-only.

    about: ids of the proposals and reviews that it is about; none where it is general.  answer: None while it is open.

    Raises:
        pydantic.ValidationError: it was answered before it was made.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "ワーキングチームの発言", "ワーキングチームの発言と、その回答。発言者の個人名は書かない。"
    )

    id: Annotated[Identifier, Field(title="発言ID", description="台帳の中で一つに決まる英数字の識別子。")]
    words: Annotated[Words, Field(title="内容", description="発言の内容。")]
    on: Annotated[Day | None, Field(title="日付", description="発言のあった日。不明のときは null。")] = None
    about: Annotated[
        tuple[Identifier, ...],
        Field(title="対象", description="対象の提案・検討のID。全般についての発言では空。"),
    ] = ()
    answer: Annotated[
        RemarkAnswer | None, Field(title="回答", description="発言への回答。未回答のときは null。")
    ] = None

    @property
    def state(self) -> RemarkState:
        """Whether it has been answered."""
        return RemarkState.OPEN if self.answer is None else RemarkState.ANSWERED

    def state_on(self, day: date) -> RemarkState | None:
        """Whether it had been answered by the end of a day; None where the dates do not tell.

        Raises:
            InvalidValue: it surely had not been made by then.
        """
        if self.on is not None and day < self.on.start:
            raise InvalidValue("commonization.before_start", value=day, first=self.on)
        if self.answer is None:
            return RemarkState.OPEN
        if self.answer.on is None:
            return None
        if self.answer.on.end <= day:
            return RemarkState.ANSWERED
        return RemarkState.OPEN if self.answer.on.start > day else None

    def answered(self, words: str, on: date | str | None = None) -> Remark:
        """The remark with its answer.

        Raises:
            ImpossibleMove: it has one.
            pydantic.ValidationError: the answer comes before the remark.
        """
        if self.answer is not None:
            raise ImpossibleMove("commonization.remark_answered", value=self.id)
        return self.with_(answer={"words": words, "on": on})

    def problems(self) -> Iterable[InvalidValue]:
        """An answer before the remark."""
        answered = None if self.answer is None else self.answer.on
        if self.on is not None and answered is not None and answered.end < self.on.start:
            yield InvalidValue("commonization.answered_before", value=answered, on=self.on).at("answer", "on")
