"""The states and moves of a decentralisation proposal (分権提案): from the proposal to the response policy and the law."""

from __future__ import annotations

from chiho_digital.basics import LabelledEnum, Moves, Text, Transition
from chiho_digital.commonization.texts import CALL_FLOW
from chiho_digital.commonization.vocabulary import Actor

from .machines import Machine

__all__ = ["COURSE", "CourseMove", "CourseState"]


class CourseState(LabelledEnum):
    """Where a decentralisation proposal stands (分権提案の段階)."""

    PROPOSED = "proposed", "提案済み", "proposed"
    JOINED = "joined", "共同提案を募集済み", "joint proposers called for"
    PRIORITIES_SET = "priorities_set", "重点事項を決定済み", "priority items set"
    ASKED = "asked", "府省に照会済み", "ministries asked"
    HEARD = "heard", "ヒアリング済み", "heard"
    FIRST_REPLY = "first_reply", "第1次回答あり", "first reply given"
    COMMENTED = "commented", "見解・意見あり", "commented on"
    RE_EXAMINED = "re_examined", "再検討を要請済み", "re-examination asked for"
    SECOND_REPLY = "second_reply", "第2次回答あり", "second reply given"
    SETTLED = "settled", "対応方針を決定済み", "response policy decided"
    IN_LAW = "in_law", "法律を制定済み", "put into law"


class CourseMove(LabelledEnum):
    """What can happen to a decentralisation proposal (分権提案の出来事)."""

    CALL_FOR_JOINT = "call_for_joint", "共同提案の募集", "call for joint proposers"
    SET_PRIORITIES = "set_priorities", "重点事項の決定", "set the priority items"
    ASK = "ask", "府省への照会", "ask the ministries"
    HEAR = "hear", "ヒアリング", "hold the hearing"
    REPLY_FIRST = "reply_first", "第1次回答", "give the first reply"
    STATE_VIEW = "state_view", "提案団体の見解", "state the proposer's view"
    GIVE_OPINION = "give_opinion", "地方六団体の意見", "give the opinion of the six associations"
    ASK_AGAIN = "ask_again", "再検討の要請", "ask for re-examination"
    REPLY_SECOND = "reply_second", "第2次回答", "give the second reply"
    DECIDE = "decide", "対応方針の決定", "decide the response policy"
    ENACT = "enact", "法律の制定", "enact the law"


_S, _M = CourseState, CourseMove

COURSE = Machine(
    Text("分権提案の経過", "course of a decentralisation proposal"),
    (
        Moves(
            Text("分権提案", "the decentralisation proposal"),
            (
                Transition(_S.PROPOSED, _M.CALL_FOR_JOINT, _S.JOINED, CALL_FLOW),
                Transition(_S.JOINED, _M.SET_PRIORITIES, _S.PRIORITIES_SET, CALL_FLOW),
                Transition(_S.PRIORITIES_SET, _M.ASK, _S.ASKED, CALL_FLOW),
                Transition(_S.ASKED, _M.HEAR, _S.HEARD, CALL_FLOW),
                Transition(_S.HEARD, _M.REPLY_FIRST, _S.FIRST_REPLY, CALL_FLOW),
                # Several ministries reply, one by one.
                Transition(_S.FIRST_REPLY, _M.REPLY_FIRST, _S.FIRST_REPLY, CALL_FLOW),
                # The flow names view and opinion together: in either order.
                Transition(_S.FIRST_REPLY, _M.STATE_VIEW, _S.COMMENTED, CALL_FLOW),
                Transition(_S.FIRST_REPLY, _M.GIVE_OPINION, _S.COMMENTED, CALL_FLOW),
                Transition(_S.COMMENTED, _M.STATE_VIEW, _S.COMMENTED, CALL_FLOW),
                Transition(_S.COMMENTED, _M.GIVE_OPINION, _S.COMMENTED, CALL_FLOW),
                Transition(_S.COMMENTED, _M.ASK_AGAIN, _S.RE_EXAMINED, CALL_FLOW),
                Transition(_S.RE_EXAMINED, _M.REPLY_SECOND, _S.SECOND_REPLY, CALL_FLOW),
                Transition(_S.SECOND_REPLY, _M.REPLY_SECOND, _S.SECOND_REPLY, CALL_FLOW),
                Transition(_S.SECOND_REPLY, _M.DECIDE, _S.SETTLED, CALL_FLOW),
                Transition(_S.SETTLED, _M.ENACT, _S.IN_LAW, CALL_FLOW),
            ),
        ),
    ),
    {
        _M.REPLY_FIRST: Actor.MINISTRY,
        _M.STATE_VIEW: Actor.PROPOSER,
        _M.GIVE_OPINION: Actor.SIX_ASSOCIATIONS,
        _M.REPLY_SECOND: Actor.MINISTRY,
        _M.DECIDE: Actor.CABINET,
    },
)
"""The flow of the call. The steps are those of one proposal; that some of them are taken for a whole year does not show."""
