"""A store of an older layout, and a table put under an older row model: brought to today's, or the reason why not."""

from typing import Annotated

import duckdb
import polars as pl
import pytest
from making import cases, put, same
from pydantic import create_model

from chiho_digital import __version__, tables
from chiho_digital.basics import InvalidValue, Text
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import Across, AsStated, Column, PartialDay, RowModel, Whole, Words, Yen
from chiho_digital.tables.stores import layout

ONE = cases(40, "one")


@pytest.fixture
def old(path):
    """A store as layout 1 has it."""
    with tables.store(path) as store:
        put(store, "town", ONE)
    return path


def add_a_remark(cursor):
    """A step to a layout 2."""
    cursor.execute("alter table chiho_digital_entries add column remark varchar default 'none'")


def rename_it(cursor):
    """A step to a layout 3, which rests on the one before."""
    cursor.execute("alter table chiho_digital_entries rename remark to remarks")


def fail(cursor):
    """A step that cannot be taken."""
    cursor.execute("alter table chiho_digital_entries drop column no_such_column")


def remarks_of(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select remarks from chiho_digital_entries").fetchall()


def layout_of(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select layout from chiho_digital_store").fetchall()


def test_an_older_layout_is_brought_to_todays_step_by_step_and_the_tables_stay(old, monkeypatch):
    monkeypatch.setattr(layout, "STEPS", [add_a_remark, rename_it])
    with tables.store(old) as store:
        assert same(store.get("town"), ONE)

    assert ([(3,)], [("none",)]) == (layout_of(old), remarks_of(old))
    assert [(3,)] == layout_of(f"{old}.1")
    assert [(1,)] == layout_of(f"{old}.2")
    with tables.store(old) as store:
        assert same(store.get("town"), ONE)


def test_a_snapshot_of_an_older_layout_is_brought_to_todays_when_it_is_restored(old, monkeypatch):
    monkeypatch.setattr(layout, "STEPS", [add_a_remark, rename_it])
    old.unlink()
    tables.restore(old)

    assert [("none",)] == remarks_of(old)
    assert [(1,)] == layout_of(f"{old}.1")
    with tables.store(old) as store:
        assert same(store.get("town"), ONE)


def test_a_step_that_fails_leaves_the_older_layout_and_says_why(old, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(layout, "STEPS", [add_a_remark, fail])
        with pytest.raises(tables.StoreError, match="no_such_column") as caught:
            tables.store(old)

    assert "tables.store_not_migrated" == caught.value.code
    told = caught.value.params
    assert (1, 3, __version__) == (told["layout"], told["today"], told["library"])
    assert [(1,)] == layout_of(old)
    with tables.store(old) as store:
        assert same(store.get("town"), ONE)


def test_a_newer_layout_is_refused_by_name_of_both_versions_and_left_as_it_is(old, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(layout, "STEPS", [add_a_remark])
        patch.setattr(layout, "__version__", "99.1")
        tables.store(old).close()
    before = old.read_bytes()

    with pytest.raises(tables.StoreError) as caught:
        tables.store(old)
    assert "tables.store_newer" == caught.value.code
    for text in ("layout 2", "chiho_digital 99.1", f"chiho_digital {__version__}", "layouts up to 1"):
        assert text in caught.value.message("en")
    assert before == old.read_bytes()


def nothing(_facts):
    """No conditions across the fields."""
    return ()


def model(across=nothing, **columns):
    """A row model of such columns and conditions."""

    class Base(RowModel):
        @classmethod
        def across(cls):
            return across(cls.facts())

    fields = {name: (Annotated[object, one], ... if one.required else None) for name, one in columns.items()}
    return create_model("Row", __base__=Base, **fields)


NAME = Column("名称", Words(), required=True)
COUNT = Column("数", Whole(0, 10))
START = Column("開始", AsStated(PartialDay()))
CODE = Column("番号", Words())
THEN = model(name=NAME, count=COUNT, start=START, code=CODE)
LINES = [
    "name,count,start,code",
    "a,1,2021-05(順次),012",
    "b,９,令和3年度,",
    "c,,未定,7",
    "d,11,,x",
    "a,2,,7",
    "",
]


@pytest.fixture
def store(path):
    """A store with a table under the model of then."""
    checked = tables.check(tables.read("\n".join(LINES).encode(), THEN), THEN)
    assert (4, 1) == (len(checked.good), len(checked.rejected))
    with tables.store(path) as opened:
        put(opened, "town", checked, model=THEN)
        yield opened


SAME = {"name": NAME, "count": COUNT, "start": START, "code": CODE}
FITTING = {
    "the same": SAME,
    "a heading": SAME | {"name": Column("名前", Words(), required=True)},
    "the order": {"code": CODE, "start": START, "count": COUNT, "name": NAME},
    "wider bounds": SAME | {"count": Column("数", Whole(0, 10**6))},
    "narrower bounds that still hold": SAME | {"count": Column("数", Whole(1, 9))},
    "shorter words that still hold": SAME | {"code": Column("番号", Words(3))},
    "no date any more": SAME | {"start": Column("開始", Words())},
    "no longer required": SAME | {"name": Column("名称", Words())},
}
OTHERS = {
    "column count: it was Whole(minimum=0, maximum=10), now it is Whole(minimum=2, maximum=10)": (
        SAME | {"count": Column("数", Whole(2, 10))},
        ["row 2, column count: '1' is out of bounds"],
    ),
    "column count: it was Whole(minimum=0, maximum=10), now it is Whole(minimum=0, maximum=10), required": (
        SAME | {"count": Column("数", Whole(0, 10), required=True)},
        ["row 4, column count: This may not be blank"],
    ),
    "now it is Words(longest=10000, pattern=None), required, unique": (
        SAME | {"name": Column("名称", Words(), required=True, unique=True)},
        ["row 6, column name: 'a' stands in row 2 too"],
    ),
    "column code: it was Words(longest=10000, pattern=None), now it is Whole(minimum=0, maximum=99)": (
        SAME | {"code": Column("番号", Whole(0, 99))},
        [],  # 012 would become 12
    ),
    "today's model has no column code": ({"name": NAME, "count": COUNT, "start": START}, []),
    "the required column city is not in the kept table": (
        SAME | {"city": Column("市", Words(), required=True)},
        [],
    ),
}


@pytest.mark.parametrize("columns", FITTING.values(), ids=FITTING)
def test_a_changed_model_that_the_kept_rows_fit_gives_them_unchanged(store, columns):
    kept, today = store.get("town"), store.get("town", model=model(**columns))

    assert ["row_no", *columns] == today.good.columns
    assert kept.good.equals(today.good.select(kept.good.columns))
    assert (kept.issues, kept.entry) == (today.issues, today.entry)
    assert kept.rejected.equals(today.rejected)


def test_a_new_column_that_may_be_blank_is_null(store):
    added = model(**SAME, cost=Column("費用", Yen()), city=Column("市", Words()))
    good = store.get("town", model=added).good

    assert store.get("town").good.equals(good.drop("cost", "city"))
    assert {"cost": pl.Int64, "city": pl.String}.items() <= dict(good.schema).items()
    assert [None] * 8 == [*good["cost"], *good["city"]]


def test_whole_numbers_become_text_where_the_model_says_so(store):
    good = store.get("town", model=model(**SAME | {"count": Column("数", Words())})).good

    assert ["1", "9", None, "2"] == good["count"].to_list()


@pytest.mark.parametrize("difference", OTHERS)
def test_a_changed_model_that_the_kept_rows_do_not_fit_is_refused_with_every_difference(store, difference):
    columns, rows = OTHERS[difference]
    with pytest.raises(InvalidValue) as caught:
        store.get("town", model=model(**columns))

    assert "tables.store_columns_differ" == caught.value.code
    for text in (difference, *rows, "check its source again and put it anew"):
        assert text in caught.value.message("en")
    assert caught.value.message("ja")
    assert 4 == len(store.get("town").good)  # as it was put it can still be had


def test_all_differences_are_told_at_once(store):
    today = model(
        lambda facts: (Across(facts["count"] >= 5, Text("5以上", "5 or more")),),
        count=Column("数", Whole(0, 5)),
        city=Column("市", Words(), required=True),
        ward=Column("区", Words(), required=True),
    )
    with pytest.raises(InvalidValue) as caught:
        store.get("town", model=today)

    told = caught.value.message("en")
    for name in ("name", "start", "code", "city", "ward", "count"):
        assert f"column {name}" in told
    assert "conditions across the fields are others" in told


@pytest.mark.parametrize(("least", "fits"), [(1, True), (2, False)])
def test_a_new_condition_across_fields_is_asked_of_the_kept_rows(store, least, fits):
    today = model(lambda facts: (Across(facts["count"] >= least, Text("少ない", "too few")),), **SAME)
    if fits:
        assert store.get("town").good.equals(store.get("town", model=today).good)
        return
    with pytest.raises(InvalidValue, match="too few"):
        store.get("town", model=today)


def test_the_schema_version_changes_exactly_with_columns_and_conditions(store):
    def version(columns, across=nothing):
        one = model(across, **columns)
        heading = ",".join(columns)
        checked = tables.check(tables.read(f"{heading}\n".encode(), one), one)
        return put(store, "other", checked, model=one).schema_version

    first = version(SAME)
    assert first == version(FITTING["a heading"])  # is no content
    others = [version(columns) for name, columns in FITTING.items() if name not in {"the same", "a heading"}]
    others.append(version(SAME, lambda facts: (Across(facts["count"] >= 1, Text("少ない", "too few")),)))
    assert first not in others
    assert len(others) == len(set(others))


def test_the_model_of_cases_fits_itself(path):
    with tables.store(path) as opened:
        put(opened, "town", ONE)
        assert same(opened.get("town", model=CaseRow), ONE)
