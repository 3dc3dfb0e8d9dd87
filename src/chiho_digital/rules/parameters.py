"""Figures of the law over time: each value with its period in force, unit, source and grade.

Standing text (an article, a cap in an ordinance) holds until a later known value replaces it; a yearly figure (a ratio set
for one fiscal year) holds only for its years. Outside them the answer is `Unknown`, never the nearest value.
One TOML file a room: `[sources.NAME]` tables, and a table for each parameter.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve, field, frozen

from chiho_digital.basics import FiscalYear, Grade, InvalidValue, Note, Source, Text, exact_ratio
from chiho_digital.basics.shown import NO_DATA

from .errors import InvalidParameters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from chiho_digital.basics import Lang

    from .conditions import ParameterAt
    from .facts import Fact

__all__ = ["DatedValue", "Figure", "Parameter", "ParameterFile", "Unknown", "load_parameters"]


UNITS = ("ratio", "yen", "years", "persons", "0.01 %")
"""What parameters and whole-number facts can count; a ratio is exact, the others are whole numbers."""


@frozen
class Unknown:
    """No known text or figure answers (不明); `reason` says why. Strictly read-only."""

    reason: Note

    def __cell__(self, lang: Lang) -> str:
        return f"{NO_DATA.to(lang)}: {self.reason.to(lang)}"


@frozen
class DatedValue:
    """One value of a parameter: from `first` to `last` (None: until replaced), as read in `source`. Strictly read-only."""

    value: int | Fraction
    first: FiscalYear
    last: FiscalYear | None
    source: Source


@frozen
class Figure:
    """A parameter's value for one year, with what it rests on. Strictly read-only.

    assumptions: what was assumed to get it (a later amendment unknown, another year's figure taken).
    """

    name: str
    value: int | Fraction
    source: Source
    assumptions: tuple[Note, ...] = ()


@frozen
class Parameter:
    """A figure of the law over time (法令上の数値). Strictly read-only.

    unit: "ratio" (values are `Fraction`s), "yen", "years", "0.01 %" and the like (values are `int`s).
    standing: whether it is standing text; else a yearly figure.
    """

    name: str
    label: Text
    unit: str
    standing: bool
    values: tuple[DatedValue, ...]

    def at(
        self,
        year: FiscalYear,
        *,
        as_read_on: date | None = None,
        assume: Mapping[str, int] | None = None,
    ) -> Figure | Unknown:
        """The value for a fiscal year.

        as_read_on: only texts read up to this day are known; by default all.
        assume: years whose figures the caller takes where a yearly figure is unknown: `{"bond_financing_ratio": 2025}`.
        """
        if found := self._found(year, as_read_on):
            read = found.source.revision
            if self.standing and read is not None and year > FiscalYear.of(read):
                note = Note("rules.text_as_read", {"what": self.label, "read_on": read, "year": year})
                return Figure(self.name, found.value, found.source, (note,))
            return Figure(self.name, found.value, found.source)
        unknown = Unknown(Note("rules.no_figure", {"what": self.label, "year": year}))
        if not assume or self.name not in assume:
            return unknown
        assumed = self._found(FiscalYear(assume[self.name]), as_read_on)
        if assumed is None:
            return unknown
        params = {"what": self.label, "year": year, "assumed": FiscalYear(assume[self.name])}
        return Figure(self.name, assumed.value, assumed.source, (Note("rules.figure_assumed", params),))

    def _found(self, year: FiscalYear, as_read_on: date | None) -> DatedValue | None:
        for first, last, dated in self.periods(as_read_on):
            if first <= year.year and (last is None or year.year <= last):
                return dated
        return None

    def periods(self, as_read_on: date | None = None) -> tuple[tuple[int, int | None, DatedValue], ...]:
        """What holds when, as far as read on a day: (first year, last year or None, value), earliest first."""
        known = [
            value
            for value in self.values
            if as_read_on is None or value.source.revision is None or value.source.revision <= as_read_on
        ]
        spans: list[tuple[int, int | None, DatedValue]] = []
        for place, value in enumerate(known):
            last = value.last.year if value.last else None
            if self.standing and place + 1 < len(known):
                replaced = known[place + 1].first.year - 1
                last = replaced if last is None else min(last, replaced)
            spans.append((value.first.year, last, value))
        return tuple(spans)

    def text(self, value: int | Fraction) -> Text:
        """A value with the parameter's label: 実質公債費比率＝18%."""
        from .wording import amount_text

        return Text(
            f"{self.label.ja}＝{amount_text(value, self.unit, 'ja')}",
            f"{self.label.en} = {amount_text(value, self.unit, 'en')}",
        )

    def in_year_of(self, year: Fact[FiscalYear]) -> ParameterAt:
        """The value in the year a fact names, as an operand: `F.ratio < limit.in_year_of(F.fiscal_year)`."""
        from .conditions import ParameterAt as At

        return At(self, year.definition)


@frozen
class ParameterFile:
    """The parameters and sources of one room. Strictly read-only."""

    parameters: Mapping[str, Parameter] = field(hash=False)
    sources: Mapping[str, Source] = field(hash=False)

    def __getitem__(self, name: str) -> Parameter:
        return self.parameters[name]

    def source(self, name: str, article: str | None = None, grade: Grade | None = None) -> Source:
        """A source by its name in the file, at an article, with a grade of its own where a reading is weaker."""
        source = self.sources[name]
        return evolve(source, article=article or source.article, grade=grade or source.grade)


def load_parameters(file: Path) -> ParameterFile:
    """The parameters of a TOML file.

    Raises:
        InvalidParameters: a value without source, an unknown unit, periods that overlap, a yearly figure without last year.
    """
    import tomllib

    content = tomllib.loads(file.read_text(encoding="utf-8"))
    sources = {name: _source(name, entry) for name, entry in content.pop("sources", {}).items()}
    parameters = {name: _parameter(name, entry, sources) for name, entry in content.items()}
    return ParameterFile(parameters, sources)


def _source(name: str, entry: dict[str, Any]) -> Source:
    try:
        return Source(
            Text(entry["ja"], entry["en"]),
            Grade(entry["grade"]),
            entry.get("url"),
            entry.get("article"),
            entry.get("revision"),
        )
    except (KeyError, ValueError) as error:
        raise InvalidParameters("rules.bad_source", value=name, why=str(error)) from None


def _parameter(name: str, entry: dict[str, Any], sources: dict[str, Source]) -> Parameter:
    try:
        label, unit, kind = Text(**entry["label"]), entry["unit"], entry["kind"]
        values = tuple(_dated(name, item, unit, sources) for item in entry["values"])
    except InvalidParameters:
        raise
    except InvalidValue as error:
        raise InvalidParameters("rules.bad_parameter", value=name, why=error.message("en")) from None
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidParameters("rules.bad_parameter", value=name, why=str(error)) from None
    if kind not in {"standing", "yearly"}:
        raise InvalidParameters("rules.bad_parameter", value=name, why=f"kind = {kind!r}")
    if unit not in UNITS:
        raise InvalidParameters("rules.bad_parameter", value=name, why=f"unit = {unit!r}")
    if any(value.last is not None and value.last < value.first for value in values):
        raise InvalidParameters("rules.periods_overlap", value=name)
    if kind == "yearly" and any(value.last is None for value in values):
        raise InvalidParameters("rules.yearly_without_end", value=name)
    for earlier, later in pairwise(values):
        if earlier.first >= later.first or (
            kind == "yearly" and cast("FiscalYear", earlier.last) >= later.first
        ):
            raise InvalidParameters("rules.periods_overlap", value=name)
    return Parameter(name, label, unit, kind == "standing", values)


def _dated(name: str, item: dict[str, Any], unit: str, sources: dict[str, Source]) -> DatedValue:
    if "source" not in item or item["source"] not in sources:
        raise InvalidParameters("rules.value_without_source", value=name)
    source = sources[item["source"]]
    if "article" in item or "grade" in item:
        grade = Grade(item["grade"]) if "grade" in item else source.grade
        source = evolve(source, article=item.get("article", source.article), grade=grade)
    ratio = exact_ratio(item["value"])
    if unit != "ratio" and ratio.denominator != 1:
        raise InvalidParameters("rules.bad_parameter", value=name, why=f"value = {item['value']!r}")
    value = ratio if unit == "ratio" else ratio.numerator
    last = FiscalYear(item["last"]) if "last" in item else None
    return DatedValue(value, FiscalYear(item["first"]), last, source)
