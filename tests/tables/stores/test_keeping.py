"""A store gives back what was put: rows, rejected rows, issues and entry; under any name, on any engine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from making import cases, put, same

import chiho_digital
from chiho_digital import tables
from chiho_digital.basics import FiscalYear, InvalidValue, Text
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
from chiho_digital.tables import Issue, Severity, check, read
from chiho_digital.tables.stores.kept_issues import frame_of_issues, issues_of_frame

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
FRAMES = {
    "polars": pl.DataFrame,
    "pandas": pd.DataFrame,
    "pyarrow": pa.Table,
    "duckdb": duckdb.DuckDBPyRelation,
}
PUBLISHED = check(read(PUBLISHED_CASES, CaseRow), CaseRow)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """Cases with every fault that a row can have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        synthetic = import_module("synthetic")
    file = tmp_path_factory.mktemp("faulty") / "cases.csv"
    counts = synthetic.write_cases(file, 3_000, faults=0.3)
    assert all(counts.values())
    return check(read(file, CaseRow), CaseRow)


def test_rows_rejected_rows_issues_and_entry_come_back_after_closing(path, faulty):
    with tables.store(path) as store:
        told = store.put(
            "共同調達", faulty, model=CaseRow, as_of=date(2026, 7, 31), source="https://example.org/cases"
        )
    with tables.store(path) as store:
        stored = store.get("共同調達")
        assert ("共同調達",) == store.names()
        assert told == store.entry("共同調達") == stored.entry

    assert same(stored, faulty)
    assert stored.good.schema == faulty.good.schema
    counts = {severity: sum(i.severity is severity for i in faulty.issues) for severity in Severity}
    entry = stored.entry
    assert list(counts.values()) == [entry.errors, entry.warnings, entry.notes]
    assert ("CaseRow", date(2026, 7, 31), "https://example.org/cases") == (
        entry.model,
        entry.as_of,
        entry.source,
    )
    assert 12 == len(entry.schema_version)
    assert chiho_digital.__version__ == entry.library


@pytest.mark.parametrize("engine", FRAMES)
def test_every_engine_puts_and_gets_the_same(path, engine):
    checked = check(read(PUBLISHED_CASES, CaseRow, engine=engine), CaseRow)
    with tables.store(path) as store:
        put(store, "cases", checked)
        stored = store.get("cases", engine=engine)
        assert same(store.get("cases"), PUBLISHED)

    assert isinstance(stored.good, FRAMES[engine])
    assert isinstance(stored.rejected, FRAMES[engine])
    assert PUBLISHED.good.shape == tuple(stored.good.shape)  # and can be read when the store is closed


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.builds(Text, st.text(), st.text()),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,
)
ISSUES = st.builds(
    Issue,
    st.none() | st.integers(1, 2**40),
    st.none() | st.text(),
    st.sampled_from(["tables.required", "basics.yen_format"]),
    st.sampled_from(Severity),
    st.none() | st.text(),
    st.dictionaries(st.text(), VALUES, max_size=3),
    VALUES,
)


@given(st.lists(ISSUES, max_size=4).map(tuple))
@example((Issue(2, "\ud800", "tables.required", Severity.ERROR, "\x00\udfff", {"tuple": ()}),))
def test_issues_come_back_as_they_were(issues):
    assert repr(issues) == repr(issues_of_frame(frame_of_issues(issues)))


def test_an_object_that_is_no_value_comes_back_as_its_words():
    year = FiscalYear(2026)
    issue = Issue(
        2, "x", "basics.fiscal_year_outside_era", Severity.ERROR, "平成38年度", {"era": "平成"}, (year,)
    )
    (back,) = issues_of_frame(frame_of_issues([issue]))

    assert (Text(year.to("ja"), year.to("en")),) == back.suggestion
    assert [issue.to(lang) for lang in ("ja", "en")] == [back.to(lang) for lang in ("ja", "en")]


def test_a_table_replaces_the_one_of_its_name_only(path):
    one, two, three = (cases(20, tag) for tag in ("one", "two", "three"))
    with tables.store(path) as store:
        put(store, "a", one)
        put(store, "b", two)
        put(store, "a", three, "another source")

        assert same(store.get("a"), three)
        assert same(store.get("b"), two)
        assert ["another source", "a source"] == [store.entry(name).source for name in store.names()]


def test_a_table_without_rows_is_kept_too(path):
    nothing = cases(0, "none")
    with tables.store(path) as store:
        put(store, "nothing", nothing)
        assert same(store.get("nothing"), nothing)


def test_a_removed_table_is_gone_and_the_others_are_not(path):
    with tables.store(path) as store:
        put(store, "a", cases(5, "a"))
        put(store, "b", cases(5, "b"))
        store.remove("a")
        assert ("b",) == store.names()
    with tables.store(path) as store:
        assert ("b",) == store.names()


NAMES = [
    '"; drop table good_1; --',
    "good_1",
    "chiho_digital_entries",
    "令和８年　共同調達",
    "a'b",
    "%s",
    "x.y",
    "A",
    "a",
    "🏯",
]


def test_names_are_free_text_and_never_statements(path):
    checked = {name: cases(3, f"t{number}") for number, name in enumerate(NAMES)}
    with tables.store(path) as store:
        for name, one in checked.items():
            put(store, name, one, source=name)
    with tables.store(path) as store:
        assert tuple(sorted(NAMES)) == store.names()
        assert all(
            same(store.get(name), one) and name == store.entry(name).source for name, one in checked.items()
        )
        for name in NAMES:
            store.remove(name)
        assert () == store.names()


@pytest.mark.parametrize(
    "file",
    [
        "temp.duckdb",
        "main.duckdb",
        "chiho_digital_store.duckdb",
        "good_1.db",
        "町 の「表」.duckdb",
        "a\"b'c;",
        "x.y.z",
    ],
)
def test_a_store_may_have_any_file_name(tmp_path, file):
    with tables.store(tmp_path / file) as store:
        put(store, "x", PUBLISHED)
    (tmp_path / file).unlink()

    assert tmp_path / f"{file}.1" == tables.restore(tmp_path / file).snapshot
    with tables.store(str(tmp_path / file)) as store:
        assert same(store.get("x"), PUBLISHED)


def test_sums_can_be_had_inside_duckdb_and_the_relation_cannot_change_the_store(path):
    with tables.store(path) as store:
        put(store, "cases", PUBLISHED)
        relation = store.relation("cases")

        assert [(53,)] == relation.aggregate("count(*)").fetchall()
        with pytest.raises(duckdb.InvalidInputException):
            relation.insert([None] * len(relation.columns))
        assert same(store.get("cases"), PUBLISHED)
        put(store, "cases", cases(3, "x"))
        with pytest.raises(duckdb.Error, match="Catalog Error"):  # and not the rows of another table
            relation.fetchall()


def test_threads_take_turns(path):
    checked = {f"t{number}": cases(30, f"t{number}") for number in range(8)}
    with tables.store(path) as store, ThreadPoolExecutor(8) as pool:

        def work(name):
            for _ in range(3):
                put(store, name, checked[name])
                assert same(store.get(name), checked[name])

        list(pool.map(work, checked))
        assert tuple(checked) == store.names()


def test_an_unknown_table_is_refused_with_near_names(path):
    with tables.store(path) as store:
        put(store, "共同調達事例", PUBLISHED)
        for ask in (store.get, store.entry, store.relation, store.remove):
            with pytest.raises(tables.UnknownTable) as caught:
                ask("共同調達事列")
            assert ("共同調達事例",) == caught.value.suggestion
            assert isinstance(caught.value, LookupError)
        assert ("共同調達事例",) == store.names()


GOOD = {"name": "x", "model": CaseRow, "as_of": date(2026, 4, 1), "source": "s"}


class OtherRow(tables.RowModel):
    """No model of cases."""


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        *(
            ({field: text}, "tables.store_text")
            for field in ("name", "source")
            for text in ("", " 　", "a\nb", "\ud800", 5, None, "長" * 1001)
        ),
        *(
            ({"as_of": day}, "tables.store_as_of")
            for day in ("2026-04-01", datetime(2026, 4, 1, tzinfo=UTC), None)
        ),
        ({"model": OtherRow}, "tables.store_other_model"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(path, wrong, code):
    with tables.store(path) as store:
        put(store, "x", PUBLISHED)
        given = GOOD | wrong
        with pytest.raises(InvalidValue) as caught:
            store.put(given.pop("name"), cases(3, "three"), **given)

        assert code == caught.value.code
        assert caught.value.message("ja")
        assert caught.value.message("en")
        assert ("x",) == store.names()
        assert same(store.get("x"), PUBLISHED)


def test_a_table_whose_columns_are_not_the_models_is_refused_by_name(path):
    checked = cases(10, "x")
    amount = pl.col("initial_cost_jpy")
    odd = {
        "initial_cost_jpy": Changed(checked, good=checked.good.with_columns(amount.cast(pl.Float64))),
        "vendor": Changed(checked, good=checked.good.drop("vendor")),
        "more": Changed(checked, good=checked.good.with_columns(more=1)),
        "row_no": Changed(checked, rejected=checked.rejected.drop("row_no")),
        "prefecture": Changed(checked, rejected=checked.rejected.with_columns(prefecture=1)),
    }
    with tables.store(path) as store:
        for field, one in odd.items():
            with pytest.raises(InvalidValue) as caught:
                put(store, "x", one)
            assert ("tables.store_other_model", [field]) == (caught.value.code, caught.value.params["odd"])
        assert () == store.names()


class Changed:
    """A checked table of which a part was changed by hand."""

    def __init__(self, checked, **parts):
        self.good, self.rejected, self.issues = checked.good, checked.rejected, checked.issues
        vars(self).update(parts)


def test_an_unknown_engine_and_a_number_of_snapshots_that_is_none_are_refused(path):
    for number in (-1, 100, 1.5, True, "3", None):
        with pytest.raises(InvalidValue, match="0"):
            tables.store(path, snapshots=number)
    assert not path.exists()
    with tables.store(path) as store:
        put(store, "x", PUBLISHED)
        with pytest.raises(InvalidValue) as caught:
            store.get("x", engine="dask")
    assert "tables.no_engine" == caught.value.code


def test_a_closed_store_says_so_and_can_be_closed_again(path):
    store = tables.store(path)
    put(store, "x", PUBLISHED)
    assert ", closed" not in repr(store)
    store.close()
    store.close()

    assert ", closed" in repr(store)
    for ask in (
        store.names,
        lambda: store.get("x"),
        lambda: store.remove("x"),
        lambda: put(store, "y", PUBLISHED),
    ):
        with pytest.raises(tables.StoreError) as caught:
            ask()
        assert "tables.store_closed" == caught.value.code
