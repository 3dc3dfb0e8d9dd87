"""What is missing: the facts that can still change the outcome, apart from what the law leaves open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import Bound, Form, cases, mattering, outcomes, rulesets, whole
from worlds import Case, Part, examples, rule, simple, words

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.bonds import PROJECT_RULES, BodyKind, ProjectFacts, Purpose
from chiho_digital.rules import Constraint, Facts, Outcome, Role, UnknownLaw, every, fact

quick = examples(60)
LAW = UnknownLaw(Text("法は述べていません", "the law does not say"))


@quick
@given(rulesets(between_facts=False, fewest=1), cases())
def test_the_exact_answer_is_that_of_trying_every_completion(drawn, facts):
    decision = drawn.decide(facts)
    assert mattering(drawn, facts) == set(decision.missing_exact())


@examples(150)
@given(rulesets(), cases())
def test_whatever_can_change_the_outcome_is_missing(drawn, facts):
    decision = drawn.decide(facts)
    exact = set(decision.missing_exact())
    assert mattering(drawn, facts) <= exact
    assert exact <= set(decision.missing)


@quick
@given(rulesets(), cases())
def test_only_unknown_facts_are_missing_and_none_once_the_outcome_is_settled(drawn, facts):
    decision = drawn.decide(facts)
    assert set(decision.missing).isdisjoint(facts.known())
    if decision.outcome is not Outcome.UNDETERMINED:
        assert ((), (), ()) == (decision.missing, decision.missing_exact(), decision.unknown_law)


@quick
@given(rulesets(), cases())
def test_a_settled_outcome_is_that_of_every_completion(drawn, facts):
    decision = drawn.decide(facts)
    if decision.outcome is not Outcome.UNDETERMINED:
        assert {decision.outcome} == outcomes(drawn, facts)


@quick
@given(rulesets(), cases(), st.data())
def test_once_all_missing_facts_are_known_only_the_law_leaves_it_open(drawn, facts, data):
    missing = drawn.decide(facts).missing
    answers = {name: data.draw(st.sampled_from(whole(Form, name))) for name in missing}
    decision = drawn.decide(facts.with_(**answers))
    assert () == decision.missing
    assert (decision.outcome is Outcome.UNDETERMINED) == bool(decision.unknown_law)


@quick
@given(rulesets(Bound, between_facts=False, fewest=1), cases(Bound))
def test_answers_that_cannot_stand_together_are_not_tried(drawn, facts):
    exact = set(drawn.decide(facts).missing_exact())
    assert mattering(drawn, facts) <= exact
    assert (len(outcomes(drawn, facts)) > 1) == bool(exact)


def test_missing_may_name_a_fact_that_can_no_longer_change_the_outcome():
    both_ways = simple(rule("r", (Form.a & Form.b) | (Form.a & ~Form.b)), facts=Form)
    decision = both_ways.decide(Form(year=2025, a=True))
    assert (("b",), ()) == (decision.missing, decision.missing_exact())


def test_facts_of_rules_that_are_settled_are_not_missing():
    rules = simple(rule("r", Form.a | Form.b), rule("s", Form.c & (Form.n > 2)), facts=Form)
    assert ("n",) == rules.decide(Form(year=2025, a=True, c=True)).missing


def test_facts_that_more_rules_read_come_first():
    rules = simple(
        rule("r", Form.a & Form.c), rule("s", Form.b & Form.c), rule("t", Form.b & Form.c), facts=Form
    )
    assert ("c", "b", "a") == rules.decide(Form(year=2025)).missing


def test_more_than_eight_open_facts_are_not_tried():
    decision = PROJECT_RULES.decide(ProjectFacts())
    assert len(decision.missing) > 8
    assert decision.missing_exact() is None


def test_an_unknown_year_is_missing():
    rules = simple(rule("r", Form.a), facts=Form)
    assert ("year",) == rules.decide(Form(a=True)).missing


@pytest.mark.parametrize(("value", "expected"), [(True, ()), (False, ("r",))])
def test_unknown_law_is_told_apart_from_missing_facts(value, expected):
    rules = simple(rule("r", Form.a | LAW), facts=Form)
    decision = rules.decide(Form(year=2025, a=value))
    assert [tuple("the law does not say" for _ in expected), ()] == [
        tuple(reason.en for reason in decision.unknown_law),
        decision.missing,
    ]


def test_the_law_is_not_told_while_an_unknown_fact_may_settle_the_rule():
    decision = simple(rule("r", Form.a | LAW), facts=Form).decide(Form(year=2025))
    assert (("a",), ()) == (decision.missing, decision.unknown_law)


def test_the_law_of_a_rule_that_no_longer_matters_is_not_told():
    rules = simple(
        rule("r", Form.a),
        rule("s", LAW, Role.ALTERNATIVE, "g"),
        rule("t", Form.b, Role.ALTERNATIVE, "g"),
        facts=Form,
    )
    decided = [
        rules.decide(Form(year=2025, a=a, b=b)) for a, b in ((False, False), (True, True), (True, False))
    ]
    assert [0, 0, 1] == [len(decision.unknown_law) for decision in decided]


def test_the_years_before_the_first_text_are_unknown_law():
    decision = simple(rule("r", Form.a), facts=Form).decide(Form(year=2024, a=True))
    assert (Outcome.UNDETERMINED, ()) == (decision.outcome, decision.missing)
    assert ["no text was read for years before FY2025"] == [reason.en for reason in decision.unknown_law]


def test_what_the_law_leaves_open_about_a_project_is_told():
    known = {"fiscal_year": 2025, "body_kind": BodyKind.MUNICIPALITY, "under_plan": True}
    facts = ProjectFacts(
        **known,
        purpose=Purpose.EFFICIENCY,
        kind="system",
        acquisition="introduce",
        jointly_procured=True,
        commonization_candidate=True,
    )
    decision = PROJECT_RULES.decide(facts)
    assert (Outcome.UNDETERMINED, (), 1) == (decision.outcome, decision.missing, len(decision.unknown_law))


class Texts(Facts):
    """Facts whose values no list holds."""

    year = fact(FiscalYear, **words("year"))
    word = fact(str, **words("word"))
    low = fact(int, **words("low"), maximum=100)
    high = fact(int, **words("high"), maximum=100)


def test_a_text_that_is_compared_with_one_constant_matters():
    decision = simple(rule("r", Texts.word == "x"), facts=Texts).decide(Texts(year=2025))
    assert ("word",) == decision.missing_exact()


def test_a_number_compared_with_a_constant_and_with_another_fact_matters():
    rules = simple(rule("r", Texts.high >= 10), rule("s", Texts.high > Texts.low), facts=Texts)
    assert ("high",) == rules.decide(Texts(year=2025, low=50)).missing_exact()


class Tied(Facts):
    """Two facts of which neither can change alone."""

    year = fact(FiscalYear, **words("year"))
    a = fact(bool, **words("a"))
    b = fact(bool, **words("b"))


Tied.constraints = (Constraint("bonds.equipment_related", (Tied.a & Tied.b) | (~Tied.a & ~Tied.b)),)


def test_facts_that_can_only_change_together_matter():
    decision = simple(rule("r", Tied.a & Tied.b), facts=Tied).decide(Tied(year=2025))
    assert {"a", "b"} == set(decision.missing_exact())


def test_what_matters_only_once_an_unknown_list_is_known_matters():
    rules = simple(rule("r", every(Case.parts, Part.sound)), rule("s", Case.open | LAW))
    assert {"parts", "open"} == set(rules.decide(Case(year=2025)).missing_exact())


def test_what_matters_only_once_two_numbers_are_known_matters():
    rules = simple(rule("r", Texts.high > Texts.low), rule("s", (Texts.word == "x") | LAW), facts=Texts)
    assert {"high", "low", "word"} == set(rules.decide(Texts(year=2025)).missing_exact())


def test_the_law_stands_beside_a_condition_over_children_and_not_within_it():
    with pytest.raises(ValueError, match="beside"):
        simple(rule("r", every(Case.parts, Part.sound & LAW)))
    rules = simple(rule("r", every(Case.parts, Part.sound) & LAW))
    decided = [rules.decide(Case(year=2025, parts=[Part(sound=sound)])) for sound in (True, None, False)]
    assert [(), ("parts",), ()] == [decision.missing for decision in decided]
    assert [1, 0, 0] == [len(decision.unknown_law) for decision in decided]


def test_an_unknown_list_matters():
    rules = simple(rule("r", every(Case.parts, Part.sound)))
    assert ("parts",) == rules.decide(Case(year=2025)).missing_exact()
