"""Every function that takes a table gives back the user's own kind of table; read by the type checkers, never run.

pandas ships no types: pyright proves it by its source, mypy takes it as it comes. PyArrow's tables have no types at all.
"""

from typing import assert_type

import duckdb
import pandas as pd  # type: ignore[import-untyped]  # ships no types
import polars as pl
from pyspark.sql import DataFrame as SparkFrame

from chiho_digital import bonds, commonization, planning, procurement, tables, talent
from chiho_digital.procurement import CaseRow


def of_polars(frame: pl.DataFrame) -> None:
    """Polars in, Polars out."""
    assert_type(bonds.eligibility_frame(frame), pl.DataFrame)
    assert_type(bonds.expense_eligibility_frame(frame), pl.DataFrame)
    assert_type(bonds.funding_frame(frame), pl.DataFrame)
    assert_type(bonds.summaries.projects_by(frame), pl.DataFrame)
    assert_type(bonds.PROJECT_RULES.decide_frame(frame), pl.DataFrame)
    assert_type(commonization.flags_frame(frame), pl.DataFrame)
    assert_type(commonization.summaries.proposals_by(frame), pl.DataFrame)
    assert_type(commonization.summaries.reviews_by(frame), pl.DataFrame)
    assert_type(planning.load_distribution(frame), pl.DataFrame)
    assert_type(procurement.summaries.count_by(frame, "kind"), pl.DataFrame)
    assert_type(procurement.summaries.participations_by(frame), pl.DataFrame)
    assert_type(tables.sums_by(frame, ("kind",), ("cost",)), pl.DataFrame)
    assert_type(talent.eligibility_frame(frame, "own_cio_aide"), pl.DataFrame)
    assert_type(talent.support_frame(frame), pl.DataFrame)
    assert_type(talent.summaries.needs_by(frame), pl.DataFrame)
    assert_type(talent.summaries.staffing_by(frame), pl.DataFrame)
    assert_type(talent.summaries.supply_by(frame), pl.DataFrame)
    assert_type(talent.summaries.unmet_by(frame), pl.DataFrame)
    assert_type(tables.check(frame, CaseRow).good, pl.DataFrame)
    assert_type(tables.check(frame, CaseRow).rejected, pl.DataFrame)
    assert_type(tables.check(frame, CaseRow).issue_frame(), pl.DataFrame)


def of_lazy_polars(frame: pl.LazyFrame) -> None:
    """Lazy Polars in, Lazy Polars out."""
    assert_type(bonds.eligibility_frame(frame), pl.LazyFrame)
    assert_type(bonds.expense_eligibility_frame(frame), pl.LazyFrame)
    assert_type(bonds.funding_frame(frame), pl.LazyFrame)
    assert_type(bonds.summaries.projects_by(frame), pl.LazyFrame)
    assert_type(bonds.PROJECT_RULES.decide_frame(frame), pl.LazyFrame)
    assert_type(commonization.flags_frame(frame), pl.LazyFrame)
    assert_type(commonization.summaries.proposals_by(frame), pl.LazyFrame)
    assert_type(commonization.summaries.reviews_by(frame), pl.LazyFrame)
    assert_type(planning.load_distribution(frame), pl.LazyFrame)
    assert_type(procurement.summaries.count_by(frame, "kind"), pl.LazyFrame)
    assert_type(procurement.summaries.participations_by(frame), pl.LazyFrame)
    assert_type(tables.sums_by(frame, ("kind",), ("cost",)), pl.LazyFrame)
    assert_type(talent.eligibility_frame(frame, "own_cio_aide"), pl.LazyFrame)
    assert_type(talent.support_frame(frame), pl.LazyFrame)
    assert_type(talent.summaries.needs_by(frame), pl.LazyFrame)
    assert_type(talent.summaries.staffing_by(frame), pl.LazyFrame)
    assert_type(talent.summaries.supply_by(frame), pl.LazyFrame)
    assert_type(talent.summaries.unmet_by(frame), pl.LazyFrame)
    assert_type(tables.check(frame, CaseRow).good, pl.LazyFrame)
    assert_type(tables.check(frame, CaseRow).rejected, pl.LazyFrame)
    assert_type(tables.check(frame, CaseRow).issue_frame(), pl.LazyFrame)


def of_duckdb(frame: duckdb.DuckDBPyRelation) -> None:
    """DuckDB in, DuckDB out."""
    assert_type(bonds.eligibility_frame(frame), duckdb.DuckDBPyRelation)
    assert_type(bonds.expense_eligibility_frame(frame), duckdb.DuckDBPyRelation)
    assert_type(bonds.funding_frame(frame), duckdb.DuckDBPyRelation)
    assert_type(bonds.summaries.projects_by(frame), duckdb.DuckDBPyRelation)
    assert_type(bonds.PROJECT_RULES.decide_frame(frame), duckdb.DuckDBPyRelation)
    assert_type(commonization.flags_frame(frame), duckdb.DuckDBPyRelation)
    assert_type(commonization.summaries.proposals_by(frame), duckdb.DuckDBPyRelation)
    assert_type(commonization.summaries.reviews_by(frame), duckdb.DuckDBPyRelation)
    assert_type(planning.load_distribution(frame), duckdb.DuckDBPyRelation)
    assert_type(procurement.summaries.count_by(frame, "kind"), duckdb.DuckDBPyRelation)
    assert_type(procurement.summaries.participations_by(frame), duckdb.DuckDBPyRelation)
    assert_type(tables.sums_by(frame, ("kind",), ("cost",)), duckdb.DuckDBPyRelation)
    assert_type(talent.eligibility_frame(frame, "own_cio_aide"), duckdb.DuckDBPyRelation)
    assert_type(talent.support_frame(frame), duckdb.DuckDBPyRelation)
    assert_type(talent.summaries.needs_by(frame), duckdb.DuckDBPyRelation)
    assert_type(talent.summaries.staffing_by(frame), duckdb.DuckDBPyRelation)
    assert_type(talent.summaries.supply_by(frame), duckdb.DuckDBPyRelation)
    assert_type(talent.summaries.unmet_by(frame), duckdb.DuckDBPyRelation)
    assert_type(tables.check(frame, CaseRow).good, duckdb.DuckDBPyRelation)
    assert_type(tables.check(frame, CaseRow).rejected, duckdb.DuckDBPyRelation)
    assert_type(tables.check(frame, CaseRow).issue_frame(), duckdb.DuckDBPyRelation)


def of_spark(frame: SparkFrame) -> None:
    """Spark in, Spark out."""
    assert_type(bonds.eligibility_frame(frame), SparkFrame)
    assert_type(bonds.expense_eligibility_frame(frame), SparkFrame)
    assert_type(bonds.funding_frame(frame), SparkFrame)
    assert_type(bonds.summaries.projects_by(frame), SparkFrame)
    assert_type(bonds.PROJECT_RULES.decide_frame(frame), SparkFrame)
    assert_type(commonization.flags_frame(frame), SparkFrame)
    assert_type(commonization.summaries.proposals_by(frame), SparkFrame)
    assert_type(commonization.summaries.reviews_by(frame), SparkFrame)
    assert_type(planning.load_distribution(frame), SparkFrame)
    assert_type(procurement.summaries.count_by(frame, "kind"), SparkFrame)
    assert_type(procurement.summaries.participations_by(frame), SparkFrame)
    assert_type(tables.sums_by(frame, ("kind",), ("cost",)), SparkFrame)
    assert_type(talent.eligibility_frame(frame, "own_cio_aide"), SparkFrame)
    assert_type(talent.support_frame(frame), SparkFrame)
    assert_type(talent.summaries.needs_by(frame), SparkFrame)
    assert_type(talent.summaries.staffing_by(frame), SparkFrame)
    assert_type(talent.summaries.supply_by(frame), SparkFrame)
    assert_type(talent.summaries.unmet_by(frame), SparkFrame)
    assert_type(tables.check(frame, CaseRow).good, SparkFrame)
    assert_type(tables.check(frame, CaseRow).rejected, SparkFrame)
    assert_type(tables.check(frame, CaseRow).issue_frame(), SparkFrame)


def of_pandas(frame: pd.DataFrame) -> None:
    """A table of pandas in, pandas out."""
    assert_type(bonds.eligibility_frame(frame), pd.DataFrame)
    assert_type(bonds.expense_eligibility_frame(frame), pd.DataFrame)
    assert_type(bonds.funding_frame(frame), pd.DataFrame)
    assert_type(bonds.summaries.projects_by(frame), pd.DataFrame)
    assert_type(bonds.PROJECT_RULES.decide_frame(frame), pd.DataFrame)
    assert_type(commonization.flags_frame(frame), pd.DataFrame)
    assert_type(commonization.summaries.proposals_by(frame), pd.DataFrame)
    assert_type(commonization.summaries.reviews_by(frame), pd.DataFrame)
    assert_type(planning.load_distribution(frame), pd.DataFrame)
    assert_type(procurement.summaries.count_by(frame, "kind"), pd.DataFrame)
    assert_type(procurement.summaries.participations_by(frame), pd.DataFrame)
    assert_type(tables.sums_by(frame, ("kind",), ("cost",)), pd.DataFrame)
    assert_type(talent.eligibility_frame(frame, "own_cio_aide"), pd.DataFrame)
    assert_type(talent.support_frame(frame), pd.DataFrame)
    assert_type(talent.summaries.needs_by(frame), pd.DataFrame)
    assert_type(talent.summaries.staffing_by(frame), pd.DataFrame)
    assert_type(talent.summaries.supply_by(frame), pd.DataFrame)
    assert_type(talent.summaries.unmet_by(frame), pd.DataFrame)
    assert_type(tables.check(frame, CaseRow).good, pd.DataFrame)
    assert_type(tables.check(frame, CaseRow).rejected, pd.DataFrame)
    assert_type(tables.check(frame, CaseRow).issue_frame(), pd.DataFrame)
