"""Texts over time: each year is decided by the text in force, under the texts known on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import (
    READ_ON,
    Case,
    Colour,
    Part,
    examples,
    facts_of,
    revision,
    rule,
    ruleset,
    rulesets,
    simple,
    source,
    values,
)

from chiho_digital.basics import FiscalYear, Grade, InvalidValue
from chiho_digital.bonds import EXPENSE_RULES, PLAN_RULES, PROJECT_RULES
from chiho_digital.rules import Holds, Outcome, Role, Rule, every

quick = examples(50)
LATER = ruleset(
    revision(2025, rule("a", Case.open), rule("b", Case.count > 1)),
    revision(2026, rule("a", Case.open), rule("b", Case.count > 3), rule("c", Case.joint)),
)


def decided(drawn, as_read_on=None, **known):
    return drawn.decide(Case(**known), as_read_on=as_read_on)


def most(found):
    return True if True in found else None if None in found else False


def combined(rules, values_of):
    """What rules make together of their values: all that must, none that must not, one of every group."""
    parts = [values_of[own.id] for own in rules if own.role is Role.REQUIRES]
    parts += [
        None if (value := values_of[own.id]) is None else not value
        for own in rules
        if own.role is Role.EXCLUDES
    ]
    groups = {own.group for own in rules if own.role is Role.ALTERNATIVE}
    parts += [most([values_of[own.id] for own in rules if own.group == group]) for group in groups]
    return False if False in parts else None if None in parts else True


def alone(own, rules, facts):
    """The value of a rule where it and those it rests on are the whole statute."""
    return ruleset(revision(2000), standing=rules).decide(facts).values[own.id]


@quick
@given(rulesets(), values(), st.sampled_from((2025, 2026, 2027)))
def test_a_year_is_decided_by_the_rules_of_its_text_alone(drawn, row, year):
    facts = facts_of({**row, "year": FiscalYear(year)})
    rules = drawn.rules(year)
    values_of = {own.id: alone(own, rules, facts) for own in rules}
    decision = drawn.decide(facts)
    assert values_of == {own.id: decision.values[own.id] for own in rules}
    assert combined(rules, values_of) is decision.is_eligible


@quick
@given(rulesets(), values())
def test_under_the_older_texts_the_older_decision_is_made_again(drawn, row):
    older = ruleset(drawn.revisions[0], standing=drawn.standing)
    facts = facts_of(row)
    before, now = older.decide(facts), drawn.decide(facts, as_read_on=READ_ON[2025])
    assert before == now
    assert before.to_dict() == now.to_dict()
    assert (before.missing, before.unknown_law, before.assumptions) == (
        now.missing,
        now.unknown_law,
        now.assumptions,
    )


@pytest.mark.parametrize(
    ("year", "as_read_on", "expected"),
    [
        (2025, None, {"a": True, "b": True}),
        (2026, None, {"a": True, "b": False, "c": True}),
        (2030, None, {"a": True, "b": False, "c": True}),
        (2026, date(2026, 3, 31), {"a": True, "b": True}),
        (2026, date(2026, 4, 1), {"a": True, "b": False, "c": True}),
        (2026, date(2025, 4, 1), {"a": True, "b": True}),
    ],
)
def test_the_text_in_force_is_the_last_one_known_on_the_day(year, as_read_on, expected):
    decision = decided(LATER, as_read_on, year=year, open=True, count=2, joint=True)
    assert expected == {finding.id: finding.value for finding in decision.findings}
    assert (as_read_on or date(2026, 4, 1)) == decision.as_read_on


def test_a_rule_that_a_text_has_not_does_not_count_in_its_years():
    known = {"open": True, "count": 5, "joint": False}
    assert [Outcome.ELIGIBLE, Outcome.INELIGIBLE] == [
        decided(LATER, year=y, **known).outcome for y in (2025, 2026)
    ]
    assert [["a", "b"], ["a", "b", "c"]] == [
        [finding.id for finding in decided(LATER, year=y, **known).findings] for y in (2025, 2026)
    ]


def test_before_anything_was_read_nothing_is_decided():
    with pytest.raises(InvalidValue) as caught:
        decided(LATER, date(2025, 3, 31), year=2025)
    assert ["2025-04-01" in caught.value.message(lang) for lang in ("ja", "en")] == [True, True]
    for asked in (LATER.program, LATER.known):
        with pytest.raises(InvalidValue):
            asked(date(2025, 3, 31))


@pytest.mark.parametrize(("year", "count"), [(2024, 0), (2025, 0), (2026, 0), (2027, 1), (2030, 1)])
def test_years_after_the_last_reading_rest_on_an_assumption(year, count):
    notes = decided(LATER, year=year, open=True).assumptions
    assert count == len(notes)
    for note in notes:
        assert "text of 2026" in note.to("en")
        assert FiscalYear(year).era in note.to("ja")
        assert "2026-04-01" in note.to("ja")


def test_under_older_texts_the_assumption_begins_earlier():
    assert 1 == len(decided(LATER, date(2025, 4, 1), year=2026, open=True).assumptions)
    assert 0 == len(decided(LATER, date(2025, 4, 1), year=2025, open=True).assumptions)
    assert () == decided(LATER, open=True).assumptions


@pytest.mark.parametrize("drawn", [PROJECT_RULES, EXPENSE_RULES, PLAN_RULES], ids=lambda drawn: drawn.id)
def test_the_rules_of_the_bond_rest_on_an_assumption_after_the_last_text(drawn):
    found = [
        len(drawn.decide(drawn.facts(fiscal_year=year)).assumptions) for year in (2025, 2026, 2027, 2029)
    ]
    assert [0, 0, 1, 1] == found


def test_a_year_before_the_first_text_may_still_be_refused_by_the_statute():
    drawn = ruleset(revision(2025, rule("a", Case.open)), standing=[rule("s", Case.joint)])
    assert [Outcome.INELIGIBLE, Outcome.UNDETERMINED] == [
        decided(drawn, year=2020, open=True, joint=joint).outcome for joint in (False, True)
    ]


def test_a_group_of_alternatives_binds_only_where_the_text_has_one():
    drawn = ruleset(
        revision(2025, rule("a", Case.open)),
        revision(2026, rule("a", Case.open), rule("b", Case.joint, Role.ALTERNATIVE, "g")),
    )
    known = {"open": True, "joint": False}
    assert [Outcome.ELIGIBLE, Outcome.INELIGIBLE] == [
        decided(drawn, year=y, **known).outcome for y in (2025, 2026)
    ]


def test_a_decision_is_graded_where_a_later_text_has_another_group():
    drawn = ruleset(
        revision(2025, rule("a", Case.open)),
        revision(2026, rule("a", Case.open), rule("b", Case.joint, Role.ALTERNATIVE, "g")),
    )
    assert Grade.PRIMARY is decided(drawn, year=2025, open=True, joint=False).grade


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Role.EXCLUDES, ""), (Role.REQUIRES, "")),
        ((Role.REQUIRES, ""), (Role.EXCLUDES, "")),
        ((Role.REQUIRES, ""), (Role.ALTERNATIVE, "g")),
        ((Role.ALTERNATIVE, "g"), (Role.ALTERNATIVE, "h")),
    ],
)
def test_a_rule_keeps_the_role_it_has_in_the_text_of_its_year(before, after):
    def written(year, role):
        return revision(year, rule("a", Case.open, *role), rule("b", Case.joint, Role.ALTERNATIVE, "g"))

    both = ruleset(written(2025, before), written(2026, after))
    for year, role in ((2025, before), (2026, after)):
        only = ruleset(written(2025, role))
        for known in (
            {"open": True, "joint": False},
            {"open": False, "joint": True},
            {"open": True, "joint": True},
        ):
            assert decided(only, year=year, **known).outcome == decided(both, year=year, **known).outcome


def test_two_texts_may_rest_their_rules_on_one_another_in_either_order():
    drawn = ruleset(
        revision(2025, rule("a", Holds("b")), rule("b", Case.open)),
        revision(2026, rule("a", Case.open), rule("b", Holds("a"))),
    )
    assert [Outcome.ELIGIBLE] * 2 == [decided(drawn, year=year, open=True).outcome for year in (2025, 2026)]


def test_what_changed_between_two_texts():
    drawn = ruleset(
        revision(
            2025,
            rule("same", Case.open, article="1条"),
            rule("moved", Case.open, article="2条"),
            rule("asked", Case.count > 1, article="3条"),
            rule("gone", Case.joint, article="4条"),
            rule("role", Case.joint),
        ),
        revision(
            2026,
            rule("same", Case.open, article="1条"),
            rule("new", Case.small, article="5条"),
            rule("moved", Case.open, article="6条"),
            rule("asked", Case.count > 2, article="3条"),
            rule("role", Case.joint, Role.EXCLUDES),
        ),
    )
    changes = drawn.diff(2025, FiscalYear(2026))
    kinds = [
        ("new", "added"),
        ("moved", "moved"),
        ("asked", "changed"),
        ("role", "changed"),
        ("gone", "removed"),
    ]
    assert kinds == [(change.rule, change.kind) for change in changes]
    words = {"new": "5条", "moved": "2条→6条", "asked": "", "role": "", "gone": "4条"}
    for change in changes:
        assert words[change.rule] in change.to("ja").replace(" ", "")
        assert f"rule {change.rule}" in change.to("en")
    backwards = {change.rule: change.kind for change in drawn.diff(2026, 2025)}
    assert ("removed", "added") == (backwards["new"], backwards["gone"])
    assert () == drawn.diff(2026, 2030)


def test_the_text_of_2026_added_the_cybersecurity_system():
    changes = {change.rule: change.kind for change in PROJECT_RULES.diff(2025, 2026)}
    assert "added" == changes["cybersecurity_system"]
    assert "removed" not in changes.values()


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ([rule("a", Case.open), rule("a", Case.joint)], "twice"),
        ([rule("a", Holds("z"))], "z"),
        ([rule("a", Part.sound)], "sound"),
        ([rule("a", every(Case.parts, Case.open))], "open"),
        ([rule("a", every(Case.parts, Holds("b"))), rule("b", Case.open)], "b"),
    ],
)
def test_a_set_whose_rules_cannot_be_read_is_refused_where_it_is_written(rules, problem):
    with pytest.raises(ValueError, match=problem):
        simple(*rules)


def test_a_rule_without_a_source_is_refused_where_it_is_written():
    own = rule("a", Case.open)
    with pytest.raises(ValueError, match="a"):
        simple(Rule("a", own.title, own.role, own.condition, (), own.says))


def test_texts_out_of_order_are_refused_where_they_are_written():
    with pytest.raises(ValueError, match=r"test\.set"):
        ruleset(revision(2026, rule("a", Case.open)), revision(2025, rule("a", Case.joint)))


def test_rules_that_rest_on_one_another_are_refused_where_they_are_written():
    with pytest.raises(ValueError, match="a"):
        simple(rule("a", Holds("b")), rule("b", Holds("a")))


def test_rules_may_stand_before_those_they_rest_on():
    drawn = simple(
        rule("a", Holds("b") & Holds("c")), rule("b", ~Holds("c")), rule("c", Case.colour == Colour.RED)
    )
    decision = decided(drawn, year=2025, colour="red")
    assert {"a": False, "b": False, "c": True} == decision.values


def test_the_grade_of_a_rule_is_the_weakest_of_its_sources():
    own = rule("a", Case.open)
    mixed = Rule("b", own.title, own.role, own.condition, (source(), source("x", Grade.SECONDARY)), own.says)
    assert [Grade.PRIMARY, Grade.SECONDARY] == [own.grade, mixed.grade]
