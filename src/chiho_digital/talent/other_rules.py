"""The rules on help that is not written for digital talent alone, and on full-time staff in ordinary allocation tax.

Sources: 特別交付税に関する省令 (Ordinance on Special Allocation Tax), tables of arts. 4 and 5; the ministry's magazine on
ordinary allocation tax from FY2025.
"""

from __future__ import annotations

from datetime import date

from chiho_digital.basics import FiscalYear, Grade, Text
from chiho_digital.rules import Condition, Revision, Role, Rule, UnknownLaw, all_of, any_of

from .facts import CostFacts
from .shared_rules import TWO_DUTIES, municipality, prefecture, rule_set
from .texts import PARAMETERS, revisions, source_of
from .vocabulary import (
    BodyKind,
    CostItem,
    Dispatch,
    Duty,
    EmploymentForm,
    Measure,
    Recipient,
    WorkerPart,
    WorkerType,
)

__all__ = [
    "LOCAL_ADVISER_RULES",
    "ORDINARY_TAX_STAFF_RULES",
    "PARTNERSHIP_MUNICIPALITY_RULES",
    "PARTNERSHIP_PREFECTURE_RULES",
    "REVITALISATION_WORKER_RULES",
]

F = CostFacts
_OTHER_SPECIALISTS = UnknownLaw(
    Text(
        "デジタル以外の人材が項目の専門人材に当たるかは読まれていません",
        "whether others than digital talent are specialists in the item's sense was not read",
    )
)


def _partnership(text: int, measure: Measure) -> tuple[Rule, ...]:
    own = (source_of(measure, text),)
    rules = (
        Rule(
            "partnership_agreement",
            Text("連携協約", "partnership agreement"),
            Role.REQUIRES,
            F.partnership_agreement.holds(),
            own,
            Text("連携協約に基づく専門人材に係る経費です。", "Specialists under a partnership agreement."),
        ),
        Rule(
            "specialist",
            Text("専門人材", "specialist"),
            Role.REQUIRES,
            any_of(F.digital_expertise, _OTHER_SPECIALISTS),
            own,
            Text("専門人材に係る経費です。", "The cost is for a specialist."),
        ),
        Rule(
            "recipient",
            Text("派遣を受ける市町村", "municipality that receives"),
            Role.REQUIRES,
            F.recipient == Recipient.OTHER_MUNICIPALITY,
            own,
            Text(
                "指定都市、中核市、都道府県庁所在地への派遣は除かれます。",
                "Dispatch to designated cities, core cities and seats of prefectural government is excluded.",
            ),
        ),
        Rule(
            "recruiting",
            Text("A（募集の経費）", "A (recruiting)"),
            Role.ALTERNATIVE,
            F.item == CostItem.RECRUITING,
            own,
            Text("専門人材の募集に要する経費。", "The cost of recruiting specialists."),
            "cost",
        ),
        Rule(
            "dispatched",
            Text("B（派遣した人材の人件費）", "B (personnel cost of specialists dispatched)"),
            Role.ALTERNATIVE,
            all_of(F.item == CostItem.ENGAGEMENT, F.dispatch == Dispatch.SENT),
            own,
            Text(
                "地方自治法252条の17によらずに派遣した専門人材の人件費。",
                "Personnel cost of specialists dispatched otherwise than under art. 252-17 of the Local Autonomy Act.",
            ),
            "cost",
        ),
    )
    if measure is Measure.PARTNERSHIP_PREFECTURE:
        return (prefecture(text, measure), *rules)
    received = Rule(
        "received",
        Text("C（受け入れた人材の経費）", "C (specialists received)"),
        Role.ALTERNATIVE,
        all_of(
            F.item.one_of(CostItem.ENGAGEMENT, CostItem.CONTRIBUTION),
            F.dispatch.one_of(Dispatch.FROM_PREFECTURE, Dispatch.FROM_MUNICIPALITY),
            F.first_year_of_post,
        ),
        own,
        Text(
            "地方自治法252条の17により受け入れた専門人材の経費。その職への派遣の初年度に限ります。",
            "Cost of specialists received under art. 252-17 of the Local Autonomy Act, in the first year of dispatch per post.",
        ),
        "cost",
    )
    return (municipality(text, measure), *rules, received)


def _item_for_body(text: int, measure: Measure) -> Rule:
    return Rule(
        "item_for_body",
        Text("項目の対象団体", "body covered by the item"),
        Role.REQUIRES,
        F.item_for_body.holds(),
        (source_of(measure, text, Grade.INFERRED),),
        Text(
            "どの団体を対象とする項目かは読まれていません。省令の表で確かめた答えによります。",
            "Which bodies the item is written for was not read; the answer is the caller's, from the ordinance's tables.",
        ),
    )


def _worker(text: int) -> tuple[Rule, ...]:
    measure = Measure.REVITALISATION_WORKER
    own = (source_of(measure, text),)
    types = [WorkerType.COMPANY_DISPATCH, WorkerType.SIDE_JOB]
    if text >= 2025:
        types.append(WorkerType.SENIOR)
    return (
        _item_for_body(text, measure),
        Rule(
            "formula_part",
            Text("算式の項", "letter of the formula"),
            Role.REQUIRES,
            F.worker_part.one_of(WorkerPart.A, WorkerPart.B, WorkerPart.C),
            own,
            Text("算式のA・B・Cのいずれかに当たる経費です。", "The cost is A, B or C of the formula."),
        ),
        *(
            Rule(
                worker.value,
                worker.label,
                Role.ALTERNATIVE,
                F.worker_type == worker,
                own,
                Text(
                    f"{worker.label.ja}の地域活性化起業人。",
                    f"A 地域活性化起業人 of the type {worker.label.en}.",
                ),
                "type",
            )
            for worker in types
        ),
    )


def _adviser(text: int) -> tuple[Rule, ...]:
    measure = Measure.LOCAL_ADVISER
    return (
        _item_for_body(text, measure),
        Rule(
            "local_adviser",
            measure.label,
            Role.REQUIRES,
            F.local_adviser.holds(),
            (source_of(measure, text),),
            Text("地域力創造アドバイザーに係る経費です。", "The cost is for a 地域力創造アドバイザー."),
        ),
    )


def _full_time() -> Condition:
    """Full-time staff are within the words; of others no source says so."""
    suggests_not = UnknownLaw(
        Text(
            "委託や会計年度任用職員が数えられるかは不明です（文言からは数えられないと読めます）",
            "whether outsourced staff or fiscal-year appointees count is unknown (the wording suggests not)",
        )
    )
    not_read = UnknownLaw(
        Text(
            "任期付・派遣・出向の職員が常勤職員に当たるかは読まれていません",
            "whether fixed-term, dispatched or seconded staff are full-time staff was not read",
        )
    )
    form = EmploymentForm
    return any_of(
        F.employment == form.FULL_TIME,
        all_of(F.employment.one_of(form.OUTSOURCED, form.FISCAL_YEAR), suggests_not),
        all_of(F.employment.one_of(form.FIXED_TERM, form.DISPATCHED, form.SECONDED), not_read),
    )


def _ordinary() -> tuple[Rule, ...]:
    magazine = (PARAMETERS.source("ministry_magazine"),)
    end_unknown = UnknownLaw(
        Text(
            "措置の終わりの年度、条件は読まれていません",
            "the last year and the conditions of the measure were not read",
        )
    )
    return (
        Rule(
            "window",
            Text("措置の年度", "years of the measure"),
            Role.REQUIRES,
            any_of(F.fiscal_year == FiscalYear(2025), all_of(F.fiscal_year > FiscalYear(2025), end_unknown)),
            magazine,
            Text(
                "令和7年度からの措置です。終わりの年度は読まれていません。",
                "The measure starts in FY2025; its last year was not read.",
            ),
        ),
        Rule(
            "prefecture",
            BodyKind.PREFECTURE.label,
            Role.REQUIRES,
            F.body_kind == BodyKind.PREFECTURE,
            magazine,
            Text("都道府県の職員に係る措置です。", "The measure is for the staff of prefectures."),
        ),
        Rule(
            "full_time_staff",
            Text("常勤職員", "full-time staff"),
            Role.REQUIRES,
            all_of(F.item == CostItem.ENGAGEMENT, _full_time()),
            magazine,
            Text("常勤職員に係る措置です。", "The measure is for full-time staff."),
        ),
        Rule(
            "digital_expertise",
            Text("デジタルの専門知識・経験", "digital skill or experience"),
            Role.REQUIRES,
            F.digital_expertise.holds(),
            magazine,
            Text(
                "デジタルの専門知識または経験を持つ職員です。", "The staff have digital skill or experience."
            ),
        ),
        Rule(
            "supports_municipalities",
            Text("市町村の支援", "support of municipalities"),
            Role.REQUIRES,
            any_of(F.duty == Duty.SUPPORT, all_of(F.duty == Duty.BOTH, TWO_DUTIES)),
            magazine,
            Text("市町村支援の業務をする職員です。", "The staff do municipal-support work."),
        ),
    )


PARTNERSHIP_PREFECTURE_RULES = rule_set(
    Measure.PARTNERSHIP_PREFECTURE, revisions(lambda text: _partnership(text, Measure.PARTNERSHIP_PREFECTURE))
)
"""Whether a prefecture's cost of specialists under a partnership agreement is supported (第100号 / 第99号)."""

PARTNERSHIP_MUNICIPALITY_RULES = rule_set(
    Measure.PARTNERSHIP_MUNICIPALITY,
    revisions(lambda text: _partnership(text, Measure.PARTNERSHIP_MUNICIPALITY)),
)
"""Whether a municipality's cost of specialists under a partnership agreement is supported (第97号 / 第96号)."""

REVITALISATION_WORKER_RULES = rule_set(Measure.REVITALISATION_WORKER, revisions(_worker))
"""Whether a cost of 地域活性化起業人 is supported (第40号 / 第39号)."""

LOCAL_ADVISER_RULES = rule_set(Measure.LOCAL_ADVISER, revisions(_adviser))
"""Whether a cost of 地域力創造アドバイザー is supported (第27号)."""

ORDINARY_TAX_STAFF_RULES = rule_set(
    Measure.ORDINARY_TAX_STAFF,
    (
        # The day of the magazine was not recorded: it stands at the first day of the first year it speaks of.
        Revision(
            Text("総務省広報誌（令和7年度からの措置）", "Magazine of the Ministry (measure from FY2025)"),
            FiscalYear(2025),
            date(2025, 4, 1),
            _ordinary(),
        ),
    ),
)
"""Who is within the words of the ordinary-tax measure from FY2025; its amount per person was not read."""
