"""Participations summed by prefecture, kind and year, as an analyst writes it in SQL and in Polars: the mark of our summaries.

The same outputs, without a look at what the sums are made of: a negative amount or one of twenty digits would be added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl

_KEYS = ("prefecture", "kind", "fiscal_year")


def duckdb_sums(files: Sequence[str]) -> Any:
    """In SQL."""
    return duckdb.sql(
        """
        SELECT prefecture, kind, fiscal_year,
            count(*) AS participations, count(amount) AS amount_known, sum(amount) AS amount
        FROM read_parquet($files)
        GROUP BY ALL ORDER BY ALL
        """,
        params={"files": list(files)},
    )


def polars_sums(files: Sequence[str]) -> Any:
    """In Polars, streaming."""
    return (
        pl.scan_parquet(list(files))
        .group_by(_KEYS)
        .agg(
            pl.len().alias("participations"),
            pl.col("amount").count().alias("amount_known"),
            pl.col("amount").sum(),
        )
        .with_columns(
            pl.when(pl.col("amount_known") > 0).then("amount")
        )  # the sum of nothing known is no nought
        .sort(_KEYS)
        .collect(engine="streaming")
    )
