"""What the tables of a registry say: every line with the days on which it held, and the changes between them.

The tables are read when the first question is asked.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from chiho_digital.basics import Period

from .codes import LocalGovernmentCode
from .dates import Dates, Tables
from .government import GovernmentKind
from .versions import Change, Version, former_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["History"]

_DAY = timedelta(days=1)
_ALWAYS = Period(None, None)
_KINDS = {kind.value: kind for kind in GovernmentKind}
_AREA_GOES_ON = frozenset(
    {"absorbed", "split"}
)  # the body into which, or from which, lives on under its code


class History:
    """The lines and changes of a registry, before anybody is answered. Strictly read-only."""

    def __init__(self, tables: Tables | Path) -> None:
        self._source = tables

    @cached_property
    def tables(self) -> Tables:
        """The texts of its files."""
        return self._source if isinstance(self._source, Tables) else Tables.read(self._source)

    @cached_property
    def dates(self) -> Dates:
        """From when to when it knows the bodies, and as of when its parts were read."""
        return Dates.parse(self.tables.dates)

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        trusted = LocalGovernmentCode.trusted
        rows = [line.split(",") for line in self.tables.changes.splitlines()[1:]]
        return tuple(
            Change(date.fromisoformat(day), kind, trusted(old), old_name, trusted(new), new_name)
            for day, kind, old, old_name, new, new_name in rows
        )

    @cached_property
    def _lines(self) -> dict[str, str]:
        """The lines of the table by code. No field is quoted, which a test and `loading` check."""
        return {line[:6]: line for line in self.tables.bodies.splitlines()[1:]}

    def changes(self) -> tuple[Change, ...]:
        """Every change it knows, oldest first."""
        return self._changes

    @cached_property
    def _started(self) -> dict[str, date]:
        """The day on which a body of today's table took its code, name or kind, where the history knows it."""
        return {change.new_code: change.day for change in self._changes if change.type != "absorbed"}

    @cached_property
    def _former(self) -> dict[str, tuple[Version, ...]]:
        """The bodies that today's table no longer holds, by code, newest first."""
        former: dict[str, list[Version]] = {}
        for change in reversed(self._changes):
            if change.type == "split":
                continue  # the old body lives on
            known = former.setdefault(change.old_code, [])
            if any(version.validity.end == change.day - _DAY for version in known):
                continue  # a body that was split: one body, several edges
            earlier = [
                c.day
                for c in self._changes
                if c.new_code == change.old_code and c.day < change.day and c.type != "absorbed"
            ]  # it had itself become of another body
            known.append(
                Version(
                    change.old_code,
                    change.old_name,
                    None,
                    None,
                    former_kind(change),
                    self._former_parent(change),
                    Period(max(earlier, default=None), change.day - _DAY),
                )
            )
        return {code: tuple(versions) for code, versions in former.items()}

    def _former_parent(self, change: Change) -> LocalGovernmentCode:
        """The city of a former ward, which is that of the ward it became; else the prefecture."""
        if former_kind(change) is GovernmentKind.WARD:
            later = change
            while later.new_code not in self._lines:
                later = next(c for c in self._changes if c.old_code == later.new_code and c.day > later.day)
            heir = self._today(later.new_code)
            return heir.parent if heir.parent and heir.kind is GovernmentKind.WARD else heir.code
        return self.prefecture_codes[change.old_code[:2]]

    @cached_property
    def prefecture_codes(self) -> dict[str, LocalGovernmentCode]:
        """The codes of the prefectures, by their first two digits."""
        return {code[:2]: LocalGovernmentCode.trusted(code) for code in self._lines if code[2:5] == "000"}

    def _today(self, code: str) -> Version:
        code, name, kana, romaji, kind, parent, aliases = self._lines[code].split(",")
        started = self._started.get(code)
        trusted = LocalGovernmentCode.trusted
        return Version(
            trusted(code),
            name,
            kana or None,
            romaji or None,
            _KINDS[kind],
            trusted(parent) if parent else None,
            Period(started, None) if started else _ALWAYS,
            tuple(aliases.split(";")) if aliases else (),
        )

    def versions(self, code: str) -> tuple[Version, ...]:
        """Every line the registry holds for a code, newest first."""
        today = (self._today(code),) if code in self._lines else ()
        return today + self._former.get(code, ())

    def within_history(self, day: date) -> date:
        """The day, or the nearest end of the known history."""
        return min(max(day, self.dates.history_from), self.dates.last_checked)

    @cached_property
    def _state(self) -> Callable[[date], tuple[Version, ...]]:
        @cache
        def state(day: date) -> tuple[Version, ...]:
            codes = self._lines.keys() | self._former.keys()
            held = [v for code in codes for v in self.versions(code) if day in v.validity]
            return tuple(sorted(held, key=lambda version: version.code))

        return state

    def period_start(self, day: date | None) -> date:
        """The first day of the span without changes in which a day lies: what tables of names are kept by."""
        day = self.within_history(self.dates.last_checked if day is None else day)
        return max((c.day for c in self._changes if c.day <= day), default=self.dates.history_from)

    def bodies(self, as_of: date | None = None) -> tuple[Version, ...]:
        """Every line in force on a date, by code: bodies, wards and northern villages, with their aliases."""
        return self._state(self.period_start(as_of))

    def is_known(self, code: str) -> bool:
        """Whether it knows a code, today's or a former one."""
        return code in self._lines or code in self._former

    def days(
        self, start: date, end: date
    ) -> Iterator[tuple[date, dict[LocalGovernmentCode, set[LocalGovernmentCode]]]]:
        """The days of change between two dates in the order of travel, each with its edges in that direction."""
        forward = start < end
        low, high = min(start, end), max(start, end)
        for day in sorted({c.day for c in self._changes if low < c.day <= high}, reverse=not forward):
            edges: dict[LocalGovernmentCode, set[LocalGovernmentCode]] = {}
            for change in self._changes:
                if change.day == day:
                    one, other = (
                        (change.old_code, change.new_code) if forward else (change.new_code, change.old_code)
                    )
                    edges.setdefault(one, set()).add(other)
            yield day, edges

    @cached_property
    def same_area(self) -> dict[str, tuple[str, Change]]:
        """Codes whose whole area went, alone, into one new code, both ways: (the other code, the change)."""
        became: dict[str, list[Change]] = {}
        came: dict[str, list[Change]] = {}
        for change in self._changes:
            became.setdefault(change.old_code, []).append(change)
            came.setdefault(change.new_code, []).append(change)
        pairs: dict[str, tuple[str, Change]] = {}
        for change in self._changes:
            alone = len(became[change.old_code]) == 1 and len(came[change.new_code]) == 1
            if alone and change.type not in _AREA_GOES_ON and change.old_code != change.new_code:
                pairs[change.old_code] = (change.new_code, change)
                pairs[change.new_code] = (change.old_code, change)
        return pairs
