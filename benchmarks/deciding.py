"""Deciding, measured: one project, a million projects against the form written by hand, and the peer OpenFisca.

Usage: python benchmarks/deciding.py [PEER-PYTHON]. Prints a Markdown table. PEER-PYTHON is a Python with openfisca-core.
Every comparison first proves that both sides give the same answer; the two sides take turns; figures are medians.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import by_hand
import polars as pl
from projects import random_projects, with_enums

from chiho_digital import bonds

ROWS = 1_000_000
_RUNS = 31
_WORDS = {name: known.choices for name, known in bonds.ProjectFacts.definitions.items() if known.choices}


def in_turns(runs: int, *sides: Callable[[], object]) -> list[float]:
    """The median seconds of each side; they take turns, so that drift hits them alike."""
    for side in sides:
        side()
    times: list[list[float]] = [[] for _ in sides]
    for _ in range(runs):
        for place, side in enumerate(sides):
            start = time.perf_counter()
            side()
            times[place].append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def one_decision(unknown: float) -> tuple[float, float]:
    """Microseconds for outcome, rule values and missing facts of one project; and for its findings as well."""
    frame = random_projects(200, unknown)
    cases = [bonds.ProjectFacts(**row) for row in frame.to_dicts()]
    rounds = 100

    def decide() -> None:
        for facts in cases:
            decision = bonds.eligibility(facts)
            _ = decision.outcome, decision.values, decision.missing

    def explain() -> None:
        for facts in cases:
            _ = bonds.eligibility(facts).findings

    (plain,) = in_turns(rounds, decide)
    (spoken,) = in_turns(5, explain)
    return plain / len(cases) * 1e6, spoken / len(cases) * 1e6


def tables(share: float) -> list[tuple[str, str, str, str]]:
    """A million projects: ours and the form written by hand, on enumerations and on text."""
    text = random_projects(ROWS, share)
    enumerated = with_enums(text)
    rules = [name for name in by_hand.decide(text.head(1)).columns if name not in text.columns]

    def both(frame: pl.DataFrame) -> None:
        ours, theirs = bonds.eligibility_frame(frame), by_hand.decide(frame)
        if not ours.select(rules).equals(theirs.select(rules)):
            raise SystemExit("the two sides disagree")

    def refused_and_decided() -> None:
        by_hand.refuse(text, _WORDS)
        by_hand.decide(text)

    both(text)
    both(enumerated)
    ours, theirs = in_turns(
        _RUNS, lambda: bonds.eligibility_frame(enumerated), lambda: by_hand.decide(enumerated)
    )
    ours_text, theirs_text, unrefused = in_turns(
        _RUNS, lambda: bonds.eligibility_frame(text), refused_and_decided, lambda: by_hand.decide(text)
    )
    return [
        (
            "1 M projects, 5 % unknown, enumerations",
            "1.15 x by hand",
            f"{ours * 1e3:.1f} ms / {theirs * 1e3:.1f} ms",
            f"{ours / theirs:.2f} x",
        ),
        (
            "the same as text, unknown words refused on both sides",
            "1.15 x by hand",
            f"{ours_text * 1e3:.1f} ms / {theirs_text * 1e3:.1f} ms",
            f"{ours_text / theirs_text:.2f} x",
        ),
        (
            "the same by hand without refusing unknown words",
            "",
            f"{unrefused * 1e3:.1f} ms",
            f"{ours_text / unrefused:.2f} x",
        ),
    ]


def imports() -> str:
    """Which dataframe libraries importing the rules loads."""
    code = (
        "import sys; from chiho_digital import rules, bonds; "
        "print([name for name in ('polars', 'pandas', 'pyarrow', 'duckdb', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def peer(python: str) -> dict[str, object]:
    """What the peer measures of itself."""
    script = Path(__file__).with_name("openfisca_peer.py")
    done = subprocess.run([python, str(script)], capture_output=True, text=True, check=True)
    report: dict[str, object] = json.loads(done.stdout)
    return report


def main() -> None:
    """Measure and print."""
    rows: list[tuple[str, str, str, str]] = []
    for share in (0.0, 0.05, 1.0):
        plain, spoken = one_decision(share)
        goal = "15 µs" if share == 1 else "3 µs"
        rows.append((f"one decision, {share:.0%} of its facts unknown", goal, f"{plain:.2f} µs", ""))
        rows.append(("the same with findings and sentences", "60 µs", f"{spoken:.1f} µs", ""))
    rows += tables(0.05)
    rows.append(("dataframe libraries loaded by importing the rules", "none", imports(), ""))
    if len(sys.argv) > 1:
        print(json.dumps(peer(sys.argv[1]), indent=1), file=sys.stderr)
    print(f"Python {platform.python_version()}, Polars {pl.__version__}, {os.cpu_count()} cores\n")
    print("| what | to reach | measured | ratio |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
