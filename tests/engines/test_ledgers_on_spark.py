"""Ledgers of commonization as tables on Spark, their summaries and the review flags: the same rows as on Polars."""

import polars as pl
import pytest

from chiho_digital.commonization import (
    FlagFacts,
    Ledger,
    Proposal,
    flags,
    proposal_table,
    review_table,
    summaries,
)
from chiho_digital.planning import case_rows

pytestmark = pytest.mark.slow
HAGI = {"name": "山口県萩市", "kind": "municipality", "code": "352047"}
PROPOSAL = {
    "id": "p1",
    "year": 2024,
    "title": "電子入札",
    "proposer": HAGI,
    "ministries": ["総務省", "デジタル庁"],
}


@pytest.mark.usefixtures("spark")
def test_the_tables_of_ledgers_are_made_and_counted_on_spark_as_on_polars():
    ledger = Ledger(
        proposals=[PROPOSAL, {**PROPOSAL, "id": "p2", "ministries": None}],
        reviews=[{"id": "r1", "proposals": ["p1"], "ministries": ["総務省"]}],
    )
    for make, summary in (
        (proposal_table, summaries.proposals_by),
        (review_table, summaries.reviews_by),
    ):
        expected, made = (make(ledger, engine=engine) for engine in ("polars", "pyspark"))
        assert expected.rows() == [tuple(row) for row in made.collect()]
        assert summary(expected).rows() == [tuple(row) for row in summary(made).collect()]


def test_cases_on_spark_say_what_rows_say(spark):
    rows = case_rows()
    cases = spark.createDataFrame(pl.DataFrame(rows).to_arrow())

    expected, found = (
        flags(Proposal(**PROPOSAL), facts=FlagFacts(widely_from=5), cases=given) for given in (rows, cases)
    )
    assert expected.to_dict() == found.to_dict()
