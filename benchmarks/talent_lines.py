"""Random costs of talent on which rows and columns are compared: lines of a table, and what `talent.amount` says of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any, Literal

from chiho_digital.rules import Unknown
from chiho_digital.talent import Measure, Outlay, Part, amount
from chiho_digital.talent.formulas import FORMULAS

KEYS = ("body", "body_kind", "fiscal_year", "measure", "fiscal_index")
READ = (*KEYS, "part", "person", "amount", "revenue")
RESULTS = (*KEYS, "costs", "net_cost", "support")
INTEGERS = {"fiscal_year", "fiscal_index", "amount", "revenue"}
_YEARS = (2020, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030)
_KINDS = ("prefecture", "municipality", "municipality", None, "association")
_PEOPLE = (None, "p", "q")
_FIGURES = (
    0,
    1,
    999,
    714_285,
    714_286,
    1_000_000,
    1_000_001,
    2_000_000,
    2_400_000,
    3_000_000,
    5_600_000,
    5_659_000,
    5_878_000,
    5_900_000,
    6_223_000,
    6_372_000,
    9_876_543,
    20_000_000,
    20_000_001,
    10**12,
)
_MEASURES = tuple(Measure)

Line = dict[str, Any]
Row = tuple[Any, ...]


def drawn_lines(source: Random, body: str, *, unknown: float = 0.05) -> list[Line]:
    """One to four costs of one body under one measure in one year; amounts and revenues are unknown with a probability."""
    measure = source.choice(_MEASURES)
    parts = [term.part for term in FORMULAS[measure]] or list(Part)
    key = {
        "body": body,
        "body_kind": source.choice(_KINDS),
        "fiscal_year": source.choice(_YEARS),
        "measure": measure.value,
        "fiscal_index": source.choice([None, source.randrange(301), 49, 50, 79, 80]),
    }
    return [
        {**key, "part": source.choice(parts).value, "person": source.choice(_PEOPLE), **_yen(source, unknown)}
        for _ in range(source.randrange(1, 5))
    ]


def _yen(source: Random, unknown: float) -> Line:
    """An amount, and a revenue of at most as much; of an unknown amount the revenue is 0 or unknown."""
    yen = source.choice([*_FIGURES, source.randrange(30_000_000), source.randrange(8_000_000)])
    amount_ = None if source.random() < unknown else yen
    revenue = source.choice([0, 0, 0, source.randrange(yen + 1), yen]) if amount_ is not None else 0
    return {"amount": amount_, "revenue": None if source.random() < unknown else revenue}


def by_row(
    lines: Iterable[Line],
    *,
    netting: Literal["before_cap", "after_cap"] | None = None,
    as_read_on: date | None = None,
) -> list[Row]:
    """What `amount` says of each body, kind, year, measure and index, as `support_frame` gives it back, in its order."""
    groups: dict[Row, list[Line]] = {}
    for line in lines:
        groups.setdefault(tuple(line[name] for name in KEYS), []).append(line)
    rows: list[Row] = []
    for key, members in groups.items():
        _, kind, year, measure, index = key
        result = amount(
            measure,
            year,
            [Outlay(one["part"], one["amount"], one["revenue"], one["person"]) for one in members],
            body_kind=kind,
            fiscal_index=None if index is None else f"{index // 100}.{index % 100:02}",
            netting=netting,
            as_read_on=as_read_on,
        )
        amounts = (result.net_cost, result.amount)
        rows.append((*key, len(members), *(None if isinstance(yen, Unknown) else yen for yen in amounts)))
    return sorted(rows, key=_order)


def _order(row: Row) -> list[tuple[bool, Any]]:
    """Text by code point, null last."""
    return [(value is None, 0 if value is None else value) for value in row[: len(KEYS)]]


def in_columns(lines: Iterable[Line]) -> dict[str, list[Any]]:
    """Lines as columns."""
    listed = list(lines)
    return {name: [line[name] for line in listed] for name in READ}
