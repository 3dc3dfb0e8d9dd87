"""How it is bought together: cases, lots, contracts and participations (共同調達)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics.doors import later

if TYPE_CHECKING:
    from . import calls, exchange, sharing, summaries
    from .amount_files import read_amounts
    from .case_index import CaseIndex, cases_like
    from .cost_over_time import DayShares, OtherAmount
    from .effects import Effect, Exactness, Measure
    from .likeness import CasesLike, LikeCase, OwnCase, UnplacedCase
    from .over_time import Standing, standing
    from .participation_files import read_participations
    from .reading import PUBLISHED_CASES, CaseFile, read_cases
    from .records import Amount, Case, Contract, Lot, Participation
    from .rows import AmountRow, CaseRow, ParticipationRow
    from .tables_of_cases import CaseTables, Size, size_of, to_tables
    from .thresholds import (
        PARAMETERS,
        SMALL_CONTRACT_RULES,
        WTO_RULES,
        BuyerKind,
        ContractClass,
        EstimatedPrice,
        OwnLimit,
        RentBasis,
        ThresholdAnswer,
        ThresholdFacts,
        Thresholds,
        WtoClass,
        threshold_rules,
    )
    from .vocabulary import AmountScope, BodyType, ContractForm, LegalForm, TaxBasis, UnknownReason

__all__ = [
    "PARAMETERS",
    "PUBLISHED_CASES",
    "SMALL_CONTRACT_RULES",
    "WTO_RULES",
    "Amount",
    "AmountRow",
    "AmountScope",
    "BodyType",
    "BuyerKind",
    "Case",
    "CaseFile",
    "CaseIndex",
    "CaseRow",
    "CaseTables",
    "CasesLike",
    "Contract",
    "ContractClass",
    "ContractForm",
    "DayShares",
    "Effect",
    "EstimatedPrice",
    "Exactness",
    "LegalForm",
    "LikeCase",
    "Lot",
    "Measure",
    "OtherAmount",
    "OwnCase",
    "OwnLimit",
    "Participation",
    "ParticipationRow",
    "RentBasis",
    "Size",
    "Standing",
    "TaxBasis",
    "ThresholdAnswer",
    "ThresholdFacts",
    "Thresholds",
    "UnknownReason",
    "UnplacedCase",
    "WtoClass",
    "calls",
    "cases_like",
    "exchange",
    "read_amounts",
    "read_cases",
    "read_participations",
    "sharing",
    "size_of",
    "standing",
    "summaries",
    "threshold_rules",
    "to_tables",
]

# A program loads what it uses: records need neither rules nor tables.
if not TYPE_CHECKING:  # type checkers would let every misspelt name pass
    __getattr__, __dir__ = later(
        __name__,
        __all__,
        {
            "calls": (),
            "exchange": (),
            "sharing": (),
            "summaries": (),
            "amount_files": ("read_amounts",),
            "case_index": ("CaseIndex", "cases_like"),
            "cost_over_time": ("DayShares", "OtherAmount"),
            "effects": ("Effect", "Exactness", "Measure"),
            "likeness": ("CasesLike", "LikeCase", "OwnCase", "UnplacedCase"),
            "over_time": ("Standing", "standing"),
            "participation_files": ("read_participations",),
            "reading": ("PUBLISHED_CASES", "CaseFile", "read_cases"),
            "records": ("Amount", "Case", "Contract", "Lot", "Participation"),
            "rows": ("AmountRow", "CaseRow", "ParticipationRow"),
            "tables_of_cases": ("CaseTables", "Size", "size_of", "to_tables"),
            "thresholds": (
                "PARAMETERS",
                "SMALL_CONTRACT_RULES",
                "WTO_RULES",
                "BuyerKind",
                "ContractClass",
                "EstimatedPrice",
                "OwnLimit",
                "RentBasis",
                "ThresholdAnswer",
                "ThresholdFacts",
                "Thresholds",
                "WtoClass",
                "threshold_rules",
            ),
            "vocabulary": (
                "AmountScope",
                "BodyType",
                "ContractForm",
                "LegalForm",
                "TaxBasis",
                "UnknownReason",
            ),
        },
    )
