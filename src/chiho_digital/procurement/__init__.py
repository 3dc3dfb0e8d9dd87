"""How it is bought together: cases, lots, contracts and participations (共同調達)."""

from . import sharing, summaries
from .over_time import Standing, standing
from .reading import PUBLISHED_CASES, CaseFile, read_cases
from .records import Amount, Case, CaseRow, Contract, Lot, Participation
from .tables_of_cases import CaseTables, Size, size_of, to_tables
from .thresholds import (
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
    "PUBLISHED_CASES",
    "SMALL_CONTRACT_RULES",
    "WTO_RULES",
    "Amount",
    "AmountScope",
    "BodyType",
    "BuyerKind",
    "Case",
    "CaseFile",
    "CaseRow",
    "CaseTables",
    "Contract",
    "ContractClass",
    "ContractForm",
    "EstimatedPrice",
    "LegalForm",
    "Lot",
    "OwnLimit",
    "Participation",
    "RentBasis",
    "Size",
    "Standing",
    "TaxBasis",
    "ThresholdAnswer",
    "ThresholdFacts",
    "Thresholds",
    "UnknownReason",
    "WtoClass",
    "read_cases",
    "sharing",
    "size_of",
    "standing",
    "summaries",
    "threshold_rules",
    "to_tables",
]
