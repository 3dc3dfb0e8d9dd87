"""What other processes do to a store in the tests, each called as `acts.py ACT PATH …`: hold it, die in it, run out of room."""

import os
import resource
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from making import cases, put, same, say

from chiho_digital import tables

OURS = {"stores.py", "layout.py", "opening.py", "snapshots.py"}


def at_line(number, do):
    """Does something before the so-manieth line of the store's own modules; 0 is never."""
    seen = 0

    def trace(frame, event, _):
        nonlocal seen
        if Path(frame.f_code.co_filename).name not in OURS:
            return None
        if event == "line":
            seen += 1
            if seen == number:
                do()
        return trace

    sys.settrace(trace)
    return lambda: seen


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt():
    raise KeyboardInterrupt


def hold(path):
    """Holds the store until told, then puts a table and closes."""
    with tables.store(path) as store:
        say("ready")
        sys.stdin.readline()
        put(store, "theirs", cases(50, "theirs"))


def die_putting(path, line, count):
    """Puts a table in place of another and closes the store; dies on the way."""
    checked = cases(int(count), "two")
    lines = at_line(int(line), die)
    store = tables.store(path)
    put(store, "town", checked)
    store.close()
    say(lines())


def die_between_log_and_file(path):
    """Puts a table that gets no further than DuckDB's log."""
    store = tables.store(path)
    store._settle = lambda *_: die()
    put(store, "town", cases(40, "two"))


def die_restoring(path, line):
    """Restores a snapshot; dies on the way."""
    lines = at_line(int(line), die)
    tables.restore(path)
    say(lines())


def go_on_putting(path, count):
    """Puts one table and another in turn, for ever."""
    turns = cases(int(count), "one"), cases(int(count), "two")
    say("ready")
    while True:
        for checked in reversed(turns):
            with tables.store(path) as store:
                put(store, "town", checked)


def be_interrupted(path, count):
    """Puts tables until a signal interrupts it; the store goes on."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a process in the background has not
    turns = cases(int(count), "one"), cases(int(count), "two")
    with tables.store(path, snapshots=0) as store:
        put(store, "town", turns[0])
        try:
            say("ready")
            while True:
                for checked in reversed(turns):
                    put(store, "town", checked)
        except KeyboardInterrupt:
            assert any(same(store.get("town"), checked) for checked in turns)
            put(store, "after", turns[1])
            say("interrupted")


def be_interrupted_everywhere(path):
    """Is interrupted at every third line of a put in turn; says what the store holds after each."""
    turns = cases(40, "one"), cases(40, "two")
    number, reached = 0, 1
    with tables.store(path, snapshots=0) as store:
        while reached >= number:
            number += 3
            put(store, "town", turns[0])
            lines = at_line(number, interrupt)
            try:
                put(store, "town", turns[1])
            except KeyboardInterrupt:
                pass
            finally:
                reached = lines()
                sys.settrace(None)
            kept = store.get("town")
            say("two" if same(kept, turns[1]) else "one" if same(kept, turns[0]) else "neither")


def run_out_of_room(path, room, count):
    """Puts a table with room for so many more bytes in a file; says how it ended, and what is there with room again."""
    checked = {"one": cases(200, "one"), "two": cases(int(count), "two")}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    store = tables.store(path, snapshots=0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(1000, Path(path).stat().st_size + int(room)), limits[1]))
    try:
        put(store, "town", checked["two"])
        ended = "written"
    except tables.StoreError as error:
        ended = error.code
    store.close()
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with tables.store(path, snapshots=0) as again:
        kept = again.get("town")
    say(ended, *(name for name, one in checked.items() if same(kept, one)))


def be_refused():
    """Opens a file that may only be read, and a new one in a folder that may only be read; as nobody, if it is root."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "town.duckdb"
        with tables.store(path, snapshots=0) as store:
            put(store, "town", cases(10, "town"))
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        for place in (path, path.with_name("new.duckdb")):
            try:
                tables.store(place)
            except tables.StoreError as error:
                say(error.code)
        os.seteuid(user)
        Path(folder).chmod(0o755)


def have_no_room_for_a_snapshot(path, room):
    """Puts a small table and closes the store with so much room in a file; then opens it again with room."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    store = tables.store(path)
    put(store, "more", cases(10, "more"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), limits[1]))
    try:
        store.close()
    except tables.StoreError as error:
        say(error.code)
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with tables.store(path) as again:
        say(*again.names())


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
