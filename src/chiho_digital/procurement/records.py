"""The records of joint procurement: `CaseRow`, one line of a file, and `Case` with its lots, contracts and participations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from chiho_digital.basics import Grade, PartialDate, Progress, Text
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.tables import (
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

from .vocabulary import AmountScope, BodyType, ContractForm, LegalForm, TaxBasis, UnknownReason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.tables import Issue, NumberedRow

__all__ = ["Amount", "Case", "CaseRow", "Contract", "Lot", "Participation"]

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

    case_id: Annotated[str, Column("事例ID", Words(100, "[a-z0-9][a-z0-9-]*"), required=True, unique=True)]
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


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Participation(_Record):
    """A body's part in a case, over time (参加). A date not known is None.

    name: as published.  code: its code.  joined, left: when it came in or went out.  remark: what stood beside the name.
    """

    name: str
    code: LocalGovernmentCode
    body_type: BodyType
    joined: PartialDate | None = None
    left: PartialDate | None = None
    has_left: bool = False
    remark: str | None = None


class Lot(_Record):
    """A part of a case awarded on its own (調達単位). A case has at least one; several when suppliers differ.

    supplier: who was awarded it, None if unknown.  developer: who made the product, if said.
    """

    name: str | None = None
    supplier: str | None = None
    developer: str | None = None
    product: str | None = None
    remark: str | None = None


class Contract(_Record):
    """How the bodies contract with the supplier (契約). `words` are as published; `form` None where they name none."""

    form: ContractForm | None
    words: str | None
    selection_method: str | None


class Amount(_Record):
    """An amount in whole yen with its scope and tax basis (金額), or the reason why it is not known.

    Amounts of different scopes are never computed from one another.
    """

    scope: AmountScope
    yen: int | None = Field(ge=0)
    tax_basis: TaxBasis = TaxBasis.UNKNOWN
    unknown: UnknownReason | None = None


class Case(_Record):
    """A joint procurement (共同調達事例): who, what, from whom, how, at what cost, and where it was read.

    municipal_count: 参加自治体数 as published, persons of no other kind of body counted; None is データなし.
    participations: the bodies that are named and known.  unresolved: words about participants that name no known body.
    unnamed: municipalities that the source counts but does not name (ほか5市), None if it does not say.
    names_as_of: the date of the list of names, where it is another than that of the count.
    """

    id: str
    prefectures: tuple[LocalGovernmentCode, ...]
    lead: str
    lead_code: LocalGovernmentCode | None
    lead_words: str | None
    legal_form: LegalForm | None
    kinds: tuple[str, ...]
    municipal_count: int | None
    participations: tuple[Participation, ...]
    unresolved: tuple[str, ...]
    unnamed: int | None
    names_as_of: PartialDate | None
    observed: Stated[PartialDate] | None
    service_start: Stated[PartialDate] | None
    lots: tuple[Lot, ...]
    contract: Contract
    amounts: tuple[Amount, ...]
    cost_note: str | None
    cost_sharing: str | None
    saving_note: str | None
    status: str | None
    status_remark: str | None
    grade: Grade
    confidence: str | None
    source_kind: str | None
    sources: tuple[Link, ...]
    notes: str | None

    @classmethod
    def from_rows(cls, rows: Iterable[NumberedRow[CaseRow]]) -> tuple[tuple[Case, ...], tuple[Issue, ...]]:
        """The cases of checked rows, and what is to be said about them by row and column. No row is dropped."""
        from .reading import case_of

        checked = tuple(rows)
        with Progress(Text("事例の組み立て", "building cases"), len(checked)) as progress:
            built = [case_of(row) for row in progress.over(checked)]
        return tuple(case for case, _ in built), tuple(issue for _, issues in built for issue in issues)

    @property
    def municipalities(self) -> tuple[Participation, ...]:
        """The named municipalities that take part and have not left."""
        return tuple(
            p for p in self.participations if p.body_type is BodyType.MUNICIPALITY and not p.has_left
        )

    @property
    def participants_known(self) -> bool:
        """Whether every participating municipality is known by name, as of the date of the count."""
        return (
            self.municipal_count is not None
            and self.names_as_of is None
            and len(self.municipalities) == self.municipal_count
        )
