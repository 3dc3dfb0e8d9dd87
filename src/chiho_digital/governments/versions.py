"""What the lines of a registry are: changes, and a code with a name, a kind and the days on which it held."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from chiho_digital.basics import Period

from .codes import LocalGovernmentCode
from .government import Government, GovernmentKind

if TYPE_CHECKING:
    from .table import Registry

__all__ = ["CHANGE_TYPES", "Change", "Version", "former_kind"]

CHANGE_TYPES = frozenset(
    {
        "absorbed",
        "city_status",
        "merged",
        "recoded",
        "renamed",
        "split",
        "town_status",
        "wards_reorganised",
    }
)
"""What a change can be; see `Change`."""

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

    type: city_status (市制施行), town_status (町制施行), absorbed (編入), merged (合併・新設), renamed (名称変更),
        recoded (区域変更などによるコードの変更), split (分離: a part became `new_code`, the old body lives on),
        wards_reorganised (区の再編).
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

    def as_of(self, day: date, registry: Registry | None) -> Government:
        """The body, as the answer of a registry (None: the one that ships) to a question about a day."""
        return Government(
            self.code, self.name, self.kana, self.romaji, self.kind, self.parent, self.validity, day, registry
        )


def former_kind(change: Change) -> GovernmentKind:
    """What a body was before a change.

    Raises:
        KeyError: its name ends in none of 市町村区.
    """
    kind = _KIND_BY_SUFFIX[change.old_name[-1]]
    special = kind is GovernmentKind.WARD and change.old_code.startswith("131")
    return GovernmentKind.SPECIAL_WARD if special else kind
