"""Remarks of the working team: open until they are answered, and never answered before they are made."""

from datetime import date

import pytest
from pydantic import ValidationError

from chiho_digital.basics import ImpossibleMove, InvalidValue
from chiho_digital.commonization import Remark, RemarkState

MADE = date(2025, 1, 14)


def remark(**changes):
    return Remark(**({"id": "m1", "words": "架空の発言", "on": MADE} | changes))


def test_a_remark_is_open_until_it_is_answered_once():
    answered = remark().answered("架空の回答", "2025-01-20")

    assert (RemarkState.OPEN, RemarkState.ANSWERED) == (remark().state, answered.state)
    with pytest.raises(ImpossibleMove):
        answered.answered("もう一度")


def test_its_state_on_a_day_rests_on_the_dates():
    answered = remark().answered("架空の回答", "2025-02")

    assert RemarkState.OPEN is answered.state_on(date(2025, 1, 31))
    assert answered.state_on(date(2025, 2, 10)) is None
    assert RemarkState.ANSWERED is answered.state_on(date(2025, 2, 28))
    assert RemarkState.OPEN is remark().state_on(date(2030, 1, 1))
    assert remark().answered("いつか").state_on(date(2030, 1, 1)) is None
    with pytest.raises(InvalidValue):
        remark().state_on(date(2025, 1, 13))


def test_an_answer_before_the_remark_is_refused():
    with pytest.raises(ValidationError) as caught:
        remark().answered("早すぎる", "2025-01-13")
    assert "answer / on" in str(caught.value)
    assert remark().answered("同じ日", MADE)
    assert remark(on=None).answered("分からない", "2020")
