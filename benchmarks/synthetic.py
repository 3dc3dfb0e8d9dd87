"""Synthetic data of any size, the same for the same seed, in constant memory: files of cases, tables of participations.

Usage: python benchmarks/synthetic.py cases|participations PATH ROWS [--seed N] [--faults F] [--form csv|jsonl] ...
Progress is shown on a terminal. A file appears under its name only when it is complete.
"""

from __future__ import annotations

import argparse
import codecs
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from math import sqrt
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from synthetic_draws import Stream, place_of, quantiles, slots, yen_of
from synthetic_faults import FORMS, Fault, Form, faults_by_name, unmended
from synthetic_rows import FIELDS, CaseRows, published

from chiho_digital.governments import figures, municipalities, prefectures
from chiho_digital.systems import kind_of

# Without types; imported by name so that the type checkers agree on what it is.
pa: Any = import_module("pyarrow")
pq: Any = import_module("pyarrow.parquet")

__all__ = ["CaseRows", "Fault", "faults_by_name", "main", "whole_file", "write_cases", "write_participations"]

Progress = Callable[[int], object]

_YEARS = range(2015, 2027)
_BODIES_PER_CASE = 12
_UNKNOWN = 0.05


@contextmanager
def whole_file(path: Path | str) -> Generator[Path, None, None]:
    """A path beside a file, to be written; it takes the file's name at the end, or is deleted when that is not reached."""
    part = Path(f"{path}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _portions(rows: int, size: int) -> Iterator[tuple[int, int]]:
    """The first row and number of rows of each portion."""
    if rows < 0 or size < 1:
        raise ValueError(f"no such number of rows: {rows} in portions of {size}")
    return ((first, min(size, rows - first)) for first in range(0, rows, size))


def write_cases(  # noqa: PLR0913 – all but two have a default and are named
    path: Path | str,
    rows: int,
    *,
    seed: int = 1,
    faults: float = 0.01,
    form: Form = "csv",
    encoding: str = "utf-8",
    chunk: int = 50_000,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write case rows; a share `faults` of them has one fault each. How many have which, by its name.

    The chunk does not change what is written. A blank cell is empty in CSV and null in JSON lines. `progress` is told the
    number of rows written so far.

    Raises:
        ValueError: `rows` is negative, `chunk` is below 1, `faults` is no share, or `form` is none of the two.
        OSError, LookupError, UnicodeEncodeError: the file or the encoding does not allow it; no file is left.
    """
    if form not in FORMS or not 0 <= faults <= 1:
        raise ValueError(f"no such form or share of faults: {form}, {faults}")
    portions = _portions(rows, chunk)
    source = CaseRows(seed, faults, form)
    expected = Counter(dict.fromkeys(source.kinds, 0))
    encoder = codecs.getincrementalencoder(encoding)()
    with whole_file(path) as part, part.open("wb") as file:
        if form == "csv":
            file.write(encoder.encode(",".join(FIELDS) + "\n"))
        for first, count in portions:
            frame, found = source.frame(first, count)
            buffer = BytesIO()
            if form == "csv":
                frame.write_csv(buffer, include_header=False)
            else:
                frame.write_ndjson(buffer)
            text = unmended(buffer.getvalue()) if form == "csv" and found else buffer.getvalue()
            file.write(text if codecs.lookup(encoding).name == "utf-8" else encoder.encode(text.decode()))
            expected.update(found)
            if progress:
                progress(first + count)
    return dict(expected)


def write_participations(
    path: Path | str,
    rows: int,
    *,
    seed: int = 1,
    row_group: int = 1_000_000,
    progress: Progress | None = None,
) -> None:
    """Write participations of bodies in cases, the cases in order, as one Parquet file, row group by row group.

    Bodies are drawn with the root of their population, and may stand in a case twice. The kind is the case's. The size of
    the row groups does not change the rows.

    Raises:
        ValueError: `rows` is negative or `row_group` below 1.
        OSError: the file cannot be written; none is left.
    """
    portions = _portions(rows, row_group)
    words, tables = _participants()
    columns = {
        "case_number": pa.int64(),
        **{name: pa.dictionary(pa.int16(), pa.string()) for name in words},
        "fiscal_year": pa.int16(),
        "amount": pa.int64(),
    }
    schema = pa.schema(list(columns.items()))
    options = {
        "compression": "zstd",
        "use_dictionary": [*words, "fiscal_year"],
        "column_encoding": dict.fromkeys(("case_number", "amount"), "DELTA_BINARY_PACKED"),
        "write_statistics": ["case_number", "fiscal_year", "amount"],
    }
    bounds = quantiles(600_000, 1.4)
    last_case = 1
    with whole_file(path) as part, pq.ParquetWriter(part, schema, **options) as writer:
        for first, count in portions:
            numbers = np.arange(first, first + count, dtype=np.int64)
            # Each draw is read as four numbers of 16 bits.
            draws = Stream(seed, "participation").at(numbers)
            opens = (draws << np.uint64(32)) >> np.uint64(48) < 2**16 // _BODIES_PER_CASE
            case = last_case + np.cumsum(opens)
            last_case = int(case[-1])
            body = place_of(draws, tables["body"])
            places = {
                "body": body,
                "prefecture": tables["prefecture"][body],
                "kind": place_of(Stream(seed, "kind of case").at(case), tables["kind"]),
            }
            unknown = (draws << np.uint64(48)) >> np.uint64(48) < round(2**16 * _UNKNOWN)
            arrays = [
                pa.array(case),
                *(pa.DictionaryArray.from_arrays(pa.array(places[name]), words[name]) for name in words),
                pa.array(place_of(draws << np.uint64(16), tables["fiscal_year"])),
                pa.array(yen_of(bounds, Stream(seed, "amount").at(numbers)), mask=unknown),
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=count)
            if progress:
                progress(first + count)


def _participants() -> tuple[dict[str, Any], dict[str, NDArray[np.int16]]]:
    """The words of the columns of participations, and the tables by which places or values are drawn."""
    bodies = sorted(municipalities(), key=lambda body: body.code)
    population = figures.load()
    kinds: Counter[str] = Counter()
    for cell, times in published("system_kind_ja").items():
        kinds.update(dict.fromkeys((kind_of(spelling).id for spelling in cell.split(";")), times))
    homes = [body.code for body in prefectures()]
    words = {
        "body": pa.array([str(body.code) for body in bodies]),
        "prefecture": pa.array([str(code) for code in homes]),
        "kind": pa.array(list(kinds)),
    }
    tables = {
        "body": slots(sqrt(population.value(body) or 0) for body in bodies),
        "prefecture": np.array([homes.index(body.prefecture.code) for body in bodies]),
        "kind": slots(kinds.values()),
        "fiscal_year": _YEARS[0] + slots(range(1, len(_YEARS) + 1)),
    }
    return words, {name: table.astype(np.int16) for name, table in tables.items()}


class _Shown:
    """Progress on a terminal: rows, rows a second, time left; nothing elsewhere."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._start = self._said = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if not self._terminal or (now - self._said < 0.2 and done < self._rows):
            return
        self._said = now
        rate = done / max(now - self._start, 1e-9)
        left = timedelta(seconds=round((self._rows - done) / rate))
        end = "\n" if done == self._rows else ""
        print(f"\r{done:,} of {self._rows:,} rows, {rate:,.0f}/s, {left} left ", end=end, file=sys.stderr)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write synthetic data, the same for the same seed.")
    what = parser.add_subparsers(dest="what", required=True)
    cases = what.add_parser("cases", help="rows of cases, CSV or JSON lines")
    participations = what.add_parser("participations", help="a table of participations, Parquet")
    for command in (cases, participations):
        command.add_argument("path", type=Path)
        command.add_argument("rows", type=int)
        command.add_argument("--seed", type=int, default=1)
    cases.add_argument("--faults", type=float, default=0.01, help="the share of rows with a fault")
    cases.add_argument("--form", choices=FORMS, default="csv")
    cases.add_argument("--encoding", default="utf-8")
    return parser.parse_args(arguments)


def _stop(signum: int, _: FrameType | None) -> NoReturn:
    # An exception, so that the half-written file is deleted; the code is the one shells give.
    raise SystemExit(128 + signum)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what the command line asks for."""
    asked = _arguments(arguments)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _stop)
    options = {name: value for name, value in vars(asked).items() if name not in {"what", "path", "rows"}}
    write = write_cases if asked.what == "cases" else write_participations
    try:
        write(asked.path, asked.rows, progress=_Shown(asked.rows), **options)
    except (OSError, LookupError, ValueError) as error:
        raise SystemExit(f"{asked.path}: {error}") from None


if __name__ == "__main__":
    main()
