"""What the sheet of explanations in a template says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chiho_digital.basics import message
from chiho_digital.basics.titles import japanese_title
from chiho_digital.tables import columns_of

from .choices import choices_of
from .examples import example_of
from .words import ENTRY, EXAMPLE, GUIDE_COLUMNS, NO, YES

if TYPE_CHECKING:
    from chiho_digital.basics import Lang
    from chiho_digital.tables import RowModel

__all__ = ["guide_lines", "guide_table", "title_of"]

_SHOWN = 20  # words of a list
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")


def title_of(model: type[RowModel], lang: Lang) -> str:
    """What a table of a row model is called: 共同調達事例; in English, what a line of it is."""
    if lang == "ja":
        return japanese_title(model).removesuffix("の1行")
    first = (model.__doc__ or model.__name__).split(".")[0].split(":")[0]
    return _IN_BRACKETS.sub("", first).split(",")[0].removeprefix("One line of a ").capitalize()


def guide_lines(model: type[RowModel], lang: Lang) -> tuple[str, ...]:
    """What to do, line by line, and at the end what made the template and its licence."""
    from chiho_digital import __version__

    said = {
        "title": title_of(model, lang),
        "model": model.__name__,
        "entry": ENTRY.to(lang),
        "example": EXAMPLE.to(lang),
        "version": __version__,
    }
    codes = (
        "excel.guide_title",
        "excel.guide_rows",
        "excel.guide_required",
        "excel.guide_blank",
        "excel.guide_text",
        "excel.guide_lists",
        "excel.guide_several",
        "excel.guide_example",
        "excel.guide_check",
        "excel.guide_made_by",
    )
    return tuple(message(code, said, lang) for code in codes)


def guide_table(model: type[RowModel], lang: Lang) -> list[tuple[str, ...]]:
    """A line for every column, below their headings: names, required or not, what a cell should look like, example, words."""
    table = [tuple(column.to(lang) for column in GUIDE_COLUMNS)]
    for name, column in columns_of(model).items():
        choices = choices_of(model, name, lang)
        words = choices.words if choices else ()
        more = message("excel.guide_more", {"count": len(words)}, lang) if len(words) > _SHOWN else ""
        table.append(
            (
                column.ja,
                name,
                (YES if column.required else NO).to(lang),
                column.kind.expected.to(lang),
                example_of(model, name, lang),
                ("、" if lang == "ja" else ", ").join(words[:_SHOWN]) + more,
            )
        )
    return table
