"""The workbooks that a check gives back: the user's own with marks, or a new one with the findings alone."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import Note, message
from chiho_digital.tables import Severity

from . import summaries
from .books import Book
from .findings import marks_of, words_of
from .marks import mark
from .new_books import blank, own, saved
from .styles import with_styles
from .words import SUMMARY
from .xml_parts import Unfamiliar

if TYPE_CHECKING:
    from chiho_digital.basics import Lang
    from chiho_digital.tables import CheckedRows

    from .findings import Finding
    from .styles import Styles

__all__ = ["Found", "counts", "marked_workbook", "separate_workbook"]

_MOST_COMMENTS = 10_000  # more make Excel slow to open
_KIND = "summary"


@frozen
class Found:
    """What a check found in a file, in words. Strictly read-only. name: of the file, empty where it has none."""

    name: str
    checked: CheckedRows[Any]
    findings: list[Finding]
    lang: Lang


def counts(checked: CheckedRows[Any], lang: Lang) -> str:
    """How many rows and issues there are, in one line."""
    number = Counter(issue.severity for issue in checked.issues)
    said = {severity.value: number[severity] for severity in Severity}
    said |= {"good": len(checked.good), "rejected": len(checked.rejected)}
    return message("excel.counts", said, lang)


def marked_workbook(book: Book, sheet: str, found: Found) -> bytes:
    """The user's workbook with marks and comments on a sheet, and a summary; all else as it was.

    Raises:
        Unfamiliar: something in it cannot be kept.
    """
    texts = words_of(found.findings, found.lang)
    said = [Note("excel.marked"), Note("excel.own_comments")]
    if len(texts) > _MOST_COMMENTS:
        said.append(Note("excel.comments_left_off", {"most": _MOST_COMMENTS, "count": len(texts)}))
        texts = dict(islice(texts.items(), _MOST_COMMENTS))
    styles = _styles(book)
    part = book.sheet(sheet).part
    mark(book.package, part, marks_of(found.findings), texts, styles.marks)
    _add_summary(book, found, said, styles, linked=True)
    return book.package.written()


def separate_workbook(found: Found, why: Note) -> bytes:
    """A new workbook with the summary alone, and why the user's own is left as it is."""
    title = SUMMARY.to(found.lang)
    new = blank(title)
    own(new, new.active, _KIND)
    book = Book.read(saved(new))
    _add_summary(book, found, [why], _styles(book), linked=False)
    return book.package.written()


def _styles(book: Book) -> Styles:
    """Our styles, which are put into the workbook."""
    part = book.package.related(book.part, "styles")
    if part is None:
        raise Unfamiliar(Note("excel.odd_xml", {"what": "styles"}))
    book.package.parts[part], styles = with_styles(book.package.parts[part])
    return styles


def _add_summary(book: Book, found: Found, said: list[Note], styles: Styles, *, linked: bool) -> None:
    from chiho_digital import __version__

    lang = found.lang
    if len(found.findings) > (most := summaries.MOST_LINES):
        said.append(Note("excel.lines_left_off", {"most": most, "count": len(found.findings)}))
    lines = [
        *([message("excel.of_file", {"name": found.name}, lang)] if found.name else []),
        counts(found.checked, lang),
        *(note.to(lang) for note in said),
        message("excel.severities", {}, lang),
        message("excel.made_by", {"version": __version__}, lang),
    ]
    data = summaries.summary_sheet(lines, found.findings, styles, lang, linked=linked)
    book.add_sheet(SUMMARY.to(lang), _KIND, data)
