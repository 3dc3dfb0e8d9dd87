"""Every function that takes a table gives back the user's own kind of table; read by the type checkers, never run.

pandas and PyArrow ship no types: pyright proves them by their source, mypy takes them as they come.
"""

from typing import assert_type

import duckdb
import pandas as pd  # type: ignore[import-untyped]  # ships no types
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from pyspark.sql import DataFrame as SparkFrame

from chiho_digital import bonds, commonization, planning, procurement, tables, talent
from chiho_digital.procurement import CaseRow


def of_polars(frame: pl.DataFrame) -> None:
    """Polars in, Polars out."""
    assert_type(bonds.eligibility_frame(frame), pl.DataFrame)
