"""Delimited text to columns of text, in bulk: lines that are plainly one row each by Polars, all others by the row path's reader.

The result is that of the row path: the same rows with the same numbers, the same issues. A text is read a portion at a
time, so that little more than the text and the table is in memory at once.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from chiho_digital.basics import Progress, require
from chiho_digital.tables.issues import Issue, Severity

from .ahead import WORKERS, Ahead
from .delimited import LONGEST, Heading, heading_of, record_at
from .shared import READING, FileFrame, Wanted, data_rows, match_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "ROW",
    "bulk_rows",
    "has_mixed_ends",
    "joined",
    "lines_of",
    "schema_of",
    "stretches",
]

ROW = "row_no"
"""The column that holds the number of a row, as a spreadsheet counts."""

_WIDEST = 1_000  # columns; Polars takes no pattern of any length


def bulk_rows(data: bytes, wanted: Wanted) -> FileFrame | None:
    """The rows of a delimited text; None where line ends are mixed below the heading, which only the row path reads."""
    pl = require("polars", extra="polars")
    heading = heading_of(data, wanted)
    if not heading.cells:
        return FileFrame(joined(pl, [], {}), tuple(heading.issues))
    places, issues = match_headings(heading.cells, wanted, heading.row)
    table = _Table(pl, data, heading, places, [*heading.issues, *issues])
    with Progress(READING, data.count(b"\n")) as progress, ThreadPoolExecutor(WORKERS) as pool:
        looks = Ahead(data, partial(_look, pl, heading), pool)
        at = heading.end
        while at < len(data):
            look = looks.at(at)
            if look is None:
                return None
            before = table.row
            at = table.take(look, pool)
            progress.advance(table.row - before)
        frames = [frame.result() for frame in table.frames]
    if not table.some:
        table.issues.append(Issue(None, None, "tables.no_rows", Severity.WARNING))
    return FileFrame(joined(pl, frames, places), tuple(table.issues))


def has_mixed_ends(data: bytes) -> bool:
    """Whether a line ends with CR alone."""
    returns = data.count(b"\r")
    return bool(returns) and returns != data.count(b"\r\n")


def lines_of(pl: Any, portion: bytes) -> Any:
    """The lines of a portion of UTF-8, without their ends.

    Raises:
        UnicodeError: it is none.
    """
    try:
        text = pl.Series("line", [portion], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError as error:
        raise UnicodeError(str(error)) from error
    lines = text.str.split("\n").explode()
    return lines.head(-1) if portion.endswith(b"\n") else lines


def joined(pl: Any, frames: list[Any], fields: Iterable[str]) -> Any:
    """The tables of all portions as one."""
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema_of(pl, fields))


def schema_of(pl: Any, fields: Iterable[str]) -> dict[str, Any]:
    """The columns of a table of text."""
    return {ROW: pl.Int64, **dict.fromkeys(fields, pl.String)}


def stretches(portion: bytes, sizes: Any, wanted: Any) -> bytes:
    """Some lines of a portion: cut out of the whole, a stretch at a time; `sizes` in bytes, with their ends."""
    if wanted.all():
        return portion
    ends = sizes.cum_sum()
    first = wanted & ~wanted.shift(1).fill_null(False)
    last = wanted & ~wanted.shift(-1).fill_null(False)
    begins = (ends - sizes).filter(first).to_list()
    view = memoryview(portion)
    return b"".join(view[a:b] for a, b in zip(begins, ends.filter(last).to_list(), strict=True))


@frozen
class _Look:
    """A portion looked at: its lines in bytes with their ends, and which are surely one row; none of one endless line."""

    start: int
    end: int
    portion: bytes
    sizes: Any
    plain: Any


def _look(pl: Any, heading: Heading, data: bytes, start: int, end: int) -> _Look | None:
    """A portion looked at; None where line ends are mixed."""
    portion = data[start:end]
    if has_mixed_ends(portion):
        return None
    if len(portion) > LONGEST:  # one line, which Polars need not see
        return _Look(start, end, b"", None, None)
    lines = lines_of(pl, portion)
    sizes = lines.str.len_bytes().cast(pl.Int64) + 1
    return _Look(start, end, portion, sizes, _plain(pl, heading, lines) & (sizes < LONGEST))


def _plain(pl: Any, heading: Heading, lines: Any) -> Any:
    """Which lines are surely one row of as many cells as the heading has, not all of them blank."""
    width, sign = len(heading.cells), heading.separator
    line = pl.col("line")
    # Python takes U+001C to U+001F for blanks too.
    plain = line.str.contains(rf'[^{sign}"\s\x1c-\x1f]')
    if width > _WIDEST:
        plain &= (line.str.count_matches(sign, literal=True) == width - 1) & ~line.str.contains(
            '"', literal=True
        )
    else:
        cell = f'(?:[^"{sign}]*|"(?:[^"]|"")*")'
        plain &= line.str.contains(f"^{cell}(?:{sign}{cell}){{{width - 1}}}$")
    return lines.to_frame().select(plain).to_series()


@define
class _Table:
    """The rows below the heading as far as they are read; `row` is the number of the last one."""

    pl: Any
    data: bytes
    heading: Heading
    places: Mapping[str, int]
    issues: list[Issue]
    row: int = field(init=False)
    some: bool = False
    frames: list[Future[Any]] = field(factory=list["Future[Any]"])

    def __attrs_post_init__(self) -> None:
        self.row = self.heading.row

    def take(self, look: _Look, pool: ThreadPoolExecutor) -> int:
        """Reads the lines of a portion; returns the place after the last row that starts there."""
        pl = self.pl
        if look.plain is None:
            self.row += 1
            record = record_at(self.data, look.start, self.row, self.heading.separator)
            self.issues += filter(None, [record.issue])
            return record.end
        sizes, plain = look.sizes, look.plain
        odd = plain.not_().arg_true()
        begins = look.start + (sizes.cum_sum() - sizes).gather(odd)
        closely: list[tuple[int, list[str]]] = []
        inside: list[int] = []
        after = look.start
        for place, begin in zip(odd.to_list(), begins.to_list(), strict=True):
            if begin < after:
                continue
            number = self.row + place - len(inside) + 1
            record = record_at(self.data, begin, number, self.heading.separator)
            after = record.end
            inside += range(place + 1, min(place + self.data.count(b"\n", begin, after), len(sizes)))
            if record.issue is not None:
                self.issues.append(record.issue)
            if record.cells is not None:
                closely.append((number, record.cells))
        starts = pl.Series("starts", [True]).new_from_index(0, len(sizes))
        starts = starts.scatter(inside, False) if inside else starts
        wanted = plain & starts
        numbers = (starts.cum_sum().cast(pl.Int64) + self.row).filter(wanted)
        self.row += starts.sum()
        self.some |= bool(closely) or bool(len(numbers))
        few = self._few(closely)
        if len(few) or len(numbers):
            self.frames.append(pool.submit(self._both, look, wanted, numbers, few))
        return max(look.end, after)

    def _both(self, look: _Look, wanted: Any, numbers: Any, few: Any) -> Any:
        """The plain lines of a portion and the rows read one by one as a table, in their order."""
        if not len(numbers):
            return few
        many = self._many(stretches(look.portion, look.sizes, wanted), numbers)
        return self.pl.concat([many, few]).sort(ROW) if len(few) else many

    def _many(self, text: bytes, numbers: Any) -> Any:
        """Plain lines as a table."""
        read = self.pl.read_csv(
            text,
            has_header=False,
            infer_schema=False,
            separator=self.heading.separator,
            new_columns=[str(place) for place in range(len(self.heading.cells))],
        )
        return read.select(
            numbers.alias(ROW),
            *(self.pl.col(str(place)).fill_null("").alias(name) for name, place in self.places.items()),
        )

    def _few(self, closely: list[tuple[int, list[str]]]) -> Any:
        """Rows read one by one as a table."""
        pl = self.pl
        cells = data_rows(closely, len(self.heading.cells), self.issues)
        rows = [(number, *(row[place] for place in self.places.values())) for number, row in cells]
        return pl.DataFrame(rows, schema=schema_of(pl, self.places), orient="row")
