"""What a need asks of a person, in terms a plan can use: percent of a full time, from day to day."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Note

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.talent.vocabulary import Role
    from chiho_digital.talent.work import Need

__all__ = ["Asked", "asked"]

_WEEK = 7


@frozen
class Asked:
    """A need that can be planned. share: percent of a full time. skills: fields with the least level (None: any)."""

    need: Need
    share: int
    start: date
    end: date

    @property
    def role(self) -> Role | None:
        """The role that is asked for; None where the need states none."""
        return self.need.role

    @property
    def skills(self) -> dict[str, int | None]:
        """The fields that are asked for, each with its least level."""
        return {skill.field: skill.level for skill in self.need.skills or ()}


def asked(need: Need, full_time_week: Fraction | None) -> Asked | Note:
    """What a need asks, or why it cannot be planned.

    full_time_week: the hours of a full-time week. A share that follows from hours is rounded up to whole percent.
    """
    if need.start is None or need.end is None:
        return Note("talent.match_no_dates")
    if need.time_share is not None:
        return Asked(need, need.time_share, need.start, need.end)
    if need.hours is None:
        return Note("talent.match_no_time")
    if full_time_week is None:
        return Note("talent.match_no_week", {"hours": need.hours})
    weeks = Fraction((need.end - need.start).days + 1, _WEEK)
    share = max(ceil(100 * need.hours / (weeks * full_time_week)), 1)
    if share > 100:
        return Note("talent.match_above_full_time", {"hours": need.hours, "share": share})
    return Asked(need, share, need.start, need.end)
