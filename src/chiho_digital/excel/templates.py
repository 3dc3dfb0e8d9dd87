"""Templates: a workbook to fill in for a row model, which `tables.read` reads back as it was typed."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from attrs import define, field

from chiho_digital.basics import message, require
from chiho_digital.tables import columns_of
from chiho_digital.tables.files.workbooks import letters

from .choices import choices_of
from .examples import example_of
from .files import put, target_of
from .guides import guide_lines, guide_table, title_of
from .looks import TEXT, cell_format, heading_format, heading_of, note_on, width_of
from .models import model_of
from .new_books import blank, own, saved
from .texts import clean, is_formula, wide
from .words import ENTRY, EXAMPLE, GUIDE, LISTS

if TYPE_CHECKING:
    from pathlib import Path

    from chiho_digital.basics import Lang, Text
    from chiho_digital.tables import Column, RowModel

    from .choices import Choices

__all__ = ["template"]

_NOTES_BY = "chiho_digital"

_LAST_ROW = 1_048_576
_PAGE = 150  # characters that fit on a page of A4 on its side and can still be read
_A4 = 9


def template(
    model: type[RowModel] | str, path: Path | str, *, lang: Lang = "ja", overwrite: bool = False
) -> Path:
    """Write a workbook to fill in for a row model, given itself or by a name of `MODELS`; returns its path.

    Sheets: the table with its headings (Japanese ones, or with `lang="en"` the names of the fields), an example row of
    made-up values, explanations, and, hidden, the words of the drop-downs. Codes, identifiers and dates are text cells, so
    that leading zeros stay. The same model gives the same bytes.

    Raises:
        InvalidValue: there is no such model; the path does not end with .xlsx; or the file exists, unless `overwrite`.
        OSError: the file cannot be written; Excel may have it open.
        MissingExtra: openpyxl is not installed (extra `excel`).
    """
    target = target_of(path, overwrite=overwrite)
    put(_Writer(model_of(model), lang).written(), target)
    return target


@define
class _Writer:
    """Writes the template of one row model."""

    model: type[RowModel]
    lang: Lang
    _book: Any = field(init=False)
    _styles: Any = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._book = blank(ENTRY.to(self.lang))
        self._styles = require("openpyxl.styles", extra="excel")

    def written(self) -> bytes:
        """The workbook as a file."""
        self._book.properties.title = title_of(self.model, self.lang)
        entry = self._book.active
        self._headings(entry, 1)
        example = self._sheet(EXAMPLE, "example")
        self._text(example.cell(1, 1), message("excel.example_only", {}, self.lang)).font = self._font(
            bold=True
        )
        self._headings(example, 3)
        for place, (name, column) in enumerate(self._columns().items(), 1):
            cell = self._text(example.cell(4, place), example_of(self.model, name, self.lang))
            cell.number_format, cell.font = TEXT, self._font(italic=True)
            cell.alignment = self._styles.Alignment(wrap_text=True, vertical="top")
            self._note(entry.cell(1, place), name)
            entry.column_dimensions[letters(place - 1)].number_format = cell_format(column)
        self._guide(self._sheet(GUIDE, "guide"))
        self._lists(entry)
        self._print_as_pages(entry)
        return saved(self._book)

    def _columns(self) -> dict[str, Column]:
        return columns_of(self.model)

    def _sheet(self, title: Text, name: str) -> Any:
        """A sheet of ours, known again by a defined name."""
        sheet = self._book.create_sheet(title.to(self.lang))
        own(self._book, sheet, name)
        return sheet

    def _font(self, **how: Any) -> Any:
        return self._styles.Font(size=11, **how)

    def _text(self, cell: Any, text: str) -> Any:
        """Put a text into a cell; as text, whatever it begins with."""
        if text:
            cell.value = clean(text)
            cell.data_type, cell.quotePrefix = "s", is_formula(text)
        return cell

    def _headings(self, sheet: Any, row: int) -> None:
        """The row of headings; those that must be filled in are dark, and end with a star."""
        styles = self._styles
        edge = styles.Side(style="thin", color="808080")
        for place, (name, column) in enumerate(self._columns().items(), 1):
            heading = heading_of(column, name, self.lang)
            cell = self._text(sheet.cell(row, place), heading)
            cell.number_format = heading_format(column)
            cell.font = self._font(bold=True, color="FFFFFF" if column.required else "1F3864")
            cell.fill = styles.PatternFill("solid", fgColor="1F3864" if column.required else "DDE6F3")
            cell.border = styles.Border(edge, edge, edge, edge)
            cell.alignment = styles.Alignment(wrap_text=True, vertical="center", horizontal="center")
            sheet.column_dimensions[letters(place - 1)].width = width_of(column, heading)
        sheet.row_dimensions[row].height = 36
        sheet.freeze_panes = sheet.cell(row + 1, 2)

    def _note(self, cell: Any, name: str) -> None:
        """Put the note of a column onto its heading."""
        text = clean(note_on(self.model, name, self.lang))
        lines = sum(1 + wide(line) // 46 for line in text.split("\n"))
        comment = require("openpyxl.comments", extra="excel").Comment
        cell.comment = comment(text, _NOTES_BY, width=340, height=24 + 20 * lines)

    def _guide(self, sheet: Any) -> None:
        """The sheet of explanations: what to do, and what every column holds."""
        styles = self._styles
        wrapped = styles.Alignment(wrap_text=True, vertical="top")
        row = 1
        for line in guide_lines(self.model, self.lang):
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
            cell = self._text(sheet.cell(row, 1), line)
            cell.font = styles.Font(size=14, bold=True) if row == 1 else self._font()
            cell.alignment = wrapped
            sheet.row_dimensions[row].height = 22 if row == 1 else 18 * (1 + wide(line) // 150)
            row += 1
        row += 1
        for number, texts in enumerate(guide_table(self.model, self.lang)):
            for place, text in enumerate(texts, 1):
                cell = self._text(sheet.cell(row + number, place), text)
                cell.alignment, cell.number_format = wrapped, TEXT
                cell.font = self._font(bold=number == 0)
                if number == 0:
                    cell.fill = styles.PatternFill("solid", fgColor="DDE6F3")
        for place, width in enumerate((26, 30, 10, 48, 30, 48)):
            sheet.column_dimensions[letters(place)].width = width
        self._print_as_pages(sheet)
        sheet.print_title_rows = f"{row}:{row}"

    def _lists(self, entry: Any) -> None:
        """The drop-downs, and the hidden sheet that holds their words; columns with the same words share a list."""
        lists: dict[tuple[str, ...], str] = {}
        sheet = self._sheet(LISTS, "lists")
        sheet.sheet_state = "hidden"
        for place, (name, column) in enumerate(self._columns().items()):
            choices = choices_of(self.model, name, self.lang)
            if choices is None:
                continue
            if choices.words not in lists:
                at = len(lists) + 1
                self._text(sheet.cell(1, at), heading_of(column, name, self.lang))
                for row, word in enumerate(choices.words, 2):
                    self._text(sheet.cell(row, at), word).number_format = TEXT
                where = letters(at - 1)
                lists[choices.words] = f"'{sheet.title}'!${where}$2:${where}${len(choices.words) + 1}"
            entry.add_data_validation(self._validation(choices, lists[choices.words], column, place))

    def _validation(self, choices: Choices, words: str, column: Column, place: int) -> Any:
        """The drop-down of a column. A closed one refuses other words; any other only offers its own."""
        kind = require("openpyxl.worksheet.datavalidation", extra="excel").DataValidation
        where = letters(place)
        return kind(
            type="list",
            formula1=words,
            allow_blank=not column.required,
            sqref=f"{where}2:{where}{_LAST_ROW}",
            showErrorMessage=choices.closed,
            errorTitle=message("excel.list_title", {}, self.lang),
            error=message("excel.list_refused", {}, self.lang),
        )

    def _print_as_pages(self, sheet: Any) -> None:
        """A4 on its side, headings on every page, as many pages wide as can be read."""
        width = sum(column.width for column in sheet.column_dimensions.values())
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = ceil(width / _PAGE), 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.gridLines = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.print_title_rows = "1:1"
        sheet.oddHeader.center.text, sheet.oddFooter.center.text = "&A", "&P / &N"
