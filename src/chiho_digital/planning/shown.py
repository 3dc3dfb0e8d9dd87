"""How what a body carries and the way to a system are shown in a notebook; their whole pages are `to_html`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text
from chiho_digital.basics.shown import Remarks, Table, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .loads import Load, YearLoad
    from .records import Pathway
    from .steps import Step

__all__ = ["load_parts", "pathway_parts", "step_parts", "year_load_parts"]

_CARRIED = {True: Text("確実", "surely"), None: Text("可能性あり", "perhaps"), False: Text("なし", "no")}
_KIND = (Text("取組の種類", "kind of work"), Text("確実", "surely"), Text("可能性あり", "perhaps"))
_WORK = (Text("取組", "work"), Text("取組の種類", "kind of work"))
_NOTES = Note("planning.notes")


def load_parts(load: Load) -> Iterable[Part]:
    """The items with their years, and what is not known."""
    rows = [
        (item.what, item.kind, *(_CARRIED[item.carried_in(year)] for year in load.years))
        for item in load.items
    ]
    yield Table(Note("planning.load_title", {"body": load.body.title}), (*_WORK, *load.years), rows)
    sums = [
        (year.year, len(year.sure), len(year.going_on), len(year.new), len(year.perhaps))
        for year in load.by_year
    ]
    headings = (
        Text("年度", "fiscal year"),
        Note("planning.load_total_sure"),
        Note("planning.load_total_going_on"),
        Note("planning.load_total_new"),
        Note("planning.load_total_perhaps"),
    )
    yield Table(Text("年度ごとの件数", "Items by fiscal year"), headings, sums)
    yield Remarks(_NOTES, (*load.notes, load.official))


def year_load_parts(year: YearLoad) -> Iterable[Part]:
    """The numbers of one year by kind of work, and the items."""
    rows = [(kind, sure, perhaps) for kind, (sure, perhaps) in year.kinds.items()]
    yield Table(year.year, _KIND, rows)
    yield Remarks(_CARRIED[True], [item.what for item in year.sure])
    yield Remarks(_CARRIED[None], [item.what for item in year.perhaps])


def step_parts(step: Step) -> Iterable[Part]:
    """What a step knows, what is missing, what it rests on."""
    rows = [(entry.text, (*entry.details, *((entry.url,) if entry.url else ()))) for entry in step.entries]
    yield Table(step.title, (Text("項目", "item"), Text("内容", "details")), rows)
    for heading, texts in step.remarks:
        yield Remarks(heading, texts)
    yield Remarks(Note("planning.sources"), step.sources)


def pathway_parts(way: Pathway) -> Iterable[Part]:
    """Every step of the way."""
    about = {"body": way.body.title, "kind": way.kind.label, "year": way.fiscal_year}
    yield Remarks(Note("planning.title", about), (way.official,))
    yield from parts_of(*way.steps)
