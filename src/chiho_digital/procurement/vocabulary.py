"""The vocabularies of joint procurement (共同調達の語彙): contract forms, legal forms, scopes and reasons for not knowing.

Source: the forms met in real cases, and the articles of 地方自治法 that the legal forms stand in.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from chiho_digital.basics import TaxBasis

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


class ContractForm(StrEnum):
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

    JOINT_SELECTION = "joint_selection"
    FRAMEWORK_AND_USAGE = "framework_and_usage"
    DELEGATED_TO_PREFECTURE = "delegated_to_prefecture"
    ASSOCIATION = "association"
    STATUTORY_COUNCIL = "statutory_council"
    PROVIDER_BODY = "provider_body"
    PREFECTURE_PROVIDES = "prefecture_provides"
    AGREEMENT_AMONG_PREFECTURES = "agreement_among_prefectures"


class LegalForm(StrEnum):
    """The legal form of cooperation (広域連携の形), with its article of 地方自治法 where it has one.

    cooperation_agreement: 連携協約 (252条の2).  statutory_council: 協議会 (252条の2の2).
    joint_organ: 機関等の共同設置 (252条の7).  entrustment: 事務の委託 (252条の14).
    substitute_execution: 事務の代替執行 (252条の16の2).  partial_affairs_association: 一部事務組合 (284条).
    wide_area_union: 広域連合 (284条, 291条の2).  voluntary_council: 任意協議会.
    """

    COOPERATION_AGREEMENT = "cooperation_agreement"
    STATUTORY_COUNCIL = "statutory_council"
    JOINT_ORGAN = "joint_organ"
    ENTRUSTMENT = "entrustment"
    SUBSTITUTE_EXECUTION = "substitute_execution"
    PARTIAL_AFFAIRS_ASSOCIATION = "partial_affairs_association"
    WIDE_AREA_UNION = "wide_area_union"
    VOLUNTARY_COUNCIL = "voluntary_council"


class BodyType(StrEnum):
    """What kind of body takes part (参加団体の種別); only municipalities are counted in 参加自治体数."""

    MUNICIPALITY = "municipality"
    PREFECTURE = "prefecture"


class AmountScope(StrEnum):
    """What an amount covers (金額の範囲): initial cost, annual running cost, or the total. Never added up from one another."""

    INITIAL = "initial"
    ANNUAL = "annual"
    TOTAL = "total"


class UnknownReason(StrEnum):
    """Why something is not known (不明の理由).

    not_found: the sources read do not say it.  not_public: it is said not to be published.
    conflicting_sources: the sources contradict one another.  not_applicable: there is no such thing here.
    """

    NOT_FOUND = "not_found"
    NOT_PUBLIC = "not_public"
    CONFLICTING_SOURCES = "conflicting_sources"
    NOT_APPLICABLE = "not_applicable"


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
