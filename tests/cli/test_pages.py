"""The sessions on the pages about the command line: every command is run as it stands there, and its answer compared.

A block after a line that ends with the name of a file is that file. In a session a line `...` stands for any number of lines.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / lang / "command_line.md" for lang in ("ja", "en")]
BLOCK = re.compile(r"(?ms)^(?P<before>[^\n]*)\n\n```(?P<kind>[a-z]+)\n(?P<body>.*?)^```$")
NAMED = re.compile(r"`(?P<name>[^`]+)`[:：]$")


def blocks(page):
    """The blocks of a page: the line before, the kind, the body."""
    return [
        (found["before"], found["kind"], found["body"]) for found in BLOCK.finditer(page.read_text("utf-8"))
    ]


def steps(body):
    """The commands of a session with their answers."""
    found = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def fits(answer, expected):
    """Whether an answer is the expected one; a line `...` stands for any lines."""
    pattern = "".join("(?s:.*\n)?" if line == "..." else re.escape(f"{line}\n") for line in expected)
    return re.fullmatch(pattern, answer) is not None


class Session:
    """A terminal in a folder: variables, the last exit status, and the program on its path."""

    def __init__(self, folder):
        self._folder = folder
        self._path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self._variables = {}
        self._status = 0

    def run(self, command):
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self._variables[name] = value
            return ""
        if command == "echo $?":
            return f"{self._status}\n"
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._folder,
            env={**os.environ, "PATH": self._path, **self._variables},
            check=False,
        )
        self._status = done.returncode
        return done.stdout.decode()


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_command_of_the_page_gives_the_answer_that_stands_there(page, tmp_path):
    session = Session(tmp_path)
    seen = 0
    for before, kind, body in blocks(page):
        if named := NAMED.search(before):
            (tmp_path / named["name"]).write_text(body, encoding="utf-8")
        if kind == "console":
            for command, expected in steps(body):
                answer = session.run(command)
                assert fits(answer, expected), f"$ {command}\n{answer}"
                seen += command.startswith("chiho-digital ")

    assert seen >= 15


def test_both_languages_show_the_same_commands():
    japanese, english = (
        [command for _, kind, body in blocks(page) if kind == "console" for command, _ in steps(body)]
        for page in PAGES
    )

    assert japanese == [command for command in english if not command.startswith("export ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_command_of_the_program_is_on_the_page(page):
    from chiho_digital.cli.app import app

    text = page.read_text("utf-8")

    assert [
        name
        for name in app.commands
        if f"$ chiho-digital {name} " not in text and f"$ chiho-digital {name}\n" not in text
    ] == []
