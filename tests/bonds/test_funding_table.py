"""A table of projects: each row what `funding` says of the project, on every kind of frame, in whole numbers."""

from datetime import date
from fractions import Fraction

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from funded import ASSUME
from funding_rows import ADDED, READ, funded
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import MAX_YEN, InvalidValue
from chiho_digital.bonds import PARAMETERS, funding_frame
from chiho_digital.rules import InvalidFrame


def arrow(columns):
    return pa.table({name: pa.array(values, pa.int64()) for name, values in columns.items()})


def pandas(columns, dtype):
    index = range(7, 7 - len(next(iter(columns.values()))), -1)
    return pd.DataFrame({name: pd.Series(values, index, dtype) for name, values in columns.items()})


EAGER = {
    "Polars": lambda columns: pl.DataFrame(columns, dict.fromkeys(columns, pl.Int64)),
    "PyArrow": arrow,
    "pandas with NumPy types": lambda columns: pandas(columns, "float64"),
    "pandas with nullable types": lambda columns: pandas(columns, "Int64"),
    "pandas with Arrow types": lambda columns: pandas(columns, pd.ArrowDtype(pa.int64())),
}
LAZY = {
    "lazy Polars": lambda columns: EAGER["Polars"](columns).lazy(),
    "DuckDB": lambda columns: duckdb.from_arrow(arrow(columns)),
}
FORMS = {**EAGER, **LAZY}


def table(**columns):
    """Columns of a table of FY2025 without other money, where nothing else is said."""
    rows = len(next(iter(columns.values())))
    given = {"fiscal_year": 2025, "eligible_cost": 10_000_000, "grants": 0, "other_revenue": 0}
    return {**{name: [value] * rows for name, value in given.items()}, **columns}


def rows(result, names=ADDED):
    """The rows of a result, whatever it is, from the columns named."""
    if isinstance(result, pl.LazyFrame):
        result = result.collect()
    if isinstance(result, duckdb.DuckDBPyRelation):
        result = result.arrow().read_all()
    if isinstance(result, pd.DataFrame):
        result = pa.table({name: pa.array(result[name]) for name in result.columns})
    if isinstance(result, pl.DataFrame):
        result = result.to_arrow()
    assert all(result.schema.field(name).type == pa.int64() for name in ADDED)
    return [tuple(row[name] for name in names) for row in result.to_pylist()]


years = st.sampled_from([None, 2024, 2025, 2025, 2025, 2026, 2029, 2030])
yen = st.none() | st.sampled_from([0, 1, 111_111, 111_112, MAX_YEN]) | st.integers(0, MAX_YEN)
few = st.sampled_from([0, 0, 0, None, 1, 50_000_000])
assumed = st.sampled_from(
    [
        None,
        ASSUME,
        {**ASSUME, "bond_rounding_unit": 2025},
        {"bond_financing_ratio": 2025},
        {"bond_rounding_unit": 2025},
    ]
)
alike = st.tuples(years, yen, few, few).map(
    lambda row: (row[0], row[1], *row[1:])
)  # the cost is the eligible one


@given(
    data=st.lists(st.tuples(years, yen, yen, few, few) | alike, min_size=1, max_size=8),
    assume=assumed,
    as_read_on=st.sampled_from([None, date(2025, 6, 1)]),
)
@settings(max_examples=60)
def test_every_row_is_what_funding_says_of_the_project(data, assume, as_read_on):
    terms = {"assume": assume, "as_read_on": as_read_on}
    expected = [funded(row, **terms) for row in data]
    columns = {name: list(values) for name, values in zip(READ, zip(*data, strict=True), strict=True)}

    for form in LAZY.values():
        lazily = [(None, None, None) if row is None else row for row in expected]
        assert lazily == rows(funding_frame(form(columns), **terms))
    for form in EAGER.values():
        if None in expected:
            with pytest.raises(InvalidFrame):
                funding_frame(form(columns), **terms)
        else:
            assert expected == rows(funding_frame(form(columns), **terms))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_worked_examples_come_out_to_the_yen(form):
    costs = [10_000_000, 12_345_678, 1_049_999, 111_111, 111_112, 33_333_333]
    paid = funding_frame(form(table(eligible_cost=costs)))

    assert [
        (9_000_000, 1_000_000, 4_500_000),
        (11_100_000, 1_245_678, 5_550_000),
        (900_000, 149_999, 450_000),
        (0, 111_111, 0),
        (100_000, 11_112, 50_000),
        (29_900_000, 3_433_333, 14_950_000),
    ] == rows(paid)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_table_comes_back_as_it_was_with_three_columns_behind(form):
    columns = {"note": [3, 1, 2], **table(eligible_cost=[1, 2, 10_000_000])}
    before = form(columns)
    after = funding_frame(before)

    assert type(before) is type(after)
    names = after.collect_schema().names() if isinstance(after, pl.LazyFrame) else after.columns
    names = after.column_names if isinstance(after, pa.Table) else list(names)
    assert [*columns, *ADDED] == names
    assert rows(after, columns) == list(zip(*columns.values(), strict=True))
    if isinstance(after, pd.DataFrame):
        assert list(before.index) == list(after.index)


@pytest.mark.parametrize("kind", [pl.Int32, pl.UInt32, pl.UInt64])
def test_narrow_columns_do_not_wrap(kind):
    frame = pl.DataFrame(table(eligible_cost=[2_000_000_000]), schema_overrides={"eligible_cost": kind})

    assert [(1_800_000_000, 200_000_000, 900_000_000)] == rows(funding_frame(frame))
    assert rows(funding_frame(frame.to_arrow())) == rows(funding_frame(frame.lazy()))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_column_in_which_nothing_is_known_and_an_empty_table_are_read(form):
    assert [(None, None, None)] == rows(funding_frame(form(table(grants=[None]))))
    assert [] == rows(funding_frame(form(table(eligible_cost=[]))))


@pytest.mark.parametrize("name", ["bond_financing_ratio", "allocation_tax_support_ratio"])
def test_no_product_reaches_what_a_float_would_round(name):
    for _, _, dated in PARAMETERS[name].periods():
        assert MAX_YEN * Fraction(dated.value).numerator < 2**53


def problems(columns, form=EAGER["Polars"], **terms):
    with pytest.raises(InvalidFrame) as caught:
        funding_frame(form(columns), **terms)
    for lang in ("ja", "en"):
        assert caught.value.message(lang)
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize("form", EAGER.values(), ids=EAGER)
def test_amounts_out_of_bounds_are_refused_with_their_rows(form):
    columns = table(eligible_cost=[1, -1, MAX_YEN + 1], grants=[-5, 0, 0])

    assert [
        ("rules.out_of_bounds", ("row", 2, "eligible_cost")),
        ("rules.out_of_bounds", ("row", 3, "eligible_cost")),
        ("rules.out_of_bounds", ("row", 1, "grants")),
    ] == problems(columns, form)


@pytest.mark.parametrize("form", LAZY.values(), ids=LAZY)
def test_amounts_out_of_bounds_are_unknown_in_a_lazy_table(form):
    columns = table(eligible_cost=[100_000_000, -1, MAX_YEN + 1, 1], grants=[0, 0, 0, -1])

    assert [(90_000_000, 10_000_000, 45_000_000), *[(None, None, None)] * 3] == rows(
        funding_frame(form(columns))
    )


@pytest.mark.parametrize("form", EAGER.values(), ids=EAGER)
def test_amounts_that_contradict_one_another_are_refused_with_their_rows(form):
    columns = table(
        fiscal_year=[2025, 2030, 2025, 2025],
        eligible_cost=[5, 5, 6, 5],
        cost=[5, None, 5, 5],
        other_revenue=[0, 0, 0, 6],
    )

    assert [
        ("bonds.eligible_cost_range", ("row", 2, "eligible_cost")),
        ("bonds.eligible_cost_range", ("row", 3, "eligible_cost")),
        ("bonds.revenue_above_cost", ("row", 4, "other_revenue")),
    ] == problems(columns, form)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_missing_column_is_not_taken_for_zero(form):
    columns = {"eligible_cost": [1], "other_revenue": [0]}

    assert [
        ("bonds.column_missing", ("fiscal_year",)),
        ("bonds.column_missing", ("grants",)),
    ] == problems(columns, form)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_misspelt_column_is_not_passed_over(form):
    columns = {**table(eligible_cost=[1]), "costs": [1]}

    assert [("rules.column_misspelt", ("costs",))] == problems(columns, form)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_column_with_the_name_of_a_result_is_refused(form):
    assert [("rules.column_taken", ("bond_ceiling",))] == problems(table(bond_ceiling=[1]), form)


def test_fractions_of_a_yen_are_refused():
    assert [("rules.column_type", ("cost",))] == problems(
        {**table(eligible_cost=[1]), "cost": [1.5]}, pl.DataFrame
    )
    assert [("rules.column_mixed", ("cost",))] == problems(
        {**table(eligible_cost=[1]), "cost": [1.5]}, pd.DataFrame
    )


def test_a_misspelt_parameter_and_a_day_before_any_text_are_refused():
    frame = EAGER["Polars"](table(eligible_cost=[1]))
    for terms, code in (
        ({"assume": {"bond_ratio": 2025}}, "bonds.unknown_parameter"),
        ({"as_read_on": date(2024, 1, 1)}, "rules.nothing_read"),
    ):
        with pytest.raises(InvalidValue) as caught:
            funding_frame(frame, **terms)
        assert code == caught.value.code
