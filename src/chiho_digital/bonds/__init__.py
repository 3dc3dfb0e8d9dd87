"""The digital-promotion bond (デジタル活用推進事業債): may a body borrow for a project, why, what would it pay."""

from . import summaries
from .applicant import Applicant, FiscalIndicators
from .ceilings import Funding, funding
from .costs import CostPart, CostSplit, Stacking, cost_split
from .eligibility import (
    eligibility,
    eligibility_frame,
    expense_eligibility_frame,
    next_question,
    plan_eligibility,
)
from .facts import ExpenseFacts, PlanFacts, ProjectFacts
from .funding_table import funding_frame
from .other_money import OtherMoney, OtherMoneyFacts, Scheme, other_money
from .plan_page import PLAN_STYLES, PlanSheet
from .procedure import (
    NOTIFICATION_RULES,
    PERMISSION_RULES,
    Counterparty,
    Procedure,
    ProcedureFacts,
    ProcedureKind,
    procedure,
)
from .records import Expense, Plan, Project
from .repayment import FLOOR_TO_YEN, Instalment, RepaymentMethod, Schedule, schedule
from .rules import EXPENSE_RULES, PARAMETERS, PLAN_RULES, PROJECT_RULES
from .steps import Step
from .totals import Flooring, FundingTotal, funding_of_all
from .vocabulary import (
    Acquisition,
    Beneficiaries,
    BodyKind,
    Carrier,
    CostScope,
    ProjectKind,
    Purpose,
    RegionalIssue,
    TaxBasis,
    Use,
)

__all__ = [
    "EXPENSE_RULES",
    "FLOOR_TO_YEN",
    "NOTIFICATION_RULES",
    "PARAMETERS",
    "PERMISSION_RULES",
    "PLAN_RULES",
    "PLAN_STYLES",
    "PROJECT_RULES",
    "Acquisition",
    "Applicant",
    "Beneficiaries",
    "BodyKind",
    "Carrier",
    "CostPart",
    "CostScope",
    "CostSplit",
    "Counterparty",
    "Expense",
    "ExpenseFacts",
    "FiscalIndicators",
    "Flooring",
    "Funding",
    "FundingTotal",
    "Instalment",
    "OtherMoney",
    "OtherMoneyFacts",
    "Plan",
    "PlanFacts",
    "PlanSheet",
    "Procedure",
    "ProcedureFacts",
    "ProcedureKind",
    "Project",
    "ProjectFacts",
    "ProjectKind",
    "Purpose",
    "RegionalIssue",
    "RepaymentMethod",
    "Schedule",
    "Scheme",
    "Stacking",
    "Step",
    "TaxBasis",
    "Use",
    "cost_split",
    "eligibility",
    "eligibility_frame",
    "expense_eligibility_frame",
    "funding",
    "funding_frame",
    "funding_of_all",
    "next_question",
    "other_money",
    "plan_eligibility",
    "procedure",
    "schedule",
    "summaries",
]
