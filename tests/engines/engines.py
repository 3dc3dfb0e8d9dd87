"""The engines a table may stand in: how columns become a table, what it says, and whether its rows were asked for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from itertools import count, cycle
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from attrs import frozen
from world_tables import arrow, polars, said

from chiho_digital.basics import FiscalYear

ENGINES = ("polars", "polars-lazy", "pandas", "pyarrow", "duckdb", "pyspark")
LAZY = {"polars-lazy", "duckdb", "pyspark"}
SILENT = (
    "rootLogger.level = error\nrootLogger.appenderRef.stderr.ref = console\nappender.console.type = Console\n"
)
SILENT += "appender.console.name = console\nappender.console.target = SYSTEM_ERR\nappender.console.layout.type = PatternLayout\n"
NO_JAVA = (
    "PySpark needs Java 17 or newer, and there is none here. Debian and Ubuntu: apt-get install default-jre-headless; "
    "macOS: brew install openjdk; Windows: winget install EclipseAdoptium.Temurin.21.JRE. Set JAVA_HOME if it is not found."
)
_numbers = count()


@frozen
class Engine:
    """One engine.

    frame: a native table of columns, by the types of their values; text where none is named.
    watched: the same, and whether its rows have been asked for.
    """

    name: str
    frame: Callable[[dict[str, list[Any]], dict[str, type]], Any]
    watched: Callable[[dict[str, list[Any]], dict[str, type]], tuple[Any, Callable[[], bool]]]

    @property
    def lazy(self):
        """Whether its tables are run only when their rows are asked for."""
        return self.name in LAZY

    def said(self, frame):
        """The rows of a table, missing values as None; by the column `key` where an engine keeps no order."""
        if self.name == "pyspark":
            return frame.orderBy("key").toArrow().to_pylist()
        return said(frame)


def engine_named(name, session=None):
    """An engine by its name; that of Spark needs a session."""
    make, watch = {
        "polars": (polars, at_once(polars)),
        "polars-lazy": (polars_lazy, polars_watched),
        "pandas": (pandas_numpy, at_once(pandas_numpy)),
        "pyarrow": (arrow, at_once(arrow)),
        "duckdb": (relation, relation_watched),
        "pyspark": (spark_table(session), spark_watched(session)),
    }[name]
    return Engine(name, make, watch)


def at_once(make):
    """A table in memory: its rows are there."""
    return lambda columns, types: (make(columns, types), lambda: True)


def polars_lazy(columns, types):
    return polars(columns, types).lazy()


def polars_watched(columns, types):
    asked = []

    def note(frame):
        asked.append(True)
        return frame

    return polars_lazy(columns, types).map_batches(note), lambda: bool(asked)


def pandas_numpy(columns, types):
    """A pandas table with NumPy's types and all they have for a missing value.

    Yes and no, and text, become objects with None, NaN and NA; whole numbers with gaps become floats; days have NaT.
    """
    return pd.DataFrame({name: _series(values, types.get(name, str)) for name, values in columns.items()})


def _series(values, kind):
    if kind is date:
        return pd.Series(values, dtype="datetime64[s]")
    if kind in {int, FiscalYear}:
        return pd.Series(values, dtype="float64" if None in values else "int64")
    gaps = cycle((None, float("nan"), pd.NA))
    return pd.Series([next(gaps) if value is None else value for value in values], dtype=object)


def relation(columns, types):
    return duckdb.from_arrow(arrow(columns, types))


def relation_watched(columns, types):
    """A relation with a filter that keeps every row and notes that it was asked."""
    asked = []

    def note(keys):
        asked.append(True)
        return pa.array([True] * len(keys))

    name = f"noted_{next(_numbers)}"
    duckdb.create_function(name, note, ["VARCHAR"], "BOOLEAN", type="arrow", side_effects=True)
    return relation(columns, types).filter(f"{name}(key)"), lambda: bool(asked)


def spark_table(session):
    return lambda columns, types: session.createDataFrame(arrow(columns, types))


def spark_watched(session):
    def make(columns, types):
        frame = spark_table(session)(columns, types)
        before = jobs(session)
        return frame, lambda: jobs(session) > before

    return make


def jobs(session):
    """How many jobs a session has begun."""
    session.sparkContext._jsc.sc().listenerBus().waitUntilEmpty()
    return len(session.sparkContext.statusTracker().getJobIdsForGroup(None))


def need_java():
    """Where there is no Java, a test that needs it fails in CI, and is skipped elsewhere; either says how to get it."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None):
        return
    if os.environ.get("CI"):
        pytest.fail(NO_JAVA)
    pytest.skip(NO_JAVA)  # outside CI only: not every user has Java


@contextmanager
def spark_session(folder):
    """Spark on two threads of this machine, quiet and small; at the end its JVM ends too."""
    from pyspark.sql import SparkSession

    quiet = folder / "log4j2.properties"
    quiet.write_text(SILENT, encoding="utf-8")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        # What is compiled is used a few times only: the JVM's quick compiler is enough.
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet.as_uri()} -XX:TieredStopAtLevel=1",
        "spark.local.dir": str(folder),
        # Else tables as small as these would be worked out while the query is planned, and never by its compiled code.
        "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    # The workers run this Python, and find the row models of the tests.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    gateway = session.sparkContext._gateway
    try:
        yield session
    finally:
        session.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()  # the JVM ends when nobody can speak to it any more
        gateway.proc.wait(timeout=60)
