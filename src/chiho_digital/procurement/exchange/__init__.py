"""Exchange with other systems: cases as a release package of OCDS 1.1.5, and back (データ交換)."""

from .issues import ExchangeIssue
from .names import CORPORATE_NUMBERS, EXTENSION, LOCAL_GOVERNMENTS, OWN, SYSTEM_KINDS
from .packages import to_ocds, write_ocds
from .reading import Imported, from_ocds, read_ocds
from .shares import CostShare

__all__ = [
    "CORPORATE_NUMBERS",
    "EXTENSION",
    "LOCAL_GOVERNMENTS",
    "OWN",
    "SYSTEM_KINDS",
    "CostShare",
    "ExchangeIssue",
    "Imported",
    "from_ocds",
    "read_ocds",
    "to_ocds",
    "write_ocds",
]
