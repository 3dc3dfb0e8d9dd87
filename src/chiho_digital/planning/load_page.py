"""A load as one page of HTML: a table of items and fiscal years, read as a timeline by eye and by screen reader alike."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from chiho_digital.basics import Text, message
from chiho_digital.basics.html import cell, document, listed

if TYPE_CHECKING:
    from chiho_digital.basics import FiscalYear, Lang

    from .loads import Load
    from .work import WorkItem

__all__ = ["page_of"]

_STYLE = (
    ".wide{overflow-x:auto}table{border-collapse:collapse}caption{text-align:start}td,thead th{white-space:nowrap}"
    "th,td{border:1px solid #767676;padding:.2rem .5rem;text-align:start;font-weight:normal}"
    "thead th,tbody th[scope=rowgroup],tfoot th{background:#f2f2f2;font-weight:bold}"
    ".sure{background:#c5d7fb}.perhaps{background:repeating-linear-gradient(45deg,#fff,#fff 6px,#e8f1fe 6px,#e8f1fe 12px)}"
)
# Each cell says in words what its colour shows.
_CELLS = {
    True: ("sure", Text("確実", "surely")),
    None: ("perhaps", Text("可能性あり", "perhaps")),
    False: ("", Text("なし", "no")),
}
_WORK, _SOURCE = Text("取組", "Work"), Text("出典", "Source")


def page_of(load: Load, lang: Lang) -> str:
    """The page in one language."""
    title = load.title(lang)
    caption = escape(message("planning.load_caption", {}, lang))
    heads = "".join(
        f'<th scope="col">{escape(head)}</th>'
        for head in (_WORK.to(lang), *(year.to(lang) for year in load.years), _SOURCE.to(lang))
    )
    places = {source: place for place, source in enumerate(load.sources, 1)}
    bodies = "".join(
        _group(
            kind.label.to(lang), [_row(item, load.years, places[item.cited], lang) for item in items], load
        )
        for kind, items in groupby(load.items, key=lambda item: item.kind)
    )
    table = (
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>{bodies}"
        f"<tfoot>{_totals(load, lang)}</tfoot></table>"
    )
    region = f'<div class="wide" role="region" aria-label="{escape(title)}" tabindex="0">{table}</div>'
    notes = _section("notes", "planning.notes", listed(escape(note.to(lang)) for note in load.notes), lang)
    sources = "".join(
        f'<li id="source-{place}">{cell(source, lang)}</li>' for source, place in places.items()
    )
    read = _section("sources", "planning.sources", f"<ol>{sources}</ol>", lang) if sources else ""
    return document(title, region + notes + read, load.footer(lang), lang, style=_STYLE)


def _group(kind: str, rows: list[str], load: Load) -> str:
    """The rows of one kind of work under its name."""
    width = len(load.years) + 2
    return (
        f'<tbody><tr><th scope="rowgroup" colspan="{width}">{escape(kind)}</th></tr>{"".join(rows)}</tbody>'
    )


def _row(item: WorkItem, years: tuple[FiscalYear, ...], place: int, lang: Lang) -> str:
    """An item: what it is, a cell for each year, and the number of its source."""
    cells: list[str] = []
    for year in years:
        style, word = _CELLS[item.carried_in(year)]
        cells.append(f'<td class="{style}">{word.to(lang)}</td>' if style else f"<td>{word.to(lang)}</td>")
    link = f'<td><a href="#source-{place}">{place}</a></td>'
    return f'<tr><th scope="row">{escape(item.what.to(lang))}</th>{"".join(cells)}{link}</tr>'


def _totals(load: Load, lang: Lang) -> str:
    """A line of sums for each of: surely, going on from the year before, new, perhaps."""
    found = load.by_year
    lines = (
        ("planning.load_total_sure", [len(year.sure) for year in found]),
        ("planning.load_total_going_on", [len(year.going_on) for year in found]),
        ("planning.load_total_new", [len(year.new) for year in found]),
        ("planning.load_total_perhaps", [len(year.perhaps) for year in found]),
    )
    return "".join(
        f'<tr><th scope="row">{escape(message(code, {}, lang))}</th>'
        f"{''.join(f'<td>{number}</td>' for number in numbers)}<td></td></tr>"
        for code, numbers in lines
    )


def _section(name: str, code: str, inner: str, lang: Lang) -> str:
    heading = escape(message(code, {}, lang))
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{heading}</h2>{inner}</section>'
