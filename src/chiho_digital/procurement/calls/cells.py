"""What a cell of a file of answers holds beyond the kinds of `tables`: an answer, in the words that bodies use."""

from __future__ import annotations

from difflib import get_close_matches

from attrs import frozen

from chiho_digital.basics import InvalidValue, Text, fold

from .vocabulary import Answer

__all__ = ["AnswerCell", "answer_of"]

_SPELLINGS = {
    Answer.JOIN: ("参加", "参加する", "参加します"),
    Answer.CONSIDER: ("検討中", "検討", "検討する", "検討します", "considering"),
    Answer.DECLINE: ("不参加", "参加しない", "参加しません", "辞退"),
    Answer.NO_ANSWER: ("未回答", "無回答", "回答なし"),
}
_WORDS = {
    fold(spelling).casefold(): answer
    for answer, spellings in _SPELLINGS.items()
    for spelling in (*spellings, answer.value, answer.label.en)
}


@frozen
class AnswerCell:
    """An answer to a call: 参加, 検討中, 不参加 or 未回答, or the English words; width, case and spaces are folded."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        return Text(
            "・".join(f"{answer.label.ja}（{answer.value}）" for answer in Answer),
            ", ".join(f"{answer.value} ({answer.label.ja})" for answer in Answer),
        )

    def read(self, text: str) -> Answer:
        """The answer."""
        word = fold(text).casefold()
        if word not in _WORDS:
            near = get_close_matches(word[:40], _WORDS, n=1)
            suggestion = _WORDS[near[0]].label if near else None
            raise InvalidValue(
                "procurement.call_not_an_answer", value=text, expected=self.expected, suggestion=suggestion
            )
        return _WORDS[word]

    def write(self, value: Answer) -> str:
        """Its value."""
        return value.value


def answer_of(value: Answer | str) -> Answer:
    """The answer meant by a value or by its words, as a cell has them.

    Raises:
        InvalidValue: there is no such answer; the likely one is suggested.
    """
    return value if isinstance(value, Answer) else AnswerCell().read(value)
