"""Pools as tables on Spark, and their summaries: the same rows in the same order as on Polars."""

import pyarrow as pa
import pytest

from chiho_digital.talent import Ledger, need_table, summaries, supply_table

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("spark")
def test_the_tables_of_pools_are_made_and_summed_on_spark_as_on_polars():
    span = {"start": "2025-04-01", "end": "2026-03-31"}
    ledger = Ledger.model_validate(
        {
            "pool": {
                "id": "a",
                "name": "県人材プール",
                "staff": [{"id": "p1", **span, "time_share": 80}, {"id": "p2"}],
            },
            "needs": [{"id": "n1", "municipality": "352047", **span, "time_share": 50}],
            "assignments": [{"id": "a1", "staff": "p1", "need": "n1", "municipality": "352047", **span}],
        }
    )
    for make, summary in (
        (supply_table, summaries.supply_by),
        (need_table, summaries.needs_by),
        (need_table, summaries.unmet_by),
    ):
        expected, made = (make([ledger], [2025, 2026], engine=engine) for engine in ("polars", "pyspark"))
        assert expected.rows() == [tuple(row) for row in made.collect()]
        assert summary(expected).rows() == [tuple(row) for row in summary(made).collect()]


def test_the_names_of_keys_may_hold_any_sign(spark):
    rows = {
        "person": ["p1"],
        'a"b`c.d e': ["x"],
        "fiscal_year": [2025],
        "in_year": [True],
        "share_days": [365],
    }
    summed = summaries.supply_by(spark.createDataFrame(pa.table(rows)), ('a"b`c.d e', "fiscal_year"))

    assert [("x", 2025, 1, 0, 1, 365, 1)] == [tuple(row) for row in summed.collect()]
