"""A call as it stood on a day (ある日の状況): counts and lists by answer. No percentages, and nobody is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import InvalidValue, Lang, Note, Text, message
from chiho_digital.governments import UnknownCode, get
from chiho_digital.procurement.residents import residents

from .bodies import last_known, named
from .cells import answer_of
from .events import LateReply
from .fields import scope_of
from .replay import replay
from .vocabulary import Answer, CallState

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.governments import Figures, Government
    from chiho_digital.procurement.vocabulary import AmountScope

    from .estimates import Estimate
    from .events import Admitted, Answered
    from .records import Call
    from .replay import Invitee
    from .terms import StatedFigures, Terms

__all__ = ["BodyAnswer", "Residents", "Situation", "situation_of"]


@frozen
class BodyAnswer:
    """What an invited body has said by a day (団体の回答). Strictly read-only.

    body: as of that day, or, if it is gone by then, as it was invited.  answer: what counts.
    since: from when it counts, None where there is none.  words: what it said with it.
    late: whether it came after the deadline and was admitted.  waiting: a late reply that was not admitted, which does not count.
    history: all that the body said, and what was admitted of it, by day.
    """

    body: Government
    answer: Answer
    since: date | None
    words: str | None
    late: bool
    waiting: LateReply | None
    history: tuple[Answered | LateReply | Admitted, ...]


@frozen
class Residents:
    """The residents of municipalities (人口). Strictly read-only.

    total: of all of them, None where the figure of one is unknown.  at_least: of those whose figure is known, None if none is.
    unknown: those without a figure.  table: the figures, with what they count and as of when.
    """

    total: int | None
    at_least: int | None
    unknown: tuple[Government, ...]
    table: Figures


@frozen
class Situation:
    """A call as it stood at the end of a day (呼びかけの状況). Strictly read-only.

    deadline, estimates, terms, figures: as corrected by then.  answers: one for each body invited by then, by code.
    case: the id of the case it became.  notes: what the answer rests on, and where it stops.
    """

    call: Call
    day: date
    state: CallState
    deadline: date
    estimates: tuple[Estimate, ...]
    terms: tuple[Terms, ...]
    figures: tuple[StatedFigures, ...]
    answers: tuple[BodyAnswer, ...]
    case: str | None
    notes: tuple[Note, ...]

    def __getitem__(self, code: str) -> BodyAnswer:
        """What a body has said, by its code.

        Raises:
            KeyError: it was not invited by then.
        """
        for one in self.answers:
            if one.body.code == code:
                return one
        raise KeyError(code)

    def of(self, answer: Answer | str) -> tuple[BodyAnswer, ...]:
        """The bodies with an answer, by code.

        Raises:
            InvalidValue: there is no such answer.
        """
        wanted = answer_of(answer)
        return tuple(one for one in self.answers if one.answer is wanted)

    @property
    def counts(self) -> dict[Answer, int]:
        """How many bodies have each answer; they add up to those invited."""
        return {answer: len(self.of(answer)) for answer in Answer}

    @property
    def waiting(self) -> tuple[BodyAnswer, ...]:
        """The bodies whose late reply was not admitted, by code; each is counted by what it said before."""
        return tuple(one for one in self.answers if one.waiting is not None)

    @property
    def municipal_count(self) -> int:
        """The municipalities that join (参加自治体数); prefectures are not counted."""
        return sum(1 for one in self.of(Answer.JOIN) if one.body.kind.is_municipality)

    def estimate_of(self, scope: AmountScope | str) -> Estimate | None:
        """The estimate of a scope; None where the call states none.

        Raises:
            InvalidValue: there is no such scope.
        """
        wanted = scope_of(scope)
        return next((one for one in self.estimates if one.scope is wanted), None)

    def terms_of(self, scope: AmountScope | str) -> Terms | None:
        """The terms of a scope; None where the call states none.

        Raises:
            InvalidValue: there is no such scope.
        """
        wanted = scope_of(scope)
        return next((one for one in self.terms if one.scope is wanted), None)

    def residents(self, population: Figures, answer: Answer | str = Answer.JOIN) -> Residents:
        """The residents of the municipalities that join, or that have another answer, by a table on its own date.

        Raises:
            InvalidValue: there is no such answer.
        """
        found = {
            one.body: residents(one.body, population)
            for one in self.of(answer)
            if one.body.kind.is_municipality
        }
        known = [figure for figure in found.values() if figure is not None]
        complete = len(known) == len(found)
        return Residents(
            sum(known) if complete else None,
            sum(known) if known or complete else None,
            tuple(body for body, figure in found.items() if figure is None),
            population,
        )

    def explain(self, lang: Lang = "ja") -> str:
        """State, deadline, estimates, terms, and the bodies by answer, as plain text in `"ja"` or `"en"`."""
        about = {
            "title": self.call.title,
            "kind": self.call.system_kind.label,
            "lead": last_known(self.call.lead, self.day, self.call.opened_on).title,
            "day": self.day,
            "state": self.state.label,
            "deadline": self.deadline,
        }
        lines = [
            message("procurement.call_title", about, lang),
            *(estimate.to(lang) for estimate in self.estimates),
            *(terms.to(lang) for terms in self.terms),
            *(_listed("procurement.call_list", self.of(one), lang, answer=one.label) for one in Answer),
        ]
        if self.waiting:
            lines.append(_listed("procurement.call_waiting", self.waiting, lang))
        return "\n".join([*lines, *(note.to(lang) for note in self.notes)])

    def to_dict(self) -> dict[str, Any]:
        """The situation as JSON values; unknown is null."""
        return {
            "call": self.call.id,
            "title": self.call.title,
            "kind": self.call.kind,
            "day": self.day.isoformat(),
            "state": self.state.value,
            "deadline": self.deadline.isoformat(),
            "case": self.case,
            "estimates": [one.model_dump(mode="json") for one in self.estimates],
            "terms": [one.model_dump(mode="json") for one in self.terms],
            "counts": {answer.value: count for answer, count in self.counts.items()},
            "answers": [
                {
                    "code": str(one.body.code),
                    "name": one.body.name,
                    "answer": one.answer.value,
                    "since": None if one.since is None else one.since.isoformat(),
                    "words": one.words,
                    "late": one.late,
                    "waiting": None if one.waiting is None else one.waiting.answer.value,
                }
                for one in self.answers
            ],
            "notes": [note.to_dict() for note in self.notes],
        }


def _listed(code: str, bodies: tuple[BodyAnswer, ...], lang: Lang, **about: Text) -> str:
    nobody = Text("なし", "nobody")
    titles = tuple(one.body.title for one in bodies) or nobody
    return message(code, {"count": len(bodies), "bodies": titles, **about}, lang)


def situation_of(call: Call, day: date) -> Situation:
    """How a call stood at the end of a day.

    Raises:
        InvalidValue: it was not opened by then.
    """
    if day < call.opened_on:
        raise InvalidValue("procurement.call_before_opening", value=day, opened=call.opened_on)
    found = replay(call, call.events, day)
    return Situation(
        call,
        day,
        found.state,
        found.deadline,
        tuple(found.estimates.values()),
        tuple(found.terms.values()),
        tuple(found.figures.values()),
        tuple(_answer(code, invitee, day) for code, invitee in sorted(found.bodies.items())),
        found.case,
        (*call.notes, *_notes(call, found.bodies, day)),
    )


def _answer(code: str, invitee: Invitee, day: date) -> BodyAnswer:
    reply = invitee.counted
    return BodyAnswer(
        last_known(code, day, invitee.invited_on),
        invitee.answer,
        invitee.since,
        None if reply is None else reply.words,
        isinstance(reply, LateReply),
        invitee.waiting,
        tuple(invitee.history),
    )


def _notes(call: Call, bodies: dict[Any, Invitee], day: date) -> list[Note]:
    """Bodies that are gone by the day, and whether the registry knows the day at all."""
    found: list[Note] = []
    for code, invitee in sorted(bodies.items()):
        try:
            get(code, as_of=day)
        except UnknownCode as error:
            body = named(get(code, as_of=invitee.invited_on))
            found.append(
                Note("procurement.call_body_gone", {"body": body, "day": day, "became": error.suggestion})
            )
    lead = last_known(call.lead, day, call.opened_on)
    return [*found, *(note for note in lead.notes if note.code == "governments.not_checkable")]
