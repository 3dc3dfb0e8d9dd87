"""What the review flags ask about a proposal."""

from __future__ import annotations

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.rules import Fact, Facts, fact

__all__ = ["FlagFacts"]


class FlagFacts(Facts):
    """What is known about a proposal for its review flags (提案の確認事項の事実). What is not known is left out."""

    fiscal_year: Fact[FiscalYear] = fact(
        FiscalYear,
        Text("取り組む年度", "fiscal year of the work"),
        Text(
            "団体の仕事が生じるのは何年度ですか。",
            "In which fiscal year does the work fall on local governments?",
        ),
        help=Text("提案募集の年（暦年）とは別です。", "Not the year of the call, which is a calendar year."),
    )
    benefit_named: Fact[bool] = fact(
        bool,
        Text("利用者の利点の記載", "benefit to users named"),
        Text(
            "住民など利用者にとっての利点が示されていますか。",
            "Does the proposal name a benefit to residents or other users?",
        ),
    )
    whole_affair: Fact[bool] = fact(
        bool,
        Text("業務の全体", "whole affair"),
        Text("業務の全体を対象としていますか。", "Does the proposal cover the whole of an affair?"),
    )
    already_candidate: Fact[bool] = fact(
        bool,
        Text("既存の対象候補との重なり", "overlap with a candidate"),
        Text(
            "すでに共通化の対象候補である業務と重なりますか。",
            "Does it overlap an affair that is a candidate already?",
        ),
    )
    standardised: Fact[bool] = fact(
        bool,
        Text("標準化の対象業務との重なり", "overlap with a standardised affair"),
        Text(
            "標準化の対象である20業務と重なりますか。",
            "Does it overlap one of the 20 affairs that are standardised?",
        ),
    )
    joint_cases: Fact[int] = fact(
        int,
        Text("共同調達の事例数", "joint procurements of such a system"),
        Text(
            "同じ種類のシステムの共同調達は、少なくとも何件ありますか。",
            "How many joint procurements of such a system are there at least?",
        ),
    )
    widely_from: Fact[int] = fact(
        int,
        Text("広く行われているとみる件数", "number taken as wide"),
        Text(
            "共同調達が何件以上あれば「広く行われている」とみますか。",
            "From how many joint procurements on do you take it for widely procured?",
        ),
        help=Text(
            "読んだ資料に件数の定めはありません。お使いになる方が決めてください。",
            "No text that was read states a number; it is yours to choose.",
        ),
        minimum=1,
    )
    standardisation_carried: Fact[bool] = fact(
        bool,
        Text("標準化の負担", "standardisation carried"),
        Text(
            "その年度に、標準化の移行作業を抱える団体がありますか。",
            "Do bodies work on the move to standardised systems in that year?",
        ),
    )
    earlier_items_carried: Fact[bool] = fact(
        bool,
        Text("前年度までの共通化の負担", "earlier items carried"),
        Text(
            "その年度に、前年度までに決まった共通化に取り組む団体がありますか。",
            "Do bodies carry out, in that year, what earlier years chose to commonize?",
        ),
    )
