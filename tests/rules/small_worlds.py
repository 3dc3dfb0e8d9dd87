"""Worlds so small that every completion of a case can be tried: what brute force says about them is the truth."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import strategies as st
from worlds import conditions, facts_of, revision, rule, ruleset, stands, words

from chiho_digital.basics import FiscalYear, LabelledEnum
from chiho_digital.rules import Constraint, Facts, Role, fact


class Tone(LabelledEnum):
    """Three choices."""

    LOW = "low", "低", "low"
    MIDDLE = "middle", "中", "middle"
    HIGH = "high", "高", "high"


class Form(Facts):
    """Facts with few values each."""

    year = fact(FiscalYear, **words("year"))
    a = fact(bool, **words("a"), changeable=True)
    b = fact(bool, **words("b"), changeable=True)
    c = fact(bool, **words("c"))
    n = fact(int, **words("n"), maximum=4, changeable=True)
    m = fact(int, **words("m"), maximum=4)
    tone = fact(Tone, **words("tone"), changeable=True)


class Bound(Form):
    """The same facts, some of which cannot stand together."""


Bound.constraints = (
    Constraint("bonds.equipment_related", ~(Bound.a & (Bound.tone == Tone.LOW))),
    Constraint("bonds.equipment_related", ~(Bound.b & Bound.c) | (Bound.n < 3)),
)

WHOLE = {
    bool: (False, True),
    int: range(5),
    Tone: tuple(Tone),
    FiscalYear: [FiscalYear(y) for y in range(2022, 2032)],
}


def whole(kind, name):
    """Every value of a fact that a condition of these worlds can tell from others."""
    return tuple(WHOLE[kind.definitions[name].type])


ROLES = ((Role.REQUIRES, ""), (Role.EXCLUDES, ""), (Role.ALTERNATIVE, "g"))


@st.composite
def rulesets(draw, kind=Form, **tree):
    """One text of one to three rules."""
    drawn = st.lists(
        st.tuples(conditions(kind, size=6, **tree), st.sampled_from(ROLES)), min_size=1, max_size=3
    )
    rules = [rule(f"r{place}", asked, *role) for place, (asked, role) in enumerate(draw(drawn))]
    return ruleset(revision(2025, *rules), facts=kind)


@st.composite
def cases(draw, kind=Form, *, unknown=3):
    """A case with a few unknown facts."""
    names = list(kind.definitions)
    open_ = draw(st.sets(st.sampled_from(names), max_size=unknown))
    given = {name: st.none() if name in open_ else st.sampled_from(whole(kind, name)) for name in names}
    return draw(
        st.fixed_dictionaries(given)
        .filter(lambda row: stands(row, kind))
        .map(lambda row: facts_of(row, kind))
    )


def completions(facts):
    """Every case that the known facts leave possible, all facts known."""
    kind = type(facts)
    open_ = [name for name in kind.definitions if facts.value(name) is None]
    for answers in product(*(whole(kind, name) for name in open_)):
        row = {**facts.known(), **dict(zip(open_, answers, strict=True))}
        if stands(row, kind):
            yield kind(**row)


def outcomes(drawn, facts):
    """The outcomes of all completions."""
    return {drawn.decide(case).outcome for case in completions(facts)}


def mattering(drawn, facts):
    """The unknown facts of which two answers, all else equal, lead to different outcomes."""
    found = {tuple(case.known().items()): drawn.decide(case).outcome for case in completions(facts)}
    result = set()
    for name in facts.definitions:
        if facts.value(name) is None:
            by_others = {}
            for items, outcome in found.items():
                by_others.setdefault(tuple(item for item in items if item[0] != name), set()).add(outcome)
            if any(len(reached) > 1 for reached in by_others.values()):
                result.add(name)
    return result


def smallest_ways(drawn, facts, most):
    """Every inclusion-minimal set of changes to changeable facts after which a case is eligible, by trying all."""
    kind = type(facts)
    changeable = [name for name, found in kind.definitions.items() if found.changeable]
    found = []
    for size in range(1, most + 1):
        for names in combinations(changeable, size):
            for values in product(*(whole(kind, name) for name in names)):
                changes = dict(zip(names, values, strict=True))
                if any(facts.value(name) == value for name, value in changes.items()):
                    continue
                if any(smaller.items() <= changes.items() for smaller in found):
                    continue
                row = {**facts.known(), **changes}
                if stands(row, kind) and drawn.decide(kind(**row)).is_eligible:
                    found.append(changes)
    return found
