"""Shares for every set of joiners, measured: 15 real municipalities, 2^15 - 1 sets, on one core.

Usage: python benchmarks/sharing.py [RUNS]. Prints a Markdown table. First the yen are compared: by population, those of every
set with what `basics.apportion` finds in fractions; by every rule, those of a sample of sets with what `share` finds. Then the
sides take turns in this process, and medians are shown. Population is of the census, usage and the total are made up.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
from itertools import combinations
from random import Random
from time import perf_counter

from chiho_digital import governments
from chiho_digital.basics import Direction, OddYen, Rounding, apportion
from chiho_digital.procurement import sharing

TOTAL = 123_456_789
BODIES = 15
SAMPLE = 300
PREFECTURE = "350001"  # Yamaguchi, 19 municipalities


def bodies() -> list[sharing.Sharer]:
    """The first 15 municipalities of the prefecture by code."""
    census = governments.figures.load()
    found = governments.municipalities(prefecture=PREFECTURE)[:BODIES]
    return [
        sharing.Sharer.of(body, population=census, usage=7 * place) for place, body in enumerate(found, 1)
    ]


def rules() -> dict[str, tuple[sharing.Rule, sharing.Remainder]]:
    """The rules that are measured, the simplest first, each with a remainder rule."""
    half_and_half = (("1/2", sharing.Equal()), ("1/2", sharing.By("population")))
    three = sharing.Parts(
        (("0.35", sharing.By("population")), ("0.15", sharing.Equal()), ("0.5", sharing.By("usage")))
    )
    return {
        "by population": (sharing.By("population"), sharing.LargestShare()),
        "population ^ log2(1.5)": (
            sharing.DiminishingPower("population", twice="1.5"),
            sharing.LargestShare(),
        ),
        "equal 50 + population 50": (sharing.Parts(half_and_half), sharing.LargestShare()),
        "the same, each half rounded down to 1,000 yen": (
            sharing.Parts(half_and_half, rounding=Rounding(1_000, Direction.DOWN)),
            sharing.Kept("association"),
        ),
        "population 35 + equal 15 + usage 50": (three, sharing.LargestRemainder()),
        "10,000 yen first, the rest as before": (
            sharing.PriceFirst(sharing.Fixed(10_000), three),
            sharing.LargestRemainder(),
        ),
    }


def by_apportion(among: list[sharing.Sharer]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The shares by population of every set of joiners, one after the other, in fractions."""
    codes = [sharer.code for sharer in among]
    people = [int(sharer.figures["population"] or 0) for sharer in among]
    found: dict[tuple[str, ...], tuple[int, ...]] = {}
    for size in range(1, BODIES + 1):
        for places in combinations(range(BODIES), size):
            weights = [people[place] for place in places]
            yen = apportion(TOTAL, weights, odd_yen=OddYen.LARGEST_WEIGHT)
            found[tuple(codes[place] for place in places)] = yen
    return found


def simulated(
    among: list[sharing.Sharer], rule: sharing.Rule, remainder: sharing.Remainder
) -> sharing.Simulation:
    """All sets of joiners."""
    return sharing.simulate(TOTAL, among, rule, remainder=remainder)


def compare(among: list[sharing.Sharer], rule: sharing.Rule, remainder: sharing.Remainder) -> None:
    """The yen of a sample of sets against `share`."""
    simulation = simulated(among, rule, remainder)
    draw = Random(2025)  # noqa: S311 -- a sample, no secret
    for _ in range(SAMPLE):
        some = draw.sample(among, draw.randint(1, BODIES))
        expected = sharing.share(TOTAL, some, rule, remainder=remainder)
        if simulation.yen(one.code for one in some) != expected.yen:
            raise SystemExit(f"simulate and share disagree: {rule.text.en}")


def main() -> None:
    """Compare, measure, print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    among = bodies()
    sides = rules()
    for rule, remainder in sides.values():
        compare(among, rule, remainder)
    simulation = simulated(among, *sides["by population"])
    for codes, yen in by_apportion(among).items():
        if simulation.yen(codes) != dict(zip(codes, yen, strict=True)):
            raise SystemExit(f"simulate and apportion disagree: {codes}")
    times: dict[str, list[float]] = {name: [] for name in sides}
    apportioned: list[float] = []
    for _ in range(runs):
        start = perf_counter()
        by_apportion(among)
        apportioned.append(perf_counter() - start)
        for name, (rule, remainder) in sides.items():
            start = perf_counter()
            sets = len(simulated(among, rule, remainder))
            times[name].append(perf_counter() - start)
            if sets != 2**BODIES - 1:
                raise SystemExit(f"{sets} sets in place of {2**BODIES - 1}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores (one used), medians of {runs} runs;")
    print(f"{2**BODIES - 1:,} sets of {BODIES} bodies; the yen are the same on all sides\n")
    print("| rule | to reach | measured |\n|---|---|---|")
    for name, taken in times.items():
        print(f"| {name} | 2 s | {statistics.median(taken):.2f} s |")
    print(f"| by population, `basics.apportion` for each set | | {statistics.median(apportioned):.2f} s |")


if __name__ == "__main__":
    main()
