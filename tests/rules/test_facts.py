"""Facts are read-only values; what cannot be is refused with everything that is wrong, all at once."""

import copy
import pickle
from datetime import datetime

import pytest
from hypothesis import given
from worlds import Case, Colour, Part, examples, facts_of, values, words

from chiho_digital.basics import FiscalYear, InvalidValue
from chiho_digital.bonds import ProjectFacts, ProjectKind
from chiho_digital.rules import Constraint, Facts, InvalidFacts, fact

quick = examples(50)


def refused(kind=Case, /, **given_facts):
    with pytest.raises(InvalidFacts) as caught:
        kind(**given_facts)
    return caught.value


def test_facts_of_the_wrong_type_out_of_bounds_and_of_unknown_names_are_told_at_once():
    error = refused(open="yes", count=9, colour="gren", yaer=2025, day="2025-04-01", parts=[1], year=2025)
    told = [(problem.code.removeprefix("rules."), problem.path, problem.value) for problem in error.problems]
    assert [
        ("wrong_type", ("open",), "yes"),
        ("out_of_bounds", ("count",), 9),
        ("not_a_choice", ("colour",), "gren"),
        ("wrong_type", ("day",), "2025-04-01"),
        ("not_children", ("parts",), [1]),
        ("unknown_fact", (), "yaer"),
    ] == told


def test_near_names_and_near_choices_are_suggested():
    error = refused(colour="gren", yaer=2025)
    assert ["green", "year"] == [problem.suggestion for problem in error.problems]


def test_an_error_names_every_problem_in_both_languages():
    error = refused(colour="gren", count=9)
    for lang, label in (("ja", "countの名"), ("en", "'count'")):
        assert "gren" in error.message(lang)
        assert label in error.message(lang)
    assert "2件" in error.message("ja")


def test_an_error_is_a_value_error_and_travels_by_pickle_and_further_out():
    error = refused(count=9)
    assert isinstance(error, ValueError)
    assert str(error) == str(pickle.loads(pickle.dumps(error)))
    assert ("projects", 3) == error.at("projects", 3).path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("open", 1),
        ("open", "true"),
        ("count", True),
        ("count", 1.0),
        ("count", "1"),
        ("year", "2025"),
        ("year", True),
        ("year", 25),
        ("year", 9999),
        ("colour", "RED"),
        ("colour", "赤"),
        ("colour", 1),
        ("colour", ()),
        ("word", 1),
        ("word", b"x"),
        ("day", 20250401),
        ("day", datetime(2025, 4, 1, 12)),  # noqa: DTZ001 -- a moment, not a day
        ("parts", Part()),
        ("parts", [Case()]),
    ],
)
def test_no_value_is_read_as_another_type(name, value):
    assert [(name,)] == [problem.path for problem in refused(**{name: value}).problems]


@pytest.mark.parametrize(
    ("name", "given_value", "expected"),
    [
        ("year", 2025, FiscalYear(2025)),
        ("year", FiscalYear(2025), FiscalYear(2025)),
        ("colour", "red", Colour.RED),
        ("colour", Colour.RED, Colour.RED),
        ("parts", [], ()),
        ("parts", [Part(price=1)], (Part(price=1),)),
        ("count", -2, -2),
        ("open", None, None),
    ],
)
def test_a_value_is_kept_in_one_form(name, given_value, expected):
    found = getattr(Case(**{name: given_value}), name)
    assert (type(expected), expected) == (type(found), found)


class Guarded(Facts):
    """Facts that cannot all stand together."""

    here = fact(bool, **words("here"))
    there = fact(bool, **words("there"))
    many = fact(int, **words("many"))


Guarded.constraints = (
    Constraint("bonds.equipment_related", ~(Guarded.here & Guarded.there)),
    Constraint("bonds.equipment_related", ~Guarded.here | (Guarded.many < 5)),
)


def test_all_contradictions_are_told_at_once_with_the_facts_they_are_between():
    error = refused(Guarded, here=True, there=True, many=5)
    assert ["bonds.equipment_related"] * 2 == [problem.code for problem in error.problems]
    assert [["here", "there"], ["here", "many"]] == [
        [text.en.partition(" ")[0] for text in problem.value] for problem in error.problems
    ]


def test_what_is_unknown_contradicts_nothing():
    assert Guarded(here=True).known() == {"here": True}


def test_the_contradiction_of_the_bond_is_told_in_both_languages():
    error = refused(ProjectFacts, kind=ProjectKind.EQUIPMENT, related=True)
    assert ["種別" in error.message("ja"), "kind" in error.message("en")] == [True, True]


@pytest.mark.parametrize(
    "change", [lambda facts: setattr(facts, "open", True), lambda facts: setattr(facts, "raw", ())]
)
def test_facts_are_read_only(change):
    with pytest.raises(AttributeError):
        change(Case())


@pytest.mark.parametrize("name", ["open", "raw"])
def test_facts_cannot_be_taken_away(name):
    facts = Case(open=True)
    with pytest.raises(AttributeError):
        delattr(facts, name)
    assert facts == Case(open=True)


@quick
@given(values(lists=True))
def test_facts_with_the_same_values_are_equal_hash_alike_and_travel(row):
    facts = facts_of(row)
    copies = [facts_of(row), pickle.loads(pickle.dumps(facts)), copy.deepcopy(facts), facts.with_()]
    assert [facts] * 4 == copies
    assert {hash(facts)} == set(map(hash, copies))


@quick
@given(values(lists=True))
def test_facts_say_what_is_known_and_nothing_else(row):
    facts = facts_of(row)
    assert {name for name, value in row.items() if value is not None} == set(facts.known())
    assert facts.known() == dict(facts)
    assert all(getattr(facts, name) == facts.value(name) for name in row)


def test_with_changes_a_fact_and_none_makes_it_unknown():
    facts = Case(open=True, count=1)
    assert Case(count=2) == facts.with_(open=None, count=2)
    assert Case(open=True, count=1) == facts


def test_facts_of_different_classes_are_not_equal():
    assert Part(sound=True) != Case()


def test_a_fact_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        Case().value("yaer")


def test_a_condition_refuses_a_constant_that_the_fact_cannot_have():
    with pytest.raises(InvalidValue):
        Case.count > 6  # noqa: B015
    with pytest.raises(InvalidValue):
        Case.colour.one_of("red", "mauve")
    with pytest.raises(InvalidValue):
        Case.year.between(FiscalYear(2025), 20)


@pytest.mark.parametrize(
    "written",
    [
        lambda: Case.colour < Colour.RED,
        lambda: Case.colour.between(Colour.RED, Colour.BLUE),
        lambda: Case.open >= Case.joint,
        lambda: Case.open.between(False, True),
        lambda: Case.parts == (),
        lambda: Case.parts.one_of(()),
        Case.count.holds,
        lambda: ~Case.word,
        lambda: Case.count == Case.word,
        lambda: Case.year < Case.count,
    ],
    ids=[
        "choices have no order",
        "choices have no range",
        "yes and no have no order",
        "yes and no have no range",
        "lists are asked by every and some",
        "lists are no choices",
        "a number is no condition",
        "a text is no condition",
        "a number is no text",
        "a year is no number",
    ],
)
def test_a_condition_without_sense_is_refused_where_it_is_written(written):
    with pytest.raises((TypeError, ValueError)):
        written()


def test_a_fact_shared_with_another_class_under_another_name_keeps_its_own_name():
    class First(Facts):
        plain = fact(bool, **words("plain"))

    class Second(Facts):
        renamed = First.plain

    assert ("plain",) == First.plain.holds().facts()
    assert ("renamed",) == Second.renamed.holds().facts()


def test_a_subclass_has_the_facts_of_its_parent_first():
    class More(Part):
        extra = fact(bool, **words("extra"))

    assert ["sound", "price", "shade", "extra"] == list(More.definitions)
    assert ["sound", "price", "shade"] == list(Part.definitions)
