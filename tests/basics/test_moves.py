"""State machines: possible moves lead on, all others are refused with the moves that are possible."""

import pickle

import pytest

from chiho_digital.basics import Grade, ImpossibleMove, LabelledEnum, Moves, Source, Text, Transition


class Door(LabelledEnum):
    OPEN = "open", "開", "open"
    SHUT = "shut", "閉", "shut"
    GONE = "gone", "撤去", "gone"


class Act(LabelledEnum):
    PULL = "pull", "開ける", "pull open"
    PUSH = "push", "閉める", "push shut"
    TAKE = "take", "外す", "take away"


LAW = Source(Text("扉の定め", "rules of doors"), Grade.PRIMARY, article="2条")
DOORS = Moves(
    Text("扉", "the door"),
    (
        Transition(Door.SHUT, Act.PULL, Door.OPEN),
        Transition(Door.OPEN, Act.PUSH, Door.SHUT),
        Transition(Door.OPEN, Act.TAKE, Door.GONE, LAW),
    ),
)


def test_a_possible_move_leads_to_the_next_state():
    assert DOORS.allowed(Door.OPEN) == (Act.PUSH, Act.TAKE)
    assert DOORS.after(Door.OPEN, Act.TAKE) is Door.GONE


def test_an_impossible_move_names_those_that_are_possible_with_their_sources():
    with pytest.raises(ImpossibleMove) as caught:
        DOORS.after(Door.OPEN, Act.PULL)

    assert caught.value.code == "basics.impossible_move"
    assert caught.value.message("en") == (
        "'pull open' is not possible: the door is 'open'. Possible: push shut, take away (rules of doors, 2条 [primary])."
    )
    assert "できるのは：閉める、外す（扉の定め、2条 [一次資料]）" in caught.value.message("ja")
    assert isinstance(caught.value, ValueError)


def test_where_all_is_over_no_move_is_possible():
    with pytest.raises(ImpossibleMove) as caught:
        DOORS.after(Door.GONE, Act.PULL)

    assert caught.value.message("en") == "'pull open' is not possible: the door has ended as 'gone'."
    assert DOORS.allowed(Door.GONE) == ()


def test_a_refusal_can_be_pickled():
    with pytest.raises(ImpossibleMove) as caught:
        DOORS.after(Door.SHUT, Act.PUSH)

    again = pickle.loads(pickle.dumps(caught.value))
    assert again.message("ja") == caught.value.message("ja")
