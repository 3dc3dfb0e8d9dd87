"""Rows of people, needs and municipalities, drawn at random, and their summaries counted row by row."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from random import Random

from world_tables import key

from chiho_digital.basics import Direction, Rounding

GROUPS = 60
PEOPLE = {"person": str, "fiscal_year": int, "in_year": bool, "share_days": int}
NEEDS = {"need": str, "fiscal_year": int, "in_year": bool, "share_days": int, "hours": int}
UNMET = {"need": str, "fiscal_year": int, "in_year": bool, "met": bool, "unmet_days": int}
STAFFING = {"code": str, "digital_staff": int}
_VALUES = {
    "in_year": (True, True, False, None),
    "met": (True, False, None),
    "share_days": (None, 0, 1, 183, 18_250, 36_599, 36_600),
    "unmet_days": (None, 0, 182, 183, 36_600),
    "hours": (None, 0, 8, 10_000),
    "digital_staff": (None, 0, 1, 2, 40),
}
_HALF_UP = Rounding(1, Direction.HALF_UP)


def _drawn(types):
    """Rows of a group each, some of them there several times; every group is of one fiscal year, some of none."""
    source = Random(2025)  # noqa: S311 -- no secrets
    rows = []
    for place in range(GROUPS):
        year = source.choice([None, 1999, 2022, 2023, 2024, 2027, 2099])
        for number in range(source.randrange(1, 8)):
            values = [
                year if name == "fiscal_year" else source.choice(_VALUES.get(name, [f"{number}"]))
                for name in types
            ]
            rows += [(key(place), *values)] * source.choice([1, 1, 3])
    source.shuffle(rows)
    return rows


def _groups(rows, types):
    """The rows of each group, each once, as dictionaries."""
    groups = defaultdict(list)
    for first, *values in sorted(set(rows), key=repr):
        groups[first].append(dict(zip(types, values, strict=True)))
    return sorted(groups.items())


def _hundredths(days, year):
    if days is None or year is None:
        return None
    return _HALF_UP.apply(Fraction(days, (date(year + 1, 4, 1) - date(year, 4, 1)).days))


def _sums(rows, *names):
    known = {name: [row[name] for row in rows if row[name] is not None] for name in names}
    return {
        result: value
        for name, found in known.items()
        for result, value in ((f"{name}_known", len(found)), (name, sum(found) if found else None))
    }


def _timed(rows, types, counts, holds):
    """A summary in full-time equivalents: how many rows fulfil each condition, the times of those that fulfil one."""
    times = [name for name in types if name in {"share_days", "hours", "unmet_days"}]
    found = []
    for group, members in _groups(rows, types):
        year = members[0]["fiscal_year"]
        sums = _sums([row for row in members if holds(row)], *times)
        numbers = {name: sum(bool(true(row)) for row in members) for name, true in counts.items()}
        fte = _hundredths(sums[times[0]], year)
        found.append({"key": group, "fiscal_year": year, **numbers, **sums, "fte_hundredths": fte})
    return found


def _staffed(rows):
    """Municipalities by how many digital staff they have."""
    found = []
    for group, members in _groups(rows, STAFFING):
        staff = [row["digital_staff"] for row in members]
        found.append(
            {
                "key": group,
                "municipalities": len(staff),
                "without_any": staff.count(0),
                "with_one": staff.count(1),
                "with_more": sum(number not in {None, 0, 1} for number in staff),
                "unknown": staff.count(None),
            }
        )
    return found


def _there(row):
    return row["in_year"] is True


def _perhaps(row):
    return row["in_year"] is None


def _lacking(row):
    return _there(row) and row["met"] is False


_UNMET = {
    "needs": _there,
    "needs_open": _perhaps,
    "met": lambda row: _there(row) and row["met"],
    "unmet": _lacking,
    "met_open": lambda row: _there(row) and row["met"] is None,
}
_SUMMARIES = {
    "supply_by": (PEOPLE, {"people": _there, "people_open": _perhaps}, _there),
    "needs_by": (NEEDS, {"needs": _there, "needs_open": _perhaps}, _there),
    "unmet_by": (UNMET, _UNMET, _lacking),
}


def of_pools(name):
    """Rows that a summary of talent reads, their types, and what it says of them by group."""
    if name == "staffing_by":
        rows = _drawn(STAFFING)
        return rows, STAFFING, _staffed(rows)
    types, counts, holds = _SUMMARIES[name]
    rows = _drawn(types)
    return rows, types, _timed(rows, types, counts, holds)
