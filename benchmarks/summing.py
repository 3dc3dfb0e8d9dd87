"""Participations summed by prefecture, kind and year from Parquet files: our summaries against the same written by hand.

Usage: python benchmarks/summing.py FOLDER [--rows N] [--runs R]. Prints a Markdown table, and writes summing-N.json into
FOLDER, where it also makes the files it needs (60 MB for each ten million rows, from seed 1 on; those there are used).
Every run is a fresh process; the sides take turns and must give the same rows; figures are medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

HERE = Path(__file__).parent
ENGINES = ("DuckDB", "Polars")
SIDES = tuple(side for engine in ENGINES for side in (engine, f"{engine} by hand"))
_PART = 10_000_000
Figures: TypeAlias = dict[str, Any]


def participations(folder: Path, rows: int) -> list[str]:
    """Files with so many participations in all, each part drawn with a seed of its own; made where they are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    if rows < _PART:
        sizes = {folder / f"rows-{rows}.parquet": (rows, 1)}
    elif rows % _PART == 0:
        sizes = {folder / f"part-{seed:03}.parquet": (_PART, seed) for seed in range(1, rows // _PART + 1)}
    else:
        raise SystemExit(f"{rows:,} rows are no multiple of {_PART:,}")
    for path, (size, seed) in sizes.items():
        if not path.exists():
            command = [HERE / "synthetic.py", "participations", path, str(size), "--seed", str(seed)]
            subprocess.run([sys.executable, *map(str, command)], check=True)
    return [str(path) for path in sizes]


def one_run(side: str, files: Iterable[str]) -> Figures:
    """What a fresh process measures."""
    done = subprocess.run(
        [sys.executable, HERE / "one_sum.py", side, *files], stdout=subprocess.PIPE, text=True, check=True
    )
    figures: Figures = json.loads(done.stdout)
    return figures


def in_turns(files: Sequence[str], runs: int, sides: Sequence[str] = SIDES) -> dict[str, Figures]:
    """Of each side the seconds of every run and their median, the largest peak memory, and the number of groups.

    The first turn only brings the files into memory, where there is room, and shows that the sides agree.
    """
    first = {side: one_run(side, files) for side in sides}
    if len({figures["digest"] for figures in first.values()}) != 1:
        raise SystemExit("the sides disagree")
    found: dict[str, list[Figures]] = {side: [] for side in sides}
    for _ in range(runs):
        for side in sides:
            found[side].append(one_run(side, files))
    return {
        side: {
            "seconds": [run["seconds"] for run in measured],
            "core_seconds": [run["core_seconds"] for run in measured],
            "median": statistics.median(run["seconds"] for run in measured),
            "peak_mib": max(run["peak_mib"] for run in [first[side], *measured]),
            "groups": measured[0]["groups"],
        }
        for side, measured in found.items()
    }


def ratio(found: dict[str, Figures], engine: str, what: str = "seconds") -> float:
    """How many times as long ours takes as the form by hand: the median over the turns, so that load hits both alike."""
    pairs = zip(found[engine][what], found[f"{engine} by hand"][what], strict=True)
    ratios: list[float] = [ours / theirs for ours, theirs in pairs]
    return statistics.median(ratios)


def machine() -> Figures:
    """What the figures were measured on."""
    names = ("duckdb", "polars", "pyarrow")
    return {
        "versions": {"python": sys.version.split()[0], **{name: version(name) for name in names}},
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
    }


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="Sum participations, ours and by hand.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    files = participations(asked.folder, asked.rows)
    before = machine()
    found = in_turns(files, asked.runs)
    result = {"rows": asked.rows, "machine": before, "load_after": os.getloadavg(), "sides": found}
    path = asked.folder / f"summing-{asked.rows}.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"{before['versions']}, {before['cores']} cores, load {before['load'][0]:.1f}\n")
    print("| what | to reach | measured | ratio |\n|---|---|---|---|")
    for engine in ENGINES:
        ours, theirs = found[engine], found[f"{engine} by hand"]
        print(
            f"| {asked.rows:,} participations summed on {engine} | 1.1 x by hand"
            f" | {ours['median']:.2f} s / {theirs['median']:.2f} s | {ratio(found, engine):.2f} x |\n"
            f"| the same in seconds of all cores, which other load disturbs less | 1.1 x by hand"
            f" | {statistics.median(ours['core_seconds']):.2f} s / {statistics.median(theirs['core_seconds']):.2f} s"
            f" | {ratio(found, engine, 'core_seconds'):.2f} x |\n"
            f"| its peak memory | | {ours['peak_mib']:,.0f} MiB / {theirs['peak_mib']:,.0f} MiB | |"
        )


if __name__ == "__main__":
    main()
