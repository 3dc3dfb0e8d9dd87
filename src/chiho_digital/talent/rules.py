"""The rules on digital talent (デジタル人材の財政措置), by revision of the ordinance: one rule set for each measure.

Source: 特別交付税に関する省令 (Ordinance on Special Allocation Tax), supplementary provisions, arts. 6 and 7.
"""

from __future__ import annotations

from chiho_digital.basics import Grade, Source, Text
from chiho_digital.rules import Condition, Role, Rule, UnknownLaw, all_of, any_of

from .facts import CostFacts
from .shared_rules import TWO_DUTIES, municipality, prefecture, rule_set
from .texts import PARAMETERS, WINDOWS, revisions, source_of
from .vocabulary import CostItem, Duty, EmploymentForm, Measure

__all__ = [
    "MUNICIPALITY_TRAINING_RULES",
    "OWN_CIO_AIDE_RULES",
    "PREFECTURE_TALENT_RULES",
    "PREFECTURE_TRAINING_RULES",
    "SUPPORTING_MUNICIPALITY_RULES",
]

F = CostFacts
_COST = "cost"
_APPOINTED = (
    EmploymentForm.FULL_TIME,
    EmploymentForm.FIXED_TERM,
    EmploymentForm.FISCAL_YEAR,
    EmploymentForm.SPECIAL_POST,
)
_ENGAGED_OTHERWISE = UnknownLaw(
    Text(
        "派遣や企業からの出向の経費が「任用等」に入るかは読まれていません",
        "whether the cost of dispatch or secondment counts as engagement was not read",
    )
)


def _window(text: int, measure: Measure) -> Rule:
    first, last = WINDOWS[text][measure]
    return Rule(
        "window",
        Text("措置の年度", "years of the measure"),
        Role.REQUIRES,
        F.fiscal_year.between(first, last),
        (source_of(measure, text),),
        Text(
            f"{first.era}から{last.era}までの各年度の措置です。",
            f"The measure is for the fiscal years {first.year} to {last.year}.",
        ),
    )


def _external_talent(text: int, measure: Measure) -> Rule:
    return Rule(
        "external_talent",
        Text("外部のデジタル人材", "external digital talent"),
        Role.REQUIRES,
        F.external & F.digital_expertise,
        (source_of(measure, text),),
        Text("外部のデジタル人材に係る経費です。", "The cost is for external digital talent."),
    )


def _supports(text: int, measure: Measure) -> Rule:
    inferred = Grade.INFERRED if measure is Measure.SUPPORTING_MUNICIPALITY else None
    says = Text(
        "市町村のデジタル化を支援する人材です。",
        "The person supports the digitalisation of municipalities.",
    )
    if inferred:
        says = Text(
            "市町村のデジタル化を支援する人材です。条文は「市町村」とだけ書き、ほかの市町村を指すと読めます。",
            "The person supports the digitalisation of municipalities: other ones, as the text is read.",
        )
    return Rule(
        "supports_municipalities",
        Text("市町村の支援", "support of municipalities"),
        Role.REQUIRES,
        any_of(F.duty == Duty.SUPPORT, all_of(F.duty == Duty.BOTH, TWO_DUTIES)),
        (source_of(measure, text, inferred),),
        says,
    )


def _cost(rule_id: str, title: Text, condition: Condition, sources: tuple[Source, ...], says: Text) -> Rule:
    return Rule(rule_id, title, Role.ALTERNATIVE, condition, sources, says, _COST)


def _engagement(text: int, measure: Measure) -> tuple[Rule, ...]:
    """The costs of engaging and recruiting people."""
    own = source_of(measure, text)
    outsourced = (
        PARAMETERS.source("oita_subsidy")
        if measure is Measure.OWN_CIO_AIDE
        else PARAMETERS.source("minutes_2025_01", grade=Grade.INFERRED)
    )
    return (
        _cost(
            "appointment",
            Text("任用の経費", "cost of appointment"),
            all_of(F.item == CostItem.ENGAGEMENT, F.employment.one_of(*_APPOINTED)),
            (own,),
            Text("任用等に要する経費。", "The cost of engaging the person."),
        ),
        _cost(
            "outsourcing",
            Text("委託の経費", "cost of outsourcing"),
            all_of(F.item == CostItem.ENGAGEMENT, F.employment == EmploymentForm.OUTSOURCED),
            (own, outsourced),
            Text(
                "委託による人材も対象として扱われています。",
                "Outsourced talent is treated as covered.",
            ),
        ),
        _cost(
            "other_engagement",
            Text("派遣・出向の経費", "cost of dispatch or secondment"),
            all_of(
                F.item == CostItem.ENGAGEMENT,
                F.employment.one_of(EmploymentForm.DISPATCHED, EmploymentForm.SECONDED),
                _ENGAGED_OTHERWISE,
            ),
            (own,),
            Text(
                "「任用等」に派遣や出向が入るかは読まれていません。",
                "Whether engagement covers dispatch and secondment was not read.",
            ),
        ),
        _cost(
            "recruiting",
            Text("募集の経費", "cost of recruiting"),
            F.item == CostItem.RECRUITING,
            (own,),
            Text("募集に要する経費。", "The cost of recruiting."),
        ),
    )


def _prefecture_talent(text: int) -> tuple[Rule, ...]:
    measure = Measure.PREFECTURE_TALENT
    return (
        _window(text, measure),
        prefecture(text, measure),
        _external_talent(text, measure),
        _supports(text, measure),
        *_engagement(text, measure),
    )


def _supporting_municipality(text: int) -> tuple[Rule, ...]:
    measure = Measure.SUPPORTING_MUNICIPALITY
    return (
        _window(text, measure),
        municipality(text, measure),
        _external_talent(text, measure),
        _supports(text, measure),
        *_engagement(text, measure),
        _cost(
            "contribution",
            Text("負担金", "contribution"),
            F.item == CostItem.CONTRIBUTION,
            (source_of(measure, text),),
            Text(
                "そうした人材のために当該年度に支出した負担金。",
                "A contribution paid in the year toward such talent.",
            ),
        ),
    )


def _own_cio_aide(text: int) -> tuple[Rule, ...]:
    measure = Measure.OWN_CIO_AIDE
    own = (source_of(measure, text),)
    return (
        _window(text, measure),
        municipality(text, measure),
        Rule(
            "external_cio_aide",
            Text("外部のCIO補佐官等", "external CIO aide and the like"),
            Role.REQUIRES,
            F.external & F.cio_aide,
            own,
            Text(
                "外部人材をCIO補佐官等とする経費です。", "The cost is for an external CIO aide or the like."
            ),
        ),
        Rule(
            "own_work",
            Text("自団体の業務", "the body's own work"),
            Role.REQUIRES,
            any_of(F.duty == Duty.OWN_WORK, all_of(F.duty == Duty.BOTH, TWO_DUTIES)),
            own,
            Text("市町村が自らのために置くものです。", "The municipality engages the person for itself."),
        ),
        *_engagement(text, measure),
    )


def _training(text: int, measure: Measure) -> tuple[Rule, ...]:
    body = prefecture if measure is Measure.PREFECTURE_TRAINING else municipality
    return (
        _window(text, measure),
        body(text, measure),
        Rule(
            "core_training",
            Text("中核デジタル職員の育成", "training of core digital staff"),
            Role.REQUIRES,
            all_of(F.item == CostItem.TRAINING, F.core_staff),
            (source_of(measure, text),),
            Text(
                "デジタル化の中核を担う職員の育成に要する経費です。",
                "The cost is for the training of core digital staff.",
            ),
        ),
    )


PREFECTURE_TALENT_RULES = rule_set(Measure.PREFECTURE_TALENT, revisions(_prefecture_talent))
"""Whether a prefecture's cost of external digital talent for its municipalities is supported (附則6条10項1号 / 9項)."""

SUPPORTING_MUNICIPALITY_RULES = rule_set(Measure.SUPPORTING_MUNICIPALITY, revisions(_supporting_municipality))
"""Whether a municipality's cost of supporting others, or its contribution, is supported (附則7条11項1号 / 12項)."""

OWN_CIO_AIDE_RULES = rule_set(Measure.OWN_CIO_AIDE, revisions(_own_cio_aide))
"""Whether a municipality's cost of an external CIO aide and the like is supported (附則7条10項3号)."""

PREFECTURE_TRAINING_RULES = rule_set(
    Measure.PREFECTURE_TRAINING, revisions(lambda text: _training(text, Measure.PREFECTURE_TRAINING))
)
"""Whether a prefecture's cost of training core digital staff is supported (附則6条10項2号 / 8項)."""

MUNICIPALITY_TRAINING_RULES = rule_set(
    Measure.MUNICIPALITY_TRAINING, revisions(lambda text: _training(text, Measure.MUNICIPALITY_TRAINING))
)
"""Whether a municipality's cost of training core digital staff is supported (附則7条11項2号 / 11項)."""
