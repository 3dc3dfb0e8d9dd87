"""The rules on small contracts (少額随意契約) and on WTO thresholds (特定調達); no other ground or agreement is modelled.

Sources: 地方自治法施行令 (Enforcement Order of the Local Autonomy Act) art. 167-2(1)1 and annex 5; the WTO thresholds of
FY2024–25 and FY2026–27.
"""

from __future__ import annotations

from datetime import date

from chiho_digital.basics import FiscalYear, Source, Text
from chiho_digital.rules import (
    OFFICIAL,
    Condition,
    Fact,
    Revision,
    Role,
    Rule,
    RuleSet,
    UnknownLaw,
    all_of,
    any_of,
)

from .facts import ASSOCIATION_UNKNOWN, ThresholdFacts
from .limits import PARAMETERS, BuyerKind, ContractClass, RentBasis, WtoClass, ceiling, wto_threshold

__all__ = ["SMALL_CONTRACT_RULES", "WTO_RULES"]

F = ThresholdFacts
_HOW_IT_COUNTS = UnknownLaw(
    Text(
        "予定価格を税込みと税抜きのどちらで数えるか、共同調達なら全体と自団体分のどちらで数えるかは読まれていません",
        "no source that was read says whether a price counts with or without tax, nor, if it is bought jointly, whether the "
        "whole or the body's own part counts",
    )
)
_ORDER = (PARAMETERS.source("local_autonomy_order"),)


def _counted(surely: Condition, possibly: Condition) -> Condition:
    """What holds however the price counts; unknown law where it holds in one way of counting only."""
    return any_of(surely, all_of(possibly, _HOW_IT_COUNTS))


def _at_most_ceiling(price: Fact[int], of_class: ContractClass) -> Condition:
    """The price is at most the ceiling of the class for the kind of body."""
    columns = [
        all_of(F.buyer == buyer, price <= limit.in_year_of(F.fiscal_year))
        for buyer in BuyerKind
        if (limit := ceiling(of_class, buyer)) is not None
    ]
    return any_of(*columns)


def _under_ceiling(of_class: ContractClass) -> Rule:
    """One class of the annex, with the ceilings of each kind of body."""
    counted = _counted(*(_at_most_ceiling(price, of_class) for price in (F.highest_price, F.lowest_price)))
    condition = all_of(F.contract_class == of_class, counted)
    title = Text(f"別表第五の額（{of_class.label.ja}）", f"amount of annex 5 ({of_class.label.en})")
    says = Text(
        f"{of_class.label.ja}は、予定価格が別表第五の額を超えないこと。",
        f"{of_class.label.en}: the estimated price does not exceed the amount of annex 5.",
    )
    if of_class.is_rent:
        condition = all_of(condition, F.rent_basis.one_of(*RentBasis))
        says = Text(
            f"{of_class.label.ja}は、予定賃貸借料の年額又は総額が別表第五の額を超えないこと。",
            f"{of_class.label.en}: the rent per year or in total does not exceed the amount of annex 5.",
        )
    return Rule(of_class.value, title, Role.ALTERNATIVE, condition, _ORDER, says, "ceiling")


SMALL_CONTRACT_RULES = RuleSet(
    id="procurement-small-contract",
    title=Text(
        "少額随意契約（地方自治法施行令167条の2第1項1号）",
        "small contract without competition (Enforcement Order of the Local Autonomy Act, art. 167-2(1)1)",
    ),
    facts=ThresholdFacts,
    year="fiscal_year",
    standing=(),
    revisions=(
        Revision(
            Text(
                "地方自治法施行令別表第五（令和7年4月1日）",
                "annex 5 of the Enforcement Order of the Local Autonomy Act (2025-04-01)",
            ),
            FiscalYear(2024),
            date(2025, 4, 1),
            (
                *map(_under_ceiling, ContractClass),
                Rule(
                    "association",
                    BuyerKind.ASSOCIATION.label,
                    Role.ALTERNATIVE,
                    all_of(F.buyer == BuyerKind.ASSOCIATION, ASSOCIATION_UNKNOWN),
                    _ORDER,
                    Text(
                        "一部事務組合・広域連合にどの額が当てはまるかは読まれていません。",
                        "Which amounts apply to associations of local governments was not read.",
                    ),
                    "ceiling",
                ),
                Rule(
                    "unspecified_rent",
                    Text("年額か総額かが示されていない賃貸借料", "rent not said to be per year or in total"),
                    Role.ALTERNATIVE,
                    all_of(
                        F.contract_class.one_of(*(found for found in ContractClass if found.is_rent)),
                        ~F.rent_basis.one_of(*RentBasis),
                    ),
                    _ORDER,
                    Text(
                        "年額か総額かが分からない賃貸借料は、額だけでは判定できません。",
                        "Of a rent that may be per year or in total the amount alone settles nothing.",
                    ),
                    "ceiling",
                ),
                Rule(
                    "own_limit",
                    Text("団体の規則で定める額", "the body's own amount"),
                    Role.REQUIRES,
                    _counted(F.highest_price <= F.own_limit, F.lowest_price <= F.own_limit),
                    _ORDER,
                    Text(
                        "別表第五の額の範囲内で団体の規則が定める額を超えないこと。いつからかも団体の規則によります。",
                        "The price does not exceed the amount set by the body's own rules, at most that of annex 5, from a "
                        "date of their own.",
                    ),
                ),
            ),
        ),
    ),
    official=OFFICIAL,
    words=(
        Text("この根拠で契約できる額", "within what this ground allows"),
        Text(
            "この根拠で契約できる額を超える（ほかの根拠は判定していない）",
            "above what this ground allows (other grounds are not judged)",
        ),
    ),
)
"""Whether a contract may be made without competition for its small value (少額随意契約); not whether on another ground."""


def _at_threshold(of_class: WtoClass, sources: tuple[Source, ...]) -> Rule:
    """One class of the thresholds."""
    threshold = wto_threshold(of_class).in_year_of(F.fiscal_year)
    return Rule(
        of_class.value,
        Text(f"基準額（{of_class.label.ja}）", f"threshold ({of_class.label.en})"),
        Role.ALTERNATIVE,
        all_of(
            F.wto_class == of_class,
            F.highest_price >= threshold,
            any_of(F.lowest_price >= threshold, _HOW_IT_COUNTS),
        ),
        sources,
        Text(
            f"{of_class.label.ja}は、予定価格が基準額以上であること。",
            f"{of_class.label.en}: the estimated price is at or above the threshold.",
        ),
        "threshold",
    )


def _wto_rules(source: str) -> tuple[Rule, ...]:
    sources = (PARAMETERS.source(source),)
    return (
        Rule(
            "prefecture_or_designated_city",
            Text("都道府県・指定都市", "prefecture or designated city"),
            Role.REQUIRES,
            any_of(
                F.buyer.one_of(BuyerKind.PREFECTURE, BuyerKind.DESIGNATED_CITY),
                all_of(F.buyer == BuyerKind.ASSOCIATION, ASSOCIATION_UNKNOWN),
            ),
            sources,
            Text(
                "WTOの基準額は、都道府県と指定都市だけのものです。",
                "The WTO thresholds concern prefectures and designated cities only.",
            ),
        ),
        *(_at_threshold(of_class, sources) for of_class in WtoClass),
    )


WTO_RULES = RuleSet(
    id="procurement-wto",
    title=Text("特定調達（WTO）の基準額", "WTO threshold (特定調達)"),
    facts=ThresholdFacts,
    year="fiscal_year",
    standing=(),
    revisions=tuple(
        Revision(title, FiscalYear(day.year), day, _wto_rules(source))
        for title, day, source in (
            (
                Text("令和6・7年度のWTO基準額", "WTO thresholds of FY2024 and FY2025"),
                date(2024, 4, 1),
                "wto_2024",
            ),
            (
                Text("令和8・9年度のWTO基準額", "WTO thresholds of FY2026 and FY2027"),
                date(2026, 4, 1),
                "wto_2026",
            ),
        )
    ),
    official=OFFICIAL,
    words=(
        Text("基準額以上", "at or above the threshold"),
        Text(
            "基準額に当たらない（ほかの協定は判定していない）",
            "outside the WTO threshold (other agreements are not judged)",
        ),
    ),
)
"""Whether a contract reaches a WTO threshold; not whether another condition or another agreement applies."""
