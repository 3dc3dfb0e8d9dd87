"""Rich tables for rule sets: rows around the cases that are eligible, with unknown facts, the same in every run."""

from __future__ import annotations

from random import Random

from world_tables import by_row
from worlds import domain, facts_of, stands

from chiho_digital.basics import FiscalYear
from chiho_digital.rules import Between, Compare, FactDefinition

SHARES_UNKNOWN = (0, 0.05, 0.2, 0.5)


def values_asked(ruleset, name, definition):
    """The values the tests give a fact, and those next to every figure that the rules compare it with."""
    found = list(domain(definition))
    if definition.type not in {int, FiscalYear}:
        return found
    bounds = set()
    for node in ruleset.program().nodes():
        if isinstance(node, Between) and node.fact.name == name:
            bounds |= {node.low, node.high}
        if (
            isinstance(node, Compare)
            and node.fact.name == name
            and not isinstance(node.operand, FactDefinition)
        ):
            bounds.add(node.operand)
    near = {int(bound) + step for bound in bounds for step in (-1, 0, 1)}
    if definition.type is FiscalYear:
        return found + [FiscalYear(year) for year in sorted(near)]
    return found + sorted(value for value in near if definition.minimum <= value <= definition.maximum)


def drawn_row(source, kind, unknown=0.0, asked=None):
    """A row of facts by name, each unknown with a probability; asked: the values to draw of a fact, where not all."""
    return {
        name: None
        if source.random() < unknown
        else [drawn_row(source, definition.type, unknown) for _ in range(source.randrange(4))]
        if definition.has_children
        else source.choice((asked or {}).get(name) or domain(definition))
        for name, definition in kind.definitions.items()
    }


def drawn_rows(ruleset, count, seed=2025):
    """Rows of facts by name: half of them drawn at random, half cases that are eligible in which a few facts are changed."""
    source = Random(seed)  # noqa: S311 -- no secrets
    kind = ruleset.facts
    asked = {
        name: values_asked(ruleset, name, definition)
        for name, definition in kind.definitions.items()
        if not definition.has_children
    }

    def standing(make):
        while not stands(row := make(), kind):
            pass
        return row

    known = [standing(lambda: drawn_row(source, kind, 0, asked)) for _ in range(6 * count)]
    eligible = [row for row in known if ruleset.decide(facts_of(row, kind)).is_eligible]

    def changed():
        row = dict(source.choice(eligible))
        for name in source.sample(list(asked), source.randrange(min(4, len(asked)))):
            row[name] = source.choice([None, *asked[name]])
        return row

    rows = [
        standing(lambda: drawn_row(source, kind, source.choice(SHARES_UNKNOWN), asked))
        for _ in range(count // 2)
    ]
    return rows + [standing(changed) for _ in range(count - len(rows))]


def decided(ruleset, rows, as_read_on=None):
    """What the decisions on single cases say, as columns say it: the missing facts as a mask."""
    bits = ruleset.program(as_read_on).bits
    return [
        {**row, "missing": sum(bits[name] for name in row["missing"])}
        for row in by_row(ruleset, rows, as_read_on)
    ]
