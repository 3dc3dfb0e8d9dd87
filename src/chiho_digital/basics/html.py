"""How the library writes HTML, in one place: tables, lists, links, and whole pages that need nothing else.

Everything is escaped, and nothing runs. What a notebook shows brings no colours, so that it reads on light and on dark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, cast

from .messages import Spoken
from .periods import Period
from .shown import NO_DATA, InCell, Table
from .text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .shown import Part, Remarks
    from .text import Lang

__all__ = ["MOST_ROWS", "cell", "document", "for_notebook", "in_words", "link", "listed", "piece"]

MOST_ROWS = 30
"""How many rows of a table, or items of a list, a notebook shows."""

_MOST_IN_CELL = 10
_ONE_LINE = 60  # signs of a list that still stand beside one another
_YES, _NO, _NONE = Text("はい", "yes"), Text("いいえ", "no"), Text("なし", "none")
_MORE = Text("ほか{number:,}件", "… {number:,} more")
_WEB = re.compile(r"https?://[^\s<>\"]+")

# JupyterLab sets every cell to the right by a rule with two classes, hence the class named twice.
_OURS = ".chiho-digital.chiho-digital"
_CELLS = (
    f"{_OURS} caption,{_OURS} th,{_OURS} td{{text-align:start;vertical-align:top;min-width:4em}}"
    f"{_OURS} caption{{font-weight:bold}}"
    f"{_OURS} .number{{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}}"
)
_STYLE = (
    "body{font-family:sans-serif;line-height:1.7;max-width:48rem;margin:1rem auto;padding:0 1rem;color:#1a1a1c}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:2px solid #0017c1}h3{font-size:1rem;margin-bottom:0}"
    "a{color:#0017c1;overflow-wrap:anywhere}footer{border-top:1px solid #767676}"
)
_PRINT = "@media print{body{max-width:none;font-size:10pt}h2{break-after:avoid}li{break-inside:avoid}}"


def piece(parts: Iterable[Part], lang: Lang, most: int | None = None) -> str:
    """Parts as a piece of HTML in one language. most: how many rows or items of each are shown, by default all."""
    inner = "".join(
        _table(part, lang, most) if isinstance(part, Table) else _remarks(part, lang, most) for part in parts
    )
    return f'<div class="chiho-digital" lang="{lang}">{inner}</div>'


def for_notebook(parts: Iterable[Part]) -> str:
    """Parts as a notebook shows them: the first rows in Japanese, the same in English beneath, folded."""
    both = tuple(parts)
    return (
        f"<div><style>{_CELLS}</style>{piece(both, 'ja', MOST_ROWS)}"
        f'<details><summary lang="en">English</summary>{piece(both, "en", MOST_ROWS)}</details></div>'
    )


def _table(table: Table, lang: Lang, most: int | None) -> str:
    shown = table.rows[:most]
    numeric = [_is_numeric([row[at] for row in shown]) for at in range(len(table.headings))]
    heads = "".join(
        f'<th scope="col"{_class(number)}>{escape(heading.to(lang))}</th>'
        for heading, number in zip(table.headings, numeric, strict=True)
    )
    rows = "\n".join(_row(row, numeric, lang) for row in shown)
    caption = escape(table.caption.to(lang))
    more = _more(len(table.rows) - len(shown), lang)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>"
        f"{f'<p>{more}</p>' if more else ''}"
    )


def _row(row: Sequence[object], numeric: Sequence[bool], lang: Lang) -> str:
    cells = [
        f"{_class(number or _is_number(value))}>{cell(value, lang)}<"
        for value, number in zip(row, numeric, strict=True)
    ]
    others = "".join(f"<td{inner}/td>" for inner in cells[1:])
    return f'<tr><th scope="row"{cells[0]}/th>{others}</tr>'


def _is_numeric(column: list[object]) -> bool:
    """Whether a column holds numbers, and nothing that somebody wrote."""
    return any(map(_is_number, column)) and not any(isinstance(value, str) for value in column)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _class(number: bool) -> str:  # noqa: FBT001 -- whether a column holds numbers
    return ' class="number"' if number else ""


def _more(number: int, lang: Lang) -> str:
    return _MORE.to(lang).format(number=number) if number else ""


def _remarks(remarks: Remarks, lang: Lang, most: int | None) -> str:
    shown = [cell(item, lang) for item in remarks.items[:most]]
    if not shown:
        return ""
    if more := _more(len(remarks.items) - len(shown), lang):
        shown.append(more)
    heading = "" if remarks.heading is None else f"<p><strong>{escape(remarks.heading.to(lang))}</strong></p>"
    return heading + listed(shown)


def cell(value: object, lang: Lang) -> str:
    """A value as HTML: its words, escaped, with its address as a link; a long list line by line."""
    if isinstance(value, tuple | list) and value:
        items = cast("Sequence[object]", value)
        lines = [cell(item, lang) for item in items[:_MOST_IN_CELL]]
        if more := _more(len(items) - len(lines), lang):
            lines.append(more)
        return (_comma(lang) if sum(map(len, lines)) <= _ONE_LINE else "<br/>").join(lines)
    words = escape(in_words(value, lang))
    url = value if isinstance(value, str) else getattr(cast("Any", value), "url", None)
    if isinstance(url, str) and _WEB.fullmatch(url):
        return words.replace(escape(url), link(url))
    return words


def in_words(value: Any, lang: Lang) -> str:  # noqa: C901, PLR0911 -- a line for each kind of value
    """A value as plain words: unknown is データなし, whole numbers have separators, empty lists are なし."""
    if value is None:
        return NO_DATA.to(lang)
    if isinstance(value, bool):
        return (_YES if value else _NO).to(lang)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, InCell):
        return value.__cell__(lang)
    if isinstance(value, Spoken):
        return value.to(lang)
    for name in ("label", "text"):
        if isinstance(words := getattr(value, name, None), Text):
            return words.to(lang)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return _joined([f"{in_words(key, lang)}: {in_words(item, lang)}" for key, item in pairs], lang)
    if isinstance(value, tuple | list | AbstractSet):
        return _joined([in_words(item, lang) for item in cast("Iterable[object]", value)], lang)
    if isinstance(value, Period):
        start, end = ("" if day is None else day.isoformat() for day in (value.start, value.end))
        return f"{start}～{end}"
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def _joined(words: list[str], lang: Lang) -> str:
    shown = words[:_MOST_IN_CELL]
    if more := _more(len(words) - len(shown), lang):
        shown.append(more)
    return _comma(lang).join(shown) or _NONE.to(lang)


def _comma(lang: Lang) -> str:
    return "、" if lang == "ja" else ", "


def listed(items: Iterable[str]) -> str:
    """A list of pieces of HTML; nothing where there are none."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""


def link(url: str) -> str:
    """An address as a link; records hold addresses of the web only."""
    return f'<a href="{escape(url)}">{escape(url)}</a>'


def document(title: str, main: str, footer: str, lang: Lang, *, style: str = "") -> str:
    """A page in one language. title, footer: plain text.  main: HTML.  style: more of it, before that for print."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}{style}{_PRINT}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{main}</main>"
        f"<footer><p>{escape(footer)}</p></footer></body></html>\n"
    )
