"""Completion: what a shell asks for through its variables, and what it gets."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = "_CHIHO_DIGITAL_COMPLETE"


@pytest.fixture
def complete(run, monkeypatch):
    """The values offered for the last word of a command line."""

    def completed(*words):
        monkeypatch.setenv(ASKED, "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["chiho-digital", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        ended = run()
        assert (0, "") == (ended.status, ended.err)
        return [line.partition(",")[2] for line in ended.out.splitlines() if line]

    return completed


def test_commands_are_completed(complete):
    assert ["find", "fund"] == complete("f")
    assert ["bond", "talent"] == complete("decide", "")


def test_options_and_their_values_are_completed(complete):
    assert {"--use", "--under-plan"} == set(complete("decide", "bond", "--u"))
    assert ["resident_service"] == complete("decide", "bond", "--use", "res")
    assert ["yes", "no"] == complete("decide", "bond", "--related", '""')
    assert ["prefecture"] == complete("summary", "--by", "p")
    assert ["ja"] == complete("find", "--lang", "j")


def test_names_of_rows_records_and_measures_are_completed(complete):
    assert ["staff"] == complete("check", "x.csv", "--model", "sta")
    assert ["staff"] == complete("template", "sta")
    assert ["bonds.Plan"] == complete("schema", "bonds.Pl")
    assert ["own_cio_aide"] == complete("decide", "talent", "--measure", "own")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_gets_a_script(run, monkeypatch, shell):
    monkeypatch.setenv(ASKED, f"{shell}_source")

    # Click asks bash for its version; where there is none, it warns.
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    ended = run()

    assert 0 == ended.status
    assert f"{shell}_complete" in ended.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_itself_completes():
    program = Path(sys.executable).parent
    session = (
        f'eval "$({ASKED}=bash_source chiho-digital)"\n'
        "COMP_WORDS=(chiho-digital decide bond --use res); COMP_CWORD=4\n"
        '_chiho_digital_completion chiho-digital; echo "${COMPREPLY[@]}"\n'
    )
    path = f"{program}{os.pathsep}{os.environ['PATH']}"

    done = subprocess.run(
        [shutil.which("bash"), "-c", session],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": path},
    )

    assert "resident_service" == done.stdout.strip()
