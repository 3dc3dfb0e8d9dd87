"""A decided table is the table that came in, its rows and columns untouched, with the decision's columns after them."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from world_tables import EAGER, FORMS, gained_names, said, table
from worlds import Case, Colour, examples, rule, simple, values

from chiho_digital.basics import FiscalYear
from chiho_digital.rules import InvalidFrame

few = examples(10)
every_form = pytest.mark.parametrize("form", FORMS)
RULES = simple(
    rule("a", Case.open & (Case.colour == Colour.RED) & (Case.day < Case.end)), rule("b", Case.count > 2)
)
NUMPY = [name for name in EAGER if name.startswith("pandas")]


@every_form
@few
@given(st.lists(values(), max_size=6))
def test_the_columns_that_came_in_stand_first_and_unchanged(form, rows):
    before = said(table(form, rows, Case))
    after = said(RULES.decide_frame(table(form, rows, Case)))
    names = ["key", "note", *Case.definitions]
    assert [names + gained_names(RULES) for _ in rows] == [list(row) for row in after]
    assert before == [{name: row[name] for name in names} for row in after]


@every_form
def test_the_table_keeps_its_kind(form):
    before = table(form, [], Case)
    assert type(before) is type(RULES.decide_frame(before))


@every_form
def test_a_table_without_rows_gains_the_columns_with_their_types(form):
    decided = RULES.decide_frame(table(form, [], Case))
    if isinstance(decided, pl.LazyFrame):
        decided = decided.collect()
    if isinstance(decided, duckdb.DuckDBPyRelation):
        decided = decided.to_arrow_table()
    if isinstance(decided, pd.DataFrame):
        decided = pa.Table.from_pandas(decided, preserve_index=False)
    if isinstance(decided, pl.DataFrame):
        decided = decided.to_arrow()
    found = {name: decided.schema.field(name).type for name in gained_names(RULES)}
    outcome = found.pop("outcome")
    assert pa.types.is_string(outcome) or pa.types.is_large_string(outcome)
    assert {
        "rule_a": pa.bool_(),
        "rule_b": pa.bool_(),
        "missing": pa.int64(),
        "unknown_law": pa.bool_(),
    } == found


@pytest.mark.parametrize("form", NUMPY)
def test_pandas_keeps_its_index_whatever_it_is(form):
    rows = [
        {**dict.fromkeys(Case.definitions), "year": FiscalYear(2025), "count": count}
        for count in (1, 5, None)
    ]
    before = table(form, rows, Case)
    after = RULES.decide_frame(before)
    assert before.index.equals(after.index)
    assert [False, True, None] == [None if value is pd.NA else bool(value) for value in after["rule_b"]]


@pytest.mark.parametrize(
    "index",
    [
        pd.Index(["b", "a", "b"], name="id"),
        pd.MultiIndex.from_tuples([(1, "x"), (1, "y"), (0, "x")]),
        pd.DatetimeIndex(["2025-04-01", "2024-04-01", "2025-04-01"]),
    ],
    ids=["repeated labels", "two levels", "days"],
)
def test_pandas_keeps_labels_levels_and_days_as_index(index):
    after = RULES.decide_frame(pd.DataFrame({"year": [2025, 2025, 2025], "count": [1, 5, 3]}, index=index))
    assert index.equals(after.index)
    assert [False, True, True] == after["rule_b"].to_list()


@pytest.mark.parametrize("form", ["Polars", "PyArrow", "lazy Polars", "DuckDB", "pandas with nullable types"])
@pytest.mark.parametrize("name", ["rule_outcome", "rule_text in force", "chiho open a", "CHIHO year"])
def test_a_column_of_the_users_is_refused_or_kept_but_never_overwritten(form, name):
    columns = {"key": ["k"], "year": [2025], "count": [3], name: ["mine"]}
    before = FORMS[form](columns, {"year": int, "count": int})
    try:
        after = RULES.decide_frame(before)
    except InvalidFrame:
        after = before
    assert ["mine"] == [row[name] for row in said(after)]


def test_a_table_that_came_in_is_not_changed():
    before = pd.DataFrame({"year": [2025], "count": [3]})
    RULES.decide_frame(before)
    assert ["year", "count"] == list(before.columns)


def test_pandas_columns_may_be_labelled_by_numbers():
    after = RULES.decide_frame(pd.DataFrame({"year": [2025], "count": [3], 0: ["mine"]}))
    assert ["mine"] == list(after[0])


def test_a_slice_of_a_table_is_decided_by_its_own_rows():
    whole = pa.table({"year": [2025] * 6, "count": [1, 2, 3, 4, 5, None]})
    after = RULES.decide_frame(whole.slice(2, 3))
    assert [True, True, True] == after["rule_b"].to_pylist()


def test_a_table_in_several_chunks_is_decided_as_one():
    chunk = pa.table({"year": [2025, 2024], "count": [3, 1]})
    after = RULES.decide_frame(pa.concat_tables([chunk, chunk]))
    assert [True, False, True, False] == after["rule_b"].to_pylist()


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8, pl.Int32, pl.UInt64])
def test_whole_numbers_may_be_of_any_width(dtype):
    frame = pl.DataFrame({"year": [2025, 2025], "count": pl.Series([3, None], dtype=dtype)})
    assert [True, None] == RULES.decide_frame(frame)["rule_b"].to_list()
