"""The row models of a catalogue's two files: `SoftwareRow` of software.csv, `OfferingRow` of offerings.csv."""

from __future__ import annotations

from typing import Annotated

from chiho_digital.basics import PartialDate, TaxBasis
from chiho_digital.governments import CorporateNumber
from chiho_digital.tables import Column, Link, Links, Listed, PartialDay, RowModel, WebAddress, Words, Yen

from .cells import Certifications, CorporateNumberCell, TaxBasisCell, Uses
from .records import Use

__all__ = ["OfferingRow", "SoftwareRow"]

_ID = Words(100, "[a-z0-9][a-z0-9-]*")
_NAME = Words(200)


class SoftwareRow(RowModel):
    """One line of a file of software (ソフトウェア一覧の1行). None is unknown."""

    id: Annotated[str, Column("ソフトウェアID", _ID, required=True, unique=True)]
    name: Annotated[str | None, Column("名称", _NAME)] = None
    developer: Annotated[str | None, Column("開発者", _NAME)] = None
    developer_number: Annotated[CorporateNumber | None, Column("開発者の法人番号", CorporateNumberCell())] = (
        None
    )
    kinds: Annotated[tuple[str, ...], Column("システムの種類", Listed(Words(100)), required=True)]
    description: Annotated[str | None, Column("説明", Words(4_000))] = None
    links: Annotated[tuple[Link, ...] | None, Column("リンク", Links())] = None


class OfferingRow(RowModel):
    """One line of a file of offerings (提供一覧の1行): an offering, or one of its prices. None is unknown.

    Rows of one software and one seller are one offering; what is said once holds for all of them.
    """

    software: Annotated[str, Column("ソフトウェアID", _ID, required=True)]
    seller: Annotated[str | None, Column("販売者", _NAME)] = None
    seller_number: Annotated[CorporateNumber | None, Column("販売者の法人番号", CorporateNumberCell())] = None
    price_for: Annotated[str | None, Column("価格の内容", _NAME)] = None
    price_yen: Annotated[int | None, Column("価格", Yen())] = None
    price_unit: Annotated[str | None, Column("価格の単位", Words(100))] = None
    tax_basis: Annotated[TaxBasis | None, Column("消費税の扱い", TaxBasisCell())] = None
    certifications: Annotated[tuple[str, ...] | None, Column("認証", Certifications())] = None
    link: Annotated[str | None, Column("リンク", WebAddress())] = None
    as_of: Annotated[PartialDate | None, Column("確認時点", PartialDay())] = None
    used_in: Annotated[tuple[Use, ...] | None, Column("利用事例", Uses())] = None
