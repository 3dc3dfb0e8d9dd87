"""Fiscal year 2024 replayed from what is known of it; what is not known stays unknown."""

from datetime import date

import pytest

from chiho_digital.commonization import (
    DecentralisationCourse,
    Ledger,
    ProposalYear,
    Remark,
    RemarkState,
    Review,
    process,
)
from chiho_digital.commonization.process import CourseState, Stage

COUNCIL_FIRST, WORKING_TEAM_SECOND = date(2024, 9, 24), date(2025, 1, 14)
STUDIED, PROCEEDING = 12, 11  # stated in July 2025
NAMED = (
    ("入札参加資格の審査", ("総務省",)),
    ("預貯金照会", None),
    ("国政選挙の調査報告", None),
    ("ふるさと納税の返礼品の確認", ("総務省",)),
)


def affairs():
    """The affairs studied: four are named, eight are not; of none is the day of its selection known."""
    unnamed = [(None, None)] * (STUDIED - len(NAMED))
    return tuple(
        Review(
            id=f"r6-{number:02}",
            title=title,
            ministries=ministries,
            events=(process.Selected(by="council", on="FY2024", fiscal_year=2024),),
        )
        for number, (title, ministries) in enumerate((*NAMED, *unnamed), 1)
    )


def test_twelve_affairs_were_candidates_by_the_end_of_the_fiscal_year():
    ledger = Ledger(reviews=affairs())
    ended = [one.as_of(date(2025, 3, 31)) for one in ledger.reviews]

    assert [Stage.CANDIDATE] * STUDIED == [one.stage for one in ended]
    assert 4 == sum(one.candidate.title is not None for one in ledger.reviews)
    assert {2024} == {one.candidate.fiscal_year.year for one in ledger.reviews}


def test_before_that_it_is_open_whether_they_were():
    for affair in affairs():
        on_the_day = affair.as_of(COUNCIL_FIRST)
        assert (Stage.PROPOSED, 1) == (on_the_day.stage, len(on_the_day.perhaps))
        before = affair.as_of(date(2024, 3, 31))
        assert (Stage.PROPOSED, ()) == (before.stage, before.perhaps)


def test_which_eleven_went_on_is_not_known_so_none_has_an_outcome():
    standings = [one.standing for one in affairs()]

    assert [None] * STUDIED == [one.outcome for one in standings]
    assert {"none"} == {one.assessment.value for one in standings}
    assert 1 == STUDIED - PROCEEDING
    assert [None] * STUDIED == [one.proposals for one in affairs()]


def test_the_decentralisation_proposals_of_the_year():
    year = ProposalYear.parse("令和6年")
    opened, closed, decided = date(2024, 1, 25), date(2024, 5, 10), date(2024, 12, 24)
    assert all(day in year for day in (opened, closed, decided))
    # Of the 293 proposals one stands here for all; of its steps the days of the call and of the cabinet are known.
    course = DecentralisationCourse(
        proposal={
            "id": "any",
            "year": year,
            "title": "293件の一つ",
            "proposer": {"name": "架空の任意組織", "kind": "voluntary"},
        },
        events=(
            process.JointCalled(),
            process.PrioritiesSet(),
            process.MinistriesAsked(),
            process.Heard(),
            process.Replied(reply_round="first"),
            process.ViewStated(),
            process.OpinionGiven(),
            process.ReExaminationAsked(),
            process.Replied(reply_round="second"),
            process.PolicyDecided(on=decided),
        ),
    )

    assert CourseState.SETTLED is course.as_of(decided).state
    assert course.standing.result is None
    open_still = course.as_of(date(2024, 12, 23))
    assert (CourseState.PROPOSED, 9) == (open_still.state, len(open_still.perhaps))


def test_the_call_of_2025_is_known_from_two_days():
    course = DecentralisationCourse(
        proposal={
            "id": "any",
            "year": 2025,
            "title": "一つの提案",
            "proposer": {"name": "架空", "kind": "voluntary"},
        },
        events=(
            process.JointCalled(),
            process.PrioritiesSet(),
            process.MinistriesAsked(),
            process.Heard(),
            process.Replied(reply_round="first"),
            process.ViewStated(),
            process.ReExaminationAsked(on="2025-07-30"),
            process.Replied(reply_round="second"),
            process.PolicyDecided(on="2025-12-23"),
        ),
    )

    assert CourseState.RE_EXAMINED is course.as_of(date(2025, 7, 30)).state
    assert CourseState.SETTLED is course.as_of(date(2025, 12, 23)).state
    between = course.as_of(date(2025, 10, 1))
    assert (CourseState.RE_EXAMINED, 1) == (between.state, len(between.perhaps))


def test_the_working_team_remarked_and_one_remark_was_answered_on_the_spot():
    asked = Remark(id="consultation", words="事前相談の趣旨を問う", on=WORKING_TEAM_SECOND)
    benefits = Remark(id="benefits", words="利用者の利点を連絡協議会が確かめるべき", on=WORKING_TEAM_SECOND)
    answered = asked.answered("提案がふるい落とされることはなく、府省に届くよう支える", WORKING_TEAM_SECOND)

    assert (RemarkState.ANSWERED, RemarkState.OPEN) == (answered.state, benefits.state)
    assert RemarkState.ANSWERED is answered.state_on(WORKING_TEAM_SECOND)


@pytest.mark.parametrize("day", [COUNCIL_FIRST, WORKING_TEAM_SECOND])
def test_nothing_of_an_affair_was_surely_settled_on_the_days_of_the_meetings(day):
    assert {()} == {one.as_of(day).events for one in affairs()}
