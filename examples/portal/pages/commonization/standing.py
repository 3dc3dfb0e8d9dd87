"""Where affairs stand: the known candidates in the library's process, what is no candidate, and the 20 standardised affairs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from attrs import frozen

from chiho_digital.basics import PartialDate, Precision, Text, phrase
from chiho_digital.commonization import (
    MINISTRIES,
    Actor,
    CandidateRowKind,
    KnownCandidate,
    Review,
    known_candidates,
    process,
    read_candidates,
    standardisation,
)
from chiho_digital.dashboard import View

from ..models import TextOut
from .models import CandidateOut, graded

__all__ = ["Affair", "affairs", "moves", "not_candidates", "standardised"]


@frozen
class Affair:
    """A known candidate and where its review stands; None where no source tells."""

    number: int
    candidate: KnownCandidate
    standing: process.ReviewStanding | None

    @property
    def stage(self) -> process.Stage | None:
        """The stage of its review."""
        return self.standing.stage if self.standing else None

    @property
    def year(self) -> Text | None:
        """For which fiscal year it was chosen, with the grade of that."""
        return graded(said(self.candidate.fiscal_year), self.candidate.fiscal_year_grade)

    @property
    def ministry(self) -> Text | None:
        """Whose it is, with the grade of that."""
        return graded(self.candidate.ministry, self.candidate.ministry_grade)

    def out(self) -> CandidateOut:
        """As JSON."""
        one = self.candidate
        return CandidateOut(
            number=self.number,
            name=one.name,
            kind=TextOut.of(one.kind.label),
            grade=one.grade.value,
            fiscal_year=one.fiscal_year.year if one.fiscal_year else None,
            fiscal_year_grade=one.fiscal_year_grade,
            ministry=one.ministry,
            ministry_grade=one.ministry_grade,
            stage=TextOut.of(self.stage.label) if self.stage else None,
            source_url=one.source_url,
            source_locator=one.source_locator,
            related_proposal=one.related_proposal,
            note=one.note,
        )


def said(value: object) -> Text | None:
    """A value of the library in words; None stays None."""
    return None if value is None else Text(phrase(value, "ja"), phrase(value, "en"))


@cache
def affairs(as_of: date) -> tuple[Affair, ...]:
    """The known candidates as they stood on a day. No outcome of any of them is known."""
    return tuple(
        Affair(number, one, _standing(one, as_of)) for number, one in enumerate(known_candidates(), 1)
    )


def _standing(candidate: KnownCandidate, as_of: date) -> process.ReviewStanding | None:
    """Its review, of which the selection alone is known; of a probable candidate not even that."""
    year = candidate.fiscal_year
    if candidate.is_probable or year is None:
        return None
    selected = process.Selected(
        by=Actor.COUNCIL, on=PartialDate(year.start, Precision.FISCAL_YEAR), fiscal_year=year
    )
    return Review(id="r1", title=candidate.name, events=(selected,)).as_of(as_of)


@cache
def not_candidates() -> View:
    """What the file of candidates says beside them: counts, expectations of the press, years without a list."""
    others = read_candidates().not_candidates
    rows = tuple(
        (
            one.kind.label,
            None if one.kind is CandidateRowKind.NO_LIST else one.name,
            said(one.fiscal_year),
            one.grade and one.grade.label,
        )
        for one in others
    )
    addresses = dict.fromkeys(one.source_url for one in others if one.source_url)
    notes = tuple(Text(f"出典：{url}", f"Source: {url}") for url in addresses)
    headings = (
        Text("区分", "what it is"),
        Text("資料の言葉", "words of the source"),
        Text("年度", "fiscal year"),
        Text("根拠の強さ", "grade"),
    )
    return View(Text("対象候補ではないもの", "What is no candidate"), headings, rows, notes)


@cache
def standardised() -> View:
    """The 20 affairs whose systems are standardised."""
    known = standardisation()
    later = known.later
    notes = (
        Text(f"出典：{known.source.to('ja')}", f"Source: {known.source.to('en')}"),
        Text(
            f"移行の目標：原則として{known.target.to('ja')}末（出典：{known.target_source.to('ja')}）",
            f"To be moved, in principle, by the end of {known.target.to('en')} (source: {known.target_source.to('en')})",
        ),
        Text(
            f"{phrase(later.as_of, 'ja')}時点で、{later.of_systems:,}システムのうち{later.systems:,}システム"
            f"（{later.of_bodies:,}団体のうち{later.bodies:,}団体）は、その後の移行が認められています。どの団体かは、"
            f"この資料では分かりません（出典：{later.source.to('ja')}）。",
            f"As of {phrase(later.as_of, 'en')}, {later.systems:,} of {later.of_systems:,} systems (in {later.bodies:,} of "
            f"{later.of_bodies:,} bodies) may move later. Which bodies, this source does not say ({later.source.to('en')}).",
        ),
    )
    rows = tuple((one.label,) for one in known.affairs)
    return View(
        Text("標準化の対象20業務", "The 20 standardised affairs"), (Text("業務", "affair"),), rows, notes
    )


def moves(machine: process.Machine) -> tuple[View, ...]:
    """What can happen next in each state, and who alone makes it happen: a table for each region of the diagram."""
    headings = (
        Text("いまの状態", "state"),
        Text("できること", "move"),
        Text("行う主体", "who alone"),
        Text("次の状態", "next state"),
    )
    return tuple(
        View(
            region.what,
            headings,
            tuple(
                (step.before.label, step.move.label, _actor(machine, step.move), step.after.label)
                for step in region.steps
            ),
            tuple(
                Text(f"出典：{source.to('ja')}", f"Source: {source.to('en')}")
                for source in dict.fromkeys(step.source for step in region.steps if step.source)
            ),
        )
        for region in machine.regions
    )


def _actor(machine: process.Machine, move: process.ReviewMove | process.CourseMove) -> Text:
    actor = machine.actors.get(move)
    return Text("定めが読み取れない", "not stated") if actor is None else actor.label


def ministries(shown: Sequence[Affair]) -> list[str]:
    """The ministries that can be asked for."""
    return list(
        dict.fromkeys([*MINISTRIES, *(one.candidate.ministry for one in shown if one.candidate.ministry)])
    )
