"""Who goes where, for all of Japan: 47 pools, 1,741 municipalities, 3,000 people, solved pool by pool; measured and checked.

Usage: python benchmarks/talent_matching.py [PEOPLE]; python benchmarks/talent_matching.py alike. Prints a Markdown table. Bodies
are real; people, needs and travel are made up. Each plan is checked: a ledger holds it without contradiction (nobody's time is
exceeded), no one helps more than three municipalities on a day, and its cost is within the gap: all is proved, without a limit of
nodes. "alike": small pools of people who are much alike, within the usual limit. On a terminal the progress is shown.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
from importlib.metadata import version
from random import Random
from statistics import median
from time import perf_counter

from pools import FAMILIES, drawn_needs, drawn_pool, drawn_travel

from chiho_digital import governments, talent
from chiho_digital.basics import Progress, Text

PEOPLE = 3_000
MOST_BODIES = 3
CASES = 7  # of a family


def checked(pool: talent.Pool, needs: tuple[talent.Need, ...], found: talent.Matching) -> None:
    """Refuses a plan that cannot be.

    Raises:
        SystemExit: it cannot.
    """
    ledger = talent.Ledger(pool=pool, needs=needs, assignments=found.assignments)
    for one in ledger.assignments:
        beside = (other for other in ledger.assignments if other.staff == one.staff)
        bodies = {
            other.municipality for other in beside if other.start <= one.start <= (other.end or other.start)
        }
        if len(bodies) > MOST_BODIES:
            raise SystemExit(f"{pool.id}: {one.staff} helps {len(bodies)} municipalities")
    if found.cost - found.bound > found.gap * found.cost:
        raise SystemExit(f"{pool.id}: {found.cost} is too far above {found.bound}")


def main(people: int) -> None:
    """Plan, check, and print the table."""
    every = governments.municipalities()
    met = asked = cost = bound = 0
    slowest, taken = ("", 0.0), 0.0
    with Progress(
        Text("人材の配置案", "matching"), len(every), unit=Text("団体", "municipalities")
    ) as progress:
        for prefecture in governments.prefectures():
            source = Random(prefecture.code)  # noqa: S311 -- no secrets
            bodies = governments.municipalities(prefecture=prefecture)
            pool = drawn_pool(prefecture, round(people * len(bodies) / len(every)), source)
            needs, travel = drawn_needs(prefecture, source), drawn_travel(pool, source)
            start = perf_counter()
            found = talent.match(pool, needs, cost=travel, max_bodies=MOST_BODIES, max_nodes=None)
            seconds = perf_counter() - start
            checked(pool, needs, found)
            taken += seconds
            slowest = max(slowest, (prefecture.name, seconds), key=lambda one: one[1])
            met, asked = met + len(found.matches), asked + len(needs)
            cost, bound = cost + found.cost, bound + found.bound
            progress.advance(len(bodies))
    print(f"Python {platform.python_version()}, highspy {version('highspy')}, {os.cpu_count()} cores\n")
    print(
        "| pools | municipalities | people | needs | met | minutes of travel | at least | seconds | slowest |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    print(
        f"| 47 | {len(every):,} | {people:,} | {asked:,} | {met:,} | {cost:,} | {bound:,} | {taken:.1f} | "
        f"{slowest[0]} {slowest[1]:.1f} |"
    )
    print(
        f"\nPeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB; every plan checked"
    )


def alike() -> None:
    """Plan pools of each family, and print the table."""
    print("| family | people | needs | median, s | slowest, s | proved |\n|---|---|---|---|---|---|")
    for name, family in FAMILIES.items():
        seconds: list[float] = []
        proved = 0
        for seed in range(1, CASES + 1):
            pool, needs = family.drawn(Random(seed))  # noqa: S311 -- no secrets
            start = perf_counter()
            found = talent.match(pool, needs)
            seconds.append(perf_counter() - start)
            talent.Ledger(pool=pool, needs=needs, assignments=found.assignments)
            proved += not found.unproved
        print(
            f"| {name} | {family.people} | {family.needs} | {median(seconds):.1f} | {max(seconds):.1f} | "
            f"{proved} of {CASES} |",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:] == ["alike"]:
        alike()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
