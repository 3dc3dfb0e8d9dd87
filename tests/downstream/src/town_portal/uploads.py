"""A file of cases that somebody uploads: what can be shown, and what is to be put right, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from chiho_digital.procurement import CaseRow
from chiho_digital.tables import Severity, check_rows, read_rows


@dataclass(frozen=True)
class Upload:
    """accepted: ids of rows that can be shown.  to_repair: (row, column, code) of errors."""

    accepted: tuple[str, ...]
    to_repair: tuple[tuple[int | None, str | None, str], ...]


def receive(data: bytes) -> Upload:
    """Reads and checks a file."""
    checked = check_rows(read_rows(data, CaseRow), CaseRow)
    errors = tuple(
        (issue.row, issue.column, issue.code) for issue in checked.issues if issue.severity is Severity.ERROR
    )
    return Upload(tuple(row.record.case_id for row in checked.good), errors)
