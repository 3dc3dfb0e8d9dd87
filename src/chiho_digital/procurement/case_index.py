"""Joint procurements of bodies like one's own: an index of cases by participant, asked nearest first.

The distance of a case is that of its nearest participant. Participants are bodies of the registry, some thousands however
many cases there are: so the bodies are put in order of distance, and their cases taken until there are enough.
"""

from __future__ import annotations

from functools import cache
from heapq import merge
from itertools import groupby, islice, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Self

from attrs import Factory, define, field, frozen

from chiho_digital.basics import Progress, Text
from chiho_digital.governments import GovernmentKind
from chiho_digital.governments.figures import load
from chiho_digital.governments.registry import scope
from chiho_digital.governments.similarity import Place, Yardstick, codes_of, refuse_negative
from chiho_digital.systems import find_kind, kind_of
from chiho_digital.systems.vocabularies import folded

from .likeness import CasesLike, LikeCase, OwnCase, UnplacedCase
from .reading import read_cases
from .vocabulary import BodyType

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from chiho_digital.governments import Figures, Government, Scale
    from chiho_digital.systems import SystemKind

    from .records import Case

__all__ = ["CaseIndex", "cases_like"]

_LEVELS = (BodyType.MUNICIPALITY, BodyType.PREFECTURE)


@define
class _Section:
    """Cases of one kind, or of all, as bodies of one level see them. A case is its place in the index.

    members: those in which a body takes part that can be compared.  unplaced: those in which no such body does.
    leads: those that a body leads.  prefectures: those of a prefecture, by its two digits.
    """

    count: int = 0
    members: dict[str, list[int]] = Factory(dict[str, list[int]])
    unplaced: dict[int, UnplacedCase] = Factory(dict[int, UnplacedCase])
    leads: dict[str, list[int]] = Factory(dict[str, list[int]])
    prefectures: dict[str, set[int]] = Factory(dict[str, set[int]])

    def enter(self, place: int, case: Case, members: Iterable[str], unplaced: UnplacedCase | None) -> None:
        """Add a case with those who take part, or as one that cannot be compared."""
        self.count += 1
        for code in members:
            self.members.setdefault(code, []).append(place)
        if unplaced is not None:
            self.unplaced[place] = unplaced
        if case.lead_code is not None:
            self.leads.setdefault(case.lead_code, []).append(place)
        for code in case.prefectures:
            self.prefectures.setdefault(code.prefecture_digits, set()).add(place)

    def nearest_first(
        self, own: Place, places: Mapping[str, Place], without: Container[int]
    ) -> Iterator[tuple[int, str]]:
        """Each case with its nearest participant; equal cases by id, equal participants by code."""
        ranked = sorted((Yardstick.distance(own, places[code]), code) for code in self.members)
        seen: set[int] = set()
        for _, equal in groupby(ranked, key=itemgetter(0)):
            for case, code in merge(*(zip(self.members[code], repeat(code)) for _, code in equal)):
                if case not in seen and case not in without:
                    seen.add(case)
                    yield case, code


@frozen(eq=False)
class CaseIndex:
    """Cases prepared for many questions (事例の索引). Strictly read-only: built once by `of`, asked by `like`.

    cases: by id.
    """

    cases: tuple[Case, ...] = field(repr=False)
    _yardstick: Yardstick = field(repr=False)
    _places: Mapping[str, Place] = field(repr=False)
    _sections: Mapping[tuple[str | None, BodyType], _Section] = field(repr=False)

    @classmethod
    def of(
        cls,
        cases: Iterable[Case],
        *,
        figures: Mapping[str, Figures] | None = None,
        by: Sequence[str] = ("population",),
        scale: Scale = "log",
    ) -> Self:
        """The index of cases by the figures named; as in `cases_like`.

        Raises:
            InvalidValue: as `governments.similar`.
        """
        yardstick = Yardstick.of({"population": load()} if figures is None else figures, by, scale)
        what = tuple(table.what for table in yardstick.tables)
        ordered = tuple(sorted(cases, key=lambda case: case.id))
        places: dict[str, Place | None] = {}
        keys: dict[str, str] = {}
        sections: dict[tuple[str | None, BodyType], _Section] = {}
        with Progress(Text("事例の索引", "indexing cases"), len(ordered)) as progress:
            for number, case in enumerate(progress.over(ordered)):
                here = [
                    (one.code, one.body_type) for one in case.participations if one.code and not one.has_left
                ]
                for code, _ in here:
                    if code not in places:
                        places[code] = yardstick.place(code)
                for spelling in case.kinds:
                    if spelling not in keys:
                        keys[spelling] = _key(kind_of(spelling))
                kinds = (None, *dict.fromkeys(keys[spelling] for spelling in case.kinds))
                for level in _LEVELS:
                    members = {code for code, of in here if of is level and places[code] is not None}
                    unplaced = None if members else UnplacedCase(case, level, what)
                    for kind in kinds:
                        section = sections.setdefault((kind, level), _Section())
                        section.enter(number, case, members, unplaced)
        known = {code: place for code, place in places.items() if place is not None}
        return cls(ordered, yardstick, known, sections)

    def like(
        self,
        body: Government | str,
        *,
        kind: SystemKind | str | None = None,
        n: int = 10,
        prefecture_first: bool = False,
        as_of: date | None = None,
    ) -> CasesLike:
        """The cases in which the bodies nearest to a body take part, nearest first; as in `cases_like`.

        Raises:
            LookupError, InvalidValue: as `cases_like`.
        """
        refuse_negative(n)
        one = scope(body, as_of=as_of)
        if one.kind is GovernmentKind.WARD:
            one = one.parent or one
        own = self._yardstick.own_place(one)
        level = BodyType.PREFECTURE if one.parent_code is None else BodyType.MUNICIPALITY
        wanted = None if kind is None else self._kind(kind)
        section = self._sections.get((None if wanted is None else _key(wanted), level), _Section())
        codes = codes_of(one)
        leads = {case for code in codes for case in section.leads.get(code, ())}
        mine = leads | {case for code in codes for case in section.members.get(code, ())}
        here = section.prefectures.get(one.code.prefecture_digits, set[int]())
        walk = section.nearest_first(own, self._places, mine)
        if prefecture_first:
            placed = len(here - mine - section.unplaced.keys())
            first = list(islice((found for found in walk if found[0] in here), min(n, placed)))
            walk = section.nearest_first(own, self._places, mine | here)
            chosen = [*first, *islice(walk, n - len(first))]
        else:
            chosen = list(islice(walk, n))
        return CasesLike(
            one,
            wanted,
            section.count,
            tuple(self._like(one, codes, case, code, same=case in here) for case, code in chosen),
            tuple(_own(self.cases[case], codes) for case in sorted(mine)),
            tuple(unplaced for case, unplaced in section.unplaced.items() if case not in leads),
            prefecture_first,
        )

    def _kind(self, kind: SystemKind | str) -> SystemKind:
        """The kind meant: one that our file knows, or that stands in the cases."""
        wanted = kind_of(kind) if isinstance(kind, str) else kind
        stands = (_key(wanted), BodyType.MUNICIPALITY) in self._sections
        return wanted if wanted.known or stands else find_kind(wanted.id)

    def _like(
        self, body: Government, codes: AbstractSet[str], place: int, nearest: str, *, same: bool
    ) -> LikeCase:
        case = self.cases[place]
        here = [one for one in case.participations if not one.has_left]
        participation = next(one for one in here if one.code == nearest)
        gone = [one for one in case.participations if one.has_left and one.code in codes]
        level = participation.body_type
        return LikeCase(
            case,
            participation,
            self._yardstick.nearness(body, nearest),
            same,
            tuple(one for one in here if one.body_type is level and one.code not in self._places),
            gone[0] if gone else None,
        )


def cases_like(  # noqa: PLR0913 – each says one thing about the comparison
    body: Government | str,
    *,
    kind: SystemKind | str | None = None,
    cases: Iterable[Case] | None = None,
    figures: Mapping[str, Figures] | None = None,
    by: Sequence[str] = ("population",),
    scale: Scale = "log",
    n: int = 10,
    prefecture_first: bool = False,
    as_of: date | None = None,
) -> CasesLike:
    """The joint procurements made by bodies like one's own: those in which the nearest bodies take part, nearest first.

    body: a municipality or prefecture by value, code or name; a ward stands for its city. Municipalities are compared
    with participating municipalities, prefectures with participating prefectures.
    kind: a kind of system by id, Japanese or English name or synonym; all kinds if not given.
    cases: the 53 published ones if not given. For many questions about many cases build a `CaseIndex` once.
    figures, by, scale: distances are those of `governments.similar`; by default the population of the census that ships.
    prefecture_first: put the cases of the body's own prefecture before the others.
    as_of: the day for which the body is looked up. Who takes part is as last known, whatever the day: see `standing`.

    >>> found = cases_like("山口県萩市", kind="電子入札", n=1)
    >>> print(found.nearest[0].explain("en"))
    ibaraki-ebid: electronic bidding (Ibaraki, another prefecture)
      Nearest participant: Hokota (city, Ibaraki), distance 0.029 (sum of differences of logarithms)
        population (2020 census, preliminary count, persons), 2020-10-01: 45,973 (own 44,661, difference +1,312, 1.029 times)
      Municipalities taking part: 21 (as of: 2014-10)
      Whom to ask (lead body): Ibaraki
      Sources (secondary): https://gyouseishoshi-saito.com/blog/2014/09/25/nyuusatsusystem/

    Raises:
        LookupError: there is no such body, or a figure of it is unknown; `systems.UnknownKind`: neither our file nor the
            cases know the kind, and near names are suggested.
        InvalidValue: as `governments.similar`.
    """
    index = CaseIndex.of(_published() if cases is None else cases, figures=figures, by=by, scale=scale)
    return index.like(body, kind=kind, n=n, prefecture_first=prefecture_first, as_of=as_of)


@cache
def _published() -> tuple[Case, ...]:
    return read_cases().cases


def _key(kind: SystemKind) -> str:
    """What a kind is found by; one that our file does not know by its spelling."""
    return kind.id if kind.known else folded(kind.id)


def _own(case: Case, codes: AbstractSet[str]) -> OwnCase:
    taking_part = (one for one in case.participations if one.code in codes and not one.has_left)
    return OwnCase(case, next(taking_part, None), case.lead_code in codes)
