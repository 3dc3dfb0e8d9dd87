"""Tables to keep, and other processes that open the same store."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@pytest.fixture
def path(tmp_path):
    """Where the store of a test lies."""
    return tmp_path / "town.duckdb"


@pytest.fixture
def other():
    """Starts another process (`other("hold", path)`), which is ended with the test at the latest."""
    started = []

    def start(act, *words):
        command = [sys.executable, str(HERE / "acts.py"), act, *map(str, words)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def told(other):
    """What another process prints before it ends, line by line; it has to end well."""

    def run(act, *words):
        process = other(act, *words)
        out, errors = process.communicate(timeout=300)
        assert 0 == process.returncode, errors
        return out.splitlines()

    return run
