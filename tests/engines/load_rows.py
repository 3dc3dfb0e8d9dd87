"""Rows of the work of bodies, drawn at random, and their distribution counted body by body."""

from __future__ import annotations

from collections import Counter
from random import Random

from world_tables import key

ROWS = {"body": str, "prefecture": str, "fiscal_year": int, "kind": str, "sure": bool}
YEARS = (2025, 2026)


def _drawn():
    """Rows of bodies of some prefectures, each of one year; some bodies have one row that says nothing."""
    source = Random(2026)  # noqa: S311 -- no secrets
    rows = []
    for prefecture in range(6):
        for number in range(source.randrange(1, 12)):
            who = (f"{prefecture}-{number}", f"p{prefecture}", YEARS[prefecture % 2])
            kinds = [source.choice(["standardisation", "plan"]) for _ in range(source.randrange(5))]
            rows += [(*who, kind, source.choice([True, False])) for kind in kinds] or [(*who, None, None)]
    source.shuffle(rows)
    return [(key(place), *row) for place, row in enumerate(rows)]


def of_loads(place):
    """The rows, and how many bodies carry how many items for each value of a column, with that column as `key`.

    The number of items is called `row_no`: by these two the rows of a trial are put in order.
    """
    rows = _drawn()
    surely, at_most = Counter(), Counter()
    for row in rows:
        _, body, prefecture, year, _, sure = row
        surely[body, prefecture, year] += sure is True
        at_most[body, prefecture, year] += sure is not None
    found = {}
    for which, counts in enumerate((surely, at_most)):
        for (_, prefecture, year), items in counts.items():
            group = (prefecture, year, items) if place == "prefecture" else (year, items)
            found.setdefault(group, [0, 0])[which] += 1
    names = ("key", "fiscal_year", "row_no") if place == "prefecture" else ("key", "row_no")
    return rows, [
        {**dict(zip(names, group, strict=True)), "bodies_surely": one, "bodies_at_most": other}
        for group, (one, other) in sorted(found.items())
    ]
