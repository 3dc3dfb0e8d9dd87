"""Whatever ends a write in the middle, the store holds the last good state: all of the new table, or all of the old one."""

import signal
import time
from itertools import groupby

import pytest
from making import cases, put, same

from chiho_digital import tables

COUNT = 300
TURNS = {"one": cases(COUNT, "one"), "two": cases(COUNT, "two")}


def found(path, turns=TURNS):
    """Which table the store holds, wholly."""
    with tables.store(path, snapshots=0) as store:
        assert ("town",) == store.names()
        kept = store.get("town")
    (name,) = [name for name, checked in turns.items() if same(kept, checked)]
    return name


def with_table_one(path, turns=TURNS):
    with tables.store(path) as store:
        put(store, "town", turns["one"])


def in_order(names, *allowed):
    """Whether names change from the first to the second and never back."""
    return [name for name, _ in groupby(names)] == list(allowed)


@pytest.mark.slow
def test_a_process_killed_at_any_line_of_a_put_leaves_one_table_or_the_other(tmp_path, other, told):
    with_table_one(tmp_path / "whole.duckdb")
    (lines,) = told("die_putting", tmp_path / "whole.duckdb", 0, COUNT)
    moments = range(1, int(lines), max(1, int(lines) // 14))
    names = []
    for moment in moments:
        path = tmp_path / str(moment) / "town.duckdb"
        path.parent.mkdir()
        with_table_one(path)
        victim = other("die_putting", path, moment, COUNT)
        victim.communicate(timeout=60)
        assert -signal.SIGKILL == victim.returncode
        names.append(found(path))
        with tables.store(path) as store:  # which makes the snapshot that the dead process owes
            put(store, "after", TURNS["one"])
        path.unlink()
        tables.restore(path)
        with tables.store(path) as store:
            assert same(store.get("after"), TURNS["one"])
            assert same(store.get("town"), TURNS[names[-1]])

    assert len(moments) >= 14
    assert in_order(names, "one", "two")


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_one_table_or_the_other(path, other):
    many = {name: cases(20_000, name) for name in TURNS}
    with_table_one(path, many)
    for moment in range(12):
        victim = other("go_on_putting", path, 20_000)
        victim.stdout.readline()
        time.sleep(0.09 * moment)  # any moment will do: the check is the same
        victim.kill()
        victim.communicate()
        assert found(path, many) in many


@pytest.mark.slow
def test_an_interrupt_at_any_line_of_a_put_leaves_one_table_or_the_other_and_a_usable_store(path, told):
    names = told("be_interrupted_everywhere", path)

    assert len(names) > 30
    assert in_order(names, "one", "two")


def interrupted(worker, moment):
    """What a process that puts tables for ever says at the end, when a signal comes after so many seconds."""
    worker.stdout.readline()
    time.sleep(moment)  # any moment will do
    worker.send_signal(signal.SIGINT)
    return worker.communicate(timeout=60)


def test_a_signal_in_the_middle_of_a_put_is_a_keyboard_interrupt_and_the_store_goes_on(path, other):
    out, errors = interrupted(other("be_interrupted", path, 5_000), 0)

    assert "interrupted" == out.strip(), errors
    with tables.store(path) as store:
        assert ("after", "town") == store.names()


@pytest.mark.slow
def test_a_signal_at_any_moment_of_a_put_is_a_keyboard_interrupt(tmp_path, other):
    for moment in range(25):
        out, errors = interrupted(
            other("be_interrupted", tmp_path / f"{moment}.duckdb", 5_000), 0.02 * moment
        )
        assert "interrupted" == out.strip(), errors


@pytest.mark.parametrize(
    ("room", "count", "ended"),
    [
        (-(10**9), 100, "tables.store_not_written one"),
        (0, 100, "tables.store_in_log two"),
        (0, 60_000, "tables.store_not_written one"),
        (300_000, 60_000, "tables.store_not_written one"),
        (10**8, 60_000, "written two"),
    ],
)
def test_a_full_disk_changes_nothing_or_keeps_all_and_says_which(path, told, room, count, ended):
    with tables.store(path, snapshots=0) as store:
        put(store, "town", cases(200, "one"))

    assert [ended] == told("run_out_of_room", path, room, count)


def test_a_full_disk_costs_the_snapshot_only(path, told):
    with tables.store(path) as store:
        put(store, "town", cases(200, "one"))

    assert ["tables.store_snapshot_failed", "more town"] == told("have_no_room_for_a_snapshot", path, 100_000)


@pytest.mark.slow
def test_a_process_killed_at_any_line_of_a_restore_loses_nothing_and_it_can_be_done_again(
    tmp_path, other, told
):
    def damage(path):
        path.parent.mkdir(exist_ok=True)
        with_table_one(path)
        path.write_bytes(b"damaged")

    damage(tmp_path / "whole.duckdb")
    codes = set()
    (lines,) = told("die_restoring", tmp_path / "whole.duckdb", 0)
    for moment in range(1, int(lines), max(1, int(lines) // 8)):
        path = tmp_path / str(moment) / "town.duckdb"
        damage(path)
        victim = other("die_restoring", path, moment)
        victim.communicate(timeout=60)
        assert -signal.SIGKILL == victim.returncode
        try:
            name = found(path)
        except tables.StoreError as error:
            codes.add(error.code)
            tables.restore(path)
            name = found(path)
        assert "one" == name
        assert b"damaged" in [file.read_bytes() for file in path.parent.iterdir()]
    assert codes <= {"tables.store_damaged", "tables.store_missing"}
