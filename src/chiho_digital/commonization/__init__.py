"""What state and local government share (共通化): proposals, candidates, criteria, process, calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics.doors import later

if TYPE_CHECKING:
    from . import process, summaries
    from .calendar import Calendar, known_calendar
    from .calendar_events import (
        CalendarEvent,
        CalendarStep,
        CallCount,
        DatesAhead,
        Estimate,
        Upcoming,
    )
    from .candidate_rows import CandidateRow, CandidateRowKind
    from .candidates import (
        CANDIDATES_FILE,
        CandidateFile,
        KnownCandidate,
        NotCandidate,
        known_candidates,
        read_candidates,
    )
    from .flagging import (
        FLAG_RULES,
        Advice,
        Flag,
        FlagFacts,
        Flags,
        FlagState,
        JointCase,
        flags,
        flags_frame,
    )
    from .ledger import Ledger
    from .limits import TextLimits, characters
    from .ministries import MINISTRIES, Ministry
    from .process import Candidate, DecentralisationCourse, Review
    from .proposals import PriorConsultation, Proposal
    from .proposers import Proposer
    from .remarks import Remark, RemarkAnswer
    from .similarity import SimilarPair, Worded, similar, similar_to
    from .standard_affairs import LaterMigrations, StandardAffair, Standardisation, standardisation
    from .tables_of_ledgers import proposal_table, review_table
    from .vocabulary import (
        CLASSES,
        Actor,
        Criterion,
        Outcome,
        ProposerKind,
        RemarkState,
        ReplyRound,
        Result,
        StudyPart,
        class_of,
    )
    from .years import ProposalYear

__all__ = [
    "CANDIDATES_FILE",
    "CLASSES",
    "FLAG_RULES",
    "MINISTRIES",
    "Actor",
    "Advice",
    "Calendar",
    "CalendarEvent",
    "CalendarStep",
    "CallCount",
    "Candidate",
    "CandidateFile",
    "CandidateRow",
    "CandidateRowKind",
    "Criterion",
    "DatesAhead",
    "DecentralisationCourse",
    "Estimate",
    "Flag",
    "FlagFacts",
    "FlagState",
    "Flags",
    "JointCase",
    "KnownCandidate",
    "LaterMigrations",
    "Ledger",
    "Ministry",
    "NotCandidate",
    "Outcome",
    "PriorConsultation",
    "Proposal",
    "ProposalYear",
    "Proposer",
    "ProposerKind",
    "Remark",
    "RemarkAnswer",
    "RemarkState",
    "ReplyRound",
    "Result",
    "Review",
    "SimilarPair",
    "StandardAffair",
    "Standardisation",
    "StudyPart",
    "TextLimits",
    "Upcoming",
    "Worded",
    "characters",
    "class_of",
    "flags",
    "flags_frame",
    "known_calendar",
    "known_candidates",
    "process",
    "proposal_table",
    "read_candidates",
    "review_table",
    "similar",
    "similar_to",
    "standardisation",
    "summaries",
]

# A program loads what it uses: a table of the process needs no records.
if not TYPE_CHECKING:  # type checkers would let every misspelt name pass
    __getattr__, __dir__ = later(
        __name__,
        __all__,
        {
            "process": (),
            "summaries": (),
            "calendar": ("Calendar", "known_calendar"),
            "calendar_events": (
                "CalendarEvent",
                "CalendarStep",
                "CallCount",
                "DatesAhead",
                "Estimate",
                "Upcoming",
            ),
            "candidate_rows": ("CandidateRow", "CandidateRowKind"),
            "candidates": (
                "CANDIDATES_FILE",
                "CandidateFile",
                "KnownCandidate",
                "NotCandidate",
                "known_candidates",
                "read_candidates",
            ),
            "flagging": (
                "FLAG_RULES",
                "Advice",
                "Flag",
                "FlagFacts",
                "FlagState",
                "Flags",
                "JointCase",
                "flags",
                "flags_frame",
            ),
            "ledger": ("Ledger",),
            "limits": ("TextLimits", "characters"),
            "ministries": ("MINISTRIES", "Ministry"),
            "process.courses": ("DecentralisationCourse",),
            "process.reviews": ("Candidate", "Review"),
            "proposals": ("PriorConsultation", "Proposal"),
            "proposers": ("Proposer",),
            "remarks": ("Remark", "RemarkAnswer"),
            "similarity": ("SimilarPair", "Worded", "similar", "similar_to"),
            "standard_affairs": ("LaterMigrations", "StandardAffair", "Standardisation", "standardisation"),
            "tables_of_ledgers": ("proposal_table", "review_table"),
            "vocabulary": (
                "CLASSES",
                "Actor",
                "Criterion",
                "Outcome",
                "ProposerKind",
                "RemarkState",
                "ReplyRound",
                "Result",
                "StudyPart",
                "class_of",
            ),
            "years": ("ProposalYear",),
        },
    )
