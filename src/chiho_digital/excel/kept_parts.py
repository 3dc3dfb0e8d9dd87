"""Whether every part of a workbook is one that stays what it is when marks are added; what is not is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text

from .packages import CONTENT_TYPES, RELATIONS, Package
from .xml_parts import Unfamiliar

if TYPE_CHECKING:
    from .packages import Relation

__all__ = ["workbook_part"]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/"

# What a template holds after it was worked on in Excel or another office suite. All of it is kept byte for byte.
_KEPT = {
    *(
        RELATIONS + kind
        for kind in (
            "officeDocument",
            "worksheet",
            "styles",
            "theme",
            "sharedStrings",
            "calcChain",
            "comments",
            "vmlDrawing",
            "printerSettings",
            "table",
            "hyperlink",
            "extended-properties",
            "custom-properties",
            "customXml",
            "customXmlProps",
        )
    ),
    f"{_PACKAGE}metadata/core-properties",
    f"{_PACKAGE}metadata/thumbnail",
    "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
    f"{_THREADS}threadedComment",
    f"{_THREADS}person",
}
_CALLED = {
    "vbaProject": Text("マクロ", "macros"),
    "chart": Text("グラフ", "charts"),
    "chartsheet": Text("グラフのシート", "chart sheets"),
    "drawing": Text("図形・グラフ・画像", "shapes, charts or pictures"),
    "image": Text("画像", "pictures"),
    "pivotTable": Text("ピボットテーブル", "pivot tables"),
    "pivotCacheDefinition": Text("ピボットテーブル", "pivot tables"),
    "externalLink": Text("外部リンク", "links to other workbooks"),
    "oleObject": Text("埋め込みオブジェクト", "embedded objects"),
    "package": Text("埋め込みオブジェクト", "embedded objects"),
    "control": Text("コントロール", "controls"),
    "ctrlProp": Text("コントロール", "controls"),
    "connections": Text("外部データへの接続", "data connections"),
    "queryTable": Text("外部データへの接続", "data connections"),
    "slicer": Text("スライサー", "slicers"),
    "slicerCache": Text("スライサー", "slicers"),
    "origin": Text("電子署名", "a digital signature"),
    "revisionHeaders": Text("変更の履歴", "a history of changes"),
}


def workbook_part(package: Package) -> str:
    """The name of the workbook's main part, if every part can be kept.

    Raises:
        Unfamiliar: one cannot, or is not known; the note names all of them.
    """
    foreign: dict[Text, None] = {}
    seen = {CONTENT_TYPES}
    ahead = [""]
    while ahead:
        part = ahead.pop()
        for relation in package.relations(part):
            if relation.kind not in _KEPT or not (relation.external or relation.target in package.parts):
                foreign[_called(relation)] = None
            if not relation.external and relation.target not in seen:
                seen.add(relation.target)
                ahead.append(relation.target)
    unknown = [name for name in package.parts if name not in seen and not name.endswith((".rels", "/"))]
    foreign |= {Text(name, name): None for name in unknown if not foreign}
    main = package.related("", "officeDocument")
    if main is not None and package.content_of(main) != _WORKBOOK and not foreign:
        foreign[Text(*2 * [package.content_of(main) or main])] = None
    if foreign or main is None:
        raise Unfamiliar(Note("excel.odd_parts", {"names": tuple(foreign) or ("workbook",)}))
    return main


def _called(relation: Relation) -> Text:
    """What a relation is to a person; its technical name where we have no word for it."""
    name = relation.kind.rpartition("/")[2]
    return _CALLED.get(name) or Text(name, name)
