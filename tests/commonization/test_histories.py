"""Histories: every state of every day is rebuilt from the events, and dates that are not exact are not made so."""

import json
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from process_worlds import FIRST, concluded, course, courses, met, review, reviews, selected
from pydantic import ValidationError

from chiho_digital.basics import ImpossibleMove, InvalidValue
from chiho_digital.commonization import process
from chiho_digital.rules import InvalidFacts

days = st.dates(FIRST - timedelta(days=40), FIRST + timedelta(days=400))
histories = st.one_of(reviews(), courses())


@settings(max_examples=40)
@given(histories)
def test_events_taken_one_by_one_lead_to_the_same_history(history):
    grown = history.with_(events=())
    for event in history.events:
        grown = grown.with_events(event)

    assert grown == history
    assert grown.standing == history.standing


@settings(max_examples=40)
@given(histories)
def test_a_history_survives_json_and_pickle(history):
    again = type(history).model_validate_json(history.model_dump_json())

    assert again == history == pickle.loads(pickle.dumps(history))
    assert again.standing == history.standing
    assert json.dumps(history.standing.to_dict())


@settings(max_examples=40)
@given(histories)
def test_the_state_after_any_number_of_events_is_that_of_the_history_so_far(history):
    for number in range(len(history.events) + 1):
        so_far = history.with_(events=history.events[:number])
        states = history.machine.start
        for event in history.events[:number]:
            states = history.machine.after(states, event.move)
        assert so_far.standing.states == states


@settings(max_examples=40)
@given(histories, days)
def test_the_state_of_a_day_rests_on_what_surely_had_happened_by_then(history, day):
    found = history.as_of(day)
    surely, perhaps = len(found.events), len(found.perhaps)

    assert found.events == history.events[:surely]
    assert found.perhaps == history.events[surely : surely + perhaps]
    assert found.states == history.with_(events=found.events).standing.states
    known = [event.on.end <= day for event in history.events if event.on is not None]
    assert sum(known) == sum(event.on is not None and event.on.end <= day for event in found.events)
    later = history.events[surely + perhaps :]
    assert not later or later[0].on.start > day


@settings(max_examples=40)
@given(histories, days, days)
def test_what_surely_had_happened_stays_so(history, one, other):
    before, after = history.as_of(min(one, other)), history.as_of(max(one, other))

    assert before.events == after.events[: len(before.events)]


@settings(max_examples=40)
@given(histories)
def test_with_exact_dates_nothing_is_open(history):
    exact = tuple(event.with_(on=FIRST + timedelta(days=at)) for at, event in enumerate(history.events))
    dated = history.with_(events=exact)

    for at in range(len(exact)):
        found = dated.as_of(FIRST + timedelta(days=at))
        assert (exact[: at + 1], ()) == (found.events, found.perhaps)


def test_what_lies_between_known_days_may_have_happened():
    history = review(met("needs", "2024-09-01"), selected(), met("effect", "2024-12"), concluded("postpone"))

    assert ("needs",) == tuple(
        one.criterion for one in history.as_of(date(2024, 11, 30)).of(process.Assessed)
    )
    between = history.as_of(date(2024, 11, 30))
    assert (process.Selected,) == tuple(map(type, between.perhaps))
    assert "not a candidate" in between.explain("en")
    assert "select as a candidate" in between.explain("en")
    month = history.as_of(date(2024, 12, 15))
    assert (1, 3) == (len(month.events), len(month.perhaps))
    # The month being over, what stands before is over too; what stands last may be.
    over = history.as_of(date(2024, 12, 31))
    assert (3, 1) == (len(over.events), len(over.perhaps))
    assert (4, 0, None) == (len(history.standing.events), len(history.standing.perhaps), history.standing.day)


def test_dates_that_run_backwards_are_named_with_the_later_one():
    with pytest.raises(InvalidValue) as caught:
        review(selected("2024-09-24")).with_events(met("needs", "2024-09-23"))
    assert ("commonization.backwards", ("events", 1, "on"), date(2024, 9, 24)) == (
        caught.value.code,
        caught.value.path,
        caught.value.params["latest"],
    )


@pytest.mark.parametrize("on", ["2024-09", "FY2024", "2024", "2024-09-24", None])
def test_a_date_that_need_not_run_backwards_is_no_problem(on):
    assert review(selected("2024-09-24"), met("needs", on))


def test_what_is_wrong_is_named_all_at_once_and_what_follows_is_judged_as_if_it_were_not_there():
    with pytest.raises(ValidationError) as caught:
        review(
            selected("2024-09-24", by="working_team"),
            concluded("go_ahead"),
            met("needs", "2024-09-01"),
            concluded("postpone"),
            concluded("another_method"),
        )
    (error,) = caught.value.errors()
    problems = error["ctx"]["error"].problems

    assert [
        ("commonization.not_its_actor", ("events", 0, "by")),
        ("commonization.impossible_move", ("events", 1)),
        ("commonization.backwards", ("events", 2, "on")),
        ("commonization.impossible_move", ("events", 4)),
    ] == [(one.code, one.path) for one in problems]


def test_several_problems_of_new_events_come_as_one_error():
    with pytest.raises(InvalidFacts) as caught:
        course().with_events(process.Heard(on="2023"))
    assert ["commonization.outside_year", "commonization.impossible_move"] == [
        one.code for one in caught.value.problems
    ]


def test_a_refused_event_leaves_the_history_as_it_was():
    before = review(selected())
    with pytest.raises(InvalidValue):
        before.with_events(concluded("go_ahead"))

    assert before == review(selected())
    with pytest.raises(ValidationError, match="frozen"):
        before.events = ()


def test_an_event_of_another_history_is_refused():
    with pytest.raises(ValidationError, match="heard"):
        review().with_events(process.Heard())
    with pytest.raises(ImpossibleMove, match="ヒアリング"):
        process.REVIEW.after(process.REVIEW.start, process.CourseMove.HEAR)


def test_a_standing_is_a_value_and_json():
    standing = review(selected("2024-09-24")).as_of(date(2024, 9, 24))

    assert hash(standing) == hash(review(selected("2024-09-24")).as_of(date(2024, 9, 24)))
    told = standing.to_dict()
    assert ("2024-09-24", "candidate", "共通化の対象候補") == (
        told["day"],
        told["states"][0]["state"],
        told["states"][0]["label"]["ja"],
    )
