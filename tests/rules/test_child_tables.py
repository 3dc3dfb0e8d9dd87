"""Quantifiers over child records on tables: the children stand in a table of their own, joined by a key."""

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from world_tables import EAGER, FORMS, by_column, by_row, child_table, key, table
from worlds import READ_ON, Case, Part, examples, revision, rule, ruleset, rulesets, simple, values

from chiho_digital.basics import FiscalYear
from chiho_digital.rules import InvalidFrame, every, some

few = examples(10)
every_form = pytest.mark.parametrize("form", FORMS)
QUANTIFIED = simple(
    rule("all_sound", every(Case.parts, Part.sound)), rule("one_dear", some(Case.parts, Part.price > 3))
)


def case(parts):
    return {**dict.fromkeys(Case.definitions), "year": FiscalYear(2025), "parts": parts}


def part(sound=None, price=None):
    return {"sound": sound, "price": price, "shade": None}


@every_form
@few
@given(rulesets(lists=True), st.lists(values(lists=True), min_size=1, max_size=6))
def test_children_are_counted_as_in_single_cases(form, drawn, rows):
    given_children = {"parts": (child_table(form, rows, "parts", Part), "key")}
    children = given_children if "parts" in drawn.program().facts else {}
    decided = drawn.decide_frame(table(form, rows, Case), children=children)
    assert by_row(drawn, rows) == by_column(drawn, decided)


def test_children_that_only_a_later_text_asks_about_are_no_error():
    drawn = ruleset(
        revision(2025, rule("a", Case.open)),
        revision(2026, rule("a", Case.open), rule("b", every(Case.parts, Part.sound))),
    )
    rows = [{**case([part(sound=False)]), "open": True}]
    children = {"parts": (child_table("Polars", rows, "parts", Part), "key")}
    decided = drawn.decide_frame(table("Polars", rows, Case), children=children, as_read_on=READ_ON[2025])
    assert by_row(drawn, rows, READ_ON[2025]) == by_column(drawn, decided, READ_ON[2025])


@every_form
def test_without_a_table_of_children_every_list_is_unknown(form):
    rows = [case(None), case(None)]
    assert by_row(QUANTIFIED, rows) == by_column(QUANTIFIED, QUANTIFIED.decide_frame(table(form, rows, Case)))


@every_form
def test_a_parent_without_children_has_an_empty_list(form):
    rows = [case([]), case([part(sound=True, price=5)]), case([])]
    children = {"parts": (child_table(form, rows, "parts", Part), "key")}
    parents = table(form, rows, Case, leave_out=["parts"])
    assert by_row(QUANTIFIED, rows) == by_column(
        QUANTIFIED, QUANTIFIED.decide_frame(parents, children=children)
    )


@every_form
def test_an_empty_table_of_children_makes_every_list_empty(form):
    rows = [case([]), case([])]
    children = {"parts": (child_table(form, rows, "parts", Part), "key")}
    parents = table(form, rows, Case, leave_out=["parts"])
    assert by_row(QUANTIFIED, rows) == by_column(
        QUANTIFIED, QUANTIFIED.decide_frame(parents, children=children)
    )


@every_form
def test_an_empty_table_of_parents_has_empty_results(form):
    children = {"parts": (child_table(form, [], "parts", Part), "key")}
    decided = QUANTIFIED.decide_frame(table(form, [], Case), children=children)
    assert by_column(QUANTIFIED, decided) == []


@pytest.mark.parametrize(
    ("known", "expected"), [(True, "eligible"), (False, "undetermined"), (None, "undetermined")]
)
@pytest.mark.parametrize("form", ["Polars", "PyArrow", "DuckDB", "pandas with nullable types"])
def test_the_parents_own_column_says_whether_the_list_is_known(form, known, expected):
    rows = [case([part(sound=True, price=5)])]
    children = {"parts": (child_table(form, rows, "parts", Part), "key")}
    parents = FORMS[form]({"key": [key(0)], "year": [2025], "parts": [known]}, {"year": int, "parts": bool})
    decided = QUANTIFIED.decide_frame(parents, children=children)
    assert [expected] == [row["outcome"] for row in by_column(QUANTIFIED, decided)]


@every_form
def test_a_fact_without_a_column_in_the_childrens_table_is_unknown(form):
    rows = [case([part(price=5), part(price=1)])]
    columns = {"key": [key(0), key(0)], "price": [5, 1]}
    children = {"parts": (FORMS[form](columns, {"price": int}), "key")}
    decided = QUANTIFIED.decide_frame(table(form, rows, Case), children=children)
    assert by_row(QUANTIFIED, rows) == by_column(QUANTIFIED, decided)


@pytest.mark.parametrize("form", EAGER)
def test_the_order_of_the_parents_is_kept(form):
    rows = [case([part(sound=place % 2 == 0)]) for place in range(9)]
    children = {"parts": (child_table(form, rows[::-1], "parts", Part), "key")}
    parents = table(form, rows, Case)
    decided = QUANTIFIED.decide_frame(parents, children=children)
    assert list(parents["key"]) == list(decided["key"])


def test_parents_may_share_a_key_and_a_parent_without_key_has_an_unknown_list():
    parents = pl.DataFrame({"key": ["a", "a", None], "year": [2025, 2025, 2025]})
    children = {"parts": (pl.DataFrame({"key": ["a"], "sound": [True], "price": [5]}), "key")}
    decided = QUANTIFIED.decide_frame(parents, children=children)
    assert decided["outcome"].to_list() == ["eligible", "eligible", "undetermined"]


def test_an_unknown_list_is_missing_until_it_is_given():
    assert ("parts",) == QUANTIFIED.decide(Case(year=2025)).missing


@pytest.mark.parametrize("form", ["PyArrow", "Polars", "DuckDB"])
def test_parents_and_children_may_have_columns_of_any_type_beside_the_facts(form):
    rows = [case([part(sound=True, price=5)]), case([])]
    parents = pa.table(
        {"key": [key(0), key(1)], "year": [2025, 2025], "tags": [["a"], []], "void": pa.nulls(2)}
    )
    records = pa.table({"key": [key(0)], "sound": [True], "price": [5], "tags": [[1]], "void": pa.nulls(1)})
    made = {"PyArrow": lambda own: own, "Polars": pl.from_arrow, "DuckDB": duckdb.from_arrow}[form]
    decided = QUANTIFIED.decide_frame(made(parents), children={"parts": (made(records), "key")})
    assert by_row(QUANTIFIED, rows) == by_column(QUANTIFIED, decided)


@pytest.mark.parametrize("dtype", [pl.Int8, pl.Int32, pl.UInt16])
def test_keys_may_be_whole_numbers_of_any_width(dtype):
    parents = pl.DataFrame({"key": [1, 2], "year": [2025, 2025]})
    records = pl.DataFrame({"key": [1, 2], "sound": [True, False], "price": [5, 5]})
    decided = QUANTIFIED.decide_frame(
        parents, children={"parts": (records.with_columns(pl.col("key").cast(dtype)), "key")}
    )
    assert decided["outcome"].to_list() == ["eligible", "ineligible"]


def test_parents_and_children_of_different_kinds_are_refused():
    parents = pl.DataFrame({"key": [1], "year": [2025]})
    records = pl.LazyFrame({"key": [1], "sound": [True], "price": [5]})
    with pytest.raises(InvalidFrame) as caught:
        QUANTIFIED.decide_frame(parents, children={"parts": (records, "key")})
    assert ["LazyFrame" in caught.value.message(lang) for lang in ("ja", "en")] == [True, True]
