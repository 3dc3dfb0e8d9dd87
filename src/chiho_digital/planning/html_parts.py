"""What the pages of this room are made of: a document that needs nothing else, lists, and sources with their links."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Lang, Source

__all__ = ["cited", "document", "link", "listed"]

_STYLE = (
    "body{font-family:sans-serif;line-height:1.7;max-width:48rem;margin:1rem auto;padding:0 1rem;color:#1a1a1c}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:2px solid #0017c1}h3{font-size:1rem;margin-bottom:0}"
    "a{color:#0017c1;overflow-wrap:anywhere}footer{border-top:1px solid #767676}"
)
_PRINT = "@media print{body{max-width:none;font-size:10pt}h2{break-after:avoid}li{break-inside:avoid}}"


def document(title: str, main: str, footer: str, lang: Lang, *, style: str = "") -> str:
    """A page in one language. title, footer: plain text.  main: HTML.  style: more of it, before that for print."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}{style}{_PRINT}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{main}</main>"
        f"<footer><p>{escape(footer)}</p></footer></body></html>\n"
    )


def listed(items: Iterable[str]) -> str:
    """A list of pieces of HTML; nothing where there are none."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""


def cited(source: Source, lang: Lang) -> str:
    """A source, with its address as a link."""
    words = escape(source.to(lang))
    return words.replace(escape(source.url), link(source.url)) if source.url else words


def link(url: str) -> str:
    """An address as a link; records hold addresses of the web only."""
    return f'<a href="{escape(url)}">{escape(url)}</a>'
