"""Schedules of repayment: exact yen, principal paid back to the last yen, the convention named."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import MAX_YEN, Direction, InvalidValue, Rounding
from chiho_digital.bonds.repayment import FLOOR_TO_YEN, Instalment, RepaymentMethod, schedule

NINE_MILLION = 9_000_000


@pytest.mark.parametrize(
    ("method", "grace", "interest", "first", "last"),
    [
        ("equal_principal", 0, 247_500, (900_000, 45_000), (900_000, 4_500)),
        ("level_payment", 0, 249_346, (879_935, 45_000), (920_330, 4_601)),
        ("equal_principal", 1, 292_500, (1_125_000, 45_000), (1_125_000, 5_625)),
        ("level_payment", 1, 293_674, (1_105_459, 45_000), (1_144_738, 5_723)),
    ],
)
def test_nine_million_over_five_years_is_repaid_as_worked_out_by_hand(method, grace, interest, first, last):
    plan = schedule(NINE_MILLION, "0.01", years=5, method=method, grace_years=grace)
    regular = [row for row in plan.rows if row.principal]

    assert interest == plan.total_interest
    assert first == (regular[0].principal, regular[0].interest)
    assert last == (regular[-1].principal, regular[-1].interest)
    assert [(0, 45_000)] * (2 * grace) == [
        (row.principal, row.interest) for row in plan.rows[: len(plan.rows) - len(regular)]
    ]


@pytest.mark.parametrize(("grace", "payment"), [(0, 924_935), (1, 1_150_459)])
def test_the_level_payment_is_the_same_in_all_instalments_but_the_last(grace, payment):
    plan = schedule(NINE_MILLION, "0.01", years=5, method="level_payment", grace_years=grace)

    assert {payment} == {row.payment for row in plan.rows[2 * grace : -1]}
    assert abs(payment - plan.rows[-1].payment) <= 10


def test_grace_counts_within_the_years():
    plan = schedule(NINE_MILLION, "0.01", years=5, method="equal_principal", grace_years=1)

    assert 10 == len(plan.rows)
    assert [0, 0, *[1_125_000] * 8] == [row.principal for row in plan.rows]


def test_a_loan_without_interest_costs_no_interest():
    for method in RepaymentMethod:
        plan = schedule(1_000_000, 0, years=3, method=method, per_year=1)

        assert [333_333, 333_333, 333_334] == [row.payment for row in plan.rows]
        assert (0, 1_000_000) == (plan.total_interest, plan.total_payment)


def test_yearly_instalments_bear_the_interest_of_a_year():
    plan = schedule(1_000_000, "0.02", years=2, method="equal_principal", per_year=1)

    assert (Instalment(1, 500_000, 20_000, 500_000), Instalment(2, 500_000, 10_000, 0)) == plan.rows


@pytest.mark.parametrize("rate", ["0.01", "1/100", Decimal("0.01"), Fraction(1, 100)])
def test_the_rate_is_read_exactly(rate):
    plan = schedule(NINE_MILLION, rate, years=5, method=RepaymentMethod.LEVEL_PAYMENT)

    assert (Fraction(1, 100), 249_346) == (plan.annual_rate, plan.total_interest)


def test_another_lender_rounds_otherwise():
    down, up = (
        schedule(1_000_001, "0.01", years=5, method="equal_principal", rounding=Rounding(1, direction))
        for direction in (Direction.DOWN, Direction.UP)
    )

    assert (100_000, 100_001) == (down.rows[0].principal, up.rows[0].principal)
    assert (5_000, 5_001) == (down.rows[0].interest, up.rows[0].interest)
    assert (100_001, 99_992) == (down.rows[-1].principal, up.rows[-1].principal)


@pytest.mark.parametrize("direction", Direction)
def test_a_schedule_names_its_convention(direction):
    plan = schedule(
        NINE_MILLION, "0.01", years=5, method="level_payment", rounding=Rounding(1_000, direction)
    )
    (note,) = plan.assumptions

    assert "元利均等" in note.to("ja")
    assert "1,000円" in note.to("ja")
    assert {"down": "切捨て", "up": "切上げ", "half_up": "四捨五入"}[direction] in note.to("ja")
    assert "level payment" in note.to("en")


def test_the_convention_by_default_is_down_to_the_yen():
    assert Rounding(1, Direction.DOWN) == FLOOR_TO_YEN
    assert FLOOR_TO_YEN == schedule(100, 0, years=1, method="equal_principal").rounding


@given(
    principal=st.integers(1, MAX_YEN),
    rate=st.fractions(0, Fraction(99, 100), max_denominator=10_000),
    years=st.integers(1, 40),
    grace=st.integers(0, 39),
    method=st.sampled_from(RepaymentMethod),
    per_year=st.sampled_from([1, 2]),
    unit=st.sampled_from([1, 7, 1_000]),
    direction=st.sampled_from(Direction),
)
def test_every_schedule_pays_back_the_principal_and_nothing_turns_negative(
    *, principal, rate, years, grace, method, per_year, unit, direction
):
    terms = {"years": years, "method": method, "per_year": per_year, "grace_years": grace % years}
    plan = schedule(principal, rate, rounding=Rounding(min(unit, principal), direction), **terms)
    balances = [principal, *(row.balance for row in plan.rows)]

    assert principal == sum(row.principal for row in plan.rows)
    assert 0 == balances[-1]
    assert sorted(balances, reverse=True) == balances
    assert min(min(row.principal, row.interest) for row in plan.rows) >= 0
    assert plan.total_payment == principal + plan.total_interest < 2**53
    assert years * per_year == len(plan.rows)


@given(principal=st.integers(1, MAX_YEN), rate=st.fractions(0, Fraction(1, 10), max_denominator=1_000))
def test_interest_is_that_of_the_balance_rounded_down(principal, rate):
    plan = schedule(principal, rate, years=5, method="level_payment")
    before = [principal, *(row.balance for row in plan.rows)]

    assert [balance * rate / 2 // 1 for balance in before[:-1]] == [row.interest for row in plan.rows]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"principal": 0}, "rules.out_of_bounds"),
        ({"principal": -1}, "rules.out_of_bounds"),
        ({"principal": MAX_YEN + 1}, "rules.out_of_bounds"),
        ({"principal": 1.0}, "rules.wrong_type"),
        ({"principal": True}, "rules.wrong_type"),
        ({"annual_rate": 0.01}, "basics.inexact_ratio"),
        ({"annual_rate": "-0.01"}, "bonds.rate_range"),
        ({"annual_rate": 1}, "bonds.rate_range"),
        ({"annual_rate": "100"}, "bonds.rate_range"),
        ({"years": 0}, "rules.out_of_bounds"),
        ({"years": 101}, "rules.out_of_bounds"),
        ({"years": None}, "rules.wrong_type"),
        ({"grace_years": 5}, "rules.out_of_bounds"),
        ({"grace_years": -1}, "rules.out_of_bounds"),
        ({"per_year": 4}, "rules.out_of_bounds"),
        ({"method": "bullet"}, "rules.not_a_choice"),
        ({"rounding": Rounding(NINE_MILLION + 1, Direction.DOWN)}, "rules.out_of_bounds"),
    ],
)
def test_terms_that_make_no_loan_are_refused(change, code):
    terms = {
        "principal": NINE_MILLION,
        "annual_rate": "0.01",
        "years": 5,
        "method": "equal_principal",
        **change,
    }
    with pytest.raises(InvalidValue) as caught:
        schedule(terms.pop("principal"), terms.pop("annual_rate"), **terms)

    assert code == caught.value.code
    assert str(caught.value)


def test_a_rate_in_percent_is_refused_with_the_ratio_it_stands_for():
    with pytest.raises(InvalidValue) as caught:
        schedule(NINE_MILLION, "1.5", years=5, method="equal_principal")

    assert "3/200" == caught.value.suggestion


@pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow"])
def test_the_rows_are_a_frame_of_whole_numbers(engine):
    import narwhals as nw

    plan = schedule(NINE_MILLION, "0.01", years=5, method="level_payment")
    frame = nw.from_native(plan.to_frame(engine))

    assert ["number", "principal", "interest", "payment", "balance"] == frame.columns
    assert {nw.Int64()} == set(frame.schema.values())
    assert [row.payment for row in plan.rows] == frame["payment"].to_list()
    assert [row.balance for row in plan.rows] == frame["balance"].to_list()


def test_a_schedule_hashes_and_cannot_be_changed():
    plan = schedule(NINE_MILLION, "0.01", years=5, method="level_payment")

    assert {plan} == {schedule(NINE_MILLION, "0.01", years=5, method="level_payment")}
    with pytest.raises(AttributeError):
        plan.principal = 1
