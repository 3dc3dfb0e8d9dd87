"""What the limits tell apart (kinds of body, classes of contract), and the dated limits themselves."""

from __future__ import annotations

from pathlib import Path

from chiho_digital.basics import LabelledEnum
from chiho_digital.rules import Parameter, load_parameters

__all__ = ["PARAMETERS", "BuyerKind", "ContractClass", "RentBasis", "WtoClass", "ceiling", "wto_threshold"]

PARAMETERS = load_parameters(Path(__file__).with_name("parameters.toml"))


class BuyerKind(LabelledEnum):
    """What kind of body contracts (契約する団体の種別). Special wards count as municipalities."""

    PREFECTURE = "prefecture", "都道府県", "prefecture"
    DESIGNATED_CITY = "designated_city", "指定都市", "designated city"
    MUNICIPALITY = "municipality", "その他の市区町村", "other municipality"
    ASSOCIATION = "association", "一部事務組合・広域連合", "association of local governments"


class ContractClass(LabelledEnum):
    """The classes of contract of 地方自治法施行令別表第五 (契約の種類).

    Which of them a contract for software as a service falls in was not read: whoever asks names it.
    """

    WORKS = "works", "工事又は製造の請負", "works or manufacture"
    PURCHASE = "purchase", "財産の買入れ", "purchase of property"
    HIRE = "hire", "物件の借入れ", "hire"
    SALE = "sale", "財産の売払い", "sale of property"
    LEASE_OUT = "lease_out", "物件の貸付け", "lease out"
    OTHER = "other", "その他", "other"

    @property
    def is_rent(self) -> bool:
        """Whether the figure tested is a rent (予定賃貸借料)."""
        return self in {ContractClass.HIRE, ContractClass.LEASE_OUT}


class WtoClass(LabelledEnum):
    """The classes of contract of the WTO thresholds (特定調達の区分), which are not those of the small contracts."""

    GOODS_AND_SERVICES = "goods_and_services", "物品等・その他のサービス", "goods and other services"
    CONSTRUCTION = "construction", "建設工事", "construction"
    TECHNICAL_SERVICES = (
        "technical_services",
        "建築・エンジニアリング等の技術的サービス",
        "architectural and engineering services",
    )


class RentBasis(LabelledEnum):
    """What a stated rent covers (予定賃貸借料の年額又は総額)."""

    ANNUAL = "annual", "年額", "per year"
    TOTAL = "total", "総額", "in total"


def ceiling(contract_class: ContractClass, buyer: BuyerKind) -> Parameter | None:
    """The ceiling of small contracts of a class, in yen; None for bodies of which none was read."""
    return PARAMETERS.parameters.get(f"small_{contract_class}_{buyer}")


def wto_threshold(wto_class: WtoClass) -> Parameter:
    """The WTO threshold of a class, in yen; it concerns prefectures and designated cities only."""
    return PARAMETERS[f"wto_{wto_class}"]
