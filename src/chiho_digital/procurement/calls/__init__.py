"""Wishes and calls to join (要望と共同調達の呼びかけ): a lead body spreads a table and asks who joins.

A `Call` is its opening and what has happened to it since, day by day; `as_of` rebuilds how it stood on any day.
"""

from .estimates import CostItem, Estimate
from .events import (
    Abandoned,
    Admitted,
    Answered,
    BecameCase,
    Closed,
    Corrected,
    Event,
    Extended,
    Invited,
    LateReply,
)
from .reading import AnswerFile, WishFile, read_answers, read_wishes
from .records import Call
from .rows import AnswerRow, WishRow
from .simulating import CallSimulation
from .situations import BodyAnswer, Residents, Situation
from .terms import BodyFigure, StatedFigures, Terms
from .vocabulary import CALL_MOVES, REPLY_MOVES, Answer, CallMove, CallState, ReplyMove, ReplyState
from .wishes import Wish, WishCount, WishCounts, count_wishes

__all__ = [
    "CALL_MOVES",
    "REPLY_MOVES",
    "Abandoned",
    "Admitted",
    "Answer",
    "AnswerFile",
    "AnswerRow",
    "Answered",
    "BecameCase",
    "BodyAnswer",
    "BodyFigure",
    "Call",
    "CallMove",
    "CallSimulation",
    "CallState",
    "Closed",
    "Corrected",
    "CostItem",
    "Estimate",
    "Event",
    "Extended",
    "Invited",
    "LateReply",
    "ReplyMove",
    "ReplyState",
    "Residents",
    "Situation",
    "StatedFigures",
    "Terms",
    "Wish",
    "WishCount",
    "WishCounts",
    "WishFile",
    "WishRow",
    "count_wishes",
    "read_answers",
    "read_wishes",
]
