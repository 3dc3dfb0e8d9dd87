"""Every row model of the library, and texts for its cells: right ones of each kind, and wrong ones of all."""

import csv
import pkgutil
from importlib import import_module
from io import StringIO

import chiho_digital
from chiho_digital.procurement.calls.cells import AnswerCell
from chiho_digital.procurement.cells import ScopeCell
from chiho_digital.systems.cells import TaxBasisCell
from chiho_digital.tables import (
    AsStated,
    Choice,
    Links,
    Listed,
    PartialDay,
    Prefecture,
    RowModel,
    WebAddress,
    Whole,
    Words,
    Yen,
    columns_of,
)
from chiho_digital.talent.cells import BodyCell, Id, IndexCell, Labelled, Skills, YearCell, YesNo

WRONG = [
    "",
    " ",
    "　",
    "a\x00b",
    "x" * 101,
    "x" * 10_001,
    "順次",
    "-5",
    "1,23",
    "35000",
    "https://a b",
    "；",
    "2021-13",
]


def row_models():
    """The row models that the modules of the library define, by their qualified name."""
    found = {}
    for module in pkgutil.walk_packages(chiho_digital.__path__, "chiho_digital."):
        if not module.name.endswith("__main__"):
            for item in vars(import_module(module.name)).values():
                if isinstance(item, type) and issubclass(item, RowModel) and item is not RowModel:
                    found[f"{item.__module__}.{item.__name__}"] = item
    return found


RIGHT = {
    PartialDay: ["2021-05-01", "2021-05", "令和3年度", "R3.5.1", "２０２１"],
    Prefecture: ["山口県", "350001", "３５０００１"],
    WebAddress: ["https://example.org/a", "http://例え.jp/"],
    Links: ["https://example.org/a", "(注) https://example.org/b ; https://c.example/"],
    Yen: ["0", "1,234円", "３億2,000万円", "￥5"],
    AnswerCell: ["join", "参加", "検討する", "不 参加", "未回答"],
    ScopeCell: ["annual", "初期費用", "年額", "TOTAL"],
    TaxBasisCell: ["included", "税抜", "不明"],
    BodyCell: ["山口県萩市", "352047", "３５２０４７", "山口県"],
    Id: ["a1", "A_2-b"],
    IndexCell: ["0.55", "０．５５", "3", "0.1"],
    Skills: ["データ活用:3;design", "量子計算", "data：1"],
    YearCell: ["2025", "令和7年度", "R7", "FY2025"],
    YesNo: ["はい", "いいえ", "YES", "○"],
}


def spellings(kind):
    """The words of a choice; the values and names of a vocabulary."""
    if isinstance(kind, Labelled):
        return [text for member in kind.kind for text in (member.value, member.label.ja)]
    return [*kind.words, kind.words[0].upper()]


def right(kind):
    """Texts that a kind accepts, in several spellings."""
    match kind:
        case AsStated():
            return [*right(kind.kind), *(f"{text}(予定)" for text in right(kind.kind))]
        case Listed():
            return [*right(kind.kind), ";".join(right(kind.kind)[:2])]
        case Choice() | Labelled():
            return spellings(kind)
        case Words():
            return ["a1", "a-1", "1234567890123"] if kind.pattern else ["a", "山口県", " b "]
        case Whole():
            return [str(kind.minimum), str(kind.maximum)]
        case _:
            return RIGHT.get(type(kind), ["a", "1"])


def texts_of(column):
    """Texts for a column, the right ones first."""
    return [*right(column.kind), *WRONG]


def file_of(fields, rows):
    """A CSV file."""
    out = StringIO()
    csv.writer(out).writerows([fields, *rows])
    return out.getvalue().encode()


def written(model, record):
    """A record as a table of columns holds it: numbers as they are, all else as text."""
    columns = columns_of(model)
    values = {name: getattr(record, name) for name in columns}
    return {
        name: value if value is None or type(value) is int else columns[name].write(value)
        for name, value in values.items()
    }
