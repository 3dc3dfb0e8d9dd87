"""Checking a workbook: the user's own back with marks in it, or a separate report where marks might cost something."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from attrs import evolve, frozen

from chiho_digital.basics import Note, Text, message, require
from chiho_digital.basics.shown import Remarks, Shown, parts_of
from chiho_digital.tables import CheckedRows, Issue, RowModel, Severity, check_rows, columns_of, read_rows
from chiho_digital.tables.files.formats import open_file
from chiho_digital.tables.files.shared import file_bytes

from .books import Book
from .files import put, target_of
from .findings import findings_of
from .marking import Found, counts, marked_workbook, separate_workbook
from .models import model_of
from .places import Table, table_in
from .words import FORMS
from .xml_parts import Unfamiliar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from chiho_digital.basics import Lang
    from chiho_digital.basics.shown import Part
    from chiho_digital.tables.files.formats import Form

__all__ = ["Report", "check"]

_ENDINGS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".csv": "text", ".tsv": "text", ".txt": "text"}

_Row = TypeVar("_Row", bound=RowModel)
_Row_co = TypeVar("_Row_co", bound=RowModel, covariant=True)


@frozen
class Report(Shown, Generic[_Row_co]):
    """What a check of a workbook found, and what was written (検査の報告). Strictly read-only.

    out: the workbook that was written.  checked: the rows and the issues, as `tables.check_rows` gives them.
    unmarked: why `out` is a separate report and not the user's own workbook with marks; None if it is that.
    """

    out: Path
    checked: CheckedRows[_Row_co]
    unmarked: Note | None = None

    @property
    def marked(self) -> bool:
        """Whether `out` is the user's own workbook with marks in it."""
        return self.unmarked is None

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything found, by row and column."""
        return self.checked.issues

    def __shown__(self) -> Iterable[Part]:
        yield from parts_of(self.checked)
        written = self.unmarked or Note("excel.marked")
        yield Remarks(Text(self.out.name, self.out.name), (written,))

    def to(self, lang: Lang) -> str:
        """What was found and written, in two lines."""
        written = self.unmarked.to(lang) if self.unmarked else message("excel.marked", {}, lang)
        return f"{self.out.name}: {counts(self.checked, lang)}\n{written}"


@overload
def check(
    source: Path | str | bytes,
    model: type[_Row],
    out: Path | str,
    *,
    lang: Lang = "ja",
    overwrite: bool = False,
) -> Report[_Row]: ...


@overload
def check(
    source: Path | str | bytes,
    model: str,
    out: Path | str,
    *,
    lang: Lang = "ja",
    overwrite: bool = False,
) -> Report[RowModel]: ...


def check(
    source: Path | str | bytes,
    model: type[RowModel] | str,
    out: Path | str,
    *,
    lang: Lang = "ja",
    overwrite: bool = False,
) -> Report[Any]:
    """Check a file for a row model, given itself or by a name of `MODELS`, and write a workbook that shows what is wrong.

    A workbook that holds nothing but sheets is given back as it is, with marks and comments on the cells that something is
    said of, and a sheet with all findings at the end; marks, comments and that sheet take the place of those of an earlier
    check. Of a workbook with macros, charts, pivot tables, pictures, links or whatever else is not known here, and of a file
    of another form, the findings are written as a separate workbook. The source is never changed.

    source: as for `tables.read_rows`.  lang: of what is said.

    Raises:
        OSError: the source cannot be read, or `out` cannot be written. Everything wrong inside the file becomes an issue.
        InvalidValue: there is no such model; `out` does not end with .xlsx; or it exists, unless `overwrite`.
        MissingExtra: openpyxl, or what reads Excel or Parquet, is not installed.
    """
    target = target_of(out, overwrite=overwrite, source=source)
    require("openpyxl", extra="excel")
    name, data = file_bytes(source)
    name = "" if isinstance(source, bytes) else name
    row_model = model_of(model)
    columns = columns_of(row_model)
    checked = check_rows(read_rows(data, row_model), row_model)
    form = open_file(data, None).form
    table = table_in(data, columns) if form == "workbook" else None
    issues = (*_misnamed(name, data, form, table), *checked.issues)
    try:
        with _wary():
            book, sheet = _own_book(data, form, table)
        checked = evolve(checked, issues=_without_own(issues, book))
        found = Found(name, checked, findings_of(checked.issues, columns, table, lang), lang)
        with _wary():
            written = marked_workbook(book, sheet, found)
        report = Report(target, checked)
    except Unfamiliar as reason:
        checked = evolve(checked, issues=issues)
        found = Found(name, checked, findings_of(checked.issues, columns, table, lang), lang)
        written = separate_workbook(found, reason.note)
        report = Report(target, checked, reason.note)
    put(written, target)
    return report


def _own_book(data: bytes, form: Form, table: Table | None) -> tuple[Book, str]:
    """The workbook in a file that was read, and the sheet that its table is on.

    Raises:
        Unfamiliar: it cannot be given back with everything that is in it.
    """
    if table is None:
        raise Unfamiliar(Note("excel.no_table" if form == "workbook" else "excel.no_workbook"))
    if not data.startswith(b"PK"):
        raise Unfamiliar(Note("excel.old_workbook"))
    return Book.read(data), table.sheet


@contextmanager
def _wary() -> Generator[None, None, None]:
    """Whatever goes wrong with a workbook that was read all the same, it is one to be left alone."""
    try:
        yield
    except Unfamiliar:
        raise
    except Exception as error:  # odd workbooks fail in many ways
        what = f"{type(error).__name__}: {error}"[:100]
        raise Unfamiliar(Note("excel.odd_xml", {"what": what})) from error


def _misnamed(name: str, data: bytes, form: Form, table: Table | None) -> tuple[Issue, ...]:
    """That the name of a file ends otherwise than its form, so that Excel will not open it."""
    meant = _ENDINGS.get(Path(name).suffix.lower())
    held = "text" if form != "workbook" else "xlsx" if data.startswith(b"PK") else "xls"
    if meant in {None, held} or (form == "workbook" and table is None):
        return ()
    params = {"form": FORMS[held]}
    return (Issue(None, None, "excel.misnamed", Severity.WARNING, name, params),)


def _without_own(issues: tuple[Issue, ...], book: Book) -> tuple[Issue, ...]:
    """The issues but for the note that other sheets were not read, where all of them are ours."""
    own = set(book.own.values())
    return tuple(
        issue
        for issue in issues
        if issue.code != "tables.other_sheets" or not own.issuperset(issue.params["others"])
    )
