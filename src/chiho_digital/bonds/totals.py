"""How several projects of one body are paid (資金計画の合計): every amount the exact sum of the projects' own, in yen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, frozen

from chiho_digital.basics import (
    FiscalYear,
    Grade,
    InvalidValue,
    LabelledEnum,
    Lang,
    Note,
    Source,
    Text,
    message,
)
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import Unknown

from .ceilings import Funding, Terms, check_and_open, close, issue, member
from .costs import Opening, Stacking, of_part
from .rules import EXPENSE_RULES
from .steps import (
    LABELS,
    Amount,
    Breakdown,
    Step,
    footer,
    once,
    plain,
    rests_on,
    scope_line,
    shown,
    total,
    year_text,
    yen,
)
from .vocabulary import CostScope, TaxBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from chiho_digital.basics import Rounding
    from chiho_digital.basics.shown import Part

    from .applicant import Applicant
    from .records import Project

__all__ = ["Flooring", "FundingTotal", "funding_of_all"]

_LARGEST_TOTAL = 2**53 - 1  # beyond it readers that know only floating point would round


class Flooring(LabelledEnum):
    """What is rounded down when one year has several projects (端数処理の対象); no text read says which holds."""

    PROJECT = "project", "事業ごと", "each project"
    ISSUE = "issue", "年度の起債ごと", "the issue of the year"


@frozen
class FundingTotal(Shown, Breakdown):
    """How several projects of one body are paid (資金計画の合計). Strictly read-only.

    Every amount is the exact sum of the parts, unknown where one of them is. parts: one funding for each project.
    flooring: the convention the caller named.
    """

    parts: tuple[Funding, ...]
    flooring: Flooring | None
    as_read_on: date

    def __shown__(self) -> Iterable[Part]:
        from .shown import funding_total_parts

        return funding_total_parts(self)

    def amount(self, name: str) -> Amount:
        """An amount by its name: the sum of the parts, in yen.

        Raises:
            KeyError: there is no such amount.
        """
        amounts = [(part.project, part.amount(name)) for part in self.parts]
        return total(
            of_part(project, amount) if isinstance(amount, Unknown) else amount for project, amount in amounts
        )

    @property
    def years(self) -> tuple[FiscalYear | None, ...]:
        """The fiscal years of the projects, earliest first; None, if any project has no year, last."""
        known = {part.fiscal_year for part in self.parts}
        return (*sorted(year for year in known if year is not None), *((None,) if None in known else ()))

    def in_year(self, year: FiscalYear | int | None) -> FundingTotal:
        """The total of one fiscal year; None: of the projects without a year.

        Raises:
            KeyError: no project is of that year.
        """
        wanted = FiscalYear(year) if isinstance(year, int) else year
        parts = tuple(part for part in self.parts if part.fiscal_year == wanted)
        if not parts:
            raise KeyError(year)
        return FundingTotal(parts, self.flooring, self.as_read_on)

    @property
    def cost_scope(self) -> CostScope | None:
        """Whose cost the amounts are; None: not stated, or not alike in all projects."""
        scopes = {part.cost_scope for part in self.parts}
        return scopes.pop() if len(scopes) == 1 else None

    @property
    def tax_basis(self) -> TaxBasis | None:
        """Whether consumption tax is in them; None: not stated, or not alike in all projects."""
        bases = {part.tax_basis for part in self.parts}
        return bases.pop() if len(bases) == 1 else None

    @property
    def assumptions(self) -> tuple[Note, ...]:
        """What the amounts take for granted, each remark once."""
        notes = [note for part in self.parts for note in part.assumptions]
        if len({(part.cost_scope, part.tax_basis) for part in self.parts}) > 1:
            notes.append(Note("bonds.mixed_basis"))
        if len(self.years) > 1 and any(part.cash_effect != 0 for part in self.parts):
            notes.append(Note("bonds.same_applicant_every_year"))
        return once(notes)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the figures were read."""
        return once(source for part in self.parts for source in part.sources)

    @property
    def grade(self) -> Grade:
        """The weakest grade among the parts."""
        return Grade.weakest(*(part.grade for part in self.parts))

    def explain(self, lang: Lang = "ja") -> str:
        """The totals of every year and in all as plain text in `"ja"` or `"en"`."""
        lines = [message("bonds.total_title", {"count": len(self.parts)}, lang)]
        lines.append(scope_line(self.cost_scope, self.tax_basis, lang))
        sections = [(year_text(year), self.in_year(year)) for year in self.years]
        if len(sections) > 1:
            sections.append((Text("合計", "Total"), self))
        for heading, of_section in sections:
            lines += ["", heading.to(lang), *(of_section.line(name, lang) for name in LABELS)]
        return "\n".join([*lines, *footer(self.assumptions, self.grade, self.as_read_on, lang)])

    def line(self, name: str, lang: Lang = "ja") -> str:
        """One amount as text, with the reason where it is unknown."""
        amount = self.amount(name)
        params: dict[str, object] = {"label": LABELS[name], "amount": shown(amount)}
        if isinstance(amount, Unknown):
            return message("bonds.step_line", {**params, "how": amount.reason.to(lang)}, lang)
        return message("bonds.amount_line", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON values; unknown amounts are null."""
        return {
            "amounts": _amounts(self),
            "years": [
                {"fiscal_year": year and year.year, "amounts": _amounts(self.in_year(year))}
                for year in self.years
            ],
            "parts": [part.to_dict() for part in self.parts],
            "flooring": self.flooring and self.flooring.value,
            "cost_scope": self.cost_scope and self.cost_scope.value,
            "tax_basis": self.tax_basis and self.tax_basis.value,
            **rests_on(self.assumptions, self.sources, self.grade, self.as_read_on),
        }


def _amounts(of: FundingTotal) -> dict[str, int | None]:
    return {name: plain(of.amount(name)) for name in LABELS}


def funding_of_all(  # noqa: PLR0913 -- what the caller may name
    projects: Sequence[Project],
    applicant: Applicant | None = None,
    *,
    eligible_costs: Sequence[int | None] | None = None,
    assume: Mapping[str, int] | None = None,
    as_read_on: date | None = None,
    stacking: Stacking | Literal["deduct_first"] | None = None,
    rounding: Rounding | None = None,
    flooring: Flooring | Literal["project", "issue"] | None = None,
) -> FundingTotal:
    """How several projects of one body are paid, by fiscal year and in all (資金計画の合計), in yen.

    Whether the bond is rounded down for each project or for the year's issue is not known: where that makes a difference, the
    bond is unknown unless `flooring` names it. With "issue" the year's bond is shared among its projects by their base (largest
    remainder), so a share may exceed its own 90 % by less than a yen. The cash effect of a body short of need is reckoned once a
    year and shared likewise by the increase of need. eligible_costs: one for each project, as `funding` takes it.

    Raises:
        InvalidValue: as `funding`; no projects, projects of several bodies, as many eligible costs as projects not given, or
            totals beyond 2^53 - 1 yen.
    """
    terms = Terms(applicant, assume, as_read_on, member(Stacking, stacking), rounding)
    convention = member(Flooring, flooring)
    stated = list(eligible_costs) if eligible_costs is not None else [None] * len(projects)
    _check_together(projects, stated)
    openings = [check_and_open(project, cost, terms) for project, cost in zip(projects, stated, strict=True)]
    parts: dict[int, Funding] = {}
    for year in dict.fromkeys(project.fiscal_year for project in projects):
        places = [place for place, project in enumerate(projects) if project.fiscal_year == year]
        of_year = [openings[place] for place in places]
        made = close(of_year, *_borrow(of_year, year, convention, terms), terms)
        parts.update(zip(places, made, strict=True))
    ordered = tuple(parts[place] for place in range(len(projects)))
    return FundingTotal(ordered, convention, as_read_on or EXPENSE_RULES.newest)


def _check_together(projects: Sequence[Project], stated: Sequence[int | None]) -> None:
    if not projects or len(stated) != len(projects):
        raise InvalidValue("bonds.projects_and_costs", value=len(projects), costs=len(stated))
    bodies = once(project.body for project in projects if project.body is not None)
    if len(bodies) > 1:
        raise InvalidValue("bonds.several_bodies", value=bodies)
    largest = sum(
        max(project.total_cost or 0, cost or 0) for project, cost in zip(projects, stated, strict=True)
    )
    if largest > _LARGEST_TOTAL:
        raise InvalidValue("bonds.total_too_large", value=largest, maximum=_LARGEST_TOTAL)


def _borrow(
    openings: Sequence[Opening], year: FiscalYear | None, flooring: Flooring | None, terms: Terms
) -> tuple[list[Step], list[Step]]:
    """The steps of bond and need of the projects of one year, under the convention of flooring."""
    alone = [issue([opening], year, terms) for opening in openings]
    by_project = [bonds[0] for bonds, _ in alone], [needs[0] for _, needs in alone]
    if len(openings) == 1:
        return by_project
    by_issue = issue(openings, year, terms)
    if flooring is not None:
        bonds, needs = by_project if flooring is Flooring.PROJECT else by_issue
        return _assuming(bonds, Note("bonds.flooring_named", {"flooring": flooring.label})), needs
    per_project, per_issue = (total(step.amount for step in bonds) for bonds, _ in (by_project, by_issue))
    if isinstance(per_project, Unknown) or isinstance(per_issue, Unknown):
        return by_issue
    if per_project == per_issue:
        return by_project
    params = {"projects": yen(per_project), "issue": yen(per_issue)}
    unknown = Unknown(Note("bonds.flooring_unknown", params))
    bonds, needs = by_project
    return [_unless_nothing(bond, bond, unknown) for bond in bonds], [
        _unless_nothing(need, bond, unknown) for need, bond in zip(needs, bonds, strict=True)
    ]


def _assuming(steps: Iterable[Step], note: Note) -> list[Step]:
    return [evolve(step, assumptions=(*step.assumptions, note)) if step.rounding else step for step in steps]


def _unless_nothing(step: Step, bond: Step, unknown: Unknown) -> Step:
    """The step with an unknown amount, unless the project has nothing for a bond to finance."""
    return evolve(step, amount=unknown, how=unknown.reason) if bond.rounding else step
