"""Courses of decentralisation proposals (分権提案の経過): replies in two rounds, the response policy, the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, cast

from attrs import frozen
from pydantic import ConfigDict, Field

from chiho_digital.basics import InvalidValue, PartialDate
from chiho_digital.commonization.fields import titled
from chiho_digital.commonization.proposals import Proposal, outside_year
from chiho_digital.commonization.texts import CALL_FLOW
from chiho_digital.commonization.vocabulary import Result

from .course_events import CourseEvent, LawEnacted, MinistriesAsked, PolicyDecided, Replied
from .course_states import COURSE, CourseState
from .history import History, Standing
from .machines import Machine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .events import Event

__all__ = ["CourseStanding", "DecentralisationCourse"]


@frozen
class CourseStanding(Standing):
    """Where a decentralisation proposal stands (分権提案の状況). Strictly read-only."""

    @property
    def state(self) -> CourseState:
        """Where it stands."""
        return cast("CourseState", self.states[0])

    @property
    def replies(self) -> tuple[Replied, ...]:
        """The replies of the ministries so far, of both rounds."""
        return self.of(Replied)

    @property
    def result(self) -> Result | None:
        """What the response policy says of it; None where there is none yet, or where it is not known."""
        return next((event.result for event in self.of(PolicyDecided)), None)


class DecentralisationCourse(History[CourseStanding]):
    """The course of one decentralisation proposal (分権提案の経過). Strictly read-only; moves give a new course.

    events: in the order in which they happened. Up to the response policy they lie in the year of the call.

    Raises:
        pydantic.ValidationError: what is wrong with the proposal and with the events, all of it at once.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "分権提案の経過", "一つの分権提案と、府省の回答や対応方針の経過。"
    )
    machine: ClassVar[Machine] = COURSE
    kind_of_standing: ClassVar[type[Standing]] = CourseStanding

    proposal: Annotated[Proposal, Field(title="提案", description="分権提案。")]
    events: Annotated[
        tuple[Annotated[CourseEvent, Field(discriminator="event")], ...],
        Field(title="出来事", description="起こった順の出来事。"),
    ] = ()

    @property
    def happened(self) -> tuple[CourseEvent, ...]:
        """The events, in their order."""
        return self.events

    @property
    def begun(self) -> PartialDate | None:
        """When it was proposed."""
        return self.proposal.submitted_on

    def problems(self) -> Iterable[InvalidValue]:
        """What is wrong with the proposal and with the events."""
        yield from (problem.at("proposal") for problem in self.proposal.problems())
        yield from super().problems()

    def _contradictions(self, event: Event, before: Sequence[Event]) -> Iterable[InvalidValue]:
        """A date outside the year; a reply of a ministry that was not asked, or has replied already."""
        if event.on is not None and not isinstance(event, LawEnacted):
            yield from (problem.at("on") for problem in outside_year(event.on, self.proposal.year))
        if not isinstance(event, Replied) or event.ministry is None:
            return
        name = event.ministry.name
        asked = next((one.ministries for one in before if isinstance(one, MinistriesAsked)), None)
        if asked is not None and name not in {one.name for one in asked}:
            yield InvalidValue(
                "commonization.not_asked",
                value=name,
                asked=tuple(one.name for one in asked),
                source=CALL_FLOW,
            ).at("ministry")
        if any(
            isinstance(one, Replied)
            and one.ministry == event.ministry
            and one.reply_round is event.reply_round
            for one in before
        ):
            yield InvalidValue(
                "commonization.replied_twice",
                value=name,
                reply_round=event.reply_round.label,
                source=CALL_FLOW,
            ).at("ministry")
