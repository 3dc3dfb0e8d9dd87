"""The rules of the digital-promotion bond (デジタル活用推進事業債): projects, expenses, plans, by revision of the ordinance.

Sources: 地方財政法 (Local Finance Act) art. 33-5-14; 地方債に関する省令 (Ordinance on Local Bonds), supplementary provisions,
in its texts of FY2025 (arts. 2-21 to 2-23) and FY2026 (arts. 2-16 to 2-18).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from chiho_digital.basics import FiscalYear, Grade, Source, Text
from chiho_digital.rules import (
    OFFICIAL,
    Condition,
    Holds,
    Revision,
    Role,
    Rule,
    RuleSet,
    UnknownLaw,
    all_of,
    any_of,
    load_parameters,
)

from .facts import ExpenseFacts, PlanFacts, ProjectFacts
from .vocabulary import (
    Acquisition,
    Beneficiaries,
    BodyKind,
    Carrier,
    ProjectKind,
    Purpose,
    RegionalIssue,
    Use,
)

__all__ = ["EXPENSE_RULES", "PARAMETERS", "PLAN_RULES", "PROJECT_RULES"]

PARAMETERS = load_parameters(Path(__file__).with_name("parameters.toml"))
_TEXTS = {
    2025: (Text("令和7年度の省令", "FY2025 text of the ordinance"), date(2025, 4, 1), "bond_ordinance_2025"),
    2026: (Text("令和8年度の省令", "FY2026 text of the ordinance"), date(2026, 4, 1), "bond_ordinance_2026"),
}
_ITEM = "project item"
_EXPENSE = "expense item"


def _statute(article: str = "33条の5の14", grade: Grade | None = None) -> tuple[Source, ...]:
    return (PARAMETERS.source("local_finance_act", article, grade),)


def _ordinance(year: int, article: str, grade: Grade | None = None) -> tuple[Source, ...]:
    return (PARAMETERS.source(_TEXTS[year][2], article, grade),)


P = ProjectFacts
_SYSTEM = P.kind == ProjectKind.SYSTEM
_EQUIPMENT = P.kind == ProjectKind.EQUIPMENT
_INTRODUCED = P.acquisition.one_of(Acquisition.INTRODUCE, Acquisition.MODIFY)
_PURCHASED = P.acquisition == Acquisition.PURCHASE
_FOR_RESIDENTS = P.use == Use.RESIDENT_SERVICE
_FOR_AN_ISSUE = all_of(P.regional_issue != RegionalIssue.NONE, P.beneficiaries == Beneficiaries.GENERAL)

_STATUTE_RULES = (
    Rule(
        "programme_period",
        Text("起債できる期間", "period of the programme"),
        Role.REQUIRES,
        P.fiscal_year.between(FiscalYear(2025), FiscalYear(2029)),
        _statute(),
        Text(
            "令和7年度から令和11年度までの各年度に限り起債できます。",
            "The bond may be issued in the fiscal years 2025 to 2029.",
        ),
    ),
    Rule(
        "local_public_body",
        Text("地方公共団体", "local public body"),
        Role.REQUIRES,
        P.body_kind != BodyKind.NOT_A_LOCAL_GOVERNMENT,
        (
            *_statute(grade=Grade.INFERRED),
            PARAMETERS.source("local_autonomy_act", grade=Grade.INFERRED),
        ),
        Text(
            "条文は「地方公共団体」とだけ書くため、都道府県、市町村、特別区、一部事務組合・広域連合が文言に入ると読めます。",
            "The article says only local public body, so prefectures, municipalities, special wards and associations "
            "fall within the words.",
        ),
    ),
    Rule(
        "under_plan",
        Text("計画に基づく事業", "project under the plan"),
        Role.REQUIRES,
        P.under_plan.holds(),
        _statute(),
        Text(
            "団体が定めるデジタル活用推進計画に基づいて行う事業でなければなりません。",
            "The project must be carried out under the body's own digital-use promotion plan.",
        ),
    ),
    Rule(
        "statutory_purpose",
        Text("法の掲げる目的", "purpose named in the statute"),
        Role.REQUIRES,
        P.purpose != Purpose.NONE,
        _statute(),
        Text(
            "住民の利便性の向上、行政運営の効率化、地域社会の諸課題の解決のいずれかのための事業です。",
            "It serves residents' convenience, the efficiency of the body's administration, or solving local issues.",
        ),
    ),
    Rule(
        "commonization_relation",
        Text("共通化との関係", "relation to commonization"),
        Role.REQUIRES,
        any_of(
            ~P.commonization_candidate,
            UnknownLaw(
                Text(
                    "共通化の対象候補であるシステムとこの起債との関係は、令和7年1月の時点で整理中とされたままです",
                    "how this bond relates to candidates for commonization was still to be clarified in January 2025",
                )
            ),
        ),
        (PARAMETERS.source("minutes_2025_01"),),
        Text(
            "共通化との関係など、何が対象になるか明確でない点は改めて周知するとされました。",
            "What is covered, as for the relation to commonization, was to be clarified and announced later.",
        ),
    ),
)


def _alternative(  # noqa: PLR0913, PLR0917 -- the parts of a rule
    rule_id: str, group: str, title: Text, condition: Condition, sources: tuple[Source, ...], says: Text
) -> Rule:
    return Rule(rule_id, title, Role.ALTERNATIVE, condition, sources, says, group)


def _project_items(year: int) -> tuple[Rule, ...]:
    """The items of the article on projects: 附則2条の21 (FY2025), 2条の16 (FY2026)."""
    article = {2025: "附則2条の21", 2026: "附則2条の16"}[year]
    regional, equipment = {2025: ("第3号", "第4号"), 2026: ("第4号", "第5号")}[year]
    cybersecurity = _alternative(
        "cybersecurity_system",
        _ITEM,
        Text("サイバーセキュリティのシステム", "cybersecurity system"),
        all_of(_SYSTEM, P.cybersecurity, ~P.related, _INTRODUCED),
        _ordinance(year, f"{article}第3号"),
        Text(
            "サイバーセキュリティの確保に必要なシステムの導入・改修。関連システムは含みません。",
            "Introducing or modifying a system needed for cybersecurity; related systems are not included.",
        ),
    )
    return (
        Rule(
            "running_costs",
            Text("リース・運用・保守・利用料", "leases, operation, maintenance, usage fees"),
            Role.EXCLUDES,
            P.acquisition.one_of(Acquisition.LEASE, Acquisition.OPERATE),
            _ordinance(year, article, Grade.INFERRED),
            Text(
                "条文の「導入」「改修」「購入」の外にあると読めます。除外を列挙した通知は読まれていません。",
                "They lie outside the words introduce, modify and purchase; no notice listing exclusions has been read.",
            ),
        ),
        _alternative(
            "resident_service_system",
            _ITEM,
            Text("住民サービスのシステム", "resident-service system"),
            all_of(_SYSTEM, _FOR_RESIDENTS, _INTRODUCED),
            _ordinance(year, f"{article}第1号"),
            Text(
                "住民へのサービスで住民の利便性に必要なシステム（関連システムを含む）の導入・改修。内部管理事務は除きます。",
                "Introducing or modifying a system, or a related one, needed for residents' convenience in a service "
                "to residents; internal administration excluded.",
            ),
        ),
        _alternative(
            "jointly_procured_system",
            _ITEM,
            Text("共同調達するシステム", "jointly procured system"),
            all_of(_SYSTEM, P.jointly_procured, _INTRODUCED),
            (*_ordinance(year, f"{article}第2号"), PARAMETERS.source("ministry_magazine_2025_11")),
            Text(
                "行政運営の効率化のため地方公共団体が共同で調達するシステム（関連システムを含む）の導入・改修。内部管理事務でもかまいません。",
                "Introducing or modifying a system, or a related one, that local governments procure jointly to make "
                "administration more efficient; internal administration is not excluded.",
            ),
        ),
        *((cybersecurity,) if year >= 2026 else ()),
        _alternative(
            "regional_issue_system",
            _ITEM,
            Text("地域の課題を解決するシステム", "regional-issue system"),
            all_of(_SYSTEM, _FOR_AN_ISSUE, _INTRODUCED),
            _ordinance(year, f"{article}{regional}"),
            Text(
                "列挙された地域の課題の解決に必要なシステム（関連システムを含む）の導入・改修。特定の者の利益のためのものは除きます。",
                "Introducing or modifying a system, or a related one, needed for a listed regional issue; not for the "
                "benefit of particular persons.",
            ),
        ),
        _alternative(
            "resident_service_equipment",
            _ITEM,
            Text("住民サービスの機器", "resident-service equipment"),
            all_of(_EQUIPMENT, _FOR_RESIDENTS, _PURCHASED),
            _ordinance(year, f"{article}{equipment}イ"),
            Text(
                "住民の利便性のため、住民またはサービスを提供する職員が使う情報通信機器の購入。内部管理事務は除きます。",
                "Purchase of ICT equipment used by residents, or by the staff delivering the service, for residents' "
                "convenience; internal administration excluded.",
            ),
        ),
        _alternative(
            "regional_issue_equipment",
            _ITEM,
            Text("地域の課題を解決する機器", "regional-issue equipment"),
            all_of(_EQUIPMENT, _FOR_AN_ISSUE, _PURCHASED),
            _ordinance(year, f"{article}{equipment}ロ"),
            Text(
                "列挙された地域の課題の解決に必要な情報通信機器の購入。特定の者の利益のためのものは除きます。",
                "Purchase of ICT equipment needed for a listed regional issue; not for the benefit of particular persons.",
            ),
        ),
    )


E = ExpenseFacts
_ANY_ITEM = any_of(
    Holds("resident_service_system"),
    Holds("jointly_procured_system"),
    Holds("regional_issue_system"),
    Holds("resident_service_equipment"),
    Holds("regional_issue_equipment"),
)
_REGIONAL = any_of(Holds("regional_issue_system"), Holds("regional_issue_equipment"))
_ENTERPRISE = E.carried_out_by == Carrier.PUBLIC_ENTERPRISE
_AID_STANDARDISATION = UnknownLaw(
    Text(
        "負担金・補助金に含まれる標準化の経費が除かれるかは、条文から決まりません",
        "whether standardisation cost is excluded in a contribution or aid does not follow from the text",
    )
)
_CONTRIBUTION = UnknownLaw(
    Text(
        "一部事務組合等への負担金は、負担金・補助金のどの号にも挙げられていません",
        "a contribution to an association of local governments stands in no item on aid",
    )
)


def _expense_items(year: int) -> tuple[Rule, ...]:
    """The items of the article on expenses: 附則2条の23 (FY2025), 2条の18 (FY2026)."""
    article = {2025: "附則2条の23", 2026: "附則2条の18"}[year]
    any_item = _ANY_ITEM if year == 2025 else any_of(_ANY_ITEM, Holds("cybersecurity_system"))
    collection = all_of(_ENTERPRISE, E.specified_collection, any_item)
    enterprise = E.carried_out_by.one_of(Carrier.PUBLIC_ENTERPRISE, Carrier.ENTERPRISE_AGENCY)
    if year == 2025:
        only_item_1 = all_of(_ENTERPRISE, E.specified_collection, ~_REGIONAL)
        standardisation = any_of(E.carried_out_by == Carrier.OWN, only_item_1, _AID_STANDARDISATION)
        to_enterprise = all_of(enterprise, _REGIONAL)
        places = ("第1号", "第2号", "第3号", "第3号")
    else:
        standardisation = any_of(E.carried_out_by == Carrier.OWN, _AID_STANDARDISATION)
        resident = any_of(Holds("resident_service_system"), Holds("resident_service_equipment"))
        to_enterprise = all_of(
            enterprise,
            any_of(all_of(resident, E.specified_collection), Holds("cybersecurity_system"), _REGIONAL),
        )
        places = ("第1号", "第2号", "第3号", "第4号")
    own, agency, aid, public = (_ordinance(year, f"{article}{place}") for place in places)
    through_collection = _alternative(
        "enterprise_collection",
        _EXPENSE,
        Text("公営企業の特定収納事務", "specified collection of a public enterprise"),
        collection,
        own,
        Text(
            "公営企業への負担金・補助金は1号から除かれますが、特定収納事務に関するものは除かれません。",
            "Contribution or aid to a public enterprise is carved out of item 1, unless it concerns specified collection.",
        ),
    )
    return (
        Rule(
            "standardisation_cost",
            Text("標準化の経費", "standardisation cost"),
            Role.EXCLUDES,
            all_of(E.standardisation, standardisation),
            (*own, *_ordinance(year, f"{article}", Grade.INFERRED)),
            Text(
                "標準化法第2条第3項の標準化の経費は1号で除かれます。他の号はこの除外を繰り返していません。",
                "Standardisation cost (art. 2(3) of the Standardisation Act) is excluded in item 1; the other items do not "
                "repeat it.",
            ),
        ),
        _alternative(
            "own_project",
            _EXPENSE,
            Text("団体自らの事業", "the body's own project"),
            E.carried_out_by == Carrier.OWN,
            own,
            Text("団体自らが行う事業の経費。", "Expenses of projects the body carries out itself."),
        ),
        *((through_collection,) if year == 2025 else ()),
        _alternative(
            "aid_to_independent_agency",
            _EXPENSE,
            Text("地方独立行政法人への負担金・補助金", "aid to a local independent agency"),
            all_of(E.carried_out_by == Carrier.INDEPENDENT_AGENCY, any_item),
            agency,
            Text(
                "公営企業型でない地方独立行政法人の、列挙されたどの事業でも。",
                "To a local independent agency not of the public-enterprise type, for any listed project.",
            ),
        ),
        _alternative(
            "aid_to_enterprise",
            _EXPENSE,
            Text("公営企業等への負担金・補助金", "aid to a public enterprise or its agency"),
            to_enterprise,
            aid,
            Text(
                "地域の課題のシステム・機器に限ります。",
                "For regional-issue systems and equipment only.",
            )
            if year == 2025
            else Text(
                "特定収納事務に限った住民サービスのシステム・機器、サイバーセキュリティ、地域の課題のシステム・機器。共同調達は挙げられていません。",
                "For resident-service systems and equipment of specified collection, cybersecurity, and regional-issue systems "
                "and equipment; joint procurement is not listed.",
            ),
        ),
        _alternative(
            "aid_to_public_organisation",
            _EXPENSE,
            Text("公共的団体等への負担金・補助金", "aid to public organisations and the like"),
            all_of(
                E.carried_out_by.one_of(
                    Carrier.PUBLIC_ORGANISATION, Carrier.ORDER_ARTICLE_1_CORPORATION, Carrier.RECOGNISED_BODY
                ),
                _REGIONAL,
            ),
            public,
            Text(
                "公共的団体、施行令第1条の法人、総務大臣が認める団体の、地域の課題のシステム・機器。",
                "To public organisations, corporations of art. 1 of the Order and bodies the Minister recognises, for "
                "regional-issue systems and equipment.",
            ),
        ),
        _alternative(
            "contribution_to_association",
            _EXPENSE,
            Text("一部事務組合等への負担金", "contribution to an association"),
            all_of(E.carried_out_by == Carrier.ASSOCIATION, any_item, _CONTRIBUTION),
            _ordinance(year, article, Grade.INFERRED),
            Text(
                "構成団体の負担金を挙げた号はありません。",
                "No item names the contribution of a member to its association.",
            ),
        ),
    )


def _revision(year: int, rules: tuple[Rule, ...]) -> Revision:
    title, read_on, _ = _TEXTS[year]
    return Revision(title, FiscalYear(year), read_on, rules)


PROJECT_RULES = RuleSet(
    id="bonds-project",
    title=Text("デジタル活用推進事業債の対象事業", "project for the digital-promotion bond"),
    facts=ProjectFacts,
    year="fiscal_year",
    standing=_STATUTE_RULES,
    revisions=tuple(_revision(year, _project_items(year)) for year in _TEXTS),
    official=OFFICIAL,
)
"""Whether a project may be financed by the bond (附則2条の21 / 2条の16)."""

EXPENSE_RULES = RuleSet(
    id="bonds-expense",
    title=Text("デジタル活用推進事業債の対象経費", "expense for the digital-promotion bond"),
    facts=ExpenseFacts,
    year="fiscal_year",
    standing=_STATUTE_RULES,
    revisions=tuple(_revision(year, (*_project_items(year), *_expense_items(year))) for year in _TEXTS),
    official=OFFICIAL,
)
"""Whether one expense of a project may be financed by the bond (附則2条の23 / 2条の18, on top of the project's rules)."""


def _plan_rules(year: int) -> tuple[Rule, ...]:
    article = {2025: "附則2条の22", 2026: "附則2条の17"}[year]
    items = (
        (
            "basic_policy",
            Text("基本的な方針", "basic policy"),
            PlanFacts.basic_policy,
            Text(
                "情報通信技術の活用の推進に関する基本的な方針を定めます。",
                "The plan sets a basic policy on promoting the use of ICT.",
            ),
        ),
        (
            "projects_described",
            Text("事業の期間・事業費・内容", "period, cost and content of the projects"),
            PlanFacts.projects,
            Text(
                "事業の期間、事業費、内容を定めます。",
                "The plan states the period, cost and content of the projects.",
            ),
        ),
        (
            "effects_described",
            Text("効果", "effects"),
            PlanFacts.effects,
            Text("事業の効果を定めます。", "The plan states the effects of the projects."),
        ),
    )
    return tuple(
        Rule(rule_id, title, Role.REQUIRES, stated.holds(), _ordinance(year, article), says)
        for rule_id, title, stated, says in items
    )


PLAN_RULES = RuleSet(
    id="bonds-plan",
    title=Text("デジタル活用推進計画", "digital-use promotion plan"),
    facts=PlanFacts,
    year="fiscal_year",
    standing=_STATUTE_RULES[:2],
    revisions=tuple(_revision(year, _plan_rules(year)) for year in _TEXTS),
    official=OFFICIAL,
)
"""Whether a plan states the three items the ordinance requires (附則2条の22 / 2条の17); nothing else is required."""
