"""Reading and checking case rows, measured: against the same by hand in Polars, dataframely, pandera and pydantic.

Usage: python benchmarks/checking.py [--rows N] [--runs N] [--forms csv jsonl] [--data FOLDER] [--frames PYTHON]. Prints a
Markdown table. PYTHON has dataframely and pandera beside this library. Files of the folder are used again. The answers are
compared first; then every figure is from a fresh process, the sides take turns, and medians are shown.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

import polars as pl

_FAULTS = ("0", "0.01")
_FRAMES = ("dataframely", "dataframely, text", "pandera", "pandera, text")


class Taken(NamedTuple):
    """Medians of a side: seconds, and MiB at the peak and above those before the work."""

    seconds: float
    peak: float
    more: float


class Bench(NamedTuple):
    """What is measured, with what."""

    rows: int
    runs: int
    data: Path
    frames: str | None

    def file(self, form: str, faults: str, rows: int) -> Path:
        """A file of case rows, written unless it is there."""
        path = self.data / f"cases-{rows}-{faults}.{form}"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            script = Path(__file__).with_name("synthetic.py")
            options = ["--faults", faults, "--form", form]
            subprocess.run([sys.executable, str(script), "cases", str(path), str(rows), *options], check=True)
        return path

    def run(self, side: str, path: Path, *answer: str) -> dict[str, float]:
        """One side in a fresh process."""
        python = self.frames if side in _FRAMES and self.frames else sys.executable
        script = Path(__file__).with_name("checking_sides.py")
        done = subprocess.run(
            [python, str(script), side, str(path), *answer], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{side} on {path}:\n{done.stderr}")
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found

    def answer(self, side: str, path: Path) -> dict[str, pl.DataFrame]:
        """What a side finds."""
        with TemporaryDirectory() as folder:
            self.run(side, path, folder)
            return {file.stem: pl.read_parquet(file) for file in Path(folder).iterdir()}

    def medians(self, work: list[tuple[str, Path]]) -> list[Taken]:
        """The medians of sides on files; they take turns, so that drift hits them alike."""
        taken = [[self.run(*one) for one in work] for _ in range(self.runs)]
        return [
            Taken(
                statistics.median(one["seconds"] for one in side),
                statistics.median(one["peak"] for one in side),
                statistics.median(one["peak"] - one["before"] for one in side),
            )
            for side in zip(*taken, strict=True)
        ]


def compared(bench: Bench, path: Path, sides: list[str]) -> dict[str, str]:
    """What each side finds, by its name.

    By hand the same must be found. Others must accept every row that is good, as its good rows where they have values; but
    they refuse the first row of a repeated id too.
    """
    ours = bench.answer("ours", path)
    repeated = ours["issues"].filter(code="tables.duplicate")["value"]
    good = ours["good"].filter(~pl.col("case_id").is_in(repeated.implode()))
    said = {"ours": f"{len(ours['rejected']):,} rows rejected, {len(ours['issues']):,} issues"}
    for side in sides:
        theirs = bench.answer(side, path)
        if side == "by hand":
            wrong = any(not ours[name].equals(theirs[name]) for name in ours)
        elif "good" in theirs:
            both = theirs["good"].join(good, on="row_no", how="semi", maintain_order="left")
            wrong = not both.equals(good)
        else:
            wrong = len(good.join(theirs["rejected"], on="row_no", how="semi")) > 0
        if wrong:
            raise SystemExit(f"ours and {side} disagree on {path}")
        missed = len(ours["rejected"].join(theirs["rejected"], on="row_no", how="anti"))
        said[side] = "the same" if side == "by hand" else f"{missed:,} of the rejected rows missed"
    return said


def sides_of(bench: Bench, form: str, faults: str) -> list[str]:
    """The sides that can do a file, ours left out."""
    frames = _FRAMES if bench.frames and (form == "jsonl" or faults == "0") else ()
    return ["by hand", *frames, *(["pydantic", "pydantic, remembering"] if form == "jsonl" else [])]


_GOALS = {"by hand": "1.3 x", "dataframely": "1 x", "pandera": "1 x", "pydantic": "0.2 x"}


def columns(bench: Bench, forms: list[str]) -> list[tuple[str, ...]]:
    """Whole files: what, to reach, ours, the other, ratio, peaks, what is found."""
    table: list[tuple[str, ...]] = []
    for form in forms:
        clean = 0.0
        for faults in _FAULTS:
            path = bench.file(form, faults, bench.rows)
            sides = sides_of(bench, form, faults)
            said = compared(bench, path, sides)
            ours, *others = bench.medians([(side, path) for side in ("ours", *sides)])
            what = f"{form}, {bench.rows:,} rows, {float(faults):.0%} bad"
            for side, other in zip(sides, others, strict=True):
                table.append(_line(f"{what}: {side}", _GOALS.get(side, ""), ours, other, said[side]))
            if faults != "0":
                ratio = f"{ours.seconds / clean:.2f} x"
                table.append(
                    (
                        f"{what}: ours without faults",
                        "1.15 x",
                        f"{ours.seconds:.2f} s",
                        f"{clean:.2f} s",
                        ratio,
                        "",
                        said["ours"],
                    )
                )
            clean = ours.seconds
    return table


def records(bench: Bench) -> list[tuple[str, ...]]:
    """The row path on a tenth of the rows; of memory, what the work takes beyond what the imports took."""
    rows = bench.rows // 10
    path = bench.file("csv", "0", rows)
    sides = ("our rows", "pydantic's rows", "pydantic's rows, remembering")
    if any(bench.answer(side, path)["count"].item() != rows for side in sides):
        raise SystemExit("the sides read other numbers of records")
    ours, *others = (
        Taken(one.seconds, one.more, one.more) for one in bench.medians([(side, path) for side in sides])
    )
    goals = (("1 x, memory 0.7 x", "plain"), ("", "remembering texts"))
    return [
        _line(
            f"row path, {rows:,} rows: TypeAdapter(list[Model]), {how}",
            goal,
            ours,
            other,
            f"{ours.more / other.more:.2f} x memory",
        )
        for (goal, how), other in zip(goals, others, strict=True)
    ]


def _line(what: str, reach: str, ours: Taken, other: Taken, said: str) -> tuple[str, ...]:
    ratio = f"{ours.seconds / other.seconds:.2f} x"
    memory = f"{ours.peak:.0f} / {other.peak:.0f} MiB"
    return what, reach, f"{ours.seconds:.2f} s", f"{other.seconds:.2f} s", ratio, memory, said


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure reading and checking.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--forms", nargs="*", default=["csv", "jsonl"])
    parser.add_argument("--data", type=Path, default=Path(gettempdir()) / "chiho-digital-benchmarks")
    parser.add_argument("--frames", help="a Python with dataframely and pandera")
    asked = parser.parse_args()
    bench = Bench(asked.rows, asked.runs, asked.data, asked.frames)
    table = [*columns(bench, asked.forms), *records(bench)]
    print(
        f"Python {platform.python_version()}, Polars {pl.__version__}, {os.cpu_count()} cores, medians of {bench.runs} fresh processes\n"
    )
    print("| what | to reach | ours | other | ratio | peak memory | found |\n|---|---|---|---|---|---|---|")
    for row in table:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
