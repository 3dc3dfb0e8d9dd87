"""The vocabularies of joint procurement (共同調達の語彙): contract forms, legal forms, scopes and reasons for not knowing.

Source: the forms met in real cases, and the articles of 地方自治法 that the legal forms stand in.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chiho_digital.basics import LabelledEnum, TaxBasis

__all__ = [
    "AmountScope",
    "BodyType",
    "ContractForm",
    "LegalForm",
    "TaxBasis",
    "UnknownReason",
    "contract_form_of",
    "legal_form_of",
]


class ContractForm(LabelledEnum):
    """Who contracts with the supplier (契約形態).

    joint_selection: chosen together, then each body contracts.
    framework_and_usage: a council's framework contract plus each body's usage contract (基本契約と利用契約).
    delegated_to_prefecture: the prefecture contracts in its own name after 事務の委託.
    association: an association of bodies contracts and charges its members (一部事務組合).
    statutory_council: a council under art. 252-2-2 handles the contract (法定協議会).
    provider_body: a third-sector company or foundation provides and charges fees (第三セクター等).
    prefecture_provides: the prefecture provides the service itself.
    agreement_among_prefectures: prefectures agree, each contracting.
    """

    JOINT_SELECTION = "joint_selection", "共同選定・個別契約", "joint selection, contracts of each body"
    FRAMEWORK_AND_USAGE = (
        "framework_and_usage",
        "協議会の基本契約と各団体の利用契約",
        "a council's framework contract and usage contracts",
    )
    DELEGATED_TO_PREFECTURE = (
        "delegated_to_prefecture",
        "事務の委託を受けた都道府県の契約",
        "contract of the prefecture to which the affair is entrusted",
    )
    ASSOCIATION = "association", "一部事務組合の契約", "contract of an association"
    STATUTORY_COUNCIL = "statutory_council", "法定協議会の契約", "contract of a statutory council"
    PROVIDER_BODY = "provider_body", "第三セクター等による提供", "provided by a third-sector body"
    PREFECTURE_PROVIDES = "prefecture_provides", "都道府県による提供", "provided by the prefecture"
    AGREEMENT_AMONG_PREFECTURES = (
        "agreement_among_prefectures",
        "都道府県間の協定・各自の契約",
        "agreement among prefectures, contracts of each",
    )


class LegalForm(LabelledEnum):
    """The legal form of cooperation (広域連携の形), with its article of 地方自治法 where it has one.

    cooperation_agreement: 連携協約 (252条の2).  statutory_council: 協議会 (252条の2の2).
    joint_organ: 機関等の共同設置 (252条の7).  entrustment: 事務の委託 (252条の14).
    substitute_execution: 事務の代替執行 (252条の16の2).  partial_affairs_association: 一部事務組合 (284条).
    wide_area_union: 広域連合 (284条, 291条の2).  voluntary_council: 任意協議会.
    """

    COOPERATION_AGREEMENT = "cooperation_agreement", "連携協約", "cooperation agreement"
    STATUTORY_COUNCIL = "statutory_council", "協議会（法定）", "statutory council"
    JOINT_ORGAN = "joint_organ", "機関等の共同設置", "joint organ"
    ENTRUSTMENT = "entrustment", "事務の委託", "entrustment of affairs"
    SUBSTITUTE_EXECUTION = "substitute_execution", "事務の代替執行", "substitute execution of affairs"
    PARTIAL_AFFAIRS_ASSOCIATION = (
        "partial_affairs_association",
        "一部事務組合",
        "partial-affairs association",
    )
    WIDE_AREA_UNION = "wide_area_union", "広域連合", "wide-area union"
    VOLUNTARY_COUNCIL = "voluntary_council", "任意協議会", "voluntary council"


class BodyType(LabelledEnum):
    """What kind of body takes part (参加団体の種別); only municipalities are counted in 参加自治体数.

    association: an association of bodies (一部事務組合, 広域連合), which has no code in the registry.
    """

    MUNICIPALITY = "municipality", "市区町村", "municipality"
    PREFECTURE = "prefecture", "都道府県", "prefecture"
    ASSOCIATION = "association", "一部事務組合・広域連合", "association"


class AmountScope(LabelledEnum):
    """What an amount covers (金額の範囲): initial cost, annual running cost, or the total. Never added up from one another."""

    INITIAL = "initial", "初期費用", "initial cost"
    ANNUAL = "annual", "年間費用", "annual cost"
    TOTAL = "total", "総額", "total cost"


class UnknownReason(LabelledEnum):
    """Why something is not known (不明の理由).

    not_found: the sources read do not say it.  not_public: it is said not to be published.
    conflicting_sources: the sources contradict one another.  not_applicable: there is no such thing here.
    """

    NOT_FOUND = "not_found", "読んだ資料にない", "not found in the sources"
    NOT_PUBLIC = "not_public", "公表されていない", "not public"
    CONFLICTING_SOURCES = "conflicting_sources", "資料が矛盾する", "the sources conflict"
    NOT_APPLICABLE = "not_applicable", "該当なし", "not applicable"


@cache
def _words(file: str) -> dict[str, str]:
    import csv

    text = (Path(__file__).parent / "data" / file).read_text(encoding="utf-8")
    return {row["words"]: row["form"] for row in csv.DictReader(text.splitlines())}


def contract_form_of(words: str) -> ContractForm | None:
    """The contract form that published words are read as, by a file that ships; None where it does not know them."""
    form = _words("contract_forms.csv").get(words)
    return None if form is None else ContractForm(form)


def legal_form_of(words: str) -> LegalForm | None:
    """The legal form that published words are read as, by a file that ships; None where they do not name one."""
    form = _words("legal_forms.csv").get(words)
    return None if form is None else LegalForm(form)
