"""Figures of bodies (population, staff, fiscal index, lists): one small table format, each with what it counts.

Counts that must not be mixed (census final, census preliminary, resident register) stay apart because every table says
what it counts, as of when, and from where.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from chiho_digital.basics import Grade, InvalidValue, Note, Source, Text, exact_ratio, fold

from .codes import LocalGovernmentCode
from .registry import registry_of
from .table import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .government import Government
    from .table import Registry

__all__ = ["CENSUS_2020_PRELIMINARY", "Figure", "Figures", "load"]

CENSUS_2020_PRELIMINARY = "census_2020_preliminary"
"""The name of the table that ships: the population of the 2020 census, preliminary count."""

_AREAS = frozenset({"00000", "13100"})  # the nation, the 23 wards together
_GROUPED = re.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")  # the commas of 1,234,567


@frozen
class Figure:
    """One figure of one body (数値), with notes on how it was come by. Strictly read-only."""

    value: int | Fraction
    notes: tuple[Note, ...] = ()


@frozen
class Figures:
    """A table of figures (数値表). Strictly read-only.

    what: what it counts, with its unit.  as_of: the day it holds for.  source: where it was read, if known.
    values: by code.  areas: figures of areas that are no body (00000 the nation, 13100 the 23 wards), by area code.
    """

    what: Text
    as_of: date
    source: Source | None
    values: Mapping[LocalGovernmentCode, int | Fraction] = field(repr=False, hash=False)
    areas: Mapping[str, int | Fraction] = field(factory=dict[str, "int | Fraction"], repr=False, hash=False)

    def of(self, body: Government | str) -> Figure | None:
        """The figure of a body (a value or code), or None where the table has none: unknown is not zero.

        A body whose whole area bore another code on the table's date inherits that figure, with a note
        (浜松市天竜区 221406 that of 221376).

        Raises:
            InvalidCode: no code.
        """
        code = LocalGovernmentCode.parse(body if isinstance(body, str) else body.code)
        if code in self.values:
            return Figure(self.values[code])
        other = registry_of(body).same_area.get(code)
        if other is None or other[0] not in self.values:
            return None
        inherited = Note(
            "governments.figure_inherited", {"code": code, "other": other[0], "day": other[1].day}
        )
        return Figure(self.values[LocalGovernmentCode.trusted(other[0])], (inherited,))

    def value(self, body: Government | str) -> int | Fraction | None:
        """The bare figure of a body, or None where the table has none."""
        figure = self.of(body)
        return None if figure is None else figure.value


def load(
    table: str | Path = CENSUS_2020_PRELIMINARY,
    *,
    what: Text | None = None,
    as_of: date | None = None,
    source: Source | None = None,
    registry: Registry | None = None,
) -> Figures:
    """A table that ships, by name, or your own, by path: a CSV file with the columns `code` and `value`.

    `code` is six digits; a table of five-digit codes heads the column `code5`. A value is a whole number or a decimal
    (kept as an exact fraction); an empty one is unknown and left out. What your table counts and its date are required. The file is read as UTF-8.
    Its codes are those of a registry: the one that ships, if not given.

    >>> load().value("352047")
    44661

    Raises:
        InvalidValue: what or when is not said, the file is no UTF-8, a heading is missing, or lines are wrong: all of
            them are named.
        OSError: the file cannot be read.
    """
    if table == CENSUS_2020_PRELIMINARY:
        return _census()
    if what is None or as_of is None:
        raise InvalidValue("governments.figures_undescribed", value=str(table))
    return _read(Path(table), what, as_of, source, registry or shipped())


@cache
def _census() -> Figures:
    source = Source(
        Text(
            "総務省統計局「令和2年国勢調査 人口速報集計」",
            "Statistics Bureau of Japan, 2020 Population Census, preliminary counts of population",
        ),
        Grade.PRIMARY,
        revision=date(2020, 10, 1),
    )
    what = Text("人口（令和2年国勢調査・速報、人）", "population (2020 census, preliminary count, persons)")
    file = Path(__file__).parent / "data" / "population_2020_prelim.csv"
    return _read(file, what, date(2020, 10, 1), source, shipped())


def _read(file: Path, what: Text, as_of: date, source: Source | None, registry: Registry) -> Figures:
    rows = _rows(file)
    heading = [cell.strip() for cell in rows[0][1]] if rows else []
    code_column = next((name for name in ("code", "code5") if name in heading), None)
    value_column = next((name for name in ("value", "population") if name in heading), None)
    if code_column is None or value_column is None:
        raise InvalidValue("governments.figures_heading", value=",".join(heading))
    at, at_value = heading.index(code_column), heading.index(value_column)
    found: dict[str, int | Fraction | None] = {}
    problems: list[InvalidValue] = []
    for line, row in rows[1:]:
        try:
            if len(row) != len(heading):
                raise InvalidValue("governments.figures_ragged", value=len(row), expected=len(heading))  # noqa: TRY301
            code = _code(row[at], registry, five=code_column == "code5")
            if code in found:
                raise InvalidValue("governments.figures_twice", value=row[at].strip())  # noqa: TRY301
            found[code] = _figure(row[at_value])
        except InvalidValue as error:
            problems.append(error.at(file.name, line))
    if problems:
        raise InvalidValue(
            "governments.figures_invalid",
            value=file.name,
            count=len(problems),
            problems=tuple(Text(p.message("ja"), p.message("en")) for p in problems),
            errors=tuple(problems),
        )
    known = {code: value for code, value in found.items() if value is not None}
    values = {code: value for code, value in known.items() if isinstance(code, LocalGovernmentCode)}
    areas = {code: value for code, value in known.items() if code not in values}
    return Figures(what, as_of, source, values, areas)


def _rows(file: Path) -> list[tuple[int, list[str]]]:
    """The lines of a CSV file that are not blank, each with its number in the file."""
    import csv
    from io import StringIO

    try:
        reader = csv.reader(StringIO(file.read_text(encoding="utf-8-sig")))
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except UnicodeDecodeError:
        raise InvalidValue("governments.figures_not_utf8", value=file.name) from None
    except csv.Error as error:
        raise InvalidValue("governments.figures_no_csv", value=file.name, reason=str(error)) from None


def _code(text: str, registry: Registry, *, five: bool) -> str:
    """A code that a registry knows, or that of an area which is no body."""
    text = text.strip()
    if five and text in _AREAS:
        return text
    code = LocalGovernmentCode.parse(text, digits=5 if five else 6)
    if not registry.is_known(code):
        raise InvalidValue("governments.figures_unknown_code", value=text)
    return code


def _figure(text: str) -> int | Fraction | None:
    plain = _GROUPED.sub("", fold(text))
    if plain == "":
        return None
    ratio = exact_ratio(plain)
    return ratio.numerator if ratio.denominator == 1 else ratio
