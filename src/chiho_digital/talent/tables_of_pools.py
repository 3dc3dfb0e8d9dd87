"""Pools as tables of people and of needs, by fiscal year: what the summaries are made from, on any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import FiscalYear, InvalidValue, require
from chiho_digital.governments import get

from .yearly import coverage, presence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from chiho_digital.governments import LocalGovernmentCode
    from chiho_digital.tables import Engine

    from .ledger import Ledger
    from .records import Skill
    from .work import Assignment

__all__ = ["need_table", "supply_table"]

_SUPPLY = {
    "pool": str,
    "person": str,
    "prefecture": str,
    "role": str,
    "field": str,
    "fiscal_year": int,
    "in_year": bool,
    "share_days": int,
}
_NEEDS = {
    "pool": str,
    "need": str,
    "municipality": str,
    "prefecture": str,
    "role": str,
    "field": str,
    "priority": int,
    "span": str,
    "fiscal_year": int,
    "in_year": bool,
    "share_days": int,
    "hours": int,
    "met": bool,
    "unmet_days": int,
}


def supply_table(
    ledgers: Iterable[Ledger], years: Iterable[FiscalYear | int], *, engine: Engine = "polars"
) -> Any:
    """The people of pools as a table (人材の表): a row for each person, field of skill and fiscal year.

    Text: `pool`; `person` (pool and identifier, `yamaguchi/p1`); `prefecture` (its code: that of the employer, else of the
    pool's lead); `role`; `field` (empty where a person is known to have none). Whole numbers: `fiscal_year`, `share_days`
    (percent of a full time × days under contract in the year). Boolean: `in_year`, whether the contract has a day in the year.
    Null is unknown. There is no row for a year in which there is surely no contract. A contract without an end is one
    whose end is unknown: state an end after the last year of the table where somebody surely stays.

    Raises:
        InvalidValue: two pools of one identifier, the people of a pool are not known, no fiscal year, or no such engine.
        MissingExtra: Polars or the engine is not installed.
    """
    return _table(_of_people, ledgers, years, _SUPPLY, engine)


def need_table(
    ledgers: Iterable[Ledger], years: Iterable[FiscalYear | int], *, engine: Engine = "polars"
) -> Any:
    """The needs of pools as a table (需要の表): a row for each need, field asked for and fiscal year.

    Text: `pool`; `need` (pool and identifier, `yamaguchi/n1`); `municipality` and its `prefecture` (codes); `role`; `field`
    (empty where it is known that none is asked for); `span`. Whole numbers: `priority`; `fiscal_year`; `share_days` (percent of
    a full time × days in the year); `hours` (of a need that lies within the year; how others divide between years is not
    stated); `unmet_days` (percent × days that no recorded assignment covers). Boolean: `in_year`, whether the need has a day
    in the year; `met`, whether the assignments that answer it cover its time on every day of it.
    Null is unknown. There is no row for a year in which there is surely no need.

    Raises:
        InvalidValue: two pools of one identifier, no fiscal year, or no such engine.
        MissingExtra: Polars or the engine is not installed.
    """
    return _table(_of_needs, ledgers, years, _NEEDS, engine)


def _of_people(ledger: Ledger, years: Sequence[FiscalYear]) -> Iterator[tuple[Any, ...]]:
    """The rows of a pool's people, in the order of `_SUPPLY`."""
    pool = ledger.pool
    if pool.staff is None:
        raise InvalidValue("talent.staff_not_known", value=pool.id)
    for member in pool.staff:
        who = (pool.id, f"{pool.id}/{member.id}", _prefecture(member.employer or pool.lead))
        role = member.role and member.role.value
        for year in years:
            there, days = presence(member.start, member.end, year)
            if there is not False:
                time = _times(member.time_share, days)
                for field in _fields(member.skills):
                    yield *who, role, field, year.year, there, time


def _of_needs(ledger: Ledger, years: Sequence[FiscalYear]) -> Iterator[tuple[Any, ...]]:
    """The rows of a pool's needs, in the order of `_NEEDS`."""
    answers: dict[str | None, list[Assignment]] = {}
    for assignment in ledger.assignments:
        answers.setdefault(assignment.need, []).append(assignment)
    for need in ledger.needs:
        whose = (
            ledger.pool.id,
            f"{ledger.pool.id}/{need.id}",
            need.municipality,
            _prefecture(need.municipality),
        )
        role, span = need.role and need.role.value, need.span and need.span.value
        for year in years:
            there, days = presence(need.start, need.end, year)
            if there is not False:
                within = need.start and need.end and need.start in year and need.end in year
                time = (_times(need.time_share, days), need.hours if within else None)
                covered = coverage(need, year, answers.get(need.id, ()))
                for field in _fields(need.skills):
                    yield *whose, role, field, need.priority, span, year.year, there, *time, *covered


def _times(share: int | None, days: int | None) -> int | None:
    return None if share is None or days is None else share * days


def _prefecture(code: LocalGovernmentCode | None) -> str | None:
    return None if code is None else str(get(code).prefecture.code)


def _fields(skills: tuple[Skill, ...] | None) -> list[str | None]:
    if skills is None:
        return [None]
    return [skill.field for skill in skills] or [""]


def _table(
    of: Callable[[Ledger, Sequence[FiscalYear]], Iterator[tuple[Any, ...]]],
    ledgers: Iterable[Ledger],
    years: Iterable[FiscalYear | int],
    kinds: dict[str, type],
    engine: Engine,
) -> Any:
    """The rows of every pool on an engine."""
    from chiho_digital.tables.reading import ENGINES, on_engine

    if engine not in ENGINES:
        raise InvalidValue("tables.no_engine", value=engine, engines=ENGINES)
    pl = require("polars", extra="polars")
    every = sorted({FiscalYear(year) if isinstance(year, int) else year for year in years})
    pools: set[str] = set()
    rows: list[tuple[Any, ...]] = []
    for ledger in ledgers:
        if ledger.pool.id in pools:
            raise InvalidValue("talent.id_twice", value=(ledger.pool.id,)).at("pool")
        pools.add(ledger.pool.id)
        rows += of(ledger, every)
    types = {str: pl.String, int: pl.Int64, bool: pl.Boolean}
    schema = {name: types[kind] for name, kind in kinds.items()}
    return on_engine(engine, pl.DataFrame(rows, schema=schema, orient="row"))
