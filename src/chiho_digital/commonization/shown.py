"""How the calendar of proposals, what lies ahead, review flags and standings are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text
from chiho_digital.basics.shown import NOT_ASKED, Remarks, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .calendar import Calendar
    from .calendar_events import DatesAhead
    from .flagging.results import Flags
    from .process.history import Standing

__all__ = ["calendar_parts", "dates_ahead_parts", "flags_parts", "standing_parts"]

_EVENT = (Text("予定日", "day"), Text("内容", "what"), Text("出典", "source"))
_FLAG = (
    Text("確認事項", "flag"),
    Text("状態", "state"),
    Text("理由", "reasons"),
    Text("すること", "what to do"),
    Text("出典", "sources"),
)


def calendar_parts(calendar: Calendar) -> Iterable[Part]:
    """The days that are known, and how many proposals the calls brought."""
    caption = Text(
        f"分かっている予定日（{calendar.as_of}時点）", f"Days that are known (as of {calendar.as_of})"
    )
    yield Table(caption, _EVENT, [(event.day, event.label, event.source) for event in calendar.events])
    counts = [(one.year, one.proposals, one.on_digitalisation, one.source) for one in calendar.counts]
    if counts:
        headings = (
            Text("年", "year"),
            Text("提案件数", "proposals"),
            Text("うちデジタル化", "of which on digitalisation"),
            _EVENT[-1],
        )
        yield Table(Text("提案件数", "Proposals"), headings, counts)


def dates_ahead_parts(ahead: DatesAhead) -> Iterable[Part]:
    """What is known to come, with the time left; and what is not known."""
    known = "commonization.calendar_ahead" if ahead.upcoming else "commonization.calendar_nothing_ahead"
    rows = [(one.event.day, one.event.label, one.left, one.event.source) for one in ahead.upcoming]
    headings = (*_EVENT[:2], Text("残り", "time left"), _EVENT[-1])
    yield Table(Note(known, {"as_of": ahead.as_of}), headings, rows)
    yield Remarks(Text("分かっていないこと", "What is not known"), [one.reason for one in ahead.unknown])


def flags_parts(flags: Flags) -> Iterable[Part]:
    """Each flag with its state, reasons and law; another method, where one suggests itself."""
    about = {
        "title": flags.decision.ruleset.title,
        "proposal": flags.proposal.title,
        "id": flags.proposal.id,
    }
    rows = [
        (
            flag.title,
            flag.state,
            (flag.finding.text, *flag.notes),
            flag.to_do if flag.finding.value else NOT_ASKED,
            flag.sources,
        )
        for flag in flags.flags
    ]
    yield Table(Note("commonization.flags_title", about), _FLAG, rows)
    if flags.advice is not None:
        yield Remarks(flags.advice, flags.advice.cases)
    yield Remarks(Note("rules.assumptions_heading"), flags.decision.assumptions)
    yield Remarks(None, (flags.decision.ruleset.official,))


def standing_parts(standing: Standing) -> Iterable[Part]:
    """The states, what may have happened too, and what is possible next."""
    rows = [
        (region.what, state) for region, state in zip(standing.machine.regions, standing.states, strict=True)
    ]
    title = standing.machine.title
    yield Table(title, (Text("項目", "item"), Text("状態", "state")), rows)
    perhaps = [event.move for event in standing.perhaps]
    yield Remarks(Text("起きているかもしれないこと", "What may have happened too"), perhaps)
    yield Remarks(Text("次にできること", "What is possible next"), standing.allowed)
