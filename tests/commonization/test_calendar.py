"""The calendar: known days with their sources, what lies ahead, unknown years, estimates kept apart."""

import pickle
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import Grade, InvalidValue, Source, Text
from chiho_digital.commonization import (
    Calendar,
    CalendarEvent,
    CalendarStep,
    Estimate,
    ProposalYear,
    known_calendar,
)
from chiho_digital.rules import Unknown

KNOWN = known_calendar()
ANNOUNCED = Source(Text("架空の募集要項", "made-up announcement"), Grade.PRIMARY)
OPENS, CONSULTATION, CLOSES, AGAIN, POLICY, COUNCIL, TEAM = CalendarStep
DAYS = [
    (OPENS, date(2022, 3, 1), "secondary"),
    (CONSULTATION, date(2022, 5, 10), "secondary"),
    (CLOSES, date(2022, 6, 1), "secondary"),
    (OPENS, date(2024, 1, 25), "primary"),
    (CLOSES, date(2024, 5, 10), "primary"),
    (COUNCIL, date(2024, 9, 24), "secondary"),
    (POLICY, date(2024, 12, 24), "primary"),
    (TEAM, date(2025, 1, 14), "primary"),
    (AGAIN, date(2025, 7, 30), "primary"),
    (POLICY, date(2025, 12, 23), "secondary"),
]
steps = st.sampled_from(CalendarStep)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def announced(step, day, number=None):
    return CalendarEvent(step, day, ANNOUNCED, number)


def calendar(*events):
    return Calendar(events, date(2026, 1, 1))


# --- what is known


def test_the_known_days_are_those_that_were_read_each_with_its_source():
    assert DAYS == [(event.step, event.day, event.source.grade.value) for event in KNOWN.events]
    assert all(event.source.url or event.source.revision for event in KNOWN.events)


def test_the_number_of_proposals_is_known_of_one_call():
    (call,) = KNOWN.counts

    assert (ProposalYear(2024), 293, 107, Grade.PRIMARY) == (
        call.year,
        call.proposals,
        call.on_digitalisation,
        call.source.grade,
    )


def test_a_known_day_is_given_for_its_year():
    assert date(2024, 5, 10) == KNOWN.when(CLOSES, 2024).day
    assert KNOWN.when(CLOSES, 2024) is KNOWN.when(CLOSES, ProposalYear.parse("令和6年"))
    assert [OPENS, CLOSES, COUNCIL, POLICY] == [event.step for event in KNOWN.of_year(2024)]


@pytest.mark.parametrize(
    ("step", "year"), [(OPENS, 2023), (CLOSES, 2025), (CONSULTATION, 2024), (POLICY, 2026)]
)
def test_an_unknown_day_says_so(step, year):
    answer = KNOWN.when(step, year)

    assert isinstance(answer, Unknown)
    assert str(year) in answer.reason.to("en")
    assert ProposalYear(year).era in answer.reason.to("ja")


@pytest.mark.parametrize("step", [COUNCIL, TEAM])
def test_a_meeting_is_asked_for_by_year_since_it_has_no_yearly_day(step):
    assert isinstance(KNOWN.when(step, 2024), Unknown)
    assert isinstance(KNOWN.estimate(step, 2026), Unknown)
    assert step.label.ja in KNOWN.when(step, 2024).reason.to("ja")


@given(steps, st.integers(1990, 2090))
def test_no_day_is_ever_made_up(step, year):
    answer = KNOWN.when(step, year)

    assert isinstance(answer, Unknown) or answer in KNOWN.events


def test_an_event_says_what_happens_when_and_where_it_was_read():
    closes, council = KNOWN.when(CLOSES, 2024), KNOWN.of_year(2024)[2]

    assert closes.to("ja").startswith("2024-05-10 提案募集の締切（令和6年）（出典：内閣府")
    assert "the call for proposals closes (2024)" in closes.to("en")
    assert ("連絡協議会の会合（第1回）", "連絡協議会の会合") == (
        council.label.ja,
        announced(COUNCIL, date(2026, 1, 1)).label.ja,
    )
    assert {"step": "call_closes", "year": 2024, "day": "2024-05-10", "number": None} == {
        name: closes.to_dict()[name] for name in ("step", "year", "day", "number")
    }


# --- what lies ahead


def test_deadlines_are_those_on_the_day_or_later():
    ahead = KNOWN.ahead(as_of=date(2022, 5, 10))

    assert [(CONSULTATION, 0), (CLOSES, 22), (CLOSES, 731)] == [
        (one.event.step, one.days_left) for one in ahead.deadlines
    ]
    assert ahead.next.event.step is CONSULTATION


def test_a_deadline_is_gone_the_day_after():
    ahead = KNOWN.ahead(as_of=date(2024, 5, 11))

    assert () == ahead.deadlines
    assert COUNCIL is ahead.next.event.step


@pytest.mark.parametrize(
    ("as_of", "ja", "en"),
    [
        (date(2024, 5, 10), "0日", "0 days"),
        (date(2024, 5, 9), "1日", "1 day"),
        (date(2024, 3, 31), "1か月10日", "1 month 10 days"),
        (date(2024, 2, 10), "3か月", "3 months"),
        (date(2022, 6, 2), "1年11か月8日", "1 year 11 months 8 days"),
    ],
)
def test_the_time_left_is_told_by_the_calendar(as_of, ja, en):
    (upcoming,) = [one for one in KNOWN.ahead(as_of=as_of).upcoming if one.event.key == "call_closes-2024"]

    assert (ja, en) == (upcoming.left.ja, upcoming.left.en)
    assert f"あと{ja}：2024-05-10" in upcoming.to("ja")


def test_what_is_not_known_of_the_year_and_the_next_is_said_beside_what_is():
    ahead = KNOWN.ahead(as_of=date(2024, 4, 1))
    told = [gap.reason.to("en") for gap in ahead.unknown]

    assert [
        "Of 2024 the days are not known on which prior consultation closes, re-examination is asked of the ministries",
        "Of 2025 the days are not known on which the call for proposals opens, prior consultation closes, the call for proposals closes",
    ] == told
    assert all(line in ahead.explain("en") for line in told)


def test_where_nothing_to_come_is_known_that_is_said():
    ahead = KNOWN.ahead(as_of=date(2025, 12, 24))

    assert (None, ()) == (ahead.next, ahead.upcoming)
    assert ahead.explain().startswith("2025-12-24から先の予定は知られていません。")
    assert "令和8年について日が知られていないもの" in ahead.explain("ja")
    assert ["commonization.calendar_days_unknown"] * 2 == [gap["code"] for gap in ahead.to_dict()["unknown"]]


def test_a_year_of_which_all_is_known_leaves_no_gap():
    whole = KNOWN.with_events(
        announced(CONSULTATION, date(2024, 4, 5)), announced(AGAIN, date(2024, 8, 1)), as_of=date(2026, 1, 1)
    )

    (gap,) = whole.ahead(as_of=date(2024, 1, 1)).unknown
    assert "2025" in gap.reason.to("en")


@given(days)
def test_what_lies_ahead_is_in_order_and_never_in_the_past(as_of):
    ahead = KNOWN.ahead(as_of=as_of)

    assert sorted(one.event.day for one in ahead.upcoming) == [one.event.day for one in ahead.upcoming]
    assert all(one.days_left >= 0 for one in ahead.upcoming)
    assert len(ahead.upcoming) == sum(event.day >= as_of for event in KNOWN.events)
    assert len(ahead.to_dict()["upcoming"]) == len(ahead.upcoming)


# --- estimates


def test_an_estimate_is_inferred_and_names_the_years_it_is_drawn_from():
    estimate = KNOWN.estimate(CLOSES, 2026)

    assert (date(2026, 5, 10), Grade.INFERRED) == (estimate.day, estimate.grade)
    assert [date(2022, 6, 1), date(2024, 5, 10)] == [event.day for event in estimate.based_on]
    assert (date(2026, 5, 10), date(2026, 6, 1)) == (estimate.earliest, estimate.latest)
    for lang, words in (
        ("ja", ("推定 2026-05-10", "推論", "公表された日ではありません")),
        ("en", ("inferred", "not announced")),
    ):
        assert all(word in estimate.to(lang) for word in (*words, "2022-06-01", "2024-05-10"))
    assert "2026-05-10" == estimate.to_dict()["estimated_day"]


def test_the_median_of_three_years_is_the_middle_one():
    three = KNOWN.with_events(announced(CLOSES, date(2025, 5, 20)), as_of=date(2026, 1, 1))

    assert date(2026, 5, 20) == three.estimate(CLOSES, 2026).day


def test_a_leap_day_becomes_the_day_before_the_first_of_march():
    leap = calendar(announced(OPENS, date(2024, 2, 29)))

    assert date(2025, 2, 28) == leap.estimate(OPENS, 2025).day
    assert date(2028, 2, 29) == leap.estimate(OPENS, 2028).day


def test_beside_a_known_day_there_is_no_estimate():
    with pytest.raises(InvalidValue) as caught:
        KNOWN.estimate(CLOSES, 2024)

    assert ("commonization.calendar_day_known", date(2024, 5, 10)) == (
        caught.value.code,
        caught.value.suggestion,
    )


def test_without_a_known_year_nothing_is_estimated():
    answer = calendar(announced(CLOSES, date(2024, 5, 10))).estimate(OPENS, 2026)

    assert "commonization.calendar_no_pattern" == answer.reason.code


@given(steps, st.integers(1990, 2090))
def test_an_estimate_lies_within_the_days_it_is_drawn_from_and_changes_no_calendar(step, year):
    before = KNOWN.events
    if step.is_yearly and isinstance(KNOWN.when(step, year), Unknown):
        estimate = KNOWN.estimate(step, year)
        assert isinstance(estimate, Estimate)
        assert estimate.earliest <= estimate.day <= estimate.latest
        assert estimate.day in ProposalYear(year)
    assert before == KNOWN.events


# --- days of one's own


def test_days_of_ones_own_stand_among_the_known_ones_with_their_source():
    mine = KNOWN.with_events(announced(CLOSES, date(2026, 5, 8)), as_of=date(2026, 2, 1))

    assert ANNOUNCED is mine.when(CLOSES, 2026).source
    assert (date(2026, 5, 8), date(2026, 2, 1)) == (
        mine.ahead(as_of=date(2026, 2, 1)).next.event.day,
        mine.as_of,
    )
    assert isinstance(KNOWN.when(CLOSES, 2026), Unknown)


@pytest.mark.parametrize(
    "event", [announced(CLOSES, date(2024, 5, 11)), announced(COUNCIL, date(2024, 9, 25), number=1)]
)
def test_a_second_day_for_the_same_event_is_refused_with_both(event):
    with pytest.raises(InvalidValue, match="二つ以上の日") as caught:
        KNOWN.with_events(event, as_of=date(2026, 1, 1))

    (known,) = (one for one in KNOWN.events if one.key == event.key)
    assert {known.day, event.day} == set(caught.value.params["days"])
    assert (event.label,) == caught.value.value
    assert str(event.day) in caught.value.message("en")


def test_a_calendar_travels_by_pickle():
    assert KNOWN == pickle.loads(pickle.dumps(KNOWN))


def test_every_step_is_told_in_both_languages():
    assert all(step.label.to(lang) for step, lang in product(CalendarStep, ("ja", "en")))
    assert {CONSULTATION, CLOSES} == {step for step in CalendarStep if step.is_deadline}
