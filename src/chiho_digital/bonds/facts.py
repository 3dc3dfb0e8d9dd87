"""What the rules of the bond ask: facts about a project, an expense, and a plan."""

from __future__ import annotations

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.rules import Constraint, Fact, Facts, fact

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

__all__ = ["ExpenseFacts", "PlanFacts", "ProjectFacts"]


class ProjectFacts(Facts):
    """What is known about one project (事業についての事実)."""

    fiscal_year: Fact[FiscalYear] = fact(
        FiscalYear,
        Text("年度", "fiscal year"),
        Text("何年度の事業（起債）ですか。", "In which fiscal year is the project financed?"),
        changeable=True,
    )
    body_kind: Fact[BodyKind] = fact(
        BodyKind,
        Text("団体の種別", "kind of body"),
        Text("どの種別の団体が起債しますか。", "Which kind of body borrows?"),
    )
    under_plan: Fact[bool] = fact(
        bool,
        Text(
            "デジタル活用推進計画に基づく実施", "carried out under the body's own digital-use promotion plan"
        ),
        Text(
            "団体自らのデジタル活用推進計画に基づいて実施しますか。",
            "Is it carried out under the body's own digital-use promotion plan?",
        ),
        help=Text(
            "計画に必要なのは、基本的な方針、事業の期間・事業費・内容、効果の3項目です。",
            "The plan needs three items: a basic policy; period, cost and content of the projects; their effects.",
        ),
        changeable=True,
    )
    purpose: Fact[Purpose] = fact(
        Purpose,
        Text("法の掲げる目的", "purpose named in the statute"),
        Text("法の掲げるどの目的のための事業ですか。", "Which purpose named in the statute does it serve?"),
    )
    kind: Fact[ProjectKind] = fact(
        ProjectKind,
        Text("種別", "kind"),
        Text("情報システムですか、情報通信機器ですか。", "Is it an information system or ICT equipment?"),
    )
    related: Fact[bool] = fact(
        bool,
        Text("関連システム", "related system"),
        Text(
            "ほかのシステムに関連して整備するシステムですか（用途などは関連先のシステムについて答えてください）。",
            "Is it a system related to another one? (Answer the other questions about that other system.)",
        ),
    )
    use: Fact[Use] = fact(
        Use,
        Text("用途", "use"),
        Text("何に使いますか。", "What is it used for?"),
        help=Text(
            "住民サービスの提供には、住民が使うものと、サービスを提供する職員が使うものが入ります。",
            "A service to residents covers what residents use and what the staff delivering the service use.",
        ),
    )
    acquisition: Fact[Acquisition] = fact(
        Acquisition,
        Text("取得の方法", "acquisition"),
        Text("どのように取得しますか。", "How is it acquired?"),
        help=Text(
            "リース、運用・保守、利用料は「導入」「改修」「購入」に入らないと読まれます（推論）。",
            "Leases, operation, maintenance and usage fees are read as outside introduce, modify, purchase (inferred).",
        ),
        changeable=True,
    )
    jointly_procured: Fact[bool] = fact(
        bool,
        Text("共同調達", "joint procurement"),
        Text(
            "行政運営の効率化のため、ほかの地方公共団体と共同で調達しますか。",
            "Is it procured jointly with other local governments to make administration more efficient?",
        ),
        help=Text("都道府県の参加は必要ありません。", "No prefecture needs to take part."),
        changeable=True,
    )
    cybersecurity: Fact[bool] = fact(
        bool,
        Text("サイバーセキュリティの確保", "cybersecurity"),
        Text("サイバーセキュリティの確保に必要なシステムですか。", "Is the system needed for cybersecurity?"),
        help=Text(
            "サイバーセキュリティ基本法第2条の意味です。", "As in art. 2 of the Basic Act on Cybersecurity."
        ),
    )
    regional_issue: Fact[RegionalIssue] = fact(
        RegionalIssue,
        Text("地域の課題", "regional issue"),
        Text(
            "省令が掲げるどの地域の課題に必要ですか。",
            "For which regional issue of the ordinance is it needed?",
        ),
    )
    beneficiaries: Fact[Beneficiaries] = fact(
        Beneficiaries,
        Text("受益者", "beneficiaries"),
        Text("特定の者の利益のためのものですか。", "Is it for the benefit of particular persons?"),
    )
    commonization_candidate: Fact[bool] = fact(
        bool,
        Text("共通化の対象候補", "candidate for commonization"),
        Text(
            "国・地方の共通化の対象候補にも当たるシステムですか。",
            "Is the system also a candidate for commonization between state and local government?",
        ),
    )


# Purchase of equipment, introduction of systems: the ordinance's own words. A leased purchase is no fact at all.
ProjectFacts.constraints = (
    Constraint(
        "bonds.equipment_related",
        ~((ProjectFacts.kind == ProjectKind.EQUIPMENT) & ProjectFacts.related),
    ),
)


class ExpenseFacts(ProjectFacts):
    """What is known about one expense of a project (経費についての事実)."""

    carried_out_by: Fact[Carrier] = fact(
        Carrier,
        Text("実施主体", "who carries it out"),
        Text(
            "だれが実施する事業の経費ですか（団体以外なら負担金・補助金になります）。",
            "Who carries out the project? (Unless the body itself, the expense is a contribution or aid.)",
        ),
    )
    specified_collection: Fact[bool] = fact(
        bool,
        Text("特定収納事務", "specified collection affairs"),
        Text(
            "特定収納事務（特定収納に係る事務）に関する経費ですか。",
            "Does the expense concern specified collection affairs (特定収納事務)?",
        ),
    )
    standardisation: Fact[bool] = fact(
        bool,
        Text("標準化の経費", "standardisation cost"),
        Text(
            "標準化法第2条第3項の標準準拠システムへの移行など、標準化に要する経費ですか。",
            "Is it a cost of standardisation (art. 2(3) of the Standardisation Act)?",
        ),
        changeable=True,
    )


class PlanFacts(Facts):
    """What is known about a plan (計画についての事実)."""

    fiscal_year: Fact[FiscalYear] = fact(
        FiscalYear,
        Text("年度", "fiscal year"),
        Text("何年度の計画ですか。", "For which fiscal year is the plan read?"),
        changeable=True,
    )
    body_kind: Fact[BodyKind] = ProjectFacts.body_kind
    basic_policy: Fact[bool] = fact(
        bool,
        Text("基本的な方針の記載", "basic policy stated"),
        Text(
            "情報通信技術の活用の推進に関する基本的な方針を書いていますか。",
            "Does the plan state a basic policy on promoting the use of ICT?",
        ),
        changeable=True,
    )
    projects: Fact[bool] = fact(
        bool,
        Text("事業の期間・事業費・内容の記載", "period, cost and content of the projects stated"),
        Text(
            "事業の期間、事業費、内容を書いていますか。",
            "Does the plan state the period, cost and content of the projects?",
        ),
        changeable=True,
    )
    effects: Fact[bool] = fact(
        bool,
        Text("効果の記載", "effects stated"),
        Text("事業の効果を書いていますか。", "Does the plan state the effects of the projects?"),
        changeable=True,
    )
