"""A row model in a module of its own, which the workers of Spark import."""

from typing import Annotated

from chiho_digital.basics import PartialDate, Text
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.tables import (
    Across,
    AsStated,
    Column,
    PartialDay,
    Prefecture,
    RowModel,
    Stated,
    Words,
    Yen,
)


class LeaseRow(RowModel):
    """A line of a list of leases."""

    key: Annotated[str, Column("番号", Words(20, "[a-z0-9]+"), required=True, unique=True)]
    prefecture: Annotated[LocalGovernmentCode | None, Column("都道府県", Prefecture())] = None
    starts: Annotated[Stated[PartialDate] | None, Column("開始", AsStated(PartialDay()))] = None
    ends: Annotated[PartialDate | None, Column("終了", PartialDay())] = None
    fee: Annotated[int | None, Column("年額", Yen())] = None

    @classmethod
    def across(cls):
        lease = cls.facts()
        return (Across(lease["ends_end"] >= lease["starts_start"], Text("逆です", "reversed")),)
