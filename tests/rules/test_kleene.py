"""Conditions follow Kleene's three-valued logic: its laws, its truth tables, and that an answer never unsettles."""

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import Case, Colour, Part, conditions, domain, examples, facts_of, revision, rule, ruleset, values

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.rules import (
    All,
    AnyOf,
    Between,
    Compare,
    Every,
    FactDefinition,
    IsTrue,
    Not,
    OneOf,
    Some,
    UnknownLaw,
    all_of,
    any_of,
    every,
    some,
)

quick = examples(40)
trees = conditions(lists=True, size=4)
cases = values(lists=True).map(facts_of)
UNKNOWN = UnknownLaw(Text("不明", "unknown"))
TRUE, FALSE = All(()), AnyOf(())


def found(facts, *asked):
    """The values of conditions on a case, each as a rule of the statute."""
    names = [f"c{place}" for place in range(len(asked))]
    rules = [rule(name, condition) for name, condition in zip(names, asked, strict=True)]
    decided = ruleset(revision(2025), standing=rules).decide(facts).values
    return [decided[name] for name in names]


ORDER = [False, None, True]
OPPOSITE = {True: False, False: True, None: None}
SIGNS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def truth(node, facts):
    """The value of a condition, from the truth tables alone."""
    match node:
        case Not(part=part):
            return OPPOSITE[truth(part, facts)]
        case All(parts=parts):
            return least([truth(part, facts) for part in parts])
        case AnyOf(parts=parts):
            return most([truth(part, facts) for part in parts])
        case Every(children=listed, part=part) | Some(children=listed, part=part):
            join = least if isinstance(node, Every) else most
            records = facts.value(listed.name)
            return None if records is None else join([truth(part, record) for record in records])
    return None if isinstance(node, UnknownLaw) else asked(node, facts)


def asked(leaf, facts):
    """The value of a condition on one fact or two; unknown where one of them is."""
    read = [number(facts.value(found.name)) for found in leaf.asked()]
    if None in read:
        return None
    match leaf:
        case IsTrue():
            return read[0]
        case Compare(operator=sign, operand=FactDefinition()):
            return SIGNS[sign](read[0], read[1])
        case Compare(operator=sign, operand=constant):
            return SIGNS[sign](read[0], constant)
        case OneOf(values=options):
            return any(read[0] == option for option in options)
        case Between(low=low, high=high):
            return low <= read[0] <= high
    raise TypeError(type(leaf).__name__)


def least(values_found):
    return min(values_found, key=ORDER.index, default=True)


def most(values_found):
    return max(values_found, key=ORDER.index, default=False)


def number(value):
    return value.year if isinstance(value, FiscalYear) else value


@examples(250)
@given(conditions(lists=True, size=12), cases)
def test_a_condition_has_the_value_of_the_truth_tables(condition, facts):
    assert [truth(condition, facts)] == found(facts, condition)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, None, None, True),
        (True, False, False, True),
        (None, True, None, True),
        (None, None, None, None),
        (None, False, False, None),
        (False, True, False, True),
        (False, None, False, None),
        (False, False, False, False),
    ],
)
def test_and_and_or_of_two_yes_no_facts(left, right, both, either):
    facts = Case(open=left, joint=right)
    assert [both, either] == found(facts, Case.open & Case.joint, Case.open | Case.joint)


@pytest.mark.parametrize(("value", "expected"), [(True, False), (None, None), (False, True)])
def test_the_opposite_of_the_unknown_is_unknown(value, expected):
    assert [expected] == found(Case(open=value), ~Case.open)


LAWS = {
    "and commutes": lambda a, b, _: (a & b, b & a),
    "or commutes": lambda a, b, _: (a | b, b | a),
    "and associates": lambda a, b, c: (All((a, All((b, c)))), All((All((a, b)), c))),
    "or associates": lambda a, b, c: (AnyOf((a, AnyOf((b, c)))), AnyOf((AnyOf((a, b)), c))),
    "nested and is flat": lambda a, b, c: (all_of(a, b, c), All((a, All((b, c))))),
    "nested or is flat": lambda a, b, c: (any_of(a, b, c), AnyOf((a, AnyOf((b, c))))),
    "De Morgan of and": lambda a, b, _: (Not(All((a, b))), AnyOf((Not(a), Not(b)))),
    "De Morgan of or": lambda a, b, _: (Not(AnyOf((a, b))), All((Not(a), Not(b)))),
    "double negation": lambda a, _, __: (Not(Not(a)), a),
    "and is idempotent": lambda a, _, __: (All((a, a)), a),
    "or is idempotent": lambda a, _, __: (AnyOf((a, a)), a),
    "and absorbs or": lambda a, b, _: (All((a, AnyOf((a, b)))), a),
    "or absorbs and": lambda a, b, _: (AnyOf((a, All((a, b)))), a),
    "and distributes over or": lambda a, b, c: (
        All((a, AnyOf((b, c)))),
        AnyOf((All((a, b)), All((a, c)))),
    ),
    "or distributes over and": lambda a, b, c: (
        AnyOf((a, All((b, c)))),
        All((AnyOf((a, b)), AnyOf((a, c)))),
    ),
    "true is neutral in and": lambda a, _, __: (All((TRUE, a)), a),
    "false is neutral in or": lambda a, _, __: (AnyOf((FALSE, a)), a),
    "false settles and": lambda a, _, __: (All((a, FALSE)), FALSE),
    "true settles or": lambda a, _, __: (AnyOf((a, TRUE)), TRUE),
    "one part is the part": lambda a, b, _: (All((AnyOf((a,)), b)), All((All((a,)), b))),
    "not every is some not": lambda *_: (
        ~every(Case.parts, Part.sound),
        some(Case.parts, ~Part.sound),
    ),
}


@pytest.mark.parametrize("law", LAWS)
@quick
@given(trees, trees, trees, cases)
def test_both_sides_of_a_law_have_the_same_value(law, a, b, c, facts):
    left, right = found(facts, *LAWS[law](a, b, c))
    assert left is right


@quick
@given(trees, cases)
def test_a_condition_and_its_opposite_are_never_both_true_nor_both_false(condition, facts):
    value, opposite = found(facts, condition, ~condition)
    assert (value, opposite) in {(True, False), (False, True), (None, None)}


@pytest.mark.parametrize("law", [All((UNKNOWN, Case.open.holds())), AnyOf((UNKNOWN, Case.open.holds()))])
def test_unknown_law_settles_nothing_by_itself(law):
    settled = [found(Case(open=value), law)[0] for value in (True, False, None)]
    assert settled == ([None, False, None] if isinstance(law, All) else [True, None, None])


@st.composite
def answered(draw):
    """A case, and the same case with one unknown fact known."""
    row = draw(values(lists=True))
    unknown = [name for name, value in row.items() if value is None and name != "parts"]
    name = draw(st.sampled_from(unknown or ["open"]))
    value = draw(st.sampled_from(domain(Case.definitions[name])))
    return facts_of({**row, name: None}), facts_of({**row, name: value})


@examples(150)
@given(conditions(lists=True), answered())
def test_an_answer_never_unsettles_what_was_known(condition, before_and_after):
    before, after = (found(facts, condition)[0] for facts in before_and_after)
    assert before in (None, after)


@quick
@given(conditions(Part, unknown_law=False), values(Part), st.sampled_from((every, some)))
def test_an_answer_about_a_child_never_unsettles_what_was_known(condition, part, quantifier):
    known = {
        name: domain(Part.definitions[name])[0] if value is None else value for name, value in part.items()
    }
    others = Part(sound=True, price=3, shade=Colour.RED)
    before, after = (
        found(Case(parts=(facts_of(given_part, Part), others)), quantifier(Case.parts, condition))[0]
        for given_part in (part, known)
    )
    assert before in (None, after)


@pytest.mark.parametrize(
    ("parts", "all_sound", "some_sound"),
    [
        (None, None, None),
        ((), True, False),
        ((None,), None, None),
        ((True, None), None, True),
        ((False, None), False, None),
        ((True, True), True, True),
        ((False, False), False, False),
    ],
)
def test_quantifiers_over_unknown_empty_and_partly_known_lists(parts, all_sound, some_sound):
    listed = None if parts is None else tuple(Part(sound=sound) for sound in parts)
    asked = every(Case.parts, Part.sound), some(Case.parts, Part.sound)
    assert [all_sound, some_sound] == found(Case(parts=listed), *asked)


@pytest.mark.parametrize("item", [Case.open, Case.open & Case.joint, Case.count == 1])
def test_a_condition_has_no_truth_value_of_its_own(item):
    with pytest.raises(TypeError, match="truth value"):
        bool(item)
