"""What is shown of a call: counts and lists by answer, residents as far as they are known, nothing about who lags."""

import json
from datetime import date

import pytest
from calls_worlds import CENSUS, LEAD, TOWNS, day, histories, opened
from hypothesis import given, settings

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import Figures, LocalGovernmentCode
from chiho_digital.procurement.calls import Answer

HERE, THERE, OTHER = TOWNS[:3]
AFTER = date(2025, 6, 2)


def some():
    call = opened(invited=(*TOWNS, LEAD)).answer(LEAD, "join", day(1)).answer(OTHER, "join", day(1))
    call = call.answer(HERE, "join", day(2)).answer(THERE, "consider", day(1))
    return call.reply_late(TOWNS[3], "decline", AFTER)


def test_bodies_are_listed_by_answer_and_by_code_and_only_municipalities_are_counted_as_such():
    found = some().as_of(AFTER)

    assert {Answer.JOIN: 3, Answer.CONSIDER: 1, Answer.DECLINE: 0, Answer.NO_ANSWER: 3} == found.counts
    assert [LEAD, HERE, OTHER] == [one.body.code for one in found.of("参加")]
    assert 2 == found.municipal_count
    assert [TOWNS[3]] == [one.body.code for one in found.waiting]


def test_residents_are_those_of_the_municipalities_that_join():
    found = some().as_of(AFTER)
    known = CENSUS.value(HERE) + CENSUS.value(OTHER)

    assert (known, known, ()) == tuple(
        getattr(found.residents(CENSUS), name) for name in ("total", "at_least", "unknown")
    )
    assert CENSUS.value(THERE) == found.residents(CENSUS, "consider").total


def test_residents_that_are_not_known_stand_apart_and_are_never_zero():
    code = LocalGovernmentCode
    lacking = Figures(Text("x", "x"), date(2020, 10, 1), None, {code(HERE): 500})
    found, none = some().as_of(AFTER).residents(lacking), some().as_of(AFTER).residents(lacking, "consider")

    assert (None, 500, [OTHER]) == (found.total, found.at_least, [body.code for body in found.unknown])
    assert (None, None, [THERE]) == (none.total, none.at_least, [body.code for body in none.unknown])
    assert 0 == some().as_of(AFTER).residents(lacking, "decline").total


def test_the_residents_of_a_body_are_followed_through_changes_of_its_code():
    call = opened(lead="040002", invited=("042161",), opened_on=date(2017, 1, 1), deadline=date(2017, 2, 1))
    joined = call.answer("042161", "join", date(2017, 1, 2)).as_of(date(2017, 1, 3))
    older = Figures(Text("x", "x"), date(2015, 10, 1), None, {LocalGovernmentCode("044237"): 51_591})

    newer = Figures(Text("x", "x"), date(2015, 10, 1), None, {LocalGovernmentCode("042161"): 51_591})

    assert 51_591 == joined.residents(older).total == joined.residents(newer).total


def test_a_body_that_has_absorbed_another_has_the_residents_of_both():
    call = opened(lead="090000", invited=("092037",), opened_on=date(2015, 1, 1), deadline=date(2015, 2, 1))
    joined = call.answer("092037", "join", date(2015, 1, 2)).as_of(date(2015, 1, 3))
    both = {LocalGovernmentCode("093670"): 18_000, LocalGovernmentCode("092037"): 140_000}
    older = Figures(Text("x", "x"), date(2014, 1, 1), None, both)

    partly = Figures(Text("x", "x"), date(2014, 1, 1), None, {LocalGovernmentCode("092037"): 140_000})

    assert 158_000 == joined.residents(older).total
    assert None is joined.residents(partly).total


def test_the_situation_is_told_in_both_languages():
    ja, en = some().as_of(AFTER).explain("ja"), some().as_of(AFTER).explain("en")

    assert "参加：3団体（山口県、山口県下関市、山口県山口市）" in ja
    assert "見積り（年間費用、事業全体）：10,000,000円（税抜）" in ja
    assert "50% equal shares + 50% by population" in en
    assert "replied late, not admitted: 1 (Hagi (city, Yamaguchi))" in en
    assert ja.startswith("電子申請を一緒に（電子申請、代表団体：山口県）")


@settings(max_examples=50)
@given(histories())
def test_the_situation_is_json_and_shows_no_ratio_of_bodies(call):
    found = call.as_of(date(2025, 7, 31))
    values = found.to_dict()

    assert values == json.loads(json.dumps(values))
    assert sum(values["counts"].values()) == len(values["answers"])
    assert not {"rate", "ratio", "rank", "percentage"} & {*values, *values["answers"][0]}


def test_a_day_beyond_the_known_registry_is_said():
    call = opened(opened_on=date(2026, 5, 1), deadline=date(2026, 6, 1))

    assert ["governments.not_checkable"] == [note.code for note in call.as_of(date(2026, 5, 2)).notes]
    assert () == opened().as_of(day(1)).notes


def test_a_body_that_was_not_invited_has_no_answer():
    with pytest.raises(KeyError):
        opened().as_of(day(1))["401307"]


@pytest.mark.parametrize("ask", [lambda found: found.of("yes"), lambda found: found.residents(CENSUS, "yes")])
def test_an_answer_that_there_is_not_is_refused(ask):
    with pytest.raises(InvalidValue) as caught:
        ask(opened().as_of(day(1)))
    assert "procurement.call_not_an_answer" == caught.value.code


@pytest.mark.parametrize("ask", ["estimate_of", "terms_of"])
def test_a_scope_that_there_is_not_is_refused_and_one_that_is_not_stated_is_none(ask):
    found = opened().as_of(day(1))
    with pytest.raises(InvalidValue) as caught:
        getattr(found, ask)("monthly")

    assert "procurement.not_a_scope" == caught.value.code
    assert getattr(found, ask)("initial") is None
    assert getattr(found, ask)("annual") is not None
