"""Reviews (共通化の検討): the course of one affair, from a suggestion to a candidate, its outcome and what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, cast

from attrs import frozen
from pydantic import ConfigDict, Field

from chiho_digital.basics import InvalidValue
from chiho_digital.commonization.fields import Fiscal, Identifier, Record, Words, titled
from chiho_digital.commonization.ministries import MinistryField
from chiho_digital.commonization.texts import BASIC_POLICY
from chiho_digital.commonization.vocabulary import Outcome

from .history import History, Standing
from .machines import Machine
from .review_events import Concluded, ReviewEvent, Selected
from .review_states import REVIEW, AssessmentState, EffectState, NeedsState, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .events import Event

__all__ = ["Candidate", "Review", "ReviewStanding"]


class Candidate(Record):
    """An affair that the council selected as a candidate for commonization (共通化の対象候補). Strictly read-only. Unknown is None."""

    model_config: ClassVar[ConfigDict] = titled(
        "共通化の対象候補", "連絡協議会が選定した業務・システム。不明の項目は null。"
    )

    id: Annotated[Identifier, Field(title="検討ID", description="検討の識別子。")]
    title: Annotated[
        Words | None, Field(title="名称", description="業務・システムの名称。不明のときは null。")
    ]
    fiscal_year: Annotated[Fiscal, Field(title="年度", description="どの年度の対象候補か。")]
    ministries: Annotated[
        tuple[MinistryField, ...] | None, Field(title="府省", description="所管の府省。不明のときは null。")
    ]
    proposals: Annotated[
        tuple[Identifier, ...] | None,
        Field(title="提案", description="もとになった提案のID。ないときは空、不明のときは null。"),
    ]


@frozen
class ReviewStanding(Standing):
    """Where a review stands (検討の状況). Strictly read-only."""

    @property
    def stage(self) -> Stage:
        """Where the affair stands."""
        return cast("Stage", self.states[0])

    @property
    def needs(self) -> NeedsState:
        """What criterion 1 says."""
        return cast("NeedsState", self.states[1])

    @property
    def effect(self) -> EffectState:
        """What criteria 2 and 3 say."""
        return cast("EffectState", self.states[2])

    @property
    def assessment(self) -> AssessmentState:
        """Whether there is an assessment."""
        return cast("AssessmentState", self.states[3])

    @property
    def outcome(self) -> Outcome | None:
        """The outcome; None where there is none yet."""
        return next((event.outcome for event in self.of(Concluded)), None)


class Review(History[ReviewStanding]):
    """The review of one affair for commonization (共通化の検討). Strictly read-only; moves give a new review.

    title: None where it is not known.  proposals: ids of those it comes from; an empty tuple is none, None is unknown.
    events: in the order in which they happened.

    Raises:
        pydantic.ValidationError: events that are not possible; all of them at once.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "共通化の検討", "一つの業務・システムについての共通化の検討。不明の項目は null。"
    )
    machine: ClassVar[Machine] = REVIEW
    kind_of_standing: ClassVar[type[Standing]] = ReviewStanding

    id: Annotated[Identifier, Field(title="検討ID", description="台帳の中で一つに決まる英数字の識別子。")]
    title: Annotated[
        Words | None, Field(title="名称", description="業務・システムの名称。不明のときは null。")
    ] = None
    ministries: Annotated[
        tuple[MinistryField, ...] | None, Field(title="府省", description="所管の府省。不明のときは null。")
    ] = None
    proposals: Annotated[
        tuple[Identifier, ...] | None,
        Field(title="提案", description="もとになった提案のID。ないときは空、不明のときは null。"),
    ] = None
    events: Annotated[
        tuple[Annotated[ReviewEvent, Field(discriminator="event")], ...],
        Field(title="出来事", description="起こった順の出来事。"),
    ] = ()

    @property
    def happened(self) -> tuple[ReviewEvent, ...]:
        """The events, in their order."""
        return self.events

    @property
    def candidate(self) -> Candidate | None:
        """The candidate that the council made of it; None where it selected none."""
        for event in self.events:
            if isinstance(event, Selected):
                return Candidate(
                    id=self.id,
                    title=self.title,
                    fiscal_year=event.fiscal_year,
                    ministries=self.ministries,
                    proposals=self.proposals,
                )
        return None

    def problems(self) -> Iterable[InvalidValue]:
        """Ministries that are not known, and what is wrong with the events."""
        for place, ministry in enumerate(self.ministries or ()):
            yield from (problem.at("ministries", place) for problem in ministry.problems())
        yield from super().problems()

    def _contradictions(self, event: Event, before: Sequence[Event]) -> Iterable[InvalidValue]:
        """Another than the one who alone can do it; a policy or consultation of a ministry that is not responsible."""
        del before
        alone = self.machine.actors.get(event.move)
        by = getattr(event, "by", None)
        if alone is not None and by is not None and by is not alone:
            yield InvalidValue(
                "commonization.not_its_actor",
                value=by.label,
                move=event.move.label,
                actor=alone.label,
                source=BASIC_POLICY,
            ).at("by")
        responsible = None if self.ministries is None else tuple(one.name for one in self.ministries)
        for ministry in event.named:
            if responsible is not None and ministry.name not in responsible:
                yield InvalidValue(
                    "commonization.not_responsible",
                    value=ministry.name,
                    move=event.move.label,
                    ministries=responsible,
                    source=BASIC_POLICY,
                ).at("ministry")
