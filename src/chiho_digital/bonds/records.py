"""The records of the bond: a plan with its projects, a project with its expenses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, ConfigDict, Field

from chiho_digital.basics import MAX_YEN, FiscalYear, InvalidValue, Lang, Text
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.rules import InvalidFacts

from .facts import ExpenseFacts, PlanFacts, ProjectFacts
from .fields import Record, Words, Year, Yen, asked, kind_of
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

    from .plan_page import PlanSheet

__all__ = ["Expense", "Plan", "Project"]


def _known(basis: TaxBasis | None) -> TaxBasis | None:
    return None if basis is TaxBasis.UNKNOWN else basis


class Expense(Record):
    """One expense of a project (経費). Unknown is None."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="経費", json_schema_extra={"description": "事業の経費の1件。不明の項目は null。"}
    )

    name: Annotated[Words, Field(title="名称", description="何の経費か。")]
    amount: Annotated[Yen, Field(title="金額", description="円単位の整数。")]
    """Yen."""
    category: Annotated[
        Acquisition | None,
        Field(title="経費の性質", description="何に充てる経費か。null なら事業の取得の方法による。"),
    ] = None
    """What the money is for; by default as the project is acquired."""
    carried_out_by: Annotated[Carrier | None, asked(ExpenseFacts.carried_out_by)] = None
    specified_collection: Annotated[bool | None, asked(ExpenseFacts.specified_collection)] = None
    """Whether it concerns specified collection affairs (特定収納事務)."""
    standardisation: Annotated[bool | None, asked(ExpenseFacts.standardisation)] = None
    """Whether it is a cost of standardisation (標準化法2条3項)."""


class Project(Record):
    """A project to be financed (事業). Unknown is None: never no, never zero.

    Amounts in whole yen. `cost` is the whole cost in the scope and on the tax basis named beside it.

    Raises:
        pydantic.ValidationError: values out of bounds, unknown kinds, contradictions (all of them at once).
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="事業", json_schema_extra={"description": "地方債を充てようとする事業。不明の項目は null。"}
    )

    name: Annotated[Words, Field(title="名称", description="事業の名称。")]
    body: Annotated[
        LocalGovernmentCode | None,
        Field(title="団体コード", description="起債する団体の6桁のコード。不明は null。"),
    ] = None
    """The body that borrows."""
    body_kind: Annotated[BodyKind | None, asked(ProjectFacts.body_kind)] = None
    """Its kind; found by its code where that is given. Associations have no code in the registry."""
    fiscal_year: Annotated[Year | None, asked(ProjectFacts.fiscal_year)] = None
    start: Annotated[date | None, Field(title="開始日", description="事業を始める日。不明は null。")] = None
    end: Annotated[date | None, Field(title="終了日", description="事業を終える日。不明は null。")] = None
    content: Annotated[Words | None, Field(title="内容", description="事業の内容。不明は null。")] = None
    under_plan: Annotated[bool | None, asked(ProjectFacts.under_plan)] = None
    purpose: Annotated[Purpose | None, asked(ProjectFacts.purpose)] = None
    kind: Annotated[ProjectKind | None, asked(ProjectFacts.kind)] = None
    related: Annotated[bool | None, asked(ProjectFacts.related)] = None
    use: Annotated[Use | None, asked(ProjectFacts.use)] = None
    acquisition: Annotated[Acquisition | None, asked(ProjectFacts.acquisition)] = None
    joint_with: Annotated[
        tuple[LocalGovernmentCode, ...] | None,
        Field(
            title="共同調達の相手",
            description="共同で調達するほかの団体のコード。単独で調達するなら空、不明は null。",
        ),
    ] = None
    """The other bodies it is procured with; an empty tuple: procured alone; None: unknown."""
    cybersecurity: Annotated[bool | None, asked(ProjectFacts.cybersecurity)] = None
    regional_issue: Annotated[RegionalIssue | None, asked(ProjectFacts.regional_issue)] = None
    beneficiaries: Annotated[Beneficiaries | None, asked(ProjectFacts.beneficiaries)] = None
    commonization_candidate: Annotated[bool | None, asked(ProjectFacts.commonization_candidate)] = None
    cost: Annotated[
        Yen | None,
        Field(title="事業費", description="円単位の整数。null なら経費の合計（経費もなければ不明）。"),
    ] = None
    """Yen; by default the sum of the expenses."""
    expenses: Annotated[
        tuple[Expense, ...] | None, Field(title="経費", description="経費の内訳。不明は null。")
    ] = None
    grants: Annotated[
        Yen | None,
        Field(title="補助金", description="国・都道府県の補助金。円単位。ないときは0、不明は null。"),
    ] = None
    """National or prefectural grants toward the project, in yen; 0 where there are none."""
    other_revenue: Annotated[
        Yen | None,
        Field(
            title="その他の特定財源",
            description="負担金など、事業に充てるその他の収入。円単位。ないときは0、不明は null。",
        ),
    ] = None
    """Contributions and other revenue earmarked for the project, in yen; 0 where there is none."""
    cost_scope: Annotated[
        CostScope | None,
        Field(title="経費の範囲", description="金額が誰の負担分か。不明は null。"),
    ] = None
    tax_basis: Annotated[
        TaxBasis | None,
        AfterValidator(_known),
        Field(title="消費税の扱い", description="金額に消費税が含まれるか。不明は null。"),
    ] = None
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
            "body_kind": self.body_kind or kind_of(self.body),
            "jointly_procured": self.jointly_procured,
        }

    def _contradictions(self) -> Iterable[InvalidValue]:
        expected = kind_of(self.body)
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


class Plan(Record):
    """A digital-use promotion plan (デジタル活用推進計画). The ordinance requires three items: policy, projects, effects.

    Raises:
        pydantic.ValidationError: a project of another body or outside the plan's period, and what `Project` refuses.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="デジタル活用推進計画",
        json_schema_extra={
            "description": "省令が求める基本的な方針・事業・効果を書く計画。不明の項目は null。"
        },
    )

    title: Annotated[Words, Field(title="題名", description="計画の題名。")]
    body: Annotated[
        LocalGovernmentCode | None,
        Field(title="団体コード", description="計画を定める団体の6桁のコード。不明は null。"),
    ] = None
    body_kind: Annotated[
        BodyKind | None,
        Field(title="団体の種別", description="団体コードがないときの種別。不明は null。"),
    ] = None
    start: Annotated[date | None, Field(title="計画の始期", description="初日。不明は null。")] = None
    end: Annotated[date | None, Field(title="計画の終期", description="末日。不明は null。")] = None
    basic_policy: Annotated[
        Words | None,
        Field(
            title="基本的な方針",
            description="情報通信技術の活用の推進に関する基本的な方針。空白なら記載なし、不明は null。",
        ),
    ] = None
    """Basic policy on promoting the use of ICT (基本的な方針)."""
    projects: Annotated[
        tuple[Project, ...] | None,
        Field(title="事業", description="計画に掲げる事業。ないときは空、不明は null。"),
    ] = None
    effects: Annotated[
        Words | None, Field(title="効果", description="事業の効果。空白なら記載なし、不明は null。")
    ] = None
    """Effects of the projects (効果)."""
    references: Annotated[
        tuple[str, ...], Field(title="参考資料", description="添付する参考資料のアドレスまたは題名。")
    ] = ()
    """Addresses or titles of reference material, attached as far as possible (参考資料)."""

    def sheet(self, *, lang: Lang = "ja") -> PlanSheet:
        """What stands on the sheet of the plan, for pages that show it in a frame of their own.

        Raises:
            UnknownCode: the body's code is not in the registry.
        """
        from .plan_page import plan_sheet

        return plan_sheet(self, lang=lang)

    def to_html(self, lang: Lang = "ja") -> str:
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
            body_kind=self.body_kind or kind_of(self.body),
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
