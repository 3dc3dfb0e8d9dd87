"""A pathway as one page of HTML that needs nothing else: it reads without styles, on a phone and on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from chiho_digital.basics import message
from chiho_digital.basics.html import cell, document, link, listed

if TYPE_CHECKING:
    from chiho_digital.basics import Lang

    from .records import Pathway
    from .steps import Entry, Step

__all__ = ["page_of"]


def page_of(way: Pathway, lang: Lang) -> str:
    """The page in one language."""
    steps = "".join(_step(place, step, lang) for place, step in enumerate(way.steps, 1))
    return document(way.title(lang), steps, way.footer(lang), lang)


def _step(place: int, step: Step, lang: Lang) -> str:
    """A section: the entries, what is missing, the notes, and the sources in small print."""
    name = step.name.value
    lists = [listed(_entry(entry, lang) for entry in step.entries)]
    for heading, texts in step.remarks:
        items = listed(escape(text.to(lang)) for text in texts)
        lists.append(f"<h3>{escape(heading.to(lang))}</h3>{items}")
    if step.sources:
        summary = escape(message("planning.sources", {}, lang))
        sources = listed(cell(source, lang) for source in step.sources)
        lists.append(f"<details><summary>{summary}</summary>{sources}</details>")
    title = f'<h2 id="{name}">{place}. {escape(step.title.to(lang))}</h2>'
    return f'<section aria-labelledby="{name}">{title}{"".join(lists)}</section>'


def _entry(entry: Entry, lang: Lang) -> str:
    url = f"<br>{link(entry.url)}" if entry.url else ""
    return escape(entry.text.to(lang)) + listed(escape(detail.to(lang)) for detail in entry.details) + url
