"""How much may be borrowed for a project and what is left to the body (資金計画): exact yen, step by step.

Ratios of the bond are yearly figures, known for FY2025 alone. Where a figure or a convention is not known, the amount is
`Unknown` with the reason, never zero; the caller may name a year whose figures to take, or a convention, and the result says so.
Source: ministry material of FY2025 (充当率, 交付税措置率); 地方交付税法 (Local Allocation Tax Act) arts. 10, 21.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from attrs import frozen

from chiho_digital.basics import (
    Direction,
    FiscalYear,
    Grade,
    InvalidValue,
    LabelledEnum,
    Lang,
    Note,
    Rounding,
    Source,
    Text,
    message,
)
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import Decision, Figure, Unknown

from .allocation import cash_steps, need_steps
from .applicant import Applicant
from .costs import CostSplit, Opening, Stacking, reasons
from .facts import ExpenseFacts
from .records import Project
from .rules import EXPENSE_RULES, PARAMETERS
from .steps import (
    Amount,
    Breakdown,
    Step,
    footer,
    known_all,
    less,
    once,
    percent,
    plain,
    rests_on,
    scope_line,
    shares,
    step,
    year_text,
    yen,
)
from .vocabulary import CostScope, TaxBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from chiho_digital.basics.shown import Part

__all__ = ["Funding", "Terms", "check_and_open", "close", "funding", "issue", "member"]

_E = TypeVar("_E", bound=LabelledEnum)


@frozen
class Funding(Shown, Breakdown):
    """How one project of one fiscal year is paid (事業の資金計画). Strictly read-only.

    steps: the amounts in the order of the calculation. split: the cost as the rules decide it.
    stated: whether the eligible cost is the caller's, not the rules'. as_read_on: the day up to which texts are known.
    """

    project: Project
    applicant: Applicant
    split: CostSplit
    stated: bool
    steps: tuple[Step, ...]
    as_read_on: date

    def __shown__(self) -> Iterable[Part]:
        from .shown import funding_parts

        return funding_parts(self)

    def step(self, name: str) -> Step:
        """A step by its name.

        Raises:
            KeyError: there is no such step.
        """
        return {step.name: step for step in self.steps}[name]

    def amount(self, name: str) -> Amount:
        """An amount by the name of its step, in yen.

        Raises:
            KeyError: there is no such step.
        """
        return self.step(name).amount

    @property
    def fiscal_year(self) -> FiscalYear | None:
        """The fiscal year of the project; None is unknown."""
        return self.project.fiscal_year

    @property
    def cost_scope(self) -> CostScope | None:
        """Whose cost the amounts are (経費の範囲); None: not stated."""
        return self.project.cost_scope

    @property
    def tax_basis(self) -> TaxBasis | None:
        """Whether consumption tax is in them (消費税の扱い); None: not stated."""
        return self.project.tax_basis

    @property
    def decisions(self) -> tuple[Decision[ExpenseFacts], ...]:
        """The decisions the eligible cost rests on; none where the caller stated it."""
        return () if self.stated else tuple(part.decision for part in self.split.parts)

    @property
    def assumptions(self) -> tuple[Note, ...]:
        """What the amounts take for granted."""
        decided = (note for decision in self.decisions for note in decision.assumptions)
        steps = (note for step in self.steps for note in step.assumptions)
        return once((*decided, *steps, *_about(self.project)))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the figures of the steps were read; the rules' own sources stand in `decisions`."""
        used = [(step.source, step.rounding.source if step.rounding else None) for step in self.steps]
        return once(source for pair in used for source in pair if source is not None)

    @property
    def grade(self) -> Grade:
        """The weakest grade among figures and decisions."""
        grades = (decision.grade for decision in self.decisions)
        return Grade.weakest(*(source.grade for source in self.sources), *grades)

    def explain(self, lang: Lang = "ja") -> str:
        """The calculation as plain text in `"ja"` or `"en"`."""
        title = {"project": self.project.name, "year": year_text(self.fiscal_year)}
        lines = [
            message("bonds.funding_title", title, lang),
            scope_line(self.cost_scope, self.tax_basis, lang),
            "",
        ]
        for part in self.steps:
            lines.append(part.to(lang))
            if part.source:
                lines.append(f"    {message('rules.source_line', {}, lang)}{part.source.to(lang)}")
        return "\n".join([*lines, *footer(self.assumptions, self.grade, self.as_read_on, lang)])

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON values; unknown amounts are null, their reason stands in the step."""
        return {
            "project": self.project.name,
            "fiscal_year": self.fiscal_year and self.fiscal_year.year,
            "body": self.project.body,
            "cost_scope": self.cost_scope and self.cost_scope.value,
            "tax_basis": self.tax_basis and self.tax_basis.value,
            "steps": [step.to_dict() for step in self.steps],
            "expenses": [
                {
                    "name": part.expense and part.expense.name,
                    "amount": plain(part.amount),
                    "outcome": part.decision.outcome.value,
                }
                for part in self.split.parts
            ],
            "eligible_cost_stated": self.stated,
            **rests_on(self.assumptions, self.sources, self.grade, self.as_read_on),
        }


def _about(project: Project) -> Iterable[Note]:
    """What is taken for granted about a project as a whole."""
    if project.start and project.end and FiscalYear.of(project.start) != FiscalYear.of(project.end):
        yield Note("bonds.cost_in_one_year")
    if project.cost_scope is CostScope.WHOLE_JOINT_PROJECT:
        yield Note("bonds.whole_joint_project")


@frozen
class Terms:
    """What the caller says about how to reckon.

    Raises:
        InvalidValue: a rounding upwards, or a parameter that does not exist.
    """

    applicant: Applicant | None
    assume: Mapping[str, int] | None
    as_read_on: date | None
    stacking: Stacking | None = None
    rounding: Rounding | None = None

    def __attrs_post_init__(self) -> None:
        for name in self.assume or {}:
            if name not in PARAMETERS.parameters:
                raise InvalidValue("bonds.unknown_parameter", value=name, names=tuple(PARAMETERS.parameters))
        if self.rounding is not None and self.rounding.direction != Direction.DOWN:
            raise InvalidValue("bonds.ceiling_rounded_up", value=self.rounding.direction.value).at("rounding")

    def figure(self, name: str, year: FiscalYear | None) -> Figure | Unknown:
        """A parameter's figure for a year."""
        parameter = PARAMETERS[name]
        if year is None:
            return Unknown(Note("bonds.year_not_stated", {"what": parameter.label}))
        return parameter.at(year, as_read_on=self.as_read_on, assume=self.assume)

    def bond_rounding(self, year: FiscalYear | None) -> tuple[Rounding, tuple[Note, ...]] | Unknown:
        """How the bond is rounded down in a year, and what that takes for granted."""
        if self.rounding is not None:
            return self.rounding, (Note("bonds.unit_named", {"unit": yen(self.rounding.unit)}),)
        unit = self.figure("bond_rounding_unit", year)
        if isinstance(unit, Unknown):
            return unit
        rounding = Rounding(int(unit.value), Direction.DOWN, unit.source)
        return rounding, (*unit.assumptions, Note("bonds.unit_of_one_lender", {"unit": yen(rounding.unit)}))


def member(kind: type[_E], value: str | None) -> _E | None:
    """The convention a caller names by its value, if any.

    Raises:
        InvalidValue: there is no such convention.
    """
    if value is None:
        return None
    choices = tuple(member.value for member in kind)
    if value not in choices:
        label = Text("前提とする扱い", "convention")
        raise InvalidValue("rules.not_a_choice", value=value, label=label, choices=choices)
    return kind(value)


def funding(  # noqa: PLR0913 -- what the caller may name
    project: Project,
    applicant: Applicant | None = None,
    *,
    eligible_cost: int | None = None,
    assume: Mapping[str, int] | None = None,
    as_read_on: date | None = None,
    stacking: Stacking | Literal["deduct_first"] | None = None,
    rounding: Rounding | None = None,
) -> Funding:
    """How one project is paid in its fiscal year: bond, general funds, allocation tax, net burden (資金計画), in yen.

    applicant: the body; by default that of the project, of whose allocation tax nothing is known.
    eligible_cost: in yen, where the rules leave it open; within what they leave open.
    assume: years whose figures to take where they are unknown: `{"bond_financing_ratio": 2025}`.
    stacking: the convention for grants and other revenue above zero. rounding: the lender's, in place of 100,000 yen.

    >>> project = Project(name="窓口システム", fiscal_year=2025, cost=12_345_678, grants=0, other_revenue=0)
    >>> paid = funding(project, Applicant(receives_allocation_tax=True), eligible_cost=12_345_678)
    >>> paid.bond_ceiling, paid.general_funds, paid.need_increase, paid.net_burden
    (11100000, 1245678, 5550000, 6795678)

    Raises:
        InvalidValue: an eligible cost that the rules contradict, a rounding upwards, a parameter or convention that does not
            exist, an applicant that is not the project's body, or no text known on that day.
    """
    terms = Terms(applicant, assume, as_read_on, member(Stacking, stacking), rounding)
    openings = [check_and_open(project, eligible_cost, terms)]
    bonds, needs = issue(openings, project.fiscal_year, terms)
    return close(openings, bonds, needs, terms)[0]


def check_and_open(project: Project, stated: int | None, terms: Terms) -> Opening:
    """The steps of a project up to the base.

    Raises:
        InvalidValue: as `Opening.of`, or the applicant is not the project's body.
    """
    applicant = terms.applicant
    if applicant is not None:
        if project.body and applicant.body and project.body != applicant.body:
            raise InvalidValue("bonds.applicant_of_another_body", value=applicant.body, body=project.body)
        kind = project.facts().body_kind
        if kind and applicant.kind and kind != applicant.kind:
            raise InvalidValue("bonds.applicant_of_another_body", value=applicant.kind.label, body=kind.label)
    return Opening.of(project, stated, terms.stacking, terms.as_read_on)


def issue(
    openings: Sequence[Opening], year: FiscalYear | None, terms: Terms
) -> tuple[list[Step], list[Step]]:
    """The steps of bond and need of projects whose bond is rounded down together."""
    bonds = _bond_steps(openings, year, terms)
    return bonds, need_steps(openings, bonds, terms.figure("allocation_tax_support_ratio", year))


def _bond_steps(openings: Sequence[Opening], year: FiscalYear | None, terms: Terms) -> list[Step]:
    bases = [opening["base"] for opening in openings]
    known = known_all(bases)
    ratio = terms.figure("bond_financing_ratio", year)
    unit = terms.bond_rounding(year)
    nothing = step("bond_ceiling", 0, Note("bonds.how_no_bond"))
    if isinstance(known, Unknown) or isinstance(ratio, Unknown) or isinstance(unit, Unknown):
        figures = next((part for part in (ratio, unit) if isinstance(part, Unknown)), None)
        why = [figures or reason for reason in reasons(openings, bases)]
        return [
            nothing if base == 0 else step("bond_ceiling", reason, reason.reason)
            for base, reason in zip(bases, why, strict=True)
        ]
    rounding, notes = unit
    bond = rounding.apply(sum(known) * ratio.value)
    params = {
        "base": yen(sum(known)),
        "ratio": percent(ratio.value),
        "unit": yen(rounding.unit),
        "total": yen(bond),
    }
    how = Note("bonds.how_bond" if len(known) == 1 else "bonds.how_bond_shared", params)
    assumed = (*ratio.assumptions, *notes, Note("bonds.borrowed_to_ceiling"))
    return [
        step("bond_ceiling", share, how, rounding, ratio.source, assumed) if base else nothing
        for base, share in zip(known, shares(bond, known), strict=True)
    ]


def close(
    openings: Sequence[Opening], bonds: Sequence[Step], needs: Sequence[Step], terms: Terms
) -> list[Funding]:
    """The fundings of the projects of one year, from the steps of bond and need on."""
    first = openings[0].project
    applicant = terms.applicant or Applicant(body=first.body, body_kind=first.body_kind)
    as_read_on = terms.as_read_on or EXPENSE_RULES.newest
    fundings: list[Funding] = []
    cash_of_each = cash_steps(openings, needs, applicant)
    for opening, bond, need, cash in zip(openings, bonds, needs, cash_of_each, strict=True):
        before = [opening["cost"], opening["grants"], opening["other_revenue"]]
        general = step("general_funds", less(*before, bond.amount), Note("bonds.how_general_funds"))
        net = step("net_burden", less(*before, cash.amount), Note("bonds.how_net_burden"))
        steps = (*opening.steps, bond, general, need, cash, net)
        fundings.append(Funding(opening.project, applicant, opening.split, opening.stated, steps, as_read_on))
    return fundings
