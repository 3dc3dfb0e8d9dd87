"""The table of operations and engines in the documentation, written from the operations that the tests run on every engine.

Usage: python examples/support_matrix.py [--check] [DOCS]

Without --check the tables are written into the pages. With it nothing is written: the names of the pages that differ are
printed, and the exit status is 1 if there are any. That each cell is true is what tests/engines holds.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from chiho_digital.basics import Lang, Text

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
START, END = "<!-- made by examples/support_matrix.py -->\n", "<!-- end of what is made -->\n"

ENGINES = {
    "polars": Text("Polars", "Polars"),
    "polars-lazy": Text("Polars（遅延）", "Polars (lazy)"),
    "pandas": Text("pandas", "pandas"),
    "pyarrow": Text("PyArrow", "PyArrow"),
    "duckdb": Text("DuckDB", "DuckDB"),
    "pyspark": Text("PySpark", "PySpark"),
}
OPERATION = Text("操作", "operation")


def operations() -> tuple[Any, ...]:
    """The operations as the tests have them."""
    for folder in ("benchmarks", "tests/bonds", "tests/rules", "tests/engines"):
        if (path := str(ROOT / folder)) not in sys.path:
            sys.path.insert(0, path)
    found: tuple[Any, ...] = import_module("operations").OPERATIONS
    return found


def table(lang: Lang) -> str:
    """The table: a row an operation, a column an engine."""
    heads = [OPERATION.to(lang), *(name.to(lang) for name in ENGINES.values())]
    lines = [heads, ["---"] * len(heads)]
    for operation in operations():
        cells = [operation.how[engine].value.to(lang) for engine in ENGINES]
        lines.append([f"`{operation.call}`<br>{operation.does.to(lang)}", *cells])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page(lang: Lang, text: str) -> str:
    """A page with its table made anew."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"the page lacks {START.strip()} or {END.strip()}")
    return f"{before}{start}\n{table(lang)}\n{end}{after}"


def differing(docs: Path) -> dict[Path, str]:
    """The pages whose table differs, as they should be."""
    made: dict[Path, str] = {}
    for lang in LANGUAGES:
        file = docs / lang / "engines.md"
        text = file.read_text(encoding="utf-8")
        if (new := page(lang, text)) != text:
            made[file] = new
    return made


def main() -> int:
    """Write the tables, or check them."""
    parser = argparse.ArgumentParser(description="which operation runs on which engine")
    parser.add_argument("docs", nargs="?", type=Path, default=DOCS, help="folder of the documentation")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page differs")
    options = parser.parse_args()
    docs: Path = options.docs
    changed = differing(docs)
    for file, text in changed.items():
        print(file.relative_to(docs).as_posix())
        if not options.check:
            file.write_text(text, encoding="utf-8", newline="\n")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
