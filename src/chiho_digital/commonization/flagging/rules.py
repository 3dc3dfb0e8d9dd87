"""The review flags (提案の確認事項) as rules: what the working team and the basic policy ask to look at, and what to do then.

A flag rejects nothing. Sources: minutes of the working team, 2025-01-14; basic policy of 2024-06-18.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chiho_digital.basics import FiscalYear, Grade, Source, Text
from chiho_digital.commonization.standard_affairs import standardisation
from chiho_digital.commonization.texts import BASIC_POLICY, MINUTES
from chiho_digital.rules import Revision, Role, Rule, RuleSet, all_of, any_of

from .facts import FlagFacts

if TYPE_CHECKING:
    from chiho_digital.rules import Condition

__all__ = ["FLAG_RULES", "TO_DO"]

_OVERLAP = Source(
    Text(
        "一つの業務を二重に検討しないという読み", "reading: an affair under review need not be reviewed twice"
    ),
    Grade.INFERRED,
)
_TARGET = standardisation().target
F = FlagFacts


def _flag(rule_id: str, title: Text, condition: Condition, sources: tuple[Source, ...], says: Text) -> Rule:
    return Rule(rule_id, title, Role.ALTERNATIVE, condition, sources, says, "flags")


_FLAGS = (
    _flag(
        "no_user_benefit",
        Text("利用者の利点が示されていない", "no benefit to users is named"),
        ~F.benefit_named,
        (MINUTES,),
        Text(
            "分権提案は行政の側から書かれるため、利用者の利点が考えられていないことがあります。",
            "Decentralisation proposals speak from the administration's side, and may leave out what users gain.",
        ),
    ),
    _flag(
        "part_of_affair",
        Text("業務の一部だけを対象とする", "covers only part of an affair"),
        ~F.whole_affair,
        (MINUTES,),
        Text(
            "提案は業務の一部についてのことがあり、システムには業務全体を見た最適化が必要です。",
            "A proposal may be about part of an affair, while a system needs a view of the whole.",
        ),
    ),
    _flag(
        "already_candidate",
        Text("対象候補と重なる", "overlaps a candidate"),
        F.already_candidate.holds(),
        (_OVERLAP,),
        Text(
            "同じ業務がすでに対象候補として検討されています。",
            "The same affair is under review as a candidate already.",
        ),
    ),
    _flag(
        "standardised_affair",
        Text("標準化の対象業務と重なる", "overlaps a standardised affair"),
        F.standardised.holds(),
        (BASIC_POLICY, standardisation().source),
        Text(
            "基本方針は、20業務は標準化、基準に合うものは共通化、そのほかは共同調達などで広げる、と分けています。",
            "The basic policy has three tracks: 20 affairs are standardised, what meets the criteria is commonized, and the rest "
            "is spread by joint procurement and the like.",
        ),
    ),
    _flag(
        "widely_procured",
        Text("共同調達が広く行われている", "widely procured jointly"),
        F.joint_cases >= F.widely_from,
        (BASIC_POLICY,),
        Text(
            "基本方針の結論の一つは、都道府県の共同調達などの「別の方法」です。何件から「広く」とみるかを定めた資料は読まれていません。",
            "One outcome of the basic policy is another method, such as joint procurement by prefectures. From how many cases on "
            "that is widely done, no text that was read states.",
        ),
    ),
    _flag(
        "standardisation_year",
        Text("標準化と同じ年度の負担", "work in a year of standardisation"),
        any_of(F.fiscal_year == _TARGET, F.standardisation_carried),
        (MINUTES,),
        Text(
            "令和7年度は標準化の移行の目標年度で、担当部署の仕事が重なるおそれがあります。",
            "FY2025 is the year aimed at for the move to standardised systems, so work may pile up on the same offices.",
        ),
    ),
    _flag(
        "earlier_items",
        Text("前年度の共通化と重なる負担", "work beside last year's items"),
        any_of(
            F.fiscal_year == FiscalYear(2025),
            all_of(F.fiscal_year > FiscalYear(2025), F.earlier_items_carried),
        ),
        (MINUTES,),
        Text(
            "令和7年度からは、前年度に選んだ共通化の実装と新しい検討が同時に進みます。",
            "From FY2025 on, what last year chose is carried out while new items are studied.",
        ),
    ),
)

TO_DO = {
    "no_user_benefit": Text(
        "利用者が何を得るかを提案団体に尋ね、基準1とあわせて確かめてください。",
        "Ask the proposing body what users gain, and look at it under criterion 1.",
    ),
    "part_of_affair": Text(
        "業務の全体を示し、前後の手続を含めて検討してください。",
        "Lay out the whole affair, and review it with the procedures before and after.",
    ),
    "already_candidate": Text(
        "その対象候補の検討とあわせるか、違いを示してください。",
        "Review it together with that candidate, or state the difference.",
    ),
    "standardised_affair": Text(
        "標準化の中で実現できるかを、所管の府省に確かめてください。",
        "Ask the responsible ministry whether standardisation can bring it about.",
    ),
    "widely_procured": Text(
        "別の方法として、共同調達を事例とともに検討してください。",
        "Consider another method: joint procurement, with the cases.",
    ),
    "standardisation_year": Text(
        "団体の年度ごとの負担を確かめ、負担が増えない時期と進め方を考えてください。",
        "Look at the load of the bodies by year, and find a time and a way that do not add to it.",
    ),
    "earlier_items": Text(
        "前年度の共通化とあわせた負担を確かめ、負担が増えない時期と進め方を考えてください。",
        "Look at the load together with last year's items, and find a time and a way that do not add to it.",
    ),
}
"""What to do about a flag that is raised, by its rule."""

FLAG_RULES = RuleSet(
    id="commonization-flags",
    title=Text("共通化の提案の確認事項", "review flags of a proposal for commonization"),
    facts=FlagFacts,
    year="fiscal_year",
    standing=_FLAGS,  # so that what does not hang on the year is said where the year is unknown
    revisions=(
        Revision(
            Text("基本方針とワーキングチームの議事要旨", "basic policy and minutes of the working team"),
            FiscalYear(2024),
            date(2025, 1, 14),
            (),
        ),
    ),
    official=Text(
        "確認事項は提案を退けるものではありません。対象候補を選ぶのは連絡協議会です。",
        "A flag rejects no proposal. Candidates are selected by the liaison council.",
    ),
    words=(
        Text("確認したい点があります", "there is something to look at"),
        Text("確認したい点はありません", "there is nothing to look at"),
    ),
)
"""What there is to look at in a proposal. Every rule that holds is a flag; none of them rejects it."""
