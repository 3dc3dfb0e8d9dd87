"""Tables on Spark, measured: checked, decided and summed, the same answers as Polars; on one thread and on two.

Usage: python benchmarks/spark.py FOLDER [--rows N] [--turns N] [--compare]. FOLDER keeps the tables, which are made when they are not
there. --compare holds every row and issue against Polars; else each work runs in a fresh process on local[1] and local[2],
by turns, and medians are shown. Each work writes its result to nowhere, after one run to warm up.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from projects import random_projects
from synthetic import write_cases, write_participations

from chiho_digital.bonds import PROJECT_RULES
from chiho_digital.procurement import CaseRow, summaries
from chiho_digital.tables import check, read

_PART = 1_000_000
_WORKS = ("check", "decide", "sum")


def made(folder: Path, rows: int) -> None:
    """The three tables, in files of a million rows; cases are one million drawn, under other numbers in each file."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn: list[pl.DataFrame] = []
    for part in range(rows // _PART):
        files = {work: folder / f"{work}-{part:03}.parquet" for work in _WORKS}
        if not files["check"].exists():
            if not drawn:
                with TemporaryDirectory() as scratch:
                    write_cases(Path(scratch) / "cases.csv", _PART)
                    drawn.append(read(Path(scratch) / "cases.csv", CaseRow).frame)
            row, case = pl.col("row_no") + part * _PART, pl.col("case_id")
            name = pl.when(case.str.strip_chars() == "").then(case).otherwise(case + f"-p{part}")
            drawn[0].with_columns(row, name.alias("case_id")).write_parquet(files["check"])
        if not files["decide"].exists():
            random_projects(_PART, 0.05, seed=part).write_parquet(files["decide"])
        if not files["sum"].exists():
            write_participations(files["sum"], _PART, seed=part)


def files(folder: Path, work: str, rows: int) -> list[str]:
    """The files of so many rows of a work."""
    return [str(folder / f"{work}-{part:03}.parquet") for part in range(rows // _PART)]


def session(threads: int) -> Any:
    """Spark on so many threads of this machine."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.driver.memory": "4g",
        "spark.driver.extraJavaOptions": "-XX:-DontCompileHugeMethods",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "8",
    }
    builder = import_module("pyspark.sql").SparkSession.builder
    found = builder.master(f"local[{threads}]").config(map=settings).getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    return found


def done(work: str, frame: Any) -> Any:
    """The result of a work on a table of any engine."""
    if work == "check":
        return check(frame, CaseRow).good
    if work == "decide":
        return PROJECT_RULES.decide_frame(frame)
    return summaries.participations_by(frame)


def run(folder: Path, work: str, rows: int, threads: int) -> float:
    """The seconds of one work in this process."""
    spark = session(threads)
    taken = 0.0
    for _ in range(2):
        frame = spark.read.parquet(*files(folder, work, rows))
        start = time.perf_counter()
        done(work, frame).write.format("noop").mode("overwrite").save()
        taken = time.perf_counter() - start
    return taken


def compare(folder: Path, rows: int) -> None:
    """Every row and issue of the three works, on Spark and on Polars.

    Raises:
        SystemExit: they differ.
    """
    spark = session(2)
    for work in _WORKS:
        paths = files(folder, work, rows)
        frame = spark.read.parquet(*paths)
        start = time.perf_counter()
        with TemporaryDirectory() as scratch:
            done(work, frame).write.parquet(f"{scratch}/result")
            theirs = pl.read_parquet(f"{scratch}/result/*.parquet")
        between = time.perf_counter()
        ours = done(work, pl.read_parquet(paths))
        end = time.perf_counter()
        order = [name for name in ours.columns if ours[name].dtype != pl.Null]
        same = ours.sort(order).equals(theirs.select(ours.columns).cast(ours.schema).sort(order))
        if work == "check":
            at_home = check(pl.read_parquet(paths), CaseRow)
            on_spark = check(frame, CaseRow)
            same &= at_home.issues == on_spark.issues
            same &= len(at_home.rejected) == on_spark.rejected.count()
        if not same:
            raise SystemExit(f"{work}: the answers differ")
        print(f"{work}: {rows:,} rows, the same; Spark {between - start:.1f} s, Polars {end - between:.1f} s")


def speed_up(folder: Path, rows: int, turns: int) -> None:
    """The medians on one thread and on two."""
    for work in _WORKS:
        taken: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(turns):
            for threads, seconds in taken.items():
                command = [sys.executable, __file__, str(folder), "--rows", str(rows), "--work", work]
                ran = subprocess.run(
                    [*command, "--threads", str(threads)], capture_output=True, text=True, check=False
                )
                if ran.returncode:
                    raise SystemExit(ran.stderr)
                seconds.append(json.loads(ran.stdout.splitlines()[-1]))
        one, two = (statistics.median(seconds) for seconds in taken.values())
        print(f"| {work} | {rows:,} | {one:.1f} s | {two:.1f} s | {one / two:.2f} x |", flush=True)


def main() -> None:
    """Compare, measure, or run one work."""
    parser = argparse.ArgumentParser(description="Measure tables on Spark.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--work", choices=_WORKS, help="one work, for the processes that this script starts")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    made(asked.folder, asked.rows)
    if asked.work:
        print(json.dumps(run(asked.folder, asked.work, asked.rows, asked.threads)))
    elif asked.compare:
        compare(asked.folder, asked.rows)
    else:
        speed_up(asked.folder, asked.rows, asked.turns)


if __name__ == "__main__":
    main()
