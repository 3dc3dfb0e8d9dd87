"""Sharing the cost of a joint procurement (費用負担): rules that can be put together, exact shares in yen, and simulations.

`share` divides a total by a rule and a named remainder rule; `charge` adds up prices; `simulate` answers "if only these join".
"""

from .bodies import Sharer
from .charges import Charge, Charges, charge
from .composed import ByItem, Only, Parts, PriceFirst
from .formulas import Formula, formulas
from .prices import Fixed, PlanCeiling, Price, UnitPrice
from .remainders import FirstByCode, Kept, LargestRemainder, LargestShare, Lead, Remainder
from .rules import By, DiminishingPower, Equal, Rule, Unstated
from .shares import Line, PartTotal, Share, Shares, share
from .simulation import MOST_OPEN, Range, Simulation, simulate
from .words import NOT_OFFICIAL

__all__ = [
    "MOST_OPEN",
    "NOT_OFFICIAL",
    "By",
    "ByItem",
    "Charge",
    "Charges",
    "DiminishingPower",
    "Equal",
    "FirstByCode",
    "Fixed",
    "Formula",
    "Kept",
    "LargestRemainder",
    "LargestShare",
    "Lead",
    "Line",
    "Only",
    "PartTotal",
    "Parts",
    "PlanCeiling",
    "Price",
    "PriceFirst",
    "Range",
    "Remainder",
    "Rule",
    "Share",
    "Sharer",
    "Shares",
    "Simulation",
    "UnitPrice",
    "Unstated",
    "charge",
    "formulas",
    "share",
    "simulate",
]
