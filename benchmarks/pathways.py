"""The pathway of one municipality and of all, measured on the real data.

Usage: python benchmarks/pathways.py [RUNS]. Prints a Markdown table: medians, after one run to warm up. Every way is written out as
JSON, so that each step is worked out in words.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
from time import perf_counter

from chiho_digital import governments, planning

KIND, YEAR = "電子入札", 2026


def one(code: str) -> float:
    """Seconds for the way of one body, and its JSON."""
    start = perf_counter()
    planning.pathway(code, KIND, YEAR).to_json()
    return perf_counter() - start


def main() -> None:
    """Measure, and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    codes = [body.code for body in governments.municipalities()]
    first = one(codes[0])
    picked = codes[:: len(codes) // runs][:runs]
    taken = [one(code) for code in picked]
    start = perf_counter()
    count = sum(1 for way in planning.pathways(KIND, YEAR) if way.to_json())
    everybody = perf_counter() - start
    if count != len(codes):
        raise SystemExit(f"{count} of {len(codes)} ways")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| what | to reach | measured |")
    print("|---|---|---|")
    print(f"| pathway of one municipality, first in a process | | {first * 1000:.0f} ms |")
    middle, longest = statistics.median(taken) * 1000, max(taken) * 1000
    print(
        f"| the same, warm, median of {len(taken)} (longest) | 100 ms | {middle:.1f} ms ({longest:.1f} ms) |"
    )
    print(f"| pathways of all {count:,} municipalities | 60 s | {everybody:.1f} s |")


if __name__ == "__main__":
    main()
