"""One summary of participations in a process of its own: its seconds, those of all cores, its peak memory and a digest of what came out.

Usage: python benchmarks/one_sum.py SIDE FILE... – prints JSON. Run by summing.py and growth.py.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from tempfile import NamedTemporaryFile
from typing import Any

import by_hand_sums
import duckdb
import polars as pl

from chiho_digital.procurement import summaries

_NAMES = ("prefecture", "kind", "fiscal_year", "participations", "amount_known", "amount")


def _on_duckdb(files: Sequence[str]) -> Any:
    relation: Any = duckdb.read_parquet(list(files))
    return summaries.participations_by(relation).to_arrow_table()


def _on_polars(files: Sequence[str]) -> Any:
    summed: Any = summaries.participations_by(pl.scan_parquet(list(files)))
    return summed.collect().to_arrow()


SIDES: dict[str, Callable[[Sequence[str]], Any]] = {
    "DuckDB": _on_duckdb,
    "DuckDB by hand": lambda files: by_hand_sums.duckdb_sums(files).to_arrow_table(),
    "Polars": _on_polars,
    "Polars by hand": lambda files: by_hand_sums.polars_sums(files).to_arrow(),
}


def digest(table: Any) -> str:
    """The same for the same rows in the same order, whatever the types of whole numbers and of texts."""
    rows = [
        tuple(None if v is None else str(v) for v in row)
        for row in zip(*(table[n].to_pylist() for n in _NAMES), strict=True)
    ]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def main(side: str, files: Sequence[str]) -> None:
    """Measure and print."""
    sums = SIDES[side]
    with NamedTemporaryFile(suffix=".parquet") as tiny:  # what is loaded on first use is not measured
        pl.scan_parquet(files[0]).head(10).sink_parquet(tiny.name)
        sums([tiny.name])
    start, busy = time.perf_counter(), time.process_time()
    table = sums(files)
    figures = {"seconds": time.perf_counter() - start, "core_seconds": time.process_time() - busy}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**figures, "peak_mib": peak, "groups": len(table), "digest": digest(table)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
