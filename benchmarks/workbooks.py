"""A workbook of 5,000 joint procurements with faults, checked and given back with marks, measured.

Usage: python benchmarks/workbooks.py [ROWS]. Prints a Markdown table: the median of five runs, wall clock and processor time.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from chiho_digital import excel
from chiho_digital.basics import require
from chiho_digital.procurement import PUBLISHED_CASES, CaseRow
from chiho_digital.tables import columns_of, read_rows

FAULTS = ("", "=1+1", "山口", "2021-13", "3.5")


def workbook(folder: Path, rows: int) -> bytes:
    """The template filled in with the published cases again and again; every fifth row has a fault."""
    book = require("openpyxl", extra="excel").load_workbook(
        excel.template("procurement", folder / "template.xlsx")
    )
    sheet = book.worksheets[0]
    columns = list(columns_of(CaseRow))
    published = read_rows(PUBLISHED_CASES, CaseRow).rows
    for number in range(rows):
        cells = dict(published[number % len(published)][1])
        cells["case_id"] += f"-{number}"
        if number % 5 == 0:
            cells[columns[number * 7 % len(columns)]] = FAULTS[number // 5 % len(FAULTS)]
        for place, name in enumerate(columns, 1):
            if text := cells.get(name):
                cell = sheet.cell(number + 2, place, text)
                cell.data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """Measure, and print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = workbook(folder, rows)
        walls: list[float] = []
        works: list[float] = []
        marked, found = False, 0
        for _ in range(5):
            wall, work = perf_counter(), process_time()
            report = excel.check(data, "procurement", folder / "checked.xlsx", overwrite=True)
            walls.append(perf_counter() - wall)
            works.append(process_time() - work)
            marked, found = report.marked, len(report.issues)
    if not marked:
        raise SystemExit("the workbook was not given back with marks")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| what | to reach | wall clock | processor |")
    print("|---|---|---|---|")
    print(
        f"| {rows:,} rows of {len(columns_of(CaseRow))} columns checked and given back, {found:,} findings | 5 s"
        f" | {statistics.median(walls):.2f} s | {statistics.median(works):.2f} s |"
    )


if __name__ == "__main__":
    main()
