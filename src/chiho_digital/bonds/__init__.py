"""The digital-promotion bond (デジタル活用推進事業債): may a body borrow for a project, why, what would it pay."""

from .facts import ExpenseFacts, PlanFacts, ProjectFacts
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
    "PARAMETERS",
    "PLAN_RULES",
    "PROJECT_RULES",
    "Acquisition",
    "Applicant",
    "Beneficiaries",
    "BodyKind",
    "Carrier",
    "CostScope",
    "Expense",
    "ExpenseFacts",
    "FiscalIndicators",
    "Plan",
    "PlanFacts",
    "Project",
    "ProjectFacts",
    "ProjectKind",
    "Purpose",
    "RegionalIssue",
    "TaxBasis",
    "Use",
]
