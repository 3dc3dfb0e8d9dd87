"""The way from Polars to PySpark: a Parquet file in a folder that the workers reach."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Any

from chiho_digital.basics import InvalidValue, require

__all__ = ["STAGING", "session", "staged"]

STAGING = "spark.chiho_digital.staging"
"""The setting of the session that names a folder all machines of the cluster reach; a folder of this machine if unset."""

_ROWS_OF_A_GROUP = 100_000


def session() -> Any:
    """The session that is running.

    Raises:
        MissingExtra: PySpark is not installed.
        InvalidValue: no session is running.
    """
    sql = require("pyspark.sql", extra="spark")
    running = sql.SparkSession.getActiveSession()
    if running is None:
        raise InvalidValue("tables.no_spark_session")
    return running


def staged(frame: Any) -> Any:
    """A Polars frame on PySpark, by way of a Parquet file in the staging folder, which is deleted when Python ends."""
    spark = session()
    folder = tempfile.mkdtemp(prefix="chiho_digital-", dir=spark.conf.get(STAGING, None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "table.parquet"
    frame.write_parquet(path, row_group_size=_ROWS_OF_A_GROUP)
    return spark.read.parquet(path.as_uri())
