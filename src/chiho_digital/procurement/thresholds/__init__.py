"""Methods and thresholds: what the rules on small contracts and WTO thresholds say about one contract (契約の方法).

Sources: 地方自治法施行令 (Enforcement Order of the Local Autonomy Act) art. 167-2(1)1 and annex 5; the WTO thresholds.
"""

from .answers import Limit, Reading, ThresholdAnswer, Thresholds
from .asking import threshold_rules
from .facts import ThresholdFacts
from .inputs import EstimatedPrice, OwnLimit
from .limits import PARAMETERS, BuyerKind, ContractClass, RentBasis, WtoClass
from .rules import SMALL_CONTRACT_RULES, WTO_RULES

__all__ = [
    "PARAMETERS",
    "SMALL_CONTRACT_RULES",
    "WTO_RULES",
    "BuyerKind",
    "ContractClass",
    "EstimatedPrice",
    "Limit",
    "OwnLimit",
    "Reading",
    "RentBasis",
    "ThresholdAnswer",
    "ThresholdFacts",
    "Thresholds",
    "WtoClass",
    "threshold_rules",
]
