"""Sums by group: on every engine the same, equal to adding one by one, exact, and never wrapped unseen."""

import subprocess
import sys
from collections import defaultdict
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_forms import FORMS, LIGHT, arrow, rows

from chiho_digital.basics import MAX_YEN, InvalidValue
from chiho_digital.rules import InvalidFrame
from chiho_digital.tables import sums_by

ROWS_TO_OVERFLOW = 2**63 // MAX_YEN + 1
TYPES = {"place": pa.string(), "kind": pa.string(), "year": pa.int16(), "amount": pa.int64()}
on_every_engine = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def table(**columns):
    return pa.table({name: pa.array(values, TYPES.get(name)) for name, values in columns.items()})


def one_by_one(columns, keys, amounts):
    """What the sums are, added up row by row; the keys in order, null last."""
    groups = defaultdict(list)
    for row in zip(*(columns[name] for name in (*keys, *amounts)), strict=True):
        groups[row[: len(keys)]].append(row[len(keys) :])
    found = []
    for group in sorted(groups, key=lambda group: [(1,) if value is None else (0, value) for value in group]):
        result = [*group, len(groups[group])]
        for amount in zip(*groups[group], strict=True):
            known = [value for value in amount if value is not None]
            result += [len(known), sum(known) if known else None]
        found.append(tuple(result))
    return found


def refused(frame, keys, amounts, error=InvalidFrame, **names):
    """The problems for which a table is refused: code and what it is about; with words in both languages."""
    with pytest.raises(error) as caught:
        sums_by(frame, keys, amounts, **names)
    assert all(caught.value.message(lang) for lang in ("ja", "en"))
    return [
        (problem.code, problem.path or problem.value)
        for problem in getattr(caught.value, "problems", [caught.value])
    ]


texts = st.none() | st.sampled_from(["山口県", "広島県", "z", "Z", "", "\ud7ff", "\uffff", "𠮷野"])
yen = st.none() | st.sampled_from([0, 1, MAX_YEN]) | st.integers(0, MAX_YEN)
drawn = st.tuples(texts, texts, st.none() | st.integers(2015, 2026), yen, yen)


@given(data=st.lists(drawn, max_size=30))
@settings(max_examples=25)
def test_sums_are_those_of_adding_one_by_one_in_the_same_order_on_every_engine(data):
    names = ("place", "kind", "year", "amount", "cost")
    columns = {name: [row[place] for row in data] for place, name in enumerate(names)}
    given_table = table(**columns).cast(
        pa.schema([*(pa.field(n, t) for n, t in TYPES.items()), ("cost", pa.int64())])
    )
    expected = one_by_one(columns, names[:3], names[3:])

    for name, form in LIGHT.items():
        assert expected == rows(sums_by(form(given_table), names[:3], names[3:])), name


@given(data=st.lists(drawn, min_size=1, max_size=30), cut=st.integers(0, 30))
@settings(max_examples=20)
def test_the_sums_of_parts_add_up_to_that_of_the_whole(data, cut):
    columns = {"place": [row[0] for row in data], "amount": [row[3] for row in data]}
    schema = pa.schema([("place", pa.string()), ("amount", pa.int64())])
    whole = pa.table(columns, schema)

    for form in LIGHT.values():
        parts = defaultdict(lambda: [0, 0, 0])
        for part in (whole.slice(0, cut), whole.slice(cut)):
            for place, *figures in rows(sums_by(form(part), ["place"], ["amount"])):
                parts[place] = [have + (more or 0) for have, more in zip(parts[place], figures, strict=True)]
        found = rows(sums_by(form(whole), ["place"], ["amount"]))
        assert parts == {place: [count, known, total or 0] for place, count, known, total in found}


@on_every_engine
def test_the_same_kind_of_table_comes_back_with_whole_numbers_of_64_bits(form):
    before = form(table(place=["b", "a", None], year=[2025, 2026, 2026], amount=[1, None, 3]))
    after = sums_by(before, ["place", "year"], ["amount"], rows="participations")

    assert type(before) is type(after)
    found = arrow(after)
    assert ["place", "year", "participations", "amount_known", "amount"] == found.column_names
    assert all(found.schema.field(name).type == pa.int64() for name in found.column_names[2:])
    assert [("a", 2026, 1, 0, None), ("b", 2025, 1, 1, 1), (None, 2026, 1, 1, 3)] == rows(after)


def test_the_result_of_duckdb_lives_on_the_connection_it_came_from():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE given AS SELECT 'a' AS place, 5 AS amount")
        summed = sums_by(connection.table("given"), ["place"], ["amount"])
        connection.execute("DROP TABLE given")

        assert [("a", 1, 1, 5)] == summed.fetchall()
        assert [(5,)] == connection.sql("SELECT sum(amount) FROM summed").fetchall()


@on_every_engine
@pytest.mark.parametrize("kind", [pa.dictionary(pa.int8(), pa.string()), pa.large_string()])
def test_categories_are_groups_by_their_texts(form, kind):
    chunks = [pa.array(texts, pa.string()).cast(kind) for texts in (["b", None, "a"], ["c", "a"])]
    given_table = pa.table({"place": pa.chunked_array(chunks), "amount": [1, 2, 3, 4, 5]})
    found = sums_by(form(given_table), ["place"], ["amount"])

    assert [("a", 2, 2, 8), ("b", 1, 1, 1), ("c", 1, 1, 4), (None, 1, 1, 2)] == rows(found)
    assert arrow(found).schema.field("place").type in (pa.string(), pa.large_string(), pa.string_view())


def test_enumerations_and_dictionaries_that_repeat_a_text_are_groups_by_their_texts():
    expected = [("a", 2, 2, 3), ("b", 1, 1, 4), (None, 1, 1, 8)]
    amounts = [1, 2, 4, 8]
    twice = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, 3]), pa.array(["a", "a", "b", None]))
    enumerated = pl.DataFrame(
        {"place": ["a", "a", "b", None], "amount": amounts},
        {"place": pl.Enum(["b", "a"]), "amount": pl.Int64},
    )
    with duckdb.connect() as connection:
        relation = connection.from_arrow(enumerated.to_arrow()).project(
            "place::ENUM('b', 'a') AS place, amount"
        )
        for frame in (pa.table({"place": twice, "amount": amounts}), enumerated, enumerated.lazy(), relation):
            assert expected == rows(sums_by(frame, ["place"], ["amount"]))


@on_every_engine
def test_dates_and_truth_values_and_categories_of_numbers_make_groups(form):
    days = [date(2026, 4, 1), None, date(2025, 4, 1), date(2026, 4, 1)]
    years = pa.array([2026, None, 2025, 2026], pa.int64()).dictionary_encode()
    given_table = pa.table(
        {"day": days, "joint": [True, None, False, True], "year": years, "amount": [1, 2, 3, 4]}
    )
    expected = [(False, 1, 1, 3), (True, 2, 2, 5), (None, 1, 1, 2)]

    assert expected == rows(sums_by(form(given_table), ["joint"], ["amount"]))
    found = rows(sums_by(form(given_table), ["day"], ["amount"]))
    assert [(date(2025, 4, 1), 1, 1, 3), (date(2026, 4, 1), 2, 2, 5), (None, 1, 1, 2)] == found
    if not isinstance(form(given_table), pl.DataFrame | pl.LazyFrame):
        assert [(2025, 1, 1, 3), (2026, 2, 2, 5), (None, 1, 1, 2)] == rows(
            sums_by(form(given_table), ["year"], ["amount"])
        )


@on_every_engine
def test_an_empty_table_has_no_groups(form):
    assert [] == rows(sums_by(form(table(place=[], year=[], amount=[])), ["place", "year"], ["amount"]))


@on_every_engine
def test_a_table_of_nulls_alone_is_one_group_of_which_nothing_is_known(form):
    nothing = pa.table({"place": pa.nulls(3), "amount": pa.nulls(3)})

    assert [(None, 3, 0, None)] == rows(sums_by(form(nothing), ["place"], ["amount"]))


@on_every_engine
def test_without_amounts_the_rows_are_counted(form):
    assert [("a", 2), ("b", 1)] == rows(sums_by(form(table(place=["b", "a", "a"])), ["place"], []))


@on_every_engine
def test_names_may_hold_any_sign(form):
    given_table = pa.table({'a"b`c.d e': ["x", "x"], "金額 'yen'": [1, 2], "key 0": [5, 5], "rows ": [7, 7]})
    found = sums_by(form(given_table), ['a"b`c.d e', "key 0"], ["金額 'yen'", "rows "])

    assert ['a"b`c.d e', "key 0", "rows", "金額 'yen'_known", "金額 'yen'", "rows _known", "rows "] == arrow(
        found
    ).column_names
    assert [("x", 5, 2, 2, 3, 2, 14)] == rows(found)


@pytest.mark.parametrize("kind", ["int8", "int16", "int32", "uint8", "uint16", "uint32", "uint64"])
def test_narrow_and_unsigned_columns_do_not_wrap(kind):
    most = min(MAX_YEN, 2 ** (int(kind.strip("uint")) - kind.startswith("int")) - 1)
    given_table = pa.table({"place": ["a"] * 300, "amount": pa.array([most] * 300, getattr(pa, kind)())})

    for name in (
        "Polars",
        "lazy Polars",
        "PyArrow",
        "pandas with NumPy types",
        "pandas with Arrow types",
        "DuckDB",
    ):
        found = sums_by(LIGHT[name](given_table), ["place"], ["amount"])
        assert [("a", 300, 300, 300 * most)] == rows(found), name
        assert pa.int64() == arrow(found).schema.field("amount").type


@on_every_engine
def test_the_largest_sum_there_is_room_for_is_exact_and_one_row_more_is_an_error(form):
    most = [MAX_YEN] * (ROWS_TO_OVERFLOW - 1)
    left = 2**63 - 1 - sum(most)
    fits = pa.table(
        {"place": pa.array(["a"] * ROWS_TO_OVERFLOW).dictionary_encode(), "amount": [*most, left]}
    )
    over = pa.concat_tables([fits, pa.table({"place": pa.array(["a"]).dictionary_encode(), "amount": [1]})])

    assert [("a", ROWS_TO_OVERFLOW, ROWS_TO_OVERFLOW, 2**63 - 1)] == rows(
        sums_by(form(fits), ["place"], ["amount"])
    )
    with pytest.raises(InvalidValue) as caught:
        sums_by(form(over), ["place"], ["amount"])
    assert "tables.sum_too_large" == caught.value.code
    assert caught.value.message("en") == (
        "The sum of 'amount' for place = a exceeds the largest there is room for, 9223372036854775807; "
        "make the groups smaller."
    )


def test_a_sum_that_would_wrap_all_the_way_round_is_an_error():
    rounds = pl.LazyFrame({"place": ["a"]}).select(
        pl.col("place").repeat_by(2 * ROWS_TO_OVERFLOW).explode(), pl.lit(MAX_YEN).alias("amount")
    )

    for frame in (rounds, rounds.collect().to_arrow()):
        assert [("tables.sum_too_large", "amount")] == refused(frame, ["place"], ["amount"], InvalidValue)


def test_the_first_group_that_is_too_large_is_named_with_its_unknown_keys():
    grown = pl.DataFrame({"place": [None, "b"], "year": [2025, None]}).join(
        pl.DataFrame({"amount": [MAX_YEN] * ROWS_TO_OVERFLOW}), how="cross"
    )

    with pytest.raises(InvalidValue) as caught:
        sums_by(grown, ["place", "year"], ["amount"])
    assert "for place = b, year is null exceeds" in caught.value.message("en")
    assert "place = b、yearが空の「amount」の合計" in caught.value.message("ja")


@on_every_engine
def test_amounts_out_of_bounds_are_refused_with_the_least_and_the_largest(form):
    given_table = table(place=["a", "b", "b", "c"], amount=[-7, MAX_YEN + 1, None, -1], cost=[0, 2**62, 1, 2])

    with pytest.raises(InvalidFrame) as caught:
        sums_by(form(given_table), ["place"], ["amount", "cost"])
    found = [(problem.code, problem.path, problem.value) for problem in caught.value.problems]
    assert [
        ("tables.amount_bounds", ("amount",), -7),
        ("tables.amount_bounds", ("amount",), MAX_YEN + 1),
        ("tables.amount_bounds", ("cost",), 2**62),
    ] == found


@pytest.mark.parametrize("name", ["Polars", "lazy Polars", "PyArrow", "pandas with NumPy types", "DuckDB"])
def test_amounts_beyond_64_bits_with_sign_are_refused(name):
    given_table = pa.table({"place": ["a"] * 3, "amount": pa.array([1, None, 2**64 - 1], pa.uint64())})
    if "NumPy" in name:
        given_table = given_table.filter(pc.is_valid(given_table["amount"]))  # floats could not hold it

    assert [("tables.amount_bounds", ("amount",))] == refused(LIGHT[name](given_table), ["place"], ["amount"])


@on_every_engine
def test_amounts_at_the_bounds_are_summed_although_their_bits_reach_further(form):
    given_table = table(place=["a", "a", "b"], amount=[MAX_YEN, MAX_YEN - 1, None])

    assert [("a", 2, 2, 2 * MAX_YEN - 1), ("b", 1, 0, None)] == rows(
        sums_by(form(given_table), ["place"], ["amount"])
    )


@on_every_engine
def test_columns_of_the_wrong_type_are_refused_all_at_once(form):
    given_table = pa.table({"ratio": [0.5, 1.5], "text": ["1", "2"], "list": [[1], [2]]})
    problems = refused(form(given_table), ["list"], ["ratio", "text"])

    if isinstance(form(given_table), pd.DataFrame):  # its floats may be whole numbers with gaps: read first
        assert [("tables.mixed_column", ("ratio",))] == problems
        assert [("tables.key_type", ("list",)), ("tables.amount_type", ("text",))] == refused(
            form(given_table), ["list"], ["text"]
        )
    else:
        assert [
            ("tables.key_type", ("list",)),
            ("tables.amount_type", ("ratio",)),
            ("tables.amount_type", ("text",)),
        ] == problems


@on_every_engine
def test_missing_columns_and_results_of_one_name_are_refused_with_the_likely_repair(form):
    given_table = table(place=["a"], amount=[1])
    with pytest.raises(InvalidFrame) as caught:
        sums_by(form(given_table), ["plase", "rows"], ["amount", "amount"])

    assert [
        ("tables.no_column", "plase", "place"),
        ("tables.no_column", "rows", None),
        ("tables.result_twice", "rows", None),
        ("tables.result_twice", "amount_known", None),
        ("tables.result_twice", "amount", None),
    ] == [(problem.code, problem.value, problem.suggestion) for problem in caught.value.problems]
    assert [("tables.result_twice", "place"), ("tables.result_twice", "Place")] == refused(
        form(given_table), ["place"], ["amount"], rows="Place"
    )
    assert [("tables.no_keys", None)] == refused(form(given_table), [], ["amount"])


def test_a_column_that_stands_twice_is_refused_where_it_is_asked_for():
    twice = [
        pd.DataFrame([["a", 1, 2]], columns=["place", "amount", "amount"]),
        pa.table([["a"], [1], [2]], ["place", "amount", "amount"]),
        duckdb.sql("SELECT 'a' AS place, 1 AS amount, 2 AS amount"),
    ]

    for frame in twice:
        assert [("tables.column_twice", "amount")] == refused(frame, ["place"], ["amount"])
        assert [("a", 1)] == rows(sums_by(frame, ["place"], []))


def test_what_stands_for_a_missing_value_in_pandas_is_unknown():
    frame = pd.DataFrame(
        {
            "place": ["a", np.nan, None, "a"],
            "amount": [1.0, np.nan, 2.0, np.nan],
            "cost": [pd.NA, 1, None, 3],
        },
        index=[3, 3, 1, 0],
    )

    assert [("a", 2, 1, 1, 1, 3), (None, 2, 1, 2, 1, 1)] == rows(
        sums_by(frame, ["place"], ["amount", "cost"])
    )


def test_columns_of_pandas_that_mix_types_are_refused():
    frame = pd.DataFrame({"place": ["a", 1], "amount": [1, 2**70], "cost": [1.5, 2]})

    assert [
        ("tables.mixed_column", ("place",)),
        ("tables.mixed_column", ("amount",)),
        ("tables.mixed_column", ("cost",)),
    ] == refused(frame, ["place"], ["amount", "cost"])


@pytest.mark.parametrize("what", [None, {"place": ["a"]}, [1], pd.Series([1]), pl.Series([1])])
def test_what_is_no_table_is_refused(what):
    assert ["tables.not_a_table"] == [code for code, _ in refused(what, ["place"], [], InvalidValue)]


def test_what_an_engine_says_while_it_runs_is_explained(tmp_path):
    broken = tmp_path / "broken.parquet"
    pq.write_table(table(place=["a", "b"], amount=[1, 2]), broken, compression="none")
    lazy, relation = pl.scan_parquet(broken), duckdb.read_parquet(str(broken))
    broken.unlink()
    fails = pl.LazyFrame({"place": ["a"], "amount": ["x"]}).with_columns(pl.col("amount").cast(pl.Int64))

    for frame in (lazy, relation, fails):
        assert ["tables.engine_failed"] == [
            code for code, _ in refused(frame, ["place"], ["amount"], InvalidValue)
        ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "frame",
    [
        "duckdb.sql('SELECT range % 3 AS place, range % 7 AS amount FROM range(1_000_000_000_000)')",
        "polars.LazyFrame({'place': [1, 2], 'amount': [1, 2]}).map_batches(lambda frame: time.sleep(600) or frame)",
    ],
)
def test_ctrl_c_stops_a_long_run(frame):
    program = f"""
import os, signal, threading, time
import duckdb, polars
from chiho_digital.tables import sums_by
signal.signal(signal.SIGINT, signal.default_int_handler)  # a process in the background starts deaf to it
stopped = threading.Event()
def press():  # again and again: one that comes while a library is loaded may be lost
    while not stopped.wait(1):
        os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=press, daemon=True).start()
try:
    sums_by({frame}, ["place"], ["amount"])
except KeyboardInterrupt:
    stopped.set()
    print("stopped")
"""
    # DuckDB goes on now and then, in one of some twenty runs, whatever is pressed: that is told from never stopping.
    ends = []
    while not ends or (ends[-1] is None and len(ends) < 3):
        try:
            done = subprocess.run(
                [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
            )
            ends.append((done.stdout, done.stderr))
        except subprocess.TimeoutExpired:
            ends.append(None)

    assert ("stopped\n", "") == ends[-1]


def test_a_lazy_table_is_run_once():
    runs = []

    def seen(frame):
        runs.append(len(frame))
        return frame

    lazy = pl.LazyFrame({"place": ["a", "b"], "amount": [1, 2]}).map_batches(seen)
    summed = sums_by(lazy, ["place"], ["amount"])

    assert [("a", 1, 1, 1), ("b", 1, 1, 2)] == rows(summed) == rows(summed)
    assert [2] == runs


def test_what_is_not_asked_for_is_not_read(tmp_path):
    path = tmp_path / "given.parquet"
    pq.write_table(table(place=["a"], amount=[1], other=[b"\xff"]), path)
    for frame in (pl.scan_parquet(path), duckdb.read_parquet(str(path)), pq.read_table(path)):
        assert [("a", 1, 1, 1)] == rows(sums_by(frame, ["place"], ["amount"]))
