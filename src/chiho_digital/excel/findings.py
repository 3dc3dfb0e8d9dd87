"""What is said of an issue to a person: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import frozen

from chiho_digital.basics import message
from chiho_digital.tables import Severity

from .words import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.basics import Lang
    from chiho_digital.tables import Column, Issue

    from .places import Cell, Table

__all__ = ["Finding", "findings_of", "marks_of", "words_of"]

_LONGEST = 1_000  # characters of what is said of a cell


@frozen
class Finding:
    """An issue in words. Strictly read-only.

    sheet, cell: where it is, None where it is in no cell.  where: the cell for a person, or else the number of the row.
    heading: of the column.  value: as it stood.  says: what is wrong.  repair: what to do, empty where that is not known.
    """

    severity: Severity
    sheet: str | None
    cell: Cell | None
    where: str
    heading: str
    value: str
    says: str
    repair: str


def findings_of(
    issues: Iterable[Issue], columns: Mapping[str, Column], table: Table | None, lang: Lang
) -> list[Finding]:
    """The issues of a file in words; its table is that of a workbook, if it is one."""
    found: list[Finding] = []
    for issue in issues:
        cell = table.cell(issue) if table else None
        row = "" if issue.row is None else message("excel.row", {"row": issue.row}, lang)
        column = columns.get(issue.column or "")
        heading = column.ja if column and lang == "ja" else issue.column or ""
        says = message(issue.code, {"value": issue.value, **issue.params}, lang)
        where = str(cell) if cell else row
        value = issue.value or ""
        sheet = table.sheet if table and cell else None
        found.append(Finding(issue.severity, sheet, cell, where, heading, value, says, _repair(issue, lang)))
    return found


def _repair(issue: Issue, lang: Lang) -> str:
    """The likely repair; for want of one, what the cell should look like."""
    if issue.suggestion is not None:
        return message("excel.repair", {"suggestion": issue.suggestion}, lang)
    if issue.severity is Severity.ERROR and "expected" in issue.params:
        return message("excel.note_expected", issue.params, lang)
    return ""


def marks_of(findings: Iterable[Finding]) -> dict[Severity, list[Cell]]:
    """The cells to mark, each once, by the gravest that is said of it."""
    order = list(Severity)
    gravest: dict[Cell, Severity] = {}
    for finding in findings:
        if finding.cell is not None:
            known = gravest.get(finding.cell, Severity.NOTE)
            gravest[finding.cell] = min(known, finding.severity, key=order.index)
    marks: dict[Severity, list[Cell]] = {severity: [] for severity in order}
    for cell, severity in sorted(gravest.items()):
        marks[severity].append(cell)
    return marks


def words_of(findings: Iterable[Finding], lang: Lang) -> dict[Cell, str]:
    """What is said of every cell, gravest first."""
    order = list(Severity)
    said: defaultdict[Cell, list[str]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: order.index(finding.severity)):
        if finding.cell is not None:
            sign = SEVERITIES[finding.severity].to(lang)
            line = message("excel.comment", {"sign": sign, "says": finding.says}, lang)
            if finding.repair:
                line += f"\n{finding.repair}"
            said[finding.cell].append(line)
    return {cell: "\n".join(lines)[:_LONGEST] for cell, lines in said.items()}
