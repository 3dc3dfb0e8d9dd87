"""Before an .xlsx file goes to its reader: is it a workbook, and is there room for what it really holds?

A workbook is a zip of XML. A small one can inflate to any size, and two cells far apart can make a reader ask for room
for all cells between them; neither is found before memory is gone, so both are measured here, in bounded memory.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from chiho_digital.tables.issues import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LARGEST", "Refused", "safe_package"]

_WORKBOOK = "xl/workbook.xml"
LARGEST = 1 << 30
"""The most bytes a workbook may inflate to: a million rows of some fifteen columns take less."""

_MOST_CELLS = 1 << 25  # 32 columns of as many rows as a sheet can have
_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 12

# A cell that holds something: its tag is not closed at once.
_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?([0-9]{1,7})[\"'](?:[^>]*[^/>])?>"
)
_ERROR = re.compile(rb"(<(?:\w+:)?c\s[^>]*?\bt\s*=\s*[\"'])e([\"'])")


class Refused(Exception):
    """A workbook that is not handed to its reader; `issue` says why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.issue: Issue = Issue(None, None, code, Severity.ERROR, params=params)


def safe_package(data: bytes) -> bytes:
    """A workbook for which there is room; its cells in error (#N/A …), which the reader would leave blank, are texts.

    Raises:
        Refused: the zip is no workbook or too large.
        BadZipFile, zlib.error, …: it is broken, in one of many ways.
    """
    with ZipFile(BytesIO(data)) as package:
        if _WORKBOOK not in package.namelist():
            raise Refused("tables.workbook_unknown")
        members = package.infolist()
        room = LARGEST
        errors = False
        for member in members:
            sheet = _Sheet()
            for chunk in _inflated(package, member):
                room -= len(chunk)
                if room < 0:
                    raise Refused("tables.workbook_too_large", largest=LARGEST)
                sheet.see(chunk)
            errors |= sheet.errors
        if not errors:
            return data
        whole = BytesIO()
        with ZipFile(whole, "w", ZIP_DEFLATED, compresslevel=1) as mended:
            for member in members:
                mended.writestr(member.filename, _ERROR.sub(rb"\1str\2", package.read(member)))
        return whole.getvalue()


def _inflated(package: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """What a member really holds, whatever size it declares."""
    declared, member.file_size = member.file_size, LARGEST + 1
    try:
        with package.open(member) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    finally:
        member.file_size = declared


class _Sheet:
    """How far the cells of a sheet reach, seen a chunk at a time; of any other part nothing is found."""

    def __init__(self) -> None:
        self.errors = False
        self._rest = b""
        self._columns: set[bytes] = set()
        self._last = 0

    def see(self, chunk: bytes) -> None:
        """The next chunk.

        Raises:
            Refused: there is no room for all cells down to the last one.
        """
        text = self._rest + chunk
        cut = max(text.rfind(b"<"), len(text) - _LONGEST_TAG)
        self._rest, text = text[cut:], text[:cut]
        self.errors |= _ERROR.search(text) is not None
        cells = _CELL.findall(text)
        if not cells:
            return
        self._columns.update({letters for letters, _ in cells})
        self._last = max(self._last, *(int(row) for _, row in cells))
        width = max(map(_place, self._columns))
        if width * self._last > _MOST_CELLS:
            raise Refused("tables.workbook_too_far", rows=self._last, columns=width, most=_MOST_CELLS)


def _place(letters: bytes) -> int:
    """The number of a column by its letters."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - ord("A") + 1
    return place
