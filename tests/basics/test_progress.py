"""Progress: on a terminal, for work that lasts; silent in a pipe, for short work and where it is switched off."""

import os
import pty
import subprocess
import sys
from io import StringIO

import pytest

from chiho_digital.basics import Progress, Text

LABEL = Text("検査", "checking")


class Terminal(StringIO):
    def isatty(self):
        return True


def shown(seconds, stream=None, total=1000):
    """What is written where each of ten steps of 100 rows takes so many seconds."""
    now = iter(step * seconds for step in range(99))
    stream = stream or Terminal()
    with Progress(LABEL, total, stream=stream, clock=lambda: next(now)) as progress:
        for _ in range(10):
            progress.advance(100)
    return stream.getvalue()


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setattr("locale.getlocale", lambda: ("en_GB", "UTF-8"))


@pytest.mark.usefixtures("english")
def test_it_says_how_many_rows_how_fast_and_how_long_yet():
    written = shown(2).split("\r")

    assert written[1] == "checking: 100 of 1,000 rows, 50 rows/s, 0:00:18 left"
    assert written[9].rstrip() == "checking: 900 of 1,000 rows, 50 rows/s, 0:00:02 left"


def test_it_speaks_japanese_in_a_japanese_place(monkeypatch):
    monkeypatch.setattr("locale.getlocale", lambda: ("ja_JP", "UTF-8"))

    assert "検査：100 / 1,000 行、毎秒 50 行、残り 0:00:18" in shown(2)


@pytest.mark.usefixtures("english")
def test_the_line_is_gone_at_the_end():
    *_, line, blank, end = shown(2).split("\r")

    assert ("", len(line)) == (end, len(blank))
    assert not blank.strip()


def test_short_work_a_pipe_and_a_switch_show_nothing(monkeypatch):
    assert shown(0.01) == ""
    assert shown(2, StringIO()) == ""
    monkeypatch.setenv("CHIHO_DIGITAL_PROGRESS", "0")
    assert shown(2) == ""


WORK = """
import time
from chiho_digital.basics import Progress, Text
with Progress(Text("検査", "checking"), 3) as progress:
    for _ in range(3):
        time.sleep(0.6)
        progress.advance(1)
"""


def test_a_real_terminal_shows_it_and_a_real_pipe_does_not():
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        subprocess.run([sys.executable, "-c", WORK], stderr=theirs, check=True)
        os.close(theirs)
        assert b"\r" in terminal.read(4096)
    piped = subprocess.run([sys.executable, "-c", WORK], capture_output=True, check=True)

    assert (piped.stdout, piped.stderr) == (b"", b"")


@pytest.mark.usefixtures("english")
def test_rows_that_are_gone_over_are_counted():
    now = iter(step * 2 for step in range(99))
    stream = Terminal()
    with Progress(LABEL, 3000, stream=stream, clock=lambda: next(now)) as progress:
        assert list(progress.over(range(2500))) == list(range(2500))

    assert "checking: 2,000 of 3,000 rows, 500 rows/s" in stream.getvalue()


def test_without_a_console_and_on_a_closed_stream_work_goes_on(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert list(Progress(LABEL, 3).over("abc")) == ["a", "b", "c"]
    closed = Terminal()
    closed.close()
    assert list(Progress(LABEL, 3, stream=closed).over("abc")) == ["a", "b", "c"]


def test_a_terminal_that_goes_away_does_not_stop_the_work():
    class Gone(Terminal):
        def write(self, _):
            raise OSError(5, "Input/output error")

    now = iter(step * 2 for step in range(99))
    with Progress(LABEL, 1000, stream=Gone(), clock=lambda: next(now)) as progress:
        for _ in range(3):
            progress.advance(100)


READING = """
import sys
from chiho_digital import basics
from chiho_digital.basics import progress
progress._AFTER = progress._EVERY = 0
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import read, read_rows
(read if sys.argv[1] == "columns" else read_rows)(sys.stdin.buffer.read(), CaseRow)
"""


@pytest.mark.parametrize("path", ["rows", "columns"])
def test_reading_shows_progress_on_a_terminal(path):
    text = (
        "case_id,prefecture,lead_body,system_kind_ja,source_url\n"
        + "a,山口県,山口県,文書管理,https://example.jp\n" * 3000
    )
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        subprocess.run([sys.executable, "-c", READING, path], input=text.encode(), stderr=theirs, check=True)
        os.close(theirs)
        assert "3,001" in terminal.read(65536).decode()
