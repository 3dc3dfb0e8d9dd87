"""Decides a table of projects on a Spark cluster: a Parquet of facts is read, decided, and written.

Usage: spark-submit [--master yarn] examples/spark_cluster.py FACTS DECIDED

Where it runs is said to spark-submit alone; without a cluster, `--master "local[2]"` runs it on this machine. The decisions
are expressions of Spark: only the driver needs this library, the executors need nothing of it.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from chiho_digital.basics import require
from chiho_digital.bonds import eligibility_frame
from chiho_digital.rules import InvalidFrame

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def decide(session: SparkSession, facts: str, decided: str) -> None:
    """Writes the decisions on a Parquet of projects to a new Parquet.

    Raises:
        InvalidFrame: the columns are not those of `ProjectFacts`.
    """
    frame = session.read.parquet(facts)
    eligibility_frame(frame).write.parquet(decided)


def main() -> int:
    """Read, decide, write; 1 if the table cannot be read as facts."""
    parser = argparse.ArgumentParser(description="decide a Parquet of projects with Spark")
    parser.add_argument("facts", help="Parquet whose columns are facts of `bonds.ProjectFacts`")
    parser.add_argument("decided", help="Parquet to write; must not be there yet")
    options = parser.parse_args()
    sql = require("pyspark.sql", extra="spark")
    session: SparkSession = sql.SparkSession.builder.appName("chiho_digital").getOrCreate()
    try:
        decide(session, options.facts, options.decided)
    except InvalidFrame as error:
        print(error.message("en"))
        return 1
    finally:
        session.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
