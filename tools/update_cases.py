"""A newer file of published cases: `python tools/update_cases.py CASES.csv`.

CASES is kept as published, byte for byte; what it must be is what `procurement.read_cases` reads. The report says which
cases are new, gone or changed, by column; what cannot be used (an error of `read_cases`) is a fault, as are cases that are
gone, unless `--fewer` says that they were taken back.

Exit status: 0 it fits, 1 it does not.
"""

from __future__ import annotations

import argparse
import csv
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from updating import Report, Said, replace

from chiho_digital.basics import Text
from chiho_digital.procurement import PUBLISHED_CASES, read_cases
from chiho_digital.tables import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "updated"]

_TITLE = Text("共同調達の事例の更新", "Update of the published cases")
_HEADINGS = {
    "new": Text("新しい事例", "cases new"),
    "gone": Text("なくなった事例", "cases gone"),
    "changed": Text("変わった事例", "cases changed"),
    "remarks": Text(
        "読んで気づいたこと（新しい・変わった事例）", "found while reading (new and changed cases)"
    ),
}


def updated(source: Path, shipped: Path, *, fewer: bool = False) -> Report:
    """What a newer file changes; it may be shipped only if the report has no faults.

    Raises:
        OSError: a file cannot be read.
    """
    report = Report(_TITLE, _HEADINGS)
    read = read_cases(source)
    before, after = _rows(shipped, read_cases(shipped).encoding), _rows(source, read.encoding)
    for case in sorted(before.keys() | after.keys()):
        old, new = before.get(case), after.get(case)
        if old is None or new is None:
            report.add("gone" if new is None else "new", case, case, case)
        elif columns := [name for name in {**old, **new} if old.get(name) != new.get(name)]:
            report.add("changed", f"{case}：{'、'.join(columns)}", f"{case}: {', '.join(columns)}", case)
        if new is None and not fewer:
            report.fault(
                f"{case}がありません（取り下げられたなら --fewer）",
                f"{case} is gone (say --fewer if it was taken back)",
                case,
            )
    touched = {one.value for name in ("new", "changed") for one in report.entries.get(name, [])}
    by_row = dict(enumerate(after, 2))  # as a spreadsheet numbers them
    for issue in read.issues:
        said = Text(issue.says("ja"), issue.says("en"))
        line = Said(said, str(issue.value), f"{source.name} {issue.row}")
        if issue.severity is Severity.ERROR:
            report.faults.append(line)
        elif issue.row is not None and by_row.get(issue.row) in touched:
            report.entries.setdefault("remarks", []).append(line)
    return report


def _rows(path: Path, encoding: str | None) -> dict[str, dict[str, str]]:
    """The rows by case id."""
    text = path.read_bytes().decode(encoding or "utf-8-sig")
    return {row["case_id"]: row for row in csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, compare, report, and write if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("--out", type=Path, default=PUBLISHED_CASES)
    parser.add_argument("--fewer", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    report = updated(given.cases, given.out, fewer=given.fewer)
    if given.write and not report.faults:
        report.written = replace(given.out.parent, {given.out.name: given.cases.read_bytes()})
    sys.stdout.write(report.shown(given.lang, as_json=given.json) + "\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
