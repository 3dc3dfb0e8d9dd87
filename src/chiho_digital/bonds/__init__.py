"""The digital-promotion bond (デジタル活用推進事業債): may a body borrow for a project, why, what would it pay."""

from .eligibility import (
    eligibility,
    eligibility_frame,
    expense_eligibility_frame,
    next_question,
    plan_eligibility,
)
from .facts import ExpenseFacts, PlanFacts, ProjectFacts
from .other_money import OtherMoney, OtherMoneyFacts, Scheme, other_money
from .procedure import (
    NOTIFICATION_RULES,
    PERMISSION_RULES,
    Counterparty,
    Procedure,
    ProcedureFacts,
    ProcedureKind,
    procedure,
)
from .records import Applicant, Expense, FiscalIndicators, Plan, Project
from .rules import EXPENSE_RULES, PARAMETERS, PLAN_RULES, PROJECT_RULES
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
    "NOTIFICATION_RULES",
    "PARAMETERS",
    "PERMISSION_RULES",
    "PLAN_RULES",
    "PROJECT_RULES",
    "Acquisition",
    "Applicant",
    "Beneficiaries",
    "BodyKind",
    "Carrier",
    "CostScope",
    "Counterparty",
    "Expense",
    "ExpenseFacts",
    "FiscalIndicators",
    "OtherMoney",
    "OtherMoneyFacts",
    "Plan",
    "PlanFacts",
    "Procedure",
    "ProcedureFacts",
    "ProcedureKind",
    "Project",
    "ProjectFacts",
    "ProjectKind",
    "Purpose",
    "RegionalIssue",
    "Scheme",
    "TaxBasis",
    "Use",
    "eligibility",
    "eligibility_frame",
    "expense_eligibility_frame",
    "next_question",
    "other_money",
    "plan_eligibility",
    "procedure",
]
