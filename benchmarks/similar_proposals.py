"""The search for near duplicates, measured: 100,000 synthetic proposals, a tenth of them copies with known noise.

Usage: python benchmarks/similar_proposals.py [AT-LEAST [PROPOSALS]]. Prints a Markdown table. The texts are those of
`similar_texts.py`. Recall is the share of the seeded copies that are found with their original; the copies with more noise than
the target names stand apart. Pairs that were not seeded are counted beside it: of relatives (proposals that took over half of
another's problem) and their copies, and of others. Each number of proposals is run in a fresh process, for its peak of memory;
making the texts is not timed.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from collections import Counter
from importlib.metadata import version
from time import perf_counter, process_time
from typing import Any

from similar_texts import BEYOND, NOISES, made

from chiho_digital import commonization

_ONE = "--one"


def measured(number: int, at_least: float) -> dict[str, Any]:
    """What one search finds and takes; run in a process of its own."""
    originals, copies = made(number, number // 10)
    texts = [*originals, *(copy.texts for copy in copies)]
    places = {id(text): place for place, text in enumerate(texts)}
    seeded = {(copy.original, len(originals) + turn): copy.noise for turn, copy in enumerate(copies)}
    wall, processor = perf_counter(), process_time()
    pairs = commonization.similar(texts, at_least=at_least)
    wall, processor = perf_counter() - wall, process_time() - processor
    found = {(places[id(pair.first)], places[id(pair.second)]) for pair in pairs}
    hits = Counter(seeded[pair] for pair in found & seeded.keys())
    counts = Counter(seeded.values())
    origins = [*range(len(originals)), *(copy.original for copy in copies)]
    unseeded = found - seeded.keys()
    asked = perf_counter()
    commonization.similar_to(texts[-1], texts[:10_000], at_least=at_least)
    return {
        "seconds": wall,
        "processor": processor,
        "one": perf_counter() - asked,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pairs": len(pairs),
        "unseeded": len(unseeded),
        "relatives": sum(abs(origins[one] - origins[other]) == 1 for one, other in unseeded),
        "recall": {noise: hits[noise] / counts[noise] for noise in counts},
        "all": (hits.total() - hits[BEYOND]) / (counts.total() - counts[BEYOND]),
    }


def in_fresh_process(number: int, at_least: float) -> dict[str, Any]:
    """The same, measured in a process of its own."""
    command = [sys.executable, __file__, _ONE, str(number), str(at_least)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure a tenth and all, print."""
    if sys.argv[1:2] == [_ONE]:
        print(json.dumps(measured(int(sys.argv[2]), float(sys.argv[3]))))
        return
    at_least = float(sys.argv[1]) if len(sys.argv) > 1 else 0.6
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    runs = [in_fresh_process(size, at_least) for size in (number // 10, number)]
    print(
        f"Python {platform.python_version()}, scikit-learn {version('scikit-learn')}, {os.cpu_count()} cores;"
    )
    print(f"`similar(…, at_least={at_least})`, a tenth of the proposals seeded copies\n")
    print(f"| what | to reach | {number // 10:,} proposals | {number:,} proposals |\n|---|---|---|---|")
    rows = [
        ("time", "5 min", *(f"{run['seconds']:.1f} s" for run in runs)),
        ("processor time", "", *(f"{run['processor']:.1f} s" for run in runs)),
        ("peak memory", "4 GiB", *(f"{run['mebibytes']:,.0f} MiB" for run in runs)),
        (f"recall, all copies but those with {BEYOND}", "0.95", *(f"{run['all']:.4f}" for run in runs)),
        *((f"recall, {noise}", "", *(f"{run['recall'][noise]:.4f}" for run in runs)) for noise in NOISES),
        ("pairs found", "", *(f"{run['pairs']:,}" for run in runs)),
        (
            "of them not seeded (of relatives)",
            "",
            *(f"{run['unseeded']:,} ({run['relatives']:,})" for run in runs),
        ),
        ("`similar_to`, one against 10,000", "", *(f"{run['one']:.1f} s" for run in runs)),
    ]
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
