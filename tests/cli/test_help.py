"""What `--help` says: in both languages, and every example of it is run and its answer compared.

The expected answers stand in `expected/`, one file for each command and language: the command line after `$ `, its answer, and
in the last line the exit status.
"""

import re
import shlex
from pathlib import Path

import click
import pytest

import chiho_digital
from chiho_digital.cli.app import app

EXPECTED = Path(__file__).parent / "expected"


def commands(group=app, path=()):
    """Every command that does something, by the words that call it; of the program itself there are none."""
    if group is app:
        yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


ALL = list(commands())


def shortened(text):
    """An answer as it is compared: of a long one the beginning and the end."""
    lines = text.splitlines()
    if len(lines) <= 24:
        return text
    return "\n".join([*lines[:12], "[...]", *lines[-4:], ""])


def answered(run, line, lang):
    """A command line, its answer and its exit status, as they are written down."""
    ended = run(*shlex.split(line), "--lang", lang)
    answer = f"$ {line}\n{shortened(ended.out)}{ended.err}[{ended.status}]\n"
    return answer.replace(chiho_digital.__version__, "VERSION")


def examples(run, path, lang):
    """The command lines that the help of a command shows, without the program's name."""
    shown = run(*path, "--help", "--lang", lang)
    assert (0, "") == (shown.status, shown.err)
    return re.findall(r"(?m)^  \$ chiho-digital (.*)$", shown.out)


def test_every_command_that_can_be_called_is_known_to_these_tests():
    assert {("find",), ("check",), ("decide", "bond"), ("decide", "talent"), ("template",)} <= set(ALL)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("path", ALL, ids=lambda path: "-".join(path) or "chiho-digital")
def test_the_examples_of_the_help_give_the_answers_written_down(run, path, lang):
    answers = [answered(run, line, lang) for line in examples(run, path, lang)]

    expected = EXPECTED / f"{'-'.join(path) or 'chiho-digital'}.{lang}.txt"
    assert expected.read_text(encoding="utf-8") == "\n".join(answers)


@pytest.mark.parametrize("path", [*ALL, ("decide",)], ids=lambda path: "-".join(path) or "chiho-digital")
def test_the_help_in_english_has_no_japanese_but_names_and_the_help_in_japanese_has(run, path):
    names = re.compile(
        "地域活性化起業人|地域力創造アドバイザー|連携協約|特定収納事務|[^ ]*円|[^ ]*[市県都][^ ]*|電子入札|太子"
    )
    japanese = re.compile("[ぁ-んァ-ヶ一-龠]")

    english = names.sub("", run(*path, "--help", "--lang", "en").out)

    assert [] == [line for line in english.splitlines() if japanese.search(line)]
    assert japanese.search(run(*path, "--help").out)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_without_a_command_the_help_is_shown_and_the_status_is_two(run, lang):
    for path in ((), ("decide",)):
        ended = run(*path, "--lang", lang) if path else run("--lang", lang)

        assert (2, "") == (ended.status, ended.out)
        assert run(*path, "--help", "--lang", lang).out == ended.err
