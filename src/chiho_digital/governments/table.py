"""A registry: which bodies exist on a date, what became of them, and what they were before.

A body is built when it is first asked for.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Self

from chiho_digital.basics import InvalidValue

from .codes import LocalGovernmentCode
from .dates import SHIPPED_FOLDER
from .errors import UnknownCode
from .government import Government, GovernmentKind
from .history import History

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .names import Names
    from .versions import Version

__all__ = ["Registry", "shipped"]

_DAY = timedelta(days=1)


class Registry(History):
    """The bodies of a code list with their changes (団体の台帳). Strictly read-only.

    `governments.get`, `find` and so on ask the registry that ships; a newer one, from files of your own, is asked by the
    same names here. Bodies that it answers look their relatives up in it, and so does whatever takes such a body.
    """

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """The registry of a folder with `governments.csv`, `changes.csv` and `dates.csv`, in the form of those that ship.

        Raises:
            InvalidValue: lines that are wrong or contradict one another: all of them are named.
            OSError: a file cannot be read.
        """
        from .loading import checked_tables

        return cls(checked_tables(folder))

    def __reduce__(self) -> tuple[Any, ...]:
        return (shipped, ()) if self._source is SHIPPED_FOLDER else (Registry, (self.tables,))

    def __eq__(self, other: object) -> bool:
        return self.tables == other.tables if isinstance(other, Registry) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.tables)

    def __repr__(self) -> str:
        return f"Registry(history_from={self.dates.history_from}, last_checked={self.dates.last_checked})"

    @cached_property
    def _names(self) -> Names:
        from .names import Names

        return Names(self)

    def known_name(self, code: str) -> str:
        """The newest name of a known code, with its prefecture."""
        version = self.versions(code)[0]
        return self._answer(version, version.validity.end or self.dates.last_checked).full_name

    @cached_property
    def current(self) -> dict[str, Government]:
        """Today's bodies by code, built when asked for; another code raises as `get` does."""
        return _Current(self)

    def get(self, code: str, *, as_of: date | None = None) -> Government:
        """The body that bears a code on a date; as `governments.get`.

        Raises:
            InvalidCode, UnknownCode: as `governments.get`.
        """
        if as_of is None:
            return self.current[code]
        return self.at(LocalGovernmentCode.parse(code), as_of)

    def at(self, code: LocalGovernmentCode, day: date) -> Government:
        """The body that bears a parsed code on a date.

        Raises:
            UnknownCode: no body bears it on that date; successors or predecessors are suggested.
        """
        inside = self.within_history(day)
        for version in self.versions(code):
            if inside in version.validity:
                return self._answer(version, day)
        if not self.is_known(code):
            raise UnknownCode("governments.unknown_code", value=str(code), as_of=day)
        newest = self.versions(code)[0].validity
        became = newest.end is not None and newest.end < inside
        others = self.successors(code) if became else self.predecessors(code)
        raise UnknownCode(
            "governments.code_abolished" if became else "governments.code_not_yet",
            value=str(code),
            suggestion=tuple(f"{other.code}（{other.full_name}）" for other in others) or None,
            name=self.known_name(code),
            since=newest.end + _DAY if became and newest.end else newest.start,
            as_of=day,
        )

    def _answer(self, version: Version, day: date) -> Government:
        return version.as_of(day, None if self._source is SHIPPED_FOLDER else self)

    def prefecture_of(self, government: Government) -> Government:
        """The prefecture of a body."""
        if government.parent_code is None:
            return government
        return self.get(self.prefecture_codes[government.code[:2]], as_of=government.as_of)

    def _select(self, wanted: Callable[[Version], bool], as_of: date | None) -> list[Government]:
        if as_of is None:
            return [self.current[version.code] for version in self.bodies() if wanted(version)]
        return [self._answer(version, as_of) for version in self.bodies(as_of) if wanted(version)]

    def prefectures(self, *, as_of: date | None = None) -> list[Government]:
        """The prefectures, by code."""
        return self._select(lambda version: version.kind is GovernmentKind.PREFECTURE, as_of)

    def municipalities(
        self,
        *,
        prefecture: Government | str | None = None,
        kind: GovernmentKind | str | None = None,
        as_of: date | None = None,
    ) -> list[Government]:
        """The municipalities on a date, by code; as `governments.municipalities`.

        Raises:
            InvalidValue, UnknownName, InvalidCode, UnknownCode: as `governments.municipalities`.
        """
        kinds = {k for k in GovernmentKind if k.is_municipality}
        if kind is not None:
            if kind not in kinds:
                raise InvalidValue(
                    "governments.not_a_municipality_kind",
                    value=kind,
                    allowed=tuple(k.value for k in GovernmentKind if k in kinds),
                )
            kinds = {GovernmentKind(kind)}
        digits = ""
        if prefecture is not None:
            digits = self.scope(prefecture, kind=GovernmentKind.PREFECTURE, as_of=as_of).code[:2]
        return self._select(lambda version: version.kind in kinds and version.code.startswith(digits), as_of)

    def wards(self, *, city: Government | str | None = None, as_of: date | None = None) -> list[Government]:
        """The wards of designated cities on a date, by code; as `governments.wards`.

        Raises:
            InvalidValue, UnknownName, InvalidCode, UnknownCode: as `governments.wards`.
        """
        kind = GovernmentKind.DESIGNATED_CITY
        parent = None if city is None else self.scope(city, kind=kind, as_of=as_of).code
        return self._select(lambda v: v.kind is GovernmentKind.WARD and parent in {None, v.parent}, as_of)

    def northern_villages(self) -> list[Government]:
        """The villages of the Northern Territories: in the code list, counted nowhere."""
        return self._select(lambda version: version.kind is GovernmentKind.NORTHERN_VILLAGE, None)

    def scope(
        self, place: Government | str, *, kind: GovernmentKind | None = None, as_of: date | None = None
    ) -> Government:
        """The body meant by a value, a code or a name; of one kind, if given.

        Raises:
            InvalidValue: the value or code is of another kind.
            UnknownName, InvalidCode, UnknownCode: there is no such body.
        """
        if isinstance(place, str) and not place[:1].isdecimal():
            return self.find(place, kind=kind, as_of=as_of)
        body = self.get(place, as_of=as_of) if isinstance(place, str) else place
        if kind is not None and body.kind is not kind:
            raise InvalidValue("governments.wrong_kind", value=body.full_name, expected=kind.label)
        return body

    def find(
        self,
        text: str,
        *,
        within: Government | str | None = None,
        kind: GovernmentKind | str | None = None,
        as_of: date | None = None,
    ) -> Government:
        """The one body that bears a name on a date; as `governments.find`.

        Raises:
            UnknownName, AmbiguousName, InvalidValue: as `governments.find`.
        """
        return self._names.find(text, within=within, kind=kind, as_of=as_of)

    def search(
        self,
        text: str,
        *,
        within: Government | str | None = None,
        kind: GovernmentKind | str | None = None,
        as_of: date | None = None,
    ) -> list[Government]:
        """Every body whose name or reading contains a text, best first; as `governments.search`.

        Raises:
            InvalidValue: `kind` is no kind of body.
        """
        return self._names.search(text, within=within, kind=kind, as_of=as_of)

    def successors(self, code: str) -> tuple[Government, ...]:
        """What a code became at its last change, as of the day of the change; empty if it never changed.

        Raises:
            InvalidCode: no code.
        """
        parsed = LocalGovernmentCode.parse(code)
        edges = [c for c in self.changes() if c.old_code == parsed]
        last = max((c.day for c in edges), default=None)
        newest = [c for c in edges if c.day == last]
        found = [self.at(c.new_code, c.day) for c in newest]
        split = [self.at(parsed, c.day) for c in newest[:1] if c.type == "split"]  # it lives on
        return (*split, *found)

    def predecessors(self, code: str) -> tuple[Government, ...]:
        """What went into a code at its first change, as of the day before; empty if nothing did.

        Raises:
            InvalidCode: no code.
        """
        parsed = LocalGovernmentCode.parse(code)
        first = min((c.day for c in self.changes() if c.new_code == parsed), default=None)
        return tuple(
            self.at(c.old_code, c.day - _DAY)
            for c in self.changes()
            if c.new_code == parsed and c.day == first
        )

    def convert(self, code: str, from_date: date, to_date: date) -> tuple[Government, ...]:
        """The bodies of one date that hold the area a code had on another, by code; as `governments.convert`.

        Raises:
            InvalidCode, UnknownCode: no body bears the code on `from_date`.
        """
        held = {self.at(LocalGovernmentCode.parse(code), from_date).code}
        start, end = self.within_history(from_date), self.within_history(to_date)
        for day, edges in self.days(start, end):
            moved: set[LocalGovernmentCode] = set()
            for place in held:
                ends = edges.get(place, set())
                stays = any(
                    day in version.validity and day - _DAY in version.validity
                    for version in self.versions(place)
                )
                moved |= ends | ({place} if stays else set())
            held = moved
        return tuple(self.at(place, to_date) for place in sorted(held))


class _Current(dict[str, Government]):
    """Today's bodies by code, built when asked for."""

    __slots__ = ("_registry",)

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self._registry = registry

    def __missing__(self, key: str) -> Government:
        code = LocalGovernmentCode.parse(key)
        registry = self._registry
        # setdefault: another spelling of a code (full-width digits) must not replace the body that others hold
        return self.setdefault(str(code), registry.at(code, registry.dates.last_checked))


@cache
def shipped() -> Registry:
    """The registry that ships with the library."""
    return Registry(SHIPPED_FOLDER)
