"""A workbook's sheets and defined names; adding a sheet."""

from __future__ import annotations

from typing import Self
from xml.sax.saxutils import unescape

from attrs import define, frozen

from .kept_parts import workbook_part
from .packages import RELATIONS, Package, root_of, sheet_name
from .texts import markup
from .words import OWN
from .xml_parts import Edits

__all__ = ["Book", "Sheet"]

_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_WORKSHEET = "spreadsheetml.worksheet+xml"


@frozen
class Sheet:
    """A sheet of a workbook: its name and its part. Strictly read-only."""

    name: str
    part: str


@define
class Book:
    """A workbook whose every part can be kept."""

    package: Package
    part: str
    sheets: tuple[Sheet, ...]
    own: dict[str, str]
    """Our own sheets: what they are, and what they are called now."""

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The workbook in a file, which must have been measured before.

        Raises:
            Unfamiliar: something in it cannot be kept.
            BadZipFile, zlib.error, …: it is broken.
        """
        package = Package.read(data)
        part = workbook_part(package)
        targets = {relation.id: relation.target for relation in package.relations(part)}
        sheets: list[Sheet] = []
        own: dict[str, str] = {}
        data = package.parts[part]
        for element in root_of(data, "workbook", depth=3):
            if element.name == "sheet" and element.depth == 3:
                identity = next(value for name, value in element.attributes.items() if name.endswith(":id"))
                sheets.append(Sheet(element.attributes["name"], targets[identity]))
            elif element.name == "definedName" and element.attributes["name"].startswith(OWN):
                place = unescape(data[element.inside : element.close].decode(), {"&apos;": "'"})
                own[element.attributes["name"].removeprefix(OWN)] = sheet_name(place)
        return cls(package, part, tuple(sheets), own)

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def add_sheet(self, title: str, kind: str, data: bytes) -> None:
        """Put a sheet of ours at the end, or in place of the one that is there already."""
        if any(sheet.name == self.own.get(kind) for sheet in self.sheets):
            self.package.parts[self.sheet(self.own[kind]).part] = data
            return
        name = self._free(title)
        _, identity = self.package.add(self.part, "xl/worksheets/sheet{}.xml", "worksheet", _WORKSHEET, data)
        edits = Edits(self.package.parts[self.part])
        found = root_of(edits.data, "workbook", depth=3)
        ids = [int(one.attributes["sheetId"]) for one in found if one.name == "sheet"]
        edits.append(
            next(one for one in found if one.name == "sheets"),
            [
                f'<sheet xmlns:r="{RELATIONS[:-1]}" name="{markup(name)}" sheetId="{max(ids) + 1}" r:id="{identity}"/>'
            ],
        )
        quoted = name.replace("'", "''")
        own = f'<definedName name="{OWN}{kind}" hidden="1">\'{markup(quoted)}\'!$A$1</definedName>'
        names = next((one for one in found if one.name == "definedNames"), None)
        for one in found:  # the sheet was deleted, and its name is left
            if one.name == "definedName" and one.attributes["name"] == OWN + kind:
                edits.drop(one)
        if names is not None:
            edits.append(names, [own])
        else:
            last = [one for one in found if one.depth == 2 and one.name in _BEFORE_NAMES][-1]
            edits.put(last.end, f"<definedNames>{own}</definedNames>")
        self.package.parts[self.part] = edits.done()

    def _free(self, title: str) -> str:
        """A title that no sheet has yet."""
        taken = {sheet.name.casefold() for sheet in self.sheets}
        tried, number = title, 1
        while tried.casefold() in taken:
            number += 1
            tried = f"{title} ({number})"
        return tried
