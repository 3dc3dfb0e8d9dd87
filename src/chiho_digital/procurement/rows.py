"""The row models of this room: `CaseRow`, one line of a file of cases; `ParticipationRow` and `AmountRow`, of files that go with it."""

from __future__ import annotations

from typing import Annotated

from chiho_digital.basics import Grade, PartialDate, TaxBasis, Text
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.systems.cells import TaxBasisCell
from chiho_digital.tables import (
    Across,
    AsStated,
    Choice,
    Column,
    Link,
    Links,
    Listed,
    PartialDay,
    Prefecture,
    RowModel,
    Stated,
    WebAddress,
    Whole,
    Words,
    Yen,
)

from .cells import ScopeCell
from .vocabulary import AmountScope

__all__ = ["AmountRow", "CaseRow", "ParticipationRow"]

_CASE_ID = Words(100, "[a-z0-9][a-z0-9-]*")
_STATUSES = (
    "in_service",
    "rolling_start",
    "joining",
    "trial_then_use",
    "selected",
    "awarded",
    "tendering",
    "result_unverified",
    "pilot",
    "completed",
    "withdrawals",
)
_GRADES = {
    "high": Grade.PRIMARY,
    "primary": Grade.PRIMARY,
    "medium": Grade.SECONDARY,
    "secondary": Grade.SECONDARY,
    "low": Grade.INFERRED,
    "inferred": Grade.INFERRED,
}


class CaseRow(RowModel):
    """One line of a file of joint procurements (共同調達事例の1行), flat, as published. None is unknown, never zero.

    Amounts are whole yen whose tax basis is unknown; counts are numbers of bodies.
    """

    case_id: Annotated[str, Column("事例ID", _CASE_ID, required=True, unique=True)]
    prefecture: Annotated[
        tuple[LocalGovernmentCode, ...], Column("都道府県", Listed(Prefecture()), required=True)
    ]
    lead_body: Annotated[str, Column("主導団体", Words(), required=True)]
    lead_body_form: Annotated[str | None, Column("主導団体の形態", Words())] = None
    system_kind_ja: Annotated[tuple[str, ...], Column("システムの種類", Listed(Words(100)), required=True)]
    participants_municipal_count: Annotated[int | None, Column("参加自治体数", Whole(0, 1741))] = None
    participants_other: Annotated[str | None, Column("その他の参加団体", Words())] = None
    participants_named: Annotated[str | None, Column("参加団体名", Words())] = None
    observed_as_of: Annotated[Stated[PartialDate] | None, Column("確認時点", AsStated(PartialDay()))] = None
    service_start: Annotated[Stated[PartialDate] | None, Column("利用開始", AsStated(PartialDay()))] = None
    vendor: Annotated[str | None, Column("事業者", Words())] = None
    product: Annotated[str | None, Column("製品", Words())] = None
    selection_method: Annotated[str | None, Column("選定方法", Words())] = None
    contract_form: Annotated[str | None, Column("契約形態", Words())] = None
    initial_cost_jpy: Annotated[int | None, Column("初期費用", Yen())] = None
    annual_cost_jpy: Annotated[int | None, Column("年間費用", Yen())] = None
    total_cost_jpy: Annotated[int | None, Column("総額", Yen())] = None
    cost_note: Annotated[str | None, Column("費用の注記", Words())] = None
    cost_sharing: Annotated[str | None, Column("費用負担", Words())] = None
    saving_note: Annotated[str | None, Column("削減効果", Words())] = None
    status: Annotated[Stated[str] | None, Column("状態", AsStated(Choice(_STATUSES), strict=True))] = None
    source_kind: Annotated[str | None, Column("出典の種別", Words())] = None
    confidence: Annotated[str | None, Column("確度", Choice(tuple(_GRADES)))] = None
    source_url: Annotated[str, Column("出典", WebAddress(), required=True)]
    other_source_urls: Annotated[tuple[Link, ...] | None, Column("その他の出典", Links())] = None
    notes: Annotated[str | None, Column("備考", Words())] = None

    @property
    def grade(self) -> Grade:
        """How directly the row was read: high is primary, medium secondary, low (or unsaid) inferred."""
        return _GRADES.get(self.confidence or "", Grade.INFERRED)


class ParticipationRow(RowModel):
    """One line of a file of participations (参加一覧の1行): a body's part in a case. None is unknown.

    body: a code, or a name, with its prefecture where that is not one of the case's.  joined, left: when it came in and
    went out; a body without a date of leaving has not left.
    """

    case_id: Annotated[str, Column("事例ID", _CASE_ID, required=True)]
    body: Annotated[str, Column("参加団体", Words(200), required=True)]
    joined: Annotated[PartialDate | None, Column("参加時期", PartialDay())] = None
    left: Annotated[PartialDate | None, Column("離脱時期", PartialDay())] = None
    remark: Annotated[str | None, Column("備考", Words())] = None

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """Nobody leaves before it joined."""
        row = cls.facts()
        return (
            Across(
                row["left_end"] >= row["joined_start"],
                Text("離脱が参加より前です", "it left before it joined"),
            ),
        )


class AmountRow(RowModel):
    """One line of a file of amounts (金額一覧の1行): an amount of a case, with what it covers and its tax basis.

    yen: whole yen.  period_start, period_end: the period that the amount is for, both included; a month, year or fiscal
    year is meant from its first day, or to its last. None is unknown.
    """

    case_id: Annotated[str, Column("事例ID", _CASE_ID, required=True)]
    scope: Annotated[AmountScope, Column("金額の範囲", ScopeCell(), required=True)]
    yen: Annotated[int, Column("金額", Yen(), required=True)]
    tax_basis: Annotated[TaxBasis, Column("消費税の扱い", TaxBasisCell(), required=True)]
    period_start: Annotated[PartialDate | None, Column("期間の始め", PartialDay())] = None
    period_end: Annotated[PartialDate | None, Column("期間の終わり", PartialDay())] = None
    source_url: Annotated[str | None, Column("出典", WebAddress())] = None

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """No period ends before it starts."""
        row = cls.facts()
        return (
            Across(
                row["period_end_end"] >= row["period_start_start"],
                Text("期間の終わりが始めより前です", "the period ends before it starts"),
            ),
        )
