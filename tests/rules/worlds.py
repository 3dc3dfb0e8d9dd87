"""Small worlds to test the engine in: a class of facts with every type, drawn conditions, rule sets and cases."""

from __future__ import annotations

from datetime import date

from hypothesis import Phase, settings
from hypothesis import strategies as st

from chiho_digital.basics import FiscalYear, Grade, LabelledEnum, Source, Text
from chiho_digital.rules import (
    All,
    AnyOf,
    Every,
    Fact,
    Facts,
    Holds,
    InvalidFacts,
    Not,
    Revision,
    Role,
    Rule,
    RuleSet,
    Some,
    UnknownLaw,
    children,
    fact,
)

READ_ON = {2025: date(2025, 4, 1), 2026: date(2026, 4, 1)}


class Colour(LabelledEnum):
    """A closed vocabulary long enough for every form in which a choice is tested."""

    RED = "red", "赤", "red"
    GREEN = "green", "緑", "green"
    BLUE = "blue", "青", "blue"
    GREY = "grey", "灰", "grey"
    BLACK = "black", "黒", "black"
    WHITE = "white", "白", "white"


def examples(count):
    """Hypothesis's settings for so many examples; to explain a failure in worlds as wide as these takes minutes."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
    return settings(max_examples=count, phases=phases, deadline=None)


def words(name):
    return {"label": Text(f"{name}の名", name), "question": Text(f"{name}は。", f"{name}?")}


class Part(Facts):
    """What is known about a child record."""

    sound = fact(bool, **words("sound"))
    price = fact(int, **words("price"), minimum=0, maximum=5)
    shade = fact(Colour, **words("shade"))


class Case(Facts):
    """What is known about a case: two facts of each type, three of yes and no, a list of child records."""

    year = fact(FiscalYear, **words("year"), changeable=True)
    other_year = fact(FiscalYear, **words("other_year"))
    open = fact(bool, **words("open"), changeable=True)
    joint = fact(bool, **words("joint"))
    small = fact(bool, **words("small"))
    count = fact(int, **words("count"), minimum=-2, maximum=5, changeable=True)
    limit = fact(int, **words("limit"), minimum=-2, maximum=5)
    colour = fact(Colour, **words("colour"), changeable=True)
    frame = fact(Colour, **words("frame"))
    day = fact(date, **words("day"))
    end = fact(date, **words("end"))
    word = fact(str, **words("word"))
    name = fact(str, **words("name"))
    parts = children(Part, **words("parts"))


DOMAINS = {
    bool: (False, True),
    int: tuple(range(-2, 6)),
    FiscalYear: tuple(FiscalYear(year) for year in (2023, 2024, 2025, 2026, 2027, 2029, 2030)),
    date: (date(2025, 3, 30), date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 2), date(1899, 12, 31)),
    str: ("", "a", "B", "it's", "県", "😀"),
}
ORDERED = ("==", "!=", "<", "<=", ">", ">=")


def domain(definition):
    """Every value the tests give a fact."""
    values = tuple(definition.type) if definition.choices else DOMAINS[definition.type]
    if definition.type is int:
        return tuple(value for value in values if definition.minimum <= value <= definition.maximum)
    return values


def compared(left, operator, right):
    """A comparison as a user writes it."""
    return {
        "==": lambda: left == right,
        "!=": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }[operator]()


def plain(kind):
    """The facts of a class that are no lists."""
    return [getattr(kind, name) for name, found in kind.definitions.items() if not found.has_children]


@st.composite
def leaves(draw, kind=Case, *, between_facts=True, fewest=0):
    """A condition on one fact, or on two of the same type."""
    asked = draw(st.sampled_from(plain(kind)))
    definition = asked.definition
    values = st.sampled_from(domain(definition))
    if definition.type is bool and draw(st.booleans()):
        return asked.holds()
    form = draw(st.sampled_from(("compare", "one_of", "between", "facts")))
    ordered = definition.type is not bool and not definition.choices
    if form == "one_of":
        return asked.one_of(*draw(st.lists(values, min_size=fewest, max_size=6)))
    if form == "between" and ordered:
        return asked.between(draw(values), draw(values))
    operator = draw(st.sampled_from(ORDERED if ordered else ORDERED[:2]))
    if form == "facts" and between_facts:
        same = [other for other in plain(kind) if other.definition.type is definition.type]
        return compared(asked, operator, draw(st.sampled_from(same)))
    return compared(asked, operator, draw(values))


def reasons():
    return st.sampled_from("pqr").map(lambda name: UnknownLaw(Text(f"法{name}", f"law {name}")))


def conditions(kind=Case, *, held=(), lists=False, unknown_law=True, size=8, **leaf):
    """A tree of conditions; `held` are ids of rules it may rest on."""
    atoms = [leaves(kind, **leaf)] * 3
    if unknown_law:
        atoms.append(reasons())
    if held:
        atoms.append(st.sampled_from(held).map(Holds))
    if lists:
        inner = conditions(Part, unknown_law=False, size=3, **leaf)
        atoms.append(
            st.builds(
                lambda node, part: node(Case.parts.definition, part), st.sampled_from((Every, Some)), inner
            )
        )

    def grown(below):
        parts = st.lists(below, max_size=3).map(tuple)
        return st.one_of(st.builds(All, parts), st.builds(AnyOf, parts), st.builds(Not, below))

    return st.recursive(st.one_of(atoms), grown, max_leaves=size)


def source(name="law", grade=Grade.PRIMARY, article=None):
    return Source(Text(f"{name}の法", name), grade, article=article)


def rule(rule_id, condition, role=Role.REQUIRES, group="", *, grade=Grade.PRIMARY, article=None):
    title = Text(f"規則{rule_id}", f"rule {rule_id}")
    asked = condition.holds() if isinstance(condition, Fact) else condition
    return Rule(rule_id, title, role, asked, (source(rule_id, grade, article),), title, group)


def revision(year, *rules):
    """A text of rules in force from a fiscal year, read on its first day."""
    return Revision(Text(f"{year}年の文", f"text of {year}"), FiscalYear(year), date(year, 4, 1), rules)


def ruleset(*revisions, standing=(), facts=Case):
    """A rule set over the facts of a case."""
    return RuleSet(
        id="test.set",
        title=Text("試しの規則集", "a set to test with"),
        facts=facts,
        year="year",
        standing=tuple(standing),
        revisions=revisions,
        official=Text("公式の判断ではありません。", "This is not an official determination."),
    )


def simple(*rules, facts=Case):
    """A rule set of one text in force from FY2025."""
    return ruleset(revision(2025, *rules), facts=facts)


@st.composite
def rulesets(draw, **tree):
    """A rule set of one or two texts, with standing rules, in which rules of any role may rest on others."""
    roles = {
        name: draw(
            st.sampled_from(
                ((Role.REQUIRES, ""), (Role.EXCLUDES, ""), (Role.ALTERNATIVE, "g"), (Role.ALTERNATIVE, "h"))
            )
        )
        for name in ("s0", "s1", "r0", "r1", "r2", "r3")
    }

    def made(names, held):
        rules = []
        for name in names:
            below = (*held, *(done.id for done in rules))
            rules.append(rule(name, draw(conditions(held=below, **tree)), *roles[name]))
        return tuple(reversed(rules))  # a rule may stand before one it rests on

    standing = made(draw(st.sampled_from(((), ("s0",), ("s0", "s1")))), ())
    held = tuple(own.id for own in standing)
    texts = draw(st.sampled_from(((2025,), (2025, 2026))))
    own = st.lists(st.sampled_from(("r0", "r1", "r2", "r3")), min_size=1, max_size=3, unique=True).map(sorted)
    return ruleset(*(revision(year, *made(draw(own), held)) for year in texts), standing=standing)


def values(kind=Case, *, lists=False, unknown=True):
    """The facts of a case by name, some of them unknown."""
    forms = {}
    for name, found in kind.definitions.items():
        if found.has_children:
            some = st.lists(values(found.type), max_size=3)
            forms[name] = st.none() | some if lists else st.none()
        else:
            known = st.sampled_from(domain(found))
            forms[name] = st.none() | known if unknown else known
    return st.fixed_dictionaries(forms).filter(lambda row: not kind.constraints or stands(row, kind))


def stands(row, kind):
    """Whether the facts of a row can stand together."""
    try:
        facts_of(row, kind)
    except InvalidFacts:
        return False
    return True


def facts_of(row, kind=Case):
    """The facts of a row of values."""
    given = {
        name: tuple(facts_of(part, kind.definitions[name].type) for part in value)
        if isinstance(value, list)
        else value
        for name, value in row.items()
    }
    return kind(**given)
