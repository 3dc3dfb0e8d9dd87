"""What happens to an affair under review (検討の出来事): dated records, from which every state is rebuilt."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from chiho_digital.commonization.fields import Fiscal, Words, choices, titled
from chiho_digital.commonization.ministries import Ministry, MinistryField
from chiho_digital.commonization.vocabulary import Actor, Criterion, Outcome, StudyPart

from .events import Event, tag
from .review_states import ReviewMove

__all__ = [
    "Assessed",
    "Concluded",
    "ConsentOmitted",
    "Consented",
    "ConsultationAsked",
    "MeasuresAsked",
    "OutcomeReported",
    "PolicyDrafted",
    "ProgressReported",
    "ReviewEvent",
    "Selected",
    "Studied",
]

_OF_ASSESSMENT = {
    (Criterion.NEEDS, True): ReviewMove.MEET_NEEDS,
    (Criterion.NEEDS, False): ReviewMove.FAIL_NEEDS,
    (Criterion.EFFECT, True): ReviewMove.MEET_EFFECT,
    (Criterion.EFFECT, False): ReviewMove.FAIL_EFFECT,
    (Criterion.FEASIBILITY, True): ReviewMove.MEET_FEASIBILITY,
    (Criterion.FEASIBILITY, False): ReviewMove.FAIL_FEASIBILITY,
}


class _Done(Event):
    """by: who did it; None where that is not known. Where the source names who does it, nobody else can."""

    by: Annotated[
        Annotated[Actor, choices(Actor)] | None,
        Field(title="主体", description="行った主体。不明のときは null。"),
    ] = None


class _Simple(_Done):
    """An event that is always the same move."""

    of: ClassVar[ReviewMove]

    @property
    def move(self) -> ReviewMove:
        """Which move it is."""
        return self.of


class Selected(Event):
    """The liaison council selects the affair as a candidate (対象候補の選定). Strictly read-only.

    by: the council; it must be said.  fiscal_year: whose candidate it is.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "対象候補の選定", "連絡協議会が、共通化の対象候補に選定した。"
    )

    event: Annotated[Literal["selected"], tag("対象候補の選定")] = "selected"
    by: Annotated[Actor, choices(Actor), Field(title="主体", description="選定した主体。連絡協議会に限る。")]
    fiscal_year: Annotated[Fiscal, Field(title="年度", description="どの年度の対象候補か。")]

    @property
    def move(self) -> ReviewMove:
        """Which move it is."""
        return ReviewMove.SELECT


class Assessed(_Done):
    """A criterion is assessed (基準の評価). Strictly read-only. words: why."""

    model_config: ClassVar[ConfigDict] = titled(
        "基準の評価", "三つの基準の一つについて、満たすかを評価した。"
    )

    event: Annotated[Literal["assessed"], tag("基準の評価")] = "assessed"
    criterion: Annotated[Criterion, choices(Criterion), Field(title="基準")]
    met: Annotated[bool, Field(strict=True, title="満たす", description="基準を満たすか。")]

    @property
    def move(self) -> ReviewMove:
        """Which move it is."""
        return _OF_ASSESSMENT[self.criterion, self.met]


class Studied(_Simple):
    """A part of the feasibility study is done (実現可能性の調査). Strictly read-only. words: what was found."""

    model_config: ClassVar[ConfigDict] = titled("実現可能性の調査", "実現可能性の調査の一部を行った。")
    of = ReviewMove.STUDY

    event: Annotated[Literal["studied"], tag("実現可能性の調査")] = "studied"
    part: Annotated[StudyPart, choices(StudyPart), Field(title="調査の内容")]


class Concluded(_Done):
    """The review comes to one of four outcomes (結論). Strictly read-only. words: why."""

    model_config: ClassVar[ConfigDict] = titled("結論", "検討の結論。四つのうちの一つ。")

    event: Annotated[Literal["concluded"], tag("結論")] = "concluded"
    outcome: Annotated[Outcome, choices(Outcome), Field(title="結論")]

    @property
    def move(self) -> ReviewMove:
        """Which move it is."""
        return ReviewMove(self.outcome.value)


class PolicyDrafted(_Simple):
    """The responsible ministry drafts the commonization policy (共通化推進方針の案). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled(
        "共通化推進方針の案", "所管する府省が、共通化推進方針の案を作成した。"
    )
    of = ReviewMove.DRAFT_POLICY

    event: Annotated[Literal["policy_drafted"], tag("共通化推進方針の案")] = "policy_drafted"
    ministry: Annotated[
        MinistryField | None, Field(title="府省", description="案を作成した府省。不明のときは null。")
    ] = None

    @property
    def named(self) -> tuple[Ministry, ...]:
        """The ministry that drafted it."""
        return () if self.ministry is None else (self.ministry,)


class Consented(_Simple):
    """The council consents to the policy (推進方針への同意). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled(
        "推進方針への同意", "連絡協議会が、共通化推進方針に同意した。"
    )
    of = ReviewMove.CONSENT

    event: Annotated[Literal["consented"], tag("推進方針への同意")] = "consented"


class ConsentOmitted(_Simple):
    """The council's consent is left out in an emergency (同意の省略). Strictly read-only.

    reason: the emergency, a disaster say; it must be said.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "同意の省略", "災害などの緊急時のため、連絡協議会の同意を省略した。"
    )
    of = ReviewMove.OMIT_CONSENT

    event: Annotated[Literal["consent_omitted"], tag("同意の省略")] = "consent_omitted"
    reason: Annotated[Words, Field(title="理由", description="どのような緊急時か。")]


class ProgressReported(_Simple):
    """The progress under the policy is reported (進捗の報告). Strictly read-only. words: the report."""

    model_config: ClassVar[ConfigDict] = titled("進捗の報告", "推進方針の下での進捗を報告した。")
    of = ReviewMove.REPORT_PROGRESS

    event: Annotated[Literal["progress_reported"], tag("進捗の報告")] = "progress_reported"


class MeasuresAsked(_Simple):
    """The council asks for measures (対応の要請). Strictly read-only. words: which."""

    model_config: ClassVar[ConfigDict] = titled("対応の要請", "連絡協議会が、必要な対応を求めた。")
    of = ReviewMove.REQUEST_MEASURES

    event: Annotated[Literal["measures_asked"], tag("対応の要請")] = "measures_asked"


class OutcomeReported(_Simple):
    """An outcome other than to go ahead is reported to the council (結論の報告). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled(
        "結論の報告", "共通化を進める以外の結論を、連絡協議会に報告した。"
    )
    of = ReviewMove.REPORT_OUTCOME

    event: Annotated[Literal["outcome_reported"], tag("結論の報告")] = "outcome_reported"


class ConsultationAsked(_Simple):
    """The council asks for individual consultation with the ministry (個別の協議の要請). Strictly read-only."""

    model_config: ClassVar[ConfigDict] = titled(
        "個別の協議の要請", "連絡協議会が、府省との個別の協議を求めた。"
    )
    of = ReviewMove.CONSULT

    event: Annotated[Literal["consultation_asked"], tag("個別の協議の要請")] = "consultation_asked"
    ministry: Annotated[
        MinistryField | None, Field(title="府省", description="協議の相手の府省。不明のときは null。")
    ] = None

    @property
    def named(self) -> tuple[Ministry, ...]:
        """The ministry that it is asked of."""
        return () if self.ministry is None else (self.ministry,)


ReviewEvent = (
    Selected
    | Assessed
    | Studied
    | Concluded
    | PolicyDrafted
    | Consented
    | ConsentOmitted
    | ProgressReported
    | MeasuresAsked
    | OutcomeReported
    | ConsultationAsked
)
