"""Amounts of the talent measures, by row and by column: equal to the yen, and measured.

Usage: python benchmarks/talent.py [CASES]. Prints a Markdown table. A case is one body under one measure in one year, with
one to four costs, some of them unknown. Every case is reckoned by `talent.amount` in fractions and by `talent.support_frame`
in whole numbers; they must agree before anything is shown. Costs and bodies are made up.
"""

from __future__ import annotations

import os
import platform
import sys
from random import Random
from time import perf_counter

import polars as pl
from talent_lines import INTEGERS, READ, RESULTS, Line, Row, by_row, drawn_lines, in_columns

from chiho_digital import talent

CASES = 1_000_000
CHUNK = 50_000


def reckoned(lines: list[Line]) -> tuple[list[Row], float]:
    """What the columns say, and the seconds it took."""
    schema = {name: pl.Int64 if name in INTEGERS else pl.String for name in READ}
    frame = pl.DataFrame(in_columns(lines), schema=schema)
    start = perf_counter()
    found = talent.support_frame(frame)
    return found.select(RESULTS).rows(), perf_counter() - start


def main(cases: int) -> int:
    """Compare and measure."""
    source = Random(2025)  # noqa: S311 -- no secrets
    seconds = {"row": 0.0, "column": 0.0}
    known = costs = 0
    for first in range(0, cases, CHUNK):
        lines = [
            line
            for place in range(first, min(first + CHUNK, cases))
            for line in drawn_lines(source, f"b{place:07}")
        ]
        start = perf_counter()
        by_rows = by_row(lines)
        seconds["row"] += perf_counter() - start
        by_columns, taken = reckoned(lines)
        seconds["column"] += taken
        if by_rows != by_columns:
            print("rows and columns disagree", file=sys.stderr)
            return 1
        known += sum(row[-1] is not None for row in by_rows)
        costs += len(lines)
    print(
        f"{platform.python_version()}, Polars {pl.__version__}, {os.cpu_count()} cores; "
        f"{cases:,} cases of {costs:,} costs, {known:,} with a known amount: all equal\n"
    )
    print("| side | seconds | a case |\n|---|---|---|")
    for side, taken in seconds.items():
        print(f"| by {side} | {taken:.1f} | {taken / cases * 1e6:.2f} µs |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))
