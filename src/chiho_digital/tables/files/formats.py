"""Which form a file has, by its content; its rows, in whatever form they are. The name of a file says nothing."""

from __future__ import annotations

import re
from typing import Literal

from attrs import frozen

from chiho_digital.tables.issues import Issue, Severity

from .delimited import delimited_rows
from .json_lines import json_rows
from .parquet import parquet_rows
from .shared import FileRows, Wanted, decode
from .workbooks import workbook_rows

__all__ = ["Form", "Opened", "open_file", "rows_of"]

Form = Literal["parquet", "workbook", "json_lines", "delimited", "unreadable"]

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# An array, or an object that goes on over several lines.
_DOCUMENT = re.compile(rb"\s*(?:\[\s*[\[{\"]|\{\s*[\r\n])")


@frozen
class Opened:
    """A file whose form is known. data: of text, as UTF-8 without BOM; encoding: None where there is none."""

    form: Form
    data: bytes
    encoding: str | None
    issues: tuple[Issue, ...]


def open_file(data: bytes, encoding: str | None, *, proven: bool = True) -> Opened:
    """The form of a file, and its text if it is one; `proven` as for `decode`."""
    if data.startswith(b"PAR1"):
        return Opened("parquet", data, None, ())
    if data.startswith(_WORKBOOKS):
        return Opened("workbook", data, None, ())
    decoded = decode(data, encoding, proven=proven)
    if decoded.data is None:
        return Opened("unreadable", b"", None, decoded.issues)
    text = decoded.data
    if _DOCUMENT.match(text):
        issue = Issue(None, None, "tables.json_document", Severity.ERROR)
        return Opened("unreadable", b"", decoded.encoding, (issue,))
    lines = re.match(rb"\s*\{", text)
    return Opened("json_lines" if lines else "delimited", text, decoded.encoding, ())


def rows_of(opened: Opened, wanted: Wanted) -> FileRows:
    """The rows of a file, and all that is wrong with its form."""
    match opened.form:
        case "parquet":
            return parquet_rows(opened.data, wanted)
        case "workbook":
            return workbook_rows(opened.data, wanted)
        case "json_lines":
            return json_rows(opened.data, wanted)
        case "delimited":
            return delimited_rows(opened.data, wanted)
        case "unreadable":
            return FileRows((), (), opened.issues)
