"""Parts of a workbook changed where they have to be, byte for byte the same everywhere else.

A part is looked at by the parser that Python ships, which says where each element stands; what is added is put between.
Nothing is written anew from a model of the format, so nothing that the model does not know is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from attrs import define, field, frozen

from chiho_digital.basics import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edits", "Element", "Unfamiliar", "elements"]

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_COUNT = re.compile(rb"(\bcount\s*=\s*[\"'])([0-9]{1,9})")


class Unfamiliar(Exception):
    """A workbook that is not changed, since something in it might be lost; `note` says what."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.code)
        self.note = note


@frozen
class Element:
    """An element of a part. Strictly read-only.

    name, attributes: as they are spelt, with prefixes.  depth: 1 for the root.
    start, inside, close, end: the places of its start tag, of what follows that, of its end tag and of what follows it.
    """

    name: str
    attributes: dict[str, str]
    depth: int
    start: int
    inside: int
    close: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether it is one tag that is closed at once."""
        return self.inside == self.end


def elements(data: bytes, *, depth: int) -> list[Element]:
    """The elements of a part down to a depth, in order.

    Raises:
        Unfamiliar: the part is no XML as workbooks have it: UTF-8 without a document type, whose entities may be bombs.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise Unfamiliar(_odd("UTF-16"))
    look = _Look(data, depth)
    try:
        look.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unfamiliar(_odd(str(error))) from error
    return sorted(look.found, key=lambda element: element.start)


@define
class _Look:
    """The elements seen so far."""

    data: bytes
    depth: int
    found: list[Element] = field(factory=list[Element])
    parser: expat.XMLParserType = field(factory=expat.ParserCreate)
    _open: list[tuple[str, dict[str, str], int]] = field(factory=list[tuple[str, dict[str, str], int]])
    _level: int = 0

    def __attrs_post_init__(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._document_type

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._level += 1
        if self._level <= self.depth:
            self._open.append((name, attributes, self.parser.CurrentByteIndex))

    def _end(self, _: str) -> None:
        if self._level <= self.depth:
            name, attributes, start = self._open.pop()
            tag = next(_TAG.finditer(self.data, start))
            inside = close = end = tag.end()
            if not tag[0].endswith(b"/>"):
                close = self.parser.CurrentByteIndex
                end = self.data.index(b">", close) + 1
            self.found.append(Element(name, attributes, self._level, start, inside, close, end))
        self._level -= 1

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() != "utf-8":
            raise Unfamiliar(_odd(encoding))

    def _document_type(self, *_: object) -> None:
        raise Unfamiliar(_odd("DOCTYPE"))


def _odd(what: str) -> Note:
    return Note("excel.odd_xml", {"what": what[:100]})


@define
class Edits:
    """Changes of one part, made all at once."""

    data: bytes
    _changes: list[tuple[int, int, bytes]] = field(factory=list[tuple[int, int, bytes]])

    def put(self, at: int, text: str) -> None:
        """Put something at a place."""
        self._changes.append((at, at, text.encode()))

    def drop(self, element: Element) -> None:
        """Leave an element out."""
        self._changes.append((element.start, element.end, b""))

    def append(self, element: Element, texts: Iterable[str]) -> None:
        """Put elements at the end of one that holds several, and count them where it says how many."""
        new = [text.encode() for text in texts]
        tag = self.data[element.start : element.inside]
        counted = _COUNT.sub(lambda found: found[1] + b"%d" % (int(found[2]) + len(new)), tag)
        if element.is_empty:
            whole = counted[:-2].rstrip() + b">" + b"".join(new) + f"</{element.name}>".encode()
            self._changes.append((element.start, element.end, whole))
        else:
            self._changes.append((element.start, element.inside, counted))
            self._changes.append((element.close, element.close, b"".join(new)))

    def done(self) -> bytes:
        """The part with its changes; those at one place in the order in which they were asked for."""
        pieces: list[bytes] = []
        at = 0
        for start, end, text in sorted(self._changes, key=lambda change: change[:2]):
            pieces += [self.data[at:start], text]
            at = end
        return b"".join([*pieces, self.data[at:]])
