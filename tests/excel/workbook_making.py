"""Workbooks as people have them: our templates filled in, and what Excel and others make of them."""

import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlsxwriter

from chiho_digital import excel
from chiho_digital.procurement import ParticipationRow
from chiho_digital.tables import columns_of

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADINGS = ["事例ID", "参加団体", "参加時期", "離脱時期", "備考"]
GOOD = {"case_id": "a-1", "body": "山口県萩市", "joined": "2024-04-01"}
BAD = {"case_id": "Ａ_1", "body": "=HYPERLINK(1)", "joined": "2024-13-01", "remark": "+81"}


@cache
def empty(model, lang="ja"):
    """A template as a file."""
    return excel.template(model, Path(mkdtemp()) / "a.xlsx", lang=lang).read_bytes()


def filled(model, rows, *, template=None, change=None):
    """A template with rows of texts (or numbers, or days) typed in; `change` is done to the workbook of openpyxl."""
    book = openpyxl.load_workbook(BytesIO(template or empty(model)))
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 2):
        for place, name in enumerate(columns_of(model), 1):
            value = row.get(name)
            if value not in {None, ""}:
                cell = sheet.cell(number, place)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # a text that begins with = is typed as a text
    if change:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def own(rows, *, change=None):
    """A workbook that somebody made: a heading and rows, and whatever `change` does to book and sheet of XlsxWriter."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("自作")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write(number, place, value)
        if change:
            change(book, sheet)
    return out.getvalue()


def opened(data):
    """A workbook as openpyxl reads it, which warns of what it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(BytesIO(data))


def parts(data):
    """The parts of a workbook by name."""
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(found):
    """A workbook of parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, data in found.items():
            file.writestr(name, data)
    return out.getvalue()


def remade(data, **changes):
    """A workbook with parts replaced: `name=(old, new)`, where __ stands for / and the ending is .xml."""
    found = parts(data)
    for short, (old, new) in changes.items():
        name = next(part for part in found if part.endswith(short.replace("__", "/") + ".xml"))
        assert old in found[name], (name, old)
        found[name] = found[name].replace(old, new, 1)
    return packed(found)


def cells_between(part):
    """The cells of a sheet as they stand in its part."""
    return part[part.index(b"<sheetData") : part.index(b"</sheetData>")]


def marks(book, sheet=0):
    """The cells that are marked, by the pattern of their mark, as openpyxl reads the formats."""
    found = {}
    for area in book.worksheets[sheet].conditional_formatting:
        for rule in area.rules:
            if rule.formula and "chiho_digital" in rule.formula[0]:
                cells = (cell for part in area.sqref.ranges for row in part.rows for cell in row)
                names = [f"{openpyxl.utils.get_column_letter(c)}{r}" for r, c in cells]
                found.setdefault(rule.dxf.fill.patternType, set()).update(names)
    return found


ERROR, WARNING, NOTE = "lightUp", "lightVertical", "gray0625"

TEMPLATE = empty(ParticipationRow)
