"""A pathway as one page of HTML that needs nothing else: it reads without styles, on a phone and on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from chiho_digital.basics import message

if TYPE_CHECKING:
    from chiho_digital.basics import Lang, Source

    from .records import Pathway
    from .steps import Entry, Step

__all__ = ["page_of"]

_STYLE = (
    "body{font-family:sans-serif;line-height:1.7;max-width:48rem;margin:1rem auto;padding:0 1rem;color:#1a1a1c}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:2px solid #0017c1}h3{font-size:1rem;margin-bottom:0}"
    "a{color:#0017c1;overflow-wrap:anywhere}footer{border-top:1px solid #767676}"
    "@media print{body{max-width:none;font-size:10pt}h2{break-after:avoid}li{break-inside:avoid}}"
)


def page_of(way: Pathway, lang: Lang) -> str:
    """The page in one language."""
    title = escape(way.title(lang))
    steps = "".join(_step(place, step, lang) for place, step in enumerate(way.steps, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{steps}</main>"
        f"<footer><p>{escape(way.footer(lang))}</p></footer></body></html>\n"
    )


def _step(place: int, step: Step, lang: Lang) -> str:
    """A section: the entries, what is missing, the notes, and the sources in small print."""
    name = step.name.value
    lists = [_list([_entry(entry, lang) for entry in step.entries])]
    for heading, texts in step.remarks:
        items = [escape(text.to(lang)) for text in texts]
        lists.append(f"<h3>{escape(heading.to(lang))}</h3>{_list(items)}")
    if step.sources:
        summary = escape(message("planning.sources", {}, lang))
        cited = [_cited(source, lang) for source in step.sources]
        lists.append(f"<details><summary>{summary}</summary>{_list(cited)}</details>")
    title = f'<h2 id="{name}">{place}. {escape(step.title.to(lang))}</h2>'
    return f'<section aria-labelledby="{name}">{title}{"".join(lists)}</section>'


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""


def _entry(entry: Entry, lang: Lang) -> str:
    url = f"<br>{_link(entry.url)}" if entry.url else ""
    return escape(entry.text.to(lang)) + _list([escape(detail.to(lang)) for detail in entry.details]) + url


def _cited(source: Source, lang: Lang) -> str:
    """A source, with its address as a link."""
    cited = escape(source.to(lang))
    return cited.replace(escape(source.url), _link(source.url)) if source.url else cited


def _link(url: str) -> str:
    """An address as a link; records hold addresses of the web only."""
    return f'<a href="{escape(url)}">{escape(url)}</a>'
