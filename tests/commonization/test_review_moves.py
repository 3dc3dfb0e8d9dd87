"""A review: criteria in the order that the policy names, four outcomes, and nobody but the council makes a candidate."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from process_worlds import ALL_MET, concluded, met, not_met, proposal, review, reviews, selected
from pydantic import ValidationError

from chiho_digital.basics import Grade, ImpossibleMove, InvalidValue
from chiho_digital.commonization import Outcome, Proposal, Review, process
from chiho_digital.commonization.process import (
    REVIEW,
    AssessmentState,
    EffectState,
    NeedsState,
    ReviewMove,
    Stage,
)
from chiho_digital.commonization.texts import BASIC_POLICY, READING

OTHERS = ("prepare_conditions", "another_method", "postpone")


def refused(history, *events):
    with pytest.raises(InvalidValue) as caught:
        history.with_events(*events)
    return caught.value


def test_the_way_of_an_affair_that_goes_ahead():
    done = review(
        selected("2024-09-24"),
        met("needs"),
        met("effect"),
        process.Studied(part="sample_survey"),
        process.Studied(part="security_risks"),
        met("feasibility"),
        concluded("go_ahead", "2025-03"),
        process.PolicyDrafted(ministry="総務省"),
        process.Consented(by="council"),
        process.ProgressReported(on="2025-09"),
        process.MeasuresAsked(by="council"),
        process.ProgressReported(on="2026-03"),
    ).standing

    assert (Stage.UNDER_WAY, NeedsState.MET, EffectState.FEASIBLE, AssessmentState.CLOSED) == done.states
    assert Outcome.GO_AHEAD is done.outcome
    assert 2 == len(done.of(process.ProgressReported))
    assert (ReviewMove.REPORT_PROGRESS, ReviewMove.REQUEST_MEASURES) == done.allowed


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_criteria_1_and_2_may_come_before_or_after_the_selection_in_either_order(order):
    events = (selected(), met("needs"), met("effect"))
    found = review(*(events[at] for at in order), met("feasibility"), concluded("go_ahead"))

    assert Stage.GOING_AHEAD is found.standing.stage


def test_criterion_3_is_for_what_passed_criterion_2():
    for before in ((), (met("needs"),), (not_met("effect"),)):
        for event in (met("feasibility"), not_met("feasibility"), process.Studied(part="other")):
            error = refused(review(selected(), *before), event)
            assert isinstance(error, ImpossibleMove)
            assert BASIC_POLICY in error.params["sources"]
    assert EffectState.FEASIBLE is review(met("effect"), met("feasibility")).standing.effect


def test_going_ahead_takes_all_three_criteria():
    for missing in range(3):
        rest = ALL_MET[:missing] if missing == 1 else [one for at, one in enumerate(ALL_MET) if at != missing]
        error = refused(review(selected(), *rest), concluded("go_ahead"))
        assert "commonization.impossible_move" == error.code
    refused(review(selected(), not_met("needs"), *ALL_MET[1:]), concluded("go_ahead"))
    refused(review(selected(), *ALL_MET[:2], not_met("feasibility")), concluded("go_ahead"))


def test_a_criterion_is_assessed_once():
    assert refused(review(met("needs")), not_met("needs")).code == "commonization.impossible_move"


@pytest.mark.parametrize("outcome", [one.value for one in Outcome])
def test_an_outcome_takes_an_assessment(outcome):
    error = refused(review(selected()), concluded(outcome))

    assert isinstance(error, ImpossibleMove)
    if outcome in OTHERS:
        assert READING == error.params["sources"][0]
        assert Grade.INFERRED is error.params["sources"][0].grade


@pytest.mark.parametrize("outcome", OTHERS)
def test_the_other_outcomes_are_reported_and_then_open_to_individual_consultation(outcome):
    found = review(selected(), not_met("needs"), concluded(outcome))

    assert (ReviewMove.REPORT_OUTCOME,) == found.standing.allowed
    refused(found, process.PolicyDrafted())
    refused(found, process.Consented())
    refused(found, process.ConsultationAsked())
    reported = found.with_events(process.OutcomeReported())
    asked = reported.with_events(process.ConsultationAsked(ministry="総務省"), process.ConsultationAsked())
    assert (Stage.REPORTED, Outcome(outcome)) == (asked.standing.stage, asked.standing.outcome)


def test_there_is_one_outcome():
    found = review(selected(), *ALL_MET, concluded("go_ahead"))

    for outcome in Outcome:
        assert isinstance(refused(found, concluded(outcome)), ImpossibleMove)
    refused(found, met("needs"))


def test_consent_is_for_going_ahead_alone_and_left_out_only_with_a_reason():
    drafted = review(selected(), *ALL_MET, concluded("go_ahead"), process.PolicyDrafted())

    assert Stage.UNDER_WAY is drafted.with_events(process.Consented()).standing.stage
    assert Stage.UNDER_WAY is drafted.with_events(process.ConsentOmitted(reason="災害")).standing.stage
    with pytest.raises(ValidationError, match="reason"):
        process.ConsentOmitted()
    refused(drafted, process.ProgressReported())


def test_a_refusal_names_what_is_possible_in_all_regions_and_the_source():
    error = refused(review(selected(), met("needs")), concluded("go_ahead"))

    assert error.path == ("events", 2)
    for lang in ("ja", "en"):
        sentence = error.message(lang)
        for move in (ReviewMove.PREPARE_CONDITIONS, ReviewMove.MEET_EFFECT, ReviewMove.FAIL_EFFECT):
            assert move.label.to(lang) in sentence
        assert BASIC_POLICY.to(lang) in sentence
        assert ReviewMove.SELECT.label.to(lang) not in sentence


def test_only_the_council_makes_a_candidate_and_it_must_be_said():
    assert [("proposed", ReviewMove.SELECT)] == [
        (step.before, step.move) for step in REVIEW.regions[0].steps if step.after is Stage.CANDIDATE
    ]
    with pytest.raises(ValidationError, match="by"):
        process.Selected(fiscal_year=2024)
    for other in ("working_team", "ministry", "proposer", "cabinet"):
        error = refused(review(), selected(by=other))
        assert ("commonization.not_its_actor", ("events", 0, "by")) == (error.code, error.path)
        assert "連絡協議会" in error.message("ja")
    assert review(proposals=("p1",)).candidate is None


def test_a_selected_affair_is_the_candidate_of_a_fiscal_year():
    candidate = review(selected(fiscal_year="令和6年度"), proposals=("p1",)).candidate

    assert ("r1", 2024, ("p1",)) == (candidate.id, candidate.fiscal_year.year, candidate.proposals)


@pytest.mark.parametrize(
    "event",
    [
        process.PolicyDrafted(by="council"),
        process.Consented(by="ministry"),
        process.MeasuresAsked(by="working_team"),
        process.ConsultationAsked(by="ministry"),
    ],
)
def test_another_than_the_one_named_by_the_source_cannot_do_it(event):
    way = {
        process.PolicyDrafted: (*ALL_MET, concluded("go_ahead")),
        process.Consented: (*ALL_MET, concluded("go_ahead"), process.PolicyDrafted()),
        process.MeasuresAsked: (
            *ALL_MET,
            concluded("go_ahead"),
            process.PolicyDrafted(),
            process.Consented(),
        ),
        process.ConsultationAsked: (met("needs"), concluded("postpone"), process.OutcomeReported()),
    }[type(event)]
    history = review(selected(), *way)

    assert "commonization.not_its_actor" == refused(history, event).code
    assert history.with_events(event.with_(by=None))


def test_the_policy_is_of_a_responsible_ministry():
    going = review(selected(), *ALL_MET, concluded("go_ahead"))
    error = refused(going, process.PolicyDrafted(ministry="厚生労働省"))

    assert ("commonization.not_responsible", ("総務省", "デジタル庁")) == (
        error.code,
        error.params["ministries"],
    )
    unknown = review(selected(), *ALL_MET, concluded("go_ahead"), ministries=None)
    assert unknown.with_events(process.PolicyDrafted(ministry="厚生労働省"))


WORDS = ("事前相談", "consult", "reject", "却下", "不採用", "filter")


def test_no_state_and_no_move_lets_prior_consultation_reject_a_proposal():
    for machine in (REVIEW, process.COURSE):
        for region in machine.regions:
            for step in region.steps:
                for name in (step.before, step.move, step.after):
                    if name is ReviewMove.CONSULT:  # the council's, with the ministry, after an outcome
                        assert step.before is step.after is Stage.REPORTED
                        continue
                    assert not [
                        word for word in WORDS if word in f"{name.value} {name.label.ja} {name.label.en}"
                    ]


@pytest.mark.parametrize("advice", ["見込みは低いと思われる", None])
def test_whatever_a_prior_consultation_says_the_same_moves_are_possible(advice):
    consulted = Proposal(
        **proposal(prior_consultations=[{"on": "2024-02", "advice": advice, "passed_to": "総務省"}])
    )
    course = process.DecentralisationCourse(proposal=consulted)
    assert course.standing.allowed == process.DecentralisationCourse(proposal=proposal()).standing.allowed
    assert {"on", "advice", "passed_to"} == set(type(consulted.prior_consultations[0]).model_fields)


@settings(max_examples=40)
@given(reviews())
def test_what_is_said_to_be_possible_is_what_is_possible(history):
    standing = history.standing

    for move in ReviewMove:
        if move in standing.allowed:
            assert len(standing.states) == len(REVIEW.after(standing.states, move))
        else:
            with pytest.raises(ImpossibleMove):
                REVIEW.after(standing.states, move)


@settings(max_examples=40)
@given(reviews())
def test_what_a_history_says_fits_together(history):
    standing = history.standing
    moves = [event.move for event in history.events]

    assert (history.candidate is not None) == (ReviewMove.SELECT in moves)
    assert (standing.outcome is not None) == (standing.assessment is AssessmentState.CLOSED)
    if standing.outcome is Outcome.GO_AHEAD:
        assert (NeedsState.MET, EffectState.FEASIBLE) == (standing.needs, standing.effect)
        assert standing.stage in {Stage.GOING_AHEAD, Stage.POLICY_DRAFTED, Stage.UNDER_WAY}
    elif standing.outcome is not None:
        assert standing.stage in {Stage.ANOTHER_OUTCOME, Stage.REPORTED}
    assert len({ReviewMove.CONSENT, ReviewMove.OMIT_CONSENT} & set(moves)) <= 1


def test_every_move_of_the_vocabulary_is_an_event_and_in_the_machine():
    steps = {step.move for region in REVIEW.regions for step in region.steps}

    assert set(ReviewMove) == steps
    assert {one.value for one in Outcome} <= {one.value for one in ReviewMove}
    assert Review(id="r").standing.states == REVIEW.start
