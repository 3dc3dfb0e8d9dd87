"""The state of a call, rebuilt from its opening and its events up to a day; impossible events are passed over and named."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import Factory, define

from chiho_digital.basics import ImpossibleMove, InvalidValue
from chiho_digital.governments import get

from .bodies import body_on, last_known, named, near_bodies
from .events import (
    Admitted,
    Answered,
    BecameCase,
    Corrected,
    Extended,
    Invited,
    LateReply,
    LeadEvent,
    Reply,
)
from .fields import raise_problems
from .opening import missing_figures, repeated_contents
from .vocabulary import CALL_MOVES, REPLY_MOVES, Answer, CallMove, CallState, ReplyMove, ReplyState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.governments import LocalGovernmentCode
    from chiho_digital.procurement.vocabulary import AmountScope

    from .estimates import Estimate
    from .events import Event
    from .records import Call
    from .terms import StatedFigures, Terms

__all__ = ["Invitee", "Replay", "replay"]


@define
class Invitee:
    """An invited body while its replies are read.

    counted: the reply that counts, from the day `since`.  waiting: a late one that does not.  history: all it said, and what was admitted.
    """

    invited_on: date
    state: ReplyState = ReplyState.NONE
    counted: Reply | None = None
    since: date | None = None
    waiting: LateReply | None = None
    history: list[Answered | LateReply | Admitted] = Factory(list["Answered | LateReply | Admitted"])

    @property
    def answer(self) -> Answer:
        """What counts as its answer."""
        return Answer.NO_ANSWER if self.counted is None else self.counted.answer


@define
class Replay:
    """A call while its events are read, in their order."""

    call: Call
    deadline: date
    estimates: dict[AmountScope, Estimate]
    terms: dict[AmountScope, Terms]
    figures: dict[str, StatedFigures]
    bodies: dict[LocalGovernmentCode, Invitee]
    state: CallState = CallState.OPEN
    closed_on: date | None = None
    case: str | None = None
    problems: list[InvalidValue] = Factory(list[InvalidValue])

    def pass_time(self, day: date) -> None:
        """The calendar closes an open call once its deadline is over."""
        if self.state is CallState.OPEN and day > self.deadline:
            self.state = CALL_MOVES.after(self.state, CallMove.CLOSE)
            self.closed_on = self.deadline

    def take(self, event: Event) -> None:
        """The next event.

        Raises:
            InvalidValue: it is not possible; then nothing has changed.
        """
        self._check(event)
        after = CALL_MOVES.after(self.state, event.move)
        match event:
            case Answered() | LateReply():
                self._reply(event)
            case Admitted():
                self._admit(event)
            case Invited():
                self._invite(event)
            case Corrected():
                self._correct(event)
            case Extended():
                self._extend(event)
            case BecameCase():
                self._become_case(event)
            case _:  # closed or abandoned
                self.closed_on = event.on
        self.state = after

    def _check(self, event: Event) -> None:
        """That it came after the opening, is of the lead where it must be, and is no answer after the deadline."""
        opened = self.call.opened_on
        if event.on < opened:
            raise InvalidValue("procurement.call_before_opening", value=event.on, opened=opened)
        if isinstance(event, LeadEvent) and event.by != self.call.lead:
            lead = named(last_known(self.call.lead, event.on, opened))
            raise InvalidValue("procurement.call_not_its_lead", value=event.by, lead=lead)
        if isinstance(event, Answered) and self.state is CallState.CLOSED:
            body = named(body_on(event.body, event.on))
            raise ImpossibleMove(
                "procurement.call_after_deadline", value=event.on, body=body, closed=self.closed_on
            )

    def _invitee(self, code: LocalGovernmentCode, day: date) -> Invitee:
        body = body_on(code, day)
        if code not in self.bodies:
            invited = [last_known(one, day, known.invited_on) for one, known in self.bodies.items()]
            raise InvalidValue(
                "procurement.call_not_invited", value=named(body), suggestion=near_bodies(body, invited)
            )
        return self.bodies[code]

    def _reply(self, event: Answered | LateReply) -> None:
        body = self._invitee(event.body, event.on)
        if event.said_by not in {event.body, self.call.lead}:
            lead = last_known(self.call.lead, event.on, self.call.opened_on)
            expected = named(get(event.body, as_of=event.on)), named(lead)
            raise InvalidValue("procurement.call_said_by_other", value=event.said_by, expected=expected)
        if any(earlier.on == event.on for earlier in body.history if isinstance(earlier, Reply)):
            value = named(get(event.body, as_of=event.on))
            raise InvalidValue("procurement.call_answered_twice", value=value, day=event.on)
        if isinstance(event, LateReply):
            body.state = REPLY_MOVES.after(body.state, ReplyMove.REPLY_LATE)
            body.waiting = event
        else:
            body.state = REPLY_MOVES.after(body.state, ReplyMove.ANSWER)
            body.counted, body.since, body.waiting = event, event.on, None
        body.history.append(event)

    def _admit(self, event: Admitted) -> None:
        body = self._invitee(event.body, event.on)
        body.state = REPLY_MOVES.after(body.state, ReplyMove.ADMIT)
        body.counted, body.since, body.waiting = body.waiting, event.on, None
        body.history.append(event)

    def _invite(self, event: Invited) -> None:
        for place, code in enumerate(event.bodies):
            body = body_on(code, event.on)
            if code in self.bodies or code in event.bodies[:place]:
                raise InvalidValue("procurement.call_invited_twice", value=named(body))
        self.bodies |= {code: Invitee(event.on) for code in event.bodies}

    def _correct(self, event: Corrected) -> None:
        raise_problems(repeated_contents(event.estimates, event.terms, event.figures))
        estimates = self.estimates | {one.scope: one for one in event.estimates}
        terms = self.terms | {one.scope: one for one in event.terms}
        figures = self.figures | {one.name: one for one in event.figures}
        raise_problems(missing_figures(terms.values(), figures.values()))
        self.estimates, self.terms, self.figures = estimates, terms, figures

    def _extend(self, event: Extended) -> None:
        still_open = self.state is CallState.OPEN
        earliest = self.deadline + timedelta(days=1) if still_open else event.on
        if event.deadline < earliest:
            raise InvalidValue("procurement.call_deadline_early", value=event.deadline, earliest=earliest)
        self.deadline, self.closed_on = event.deadline, None

    def _become_case(self, event: BecameCase) -> None:
        joined = [code for code, body in self.bodies.items() if body.answer is Answer.JOIN]
        if not joined:
            raise InvalidValue("procurement.call_nobody_joins", value=event.case)
        for code in joined:
            body_on(code, event.on)
        self.case = event.case


def replay(call: Call, events: Iterable[Event], until: date | None = None) -> Replay:
    """The call after these events of it, which stand by day; with `until`, as it stood at the end of that day."""
    state = Replay(
        call,
        call.deadline,
        {one.scope: one for one in call.estimates},
        {one.scope: one for one in call.terms},
        {one.name: one for one in call.figures},
        {code: Invitee(call.opened_on) for code in call.invited},
    )
    for event in events:
        if until is not None and event.on > until:
            break
        state.pass_time(event.on)
        try:
            state.take(event)
        except InvalidValue as error:
            state.problems.append(error.at(event.on.isoformat(), event.event))
    if until is not None:
        state.pass_time(until)
    return state
