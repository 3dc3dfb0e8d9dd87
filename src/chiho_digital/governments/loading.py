"""Reading the tables of a registry from files: every line is checked, and every fault is named at once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from chiho_digital.basics import InvalidValue, Text

from .codes import LocalGovernmentCode
from .dates import FILES, Dates, Tables
from .government import GovernmentKind
from .versions import CHANGE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["checked_tables", "faults_of"]

_HEADINGS = (
    "code,name,kana,romaji,kind,parent,aliases",
    "date,type,old_code,old_name,new_code,new_name",
    "what,date",
)
_KANA = re.compile("[ァ-ヴー]*")
_SUFFIXES = "市町村区"
_KIND_OF_PARENT = {GovernmentKind.PREFECTURE: None, GovernmentKind.WARD: GovernmentKind.DESIGNATED_CITY}

Line = tuple[int, list[str]]


def checked_tables(folder: str | Path) -> Tables:
    """The tables of a folder, if nothing in them is wrong.

    Raises:
        InvalidValue: lines that are wrong or contradict one another: all of them are named.
        OSError: a file cannot be read.
    """
    try:
        tables = Tables.read(Path(folder))
    except UnicodeDecodeError as error:
        raise InvalidValue("governments.registry_not_utf8", value=str(folder), reason=str(error)) from error
    faults = faults_of(tables)
    if faults:
        raise InvalidValue(
            "governments.registry_invalid",
            value=str(folder),
            count=len(faults),
            problems=tuple(Text(one.message("ja"), one.message("en")) for one in faults),
            errors=faults,
        )
    return tables


def faults_of(tables: Tables) -> tuple[InvalidValue, ...]:
    """Everything that is wrong with tables, by file and line; empty if nothing is."""
    check = _Check()
    lines = [check.lines(*of) for of in zip(FILES, tables, _HEADINGS, strict=True)]
    if check.faults:
        return tuple(check.faults)
    dates = check.dates(lines[2])
    bodies = check.bodies(lines[0])
    if dates is not None:
        check.changes(lines[1], bodies, dates)
    return tuple(check.faults)


@frozen
class _Check:
    """What is found wrong while the tables are read."""

    faults: list[InvalidValue] = Factory(list[InvalidValue])

    def say(self, file: str, line: int, code: str, value: object, **params: object) -> None:
        self.faults.append(InvalidValue(code, value=value, path=(file, line), **params))

    def lines(self, file: str, text: str, heading: str) -> list[Line]:
        """The cells of every line below the heading, each as many as the heading has and none quoted."""
        first, *rest = text.splitlines() or [""]
        if first != heading:
            self.say(file, 1, "governments.registry_heading", first, expected=heading)
            return []
        found: list[Line] = []
        for number, line in enumerate(rest, 2):
            cells = line.split(",")
            if len(cells) != heading.count(",") + 1 or '"' in line:
                self.say(file, number, "governments.registry_cells", line, expected=heading.count(",") + 1)
            else:
                found.append((number, cells))
        return found

    def code(self, file: str, line: int, text: str) -> str | None:
        """A code, if it is one in its plain form."""
        try:
            code = LocalGovernmentCode.parse(text)
        except InvalidValue as error:
            self.faults.append(error.at(file, line))
            return None
        if code != text:
            self.say(file, line, "governments.registry_text", text)
            return None
        return code

    def day(self, file: str, line: int, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.say(file, line, "governments.registry_day", text)
            return None

    def dates(self, lines: list[Line]) -> Dates | None:
        names = [cells[0] for _, cells in lines]
        if names != list(Dates._fields):
            self.say(FILES[2], 1, "governments.registry_dates", ",".join(names), expected=Dates._fields)
            return None
        days = [self.day(FILES[2], number, cells[1]) for number, cells in lines]
        known = [day for day in days if day is not None]
        if len(known) < len(days):
            return None
        dates = Dates(*known)
        if not dates.history_from <= dates.code_list <= dates.last_checked:
            self.say(FILES[2], 3, "governments.registry_days_order", dates.last_checked)
        return dates

    def bodies(self, lines: list[Line]) -> dict[str, list[str]]:
        """The rows of the bodies by code, each checked alone and against its parent."""
        file = FILES[0]
        rows: dict[str, list[str]] = {}
        numbers: dict[str, int] = {}
        for number, cells in lines:
            code = self.code(file, number, cells[0])
            if code in rows:
                self.say(file, number, "governments.registry_twice", code, other=numbers[code])
            elif code is not None:
                if rows and code < next(reversed(rows)):
                    self.say(file, number, "governments.registry_order", code)
                rows[code], numbers[code] = cells, number
                self._texts(number, cells)
        for code, cells in rows.items():
            self._parent(numbers[code], cells, rows)
        return rows

    def _texts(self, number: int, cells: list[str]) -> None:
        _, name, kana, _, kind, _, _ = cells
        if not name or unicodedata.normalize("NFC", name) != name or name != name.strip():
            self.say(FILES[0], number, "governments.registry_text", name)
        if not _KANA.fullmatch(kana):
            self.say(FILES[0], number, "governments.registry_kana", kana)
        if kind not in set(GovernmentKind):
            allowed = tuple(k.value for k in GovernmentKind)
            self.say(FILES[0], number, "governments.not_a_kind", kind, allowed=allowed)

    def _parent(self, number: int, cells: list[str], rows: dict[str, list[str]]) -> None:
        code, _, _, _, kind, parent, _ = cells
        if kind not in set(GovernmentKind):
            return
        wanted = _KIND_OF_PARENT.get(GovernmentKind(kind), GovernmentKind.PREFECTURE)
        there = rows.get(parent)
        fits = parent == "" if wanted is None else there is not None and there[4] == wanted
        if not fits or parent[:2] not in {"", code[:2]}:
            self.say(FILES[0], number, "governments.registry_parent", parent, name=cells[1])

    def changes(self, lines: list[Line], bodies: dict[str, list[str]], dates: Dates) -> None:
        """Changes alone, in order, and against the bodies they lead to."""
        file = FILES[1]
        known: list[tuple[int, date, list[str]]] = []
        for number, cells in lines:
            day = self.day(file, number, cells[0])
            codes = [self.code(file, number, cells[place]) for place in (2, 4)]
            if cells[1] not in CHANGE_TYPES:
                allowed = tuple(sorted(CHANGE_TYPES))
                self.say(file, number, "governments.registry_type", cells[1], allowed=allowed)
            if not cells[3] or cells[3][-1] not in _SUFFIXES:
                self.say(file, number, "governments.registry_text", cells[3])
            if day is not None and None not in codes:
                known.append((number, day, cells))
                if not dates.history_from < day <= dates.last_checked:
                    self.say(file, number, "governments.registry_outside", day, name=cells[5])
                if len(known) > 1 and day < known[-2][1]:
                    self.say(file, number, "governments.registry_order", cells[0])
        for number, what, value, name in _unconnected(known, bodies):
            self.say(file, number, what, value, name=name)


def _unconnected(
    changes: list[tuple[int, date, list[str]]], bodies: dict[str, list[str]]
) -> Iterator[tuple[int, str, str, str]]:
    """Changes that lead nowhere, that the table contradicts, that stand twice, or that follow within a day."""
    twice = Counter((day, cells[2], cells[4]) for _, day, cells in changes)
    for number, day, (_, kind, old, old_name, new, new_name) in changes:
        goes_on = any(cells[2] == new and later > day for _, later, cells in changes)
        if new not in bodies and not goes_on:
            yield number, "governments.registry_no_successor", new, new_name
        if new in bodies and not goes_on and bodies[new][1] != new_name:
            yield number, "governments.registry_other_name", new_name, bodies[new][1]
        comes_back = kind == "split" or any(cells[4] == old and later >= day for _, later, cells in changes)
        if old in bodies and not comes_back:
            yield number, "governments.registry_still_there", old, old_name
        if twice[day, old, new] > 1:
            yield number, "governments.registry_twice_changed", old, old_name
        if old != new and any(
            cells[4] == old != cells[2] and cells[1] not in {"absorbed", "split"} and other == day
            for _, other, cells in changes
        ):
            yield number, "governments.registry_same_day", old, old_name
