"""The next question: about a missing fact, with what each answer can lead to, until nothing more can change."""

import random

import pytest
from hypothesis import given
from small_worlds import Bound, Form, Tone, cases, outcomes, rulesets
from worlds import Case, Part, examples, rule, simple, words

from chiho_digital.basics import FiscalYear
from chiho_digital.bonds import EXPENSE_RULES, PLAN_RULES, PROJECT_RULES
from chiho_digital.rules import Constraint, Facts, InvalidFacts, Outcome, every, fact

quick = examples(40)


def walked(drawn, facts, expected=frozenset(Outcome)):
    """Every case to which the answers of a form lead, each checked against what the form has said on the way."""
    question = drawn.next_question(facts)
    if question is None:
        outcome = drawn.decide(facts).outcome
        assert outcome in expected
        return [facts]
    assert question.fact in drawn.decide(facts).missing
    assert question.answers
    ends = []
    for answer in question.answers:
        ends += walked(drawn, facts.with_(**{question.fact: answer.value}), answer.outcomes & expected)
    return ends


@quick
@given(rulesets(between_facts=False, fewest=1), cases(unknown=4))
def test_every_path_of_a_form_ends_where_its_answers_said(drawn, facts):
    ends = walked(drawn, facts)
    assert [{drawn.decide(end).outcome} for end in ends] == [outcomes(drawn, end) for end in ends]


@quick
@given(rulesets(Bound, between_facts=False, fewest=1), cases(Bound, unknown=4))
def test_answers_that_contradict_known_facts_are_not_offered(drawn, facts):
    ends = walked(drawn, facts)
    assert [{drawn.decide(end).outcome} for end in ends] == [outcomes(drawn, end) for end in ends]


@quick
@given(rulesets(between_facts=False, fewest=1), cases())
def test_no_question_is_asked_once_the_outcome_is_settled(drawn, facts):
    decision = drawn.decide(facts)
    if decision.outcome is not Outcome.UNDETERMINED:
        assert drawn.next_question(facts) is None


@quick
@given(rulesets(between_facts=False, fewest=1), cases(unknown=2))
def test_an_answer_leads_to_the_outcomes_of_its_completions(drawn, facts):
    question = drawn.next_question(facts)
    for answer in question.answers if question else ():
        assert outcomes(drawn, facts.with_(**{question.fact: answer.value})) == answer.outcomes


RULES = simple(rule("r", Form.a & (Form.n >= 3)), rule("s", (Form.tone != Tone.LOW) | Form.a), facts=Form)


def test_a_question_carries_its_words_its_answers_and_the_sources_of_the_rules_that_need_it():
    question = RULES.next_question(Form(year=2025, a=True))
    assert ("n", "n?", "nは。") == (question.fact, question.text.en, question.text.ja)
    assert ["r"] == [source.title.en for source in question.sources]
    assert {False: {Outcome.INELIGIBLE}, True: {Outcome.ELIGIBLE}} == {
        answer.value >= 3: set(answer.outcomes) for answer in question.answers
    }


def test_the_fact_that_most_rules_read_is_asked_first():
    assert "a" == RULES.next_question(Form(year=2025)).fact


def test_every_choice_of_a_closed_vocabulary_is_offered():
    rules = simple(rule("r", Form.tone == Tone.HIGH), facts=Form)
    question = rules.next_question(Form(year=2025))
    assert list(Tone) == [answer.value for answer in question.answers]


def test_a_number_has_typical_answers_on_each_side_of_every_constant():
    rules = simple(rule("r", (Form.n > 1) & (Form.n < 4)), facts=Form)
    values = {answer.value for answer in rules.next_question(Form(year=2025)).answers}
    assert [True, True, True] == [values & {0, 1} != set(), values & {2, 3} != set(), 4 in values]


def test_a_year_is_asked_with_years_as_answers():
    rules = simple(rule("r", Form.year <= FiscalYear(2029)), facts=Form)
    answers = rules.next_question(Form()).answers
    assert {FiscalYear} == {type(answer.value) for answer in answers}
    assert {FiscalYear(2025), FiscalYear(2029), FiscalYear(2030)} <= {answer.value for answer in answers}


def test_a_list_of_children_is_asked_without_answers():
    rules = simple(rule("r", every(Case.parts, Part.sound)))
    assert ("parts", ()) == ((question := rules.next_question(Case(year=2025))).fact, question.answers)


def test_an_answer_before_an_unknown_list_can_still_lead_to_every_outcome_the_list_can():
    rules = simple(rule("r", Case.open), rule("s", every(Case.parts, Part.sound)))
    question = rules.next_question(Case(year=2025))
    after_yes = next(answer for answer in question.answers if answer.value is True)
    assert {Outcome.ELIGIBLE, Outcome.INELIGIBLE} <= after_yes.outcomes


class Texts(Facts):
    """Facts whose values no list holds, and two that can only change together."""

    year = fact(FiscalYear, **words("year"))
    word = fact(str, **words("word"))
    low = fact(int, **words("low"), maximum=100)
    high = fact(int, **words("high"), maximum=100)
    a = fact(bool, **words("a"))
    b = fact(bool, **words("b"))


Texts.constraints = (Constraint("bonds.equipment_related", (Texts.a & Texts.b) | (~Texts.a & ~Texts.b)),)


@pytest.mark.parametrize(
    ("asked", "known", "expected"),
    [
        (Texts.word == "x", {}, "word"),
        ((Texts.high >= 10) & (Texts.high > Texts.low), {"low": 50}, "high"),
        ((Texts.high < 10) | (Texts.high > Texts.low), {"high": 20}, "low"),
        (Texts.a & Texts.b, {}, "a"),
    ],
    ids=["a text", "a number above another", "a number below another", "two facts tied together"],
)
def test_a_fact_that_can_settle_the_outcome_is_asked(asked, known, expected):
    rules = simple(rule("r", asked), facts=Texts)
    question = rules.next_question(Texts(year=2025, **known))
    assert question is not None
    assert expected == question.fact


def test_a_form_does_not_stop_undetermined_where_every_answer_leads_to_one_outcome():
    rules = simple(rule("r", Form.b), rule("s", Form.a | ~Form.a), facts=Form)
    facts = Form(year=2025, b=True)
    while question := rules.next_question(facts):
        facts = facts.with_(**{question.fact: question.answers[0].value})
    assert Outcome.ELIGIBLE is rules.decide(facts).outcome


def one_path(drawn, chance):
    """The questions of one way through a form, and the case it ends with."""
    facts, asked, expected = drawn.facts(), [], set(Outcome)
    while question := drawn.next_question(facts):
        assert question.fact in drawn.decide(facts).missing
        assert question.text.ja
        assert question.sources
        answer = chance.choice(question.answers)
        facts = facts.with_(**{question.fact: answer.value})
        asked.append(question.fact)
        expected &= answer.outcomes
    assert drawn.decide(facts).outcome in expected
    return asked, facts


@pytest.mark.parametrize("drawn", [PROJECT_RULES, EXPENSE_RULES, PLAN_RULES], ids=lambda drawn: drawn.id)
@pytest.mark.parametrize("seed", range(12))
def test_random_paths_through_the_forms_of_the_bond(drawn, seed):
    asked, facts = one_path(drawn, random.Random(seed))  # noqa: S311 -- a path to test, no secret
    decision = drawn.decide(facts)
    assert len(set(asked)) == len(asked)
    assert (decision.outcome is Outcome.UNDETERMINED) == bool(decision.unknown_law)


def test_a_form_leads_to_an_eligible_project():
    reached = set()
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311
        facts = PLAN_RULES.facts()
        while question := PLAN_RULES.next_question(facts):
            likely = [answer for answer in question.answers if Outcome.ELIGIBLE in answer.outcomes]
            facts = facts.with_(**{question.fact: chance.choice(likely).value})
        reached.add(PLAN_RULES.decide(facts).outcome)
    assert {Outcome.ELIGIBLE} == reached


def test_answers_never_contradict_what_a_form_already_knows():
    facts = Bound(year=2025, a=True)
    rules = simple(rule("r", Bound.tone == Tone.HIGH), facts=Bound)
    assert [Tone.MIDDLE, Tone.HIGH] == [answer.value for answer in rules.next_question(facts).answers]
    with pytest.raises(InvalidFacts):
        facts.with_(tone=Tone.LOW)
