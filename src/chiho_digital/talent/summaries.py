"""Sums over tables of people, of needs and of municipalities: frames in, the same kind of frame out.

Counts, and time in full-time equivalents; no percentages. `supply_table` and `need_table` make the tables of people and needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital import tables
from chiho_digital.basics import MAX_YEN, InvalidValue
from chiho_digital.basics.fiscal_years import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narwhals.typing import IntoFrameT

__all__ = ["needs_by", "staffing_by", "supply_by", "unmet_by"]

_KEYS = ("prefecture", "role", "field", "fiscal_year")
_YEAR, _FTE = "fiscal_year", "fte_hundredths"
_FULL = 100 * 366  # a full time on every day of a fiscal year with a leap day
_BOUNDS = {
    "fiscal_year": (FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR),
    "share_days": (0, _FULL),
    "unmet_days": (0, _FULL),
}
_TIMES = "times stated"
_SHOWN = 5  # rows named that cannot be


def supply_by(frame: IntoFrameT, keys: Sequence[str] = _KEYS) -> IntoFrameT:
    """People and their time for each group (人材の人数・時間), in the order of the keys; a lazy frame is run.

    frame: of any engine, as `supply_table` makes it: `person` (text), the keys, among them `fiscal_year` (whole numbers);
    `in_year` (Boolean: whether the person is under contract in that year, null is unknown); `share_days` (whole numbers:
    percent of a full time × days under contract in that year, null is unknown). Other columns are not read. A person
    counts once for each group, however many rows there are: once for each field, once in totals without `field`.
    Returns the keys; people (those in the year), people_open (of whom that is unknown); share_days_known, the people in the
    year whose time is known, and share_days, its sum over these; fte_hundredths, that sum in hundredths of one full time
    through the year, rounded half up. Int64; sums are null where nothing is known. Add up share_days: rounded
    hundredths do not add up.

    Raises:
        InvalidFrame: as `tables.sums_by`; rows without a person, times or years that cannot be, years that are no whole
            numbers, a column that is not Boolean, or rows of one person that differ within a group.
        InvalidValue: as `tables.sums_by`; or the fiscal year is not among the keys.
    """
    import narwhals as nw

    there = nw.col("in_year")
    counts = {"people": there, "people_open": there.is_null()}
    return _time_by(frame, keys, _Rows("person", ("in_year",), ("share_days",)), counts, there)


def needs_by(frame: IntoFrameT, keys: Sequence[str] = _KEYS) -> IntoFrameT:
    """Needs and the time they ask for, for each group (需要の件数・時間), in the order of the keys; a lazy frame is run.

    frame: of any engine, as `need_table` makes it: `need` (text), the keys, say also priority and span; `in_year` (Boolean),
    `share_days` and `hours` (whole numbers). The rest is as for `supply_by`.
    Returns the keys; needs, needs_open; share_days_known, share_days; hours_known, hours; fte_hundredths, of share_days
    alone. Where a need states both, hours and share are the same time said twice.

    Raises:
        InvalidFrame, InvalidValue: as `supply_by`.
    """
    import narwhals as nw

    there = nw.col("in_year")
    counts = {"needs": there, "needs_open": there.is_null()}
    return _time_by(frame, keys, _Rows("need", ("in_year",), ("share_days", "hours")), counts, there)


def unmet_by(frame: IntoFrameT, keys: Sequence[str] = _KEYS) -> IntoFrameT:
    """Needs that are met and unmet, for each group (満たされていない需要), in the order of the keys; a lazy frame is run.

    frame: of any engine, as `need_table` makes it: `need` (text), the keys; `in_year` and `met` (Boolean), `unmet_days` (whole
    numbers: percent × days that nobody's time covers). The rest is as for `supply_by`.
    Returns the keys; needs, needs_open; of the needs, met, unmet, met_open (not known); unmet_days_known, unmet_days and
    fte_hundredths: the time that the unmet needs lack.

    Raises:
        InvalidFrame, InvalidValue: as `supply_by`.
    """
    import narwhals as nw

    there, met = nw.col("in_year"), nw.col("met")
    counts = {
        "needs": there,
        "needs_open": there.is_null(),
        "met": there & met,
        "unmet": there & ~met,
        "met_open": there & met.is_null(),
    }
    return _time_by(frame, keys, _Rows("need", ("in_year", "met"), ("unmet_days",)), counts, there & ~met)


def staffing_by(frame: IntoFrameT, keys: Sequence[str] = ("prefecture",)) -> IntoFrameT:
    """Municipalities by how many digital staff they have (デジタル人材のいない市区町村), in the order of the keys.

    frame: of any engine, a row for each municipality: `code` (text), the keys, `digital_staff` (whole numbers, null is
    unknown). Other columns are not read. A municipality counts once for each group. A lazy frame is run.
    Returns the keys, municipalities, without_any, with_one, with_more, unknown (Int64).

    Raises:
        InvalidFrame: as `tables.sums_by`; rows without a code, numbers that cannot be, or rows of one municipality that
            differ within a group.
        InvalidValue: as `tables.sums_by`.
    """
    import narwhals as nw

    staff = nw.col("digital_staff")
    counts = {
        "municipalities": ~nw.col("code").is_null(),
        "without_any": staff == 0,
        "with_one": staff == 1,
        "with_more": staff > 1,
        "unknown": staff.is_null(),
    }
    table = _once(frame, keys, _Rows("code", (), ("digital_staff",)))
    counted: IntoFrameT = _summed(table, keys, counts).to_native()
    return counted


@frozen
class _Rows:
    """Which columns of a table are read: the identifier, those of yes and no, those of whole numbers."""

    of: str
    flags: tuple[str, ...]
    whole: tuple[str, ...]


def _time_by(
    frame: IntoFrameT, keys: Sequence[str], rows: _Rows, counts: Mapping[str, Any], holds: Any
) -> IntoFrameT:
    """How many rows fulfil each condition, and the times of those that fulfil one; the first also in full-time equivalents."""
    import narwhals as nw

    from chiho_digital.rules import InvalidFrame

    if _YEAR not in keys:
        raise InvalidValue("talent.year_not_a_key", value=tuple(keys))
    if taken := [name for name in keys if name.lower() == _FTE]:
        raise InvalidFrame([InvalidValue("tables.result_twice", value=name) for name in taken])
    summed = _summed(_once(frame, keys, rows), keys, counts, rows.whole, holds)
    fte = _hundredths(nw.col(rows.whole[0])).alias(_FTE)
    timed: IntoFrameT = summed.with_columns(fte).to_native()
    return timed


def _summed(
    table: Any, keys: Sequence[str], counts: Mapping[str, Any], times: Sequence[str] = (), holds: Any = None
) -> Any:
    """For each group, how many rows fulfil each condition, and the sums of times over those that fulfil one."""
    import narwhals as nw

    one, none = nw.lit(1, nw.Int64), nw.lit(0, nw.Int64)
    marked = table.with_columns(
        *(nw.when(true).then(one).otherwise(none).alias(name) for name, true in counts.items()),
        *(nw.when(holds).then(nw.col(name)).alias(name) for name in times),
    )
    summed: Any = nw.from_native(tables.sums_by(marked.to_native(), keys, (*counts, *times), rows=_TIMES))
    return summed.drop(_TIMES, *(f"{name}_known" for name in counts))  # counts are always known


def _once(frame: Any, keys: Sequence[str], rows: _Rows) -> Any:
    """A row for each group and identifier; refused where rows cannot be, or differ."""
    import narwhals as nw

    from chiho_digital.rules import InvalidFrame

    of = rows.of
    try:
        stated = tables.sums_by(frame, (*keys, of, *rows.flags, *rows.whole), (), rows=_TIMES)
    except InvalidFrame as error:
        raise InvalidFrame([_of_column(problem, rows) for problem in error.problems]) from error
    whole = (_YEAR, *rows.whole) if _YEAR in keys else rows.whole
    table = _typed(nw.from_native(stated), rows.flags, whole)
    differing: Any = nw.from_native(tables.sums_by(stated, (*keys, of), (), rows=_TIMES))
    problems = [
        *_impossible(table, of, whole),
        *(
            InvalidValue("talent.rows_differ", value=row[of], group=_group(row, keys))
            for row in _first(differing.filter(nw.col(_TIMES) > 1))
        ),
    ]
    if problems:
        raise InvalidFrame(problems)
    return table


def _of_column(problem: InvalidValue, rows: _Rows) -> InvalidValue:
    """What is said of a column that cannot name a group, where it is one to be summed."""
    if problem.code == "tables.key_type" and problem.path[-1] in rows.whole:
        return InvalidValue("tables.amount_type", value=problem.value, path=problem.path)
    return problem


def _typed(table: Any, flags: Sequence[str], whole: Sequence[str]) -> Any:
    """The table, its columns of the types they should be of; what is null throughout may be of any.

    Raises:
        InvalidFrame: columns are not.
    """
    import narwhals as nw

    from chiho_digital.rules import InvalidFrame

    schema = table.collect_schema()
    strange: list[tuple[str, Any, str]] = [
        *((name, nw.Boolean, "talent.not_yes_or_no") for name in flags if schema[name] != nw.Boolean),
        *((name, nw.Int64, "talent.not_a_number") for name in whole if not schema[name].is_integer()),
    ]
    problems = [
        InvalidValue(code, value=row[name]).at(name)
        for name, _, code in strange
        for row in _first(table.filter(~nw.col(name).is_null()), 1)
    ]
    if problems:
        raise InvalidFrame(problems)
    empty = [nw.col(name).cast(kind) for name, kind, _ in strange]
    return table.with_columns(*empty) if empty else table


def _impossible(table: Any, of: str, whole: Sequence[str]) -> Iterator[InvalidValue]:
    """Why the first rows that cannot be are refused."""
    import narwhals as nw

    bounds = {name: _BOUNDS.get(name, (0, MAX_YEN)) for name in whole}
    wrong = nw.col(of).is_null()
    for name, (least, most) in bounds.items():
        wrong |= ((nw.col(name) < least) | (nw.col(name) > most)).fill_null(value=False)
    for row in _first(table.filter(wrong)):
        if row[of] is None:
            yield InvalidValue("talent.no_identifier").at(of)
        for name, (least, most) in bounds.items():
            if row[name] is not None and not least <= row[name] <= most:
                yield InvalidValue(
                    "talent.row_bounds", value=row[name], who=row[of] or "null", minimum=least, maximum=most
                ).at(name)


def _first(rows: Any, most: int = _SHOWN) -> list[dict[str, Any]]:
    """The first rows of a table, run if it is lazy."""
    found: list[dict[str, Any]] = rows.head(most).lazy().collect().rows(named=True)
    return found


def _group(row: Mapping[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{name} = {'null' if row[name] is None else row[name]}" for name in keys)


def _hundredths(time: Any) -> Any:
    """Percent × days as hundredths of a full time through the fiscal year, rounded half up; no product reaches 2**53."""
    import narwhals as nw

    year = nw.col(_YEAR).cast(nw.Int64)
    days = _leap_days(year + 1) - _leap_days(year) + 365  # a fiscal year has the February of the next
    return (time * 2 + days) // (days * 2)


def _leap_days(year: Any) -> Any:
    """How many leap days there are up to the end of a year; pandas has no remainder of whole numbers of Arrow."""
    return year // 4 - year // 100 + year // 400
