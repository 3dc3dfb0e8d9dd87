"""Deciding and funding, measured: one project, a million against the form written by hand, and the peer OpenFisca.

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
from typing import Any

import by_hand
import polars as pl
from costs import costs
from projects import random_projects, with_enums

from chiho_digital import bonds

ROWS = 1_000_000
_RUNS = 31
_UNKNOWN = 0.05
_Row = tuple[str, str, str, str]
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


def decisions() -> tuple[list[_Row], float]:
    """One project, from all facts known to none; and the microseconds where all are."""
    rows: list[_Row] = []
    known: list[float] = []
    for share in (0.0, 0.05, 1.0):
        plain, spoken = one_decision(share)
        known.append(plain)
        goal = "15 µs" if share == 1 else "3 µs"
        rows += [
            (f"one decision, {share:.0%} of its facts unknown", goal, f"{plain:.2f} µs", ""),
            ("the same with findings and sentences", "60 µs", f"{spoken:.1f} µs", ""),
        ]
    return rows, known[0]


def tables() -> tuple[list[_Row], float]:
    """A million projects, ours and by hand, on enumerations and on text; and our seconds on enumerations."""
    text = random_projects(ROWS, _UNKNOWN)
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
    rows = [
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
    return rows, ours


def money() -> tuple[int, dict[str, int]]:
    """How many rows of a million funded amounts differ from the exact ones; and by what to know the costs again."""
    drawn = costs(ROWS)
    frame = pl.DataFrame({"eligible_cost": drawn}).with_columns(fiscal_year=2025, grants=0, other_revenue=0)
    paid = bonds.funding_frame(frame).select("bond_ceiling", "general_funds", "need_increase").rows()
    exact = [(bond, cost - bond, bond // 2) for cost in drawn for bond in (cost * 9 // 1_000_000 * 100_000,)]
    wrong = sum(ours != right for ours, right in zip(paid, exact, strict=True))
    nets = sum(cost - need for cost, (_, _, need) in zip(drawn, exact, strict=True))
    return wrong, {"first_cost": drawn[0], "last_cost": drawn[-1], "exact_net_sum": nets}


def imports() -> str:
    """Which dataframe libraries importing the rules loads."""
    code = (
        "import sys; from chiho_digital import rules, bonds; "
        "print([name for name in ('polars', 'pandas', 'pyarrow', 'duckdb', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def peer(python: str) -> dict[str, Any]:
    """What the peer measures of itself."""
    script = Path(__file__).with_name("openfisca_peer.py")
    done = subprocess.run([python, str(script)], capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def peer_rows(report: dict[str, Any], microseconds: float, seconds: float) -> list[_Row]:
    """The peer's figures; ratios of our one decision and of our million three-valued ones, on enumerations, to them."""
    name = f"OpenFisca-core {report['openfisca_core']}"
    single = report["single_seconds"] * 1e6
    forms = {"builder": "built by its builder", "lean": "built without its list of names"}
    return [
        (f"{name}: ten conditions, one situation", "", f"{single:.0f} µs", f"{microseconds / single:.4f} x"),
        *(
            (
                f"{name}: ten conditions, 1 M, none unknown, {how}",
                "",
                f"{report[form]['seconds'] * 1e3:.1f} ms",
                f"{seconds / report[form]['seconds']:.2f} x",
            )
            for form, how in forms.items()
        ),
    ]


def money_row(report: dict[str, Any] | None) -> _Row:
    """The wrong amounts of both sides, on the same costs."""
    wrong, drawn = money()
    measured = str(wrong)
    if report is not None:
        if any(report["money"][name] != value for name, value in drawn.items()):
            raise SystemExit("the two sides drew other costs")
        theirs = report["money"]
        measured = (
            f"{wrong:,} / {theirs['net_wrong']:,} (OpenFisca on its float32 money;"
            f" {theirs['net_whole_wrong']:,} on whole numbers)"
        )
    return "wrong yen in 1 M funded amounts", "0", measured, ""


def main() -> None:
    """Measure and print."""
    report = peer(sys.argv[1]) if len(sys.argv) > 1 else None
    rows, microseconds = decisions()
    of_tables, seconds = tables()
    rows += of_tables
    rows.append(money_row(report))
    rows.append(("dataframe libraries loaded by importing the rules", "none", imports(), ""))
    if report is not None:
        rows += peer_rows(report, microseconds, seconds)
    print(f"Python {platform.python_version()}, Polars {pl.__version__}, {os.cpu_count()} cores\n")
    print("| what | to reach | measured | ratio |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
