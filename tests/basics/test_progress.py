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
