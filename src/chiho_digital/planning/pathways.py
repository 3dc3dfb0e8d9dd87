"""The pathway of a body, and those of many: the path of the minutes from the software that exists to how it is paid."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chiho_digital import bonds
from chiho_digital.basics import FiscalYear, Progress, Text
from chiho_digital.governments import municipalities
from chiho_digital.procurement import CaseIndex, CasesLike, read_cases, threshold_rules
from chiho_digital.procurement.calls import CallState
from chiho_digital.systems import UnknownKind, catalogue, kind_of
from chiho_digital.talent import measures
from chiho_digital.talent.fields import kind_of as kind_of_body

from .records import Pathway
from .work import carrier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from chiho_digital.governments import Government
    from chiho_digital.procurement import Case, Thresholds
    from chiho_digital.procurement.calls import Call, Situation
    from chiho_digital.systems import Catalogue, SystemKind
    from chiho_digital.systems.catalogue import Hit

__all__ = ["pathway", "pathways"]


def pathway(  # noqa: PLR0913 -- each says one thing that the way depends on
    body: Government | str,
    kind: SystemKind | str,
    fiscal_year: FiscalYear | int,
    *,
    day: date | None = None,
    cases: CaseIndex | Iterable[Case] | None = None,
    software: Catalogue | None = None,
    dmp: Catalogue | None = None,
    calls: Iterable[Call] = (),
    thresholds: Thresholds | None = None,
    project: bonds.Project | None = None,
    applicant: bonds.Applicant | None = None,
    n: int = 5,
) -> Pathway:
    """What is known for a body that wants a kind of system: software, cases, calls, methods, bond, talent measures.

    body: a municipality or prefecture by value, code or name; a ward stands for its city.  kind: by id, Japanese or English name or synonym.
    day: on which thresholds and calls are looked at; by default the first day of the fiscal year.
    cases: an index to look in, or cases; by default the 53 published ones.  software: by default the small catalogue of
    the published cases.  dmp: an extract of the DMP as a catalogue; without it, nobody can say what can be had there.
    thresholds: what `procurement.threshold_rules` says of the contract; by default of this body, without a price.
    project, applicant: what is known for the bond; by default that it is a system, for this body and year.
    n: how many of the nearest cases, and of those that cannot be compared.

    Raises:
        LookupError: there is no such body, or nothing knows the kind (near names are suggested).
        InvalidValue: as `bonds.funding`.
    """
    year = fiscal_year if isinstance(fiscal_year, FiscalYear) else FiscalYear(fiscal_year)
    day = day or year.start
    who = carrier(body)
    where = software or catalogue.published()
    index = cases if isinstance(cases, CaseIndex) else _index(cases)
    wanted = kind_of(kind) if isinstance(kind, str) else kind
    offerings, on_dmp = _hits(where, wanted, who), None if dmp is None else _hits(dmp, wanted, who)
    try:
        like = index.like(who, kind=wanted, n=n)
    except UnknownKind:
        if not offerings and not on_dmp:
            raise
        like = CasesLike(who, wanted, 0, (), (), (), prefecture_first=False)
    helped = kind_of_body(who.code)
    asked = project or bonds.Project(
        name=wanted.label.ja, body=who.code, fiscal_year=year, kind=bonds.ProjectKind.SYSTEM
    )
    return Pathway(
        body=who,
        kind=wanted,
        fiscal_year=year,
        day=day,
        catalogue=where,
        offerings=offerings,
        dmp=dmp,
        on_dmp=on_dmp,
        cases=like,
        shown=n,
        calls=tuple(_open(calls, wanted, day)),
        thresholds=thresholds or threshold_rules(who, None, None, day),
        decision=bonds.eligibility(asked),
        funding=bonds.funding(asked, applicant),
        helps=() if helped is None else measures(helped, year),
    )


def pathways(  # noqa: PLR0913 -- as for `pathway`
    kind: SystemKind | str,
    fiscal_year: FiscalYear | int,
    *,
    bodies: Iterable[Government | str] | None = None,
    day: date | None = None,
    cases: CaseIndex | Iterable[Case] | None = None,
    software: Catalogue | None = None,
    dmp: Catalogue | None = None,
    calls: Iterable[Call] = (),
    n: int = 5,
) -> Iterator[Pathway]:
    """The pathways of many bodies, one after the other, with progress shown; by default of all municipalities.

    Raises:
        LookupError, InvalidValue: as `pathway`.
    """
    every: Sequence[Government | str] = municipalities() if bodies is None else tuple(bodies)
    index = cases if isinstance(cases, CaseIndex) else _index(cases)
    called = tuple(calls)
    with Progress(Text("調達の道筋", "pathways"), len(every)) as progress:
        for body in every:
            yield pathway(
                body, kind, fiscal_year, day=day, cases=index, software=software, dmp=dmp, calls=called, n=n
            )
            progress.advance(1)


def _index(cases: Iterable[Case] | None) -> CaseIndex:
    return _published() if cases is None else CaseIndex.of(cases)


@cache
def _published() -> CaseIndex:
    return CaseIndex.of(read_cases().cases)


def _hits(where: Catalogue, kind: SystemKind, body: Government) -> tuple[Hit, ...]:
    """The software of a kind; none where the catalogue does not know the kind either."""
    try:
        return catalogue.search(kind=kind, body=body, within=where)
    except UnknownKind:
        return ()


def _open(calls: Iterable[Call], kind: SystemKind, day: date) -> Iterator[Situation]:
    """The calls for a kind that take answers on a day."""
    for call in calls:
        if call.opened_on <= day and kind_of(call.kind).id == kind.id:
            situation = call.as_of(day)
            if situation.state is CallState.OPEN:
                yield situation
