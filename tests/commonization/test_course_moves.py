"""A decentralisation proposal: every step of the flow in its order, replies only to questions, all within the year."""

from datetime import date

import pytest
from hypothesis import given, settings
from process_worlds import TO_FIRST_REPLY, TO_POLICY, course, courses, proposal, replied

from chiho_digital.basics import ImpossibleMove, InvalidValue
from chiho_digital.commonization import DecentralisationCourse, Result, process
from chiho_digital.commonization.process import COURSE, CourseMove, CourseState
from chiho_digital.commonization.texts import CALL_FLOW


def refused(history, *events):
    with pytest.raises(InvalidValue) as caught:
        history.with_events(*events)
    return caught.value


def test_the_flow_from_the_proposal_to_the_law():
    done = course(*TO_POLICY, process.LawEnacted(on="2025")).standing

    assert (CourseState.IN_LAW, Result.IN_LINE) == (done.state, done.result)
    assert ["first", "second"] == [reply.reply_round for reply in done.replies]
    assert () == done.allowed
    assert "Possible next: none" in done.explain("en")


STEPS = [*TO_FIRST_REPLY, TO_POLICY[5], *TO_POLICY[7:], process.LawEnacted()]


def test_no_step_can_be_left_out():
    for number in range(len(STEPS)):
        for later in STEPS[number + 1 :]:
            assert isinstance(refused(course(*STEPS[:number]), later), ImpossibleMove)


def test_view_and_opinion_come_in_either_order_and_one_of_them_is_enough():
    assert CourseMove.ASK_AGAIN in course(*TO_FIRST_REPLY, process.ViewStated()).standing.allowed
    other = course(*TO_FIRST_REPLY, process.OpinionGiven(), process.ViewStated())

    assert CourseState.COMMENTED is other.standing.state
    assert CourseMove.ASK_AGAIN in other.standing.allowed


def test_a_reply_before_the_question_is_refused_with_what_is_possible_and_the_source():
    error = refused(course(process.JointCalled()), replied("first", "総務省"))

    assert isinstance(error, ImpossibleMove)
    assert (CourseMove.SET_PRIORITIES.label,) == error.params["allowed"]
    assert (CALL_FLOW,) == error.params["sources"]


def test_a_reply_dated_before_the_question_is_refused_too():
    asked = course(
        process.JointCalled(),
        process.PrioritiesSet(),
        process.MinistriesAsked(on="2024-08-01"),
        process.Heard(),
    )
    error = refused(asked, replied("first", on="2024-07-31"))

    assert ("commonization.backwards", date(2024, 8, 1)) == (error.code, error.params["latest"])


def test_several_ministries_reply_once_each_in_a_round_if_they_were_asked():
    both = course(*TO_FIRST_REPLY, replied("first", "デジタル庁"))

    assert ("総務省", "デジタル庁") == tuple(one.ministry.name for one in both.standing.replies)
    assert "commonization.replied_twice" == refused(both, replied("first", "総務省")).code
    error = refused(both, replied("first", "厚生労働省"))
    assert ("commonization.not_asked", ("総務省", "デジタル庁")) == (error.code, error.params["asked"])


def test_where_it_is_not_known_who_was_asked_every_ministry_may_reply():
    asked = (process.JointCalled(), process.PrioritiesSet(), process.MinistriesAsked(), process.Heard())

    assert course(*asked, replied("first", "厚生労働省"), replied("first"))


def test_the_steps_lie_in_the_year_of_the_call_and_only_the_law_may_come_later():
    error = refused(course(*TO_POLICY[:-1]), process.PolicyDecided(on="2025-01-10"))

    assert ("commonization.outside_year", "2024") == (error.code, str(error.params["year"]))
    assert "令和6年" in error.message("ja")
    assert course(*TO_POLICY, process.LawEnacted(on="2025-05"))
    # A fiscal year may lie in it.
    assert course(*TO_POLICY[:-1], process.PolicyDecided(on="FY2024"))


def test_nothing_happens_before_the_proposal():
    proposed = course(submitted_on="2024-05-01")

    assert "commonization.backwards" == refused(proposed, process.JointCalled(on="2024-04-30")).code
    with pytest.raises(InvalidValue) as caught:
        proposed.as_of(date(2024, 4, 30))
    assert "commonization.before_start" == caught.value.code
    assert CourseState.PROPOSED is proposed.as_of(date(2024, 5, 1)).state


def test_the_policy_is_decided_once():
    assert isinstance(refused(course(*TO_POLICY), process.PolicyDecided()), ImpossibleMove)


def test_a_result_that_is_not_known_stays_unknown():
    assert course(*TO_POLICY[:-1], process.PolicyDecided()).standing.result is None


@settings(max_examples=40)
@given(courses())
def test_what_is_said_to_be_possible_is_what_is_possible(history):
    standing = history.standing

    assert set(standing.allowed) == {
        move
        for move in CourseMove
        if any(s.before is standing.state and s.move is move for s in COURSE.regions[0].steps)
    }


def test_every_move_of_the_vocabulary_is_in_the_machine():
    assert set(CourseMove) == {step.move for step in COURSE.regions[0].steps}
    assert DecentralisationCourse(proposal=proposal()).standing.states == COURSE.start
