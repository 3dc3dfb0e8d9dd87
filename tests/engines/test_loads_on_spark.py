"""Loads as a table on Spark, and their distribution: the same rows in the same order as on Polars."""

import pytest

from chiho_digital import planning

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("spark")
def test_the_table_of_loads_is_made_and_counted_on_spark_as_on_polars():
    bodies = ["352047", "352039"]
    items = [
        planning.WorkItem(
            body=bodies[0], kind="plan", what="計画", first=2025, source="自団体", grade="primary"
        )
    ]
    expected, made = (
        planning.load_table(items, [2025, 2026], bodies=bodies, affairs=(), engine=engine)
        for engine in ("polars", "pyspark")
    )

    assert expected.rows() == [tuple(row) for row in made.collect()]
    for by_prefecture in (False, True):
        counted, same = (
            planning.load_distribution(frame, by_prefecture=by_prefecture) for frame in (expected, made)
        )
        assert counted.rows() == [tuple(row) for row in same.collect()]
