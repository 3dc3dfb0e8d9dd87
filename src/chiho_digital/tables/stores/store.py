"""The embedded store: checked tables in one DuckDB file, each with its schema, as-of date, source and issues."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import InvalidValue, Text, require
from chiho_digital.basics.shown import Shown
from chiho_digital.tables.issues import Issue, Severity
from chiho_digital.tables.reading import ENGINES, on_engine, to_polars
from chiho_digital.tables.shown import GOOD, REJECTED, checked

from .errors import StoreError, UnknownTable
from .kept_issues import frame_of_issues, issues_of_frame
from .layout import PARTS, mark_changed, seal, sound
from .opening import HERE, connected, damaged, explained, place, refusal
from .schemas import must_fit, stated_schema, under, version_of
from .snapshots import keep_snapshot

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from chiho_digital.basics.shown import Part
    from chiho_digital.tables.checking import Checked
    from chiho_digital.tables.reading import Engine
    from chiho_digital.tables.rows import RowModel

__all__ = ["Entry", "Store", "Stored", "store"]

_LONGEST = 1_000  # characters of a name or source


@frozen
class Entry:
    """What a store says of a table (登録情報). Strictly read-only.

    model: name of the row model.  schema_version: of its columns and conditions; the same exactly where those are.
    as_of: the day the data stand for.  source: where they come from.
    rows, rejected: how many good and rejected rows.  errors, warnings, notes: how many issues of each severity.
    library: version of this library that put the table.
    """

    name: str
    model: str
    schema_version: str
    as_of: date
    source: str
    rows: int
    rejected: int
    errors: int
    warnings: int
    notes: int
    library: str


@frozen
class Stored(Shown):
    """A table as it was put (保管した表). Strictly read-only.

    good: `row_no`, and for every field of the model its values: Int64 for numbers and yen, else text.
    rejected: rows with an error, as text. Both of the engine asked for. issues: everything found when it was checked.
    """

    good: Any
    rejected: Any
    issues: tuple[Issue, ...]
    entry: Entry

    def __shown__(self) -> Iterable[Part]:
        counts = {GOOD: self.entry.rows, REJECTED: self.entry.rejected}
        return checked(Text(self.entry.name, self.entry.name), counts, self.issues)


def store(path: Path | str, *, snapshots: int = 3) -> Store:
    """Opens a store, or makes one: `with tables.store("town.duckdb") as store: …`.

    One process holds a store at a time. A store of an older layout is brought to today's. When a store is closed that has
    changed, a snapshot is kept beside it (`town.duckdb.1`, the older ones `.2` and so on; as many as `snapshots` says).

    Raises:
        StoreHeld: another process, or another `Store` of this one, has it open.
        StoreDamaged: the file is not what was written; the error names the snapshot that `restore` would take.
        StoreError: a newer library or DuckDB wrote it, it is no store, it is missing though snapshots are there, or the
            system refuses. Whatever the error, the file stays as it is.
        InvalidValue: `snapshots` is no number from 0 to 99.
        MissingExtra: DuckDB or Polars is not installed.
    """
    if type(snapshots) is not int or not 0 <= snapshots <= 99:
        raise InvalidValue("tables.store_snapshots", value=snapshots)
    for package in ("duckdb", "polars"):
        require(package, extra=package)
    path = place(path)
    with HERE.door(path):
        opened = Store(path, connected(path), snapshots)
        HERE.open[path] = opened
    return opened


class Store:
    """An open store (保管庫), made by `store`. Threads may share it: they take turns.

    path: the file.
    """

    def __init__(self, path: Path, connection: Any, snapshots: int) -> None:
        self.path = path
        self._connection: Any = connection
        self._snapshots = snapshots
        self._turn = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Store {str(self.path)!r}{'' if self._connection else ', closed'}>"

    def close(self) -> None:
        """Closes the store, and keeps a snapshot if it has changed since the newest one.

        Raises:
            StoreError: no snapshot could be kept; the store is closed, and what was put is in it.
        """
        with self._turn:
            if self._connection is None:
                return
            try:
                if self._snapshots:
                    keep_snapshot(self._connection, self.path, self._snapshots)
            finally:
                self._release()

    def _release(self) -> None:
        connection, self._connection = self._connection, None
        connection.close()
        HERE.open.pop(self.path, None)

    def names(self) -> tuple[str, ...]:
        """The names of the tables, sorted."""
        with self._reading() as cursor:
            lines = cursor.execute("select name from chiho_digital_entries").fetchall()
        return tuple(sorted(name for (name,) in lines))

    def entry(self, name: str) -> Entry:
        """What the store says of a table.

        Raises:
            UnknownTable: there is none of that name.
        """
        with self._reading() as cursor:
            return _entry(self._line(cursor, name))

    def put(
        self, name: str, checked: Checked[Any], *, model: type[RowModel], as_of: date, source: str
    ) -> Entry:
        """Keeps a checked table under a name, in place of an earlier one of that name: all of it, or nothing changes.

        model: that of the check.  as_of: the day the data stand for.  source: where they come from, a title or an address.
        Issues come back equal from `get` if their parameters are text, numbers, `Text`, dates, or lists and tuples of
        those; other objects come back as their words.

        Raises:
            InvalidValue: name, source or as_of is none, or the table is not of the model.
            StoreError: the table could not be written (no room on the disk, say); the store is as it was, and closed if
                DuckDB cannot go on.
            MissingExtra: PyArrow is not installed.
        """
        require("pyarrow", extra="pyarrow")
        _must_be_text("name", name)
        _must_be_text("source", source)
        _must_be_day(as_of)
        good, rejected = to_polars(checked.good), to_polars(checked.rejected)
        must_fit(good, rejected, model)
        issues = tuple(checked.issues)
        line: dict[str, Any] = {
            "name": name,
            "model": model.__name__,
            "columns": stated_schema(model),
            "as_of": as_of,
            "source": source,
            "library": __version__,
        }
        for severity in Severity:
            line[f"{severity.value}s"] = sum(issue.severity is severity for issue in issues)
        with self._writing(name) as cursor:
            last = cursor.execute("select coalesce(max(number), 0) from chiho_digital_entries").fetchall()
            line["number"] = number = last[0][0] + 1
            for part, frame in zip(PARTS, (good, rejected, frame_of_issues(issues)), strict=True):
                relation = cursor.from_arrow(frame.to_arrow())
                line[f"{part}_rows"], line[f"{part}_seal"] = seal(relation)
                relation.create(f"{part}_{number}")
            self._drop(cursor, name)
            entries = cursor.table("chiho_digital_entries")
            entries.insert([line[field] for field in entries.columns])
        return _entry(line)

    def get(self, name: str, *, engine: Engine = "polars", model: type[RowModel] | None = None) -> Stored:
        """A table as it was put, every row proved by the seals of its entry.

        engine: on which good and rejected rows are handed out.  model: the row model of today, if the good rows have to
        fit it: where it has changed since, they are checked once more, and a new column that may be blank is null.

        Raises:
            UnknownTable: there is none of that name.
            InvalidValue: the rows do not fit the model of today, every difference is named; or there is no such engine.
            StoreDamaged: the table is not what was put.
            MissingExtra: PyArrow is not installed.
        """
        require("pyarrow", extra="pyarrow")
        if engine not in ENGINES:
            raise InvalidValue("tables.no_engine", value=engine, engines=ENGINES)
        with self._reading() as cursor:
            line = self._line(cursor, name)
            if fault := sound(cursor, line["number"], whole=True):
                raise damaged(self.path, fault)
            good, rejected, issues = (to_polars(cursor.table(f"{part}_{line['number']}")) for part in PARTS)
        if model is not None:
            good = under(good, line["columns"], name, model)
        return Stored(
            on_engine(engine, good), on_engine(engine, rejected), issues_of_frame(issues), _entry(line)
        )

    def relation(self, name: str) -> Any:
        """The good rows as a relation of DuckDB that is read when it is used, for sums over tables larger than memory.

        It can be used until the store is closed or the table replaced. DuckDB proves each block that it reads.

        Raises:
            UnknownTable: there is none of that name.
        """
        with self._reading() as cursor:
            number = self._line(cursor, name)["number"]
            return self._connection.table(f"good_{number}").project("*")  # which nobody can insert into

    def remove(self, name: str) -> None:
        """Forgets a table; older snapshots still hold it.

        Raises:
            UnknownTable: there is none of that name.
            StoreError: the store could not be written; it is as it was.
        """
        with self._writing(name) as cursor:
            self._line(cursor, name)
            self._drop(cursor, name)

    @contextmanager
    def _reading(self) -> Generator[Any]:
        with self._turn, explained(lambda error: self._failed(error, refusal(self.path, error))):
            cursor = self._cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def _writing(self, name: str) -> Generator[Any]:
        """A transaction: all of it, or nothing."""

        def failed(error: Exception) -> StoreError:
            told = StoreError("tables.store_not_written", value=name, store=str(self.path), reason=str(error))
            return self._failed(error, told)

        with self._turn, explained(failed):
            cursor = self._cursor()
            try:
                cursor.execute("begin")
                yield cursor
                mark_changed(cursor)
                cursor.execute("commit")
            except BaseException:
                with suppress(require("duckdb", extra="duckdb").Error):  # where DuckDB rolled back itself
                    cursor.execute("rollback")
                raise
            else:
                self._settle(cursor, name)
            finally:
                cursor.close()

    def _settle(self, cursor: Any, name: str) -> None:
        """Brings what was committed from DuckDB's log into the file: of a damaged log it would drop the end in silence."""
        duckdb = require("duckdb", extra="duckdb")
        try:
            cursor.execute("checkpoint")
        except duckdb.FatalException as error:
            told = StoreError("tables.store_in_log", value=name, store=str(self.path), reason=str(error))
            raise self._failed(error, told) from error
        except duckdb.TransactionException:
            pass  # somebody is reading a relation; the next checkpoint does it

    def _failed(self, error: Exception, told: StoreError) -> StoreError:
        """Closes the store after an error that DuckDB goes on after only when the file is opened anew."""
        duckdb = require("duckdb", extra="duckdb")
        if isinstance(error, duckdb.FatalException | duckdb.InternalException):
            self._release()
        return told

    def _cursor(self) -> Any:
        if self._connection is None:
            raise StoreError("tables.store_closed", value=str(self.path))
        return self._connection.cursor()

    def _line(self, cursor: Any, name: str) -> dict[str, Any]:
        """The entry of a table as it is kept."""
        cursor.execute("select * from chiho_digital_entries where name = ?", [name])
        fields = [field for field, *_ in cursor.description]
        for line in cursor.fetchall():
            return dict(zip(fields, line, strict=True))
        near = tuple(get_close_matches(name, self.names()))
        raise UnknownTable("tables.store_no_table", value=name, suggestion=near or None)

    @staticmethod
    def _drop(cursor: Any, name: str) -> None:
        for (number,) in cursor.execute(
            "delete from chiho_digital_entries where name = ? returning number", [name]
        ).fetchall():
            for part in PARTS:
                cursor.execute(f"drop table {part}_{number}")


def _must_be_text(what: str, text: object) -> None:
    shown = text.replace("\u3000", " ") if isinstance(text, str) else ""
    if not shown.strip() or not shown.isprintable() or len(shown) > _LONGEST:
        raise InvalidValue("tables.store_text", value=text, longest=_LONGEST).at(what)


def _must_be_day(as_of: object) -> None:
    if not isinstance(as_of, date) or isinstance(as_of, datetime):
        raise InvalidValue("tables.store_as_of", value=as_of)


def _entry(line: dict[str, Any]) -> Entry:
    return Entry(
        name=line["name"],
        model=line["model"],
        schema_version=version_of(line["columns"]),
        as_of=line["as_of"],
        source=line["source"],
        rows=line["good_rows"],
        rejected=line["rejected_rows"],
        errors=line["errors"],
        warnings=line["warnings"],
        notes=line["notes"],
        library=line["library"],
    )
