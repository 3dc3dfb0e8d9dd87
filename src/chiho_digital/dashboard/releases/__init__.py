"""Releases of a dashboard data set: draft, preview by the local governments concerned, publication, corrections (公開)."""

from .data_sets import BodyAnswer, Confirmed, DataSet, ReleaseRow
from .log import LogEntry
from .opinions import SENDERS, Opinion, Opinions, Reply
from .records import (
    Acceptance,
    Answer,
    Confirmation,
    Correction,
    CorrectionLink,
    Event,
    Objection,
    Opening,
    Preview,
    Publication,
    Reason,
    Withdrawal,
)
from .release import Release
from .states import MOVES, AnswerState, Move, State

__all__ = [
    "MOVES",
    "SENDERS",
    "Acceptance",
    "Answer",
    "AnswerState",
    "BodyAnswer",
    "Confirmation",
    "Confirmed",
    "Correction",
    "CorrectionLink",
    "DataSet",
    "Event",
    "LogEntry",
    "Move",
    "Objection",
    "Opening",
    "Opinion",
    "Opinions",
    "Preview",
    "Publication",
    "Reason",
    "Release",
    "ReleaseRow",
    "Reply",
    "State",
    "Withdrawal",
]
