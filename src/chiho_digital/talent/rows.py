"""The row models of a pool's files: people, needs, assignments, results, costs and fiscal indices, one line each."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field

from chiho_digital.basics import FiscalYear, PartialDate, Text
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.tables import Across, Column, PartialDay, RowModel, Whole, Words, Yen

from .cells import BodyCell, Id, IndexCell, Labelled, Skills, TermCell, YearCell, YesNo
from .records import Skill
from .terms import CHANNELS, FIELDS
from .vocabulary import (
    CostItem,
    Dispatch,
    Duty,
    EmploymentForm,
    Recipient,
    Role,
    Span,
    WorkerPart,
    WorkerType,
)

__all__ = ["AssignmentRow", "CostRow", "IndexRow", "NeedRow", "ResultRow", "StaffRow"]

_REVERSED = Text("終わりが始まりより前です", "it ends before it starts")
_HOURS = Whole(0, 1_000_000)
_SHARE = Whole(1, 100)
_QUIET = ConfigDict(hide_input_in_errors=True)


class StaffRow(RowModel):
    """One line of a file of people (人材一覧の1行): identifiers, no names. None is unknown.

    A date stated to the month, year or fiscal year is read as the first or the last day of it.
    """

    model_config = _QUIET

    id: Annotated[str, Column("人材ID", Id(), required=True, unique=True)]
    employer: Annotated[LocalGovernmentCode | None, Column("任用などをする団体", BodyCell())] = None
    role: Annotated[Role | None, Column("役割", Labelled(Role))] = None
    skills: Annotated[tuple[Skill, ...] | None, Column("専門分野", Skills(FIELDS))] = None
    employment: Annotated[EmploymentForm | None, Column("任用などの形態", Labelled(EmploymentForm))] = None
    external: Annotated[bool | None, Column("外部人材", YesNo())] = None
    digital_expertise: Annotated[bool | None, Column("デジタルの専門知識・経験", YesNo())] = None
    duty: Annotated[Duty | None, Column("職務", Labelled(Duty))] = None
    cio_aide: Annotated[bool | None, Column("CIO補佐官等", YesNo())] = None
    time_share: Annotated[int | None, Column("時間の割合", _SHARE)] = None
    start: Annotated[PartialDate | None, Column("契約の始まり", PartialDay())] = None
    end: Annotated[PartialDate | None, Column("契約の終わり", PartialDay())] = None

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """The contract does not end before it starts."""
        row = cls.facts()
        return (Across(row["end_end"] >= row["start_start"], _REVERSED),)


class NeedRow(RowModel):
    """One line of a file of needs (需要一覧の1行). None is unknown."""

    model_config = _QUIET

    id: Annotated[str, Column("需要ID", Id(), required=True, unique=True)]
    municipality: Annotated[LocalGovernmentCode, Column("市区町村", BodyCell(), required=True)]
    role: Annotated[Role | None, Column("役割", Labelled(Role))] = None
    skills: Annotated[tuple[Skill, ...] | None, Column("専門分野", Skills(FIELDS))] = None
    time_share: Annotated[int | None, Column("時間の割合", _SHARE)] = None
    hours: Annotated[int | None, Column("時間数", _HOURS)] = None
    start: Annotated[PartialDate | None, Column("始まり", PartialDay())] = None
    end: Annotated[PartialDate | None, Column("終わり", PartialDay())] = None
    priority: Annotated[int | None, Column("優先順位", Whole(1, 10_000))] = None
    span: Annotated[Span | None, Column("継続・スポット", Labelled(Span))] = None
    remark: Annotated[str | None, Column("内容", Words(4_000)), Field(repr=False)] = None

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """The need does not end before it starts."""
        row = cls.facts()
        return (Across(row["end_end"] >= row["start_start"], _REVERSED),)


class AssignmentRow(RowModel):
    """One line of a file of assignments (配置一覧の1行): one person's time for one municipality. None is unknown."""

    model_config = _QUIET

    id: Annotated[str, Column("配置ID", Id(), required=True, unique=True)]
    staff: Annotated[str, Column("人材ID", Id(), required=True)]
    municipality: Annotated[LocalGovernmentCode, Column("市区町村", BodyCell(), required=True)]
    need: Annotated[str | None, Column("需要ID", Id())] = None
    time_share: Annotated[int | None, Column("時間の割合", _SHARE)] = None
    start: Annotated[PartialDate, Column("始まり", PartialDay(), required=True)]
    end: Annotated[PartialDate | None, Column("終わり", PartialDay())] = None

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """The assignment does not end before it starts."""
        row = cls.facts()
        return (Across(row["end_end"] >= row["start_start"], _REVERSED),)


class ResultRow(RowModel):
    """One line of a file of results (結果一覧の1行). None is unknown."""

    model_config = _QUIET

    assignment: Annotated[str, Column("配置ID", Id(), required=True)]
    as_of: Annotated[PartialDate, Column("時点", PartialDay(), required=True)]
    hours: Annotated[int | None, Column("時間数", _HOURS)] = None
    consultations: Annotated[int | None, Column("相談件数", Whole(0, 1_000_000))] = None
    remark: Annotated[str | None, Column("成果", Words(4_000)), Field(repr=False)] = None


class CostRow(RowModel):
    """One line of a file of costs (経費一覧の1行). None is unknown; a revenue of none at all is written 0."""

    model_config = _QUIET

    id: Annotated[str, Column("経費ID", Id(), required=True, unique=True)]
    body: Annotated[LocalGovernmentCode, Column("団体", BodyCell(), required=True)]
    fiscal_year: Annotated[FiscalYear, Column("年度", YearCell(), required=True)]
    item: Annotated[CostItem | None, Column("経費の種類", Labelled(CostItem))] = None
    amount: Annotated[int | None, Column("金額", Yen())] = None
    revenue: Annotated[int | None, Column("特定財源", Yen())] = None
    person: Annotated[str | None, Column("人材ID", Id())] = None
    employment: Annotated[EmploymentForm | None, Column("任用などの形態", Labelled(EmploymentForm))] = None
    external: Annotated[bool | None, Column("外部人材", YesNo())] = None
    digital_expertise: Annotated[bool | None, Column("デジタルの専門知識・経験", YesNo())] = None
    duty: Annotated[Duty | None, Column("職務", Labelled(Duty))] = None
    cio_aide: Annotated[bool | None, Column("CIO補佐官等", YesNo())] = None
    channel: Annotated[str | None, Column("募集の経路", TermCell(CHANNELS))] = None
    paid_to: Annotated[LocalGovernmentCode | None, Column("負担金の支払先", BodyCell())] = None
    core_staff: Annotated[bool | None, Column("中核デジタル職員の育成", YesNo())] = None
    trainees: Annotated[int | None, Column("育成の人数", Whole(0, 1_000_000))] = None
    partnership_agreement: Annotated[bool | None, Column("連携協約", YesNo())] = None
    dispatch: Annotated[Dispatch | None, Column("専門人材の派遣", Labelled(Dispatch))] = None
    recipient: Annotated[Recipient | None, Column("派遣を受ける市町村", Labelled(Recipient))] = None
    first_year_of_post: Annotated[bool | None, Column("その職への派遣の初年度", YesNo())] = None
    item_for_body: Annotated[bool | None, Column("起業人・アドバイザーの項目の対象団体", YesNo())] = None
    worker_type: Annotated[WorkerType | None, Column("地域活性化起業人の類型", Labelled(WorkerType))] = None
    worker_part: Annotated[WorkerPart | None, Column("地域活性化起業人の算式の項", Labelled(WorkerPart))] = (
        None
    )
    local_adviser: Annotated[bool | None, Column("地域力創造アドバイザー", YesNo())] = None
    recognised_adviser: Annotated[bool | None, Column("先進自治体のアドバイザー", YesNo())] = None
    remark: Annotated[str | None, Column("注記", Words(4_000)), Field(repr=False)] = None

    @classmethod
    def across(cls) -> tuple[Across, ...]:
        """The revenue does not exceed the cost."""
        row = cls.facts()
        return (
            Across(
                row["revenue"] <= row["amount"],
                Text("特定財源が金額を超えています", "the revenue exceeds the amount"),
            ),
        )


class IndexRow(RowModel):
    """One line of a file of fiscal indices (財政力指数一覧の1行)."""

    model_config = _QUIET

    body: Annotated[LocalGovernmentCode, Column("団体", BodyCell(), required=True)]
    fiscal_year: Annotated[FiscalYear, Column("年度", YearCell(), required=True)]
    index: Annotated[Decimal, Column("財政力指数", IndexCell(), required=True)]
