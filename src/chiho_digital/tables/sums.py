"""Sums over groups of rows: exact on every engine, of what is known, with how much that is."""

from __future__ import annotations

from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import MAX_YEN, ChihoDigitalError, InvalidValue, Text

from .grouping import LARGEST, grouping_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from narwhals.typing import IntoFrameT

    from .grouping import Grouping

__all__ = ["sums_by"]


def sums_by(
    frame: IntoFrameT, keys: Sequence[str], amounts: Sequence[str], *, rows: str = "rows"
) -> IntoFrameT:
    """The rows and the sums of amounts for each group of rows, in the same kind of frame; a lazy one is run.

    frame: of Polars, pandas, PyArrow, DuckDB or Spark. keys: columns that name the group: text, whole numbers, Boolean or
    dates; null is a group of its own. amounts: columns of whole numbers from 0 to `MAX_YEN`, say yen; null is unknown.
    Returns the keys (categories as text); `rows` (Int64), under the name given; for every amount `<name>_known` (Int64),
    the rows in which it is known, and under its own name the sum over these (Int64), null where there is none.
    In the order of the keys, text by code point, null last. pandas gets Arrow types. A lazy frame is run in a stream
    where the engine has one, and once; a second time only where amounts may be out of bounds, or the room of a sum used up.

    Raises:
        InvalidFrame: columns that are missing, there twice or of the wrong type, results that would share a name, amounts
            out of bounds; all of one sort at once.
        InvalidValue: no such table; a sum that is too large; or the engine cannot run the table.
    """
    engine = grouping_of(frame)
    with _explained():
        table = _opened(engine, keys, amounts, rows)
        found = engine.grouped(table, keys, amounts)
        _refuse_out_of_bounds(table, found, amounts)
        found = _in_order(found, keys)
        _refuse_too_large(found, keys, amounts)
        result: IntoFrameT = engine.back(_named(found, keys, amounts, rows))
    return result


@contextmanager
def _explained() -> Generator[None]:
    """What an engine raises, with words of ours around it."""
    try:
        yield
    except ChihoDigitalError:
        raise
    except Exception as error:
        if isinstance(error, RuntimeError) and "interrupted" in str(error):  # what DuckDB makes of Ctrl-C
            raise KeyboardInterrupt from error
        raise InvalidValue("tables.engine_failed", value=f"{type(error).__name__}: {error}") from error


def _opened(engine: Grouping, keys: Sequence[str], amounts: Sequence[str], rows: str) -> Any:
    """The columns that are asked for, through narwhals; what is null throughout in the type it needs."""
    import narwhals as nw

    _refuse([*_names_that_cannot_be(engine.names(), keys, amounts, rows)])
    table = engine.pick([*keys, *amounts])
    schema = table.collect_schema()
    _refuse(
        [
            InvalidValue(code, value=str(schema[name])).at(name)
            for names, code, kinds in (
                (keys, "tables.key_type", _key_types()),
                (amounts, "tables.amount_type", _amount_types()),
            )
            for name in names
            if not isinstance(schema[name], kinds)
        ]
    )
    empty = [
        nw.col(name).cast(kind)
        for names, kind in ((keys, nw.String()), (amounts, nw.Int64()))
        for name in names
        if schema[name] == nw.Unknown
    ]
    return table.with_columns(*empty) if empty else table


def _names_that_cannot_be(
    present: Sequence[str], keys: Sequence[str], amounts: Sequence[str], rows: str
) -> Iterator[InvalidValue]:
    if not keys:
        yield InvalidValue("tables.no_keys")
    for name in dict.fromkeys((*keys, *amounts)):
        if name not in present:
            near = get_close_matches(name, present, n=1)
            yield InvalidValue("tables.no_column", value=name, suggestion=near[0] if near else None)
        elif present.count(name) > 1:
            yield InvalidValue("tables.column_twice", value=name)
    results = [*keys, rows, *(result for name in amounts for result in (f"{name}_known", name))]
    alike = [name.lower() for name in results]  # some engines take names that differ by case alone for one
    for name in dict.fromkeys(results):
        if alike.count(name.lower()) > 1:
            yield InvalidValue("tables.result_twice", value=name)


def _key_types() -> tuple[type[Any], ...]:
    import narwhals as nw

    texts = (nw.String, nw.Categorical, nw.Enum)
    return (*texts, nw.Boolean, nw.Date, *_amount_types())


def _amount_types() -> tuple[type[Any], ...]:
    import narwhals as nw

    signed = (nw.Int8, nw.Int16, nw.Int32, nw.Int64)
    return (*signed, nw.UInt8, nw.UInt16, nw.UInt32, nw.UInt64, nw.Unknown)


def _refuse(problems: list[InvalidValue]) -> None:
    from chiho_digital.rules import InvalidFrame

    if problems:
        raise InvalidFrame(problems)


def _refuse_out_of_bounds(table: Any, found: Any, amounts: Sequence[str]) -> None:
    """Looks more closely where the bits of the amounts do not settle that all are within the bounds."""
    import narwhals as nw

    open_ = [
        name
        for place, name in enumerate(amounts)
        if len(bits := found[f"bits {place}"].drop_nulls()) and not 0 <= bits.min() <= bits.max() <= MAX_YEN
    ]
    if not open_:
        return
    ends = table.select(
        *(nw.col(name).min().alias(f"low {name}") for name in open_),
        *(nw.col(name).max().alias(f"high {name}") for name in open_),
    )
    (row,) = (ends.collect() if isinstance(ends, nw.LazyFrame) else ends).rows(named=True)
    _refuse(
        [
            InvalidValue("tables.amount_bounds", value=value, maximum=MAX_YEN).at(name)
            for name in open_
            for value in dict.fromkeys((row[f"low {name}"], row[f"high {name}"]))
            if not 0 <= value <= MAX_YEN
        ]
    )


def _in_order(found: Any, keys: Sequence[str]) -> Any:
    import narwhals as nw

    names = [f"key {place}" for place in range(len(keys))]
    kinds = (nw.Categorical, nw.Enum)
    texts = [nw.col(name).cast(nw.String) for name in names if isinstance(found.schema[name], kinds)]
    return (found.with_columns(*texts) if texts else found).sort(*names, nulls_last=True)


def _refuse_too_large(found: Any, keys: Sequence[str], amounts: Sequence[str]) -> None:
    """Names the first group whose sum has no room."""
    import narwhals as nw

    for place, name in enumerate(amounts):
        without = (nw.col(f"known {place}") > 0) & nw.col(f"total {place}").is_null()
        for row in found.filter(without).head(1).rows(named=True):
            raise InvalidValue("tables.sum_too_large", value=name, group=_group(row, keys), maximum=LARGEST)


def _group(row: Mapping[str, Any], keys: Sequence[str]) -> tuple[Text, ...]:
    values = {name: row[f"key {place}"] for place, name in enumerate(keys)}
    return tuple(
        Text(f"{name}が空", f"{name} is null") if value is None else Text(*(f"{name} = {value}",) * 2)
        for name, value in values.items()
    )


def _named(found: Any, keys: Sequence[str], amounts: Sequence[str], rows: str) -> Any:
    import narwhals as nw

    columns = [nw.col(f"key {place}").alias(name) for place, name in enumerate(keys)]
    columns.append(nw.col("rows").alias(rows))
    for place, name in enumerate(amounts):
        known = nw.col(f"known {place}")
        columns += [
            known.alias(f"{name}_known"),
            nw.when(known > 0).then(nw.col(f"total {place}")).alias(name),
        ]
    return found.select(*columns)
