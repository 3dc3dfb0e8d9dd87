"""What several rule sets on talent share: who bears the cost, and what no text says of a person with two duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Text
from chiho_digital.rules import OFFICIAL, Role, Rule, RuleSet, UnknownLaw, all_of, any_of

from .facts import CostFacts
from .texts import metropolis_too, source_of
from .vocabulary import BodyKind, Measure

if TYPE_CHECKING:
    from chiho_digital.rules import Revision

__all__ = ["ONE_WARD", "TWO_DUTIES", "municipality", "prefecture", "rule_set"]

F = CostFacts
TWO_DUTIES = UnknownLaw(
    Text(
        "支援と自団体の業務の両方をする人材の経費をどう分けるかは読まれていません",
        "how the cost of a person who does both is divided was not read",
    )
)
ONE_WARD = UnknownLaw(
    Text(
        "特別区の区域は一つの市とみなされます。一つの区の経費がどう数えられるかは読まれていません",
        "the special wards are deemed one city; how the cost of one ward counts was not read",
    )
)


def prefecture(text: int, measure: Measure) -> Rule:
    """That a prefecture bears the cost, in the text of a year."""
    return Rule(
        "prefecture",
        BodyKind.PREFECTURE.label,
        Role.REQUIRES,
        F.body_kind == BodyKind.PREFECTURE,
        (source_of(measure, text), metropolis_too(text)),
        Text(
            "道府県の項目です。都にも適用されます。",
            "The item is written for prefectures; it applies to the metropolis too.",
        ),
    )


def municipality(text: int, measure: Measure) -> Rule:
    """That a municipality bears the cost, in the text of a year."""
    return Rule(
        "municipality",
        BodyKind.MUNICIPALITY.label,
        Role.REQUIRES,
        any_of(F.body_kind == BodyKind.MUNICIPALITY, all_of(F.body_kind == BodyKind.SPECIAL_WARD, ONE_WARD)),
        (source_of(measure, text), metropolis_too(text)),
        Text(
            "市町村の項目です。特別区の区域は一つの市とみなして適用されます。",
            "The item is written for municipalities; it applies to the area of the special wards, deemed one city.",
        ),
    )


def rule_set(measure: Measure, texts: tuple[Revision, ...]) -> RuleSet[CostFacts]:
    """The rule set of a measure."""
    return RuleSet(
        id=f"talent-{measure.value.replace('_', '-')}",
        title=measure.label,
        facts=CostFacts,
        year="fiscal_year",
        standing=(),
        revisions=texts,
        official=OFFICIAL,
    )
