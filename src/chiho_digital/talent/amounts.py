"""What a measure reckons for one body in one fiscal year (措置額の計算): exact, then rounded as the text says.

The amount is an input to the calculation of the allocation tax, not cash. Nothing unknown becomes zero.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from chiho_digital.basics import MAX_YEN, FiscalYear, Grade, InvalidValue, Note, Source, Text
from chiho_digital.rules import Figure, Unknown

from .counting import Amount, Outlay, counted, together, yen
from .eligibility import RULES, measure_of
from .formulas import FORMULAS, StrengthTerm, Term, available, rounding_of
from .results import Counted, Support
from .strength import Index, index_of, strength_figures, strength_of
from .texts import PARAMETERS
from .vocabulary import BodyKind, CapPer, Measure, Netting, Part, member

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from .results import Exact

__all__ = ["amount", "netting_of"]


def netting_of(netting: Netting | str | None) -> Netting | None:
    """The order of deduction and cap that the caller names, if any.

    Raises:
        InvalidValue: there is no such order.
    """
    return None if netting is None else member(Netting, netting, Text("差引きの順序", "order of deduction"))


def amount(  # noqa: PLR0913 -- what the caller may state
    measure: Measure | str,
    fiscal_year: FiscalYear | int,
    outlays: Iterable[Outlay],
    *,
    body_kind: BodyKind | str | None = None,
    fiscal_index: Index | None = None,
    netting: Netting | Literal["before_cap", "after_cap"] | None = None,
    as_read_on: date | None = None,
) -> Support:
    """What the formula of a measure makes of the costs of one body in one fiscal year (措置額), in yen.

    The costs are taken as eligible; `support` decides that first. Where the measure does not stand in the year, the amount
    is 0; before any text that was read, it is unknown.
    body_kind, fiscal_index: of the body, for the item with the factor by fiscal index alone.
    netting: where a subsidy is deducted if a cap bites; the text does not say.

    >>> from chiho_digital.talent import Outlay
    >>> costs = [Outlay("engagement", 25_000_000, person="a"), Outlay("recruiting", 1_500_000)]
    >>> amount("prefecture_talent", 2025, costs).amount, amount("prefecture_talent", 2028, costs).amount
    (15050000, 14700000)

    Raises:
        InvalidValue: a measure, convention or index that cannot be, a cost that the formula has no part for, a total above
            `MAX_YEN`, or no text known on that day.
    """
    wanted = measure_of(measure)
    year = FiscalYear(fiscal_year) if isinstance(fiscal_year, int) else fiscal_year
    kind = None if body_kind is None else member(BodyKind, body_kind, Text("団体の種別", "kind of body"))
    index = None if fiscal_index is None else index_of(fiscal_index)
    order = netting_of(netting)
    listed = tuple(outlays)
    _refuse(wanted, listed)
    stands = available(wanted, year, as_read_on)
    read_on = as_read_on or RULES[wanted].newest
    assumed = [*RULES[wanted].assumptions(year, as_read_on)]
    if order is not None:
        assumed.append(Note("talent.netting_named", {"netting": order.label}))
    parts: tuple[Counted, ...] = ()
    rounding = None
    exact: Exact = Fraction(0)
    if stands is None:
        exact = Unknown(Note("talent.no_text", {"measure": wanted.label, "year": year}))
    elif stands and not FORMULAS[wanted]:
        exact = Unknown(Note("talent.amount_not_read", {"measure": wanted.label}))
    elif stands:
        reckoner = _Reckoner(year, kind, index, order, as_read_on)
        parts = tuple(
            reckoner.part(term, [one for one in listed if one.part is term.part])
            for term in FORMULAS[wanted]
            if any(one.part is term.part for one in listed)
        )
        found = rounding_of(wanted, year, as_read_on)
        rounding = None if isinstance(found, Unknown) else found
        exact = found if isinstance(found, Unknown) else _sum(part.supported for part in parts)
    return Support(
        measure=wanted,
        fiscal_year=year,
        available=stands,
        parts=parts,
        net_cost=_net(listed),
        exact=exact,
        rounding=rounding,
        places=_places(wanted, year, as_read_on),
        netted=_netting_source(wanted) if any(one.revenue for one in listed) else None,
        noted=tuple(assumed),
        as_read_on=read_on,
    )


def _refuse(measure: Measure, outlays: Sequence[Outlay]) -> None:
    parts = {term.part: term.part.label for term in FORMULAS[measure]}
    for outlay in outlays:
        if parts and outlay.part not in parts:
            raise InvalidValue(
                "talent.part_of_measure",
                value=outlay.part.label,
                measure=measure.label,
                parts=tuple(parts.values()),
            )
    total = sum(outlay.amount or 0 for outlay in outlays)
    if total > MAX_YEN:
        raise InvalidValue("talent.total_too_large", value=total, maximum=MAX_YEN)


def _places(measure: Measure, year: FiscalYear, as_read_on: date | None) -> tuple[Source, ...]:
    """Where a measure stands in the text of a year: the sources of the rule on its years, or of its first rule."""
    rules = RULES[measure].rules(year, as_read_on=as_read_on)
    return next((rule for rule in rules if rule.id == "window"), rules[0]).sources


def _netting_source(measure: Measure) -> Source:
    """What says that subsidies are deducted: a prefecture's page on outsourced help; for other measures that is inferred."""
    grade = None if measure is Measure.OWN_CIO_AIDE else Grade.INFERRED
    return PARAMETERS.source("oita_subsidy", grade=grade)


def _net(outlays: Sequence[Outlay]) -> Amount:
    """What the body bears before the measure: costs less subsidies."""
    whole = together(outlays)
    return whole if isinstance(whole, Unknown) else whole.net


def _sum(amounts: Iterable[Exact]) -> Exact:
    total = Fraction(0)
    for one in amounts:
        if isinstance(one, Unknown):
            return one
        total += one
    return total


@frozen
class _Reckoner:
    """Reckons the parts of one body's year."""

    year: FiscalYear
    kind: BodyKind | None
    index: Fraction | None
    netting: Netting | None
    as_read_on: date | None

    def part(self, term: Term | StrengthTerm, outlays: Sequence[Outlay]) -> Counted:
        """What one part adds."""
        if isinstance(term, StrengthTerm):
            return self._by_strength(term, outlays)
        figures: list[Figure] = []
        for parameter in (term.rate, term.cap):
            figure = parameter and parameter.at(self.year, as_read_on=self.as_read_on)
            if isinstance(figure, Unknown):
                return _unknown(term.part, figure, figure)
            figures += [figure] if figure else []
        rate = Fraction(figures[0].value)
        cap = int(figures[1].value) if len(figures) > 1 else None
        counts = counted(outlays, cap, term.per, self.netting)
        if isinstance(counts, Unknown):
            return _unknown(term.part, counts, counts, figures)
        params: dict[str, object] = {"counted": yen(counts), "rate": str(rate)}
        how = Note("talent.how_rate", params)
        if cap is not None:
            code = "talent.how_rate_capped" if term.per is CapPer.BODY else "talent.how_rate_capped_each"
            how = Note(code, {**params, "cap": yen(cap)})
        return Counted(term.part, counts, counts * rate, how, tuple(figures))

    def _by_strength(self, term: StrengthTerm, outlays: Sequence[Outlay]) -> Counted:
        """What an item with the factor by fiscal index adds: cost times factor, at most the cap."""
        whole = together(outlays)
        net: Amount = whole if isinstance(whole, Unknown) else whole.net
        factor = self._factor()
        limit = term.cap.at(self.year, as_read_on=self.as_read_on)
        if isinstance(whole, Unknown):
            return _unknown(term.part, net, whole)
        if isinstance(factor, Unknown):
            return _unknown(term.part, net, factor)
        if isinstance(limit, Unknown):
            return _unknown(term.part, net, limit)
        ratio, figures = factor
        cap = Fraction(limit.value)
        before = min(whole.net * ratio, cap)
        after = max(min(whole.gross * ratio, cap) - whole.revenue, Fraction(0))
        if before != after and self.netting is None:
            return _unknown(term.part, net, Unknown(Note("talent.netting_of_factor")), [*figures, limit])
        supported = after if self.netting is Netting.AFTER_CAP else before
        params = {"counted": yen(whole.net), "factor": f"{float(ratio):.2f}", "cap": yen(int(cap))}
        how = Note("talent.how_strength", params)
        return Counted(term.part, net, supported, how, (*figures, limit))

    def _factor(self) -> tuple[Fraction, tuple[Figure, ...]] | Unknown:
        if self.index is None:
            return Unknown(Note("talent.index_not_stated"))
        if self.kind is not BodyKind.PREFECTURE and self.kind is not BodyKind.MUNICIPALITY:
            return Unknown(Note("talent.kind_not_stated"))
        figures = strength_figures(self.kind, self.year, self.as_read_on)
        return figures if isinstance(figures, Unknown) else (strength_of(figures, self.index), figures)


def _unknown(part: Part, counts: Amount, why: Unknown, figures: Sequence[Figure] = ()) -> Counted:
    return Counted(part, counts, why, why.reason, tuple(figures))
