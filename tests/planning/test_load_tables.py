"""Loads of many bodies: a table that agrees with each body's own, and a distribution in counts that names nobody."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital import governments, planning, procurement
from chiho_digital.basics import InvalidValue
from chiho_digital.planning import WorkItem, WorkKind
from chiho_digital.rules import InvalidFrame
from chiho_digital.tables.reading import to_polars

YEARS = [2025, 2026]
BODIES = governments.municipalities(prefecture="山口県")
CODES = [str(body.code) for body in BODIES]
ENGINES = ["polars", "pandas", "pyarrow", "duckdb"]

items = st.lists(
    st.builds(
        WorkItem,
        body=st.sampled_from(CODES[:6]),
        kind=st.sampled_from(WorkKind),
        what=st.sampled_from("甲乙丙"),
        first=st.none() | st.just(2025),
        last=st.none() | st.integers(2025, 2027),
        source=st.just("架空"),
        grade=st.just("inferred"),
    ),
    max_size=30,
)


def table(given_items, **more):
    return planning.load_table(given_items, YEARS, bodies=BODIES, affairs=(), **more)


def distribution(given_items, **more):
    return planning.load_distribution(table(given_items), **more)


@given(items)
@settings(deadline=None)
def test_the_table_says_of_each_body_what_its_own_load_says(given_items):
    frame = table(given_items)

    for body in BODIES[:7]:
        for year in planning.load(body, YEARS, given_items, affairs=()).by_year:
            rows = frame.filter(pl.col("body") == body.code, pl.col("fiscal_year") == year.year.year)
            assert sorted(one.kind.value for one in year.sure) == sorted(rows.filter(pl.col("sure"))["kind"])
            assert sorted(one.kind.value for one in year.perhaps) == sorted(
                rows.filter(~pl.col("sure"))["kind"]
            )
            assert (year.sure or year.perhaps) or [(None, None)] == rows.select("kind", "sure").rows()


@given(items)
@settings(deadline=None)
def test_every_body_is_counted_once_in_each_column_and_year(given_items):
    found = distribution(given_items)

    for counted in ("bodies_surely", "bodies_at_most"):
        assert [len(BODIES)] * 2 == found.group_by("fiscal_year").agg(pl.col(counted).sum())[
            counted
        ].to_list()
    loads = [planning.load(body, YEARS, given_items, affairs=())[2025] for body in BODIES]
    for row in found.filter(pl.col("fiscal_year") == 2025).rows(named=True):
        assert row["bodies_surely"] == sum(len(one.sure) == row["items"] for one in loads)
        assert row["bodies_at_most"] == sum(len(one.sure) + len(one.perhaps) == row["items"] for one in loads)


@given(items, st.permutations(CODES))
@settings(deadline=None)
def test_which_body_carries_what_makes_no_difference_to_the_distribution(given_items, others):
    """Bodies that change places cannot be told apart: so nothing in it says who they are."""
    named = dict(zip(CODES, others, strict=True))
    moved = [one.model_copy(update={"body": named[one.body]}) for one in given_items]

    for by_prefecture in (False, True):
        assert distribution(given_items, by_prefecture=by_prefecture).equals(
            distribution(moved, by_prefecture=by_prefecture)
        )


def test_the_distribution_of_the_country_holds_counts_alone_and_no_code_or_name_of_a_municipality():
    work = planning.work_of_cases(procurement.read_cases().cases)
    frame = planning.load_table(work, [2021, 2025])

    country = planning.load_distribution(frame)
    assert ["fiscal_year", "items", "bodies_surely", "bodies_at_most"] == country.columns
    assert {pl.Int64} == set(country.dtypes)
    prefectures = planning.load_distribution(frame, by_prefecture=True)
    assert {body.code for body in governments.prefectures()} == set(prefectures["prefecture"])
    assert {pl.Int64} == set(prefectures.drop("prefecture").dtypes)
    municipalities = governments.municipalities()
    for found in (country, prefectures):
        text = found.write_csv()
        assert not any(body.code in text or body.name in text for body in municipalities)
        assert "%" not in text
    with pytest.raises(TypeError):
        planning.load_distribution(frame, keys=("body",))


def test_the_order_of_a_distribution_is_that_of_years_and_items_and_ranks_nobody():
    found = planning.load_distribution(planning.load_table([], YEARS, bodies=BODIES))

    assert [(2025, 0, 19, 0), (2025, 20, 0, 19), (2026, 0, 19, 0), (2026, 20, 0, 19)] == found.rows()


def test_work_of_bodies_that_were_not_asked_for_is_not_in_the_table_and_a_ward_stands_for_its_city():
    work = [WorkItem(body=CODES[0], kind="plan", what="甲", first=2025, source="架空", grade="primary")]

    found = planning.load_table(work, [2025], bodies=["141011", "350001"], affairs=())
    assert [("141003", "140007", 2025, None, None), ("350001", "350001", 2025, None, None)] == found.rows()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_table_and_its_distribution_are_the_same_on_every_engine(engine):
    work = [WorkItem(body=CODES[0], kind="plan", what="甲", first=2025, source="架空", grade="primary")]

    made = table(work, engine=engine)
    assert table(work).equals(to_polars(made))
    assert distribution(work).equals(to_polars(planning.load_distribution(made)))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_in_which_nothing_is_known_is_counted_too(engine):
    found = to_polars(planning.load_distribution(table([], engine=engine)))

    assert [(2025, 0, 19, 19), (2026, 0, 19, 19)] == found.rows()


def test_a_column_without_any_value_may_be_of_any_type():
    frame = pl.DataFrame({"body": ["a"], "fiscal_year": [2025], "sure": [None]})

    assert [(2025, 0, 1, 1)] == planning.load_distribution(frame).rows()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"fiscal_year": [2025], "sure": [True]}, "body"),
        ({"body": [None], "fiscal_year": [2025], "sure": [True]}, "no code of a body"),
        ({"body": ["a"], "fiscal_year": [2025], "sure": ["はい"]}, "'はい' is neither true nor false"),
    ],
)
def test_rows_that_cannot_be_counted_are_refused(columns, said):
    with pytest.raises(InvalidFrame) as caught:
        planning.load_distribution(pl.DataFrame(columns))

    assert said in str(caught.value)


def test_a_table_for_no_engine_or_no_year_is_refused():
    with pytest.raises(InvalidValue, match="dask"):
        planning.load_table([], YEARS, engine="dask")
    with pytest.raises(InvalidValue, match="no fiscal year"):
        planning.load_table([], [])
