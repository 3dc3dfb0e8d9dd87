"""Every row model of the library, and texts for its cells: right ones of each kind, and wrong ones of all."""

import csv
import pkgutil
from importlib import import_module
from io import StringIO

import chiho_digital
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
}


def right(kind):
    """Texts that a kind accepts, in several spellings."""
    match kind:
        case AsStated():
            return [*right(kind.kind), *(f"{text}(予定)" for text in right(kind.kind))]
        case Listed():
            return [*right(kind.kind), ";".join(right(kind.kind)[:2])]
        case Choice():
            return [*kind.words, kind.words[0].upper()]
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
        name: value if isinstance(value, int | None) else columns[name].write(value)
        for name, value in values.items()
    }
