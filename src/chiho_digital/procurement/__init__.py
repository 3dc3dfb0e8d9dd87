"""How it is bought together: cases, lots, contracts and participations (共同調達)."""

from . import summaries
from .reading import PUBLISHED_CASES, CaseFile, read_cases
from .records import Amount, Case, CaseRow, Contract, Lot, Participation
from .tables_of_cases import CaseTables, Size, size_of, to_tables
from .vocabulary import AmountScope, BodyType, ContractForm, LegalForm, TaxBasis, UnknownReason

__all__ = [
    "PUBLISHED_CASES",
    "Amount",
    "AmountScope",
    "BodyType",
    "Case",
    "CaseFile",
    "CaseRow",
    "CaseTables",
    "Contract",
    "ContractForm",
    "LegalForm",
    "Lot",
    "Participation",
    "Size",
    "TaxBasis",
    "UnknownReason",
    "read_cases",
    "size_of",
    "summaries",
    "to_tables",
]
