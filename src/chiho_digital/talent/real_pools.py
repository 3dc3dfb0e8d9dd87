"""Real talent pools as examples, and national counts (実在の人材プール): each count with its source, unknown where it is.

Origin and terms of the file that ships stand in data/SOURCES.md. No count is a measurement of ours, and none is complete.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import (
    FiscalYear,
    Grade,
    LabelledEnum,
    Lang,
    PartialDate,
    Source,
    Text,
    message,
)
from chiho_digital.governments import LocalGovernmentCode

from .records import Pool

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Qualifier", "RealPool", "StatedCount", "national_counts", "real_pools"]

_FILE = Path(__file__).parent / "data" / "pools.toml"


class Qualifier(LabelledEnum):
    """What a source says beside a number (数の言い方)."""

    ABOUT = "about", "約", "about"
    OR_MORE = "or_more", "以上", "or more"


_WORDS = {Qualifier.ABOUT: "talent.count_about", Qualifier.OR_MORE: "talent.count_or_more"}


@frozen
class StatedCount:
    """One number as a source states it (公表などの数). Strictly read-only.

    id: what is counted, by a stable name; several counts of one id differ in their dates.  what: the same in words.
    value: None is unknown.  qualifier: None where the number stands alone.
    as_of: for when it holds; None is unknown.  caveat: what keeps it from being compared, where something does.
    """

    id: str
    what: Text
    value: int | None
    qualifier: Qualifier | None
    as_of: PartialDate | None
    source: Source
    caveat: Text | None = None

    def to(self, lang: Lang) -> str:
        """The count on one line."""
        number = message("rules.unknown", {}, lang) if self.value is None else f"{self.value:,}"
        if self.qualifier is not None:
            number = message(_WORDS[self.qualifier], {"value": number}, lang)
        as_of = self.as_of and (self.as_of.era if lang == "ja" else str(self.as_of))
        params = {"what": self.what, "number": number, "as_of": as_of}
        return message("talent.count_as_of" if as_of else "talent.count", params, lang)

    def to_dict(self) -> dict[str, Any]:
        """The count as JSON values; what is unknown is null."""
        return {
            "id": self.id,
            "what": self.what.to_dict(),
            "value": self.value,
            "qualifier": self.qualifier and self.qualifier.value,
            "as_of": self.as_of and str(self.as_of),
            "source": self.source.to_dict(),
            "caveat": self.caveat and self.caveat.to_dict(),
        }


@frozen
class RealPool:
    """A real talent pool as far as it was noted (実在の人材プール). Strictly read-only.

    pool: its record; members and staff are unknown, and so is the lead where a body without a code runs it.
    prefecture: where it is.  since: the first fiscal year; None is unknown.
    fields: ids of its fields of skill; None is unknown.  served: municipalities named as served; there may be others.
    """

    pool: Pool
    prefecture: LocalGovernmentCode
    since: FiscalYear | None
    fields: tuple[str, ...] | None
    served: tuple[LocalGovernmentCode, ...]
    counts: tuple[StatedCount, ...]

    def to_dict(self) -> dict[str, Any]:
        """The pool and its counts as JSON values; what is unknown is null."""
        return {
            "pool": self.pool.model_dump(mode="json"),
            "prefecture": str(self.prefecture),
            "since": self.since and self.since.year,
            "fields": self.fields and list(self.fields),
            "served": [str(code) for code in self.served],
            "counts": [count.to_dict() for count in self.counts],
        }


def real_pools() -> tuple[RealPool, ...]:
    """The real pools that ship as examples, in the order of the notes; a prefecture not among them may well have one.

    >>> pools = {one.pool.id: one for one in real_pools()}
    >>> print(pools["yamaguchi"].counts[0].to("en"))
    consultations a year: about 200
    """
    return _content()[0]


def national_counts() -> tuple[StatedCount, ...]:
    """What was counted nationwide; counts of one id are different cuts, not one series, and their caveat says so.

    >>> print(national_counts()[1].to("en"))
    municipalities with at most one digital staff member: 213 (2023-04)
    """
    return _content()[1]


@cache
def _content() -> tuple[tuple[RealPool, ...], tuple[StatedCount, ...]]:
    import tomllib

    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    sources = {
        name: Source(Text(entry["ja"], entry["en"]), Grade(entry["grade"]))
        for name, entry in content["sources"].items()
    }
    pools = tuple(
        RealPool(
            pool=Pool.model_validate(entry["pool"]),
            prefecture=LocalGovernmentCode.parse(entry["prefecture"]),
            since=FiscalYear.parse(entry["since"]) if "since" in entry else None,
            fields=tuple(entry["fields"]) if "fields" in entry else None,
            served=tuple(LocalGovernmentCode.parse(code) for code in entry.get("served", ())),
            counts=tuple(_count(count, sources) for count in entry["counts"]),
        )
        for entry in content["pools"]
    )
    return pools, tuple(_count(count, sources) for count in content["national"])


def _count(entry: Mapping[str, Any], sources: Mapping[str, Source]) -> StatedCount:
    return StatedCount(
        id=entry["id"],
        what=Text(entry["ja"], entry["en"]),
        value=entry.get("value"),
        qualifier=Qualifier(entry["qualifier"]) if "qualifier" in entry else None,
        as_of=PartialDate.parse(entry["as_of"]) if "as_of" in entry else None,
        source=sources[entry.get("source", "notes")],
        caveat=Text(**entry["caveat"]) if "caveat" in entry else None,
    )
