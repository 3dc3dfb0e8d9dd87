"""What a body bears of the cost of a case: the record that goes with cases, since a case holds only words about it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from chiho_digital.basics.shown_records import ShownRecord
from chiho_digital.procurement.records import Amount, Case

__all__ = ["CostShare", "bearers_of"]


class CostShare(ShownRecord, BaseModel):
    """An amount that one body bears in a case (団体の負担額). Strictly read-only.

    case: the id of the case.  body: its code, or its name where it has none; it takes part in the case or leads it.
    amount: yen with scope and tax basis; unknown with the reason.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        title="団体の負担額",
        json_schema_extra={"description": "共同調達の事例で、一つの団体が負担する額。"},
    )

    case: Annotated[str, Field(title="事例ID", description="共同調達の事例のID。")]
    body: Annotated[
        str,
        Field(title="団体", description="負担する団体のコード。コードのない一部事務組合などは名称。"),
    ]
    amount: Annotated[Amount, Field(title="負担額", description="範囲と消費税の扱いのある金額。")]


def bearers_of(case: Case) -> set[str]:
    """Who may bear a share of a case: who takes part or leads, by code, or by name without one."""
    return {one.key for one in case.participations} | {case.lead_code or case.lead}
