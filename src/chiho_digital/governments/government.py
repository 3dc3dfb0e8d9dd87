"""What a local government is: a value with its code, names, kind and validity."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen

from chiho_digital.basics import Note, Period, Text
from chiho_digital.basics.shown import Shown

from .dates import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .codes import LocalGovernmentCode
    from .table import Registry

__all__ = ["CITY_STATUS_AS_OF", "HISTORY_FROM", "LAST_CHECKED", "Government", "GovernmentKind"]

HISTORY_FROM = SHIPPED.history_from
"""The first day for which the registry knows every body; changes before it are not recorded."""

LAST_CHECKED = SHIPPED.last_checked
"""The last day up to which the registry was checked: what `as_of` means when it is not given."""

CITY_STATUS_AS_OF = SHIPPED.city_status
"""The day of the one snapshot that says which cities are core and special cities."""


class GovernmentKind(StrEnum):
    """Kinds of body in the code list (団体区分).

    A ward (行政区) of a designated city is a part of its city, not a body of its own; the six villages of the Northern
    Territories stand in the code list and are counted nowhere.
    """

    PREFECTURE = "prefecture"
    DESIGNATED_CITY = "designated_city"
    CORE_CITY = "core_city"
    SPECIAL_CITY = "special_city"
    CITY = "city"
    SPECIAL_WARD = "special_ward"
    TOWN = "town"
    VILLAGE = "village"
    WARD = "ward"
    NORTHERN_VILLAGE = "northern_village"

    @property
    def label(self) -> Text:
        """What the kind is called."""
        return _LABELS[self]

    @property
    def is_municipality(self) -> bool:
        """Whether it is one of the 1,741 (市区町村): cities, special wards, towns and villages."""
        return self not in {
            GovernmentKind.PREFECTURE,
            GovernmentKind.WARD,
            GovernmentKind.NORTHERN_VILLAGE,
        }


_LABELS = {
    GovernmentKind.PREFECTURE: Text("都道府県", "prefecture"),
    GovernmentKind.DESIGNATED_CITY: Text("指定都市", "designated city"),
    GovernmentKind.CORE_CITY: Text("中核市", "core city"),
    GovernmentKind.SPECIAL_CITY: Text("施行時特例市", "special city"),
    GovernmentKind.CITY: Text("市", "city"),
    GovernmentKind.SPECIAL_WARD: Text("特別区", "special ward"),
    GovernmentKind.TOWN: Text("町", "town"),
    GovernmentKind.VILLAGE: Text("村", "village"),
    GovernmentKind.WARD: Text("行政区", "ward of a designated city"),
    GovernmentKind.NORTHERN_VILLAGE: Text("北方領土の村", "village of the Northern Territories"),
}
_STATUS_MAY_DIFFER = {GovernmentKind.CITY, GovernmentKind.CORE_CITY, GovernmentKind.SPECIAL_CITY}


@frozen
class Government(Shown):
    """A local government, or a ward of a designated city, as of a date (地方公共団体). Strictly read-only.

    code: its six-digit code.
    name: official name; a ward's includes its city (札幌市中央区).
    kana, romaji: reading in full-width katakana; Hepburn without macrons and without 市町村. None where unknown.
    kind: its kind.
    parent_code: the city of a ward, else the prefecture; None for a prefecture.
    validity: the days on which this code bears this name and kind; an open start means "since before 2013-12-31".
    as_of: the date the registry was asked for. Two answers about the same body are equal whatever their date.
    registry: the registry that answered, if it is not the one that ships; its relatives are looked up there.
    """

    code: LocalGovernmentCode
    name: str
    kana: str | None
    romaji: str | None
    kind: GovernmentKind
    parent_code: LocalGovernmentCode | None
    validity: Period = field(repr=False)
    as_of: date = field(eq=False, repr=False)
    registry: Registry | None = field(default=None, eq=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(Government)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        # Pickles made before bodies knew their registry name none: they are of the one that ships.
        for name, value in {"registry": None, **state}.items():
            object.__setattr__(self, name, value)

    def __shown__(self) -> Iterable[Part]:
        from .shown import government_parts

        return government_parts(self)

    @property
    def prefecture(self) -> Government:
        """Its prefecture; a prefecture's is itself."""
        from .registry import registry_of

        return registry_of(self).prefecture_of(self)

    @property
    def parent(self) -> Government | None:
        """The city of a ward, else the prefecture; None for a prefecture."""
        from .registry import registry_of

        return None if self.parent_code is None else registry_of(self).get(self.parent_code, as_of=self.as_of)

    @property
    def full_name(self) -> str:
        """The name with its prefecture: 山口県萩市."""
        return self.name if self.parent_code is None else self.prefecture.name + self.name

    @property
    def title(self) -> Text:
        """What to call it in a sentence: 山口県萩市, Hagi (city, Yamaguchi)."""
        if self.romaji is None:
            return Text(self.full_name, self.full_name)
        if self.parent_code is None:
            return Text(self.name, self.romaji)
        return Text(self.full_name, f"{self.romaji} ({self.kind.label.en}, {self.prefecture.romaji or ''})")

    @property
    def notes(self) -> tuple[Note, ...]:
        """Where the answer stops: dates outside the known history, and city status away from its one snapshot."""
        dates = SHIPPED if self.registry is None else self.registry.dates
        notes: list[Note] = []
        if not dates.history_from <= self.as_of <= dates.last_checked:
            notes.append(
                Note(
                    "governments.not_checkable",
                    {"as_of": self.as_of, "first": dates.history_from, "last": dates.last_checked},
                )
            )
        if self.kind in _STATUS_MAY_DIFFER and self.as_of != dates.city_status:
            notes.append(
                Note("governments.city_status", {"as_of": self.as_of, "snapshot": dates.city_status})
            )
        return tuple(notes)
