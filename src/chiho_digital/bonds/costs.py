"""What a project costs, how much of it the bond may finance, and to what of that the ratio applies (対象経費), in yen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import MAX_YEN, InvalidValue, LabelledEnum, Note, Text, whole_yen
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import Decision, Outcome, Unknown

from .facts import ExpenseFacts
from .records import Expense, Project
from .rules import EXPENSE_RULES
from .steps import LABELS, Amount, Step, known_all, step, total, yen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chiho_digital.basics.shown import Part

__all__ = ["CostPart", "CostSplit", "Opening", "Stacking", "cost_split", "of_part", "reasons"]


class Stacking(LabelledEnum):
    """How grants and other revenue meet the bond (特定財源との併用の扱い); no text read says which holds."""

    DEDUCT_FIRST = (
        "deduct_first",
        "対象経費から補助金とその他の特定財源を先に差し引く",
        "grants and other revenue are deducted from the eligible cost first",
    )


@frozen
class CostPart:
    """One part of a project's cost, with the decision on it (経費ごとの判定). Strictly read-only.

    amount: yen. expense: None for the part that the project does not divide into expenses.
    """

    expense: Expense | None
    amount: Amount
    decision: Decision[ExpenseFacts]


@frozen
class CostSplit(Shown):
    """A project's cost by what the bond may finance (対象経費と対象外経費). Strictly read-only.

    The three sums are in yen and add up to the cost.
    """

    project: Project
    parts: tuple[CostPart, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import cost_split_parts

        return cost_split_parts(self)

    @property
    def cost(self) -> Amount:
        """The whole cost, in yen."""
        return total(part.amount for part in self.parts)

    @property
    def eligible(self) -> Amount:
        """What the rules find eligible (対象), in yen."""
        return self._of(Outcome.ELIGIBLE)

    @property
    def ineligible(self) -> Amount:
        """What the rules find ineligible (対象外), in yen."""
        return self._of(Outcome.INELIGIBLE)

    @property
    def undetermined(self) -> Amount:
        """What the rules leave open (判定できない), in yen."""
        return self._of(Outcome.UNDETERMINED)

    def _of(self, outcome: Outcome) -> Amount:
        return total(part.amount for part in self.parts if part.decision.outcome is outcome)


def cost_split(project: Project, *, as_read_on: date | None = None) -> CostSplit:
    """The cost of a project, each expense decided by the rules (対象経費の区分).

    What the expenses do not cover (all of the cost, where there are none) is decided as one more expense of which only
    the project's facts are known: ineligible where the project is, else undetermined.

    Raises:
        InvalidValue: no text was known on that day.
    """
    parts = [
        CostPart(expense, expense.amount, _decide(project.expense_facts(expense), as_read_on))
        for expense in project.expenses or ()
    ]
    rest: Amount = Unknown(Note("bonds.cost_not_stated"))
    if project.total_cost is not None:
        rest = project.total_cost - sum(expense.amount for expense in project.expenses or ())
    if rest != 0 or project.expenses is None:
        facts = project.expense_facts(Expense(name=project.name, amount=0))
        if project.expenses is not None:  # the rest may be acquired in another way than the project as such
            facts = facts.with_(acquisition=None)
        parts.append(CostPart(None, rest, _decide(facts, as_read_on)))
    return CostSplit(project, tuple(parts))


def _decide(facts: ExpenseFacts, as_read_on: date | None) -> Decision[ExpenseFacts]:
    return EXPENSE_RULES.decide(facts, as_read_on=as_read_on)


@frozen
class Opening:
    """A project as far as it is reckoned alone: the steps up to the base."""

    project: Project
    split: CostSplit
    stated: bool
    steps: tuple[Step, ...]

    @classmethod
    def of(
        cls, project: Project, stated: int | None, stacking: Stacking | None, as_read_on: date | None
    ) -> Opening:
        """The steps of a project; stated: the eligible cost in yen, where the caller names it.

        Raises:
            InvalidValue: the rules contradict the eligible cost, or no text was known on that day.
        """
        split = cost_split(project, as_read_on=as_read_on)
        cost = step("cost", split.cost, Note("bonds.how_cost"))
        eligible = _eligible(split, stated)
        grants = _given("grants", project.grants)
        other = _given("other_revenue", project.other_revenue)
        base = _base(eligible.amount, grants.amount, other.amount, stacking)
        return cls(project, split, stated is not None, (cost, eligible, grants, other, base))

    def __getitem__(self, name: str) -> Amount:
        return {step.name: step.amount for step in self.steps}[name]


def _eligible(split: CostSplit, stated: int | None) -> Step:
    if stated is not None:
        _check_stated(split, whole_yen(stated))
        note = Note("bonds.eligible_cost_stated")
        return step("eligible_cost", stated, Note("bonds.how_eligible_stated"), assumptions=(note,))
    amount = open_part = split.undetermined
    if open_part == 0:
        amount = split.eligible
    elif not isinstance(open_part, Unknown):
        amount = Unknown(Note("bonds.eligible_cost_open", {"amount": yen(open_part)}))
    return step("eligible_cost", amount, Note("bonds.how_eligible_decided"))


def _check_stated(split: CostSplit, stated: int) -> None:
    known = known_all((split.eligible, split.undetermined))
    low, high = (0, MAX_YEN) if isinstance(known, Unknown) else (known[0], sum(known))
    if not low <= stated <= high:
        error = InvalidValue("bonds.eligible_cost_range", value=yen(stated), low=yen(low), high=yen(high))
        raise error.at("eligible_cost")


def _given(name: str, stated: int | None) -> Step:
    unknown = Unknown(Note("bonds.revenue_not_stated", {"what": LABELS[name]}))
    return step(name, unknown if stated is None else stated, Note("bonds.how_stated"))


def _base(eligible: Amount, grants: Amount, other: Amount, stacking: Stacking | None) -> Step:
    if eligible == 0:
        return step("base", 0, Note("bonds.how_base_nothing"))
    known = known_all((eligible, grants, other))
    if isinstance(known, Unknown):
        return step("base", known, known.reason)
    revenue = sum(known[1:])
    if revenue == 0:
        return step("base", known[0], Note("bonds.how_base_all"))
    how = Note("bonds.how_base_deducted", {"eligible": yen(known[0]), "revenue": yen(revenue)})
    if stacking is None:
        return step("base", Unknown(Note("bonds.stacking_unknown")), how)
    note = Note("bonds.stacking_named", {"stacking": stacking.label})
    return step("base", max(0, known[0] - revenue), how, assumptions=(note,))


def reasons(openings: Sequence[Opening], amounts: Sequence[Amount]) -> list[Unknown]:
    """For each project why what is reckoned together is unknown: its own reason, else that of the first without an amount."""
    first = next(
        (
            of_part(opening.project, amount)
            for opening, amount in zip(openings, amounts, strict=True)
            if isinstance(amount, Unknown)
        ),
        Unknown(Note("bonds.how_no_bond")),
    )
    return [amount if isinstance(amount, Unknown) else first for amount in amounts]


def of_part(project: Project, unknown: Unknown) -> Unknown:
    """Why an amount of one project is unknown, said beside other projects."""
    if unknown.reason.code == "bonds.part_unknown":
        return unknown
    reason = Text(unknown.reason.to("ja"), unknown.reason.to("en"))
    return Unknown(Note("bonds.part_unknown", {"project": project.name, "reason": reason}))
