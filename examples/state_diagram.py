"""The state diagrams in the documentation, drawn from the state machines of the process.

Usage: python examples/state_diagram.py [--check] [DOCS]

Without --check the pictures and the tables in the pages are written. With it nothing is written: the names of the files that
differ are printed, and the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from chiho_digital.basics import Lang
from chiho_digital.commonization.process import COURSE, REVIEW, diagram, table_of_moves

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
MACHINES = {"review": REVIEW, "course": COURSE}
PAGE = "commonization.md"
END = "<!-- end of what is made -->\n"


def start(name: str) -> str:
    """The line after which the part of a machine stands in a page."""
    return f"<!-- {name}: made by examples/state_diagram.py -->\n"


def picture(name: str, lang: Lang) -> str:
    """The file of a picture, as seen from the folder of the documentation."""
    return f"commonization-{name}.{lang}.svg"


def part(name: str, lang: Lang) -> str:
    """What a page says of a machine: its picture and its table."""
    machine = MACHINES[name]
    image = f"![{machine.title.to(lang)}](../{picture(name, lang)})"
    return f"\n{image}\n\n{table_of_moves(machine, lang)}\n"


def page(lang: Lang, text: str) -> str:
    """A page with its parts made anew."""
    for name in MACHINES:
        before, found, rest = text.partition(start(name))
        _, end, after = rest.partition(END)
        if not end:
            raise ValueError(f"the page lacks {start(name).strip()} or {END.strip()}")
        text = f"{before}{found}{part(name, lang)}{end}{after}"
    return text


def made(docs: Path) -> dict[str, str]:
    """Every file as it should be, by its path in the documentation."""
    files = {
        picture(name, lang): diagram(machine, lang)
        for name, machine in MACHINES.items()
        for lang in LANGUAGES
    }
    for lang in LANGUAGES:
        path = f"{lang}/{PAGE}"
        files[path] = page(lang, (docs / path).read_text(encoding="utf-8"))
    return files


def differing(docs: Path) -> dict[str, str]:
    """The files that differ, as they should be."""
    found: dict[str, str] = {}
    for path, text in made(docs).items():
        file = docs / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            found[path] = text
    return found


def main() -> int:
    """Write pictures and tables, or check them."""
    parser = argparse.ArgumentParser(description="state diagrams of the process")
    parser.add_argument("docs", nargs="?", type=Path, default=DOCS, help="folder of the documentation")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file differs")
    options = parser.parse_args()
    docs: Path = options.docs
    changed = differing(docs)
    for path, text in changed.items():
        print(path)
        if not options.check:
            (docs / path).write_text(text, encoding="utf-8", newline="\n")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
