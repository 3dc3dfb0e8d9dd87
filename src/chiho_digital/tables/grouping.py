"""Grouped sums in the words of each engine: every table is run once, and no sum wraps unseen.

What comes out is in memory and has the same columns everywhere: `key 0`, …, `rows`, and for every amount `known 0`,
`total 0` (Int64; null where it does not fit) and `bits 0`. The last is no smaller than any amount of the group, and below
zero if one is; joining bits is quicker than looking for both ends.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import InvalidValue, require

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LARGEST", "Grouping", "grouping_of"]

LARGEST = 2**63 - 1
"""The largest sum there is room for: that of Int64."""


def grouping_of(native: Any) -> Grouping:
    """The engine of a table.

    Raises:
        InvalidValue: it is no table of an engine known here.
    """
    import narwhals as nw

    known: Any = nw.dependencies
    kinds: tuple[tuple[Any, type[Grouping]], ...] = (
        (known.is_polars_dataframe, _Polars),
        (known.is_polars_lazyframe, _LazyPolars),
        (known.is_duckdb_relation, _DuckDB),
        (known.is_pyspark_dataframe, _Spark),
        (known.is_pyspark_connect_dataframe, _Spark),
        (known.is_pyarrow_table, _PyArrow),
        (known.is_pandas_dataframe, _Pandas),
    )
    for holds, kind in kinds:
        if holds(native):
            return kind(native)
    raise InvalidValue("tables.not_a_table", value=type(native).__qualname__)


@frozen
class Grouping(ABC):
    """A table and how its engine sums it."""

    native: Any

    @abstractmethod
    def names(self) -> list[str]:
        """The names of its columns; one that stands twice, twice."""

    @abstractmethod
    def pick(self, names: Sequence[str]) -> Any:
        """Some of its columns, for narwhals; not run if it is lazy."""

    @abstractmethod
    def grouped(self, frame: Any, keys: Sequence[str], amounts: Sequence[str]) -> Any:
        """The groups of what was picked, in any order, for narwhals; keys as text may still be categories."""

    @abstractmethod
    def back(self, found: Any) -> Any:
        """A small table of groups as one of the kind that came in."""


@frozen
class _Polars(Grouping):
    def names(self) -> list[str]:
        return list(self.native.collect_schema().names())

    def pick(self, names: Sequence[str]) -> Any:
        import narwhals as nw

        return nw.from_native(self.native.lazy().select(names))

    def grouped(self, frame: Any, keys: Sequence[str], amounts: Sequence[str]) -> Any:
        import narwhals as nw

        pl = require("polars", extra="polars")
        query = frame.to_native()
        found = _sums_of_polars(query, keys, amounts, pl.Int64)
        most = [
            (found[f"bits {place}"].cast(pl.Int128) * found[f"known {place}"]).max()
            for place in range(len(amounts))
        ]
        # Sums of Int64 wrap. Those of Int128 cost more, and are taken where there may be no room.
        if any(product is not None and product > LARGEST for product in most):
            found = _sums_of_polars(query, keys, amounts, pl.Int128)
        return nw.from_native(found)

    def back(self, found: Any) -> Any:
        return found.to_native()


def _sums_of_polars(query: Any, keys: Sequence[str], amounts: Sequence[str], room: Any) -> Any:
    """The groups, summed in a type with some room."""
    pl = require("polars", extra="polars")
    columns = [pl.len().cast(pl.Int64).alias("rows")]
    for place, name in enumerate(amounts):
        amount = pl.col(name)
        columns += [
            amount.count().cast(pl.Int64).alias(f"known {place}"),
            amount.cast(room, strict=False).sum().cast(pl.Int64, strict=False).alias(f"total {place}"),
            amount.bitwise_or().alias(f"bits {place}"),
        ]
    named = (pl.col(name).alias(f"key {place}") for place, name in enumerate(keys))
    return query.group_by(*named).agg(columns).collect(engine="streaming")


class _LazyPolars(_Polars):
    def back(self, found: Any) -> Any:
        return found.to_native().lazy()


@frozen
class _DuckDB(Grouping):
    def names(self) -> list[str]:
        return list(self.native.columns)

    def pick(self, names: Sequence[str]) -> Any:
        import narwhals as nw

        return nw.from_native(self.native.project(", ".join(map(_quoted, names))))

    def grouped(self, frame: Any, keys: Sequence[str], amounts: Sequence[str]) -> Any:
        import narwhals as nw

        require("pyarrow", extra="pyarrow")
        groups = [_quoted(name) for name in keys]
        columns = [f'{name} AS "key {place}"' for place, name in enumerate(groups)]
        columns.append("count(*) AS rows")
        for place, name in enumerate(map(_quoted, amounts)):
            columns += [  # sums are HUGEINT
                f'count({name}) AS "known {place}"',
                f'TRY_CAST(sum({name}) AS BIGINT) AS "total {place}"',
                f'bit_or({name}) AS "bits {place}"',
            ]
        relation: Any = nw.from_native(frame.to_native().aggregate(", ".join(columns), ", ".join(groups)))
        return relation.collect("pyarrow")

    def back(self, found: Any) -> Any:
        # DuckDB finds the variable by its name, on the connection that the relation came from.
        _found = found.to_arrow()
        return self.native.query("sums", "SELECT * FROM _found")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@frozen
class _Spark(Grouping):
    def names(self) -> list[str]:
        return list(self.native.columns)

    def pick(self, names: Sequence[str]) -> Any:
        import narwhals as nw

        return nw.from_native(self.native.select(*(self._column(name) for name in names)))

    def grouped(self, frame: Any, keys: Sequence[str], amounts: Sequence[str]) -> Any:
        import narwhals as nw

        functions = require("pyspark.sql.functions", extra="spark")
        columns = [functions.count(functions.lit(1)).alias("rows")]
        for place, name in enumerate(amounts):
            amount = self._column(name)
            columns += [  # sums wrap, or stop the run, as the session is set
                functions.count(amount).alias(f"known {place}"),
                functions.try_sum(amount).alias(f"total {place}"),
                functions.bit_or(amount).alias(f"bits {place}"),
            ]
        named = (self._column(name).alias(f"key {place}") for place, name in enumerate(keys))
        return nw.from_native(frame.to_native().groupBy(*named).agg(*columns)).collect("pyarrow")

    def back(self, found: Any) -> Any:
        return self.native.sparkSession.createDataFrame(found.to_arrow())

    @staticmethod
    def _column(name: str) -> Any:
        return require("pyspark.sql.functions", extra="spark").col("`" + name.replace("`", "``") + "`")


@frozen
class _PyArrow(Grouping):
    def names(self) -> list[str]:
        return list(self.native.column_names)

    def pick(self, names: Sequence[str]) -> Any:
        import narwhals as nw

        pa = require("pyarrow", extra="pyarrow")
        return nw.from_native(pa.table({name: _readable(pa, self.native[name]) for name in names}))

    def grouped(self, frame: Any, keys: Sequence[str], amounts: Sequence[str]) -> Any:
        import narwhals as nw

        pa = require("pyarrow", extra="pyarrow")
        compute = require("pyarrow.compute", extra="pyarrow")
        table = frame.to_native()
        columns = {f"key {place}": table[name] for place, name in enumerate(keys)}
        groups, bits, wanted = list(columns), list[Any](), list[Any]()
        for place, name in enumerate(amounts):
            low, high = compute.min_max(table[name]).as_py().values()
            bits.append(low if low is not None and low < 0 else high)
            # Sums of Int64 wrap; those of decimals have room for any number of rows.
            wide = high is not None and high * len(table) > LARGEST
            columns[str(place)] = table[name].cast(pa.decimal128(38)) if wide else table[name]
            wanted += [(str(place), "count"), (str(place), "sum")]
        small = (
            pa.table(columns).unify_dictionaries().group_by(groups).aggregate([([], "count_all"), *wanted])
        )
        found = {**{name: small[name] for name in groups}, "rows": small["count_all"]}
        for place in range(len(amounts)):
            total = small[f"{place}_sum"]
            fits = compute.less_equal(total, pa.scalar(LARGEST, total.type))
            found[f"known {place}"] = small[f"{place}_count"]
            found[f"total {place}"] = compute.if_else(fits, total, None).cast(pa.int64())
            found[f"bits {place}"] = pa.repeat(
                pa.scalar(bits[place], table.schema.field(amounts[place]).type), len(small)
            )
        return nw.from_native(pa.table(found))

    def back(self, found: Any) -> Any:
        return found.to_native()


@frozen
class _Pandas(_PyArrow):
    def names(self) -> list[str]:
        return [name for name in self.native.columns if isinstance(name, str)]

    def pick(self, names: Sequence[str]) -> Any:
        from chiho_digital.rules import InvalidFrame

        pa = require("pyarrow", extra="pandas")
        columns: dict[str, Any] = {}
        problems: list[InvalidValue] = []
        for name in names:
            try:
                columns[name] = _from_pandas(pa, self.native[name])
            except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
                problems.append(InvalidValue("tables.mixed_column", value=str(error)).at(name))
        if problems:
            raise InvalidFrame(problems)
        return _PyArrow(pa.table(columns)).pick(names)

    def back(self, found: Any) -> Any:
        pandas = require("pandas", extra="pandas")
        return found.to_native().to_pandas(types_mapper=pandas.ArrowDtype)


def _from_pandas(pa: Any, series: Any) -> Any:
    """A column of pandas as Arrow: whatever stands for a missing value becomes null."""
    array = pa.Array.from_pandas(series)
    if pa.types.is_floating(array.type):  # pandas turns whole numbers with gaps into floats
        return array.cast(pa.int64(), safe=True)
    return array.cast(pa.date32()) if pa.types.is_timestamp(array.type) else array


def _readable(pa: Any, column: Any) -> Any:
    """A column of Arrow; a dictionary stays one only where each text stands in it once."""
    if not pa.types.is_dictionary(column.type):
        return column
    words = [chunk.dictionary for chunk in column.chunks]
    text = pa.types.is_string(column.type.value_type) or pa.types.is_large_string(column.type.value_type)
    if text and all(not word.null_count and len(word.unique()) == len(word) for word in words):
        return column
    return column.cast(column.type.value_type)
