"""Comments on cells: ours are added behind the user's, and taken away again when a workbook is checked once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

from chiho_digital.basics import Note

from .packages import root_of
from .places import Cell
from .texts import markup, wide
from .xml_parts import Edits, Unfamiliar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .packages import Package

__all__ = ["comment_on"]

_CHECKED_BY = "chiho_digital check"
"""Who signs the comments of a check, by which they are known again."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"
_BLOCK = 1024  # numbers of shapes are reserved by so many; no two drawings of a workbook may share a block
_NONE = (
    f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/>'
    "</o:shapelayout></xml>"
).encode()
_TYPE = (
    f'<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype>"
)
# Excel writes drawings that are not always well-formed, so they are looked at by patterns.
_SHAPE = re.compile(rb"<(?:\w+:)?shape\b.*?</(?:\w+:)?shape\s*>", re.DOTALL)
_PLACE = re.compile(rb"<(?:\w+:)?(Row|Column)\s*>\s*([0-9]{1,7})\s*<")
_BLOCKS = re.compile(rb"(<(?:\w+:)?idmap\b[^>]*?\bdata\s*=\s*[\"'])([0-9, ]*)")
_NUMBER = re.compile(rb"_x0000_s([0-9]{1,9})\b")
_END = re.compile(rb"</\s*xml\s*>\s*\Z")


def comment_on(package: Package, sheet: str, texts: Mapping[Cell, str], drawing: str | None) -> str | None:
    """Put comments onto cells of a sheet in place of those of an earlier check; a cell with a comment of the user keeps it.

    drawing: the relation of the sheet to the drawing of its comments, if it has one.  Returns that of a drawing which was
    added, and of which the sheet has to be told.

    Raises:
        Unfamiliar: comments or drawings are not as workbooks have them.
    """
    part = package.related(sheet, "comments")
    data = package.parts[part] if part else _empty()
    changed, gone, taken = _comments(data, texts)
    new = [cell for cell in texts if cell not in taken]
    if not new and not gone:
        return None
    if part:
        package.parts[part] = changed
    else:
        package.add(sheet, "xl/comments{}.xml", "comments", "spreadsheetml.comments+xml", changed)
    vml = next((one.target for one in package.relations(sheet) if drawing and one.id == drawing), None)
    kept = _without(package.parts[vml] if vml else _NONE, gone)
    others = [data for name, data in package.parts.items() if name.endswith(".vml") and name != vml]
    shapes = _with_boxes(kept, others, {cell: texts[cell] for cell in new})
    if vml:
        package.parts[vml] = shapes
        return None
    _, added = package.add(sheet, "xl/drawings/vmlDrawing{}.vml", "vmlDrawing", "vmlDrawing", shapes)
    return added


def _empty() -> bytes:
    return f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode()


def _comments(data: bytes, texts: Mapping[Cell, str]) -> tuple[bytes, set[Cell], set[Cell]]:
    """The part of comments as it has to be; the cells of ours that are gone, and those that have one of the user's."""
    edits = Edits(data)
    found = root_of(data, "comments", depth=3)
    names = [unescape(data[a.inside : a.close].decode()) for a in found if a.name == "author"]
    gone: set[Cell] = set()
    taken: set[Cell] = set()
    for comment in (one for one in found if one.name == "comment"):
        cell = Cell.named(comment.attributes.get("ref", ""))
        author = int(comment.attributes.get("authorId", "-1"))
        ours = 0 <= author < len(names) and names[author] == _CHECKED_BY
        if ours:
            edits.drop(comment)
        if cell is not None:
            (gone if ours else taken).add(cell)
    holders = {one.name: one for one in found if one.depth == 2}
    authors, comments = holders["authors"], holders["commentList"]
    if _CHECKED_BY not in names:
        edits.append(authors, [f"<author>{_CHECKED_BY}</author>"])
        names.append(_CHECKED_BY)
    us = names.index(_CHECKED_BY)
    edits.append(comments, (_comment(cell, text, us) for cell, text in texts.items() if cell not in taken))
    return edits.done(), gone, taken


def _comment(cell: Cell, text: str, author: int) -> str:
    run = f'<t xml:space="preserve">{markup(text)}</t>'
    return f'<comment ref="{cell}" authorId="{author}"><text>{run}</text></comment>'


def _without(data: bytes, gone: set[Cell]) -> bytes:
    """A drawing without the boxes of some cells."""
    return _SHAPE.sub(lambda shape: b"" if _cell_of(shape[0]) in gone else shape[0], data)


def _with_boxes(data: bytes, others: Iterable[bytes], texts: Mapping[Cell, str]) -> bytes:
    """A drawing with the boxes of comments, whose numbers none of the other drawings has reserved."""
    end = _END.search(data)
    if end is None:
        raise Unfamiliar(Note("excel.odd_xml", {"what": "VML"}))
    used = {int(number) // _BLOCK for number in _NUMBER.findall(data)}
    first = max(used.union(*map(_reserved, others)), default=0) + 1
    blocks = range(first, first + -(-len(texts) // (_BLOCK - 1)))
    numbers = (block * _BLOCK + n for block in blocks for n in range(1, _BLOCK))
    boxes = [_box(cell, text, number) for (cell, text), number in zip(texts.items(), numbers, strict=False)]
    if boxes and b"_x0000_t202" not in data:
        boxes.insert(0, _TYPE)
    whole = data[: end.start()] + "".join(boxes).encode() + data[end.start() :]
    listed = ",".join(map(str, [*sorted(used), *blocks])).encode()
    return _BLOCKS.sub(lambda found: found[1] + listed, whole, count=1)


def _cell_of(shape: bytes) -> Cell | None:
    """The cell that a box is about; None if it is something else."""
    places = {name: int(number) for name, number in _PLACE.findall(shape)}
    return Cell(places[b"Row"] + 1, places[b"Column"]) if len(places) == 2 else None


def _reserved(data: bytes) -> set[int]:
    """The blocks of numbers that a drawing has reserved or uses."""
    listed = {int(n) for _, some in _BLOCKS.findall(data) for n in some.split(b",") if n.strip()}
    return listed | {int(number) // _BLOCK for number in _NUMBER.findall(data)}


def _box(cell: Cell, text: str, number: int) -> str:
    lines = sum(1 + wide(line) // 44 for line in text.split("\n"))
    return (
        f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{number}" type="#_x0000_t202"'
        f' style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:260pt;height:{12 + 15 * lines}pt;z-index:1;'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black"'
        ' obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div'
        ' style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{cell.row - 1}</x:Row><x:Column>{cell.place}</x:Column></x:ClientData>"
        "</v:shape>"
    )
