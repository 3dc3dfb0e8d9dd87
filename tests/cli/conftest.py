"""The program in this process, as a shell would call it: arguments and bytes in, exit status and texts out."""

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from chiho_digital.cli import main

SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    status: int
    out: str
    err: str


class Runner:
    """Calls the program in a folder that holds the samples."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        self._patch = monkeypatch

    def __call__(self, *arguments, stdin=b"", encoding="utf-8"):
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2))
        with self._patch.context() as patch:
            given = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
            patch.setattr(sys, "stdin", io.TextIOWrapper(given, encoding=encoding))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = main([str(argument) for argument in arguments])
        return Ended(status, *(stream.buffer.getvalue().decode(encoding) for stream in (out, err)))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the samples, and the current one."""
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHIHO_DIGITAL_LANG", raising=False)
    return tmp_path


@pytest.fixture
def run(folder, monkeypatch):
    """Calls the program; standard input is empty unless bytes are given."""
    return Runner(folder, monkeypatch)
