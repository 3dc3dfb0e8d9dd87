"""How decisions are shown: the outcome, each rule with what was asked and its law, what is open, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import Note, Text
from chiho_digital.basics.shown import Remarks, Table

from .wording import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .decisions import Decision
    from .questions import Question
    from .ways import Ways

__all__ = ["decision_parts", "question_parts", "ways_parts"]

_FINDING = (
    Text("規則", "rule"),
    Text("判断", "finding"),
    Text("問われたことと分かっていること", "what was asked and what was known"),
    Text("法令・出典", "law and sources"),
    Text("根拠の強さ", "grade"),
)
_SPEAKS = {
    True: Text("○ 対象となる側", "○ for"),
    False: Text("× 対象とならない側", "× against"),
    None: Text("？ 分からない", "? open"),
}
_NEXT = Text("次の質問", "The next question")
_ANSWER = (Text("回答", "answer"), Text("その後の判定の見込み", "what the decision can still become"))


def decision_parts(decision: Decision[Any]) -> Iterable[Part]:
    """A decision with its reasons."""
    from .pages import footer, headline, remarks

    caption = Note("rules.outcome_line", {"title": decision.ruleset.title, "outcome": decision.answer})
    rows = [
        (headline(finding), _SPEAKS[finding.supports], finding.text, finding.sources, finding.grade)
        for finding in decision.findings
    ]
    yield Table(caption, _FINDING, rows)
    for heading, items in remarks(decision):
        yield Remarks(heading, items)
    question = decision.next_question()
    if question is not None:
        yield Remarks(_NEXT, (question.text,))
    yield Remarks(None, footer(decision))


def question_parts(question: Question) -> Iterable[Part]:
    """What to ask, and where each answer can lead."""
    definition = question.definition
    rows = [
        (
            Text(value_text(one.value, "ja", definition), value_text(one.value, "en", definition)),
            tuple(sorted(one.outcomes)),
        )
        for one in question.answers
    ]
    yield Table(question.text, _ANSWER, rows)
    yield Remarks(None, () if question.help is None else (question.help,))
    yield Remarks(Text("この質問の根拠", "Why it is asked"), question.sources)


def ways_parts(ways: Ways[Any]) -> Iterable[Part]:
    """The ways, and whether there may be more."""
    more = (Text("ほかにもあり得ます。", "There may be more."),) if ways.truncated else ()
    found = ways.ways or (Text("見つかりませんでした。", "None was found."),)
    yield Remarks(Text("対象となるための変更", "Changes that would make it eligible"), (*found, *more))
