"""The closed vocabularies of talent: who pays, what for, in which form a person works, and the measures that support it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypeVar

from chiho_digital.basics import InvalidValue, LabelledEnum, Text

__all__ = [
    "BodyKind",
    "CapPer",
    "CostItem",
    "Dispatch",
    "Duty",
    "EmploymentForm",
    "Measure",
    "Netting",
    "Part",
    "Recipient",
    "Role",
    "Span",
    "WorkerPart",
    "WorkerType",
    "member",
]

_E = TypeVar("_E", bound=LabelledEnum)


def member(kind: type[_E], value: str, label: Text) -> _E:
    """The member of a vocabulary by its value.

    Raises:
        InvalidValue: there is no such member; the near one is suggested.
    """
    try:
        return kind(value)
    except ValueError:
        choices = tuple(known.value for known in kind)
        near = next(iter(get_close_matches(str(value), choices, n=1)), None)
        raise InvalidValue(
            "rules.not_a_choice", value=value, label=label, choices=choices, suggestion=near
        ) from None


class BodyKind(LabelledEnum):
    """What kind of body bears a cost (経費を負担する団体の種別)."""

    PREFECTURE = "prefecture", "都道府県", "prefecture"
    MUNICIPALITY = "municipality", "市町村", "municipality"
    SPECIAL_WARD = "special_ward", "特別区", "special ward"
    ASSOCIATION = "association", "一部事務組合・広域連合", "association of local governments"
    OTHER = "other", "その他（財団法人など）", "other (a foundation, for instance)"


class CostItem(LabelledEnum):
    """What a cost is for (経費の種類)."""

    ENGAGEMENT = "engagement", "任用・委託など", "engagement"
    RECRUITING = "recruiting", "募集", "recruiting"
    TRAINING = "training", "育成", "training"
    CONTRIBUTION = "contribution", "負担金", "contribution"
    OTHER = "other", "その他", "other"


class Duty(LabelledEnum):
    """What a person works for (職務)."""

    SUPPORT = "support", "市町村のデジタル化の支援", "support of municipalities"
    OWN_WORK = "own_work", "自団体の業務", "the body's own work"
    BOTH = "both", "支援と自団体の業務の両方", "both support and own work"
    OTHER = "other", "その他", "other"


class EmploymentForm(LabelledEnum):
    """In which form a person is engaged (任用などの形態)."""

    FULL_TIME = "full_time", "常勤", "full-time staff"
    FIXED_TERM = "fixed_term", "任期付", "fixed-term appointment"
    FISCAL_YEAR = "fiscal_year", "会計年度任用", "fiscal-year appointment"
    SPECIAL_POST = "special_post", "特別職非常勤", "special-post part-time appointment"
    DISPATCHED = "dispatched", "派遣", "dispatched"
    OUTSOURCED = "outsourced", "委託", "outsourced"
    SECONDED = "seconded", "企業からの出向", "secondment from a company"


class Dispatch(LabelledEnum):
    """How a specialist comes from one body to another (専門人材の派遣)."""

    SENT = "sent", "派遣した（地方自治法252条の17によらない）", "dispatched, not under art. 252-17"
    SENT_252_17 = "sent_252_17", "派遣した（地方自治法252条の17）", "dispatched under art. 252-17"
    FROM_PREFECTURE = (
        "from_prefecture",
        "都道府県から受け入れた（地方自治法252条の17）",
        "received from a prefecture under art. 252-17",
    )
    FROM_MUNICIPALITY = (
        "from_municipality",
        "市町村から受け入れた（地方自治法252条の17）",
        "received from a municipality under art. 252-17",
    )
    NONE = "none", "派遣によらない", "no dispatch"


class Recipient(LabelledEnum):
    """Which city or town a specialist is dispatched to (派遣を受ける市町村)."""

    DESIGNATED_CITY = "designated_city", "指定都市", "designated city"
    CORE_CITY = "core_city", "中核市", "core city"
    PREFECTURAL_CAPITAL = "prefectural_capital", "都道府県庁所在地", "seat of a prefectural government"
    OTHER_MUNICIPALITY = "other_municipality", "その他の市町村", "other municipality"


class WorkerType(LabelledEnum):
    """Types of 地域活性化起業人."""

    COMPANY_DISPATCH = "company_dispatch", "企業派遣型", "company dispatch"
    SIDE_JOB = "side_job", "副業型", "side job"
    SENIOR = "senior", "シニア型", "senior"
    NONE = "none", "地域活性化起業人でない", "no 地域活性化起業人"


class WorkerPart(LabelledEnum):
    """Which letter of the formula of 地域活性化起業人 a cost is; what the letters stand for was not read."""

    A = "a", "算式のA", "A of the formula"
    B = "b", "算式のB", "B of the formula"
    C = "c", "算式のC", "C of the formula"
    NONE = "none", "いずれでもない", "none of these"


class Role(LabelledEnum):
    """What a person does in digital work (役割): the four roles of the ministry's skill standard (2022 draft), or another."""

    PRODUCER = "producer", "プロデューサー", "producer"
    PROJECT_MANAGER = "project_manager", "プロジェクトマネージャー", "project manager"
    SERVICE_DESIGNER = "service_designer", "サービスデザイナー", "service designer"
    ENGINEER = "engineer", "エンジニア", "engineer"
    OTHER = "other", "その他", "other"


class Span(LabelledEnum):
    """Whether help is needed continuously or now and then (継続・スポットの別)."""

    CONTINUOUS = "continuous", "継続", "continuous"
    SPOT = "spot", "スポット", "spot"


class Measure(LabelledEnum):
    """The allocation-tax measures for digital talent (財政措置)."""

    PREFECTURE_TALENT = (
        "prefecture_talent",
        "都道府県の外部デジタル人材（市町村支援）",
        "external digital talent of a prefecture for its municipalities",
    )
    PREFECTURE_TRAINING = (
        "prefecture_training",
        "都道府県の中核デジタル職員の育成",
        "training of a prefecture's core digital staff",
    )
    SUPPORTING_MUNICIPALITY = (
        "supporting_municipality",
        "ほかの市町村を支援する市町村・負担金",
        "municipality that supports others, or pays a contribution",
    )
    MUNICIPALITY_TRAINING = (
        "municipality_training",
        "市町村の中核デジタル職員の育成",
        "training of a municipality's core digital staff",
    )
    OWN_CIO_AIDE = (
        "own_cio_aide",
        "市町村のCIO補佐官等",
        "external CIO aide and the like of a municipality for itself",
    )
    PARTNERSHIP_PREFECTURE = (
        "partnership_prefecture",
        "連携協約による専門人材（都道府県）",
        "specialists under a partnership agreement, prefecture",
    )
    PARTNERSHIP_MUNICIPALITY = (
        "partnership_municipality",
        "連携協約による専門人材（市町村）",
        "specialists under a partnership agreement, municipality",
    )
    REVITALISATION_WORKER = (
        "revitalisation_worker",
        "地域活性化起業人",
        "regional revitalisation worker (地域活性化起業人)",
    )
    LOCAL_ADVISER = "local_adviser", "地域力創造アドバイザー", "regional adviser (地域力創造アドバイザー)"
    ORDINARY_TAX_STAFF = (
        "ordinary_tax_staff",
        "都道府県の常勤職員による市町村支援（普通交付税）",
        "full-time prefectural staff who support municipalities (ordinary allocation tax)",
    )


class Part(LabelledEnum):
    """What a cost is in the formula of a measure (算式の項)."""

    ENGAGEMENT = "engagement", "任用などの経費", "engagement"
    RECRUITING = "recruiting", "募集の経費", "recruiting"
    TRAINING = "training", "育成の経費", "training"
    CONTRIBUTION = "contribution", "負担金", "contribution"
    SENT = "sent", "派遣した専門人材の人件費", "personnel cost of specialists dispatched"
    FROM_PREFECTURE = (
        "from_prefecture",
        "都道府県から受け入れた専門人材の経費",
        "specialists received from a prefecture",
    )
    FROM_MUNICIPALITY = (
        "from_municipality",
        "市町村から受け入れた専門人材の経費",
        "specialists received from a municipality",
    )
    WORKER_A = "worker_a", "起業人の算式のA", "A of 地域活性化起業人"
    WORKER_B_COMPANY = "worker_b_company", "起業人の算式のB（企業派遣型）", "B, company dispatch"
    WORKER_B_SIDE_JOB = "worker_b_side_job", "起業人の算式のB（副業型）", "B, side job"
    WORKER_B_SENIOR = "worker_b_senior", "起業人の算式のB（シニア型）", "B, senior"
    WORKER_C = "worker_c", "起業人の算式のC", "C of 地域活性化起業人"
    ADVISER = "adviser", "アドバイザーの経費", "adviser"
    RECOGNISED_ADVISER = (
        "recognised_adviser",
        "アドバイザーの経費（先進自治体の職員・組織として総務大臣が認めるもの）",
        "adviser whom the Minister recognises as staff or organisation of an advanced body",
    )


class Netting(LabelledEnum):
    """Where a subsidy is deducted if a cost is capped (補助金などの差引きと上限の順序); no text read says which holds."""

    BEFORE_CAP = "before_cap", "上限を当てはめる前に差し引く", "deducted before the cap is applied"
    AFTER_CAP = "after_cap", "上限を当てはめた後に差し引く", "deducted after the cap is applied"


class CapPer(LabelledEnum):
    """What a cap is set for (上限の単位)."""

    PERSON = "person", "1人ごと", "each person"
    BODY = "body", "団体ごと", "the body"
    DOUBTFUL = (
        "doubtful",
        "上限が団体ごとか1人ごとかは読まれていません",
        "whether the cap is per body or per person was not read",
    )
    MAYBE_PERSON = (
        "maybe_person",
        "1人当たりの上限が負担金に当てはまるかは読まれていません",
        "whether the cap per person applies to a contribution was not read",
    )
