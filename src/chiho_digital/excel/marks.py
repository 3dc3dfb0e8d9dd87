"""Marks on cells of a sheet: conditional formats, so that the cells themselves stay as they are, byte for byte."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from .comments import comment_on
from .packages import RELATIONS, root_of
from .xml_parts import Edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chiho_digital.tables import Severity

    from .packages import Package
    from .places import Cell
    from .xml_parts import Element

__all__ = ["mark"]

_SIGN = "chiho_digital check"
_FORMULA = f'LEN("{_SIGN}")&gt;0'
"""Always true, whatever the cell holds; our marks are known again by it."""

_AREAS = 100  # in one format
_PRIORITY = re.compile(rb"\bpriority\s*=\s*[\"']([0-9]{1,9})[\"']")
# The parts of a sheet in their order, as far as marks have to stand behind them.
_BEFORE_FORMATS = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
)
_BEFORE_DRAWING = (
    *_BEFORE_FORMATS,
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
)


def mark(
    package: Package,
    sheet: str,
    marks: Mapping[Severity, Iterable[Cell]],
    texts: Mapping[Cell, str],
    looks: Mapping[Severity, int],
) -> None:
    """Mark cells of a sheet and comment on them, in place of the marks and comments of an earlier check.

    looks: the numbers of the styles of marks.

    Raises:
        Unfamiliar: the sheet, its comments or their drawing are not as workbooks have them.
    """
    edits = Edits(package.parts[sheet])
    found = root_of(edits.data, "worksheet", depth=3)
    _drop_marks(edits, found)
    places = [one for one in found if one.depth == 2]
    at = _behind(places, _BEFORE_FORMATS)
    priorities = count(max(map(int, _PRIORITY.findall(edits.done())), default=0) + 1)
    for severity, cells in marks.items():
        areas = list(_areas(cells))
        for first in range(0, len(areas), _AREAS):
            rule = f'<cfRule type="expression" dxfId="{looks[severity]}" priority="{next(priorities)}">'
            rule += f"<formula>{_FORMULA}</formula></cfRule>"
            where = " ".join(areas[first : first + _AREAS])
            edits.put(at, f'<conditionalFormatting sqref="{where}">{rule}</conditionalFormatting>')
    drawing = next((one for one in places if one.name == "legacyDrawing"), None)
    known = next((v for k, v in drawing.attributes.items() if k.endswith(":id")), None) if drawing else None
    added = comment_on(package, sheet, texts, known)
    if added:
        at = _behind(places, _BEFORE_DRAWING)
        edits.put(at, f'<legacyDrawing xmlns:r="{RELATIONS[:-1]}" r:id="{added}"/>')
    package.parts[sheet] = edits.done()


def _drop_marks(edits: Edits, found: list[Element]) -> None:
    """Leave out our marks of an earlier check; where Excel joined one with a format of the user's, that one stays."""
    formats: list[tuple[Element, list[Element]]] = []
    for one in found:
        if one.depth == 2:
            formats.append((one, []))
        elif formats and formats[-1][0].name == "conditionalFormatting":
            formats[-1][1].append(one)
    for holder, rules in formats:
        ours = [rule for rule in rules if _SIGN.encode() in edits.data[rule.start : rule.end]]
        for one in [holder] if ours and len(ours) == len(rules) else ours:
            edits.drop(one)


def _behind(places: list[Element], names: Sequence[str]) -> int:
    """The place behind the last of some elements."""
    return max(one.end for one in places if one.name in names)


def _areas(cells: Iterable[Cell]) -> Iterator[str]:
    """Cells as areas: those below one another are one."""
    run: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.place, cell.row)):
        if run and (cell.place, cell.row) != (run[-1].place, run[-1].row + 1):
            yield _area(run)
            run = []
        run.append(cell)
    if run:
        yield _area(run)


def _area(run: list[Cell]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}:{run[-1]}"
