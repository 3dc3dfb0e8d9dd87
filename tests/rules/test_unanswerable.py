"""The next question when some facts stay unknown: they are not asked, and only what still matters beside them is."""

from itertools import product

from hypothesis import given
from small_worlds import Form, Tone, cases, rulesets, whole
from worlds import examples, rule, simple

from chiho_digital import bonds
from chiho_digital.rules import Outcome


def walk_all(drawn, facts, unanswerable):
    """Every case to which the answers lead, each checked against what the questions said on the way."""
    question = drawn.next_question(facts, unanswerable=unanswerable)
    if question is None:
        return [facts]
    assert question.fact not in unanswerable
    ends = []
    for answer in question.answers:
        after = facts.with_(**{question.fact: answer.value})
        reached = walk_all(drawn, after, unanswerable)
        assert {drawn.decide(end).outcome for end in reached} <= answer.outcomes
        ends += reached
    return ends


@examples(30)
@given(rulesets(between_facts=False, fewest=1), cases(unknown=4))
def test_what_nobody_knows_is_not_asked_and_every_path_ends_where_its_answers_said(drawn, facts):
    unknown = drawn.decide(facts).missing[:1]
    for end in walk_all(drawn, facts, unknown):
        assert all(end.value(name) is None for name in unknown)


@examples(30)
@given(rulesets(between_facts=False, fewest=1), cases(unknown=3))
def test_the_questions_end_only_where_no_answer_can_settle_it(drawn, facts):
    unknown = drawn.decide(facts).missing[:1]
    for end in walk_all(drawn, facts, unknown):
        left = [name for name in drawn.decide(end).missing if name not in unknown]
        for values in product(*(whole(Form, name) for name in left)):
            settled = end.with_(**dict(zip(left, values, strict=True)))
            assert not left or drawn.decide(settled).outcome is Outcome.UNDETERMINED


def test_without_unknown_facts_the_question_is_the_same():
    facts = bonds.ProjectFacts(fiscal_year=2026)
    assert bonds.next_question(facts) == bonds.next_question(facts, unanswerable=())


def test_a_fact_is_not_asked_when_an_unknown_one_leaves_it_without_effect():
    rules = simple(rule("r", Form.a & (Form.tone == Tone.HIGH)), facts=Form)
    facts = Form(year=2025)
    question = rules.next_question(facts, unanswerable=["a"])
    assert "tone" == question.fact  # it can still settle that it fails
    assert {Outcome.INELIGIBLE, Outcome.UNDETERMINED} == {
        one for answer in question.answers for one in answer.outcomes
    }
    assert rules.next_question(facts.with_(tone=Tone.HIGH), unanswerable=["a"]) is None
    either = simple(rule("r", Form.a & (Form.n >= 0)), facts=Form)
    assert either.next_question(Form(year=2025), unanswerable=["a"]) is None


def test_an_unknown_use_of_a_system_can_be_made_up_for_by_joint_procurement():
    facts = bonds.ProjectFacts(
        fiscal_year=2026, body_kind="municipality", kind="system", acquisition="introduce", under_plan=True
    ).with_(purpose="efficiency", commonization_candidate=False)
    question = bonds.next_question(facts, unanswerable=["use"])
    assert question.fact != "use"
    assert any(Outcome.ELIGIBLE in answer.outcomes for answer in question.answers)
    joint = facts.with_(jointly_procured=True)
    assert "eligible" == bonds.eligibility(joint).outcome
