"""The dates that a registry rests on, and the texts of its three files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

__all__ = ["FILES", "SHIPPED", "SHIPPED_FOLDER", "Dates", "Tables"]

FILES = ("governments.csv", "changes.csv", "dates.csv")
"""The files of a registry, in one folder."""

SHIPPED_FOLDER = Path(__file__).parent / "data"
"""Where the tables of the registry that ships stand."""


class Dates(NamedTuple):
    """From when to when a registry knows the bodies, and as of when its parts were read (台帳の時点).

    history_from: the first day for which it knows every body.  last_checked: the last day up to which it was checked.
    city_status: the day of the one snapshot of core and special cities.  code_list: the day of the code list.
    """

    history_from: date
    last_checked: date
    city_status: date
    code_list: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """The dates of a file `dates.csv`; its form is not checked."""
        read = dict(line.split(",") for line in text.splitlines()[1:])
        return cls(*(date.fromisoformat(read[name]) for name in cls._fields))

    def written(self) -> str:
        """The text of a file `dates.csv`."""
        lines = [f"{name},{day.isoformat()}" for name, day in zip(self._fields, self, strict=True)]
        return "\n".join(["what,date", *lines, ""])


class Tables(NamedTuple):
    """The texts of the three files of a registry: governments.csv, changes.csv and dates.csv."""

    bodies: str
    changes: str
    dates: str

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The files of a folder, as UTF-8.

        Raises:
            OSError: a file cannot be read.
            UnicodeDecodeError: a file is not UTF-8.
        """
        return cls(*((folder / name).read_text(encoding="utf-8") for name in FILES))


SHIPPED = Dates.parse((SHIPPED_FOLDER / "dates.csv").read_text(encoding="utf-8"))
"""The dates of the registry that ships."""
