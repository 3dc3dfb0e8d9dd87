"""Parquet: the values of every column as text, without loss."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import require
from chiho_digital.tables.issues import Issue, Severity

from .bulk import ROW
from .shared import FileFrame, FileRows, Wanted, match_headings, plain_heading

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_readable", "parquet_frame", "parquet_rows", "text_of"]

_WHOLE = 2**53  # floats beyond it do not tell one whole number from the next


def parquet_rows(data: bytes, wanted: Wanted) -> FileRows:
    """The rows of a Parquet file, numbered from 1."""
    found = parquet_frame(data, wanted)
    fields = tuple(found.frame.columns[1:])
    rows = tuple((row, dict(zip(fields, cells, strict=True))) for row, *cells in found.frame.iter_rows())
    return FileRows(fields, rows, found.issues)


def parquet_frame(data: bytes, wanted: Wanted) -> FileFrame:
    """The same as columns.

    Raises:
        MissingExtra: PyArrow, which reads, or Polars is not installed.
    """
    pl = require("polars", extra="polars")
    parquet = require("pyarrow.parquet", extra="pyarrow")
    none = pl.DataFrame(schema={ROW: pl.Int64})
    try:
        # Polars ends the whole process on some damaged files, where PyArrow raises.
        file = parquet.ParquetFile(BytesIO(data))
        names = list(file.schema_arrow.names)
        if twice := [name for place, name in enumerate(names) if name in names[:place]]:
            return FileFrame(none, (Issue(None, twice[0], "tables.heading_twice", Severity.ERROR, twice[0]),))
        types = pl.from_arrow(file.schema_arrow.empty_table()).schema
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 -- broken files fail in many ways
        return FileFrame(none, (_broken(error),))
    meant = wanted.meant()
    wrong = {
        name: dtype
        for name, dtype in types.items()
        if plain_heading(name) in meant and not is_readable(pl, dtype)
    }
    names = [name for name in types if name not in wrong]
    places, issues = match_headings(names, wanted, None)
    issues += [
        Issue(None, name, "tables.column_type", Severity.ERROR, str(dtype)) for name, dtype in wrong.items()
    ]
    columns = {name: names[place] for name, place in places.items()}
    try:
        frame = _read(pl, file, columns)
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 -- broken files fail in many ways
        return FileFrame(none, (_broken(error),))
    if not len(frame):
        issues.append(Issue(None, None, "tables.no_rows", Severity.WARNING))
    return FileFrame(frame, tuple(issues))


def _read(pl: Any, file: Any, columns: Mapping[str, str]) -> Any:
    table = file.read(columns=list(columns.values()))
    table.validate(full=True)  # that texts are UTF-8, for one, which Polars takes for granted
    found = pl.from_arrow(table)
    rows = pl.int_range(1, file.metadata.num_rows + 1, dtype=pl.Int64, eager=True).alias(ROW)
    texts = (
        text_of(pl, pl.col(column), found.schema[column]).fill_null("").alias(name)
        for name, column in columns.items()
    )
    return pl.DataFrame([rows, *found.select(*texts)])


def is_readable(pl: Any, dtype: Any) -> bool:
    """Whether the values of a type are single ones that have a text."""
    plain = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Date, pl.Datetime, pl.Time, pl.Null)
    return dtype.is_numeric() or dtype in plain


def text_of(pl: Any, value: Any, dtype: Any) -> Any:
    """The text of values: whole numbers without a point, days without a time of day."""
    text = value.cast(pl.String)
    if dtype.is_float():
        # pandas turns whole numbers into these where one is missing, and writes NaN for it.
        whole = (value == value.round()) & (value.abs() < _WHOLE)
        number = pl.when(whole).then(value.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(text)
        return pl.when(value.is_nan()).then(None).otherwise(number)
    if dtype == pl.Datetime:
        zone = "%:z" if dtype.time_zone else ""
        moment = value.dt.strftime(f"%Y-%m-%d %H:%M:%S%.f{zone}")
        midnight = value.dt.time() == pl.time(0, 0, 0)
        return pl.when(midnight).then(value.dt.strftime("%Y-%m-%d")).otherwise(moment)
    return text


def _broken(error: BaseException) -> Issue:
    return Issue(None, None, "tables.parquet_broken", Severity.ERROR, params={"reason": str(error)[:300]})
