"""Why a need is not met: who lacks what, who may fit if more were known, and by what those who fit are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text

from .busy import busiest
from .fitting import Aspect, compare, lacking, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chiho_digital.talent.records import StaffMember

    from .asking import Asked
    from .busy import Busy
    from .given import Given
    from .solving import Solution

__all__ = ["blocked", "nobody", "time_note", "unproved"]

_NAMED = 5  # people


def nobody(staff: Iterable[StaffMember], asked: Asked) -> Iterator[Note]:
    """Why nobody fits: who may if more were known, who lacks one thing alone, and how many lack what."""
    lacks: dict[Aspect, int] = {}
    open_: list[Note] = []
    near: list[Note] = []
    for member in staff:
        found = compare(member, asked)
        for aspect in found.lacking:
            lacks[aspect] = lacks.get(aspect, 0) + 1
        if not found.lacking:
            open_.append(unknown(found.unknown, member))
        elif len(found.lacking) == 1:
            near.append(lacking(found.lacking[0], member, asked))
    yield from _named(open_)
    yield from _named(near)
    for aspect in Aspect:
        if aspect in lacks:
            yield Note("talent.match_lack_count", {"people": lacks[aspect], "what": aspect.label})


def _named(notes: Sequence[Note]) -> Iterator[Note]:
    """The first few, and how many more there are."""
    yield from notes[:_NAMED]
    if len(notes) > _NAMED:
        yield Note("talent.match_more_people", {"people": len(notes) - _NAMED})


def blocked(
    asked: Asked, fitting: Sequence[StaffMember], busy: Mapping[str, Sequence[Busy]], max_bodies: int | None
) -> Iterator[Note]:
    """By what each of those who fit is taken."""
    notes = [_taken(asked, member, busy.get(member.id, ()), max_bodies) for member in fitting]
    yield from _named(notes)


def _taken(asked: Asked, member: StaffMember, taken: Sequence[Busy], max_bodies: int | None) -> Note:
    day, on = busiest(taken, asked.start, asked.end)
    used, time = sum(one.share for one in on), member.time_share or 0
    by = tuple(Text(f"{one.what.ja}（{one.share}%）", f"{one.what.en} ({one.share} %)") for one in on)
    params = {"who": member.id, "day": day, "by": by}
    if used + asked.share > time:
        return Note("talent.match_taken", {**params, "used": used, "time": time, "asked": asked.share})
    helped = {one.municipality for one in taken if one.start <= asked.end and asked.start <= one.end}
    return Note(
        "talent.match_most_bodies", {"who": member.id, "bodies": tuple(sorted(helped)), "most": max_bodies}
    )


def time_note(asked: Asked, member: StaffMember, taken: Iterable[Busy]) -> Note:
    """How a need fits into a person's time. taken: everything, the need itself too."""
    _, on = busiest(taken, asked.start, asked.end)
    used, time = sum(one.share for one in on), member.time_share or 0
    params = {"share": asked.share, "start": asked.start, "end": asked.end, "used": used, "time": time}
    return Note("talent.match_time", params)


def unproved(given: Given, parts: Sequence[Solution]) -> Iterator[Note]:
    """What is open after searches that were ended: needs that may be met besides, by priority, and cost."""
    priorities = {priority for part in parts for priority in part.more}
    for priority in sorted(priorities, key=lambda one: (one is None, one or 0)):
        more = sum(part.more.get(priority, 0) for part in parts)
        if priority is None:
            yield Note("talent.match_more_of_none", {"more": more})
        else:
            yield Note("talent.match_more", {"priority": priority, "more": more})
    cost, bound = sum(part.cost for part in parts), sum(part.bound for part in parts)
    dearer = cost - bound > given.gap * cost
    if dearer:
        yield Note("talent.match_dearer", {"cost": cost, "bound": bound})
    if priorities or dearer:
        yield Note("talent.match_ended", {"nodes": given.max_nodes})
