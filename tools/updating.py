"""What the scripts that update data share: reading issuers' files, the report of what changed, and writing to the side.

Nothing is written while anything does not fit: all of it is said at once, with row and value.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, frozen

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.tables.files.workbooks import filled_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chiho_digital.basics import Lang

__all__ = ["Cells", "Report", "Said", "folded", "read_csv", "read_sheets", "replace"]

Cells = tuple[str, int, list[str]]
"""A line of a file: where it stands (file or sheet), its row from 1, its cells."""


@frozen
class Said:
    """One line of a report: what happened, to which value, and where it stands in the issuer's file, if it does."""

    text: Text
    value: str
    where: str | None = None

    def to(self, lang: Lang) -> str:
        """The line as a sentence."""
        place = "" if self.where is None else f"{self.where}: "
        return f"{place}{self.text.to(lang)}"


@define
class Report:
    """What an update changes, by heading, and what does not fit."""

    title: Text
    headings: Mapping[str, Text]
    entries: dict[str, list[Said]] = Factory(dict[str, list[Said]])
    faults: list[Said] = Factory(list[Said])
    written: tuple[str, ...] | None = None  # None: nobody asked

    def add(self, heading: str, ja: str, en: str, value: str) -> None:
        """Add a line below a heading."""
        self.entries.setdefault(heading, []).append(Said(Text(ja, en), value))

    def fault(self, ja: str, en: str, value: str, where: str | None = None) -> None:
        """Add something that does not fit."""
        self.faults.append(Said(Text(ja, en), value, where))

    def refuse(self, error: InvalidValue, where: str | None = None) -> None:
        """Add an error of the library as something that does not fit."""
        self.faults.append(Said(Text(error.message("ja"), error.message("en")), str(error.value), where))

    def to(self, lang: Lang) -> str:
        """The report as text."""
        lines = [self.title.to(lang)]
        for name, heading in self.headings.items():
            said = self.entries.get(name, [])
            if said:
                lines += ["", f"{heading.to(lang)} ({len(said)})", *(f"  {one.to(lang)}" for one in said)]
        if not self.entries:
            lines += ["", Text("変わったものはありません。", "Nothing changed.").to(lang)]
        if self.faults:
            heading = Text("合わないもの（何も書いていません）", "What does not fit (nothing was written)")
            lines += ["", f"{heading.to(lang)} ({len(self.faults)})"]
            lines += [f"  {one.to(lang)}" for one in self.faults]
        elif self.written is not None:
            lines += ["", Text("書いたファイル：", "Written: ").to(lang) + (", ".join(self.written) or "0")]
        else:
            look = Text(
                "確認のみです。書くには --write を付けてください。", "A look only; add --write to write."
            )
            lines += ["", look.to(lang)]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values."""

        def each(one: Said) -> dict[str, Any]:
            return {"value": one.value, "where": one.where, "ja": one.text.ja, "en": one.text.en}

        return {
            "title": self.title.to_dict(),
            "changed": {name: [each(one) for one in said] for name, said in self.entries.items()},
            "faults": [each(one) for one in self.faults],
            "written": list(self.written or ()),
        }

    def shown(self, lang: Lang, *, as_json: bool) -> str:
        """The report as text or as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) if as_json else self.to(lang)


def folded(text: str) -> str:
    """A heading or a cell with full-width letters, half-width katakana and all blanks folded."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_csv(path: Path) -> list[Cells]:
    """The lines of a CSV file in UTF-8 or cp932 that are not blank.

    Raises:
        InvalidValue: it is neither.
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp932")
        except UnicodeDecodeError as error:
            raise InvalidValue("governments.registry_not_utf8", value=path.name, reason=str(error)) from error
    reader = csv.reader(StringIO(text, newline=""))
    lines: list[Cells] = []
    start = 1
    for cells in reader:  # a cell may hold line breaks: a row is called by its first line
        lines.append((path.name, start, cells))
        start = reader.line_num + 1
    return [line for line in lines if any(cell.strip() for cell in line[2])]


def read_sheets(path: Path) -> list[tuple[str, list[Cells]]]:
    """The sheets of a workbook (.xlsx or .xls), or a CSV file as one sheet.

    Raises:
        InvalidValue, OSError: the file cannot be read.
    """
    if path.suffix.lower() not in {".xlsx", ".xls", ".xlsm"}:
        return [(path.name, read_csv(path))]
    return [
        (name, [(name, number, cells) for number, cells in enumerate(rows, 1)])
        for name, rows in filled_sheets(path.read_bytes())
    ]


def replace(
    folder: Path, files: Mapping[str, bytes], looked: Callable[[Path], object] | None = None
) -> tuple[str, ...]:
    """Write files to the side, look at them there, and put them in place of the old ones; the names of those that differ."""
    aside = folder / ".update"
    aside.mkdir(parents=True, exist_ok=True)
    try:
        for name, data in files.items():
            (aside / name).write_bytes(data)
        if looked is not None:
            looked(aside)
        changed = tuple(
            name
            for name, data in files.items()
            if not (folder / name).is_file() or (folder / name).read_bytes() != data
        )
        for name in changed:
            (aside / name).replace(folder / name)
    finally:
        for left in aside.iterdir():
            left.unlink()
        aside.rmdir()
    return changed
