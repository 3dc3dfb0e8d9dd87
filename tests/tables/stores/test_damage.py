"""A damaged store says so, never gives other rows than were put, and a snapshot brings it back; nothing is deleted."""

import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from making import cases, put, same

from chiho_digital import tables

HARM = Path(__file__).with_name("harm.py")
ONE, TWO, THREE = (cases(40, tag) for tag in ("one", "two", "three"))


def contents(path):
    """Of all files of a store, by name."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def with_snapshots(path, *turns):
    """A store closed after each of several tables in turn."""
    for checked in turns:
        with tables.store(path) as store:
            put(store, "town", checked)


def kept(path):
    """The table that a store holds."""
    with tables.store(path, snapshots=0) as store:
        return store.get("town")


def harmed(tmp_path, offsets, count):
    """What came of opening a store after each of many injuries, by injury, from a process of its own."""
    expected = {"a": cases(count, "a"), "b": cases(count, "b")}
    with tables.store(tmp_path / "town.duckdb", snapshots=0) as store:
        put(store, "a", expected["b"])
        put(store, "b", expected["b"])
        put(store, "a", expected["a"])
    plain = {
        name: SimpleNamespace(good=one.good, rejected=one.rejected, issues=one.issues)
        for name, one in expected.items()
    }
    (tmp_path / "expected").write_bytes(pickle.dumps(plain))
    done = subprocess.run(
        [sys.executable, str(HARM), str(tmp_path), str(offsets)], capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stderr  # no injury brings the interpreter down
    return dict(line.split(" -> ") for line in done.stdout.splitlines())


@pytest.mark.slow
def test_a_store_with_any_byte_changed_cut_or_overwritten_is_refused_or_gives_what_was_put(tmp_path):
    outcomes = harmed(tmp_path, offsets=80, count=8_000)

    assert len(outcomes) > 100
    refused = {"tables.store_damaged_alone", "tables.store_foreign"}
    assert {"equal"} | refused >= set(outcomes.values()), outcomes
    assert len([code for code in outcomes.values() if code in refused]) > 100


def test_the_error_names_the_newest_snapshot_that_opens_and_the_call_that_restores_it(path):
    with_snapshots(path, ONE, TWO, THREE)
    path.write_bytes(path.read_bytes()[:5000])
    Path(f"{path}.1").write_text("nonsense")
    before = contents(path)

    with pytest.raises(tables.StoreDamaged) as caught:
        tables.store(path)

    assert before == contents(path)
    assert "town.duckdb.2" == caught.value.params["snapshot"]
    assert f"tables.restore({str(path)!r})" == caught.value.suggestion
    assert isinstance(caught.value.__cause__, duckdb.Error)
    restored = tables.restore(path)
    assert tables.Restored(path.with_name("town.duckdb.2"), path.with_name("town.duckdb.damaged")) == restored
    assert same(kept(path), TWO)
    assert before["town.duckdb"] == restored.aside.read_bytes()
    assert {name: before[name] for name in before if name != "town.duckdb"}.items() <= contents(path).items()


def damage_the_rows(path):
    """Changes a byte in every block of a file behind its heads."""
    data = bytearray(path.read_bytes())
    for place in range(12_288 + 500, len(data), 262_144):
        data[place] ^= 0xFF
    path.write_bytes(data)


def test_a_snapshot_is_proved_row_by_row_before_it_is_taken(path):
    with_snapshots(path, ONE, TWO, THREE)
    for number in (1, 2):
        damage_the_rows(Path(f"{path}.{number}"))
    path.write_bytes(b"")

    assert "town.duckdb.3" == tables.restore(path).snapshot.name
    assert same(kept(path), ONE)


def alter(path, statement):
    """What somebody might do to the file with DuckDB alone."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update good_1 set initial_cost_jpy = initial_cost_jpy + 1 where row_no = 10",
        "update good_1 set vendor = '' where row_no = 10",
        "update rejected_1 set lead_body = 'x' where row_no = 2",
        "update issues_1 set severity = 'note' where row_no = 2",
        "delete from good_1 where row_no = 10",
        "insert into good_1 select * from good_1 limit 1",
        "alter table good_1 drop column vendor",
        "alter table good_1 rename vendor to seller",
        "drop table issues_1",
    ],
)
def test_rows_altered_behind_the_stores_back_are_never_handed_out(path, statement):
    with_snapshots(path, ONE)
    alter(path, statement)

    with pytest.raises(tables.StoreDamaged):
        kept(path)
    tables.restore(path)
    assert same(kept(path), ONE)


def test_a_damaged_table_hurts_neither_the_others_nor_the_snapshots(path):
    with_snapshots(path, ONE)
    with tables.store(path) as store:
        put(store, "other", TWO)
    before = contents(path)
    alter(path, "update good_1 set vendor = 'x' where row_no = 10")

    store = tables.store(path)
    assert same(store.get("other"), TWO)
    put(store, "third", THREE)
    with pytest.raises(tables.StoreDamaged) as caught:
        store.close()
    assert "town.duckdb.1" == caught.value.params["snapshot"]
    assert [before[f"town.duckdb.{n}"] for n in (1, 2)] == [
        contents(path)[f"town.duckdb.{n}"] for n in (1, 2)
    ]
    with tables.store(path, snapshots=0) as store:
        assert same(store.get("third"), THREE)


def test_without_a_snapshot_the_error_says_so_and_restoring_changes_nothing(path):
    with tables.store(path, snapshots=0) as store:
        put(store, "town", ONE)
    damage_the_rows(path)
    before = contents(path)

    with pytest.raises(tables.StoreDamaged) as caught:
        kept(path)
    assert ("tables.store_damaged_alone", None) == (caught.value.code, caught.value.suggestion)
    Path(f"{path}.1").write_bytes(before["town.duckdb"])
    with pytest.raises(tables.StoreError) as caught:
        tables.restore(path)
    assert "tables.store_no_snapshot" == caught.value.code
    assert "town.duckdb.1: " in caught.value.params["faults"][0]
    assert before == {name: data for name, data in contents(path).items() if name != "town.duckdb.1"}


def test_a_store_that_is_missing_though_snapshots_are_there_is_not_made_anew(path):
    with_snapshots(path, ONE)
    path.unlink()

    with pytest.raises(tables.StoreError) as caught:
        tables.store(path)
    assert ("tables.store_missing", ["town.duckdb.1"]) == (caught.value.code, caught.value.params["left"])
    assert not path.exists()
    assert tables.restore(path).aside is None
    assert same(kept(path), ONE)


def test_snapshots_rotate_and_only_a_changed_store_makes_one(path):
    with_snapshots(path, *(cases(5, tag) for tag in "abcde"))

    def tags():
        found = {}
        for number in range(1, 9):
            if Path(f"{path}.{number}").exists():
                copy = path.parent / "copy" / "town.duckdb"
                copy.parent.mkdir(exist_ok=True)
                shutil.copyfile(f"{path}.{number}", copy)
                found[number] = kept(copy).good["case_id"][0][0]
        return found

    assert {1: "e", 2: "d", 3: "c"} == tags()
    with tables.store(path) as store:
        store.get("town")
    assert {1: "e", 2: "d", 3: "c"} == tags()
    tables.restore(path)
    with tables.store(path, snapshots=1) as store:
        put(store, "town", cases(5, "f"))
    assert {1: "f", 2: "d", 3: "c"} == tags()
    with tables.store(path, snapshots=5) as store:
        put(store, "town", cases(5, "g"))
    assert {1: "g", 2: "f", 3: "d", 4: "c"} == tags()


def test_no_snapshot_is_made_of_an_empty_store_or_where_none_is_wanted(path):
    with tables.store(path):
        pass
    with tables.store(path, snapshots=0) as store:
        put(store, "town", ONE)

    assert {"town.duckdb"} == set(contents(path))
    with tables.store(path):  # owes one
        pass
    assert {"town.duckdb", "town.duckdb.1"} == set(contents(path))


def test_a_damaged_log_of_a_dead_process_is_refused_or_leaves_one_state_or_the_other(path, tmp_path, other):
    with_snapshots(path, ONE)
    other("die_between_log_and_file", path).communicate(timeout=60)
    log = Path(f"{path}.wal").read_bytes()
    whole = path.read_bytes()
    two = cases(40, "two")
    outcomes = set()
    for number, harm in enumerate(
        [lambda data: data, *map(flipped, range(50, len(log), len(log) // 20)), cut, bytes_of_zero]
    ):
        copy = tmp_path / str(number) / "town.duckdb"
        copy.parent.mkdir()
        copy.write_bytes(whole)
        Path(f"{copy}.wal").write_bytes(harm(log))
        try:
            stored = kept(copy)
        except tables.StoreDamaged:
            outcomes.add("refused")
        else:
            assert same(stored, ONE) or same(stored, two)
            outcomes.add("two" if same(stored, two) else "one")
    assert {"two", "one", "refused"} == outcomes


def flipped(place):
    """Changes one byte."""
    return lambda data: data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


def cut(data):
    """The first half."""
    return data[: len(data) // 2]


def bytes_of_zero(data):
    """As many zeros."""
    return bytes(len(data))


def test_the_log_moves_aside_with_its_store(path, other):
    with_snapshots(path, ONE)
    other("die_between_log_and_file", path).communicate(timeout=60)
    log = Path(f"{path}.wal").read_bytes()

    aside = tables.restore(path).aside
    assert log == Path(f"{aside}.wal").read_bytes()
    assert same(kept(path), ONE)
    assert same(kept(aside), TWO)  # nothing was lost: with its log it is the newer state


def test_what_was_moved_aside_before_is_not_overwritten(path):
    with_snapshots(path, ONE)
    for number in range(3):
        path.write_text(f"damage {number}")
        tables.restore(path)

    assert ["damage 0", "damage 1", "damage 2"] == [
        path.with_name(f"town.duckdb.damaged{end}").read_text() for end in ("", ".2", ".3")
    ]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.mkdir(), "tables.store_unusable"),
        (lambda path: path.write_text("市町村,都道府県"), "tables.store_foreign"),
        (lambda path: path.write_bytes(b""), "tables.store_foreign"),
        (lambda path: alter(path, "create table town (name text)"), "tables.store_foreign"),
    ],
)
def test_what_is_no_store_is_refused_and_left_as_it_is(path, make, code):
    make(path)
    before = None if path.is_dir() else path.read_bytes()

    with pytest.raises(tables.StoreError) as caught:
        tables.store(path)
    assert code == caught.value.code
    assert before == (None if path.is_dir() else path.read_bytes())
    assert [path] == list(path.parent.iterdir())


@pytest.mark.parametrize(
    "place", ["no/such/folder/x.duckdb", "file/x.duckdb", "x" * 300, "a\0b", "loop/x.duckdb"]
)
def test_a_place_that_cannot_be_is_refused(tmp_path, place):
    (tmp_path / "file").write_text("a file, no folder")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    with pytest.raises(tables.StoreError) as caught:
        tables.store(tmp_path / place)
    assert "tables.store_unusable" == caught.value.code
    with pytest.raises(tables.StoreError) as caught:
        tables.restore(tmp_path / place)
    assert caught.value.code in {"tables.store_unusable", "tables.store_no_snapshot"}


def test_a_file_or_folder_that_may_only_be_read_is_refused(told):
    assert ["tables.store_unusable"] * 2 == told("be_refused")


def test_an_empty_database_becomes_a_store(path):
    duckdb.connect(str(path)).close()

    with tables.store(path) as store:
        assert () == store.names()
