"""May it be financed by the bond: a project, one of its expenses, a plan, or a whole table of projects or expenses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from .facts import ExpenseFacts, PlanFacts, ProjectFacts
from .records import Expense, Plan, Project
from .rules import EXPENSE_RULES, PLAN_RULES, PROJECT_RULES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from narwhals.typing import IntoFrameT

    from chiho_digital.basics import FiscalYear
    from chiho_digital.rules import Decision, Question

__all__ = [
    "eligibility",
    "eligibility_frame",
    "expense_eligibility_frame",
    "next_question",
    "plan_eligibility",
]


@overload
def eligibility(case: ExpenseFacts, *, as_read_on: date | None = None) -> Decision[ExpenseFacts]: ...  # pyright: ignore[reportOverlappingOverload] -- the narrower class is asked first
@overload
def eligibility(
    case: Project, expense: Expense, *, as_read_on: date | None = None
) -> Decision[ExpenseFacts]: ...
@overload
def eligibility(
    case: Project | ProjectFacts, *, as_read_on: date | None = None
) -> Decision[ProjectFacts]: ...
def eligibility(
    case: Project | ProjectFacts | ExpenseFacts,
    expense: Expense | None = None,
    *,
    as_read_on: date | None = None,
) -> Decision[Any]:
    """Whether a project, or with `expense` one expense of it, may be financed by the bond (対象事業・対象経費の判定).

    as_read_on: only texts read up to this day are known; by default the newest that ships.
    Source: 地方財政法33条の5の14; 地方債に関する省令附則2条の21・2条の23 (FY2025), 2条の16・2条の18 (FY2026).

    Raises:
        InvalidValue: no text was known on that day.
    """
    if isinstance(case, ProjectFacts):
        facts = case
    else:
        facts = case.facts() if expense is None else case.expense_facts(expense)
    if isinstance(facts, ExpenseFacts):
        return EXPENSE_RULES.decide(facts, as_read_on=as_read_on)
    return PROJECT_RULES.decide(facts, as_read_on=as_read_on)


def plan_eligibility(
    plan: Plan | PlanFacts, fiscal_year: FiscalYear | int | None = None, *, as_read_on: date | None = None
) -> Decision[PlanFacts]:
    """Whether a plan states the three items the ordinance requires, read for a fiscal year (計画の判定).

    fiscal_year: the year for which the plan is read; None is unknown.
    Source: 地方債に関する省令附則2条の22 (FY2025), 2条の17 (FY2026).
    """
    facts = plan.facts(fiscal_year) if isinstance(plan, Plan) else plan
    return PLAN_RULES.decide(facts, as_read_on=as_read_on)


def eligibility_frame(frame: IntoFrameT, *, as_read_on: date | None = None) -> IntoFrameT:
    """Decides a table of projects, one row each; the columns are the facts of `ProjectFacts`.

    The form of the result is that of `rules.RuleSet.decide_frame`.

    Raises:
        InvalidFrame: columns of the wrong type, values that a fact cannot have, names that are taken.
    """
    return PROJECT_RULES.decide_frame(frame, as_read_on=as_read_on)


def expense_eligibility_frame(frame: IntoFrameT, *, as_read_on: date | None = None) -> IntoFrameT:
    """Decides a table of expenses, one row each; the columns are the facts of `ExpenseFacts`.

    Raises:
        InvalidFrame: as for `eligibility_frame`.
    """
    return EXPENSE_RULES.decide_frame(frame, as_read_on=as_read_on)


def next_question(
    facts: ProjectFacts | ExpenseFacts | PlanFacts,
    *,
    as_read_on: date | None = None,
    unanswerable: Collection[str] = (),
) -> Question | None:
    """The next question of a form (次の質問), with what each answer can lead to; None when none can change the outcome.

    unanswerable: names of facts to which "not known" was the answer: they stay unknown and are not asked again.
    """
    how: dict[str, Any] = {"as_read_on": as_read_on, "unanswerable": unanswerable}
    match facts:
        case ExpenseFacts():
            return EXPENSE_RULES.next_question(facts, **how)
        case ProjectFacts():
            return PROJECT_RULES.next_question(facts, **how)
        case PlanFacts():
            return PLAN_RULES.next_question(facts, **how)
