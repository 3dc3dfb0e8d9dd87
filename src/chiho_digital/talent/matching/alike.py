"""People who are alike: of plans that differ by their names alone, the solver looks at one."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .busy import Busy
    from .program import Pair, Program

__all__ = ["order_alike"]

_ORDERED = 40  # needs; rows grow with their square


def order_alike(
    made: Program, kept: Mapping[str, Sequence[Busy]], costs: Mapping[tuple[str, str], int]
) -> None:
    """Orders people who are alike by the first need that each meets.

    Whoever meets a need must follow one who meets an earlier need. Every plan can be renamed to one that does so, at the same cost.
    """
    columns = {(pair.member.id, pair.asked.need.id): column for column, pair in enumerate(made.pairs)}
    for people, needs in _alike(made.pairs, kept, costs):
        for before, who in pairwise(people):
            for place, need in enumerate(needs[:_ORDERED]):
                earlier = {columns[before, other]: -1 for other in needs[:place]}
                made.at_most(0, {columns[who, need]: 1, **earlier})


def _alike(
    pairs: Sequence[Pair], kept: Mapping[str, Sequence[Busy]], costs: Mapping[tuple[str, str], int]
) -> Iterator[tuple[list[str], list[str]]]:
    """People who have the same time, fit the same needs at the same costs and are kept as busy; and these needs."""
    by_person: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_person[pair.member.id].append(pair)
    groups: dict[object, list[str]] = defaultdict(list)
    for who, fits in by_person.items():
        key = (
            fits[0].member.time_share,
            tuple((pair.asked.need.id, costs[pair.helps]) for pair in fits),
            tuple(sorted((one.municipality, one.start, one.end, one.share) for one in kept.get(who, ()))),
        )
        groups[key].append(who)
    for people in groups.values():
        yield people, [pair.asked.need.id for pair in sorted(by_person[people[0]], key=_rank)]


def _rank(pair: Pair) -> tuple[bool, int, int, str]:
    """Those stated first, and of these the largest, come first: they settle most."""
    need = pair.asked.need
    return need.priority is None, need.priority or 0, -pair.asked.share, need.id
