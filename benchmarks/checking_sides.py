"""One side of the comparison of checks, in a process of its own.

Usage: python benchmarks/checking_sides.py SIDE PATH [ANSWER]. Prints JSON: the seconds from file to answer without imports, and
the process's memory before and at its peak in MiB. ANSWER is a folder for the frames that the runner compares.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import by_hand_checks as by_hand
import checking_peers as peers
import polars as pl

from chiho_digital import tables
from chiho_digital.procurement import CaseRow

Answer = dict[str, pl.DataFrame]
_FIELDS = ("row_no", *by_hand.COLUMNS)


def _rows(numbers: list[int]) -> pl.DataFrame:
    return pl.DataFrame({"row_no": numbers}, schema={"row_no": pl.Int64})


def _frames(good: pl.DataFrame, rejected: list[int]) -> Answer:
    return {
        "good": good.select(pl.col("row_no").cast(pl.Int64), *by_hand.COLUMNS),
        "rejected": _rows(rejected),
    }


def _ours(path: Path) -> Callable[[], Answer]:
    found = tables.check(tables.read(path, CaseRow), CaseRow)
    issues: pl.DataFrame = found.issue_frame()  # made when it is first asked for

    def answer() -> Answer:
        # The fields that such a file does not have are said once; by hand they are not thought of.
        told = issues.filter(pl.col("code") != "tables.heading_missing").select(list(by_hand.ISSUE))
        return {**_frames(found.good, found.rejected["row_no"].to_list()), "issues": told}

    return answer


def _by_hand(path: Path) -> Callable[[], Answer]:
    found = (by_hand.check_csv if path.suffix == ".csv" else by_hand.check_jsonl)(path)
    return lambda: {**_frames(found.good, found.rejected["row_no"].to_list()), "issues": found.issues}


def _peer(check: Callable[[Path], tuple[pl.DataFrame, list[int]]]) -> Callable[[Path], Callable[[], Answer]]:
    def side(path: Path) -> Callable[[], Answer]:
        found = check(path)
        return lambda: _frames(*found)

    return side


def _as_text(check: Callable[..., tuple[pl.DataFrame, list[int]]]) -> Callable[[Path], Callable[[], Answer]]:
    def side(path: Path) -> Callable[[], Answer]:
        _, rejected = check(path, values=False)
        return lambda: {"rejected": _rows(rejected)}

    return side


def _lines(model: type[peers.Case]) -> Callable[[Path], Callable[[], Answer]]:
    def side(path: Path) -> Callable[[], Answer]:
        _, wrong = peers.line_by_line(path, model)
        return lambda: {"rejected": _rows(list(wrong))}

    return side


def _our_rows(path: Path) -> Callable[[], Answer]:
    found = tables.check_rows(tables.read_rows(path, CaseRow), CaseRow)
    return lambda: {"count": pl.DataFrame({"count": [len(found.good)]})}


def _their_rows(model: type[peers.Case]) -> Callable[[Path], Callable[[], Answer]]:
    def side(path: Path) -> Callable[[], Answer]:
        found = peers.as_list(path, model)
        return lambda: {"count": pl.DataFrame({"count": [len(found)]})}

    return side


SIDES: dict[str, tuple[str, Callable[[Path], Callable[[], Answer]]]] = {
    "ours": ("polars", _ours),
    "by hand": ("polars", _by_hand),
    "dataframely": ("dataframely", _peer(peers.by_dataframely)),
    "dataframely, text": ("dataframely", _as_text(peers.by_dataframely)),
    "pandera": ("pandera.polars", _peer(peers.by_pandera)),
    "pandera, text": ("pandera.polars", _as_text(peers.by_pandera)),
    "pydantic": ("pydantic", _lines(peers.Case)),
    "pydantic, remembering": ("pydantic", _lines(peers.Remembered)),
    "our rows": ("chiho_digital", _our_rows),
    "pydantic's rows": ("pydantic", _their_rows(peers.Case)),
    "pydantic's rows, remembering": ("pydantic", _their_rows(peers.Remembered)),
}
"""The module that is imported before the clock starts, and the work; an answer is made of it after the clock stops."""


def _peak() -> float:
    # Not `ru_maxrss`, which on Linux starts from that of the process that started this one.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    if found is None:
        raise SystemExit("the system does not say how much memory was used")
    return int(found[1]) / 1024


def main() -> None:
    """Do the work of one side."""
    module, work = SIDES[sys.argv[1]]
    path = Path(sys.argv[2])
    import_module(module)
    collector = gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()
    before = _peak()
    start = time.perf_counter()
    answer = work(path)
    seconds = time.perf_counter() - start
    peak = _peak()
    if collector != (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()):
        raise SystemExit("the garbage collector was touched")
    if len(sys.argv) > 3:
        for name, frame in answer().items():
            frame.write_parquet(Path(sys.argv[3]) / f"{name}.parquet")
    print(json.dumps({"seconds": seconds, "before": before, "peak": peak}))


if __name__ == "__main__":
    main()
