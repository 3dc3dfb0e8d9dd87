"""Repayment of a bond in equal principal or level payments (元金均等・元利均等), to the yen.

The convention of rounding is the lender's and is not known: it is an argument, and every schedule names it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import frozen

from chiho_digital.basics import (
    MAX_YEN,
    Direction,
    InvalidValue,
    LabelledEnum,
    Note,
    Rounding,
    Text,
    exact_ratio,
    require,
)
from chiho_digital.basics.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from chiho_digital.basics.shown import Part

__all__ = ["FLOOR_TO_YEN", "Instalment", "RepaymentMethod", "Schedule", "schedule"]

FLOOR_TO_YEN = Rounding(1, Direction.DOWN)
"""Interest and instalments rounded down to the yen; the default of `schedule`, an assumption."""

_LONGEST = 100  # years; with it no total of a schedule reaches 2**53
_COLUMNS = ("number", "principal", "interest", "payment", "balance")


class RepaymentMethod(LabelledEnum):
    """How a bond is paid back (償還方法)."""

    EQUAL_PRINCIPAL = "equal_principal", "元金均等", "equal principal"
    LEVEL_PAYMENT = "level_payment", "元利均等", "level payment"


@frozen
class Instalment:
    """One payment of a schedule (各回の償還), in yen. Strictly read-only.

    number: from 1. balance: what is still owed after it.
    """

    number: int
    principal: int
    interest: int
    balance: int

    @property
    def payment(self) -> int:
        """Principal and interest together, in yen."""
        return self.principal + self.interest


@frozen
class Schedule(Shown):
    """A schedule of repayment (償還表), in yen. Strictly read-only.

    annual_rate: exact; 1/100 is one percent. years: grace included. rounding: of interest and instalments.
    """

    principal: int
    annual_rate: Fraction
    years: int
    method: RepaymentMethod
    per_year: int
    grace_years: int
    rounding: Rounding
    rows: tuple[Instalment, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import schedule_parts

        return schedule_parts(self)

    @property
    def total_interest(self) -> int:
        """All interest, in yen."""
        return sum(row.interest for row in self.rows)

    @property
    def total_payment(self) -> int:
        """Principal and all interest, in yen."""
        return sum(row.payment for row in self.rows)

    @property
    def assumptions(self) -> tuple[Note, ...]:
        """The convention the amounts rest on; the lender's own may differ."""
        params = {
            "method": self.method.label,
            "unit": f"{self.rounding.unit:,}",
            "direction": Direction(self.rounding.direction).label,
        }
        return (Note("bonds.repayment_convention", params),)

    def to_frame(self, engine: Literal["polars", "pandas", "pyarrow"] = "polars") -> Any:
        """The rows as a frame: number, principal, interest, payment, balance (Int64, yen but for the number).

        Raises:
            MissingExtra: the library is not installed.
        """
        columns = {name: [cast("int", getattr(row, name)) for row in self.rows] for name in _COLUMNS}
        library = require(engine, extra=engine)
        if engine == "pandas":  # its own Int64, as in the other frames of this package
            return library.DataFrame(
                {name: library.array(values, dtype="Int64") for name, values in columns.items()}
            )
        import narwhals as nw

        schema = nw.Schema(dict.fromkeys(_COLUMNS, nw.Int64()))
        return nw.from_dict(dict(columns), schema=schema, backend=engine).to_native()


def schedule(  # noqa: PLR0913 -- the terms of a loan
    principal: int,
    annual_rate: int | str | Decimal | Fraction,
    *,
    years: int,
    method: RepaymentMethod | Literal["equal_principal", "level_payment"],
    per_year: Literal[1, 2] = 2,
    grace_years: int = 0,
    rounding: Rounding = FLOOR_TO_YEN,
) -> Schedule:
    """The schedule of repayment of a bond, in yen.

    In the years of grace (据置) only interest is paid; they count within `years`. Interest of a period is the balance times
    the annual rate divided by `per_year`, whatever its days. The last instalment clears the balance.

    annual_rate: "0.01" is one percent. per_year: 1 (yearly) or 2 (half-yearly).
    rounding: of the interest and of the regular instalment (of principal, or of the level payment).

    >>> plan = schedule(9_000_000, "0.01", years=5, method="level_payment")
    >>> plan.rows[0].payment, plan.rows[-1].payment, plan.total_interest
    (924935, 924931, 249346)

    Raises:
        InvalidValue: the principal is not from 1 to `MAX_YEN`, the rate no exact ratio from 0 to below 1, the years not
            from 1 to 100, the grace not shorter, `per_year` or `method` unknown, or the rounding coarser than the principal.
    """
    _within(principal, Text("元金", "principal"), 1, MAX_YEN)
    _within(years, Text("償還年限", "years of repayment"), 1, _LONGEST)
    _within(per_year, Text("年間の償還回数", "payments a year"), 1, 2)
    _within(grace_years, Text("据置年数", "years of grace"), 0, years - 1)
    _within(rounding.unit, Text("端数処理の単位", "unit of the rounding"), 1, principal)
    rate, how = _rate(annual_rate), _method(method)
    periods = (years - grace_years) * per_year
    regular = _regular(principal, rate / per_year, periods, how)
    rows: list[Instalment] = []
    balance = principal
    for number in range(1, years * per_year + 1):
        interest = rounding.apply(balance * rate / per_year)
        if number == years * per_year:
            part = balance
        elif number <= grace_years * per_year:
            part = 0
        else:
            wanted = rounding.apply(regular) - (interest if how is RepaymentMethod.LEVEL_PAYMENT else 0)
            part = min(max(wanted, 0), balance)
        balance -= part
        rows.append(Instalment(number, part, interest, balance))
    return Schedule(principal, rate, years, how, per_year, grace_years, rounding, tuple(rows))


def _regular(principal: int, rate: Fraction, periods: int, method: RepaymentMethod) -> Fraction:
    """The exact instalment: of principal, or of principal and interest together."""
    if method is RepaymentMethod.EQUAL_PRINCIPAL or rate == 0:
        return Fraction(principal, periods)
    return principal * rate / (1 - (1 + rate) ** -periods)


def _rate(annual_rate: int | str | Decimal | Fraction) -> Fraction:
    rate = exact_ratio(annual_rate)
    if not 0 <= rate < 1:
        likely = str(rate / 100) if 1 <= rate < 100 else None  # the percent written without its sign
        raise InvalidValue("bonds.rate_range", value=annual_rate, suggestion=likely).at("annual_rate")
    return rate


def _method(method: str) -> RepaymentMethod:
    choices = tuple(member.value for member in RepaymentMethod)
    if method not in choices:
        label = Text("償還方法", "method of repayment")
        raise InvalidValue("rules.not_a_choice", value=method, label=label, choices=choices).at("method")
    return RepaymentMethod(method)


def _within(value: object, label: Text, minimum: int, maximum: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidValue("rules.wrong_type", value=value, label=label, type="int")
    if not minimum <= value <= maximum:
        raise InvalidValue("rules.out_of_bounds", value=value, label=label, minimum=minimum, maximum=maximum)
