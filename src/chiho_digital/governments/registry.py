"""The registry that ships, as functions: which bodies exist on a date, what became of them, and what they were before.

Sources: 総務省「全国地方公共団体コード」（令和6年1月1日現在）, e-Stat「市区町村名・コード（廃置分合等情報）」, edited; see data/SOURCES.md.
A newer one is a `Registry` of your own, which is asked by the same names.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .codes import LocalGovernmentCode
from .table import Registry, shipped
from .versions import Change

if TYPE_CHECKING:
    from .government import Government, GovernmentKind

__all__ = [
    "Change",
    "Registry",
    "changes",
    "convert",
    "find",
    "get",
    "municipalities",
    "northern_villages",
    "predecessors",
    "prefectures",
    "search",
    "shipped",
    "successors",
    "wards",
]

_shipped = shipped()
_current = _shipped.current


def registry_of(body: Government | str) -> Registry:
    """The registry that answered a body; the one that ships for a code or a name."""
    return _shipped if isinstance(body, str) or body.registry is None else body.registry


def changes() -> tuple[Change, ...]:
    """Every change since 2014-01-01, oldest first."""
    return _shipped.changes()


def is_known(code: str) -> bool:
    """Whether the registry knows a code, today's or a former one."""
    return _shipped.is_known(code)


def known_name(code: str) -> str:
    """The newest name of a known code, with its prefecture."""
    return _shipped.known_name(code)


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
    return _shipped.at(LocalGovernmentCode.parse(code), as_of)


def prefectures(*, as_of: date | None = None) -> list[Government]:
    """The 47 prefectures (都道府県), by code."""
    return _shipped.prefectures(as_of=as_of)


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
    return _shipped.municipalities(prefecture=prefecture, kind=kind, as_of=as_of)


def wards(*, city: Government | str | None = None, as_of: date | None = None) -> list[Government]:
    """The wards (行政区) of designated cities on a date, by code; of one city (a value, code or name), if given.

    Raises:
        InvalidValue: `city` is another body.
        UnknownName, InvalidCode, UnknownCode: there is no such designated city.
    """
    return _shipped.wards(city=city, as_of=as_of)


def northern_villages() -> list[Government]:
    """The six villages of the Northern Territories (北方領土の村): in the code list, counted nowhere."""
    return _shipped.northern_villages()


def scope(
    place: Government | str, *, kind: GovernmentKind | None = None, as_of: date | None = None
) -> Government:
    """The body meant by a value, a code or a name; of one kind, if given.

    Raises:
        InvalidValue: the value or code is of another kind.
        UnknownName, InvalidCode, UnknownCode: there is no such body.
    """
    return _shipped.scope(place, kind=kind, as_of=as_of)


def find(
    text: str,
    *,
    within: Government | str | None = None,
    kind: GovernmentKind | str | None = None,
    as_of: date | None = None,
) -> Government:
    """The one body that bears a name on a date, in kanji, kana or romaji, with or without its prefecture.

    `within` narrows the search to a prefecture or a designated city (a value, code or name), `kind` to a kind of body.
    The villages of the Northern Territories are found only with `kind="northern_village"`. A county (郡) is skipped,
    not checked: the registry knows none. Dates as in `get`.

    >>> find("山口県萩市").code
    LocalGovernmentCode('352047')
    >>> find("龍ヶ崎市").name, find("Tohma-cho").name, find("府中市", within="東京都").full_name
    ('龍ケ崎市', '当麻町', '東京都府中市')

    Raises:
        UnknownName: no body bears it; near names are suggested.
        AmbiguousName: several do; they are named.
        InvalidValue: `kind` is no kind of body.
    """
    return _shipped.find(text, within=within, kind=kind, as_of=as_of)


def search(
    text: str,
    *,
    within: Government | str | None = None,
    kind: GovernmentKind | str | None = None,
    as_of: date | None = None,
) -> list[Government]:
    """Every body whose name or reading contains a text, best first: whole name, beginning, anywhere; then by code.

    Spellings are folded as in `find`; northern villages come only with `kind="northern_village"`.

    >>> [body.name for body in search("萩")]
    ['萩市', '高萩市']

    Raises:
        InvalidValue: `kind` is no kind of body.
    """
    return _shipped.search(text, within=within, kind=kind, as_of=as_of)


def successors(code: str) -> tuple[Government, ...]:
    """What a code became at its last change (後継団体), as of the day of the change; empty if it never changed."""
    return _shipped.successors(code)


def predecessors(code: str) -> tuple[Government, ...]:
    """What went into a code at its first change (前身団体), as of the day before; empty if nothing did."""
    return _shipped.predecessors(code)


def convert(code: str, from_date: date, to_date: date) -> tuple[Government, ...]:
    """The bodies of one date that hold the area a code had on another (新旧コードの対応), by code.

    Several where an area was split (浜松市北区 → 中央区 and 浜名区) or, going back, where areas were joined.

    >>> [body.name for body in convert("221350", date(2023, 4, 1), date(2025, 4, 1))]
    ['浜松市中央区', '浜松市浜名区']

    Raises:
        InvalidCode, UnknownCode: no body bears the code on `from_date`.
    """
    return _shipped.convert(code, from_date, to_date)


def same_area() -> dict[str, tuple[str, Change]]:
    """Codes whose whole area went, alone, into one new code, both ways: (the other code, the change)."""
    return _shipped.same_area
