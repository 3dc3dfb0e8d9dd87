"""The body that applies for the bond, with the fiscal figures that its procedure and its share of the tax depend on."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from chiho_digital.basics.shown_records import YEN
from chiho_digital.governments import LocalGovernmentCode

from .fields import Percent, Record, Yen, kind_of
from .vocabulary import BodyKind

__all__ = ["Applicant", "FiscalIndicators"]


class FiscalIndicators(Record):
    """The fiscal figures the procedure asks for (財政指標), in percent or yen. Unknown is None.

    Source: 地方財政法5条の3, 5条の4; 施行令4–6条, 15–16条, 22条.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="財政指標",
        json_schema_extra={"description": "起債の手続が求める財政指標。不明の項目は null。"},
    )

    real_debt_service_ratio: Annotated[
        Percent | None, Field(title="実質公債費比率", description="3か年平均。単位は%。不明は null。")
    ] = None
    """Three-year mean of 実質公債費比率, in percent."""
    real_deficit: Annotated[
        Annotated[int, YEN] | None,
        Field(title="実質赤字額", description="単位は円。赤字がないときは0以下。不明は null。"),
    ] = None
    """実質赤字額 in yen; at most 0 where there is none."""
    consolidated_deficit_ratio: Annotated[
        Percent | None,
        Field(title="連結実質赤字比率", description="単位は%。赤字がないときは0以下。不明は null。"),
    ] = None
    """連結実質赤字比率 in percent; at most 0 where there is no deficit."""
    future_burden_ratio: Annotated[
        Percent | None, Field(title="将来負担比率", description="単位は%。不明は null。")
    ] = None
    """将来負担比率 in percent."""
    permission_ground: Annotated[
        bool | None,
        Field(
            title="許可を要するその他の事由",
            description="地方財政法5条の4第1項のほかの事由（施行令22条の赤字、未納、指定）または健全化法13条1項に当たるか。不明は null。",
        ),
    ] = None
    """Whether another ground of 5条の4第1項 (deficit at or above 施行令22条, arrears, designation) or 健全化法13条1項 is given."""


class Applicant(Record):
    """The body that applies, with what its share of the allocation tax and its procedure depend on (申請団体)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="申請団体",
        json_schema_extra={
            "description": "起債する団体と、普通交付税や手続に関わる数値。不明の項目は null。"
        },
    )

    body: Annotated[
        LocalGovernmentCode | None, Field(title="団体コード", description="6桁の団体コード。不明は null。")
    ] = None
    body_kind: Annotated[
        BodyKind | None,
        Field(title="団体の種別", description="団体コードがないときの種別。不明は null。"),
    ] = None
    receives_allocation_tax: Annotated[
        bool | None,
        Field(title="交付団体か", description="その年度に普通交付税の交付を受けるか。不明は null。"),
    ] = None
    """Whether it receives ordinary allocation tax (交付団体) in the year."""
    standard_need: Annotated[
        Yen | None,
        Field(title="基準財政需要額", description="この地方債を含まない額。単位は円。不明は null。"),
    ] = None
    """基準財政需要額 (N) without this bond, in yen."""
    standard_revenue: Annotated[
        Yen | None, Field(title="基準財政収入額", description="単位は円。不明は null。")
    ] = None
    """基準財政収入額 (R) in yen."""
    indicators: Annotated[
        FiscalIndicators, Field(title="財政指標", description="起債の手続が求める財政指標。")
    ] = FiscalIndicators()

    @property
    def kind(self) -> BodyKind | None:
        """Its kind: as given, else by its code."""
        return self.body_kind or kind_of(self.body)
