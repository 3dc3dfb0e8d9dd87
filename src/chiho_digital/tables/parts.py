"""A part of a table checked: columns of text become values, the rows in error, and every issue of every row.

Texts that are plainly right are told by expressions, all columns at once; every other text is read by the column itself,
once, however often it stands in the table.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from chiho_digital.basics import require

from .files.bulk import ROW
from .issues import Issue, Severity
from .kinds import Choice, Whole, Words, Yen
from .plain import is_number, plain, plain_too
from .readings import Reader, Reading
from .rows import asked_of, columns_of
from .told import Found, Told, of_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .across import Asked
    from .columns import Column
    from .rows import RowModel

__all__ = ["Part", "PartChecker"]


@frozen
class Part:
    """A part checked, without what concerns more than one row. Strictly read-only.

    texts: the part as it was read.
    values: Polars; `row_no`, and for every field of the model its values: Int64 for numbers and yen, else text.
    bad: for each row, whether a cell is in error.
    """

    texts: Any
    values: Any
    bad: Any
    found: Found


@define
class PartChecker:
    """Checks part after part of one table of text, in Polars.

    absent: required columns that the file does not have: every row is in error, which is said once for the file.
    """

    model: type[RowModel]
    absent: frozenset[str]
    _readers: dict[str, Reader] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._readers = {name: Reader(name, column) for name, column in columns_of(self.model).items()}

    def check(self, frame: Any) -> Part:
        """The values, the rows in error and the issues of a part."""
        pl = require("polars", extra="polars")
        columns = columns_of(self.model)
        present = {name: column for name, column in columns.items() if name in frame.columns}
        looked = frame.lazy().select(pl.col(ROW), *_looks(pl, present)).collect()
        bad = pl.Series("bad", [bool(self.absent)]).new_from_index(0, len(frame))
        values: list[Any] = []
        told: list[Told] = []
        for name, column in columns.items():
            dtype = pl.Int64 if is_number(column.kind) else pl.String
            if name not in present:
                values.append(pl.Series(name, [None], dtype=dtype).new_from_index(0, len(frame)))
                continue
            value = looked[f"value {name}"].cast(dtype)
            rows = looked[f"closely {name}"].arg_true()
            if dtype == pl.Int64 and len(rows):
                value, rows = _plain_too(pl, frame[name], column, value, rows)
            if len(rows):
                texts = frame[name].gather(rows)
                readings = self._readings(pl, name, column, texts.unique())
                found = [_written(column, reading.value) for reading in readings.values()]
                rest = texts if dtype == pl.String else None
                read = texts.replace_strict(list(readings), found, default=rest, return_dtype=dtype)
                value = value.scatter(rows, read)
                wrong = [text for text, reading in readings.items() if reading.wrong]
                if wrong:
                    bad = bad.scatter(rows.filter(texts.is_in(wrong)), True)
                told += of_texts(frame[ROW].gather(rows), texts, readings)
            values.append(value.alias(name))
        part = pl.DataFrame([frame[ROW], *values])
        disagreeing: list[Issue] = []
        for asked in asked_of(self.model):
            agree = self._asked(pl, asked, frame, part)
            rows = (agree == False).fill_null(False).arg_true()  # noqa: E712 -- of a column, unknown is not false
            if len(rows) and asked.across.severity is Severity.ERROR:
                bad = bad.scatter(rows, True)
            disagreeing += self._contradictions(asked, frame[rows])
        return Part(frame, part, bad, Found(told, disagreeing))

    def _readings(self, pl: Any, name: str, column: Column, distinct: Any) -> dict[str, Reading]:
        """The readings of texts, but for those that are plainly right as they stand."""
        short = plain_too(column.kind, pl.col(name))
        if short is not None and not is_number(column.kind):
            distinct = distinct.to_frame(name).filter(~short[0]).to_series()
        reader = self._readers[name]
        return {text: reader.read(text) for text in distinct.to_list()}

    def _asked(self, pl: Any, asked: Asked, frame: Any, part: Any) -> Any:
        """A condition across the fields for every row: True, False or null."""
        from chiho_digital.rules.dialects import PolarsDialect
        from chiho_digital.rules.writing import Writer

        columns = columns_of(self.model)
        facts: list[Any] = []
        for fact in asked.facts:
            column = columns[fact.field]
            values = part[fact.field]
            if not isinstance(column.kind, Whole | Yen | Choice | Words):  # the written value is not the fact
                dtype = pl.Date if fact.definition.type is date else pl.String
                texts = frame[fact.field] if fact.field in frame.columns else values
                reader = self._readers[fact.field]
                readings = {text: reader.read(text) for text in texts.drop_nulls().unique().to_list()}
                found = [fact.value(reading.value) for reading in readings.values()]
                values = (
                    texts.replace_strict(list(readings), found, default=None, return_dtype=dtype)
                    if readings
                    else texts.cast(dtype)
                )
            facts.append(values.alias(fact.name))
        names = {fact.name: fact.name for fact in asked.facts}
        condition = Writer(names, {}, PolarsDialect()).value(asked.across.condition)
        return pl.DataFrame(facts).select(condition.alias("agree")).to_series()

    def _contradictions(self, asked: Asked, rows: Any) -> list[Issue]:
        issues: list[Issue] = []
        for row in rows.iter_rows(named=True):
            values = tuple(
                fact.value(self._readers[fact.field].read(row.get(fact.field, "")).value)
                for fact in asked.facts
            )
            issues.append(asked.issue(row[ROW], values))
        return issues


def _looks(pl: Any, columns: Mapping[str, Column]) -> list[Any]:
    """For every column, its values where they are plain, and which texts have to be read."""
    looks: list[Any] = []
    for name, column in columns.items():
        text = pl.col(name)
        short = plain(column.kind, text)
        # An empty cell that may be blank is unknown, which needs no reading.
        closely = pl.lit(True) if column.required else text != ""
        value = pl.lit(None, dtype=pl.String)
        if short is not None:
            surely = short[0].fill_null(False)
            value = pl.when(surely).then(short[1])
            closely &= ~surely
        looks += [value.alias(f"value {name}"), closely.alias(f"closely {name}")]
    return looks


def _plain_too(pl: Any, texts: Any, column: Column, value: Any, rows: Any) -> tuple[Any, Any]:
    """The values of a column with those of further texts that are plain, and the rows that are left."""
    short = plain_too(column.kind, pl.col(texts.name))
    if short is None:
        return value, rows
    found = texts.gather(rows).to_frame().select(surely=short[0].fill_null(False), value=short[1])
    surely = found["surely"]
    return value.scatter(rows.filter(surely), found["value"].filter(surely)), rows.filter(~surely)


def _written(column: Column, value: Any) -> Any:
    """A value as a table of columns holds it."""
    return value if is_number(column.kind) else column.write(value)
