"""The plan (デジタル活用推進計画) as a Word document, with the same content as the page."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import require

from .plan_page import COLUMN_WIDTHS, MARGINS, SIDE, PlanSheet, measures, plan_sheet

if TYPE_CHECKING:
    from chiho_digital.basics import Lang

    from .records import Plan

__all__ = ["plan_to_docx"]

_FONT = "游明朝"  # comes with Word on Windows and on the Mac
_INDENT = 70  # mm before the lines of the signature
_LABEL = 34  # mm for their labels
_POINT = 72 / 25.4  # of a mm


def plan_to_docx(plan: Plan, *, lang: Lang = "ja") -> bytes:
    """The plan as a Word document (.docx) on A4. It says the same as `plan_to_html`.

    Raises:
        MissingExtra: python-docx is not installed (extra `docx`).
        InvalidValue, UnknownCode: as `plan_to_html`.
    """
    library = require("docx", extra="docx")
    return _Writer(library.Document(), plan_sheet(plan, lang=lang)).written()


class _Writer:
    """Writes one sheet into one document of python-docx."""

    def __init__(self, document: Any, sheet: PlanSheet) -> None:
        self.document, self.sheet = document, sheet
        self.sizes = measures(sheet.scale)
        self.shared, self.text, self.table, self.ns = (
            require(f"docx.{part}", extra="docx") for part in ("shared", "enum.text", "enum.table", "oxml.ns")
        )
        self.element = require("docx.oxml", extra="docx").OxmlElement

    def written(self) -> bytes:
        """The document as a file."""
        sheet = self.sheet
        self._set_up()
        self._describe()
        centred, right = self.text.WD_ALIGN_PARAGRAPH.CENTER, self.text.WD_ALIGN_PARAGRAPH.RIGHT
        if sheet.too_long:
            self._say(sheet.too_long).runs[0].bold = True
        if sheet.kind:
            self._say(sheet.kind, "small").alignment = centred
        self._say(sheet.title, "title", style="Title").alignment = centred
        body, period = sheet.labels
        line = self._say(f"{body}　{sheet.body or '＿' * 12}\t{period}　{sheet.period}")
        width = self.shared.Mm(210 - 2 * MARGINS[1])
        line.paragraph_format.tab_stops.add_tab_stop(width, self.text.WD_TAB_ALIGNMENT.RIGHT)
        policy, projects, effects = sheet.headings
        self._head(policy)
        self._tell(sheet.policy)
        self._head(projects)
        if sheet.rows:
            self._tabulate(right, centred)
            self._finish_table()
        else:
            self._tell(sheet.no_rows)
        if sheet.remark:
            self._say(sheet.remark, "small")
        self._head(effects)
        self._tell(sheet.effects)
        if sheet.references:
            self._head(sheet.references_heading)
            for reference in sheet.references:
                self._say(reference, "small", style="List Bullet")
        self._sign()
        footer = self.document.sections[0].footer.paragraphs[0]
        self._set(footer, sheet.footer, "fine")
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _set_up(self) -> None:
        """A4, margins, and one font with its East Asian name in every style in use."""
        section, mm = self.document.sections[0], self.shared.Mm
        section.page_width, section.page_height = mm(210), mm(297)
        section.top_margin = section.bottom_margin = mm(MARGINS[0])
        section.left_margin = section.right_margin = mm(MARGINS[1])
        section.header_distance = section.footer_distance = mm(6)
        for name in ("Normal", "Title", "Heading 1", "List Bullet", "Footer"):
            style = self.document.styles[name]
            style.font.color.rgb = self.shared.RGBColor(0, 0, 0)
            properties = style.element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            # A theme's font would win over the font that is named.
            for key in [key for key in fonts.attrib if key.lower().endswith("theme")]:
                del fonts.attrib[key]
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(self.ns.qn(f"w:{script}"), _FONT)
            style.paragraph_format.space_before = style.paragraph_format.space_after = 0
        # The title of the template is underlined in blue.
        for border in list(self.document.styles["Title"].element.iter(self.ns.qn("w:pBdr"))):
            border.getparent().remove(border)
        language = self.document.styles.element.find(f".//{self.ns.qn('w:lang')}")
        language.set(self.ns.qn("w:val"), "en-US")
        language.set(self.ns.qn("w:eastAsia"), "ja-JP")

    def _describe(self) -> None:
        properties, now = self.document.core_properties, datetime.now(UTC)
        properties.title, properties.author = self.sheet.title[:255], (self.sheet.body or "")[:255]
        properties.language = self.sheet.lang
        properties.comments = ""
        properties.created = properties.modified = now

    def _set(self, paragraph: Any, text: str, size: str, *, bold: bool = False) -> Any:
        """Put a text into a paragraph, in print of a size and with the height of its lines."""
        run = paragraph.add_run(text)
        run.font.size, run.font.bold = self.shared.Mm(self.sizes[size]), bold
        height = self.sizes["line" if size == "text" else f"{size}-line"]
        paragraph.paragraph_format.line_spacing = self.shared.Pt(round(height * _POINT, 1))
        return paragraph

    def _say(self, text: str, size: str = "text", *, style: str = "Normal") -> Any:
        return self._set(self.document.add_paragraph(style=style), text, size, bold=style == "Title")

    def _head(self, text: str) -> None:
        paragraph = self._set(self.document.add_paragraph(style="Heading 1"), text, "text", bold=True)
        paragraph.paragraph_format.space_before = self.shared.Mm(self.sizes["gap"])
        paragraph.paragraph_format.space_after = self.shared.Mm(self.sizes["gap"] * 0.3)

    def _tell(self, text: str) -> None:
        """A text of the plan, paragraph by paragraph."""
        for part in text.split("\n"):
            paragraph = self._say(part)
            if self.sheet.lang == "ja":
                paragraph.paragraph_format.first_line_indent = self.shared.Mm(self.sizes["text"])
                paragraph.alignment = self.text.WD_ALIGN_PARAGRAPH.JUSTIFY

    def _tabulate(self, right: Any, centred: Any) -> None:
        sheet = self.sheet
        table = self.document.add_table(rows=len(sheet.rows) + 2, cols=len(COLUMN_WIDTHS), style="Table Grid")
        table.autofit = False
        table.alignment = self.table.WD_TABLE_ALIGNMENT.CENTER
        for at, (column, width) in enumerate(zip(table.columns, COLUMN_WIDTHS, strict=True)):
            column.width = self.shared.Mm(width)
            for cell in column.cells:
                cell.width = self.shared.Mm(width)
                cell.paragraphs[0].alignment = {0: centred, 3: right}.get(at)
        for row, cells in zip(table.rows, (sheet.columns, *sheet.rows), strict=False):
            for cell, text in zip(row.cells, cells, strict=True):
                self._set(cell.paragraphs[0], text, "small")
        for cell in table.rows[0].cells:
            cell.paragraphs[0].alignment = centred
        last = table.rows[-1].cells
        across = last[0].merge(last[2])
        self._set(across.paragraphs[0], sheet.total_label, "small")
        self._set(last[3].paragraphs[0], sheet.total, "small")

    def _finish_table(self) -> None:
        """What python-docx has no words for: margins of the cells, a heading on every page, rows that stay whole."""
        body, name = self.document.element.body, self.ns.qn
        for place, row in enumerate(body.iter(name("w:tr"))):
            properties = row.get_or_add_trPr()
            properties.append(self.element("w:cantSplit"))
            if place == 0:
                properties.append(self.element("w:tblHeader"))
        margins = self.element("w:tblCellMar")
        for side in ("top", "left", "bottom", "right"):
            margin = self.element(f"w:{side}")
            width = SIDE if side in {"left", "right"} else self.sizes["pad"]
            margin.set(name("w:w"), str(round(width * _POINT * 20)))
            margin.set(name("w:type"), "dxa")
            margins.append(margin)
        # The schema wants them before what says how the table looks.
        next(body.iter(name("w:tblLook"))).addprevious(margins)

    def _sign(self) -> None:
        lines = self.sheet.signature
        for place, (label, value) in enumerate(lines):
            seal = f"　　{self.sheet.seal}" if place == len(lines) - 1 else ""
            paragraph = self._say(f"{label}\t{value or '＿' * 14}{seal}")
            layout = paragraph.paragraph_format
            layout.left_indent = self.shared.Mm(_INDENT)
            layout.tab_stops.add_tab_stop(self.shared.Mm(_INDENT + _LABEL))
            layout.space_before = self.shared.Mm(self.sizes["gap"])
            layout.keep_with_next = place < len(lines) - 1
