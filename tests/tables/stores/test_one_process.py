"""One process holds a store; another gets a clear error, and nothing is lost."""

import duckdb
import pytest
from making import cases, put, same

from chiho_digital import tables


def test_a_second_process_is_told_which_one_holds_the_store_and_nothing_is_lost(path, other):
    with tables.store(path) as store:
        put(store, "ours", cases(20, "ours"))
    holder = other("hold", path)
    assert "ready" == holder.stdout.readline().strip()

    for ask in (tables.store, tables.restore):
        with pytest.raises(tables.StoreHeld) as caught:
            ask(path)
        assert "tables.store_held" == caught.value.code
        assert f"PID {holder.pid}, " in caught.value.params["holder"]
        assert isinstance(caught.value, OSError)
    assert isinstance(caught.value.__cause__, duckdb.IOException)
    assert f"{path} は別のプロセス（PID {holder.pid}" in str(caught.value)
    assert f"{path} is open in another process (PID {holder.pid}" in str(caught.value)

    holder.communicate("\n", timeout=60)
    assert 0 == holder.returncode
    with tables.store(path) as store:
        assert same(store.get("ours"), cases(20, "ours"))
        assert same(store.get("theirs"), cases(50, "theirs"))


def test_the_store_of_a_process_that_was_killed_is_free(path, other):
    holder = other("hold", path)
    holder.stdout.readline()
    holder.kill()
    holder.wait()

    with tables.store(path) as store:
        assert () == store.names()


def test_a_second_store_of_the_same_process_is_refused_whatever_the_path_is_called(path, tmp_path):
    alias = tmp_path / "alias.duckdb"
    alias.symlink_to(path)
    with tables.store(path) as store:
        put(store, "x", cases(5, "x"))
        for same_file in (path, str(path), tmp_path / "." / "town.duckdb", alias):
            for ask in (tables.store, tables.restore):
                with pytest.raises(tables.StoreHeld) as caught:
                    ask(same_file)
                assert "tables.store_open_here" == caught.value.code
        assert ("x",) == store.names()
    with tables.store(alias) as store:
        assert same(store.get("x"), cases(5, "x"))


def test_a_store_that_nobody_refers_to_any_more_is_free(path):
    put(tables.store(path), "x", cases(5, "x"))

    with tables.store(path) as store:
        assert ("x",) == store.names()


def test_the_snapshot_is_made_without_letting_go_of_the_store(path, other):
    with tables.store(path) as store:
        put(store, "x", cases(5, "x"))
    first = other("hold", path)
    first.stdout.readline()
    with pytest.raises(tables.StoreHeld):
        tables.store(path)
    first.communicate("\n", timeout=60)

    assert path.with_name("town.duckdb.2").exists()
