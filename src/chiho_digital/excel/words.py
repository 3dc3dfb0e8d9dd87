"""What our workbooks say: names of sheets, headings, and the signs of severities. Sentences with a code stand in messages.toml."""

from __future__ import annotations

from chiho_digital.basics import Text
from chiho_digital.tables import Severity

__all__ = [
    "ENTRY",
    "EXAMPLE",
    "FORMS",
    "GUIDE",
    "GUIDE_COLUMNS",
    "LISTS",
    "NO",
    "OWN",
    "REPAIR",
    "SEVERITIES",
    "SUMMARY",
    "SUMMARY_COLUMNS",
    "YES",
]

OWN = "_chiho_digital."
"""How the defined names begin by which our own sheets are known again, whatever they are called by then."""

ENTRY = Text("入力", "Data")
EXAMPLE = Text("記入例", "Example")
GUIDE = Text("説明", "Guide")
LISTS = Text("一覧", "Lists")
SUMMARY = Text("検査結果", "Check result")

SEVERITIES = {
    Severity.ERROR: Text("✗ 誤り", "✗ error"),
    Severity.WARNING: Text("△ 警告", "△ warning"),
    Severity.NOTE: Text("※ 注記", "※ note"),
}
"""A sign and a word each, so that they are told apart without colour."""

FORMS = {
    "xlsx": Text("Excel のファイル（.xlsx）", "an Excel workbook (.xlsx)"),
    "xls": Text("古い形式の Excel のファイル（.xls）", "an Excel workbook of the old form (.xls)"),
    "text": Text("CSV などの文字のファイル", "a text such as CSV"),
}
REPAIR = Text("直し方", "Repair")
YES, NO = Text("はい", "yes"), Text("いいえ", "no")

SUMMARY_COLUMNS = (
    Text("重大度", "Severity"),
    Text("シート", "Sheet"),
    Text("セル", "Cell"),
    Text("列", "Column"),
    Text("値", "Value"),
    Text("指摘", "Finding"),
    REPAIR,
)
GUIDE_COLUMNS = (
    Text("見出し", "Japanese heading"),
    Text("項目名", "Heading"),
    Text("必須", "Required"),
    Text("書き方", "What a cell holds"),
    Text("例", "Example"),
    Text("選択肢", "Words to choose from"),
)
