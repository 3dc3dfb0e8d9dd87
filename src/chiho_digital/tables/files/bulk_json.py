"""JSON Lines to columns of text, in bulk: lines that are plainly one flat object by Polars, all others by the row path's reader.

Portions that Polars writes again as they were are done. Of the others the lines are looked at: a plain line has its keys in the
order that the lines before it have shown, so that none can stand twice, and holds nothing but strings, whole numbers,
true, false and null. The result is that of the row path.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from chiho_digital.basics import Progress, require

from .ahead import WORKERS, Ahead
from .bulk import ROW, has_mixed_ends, joined, lines_of, schema_of, stretches
from .delimited import LONGEST
from .json_again import read_again, shape_of
from .json_lines import json_headings, json_line
from .shared import READING, FileFrame, Wanted, plain_heading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from chiho_digital.tables.issues import Issue

__all__ = ["bulk_json"]

_HEX = "[0-9a-fA-F]"
# A character beyond U+FFFF is spelt as two halves; a half alone is no text.
_SPELT = (
    rf"u(?:[0-9a-cA-CefEF]{_HEX}{{3}}|[dD](?:[0-7]{_HEX}{{2}}|[89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}))"
)
_BARE = r'"[^"\\\x00-\x1f]*"'
_STRING = rf'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|{_SPELT}))*"'
# Numbers keep their digits: Polars would write 1.50 as 1.5, and longer whole numbers in another way.
_NUMBER = "0|-?[1-9][0-9]{0,17}"
_MOST_FAILED = 4
_LESSONS = 32  # how often the order of the keys may be learnt anew
_LONGEST_ORDER = 10_000  # characters; Polars takes no pattern of any length


def bulk_json(data: bytes, wanted: Wanted) -> FileFrame | None:
    """The rows of JSON Lines; None where line ends are mixed, which only the row path reads."""
    if has_mixed_ends(data):
        return None
    pl = require("polars", extra="polars")
    with Progress(READING, data.count(b"\n")) as progress, ThreadPoolExecutor(WORKERS) as pool:
        table = _Table(pl, data, wanted.meant(), pool)
        looks = Ahead(data, _Looker(pl, shape_of(pl, data)).look, pool)
        at = 0
        while at < len(data):
            look, before = looks.at(at), table.row
            if look.frame is None:
                table.take(at, look.end)
            else:
                table.take_read(look.frame)
            progress.advance(table.row - before)
            at = look.end
        read = [future.result() for future in table.frames]
    places, headings = json_headings(list(table.keys), wanted, some=bool(read))
    frames = [_fields(pl, frame, places) for frame in read]
    return FileFrame(joined(pl, frames, places), (*table.issues, *headings))


@frozen
class _Look:
    """A portion as it was read, None where it was not written again alike; and where it ends."""

    frame: Any
    end: int


@define
class _Looker:
    """Reads portions as they come; where several in a row were not written again alike, no more are tried."""

    pl: Any
    shape: Mapping[str, Any]
    failed: int = 0

    def look(self, data: bytes, start: int, end: int) -> _Look:
        """A portion."""
        if not self.shape or self.failed >= _MOST_FAILED or end - start > LONGEST:
            return _Look(None, end)
        frame = read_again(self.pl, self.shape, data[start:end])
        self.failed = self.failed + 1 if frame is None else 0
        return _Look(frame, end)


@define
class _Table:
    """The lines as far as they are read; `row` is the number of the last one.

    keys: in order of first appearance.  order: those learnt, as they follow one another in the lines.
    """

    pl: Any
    data: bytes
    meant: Mapping[str, str]
    pool: ThreadPoolExecutor
    row: int = 0
    lessons: int = _LESSONS
    keys: dict[str, None] = field(factory=dict[str, None])
    order: list[str] = field(factory=list[str])
    frames: list[Future[Any]] = field(factory=list["Future[Any]"])
    issues: list[Issue] = field(factory=list["Issue"])

    def take_read(self, frame: Any) -> None:
        """Takes over a portion that is read already."""
        self._learn(frame.columns)
        keys = [key for key in frame.columns if plain_heading(key) in self.meant]
        numbers = self.pl.int_range(self.row + 1, self.row + len(frame) + 1, dtype=self.pl.Int64, eager=True)
        self.row += len(frame)
        self.frames.append(
            self.pool.submit(_filled, self.pl, keys, [numbers.alias(ROW), *map(frame.get_column, keys)])
        )

    def take(self, at: int, end: int) -> None:
        """Reads the lines of a portion."""
        if end - at > LONGEST:  # one line, which Polars need not see
            self._closely([0], [at], [])
            self.row += 1
            return
        pl = self.pl
        portion = self.data[at:end]
        lines = lines_of(pl, portion)
        sizes = lines.str.len_bytes().cast(pl.Int64) + 1
        few: list[tuple[int, dict[str, str]]] = []
        plain = pl.Series("plain", [], dtype=pl.Boolean)
        while len(plain) < len(lines):  # a lesson makes the lines after it be looked at anew
            done = len(plain)
            seen = self._plain(lines.slice(done)) & (sizes.slice(done) < LONGEST)
            odd = seen.not_().arg_true() + done
            begins = (at + sizes.cum_sum() - sizes).gather(odd)
            taught = self._closely(odd.to_list(), begins.to_list(), few)
            plain = plain.append(seen if taught is None else seen.head(taught + 1 - done))
        numbers = (plain.arg_true().cast(pl.Int64) + self.row + 1).alias(ROW)
        self.row += len(lines)
        if not len(numbers) and not few:
            return
        if len(self.frames) > 1:
            self.frames[-2].result()  # or texts would pile up
        keys = [key for key in self.keys if plain_heading(key) in self.meant]
        text = stretches(portion, sizes, plain) if len(numbers) else b""
        self.frames.append(self.pool.submit(_frame, pl, keys, text, numbers, few))

    def _closely(
        self, places: list[int], begins: list[int], few: list[tuple[int, dict[str, str]]]
    ) -> int | None:
        """Reads lines one by one, up to one that shows a new order of keys; returns its place."""
        for place, begin in zip(places, begins, strict=True):
            row = self.row + place + 1
            end = self.data.find(b"\n", begin) + 1 or len(self.data)
            read = json_line(self.data, begin, end, row)
            self.issues += read.issues
            if read.cells is None:
                continue
            few.append((row, read.cells))
            if self._learn(list(read.cells)):
                return place
        return None

    def _learn(self, keys: list[str]) -> bool:
        """Takes up the keys that are new; whether the order is new by them."""
        new = [key for key in keys if key not in self.keys]
        self.keys.update(dict.fromkeys(new))
        if not new or not self.lessons or sum(len(key) + 10 for key in self.keys) > _LONGEST_ORDER:
            return False
        self.lessons -= 1
        for before, key in zip(["", *keys], keys, strict=False):
            if key in new:
                self.order.insert(self.order.index(before) + 1 if before in self.order else 0, key)
        return True

    def _plain(self, lines: Any) -> Any:
        """Which lines are surely one flat object that the row path reads alike."""
        # The last member may not end with a comma.
        ends = lines.str.ends_with("}") | lines.str.ends_with("}\r")
        plain = lines.str.contains(self._pattern(_BARE)) & ends
        # Lines with escapes are looked at apart, since that takes longer.
        other = plain.not_()
        good = lines.filter(other).str.contains(self._pattern(_STRING)) & ends.filter(other)
        return plain.scatter(other.arg_true().filter(good), True)

    def _pattern(self, string: str) -> str:
        """An object of the keys in their order, any of which may be left out."""
        value = f"(?:{string}|null|true|false|{_NUMBER})"
        members = "".join(rf"(?:{_key(key)}: ?{value}(?:, ?|\}}\r?$))?" for key in self.order)
        return rf"^\{{{members}$"


def _frame(pl: Any, keys: list[str], text: bytes, numbers: Any, few: list[tuple[int, dict[str, str]]]) -> Any:
    """Lines as a table by key: plain ones, and those read one by one."""
    schema = schema_of(pl, keys)
    rows = [(row, *map(cells.get, keys)) for row, cells in few]
    frames = [pl.DataFrame(rows, schema=schema, orient="row")] if few else []
    if text:
        many = pl.read_ndjson(text, schema=dict.fromkeys(keys, pl.String)) if keys else pl.DataFrame()
        frames.append(pl.DataFrame([numbers, *many]))
    frame = frames[0] if len(frames) == 1 else pl.concat(frames).sort(ROW)
    return _filled(pl, keys, frame.get_columns())


def _filled(pl: Any, keys: list[str], columns: list[Any]) -> Any:
    """A table whose cells without a value are blank."""
    frame = pl.DataFrame(columns)
    return frame.with_columns(pl.col(keys).fill_null("")) if keys else frame


def _fields(pl: Any, frame: Any, places: dict[str, str]) -> Any:
    """The columns of the fields of a portion; a key that no line of it has is blank in all."""
    columns = {name: pl.col(key) if key in frame.columns else pl.lit("") for name, key in places.items()}
    return frame.select(ROW, *(column.alias(name) for name, column in columns.items()))


def _key(key: str) -> str:
    """A key as it is written, with or without escapes."""
    spellings = {json.dumps(key, ensure_ascii=False), json.dumps(key)}
    return f"(?:{'|'.join(map(re.escape, sorted(spellings)))})"
