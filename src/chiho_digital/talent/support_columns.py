"""The columns in which a table of costs becomes amounts: person by person, part by part, body by body.

Between them the sums are those of `tables.sums_by`, exact on every engine. What is unknown in a line is null in the end.
No product reaches 2**53: amounts reach `MAX_YEN`, times one hundred.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import ceil, lcm
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals as nw

from chiho_digital.basics import MAX_YEN, FiscalYear
from chiho_digital.rules import Unknown

from .formulas import FORMULAS, StrengthTerm, Term, available, rounding_of, turning_years
from .strength import strength_figures
from .vocabulary import BodyKind, CapPer, Measure, Netting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from chiho_digital.rules import Parameter

__all__ = ["Columns"]

_T = TypeVar("_T")
_HUNDRED = 100
_NO_CAP = MAX_YEN  # no sum is larger


def _terms() -> Iterator[tuple[Measure, Term | StrengthTerm]]:
    for measure, terms in FORMULAS.items():
        for term in terms:
            yield measure, term


def _whole_number(value: int | None) -> Any:
    return nw.lit(value, nw.Int64)


def _lesser(one: Any, other: Any) -> Any:
    return nw.when(one <= other).then(one).otherwise(other)


class Columns:
    """Writes the columns of each stage. prefix: what our names start with. netting: the order of deduction, if named."""

    def __init__(self, prefix: str, netting: Netting | None, as_read_on: date | None) -> None:
        self.prefix = prefix
        self.netting = netting
        self.as_read_on = as_read_on
        self.years: list[FiscalYear] = [FiscalYear(year) for year in turning_years(as_read_on)]
        rates = {
            dated.value * _HUNDRED
            for _, term in _terms()
            if isinstance(term, Term)
            for _, _, dated in term.rate.periods(as_read_on)
        }
        self.rates: list[int] = sorted(int(rate) for rate in rates)

    def name(self, column: str) -> str:
        """Under which name a column of ours stands."""
        return f"{self.prefix}{column}"

    def people(self) -> list[list[Any]]:
        """Of a person's costs of one part: all together, and what counts of them under a cap for each person."""
        gross, less = self._col("gross"), self._col("less")
        return [
            [
                self._whole("amount").alias(self.name("gross")),
                self._whole("revenue").alias(self.name("less")),
                nw.col("rows").alias(self.name("costs")),
                self._cap().alias(self.name("cap")),
            ],
            [
                self._if_known(self._capped(gross, less)).alias(self.name("capped")),
                self._one_where(self._col("person").is_null()).alias(self.name("nameless")),
                self._one_where(~self._fits(gross, less)).alias(self.name("above")),
            ],
        ]

    people_sums: tuple[str, ...] = ("costs", "gross", "less", "capped", "nameless", "above")

    def parts(self) -> list[list[Any]]:
        """Of one part of a formula: what counts, apart by its rate; what the factor by fiscal index makes of it."""
        rate = self._by_term(lambda term: term.rate if isinstance(term, Term) else None, _HUNDRED)
        strength_cap = self._by_term(
            lambda term: term.cap if isinstance(term, StrengthTerm) else None, _HUNDRED
        )
        return [
            [
                *(self._whole(name).alias(self.name(name)) for name in ("gross", "less", "capped")),
                self._cap().alias(self.name("cap")),
                rate.alias(self.name("rate")),
                strength_cap.alias(self.name("strength cap")),
                self._factor().alias(self.name("factor")),
            ],
            [
                self._if_known(self._counted()).alias(self.name("counted")),
                self._if_known(self._strong()).alias(self.name("strong")),
            ],
            [
                nw.when(self._col("rate") == at)
                .then(self._col("counted"))
                .otherwise(nw.lit(0, nw.Int64))
                .alias(self.name(f"at {at}"))
                for at in self.rates
            ],
        ]

    @property
    def part_sums(self) -> tuple[str, ...]:
        """What is summed over the parts of a formula."""
        return ("costs", "gross", "less", "strong", *(f"at {rate}" for rate in self.rates))

    def bodies(self) -> list[list[Any]]:
        """Of a body's costs under one measure: what it bears, and what the measure reckons, rounded half up."""
        exact = self._whole("strong")
        for rate in self.rates:
            exact += self._whole(f"at {rate}") * rate
        unit, stands = self._col("unit"), self._col("stands")
        rounded = (self._col("exact") + unit * (_HUNDRED // 2)) // (unit * _HUNDRED) * unit
        known = nw.when((stands == 1) & ~unit.is_null()).then(rounded)
        return [
            [
                exact.alias(self.name("exact")),
                self._by_measure(self._unit).alias(self.name("unit")),
                self._by_measure(self._stands).alias(self.name("stands")),
                self._whole("gross").alias(self.name("gross")),
                self._whole("less").alias(self.name("less")),
            ],
            [
                (self._col("gross") - self._col("less")).alias(self.name("net_cost")),
                nw.when(stands == 0).then(nw.lit(0, nw.Int64)).otherwise(known).alias(self.name("support")),
            ],
        ]

    def _col(self, name: str) -> Any:
        return nw.col(self.name(name))

    def _whole(self, name: str) -> Any:
        """A sum, if all it is made of is known."""
        return nw.when(nw.col(self.name(f"{name}_known")) == nw.col("rows")).then(self._col(name))

    def _one_where(self, condition: Any) -> Any:
        return nw.when(condition).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))

    def _if_known(self, value: Any) -> Any:
        """A value, where costs, revenues and cap are known."""
        missing = self._col("gross").is_null() | self._col("less").is_null() | self._col("cap").is_null()
        return nw.when(~missing).then(value)

    def _by_year(self, value: Callable[[FiscalYear], _T], write: Callable[[_T], Any]) -> Any:
        """In each year what holds from the last change on; null in an unknown year."""
        year = self._col("fiscal_year")
        held = value(self.years[0])
        found = write(held)
        for change in self.years[1:]:
            if (changed := value(change)) != held:
                held = changed
                found = nw.when(year >= change.year).then(write(held)).otherwise(found)
        return nw.when(~year.is_null()).then(found)

    def _by_term(self, parameter: Callable[[Term | StrengthTerm], Parameter | None], times: int = 1) -> Any:
        """A figure by measure, part and year; `_NO_CAP` where a term has no such parameter; null where it is unknown."""
        found: Any = nw.lit(_NO_CAP, nw.Int64)
        for measure, term in _terms():
            if (of := parameter(term)) is not None:
                figure = self._figure_of(of, times)
                found = nw.when(self._is(measure, term)).then(figure).otherwise(found)
        return found

    def _figure_of(self, parameter: Parameter, times: int) -> Any:
        def value(year: FiscalYear) -> int | None:
            found = parameter.at(year, as_read_on=self.as_read_on)
            return None if isinstance(found, Unknown) else int(found.value * times)

        return self._by_year(value, _whole_number)

    def _cap(self) -> Any:
        return self._by_term(lambda term: term.cap if isinstance(term, Term) else None)

    def _is(self, measure: Measure, term: Term | StrengthTerm) -> Any:
        return (self._col("measure") == measure.value) & (self._col("part") == term.part.value)

    def _per(self, per: CapPer) -> Any:
        """Whether the cap is set for this."""
        found = nw.lit(False)
        for measure, term in _terms():
            if isinstance(term, Term) and term.per is per:
                found |= self._is(measure, term).fill_null(False)
        return found

    def _fits(self, gross: Any, less: Any) -> Any:
        """Whether the cap leaves a sum as it is."""
        counted = gross - less if self.netting is Netting.BEFORE_CAP else gross
        return counted <= self._col("cap")

    def _either_way(self, before: Any, after: Any) -> Any:
        """The amount in the order that was named; if none was, where both orders agree."""
        if self.netting is None:
            return nw.when(before == after).then(before)
        return before if self.netting is Netting.BEFORE_CAP else after

    def _after(self, capped: Any, less: Any) -> Any:
        return nw.when(capped > less).then(capped - less).otherwise(nw.lit(0, nw.Int64))

    def _capped(self, gross: Any, less: Any) -> Any:
        cap = self._col("cap")
        return self._either_way(_lesser(gross - less, cap), self._after(_lesser(gross, cap), less))

    def _counted(self) -> Any:
        """What counts of one part, as `counting.counted` finds it."""
        gross, less = self._col("gross"), self._col("less")
        named, one = self._col("nameless") == 0, nw.col("rows") == 1
        for_body = self._per(CapPer.BODY) | (self._per(CapPer.DOUBTFUL) & one & named)
        none_above = self._per(CapPer.MAYBE_PERSON) & named & (self._col("above") == 0)
        return (
            nw.when(self._fits(gross, less) | none_above)
            .then(gross - less)
            .otherwise(
                nw.when(for_body)
                .then(self._capped(gross, less))
                .otherwise(nw.when(self._per(CapPer.PERSON) & named).then(self._col("capped")))
            )
        )

    def _strong(self) -> Any:
        """What the factor by fiscal index makes of a part, in hundredths of a yen; 0 for parts without it."""
        gross, less, cap, factor = (self._col(name) for name in ("gross", "less", "strength cap", "factor"))
        before = _lesser((gross - less) * factor, cap)
        after = self._after(_lesser(gross * factor, cap), less * _HUNDRED)
        value = nw.when(~(factor.is_null() | cap.is_null())).then(self._either_way(before, after))
        other = nw.when(~self._col("part").is_null()).then(nw.lit(0, nw.Int64))
        has_factor = nw.lit(False)
        for measure, term in _terms():
            if isinstance(term, StrengthTerm):
                has_factor |= self._is(measure, term).fill_null(False)
        return nw.when(has_factor).then(value).otherwise(other)

    def _factor(self) -> Any:
        """The factor by fiscal index, in hundredths, for either kind of body."""
        found: Any = nw.lit(None, nw.Int64)
        for kind in (BodyKind.PREFECTURE, BodyKind.MUNICIPALITY):
            by_year = self._by_year(partial(self._line, kind), self._on_line)
            found = nw.when(self._col("body_kind") == kind.value).then(by_year).otherwise(found)
        return found

    def _line(self, kind: BodyKind, year: FiscalYear) -> tuple[Fraction, Fraction, Fraction] | None:
        figures = strength_figures(kind, year, self.as_read_on)
        if isinstance(figures, Unknown):
            return None
        start, slope, lowest = (Fraction(figure.value) for figure in figures)
        return start, slope, lowest

    def _on_line(self, line: tuple[Fraction, Fraction, Fraction] | None) -> Any:
        if line is None:
            return nw.lit(None, nw.Int64)
        start, slope, lowest = line
        # Beyond this index the factor stays at its lowest; without it the line would fall below zero.
        last = nw.lit(ceil((start - lowest) / slope * _HUNDRED), nw.Int64)
        index = self._col("fiscal_index")
        unit = lcm(start.denominator, slope.denominator, 2)
        constant, fall = int((start * _HUNDRED + Fraction(1, 2)) * unit), int(slope * unit)
        found = (_lesser(index, last) * -fall + constant) // unit
        floor = nw.lit(int(lowest * _HUNDRED), nw.Int64)
        clamped = nw.when(found > floor).then(_lesser(found, nw.lit(_HUNDRED, nw.Int64))).otherwise(floor)
        return nw.when(~index.is_null()).then(clamped)

    def _by_measure(self, value: Callable[[Measure, FiscalYear], int | None]) -> Any:
        found: Any = nw.lit(None, nw.Int64)
        for measure in Measure:
            by_year = self._by_year(partial(value, measure), _whole_number)
            found = nw.when(self._col("measure") == measure.value).then(by_year).otherwise(found)
        return found

    def _stands(self, measure: Measure, year: FiscalYear) -> int | None:
        stands = available(measure, year, self.as_read_on)
        return None if stands is None else int(stands)

    def _unit(self, measure: Measure, year: FiscalYear) -> int | None:
        """The unit of the rounding; None where the measure has no formula that was read."""
        found = rounding_of(measure, year, self.as_read_on)
        return None if isinstance(found, Unknown) or not FORMULAS[measure] else found.unit
