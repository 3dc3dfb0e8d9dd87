"""What the measures reckon for a whole table of costs (措置額の表): what `amount` says, in whole numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from chiho_digital.basics import MAX_YEN, InvalidValue, Text
from chiho_digital.rules import Fact, Facts, InvalidFrame, fact

from .amounts import netting_of
from .eligibility import RULES
from .facts import CostFacts
from .formulas import FORMULAS
from .strength import HIGHEST_INDEX
from .vocabulary import Measure, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from typing import Literal

    from narwhals.typing import IntoFrameT

    from chiho_digital.rules.doors import Table

    from .vocabulary import Netting

__all__ = ["support_frame"]

_T = TypeVar("_T")
_KEYS = ("body", "body_kind", "fiscal_year", "measure", "fiscal_index")
_OPTIONAL = {"body_kind", "fiscal_index", "person"}
_SHOWN = 5  # rows named that cannot be


def _said(kind: type[_T], ja: str, en: str, *, unit: str | None = None, maximum: int = MAX_YEN) -> Fact[_T]:
    return fact(kind, Text(ja, en), Text(ja, en), unit=unit, maximum=maximum)


class _LineFacts(Facts):
    """What a line of the table says."""

    body = _said(str, "団体", "body")
    body_kind = CostFacts.body_kind
    fiscal_year = CostFacts.fiscal_year
    measure = _said(Measure, "措置", "measure")
    part = _said(Part, "算式の項", "part of the formula")
    person = _said(str, "人材ID", "person")
    amount = _said(int, "金額", "amount", unit="yen")
    revenue = _said(int, "特定財源", "revenue", unit="yen")
    fiscal_index = _said(int, "財政力指数（100倍）", "fiscal index (hundredths)", maximum=100 * HIGHEST_INDEX)


def support_frame(
    frame: IntoFrameT,
    *,
    netting: Netting | Literal["before_cap", "after_cap"] | None = None,
    as_read_on: date | None = None,
) -> IntoFrameT:
    """What each measure reckons for each body and fiscal year of a table of costs, in yen: the same kind of frame.

    A line is one cost that is taken as eligible under one measure: `body` (text), `fiscal_year` (whole number), `measure`
    and `part` (as in `Measure` and `Part`), `person` (its identifier, null where not named), `amount` and `revenue` (whole
    yen; null is unknown, never zero); for the item with the factor by fiscal index also `body_kind` and `fiscal_index`
    (whole hundredths: 55 is 0.55). Other columns are not read. A lazy frame is run.
    Returned: a row for each body, kind of body, year, measure and index, in their order; `costs` (the lines), `net_cost`
    (amounts less revenues) and `support` (rounded; no cash), all Int64, null = unknown, as `amount` finds them.
    netting: where a subsidy is deducted if a cap bites.

    Raises:
        InvalidFrame: columns missing or of the wrong type, amounts out of bounds, revenues above amounts, parts that a
            measure does not have; in a lazy frame the amounts of such lines are null instead.
        InvalidValue: an order of deduction that does not exist, a body's costs above `MAX_YEN` under one measure, or no
            text known on that day.
    """
    from chiho_digital import tables
    from chiho_digital.rules.doors import enter

    from .support_columns import Columns

    order = netting_of(netting)
    for ruleset in RULES.values():
        ruleset.known(as_read_on)
    _check_columns(frame)
    table = _marked(enter(frame, _LineFacts).checked())
    if problems := list(_problems(table)):
        raise InvalidFrame(problems)
    columns = Columns(table.prefix, order, as_read_on)

    def summed(
        lines: Any, keys: Sequence[str], amounts: Sequence[str], stages: Sequence[Sequence[Any]]
    ) -> Any:
        named = [[table.name(name) for name in names] for names in (keys, amounts)]
        groups = tables.sums_by(lines, *named, rows="rows")
        return _staged(groups, stages, gross=table.name("gross"))

    people = summed(_possible(table), (*_KEYS, "part", "person"), ("amount", "revenue"), columns.people())
    parts = summed(people, (*_KEYS, "part"), columns.people_sums, columns.parts())
    bodies = summed(parts, _KEYS, columns.part_sums, columns.bodies())
    names = {name: table.name(name) for name in (*_KEYS, "costs", "net_cost", "support")}
    reckoned: IntoFrameT = _left(bodies, frame, names)
    return reckoned


def _check_columns(frame: Any) -> None:
    import narwhals as nw

    present: list[str] = nw.from_native(frame).collect_schema().names()
    problems = [
        InvalidValue("talent.column_missing", value=name, label=definition.label).at(name)
        for name, definition in _LineFacts.definitions.items()
        if name not in present and name not in _OPTIONAL
    ]
    if problems:
        raise InvalidFrame(problems)


def _marked(table: Table) -> Table:
    """The table with where a line cannot be: a revenue above its amount, a part of another measure."""
    import narwhals as nw

    measure, part, amount, revenue = (
        nw.col(table.name(name)) for name in ("measure", "part", "amount", "revenue")
    )
    whole = table.frame.with_columns(
        *(
            nw.col(table.name(name)).cast(nw.Int64)
            for name in ("amount", "revenue", "fiscal_year", "fiscal_index")
        )
    )
    astray = nw.lit(False)
    for known, terms in FORMULAS.items():
        if terms:
            fits = nw.any_horizontal(*(part == term.part.value for term in terms), ignore_nulls=False)
            astray |= ((measure == known.value) & ~fits).fill_null(False)
    return table.with_frame(
        whole.with_columns(
            astray.alias(table.name("astray")),
            (revenue > amount).fill_null(False).alias(table.name("above")),
        )
    )


def _problems(table: Table) -> Iterator[InvalidValue]:
    """Why the first lines that cannot be are refused; none in a lazy table."""
    import narwhals as nw

    if table.lazy:
        return
    wrong = nw.col(table.name("astray")) | nw.col(table.name("above"))
    for row in table.frame.with_row_index("row").filter(wrong).head(_SHOWN).iter_rows(named=True):
        number = row["row"] + 1
        if row[table.name("astray")]:
            measure = Measure(row[table.name("measure")])
            parts = tuple(term.part.label for term in FORMULAS[measure])
            value = Part(row[table.name("part")]).label
            yield InvalidValue("talent.part_of_measure", value=value, measure=measure.label, parts=parts).at(
                "row", number, "part"
            )
        else:
            amount, revenue = (row[table.name(name)] for name in ("amount", "revenue"))
            yield InvalidValue("talent.revenue_above_cost", value=revenue, cost=amount).at(
                "row", number, "revenue"
            )


def _possible(table: Table) -> Any:
    """The table with nothing known of the amounts of lines that cannot be."""
    import narwhals as nw

    wrong = nw.col(table.name("astray")) | nw.col(table.name("above"))
    names = [table.name(name) for name in ("amount", "revenue")]
    return table.frame.with_columns(
        *(nw.when(~wrong).then(nw.col(name)).alias(name) for name in names)
    ).to_native()


def _staged(native: Any, stages: Sequence[Sequence[Any]], *, gross: str) -> Any:
    """A small table of groups with columns added, each stage reading what earlier ones wrote.

    Raises:
        InvalidValue: the costs of a group have no room.
    """
    import narwhals as nw

    frame: Any = nw.from_native(native)
    for stage in stages:
        frame = frame.with_columns(*stage)
    most = frame.select(nw.col(gross).max())
    (found,) = (most.collect() if isinstance(most, nw.LazyFrame) else most).rows()[0]
    if found is not None and found > MAX_YEN:
        raise InvalidValue("talent.total_too_large", value=found, maximum=MAX_YEN)
    return frame.to_native()


def _left(native: Any, given: Any, names: dict[str, str]) -> Any:
    """The result under its own names, in the kind of frame that came in."""
    import narwhals as nw

    frame: Any = nw.from_native(native)
    found: Any = frame.select(*(nw.col(ours).alias(theirs) for theirs, ours in names.items())).to_native()
    if nw.dependencies.is_pandas_dataframe(given):
        from chiho_digital.basics import require

        return found.to_pandas(types_mapper=require("pandas", extra="pandas").ArrowDtype)
    return found
