"""Cases as tables: what summaries are made from, on the dataframe library of the caller's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from chiho_digital.basics import require
from chiho_digital.systems import kind_of

from .residents import population_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.governments import Figures

    from .records import Case

__all__ = ["CaseTables", "Size", "size_of", "to_tables"]

Engine = Literal["polars", "pandas", "pyarrow"]


@frozen
class Size:
    """How large a case is (規模). Strictly read-only.

    municipalities: 参加自治体数; None is データなし.  at_least: municipalities that are named or counted.
    population: residents of all participating municipalities; None unless every one is known and has a figure.
    population_at_least: residents of those that are known; None if none is.
    """

    municipalities: int | None
    at_least: int
    population: int | None
    population_at_least: int | None


def size_of(case: Case, population: Figures) -> Size:
    """The size of a case; population by the table given, areas followed through changes of code. Exact, not rounded."""
    named = case.municipalities
    figures = [population_of(participation, population) for participation in named]
    known = [figure for figure in figures if figure is not None]
    complete = case.participants_known and len(known) == len(named)
    return Size(
        case.municipal_count,
        len(named) + (case.unnamed or 0),
        sum(known) if complete else None,
        sum(known) if known else None,
    )


@frozen
class CaseTables:
    """Cases as three frames (事例の表). Strictly read-only.

    cases: case_id (text), municipalities, at_least, population, population_at_least (Int64; null is unknown).
    by_prefecture: case_id, prefecture_code (text), municipalities (Int64): one row for each prefecture of a case. A
        case of several prefectures has null unless all its municipalities are known by name.
    by_kind: case_id, kind (text), municipalities (Int64): one row for each kind of system in a case.
    """

    cases: Any
    by_prefecture: Any
    by_kind: Any


def to_tables(cases: Iterable[Case], *, population: Figures, engine: Engine = "polars") -> CaseTables:
    """Cases as frames of a dataframe library.

    Raises:
        MissingExtra: the library is not installed.
    """
    every = list(cases)
    sizes = {case.id: size_of(case, population) for case in every}
    wide = [
        (case.id, s.municipalities, s.at_least, s.population, s.population_at_least)
        for case in every
        for s in [sizes[case.id]]
    ]
    places = [(case.id, str(code), _share(case, code)) for case in every for code in case.prefectures]
    kinds = [
        (case.id, kind, case.municipal_count)
        for case in every
        for kind in dict.fromkeys(kind_of(spelling).id for spelling in case.kinds)
    ]
    counts = ("municipalities", "at_least", "population", "population_at_least")
    return CaseTables(
        _frame(wide, ("case_id",), counts, engine),
        _frame(places, ("case_id", "prefecture_code"), ("municipalities",), engine),
        _frame(kinds, ("case_id", "kind"), ("municipalities",), engine),
    )


def _share(case: Case, prefecture: str) -> int | None:
    """The municipalities of a case in one of its prefectures."""
    if len(case.prefectures) == 1 or case.municipal_count == 0:
        return case.municipal_count
    if not case.participants_known:
        return None
    return sum(1 for body in case.municipalities if (body.code or "")[:2] == prefecture[:2])


def _frame(
    rows: list[tuple[Any, ...]], texts: tuple[str, ...], counts: tuple[str, ...], engine: Engine
) -> Any:
    library = require(engine, extra=engine)
    columns = {name: [row[at] for row in rows] for at, name in enumerate((*texts, *counts))}
    if engine == "pandas":  # its own Int64 keeps a null; its default integers turn into floats
        kinds = dict.fromkeys(texts, "string") | dict.fromkeys(counts, "Int64")
        return library.DataFrame(
            {name: library.array(values, dtype=kinds[name]) for name, values in columns.items()}
        )
    import narwhals as nw

    schema = nw.Schema({name: nw.String() for name in texts} | {name: nw.Int64() for name in counts})
    return nw.from_dict(dict(columns), schema=schema, backend=engine).to_native()
