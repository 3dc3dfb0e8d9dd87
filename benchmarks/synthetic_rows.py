"""Rows of synthetic cases: what stands in each cell, and the faults that are put into some of them.

Every cell is a function of the seed, its column and its row number alone. So the rows of a small file are the first rows
of a large one, chunks do not matter, and a row without a fault is the same whatever share of rows has one.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, cached_property

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray
from synthetic_draws import Draws, Places, Stream, Vocabulary, below, place_of, quantiles, slots, yen_of
from synthetic_faults import BLANK, DUPLICATE, Form, faults_by_name

from chiho_digital.basics import FiscalYear, PartialDate, Precision, era_date, era_of
from chiho_digital.governments import municipalities, prefectures
from chiho_digital.procurement import PUBLISHED_CASES
from chiho_digital.systems import kind_of

FIELDS = (
    "case_id",
    "prefecture",
    "lead_body",
    "system_kind_ja",
    "participants_municipal_count",
    "observed_as_of",
    "service_start",
    "initial_cost_jpy",
    "annual_cost_jpy",
    "total_cost_jpy",
    "status",
    "source_kind",
    "confidence",
    "source_url",
    "other_source_urls",
)
"""The columns of a synthetic file, in order: fifteen of the fields of `CaseRow`."""

_WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")
_FIRST_DAY, _LAST_DAY = date(2017, 1, 1), date(2026, 12, 31)
_DAYS = (_LAST_DAY - _FIRST_DAY).days + 1
_MUNICIPALITIES = 1741
_NO_COUNT = 3 * (_MUNICIPALITIES + 1)


@cache
def published(column: str) -> Counter[str]:
    """How often each text stands in a column of the real cases."""
    with PUBLISHED_CASES.open(encoding="utf-8", newline="") as file:
        # The wave dash of Unicode is no sign of cp932; the full-width tilde is what such files have instead.
        return Counter(row[column].replace("〜", "～") for row in csv.DictReader(file))


@cache
def _prefectures() -> tuple[Vocabulary, Places]:
    """Cells of one to three prefectures, by name or code, and the place of the first prefecture of each."""
    bodies = prefectures()
    sizes = Counter(body.code.prefecture_digits for body in municipalities())
    cells: list[tuple[str, float]] = []
    homes: list[int] = []
    for place, body in enumerate(bodies):
        second, third = bodies[(place + 1) % 47], bodies[(place + 2) % 47]
        spellings = (
            (body.name, 0.88),
            (body.code, 0.05),
            (body.code.translate(_WIDE), 0.01),
            (f"{body.name};{second.name}", 0.045),
            (f"{body.name}；{second.name}；{third.code}", 0.015),
        )
        cells += [(text, share * sizes[body.code.prefecture_digits]) for text, share in spellings]
        homes += [place] * len(spellings)
    return Vocabulary.of(cells), np.array(homes)


_COUNCILS = (
    "",
    "情報化推進協議会",
    "市町村電子自治体共同運営協議会",
    "市町村総合事務組合",
    "町村会、県(事務局)",
    "電子自治体推進協議会, 調達部会",
    '共同利用協議会"e-Net"',
)


@cache
def _leads() -> tuple[pl.Series, Places, Places]:
    """Leading bodies: councils by prefecture, then every municipality; where each prefecture's start, and how many."""
    names = [body.name + council for body in prefectures() for council in _COUNCILS]
    towns = sorted(municipalities(), key=lambda body: body.code)
    sizes = Counter(body.code.prefecture_digits for body in towns)
    size = np.array([sizes[body.code.prefecture_digits] for body in prefectures()])
    start = len(names) + np.cumsum(size) - size
    return pl.Series([*names, *(body.full_name for body in towns)]), start, size


@cache
def _counts() -> pl.Series:
    """Every count plain, in full-width digits and with commas, and a blank."""
    numbers = range(_MUNICIPALITIES + 1)
    texts = (
        [str(n) for n in numbers] + [str(n).translate(_WIDE) for n in numbers] + [f"{n:,}" for n in numbers]
    )
    return pl.Series([*texts, None])  # the last: `_NO_COUNT`


def _fiscal_year(day: date) -> int:
    return FiscalYear.of(day).year


_DATES: tuple[tuple[int, Callable[[date], str | None]], ...] = (
    (20, date.isoformat),
    (5, lambda day: f"{day.year}/{day.month}/{day.day}"),
    (5, lambda day: f"{day.year}年{day.month}月{day.day}日"),
    (2, lambda day: f"{day:%Y%m%d}"),
    (8, era_date),
    (4, lambda day: era_date(day, short=True)),
    (2, lambda day: era_date(day).translate(_WIDE)),
    (14, lambda day: f"{day:%Y-%m}"),
    (3, lambda day: f"{day.year}年{day.month}月"),
    (6, lambda day: PartialDate(day.replace(day=1), Precision.MONTH).era),
    (2, lambda day: f"{era_of(day).letter}{era_of(day).year(day.year)}.{day.month}"),
    (5, lambda day: str(day.year)),
    (1, lambda day: PartialDate(date(day.year, 1, 1), Precision.YEAR).era),
    (3, lambda day: f"{_fiscal_year(day)}年度"),
    (7, lambda day: FiscalYear.of(day).era),
    (1, lambda day: f"FY{_fiscal_year(day)}"),
    (2, lambda day: f"{day:%Y-%m}(順次)"),
    (1, lambda day: f"{era_date(day)}（予定）"),
    (1, lambda day: f"{_fiscal_year(day)}年度末整備完了"),
    (8, lambda _: None),
)


@cache
def _dates() -> tuple[pl.Series, Places]:
    """Every day of the ten years in every notation, notation by notation; the weights of the notations."""
    days = [_FIRST_DAY + timedelta(days=number) for number in range(_DAYS)]
    return pl.Series([write(day) for _, write in _DATES for day in days]), slots(w for w, _ in _DATES)


def _oku_man(amount: int) -> str:
    """3億2,000万円."""
    oku, rest = divmod(amount, 10**8)
    man, rest = divmod(rest, 10**4)
    if not oku and not man:
        return f"{amount:,}円"
    return f"{f'{oku:,}億' if oku else ''}{f'{man:,}万' if man else ''}{rest or ''}円"


_YEN: tuple[tuple[int, Callable[[int], str]], ...] = (
    (40, str),
    (22, lambda amount: f"{amount:,}"),
    (18, lambda amount: f"{amount:,}円"),
    (10, _oku_man),
    (5, lambda amount: f"{amount:,}".translate(_WIDE)),
    (3, lambda amount: f"￥{amount:,}"),
    (2, lambda amount: f"{amount // 1000:,}千円" if amount % 1000 == 0 else f"{amount}円"),
)
_UNITS = np.array([1, 1_000, 10_000, 100_000, 1_000_000])
_UNIT_SLOTS = slots((25, 35, 20, 12, 8))
# Median, spread, and how many of a hundred are blank. The published cases name far fewer amounts.
_COSTS = {
    "initial_cost_jpy": (8_000_000, 1.6, 55),
    "annual_cost_jpy": (3_000_000, 1.4, 50),
    "total_cost_jpy": (25_000_000, 1.8, 40),
}


@cache
def _cost_tables() -> tuple[dict[str, Places], Places]:
    return {name: quantiles(*shape[:2]) for name, shape in _COSTS.items()}, slots(w for w, _ in _YEN)


@cache
def _words(column: str, blank: int) -> Vocabulary:
    """The texts of a column of the real cases, as often as there, and some blanks."""
    return Vocabulary.of([*published(column).items(), *([(None, blank)] if blank else [])])


@cache
def _kinds() -> tuple[Vocabulary, pl.Series]:
    """The cells of kinds of the real cases, and what stands for each in an id."""
    cells = published("system_kind_ja")
    names = [kind_of(cell.split(";")[0]).id.replace("_", "-") for cell in cells]
    return Vocabulary.of(cells.items()), pl.Series(names)


@cache
def _sites() -> tuple[pl.Series, Places, Vocabulary, Vocabulary]:
    """Addresses under a top-level domain kept for examples: by prefecture, other sources, and what follows those."""
    own = (
        ("https://www.pref.{}.example/soshiki/", 60),
        ("http://www.pref.{}.example/nyusatsu/", 8),
        ("https://www.shinbun.{}.example/articles/", 22),
        ("https://blog.{}.example/?p=", 10),
    )
    heads = pl.Series([head.format(str(body.romaji).lower()) for body in prefectures() for head, _ in own])
    more = (
        (None, 55),
        ("https://news.example/articles/", 25),
        ("https://www.vendor.example/case-studies/?id=", 10),
        ("(出典が引用、未読) https://www.council.example/material/", 6),
        ("（要綱） http://www.kumiai.example/reiki/", 4),
    )
    seconds = [("", 600), *((f" ; https://dx.example/cases/{number}.html", 1) for number in range(400))]
    return heads, slots(weight for _, weight in own), Vocabulary.of(more), Vocabulary.of(seconds)


@frozen
class CaseRows:
    """Synthetic case rows by number.

    seed: what they depend on.  faults: the share of rows with one fault.  form: which kinds of fault there are.
    """

    seed: int
    faults: float
    form: Form = "csv"

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The names of the kinds of fault that there are in this form."""
        return tuple(n for n, fault in faults_by_name().items() if self.form == "csv" or not fault.csv_only)

    def _draw(self, name: str, rows: Places) -> Draws:
        return Stream(self.seed, name).at(rows)

    def fault_of(self, rows: Places) -> tuple[Places, Places]:
        """The kind of fault of each row, as a place in `kinds` or -1; and the row whose id it repeats, if it does."""
        kind = np.where(self._faulty(rows), below(self._draw("fault", rows), len(self.kinds)), -1)
        repeats = kind == self.kinds.index(DUPLICATE)
        twins = np.full(len(rows), -1)
        late = rows[repeats]
        early = below(self._draw("twin", late), late)
        for _ in range(64):  # a row whose own id may be unreadable is no twin: take one before it
            spoilt = (early >= 0) & self._faulty(early)
            if not spoilt.any():
                break
            early = early - spoilt
        alone = (early < 0) | (early >= late) | self._faulty(early)
        twins[repeats] = np.where(alone, -1, early)
        kind[repeats & (twins < 0)] = self.kinds.index(BLANK)
        return kind, twins

    def _faulty(self, rows: Places) -> NDArray[np.bool_]:
        return (self._draw("faulty", rows) >> np.uint64(11)).astype(np.float64) < self.faults * 2.0**53

    def ids(self, rows: Places) -> pl.Series:
        """The ids of rows, unless a fault changes them."""
        cells, homes = _prefectures()
        kinds, names = _kinds()
        home = homes[cells.places(self._draw("prefecture", rows))]
        parts = pl.DataFrame(
            {
                "home": pl.Series([str(body.romaji).lower() for body in prefectures()]).gather(home),
                "kind": names.gather(kinds.places(self._draw("kind", rows))),
                "number": rows + 1,
            }
        )
        return parts.select(pl.concat_str(pl.all(), separator="-")).to_series()

    def frame(self, first: int, count: int) -> tuple[pl.DataFrame, Counter[str]]:
        """Rows from one on, and how many of them have each kind of fault."""
        rows = np.arange(first, first + count, dtype=np.int64)
        columns = self._clean(rows)
        kind, twins = self.fault_of(rows)
        faulty = np.flatnonzero(kind >= 0)
        changes: dict[str, tuple[list[int], list[str | None]]] = {name: ([], []) for name in FIELDS}
        found: Counter[str] = Counter()
        spots: list[int] = faulty.tolist()
        numbers: list[int] = kind[faulty].tolist()
        draws: list[int] = self._draw("cell", rows[faulty]).tolist()
        repeated = self.ids(np.maximum(twins[faulty], 0))
        for place, number, draw, twin in zip(spots, numbers, draws, repeated, strict=True):
            name = self.kinds[number]
            cells = faults_by_name()[name].cells
            column, text = cells[draw % len(cells)] if cells else ("case_id", twin)
            changes[column][0].append(place)
            changes[column][1].append(text)
            found[name] += 1
        for name, (where, texts) in changes.items():
            if where:
                columns[name] = columns[name].scatter(where, pl.Series(texts, dtype=pl.String))
        return pl.DataFrame(columns), found

    def _clean(self, rows: Places) -> dict[str, pl.Series]:
        """The columns without faults."""
        cells, homes = _prefectures()
        places = cells.places(self._draw("prefecture", rows))
        home = homes[places]
        start = np.maximum(*(below(self._draw(f"start {n}", rows), _DAYS) for n in (1, 2)))  # ever more
        lag = below(self._draw("lag", rows), 40) ** 2
        return {
            "case_id": self.ids(rows),
            "prefecture": cells.texts.gather(places),
            "lead_body": self._lead(home, rows),
            "system_kind_ja": _kinds()[0].drawn(self._draw("kind", rows)),
            "participants_municipal_count": self._count(home, rows),
            "observed_as_of": self._date("observed", np.minimum(start + lag, _DAYS - 1), rows),
            "service_start": self._date("service", start, rows),
            **{name: self._cost(name, rows) for name in _COSTS},
            "status": _words("status", blank=3).drawn(self._draw("status", rows)),
            "source_kind": _words("source_kind", blank=0).drawn(self._draw("source kind", rows)),
            "confidence": _words("confidence", blank=2).drawn(self._draw("confidence", rows)),
            **self._addresses(home, rows),
        }

    def _lead(self, home: Places, rows: Places) -> pl.Series:
        names, start, sizes = _leads()
        council = home * len(_COUNCILS) + below(self._draw("council", rows), len(_COUNCILS))
        town = start[home] + below(self._draw("town", rows), sizes[home])
        return names.gather(np.where(below(self._draw("leads", rows), 100) < 25, town, council))

    def _count(self, home: Places, rows: Places) -> pl.Series:
        size = _leads()[2][home]
        local = 1 + np.minimum(*(below(self._draw(f"count {n}", rows), size) for n in (1, 2)))
        die = below(self._draw("count", rows), 1000)
        number = np.where(die < 5, below(self._draw("nationwide", rows), _MUNICIPALITIES + 1), local)
        notation = (die >= 900) + (die >= 950).astype(np.int64)
        blank = below(self._draw("no count", rows), 10) < 3
        return _counts().gather(np.where(blank, _NO_COUNT, notation * (_MUNICIPALITIES + 1) + number))

    def _date(self, name: str, day: Places, rows: Places) -> pl.Series:
        texts, table = _dates()
        notation = place_of(self._draw(name, rows), table)
        return texts.gather(notation * _DAYS + day)

    def _cost(self, name: str, rows: Places) -> pl.Series:
        tables, notations = _cost_tables()
        known = np.flatnonzero(below(self._draw(f"no {name}", rows), 100) >= _COSTS[name][2])
        draws = self._draw(f"notation {name}", rows[known])
        amounts = yen_of(tables[name], self._draw(name, rows[known]))
        unit = _UNITS[place_of(self._draw(f"unit {name}", rows[known]), _UNIT_SLOTS)]
        rounded: list[int] = (np.maximum(amounts // unit, 1) * unit).tolist()
        ways: list[int] = place_of(draws, notations).tolist()
        texts = [_YEN[way][1](amount) for amount, way in zip(rounded, ways, strict=True)]
        return pl.repeat(None, len(rows), dtype=pl.String, eager=True).scatter(
            known, pl.Series(texts, dtype=pl.String)
        )

    def _addresses(self, home: Places, rows: Places) -> dict[str, pl.Series]:
        heads, own, more, seconds = _sites()
        place = home * (len(heads) // 47) + place_of(self._draw("head", rows), own)
        parts = pl.DataFrame(
            {
                "head": heads.gather(place),
                "page": below(self._draw("page", rows), 10**7),
                "more": more.drawn(self._draw("more", rows)),
                "other": below(self._draw("other", rows), 10**6),
                "second": seconds.drawn(self._draw("second", rows)),
            }
        )
        made = parts.select(
            source_url=pl.concat_str("head", "page"),
            other_source_urls=pl.concat_str("more", "other", "second"),
        )
        return made.to_dict()
