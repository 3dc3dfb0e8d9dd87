"""The summary sheet: everything that was found, with where it is and what to do, as a sheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import message
from chiho_digital.tables import Severity
from chiho_digital.tables.files.workbooks import letters

from .texts import is_formula, markup
from .words import SEVERITIES, SUMMARY, SUMMARY_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chiho_digital.basics import Lang

    from .findings import Finding
    from .styles import Styles

__all__ = ["MOST_LINES", "summary_sheet"]

MOST_LINES = 1_000_000
"""The findings that a sheet has room for."""

_MOST_LINKS = 60_000  # Excel takes little more
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WIDTHS = (12, 14, 10, 24, 32, 60, 44)
_VIEW = (
    '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView'
    ' showGridLines="0" workbookViewId="0"><pane ySplit="{top}" topLeftCell="A{next}" activePane="bottomLeft"'
    ' state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
)
_PAGE = (
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
)


def summary_sheet(
    lines: Sequence[str], findings: Iterable[Finding], styles: Styles, lang: Lang, *, linked: bool
) -> bytes:
    """The sheet as a part of a workbook: errors first, then warnings, then notes.

    lines: what is said of the whole.  linked: whether the cells are in this workbook, and can be gone to.
    """
    order = list(Severity)
    shown = sorted(findings, key=lambda finding: order.index(finding.severity))[:MOST_LINES]
    rows = [_row(1, [(SUMMARY.to(lang), styles.title)])]
    rows += [_row(number, [(line, 0)]) for number, line in enumerate(lines, 2)]
    top = len(lines) + 3
    rows.append(_row(top, [(column.to(lang), styles.head) for column in SUMMARY_COLUMNS]))
    links: list[str] = []
    for number, finding in enumerate(shown, top + 1):
        link = linked and finding.sheet is not None and len(links) < _MOST_LINKS
        if link:
            links.append(_link(number, finding))
        texts = (finding.heading, finding.value, finding.says, finding.repair)
        rows.append(
            _row(
                number,
                [
                    (SEVERITIES[finding.severity].to(lang), styles.signs[finding.severity]),
                    (finding.sheet or "", styles.text),
                    (finding.where, styles.link if link else styles.text),
                    *((text, styles.formula if is_formula(text) else styles.text) for text in texts),
                ],
            )
        )
    if not shown:
        rows.append(_row(top + 1, [(message("excel.nothing_found", {}, lang), 0)]))
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(_WIDTHS, 1)
    )
    whole = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">',
        _VIEW.format(top=top, next=top + 1),
        f"<cols>{columns}</cols><sheetData>",
        *rows,
        "</sheetData>",
        f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
        _PAGE,
        "</worksheet>",
    )
    return "".join(whole).encode()


def _link(number: int, finding: Finding) -> str:
    """From a line of the table to its cell."""
    quoted = markup((finding.sheet or "").replace("'", "''"))
    return f'<hyperlink ref="C{number}" location="\'{quoted}\'!{finding.cell}" display="{finding.cell}"/>'


def _row(number: int, cells: Iterable[tuple[str, int]]) -> str:
    """A row of texts, each with the number of its style; a text is never a formula."""
    written = "".join(
        f'<c r="{letters(place)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{markup(text)}</t></is></c>'
        if text
        else f'<c r="{letters(place)}{number}" s="{style}"/>'
        for place, (text, style) in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'
