"""The load of one body (業務負担): which work it carries in which fiscal year, surely or perhaps. For the body's own eyes."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import FiscalYear, InvalidValue, Note, message
from chiho_digital.basics.shown import Shown
from chiho_digital.commonization import standardisation
from chiho_digital.governments import GovernmentKind
from chiho_digital.rules import OFFICIAL

from .work import WorkKind, carrier
from .work_of import standardisation_work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Lang, Source, Text
    from chiho_digital.basics.shown import Part
    from chiho_digital.governments import Government

    from .work import WorkItem

__all__ = ["Load", "YearLoad", "load", "sorted_years"]

_OF_STANDARDS = {WorkKind.STANDARDISATION, WorkKind.LATER_MIGRATION}


@frozen
class YearLoad(Shown):
    """What a body carries in one fiscal year (年度の取組). Strictly read-only.

    sure: what it surely carries.  perhaps: what it may carry, since a year, or whether it carries it at all, is not known.
    going_on: of `sure`, what it surely carried in the year before too.  new: of `sure`, what surely starts in this year.
    """

    year: FiscalYear
    sure: tuple[WorkItem, ...]
    perhaps: tuple[WorkItem, ...]
    going_on: tuple[WorkItem, ...]
    new: tuple[WorkItem, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import year_load_parts

        return year_load_parts(self)

    @property
    def kinds(self) -> dict[WorkKind, tuple[int, int]]:
        """How many items of each kind that there is: surely, and perhaps."""
        sure, perhaps = (Counter(item.kind for item in items) for items in (self.sure, self.perhaps))
        return {kind: (sure[kind], perhaps[kind]) for kind in WorkKind if sure[kind] or perhaps[kind]}

    def explain(self, lang: Lang = "ja") -> str:
        """The numbers of the year as plain text in `"ja"` or `"en"`."""
        about = {"year": self.year, "sure": len(self.sure), "perhaps": len(self.perhaps)}
        overlap = {"going_on": len(self.going_on), "new": len(self.new)}
        lines = [message("planning.load_year", about, lang)]
        if self.sure:
            lines.append(message("planning.load_overlap", overlap, lang))
        for kind, (sure, perhaps) in self.kinds.items():
            of_kind = {"kind": kind.label, "sure": sure, "perhaps": perhaps}
            lines.append(f"- {message('planning.load_kind', of_kind, lang)}")
        return "\n".join(lines)


@frozen
class Load(Shown):
    """The work of one body by fiscal year (年度ごとの取組). Strictly read-only.

    items: what it carries, surely or perhaps, in some of the years; by kind, those of one kind in the order given.
    outside: what it surely carries in none of them.  notes: what is not known.
    """

    body: Government
    years: tuple[FiscalYear, ...]
    items: tuple[WorkItem, ...]
    outside: tuple[WorkItem, ...]
    notes: tuple[Note, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import load_parts

        return load_parts(self)

    def __getitem__(self, year: FiscalYear | int) -> YearLoad:
        """One of the years.

        Raises:
            KeyError: it is none of them.
        """
        wanted = FiscalYear(year) if isinstance(year, int) else year
        if wanted not in self.years:
            raise KeyError(year)
        carried = [(item, item.carried_in(wanted)) for item in self.items]
        sure = tuple(item for item, there in carried if there)
        before = wanted - 1
        return YearLoad(
            wanted,
            sure,
            tuple(item for item, there in carried if there is None),
            tuple(item for item in sure if item.carried_in(before)),
            tuple(item for item in sure if item.first == wanted),
        )

    @property
    def by_year(self) -> tuple[YearLoad, ...]:
        """Every year, in order."""
        return tuple(self[year] for year in self.years)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the items were read, each once."""
        return tuple(dict.fromkeys(item.cited for item in self.items))

    @property
    def official(self) -> Text:
        """That it is no official determination, and whom to ask."""
        return OFFICIAL

    def title(self, lang: Lang) -> str:
        """Whose load it is."""
        return message("planning.load_title", {"body": self.body.title}, lang)

    def footer(self, lang: Lang) -> str:
        """What the whole rests on, on one line."""
        return message("planning.load_footer", {"version": __version__, "official": OFFICIAL}, lang)

    def explain(self, lang: Lang = "ja") -> str:
        """The years, the items with their sources, and what is not known, as plain text in `"ja"` or `"en"`."""
        blocks = [self.title(lang), *(year.explain(lang) for year in self.by_year)]
        lines = [message("planning.load_items", {}, lang)]
        # What has the same kind, years and source stands on one line.
        for (kind, years, cited), alike in groupby(
            self.items, key=lambda item: (item.kind, item.years(lang), item.cited)
        ):
            about = {"kind": kind.label, "what": tuple(item.what for item in alike), "years": years}
            lines.append(f"- {message('planning.load_item', about, lang)}")
            lines.append(f"    {cited.to(lang)}")
        noted = [message("planning.notes", {}, lang), *(f"- {note.to(lang)}" for note in self.notes)]
        return "\n\n".join([*blocks, "\n".join(lines), "\n".join(noted), self.footer(lang)])

    def to_dict(self) -> dict[str, Any]:
        """The load as JSON values; whether an item is carried in a year is true, false or null (not known)."""
        return {
            "body": str(self.body.code),
            "years": [
                {
                    "fiscal_year": found.year.year,
                    "sure": len(found.sure),
                    "perhaps": len(found.perhaps),
                    "going_on": len(found.going_on),
                    "new": len(found.new),
                }
                for found in self.by_year
            ],
            "items": [
                {
                    **item.model_dump(mode="json"),
                    "carried": {str(year.year): item.carried_in(year) for year in self.years},
                }
                for item in self.items
            ],
            "outside": [item.model_dump(mode="json") for item in self.outside],
            "notes": [note.to_dict() for note in self.notes],
            "library_version": __version__,
            "official": OFFICIAL.to_dict(),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The load as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_html(self, lang: Lang = "ja") -> str:
        """The load as a page of HTML that needs nothing else: a table of items and years to read as a timeline."""
        from .load_page import page_of

        return page_of(self, lang)


def load(
    body: Government | str,
    years: Iterable[FiscalYear | int],
    items: Iterable[WorkItem] = (),
    *,
    affairs: Iterable[WorkItem] | None = None,
) -> Load:
    """The work that a body carries in some fiscal years (業務負担).

    body: a municipality or prefecture by value, code or name; a ward stands for its city.
    items: work of any bodies; that of others is not read. Equal items count once.
    affairs: the standardisation of the 20 affairs; by default `standardisation_work` of a municipality, of which nothing is
    known to be done. Of a prefecture there is none by default.

    Raises:
        LookupError: there is no such body.
        InvalidValue: no fiscal year.
    """
    who, wanted = carrier(body), sorted_years(years)
    known = standardisation_work(who) if affairs is None and who.kind.is_municipality else affairs or ()
    own = [item for item in dict.fromkeys((*known, *items)) if item.body == who.code]
    kinds = list(WorkKind)
    own.sort(key=lambda item: kinds.index(item.kind))
    there = {item: any(item.carried_in(year) is not False for year in wanted) for item in own}
    inside, outside = (tuple(item for item in own if there[item] is which) for which in (True, False))
    return Load(who, wanted, inside, outside, _notes(who, inside, outside))


def sorted_years(years: Iterable[FiscalYear | int]) -> tuple[FiscalYear, ...]:
    """Fiscal years in order, each once.

    Raises:
        InvalidValue: there is none.
    """
    found = sorted({FiscalYear(year) if isinstance(year, int) else year for year in years})
    if not found:
        raise InvalidValue("planning.no_years")
    return tuple(found)


def _notes(body: Government, items: tuple[WorkItem, ...], outside: tuple[WorkItem, ...]) -> tuple[Note, ...]:
    """What is not known, and whose page it is."""
    notes = (
        [Note("planning.load_perhaps")]
        if any(item.first is None or item.last is None for item in items)
        else []
    )
    if any(item.kind in _OF_STANDARDS for item in items):
        known = standardisation()
        later = known.later
        totals = {
            "systems": f"{later.systems:,}",
            "of_systems": f"{later.of_systems:,}",
            "bodies": f"{later.bodies:,}",
            "of_bodies": f"{later.of_bodies:,}",
            "as_of": later.as_of,
            "source": later.source,
        }
        aim = {"year": known.target, "day": known.target.end, "source": known.target_source}
        notes += [Note("planning.load_target", aim), Note("planning.load_later", totals)]
    elif body.kind is GovernmentKind.PREFECTURE:
        notes.append(Note("planning.load_prefecture"))
    if outside:
        notes.append(Note("planning.load_outside", {"items": tuple(item.what for item in outside)}))
    return (*notes, Note("planning.load_own"))
