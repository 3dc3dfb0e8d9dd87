"""Ways to become eligible: every smallest set of changes to what can be changed, and no other."""

import pytest
from hypothesis import given
from small_worlds import Bound, Form, Tone, cases, rulesets, smallest_ways
from worlds import examples, rule, simple, words

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.bonds import PROJECT_RULES, Acquisition, BodyKind, ProjectFacts, ProjectKind, Purpose, Use
from chiho_digital.rules import Facts, Outcome, Role, UnknownLaw, fact

quick = examples(50)
trees = {"between_facts": False, "fewest": 1}


@quick
@given(rulesets(**trees), cases(unknown=2))
def test_every_way_leads_to_an_eligible_case(drawn, facts):
    for way in drawn.decide(facts).ways_to_eligible().ways:
        assert drawn.decide(facts.with_(**way.changes)) == way.decision
        assert Outcome.ELIGIBLE is way.decision.outcome


@quick
@given(rulesets(**trees), cases(unknown=2))
def test_no_way_holds_a_change_it_could_do_without(drawn, facts):
    for way in drawn.decide(facts).ways_to_eligible().ways:
        for name in way.changes:
            without = {other: value for other, value in way.changes.items() if other != name}
            assert drawn.decide(facts.with_(**without)).outcome is not Outcome.ELIGIBLE


@quick
@given(rulesets(**trees), cases(unknown=2))
def test_only_what_can_be_changed_is_changed_and_to_another_value(drawn, facts):
    for way in drawn.decide(facts).ways_to_eligible().ways:
        assert all(facts.definitions[name].changeable for name in way.changes)
        assert all(facts.value(name) != value for name, value in way.changes.items())


@pytest.mark.parametrize("kind", [Form, Bound])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_ways_are_those_that_trying_everything_finds(kind, most):
    @examples(30)
    @given(rulesets(kind, **trees), cases(kind, unknown=2))
    def agree(drawn, facts):
        decision = drawn.decide(facts)
        found = [way.changes for way in decision.ways_to_eligible(max_changes=most).ways]
        if decision.is_eligible:
            assert found == []
            return
        expected = smallest_ways(drawn, facts, most)
        assert all(changes in expected for changes in found)
        assert {frozenset(changes) for changes in expected} == {frozenset(changes) for changes in found}

    agree()


def test_an_eligible_case_needs_no_way():
    ways = simple(rule("r", Form.a), facts=Form).decide(Form(year=2025, a=True)).ways_to_eligible()
    assert ((), False) == (ways.ways, ways.truncated)


def test_ways_respect_what_cannot_stand_together():
    rules = simple(rule("r", Bound.a), facts=Bound)
    decision = rules.decide(Bound(year=2025, a=False, tone=Tone.LOW))
    assert [] == [way.changes for way in decision.ways_to_eligible(max_changes=1).ways]
    both = simple(rule("r", Bound.a), rule("s", Bound.tone.one_of(*Tone)), facts=Bound)
    found = both.decide(Bound(year=2025, a=False, tone=Tone.LOW)).ways_to_eligible().ways
    assert [{"a": True, "tone": Tone.MIDDLE}, {"a": True, "tone": Tone.HIGH}] == [
        way.changes for way in found
    ]


def test_a_contradiction_is_avoided_by_changing_a_fact_that_no_rule_reads():
    rules = simple(rule("r", Bound.a), facts=Bound)
    decision = rules.decide(Bound(year=2025, a=False, tone=Tone.LOW))
    assert {"a", "tone"} in [set(way.changes) for way in decision.ways_to_eligible().ways]


def test_on_an_undetermined_case_ways_may_settle_what_is_unknown():
    decision = simple(rule("r", Form.a & Form.b), facts=Form).decide(Form(year=2025, a=False))
    assert Outcome.INELIGIBLE is decision.outcome
    assert [{"a": True, "b": True}] == [way.changes for way in decision.ways_to_eligible().ways]


def test_a_number_that_may_be_changed_in_two_ways_is_not_changed_together_with_something_else():
    rules = simple(
        rule("r", Form.n.one_of(1, 2), Role.ALTERNATIVE, "g"),
        rule("s", Form.a & Form.b, Role.ALTERNATIVE, "g"),
        facts=Form,
    )
    ways = rules.decide(Form(year=2025, n=0, a=False, b=False)).ways_to_eligible().ways
    assert {frozenset({"n"}), frozenset({"a", "b"})} == {frozenset(way.changes) for way in ways}


def test_unknown_facts_that_cannot_be_changed_stay_unknown():
    decision = simple(rule("r", Form.a & Form.c), facts=Form).decide(Form(year=2025, a=False))
    assert () == decision.ways_to_eligible().ways


def test_no_way_leads_past_unknown_law():
    law = UnknownLaw(Text("不明", "unknown"))
    rules = simple(rule("r", Form.a), rule("s", law), facts=Form)
    assert () == rules.decide(Form(year=2025, a=False)).ways_to_eligible().ways


def test_a_way_names_the_rules_it_turns():
    rules = simple(
        rule("r", Form.a),
        rule("s", Form.b, Role.EXCLUDES),
        rule("t", Form.c),
        rule("u", ~Form.a, Role.ALTERNATIVE, "g"),
        rule("v", Form.a, Role.ALTERNATIVE, "g"),
        facts=Form,
    )
    (way,) = rules.decide(Form(year=2025, a=False, b=True, c=True)).ways_to_eligible().ways
    assert ["r", "s", "v"] == [rule.id for rule in way.turns]


@pytest.mark.parametrize(
    ("lang", "parts"), [("ja", ("aの名", "はい", "規則r")), ("en", ("a", "yes", "rule r"))]
)
def test_a_way_is_a_sentence_in_both_languages(lang, parts):
    decision = simple(rule("r", Form.a), facts=Form).decide(Form(year=2025, a=False))
    (way,) = decision.ways_to_eligible().ways
    assert [True] * 3 == [part in way.to(lang) for part in parts]


class Wide(Facts):
    """Facts with more values than can be tried together."""

    year = fact(FiscalYear, **words("year"))
    x = fact(int, **words("x"), changeable=True)
    y = fact(int, **words("y"), changeable=True)
    z = fact(int, **words("z"), changeable=True)


def test_a_search_that_stops_early_says_so():
    none = [
        name.one_of(*range(0, 180, 3)) & ~name.one_of(*range(0, 180, 3)) for name in (Wide.x, Wide.y, Wide.z)
    ]
    rules = simple(rule("r", none[0] | none[1] | none[2]), facts=Wide)
    ways = rules.decide(Wide(year=2025, x=1, y=1, z=1)).ways_to_eligible()
    assert ((), True) == (ways.ways, ways.truncated)


def test_a_project_of_leased_equipment_has_the_ways_the_ordinance_leaves():
    facts = ProjectFacts(
        fiscal_year=2025,
        body_kind=BodyKind.MUNICIPALITY,
        under_plan=True,
        purpose=Purpose.RESIDENT_CONVENIENCE,
        kind=ProjectKind.EQUIPMENT,
        use=Use.RESIDENT_SERVICE,
        acquisition=Acquisition.LEASE,
        commonization_candidate=False,
    )
    ways = PROJECT_RULES.decide(facts).ways_to_eligible().ways
    assert [{"acquisition": Acquisition.PURCHASE}] == [way.changes for way in ways]


def test_a_number_above_another_that_is_known_can_be_reached():
    class Pair(Facts):
        year = fact(FiscalYear, **words("year"))
        low = fact(int, **words("low"))
        high = fact(int, **words("high"), changeable=True)

    rules = simple(rule("r", Pair.high > Pair.low), facts=Pair)
    ways = rules.decide(Pair(year=2025, low=50, high=1)).ways_to_eligible().ways
    assert [{"high"}] == [set(way.changes) for way in ways]
