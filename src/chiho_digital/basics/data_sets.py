"""Which data ship: every file with what it is, its day, source, terms and version, as `data_sets.toml` of each room has it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from .sources import Grade
from .text import Text

__all__ = ["ShippedData", "data_sets"]

_PACKAGE = Path(__file__).parent.parent


@frozen
class ShippedData:
    """A data set that ships with the library (同梱データ). Strictly read-only.

    room: the part of the library that it belongs to.  file: its file below `data/` of that room.
    title: what it is.  as_of: the day for which it holds, None where it has none.
    source: whence it comes.  terms: on which terms.  grade: how directly it was read.
    version: the first 12 digits of the SHA-256 of the file: another text, another version.
    """

    room: str
    file: str
    title: Text
    as_of: date | None
    source: Text
    terms: Text
    grade: Grade
    version: str

    def to_dict(self) -> dict[str, Any]:
        """The data set as JSON values."""
        return {
            "room": self.room,
            "file": self.file,
            "title": self.title.to_dict(),
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "source": self.source.to_dict(),
            "terms": self.terms.to_dict(),
            "grade": self.grade.value,
            "version": self.version,
        }


@cache
def data_sets() -> tuple[ShippedData, ...]:
    """Every data set that ships, by room and file. Law is not among them: see the rule sets and parameters of the rooms.

    >>> {one.file: str(one.as_of) for one in data_sets() if one.room == "governments"}["changes.csv"]
    '2026-01-01'
    """
    import tomllib

    found: list[ShippedData] = []
    for listing in sorted(_PACKAGE.glob("*/data/data_sets.toml")):
        entries = tomllib.loads(listing.read_text(encoding="utf-8"))["data_set"]
        found += [_read(listing, entry) for entry in entries]
    return tuple(sorted(found, key=lambda one: (one.room, one.file)))


def _read(listing: Path, entry: dict[str, Any]) -> ShippedData:
    from hashlib import sha256

    data = (listing.parent / entry["file"]).read_bytes()
    return ShippedData(
        room=listing.parent.parent.name,
        file=entry["file"],
        title=Text(**entry["title"]),
        as_of=entry.get("as_of"),
        source=Text(**entry["source"]),
        terms=Text(**entry["terms"]),
        grade=Grade(entry["grade"]),
        version=sha256(data).hexdigest()[:12],
    )
