"""The registry: which bodies exist on a date, what became of them, and what they were before.

Sources: 総務省「全国地方公共団体コード」（令和6年1月1日現在）, e-Stat「市区町村名・コード（廃置分合等情報）」, edited; see data/SOURCES.md.
The table is read when the first question is asked, and a body is built when it is first asked for.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from chiho_digital.basics import InvalidValue, Period

from .codes import LocalGovernmentCode
from .errors import UnknownCode
from .government import HISTORY_FROM, LAST_CHECKED, Government, GovernmentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "Change",
    "changes",
    "convert",
    "get",
    "municipalities",
    "northern_villages",
    "predecessors",
    "prefectures",
    "successors",
    "wards",
]

_DATA = Path(__file__).parent / "data"
_DAY = timedelta(days=1)
_ALWAYS = Period(None, None)
_KINDS = {kind.value: kind for kind in GovernmentKind}
# What a former body was is read off the last character of its name; the change list does not say it.
_KIND_BY_SUFFIX = {
    "市": GovernmentKind.CITY,
    "町": GovernmentKind.TOWN,
    "村": GovernmentKind.VILLAGE,
    "区": GovernmentKind.WARD,
}


@frozen
class Change:
    """One edge of the change list (廃置分合等): from `day` on, `old_code` is (or is part of) `new_code`. Read-only.

    type: city_status (市制施行), absorbed (編入), renamed (名称変更), wards_reorganised (区の再編).
    """

    day: date
    type: str
    old_code: LocalGovernmentCode
    old_name: str
    new_code: LocalGovernmentCode
    new_name: str


class Version(NamedTuple):
    """A line of the registry: a code with a name, a kind and the days on which it held.

    A tuple, since 1,965 of them are made for the first question about a name.
    """

    code: LocalGovernmentCode
    name: str
    kana: str | None
    romaji: str | None
    kind: GovernmentKind
    parent: LocalGovernmentCode | None
    validity: Period
    aliases: tuple[str, ...] = ()

    def as_of(self, day: date) -> Government:
        """The body, as the answer to a question about a day."""
        return Government(
            self.code, self.name, self.kana, self.romaji, self.kind, self.parent, self.validity, day
        )


@cache
def _lines() -> dict[str, str]:
    """The lines of the table by code. No field is quoted, which a test checks."""
    text = (_DATA / "governments.csv").read_text(encoding="utf-8")
    return {line[:6]: line for line in text.splitlines()[1:]}


@cache
def changes() -> tuple[Change, ...]:
    """Every change since 2014-01-01, oldest first."""
    trusted = LocalGovernmentCode.trusted
    rows = [line.split(",") for line in (_DATA / "changes.csv").read_text(encoding="utf-8").splitlines()[1:]]
    return tuple(
        Change(date.fromisoformat(day), kind, trusted(old), old_name, trusted(new), new_name)
        for day, kind, old, old_name, new, new_name in rows
    )


@cache
def _started() -> dict[str, date]:
    """The day on which a body of today's table took its code, name or kind, where the history knows it."""
    return {change.new_code: change.day for change in changes() if change.type != "absorbed"}


@cache
def _former() -> dict[str, tuple[Version, ...]]:
    """The bodies that today's table no longer holds, by code, newest first."""
    former: dict[str, list[Version]] = {}
    for change in reversed(changes()):
        known = former.setdefault(change.old_code, [])
        if any(version.validity.end == change.day - _DAY for version in known):
            continue  # a body that was split: one body, several edges
        took_over = _today(change.new_code)
        earlier = [
            c.day for c in changes() if c.new_code == change.old_code and c.day < change.day
        ]  # it had itself become of another body
        known.append(
            Version(
                change.old_code,
                change.old_name,
                None,
                None,
                _KIND_BY_SUFFIX[change.old_name[-1]],
                took_over.parent,
                Period(max(earlier, default=None), change.day - _DAY),
            )
        )
    return {code: tuple(versions) for code, versions in former.items()}


def _today(code: str) -> Version:
    code, name, kana, romaji, kind, parent, aliases = _lines()[code].split(",")
    started = _started().get(code)
    trusted = LocalGovernmentCode.trusted
    return Version(
        trusted(code),
        name,
        kana,
        romaji,
        _KINDS[kind],
        trusted(parent) if parent else None,
        Period(started, None) if started else _ALWAYS,
        tuple(aliases.split(";")) if aliases else (),
    )


def _versions(code: str) -> tuple[Version, ...]:
    """Every line the registry holds for a code, newest first."""
    today = (_today(code),) if code in _lines() else ()
    return today + _former().get(code, ())


def _within_history(day: date) -> date:
    return min(max(day, HISTORY_FROM), LAST_CHECKED)


@cache
def _state(day: date) -> tuple[Version, ...]:
    held = [v for code in _lines().keys() | _former().keys() for v in _versions(code) if day in v.validity]
    return tuple(sorted(held, key=lambda version: version.code))


def period_start(day: date | None) -> date:
    """The first day of the span without changes in which a day lies: what tables of the registry are kept by."""
    day = _within_history(LAST_CHECKED if day is None else day)
    return max((c.day for c in changes() if c.day <= day), default=HISTORY_FROM)


def bodies(as_of: date | None = None) -> tuple[Version, ...]:
    """Every line in force on a date, by code: bodies, wards and northern villages, with their aliases."""
    return _state(period_start(as_of))


def is_known(code: str) -> bool:
    """Whether the registry knows a code, today's or a former one."""
    return code in _lines() or code in _former()


def known_name(code: str) -> str:
    """The newest name of a known code, with its prefecture."""
    version = _versions(code)[0]
    return version.as_of(version.validity.end or LAST_CHECKED).full_name


class _Current(dict[str, Government]):
    """Today's bodies by code, built when asked for."""

    def __missing__(self, key: str) -> Government:
        code = LocalGovernmentCode.parse(key)
        # setdefault: another spelling of a code (full-width digits) must not replace the body that others hold
        return self.setdefault(str(code), _at(code, LAST_CHECKED))


_current = _Current()


def get(code: str, *, as_of: date | None = None) -> Government:
    """The body that bears a code on a date (`as_of`: the registry's last checked date unless given).

    A date outside the known history (2013-12-31 to 2026-01-01) is answered from its nearest end, with a note.

    >>> get("352047").name
    '萩市'

    Raises:
        InvalidCode: no code; the likely repair is suggested (`11002` → `011002`).
        UnknownCode: no body bears it on that date; successors or predecessors are suggested.
    """
    if as_of is None:
        return _current[code]
    return _at(LocalGovernmentCode.parse(code), as_of)


def _at(code: LocalGovernmentCode, day: date) -> Government:
    inside = _within_history(day)
    for version in _versions(code):
        if inside in version.validity:
            return version.as_of(day)
    if not is_known(code):
        raise UnknownCode("governments.unknown_code", value=str(code), as_of=day)
    newest = _versions(code)[0].validity
    became = newest.end is not None and newest.end < inside
    others = successors(code) if became else predecessors(code)
    raise UnknownCode(
        "governments.code_abolished" if became else "governments.code_not_yet",
        value=str(code),
        suggestion=tuple(f"{other.code}（{other.full_name}）" for other in others) or None,
        name=known_name(code),
        since=newest.end + _DAY if became and newest.end else newest.start,
        as_of=day,
    )


def prefecture_of(government: Government) -> Government:
    """The prefecture of a body."""
    if government.parent_code is None:
        return government
    return get(_prefecture_codes()[government.code[:2]], as_of=government.as_of)


@cache
def _prefecture_codes() -> dict[str, str]:
    return {code[:2]: code for code in _lines() if code[2:5] == "000"}


def _select(wanted: Callable[[Version], bool], as_of: date | None) -> list[Government]:
    if as_of is None:
        return [_current[version.code] for version in bodies() if wanted(version)]
    return [version.as_of(as_of) for version in bodies(as_of) if wanted(version)]


def prefectures(*, as_of: date | None = None) -> list[Government]:
    """The 47 prefectures (都道府県), by code."""
    return _select(lambda version: version.kind is GovernmentKind.PREFECTURE, as_of)


def municipalities(
    *,
    prefecture: Government | str | None = None,
    kind: GovernmentKind | str | None = None,
    as_of: date | None = None,
) -> list[Government]:
    """The municipalities (市区町村) on a date, by code; of one prefecture (a value, code or name) or kind, if given.

    >>> len(municipalities()), len(municipalities(prefecture="山口県")), len(municipalities(kind="village"))
    (1741, 19, 183)

    Raises:
        InvalidValue: `kind` is no kind of municipality: wards have `wards()`, northern villages `northern_villages()`;
            or `prefecture` is another body.
        UnknownName, InvalidCode, UnknownCode: there is no such prefecture.
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
        digits = scope(prefecture, kind=GovernmentKind.PREFECTURE, as_of=as_of).code[:2]
    return _select(lambda version: version.kind in kinds and version.code.startswith(digits), as_of)


def wards(*, city: Government | str | None = None, as_of: date | None = None) -> list[Government]:
    """The wards (行政区) of designated cities on a date, by code; of one city (a value, code or name), if given.

    Raises:
        InvalidValue: `city` is another body.
        UnknownName, InvalidCode, UnknownCode: there is no such designated city.
    """
    parent = None if city is None else scope(city, kind=GovernmentKind.DESIGNATED_CITY, as_of=as_of).code
    return _select(lambda v: v.kind is GovernmentKind.WARD and parent in {None, v.parent}, as_of)


def northern_villages() -> list[Government]:
    """The six villages of the Northern Territories (北方領土の村): in the code list, counted nowhere."""
    return _select(lambda version: version.kind is GovernmentKind.NORTHERN_VILLAGE, None)


def scope(
    place: Government | str, *, kind: GovernmentKind | None = None, as_of: date | None = None
) -> Government:
    """The body meant by a value, a code or a name; of one kind, if given.

    Raises:
        InvalidValue: the value or code is of another kind.
        UnknownName, InvalidCode, UnknownCode: there is no such body.
    """
    if isinstance(place, str) and not place[:1].isdecimal():
        from .names import find

        return find(place, kind=kind, as_of=as_of)
    body = get(place, as_of=as_of) if isinstance(place, str) else place
    if kind is not None and body.kind is not kind:
        raise InvalidValue("governments.wrong_kind", value=body.full_name, expected=kind.label)
    return body


def successors(code: str) -> tuple[Government, ...]:
    """What a code became at its last change (後継団体), as of the day of the change; empty if it never changed."""
    parsed = LocalGovernmentCode.parse(code)
    last = max((c.day for c in changes() if c.old_code == parsed), default=None)
    return tuple(_at(c.new_code, c.day) for c in changes() if c.old_code == parsed and c.day == last)


def predecessors(code: str) -> tuple[Government, ...]:
    """What went into a code at its first change (前身団体), as of the day before; empty if nothing did."""
    parsed = LocalGovernmentCode.parse(code)
    first = min((c.day for c in changes() if c.new_code == parsed), default=None)
    return tuple(_at(c.old_code, c.day - _DAY) for c in changes() if c.new_code == parsed and c.day == first)


def convert(code: str, from_date: date, to_date: date) -> tuple[Government, ...]:
    """The bodies of one date that hold the area a code had on another (新旧コードの対応), by code.

    Several where an area was split (浜松市北区 → 中央区 and 浜名区) or, going back, where areas were joined.

    >>> [body.name for body in convert("221350", date(2023, 4, 1), date(2025, 4, 1))]
    ['浜松市中央区', '浜松市浜名区']

    Raises:
        InvalidCode, UnknownCode: no body bears the code on `from_date`.
    """
    held = {_at(LocalGovernmentCode.parse(code), from_date).code}
    start, end = _within_history(from_date), _within_history(to_date)
    for day, edges in _days(start, end):
        moved: set[LocalGovernmentCode] = set()
        for place in held:
            ends = edges.get(place, set())
            stays = any(
                day in version.validity and day - _DAY in version.validity for version in _versions(place)
            )
            moved |= ends | ({place} if stays else set())
        held = moved
    return tuple(_at(place, to_date) for place in sorted(held))


def _days(
    start: date, end: date
) -> Iterator[tuple[date, dict[LocalGovernmentCode, set[LocalGovernmentCode]]]]:
    """The days of change between two dates in the order of travel, each with its edges in that direction."""
    forward = start < end
    low, high = min(start, end), max(start, end)
    for day in sorted({c.day for c in changes() if low < c.day <= high}, reverse=not forward):
        edges: dict[LocalGovernmentCode, set[LocalGovernmentCode]] = {}
        for change in changes():
            if change.day == day:
                one, other = (
                    (change.old_code, change.new_code) if forward else (change.new_code, change.old_code)
                )
                edges.setdefault(one, set()).add(other)
        yield day, edges


@cache
def same_area() -> dict[str, tuple[str, Change]]:
    """Codes whose whole area went, alone, into one new code, both ways: (the other code, the change)."""
    became: dict[str, list[Change]] = {}
    came: dict[str, list[Change]] = {}
    for change in changes():
        became.setdefault(change.old_code, []).append(change)
        came.setdefault(change.new_code, []).append(change)
    pairs: dict[str, tuple[str, Change]] = {}
    for change in changes():
        alone = len(became[change.old_code]) == 1 and len(came[change.new_code]) == 1
        if alone and change.type != "absorbed" and change.old_code != change.new_code:
            pairs[change.old_code] = (change.new_code, change)
            pairs[change.new_code] = (change.old_code, change)
    return pairs
