"""The program as a process of its own: consoles, pipes, what is missing, and what it loads."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = [sys.executable, "-m", "chiho_digital"]
HEAVY = {
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "duckdb",
    "pyspark",
    "narwhals",
    "pydantic",
    "openpyxl",
    "altair",
}


def process(*arguments, stdout=subprocess.PIPE, **variables):
    return subprocess.run(
        [*PROGRAM, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **variables},
        check=False,
    )


def python(code):
    """The JSON that a fresh interpreter prints in its last line."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_the_console_of_windows_shows_what_it_can_and_the_rest_as_question_marks():
    done = process("find", "萩市", "𠮷野市", PYTHONIOENCODING="cp932")

    assert 1 == done.returncode
    assert "352047  山口県萩市" in done.stdout.decode("cp932")
    assert "「?野市」" in done.stderr.decode("cp932")


def test_json_loses_nothing_on_a_console_that_cannot_show_all():
    done = process("find", "𠮷野市", "--json", PYTHONIOENCODING="cp932")

    (error,) = json.loads(done.stdout.decode("ascii"))["errors"]
    assert "「𠮷野市」" in error["ja"]


@pytest.mark.usefixtures("folder")
def test_a_page_is_utf8_on_every_console():
    done = process("plan", "plan.json", PYTHONIOENCODING="cp932")

    assert "萩市デジタル活用推進計画（例）" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("arguments", [["summary"], ["find", "ない市", "--json"], ["plan", '{"title": "a"}']])
def test_a_reader_that_goes_away_ends_the_program_quietly(arguments):
    read, write = os.pipe()
    os.close(read)
    done = process(*arguments, stdout=write)
    os.close(write)

    assert 141 == done.returncode
    assert b"Traceback" not in done.stderr
    assert b"Errno" not in done.stderr


def test_nothing_but_the_answer_is_written_into_a_pipe(folder):
    rows = "".join(f"c{place},山口県,山口県,電子申請,https://example.org\n" for place in range(20_000))
    (folder / "many.csv").write_text(
        f"case_id,prefecture,lead_body,system_kind_ja,source_url\n{rows}", encoding="utf-8"
    )

    done = process("check", "many.csv")

    assert (0, b"", True) == (done.returncode, done.stderr, "使える行 20000".encode() in done.stdout)


def test_without_the_extra_the_program_says_which_one_to_install():
    code = (
        "import sys, io, json; sys.modules['click'] = None; sys.stderr = io.StringIO()\n"
        "from chiho_digital.cli import main\n"
        "print(json.dumps([main(['find', '萩市', '--lang', 'en']), sys.stderr.getvalue()]))"
    )
    status, told = python(code)

    assert 2 == status
    assert 'pip install "chiho-digital[cli]"' in told


@pytest.mark.parametrize("arguments", [["find", "萩市"], ["find", "--help"], ["--help"]])
def test_what_is_not_used_is_not_loaded(arguments):
    code = (
        f"import sys, json; from chiho_digital.cli import main; main({arguments!r})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )

    assert not set(python(code)) & HEAVY
