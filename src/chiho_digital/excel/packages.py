"""A workbook as its parts: read, related to one another, added to, and written with every other part as it was."""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define, frozen

from chiho_digital.basics import Note

from .texts import markup
from .xml_parts import Edits, Element, Unfamiliar, elements

__all__ = ["CONTENT_TYPES", "RELATIONS", "Package", "Relation", "root_of", "sheet_name"]

CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
"""How the kinds of relation between the parts of a workbook begin."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument."
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_DATES = {"dcterms:created", "dcterms:modified"}


@frozen
class Relation:
    """A relation of a part to another one, or to an address. Strictly read-only.

    target: the name of the other part; of an `external` relation the address.
    """

    id: str
    kind: str
    target: str
    external: bool

    def is_a(self, kind: str) -> bool:
        """Whether the relation is of a kind of workbooks."""
        return self.kind == RELATIONS + kind


@define
class Package:
    """The parts of a workbook by their names."""

    parts: dict[str, bytes]
    _times: dict[str, tuple[int, int, int, int, int, int]]

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The parts of a file, which must have been measured before.

        Raises:
            Unfamiliar: two parts share a name.
            BadZipFile, zlib.error, …: it is broken.
        """
        with ZipFile(BytesIO(data)) as file:
            times = {member.filename: member.date_time for member in file.infolist()}
            if len(times) < len(file.infolist()):
                raise Unfamiliar(Note("excel.odd_parts", {"names": ("ZIP",)}))
            return cls({name: file.read(name) for name in times}, times)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relations of a part; of the package itself for the name ""."""
        data = self.parts.get(_relations_of(part))
        if data is None:
            return ()
        found: list[Relation] = []
        for element in elements(data, depth=2)[1:]:
            asked = element.attributes
            external = asked.get("TargetMode") == "External"
            target = asked.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))[1:]
            found.append(Relation(asked.get("Id", ""), asked.get("Type", ""), target, external))
        return tuple(found)

    def related(self, part: str, kind: str) -> str | None:
        """The name of the part that a part has for a kind of relation."""
        return next((one.target for one in self.relations(part) if one.is_a(kind)), None)

    def add(self, part: str, pattern: str, kind: str, content: str, data: bytes) -> tuple[str, str]:
        """Add a new part, named after a pattern and related to a part; its name and the id of the relation."""
        number = 1
        while (name := pattern.format(number)).casefold() in {known.casefold() for known in self.parts}:
            number += 1
        self.parts[name] = data
        self._declare(name, _TYPE + content)
        known = {relation.id for relation in self.relations(part)}
        free = next(f"cd{n}" for n in range(1, len(known) + 2) if f"cd{n}" not in known)
        relations = _relations_of(part)
        empty = f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode()
        edits = Edits(self.parts.get(relations, empty))
        new = f'<Relationship Id="{free}" Type="{RELATIONS}{kind}" Target="/{markup(name)}"/>'
        edits.append(elements(edits.data, depth=1)[0], [new])
        self.parts[relations] = edits.done()
        return name, free

    def _declare(self, name: str, content: str) -> None:
        """Say what a new part holds: by its name, or for VML by the ending, as Excel does."""
        edits = Edits(self.parts[CONTENT_TYPES])
        root, *known = elements(edits.data, depth=2)
        extension = posixpath.splitext(name)[1][1:]
        if extension == "xml":
            edits.append(root, [f'<Override PartName="/{markup(name)}" ContentType="{content}"/>'])
        elif not any(one.attributes.get("Extension", "").lower() == extension for one in known):
            edits.put(root.inside, f'<Default Extension="{extension}" ContentType="{content}"/>')
        self.parts[CONTENT_TYPES] = edits.done()

    def content_of(self, part: str) -> str | None:
        """What a part is declared to hold, by its own name."""
        known = elements(self.parts[CONTENT_TYPES], depth=2)
        asked = f"/{part}".casefold()
        return next(
            (
                one.attributes.get("ContentType")
                for one in known
                if one.attributes.get("PartName", "").casefold() == asked
            ),
            None,
        )

    def written(self) -> bytes:
        """The workbook as a file: its parts in their order, new ones at the end."""
        out = BytesIO()
        with ZipFile(out, "w") as file:
            for name, data in self.parts.items():
                member = ZipInfo(name, self._times.get(name, _NO_TIME))
                member.external_attr = 0o600 << 16
                file.writestr(member, data, ZIP_DEFLATED)
        return out.getvalue()

    def timeless(self) -> bytes:
        """The workbook as a file that says nothing of when it was written."""
        core = Edits(self.parts["docProps/core.xml"])
        for element in elements(core.data, depth=2):
            if element.name in _DATES:
                core.drop(element)
        self.parts["docProps/core.xml"] = core.done()
        self._times.clear()
        return self.written()


def root_of(data: bytes, name: str, *, depth: int) -> list[Element]:
    """The elements of a part of a workbook, the root first.

    Raises:
        Unfamiliar: the root is called otherwise, or its names have prefixes.
    """
    found = elements(data, depth=depth)
    if found[0].name != name or found[0].attributes.get("xmlns") != _MAIN:
        raise Unfamiliar(Note("excel.odd_xml", {"what": f"<{found[0].name}>"}))
    return found


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def sheet_name(place: str) -> str:
    """The sheet of a place such as '山口''s'!$A$1.

    >>> sheet_name("'it''s'!$A$1"), sheet_name("表!$B$2")
    ("it's", '表')
    """
    name = re.sub(r"![^!]*$", "", place)
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
