"""The states of a release, and which move leads from which to which. The states and moves are rules of this library.

What is known of the plan is that local governments can check the finished site in a test environment before it is
published, and that it is updated afterwards (minutes of 2025-01-14).
"""

from __future__ import annotations

from chiho_digital.basics import LabelledEnum, Moves, Text, Transition

__all__ = ["MOVES", "AnswerState", "Move", "State"]


class State(LabelledEnum):
    """Where a release stands (状態)."""

    DRAFT = "draft", "下書き", "draft"
    PREVIEW = "preview", "確認期間中", "open for preview"
    PREVIEWED = "previewed", "確認期間終了・公開前", "previewed, not yet published"
    PUBLISHED = "published", "公開中", "published"
    CORRECTED = "corrected", "修正あり・再公開前", "corrected, not yet published again"


class Move(LabelledEnum):
    """What can happen to a release (出来事). The end of the preview comes by the calendar, all else by somebody."""

    PREVIEW = "preview", "確認期間を開く", "open a preview"
    PREVIEW_END = "preview_end", "確認期間の終了", "end of the preview"
    CONFIRMATION = "confirmation", "行を確認する", "confirm a row"
    OBJECTION = "objection", "行に異議を述べる", "object to a row"
    WITHDRAWAL = "withdrawal", "異議を取り下げる", "withdraw an objection"
    ACCEPTANCE = "acceptance", "修正を受け入れる", "accept a correction"
    CORRECTION = "correction", "行を修正する", "correct a row"
    PUBLICATION = "publication", "公開する", "publish"


class AnswerState(LabelledEnum):
    """Where a body stands with a row that concerns it (回答の状況). No answer is neither consent nor objection."""

    CONFIRMED = "confirmed", "確認済み", "confirmed"
    CONFIRMED_BEFORE = "confirmed_before", "修正前に確認", "confirmed before the correction"
    OBJECTS = "objects", "異議あり", "objects"
    WITHDRAWN = "withdrawn", "異議を取下げ", "objection withdrawn"
    ACCEPTED = "accepted", "修正を受入れ", "correction accepted"
    LATE = "late", "期間後に回答", "answered after the preview"
    NOT_ANSWERED = "not_answered", "未回答", "not answered"


_BY_BODIES = (Move.CONFIRMATION, Move.OBJECTION, Move.WITHDRAWAL, Move.ACCEPTANCE)
_LEADS: dict[State, dict[Move, State]] = {
    State.DRAFT: {Move.CORRECTION: State.DRAFT, Move.PREVIEW: State.PREVIEW},
    State.PREVIEW: {
        **dict.fromkeys(_BY_BODIES, State.PREVIEW),
        Move.CORRECTION: State.PREVIEW,
        Move.PREVIEW_END: State.PREVIEWED,
    },
    State.PREVIEWED: {
        **dict.fromkeys(_BY_BODIES, State.PREVIEWED),
        Move.CORRECTION: State.PREVIEWED,
        Move.PREVIEW: State.PREVIEW,
        Move.PUBLICATION: State.PUBLISHED,
    },
    State.PUBLISHED: {
        **dict.fromkeys(_BY_BODIES, State.PUBLISHED),
        Move.CORRECTION: State.CORRECTED,
        Move.PREVIEW: State.PREVIEW,
        Move.PUBLICATION: State.PUBLISHED,
    },
    State.CORRECTED: {
        **dict.fromkeys(_BY_BODIES, State.CORRECTED),
        Move.CORRECTION: State.CORRECTED,
        Move.PREVIEW: State.PREVIEW,
        Move.PUBLICATION: State.PUBLISHED,
    },
}

MOVES: Moves[State, Move] = Moves(
    Text("データセット", "the release"),
    tuple(Transition(state, move, after) for state, leads in _LEADS.items() for move, after in leads.items()),
)
"""Every move that is possible. Outside a preview an answer is recorded as late and does not count."""
