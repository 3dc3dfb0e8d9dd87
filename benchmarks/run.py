"""Side-by-side measurements: imports, first lookup, lookups. Fresh processes, medians, each against its peer in one run.

Usage: python benchmarks/run.py [PEER-PYTHON [RUNS]]. Prints a Markdown table. PEER-PYTHON is a Python that has jisx0402,
which needs an environment of its own since it pins an old pydantic. Both sides must give the same name for a code.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys

_CLOCK = "import time; a = time.perf_counter(); {work}; b = time.perf_counter(); print(repr(b - a))"


def seconds(work: str, setup: str = "") -> float:
    """The time of some work in a fresh process, after a setup that is not timed, in seconds."""
    code = f"{setup}\n{_CLOCK.format(work=work)}"
    # Byte code is written, as on a user's machine; otherwise every import is compiled anew.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout.split()[-1])


def medians(runs: int, *sides: tuple[str, str]) -> list[float]:
    """The median of each side (work, setup); the sides take turns, so that drift hits them alike."""
    for side in sides:
        seconds(*side)  # warm up: byte code and disk cache
    times: list[list[float]] = [[] for _ in sides]
    for _ in range(runs):
        for place, side in enumerate(sides):
            times[place].append(seconds(*side))
    return [statistics.median(side) for side in times]


def call_ns(statement: str, setup: str, number: int, runs: int, python: str = sys.executable) -> float:
    """The median over fresh processes of the time of one call, in nanoseconds."""
    code = (
        f"import timeit; print(min(timeit.repeat({statement!r}, setup={setup!r}, number={number}, repeat=5))"
        f" / {number} * 1e9)"
    )
    return statistics.median(float(printed(code, python)) for _ in range(runs))


def printed(code: str, python: str = sys.executable) -> str:
    """What some code prints in a fresh process."""
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Measure and print."""
    peer_python = sys.argv[1] if len(sys.argv) > 1 else None
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    rows: list[tuple[str, str, str, str]] = []

    (front,) = medians(runs, ("import chiho_digital", ""))
    rows.append(("`import chiho_digital`", "10 ms over a bare interpreter", f"{front * 1e3:.1f} ms", ""))

    (room,) = medians(runs, ("from chiho_digital import governments", "import attrs"))
    rows.append(
        ("`from chiho_digital import governments`", "30 ms over `import attrs`", f"{room * 1e3:.1f} ms", "")
    )

    record = (
        "from chiho_digital import procurement; procurement.CaseRow.model_validate("
        "{'case_id': 'a', 'prefecture': '山口県', 'lead_body': 'x', 'system_kind_ja': '電子申請',"
        " 'source_url': 'https://example.org'})"
    )
    ours, peer = medians(runs, (record, ""), ("import pydantic, attrs; pydantic.BaseModel", ""))
    rows.append(
        (
            "`from chiho_digital import procurement`, one record validated",
            "2.5 x importing pydantic and attrs",
            f"{ours * 1e3:.0f} ms / {peer * 1e3:.0f} ms",
            f"{ours / peer:.2f} x",
        )
    )

    (first,) = medians(runs, ("governments.get('352047')", "from chiho_digital import governments"))
    rows.append(("registry: first lookup", "10 ms", f"{first * 1e3:.1f} ms", ""))
    (first_name,) = medians(runs, ("governments.find('山口県萩市')", "from chiho_digital import governments"))
    rows.append(("registry: first name", "10 ms", f"{first_name * 1e3:.1f} ms", ""))

    ours_setup = "from chiho_digital.governments import get; get('352047')"
    ours_ns = call_ns("get('352047')", ours_setup, 1_000_000, runs)
    rows.append(("`governments.get(code)`", "150 ns", f"{ours_ns:.0f} ns", ""))
    if peer_python:
        name = "from jisx0402 import code2record; print(code2record('352047').city)"
        ours_name = "from chiho_digital.governments import get; print(get('352047').name)"
        if printed(ours_name) != printed(name, peer_python):
            raise SystemExit("the two sides disagree about 352047")
        theirs_setup = "from jisx0402 import code2record as get; get('352047')"
        theirs_ns = call_ns("get('352047')", theirs_setup, 1_000_000, runs, peer_python)
        rows.append(
            ("the same by jisx0402 (same answer)", "", f"{theirs_ns:.0f} ns", f"{ours_ns / theirs_ns:.2f} x")
        )
    find_setup = "from chiho_digital.governments import find; find('山口県萩市')"
    find_ns = call_ns("find('山口県萩市')", find_setup, 100_000, runs)
    rows.append(("`governments.find(full name)`", "5 µs", f"{find_ns / 1e3:.2f} µs", ""))

    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {runs} fresh processes\n")
    print("| what | to reach | measured | ratio |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
