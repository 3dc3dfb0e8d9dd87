"""The closed vocabularies of the bond: what a project is, what it is for, who carries it out."""

from __future__ import annotations

from chiho_digital.basics import LabelledEnum, TaxBasis

__all__ = [
    "Acquisition",
    "Beneficiaries",
    "BodyKind",
    "Carrier",
    "CostScope",
    "ProjectKind",
    "Purpose",
    "RegionalIssue",
    "TaxBasis",
    "Use",
]


class BodyKind(LabelledEnum):
    """What kind of body borrows (起債する団体の種別)."""

    PREFECTURE = "prefecture", "都道府県", "prefecture"
    DESIGNATED_CITY = "designated_city", "指定都市", "designated city"
    MUNICIPALITY = "municipality", "市町村（指定都市を除く）", "municipality other than a designated city"
    SPECIAL_WARD = "special_ward", "特別区", "special ward"
    ASSOCIATION_WITH_PREFECTURE_OR_DESIGNATED_CITY = (
        "association_with_prefecture_or_designated_city",
        "都道府県又は指定都市の加入する一部事務組合・広域連合",
        "association with a prefecture or designated city among its members",
    )
    ASSOCIATION = "association", "その他の一部事務組合・広域連合", "other association of local governments"
    NOT_A_LOCAL_GOVERNMENT = "not_a_local_government", "地方公共団体でない", "not a local government"


class Purpose(LabelledEnum):
    """Which purpose of the statute a project serves (法の掲げる目的)."""

    RESIDENT_CONVENIENCE = "resident_convenience", "住民の利便性の向上", "convenience of residents"
    EFFICIENCY = "efficiency", "行政運営の効率化", "efficiency of the administration"
    LOCAL_ISSUES = "local_issues", "地域社会の諸課題の解決", "solving issues of the local community"
    NONE = "none", "いずれでもない", "none of these"


class ProjectKind(LabelledEnum):
    """What is acquired (事業の種別)."""

    SYSTEM = "system", "情報システム", "information system"
    EQUIPMENT = "equipment", "情報通信機器", "ICT equipment"


class Use(LabelledEnum):
    """What it is used for (用途)."""

    RESIDENT_SERVICE = "resident_service", "住民サービスの提供", "service to residents"
    INTERNAL_ADMINISTRATION = "internal_administration", "内部管理事務", "internal administration"
    OTHER = "other", "その他", "other"


class Acquisition(LabelledEnum):
    """How it is acquired or what the money is for (取得の方法・経費の性質)."""

    INTRODUCE = "introduce", "導入", "introduction"
    MODIFY = "modify", "改修", "modification"
    PURCHASE = "purchase", "購入", "purchase"
    LEASE = "lease", "リース・賃借", "lease"
    OPERATE = "operate", "運用・保守・利用料", "operation, maintenance, usage fees"


class RegionalIssue(LabelledEnum):
    """The regional issues the ordinance lists (省令が掲げる地域の課題), イ to ト."""

    MIGRATION = "migration", "移住・定住・交流", "migration, settlement and exchange"
    LOCAL_INDUSTRY = (
        "local_industry",
        "農林水産業・観光・商工業その他の地域産業の生産性",
        "productivity of agriculture, forestry, fisheries, tourism, commerce and other local industry",
    )
    TRANSPORT = "transport", "日常生活の移動手段", "everyday transport"
    LIVING_ENVIRONMENT = "living_environment", "生活環境", "living environment"
    CHILD_REARING = "child_rearing", "子育て", "child-rearing"
    HEALTH_AND_WELFARE = "health_and_welfare", "健康・福祉", "health and welfare"
    MEDICAL_CARE = "medical_care", "医療", "medical care"
    NONE = "none", "いずれでもない", "none of these"


class Beneficiaries(LabelledEnum):
    """For whose benefit it is (受益者)."""

    GENERAL = "general", "広く住民・地域", "residents or the region in general"
    PARTICULAR_PERSONS = "particular_persons", "特定の者", "particular persons"


class Carrier(LabelledEnum):
    """Who carries out the project that the expense goes to (事業の実施主体)."""

    OWN = "own", "団体自ら（公営企業を除く）", "the body itself (not its public enterprise)"
    PUBLIC_ENTERPRISE = "public_enterprise", "公営企業", "public enterprise"
    ENTERPRISE_AGENCY = (
        "enterprise_agency",
        "公営企業型地方独立行政法人",
        "local independent administrative agency of the public-enterprise type",
    )
    INDEPENDENT_AGENCY = (
        "independent_agency",
        "地方独立行政法人（公営企業型を除く）",
        "local independent administrative agency (not of the public-enterprise type)",
    )
    PUBLIC_ORGANISATION = "public_organisation", "公共的団体", "public organisation"
    ORDER_ARTICLE_1_CORPORATION = (
        "order_article_1_corporation",
        "施行令第1条の法人",
        "corporation of art. 1 of the Enforcement Order",
    )
    RECOGNISED_BODY = (
        "recognised_body",
        "総務大臣が認める団体（地域の課題に取り組むもの）",
        "body the Minister recognises as tackling regional issues",
    )
    ASSOCIATION = "association", "一部事務組合等（負担金）", "association of local governments (contribution)"
    OTHER = "other", "その他の者", "anyone else"


class CostScope(LabelledEnum):
    """Whose cost an amount is (経費の範囲)."""

    OWN_SHARE = "own_share", "自団体の負担分", "the body's own share"
    WHOLE_JOINT_PROJECT = "whole_joint_project", "共同事業の全体", "the whole joint project"
