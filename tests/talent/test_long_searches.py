"""Pools in which many plans differ by names alone: planned soon, and where a search ends at its limit, what is open is said."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from pools import FAMILIES, Alike

from chiho_digital import talent
from chiho_digital.rules import InvalidFacts

pytestmark = pytest.mark.slow  # some searches take seconds

SMALL = Alike(people=5, needs=14, times=(100,), shares=tuple(range(15, 61)), days="year")


@pytest.mark.parametrize(
    ("name", "seed", "met", "pairs"),
    [
        ("all alike", 1, [3, 5, 8], 10),
        ("any time, any dates", 1, [6, 5, 4], 10),
        ("just enough, one year", 2, [7, 9, 3], 16),
        ("scarce", 1, [6, 4, 5], 12),
    ],
)
def test_people_who_are_alike_are_planned_and_the_plan_is_proved_the_best(
    name: str, seed: int, met: list[int], pairs: int
) -> None:
    pool, needs = FAMILIES[name].drawn(Random(seed))  # noqa: S311 -- no secrets
    found = talent.match(pool, needs, max_nodes=None)
    assert [count for count, _ in found.by_priority.values()] == met
    assert (found.cost, found.bound, found.unproved) == (pairs, pairs, ())


@pytest.mark.parametrize("seed", range(8, 12))
def test_a_search_that_ends_at_its_limit_says_what_is_open_and_the_best_plan_lies_within(seed: int) -> None:
    source = Random(seed)  # noqa: S311 -- no secrets
    pool, needs = SMALL.drawn(source)
    found, best = talent.match(pool, needs, max_nodes=1), talent.match(pool, needs, max_nodes=None)
    assert (
        talent.Ledger(pool=pool, needs=needs, assignments=found.assignments).assignments == found.assignments
    )
    assert not best.unproved
    more = {one.params["priority"]: one.params["more"] for one in found.unproved if "priority" in one.params}
    as_good = True  # so far no priority has fewer than in the best plan
    for priority, (met, _) in found.by_priority.items():
        if as_good:
            assert met <= best.by_priority[priority][0] <= met + more.get(priority, 0)
            as_good = met == best.by_priority[priority][0]
    if as_good:
        assert found.bound <= best.cost <= found.cost
    dearer = found.cost - found.bound > found.gap * found.cost
    assert dearer == any(one.code == "talent.match_dearer" for one in found.unproved)
    shuffled = source.sample(needs, len(needs))
    assert talent.match(pool, shuffled, max_nodes=1) == found


def test_what_is_not_proved_is_said_in_words_and_as_json() -> None:
    pool, needs = SMALL.drawn(Random(11))  # noqa: S311 -- no secrets
    found = talent.match(pool, needs, max_nodes=1)
    assert [one.code for one in found.unproved] == ["talent.match_more", "talent.match_ended"]
    for lang in ("ja", "en"):
        text = found.explain(lang)
        assert all(one.to(lang) in text for one in found.unproved)
    assert "the plan is not proved best" in found.explain("en")
    assert "cost is least" not in found.explain("en")
    assert found.to_dict()["unproved"][0]["en"] == (
        "priority 2: not proved to be the most; at most 1 more could be met while the needs met before these stay met."
    )
    assert "証明されていないこと" in found._repr_html_()


def test_needs_without_a_priority_may_be_open_too() -> None:
    pool, needs = Alike(
        people=4, needs=11, times=(100,), shares=SMALL.shares, days="year", priorities=1
    ).drawn(
        Random(2)  # noqa: S311 -- no secrets
    )
    found = talent.match(pool, [need.with_(priority=None) for need in needs], max_nodes=1)
    assert [one.code for one in found.unproved] == ["talent.match_more_of_none", "talent.match_ended"]


def test_a_plan_that_was_ended_is_the_same_in_every_process() -> None:
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2] / "benchmarks")!r})
from random import Random
from pools import Alike
from chiho_digital import talent

family = Alike(people=4, needs=14, times=(100,), shares=tuple(range(15, 61)), days="months")
print(talent.match(*family.drawn(Random(1)), max_nodes=1).explain("en"))
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@pytest.mark.parametrize("wrong", [0, -1, True, 10**10])
def test_a_limit_that_cannot_be_is_refused(wrong: int) -> None:
    pool, needs = SMALL.drawn(Random(1))  # noqa: S311 -- no secrets
    with pytest.raises(InvalidFacts) as caught:
        talent.match(pool, needs, max_nodes=wrong)
    assert [one.code for one in caught.value.problems] == ["talent.match_max_nodes"]
