"""How the projects of a whole table are paid (資金計画の表): what `funding` says of each, in whole numbers alone."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from chiho_digital.basics import FiscalYear, InvalidValue
from chiho_digital.rules import Between, Fact, Facts, InvalidFrame, Unknown, fact

from .allocation import WHOLE_YEN
from .ceilings import Terms
from .facts import ProjectFacts
from .rules import EXPENSE_RULES, PARAMETERS
from .steps import LABELS, yen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from narwhals.typing import IntoFrameT

    from chiho_digital.rules.doors import Table

__all__ = ["funding_frame"]

_ADDED = ("bond_ceiling", "general_funds", "need_increase")
_FIGURES = ("bond_financing_ratio", "bond_rounding_unit", "allocation_tax_support_ratio")
_PROGRAMME = cast(
    "Between", next(rule.condition for rule in EXPENSE_RULES.standing if rule.id == "programme_period")
)
_SHOWN = 5  # rows named that cannot be


def _yen(name: str) -> Fact[int]:
    return fact(int, LABELS[name], LABELS[name], unit="yen")


class _FundedFacts(Facts):
    """What a row of the table says."""

    fiscal_year = ProjectFacts.fiscal_year
    eligible_cost = _yen("eligible_cost")
    cost = _yen("cost")
    grants = _yen("grants")
    other_revenue = _yen("other_revenue")


def funding_frame(
    frame: IntoFrameT, *, assume: Mapping[str, int] | None = None, as_read_on: date | None = None
) -> IntoFrameT:
    """What the bond pays of each project of a table, in yen: the same rows in the same kind of frame, with columns added.

    Read: `fiscal_year`, and in whole yen `eligible_cost`, `grants`, `other_revenue` and, unless it is the eligible cost,
    `cost`; null is unknown, never zero. Added (Int64, null = unknown): `bond_ceiling`, `general_funds`, `need_increase`,
    as `funding` finds them where no convention for grants and other revenue is named.
    Rows that `funding` would refuse are refused; in a lazy frame, which is not run here, their amounts are null.
    assume: years whose figures to take where they are unknown: `{"bond_financing_ratio": 2025}`.

    Raises:
        InvalidFrame: columns missing or of the wrong type, names that are taken, amounts that are negative, above `MAX_YEN`,
            or contradict one another.
        InvalidValue: a parameter that does not exist, or no text known on that day.
    """
    from chiho_digital.rules.doors import enter

    terms = Terms(None, assume, as_read_on)
    EXPENSE_RULES.known(as_read_on)
    table = enter(frame, _FundedFacts, taken=_ADDED).checked()
    table = _limits(table, with_cost=_check_columns(frame))
    if problems := list(_problems(table)):
        raise InvalidFrame(problems)
    for stage in _stages(table, terms):
        table = table.with_frame(table.frame.with_columns(*stage))
    paid: IntoFrameT = table.leave({name: table.name(name) for name in _ADDED})
    return paid


def _check_columns(frame: Any) -> bool:
    """Whether there is a column of the cost; the others must be there."""
    import narwhals as nw

    present: list[str] = nw.from_native(frame).collect_schema().names()
    problems = [
        InvalidValue("bonds.column_missing", value=name, label=definition.label).at(name)
        for name, definition in _FundedFacts.definitions.items()
        if name not in present and name != "cost"
    ]
    if problems:
        raise InvalidFrame(problems)
    return "cost" in present


def _limits(table: Table, *, with_cost: bool) -> Table:
    """The table with all amounts as Int64, and where they contradict one another."""
    import narwhals as nw

    names = [table.name(name) for name in _FundedFacts.definitions]
    read = dict(zip(names, names, strict=True))
    if not with_cost:
        read[table.name("cost")] = table.name("eligible_cost")
    whole = table.frame.with_columns(
        *(nw.col(source).cast(nw.Int64).alias(name) for name, source in read.items())
    )
    year, eligible, cost, grants, other = map(nw.col, names)
    outside = (year < _PROGRAMME.low) | (year > _PROGRAMME.high)
    limit = nw.when(outside).then(nw.lit(0, nw.Int64)).otherwise(cost)
    stated = grants.fill_null(0) + other.fill_null(0)
    return table.with_frame(
        whole.with_columns(
            limit.alias(table.name("limit")),
            (grants + other).alias(table.name("revenue")),
            ((eligible > limit) | (stated > cost)).fill_null(value=False).alias(table.name("impossible")),
        )
    )


def _problems(table: Table) -> Iterator[InvalidValue]:
    """Why the first rows that cannot be are refused; none in a lazy table."""
    import narwhals as nw

    if table.lazy:
        return
    refused = table.frame.with_row_index("row").filter(nw.col(table.name("impossible"))).head(_SHOWN)
    for row in refused.iter_rows(named=True):
        eligible, cost, limit = (row[table.name(name)] for name in ("eligible_cost", "cost", "limit"))
        revenue = sum(row[table.name(name)] or 0 for name in ("grants", "other_revenue"))
        if eligible is not None and limit is not None and eligible > limit:
            yield InvalidValue(
                "bonds.eligible_cost_range", value=yen(eligible), low=yen(0), high=yen(limit)
            ).at("row", row["row"] + 1, "eligible_cost")
        if cost is not None and revenue > cost:
            yield InvalidValue("bonds.revenue_above_cost", value=revenue, cost=cost).at(
                "row", row["row"] + 1, "other_revenue"
            )


def _stages(table: Table, terms: Terms) -> Iterator[list[Any]]:
    """The amounts, in stages each of which reads what earlier ones wrote."""
    import narwhals as nw

    def column(name: str) -> nw.Expr:
        return nw.col(table.name(name))

    def by_year(value: Callable[[FiscalYear], Any]) -> Any:
        """In each year what holds from the last change of a figure on."""
        first, *changes = _changes(terms.as_read_on)
        found = value(FiscalYear(first))
        for change in changes:
            found = nw.when(column("fiscal_year") >= change).then(value(FiscalYear(change))).otherwise(found)
        return nw.when(~column("fiscal_year").is_null()).then(found)

    def bond(year: FiscalYear) -> Any:
        ratio, rounding = terms.figure("bond_financing_ratio", year), terms.bond_rounding(year)
        if isinstance(ratio, Unknown) or isinstance(rounding, Unknown):
            return unknown
        return _floored(column("eligible_cost"), ratio.value, rounding[0].unit)

    def need(year: FiscalYear) -> Any:
        ratio = terms.figure("allocation_tax_support_ratio", year)
        if isinstance(ratio, Unknown):
            return unknown
        return _floored(column("bond_ceiling"), ratio.value, WHOLE_YEN.unit)

    nothing, unknown = nw.lit(0, nw.Int64), nw.lit(None, nw.Int64)
    # Where the rules leave no room for an eligible cost, it is known without being stated.
    without_room = column("eligible_cost").is_null() & (column("limit") == 0).fill_null(value=False)
    eligible = nw.when(without_room).then(nothing).otherwise(column("eligible_cost"))
    yield [nw.when(~column("impossible")).then(eligible).alias(table.name("eligible_cost"))]
    without_revenue = nw.when(column("revenue") == 0).then(by_year(bond))
    ceiling = nw.when(column("eligible_cost") == 0).then(nothing).otherwise(without_revenue)
    yield [ceiling.alias(table.name("bond_ceiling"))]
    general = column("cost") - column("revenue") - column("bond_ceiling")
    increase = nw.when(column("bond_ceiling") == 0).then(nothing).otherwise(by_year(need))
    yield [general.alias(table.name("general_funds")), increase.alias(table.name("need_increase"))]


def _changes(as_read_on: date | None) -> list[int]:
    """A year before any figure is known, and every year from which one changes."""
    years: set[int] = set()
    for name in _FIGURES:
        for first, last, _ in PARAMETERS[name].periods(as_read_on):
            years |= {first} if last is None else {first, last + 1}
    return [min(years) - 1, *sorted(years)]


def _floored(amount: Any, ratio: int | Fraction, unit: int) -> Any:
    """A share of a column, rounded down; the column reaches `MAX_YEN`, so no product reaches 2**53."""
    exact = Fraction(ratio) / unit
    return amount * exact.numerator // exact.denominator * unit
