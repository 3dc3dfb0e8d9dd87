"""What happens to a call after its opening (呼びかけの出来事): dated records, from which every state is rebuilt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from chiho_digital.basics import InvalidValue
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.systems.fields import Identifier, Words

from .estimates import Estimate
from .fields import By, Given, Reason, Record, titled
from .terms import StatedFigures, Terms
from .vocabulary import CallMove

if TYPE_CHECKING:
    from chiho_digital.tables import Issue, NumberedRow

    from .records import Call
    from .rows import AnswerRow

__all__ = [
    "Abandoned",
    "Admitted",
    "Answered",
    "BecameCase",
    "Closed",
    "Corrected",
    "Event",
    "Events",
    "Extended",
    "Invited",
    "LateReply",
    "LeadEvent",
    "Reply",
]


def _tag(words: str) -> object:
    return Field(title="出来事", description=f"「{words}」を表す名前。")


class _Event(Record):
    """Something that happens to a call on a day. move: which move of the call it is."""

    move: ClassVar[CallMove]

    on: Annotated[date, Field(title="日付", description="出来事の日付。")]


class Reply(_Event):
    """What a body says to a call (団体の回答). said_by: who said it, the body itself or the lead that was told; no persons."""

    body: Annotated[LocalGovernmentCode, Field(title="団体", description="回答した団体のコード。")]
    answer: Annotated[Given, Field(title="回答")]
    said_by: Annotated[
        LocalGovernmentCode,
        Field(
            title="回答を伝えた団体",
            description="その団体自身か、回答を聞いて記録した代表団体のコード。個人名は書かない。",
        ),
    ]
    words: Annotated[Words | None, Field(title="内容", description="回答に添えた言葉。ないときは null。")] = (
        None
    )


class Answered(Reply):
    """A body answers in time (回答). Strictly read-only. It may answer anew until the deadline; the last answer counts."""

    model_config: ClassVar[ConfigDict] = titled(
        "回答", "団体が期限までに回答した。期限までは改めて回答できる。"
    )
    move = CallMove.ANSWER

    event: Annotated[Literal["answered"], _tag("回答")] = "answered"

    @classmethod
    def from_rows(
        cls, rows: Iterable[NumberedRow[AnswerRow]], call: Call
    ) -> tuple[tuple[Answered | LateReply, ...], tuple[Issue, ...]]:
        """The answers of checked rows to a call, and what is to be said about them by row and column.

        Answers after the deadline become late replies; a row with an error is no answer.
        """
        from .reading_answers import answers_of_rows

        return answers_of_rows(rows, call)


class LateReply(Reply):
    """A body replies after the deadline (期限後の回答). Strictly read-only. It is kept, and counts only once the lead admits it."""

    model_config: ClassVar[ConfigDict] = titled(
        "期限後の回答", "団体が期限の後に回答した。代表団体が受け入れるまでは数えない。"
    )
    move = CallMove.REPLY_LATE

    event: Annotated[Literal["late_reply"], _tag("期限後の回答")] = "late_reply"


class LeadEvent(_Event):
    """What the lead does with its call. by: who did it, which must be the lead."""

    by: By


class Admitted(LeadEvent):
    """The lead admits the late reply of a body, which counts from that day (期限後の回答の受入れ). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled(
        "期限後の回答の受入れ", "代表団体が、団体の期限後の回答を受け入れた。"
    )
    move = CallMove.ADMIT

    event: Annotated[Literal["admitted"], _tag("期限後の回答の受入れ")] = "admitted"
    body: Annotated[LocalGovernmentCode, Field(title="団体", description="回答を受け入れる団体のコード。")]
    reason: Reason


class Invited(LeadEvent):
    """The lead invites further bodies (呼びかけ先の追加). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled(
        "呼びかけ先の追加", "代表団体が、呼びかけ先の団体を追加した。"
    )
    move = CallMove.INVITE

    event: Annotated[Literal["invited"], _tag("呼びかけ先の追加")] = "invited"
    bodies: Annotated[
        tuple[LocalGovernmentCode, ...],
        Field(min_length=1, title="団体", description="追加した団体のコード。"),
    ]
    reason: Reason


class Corrected(LeadEvent):
    """The lead corrects what the call says (内容の訂正). Strictly read-only.

    estimates, terms: replace those of the same scope.  figures: replace those of the same name.

    Raises:
        pydantic.ValidationError: nothing is corrected.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "内容の訂正", "代表団体が、見積り・費用負担の案・数値を訂正した。"
    )
    move = CallMove.CORRECT

    event: Annotated[Literal["corrected"], _tag("内容の訂正")] = "corrected"
    estimates: Annotated[
        tuple[Estimate, ...], Field(title="見積り", description="同じ範囲の見積りを置き換える。")
    ] = ()
    terms: Annotated[
        tuple[Terms, ...], Field(title="費用負担の案", description="同じ範囲の案を置き換える。")
    ] = ()
    figures: Annotated[
        tuple[StatedFigures, ...], Field(title="数値", description="同じ名前の数値を置き換える。")
    ] = ()
    reason: Reason

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.estimates or self.terms or self.figures):
            raise InvalidValue("procurement.call_nothing_corrected")
        return self


class Extended(LeadEvent):
    """The lead extends the deadline, or opens a closed call again (期限の延長). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled(
        "期限の延長", "代表団体が期限を延ばした。締め切った後なら受付を再開した。"
    )
    move = CallMove.EXTEND

    event: Annotated[Literal["extended"], _tag("期限の延長")] = "extended"
    deadline: Annotated[date, Field(title="期限", description="新しい期限。その日を含む。")]
    reason: Reason


class Closed(LeadEvent):
    """The lead closes the call before its deadline (締切り). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled("締切り", "代表団体が期限の前に締め切った。")
    move = CallMove.CLOSE

    event: Annotated[Literal["closed"], _tag("締切り")] = "closed"
    reason: Reason


class BecameCase(LeadEvent):
    """The call became a case (事例化). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled("事例化", "呼びかけが共同調達の事例になった。")
    move = CallMove.BECOME_CASE

    event: Annotated[Literal["became_case"], _tag("事例化")] = "became_case"
    case: Annotated[Identifier, Field(title="事例ID", description="事例のID。")]


class Abandoned(LeadEvent):
    """The lead gave the call up (取りやめ). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled("取りやめ", "代表団体が呼びかけを取りやめた。")
    move = CallMove.ABANDON

    event: Annotated[Literal["abandoned"], _tag("取りやめ")] = "abandoned"
    reason: Reason


Event = Answered | LateReply | Admitted | Invited | Corrected | Extended | Closed | BecameCase | Abandoned


def _by_day(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.on))


Events = Annotated[tuple[Annotated[Event, Field(discriminator="event")], ...], AfterValidator(_by_day)]
