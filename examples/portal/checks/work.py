"""The process in which one file is checked: `python -m portal.checks.work SOURCE MODEL OUT LANG MOST MEMORY`.

It writes the workbook to OUT and the outcome, with the first MOST findings, to standard output, and may take MEMORY bytes.
Standard error never holds anything of the file.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter
from typing import Any

from chiho_digital import excel
from chiho_digital.basics import message, phrase
from chiho_digital.tables import Issue, Severity, columns_of

from .outcomes import Finding, KindOfFinding, Outcome, Said

__all__ = ["NO_ROOM"]

NO_ROOM = 3
"""The exit status where the memory was not enough."""


def _bound(memory: int) -> None:
    """Takes no more than its share of the machine, where the system can be told so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    os.nice(10)


def _said(value: object) -> Said:
    return Said.of(phrase(value, "ja"), phrase(value, "en"))


class _Words:
    """Issues in words. columns: those of the row model."""

    def __init__(self, model: str) -> None:
        self._columns = columns_of(excel.model_of(model))

    def finding(self, issue: Issue) -> Finding:
        """One of them."""
        column = None
        if issue.column is not None:
            known = self._columns.get(issue.column)
            column = Said.of(known.ja if known else issue.column, issue.column)
        params = {"value": issue.value, **issue.params}
        return Finding(
            severity=issue.severity.value,
            row=issue.row,
            column=column,
            value=None if issue.value is None else Said.of(issue.value, issue.value),
            says=Said.of(message(issue.code, params, "ja"), message(issue.code, params, "en")),
            expected=_said(issue.params["expected"]) if "expected" in issue.params else None,
            repair=None if issue.suggestion is None else _said(issue.suggestion),
        )


def _outcome(report: excel.Report[Any], model: str, most: int) -> Outcome:
    words, issues = _Words(model), report.issues
    first: dict[tuple[Severity, str], Issue] = {}
    for issue in issues:
        first.setdefault((issue.severity, issue.code), issue)
    number = Counter((issue.severity, issue.code) for issue in issues)
    severities = Counter(issue.severity for issue in issues)
    order = list(Severity)
    kinds = sorted(first, key=lambda kind: (order.index(kind[0]), -number[kind]))
    return Outcome(
        good=len(report.checked.good),
        rejected=len(report.checked.rejected),
        counts={severity.value: severities[severity] for severity in order},
        kinds=tuple(KindOfFinding(count=number[kind], first=words.finding(first[kind])) for kind in kinds),
        findings=tuple(words.finding(issue) for issue in issues[:most]),
        marked=report.marked,
        unmarked=None
        if report.unmarked is None
        else Said.of(report.unmarked.to("ja"), report.unmarked.to("en")),
    )


def _main(asked: list[str]) -> int:
    source, model, out, lang, most, memory = asked
    _bound(int(memory))
    try:
        report = excel.check(source, model, out, lang="en" if lang == "en" else "ja")
        outcome = _outcome(report, model, int(most))
    except MemoryError:
        return NO_ROOM
    except Exception as error:  # noqa: BLE001 -- a trace without its words, which may be those of the file
        traceback.print_tb(error.__traceback__)
        print(type(error).__name__, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(outcome.model_dump_json().encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(_main(sys.argv[1:]))
