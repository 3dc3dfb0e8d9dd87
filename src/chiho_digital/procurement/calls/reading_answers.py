"""From checked rows to the answers to a call, and what is to be said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from chiho_digital.basics import InvalidValue
from chiho_digital.governments import get
from chiho_digital.tables import Severity

from .events import Answered, LateReply, Reply
from .replay import Replay, replay
from .row_reader import RowReader
from .vocabulary import CALL_MOVES, Answer, CallMove, CallState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.governments import Government, LocalGovernmentCode
    from chiho_digital.tables import Issue, NumberedRow

    from .records import Call
    from .rows import AnswerRow

__all__ = ["answers_of_rows"]

_COLUMNS = {"procurement.call_not_invited": "body", "procurement.call_said_by_other": "said_by"}


@define
class _Said:
    """A row that says an answer of a body on a day."""

    reader: RowReader
    row: AnswerRow
    on: date
    answer: Answer
    body: LocalGovernmentCode
    said_by: LocalGovernmentCode


def answers_of_rows(
    rows: Iterable[NumberedRow[AnswerRow]], call: Call
) -> tuple[tuple[Answered | LateReply, ...], tuple[Issue, ...]]:
    """The answers of the rows, late ones as late replies, and the issues that the row model cannot see.

    A row with an error is no answer; nor is one that says again what the file or the call says already, which is noted.
    """
    known = replay(call, call.events)
    invited = [get(code, as_of=body.invited_on) for code, body in sorted(known.bodies.items())]
    lead = get(call.lead, as_of=call.opened_on)
    places = tuple(dict.fromkeys(body.prefecture.code for body in (*invited, lead)))
    expected = _by_name((*invited, lead))
    readers: list[RowReader] = []
    found: list[_Said] = []
    for numbered in rows:
        reader = RowReader(numbered.row, places, expected)
        readers.append(reader)
        said = _said(reader, numbered.record, call)
        if said is not None:
            found.append(said)
    answers = _answers(_agreeing(found), call, known)
    return tuple(answers), tuple(issue for reader in readers for issue in reader.issues)


def _by_name(bodies: Iterable[Government]) -> dict[str, str]:
    """The codes of bodies by name, with and without the prefecture; a name that several bear is left out."""
    codes: dict[str, set[str]] = {}
    for body in bodies:
        codes.setdefault(body.name, set()).add(body.code)
        codes.setdefault(body.full_name, set()).add(body.code)
    return {name: code for name, (code, *others) in codes.items() if not others}


def _said(reader: RowReader, row: AnswerRow, call: Call) -> _Said | None:
    """What a row says; None where it says no answer, or something is wrong with its cells."""
    blank = row.answer is None or row.answer is Answer.NO_ANSWER
    on = None if blank and row.answered_on is None else reader.day("answered_on", row.answered_on)
    body = reader.body("body", row.body, on or call.opened_on)
    other = None if row.said_by is None else reader.body("said_by", row.said_by, on or call.opened_on)
    if blank:
        reader.say("answer", "procurement.call_answer_blank", Severity.NOTE, row.body)
    if blank or row.answer is None or on is None or body is None or not reader.good:
        return None
    return _Said(reader, row, on, row.answer, body.code, body.code if other is None else other.code)


def _agreeing(rows: list[_Said]) -> list[_Said]:
    """The rows but for those that repeat an earlier one, and those of one body and day that contradict one another."""
    together: dict[tuple[LocalGovernmentCode, date], list[_Said]] = {}
    for said in rows:
        together.setdefault((said.body, said.on), []).append(said)
    kept: list[_Said] = []
    for (_, day), same in together.items():
        if len({said.answer for said in same}) > 1:
            for said in same:
                others = tuple(other.reader.row for other in same if other is not said)
                said.reader.say(
                    "answer",
                    "procurement.call_rows_differ",
                    Severity.ERROR,
                    said.row.body,
                    day=day,
                    rows=others,
                )
            continue
        for said in same[1:]:
            first = same[0].reader.row
            said.reader.say("body", "procurement.call_row_again", Severity.NOTE, said.row.body, first=first)
        kept.append(same[0])
    return sorted(kept, key=lambda said: said.reader.row)


def _answers(rows: list[_Said], call: Call, known: Replay) -> list[Answered | LateReply]:
    """The answers that the call can take in."""
    recorded = {(event.body, event.on, event.answer) for event in call.events if isinstance(event, Reply)}
    on_days: dict[date, Replay] = {}
    answers: list[Answered | LateReply] = []
    for said in rows:
        if (said.body, said.on, said.answer) in recorded:
            said.reader.say("body", "procurement.call_answer_known", Severity.NOTE, said.row.body)
            continue
        if said.on not in on_days:
            on_days[said.on] = replay(call, call.events, said.on)
        try:
            if not CALL_MOVES.allowed(known.state):
                CALL_MOVES.after(known.state, CallMove.ANSWER)
            answers.append(_taken(said, on_days[said.on]))
        except InvalidValue as error:
            said.reader.wrong(_COLUMNS.get(error.code, "answered_on"), error)
    return answers


def _taken(said: _Said, state: Replay) -> Answered | LateReply:
    """The answer of a row, taken in by the call as it stood on its day.

    Raises:
        InvalidValue: it cannot be.
    """
    fields = {
        "body": said.body,
        "answer": said.answer,
        "on": said.on,
        "said_by": said.said_by,
        "words": said.row.words,
    }
    late = state.state is CallState.CLOSED
    event = LateReply.model_validate(fields) if late else Answered.model_validate(fields)
    state.take(event)
    if late:
        said.reader.say(
            "answered_on", "procurement.call_row_late", Severity.WARNING, said.on, closed=state.closed_on
        )
    return event
