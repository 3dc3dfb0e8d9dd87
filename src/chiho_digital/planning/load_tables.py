"""Loads as a table of many bodies, and as a distribution that names nobody, on any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital import tables
from chiho_digital.basics import InvalidValue, require
from chiho_digital.governments import municipalities

from .loads import sorted_years
from .work import carrier
from .work_of import standardisation_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narwhals.typing import IntoFrameT

    from chiho_digital.basics import FiscalYear
    from chiho_digital.governments import Government
    from chiho_digital.tables import Engine

    from .work import WorkItem

__all__ = ["load_distribution", "load_table"]

_SURELY, _AT_MOST = "bodies_surely", "bodies_at_most"
_ROWS = "rows of one sort"


def load_table(
    items: Iterable[WorkItem],
    years: Iterable[FiscalYear | int],
    *,
    bodies: Iterable[Government | str] | None = None,
    affairs: Iterable[WorkItem] | None = None,
    engine: Engine = "polars",
) -> Any:
    """The work of many bodies as a table (業務負担の表): a row for each body, fiscal year and item that it carries or may carry.

    bodies: whose rows the table has, by default all municipalities; work of others is not read.
    affairs: by default `standardisation_work` of each municipality among them, as in `load`. Equal items count once.
    Text: `body` and its `prefecture` (codes); `kind` (see `WorkKind`). Whole numbers: `fiscal_year`. Boolean: `sure`, whether
    the body surely carries the item in that year; false is perhaps. A body of which no item is known in a year has one row
    for it, whose `kind` and `sure` are null. It is made for counting: show it to nobody but the bodies themselves.

    Raises:
        LookupError: there is no such body.
        InvalidValue: no fiscal year, or no such engine.
        MissingExtra: Polars or the engine is not installed.
    """
    from chiho_digital.tables.reading import ENGINES, on_engine

    if engine not in ENGINES:
        raise InvalidValue("tables.no_engine", value=engine, engines=ENGINES)
    pl = require("polars", extra="polars")
    wanted = sorted_years(years)
    whose = {body.code: body for body in (municipalities() if bodies is None else map(carrier, bodies))}
    if affairs is None:
        every = (body for body in whose.values() if body.kind.is_municipality)
        affairs = (item for body in every for item in standardisation_work(body))
    carried: dict[str, list[WorkItem]] = {code: [] for code in whose}
    for item in dict.fromkeys((*affairs, *items)):
        if item.body in carried:
            carried[item.body].append(item)
    rows = [
        (str(code), str(body.prefecture.code), year.year, *row)
        for code, body in whose.items()
        for year in wanted
        for row in _rows(carried[code], year)
    ]
    schema = {
        "body": pl.String,
        "prefecture": pl.String,
        "fiscal_year": pl.Int64,
        "kind": pl.String,
        "sure": pl.Boolean,
    }
    return on_engine(engine, pl.DataFrame(rows, schema=schema, orient="row"))


def _rows(items: list[WorkItem], year: FiscalYear) -> list[tuple[str | None, bool | None]]:
    """The kinds of the items of a year and whether they are sure; one row of nulls where there is none."""
    rows: list[tuple[str | None, bool | None]] = [
        (item.kind.value, there is True) for item in items if (there := item.carried_in(year)) is not False
    ]
    return rows or [(None, None)]


def load_distribution(frame: IntoFrameT, *, by_prefecture: bool = False) -> IntoFrameT:
    """How many bodies carry 0, 1, 2, … items in a fiscal year (業務負担の分布): counts alone; no body can be a key of it.

    frame: of any engine, as `load_table` makes it: `body` (text), `fiscal_year` (whole numbers), `sure` (Boolean, null where no
    item is known), and `prefecture` (text) where `by_prefecture`. Other columns are not read. A lazy frame is run.
    Returns prefecture where asked for, fiscal_year; items; bodies_surely, the bodies that surely carry so many items;
    bodies_at_most, those that carry so many if all that they may carry is counted too (Int64). Numbers of items that no
    body has either way have no row. Each of the two columns adds up to the bodies in the table.

    Raises:
        InvalidFrame: as `tables.sums_by`; rows without a body, or `sure` is not Boolean.
        InvalidValue: as `tables.sums_by`.
    """
    import narwhals as nw

    keys = ("prefecture", "fiscal_year") if by_prefecture else ("fiscal_year",)
    counted = _typed(nw.from_native(tables.sums_by(frame, (*keys, "body", "sure"), (), rows="items")))
    none, sure, number = nw.lit(0, nw.Int64), nw.col("sure"), nw.col("items")
    marked = counted.with_columns(
        nw.when(sure).then(number).otherwise(none).alias(_SURELY),
        nw.when(sure.is_null()).then(none).otherwise(number).alias(_AT_MOST),
    )
    of_bodies: Any = nw.from_native(
        tables.sums_by(marked.to_native(), (*keys, "body"), (_SURELY, _AT_MOST), rows=_ROWS)
    )
    one = nw.lit(1, nw.Int64)
    both = nw.concat(
        [
            of_bodies.select(
                *keys,
                nw.col(which).alias("items"),
                *((one if name == which else none).alias(name) for name in (_SURELY, _AT_MOST)),
            )
            for which in (_SURELY, _AT_MOST)
        ]
    )
    summed: Any = nw.from_native(
        tables.sums_by(both.to_native(), (*keys, "items"), (_SURELY, _AT_MOST), rows=_ROWS)
    )
    result: IntoFrameT = summed.drop(_ROWS, f"{_SURELY}_known", f"{_AT_MOST}_known").to_native()
    return result


def _typed(table: Any) -> Any:
    """The table, `sure` as Boolean; what is null throughout may be of any type.

    Raises:
        InvalidFrame: `sure` is of another type, or a row has no body.
    """
    import narwhals as nw

    from chiho_digital.rules import InvalidFrame

    def first(which: Any) -> Iterator[dict[str, Any]]:
        yield from table.filter(which).head(1).lazy().collect().rows(named=True)

    problems = [InvalidValue("planning.row_without_body").at("body") for _ in first(nw.col("body").is_null())]
    schema = table.collect_schema()
    if schema["sure"] != nw.Boolean:
        stated: Sequence[dict[str, Any]] = [*first(~nw.col("sure").is_null())]
        problems += [InvalidValue("planning.not_yes_or_no", value=row["sure"]).at("sure") for row in stated]
    if problems:
        raise InvalidFrame(problems)
    return table.with_columns(nw.col("sure").cast(nw.Boolean)) if schema["sure"] != nw.Boolean else table
