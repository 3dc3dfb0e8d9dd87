"""What the rules on small contracts and WTO thresholds ask."""

from __future__ import annotations

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.rules import Condition, Constraint, Fact, Facts, UnknownLaw, all_of, any_of, fact
from chiho_digital.rules.programs import with_parameters

from .limits import BuyerKind, ContractClass, RentBasis, WtoClass, ceiling

__all__ = ["ASSOCIATION_UNKNOWN", "ThresholdFacts"]

ASSOCIATION_UNKNOWN = UnknownLaw(
    Text(
        "一部事務組合・広域連合に当てはまる額は読まれていません",
        "no figure was read for associations of local governments",
    )
)


class ThresholdFacts(Facts):
    """What is known about one contract (契約の方法を決める事実). Prices are estimated prices (予定価格) in whole yen.

    How a price counts was not read: with or without tax, and, if the body buys jointly, the whole or its own part. So the
    rules ask for the highest and the lowest of these. Who knows how it counts states that price as both.
    """

    fiscal_year: Fact[FiscalYear] = fact(
        FiscalYear,
        Text("年度", "fiscal year"),
        Text("何年度の契約ですか。", "In which fiscal year is the contract?"),
        help=Text(
            "読んだ額はすべて4月1日に変わるため、年度が分かれば足ります。",
            "Every figure that was read changes on a 1 April, so the fiscal year is enough.",
        ),
    )
    buyer: Fact[BuyerKind] = fact(
        BuyerKind,
        Text("団体の種別", "kind of body"),
        Text("どの種別の団体が契約しますか。", "Which kind of body contracts?"),
    )
    contract_class: Fact[ContractClass] = fact(
        ContractClass,
        Text("契約の種類", "class of contract"),
        Text(
            "施行令別表第五のどの種類の契約ですか。",
            "Which class of the Order's annex 5 does the contract fall in?",
        ),
    )
    wto_class: Fact[WtoClass] = fact(
        WtoClass,
        Text("特定調達の区分", "class of the WTO thresholds"),
        Text(
            "特定調達のどの区分の契約ですか。", "Which class of the WTO thresholds does the contract fall in?"
        ),
    )
    highest_price: Fact[int] = fact(
        int,
        Text(
            "予定価格（税込み、共同調達なら全体）", "estimated price (with tax; the whole, if bought jointly)"
        ),
        Text(
            "税込みの予定価格はいくらですか。共同調達なら全体の額です。",
            "What is the estimated price with tax (of the whole, if bought jointly)?",
        ),
        unit="yen",
    )
    lowest_price: Fact[int] = fact(
        int,
        Text(
            "予定価格（税抜き、共同調達なら自団体分）",
            "estimated price (without tax; the body's own part, if bought jointly)",
        ),
        Text(
            "税抜きの予定価格はいくらですか。共同調達なら自団体分の額です。",
            "What is the estimated price without tax (of the body's own part, if bought jointly)?",
        ),
        unit="yen",
    )
    rent_basis: Fact[RentBasis] = fact(
        RentBasis,
        Text("賃貸借料の期間", "what the rent covers"),
        Text("予定賃貸借料は年額ですか、総額ですか。", "Is the rent stated per year or in total?"),
        help=Text(
            "物件の借入れ・貸付けでは、予定賃貸借料の年額又は総額で判定します。",
            "For hire and lease-out the figure tested is the rent per year or in total.",
        ),
    )
    own_limit: Fact[int] = fact(
        int,
        Text("団体の規則で定める額", "the body's own amount"),
        Text(
            "その契約の種類について、団体の規則が定める額はいくらですか。",
            "Which amount do the body's own rules set for the class of contract?",
        ),
        unit="yen",
    )


F = ThresholdFacts


def _own_limit_allowed() -> Condition:
    """The body's own amount is at most the ceiling of its kind and class."""
    parts = [
        all_of(
            F.contract_class == of_class,
            F.buyer == buyer,
            F.own_limit <= limit.in_year_of(F.fiscal_year),
        )
        for of_class in ContractClass
        for buyer in BuyerKind
        if (limit := ceiling(of_class, buyer)) is not None
    ]
    return any_of(*parts, all_of(F.buyer == BuyerKind.ASSOCIATION, ASSOCIATION_UNKNOWN))


ThresholdFacts.constraints = (
    Constraint("procurement.price_order", F.lowest_price <= F.highest_price),
    Constraint("procurement.own_limit_above_ceiling", with_parameters(_own_limit_allowed(), None)),
)
