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

import narwhals as nw
from attrs import field, frozen
from funded import ASSUME
from funding_rows import ADDED, READ, funded
from lease_row import LeaseRow
from load_rows import ROWS as LOADS
from load_rows import of_loads
from pool_rows import of_pools
from proposal_rows import counted, flagged
from rich_rows import decided, drawn_rows
from talent_lines import INTEGERS, RESULTS, by_row, drawn_lines, in_columns
from world_tables import child_columns, columns_of, key, types_of
from worlds import Case, Colour, Part, revision, rule, ruleset

import chiho_digital
from chiho_digital import bonds, commonization, planning, procurement, talent
from chiho_digital.basics import MAX_YEN, Text
from chiho_digital.bonds import (
    EXPENSE_RULES,
    PROJECT_RULES,
    eligibility_frame,
    expense_eligibility_frame,
    funding_frame,
)
from chiho_digital.rules import RuleSet, UnknownLaw, every, some
from chiho_digital.tables import (
    LoadedRows,
    check,
    check_rows,
    sums_by,
)
from chiho_digital.tables import columns_of as columns_of_model

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


AT_ONCE = {**EVERYWHERE, **dict.fromkeys(("polars-lazy", "duckdb", "pyspark"), How.AT_ONCE)}


@frozen
class Trial:
    """One run of an operation.

    tables: columns, and the types of their values, by what the operation calls each table. run: from tables to a table.
    expected: what the row path says of each row, in columns that the operation adds; or, if it gives a table of its own,
    all of that table, by `key`.
    """

    tables: Mapping[str, tuple[dict[str, list[Any]], dict[str, type]]]
    run: Callable[[Mapping[str, Any]], Any]
    expected: list[dict[str, Any]]
    own: bool = False


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


LEASES = {
    "prefecture": ["山口県", "350001", "山口", "１３００００", None, ""],
    "starts": ["2024-04-01", "令和6年度", "2024-04(予定)", "順次", "2024-13", None],
    "ends": ["2025-03-31", "2023", "2030-03", "R12.3.31", None, ""],
    "fee": ["1,200,000円", "３億2,000万円", "0", "12.5", "-1", None],
}


def leases():
    """Lines with every kind of fault, as columns of text."""
    source = Random(2024)  # noqa: S311 -- no secrets
    keys = [
        source.choice([key(place), key(place), key(place), key(place // 2), "A-1"]) for place in range(ROWS)
    ]
    return {
        "key": keys,
        "row_no": list(range(2, ROWS + 2)),
        **{name: [source.choice(values) for _ in keys] for name, values in LEASES.items()},
    }


def checking(which):
    """A trial of a check: its good rows or those rejected."""
    columns = leases()
    cells = {name: values for name, values in columns.items() if name != "row_no"}
    rows = tuple(
        (number, {name: values[place] or "" for name, values in cells.items()})
        for place, number in enumerate(columns["row_no"])
    )
    checked = check_rows(LoadedRows("", None, rows, ()), LeaseRow)
    known = columns_of_model(LeaseRow)
    expected = {
        "good": [
            {"row_no": one.row, **{n: _written(known[n], getattr(one.record, n)) for n in known}}
            for one in checked.good
        ],
        "rejected": [{"row_no": number, **cells} for number, cells in checked.rejected],
    }[which]
    return Trial(
        {"frame": (columns, {"row_no": int})},
        lambda given: getattr(check(given["frame"], LeaseRow), which),
        sorted(expected, key=lambda row: (row["key"], row["row_no"])),
        own=True,
    )


def _written(column, value):
    return value if isinstance(value, int | None) else column.write(value)


def summing(run, groups, types, totals):
    """A trial of a summary: rows of a key and more, and what their totals are."""
    names = ("key", *types)
    columns = {name: [row[place] for row in groups] for place, name in enumerate(names)}
    return Trial({"frame": (columns, types)}, lambda given: run(given["frame"]), totals, own=True)


AMOUNTS = [("b", 10**13), ("a", None), ("b", None), ("a", 5), ("c", None), ("a", 7)]
CASES = [("a", "x", 3), ("a", "x", 3), ("a", "y", None), ("b", "x", 3), ("c", "z", None)]


def totals(count):
    """The totals of these amounts, under the name that a summary counts rows by."""
    return [
        {"key": "a", count: 3, "amount_known": 2, "amount": 12},
        {"key": "b", count: 2, "amount_known": 1, "amount": 10**13},
        {"key": "c", count: 1, "amount_known": 0, "amount": None},
    ]


PROJECTS = [("b", "eligible", 7), ("a", "undetermined", None), ("a", "undetermined", 5)]


def supporting():
    """A trial of what the talent measures reckon, of costs of a hundred bodies."""
    source = Random(2025)  # noqa: S311 -- no secrets
    lines = [line for place in range(100) for line in drawn_lines(source, key(place))]
    columns = {"key": [line["body"] for line in lines], **in_columns(lines)}
    expected = [dict(zip(("key", *RESULTS[1:]), row, strict=True)) for row in by_row(lines)]

    def run(given):
        return nw.from_native(talent.support_frame(given["frame"])).rename({"body": "key"}).to_native()

    return Trial({"frame": (columns, dict.fromkeys(INTEGERS, int))}, run, expected, own=True)


def pooled(name, *keys):
    """A trial of a summary of talent."""
    rows, types, expected = of_pools(name)
    return summing(lambda frame: getattr(talent.summaries, name)(frame, keys), rows, types, expected)


def distributed(place):
    """A trial of how many bodies carry how many items, by prefecture or by fiscal year."""
    rows, expected = of_loads(place)
    of = {"key": str, **LOADS}
    columns = {name: [row[at] for row in rows] for at, name in enumerate(of)}

    def run(given):
        found = planning.load_distribution(given["frame"], by_prefecture=place == "prefecture")
        return nw.from_native(found).rename({place: "key", "items": "row_no"}).to_native()

    return Trial({"frame": (columns, of)}, run, expected, own=True)


def listed(name, *counts):
    """A trial of a summary of commonization."""
    return summing(lambda frame: getattr(commonization.summaries, name)(frame, ("key",)), *counted(*counts))


def flagging():
    """A trial of the review flags."""
    rules = commonization.FLAG_RULES
    rows = drawn_rows(rules, ROWS)
    tables = {"frame": (columns_of(rows, rules.facts), types_of(rules.facts))}
    return Trial(tables, lambda given: commonization.flags_frame(given["frame"]), flagged(rules, rows))


OPERATIONS = (
    Operation(
        "tables.check(frame, RowModel)",
        Text("表の検査", "checks of a row model"),
        {which: partial(checking, which) for which in ("good", "rejected")},
        {**EVERYWHERE, "duckdb": How.AT_ONCE},
    ),
    Operation(
        "tables.sums_by(frame, keys, amounts)",
        Text("合計", "sums by group"),
        {
            "amounts": lambda: summing(
                lambda frame: sums_by(frame, ["key"], ["amount"]),
                AMOUNTS,
                {"amount": int},
                totals("rows"),
            )
        },
        AT_ONCE,
    ),
    Operation(
        "procurement.summaries.participations_by(frame)",
        Text("参加の集計", "participations and their amounts"),
        {
            "amounts": lambda: summing(
                lambda frame: procurement.summaries.participations_by(frame, ("key",)),
                AMOUNTS,
                {"amount": int},
                totals("participations"),
            )
        },
        AT_ONCE,
    ),
    Operation(
        "procurement.summaries.count_by(frame, key)",
        Text("事例と参加自治体の数", "cases and municipalities"),
        {
            "cases": lambda: summing(
                lambda frame: procurement.summaries.count_by(frame, "key"),
                CASES,
                {"case_id": str, "municipalities": int},
                [
                    {"key": "a", "cases": 2, "cases_with_count": 1, "municipalities": 3},
                    {"key": "b", "cases": 1, "cases_with_count": 1, "municipalities": 3},
                    {"key": "c", "cases": 1, "cases_with_count": 0, "municipalities": None},
                ],
            )
        },
        AT_ONCE,
    ),
    Operation(
        "bonds.summaries.projects_by(frame)",
        Text("事業数・資金計画の合計", "projects and their amounts by outcome"),
        {
            "projects": lambda: summing(
                lambda frame: bonds.summaries.projects_by(frame, ("key",), ("bond_ceiling",)),
                PROJECTS,
                {"outcome": str, "bond_ceiling": int},
                [
                    {
                        "key": "a",
                        "outcome": "undetermined",
                        "projects": 2,
                        "bond_ceiling_known": 1,
                        "bond_ceiling": 5,
                    },
                    {
                        "key": "b",
                        "outcome": "eligible",
                        "projects": 1,
                        "bond_ceiling_known": 1,
                        "bond_ceiling": 7,
                    },
                ],
            )
        },
        AT_ONCE,
    ),
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
    Operation(
        "talent.eligibility_frame(frame, measure)",
        Text("財政措置の対象経費の判定", "whether a measure supports costs of talent"),
        {
            "costs": partial(
                decision,
                talent.RULES["own_cio_aide"],
                partial(talent.eligibility_frame, measure="own_cio_aide"),
            )
        },
    ),
    Operation(
        "talent.support_frame(frame)",
        Text("措置額の計算", "what the talent measures reckon, in yen"),
        {"costs": supporting},
        AT_ONCE,
    ),
    Operation(
        "talent.summaries.supply_by(frame)",
        Text("人材の人数・時間の集計", "people of pools and their time"),
        {"people": partial(pooled, "supply_by", "key", "fiscal_year")},
        AT_ONCE,
    ),
    Operation(
        "talent.summaries.needs_by(frame)",
        Text("需要の件数・時間の集計", "needs and the time they ask for"),
        {"needs": partial(pooled, "needs_by", "key", "fiscal_year")},
        AT_ONCE,
    ),
    Operation(
        "talent.summaries.unmet_by(frame)",
        Text("満たされていない需要の集計", "needs that are met and unmet"),
        {"needs": partial(pooled, "unmet_by", "key", "fiscal_year")},
        AT_ONCE,
    ),
    Operation(
        "talent.summaries.staffing_by(frame)",
        Text("デジタル人材のいない市区町村の集計", "municipalities by their digital staff"),
        {"municipalities": partial(pooled, "staffing_by", "key")},
        AT_ONCE,
    ),
    Operation(
        "planning.load_distribution(frame)",
        Text("業務負担の分布（件数別の団体数）", "how many bodies carry how many items of work"),
        {place: partial(distributed, place) for place in ("fiscal_year", "prefecture")},
        AT_ONCE,
    ),
    Operation(
        "commonization.flags_frame(frame)",
        Text("提案の確認事項", "review flags of proposals"),
        {"facts": flagging},
    ),
    Operation(
        "commonization.summaries.proposals_by(frame)",
        Text("提案の件数の集計", "proposals by group"),
        {"proposals": partial(listed, "proposals_by", "proposal", "proposals")},
        AT_ONCE,
    ),
    Operation(
        "commonization.summaries.reviews_by(frame)",
        Text("検討の件数の集計", "reviews by group"),
        {"reviews": partial(listed, "reviews_by", "review", "reviews")},
        AT_ONCE,
    ),
)
