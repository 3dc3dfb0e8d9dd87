"""Every operation on tables, what it is compared with, and how it runs on each engine: what the support matrix says.

The tests run every trial of every operation on every engine, and hold that it runs as it says here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import partial
from importlib import import_module
from random import Random
from typing import Any

from attrs import field, frozen
from funded import ASSUME
from funding_rows import ADDED, READ, funded
from rich_rows import decided, drawn_rows
from world_tables import child_columns, columns_of, key, types_of
from worlds import Case, Colour, Part, revision, rule, ruleset

import chiho_digital
from chiho_digital.basics import MAX_YEN, Text
from chiho_digital.bonds import (
    EXPENSE_RULES,
    PROJECT_RULES,
    eligibility_frame,
    expense_eligibility_frame,
    funding_frame,
)
from chiho_digital.rules import RuleSet, UnknownLaw, every, some

ROWS = 600


class How(Enum):
    """How an operation runs on an engine."""

    AT_ONCE = Text("○", "yes")
    LAZILY = Text("○（遅延）", "lazily")
    THROUGH_ARROW = Text("○（Arrow経由）", "through Arrow")


EVERYWHERE = {
    "polars": How.AT_ONCE,
    "polars-lazy": How.LAZILY,
    "pandas": How.THROUGH_ARROW,
    "pyarrow": How.AT_ONCE,
    "duckdb": How.LAZILY,
    "pyspark": How.LAZILY,
}


@frozen
class Trial:
    """One run of an operation.

    tables: columns, and the types of their values, by what the operation calls each table. run: from tables to a table.
    expected: what the row path says of each row, in columns that the operation adds.
    """

    tables: Mapping[str, tuple[dict[str, list[Any]], dict[str, type]]]
    run: Callable[[Mapping[str, Any]], Any]
    expected: list[dict[str, Any]]


@frozen
class Operation:
    """An operation on tables: how it is called, what it does, its trials by name, how it runs on each engine."""

    call: str
    does: Text
    trials: Mapping[str, Callable[[], Trial]]
    how: Mapping[str, How] = field(factory=lambda: dict(EVERYWHERE))


def rule_sets():
    """Every rule set that a module of the library holds, by its id."""
    found = {}
    for module in pkgutil.walk_packages(chiho_digital.__path__, "chiho_digital."):
        if not module.name.endswith("__main__"):
            held = vars(import_module(module.name)).values()
            found |= {item.id: item for item in held if isinstance(item, RuleSet)}
    return found


UNSAID = UnknownLaw(Text("法は述べていません", "the law does not say"))
LISTS = ruleset(
    revision(
        2025,
        rule("all_sound", every(Case.parts, Part.sound)),
        rule("one_dear", some(Case.parts, (Part.price > 2) & (Part.shade != Colour.RED))),
    ),
    revision(
        2026,
        rule("all_sound", every(Case.parts, Part.sound | (Part.price < 3)) | Case.open),
        rule("no_black", ~some(Case.parts, Part.shade == Colour.BLACK) | (Case.small & UNSAID)),
    ),
)


def decision(rules, of=None, as_read_on=None):
    """A trial of the decisions of a rule set, through its own method or a room's function for it."""
    rows = drawn_rows(rules, ROWS)
    tables = {"frame": (columns_of(rows, rules.facts), types_of(rules.facts))}
    for name, known in rules.facts.definitions.items():
        if known.has_children:
            tables[name] = (child_columns(rows, name, known.type), types_of(known.type))

    def run(given):
        children = {name: (table, "key") for name, table in given.items() if name != "frame"}
        lists = {"children": children} if children else {}
        return (of or rules.decide_frame)(given["frame"], as_read_on=as_read_on, **lists)

    return Trial(tables, run, decided(rules, rows, as_read_on))


def payment():
    """A trial of what the bond pays, of rows that `funding` does not refuse."""
    source = Random(2025)  # noqa: S311 -- no secrets
    rows: list[tuple[int | None, ...]] = []
    while len(rows) < ROWS:
        cost = source.choice([0, 1, 111_111, 111_112, 12_345_678, MAX_YEN, source.randrange(MAX_YEN), None])
        eligible = source.choice([cost, cost, 0, 1, None])
        grants, other = (source.choice([0, 0, 0, None, 1, 50_000_000]) for _ in range(2))
        row = (source.choice([None, *range(2024, 2031)]), eligible, cost, grants, other)
        if funded(row, assume=ASSUME) is not None:
            rows.append(row)
    columns = dict(zip(READ, map(list, zip(*rows, strict=True)), strict=True))
    table = ({"key": [key(place) for place in range(ROWS)], **columns}, dict.fromkeys(READ, int))
    expected = [dict(zip(ADDED, funded(row, assume=ASSUME), strict=True)) for row in rows]
    return Trial({"frame": table}, lambda given: funding_frame(given["frame"], assume=ASSUME), expected)


OPERATIONS = (
    Operation(
        "RuleSet.decide_frame(frame)",
        Text("規則集による判定", "decisions of a rule set"),
        {name: partial(decision, rules) for name, rules in rule_sets().items()}
        | {"as read in 2025": partial(decision, EXPENSE_RULES, as_read_on=date(2025, 6, 1))},
    ),
    Operation(
        "RuleSet.decide_frame(frame, children=…)",
        Text("内訳の表も読む判定", "decisions that read child records"),
        {"lists": partial(decision, LISTS)},
    ),
    Operation(
        "bonds.eligibility_frame(frame)",
        Text("対象事業の判定", "whether projects may be financed by the bond"),
        {"projects": partial(decision, PROJECT_RULES, eligibility_frame)},
    ),
    Operation(
        "bonds.expense_eligibility_frame(frame)",
        Text("対象経費の判定", "whether expenses may be financed by the bond"),
        {"expenses": partial(decision, EXPENSE_RULES, expense_eligibility_frame)},
    ),
    Operation(
        "bonds.funding_frame(frame)",
        Text("事業債・一般財源・基準財政需要額の計算", "what the bond pays, in yen"),
        {"projects": payment},
    ),
)
