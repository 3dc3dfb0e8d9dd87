"""The cases that the pages show: kept by `tables.store`, listed in small frames, read one by one when a page needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from math import log
from pathlib import Path

from attrs import frozen

from chiho_digital import systems, tables
from chiho_digital.dashboard import CaseFilter, Listing, View, cases_near
from chiho_digital.governments import (
    Figures,
    Government,
    figures,
    municipalities,
    prefectures,
)
from chiho_digital.procurement import PUBLISHED_CASES, Case, CaseRow

from .caches import Cache
from .rows import Rows
from .store import PortalStore

__all__ = ["CASES", "Data", "put_cases"]

CASES = "cases"
"""The name under which the cases stand in the store of tables."""

_OWN = 20  # cases of a kind in which one body takes part, more than which no page shows
_AT_ONCE = 2_000  # rows that are built at a time; a case in memory takes some 10 kB


def put_cases(store: tables.Store, source: Path, *, as_of: date, origin: str) -> tables.Entry:
    """Reads and checks a file of cases, and keeps it in place of the one before."""
    checked = tables.check(tables.read(source, CaseRow), CaseRow)
    return store.put(CASES, checked, model=CaseRow, as_of=as_of, source=origin)


def _itself(case: Case) -> Case:
    return case


@frozen
class _Page:
    """The ids of a list, and how many there are in all."""

    ids: tuple[str, ...]
    total: int


class Data:
    """The cases of one version, and what is made of them. Made once; threads share it."""

    def __init__(self, folder: Path, portal: PortalStore, *, as_of: date, remembered: int) -> None:
        with tables.store(folder / "cases.duckdb") as store:
            if CASES not in store.names():
                put_cases(store, PUBLISHED_CASES, as_of=as_of, origin=PUBLISHED_CASES.name)
            self.entry = store.entry(CASES)
            self._rows = Rows(store.relation(CASES), folder)
        self.population: Figures = figures.load()
        self.areas = systems.areas_ours()
        self.version = self._digest()
        self.listing = self._listed(portal)
        self.views = Cache(remembered)
        self._selected = Cache(remembered * 800, len)  # some 17 MB of ids at most
        self._cases = Cache(500)

    def close(self) -> None:
        """Gives up the rows."""
        self._rows.close()

    def _digest(self) -> str:
        """A mark of the rows: another one where any cell is another."""
        return sha256(f"{self.entry}{self._rows.digest}".encode()).hexdigest()

    def _listed(self, portal: PortalStore) -> Listing:
        kept = portal.listing(self.version)
        if kept is not None:
            return kept
        parts = [Listing.of(cases, population=self.population) for cases in self._in_parts()]
        portal.keep_listing(
            self.version, Listing.joined(parts or [Listing.of((), population=self.population)])
        )
        listing = portal.listing(self.version)
        if listing is None:
            raise RuntimeError("the listing that was just kept is not there")
        return listing

    def _in_parts(self) -> Iterable[tuple[Case, ...]]:
        for start in range(0, self._rows.count, _AT_ONCE):
            yield self._rows.cases(range(start, min(start + _AT_ONCE, self._rows.count)))

    def cases(self, ids: Iterable[str]) -> tuple[Case, ...]:
        """The cases with these ids, in their order; ids that there are not are left out."""
        found = {one: self._cases.find(one) for one in ids}
        places = [self._rows.place(one) for one, case in found.items() if case is None]
        for case in self._rows.cases([place for place in places if place is not None]):
            found[case.id] = self._cases.get(case.id, partial(_itself, case))
        return tuple(case for case in found.values() if case is not None)

    def case(self, one: str) -> Case | None:
        """The case with an id; None if there is none."""
        found = self.cases([one])
        return found[0] if found else None

    def select(self, wanted: CaseFilter, page: int, rows: int) -> _Page:
        """A page (from 1) of the cases that a filter leaves; the ids are kept."""
        found = self._ids(wanted)
        return _Page(tuple(found[(page - 1) * rows : page * rows]), len(found))

    def _ids(self, wanted: CaseFilter) -> list[str]:
        """The ids of all cases that a filter leaves."""
        return self._selected.get(wanted, lambda: self.listing.select(wanted, areas=self.areas))

    def near(self, body: Government, n: int) -> View | None:
        """The cases of the bodies nearest in size; None where the population of the body is not known."""

        def made() -> View | None:
            if self.population.value(body) is None:
                return None
            own = self._ids(CaseFilter(body=str(body.code)))[:n]
            ids = dict.fromkeys([*own, *self._nearest(body, n + len(own), None)])
            return cases_near(body, self.cases(ids), population=self.population, n=n)

        return self.views.get(("near", str(body.code), n), made)

    def nearest_bodies(self, body: Government) -> list[str]:
        """The codes of the bodies of its level, nearest in population first; none where its own is not known.

        The order is that of `governments.similar`, which also explains every distance and so takes twenty times as long.
        """
        own = self.population.value(body)
        if own is None:
            return []
        here = log(1 + own)
        distances = [(abs(place - here), code) for code, place in self._places(body) if code != body.code]
        return [code for _, code in sorted(distances)]

    def _places(self, body: Government) -> list[tuple[str, float]]:
        """The bodies of a level whose population is known, each with its logarithm."""
        level = prefectures if body.parent_code is None else municipalities

        def made() -> list[tuple[str, float]]:
            values = [(str(one.code), self.population.value(one)) for one in level()]
            return [(code, log(1 + value)) for code, value in values if value is not None]

        return self.views.get(("places", level.__name__), made)

    def _nearest(self, body: Government, n: int, among: list[str] | None) -> list[str]:
        """The ids of the n cases of the nearest bodies."""
        return self.listing.nearest([str(body.code), *self.nearest_bodies(body)], n, among=among)

    def for_pathway(self, body: Government, kind: str, n: int) -> tuple[Case, ...]:
        """The cases of a kind that a pathway shows: the body's own, the n nearest, and n that cannot be compared.

        A pathway of all cases shows the same ones; but a hundred thousand cases are more than fit into memory.
        """
        ids = self._ids(CaseFilter(kind=kind))
        own = self.listing.select(CaseFilter(kind=kind, body=str(body.code)))[:_OWN]
        here = set(self.listing.select(CaseFilter(kind=kind, prefecture=str(body.prefecture.code))))
        apart = sorted(self._not_comparable(body, kind, ids), key=lambda one: one not in here)
        chosen = dict.fromkeys([*own, *self._nearest(body, n + len(own), ids), *apart[: n + len(own)]])
        return self.cases(chosen)

    def _not_comparable(self, body: Government, kind: str, ids: list[str]) -> list[str]:
        """Those of the cases of a kind in which no body of the level takes part whose population is known."""
        return self._selected.get(
            ("apart", body.parent_code is None, kind),
            lambda: self.listing.without([code for code, _ in self._places(body)], among=ids),
        )

    @property
    def kinds(self) -> Mapping[str, systems.SystemKind]:
        """The kinds of the cases by id, in the order of the vocabulary, others after them by name."""

        def made() -> dict[str, systems.SystemKind]:
            held = set(self.listing.tables.by_kind["kind"].to_list())
            known = [kind for kind in systems.kinds() if kind.id in held]
            others = sorted(held - {kind.id for kind in known})
            return {kind.id: kind for kind in [*known, *map(systems.kind_of, others)]}

        return self.views.get("kinds", made)
