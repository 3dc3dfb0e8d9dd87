"""New workbooks, made by openpyxl."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from chiho_digital.basics import require

from .packages import Package
from .words import OWN

__all__ = ["blank", "own", "saved"]


def blank(title: str) -> Any:
    """A new workbook of one sheet.

    Raises:
        MissingExtra: openpyxl is not installed (extra `excel`).
    """
    book = require("openpyxl", extra="excel").Workbook()
    book.properties.creator, book.active.title = "chiho_digital", title
    return book


def own(book: Any, sheet: Any, kind: str) -> None:
    """Let a sheet of ours be known again, whatever it will be called: by a defined name."""
    names = require("openpyxl.workbook.defined_name", extra="excel")
    name, place = OWN + kind, f"'{sheet.title}'!$A$1"
    book.defined_names[name] = names.DefinedName(name, attr_text=place, hidden=True)


def saved(book: Any) -> bytes:
    """The workbook as a file that says nothing of when it was written."""
    out = BytesIO()
    book.save(out)
    return Package.read(out.getvalue()).timeless()
