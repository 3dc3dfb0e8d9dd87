"""What there is to look at in a draft: the review flags with their questions, and the joint cases of its kind of system."""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen

from chiho_digital import commonization
from chiho_digital.basics import Note
from chiho_digital.commonization import Flag, Flags
from chiho_digital.dashboard import CaseFilter, View
from chiho_digital.governments import prefectures
from chiho_digital.systems import SystemKind, kind_of

from ...portal import Portal
from ..dashboard import list_of
from .records import Draft

__all__ = ["SHOWN", "Cases", "Hints", "cases_of", "hints_of"]

SHOWN = 5
"""The cases that are shown; the list of cases has the others."""


@frozen(eq=False)
class Cases:
    """The joint cases of a kind of system. ids: of those that are shown."""

    kind: SystemKind
    total: int
    ids: tuple[str, ...]

    def view(self, portal: Portal) -> View:
        """The first of them as a table."""
        return list_of(portal, self.ids)

    def rows(self, portal: Portal) -> Any:
        """All of them as a frame: case_id, kind, prefecture (text), as `commonization.flags` reads it."""
        tables = portal.data.listing.tables
        names = {str(body.code): body.name for body in prefectures()}
        found = tables.by_kind.filter(tables.by_kind["kind"] == self.kind.id)
        placed = found.join(tables.by_prefecture, on="case_id", how="left")
        prefecture = placed["prefecture_code"].replace_strict(names, default=None)
        return placed.with_columns(prefecture=prefecture).select("case_id", "kind", "prefecture")


@frozen(eq=False)
class Hints:
    """What is found about a draft. cases: None where no kind of system is known to the data."""

    flags: tuple[Flag, ...]
    found: Flags
    cases: Cases | None


def cases_of(portal: Portal, kind: str) -> Cases | None:
    """The cases of a kind of system, by any spelling; None where the data hold none."""
    named = kind_of(kind)
    if named.id not in portal.data.kinds:
        return None

    chosen = portal.data.select(CaseFilter(kind=named.id), 1, SHOWN)
    return Cases(named, chosen.total, chosen.ids)


def hints_of(portal: Portal, draft: Draft) -> Hints:
    """The flags of a draft, and the cases that show whether it is needed."""
    kind = draft.kind or next(
        (one for one in (*draft.about, draft.proposal.title) if kind_of(one).known), None
    )
    cases = None if kind is None else cases_of(portal, kind)
    found = commonization.flags(
        draft.proposal,
        facts=draft.facts,
        about=(*draft.about, *((cases.kind.id,) if cases else ())),
        cases=cases and cases.rows(portal),
    )
    every = len(portal.data.listing.tables.cases)
    return Hints(tuple(_told(flag, draft, every) for flag in found.flags), found, cases)


def _told(flag: Flag, draft: Draft, every: int) -> Flag:
    """The flag as a reader of the portal needs it: counted among all its cases, and without ids of records."""
    instead: dict[str, dict[str, Any]] = {
        "commonization.flag_cases": {"every": every},
        "commonization.flag_no_cases": {"every": every},
        "commonization.flag_linked": {"proposals": tuple(one.proposal.title for one in draft.ledger.courses)},
    }
    notes = tuple(
        Note(note.code, {**note.params, **instead.get(note.code, {})})
        for note in flag.notes
        if note.code != "commonization.flag_no_table"
    )
    return evolve(flag, notes=notes)
