"""What holds of a release whatever happens to it: replay, order, explained objections, confirmations, JSON."""

import pickle
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from chiho_digital.dashboard.releases import (
    Acceptance,
    AnswerState,
    Confirmation,
    Correction,
    Objection,
    Preview,
    Publication,
    Release,
    State,
    Withdrawal,
)

sys.path.insert(0, str(Path(__file__).parent))
from release_worlds import CONCERNED, DAY, day, draft, played, releases, sequences

ANY_DAY = st.integers(0, 60).map(day)


def counts(events):
    """Each event with whether an answer counts: told by the last preview before it."""
    preview = None
    for event in events:
        preview = event if isinstance(event, Preview) else preview
        published = isinstance(event, Publication)
        yield event, preview is not None and event.day <= preview.last
        preview = None if published else preview


def test_sequences_reach_every_state_and_every_kind_of_answer():
    states, answers = set(), set()

    @settings(max_examples=300, derandomize=True, database=None)
    @given(releases())
    def explore(release):
        last = release.events[-1].day if release.events else DAY
        states.add(release.on(last).state)
        answers.update(one.state for row in release.on(last).rows for one in row.answers)

    explore()
    assert states == set(State)
    assert answers == set(AnswerState)


@given(releases())
def test_a_release_is_its_opening_and_its_events(release):
    again = Release(opening=release.opening, events=release.events)

    assert again == release
    for on in {DAY, *(event.day for event in release.events)}:
        until = Release(
            opening=release.opening, events=[event for event in release.events if event.day <= on]
        )
        assert until.on(on) == release.on(on) == again.on(on)
    assert again.log == release.log


@given(sequences(), ANY_DAY)
def test_what_happens_later_changes_nothing_about_an_earlier_day(moves, on):
    assert played(moves).on(on) == played([move for move in moves if move[1] <= on]).on(on)


@given(releases(apart=True), st.randoms(use_true_random=False))
def test_the_order_in_which_events_of_different_days_are_recorded_does_not_matter(release, chance):
    shuffled = list(release.events)
    chance.shuffle(shuffled)

    assert Release(opening=release.opening, events=shuffled) == release


@given(releases())
def test_a_release_survives_json_and_pickle(release):
    again = Release.model_validate_json(release.model_dump_json())

    assert again == release == pickle.loads(pickle.dumps(release))
    assert again.on(day(60)) == release.on(day(60))
    assert again.to_rows() == release.to_rows()
    assert hash(again) == hash(release)


def unexplained(events):
    """The objections that were open and without a reason at a publication, found by going through the events."""
    found, objecting = [], set()
    for event, counting in counts(events):
        match event:
            case Objection() if counting:
                objecting.add((event.row, event.body))
            case Confirmation() if counting:
                objecting.discard((event.row, event.body))
            case Withdrawal() | Acceptance():
                objecting.discard((event.row, event.body))
            case Publication():
                explained = {reason.row for reason in event.reasons}
                found += [row for row, _ in objecting if row not in explained]
    return found


def accepted(release, events):
    """The release of other events; None where they are refused."""
    try:
        return Release(opening=release.opening, events=events)
    except ValidationError:
        return None


@settings(max_examples=150)
@given(releases())
def test_a_publication_without_its_reasons_is_refused_exactly_where_an_objection_is_open(release):
    bare = [
        event.model_copy(update={"reasons": ()}) if isinstance(event, Publication) else event
        for event in release.events
    ]

    assert (accepted(release, bare) is None) == bool(unexplained(bare))


@settings(max_examples=150)
@given(releases(), st.sets(st.integers(0, 24), max_size=3))
def test_no_sequence_of_events_publishes_an_objection_that_is_open_and_unexplained(release, left_out):
    events = [event for at, event in enumerate(release.events) if at not in left_out]
    again = accepted(release, events)

    assert again is None or (again.events == tuple(events) and unexplained(again.events) == [])


@given(releases())
def test_no_moves_publish_an_objection_that_is_open_and_unexplained(release):
    assert unexplained(release.events) == []
    for event in release.events:
        if isinstance(event, Publication):
            published = release.published(event.day)
            assert all(row.reason for row in published.rows if row.objections)


@given(releases(), ANY_DAY)
def test_a_row_is_confirmed_when_the_log_says_so_and_only_for_what_stands_there(release, on):
    for row in release.on(on).rows:
        before = [event for event in release.events if event.day <= on]
        said = {}
        for at, (event, counting) in enumerate(counts(before)):
            if counting and isinstance(event, Confirmation) and event.row == row.id:
                said[event.body] = at
        corrected = max(
            (at for at, event in enumerate(before) if isinstance(event, Correction) and event.row == row.id),
            default=-1,
        )
        latest = [before[at].day for at in said.values()]
        if row.last_confirmed is not None:
            assert row.last_confirmed.day <= max(latest)
            for body in row.last_confirmed.bodies:
                assert before[said[body]].day == row.last_confirmed.day
                assert said[body] > corrected
        if row.confirmed_before_correction is not None:
            for body in row.confirmed_before_correction.bodies:
                assert said[body] < corrected


@given(releases(), ANY_DAY)
def test_who_is_silent_has_said_nothing_and_nobody_is_lost(release, on):
    for row in release.on(on).rows:
        spoke = {
            entry.body for entry in release.log if entry.row == row.id and entry.day <= on and entry.body
        }
        assert {one.body for one in row.answers} == set(CONCERNED[row.id])
        assert set(row.not_answered) == set(CONCERNED[row.id]) - spoke


def test_a_copy_with_other_events_is_checked_and_replayed():
    release = draft().preview(day=day(1), days=3).confirm("大津市", "chat", day=day(2))
    copied = release.model_copy(update={"events": release.events[:1]})

    assert copied.on(day(2)).row("chat").last_confirmed is None
    assert release.model_copy() == release
    with pytest.raises(ValidationError, match="下書き"):
        release.model_copy(update={"events": release.events[1:]})


def test_the_order_of_events_of_one_day_is_that_in_which_they_were_recorded():
    release = draft().preview(day=day(1), days=3).confirm("大津市", "chat", day=day(2))
    release = release.object_to("大津市", "chat", day=day(2), words="違う")

    assert [entry.event for entry in release.log[2:]] == ["confirmation", "objection"]
    assert len(release.on(day(2)).row("chat").objections) == 1
