"""What happens to a decentralisation proposal (分権提案の出来事): dated records, from which every state is rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from chiho_digital.commonization.fields import choices, titled
from chiho_digital.commonization.ministries import Ministry, MinistryField
from chiho_digital.commonization.vocabulary import ReplyRound, Result

from .course_states import CourseMove
from .events import Event, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import InvalidValue

__all__ = [
    "CourseEvent",
    "Heard",
    "JointCalled",
    "LawEnacted",
    "MinistriesAsked",
    "OpinionGiven",
    "PolicyDecided",
    "PrioritiesSet",
    "ReExaminationAsked",
    "Replied",
    "ViewStated",
]


class _Simple(Event):
    """An event that is always the same move."""

    of: ClassVar[CourseMove]

    @property
    def move(self) -> CourseMove:
        """Which move it is."""
        return self.of


class JointCalled(_Simple):
    """Joint proposers are called for (共同提案の募集). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled("共同提案の募集", "提案に加わる団体を募集した。")
    of = CourseMove.CALL_FOR_JOINT

    event: Annotated[Literal["joint_called"], tag("共同提案の募集")] = "joint_called"


class PrioritiesSet(_Simple):
    """The priority items are set (重点事項の決定). Strictly read-only.

    priority: whether the proposal is one; None is unknown.
    """

    model_config: ClassVar[ConfigDict] = titled("重点事項の決定", "重点事項を決定した。")
    of = CourseMove.SET_PRIORITIES

    event: Annotated[Literal["priorities_set"], tag("重点事項の決定")] = "priorities_set"
    priority: Annotated[
        bool | None,
        Field(strict=True, title="重点事項", description="この提案が重点事項か。不明のときは null。"),
    ] = None


class MinistriesAsked(_Simple):
    """The ministries are asked about the proposal (府省への照会). Strictly read-only.

    ministries: those asked; None is unknown.
    """

    model_config: ClassVar[ConfigDict] = titled("府省への照会", "関係する府省に、提案への回答を求めた。")
    of = CourseMove.ASK

    event: Annotated[Literal["ministries_asked"], tag("府省への照会")] = "ministries_asked"
    ministries: Annotated[
        tuple[MinistryField, ...] | None,
        Field(title="府省", description="照会した府省。不明のときは null。"),
    ] = None

    @property
    def named(self) -> tuple[Ministry, ...]:
        """The ministries that were asked."""
        return self.ministries or ()

    def problems(self) -> Iterable[InvalidValue]:
        """Ministries that are not known."""
        for place, ministry in enumerate(self.named):
            yield from (problem.at("ministries", place) for problem in ministry.problems())


class Heard(_Simple):
    """A hearing is held (ヒアリング). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled("ヒアリング", "提案についてのヒアリングを行った。")
    of = CourseMove.HEAR

    event: Annotated[Literal["heard"], tag("ヒアリング")] = "heard"


class Replied(Event):
    """A ministry replies, in the first or the second round (府省の回答). Strictly read-only. words: the reply."""

    model_config: ClassVar[ConfigDict] = titled("府省の回答", "府省が、第1次または第2次の回答をした。")

    event: Annotated[Literal["replied"], tag("府省の回答")] = "replied"
    reply_round: Annotated[ReplyRound, choices(ReplyRound), Field(title="回答の次")]
    ministry: Annotated[
        MinistryField | None, Field(title="府省", description="回答した府省。不明のときは null。")
    ] = None

    @property
    def move(self) -> CourseMove:
        """Which move it is."""
        return CourseMove.REPLY_FIRST if self.reply_round is ReplyRound.FIRST else CourseMove.REPLY_SECOND

    @property
    def named(self) -> tuple[Ministry, ...]:
        """The ministry that replied."""
        return () if self.ministry is None else (self.ministry,)


class ViewStated(_Simple):
    """The proposer states its view of the first reply (提案団体の見解). Strictly read-only. words: the view."""

    model_config: ClassVar[ConfigDict] = titled("提案団体の見解", "提案団体が、第1次回答への見解を示した。")
    of = CourseMove.STATE_VIEW

    event: Annotated[Literal["view_stated"], tag("提案団体の見解")] = "view_stated"


class OpinionGiven(_Simple):
    """The six associations give their opinion (地方六団体の意見). Strictly read-only. words: the opinion."""

    model_config: ClassVar[ConfigDict] = titled("地方六団体の意見", "地方六団体が意見を示した。")
    of = CourseMove.GIVE_OPINION

    event: Annotated[Literal["opinion_given"], tag("地方六団体の意見")] = "opinion_given"


class ReExaminationAsked(_Simple):
    """The ministries are asked to examine the proposal again (再検討の要請). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled("再検討の要請", "府省に再検討を求めた。")
    of = CourseMove.ASK_AGAIN

    event: Annotated[Literal["re_examination_asked"], tag("再検討の要請")] = "re_examination_asked"


class PolicyDecided(_Simple):
    """The response policy is decided (対応方針の決定). Strictly read-only.

    result: what it says of the proposal; None is unknown.
    """

    model_config: ClassVar[ConfigDict] = titled("対応方針の決定", "対応方針が閣議決定された。")
    of = CourseMove.DECIDE

    event: Annotated[Literal["policy_decided"], tag("対応方針の決定")] = "policy_decided"
    result: Annotated[
        Annotated[Result, choices(Result)] | None,
        Field(title="結果", description="提案に対する結果。不明のときは null。"),
    ] = None


class LawEnacted(_Simple):
    """The response is put into law (法律の制定). Strictly read-only. words: which law."""

    model_config: ClassVar[ConfigDict] = titled("法律の制定", "対応方針の内容が法律になった。")
    of = CourseMove.ENACT

    event: Annotated[Literal["law_enacted"], tag("法律の制定")] = "law_enacted"


CourseEvent = (
    JointCalled
    | PrioritiesSet
    | MinistriesAsked
    | Heard
    | Replied
    | ViewStated
    | OpinionGiven
    | ReExaminationAsked
    | PolicyDecided
    | LawEnacted
)
