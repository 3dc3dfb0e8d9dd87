"""Proposals (提案) of local governments, and the prior consultation that supports them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, ConfigDict, Field

from chiho_digital.basics import InvalidValue, Period

from .fields import Day, Identifier, LongText, Record, Words, Year, titled
from .limits import TextLimits
from .ministries import MinistryField
from .proposers import Proposer
from .texts import CALL_FLOW, MINUTES
from .vocabulary import CLASSES, class_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import PartialDate

    from .years import ProposalYear

__all__ = ["PriorConsultation", "Proposal", "outside_year"]


class PriorConsultation(Record):
    """A prior consultation about a proposal (事前相談). Strictly read-only. Unknown is None.

    It supports a proposal and follows it up until it reaches the ministry; it settles nothing, so it has no result.
    Source: minutes of the working team, 2025-01-14.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "事前相談",
        "提案を支援し、府省に伝わるように補うもの。可否を決める結果は持たない。不明の項目は null。",
    )

    on: Annotated[Day | None, Field(title="日付", description="相談した日。不明のときは null。")] = None
    advice: Annotated[Words | None, Field(title="助言", description="伝えた助言。不明のときは null。")] = None
    passed_to: Annotated[
        MinistryField | None,
        Field(title="伝えた府省", description="相談の内容を伝えた府省。不明のときは null。"),
    ] = None

    def problems(self) -> Iterable[InvalidValue]:
        """A ministry that is not known."""
        if self.passed_to is not None:
            yield from (problem.at("passed_to") for problem in self.passed_to.problems())


class Proposal(Record):
    """A proposal of local governments (提案). Strictly read-only. Unknown is None.

    id: its name within a ledger.  control_number: as the call numbers it.  year: of the call.
    joint_proposers, prior_consultations, decentralisation, benefits: an empty tuple is none; None is unknown.
    proposal_class: one that we do not know stands as it was written.  legal_basis: laws and articles, in words.
    decentralisation: ids of the decentralisation proposals that it is linked with; a proposal need not be.
    benefits: what its users gain, as the proposal says.  limits: of the form that its texts were written on.

    Raises:
        pydantic.ValidationError: a proposer that may not propose, an unknown ministry, a text over the limit, a date outside
            the year: all of it at once.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "提案", "地方公共団体などの提案。不明の項目は null、ないときは空。"
    )

    id: Annotated[Identifier, Field(title="提案ID", description="台帳の中で一つに決まる英数字の識別子。")]
    year: Annotated[Year, Field(title="提案募集の年", description="提案募集の暦年（令和6年は2024）。")]
    title: Annotated[Words, Field(title="件名", description="提案の件名。")]
    proposer: Annotated[Proposer, Field(title="提案団体", description="提案した団体。")]
    joint_proposers: Annotated[
        tuple[Proposer, ...] | None,
        Field(title="共同提案団体", description="共同提案・追加共同提案の団体。不明のときは null。"),
    ] = None
    control_number: Annotated[
        Words | None, Field(title="管理番号", description="提案募集での管理番号。不明のときは null。")
    ] = None
    submitted_on: Annotated[
        Day | None, Field(title="提案日", description="提案した日。不明のときは null。")
    ] = None
    proposal_class: Annotated[
        Annotated[Words, AfterValidator(class_of)] | None,
        Field(
            title="区分",
            description=f"提案の区分（例：{CLASSES[0]}）。知らない区分は書かれたまま。不明のときは null。",
        ),
    ] = None
    field: Annotated[Words | None, Field(title="分野", description="提案の分野。不明のときは null。")] = None
    measure: Annotated[
        LongText | None,
        Field(title="求める措置", description="求める措置の具体的内容。不明のときは null。"),
    ] = None
    problem: Annotated[
        LongText | None, Field(title="支障事例", description="具体的な支障事例。不明のときは null。")
    ] = None
    effect: Annotated[
        LongText | None, Field(title="効果", description="措置による効果。不明のときは null。")
    ] = None
    legal_basis: Annotated[
        tuple[Words, ...] | None,
        Field(title="根拠法令等", description="根拠となる法令と条項。不明のときは null。"),
    ] = None
    ministries: Annotated[
        tuple[MinistryField, ...] | None,
        Field(title="関係府省", description="制度を所管する府省。不明のときは null。"),
    ] = None
    decentralisation: Annotated[
        tuple[Identifier, ...] | None,
        Field(
            title="関連する分権提案",
            description="連動する分権提案の提案ID。連動しないときは空、不明のときは null。",
        ),
    ] = None
    benefits: Annotated[
        tuple[Words, ...] | None,
        Field(
            title="利用者の利点",
            description="提案が示す、住民など利用者にとっての利点。示されていないときは空、不明のときは null。",
        ),
    ] = None
    prior_consultations: Annotated[
        tuple[PriorConsultation, ...] | None,
        Field(title="事前相談", description="提案前の相談。なかったときは空、不明のときは null。"),
    ] = None
    limits: Annotated[TextLimits, Field(title="字数制限", description="提案の様式の字数制限。")] = (
        TextLimits()
    )

    @property
    def class_known(self) -> bool:
        """Whether its class is one that was read."""
        return self.proposal_class in CLASSES

    @property
    def bodies(self) -> tuple[Proposer, ...]:
        """The proposer and the joint proposers that are known."""
        return (self.proposer, *(self.joint_proposers or ()))

    @property
    def _when(self) -> Period:
        """The days on which it may have been submitted."""
        if self.submitted_on is not None:
            return self.submitted_on.period
        return Period(self.year.start, self.year.end)

    def problems(self) -> Iterable[InvalidValue]:
        """What is wrong with its proposers, ministries, texts and dates."""
        yield from self._problems_of_bodies()
        for place, ministry in enumerate(self.ministries or ()):
            yield from (problem.at("ministries", place) for problem in ministry.problems())
        yield from self.limits.check(self.measure, self.problem, self.effect)
        if self.submitted_on is not None:
            yield from (problem.at("submitted_on") for problem in outside_year(self.submitted_on, self.year))
        for place, consultation in enumerate(self.prior_consultations or ()):
            yield from (problem.at("prior_consultations", place) for problem in self._of(consultation))

    def _problems_of_bodies(self) -> Iterable[InvalidValue]:
        places = ("proposer",), *(("joint_proposers", at) for at in range(len(self.bodies) - 1))
        met: set[tuple[str, str | None]] = set()
        for place, body in zip(places, self.bodies, strict=True):
            for problem in (*body.problems(), *body.problems_in(self._when)):
                yield problem.at(*place)
            key = ("", body.code) if body.code else (body.name, None)
            if key in met:
                yield InvalidValue("commonization.proposer_twice", value=body.name).at(*place)
            met.add(key)

    def _of(self, consultation: PriorConsultation) -> Iterable[InvalidValue]:
        """What is wrong with a consultation; that it came after the proposal."""
        yield from consultation.problems()
        if (
            consultation.on is not None
            and self.submitted_on is not None
            and consultation.on.start > self.submitted_on.end
        ):
            yield InvalidValue(
                "commonization.consulted_after",
                value=consultation.on,
                submitted=self.submitted_on,
                source=MINUTES,
            ).at("on")


def outside_year(day: PartialDate, year: ProposalYear) -> Iterable[InvalidValue]:
    """That a day surely lies outside the year of a call."""
    if not day.period.overlaps(Period(year.start, year.end)):
        yield InvalidValue(
            "commonization.outside_year",
            value=day,
            year=year,
            first=year.start,
            last=year.end,
            source=CALL_FLOW,
        )
