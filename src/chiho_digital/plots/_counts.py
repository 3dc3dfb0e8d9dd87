"""Counts by prefecture, as the maps take them: in the order of the codes, with their words and their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import Lang, Text
from chiho_digital.dashboard import NO_DATA, View

from ._checks import refuse_strange
from ._grid import Tile, tiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chiho_digital.governments import LocalGovernmentCode

__all__ = ["Counts"]


@frozen
class Counts:
    """Counts of the 47 prefectures in the order of their codes; None is no data. Strictly read-only."""

    title: Text
    unit: Text
    source: Text | None
    values: tuple[int | None, ...]

    @classmethod
    def of(
        cls,
        values: Mapping[str, int | None] | Mapping[LocalGovernmentCode, int | None],
        title: Text,
        unit: Text,
        source: Text | None,
    ) -> Counts:
        """The counts by six-digit code; a prefecture left out has no data.

        Raises:
            InvalidValue: keys that are no prefecture codes, or values that are negative or no `int`; all are named.
        """
        refuse_strange(values)
        by_code = {str(code): count for code, count in values.items()}
        return cls(title, unit, source, tuple(by_code.get(tile.code) for tile in tiles()))

    def __iter__(self) -> Iterator[tuple[Tile, int | None]]:
        """Each prefecture with its count."""
        return zip(tiles(), self.values, strict=True)

    def words(self, lang: Lang) -> str:
        """Every count in words; prefectures without data stand last."""
        pairs = [(tile.name.to(lang), count) for tile, count in self]
        without = [name for name, count in pairs if count is None]
        if lang == "ja":
            known = "、".join(f"{name}{count:,}{self.unit.ja}" for name, count in pairs if count is not None)
            parts = [known, without and f"{NO_DATA.ja}：{'、'.join(without)}"]
            start = f"47都道府県の値（単位：{self.unit.ja}）。"
            return start + "".join(f"{part}。" for part in parts if part)
        known = ", ".join(f"{name} {count:,}" for name, count in pairs if count is not None)
        parts = [known, without and f"No data: {', '.join(without)}"]
        start = f"Values of the 47 prefectures (unit: {self.unit.en})."
        return start + "".join(f" {part}." for part in parts if part)

    @property
    def cited(self) -> Text | None:
        """The line that cites the source."""
        return self.source and Text(f"出典：{self.source.ja}", f"Source: {self.source.en}")

    @property
    def table(self) -> View:
        """The counts as a table."""
        value = Text(f"値（{self.unit.ja}）", f"value ({self.unit.en})")
        rows = tuple((tile.name, count) for tile, count in self)
        notes = () if self.cited is None else (self.cited,)
        return View(self.title, (Text("都道府県", "prefecture"), value), rows, notes)
