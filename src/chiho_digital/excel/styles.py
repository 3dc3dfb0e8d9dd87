"""The looks of marks and of the summary, added behind the styles that a workbook has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, frozen

from chiho_digital.basics import Note
from chiho_digital.tables import Severity

from .packages import root_of
from .xml_parts import Edits, Unfamiliar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .xml_parts import Element

__all__ = ["Styles", "with_styles"]

# Each severity has its own letters, pattern and border, so that they are told apart without colour too.
_LETTERS = {
    Severity.ERROR: ("<b/>", "FF9C0006"),
    Severity.WARNING: ("<i/>", "FF7F4F00"),
    Severity.NOTE: ("<u/>", "FF1F3864"),
}
_PATTERNS = {
    Severity.ERROR: ("lightUp", "FFF0A0A0", "FFFFE3E3"),
    Severity.WARNING: ("lightVertical", "FFF0D890", "FFFFF6DC"),
    Severity.NOTE: ("gray0625", "FF9DC3E6", "FFEAF3FB"),
}
_BORDERS = {
    Severity.ERROR: ("thin", "FFC00000"),
    Severity.WARNING: ("dashed", "FFBF8F00"),
    Severity.NOTE: ("dotted", "FF2F75B5"),
}
_BLACK, _BLUE, _GREY = "FF000000", "FF0563C1", "FFBFBFBF"
_BEFORE_MARKS = {"cellXfs", "cellStyles"}
_HEAD = '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE6F3"/></patternFill></fill>'


@frozen
class Styles:
    """The numbers by which a workbook knows our styles. Strictly read-only.

    marks: how cells are marked, by severity.  The others are styles of cells; formula: of texts that begin as a formula
    does; signs: of severities.
    """

    text: int
    formula: int
    title: int
    head: int
    link: int
    marks: dict[Severity, int]
    signs: dict[Severity, int]


def with_styles(data: bytes) -> tuple[bytes, Styles]:
    """A workbook's part of styles with ours behind them.

    Raises:
        Unfamiliar: the part is not as workbooks have it.
    """
    part = _Part(Edits(data), root_of(data, "styleSheet", depth=3))
    marks = part.add("dxfs", map(_mark, Severity))
    plain, title, head, link, *letters = part.add(
        "fonts",
        [
            _font("", _BLACK),
            _font("<b/>", _BLACK, 14),
            _font("<b/>", _BLACK),
            _font("<u/>", _BLUE),
            *(_font(*_LETTERS[severity]) for severity in Severity),
        ],
    )
    filled, *patterns = part.add("fills", [_HEAD, *map(_fill, Severity)])
    (framed,) = part.add("borders", [_border("thin", _GREY)])
    text, formula, top, heading, linked, *signs = part.add(
        "cellXfs",
        [
            _cell(plain, 0, framed),
            _cell(plain, 0, framed, ' quotePrefix="1"'),
            _cell(title, 0, 0),
            _cell(head, filled, framed),
            _cell(link, 0, framed),
            *(_cell(font, fill, framed) for font, fill in zip(letters, patterns, strict=True)),
        ],
    )
    of_severities = [dict(zip(Severity, numbers, strict=True)) for numbers in (marks, signs)]
    return part.edits.done(), Styles(text, formula, top, heading, linked, *of_severities)


@define
class _Part:
    """The part of styles, to which some are added."""

    edits: Edits
    found: list[Element]

    def add(self, name: str, new: Iterable[str]) -> Sequence[int]:
        """Put styles of one sort behind those that are there, unless they are among them; their numbers."""
        new = list(new)
        holder = next((one for one in self.found if one.depth == 2 and one.name == name), None)
        if holder is None:
            return self._first(name, new)
        inner = [one for one in self.found if one.depth == 3 and holder.start < one.start < holder.end]
        known = [self.edits.data[one.start : one.end].decode() for one in inner]
        more = [style for style in new if style not in known]
        self.edits.append(holder, more)
        return [(known + more).index(style) for style in new]

    def _first(self, name: str, new: list[str]) -> Sequence[int]:
        """Put the first ones there; of marks alone a workbook may have none."""
        last = [one for one in self.found if one.depth == 2 and one.name in _BEFORE_MARKS]
        if name != "dxfs" or not last:
            raise Unfamiliar(Note("excel.odd_xml", {"what": name}))
        self.edits.put(last[-1].end, f'<dxfs count="{len(new)}">{"".join(new)}</dxfs>')
        return range(len(new))


def _font(how: str, colour: str, size: int = 11) -> str:
    return (
        f'<font>{how}<sz val="{size}"/><color rgb="{colour}"/><name val="Calibri"/><family val="2"/></font>'
    )


def _fill(severity: Severity) -> str:
    pattern, front, back = _PATTERNS[severity]
    colours = f'<fgColor rgb="{front}"/><bgColor rgb="{back}"/>'
    return f'<fill><patternFill patternType="{pattern}">{colours}</patternFill></fill>'


def _border(style: str, colour: str) -> str:
    sides = ("left", "right", "top", "bottom")
    lines = (f'<{side} style="{style}"><color rgb="{colour}"/></{side}>' for side in sides)
    return f"<border>{''.join(lines)}</border>"


def _mark(severity: Severity) -> str:
    how, colour = _LETTERS[severity]
    font = f'<font>{how}<color rgb="{colour}"/></font>'
    return f"<dxf>{font}{_fill(severity)}{_border(*_BORDERS[severity])}</dxf>"


def _cell(font: int, fill: int, border: int, more: str = "") -> str:
    wrapped = ' wrapText="1"' if border else ""
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{more} applyNumberFormat="1"'
        ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment vertical="top"{wrapped}/></xf>'
    )
