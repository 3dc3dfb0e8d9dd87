"""Excel workbooks, .xlsx and .xls: the cells of the first sheet that has any, as text as a person reads them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import require
from chiho_digital.tables.issues import Issue, Severity

from .packages import Refused, safe_package
from .shared import FileRows, Wanted, blank, blank_row, empty_file, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["filled_sheets", "letters", "workbook_rows"]

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the part that holds a workbook with a password
_WHOLE = 10.0**15  # Excel keeps 15 digits

_Sheet = tuple[str, list[list[str]]]


def workbook_rows(data: bytes, wanted: Wanted) -> FileRows:
    """The rows of a workbook, numbered as in the sheet.

    Raises:
        MissingExtra: what reads such files is not installed.
    """
    try:
        found = filled_sheets(data)
    except Refused as error:
        return FileRows((), (), (error.issue,))
    if not found:
        return FileRows((), (), (empty_file(),))
    issues: list[Issue] = []
    if len(found) > 1:
        params = {"sheet": found[0][0], "others": tuple(name for name, _ in found[1:])}
        issues.append(Issue(None, None, "tables.other_sheets", Severity.NOTE, params=params))
    table = _table(found[0][1], wanted)
    return FileRows(table.fields, table.rows, (*issues, *table.issues))


def filled_sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """The sheets of a workbook that have cells: name, and the rows from the sheet's first one on, as text.

    Raises:
        Refused: the workbook cannot be read.
        MissingExtra: what reads such files is not installed.
    """
    if data.startswith(b"PK"):
        sheets = _xlsx(require("python_calamine", extra="excel"), data)
    else:
        sheets = _xls(require("xlrd", extra="excel"), data)
    try:
        return [(name, rows) for name, rows in sheets if not all(map(blank, rows))]
    except Refused:
        raise
    except BaseException as error:
        # Broken files fail in many ways; a panic of the reader is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise Refused("tables.workbook_broken", reason=str(error)[:300]) from error


def _table(rows: Sequence[list[str]], wanted: Wanted) -> FileRows:
    """The rows of a sheet; its first one that is not blank holds the headings."""
    first = next(place for place, row in enumerate(rows) if not blank(row))
    issues = [blank_row(number) for number in range(1, first + 1)]
    width = max(map(len, rows))
    full = [(number, row + [""] * (width - len(row))) for number, row in enumerate(rows[first:], first + 1)]
    number, heading = full[0]
    kept = [place for place in range(width) if heading[place].strip()]
    for place in sorted(set(range(width)) - set(kept)):
        if cells := sum(bool(row[place].strip()) for _, row in full):
            params = {"letters": letters(place), "count": cells}
            issues.append(Issue(number, None, "tables.heading_blank", Severity.WARNING, params=params))
    below = [(number, [row[place] for place in kept]) for number, row in full[1:]]
    table = table_rows([heading[place] for place in kept], number, below, wanted)
    return FileRows(table.fields, table.rows, (*issues, *table.issues))


def letters(place: int) -> str:
    """The name of a column in a sheet, by its place from 0."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _xlsx(calamine: Any, data: bytes) -> Iterator[_Sheet]:
    with calamine.CalamineWorkbook.from_filelike(BytesIO(safe_package(data))) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            before = [""] * (sheet.start[1] if sheet.start else 0)
            yield name, [before + [_text(value) for value in row] for row in sheet.iter_rows()]


def _xls(xlrd: Any, data: bytes) -> Iterator[_Sheet]:
    if _ENCRYPTED in data:
        raise Refused("tables.workbook_password")
    try:
        # By default it would write its remarks to the terminal.
        book = xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Refused("tables.workbook_password") from error
        raise
    with book:
        for name in book.sheet_names():
            sheet = book.sheet_by_name(name)
            rows = map(sheet.row, range(sheet.nrows))
            yield name, [[_text(_value(xlrd, cell, book.datemode)) for cell in row] for row in rows]


def _value(xlrd: Any, cell: Any, datemode: int) -> object:
    """The value of a cell of an .xls file as Python has it."""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    if cell.ctype != xlrd.XL_CELL_DATE:
        return cell.value
    try:
        moment = xlrd.xldate_as_datetime(cell.value, datemode)
    except (OverflowError, ValueError):
        return cell.value  # a number that is no day, however it is shown
    return moment.time() if 0 <= cell.value < 1 else moment


def _text(value: object) -> str:
    """A value as a person reads it in the sheet."""
    match value:
        case bool():
            text = str(value).upper()
        case float():
            exact = value.is_integer() and abs(value) < _WHOLE
            text = str(int(value)) if exact else f"{value:.15g}"
        case datetime():
            moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
            text = moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
        case time():
            text = value.isoformat("seconds")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:  # text, whole numbers and days
            text = str(value)
    return text
