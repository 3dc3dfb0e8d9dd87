"""What is Spark's own: tables it cannot read are refused as elsewhere, names it would mix up are kept, deep rules run."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rich_rows import decided, drawn_row, drawn_rows
from world_tables import arrow, child_columns, columns_of, types_of
from worlds import READ_ON, Case, Colour, Part, rule, rulesets, simple, words

from chiho_digital.basics import FiscalYear, LabelledEnum
from chiho_digital.bonds import PROJECT_RULES, funding_frame
from chiho_digital.rules import Facts, Holds, InvalidFrame, every, fact, some
from engines import NO_JAVA, engine_named, need_java

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "examples" / "spark_cluster.py"
QUICKLY = ("--conf", "spark.ui.enabled=false", "--driver-java-options", "-XX:TieredStopAtLevel=1")
RULES = simple(
    rule("a", Case.open & (Case.colour == Colour.RED) & (Case.day < date(2025, 4, 1)) & (Case.word == "x")),
    rule("b", Case.count > 1),
)
LISTS = simple(rule("a", some(Case.parts, Part.sound)), rule("b", every(Case.parts, Part.price > 2)))
TYPES = {"count": int, "year": int, "price": int, "open": bool, "sound": bool, "day": date}
# Each example is a query compiled anew: few of them, and none sought again in a smaller form.
few_queries = settings(
    max_examples=3, phases=[Phase.generate], derandomize=True, database=None, deadline=None
)


def refused(call):
    """What is wrong, where."""
    with pytest.raises(InvalidFrame) as caught:
        call()
    assert all(caught.value.message(lang) for lang in ("ja", "en"))
    return {(problem.code.removeprefix("rules."), *problem.path) for problem in caught.value.problems}


BAD = {
    "types": (
        {"year": [2025], "open": ["yes"], "count": ["3"], "colour": [1], "day": ["2025-04-01"], "word": [1]},
        {"year": int, "colour": int, "word": int},
        {("column_type", name) for name in ("open", "count", "colour", "day", "word")},
    ),
    "misspelt": ({"year": [2025], "coluor": ["red"]}, TYPES, {("column_misspelt", "coluor")}),
    "in capitals": ({"YEAR": [2025], "count": [3]}, {**TYPES, "YEAR": int}, {("column_misspelt", "YEAR")}),
    "taken": (
        {"year": [2025], "outcome": ["x"], "rule_b": ["x"]},
        TYPES,
        {("column_taken", "outcome"), ("column_taken", "rule_b")},
    ),
    "no facts": ({"note": ["x"]}, TYPES, {("no_facts",)}),
}


@pytest.mark.parametrize("name", BAD)
def test_a_table_that_cannot_be_read_is_refused_alike_on_every_engine(engine, name):
    columns, types, wrong = BAD[name]
    frame = engine.frame(columns, types)
    assert wrong == refused(lambda: RULES.decide_frame(frame))


def test_impossible_values_are_refused_at_once_or_unknown_where_nothing_is_run(engine):
    columns = {"key": ["a", "b", "c"], "year": [2025, 99, 2025], "count": [2, 2, 6]}
    frame = engine.frame({**columns, "colour": ["red", "red", "mauve"]}, TYPES)
    if engine.lazy:
        rows = engine.said(RULES.decide_frame(frame))
        assert [True, None, None] == [row["rule_b"] for row in rows]
        assert [False, False, True] == [bool(row["missing"] & 1 << 3) for row in rows]
    else:
        wrong = {("basics.fiscal_year_range", "row", 2, "year"), ("out_of_bounds", "row", 3, "count")}
        assert wrong | {("not_a_choice", "row", 3, "colour")} == refused(lambda: RULES.decide_frame(frame))


def test_children_that_cannot_be_joined_are_refused_alike_on_every_engine(engine):
    parents = engine.frame({"key": ["x"], "year": [2025]}, TYPES)
    records = {"key": ["x"], "sound": [True], "price": [1]}

    def wrong(columns=records, name="parts", column="key", types=TYPES):
        children = {name: (engine.frame(columns, types), column)}
        return refused(lambda: LISTS.decide_frame(parents, children=children))

    assert {("no_such_list",)} == wrong(name="things")
    assert {("no_key",)} == wrong(column="kye")
    assert {("key_types",)} == wrong({**records, "key": [1]}, types={**TYPES, "key": int})
    assert {("column_type", "sound")} == wrong({**records, "sound": ["yes"]}, types={"price": int})


def test_a_column_that_stands_twice_is_refused(spark):
    twice = spark.sql("select 'k' as key, 2025 as year, 1 as count, 2 as count")
    assert {("column_twice", "count")} == refused(lambda: RULES.decide_frame(twice))
    arrow = pa.table([[2025], [1], [2]], names=["year", "count", "count"])
    assert {("column_twice", "count")} == refused(lambda: RULES.decide_frame(arrow))


def test_columns_that_spark_would_mix_up_are_carried_through_as_they_are(spark):
    names = ["key", "a.b", "a`b", "Count", "x", "x", "CHIHO year", "chiho column 0", "", "年 度"]
    frame = spark.createDataFrame(
        pa.table({"year": [2025], "count": [3], **{str(n): [n] for n in range(10)}})
    )
    frame = frame.toDF("year", "count", *names)
    made = RULES.decide_frame(frame)
    assert ["year", "count", *names] == made.columns[:12]
    assert list(range(10)) == list(made.first()[2:12])
    assert made.first()["rule_b"] is True


@pytest.mark.parametrize("name", ["Outcome", "RULE_B"])
def test_a_name_that_differs_from_a_results_by_case_alone_is_taken_where_case_is_ignored(engine, name):
    frame = engine.frame({"key": ["a"], "year": [2025], name: ["mine"]}, TYPES)
    if engine.name in {"duckdb", "pyspark"}:
        assert {("column_taken", name)} == refused(lambda: RULES.decide_frame(frame))
    else:
        (row,) = engine.said(RULES.decide_frame(frame))
        assert ("mine", "undetermined", None) == (row[name], row["outcome"], row["rule_b"])


def test_a_key_that_spark_would_read_as_a_field_is_refused(spark):
    parents = spark.createDataFrame(pa.table({"case.id": ["x"], "year": [2025]}))
    records = spark.createDataFrame(pa.table({"case.id": ["x"], "sound": [True]}))
    children = {"parts": (records, "case.id")}
    assert {("key_name", "case.id")} == refused(lambda: LISTS.decide_frame(parents, children=children))


@pytest.mark.parametrize(
    "value", ["interval 1 day", "parse_json('1')", "X'00'", "1.5", "timestamp '2025-04-01'", "array('red')"]
)
def test_no_type_of_spark_is_read_as_another(spark, value):
    for name in ("open", "count", "colour", "day"):
        frame = spark.sql(f"select 2025 as year, {value} as {name}")
        assert {("column_type", name)} == refused(lambda frame=frame: RULES.decide_frame(frame))


def test_text_that_spark_compares_without_its_case_is_refused(spark):
    frame = spark.sql("select 2025 as year, 'RED' collate UTF8_LCASE as colour")
    assert {("column_type", "colour")} == refused(lambda: RULES.decide_frame(frame))


def test_narrow_numbers_bounded_text_and_columns_of_nothing_are_read(spark):
    frame = spark.sql("select 2025S as year, 3Y as count, cast('red' as varchar(9)) as colour, null as open")
    assert {"rule_a": None, "rule_b": True} == RULES.decide_frame(frame).select(
        "rule_a", "rule_b"
    ).first().asDict()


def test_parents_and_children_cut_from_one_table_are_joined(spark):
    whole = spark.createDataFrame(
        pa.table({"key": ["a", "a", "b", None], "year": [2025] * 4, "sound": [True, False, False, True]})
    )
    children = {"parts": (whole.select("key", "sound"), "key")}
    rules = simple(rule("a", some(Case.parts, Part.sound)))
    made = rules.decide_frame(whole.select("key", "year").distinct(), children=children)
    assert {"a": True, "b": False, None: None} == {row["key"]: row["rule_a"] for row in made.collect()}


def test_parents_on_spark_and_children_in_memory_are_refused(spark):
    parents = spark.createDataFrame(pa.table({"key": ["x"], "year": [2025]}))
    children = {"parts": (pl.DataFrame({"key": ["x"], "sound": [True]}), "key")}
    assert {("frames_differ",)} == refused(lambda: LISTS.decide_frame(parents, children=children))


@few_queries
@given(
    drawn=rulesets(lists=True),
    seed=st.integers(0, 2**32),
    as_read_on=st.sampled_from((None, READ_ON[2025])),
)
def test_drawn_rule_sets_say_on_spark_what_they_say_of_the_rows(spark, drawn, seed, as_read_on):
    source, on_spark = Random(seed), engine_named("pyspark", spark)  # noqa: S311 -- no secrets
    rows = [drawn_row(source, Case, unknown) for unknown in (0, 0.1, 0.4) for _ in range(100)]
    frame = on_spark.frame(columns_of(rows, Case), types_of(Case))
    children = {"parts": (on_spark.frame(child_columns(rows, "parts", Part), types_of(Part)), "key")}
    asked = "parts" in drawn.program(as_read_on).facts
    made = drawn.decide_frame(frame, children=children if asked else None, as_read_on=as_read_on)
    expected = decided(drawn, rows, as_read_on)
    assert expected == [{name: row[name] for name in expected[0]} for row in on_spark.said(made)]


def test_without_a_table_of_children_every_list_is_unknown(engine):
    frame = engine.frame({"key": ["a"], "year": [2025]}, TYPES)
    (row,) = engine.said(LISTS.decide_frame(frame))
    assert ("undetermined", None, None) == (row["outcome"], row["rule_a"], row["rule_b"])


def test_a_table_without_rows_gains_its_columns(engine):
    columns = {"key": [], "year": [], "count": []}
    assert [] == engine.said(RULES.decide_frame(engine.frame(columns, TYPES)))


def test_a_vocabulary_of_many_words_is_read(engine):
    members = {f"W{place}": (f"w{place}", f"語{place}", f"word {place}") for place in range(400)}
    many = LabelledEnum("many", members)
    wide = type(
        "Wide", (Facts,), {"year": fact(FiscalYear, **words("year")), "word": fact(many, **words("word"))}
    )
    rules = simple(rule("a", wide.word.one_of(*list(many)[:300])), facts=wide)
    columns = {"key": ["a", "b", "c"], "year": [2025] * 3, "word": ["w299", "w300", None]}
    made = rules.decide_frame(engine.frame(columns, TYPES))
    assert [True, False, None] == [row["rule_a"] for row in engine.said(made)]


def test_amounts_that_cannot_be_are_unknown_where_nothing_is_run(spark):
    columns = {
        "key": ["a", "b", "c", "d"],
        "fiscal_year": [2025] * 4,
        "eligible_cost": [100_000_000, -1, 5, 5],
        "cost": [100_000_000, 5, 4, 5],
        "grants": [0] * 4,
        "other_revenue": [0, 0, 0, 6],
    }
    on_spark = engine_named("pyspark", spark)
    rows = on_spark.said(funding_frame(on_spark.frame(columns, dict.fromkeys(columns, int) | {"key": str})))
    assert [90_000_000, None, None, None] == [row["bond_ceiling"] for row in rows]
    assert [10_000_000, None, None, None] == [row["general_funds"] for row in rows]


def test_a_rule_that_others_rest_on_stands_in_the_plan_once(spark):
    frame = spark.createDataFrame(
        pa.table({"year": [2025], "open": [True], "joint": [None], "small": [False]})
    )

    def plan(count):
        rules = [rule("r0", Case.open.holds())]
        for place in range(1, count):
            below = Holds(f"r{place - 1}")
            rules.append(rule(f"r{place}", (below & Case.joint) | (~below & Case.small)))
        return simple(*rules).decide_frame(frame)._jdf.queryExecution().optimizedPlan().toJSON()

    assert len(plan(12)) < 6 * len(plan(6))  # were each written out where it is read, some 60 times


def test_the_library_is_loaded_without_spark():
    code = "import chiho_digital.bonds, sys; sys.exit('pyspark' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(("ci", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_java_a_test_fails_in_ci_and_is_skipped_elsewhere_saying_how_to_get_it(
    monkeypatch, ci, outcome
):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(outcome) as caught:
        need_java()
    assert NO_JAVA == caught.value.msg


def test_the_example_for_a_cluster_decides_a_file(tmp_path):
    need_java()
    rows = drawn_rows(PROJECT_RULES, 200)
    columns = columns_of(rows, PROJECT_RULES.facts)
    facts, result = tmp_path / "facts.parquet", tmp_path / "decided.parquet"
    pq.write_table(arrow(columns, types_of(PROJECT_RULES.facts)), facts)
    tools = Path(sys.executable).parent
    done = subprocess.run(
        [tools / "spark-submit", "--master", "local[2]", *QUICKLY, EXAMPLE, facts, result],
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "SPARK_LOCAL_IP": "127.0.0.1"},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    expected = decided(PROJECT_RULES, rows)
    assert expected == pq.read_table(result).sort_by("key").select(list(expected[0])).to_pylist()
