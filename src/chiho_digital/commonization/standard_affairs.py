"""Standardisation (標準化): the 20 affairs, the year aimed at, and how many systems were allowed to move later.

Which body still works on which affair is not known here.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from chiho_digital.basics import FiscalYear, Grade, InvalidValue, Source, Text, fold

from .texts import MINUTES

__all__ = ["LaterMigrations", "StandardAffair", "Standardisation", "standardisation"]

_FILE = Path(__file__).parent / "data" / "standardised_affairs.toml"


@frozen
class StandardAffair:
    """An affair whose systems are standardised (標準化対象業務). Strictly read-only."""

    id: str
    label: Text


@frozen
class LaterMigrations:
    """How many systems were allowed to move after the year aimed at (特定移行支援システム). Strictly read-only.

    systems: of `of_systems`.  bodies: that have such systems, of `of_bodies`. Which ones is not known here.
    """

    systems: int
    of_systems: int
    bodies: int
    of_bodies: int
    as_of: date
    source: Source


@frozen
class Standardisation:
    """What is known of the standardisation of affairs (標準化). Strictly read-only.

    source: of the list of affairs.  target: the fiscal year at whose end systems should have moved, in principle.
    """

    affairs: tuple[StandardAffair, ...]
    source: Source
    target: FiscalYear
    target_source: Source
    later: LaterMigrations

    def affair(self, text: str) -> StandardAffair:
        """The affair of an id, or of a Japanese or English name, whatever its width, case and spaces.

        >>> standardisation().affair("住民基本台帳").id
        'resident_register'

        Raises:
            InvalidValue: there is none; near names are suggested.
        """
        names = {_plain(name): one for one in self.affairs for name in (one.id, one.label.ja, one.label.en)}
        found = names.get(_plain(text))
        if found is None:
            near = get_close_matches(_plain(text), names, n=1)
            raise InvalidValue(
                "commonization.no_affair",
                value=text,
                suggestion=names[near[0]].label if near else None,
                affairs=tuple(one.label for one in self.affairs),
            )
        return found


@cache
def standardisation() -> Standardisation:
    """What is known of the standardisation of the 20 affairs, each thing with its source."""
    import tomllib

    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    later: dict[str, Any] = {**content["later"], "source": _source(content["later"]["source"])}
    return Standardisation(
        tuple(StandardAffair(id_, Text(**label)) for id_, label in content["affairs"].items()),
        _source(content["source"]),
        FiscalYear(content["fiscal_year"]),
        MINUTES,
        LaterMigrations(**later),
    )


def _source(entry: dict[str, str]) -> Source:
    return Source(Text(entry["ja"], entry["en"]), Grade(entry["grade"]))


def _plain(text: str) -> str:
    return fold(text).casefold()
