"""Errors: a sentence with the repair in the language asked for, as JSON where that is asked for, and never a traceback."""

import io
import json
from pathlib import Path

import pytest

WRONG = {
    "no_command": ["fnd"],
    "no_option": ["find", "萩市", "--wihin", "山口県"],
    "missing": ["find"],
    "not_a_choice": ["summary", "--by", "town"],
    "bad_value": ["pathway", "萩市", "電子申請", "2026", "-n", "0"],
    "option_value": ["find", "萩市", "--all=1"],
    "too_many": ["summary", "a.csv", "b.csv"],
    "file": ["check", "no/such.csv"],
    "not_together": ["check", "cases.csv", "--encoding", "cp932", "--out", "marked.xlsx"],
    "exists": ["pathway", "萩市", "電子申請", "2026", "--out", "cases.csv"],
    "out_form": ["plan", "plan.json", "--out", "plan.txt"],
}
IN_THE_DATA = {
    "cli.not_json": ["fund", "cases.csv"],
    "cli.not_utf8": ["fund", "cp932.json"],
    "cli.not_an_object": ["fund", "list.json"],
    "cli.key_twice": ["fund", '{"name": "a", "name": "b"}'],
    "cli.no_record": ["schema", "Pla"],
    "governments.unknown_name": ["find", "ない市"],
}


@pytest.fixture(autouse=True)
def files(folder):
    (folder / "cp932.json").write_bytes('{"name": "萩"}'.encode("cp932"))
    (folder / "list.json").write_text("[]", encoding="utf-8")


@pytest.mark.parametrize("code", WRONG)
def test_a_command_that_cannot_be_carried_out_has_the_status_two(run, code):
    ended = run(*WRONG[code], "--json")

    assert (2, [f"cli.{code}"]) == (
        ended.status,
        [error["code"] for error in json.loads(ended.out)["errors"]],
    )
    assert 1 == len(ended.err.splitlines())


@pytest.mark.parametrize("code", IN_THE_DATA)
def test_errors_in_what_was_given_have_the_status_one(run, code):
    ended = run(*IN_THE_DATA[code], "--json")

    assert (1, [code]) == (ended.status, [error["code"] for error in json.loads(ended.out)["errors"]])


@pytest.mark.parametrize("arguments", [*WRONG.values(), *IN_THE_DATA.values()])
def test_an_error_is_told_in_the_language_asked_for_and_without_a_traceback(run, monkeypatch, arguments):
    japanese, english = run(*arguments), run(*arguments, "--lang=en")
    monkeypatch.setenv("CHIHO_DIGITAL_LANG", "en")

    assert english == run(*arguments)
    assert japanese.err != english.err
    assert "" == japanese.out
    assert "Traceback" not in japanese.err + english.err


def test_a_language_that_is_none_is_told_in_japanese(run):
    ended = run("find", "萩市", "--lang", "fr")

    assert (2, True) == (ended.status, "--lang の値は" in ended.err)


def test_what_follows_two_dashes_is_no_option(run):
    ended = run("find", "--", "--json")

    assert (1, True) == (ended.status, "--json" in ended.err)


def test_a_near_command_and_a_near_option_are_suggested(run):
    assert "find" in run("fnd").err
    assert "--within" in run("find", "萩市", "--wihin", "山口県").err


@pytest.mark.parametrize("path", [".", "cases.csv/x"])
def test_a_folder_is_no_file(run, path):
    ended = run("check", path, "--lang", "en")

    assert (2, True) == (ended.status, "folder" in ended.err)


def test_a_file_that_cannot_be_written_is_named(run):
    ended = run("plan", "plan.json", "--out", "no/such/plan.html")

    assert (2, True) == (ended.status, "no/such/plan.html" in ended.err)


def test_a_defect_is_owned_up_to_and_debug_shows_where(run, monkeypatch):
    def broken(_name):
        raise RuntimeError("it broke")

    monkeypatch.setattr(Path, "read_bytes", broken)

    plain, debug = run("fund", "project.json"), run("fund", "project.json", "--debug")

    assert (2, 1) == (plain.status, len(plain.err.splitlines()))
    assert "it broke" in plain.err
    assert "Traceback" in debug.err
    assert debug.err.endswith(plain.err)


class Interrupted(io.RawIOBase):
    """Standard input whose user presses Ctrl-C."""

    def readable(self):
        return True

    def readinto(self, _buffer):
        raise KeyboardInterrupt


def test_an_interrupted_program_ends_quietly(run):
    ended = run("find", "-", stdin=io.BufferedReader(Interrupted()))

    assert (130, "", "") == (ended.status, ended.out, ended.err)
