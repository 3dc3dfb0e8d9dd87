"""A workbook before its check and after it, for the documentation: open both and compare.

Usage: python examples/marked_workbook.py [FOLDER]. Writes procurement-before.xlsx (a template that a tired hand filled in) and
procurement-after.xlsx (what `excel.check` gives back).
"""

from __future__ import annotations

import sys
from pathlib import Path

from chiho_digital import excel
from chiho_digital.basics import require

FOLDER = Path(__file__).parents[1] / "docs" / "files"
ROWS: tuple[dict[str, str | int], ...] = (  # made up
    {
        "事例ID": "yamaguchi-chat-1",
        "都道府県": "山口県",
        "主導団体": "山口県",
        "システムの種類": "ビジネスチャット",
        "参加自治体数": 12,
        "利用開始": "令和7年4月",
        "出典": "https://www.example.org/chat",
    },
    {
        "事例ID": "yamaguchi chat 2",
        "都道府県": "山口",
        "主導団体": "山口県",
        "システムの種類": "ビジネスチャット",
        "参加自治体数": "約20",
        "利用開始": "2025-13",
        "出典": "www.example.org",
    },
    {
        "事例ID": "yamaguchi-chat-1",
        "都道府県": "山口県",
        "主導団体": "=1+1",
        "システムの種類": "電子申請",
        "参加自治体数": 3,
        "利用開始": "R7.11.28",
        "出典": "https://www.example.org/form",
    },
)


def main() -> None:
    """Writes both."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    before, after = folder / "procurement-before.xlsx", folder / "procurement-after.xlsx"
    excel.template("procurement", before, overwrite=True)
    book = require("openpyxl", extra="excel").load_workbook(before)
    sheet = book.worksheets[0]
    places = {str(cell.value): cell.column for cell in sheet[1]}
    for number, row in enumerate(ROWS, 2):
        for heading, value in row.items():
            cell = sheet.cell(number, places[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # as typed into a text cell: never a formula
    book.save(before)
    print(excel.check(before, "procurement", after, overwrite=True).to("ja"))


if __name__ == "__main__":
    main()
