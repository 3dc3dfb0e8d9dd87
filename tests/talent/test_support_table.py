"""A table of costs: for each body and year what `amount` says, on every kind of frame, in whole numbers."""

from datetime import date
from random import Random

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talent_lines import INTEGERS, READ, RESULTS, by_row, drawn_lines, in_columns

from chiho_digital.basics import MAX_YEN, InvalidValue
from chiho_digital.rules import InvalidFrame
from chiho_digital.talent import support_frame


def arrow(columns):
    kinds = {name: pa.int64() if name in INTEGERS else pa.string() for name in columns}
    return pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})


def numpy(columns):
    """Pandas with NumPy's types: whole numbers with gaps are floats."""
    series = {
        name: pd.Series(values, dtype="float64" if name in INTEGERS else object)
        for name, values in columns.items()
    }
    return pd.DataFrame(series)


EAGER = {
    "Polars": lambda columns: pl.DataFrame(arrow(columns)),
    "PyArrow": arrow,
    "pandas with NumPy types": numpy,
    "pandas with Arrow types": lambda columns: arrow(columns).to_pandas(types_mapper=pd.ArrowDtype),
}
LAZY = {
    "lazy Polars": lambda columns: pl.DataFrame(arrow(columns)).lazy(),
    "DuckDB": lambda columns: duckdb.from_arrow(arrow(columns)),
}
FORMS = {**EAGER, **LAZY}
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def rows(frame):
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame, preserve_index=False)
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    found = frame.to_dicts() if isinstance(frame, pl.DataFrame) else frame.to_pylist()
    return [tuple(row[name] for name in RESULTS) for row in found]


def table(form=EAGER["Polars"], **columns):
    """Columns of a table of one prefecture's costs in FY2025, where nothing else is said."""
    count = len(next(iter(columns.values())))
    usual = {
        "body": "350001",
        "body_kind": None,
        "fiscal_year": 2025,
        "measure": "own_cio_aide",
        "fiscal_index": None,
        "part": "engagement",
        "person": None,
        "amount": 1_000_000,
        "revenue": 0,
    }
    return form({name: columns.get(name, [usual[name]] * count) for name in READ})


@settings(max_examples=12)
@given(
    st.randoms(use_true_random=False),
    st.sampled_from(["Polars", "Polars", "PyArrow", "pandas with NumPy types", "lazy Polars", "DuckDB"]),
    st.sampled_from([None, "before_cap", "after_cap"]),
    st.sampled_from([None, None, date(2025, 6, 1)]),
)
def test_a_table_says_what_the_rows_say(source, form, netting, as_read_on):
    lines = [line for place in range(30) for line in drawn_lines(source, f"b{place:02}")]
    terms = {"netting": netting, "as_read_on": as_read_on}

    found = rows(support_frame(FORMS[form](in_columns(lines)), **terms))

    assert by_row(lines, **terms) == found


@every_form
def test_the_kind_of_frame_stays_and_the_columns_are_named(form):
    before = table(form, person=["p", "q", None])
    after = support_frame(before)

    assert type(before) is type(after)
    names = after.collect_schema().names() if isinstance(after, pl.LazyFrame) else after.columns
    names = after.column_names if isinstance(after, pa.Table) else list(names)
    assert list(RESULTS) == names
    assert [("350001", None, 2025, "own_cio_aide", None, 3, 3_000_000, 2_100_000)] == rows(after)


@every_form
def test_a_table_without_rows_and_one_in_which_nothing_is_known(form):
    assert [] == rows(support_frame(table(form, amount=[])))
    assert [("350001", None, 2025, "own_cio_aide", None, 1, None, None)] == rows(
        support_frame(table(form, amount=[None]))
    )


def test_columns_that_are_not_needed_may_be_missing():
    lines = table(amount=[1_000_000]).drop("body_kind", "fiscal_index", "person")

    assert [("350001", None, 2025, "own_cio_aide", None, 1, 1_000_000, 700_000)] == rows(support_frame(lines))


@pytest.mark.parametrize("name", ["body", "fiscal_year", "measure", "part"])
def test_a_line_of_which_a_key_is_unknown_supports_nothing_known(name):
    ((*_, support),) = rows(support_frame(table(**{name: [None]})))

    assert (700_000 if name == "body" else None) == support


def problems(columns, form=EAGER["Polars"], **terms):
    with pytest.raises(InvalidFrame) as caught:
        support_frame(table(form, **columns) if isinstance(columns, dict) else columns, **terms)
    for lang in ("ja", "en"):
        assert caught.value.message(lang)
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize("form", EAGER.values(), ids=EAGER)
def test_lines_that_cannot_be_are_refused_with_their_rows(form):
    assert [("rules.out_of_bounds", ("row", 2, "amount"))] == problems({"amount": [1, -1]}, form)
    assert [("rules.out_of_bounds", ("row", 1, "fiscal_index"))] == problems({"fiscal_index": [301]}, form)
    assert [("rules.not_a_choice", ("row", 1, "measure"))] == problems({"measure": ["cio"]}, form)
    assert [
        ("talent.part_of_measure", ("row", 1, "part")),
        ("talent.revenue_above_cost", ("row", 2, "revenue")),
    ] == problems({"part": ["training", "recruiting"], "revenue": [0, 1_000_001]}, form)


@pytest.mark.parametrize("form", LAZY.values(), ids=LAZY)
def test_lines_that_cannot_be_are_unknown_in_a_lazy_table(form):
    for columns in ({"amount": [-1]}, {"part": ["training"]}, {"revenue": [1_000_001]}):
        assert [None] == [support for *_, support in rows(support_frame(table(form, **columns)))]


@every_form
def test_a_missing_column_is_not_taken_for_zero(form):
    frame = form(
        {
            "body": ["x"],
            "fiscal_year": [2025],
            "measure": ["own_cio_aide"],
            "part": ["engagement"],
            "amount": [1],
        }
    )

    assert [("talent.column_missing", ("revenue",))] == problems(frame)


def test_costs_above_what_is_handled_are_refused():
    for columns in (
        {"amount": [MAX_YEN, 1]},
        {"amount": [MAX_YEN, 1], "person": ["p", "q"]},
        {"amount": [MAX_YEN, 1], "part": ["engagement", "recruiting"]},
    ):
        with pytest.raises(InvalidValue) as caught:
            support_frame(table(**columns))
        assert "talent.total_too_large" == caught.value.code


def test_a_day_before_any_text_and_an_order_that_there_is_not_are_refused():
    for terms, code in (
        ({"as_read_on": date(2025, 1, 1)}, "rules.nothing_read"),
        ({"netting": "x"}, "rules.not_a_choice"),
    ):
        with pytest.raises(InvalidValue) as caught:
            support_frame(table(amount=[1]), **terms)
        assert code == caught.value.code


def test_a_tables_largest_amounts_stay_exact():
    for measure, rate in (("own_cio_aide", 7), ("partnership_prefecture", 5)):
        part = "engagement" if rate == 7 else "sent"
        lines = table(amount=[MAX_YEN - 1], measure=[measure], part=[part], person=["p"])
        expected = by_row(lines.to_dicts())

        assert expected == rows(support_frame(lines))


@pytest.mark.slow
def test_many_random_cases_are_reckoned_alike_by_row_and_column():
    source = Random(2025)  # noqa: S311 -- no secrets
    lines = [line for place in range(50_000) for line in drawn_lines(source, f"b{place:05}")]

    found = rows(support_frame(EAGER["Polars"](in_columns(lines))))

    assert by_row(lines) == found
