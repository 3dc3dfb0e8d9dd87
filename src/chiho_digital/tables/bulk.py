"""CSV text to columns of text, in bulk: lines that are plainly one row each by Polars, all others by the row path's reader.

The result is that of the row path: the same rows with the same numbers, the same issues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from chiho_digital.basics import require

from .files import data_rows, match_headings, quoting_issue, record_at
from .issues import Issue, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROW", "BulkRows", "bulk_rows"]

ROW = "row_no"
"""The column that holds the number of a row, as a spreadsheet counts."""

_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f]"  # the row path looks at them more closely
_CELL = '(?:[^",]*|"(?:[^"]|"")*")'


@frozen
class BulkRows:
    """A file as columns of text. Strictly read-only.

    frame: Polars; `row_no` (Int64) and a text column for every field of the model that the file has.
    issues: what is wrong with the file's form; rows that cannot be read at all are only there.
    """

    frame: Any
    issues: tuple[Issue, ...]


def bulk_rows(text: str, names: Mapping[str, str], required: Sequence[str]) -> BulkRows | None:
    """The rows of a CSV text; None where line ends are mixed, which only the row path reads.

    `names` maps field names to Japanese headings.
    """
    if text.count("\r") != text.count("\r\n"):
        return None
    lines = _Lines.of(text)
    if not lines.read_heading():
        lines.issues.append(Issue(None, None, "tables.empty_file", Severity.ERROR))
        return BulkRows(lines.frame({}, ()), tuple(lines.issues))
    places, issues = match_headings(lines.heading, names, required)
    lines.issues += issues
    frame = lines.frame(places, lines.closely())
    if not lines.some:
        lines.issues.append(Issue(None, None, "tables.no_rows", Severity.WARNING))
    return BulkRows(frame, tuple(lines.issues))


def _marked(pl: Any, lines: Any, width: int) -> Any:
    """The lines with `plain`: whether a line is surely one row of so many cells, not all of them blank."""
    line = pl.col("line")
    quoted = line.str.contains('"', literal=True)
    surely = ~quoted & (line.str.count_matches(",", literal=True) == width - 1) & line.str.contains(r"[^,\s]")
    lines = lines.with_columns((surely & ~line.str.contains(_CONTROL)).alias("plain"), quoted.alias("quoted"))
    # Lines with quotes are looked at apart, since that takes ten times as long.
    whole = f"^{_CELL}(?:,{_CELL}){{{width - 1}}}$"
    good = lines.filter("quoted").select(
        line.str.contains(whole) & ~line.str.contains(_CONTROL) & line.str.contains(r'[^",\s]')
    )
    simple = lines["quoted"].arg_true().filter(good.to_series())
    return lines.with_columns(lines["plain"].scatter(simple, True))


@define
class _Lines:
    """The lines of a text; `at` is the first below the heading, `above` the number of rows down to it."""

    pl: Any
    text: str
    raw: Any
    heading: list[str] = field(factory=list[str])
    at: int = 0
    above: int = 0
    some: bool = False
    issues: list[Issue] = field(factory=list[Issue])
    below: Any = None

    @classmethod
    def of(cls, text: str) -> _Lines:
        pl = require("polars", extra="polars")
        raw = pl.Series("line", [text]).str.split("\n").explode()
        return cls(pl, text, raw.head(-1) if text.endswith("\n") or not text else raw)

    def line(self, place: int) -> str:
        """A line with its end, as the row path sees it."""
        return f"{self.raw[place]}\n"

    def read_heading(self) -> bool:
        """Reads down to the heading; whether there is one. Blank lines above it are passed over."""
        blank: list[Issue] = []
        while self.at < len(self.raw):
            start = self.at
            cells, self.at, why = record_at(self.line, start, len(self.raw))
            self.above += 1
            if cells is None:
                self.issues.append(quoting_issue(self.above, self.line(start), why))
            elif any(cell.strip() for cell in cells):
                self.heading = cells
                self.issues += blank
                return True
            else:
                blank.append(Issue(self.above, None, "tables.blank_row", Severity.NOTE))
        return False

    def closely(self) -> list[tuple[int, list[str]]]:
        """The rows that the row path's reader has to read, numbered; marks all lines below the heading on the way."""
        pl = self.pl
        lines = _marked(pl, self.raw.slice(self.at).str.strip_suffix("\r").to_frame(), len(self.heading))
        found: list[tuple[int, list[str] | None, str]] = []
        inside: list[int] = []
        after = self.at
        for offset in lines["plain"].not_().arg_true().to_list():
            start = self.at + offset
            if start < after:
                continue
            cells, after, why = record_at(self.line, start, len(self.raw))
            found.append((offset, cells, why))
            inside += range(offset + 1, after - self.at)
        starts = pl.Series("starts", [True]).new_from_index(0, len(lines))
        starts = starts.scatter(inside, False) if inside else starts
        self.below = lines.with_columns(starts, (starts.cum_sum().cast(pl.Int64) + self.above).alias(ROW))
        self.some = any(cells is not None for _, cells, _ in found) or bool(lines["plain"].any())
        numbers = self.below[ROW]
        rows: list[tuple[int, list[str]]] = []
        for offset, cells, why in found:
            if cells is None:
                self.issues.append(quoting_issue(numbers[offset], self.line(self.at + offset), why))
            else:
                rows.append((numbers[offset], cells))
        return rows

    def _bytes_of(self, wanted: Any) -> bytes:
        """Some lines below the heading as bytes: cut out of the whole, a stretch at a time."""
        sizes = self.raw.str.len_bytes().cast(self.pl.Int64) + 1
        ends = sizes.cum_sum().slice(self.at)
        first = wanted & ~wanted.shift(1).fill_null(False)
        last = wanted & ~wanted.shift(-1).fill_null(False)
        begins = (ends - sizes.slice(self.at)).filter(first).to_list()
        whole = memoryview(self.text.encode())
        return b"".join(whole[a:b] for a, b in zip(begins, ends.filter(last).to_list(), strict=True))

    def frame(self, places: Mapping[str, int], closely: Sequence[tuple[int, list[str]]]) -> Any:
        """The columns of the fields, all rows in order."""
        pl, width = self.pl, len(self.heading)
        schema = {ROW: pl.Int64, **dict.fromkeys(places, pl.String)}
        slow: list[tuple[Any, ...]] = []
        for number, cells, issue in data_rows(closely, width):
            if issue is not None:
                self.issues.append(issue)
            if cells and (issue is None or issue.severity is not Severity.ERROR):
                slow.append((number, *(cells[place] for place in places.values())))
        few = pl.DataFrame(slow, schema=schema, orient="row")
        if self.below is None or not len(self.below):
            return few
        plain = self.below.filter(pl.col("plain") & pl.col("starts"))
        if not len(plain):
            return few
        read = pl.read_csv(
            self._bytes_of(self.below["plain"] & self.below["starts"]),
            has_header=False,
            infer_schema=False,
            new_columns=[str(place) for place in range(width)],
        )
        many = read.select(
            plain[ROW],
            *(pl.col(str(place)).fill_null("").alias(name) for name, place in places.items()),
        )
        return pl.concat([many, few]).sort(ROW) if slow else many
