"""What a proposal, lists of affairs and tables of other rooms say about its review flags.

They can raise a flag; that nothing was found clears none: a name may be written otherwise, a list may lack something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import Grade, Note, Source, Text
from chiho_digital.commonization.candidates import KnownCandidate
from chiho_digital.commonization.standard_affairs import standardisation
from chiho_digital.systems import kind_of
from chiho_digital.systems.vocabularies import folded

from .names import find
from .tables import EARLIER_WORK, STANDARDISATION_WORK, bodies_carrying, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chiho_digital.basics import FiscalYear
    from chiho_digital.commonization.process import Candidate
    from chiho_digital.commonization.proposals import Proposal

    from .tables import JointCase

__all__ = ["Evidence", "of_benefits", "of_candidates", "of_cases", "of_links", "of_loads", "of_standardised"]

_SHOWN = 5  # names like those of the proposal
_SPELLINGS = Source(
    Text(
        "本ライブラリのシステムの種類の表記対応表（kinds.csv）",
        "this library's own table of spellings of kinds of system (kinds.csv)",
    ),
    Grade.INFERRED,
)


@frozen
class Evidence:
    """What was found for one flag. value: of the fact it settles; None where it settles none."""

    value: bool | int | None = None
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[JointCase, ...] = ()


def of_benefits(proposal: Proposal) -> Evidence:
    """Whether the proposal names benefits to users."""
    if not proposal.benefits:
        return Evidence(None if proposal.benefits is None else False)
    return Evidence(value=True, notes=(Note("commonization.flag_benefits", {"benefits": proposal.benefits}),))


def of_links(proposal: Proposal) -> Evidence:
    """That a link with decentralisation proposals is no answer to whether the affair is covered as a whole."""
    linked = proposal.decentralisation
    return Evidence(notes=(Note("commonization.flag_linked", {"proposals": linked}),) if linked else ())


def of_candidates(
    names: Sequence[str], proposal: Proposal, candidates: Iterable[KnownCandidate | Candidate]
) -> Evidence:
    """Whether a candidate has one of the names. One that comes from the proposal itself is not meant."""
    others = [one for one in candidates if proposal.id not in _comes_from(one)]
    named = [(name, one) for one in others if (name := _name(one)) is not None]
    found = find(names, named)
    probable = [one for one in found.same if _is_probable(one)]
    certain = [one for one in found.same if one not in probable]
    notes = [Note("commonization.flag_same", {"found": _candidate(one)}) for one in certain]
    notes += [Note("commonization.flag_probable", {"found": _candidate(one)}) for one in probable]
    notes += _near([Text(name, name) for name in map(_name, found.near) if name is not None])
    if not certain:
        notes.append(Note("commonization.flag_candidates", {"count": len(others)}))
    if unnamed := len(others) - len(named):
        notes.append(Note("commonization.flag_unnamed", {"count": unnamed}))
    sources = tuple(
        Source(Text(one.name, one.name), one.grade, one.source_url)
        for one in found.same
        if isinstance(one, KnownCandidate)
    )
    return Evidence(True if certain else None, tuple(notes), sources)


def _comes_from(candidate: KnownCandidate | Candidate) -> tuple[str, ...]:
    return () if isinstance(candidate, KnownCandidate) else candidate.proposals or ()


def _name(candidate: KnownCandidate | Candidate) -> str | None:
    return candidate.name if isinstance(candidate, KnownCandidate) else candidate.title


def _is_probable(candidate: KnownCandidate | Candidate) -> bool:
    return isinstance(candidate, KnownCandidate) and candidate.is_probable


def _candidate(candidate: KnownCandidate | Candidate) -> Any:
    """A candidate with its year, as it is shown."""
    if isinstance(candidate, KnownCandidate):
        return candidate
    year = candidate.fiscal_year
    return Text(
        f"{candidate.title}（{candidate.id}、{year.to('ja')}）",
        f"{candidate.title} ({candidate.id}, {year.to('en')})",
    )


def of_standardised(names: Sequence[str]) -> Evidence:
    """Whether a standardised affair has one of the names."""
    affairs = standardisation().affairs
    spelled = [(spelling, one) for one in affairs for spelling in (one.label.ja, one.label.en, one.id)]
    found = find(names, spelled)
    if found.same:
        return Evidence(
            value=True,
            notes=tuple(Note("commonization.flag_same", {"found": one.label}) for one in found.same),
        )
    notes = [*_near([one.label for one in found.near])]
    notes.append(Note("commonization.flag_standardised", {"count": len(affairs)}))
    return Evidence(notes=tuple(notes))


def of_cases(names: Sequence[str], table: Any, widely_from: int | None) -> Evidence:
    """How many cases of the kinds of system that the names mean a table has: a number that may be too small.

    So it settles the fact only where it reaches the number asked for, or where none was named yet.
    """
    if table is None:
        return Evidence(notes=(Note("commonization.flag_no_table"),))
    every = read_cases(table)
    kinds = {spelling: kind_of(spelling) for case in every for spelling in case.kinds}
    keys = {spelling: kind.id if kind.known else folded(spelling) for spelling, kind in kinds.items()}
    labels = {keys[spelling]: kind.label for spelling, kind in kinds.items()}
    found = find(names, [(one, keys[spelling]) for spelling, kind in kinds.items() for one in kind.spellings])
    cases = tuple(case for case in every if any(keys[spelling] in found.same for spelling in case.kinds))
    notes: list[Note] = []
    if cases:
        counted = {
            "kinds": tuple(labels[key] for key in found.same),
            "count": len(cases),
            "every": len(every),
            "prefectures": len({name for case in cases for name in case.prefectures}),
        }
        notes.append(Note("commonization.flag_cases", counted))
    else:
        notes.append(Note("commonization.flag_no_cases", {"every": len(every)}))
    notes += _near([labels[key] for key in found.near])
    few = widely_from is not None and len(cases) < widely_from
    if cases and few:
        notes.append(Note("commonization.flag_fewer", {"count": len(cases), "from": widely_from}))
    ours = (
        (_SPELLINGS,) if any(kind.known and keys[name] in found.same for name, kind in kinds.items()) else ()
    )
    return Evidence(None if few or not cases else len(cases), tuple(notes), ours, cases)


def of_loads(table: Any, year: FiscalYear | None) -> tuple[Evidence, Evidence]:
    """Whether bodies of a table carry standardisation in a year, and what earlier years chose; in numbers, without names."""
    if table is None or year is None:
        return Evidence(), Evidence()
    bodies = bodies_carrying(table, year)
    return _carried(bodies, year, STANDARDISATION_WORK), _carried(bodies, year, EARLIER_WORK)


def _carried(bodies: dict[str, tuple[int, int]], year: FiscalYear, kinds: dict[str, Text]) -> Evidence:
    there = {kind: bodies[kind] for kind in kinds if any(bodies.get(kind, ()))}
    notes = tuple(
        Note(
            "commonization.flag_load",
            {"year": year, "kind": kinds[kind], "sure": sure, "perhaps": perhaps},
        )
        for kind, (sure, perhaps) in there.items()
    )
    surely = any(sure for sure, _ in there.values())
    return Evidence(True if surely else None, notes or (Note("commonization.flag_no_load", {"year": year}),))


def _near(names: list[Text]) -> list[Note]:
    if not names:
        return []
    return [Note("commonization.flag_near", {"count": len(names), "names": tuple(names[:_SHOWN])})]
