"""The procedure before borrowing: consultation, prior notification or permission, and with whom.

Source: 地方財政法5条の3, 5条の4; 地方財政法施行令2, 4–6, 15–17, 21, 22条; 健全化法2条5号, 13条1項, 同法施行令7条4号.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import FiscalYear, LabelledEnum, Lang, Note, Text
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import (
    OFFICIAL,
    Decision,
    Fact,
    Facts,
    Revision,
    Role,
    Rule,
    RuleSet,
    UnknownLaw,
    all_of,
    any_of,
    fact,
)

from .rules import PARAMETERS
from .vocabulary import BodyKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .applicant import Applicant

__all__ = [
    "NOTIFICATION_RULES",
    "PERMISSION_RULES",
    "Counterparty",
    "Procedure",
    "ProcedureFacts",
    "ProcedureKind",
    "procedure",
]

_LARGE = (
    BodyKind.PREFECTURE,
    BodyKind.DESIGNATED_CITY,
    BodyKind.ASSOCIATION_WITH_PREFECTURE_OR_DESIGNATED_CITY,
)


class ProcedureKind(LabelledEnum):
    """What has to be done before borrowing (起債の手続)."""

    CONSULTATION = "consultation", "協議", "consultation"
    NOTIFICATION = "notification", "届出", "prior notification"
    PERMISSION = "permission", "許可", "permission"


class Counterparty(LabelledEnum):
    """With whom (手続の相手方)."""

    MINISTER = "minister", "総務大臣", "the Minister"
    GOVERNOR = "governor", "都道府県知事", "the governor"


class ProcedureFacts(Facts):
    """What the procedure depends on (手続を決める事実). Ratios in hundredths of a percent: 18.0 % is 1800."""

    fiscal_year: Fact[FiscalYear] = fact(
        FiscalYear,
        Text("年度", "fiscal year"),
        Text("何年度の起債ですか。", "In which fiscal year is the bond issued?"),
    )
    body_kind: Fact[BodyKind] = fact(
        BodyKind,
        Text("団体の種別", "kind of body"),
        Text("どの種別の団体が起債しますか。", "Which kind of body borrows?"),
    )
    real_debt_service_ratio: Fact[int] = fact(
        int,
        Text("実質公債費比率（3か年平均）", "real debt-service ratio (three-year mean)"),
        Text(
            "実質公債費比率の3か年平均はいくらですか。",
            "What is the three-year mean of the real debt-service ratio?",
        ),
        unit="0.01 %",
        minimum=-1_000_000,
        maximum=1_000_000,
    )
    deficit: Fact[bool] = fact(
        bool,
        Text("実質赤字", "real deficit"),
        Text("実質赤字額が0を超えますか。", "Is the real deficit above 0?"),
    )
    consolidated_deficit: Fact[bool] = fact(
        bool,
        Text("連結実質赤字", "consolidated real deficit"),
        Text("連結実質赤字比率が0を超えますか。", "Is the consolidated real deficit ratio above 0?"),
    )
    future_burden_ratio: Fact[int] = fact(
        int,
        Text("将来負担比率", "future-burden ratio"),
        Text("将来負担比率はいくらですか。", "What is the future-burden ratio?"),
        unit="0.01 %",
        minimum=-1_000_000,
        maximum=1_000_000,
    )
    specified_public_money: Fact[bool] = fact(
        bool,
        Text("特定公的資金", "specified public money"),
        Text(
            "財政融資資金（施行令7条1号の転貸を除く）または地方公共団体金融機構の資金を借りますか。",
            "Is the money lent by the fiscal loan fund (save the on-lending of the Order, art. 7(1)) or the JFM?",
        ),
    )
    enterprise_with_shortage: Fact[bool] = fact(
        bool,
        Text("資金不足のある公営企業", "own public enterprise with a shortage of funds"),
        Text(
            "資金不足額が0を超える自団体の公営企業のための起債ですか。",
            "Does the bond finance the body's own public enterprise with a shortage of funds above 0?",
        ),
    )
    permission_ground: Fact[bool] = fact(
        bool,
        Text("その他の許可の事由", "another ground of permission"),
        Text(
            "5条の4第1項のその他の事由（施行令22条以上の赤字、償還の遅延、指定）または健全化法13条1項に当たりますか。",
            "Is there another ground of art. 5-4(1) (deficit at or above art. 22 of the Order, arrears, designation) or of "
            "art. 13(1) of the Soundness Act?",
        ),
    )
    distressed_enterprise: Fact[bool] = fact(
        bool,
        Text("経営の悪化した公営企業の起債", "bond of a distressed public enterprise"),
        Text(
            "5条の4第3項に当たる公営企業のための起債ですか。",
            "Is it a bond of a distressed public enterprise (art. 5-4(3))?",
        ),
    )


F = ProcedureFacts
_LIMIT = PARAMETERS["consultation_free_debt_service_ratio"].in_year_of(F.fiscal_year)
_ACT = PARAMETERS.source("local_finance_act", "5条の3")
_PERMISSION = PARAMETERS.source("local_finance_act", "5条の4")
_READ_ON = date(2026, 5, 1)
_TEXT = Text("地方財政法施行令（令和8年5月1日）", "Enforcement Order of the Local Finance Act (2026-05-01)")


def _ruleset(name: str, title: Text, words: tuple[Text, Text], *rules: Rule) -> RuleSet[ProcedureFacts]:
    return RuleSet(
        words=words,
        id=name,
        title=title,
        facts=ProcedureFacts,
        year="fiscal_year",
        standing=(),
        revisions=(Revision(_TEXT, FiscalYear(2025), _READ_ON, rules),),
        official=OFFICIAL,
    )


PERMISSION_RULES = _ruleset(
    "bonds-permission",
    Text("起債の許可", "permission to borrow"),
    (Text("必要", "needed"), Text("不要", "not needed")),
    Rule(
        "debt_service_at_limit",
        Text("実質公債費比率18%以上", "real debt-service ratio of 18 % or more"),
        Role.ALTERNATIVE,
        F.real_debt_service_ratio >= _LIMIT,
        (_PERMISSION,),
        Text(
            "実質公債費比率が18%以上の団体は許可が必要です。",
            "A body whose real debt-service ratio is 18 % or more needs permission.",
        ),
        "ground",
    ),
    Rule(
        "other_ground",
        Text("その他の許可の事由", "another ground of permission"),
        Role.ALTERNATIVE,
        F.permission_ground.holds(),
        (_PERMISSION, PARAMETERS.source("soundness_act", "13条1項")),
        Text(
            "施行令22条以上の赤字、償還の遅延、指定、または健全化法13条1項に当たる団体は許可が必要です。",
            "So does a body with a deficit at or above art. 22 of the Order, arrears, a designation, or under art. 13(1) of "
            "the Soundness Act.",
        ),
        "ground",
    ),
    Rule(
        "distressed_enterprise_bond",
        Text("経営の悪化した公営企業の起債", "bond of a distressed public enterprise"),
        Role.ALTERNATIVE,
        F.distressed_enterprise.holds(),
        (PARAMETERS.source("local_finance_act", "5条の4第3項"),),
        Text(
            "経営の悪化した公営企業のための起債に限り、第3項の許可が必要です。",
            "Only a distressed public enterprise's bonds need the permission of paragraph 3.",
        ),
        "ground",
    ),
)
"""Whether permission (許可) is needed: any ground of 地方財政法5条の4 or 健全化法13条1項."""

NOTIFICATION_RULES = _ruleset(
    "bonds-notification",
    Text("協議に代わる届出", "prior notification instead of consultation"),
    (Text("届出で足りる", "suffices"), Text("届出では足りない", "does not suffice")),
    Rule(
        "debt_service_below_limit",
        Text("実質公債費比率18%未満", "real debt-service ratio below 18 %"),
        Role.REQUIRES,
        F.real_debt_service_ratio < _LIMIT,
        (_ACT, PARAMETERS.source("enforcement_order", "4条")),
        Text(
            "実質公債費比率の3か年平均が18%未満であること。",
            "The three-year mean of the real debt-service ratio is below 18 %.",
        ),
    ),
    Rule(
        "no_deficit",
        Text("実質赤字がない", "no real deficit"),
        Role.REQUIRES,
        ~F.deficit,
        (_ACT, PARAMETERS.source("enforcement_order", "5条")),
        Text("実質赤字額が0を超えないこと。", "The real deficit is not above 0."),
    ),
    Rule(
        "no_consolidated_deficit",
        Text("連結実質赤字がない", "no consolidated real deficit"),
        Role.REQUIRES,
        ~F.consolidated_deficit,
        (_ACT, PARAMETERS.source("enforcement_order", "5条")),
        Text("連結実質赤字比率が0を超えないこと。", "The consolidated real deficit ratio is not above 0."),
    ),
    Rule(
        "future_burden_below_threshold",
        Text("将来負担比率が早期健全化基準未満", "future-burden ratio below the early-warning threshold"),
        Role.REQUIRES,
        any_of(
            all_of(
                F.body_kind.one_of(BodyKind.PREFECTURE, BodyKind.DESIGNATED_CITY),
                F.future_burden_ratio
                < PARAMETERS["early_warning_future_burden_large"].in_year_of(F.fiscal_year),
            ),
            all_of(
                F.body_kind.one_of(BodyKind.MUNICIPALITY, BodyKind.SPECIAL_WARD),
                F.future_burden_ratio < PARAMETERS["early_warning_future_burden"].in_year_of(F.fiscal_year),
            ),
            all_of(
                F.body_kind.one_of(
                    BodyKind.ASSOCIATION, BodyKind.ASSOCIATION_WITH_PREFECTURE_OR_DESIGNATED_CITY
                ),
                UnknownLaw(
                    Text(
                        "一部事務組合等に用いる将来負担比率の数値は読まれていません",
                        "no figure of the future-burden ratio was read for associations",
                    )
                ),
            ),
        ),
        (
            _ACT,
            PARAMETERS.source("soundness_act", "2条5号"),
            PARAMETERS.source("soundness_order"),
        ),
        Text(
            "将来負担比率が健全化法2条5号の数値（都道府県・指定都市は400%、その他の市町村・特別区は350%）未満であること。",
            "The future-burden ratio is below the figure of art. 2(5) of the Soundness Act: 400 % for prefectures and "
            "designated cities, 350 % for other municipalities and special wards.",
        ),
    ),
    Rule(
        "no_specified_public_money",
        Text("特定公的資金でない", "not specified public money"),
        Role.REQUIRES,
        ~F.specified_public_money,
        (PARAMETERS.source("local_finance_act", "5条の3第6項"),),
        Text(
            "財政融資資金や地方公共団体金融機構の資金（特定公的資金）を借りる場合は届出で足りません。",
            "Notification does not suffice for money of the fiscal loan fund or the JFM.",
        ),
    ),
    Rule(
        "no_enterprise_with_shortage",
        Text("資金不足のある公営企業のためでない", "not for an own enterprise with a shortage of funds"),
        Role.REQUIRES,
        ~F.enterprise_with_shortage,
        (
            PARAMETERS.source("local_finance_act", "5条の3第5項"),
            PARAMETERS.source("enforcement_order", "15条・16条"),
        ),
        Text(
            "資金不足額が0を超える自団体の公営企業のための起債は届出で足りません。",
            "Nor for a bond that finances the body's own enterprise with a shortage of funds.",
        ),
    ),
)
"""Whether prior notification (届出) replaces consultation: 地方財政法5条の3第3–6項."""


@frozen
class Procedure(Shown):
    """What to do before borrowing, and with whom (起債の手続). Strictly read-only; None is unknown.

    consent_of_minister: whether the governor needs the Minister's prior consent (before consenting or permitting).
    """

    kind: ProcedureKind | None
    counterparty: Counterparty | None
    permission: Decision[ProcedureFacts]
    notification: Decision[ProcedureFacts]

    def __shown__(self) -> Iterable[Part]:
        from .shown import procedure_parts

        return procedure_parts(self)

    @property
    def consent_of_minister(self) -> bool | None:
        """Source: 施行令2条3項, 21条3項."""
        if self.counterparty is Counterparty.MINISTER or self.kind is ProcedureKind.NOTIFICATION:
            return False
        return None if self.kind is None or self.counterparty is None else True

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could still settle the procedure, best question first."""
        names = (*self.permission.missing, *self.notification.missing)
        return () if self.kind else tuple(dict.fromkeys(names))

    def explain(self, lang: Lang = "ja") -> str:
        """The procedure with its reasons, in `"ja"` or `"en"`."""
        params = {
            "kind": self.kind.label if self.kind else Text("不明", "unknown"),
            "counterparty": self.counterparty.label if self.counterparty else Text("不明", "unknown"),
        }
        parts = [Note("bonds.procedure", params).to(lang)]
        if self.consent_of_minister:
            parts.append(Note("bonds.consent_of_minister").to(lang))
        parts += ["", self.permission.explain(lang), "", self.notification.explain(lang)]
        return "\n".join(parts)


def procedure(  # noqa: PLR0913 -- each is a question of the form
    applicant: Applicant,
    fiscal_year: FiscalYear | int,
    *,
    specified_public_money: bool | None = None,
    own_enterprise: bool | None = None,
    enterprise_shortage: bool | None = None,
    distressed_enterprise: bool | None = None,
) -> Procedure:
    """Consultation, notification or permission, from the applicant's fiscal indicators (起債の手続の判定).

    specified_public_money: whether the fiscal loan fund or the JFM lends. own_enterprise: whether the bond finances the
    body's own public enterprise; enterprise_shortage: whether that has a shortage of funds above 0;
    distressed_enterprise: whether it falls under 5条の4第3項. None is unknown.
    """
    figures = applicant.indicators
    facts = ProcedureFacts(
        fiscal_year=fiscal_year,
        body_kind=applicant.kind,
        real_debt_service_ratio=_hundredths(figures.real_debt_service_ratio),
        deficit=None if figures.real_deficit is None else figures.real_deficit > 0,
        consolidated_deficit=(
            None if figures.consolidated_deficit_ratio is None else figures.consolidated_deficit_ratio > 0
        ),
        future_burden_ratio=_hundredths(figures.future_burden_ratio),
        specified_public_money=specified_public_money,
        enterprise_with_shortage=_both(own_enterprise, enterprise_shortage),
        permission_ground=figures.permission_ground,
        distressed_enterprise=_both(own_enterprise, distressed_enterprise),
    )
    permission = PERMISSION_RULES.decide(facts)
    notification = NOTIFICATION_RULES.decide(facts)
    return Procedure(
        _kind(permission, notification), _counterparty(facts.body_kind), permission, notification
    )


def _kind(
    permission: Decision[ProcedureFacts], notification: Decision[ProcedureFacts]
) -> ProcedureKind | None:
    if permission.is_eligible is None:
        return None
    if permission.is_eligible:
        return ProcedureKind.PERMISSION
    if notification.is_eligible is None:
        return None
    return ProcedureKind.NOTIFICATION if notification.is_eligible else ProcedureKind.CONSULTATION


def _counterparty(kind: BodyKind | None) -> Counterparty | None:
    """Source: 施行令2条1項 (consultation), 17条1項 (notification), 21条1項 (permission)."""
    if kind is None or kind is BodyKind.NOT_A_LOCAL_GOVERNMENT:
        return None
    return Counterparty.MINISTER if kind in _LARGE else Counterparty.GOVERNOR


def _hundredths(percent: Decimal | None) -> int | None:
    return None if percent is None else int(percent * 100)


def _both(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001 -- truth values to join
    """Kleene's "and": no enterprise, no shortage of it."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True
