"""Review flags (提案の確認事項): what there is to look at in a proposal before its review; none of them rejects it."""

from .asking import flags, flags_frame
from .facts import FlagFacts
from .results import Advice, Flag, Flags, FlagState
from .rules import FLAG_RULES
from .tables import JointCase

__all__ = [
    "FLAG_RULES",
    "Advice",
    "Flag",
    "FlagFacts",
    "FlagState",
    "Flags",
    "JointCase",
    "flags",
    "flags_frame",
]
