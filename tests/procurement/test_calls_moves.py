"""What cannot happen to a call is refused, with what is expected and the likely repair, in both languages."""

from datetime import date

import pytest
from calls_worlds import DEADLINE, LEAD, OPENED, TOWNS, day, opened, opening
from pydantic import ValidationError

from chiho_digital.basics import ImpossibleMove, InvalidValue
from chiho_digital.procurement import calls, sharing
from chiho_digital.procurement.calls import (
    CALL_MOVES,
    REPLY_MOVES,
    Answer,
    CallMove,
    CallState,
    Estimate,
    ReplyMove,
    ReplyState,
    StatedFigures,
    Terms,
    Wish,
)

HERE, THERE, OTHER = TOWNS[:3]
AFTER = date(2025, 6, 2)
WHY = {"by": LEAD, "reason": "理由"}


def answered():
    return opened().answer(HERE, "join", day(1)).answer(THERE, "decline", day(1))


def refused(move, error=InvalidValue):
    with pytest.raises(error) as caught:
        move()
    assert caught.value.message("ja") != caught.value.message("en")
    return caught.value


def problems(**changes):
    """The codes of all that is wrong with an opening."""
    with pytest.raises(ValidationError) as caught:
        opened(**changes)
    (found,) = caught.value.errors()
    error = found["ctx"]["error"]
    return [one.code.partition(".")[2] for one in error.params.get("errors", (error,))]


def test_every_state_but_the_last_two_allows_something():
    assert {CallState.CASE, CallState.ABANDONED} == {
        state for state in CallState if not CALL_MOVES.allowed(state)
    }
    assert set(CallMove) == {step.move for step in CALL_MOVES.steps}


def test_an_answer_is_changed_not_taken_back():
    assert ReplyState.NONE not in {step.after for step in REPLY_MOVES.steps}
    assert [step.before for step in REPLY_MOVES.steps if step.move is ReplyMove.ADMIT] == [ReplyState.LATE]


@pytest.mark.parametrize(
    ("word", "answer"),
    [("参加", Answer.JOIN), ("検討する", Answer.CONSIDER), (Answer.DECLINE, Answer.DECLINE)],
)
def test_an_answer_is_given_in_either_language(word, answer):
    found = opened().answer(HERE, word, day(3), words="R8から").as_of(day(3))[HERE]

    assert (answer, day(3), "R8から", False) == (found.answer, found.since, found.words, found.late)


def test_a_body_answers_anew_until_the_deadline():
    call = opened().answer(HERE, "consider", day(1)).answer(HERE, "join", DEADLINE)

    assert [Answer.CONSIDER, Answer.JOIN] == [said.answer for said in call.as_of(DEADLINE)[HERE].history]


def test_an_answer_after_the_deadline_is_refused_with_the_two_ways_out():
    error = refused(lambda: answered().answer(OTHER, "join", AFTER), ImpossibleMove)

    assert "procurement.call_after_deadline" == error.code
    assert "2025-05-31" in error.message("en")
    for repair in ("reply_late", "extend"):
        assert repair in error.message("ja")


def test_a_late_reply_is_kept_and_counts_once_the_lead_admits_it_with_a_reason():
    call = answered().reply_late(OTHER, "join", AFTER)
    kept = call.as_of(AFTER)
    admitted = call.admit(OTHER, date(2025, 6, 5), **WHY).as_of(date(2025, 6, 5))

    assert (Answer.NO_ANSWER, Answer.JOIN) == (kept[OTHER].answer, kept[OTHER].waiting.answer)
    assert (OTHER,) == tuple(one.body.code for one in kept.waiting)
    assert (Answer.JOIN, date(2025, 6, 5), True) == (
        admitted[OTHER].answer,
        admitted[OTHER].since,
        admitted[OTHER].late,
    )
    assert () == admitted.waiting


def test_a_late_reply_does_not_replace_the_answer_given_in_time_until_it_is_admitted():
    call = answered().reply_late(HERE, "decline", AFTER)

    assert Answer.JOIN is call.as_of(AFTER)[HERE].answer
    assert Answer.DECLINE is call.admit(HERE, AFTER, **WHY).as_of(AFTER)[HERE].answer


def test_who_answers_again_after_an_extension_needs_no_admission():
    call = answered().reply_late(OTHER, "join", AFTER).extend(day(60), AFTER, **WHY)
    again = call.answer(OTHER, "consider", day(40))

    assert Answer.CONSIDER is again.as_of(day(40))[OTHER].answer
    assert None is again.as_of(day(40))[OTHER].waiting
    refused(lambda: again.admit(OTHER, day(41), **WHY), ImpossibleMove)


def test_the_lead_may_record_what_it_was_told_and_nobody_else():
    call = opened().answer(HERE, "join", day(2), said_by=LEAD)
    error = refused(lambda: call.answer(THERE, "join", day(2), said_by=HERE))

    assert LEAD == call.events[0].said_by
    assert "procurement.call_said_by_other" == error.code
    assert "山口県宇部市（352021）" in error.message("en")


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (lambda call: call.answer(HERE, "decline", day(1)), "procurement.call_answered_twice"),
        (lambda call: call.answer(HERE, "join", date(2025, 4, 30)), "procurement.call_before_opening"),
        (lambda call: call.answer("012025", "join", day(2)), "procurement.call_not_invited"),
        (lambda call: call.answer("401307", "join", day(2)), "procurement.call_not_invited"),
        (lambda call: call.answer("011011", "join", day(2)), "procurement.no_buyer"),
        (lambda call: call.answer("221317", "join", day(2)), "governments.code_abolished"),
        (lambda call: call.reply_late(HERE, "join", day(2)), "basics.impossible_move"),
        (lambda call: call.admit(HERE, day(2), **WHY), "basics.impossible_move"),
        (lambda call: call.close(day(2), by=HERE, reason="x"), "procurement.call_not_its_lead"),
        (lambda call: call.close(AFTER, **WHY), "basics.impossible_move"),
        (lambda call: call.extend(DEADLINE, day(2), **WHY), "procurement.call_deadline_early"),
        (lambda call: call.extend(DEADLINE, AFTER, **WHY), "procurement.call_deadline_early"),
        (lambda call: call.invite([HERE], day(2), **WHY), "procurement.call_invited_twice"),
        (lambda call: call.invite(["352101"] * 2, day(2), **WHY), "procurement.call_invited_twice"),
        (lambda call: call.invite(["352101"], AFTER, **WHY), "basics.impossible_move"),
        (lambda call: call.become_case("x", day(2), by=LEAD), "basics.impossible_move"),
        (
            lambda call: call.correct(
                day(2), *[Estimate(scope="total", yen=1, tax_basis="unknown")] * 2, **WHY
            ),
            "procurement.call_scope_twice",
        ),
        (
            lambda call: call.correct(
                day(2),
                Terms(scope="initial", rule=sharing.By("staff"), remainder=sharing.LargestShare()),
                **WHY,
            ),
            "procurement.call_figures_missing",
        ),
    ],
)
def test_what_is_not_possible_is_refused_and_leaves_the_call_as_it_was(move, code):
    call = answered()
    error = refused(lambda: move(call))

    assert code == error.code
    assert answered() == call


def test_a_body_that_was_not_invited_is_told_with_those_of_a_like_name():
    call = opened(
        lead="040002", invited=("044237", "042153"), opened_on=date(2016, 9, 1), deadline=date(2016, 11, 1)
    )
    error = refused(lambda: call.answer("042161", "join", date(2016, 10, 11)))

    assert "procurement.call_not_invited" == error.code
    assert "宮城県富谷町（044237）" in error.message("en")


def test_a_body_that_is_gone_is_refused_with_its_successor_which_can_be_invited():
    call = opened(lead="040002", invited=("044237",), opened_on=date(2016, 9, 1), deadline=date(2016, 11, 1))
    day = date(2016, 10, 11)
    error = refused(lambda: call.answer("044237", "join", day))
    after = call.invite(["042161"], day, by="040002", reason="市制施行").answer("042161", "join", day)

    assert ("governments.code_abolished", ("042161（宮城県富谷市）",)) == (error.code, error.suggestion)
    assert {Answer.JOIN: 1, Answer.NO_ANSWER: 1} == {k: n for k, n in after.as_of(day).counts.items() if n}
    assert ["procurement.call_body_gone"] == [note.code for note in after.as_of(day).notes]
    assert "富谷市" in after.as_of(day).explain("ja")


def test_a_lead_that_is_gone_is_still_named():
    call = opened(
        lead="044237", invited=("042153", "042072"), opened_on=date(2016, 9, 1), deadline=date(2016, 11, 1)
    )
    error = refused(lambda: call.answer("042153", "join", date(2016, 10, 11), said_by="042072"))

    assert "宮城県富谷町（044237）" in error.message("ja")


def test_a_ward_is_refused_with_its_city():
    error = refused(lambda: opened().answer("011011", "join", day(1)))

    assert ("北海道札幌市（011002）",) == error.suggestion


def test_another_lead_is_refused_and_told_who_leads():
    error = refused(lambda: opened().abandon(day(1), by="340006", reason="x"))

    assert "山口県（350001）" in error.message("ja")
    assert "340006" in error.message("en")


@pytest.mark.parametrize("end", ["case", "abandoned"])
def test_what_has_ended_is_not_written_to_any_more(end):
    call = answered()
    ended = call.become_case("c", AFTER, by=LEAD) if end == "case" else call.abandon(AFTER, **WHY)

    for move in (
        lambda: ended.answer(OTHER, "join", day(5)),
        lambda: ended.reply_late(OTHER, "join", AFTER),
        lambda: ended.extend(day(99), AFTER, **WHY),
        lambda: ended.abandon(AFTER, **WHY),
    ):
        assert "basics.no_more_moves" == refused(move, ImpossibleMove).code
    assert end == ended.as_of(AFTER).state


def test_nothing_becomes_of_a_call_that_nobody_joins():
    error = refused(lambda: opened().answer(HERE, "consider", day(1)).become_case("c", AFTER, by=LEAD))

    assert "procurement.call_nobody_joins" == error.code


def test_a_body_that_is_gone_is_in_no_case():
    call = opened(lead="040002", invited=("044237",), opened_on=date(2016, 9, 1), deadline=date(2016, 9, 30))
    call = call.answer("044237", "join", date(2016, 9, 2))

    assert (
        "governments.code_abolished"
        == refused(lambda: call.become_case("c", date(2016, 10, 11), by="040002")).code
    )
    assert "c" == call.become_case("c", date(2016, 10, 9), by="040002").as_of(date(2016, 10, 9)).case


def test_a_correction_replaces_by_scope_and_name_and_leaves_the_past_alone():
    more = Estimate(scope="annual", yen=12_000_000, tax_basis="included")
    other = Estimate(scope="initial", yen=3_000_000, tax_basis="unknown")
    terms = Terms(scope="annual", rule=sharing.Equal(), remainder=sharing.FirstByCode())
    figures = StatedFigures(name="population", what="住民", as_of=OPENED, values=[{"body": HERE, "value": 3}])
    call = opened().correct(day(3), more, other, terms, figures, **WHY)

    assert 10_000_000 == call.as_of(day(2)).estimate_of("annual").yen
    assert (more, other) == call.as_of(day(3)).estimates
    assert (terms,) == call.as_of(day(3)).terms
    assert (figures,) == call.as_of(day(3)).figures
    assert CallState.CLOSED is call.correct(AFTER, more, **WHY).as_of(AFTER).state


def test_a_correction_of_nothing_and_a_move_without_a_reason_are_refused():
    with pytest.raises(ValidationError, match="訂正の内容がありません"):
        opened().correct(day(1), **WHY)
    with pytest.raises(ValidationError, match="reason"):
        opened().close(day(1), by=LEAD, reason=" ")


def test_no_answer_is_not_an_answer_and_an_unknown_word_is_told_with_the_likely_one():
    with pytest.raises(ValidationError, match="回答ではありません"):
        opened().answer(HERE, "未回答", day(1))
    with pytest.raises(ValidationError, match="修正案：不参加"):
        opened().answer(HERE, "不参化", day(1))


def test_several_impossible_events_are_named_at_once():
    events = [
        calls.Answered(body=HERE, answer="join", on=day(-3), said_by=HERE),
        calls.Closed(on=day(5), by=HERE, reason="x"),
        calls.Answered(body=THERE, answer="join", on=day(90), said_by=THERE),
    ]
    error = refused(lambda: opened().with_events(*events))

    assert [
        "procurement.call_before_opening",
        "procurement.call_not_its_lead",
        "procurement.call_after_deadline",
    ] == [one.code for one in error.params["errors"]]
    assert ("2025-05-06", "closed") == error.params["errors"][1].path
    assert [one.code.partition(".")[2] for one in error.params["errors"]] == problems(events=events)


def test_events_that_contradict_the_order_of_days_are_refused():
    case = calls.BecameCase(on=day(3), by=LEAD, case="c")

    assert ["impossible_move"] == problems(events=[case, *answered().events])


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"deadline": date(2025, 4, 30)}, ["call_deadline_early"]),
        ({"lead": "011011"}, ["no_buyer"]),
        ({"lead": "999997"}, ["unknown_code"]),
        ({"invited": (*TOWNS, HERE)}, ["call_invited_twice"]),
        ({"invited": (*TOWNS, "044237", "221317")}, ["code_abolished", "code_abolished"]),
        ({"estimates": opening()["estimates"] * 2}, ["call_scope_twice"]),
        ({"terms": opening()["terms"] * 2}, ["call_scope_twice"]),
        ({"figures": opening()["figures"] * 2}, ["call_figures_twice"]),
        ({"figures": ()}, ["call_figures_missing"]),
        (
            {"wishes": [Wish(body=HERE, kind="RPA", on=OPENED), Wish(body=HERE, kind="電子申請", on=OPENED)]},
            ["call_wish_twice", "call_wish_of_other_kind"],
        ),
        ({"wishes": [Wish(body="352101", kind="電子申請", on=OPENED)]}, ["call_wish_uninvited"]),
        ({"wishes": [Wish(body=HERE, kind="電子申請", on=day(1))]}, ["call_wish_not_held"]),
        (
            {"wishes": [Wish(body=HERE, kind="電子申請", on=day(-9)).withdraw(day(-1))]},
            ["call_wish_not_held"],
        ),
    ],
)
def test_an_opening_that_is_not_sound_is_refused_with_all_that_is_wrong(changes, codes):
    assert codes == problems(**changes)


def test_a_figure_that_is_not_stated_is_told_with_the_likely_name():
    terms = Terms(scope="annual", rule=sharing.By("populaton"), remainder=sharing.LargestShare())
    with pytest.raises(ValidationError, match="修正案：population"):
        opened(terms=[terms])


def test_the_situation_before_the_opening_is_refused():
    assert "procurement.call_before_opening" == refused(lambda: opened().as_of(day(-1))).code


def test_an_unknown_kind_is_kept_and_told_with_near_names():
    near, far = opened(kind="電子申込"), opened(kind="量子暗号")

    assert ("電子申込", "量子暗号") == (near.kind, far.kind)
    assert "電子申請" in near.as_of(OPENED).notes[0].to("ja")
    assert ["procurement.kind_unknown"] == [note.code for note in far.notes]
    assert () == opened(kind="Online Application").notes
