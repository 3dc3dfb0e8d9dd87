"""Who helps: digital talent pools (人材プール), whom they may be lent to, and the allocation-tax measures that support them."""

from . import summaries
from .amounts import amount
from .changes import Change
from .claims import support
from .costs import Cost, FiscalIndex
from .counting import Outlay
from .eligibility import RULES, eligibility, eligibility_frame
from .facts import CostFacts
from .ledger import Ledger
from .matching import Match, Matching, Unmet, UnmetBecause, match
from .measures import Help, Rate, measures
from .outlook import outlook
from .outlook_result import Outlook
from .overlaps import Choice, Choices, Overlap, choices
from .real_pools import Qualifier, RealPool, StatedCount, national_counts, real_pools
from .records import Engagement, Pool, Skill, StaffMember
from .results import Counted, Support
from .rows import AssignmentRow, CostRow, IndexRow, NeedRow, ResultRow, StaffRow
from .strength import fiscal_index, strength_factor
from .support_table import support_frame
from .tables_of_pools import need_table, supply_table
from .terms import CHANNELS, FIELDS, SHAPES, Term, Vocabulary
from .texts import PARAMETERS
from .vocabulary import (
    BodyKind,
    CapPer,
    CostItem,
    Dispatch,
    Duty,
    EmploymentForm,
    Measure,
    Netting,
    Part,
    Recipient,
    Role,
    Span,
    WorkerPart,
    WorkerType,
)
from .work import Assignment, AssignmentResult, Need
from .year_view import OutlookLine, Sums, YearView

__all__ = [
    "CHANNELS",
    "FIELDS",
    "PARAMETERS",
    "RULES",
    "SHAPES",
    "Assignment",
    "AssignmentResult",
    "AssignmentRow",
    "BodyKind",
    "CapPer",
    "Change",
    "Choice",
    "Choices",
    "Cost",
    "CostFacts",
    "CostItem",
    "CostRow",
    "Counted",
    "Dispatch",
    "Duty",
    "EmploymentForm",
    "Engagement",
    "FiscalIndex",
    "Help",
    "IndexRow",
    "Ledger",
    "Match",
    "Matching",
    "Measure",
    "Need",
    "NeedRow",
    "Netting",
    "Outlay",
    "Outlook",
    "OutlookLine",
    "Overlap",
    "Part",
    "Pool",
    "Qualifier",
    "Rate",
    "RealPool",
    "Recipient",
    "ResultRow",
    "Role",
    "Skill",
    "Span",
    "StaffMember",
    "StaffRow",
    "StatedCount",
    "Sums",
    "Support",
    "Term",
    "Unmet",
    "UnmetBecause",
    "Vocabulary",
    "WorkerPart",
    "WorkerType",
    "YearView",
    "amount",
    "choices",
    "eligibility",
    "eligibility_frame",
    "fiscal_index",
    "match",
    "measures",
    "national_counts",
    "need_table",
    "outlook",
    "real_pools",
    "strength_factor",
    "summaries",
    "supply_table",
    "support",
    "support_frame",
]
