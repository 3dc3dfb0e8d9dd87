"""The types users of excel see; read by the type checkers, never run."""

from pathlib import Path
from typing import assert_type

from chiho_digital import excel
from chiho_digital.basics import Note
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import Issue, RowModel

assert_type(excel.template("procurement", "cases.xlsx"), Path)
report = excel.check("cases.xlsx", CaseRow, "checked.xlsx", lang="en")
assert_type(report, excel.Report[CaseRow])
assert_type(report.checked.good[0].record, CaseRow)
assert_type(report.issues, tuple[Issue, ...])
assert_type(report.unmarked, Note | None)
assert_type(excel.check(b"", "procurement", Path("checked.xlsx")), excel.Report[RowModel])
