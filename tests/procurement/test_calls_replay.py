"""A call is its opening and its events: every state of every day is rebuilt from them."""

from datetime import date, timedelta

from calls_worlds import LATER, LEAD, OPENED, TOWNS, histories, opened, opening
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.procurement import calls
from chiho_digital.procurement.calls import Answer, CallState

days = st.dates(OPENED, LATER)


def shown(call, day):
    return call.as_of(day).to_dict()


@given(histories())
def test_events_taken_one_by_one_lead_to_the_state_of_the_last_day(call):
    grown = opened()
    for event in call.events:
        grown = grown.with_events(event)

    assert calls.Call(**opening(), events=call.events) == grown == call
    last = max((event.on for event in call.events), default=OPENED)
    assert shown(grown, last) == shown(call, last)


@given(histories(), st.randoms())
def test_the_order_in_which_events_of_different_days_are_given_does_not_matter(call, random):
    by_day = {}
    for event in call.events:
        by_day.setdefault(event.on, []).append(event)
    groups = list(by_day.values())
    random.shuffle(groups)

    assert call == calls.Call(**opening(), events=[event for group in groups for event in group])


@given(histories(), days)
def test_the_state_of_a_day_rests_on_what_had_happened_by_then(call, day):
    then = calls.Call(**opening(), events=[event for event in call.events if event.on <= day])

    assert shown(then, day) == shown(call, day)


@given(histories(), days, days)
def test_what_was_said_by_an_earlier_day_stays_said(call, one, other):
    before, after = call.as_of(min(one, other)), call.as_of(max(one, other))

    for earlier in before.answers:
        later = after[earlier.body.code]
        assert earlier.history == later.history[: len(earlier.history)]


@given(histories(), days)
def test_the_answers_of_every_day_add_up_to_those_invited(call, day):
    found = call.as_of(day)
    invited = {*TOWNS} | {
        code
        for event in call.events
        if isinstance(event, calls.Invited) and event.on <= day
        for code in event.bodies
    }

    assert invited == {one.body.code for one in found.answers}
    assert len(invited) == sum(found.counts.values())
    assert [*found.counts] == [*Answer]


@given(histories(), days)
def test_the_last_answer_in_time_counts_and_a_late_one_from_the_day_it_is_admitted(call, day):
    expected, late = dict.fromkeys(TOWNS, "no_answer"), {}
    for event in call.events:
        if event.on > day:
            break
        match event:
            case calls.Answered():
                expected[event.body] = event.answer
                late.pop(event.body, None)
            case calls.LateReply():
                late[event.body] = event.answer
            case calls.Admitted():
                expected[event.body] = late.pop(event.body)
            case calls.Invited():
                expected |= dict.fromkeys(event.bodies, "no_answer")
    found = call.as_of(day)

    assert expected == {one.body.code: one.answer for one in found.answers}
    assert late == {one.body.code: one.waiting.answer for one in found.waiting}


@given(histories(), days)
def test_answers_are_taken_until_the_end_of_the_deadline(call, day):
    found = call.as_of(day)

    if found.state is CallState.OPEN:
        assert day <= found.deadline
    for event in call.events:
        if isinstance(event, calls.Answered):
            before = call.as_of(event.on)
            assert event.on <= before.deadline


@settings(max_examples=50)
@given(histories())
def test_a_call_survives_json(call):
    assert call == calls.Call.model_validate_json(call.model_dump_json())
    assert call == calls.Call.model_validate(call.model_dump())


def test_the_day_of_the_deadline_is_included_and_the_next_is_closed():
    call = opened()

    assert CallState.OPEN is call.as_of(date(2025, 5, 31)).state
    assert CallState.CLOSED is call.as_of(date(2025, 6, 1)).state
    assert CallState.OPEN is opened(deadline=OPENED).as_of(OPENED).state


def test_an_answer_that_was_forgotten_can_be_entered_by_its_date():
    call = opened().answer(TOWNS[0], "join", date(2025, 5, 9))
    call = call.answer(TOWNS[0], "consider", date(2025, 5, 2))

    assert Answer.CONSIDER is call.as_of(date(2025, 5, 3))[TOWNS[0]].answer
    assert Answer.JOIN is call.as_of(date(2025, 5, 9))[TOWNS[0]].answer
    assert [date(2025, 5, 2), date(2025, 5, 9)] == [event.on for event in call.events]


def test_a_call_closed_early_can_be_opened_again():
    why = {"by": LEAD, "reason": "理由"}
    call = opened().close(date(2025, 5, 10), **why)
    again = call.extend(date(2025, 5, 20), date(2025, 5, 12), **why)

    assert CallState.CLOSED is again.as_of(date(2025, 5, 11)).state
    assert CallState.OPEN is again.as_of(date(2025, 5, 20)).state
    assert CallState.CLOSED is again.as_of(date(2025, 5, 21)).state
    assert date(2025, 5, 20) == again.as_of(date(2025, 5, 20) + timedelta(days=1)).deadline
