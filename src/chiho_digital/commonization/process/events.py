"""What the events of both histories share: a day as exactly as it is known, and words."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from chiho_digital.commonization.fields import Day, Record, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import InvalidValue, LabelledEnum
    from chiho_digital.commonization.ministries import Ministry

__all__ = ["Event", "tag"]


def tag(words: str) -> object:
    """The field that says which event a record is."""
    return Field(title="出来事", description=f"「{words}」を表す名前。")


class Event(Record):
    """Something that happened (出来事). on: the day, month or year, as exactly as it is known; None is unknown."""

    on: Annotated[
        Day | None, Field(title="日付", description="あった日・月・年・年度。不明のときは null。")
    ] = None
    words: Annotated[Words | None, Field(title="内容", description="内容の説明。ないときは null。")] = None

    @property
    @abstractmethod
    def move(self) -> LabelledEnum:
        """Which move of the state machine it is."""
        ...

    @property
    def named(self) -> tuple[Ministry, ...]:
        """The ministries that it names."""
        return ()

    def problems(self) -> Iterable[InvalidValue]:
        """Ministries that are not known."""
        for ministry in self.named:
            yield from (problem.at("ministry") for problem in ministry.problems())
