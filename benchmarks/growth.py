"""How the time and the memory of summing participations grow from 10^5 to 10^9 rows, as a table and as a picture.

Usage: python benchmarks/growth.py FOLDER [--largest ROWS]. Prints Markdown; writes growth.json and growth.svg into FOLDER,
where it also makes the files it needs (6 GB for 10^9 rows; those there are used). Runs as in summing.py.
"""

from __future__ import annotations

import argparse
import json
import os
from math import log10
from pathlib import Path

from growth_picture import picture
from summing import ENGINES, SIDES, Figures, in_turns, machine, participations, ratio

_RUNS = {5: 5, 6: 5, 7: 5, 8: 3, 9: 1}  # by the number of noughts
_STEADY = 10**7  # from here on what a run costs once no longer shows


def slope(points: list[tuple[int, float]]) -> float:
    """The exponent with which the seconds grow with the rows: least squares of the logarithms."""
    xs, ys = [log10(rows) for rows, _ in points], [log10(seconds) for _, seconds in points]
    middle = sum(xs) / len(xs)
    return sum((x - middle) * y for x, y in zip(xs, ys, strict=True)) / sum((x - middle) ** 2 for x in xs)


def main() -> None:
    """Measure, print, write and draw."""
    parser = argparse.ArgumentParser(description="Sum ever more participations.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--largest", type=int, default=10**9)
    asked = parser.parse_args()
    sizes = [10**noughts for noughts in _RUNS if 10**noughts <= asked.largest]
    files = {rows: participations(asked.folder, rows) for rows in sizes}
    before = machine()
    found: dict[int, dict[str, Figures]] = {}
    for rows in sizes:
        found[rows] = in_turns(files[rows], _RUNS[len(str(rows)) - 1])
        print(f"{rows:,} rows measured", flush=True)
    lines = {side: [(rows, found[rows][side]["median"]) for rows in sizes] for side in SIDES}
    steady = [rows for rows in sizes if rows >= _STEADY]
    slopes = {
        side: slope([point for point in line if point[0] in steady])
        for side, line in lines.items()
        if len(steady) > 1
    }
    result = {"machine": before, "load_after": os.getloadavg(), "slopes": slopes, "sizes": found}
    (asked.folder / "growth.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    memory = {side: [(rows, found[rows][side]["peak_mib"]) for rows in sizes] for side in SIDES}
    (asked.folder / "growth.svg").write_text(picture(lines, memory), encoding="utf-8")
    print(f"\n{before['versions']}, {before['cores']} cores, load {before['load'][0]:.1f}\n")
    print(
        "| rows | engine | ours | by hand | ratio | rows a second | peak memory |\n|---|---|---|---|---|---|---|"
    )
    for rows in sizes:
        for engine in ENGINES:
            ours, theirs = found[rows][engine], found[rows][f"{engine} by hand"]
            print(
                f"| {rows:,} | {engine} | {ours['median']:.3f} s | {theirs['median']:.3f} s"
                f" | {ratio(found[rows], engine):.2f} x | {rows / ours['median'] / 1e6:.1f} M | {ours['peak_mib']:.0f} MiB |"
            )
    for side, found_slope in slopes.items():
        print(f"\nslope from 10^7 rows on, {side}: {found_slope:.3f}")


if __name__ == "__main__":
    main()
