"""The records of the bond: a plan with its projects, a project with its expenses, and the body that applies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from chiho_digital.basics import MAX_YEN, FiscalYear, InvalidValue, Lang, Text
from chiho_digital.governments import GovernmentKind, LocalGovernmentCode, get
from chiho_digital.rules import InvalidFacts

from .facts import ExpenseFacts, PlanFacts, ProjectFacts
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

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Applicant", "Expense", "FiscalIndicators", "Plan", "Project"]


def _read_year(value: object) -> FiscalYear:
    if isinstance(value, FiscalYear):
        return value
    return FiscalYear.parse(value) if isinstance(value, str) else FiscalYear(cast("int", value))


def _known(basis: TaxBasis | None) -> TaxBasis | None:
    return None if basis is TaxBasis.UNKNOWN else basis


Year = Annotated[
    FiscalYear,
    BeforeValidator(_read_year),
    PlainSerializer(lambda year: cast("FiscalYear", year).year, return_type=int),
    WithJsonSchema({"type": "integer", "minimum": 1886, "maximum": 9998}),
]
Yen = Annotated[int, Field(strict=True, ge=0, le=MAX_YEN)]
Percent = Annotated[Decimal, Field(decimal_places=2, ge=-10_000, le=10_000)]
Words = Annotated[str, Field(min_length=1, max_length=4_000)]


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True
    )

    def with_(self, **changes: object) -> Self:
        """The same record with some fields changed, checked as a new one.

        Raises:
            pydantic.ValidationError: as for a new record.
        """
        return type(self).model_validate({**dict(self), **changes})

    def _contradictions(self) -> Iterable[InvalidValue]:
        return ()

    @model_validator(mode="after")
    def _together(self) -> Self:
        if problems := list(self._contradictions()):
            raise InvalidFacts(problems)
        return self


class Expense(_Record):
    """One expense of a project (経費). Unknown is None."""

    name: Words
    amount: Yen
    """Yen."""
    category: Acquisition | None = None
    """What the money is for; by default as the project is acquired."""
    carried_out_by: Carrier | None = None
    specified_collection: bool | None = None
    """Whether it concerns specified collection affairs (特定収納事務)."""
    standardisation: bool | None = None
    """Whether it is a cost of standardisation (標準化法2条3項)."""


class Project(_Record):
    """A project to be financed (事業). Unknown is None: never no, never zero.

    Amounts in whole yen. `cost` is the whole cost in the scope and on the tax basis named beside it.

    Raises:
        pydantic.ValidationError: values out of bounds, unknown kinds, contradictions (all of them at once).
    """

    name: Words
    body: LocalGovernmentCode | None = None
    """The body that borrows."""
    body_kind: BodyKind | None = None
    """Its kind; found by its code where that is given. Associations have no code in the registry."""
    fiscal_year: Year | None = None
    start: date | None = None
    end: date | None = None
    content: Words | None = None
    under_plan: bool | None = None
    purpose: Purpose | None = None
    kind: ProjectKind | None = None
    related: bool | None = None
    use: Use | None = None
    acquisition: Acquisition | None = None
    joint_with: tuple[LocalGovernmentCode, ...] | None = None
    """The other bodies it is procured with; an empty tuple: procured alone; None: unknown."""
    cybersecurity: bool | None = None
    regional_issue: RegionalIssue | None = None
    beneficiaries: Beneficiaries | None = None
    commonization_candidate: bool | None = None
    cost: Yen | None = None
    """Yen; by default the sum of the expenses."""
    expenses: tuple[Expense, ...] | None = None
    grants: Yen | None = None
    """National or prefectural grants toward the project, in yen; 0 where there are none."""
    other_revenue: Yen | None = None
    """Contributions and other revenue earmarked for the project, in yen; 0 where there is none."""
    cost_scope: CostScope | None = None
    tax_basis: Annotated[TaxBasis | None, AfterValidator(_known)] = None
    """Whether consumption tax is in the amounts; None: unknown."""

    @property
    def jointly_procured(self) -> bool | None:
        """Whether it is procured with others; None where that is unknown."""
        return None if self.joint_with is None else bool(self.joint_with)

    @property
    def total_cost(self) -> int | None:
        """The cost in yen: as given, else the sum of the expenses; None where neither is known."""
        if self.cost is None and self.expenses is not None:
            return sum(expense.amount for expense in self.expenses)
        return self.cost

    def facts(self) -> ProjectFacts:
        """What the rules ask about the project."""
        return ProjectFacts(**self._facts())

    def expense_facts(self, expense: Expense) -> ExpenseFacts:
        """What the rules ask about one of its expenses."""
        return ExpenseFacts(
            **{
                **self._facts(),
                "acquisition": expense.category or self.acquisition,
                "carried_out_by": expense.carried_out_by,
                "specified_collection": expense.specified_collection,
                "standardisation": expense.standardisation,
            }
        )

    def _facts(self) -> dict[str, Any]:
        names = set(ProjectFacts.definitions) - {"body_kind", "jointly_procured"}
        return {
            **{name: getattr(self, name) for name in names},
            "body_kind": self.body_kind or _kind_of(self.body),
            "jointly_procured": self.jointly_procured,
        }

    def _contradictions(self) -> Iterable[InvalidValue]:
        expected = _kind_of(self.body)
        if expected and self.body_kind and self.body_kind != expected:
            yield InvalidValue(
                "bonds.kind_of_body", value=self.body_kind.label, suggestion=expected.value, body=self.body
            ).at("body_kind")
        if self.start and self.end and self.end < self.start:
            yield InvalidValue("bonds.period_reversed", value=self.end, start=self.start).at("end")
        if self.fiscal_year and (
            (self.start and self.fiscal_year.end < self.start)
            or (self.end and self.fiscal_year.start > self.end)
        ):
            yield InvalidValue("bonds.year_outside_project", value=self.fiscal_year).at("fiscal_year")
        if self.body is not None and self.body in (self.joint_with or ()):
            yield InvalidValue("bonds.joint_with_itself", value=self.body).at("joint_with")
        yield from self._cost_contradictions()
        try:
            self.facts()
        except InvalidFacts as error:
            yield from error.problems

    def _cost_contradictions(self) -> Iterable[InvalidValue]:
        parts = self.expenses or ()
        total = sum(expense.amount for expense in parts)
        if self.cost is not None and self.cost < total:
            yield InvalidValue("bonds.cost_below_parts", value=self.cost, parts=total).at("cost")
        if self.total_cost is not None:
            revenue = (self.grants or 0) + (self.other_revenue or 0)
            if revenue > self.total_cost:
                yield InvalidValue("bonds.revenue_above_cost", value=revenue, cost=self.total_cost).at(
                    "other_revenue"
                )
            if self.total_cost > MAX_YEN:
                yield InvalidValue("bonds.cost_too_large", value=self.total_cost, maximum=MAX_YEN).at("cost")
        opposite = {Acquisition.PURCHASE: Acquisition.LEASE, Acquisition.LEASE: Acquisition.PURCHASE}
        for place, expense in enumerate(parts):
            if self.acquisition and expense.category and opposite.get(self.acquisition) is expense.category:
                yield InvalidValue(
                    "bonds.purchase_by_lease",
                    value=expense.category.label,
                    project=self.acquisition.label,
                ).at("expenses", place, "category")


class Plan(_Record):
    """A digital-use promotion plan (デジタル活用推進計画). The ordinance requires three items: policy, projects, effects.

    Raises:
        pydantic.ValidationError: a project of another body or outside the plan's period, and what `Project` refuses.
    """

    title: Words
    body: LocalGovernmentCode | None = None
    body_kind: BodyKind | None = None
    start: date | None = None
    end: date | None = None
    basic_policy: Words | None = None
    """Basic policy on promoting the use of ICT (基本的な方針)."""
    projects: tuple[Project, ...] | None = None
    effects: Words | None = None
    """Effects of the projects (効果)."""
    references: tuple[str, ...] = ()
    """Addresses or titles of reference material, attached as far as possible (参考資料)."""

    def to_html(self, *, lang: Lang = "ja") -> str:
        """The plan as a page to print and sign: exactly one A4 sheet, or a note that it does not fit.

        Raises:
            UnknownCode: the body's code is not in the registry.
        """
        from .plan_page import plan_to_html

        return plan_to_html(self, lang=lang)

    def to_docx(self, *, lang: Lang = "ja") -> bytes:
        """The plan as a Word document, with the same content.

        Raises:
            MissingExtra: the extra `docx` is not installed.
            UnknownCode: the body's code is not in the registry.
        """
        from .plan_docx import plan_to_docx

        return plan_to_docx(self, lang=lang)

    def fits_one_page(self, *, lang: Lang = "ja") -> bool:
        """Whether it prints on one A4 sheet; estimated with some room to spare."""
        from .plan_page import fits_one_page

        return fits_one_page(self, lang=lang)

    def facts(self, fiscal_year: FiscalYear | int | None) -> PlanFacts:
        """What the rules ask about the plan, read for one fiscal year. A blank item is not stated; a missing one unknown.

        A plan with an empty list of projects describes none.
        """
        described = None if self.projects is None else _all_described(self.projects)
        return PlanFacts(
            fiscal_year=fiscal_year,
            body_kind=self.body_kind or _kind_of(self.body),
            basic_policy=None if self.basic_policy is None else bool(self.basic_policy.strip()),
            projects=described,
            effects=None if self.effects is None else bool(self.effects.strip()),
        )

    def _contradictions(self) -> Iterable[InvalidValue]:
        if self.start and self.end and self.end < self.start:
            yield InvalidValue("bonds.period_reversed", value=self.end, start=self.start).at("end")
        for place, project in enumerate(self.projects or ()):
            if self.body and project.body and project.body != self.body:
                yield InvalidValue("bonds.project_of_another_body", value=project.body, body=self.body).at(
                    "projects", place, "body"
                )
            if (self.start and project.start and project.start < self.start) or (
                self.end and project.end and project.end > self.end
            ):
                yield InvalidValue(
                    "bonds.project_outside_plan",
                    value=project.name,
                    plan=Text(f"{self.start}～{self.end}", f"{self.start} to {self.end}"),
                ).at("projects", place)


class FiscalIndicators(_Record):
    """The fiscal figures the procedure asks for (財政指標), in percent or yen. Unknown is None.

    Source: 地方財政法5条の3, 5条の4; 施行令4–6条, 15–16条, 22条.
    """

    real_debt_service_ratio: Percent | None = None
    """Three-year mean of 実質公債費比率, in percent."""
    real_deficit: int | None = None
    """実質赤字額 in yen; at most 0 where there is none."""
    consolidated_deficit_ratio: Percent | None = None
    """連結実質赤字比率 in percent; at most 0 where there is no deficit."""
    future_burden_ratio: Percent | None = None
    """将来負担比率 in percent."""
    permission_ground: bool | None = None
    """Whether another ground of 5条の4第1項 (deficit at or above 施行令22条, arrears, designation) or 健全化法13条1項 is given."""


class Applicant(_Record):
    """The body that applies, with what its share of the allocation tax and its procedure depend on (申請団体)."""

    body: LocalGovernmentCode | None = None
    body_kind: BodyKind | None = None
    receives_allocation_tax: bool | None = None
    """Whether it receives ordinary allocation tax (交付団体) in the year."""
    standard_need: Yen | None = None
    """基準財政需要額 (N) without this bond, in yen."""
    standard_revenue: Yen | None = None
    """基準財政収入額 (R) in yen."""
    indicators: FiscalIndicators = FiscalIndicators()

    @property
    def kind(self) -> BodyKind | None:
        """Its kind: as given, else by its code."""
        return self.body_kind or _kind_of(self.body)


def _described(project: Project) -> bool | None:
    """Whether a plan states period, cost and content of a project; what is not given is unknown, not unstated."""
    if project.content is not None and not project.content.strip():
        return False
    given = (project.content, project.total_cost, project.start, project.end)
    return None if None in given else True


def _all_described(projects: Iterable[Project]) -> bool | None:
    """Kleene's "and" over the projects; where there are none, nothing is described."""
    found = [_described(project) for project in projects]
    if not found or False in found:
        return False
    return None if None in found else True


def _kind_of(body: LocalGovernmentCode | None) -> BodyKind | None:
    """The kind of a body of the registry; None without a code."""
    if body is None:
        return None
    match get(body).kind:
        case GovernmentKind.PREFECTURE:
            return BodyKind.PREFECTURE
        case GovernmentKind.DESIGNATED_CITY:
            return BodyKind.DESIGNATED_CITY
        case GovernmentKind.SPECIAL_WARD:
            return BodyKind.SPECIAL_WARD
        case GovernmentKind.WARD | GovernmentKind.NORTHERN_VILLAGE:
            return BodyKind.NOT_A_LOCAL_GOVERNMENT
        case _:
            return BodyKind.MUNICIPALITY
