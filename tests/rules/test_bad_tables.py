"""A table that cannot be read as facts is refused with all that is wrong with it, where, and the likely repair."""

import pickle
from datetime import date, datetime

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from worlds import Case, Colour, Part, rule, simple, words

from chiho_digital.basics import FiscalYear
from chiho_digital.bonds import PROJECT_RULES
from chiho_digital.rules import Constraint, Facts, InvalidFrame, fact, some

RULES = simple(
    rule("a", Case.open & (Case.colour == Colour.RED) & (Case.day < date(2025, 4, 1)) & (Case.word == "x")),
    rule("b", Case.count > 1),
)
LISTS = simple(rule("a", some(Case.parts, Part.sound)), rule("b", some(Case.parts, Part.price > 2)))
MAKERS = {
    "Polars": pl.DataFrame,
    "lazy Polars": pl.LazyFrame,
    "PyArrow": pa.table,
    "DuckDB": lambda columns: duckdb.from_arrow(pa.table(columns)),
    "pandas": pd.DataFrame,
}
EAGER = {name: MAKERS[name] for name in ("Polars", "PyArrow", "pandas")}
every_kind = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
eager_kind = pytest.mark.parametrize("make", EAGER.values(), ids=EAGER)


def refused(frame, rules=RULES, children=None):
    with pytest.raises(InvalidFrame) as caught:
        rules.decide_frame(frame, children=children)
    return caught.value


def told(error):
    """What is wrong, where."""
    return {(problem.code.removeprefix("rules."), *problem.path) for problem in error.problems}


@every_kind
def test_every_column_of_a_wrong_type_and_every_name_that_is_taken_is_told_at_once(make):
    columns = {"year": ["2025"], "open": ["yes"], "count": ["three"], "colour": [1], "day": ["2025-04-01"]}
    error = refused(
        make({**columns, "word": [1], "outcome": [1], "missing": [1], "rule_b": [1], "unknown_law": [1]})
    )
    wrong = {("column_type", name) for name in (*columns, "word")}
    assert wrong | {
        ("column_taken", name) for name in ("outcome", "missing", "rule_b", "unknown_law")
    } == told(error)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("year", pl.Series([2025.0])),
        ("open", pl.Series([1])),
        ("count", pl.Series(["1"])),
        ("count", pl.Series([True])),
        ("count", pl.Series([1.0])),
        ("day", pl.Series([datetime(2025, 4, 1, 12)])),  # noqa: DTZ001 -- a table's moments have no zone
        ("day", pl.Series(["2025-04-01"])),
        ("colour", pl.Series([True])),
        ("word", pl.Series([date(2025, 4, 1)])),
        ("word", pl.Series([["x"]])),
    ],
)
def test_no_column_is_read_as_another_type(name, column):
    frame = pl.DataFrame({"year": [2025], name: column})
    assert {("column_type", name)} == told(refused(frame))


def test_a_wrong_type_is_told_with_the_type_that_is_needed():
    (problem,) = refused(pl.DataFrame({"year": [2025], "open": ["yes"]})).problems
    assert ("String", "Boolean") == (problem.value, problem.params["type"])


@every_kind
def test_a_column_that_looks_like_a_fact_is_told_with_the_name_it_may_mean(make):
    error = refused(make({"year": [2025], "coluor": ["red"], "note": ["x"]}))
    assert [("coluor", "colour")] == [(problem.value, problem.suggestion) for problem in error.problems]


@every_kind
def test_a_table_without_any_fact_is_refused(make):
    error = refused(make({"note": ["x"]}))
    assert {("no_facts",)} == told(error)
    assert "year" in error.message("en")


@eager_kind
def test_values_that_a_fact_cannot_have_are_told_with_their_row_from_one(make):
    columns = {"year": [2025] * 4, "colour": ["red", "gren", None, "mauve"], "count": [1, 2, 6, -3]}
    error = refused(make(columns))
    expected = {
        ("not_a_choice", "row", 2, "colour"),
        ("not_a_choice", "row", 4, "colour"),
        ("out_of_bounds", "row", 3, "count"),
        ("out_of_bounds", "row", 4, "count"),
    }
    assert expected == told(error)
    assert "green" in [problem.suggestion for problem in error.problems]


@eager_kind
def test_the_edges_of_the_bounds_are_inside(make):
    decided = RULES.decide_frame(make({"year": [1886, 9998], "count": [-2, 5]}))
    assert [False, True] == [bool(value) for value in pl.DataFrame(decided)["rule_b"].fill_null(value=False)]


@eager_kind
@pytest.mark.parametrize("year", [25, 9999])
def test_a_year_that_is_no_fiscal_year_is_refused(make, year):
    assert {("row", 2, "year")} == {
        problem.path for problem in refused(make({"year": [2025, year]})).problems
    }


@eager_kind
def test_only_the_first_rows_with_impossible_values_are_told(make):
    error = refused(make({"year": [2025] * 9, "count": [1, 1, *range(6, 13)]}))
    assert {("out_of_bounds", "row", row, "count") for row in range(3, 8)} == told(error)


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["mauve", "red"])])
def test_a_value_out_of_the_vocabulary_is_found_in_every_kind_of_text(dtype):
    frame = pl.DataFrame({"year": [2025, 2025], "colour": pl.Series(["red", "mauve"], dtype=dtype)})
    assert {("not_a_choice", "row", 2, "colour")} == told(refused(frame))


@pytest.mark.parametrize("make", [MAKERS["lazy Polars"], MAKERS["DuckDB"]], ids=["lazy Polars", "DuckDB"])
def test_a_value_that_a_fact_cannot_have_is_unknown_in_a_table_that_is_not_run_at_the_door(make):
    decided = RULES.decide_frame(make({"key": [1, 2, 3], "year": [2025] * 3, "count": [2, 6, None]}))
    rows = decided.collect().rows() if isinstance(decided, pl.LazyFrame) else decided.order("key").fetchall()
    place = ["key", "year", "count", "outcome", "rule_a", "rule_b"].index("rule_b")
    assert [True, None, None] == [row[place] for row in rows]


@pytest.mark.parametrize(
    "column",
    [[1, "two"], [1.5, 2.0], [float("inf"), 1.0], [1e300, 1.0]],
    ids=["numbers and text", "fractions", "infinite", "beyond whole numbers"],
)
def test_a_pandas_column_that_is_no_column_of_whole_numbers_is_refused(column):
    assert {"count"} == {
        problem.path[-1] for problem in refused(pd.DataFrame({"year": 2025, "count": column})).problems
    }


def test_a_pandas_column_of_zeros_and_ones_is_no_column_of_yes_and_no():
    assert {("column_type", "open")} == told(refused(pd.DataFrame({"year": 2025, "open": [0.0, 1.0, None]})))


def test_the_errors_of_all_pandas_columns_are_told_at_once():
    frame = pd.DataFrame(
        {"year": [2025, "x"], "open": [True, 1], "coluor": ["red", "red"], "day": ["a", "b"]}
    )
    assert {"year", "open", "coluor", "day"} == {problem.path[-1] for problem in refused(frame).problems}


def test_an_error_speaks_both_languages_and_names_every_problem():
    error = refused(pl.DataFrame({"year": [2025, 2025], "colour": ["gren", "red"], "count": [9, 1]}))
    ja, en = error.message("ja"), error.message("en")
    assert ["row / 1 / colour" in text and "row / 1 / count" in text for text in (ja, en)] == [True, True]
    assert "2件" in ja
    assert "2 problem(s)" in en
    assert "colourの名" in ja
    assert "green" in en


def test_an_error_is_also_a_value_error_and_travels_by_pickle():
    error = refused(pl.DataFrame({"year": [2025], "count": [9]}))
    assert isinstance(error, ValueError)
    assert error.message("ja") == pickle.loads(pickle.dumps(error)).message("ja")


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError):
        RULES.decide_frame({"year": [2025]})


def records(**columns):
    return {"parts": (pl.DataFrame(columns), "key")}


PARENTS = pl.DataFrame({"key": ["x"], "year": [2025]})


def test_children_without_a_parent_are_told():
    error = refused(PARENTS, LISTS, records(key=["x", "y", "z"], sound=[True] * 3, price=[1] * 3))
    assert [("y", "z")] == [tuple(sorted(problem.value)) for problem in error.problems]
    assert "key" in error.message("ja")


@pytest.mark.parametrize(
    ("parents", "children"),
    [
        (pl.DataFrame({"kye": ["x"], "year": [2025]}), records(key=["x"], sound=[True], price=[1])),
        (PARENTS, records(kye=["x"], sound=[True], price=[1])),
    ],
    ids=["parents", "children"],
)
def test_a_missing_key_is_told(parents, children):
    error = refused(parents, LISTS, children)
    assert [("rules.no_key", "key")] == [(problem.code, problem.value) for problem in error.problems]


def test_the_childrens_columns_and_values_are_checked_as_the_parents_are():
    wrong_type = refused(PARENTS, LISTS, records(key=["x"], sound=["yes"], price=[1]))
    too_much = refused(PARENTS, LISTS, records(key=["x", "x"], sound=[True, True], price=[1, 6]))
    assert ["sound", "price"] == [error.problems[0].path[-1] for error in (wrong_type, too_much)]
    assert 2 in too_much.problems[0].path


def test_a_table_of_children_for_a_list_that_no_rule_knows_is_refused():
    children = {"part": (pl.DataFrame({"key": ["x"], "sound": [True], "price": [1]}), "key")}
    assert "part" in refused(PARENTS, LISTS, children).message("en")


def test_a_column_of_a_list_that_does_not_say_whether_it_is_known_is_refused():
    parents = PARENTS.with_columns(parts=pl.lit("three"))
    error = refused(parents, LISTS, records(key=["x"], sound=[True], price=[1]))
    assert {("column_type", "parts")} == told(error)


def test_keys_of_two_types_are_refused():
    error = refused(PARENTS, LISTS, records(key=[1], sound=[True], price=[1]))
    assert "key" in error.message("en")


class Guarded(Facts):
    """Facts of which two cannot stand together."""

    year = fact(FiscalYear, **words("year"))
    here = fact(bool, **words("here"))
    there = fact(bool, **words("there"))


Guarded.constraints = (Constraint("bonds.equipment_related", ~(Guarded.here & Guarded.there)),)


@eager_kind
def test_rows_whose_facts_cannot_stand_together_are_refused_as_single_cases_are(make):
    rules = simple(rule("a", Guarded.here | Guarded.there), facts=Guarded)
    frame = make({"year": [2025, 2025], "here": [True, True], "there": [False, True]})
    assert {("bonds.equipment_related", 2)} == {
        (problem.code, problem.path[1]) for problem in refused(frame, rules).problems
    }


def test_the_rules_of_the_bond_name_the_choices_in_both_languages():
    error = refused(pl.DataFrame({"fiscal_year": [2025], "use": ["residents"]}), PROJECT_RULES)
    assert ["resident_service" in error.message(lang) for lang in ("ja", "en")] == [True, True]
