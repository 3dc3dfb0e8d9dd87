"""Rows of proposals and reviews drawn at random and counted row by row; and what the review flags say of rows of facts."""

from __future__ import annotations

from random import Random

from rich_rows import decided
from world_tables import key

GROUPS = 60


def counted(of, count):
    """Rows of identifiers, some there several times, and how many different ones each group has."""
    source = Random(2024)  # noqa: S311 -- no secrets
    rows = [
        (key(place), f"{of}{source.randrange(9)}")
        for place in range(GROUPS)
        for _ in range(source.randrange(1, 12))
    ]
    source.shuffle(rows)
    totals = [
        {"key": group, count: len({one for first, one in rows if first == group})}
        for group in sorted({first for first, _ in rows})
    ]
    return rows, {of: str}, totals


def flagged(rules, rows):
    """What the rules say of each row, under the names of the flags."""
    return [
        {name.replace("rule_", "flag_"): value for name, value in row.items() if name.startswith("rule_")}
        for row in decided(rules, rows)
    ]
