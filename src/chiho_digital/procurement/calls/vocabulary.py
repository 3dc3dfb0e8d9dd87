"""What a call can be, what can be done with it, and what a body can say to it: states, moves and answers.

The moves are rules of this library, made after the minutes' picture of a prefecture that spreads a table and asks who joins;
no law orders them.
"""

from __future__ import annotations

from chiho_digital.basics import LabelledEnum, Moves, Text, Transition

__all__ = ["CALL_MOVES", "REPLY_MOVES", "Answer", "CallMove", "CallState", "ReplyMove", "ReplyState"]


class Answer(LabelledEnum):
    """What an invited body says (回答); in the order in which answers are shown."""

    JOIN = "join", "参加", "joins"
    CONSIDER = "consider", "検討中", "considers"
    DECLINE = "decline", "不参加", "declines"
    NO_ANSWER = "no_answer", "未回答", "no answer yet"


class CallState(LabelledEnum):
    """Where a call stands (呼びかけの状態).

    open: answers are taken.  closed: the deadline has passed, or the lead closed it.  case: it became a case.
    abandoned: it was given up.
    """

    OPEN = "open", "受付中", "open"
    CLOSED = "closed", "受付終了", "closed"
    CASE = "case", "事例化", "a case"
    ABANDONED = "abandoned", "取りやめ", "abandoned"


class CallMove(LabelledEnum):
    """What can be done with a call (呼びかけへの操作). The passing of the deadline closes it too."""

    ANSWER = "answer", "回答", "answer"
    REPLY_LATE = "reply_late", "期限後の回答の記録", "record a late reply"
    ADMIT = "admit", "期限後の回答の受入れ", "admit a late reply"
    INVITE = "invite", "呼びかけ先の追加", "invite"
    CORRECT = "correct", "内容の訂正", "correct"
    EXTEND = "extend", "期限の延長", "extend the deadline"
    CLOSE = "close", "締切り", "close"
    BECOME_CASE = "become_case", "事例化", "make it a case"
    ABANDON = "abandon", "取りやめ", "abandon"


CALL_MOVES = Moves(
    Text("呼びかけ", "the call"),
    (
        Transition(CallState.OPEN, CallMove.ANSWER, CallState.OPEN),
        Transition(CallState.OPEN, CallMove.ADMIT, CallState.OPEN),
        Transition(CallState.OPEN, CallMove.INVITE, CallState.OPEN),
        Transition(CallState.OPEN, CallMove.CORRECT, CallState.OPEN),
        Transition(CallState.OPEN, CallMove.EXTEND, CallState.OPEN),
        Transition(CallState.OPEN, CallMove.CLOSE, CallState.CLOSED),
        Transition(CallState.OPEN, CallMove.ABANDON, CallState.ABANDONED),
        Transition(CallState.CLOSED, CallMove.REPLY_LATE, CallState.CLOSED),
        Transition(CallState.CLOSED, CallMove.ADMIT, CallState.CLOSED),
        Transition(CallState.CLOSED, CallMove.CORRECT, CallState.CLOSED),
        Transition(CallState.CLOSED, CallMove.EXTEND, CallState.OPEN),
        Transition(CallState.CLOSED, CallMove.BECOME_CASE, CallState.CASE),
        Transition(CallState.CLOSED, CallMove.ABANDON, CallState.ABANDONED),
    ),
)
"""Which move leads a call from which state to which."""


class ReplyState(LabelledEnum):
    """Where the reply of one body stands (団体の回答の状態). late: a late reply waits for the lead to admit it."""

    NONE = "none", "未回答", "not given"
    COUNTED = "counted", "回答済み", "counted"
    LATE = "late", "期限後の回答が受入れ待ち", "late and not admitted"


class ReplyMove(LabelledEnum):
    """What can happen to the reply of one body (団体の回答への操作)."""

    ANSWER = "answer", "回答", "answer"
    REPLY_LATE = "reply_late", "期限後の回答", "reply late"
    ADMIT = "admit", "期限後の回答の受入れ", "admit the late reply"


REPLY_MOVES = Moves(
    Text("この団体の回答", "the reply of this body"),
    (
        Transition(ReplyState.NONE, ReplyMove.ANSWER, ReplyState.COUNTED),
        Transition(ReplyState.NONE, ReplyMove.REPLY_LATE, ReplyState.LATE),
        Transition(ReplyState.COUNTED, ReplyMove.ANSWER, ReplyState.COUNTED),
        Transition(ReplyState.COUNTED, ReplyMove.REPLY_LATE, ReplyState.LATE),
        Transition(ReplyState.LATE, ReplyMove.ANSWER, ReplyState.COUNTED),
        Transition(ReplyState.LATE, ReplyMove.REPLY_LATE, ReplyState.LATE),
        Transition(ReplyState.LATE, ReplyMove.ADMIT, ReplyState.COUNTED),
    ),
)
"""Which move leads the reply of a body from which state to which. An answer can be changed, not taken back."""
