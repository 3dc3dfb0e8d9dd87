"""A census table as the shipped figures: `python tools/update_population.py TABLE.csv --code 地域コード --value 人口 --out FILE.csv`.

TABLE is a table of the Statistics Bureau or of e-Stat (CSV or workbook) with a row per area: five-digit codes and a count;
lines above the headings are passed over. FILE is compared with what the table says and, with `--write`, replaced. Every
area must be a body of the registry or one of those that are none (00000 the nation, 13100 the 23 wards together), parts
must add up to their prefecture, designated city and nation, and no area may be missing that FILE has, unless
`--other-areas` says that the areas have changed since. Another count (final, of another year) is another file.

Exit status: 0 it fits, 1 it does not.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from updating import Report, folded, read_sheets, replace

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.governments import GovernmentKind, LocalGovernmentCode, Registry
from chiho_digital.governments.dates import SHIPPED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "updated"]

_TITLE = Text("人口の表の更新", "Update of the table of population")
_HEADINGS = {
    "new": Text("新しい地域", "areas new"),
    "gone": Text("なくなった地域", "areas gone"),
    "changed": Text("数の変わった地域", "figures changed"),
}
_NATION, _WARDS = "00000", "13100"
_DIGITS = re.compile("[0-9]+")


def updated(  # noqa: PLR0913 – each says one thing about the table
    table: Path, shipped: Path, *, code: str, value: str, folder: Path, other_areas: bool = False
) -> tuple[str, Report]:
    """The text of the shipped file that a table makes, with the report; usable only if it has no faults.

    Raises:
        InvalidValue, OSError: a file cannot be read.
    """
    report = Report(_TITLE, _HEADINGS)
    registry = Registry.load(folder)
    figures = _figures(table, code, value, registry, report)
    before: dict[str, int] = {}
    if shipped.is_file():
        lines = csv.DictReader(StringIO(shipped.read_text(encoding="utf-8")))
        before = {row["code5"]: int(row["population"]) for row in lines}
    _compare(before, figures, report, other_areas=other_areas)
    if not report.faults:
        _sums(figures, registry, report)
    text = "".join(f"{area},{figures[area]}\n" for area in sorted(figures))
    return f"code5,population\n{text}", report


def _figures(table: Path, code: str, value: str, registry: Registry, report: Report) -> dict[str, int]:
    figures: dict[str, int] = {}
    for sheet, lines in read_sheets(table):
        start = next((n for n, (_, _, cells) in enumerate(lines) if code in map(folded, cells)), None)
        if start is None or value not in (heading := [folded(cell) for cell in lines[start][2]]):
            continue
        at, at_value = heading.index(code), heading.index(value)
        for _, number, cells in lines[start + 1 :]:
            where = f"{sheet} {number}"
            area, count = (folded(cells[n]) if n < len(cells) else "" for n in (at, at_value))
            if not area and not count:
                continue
            count = count.replace(",", "")
            if area in figures:
                report.fault(f"{area}が2回あります", f"{area} stands twice", area, where)
            elif area not in {_NATION, _WARDS} and not _known(area, registry):
                report.fault(
                    f"「{area}」の団体が台帳にありません", f"no body of the registry is '{area}'", area, where
                )
            elif not _DIGITS.fullmatch(count):
                report.fault(
                    f"{area}の「{count}」は数ではありません", f"'{count}' of {area} is no count", count, where
                )
            else:
                figures[area] = int(count)
    if not figures:
        said = f"{code}・{value}"
        report.fault(f"見出し{said}の表がありません", f"there is no table headed {said}", said, table.name)
    return figures


def _known(area: str, registry: Registry) -> bool:
    try:
        return registry.is_known(LocalGovernmentCode.parse(area, digits=5))
    except InvalidValue:
        return False


def _compare(before: dict[str, int], after: dict[str, int], report: Report, *, other_areas: bool) -> None:
    for area in sorted(before.keys() | after.keys()):
        old, new = before.get(area), after.get(area)
        if old == new:
            continue
        heading = "new" if old is None else "gone" if new is None else "changed"
        said = (
            f"{area}: {'' if old is None else format(old, ',')} → {'' if new is None else format(new, ',')}"
        )
        report.add(heading, said, said, area)
        if new is None and not other_areas:
            report.fault(
                f"{area}の行がありません（区域が変わったなら --other-areas）",
                f"there is no row of {area} (say --other-areas if the areas changed)",
                area,
            )


def _sums(figures: dict[str, int], registry: Registry, report: Report) -> None:
    """Parts against their whole: wards, municipalities, prefectures, the 23 wards."""
    sums: dict[str, int] = defaultdict(int)
    for area, count in figures.items():
        if area in {_NATION, _WARDS}:
            continue
        if area.endswith("000"):
            sums[_NATION] += count
            continue
        code = LocalGovernmentCode.parse(area, digits=5)
        body = next(one for one in registry.versions(code))
        sums[body.parent[:5] if body.parent else _NATION] += count
        if body.kind is GovernmentKind.SPECIAL_WARD:
            sums[_WARDS] += count
    for whole, total in sorted(sums.items()):
        if whole not in figures:
            report.fault(f"{whole}の行がありません", f"there is no row of {whole}", whole)
        elif figures[whole] != total:
            report.fault(
                f"{whole}は{figures[whole]:,}ですが、内訳の合計は{total:,}です",
                f"{whole} is {figures[whole]:,}, its parts add up to {total:,}",
                whole,
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, compare, report, and write if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", type=Path)
    parser.add_argument("--code", required=True, help="heading of the column of five-digit codes")
    parser.add_argument("--value", required=True, help="heading of the column of counts")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--registry", type=Path, default=SHIPPED_FOLDER)
    parser.add_argument("--other-areas", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    try:
        text, report = updated(
            given.table,
            given.out,
            code=folded(given.code),
            value=folded(given.value),
            folder=given.registry,
            other_areas=given.other_areas,
        )
    except (InvalidValue, OSError) as error:
        report = Report(_TITLE, _HEADINGS)
        report.fault(f"ファイルを読めません：{error}", f"a file cannot be read: {error}", str(error))
    else:
        if given.write and not report.faults:
            report.written = replace(given.out.parent, {given.out.name: text.encode()})
    sys.stdout.write(report.shown(given.lang, as_json=given.json) + "\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
