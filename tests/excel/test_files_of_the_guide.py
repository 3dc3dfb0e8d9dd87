"""The workbooks of the guide: what stands there as checked is what a check gives back."""

from pathlib import Path

from chiho_digital import excel

FILES = Path(__file__).parents[2] / "docs" / "files"


def test_the_workbook_after_the_check_is_what_the_library_makes_of_the_one_before(tmp_path):
    report = excel.check(FILES / "procurement-before.xlsx", "procurement", tmp_path / "after.xlsx")
    assert report.marked
    assert (1, 6) == (len(report.checked.good), len(report.issues))
    repair = "run: python examples/marked_workbook.py"
    assert (FILES / "procurement-after.xlsx").read_bytes() == report.out.read_bytes(), repair
