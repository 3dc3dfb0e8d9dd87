"""How a column looks in a template: the format of its cells, its width, and the note on its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Text, message
from chiho_digital.tables import AsStated, Choice, Links, Listed, WebAddress, Whole, Words, Yen, columns_of

from .examples import example_of
from .texts import wide

if TYPE_CHECKING:
    from chiho_digital.basics import Lang
    from chiho_digital.tables import Column, RowModel

__all__ = ["TEXT", "cell_format", "heading_format", "heading_of", "note_on", "width_of"]

TEXT = "@"
"""The format of text: what is typed stays as it is, leading zeros and all."""

_LONGEST_NOTE = 400  # characters of what a cell should look like


def cell_format(column: Column) -> str:
    """The format of a column's cells: numbers are numbers; codes, dates and all else are text."""
    match column.kind:
        case Yen():
            return "#,##0"
        case Whole():
            return "0"
        case _:
            return TEXT


def heading_of(column: Column, field: str, lang: Lang) -> str:
    """The heading of a column, as `tables.read` knows it."""
    return column.ja if lang == "ja" else field


def heading_format(column: Column) -> str:
    """The format of a heading: one that must be filled in shows a star, which is not part of its text."""
    return f'{TEXT}"＊"' if column.required else TEXT


def width_of(column: Column, heading: str) -> float:
    """The width of a column, in characters."""
    match column.kind:
        case Words(pattern=None, longest=longest) if longest > 200:
            usual = 32
        case Links() | WebAddress():
            usual = 36
        case Listed() | AsStated() | Choice() | Words():
            usual = 22
        case _:
            usual = 16
    return min(max(usual, wide(heading) + 4), 40)


def note_on(model: type[RowModel], field: str, lang: Lang) -> str:
    """What to know before filling in a column: its other name, whether it may be blank, what a cell should look like."""
    column = columns_of(model)[field]
    expected = column.kind.expected.to(lang)
    said = {
        "name": Text(field, column.ja),
        "expected": expected if len(expected) <= _LONGEST_NOTE else f"{expected[:_LONGEST_NOTE]}…",
        "example": example_of(model, field, lang),
    }
    codes = ["excel.note_name", "excel.note_required" if column.required else "excel.note_optional"]
    codes += ["excel.note_unique"] if column.unique else []
    codes += ["excel.note_expected", *(["excel.note_example"] if said["example"] else [])]
    lines = [message(code, said, lang) for code in codes]
    description = model.model_fields[field].description
    return "\n".join([*([description] if description else []), *lines])
