"""Who helps: digital talent pools (人材プール), whom they may be lent to, and the allocation-tax measures that support them."""

from .amounts import amount
from .claims import support
from .costs import Cost, FiscalIndex
from .counting import Outlay
from .eligibility import RULES, eligibility, eligibility_frame
from .facts import CostFacts
from .ledger import Ledger
from .measures import Help, Rate, measures
from .overlaps import Choice, Choices, Overlap, choices
from .records import Engagement, Pool, Skill, StaffMember
from .results import Counted, Support
from .rows import AssignmentRow, CostRow, IndexRow, NeedRow, ResultRow, StaffRow
from .strength import fiscal_index, strength_factor
from .support_table import support_frame
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
    "Measure",
    "Need",
    "NeedRow",
    "Netting",
    "Outlay",
    "Overlap",
    "Part",
    "Pool",
    "Rate",
    "Recipient",
    "ResultRow",
    "Role",
    "Skill",
    "Span",
    "StaffMember",
    "StaffRow",
    "Support",
    "Term",
    "Vocabulary",
    "WorkerPart",
    "WorkerType",
    "amount",
    "choices",
    "eligibility",
    "eligibility_frame",
    "fiscal_index",
    "measures",
    "strength_factor",
    "support",
    "support_frame",
]
