"""Histories: events in their order, from which every state is rebuilt; what is not possible is named, all of it at once.

A date may be known to the day, the month, the year, the fiscal year, or not at all. What is sure of a day rests on the order of
the events: one without a date lies between its neighbours.
"""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast

from attrs import frozen

from chiho_digital.basics import ImpossibleMove, InvalidValue, LabelledEnum, Lang, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.commonization.fields import Record, collecting, raise_problems

from .events import Event
from .machines import Machine, States

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chiho_digital.basics import PartialDate
    from chiho_digital.basics.shown import Part

__all__ = ["History", "Standing"]

_Event = TypeVar("_Event", bound=Event)


@frozen
class Standing(Shown):
    """Where a history stands (状況). Strictly read-only.

    day: None for the last event known.  events: those that surely had happened.
    perhaps: those that may have happened by then, since their dates are not known exactly.
    """

    machine: Machine
    states: States
    events: tuple[Event, ...]
    perhaps: tuple[Event, ...]
    day: date | None

    def __shown__(self) -> Iterable[Part]:
        from chiho_digital.commonization.shown import standing_parts

        return standing_parts(self)

    @property
    def allowed(self) -> tuple[LabelledEnum, ...]:
        """The moves that are possible next."""
        return self.machine.allowed(self.states)

    def of(self, kind: type[_Event]) -> tuple[_Event, ...]:
        """The events of one kind that surely had happened."""
        return tuple(event for event in self.events if isinstance(event, kind))

    def explain(self, lang: Lang = "ja") -> str:
        """The states, what may have happened too, and what is possible next, as plain text."""
        lines = [
            message("commonization.state", {"what": region.what, "state": state.label}, lang)
            for region, state in zip(self.machine.regions, self.states, strict=True)
        ]
        if self.perhaps:
            moves = tuple(event.move.label for event in self.perhaps)
            lines.append(message("commonization.perhaps", {"moves": moves}, lang))
        possible = tuple(move.label for move in self.allowed) or Text("ありません", "none")
        lines.append(message("commonization.possible", {"moves": possible}, lang))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The standing as JSON values."""
        return {
            "day": None if self.day is None else self.day.isoformat(),
            "states": [
                {"what": region.what.to_dict(), "state": state.value, "label": state.label.to_dict()}
                for region, state in zip(self.machine.regions, self.states, strict=True)
            ],
            "perhaps": [event.move.value for event in self.perhaps],
            "allowed": [move.value for move in self.allowed],
        }


_Stand = TypeVar("_Stand", bound=Standing)


class History(Record, Generic[_Stand]):
    """Base of what has a course of events. Every state follows from the events; moves give a new history."""

    machine: ClassVar[Machine]
    kind_of_standing: ClassVar[type[Standing]]

    @property
    @abstractmethod
    def happened(self) -> tuple[Event, ...]:
        """The events, in their order."""
        ...

    @property
    def begun(self) -> PartialDate | None:
        """Since when there can be events; None is unknown."""
        return None

    @property
    def standing(self) -> _Stand:
        """How it stands after the last event."""
        return self._standing(len(self.happened), (), None)

    def as_of(self, day: date) -> _Stand:
        """How it stood at the end of a day: after what surely had happened, with what may have happened too (ある日の状況).

        Raises:
            InvalidValue: it surely had not begun by then.
        """
        if self.begun is not None and day < self.begun.start:
            raise InvalidValue("commonization.before_start", value=day, first=self.begun)
        surely, possibly = _known_by(day, self.happened)
        return self._standing(surely, self.happened[surely:possibly], day)

    def _standing(self, number: int, perhaps: tuple[Event, ...], day: date | None) -> _Stand:
        happened = self.happened[:number]
        states = self.machine.start
        for event in happened:
            states = self.machine.after(states, event.move)
        return cast("_Stand", self.kind_of_standing(self.machine, states, happened, perhaps, day))

    def with_events(self, *events: Event) -> Self:
        """The history with further events after those it has.

        Raises:
            ImpossibleMove: the state does not allow an event; the message names those that it allows, with their sources.
            InvalidFacts: several things are wrong.
            InvalidValue: an event contradicts the history otherwise.
            pydantic.ValidationError: an event is none of such a history.
        """
        with collecting():
            longer = type(self).model_validate({**dict(self), "events": (*self.happened, *events)})
        raise_problems(longer.problems())
        return longer

    def problems(self) -> Iterable[InvalidValue]:
        """Events that the state does not allow, that run backwards, or that contradict what came before; each by its place."""
        states, taken = self.machine.start, list[Event]()
        latest = None if self.begun is None else self.begun.start
        for place, event in enumerate(self.happened):
            found = [*event.problems(), *self._contradictions(event, taken)]
            if event.on is not None:
                if latest is not None and event.on.end < latest:
                    found.append(_backwards(event, latest))
                latest = max(event.on.start, latest or event.on.start)
            try:
                states = self.machine.after(states, event.move)
            except ImpossibleMove as refused:
                found.append(refused)
            else:
                taken.append(event)
            yield from (problem.at("events", place) for problem in found)

    @abstractmethod
    def _contradictions(self, event: Event, before: Sequence[Event]) -> Iterable[InvalidValue]:
        """What else is wrong with an event, after those before it."""
        ...


def _backwards(event: Event, latest: date) -> InvalidValue:
    return InvalidValue("commonization.backwards", value=event.on, move=event.move.label, latest=latest).at(
        "on"
    )


def _known_by(day: date, events: Sequence[Event]) -> tuple[int, int]:
    """How many events had happened by the end of a day: surely, and at most."""
    surely = 0
    for place, event in enumerate(events, 1):
        # What comes before an event that is over is over too, whatever its own date.
        if event.on is not None and event.on.end <= day:
            surely = place
    possibly = surely
    for event in events[surely:]:
        if event.on is not None and event.on.start > day:
            break
        possibly += 1
    return surely, possibly
