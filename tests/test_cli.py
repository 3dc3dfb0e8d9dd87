"""The command line and the demo, run as a user runs them."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from chiho_digital import procurement
from chiho_digital.cli import main

HEADING = "case_id,prefecture,lead_body,system_kind_ja,source_url\n"
DEMO = Path(__file__).parents[1] / "examples" / "demo.py"


def run(*arguments, encoding="utf-8"):
    return subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, encoding=encoding, check=False
    )


def test_the_published_file_has_no_errors_and_exits_with_zero(capsys):
    status = main(["check", str(procurement.PUBLISHED_CASES)])

    last = capsys.readouterr().out.splitlines()[-1]
    assert (0, True) == (status, "使える行 53、使えない行 0、誤り 0" in last)


def test_errors_exit_with_one_and_every_one_of_them_is_shown(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    file.write_text(f"{HEADING}a,山口,x,電子申請,ftp://x\n,山口県,,電子申請,https://x\n", encoding="utf-8")

    status = main(["check", str(file), "--lang", "en"])

    shown = capsys.readouterr().out
    places = re.findall(r"\[error\] row (\d+), column (\w+):", shown)
    assert 1 == status
    assert [("2", "prefecture"), ("2", "source_url"), ("3", "case_id"), ("3", "lead_body")] == places


def test_a_file_in_cp932_is_read_and_the_encoding_is_said(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    file.write_bytes(f"{HEADING}a,山口県,x,電子申請,https://example.org\n".encode("cp932"))

    assert 0 == main(["check", str(file)])
    assert "cp932" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["no/such/file.csv", "."])
def test_a_file_that_cannot_be_read_exits_with_two_and_says_which(path, capsys):
    assert 2 == main(["check", path])
    assert path in capsys.readouterr().err


def test_a_wrong_encoding_name_is_an_issue_and_no_traceback(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    file.write_text(HEADING, encoding="utf-8")

    assert 1 == main(["check", str(file), "--encoding", "klingon"])
    assert "klingon" in capsys.readouterr().out


def test_the_module_runs_as_a_program_also_on_a_cp932_console():
    done = subprocess.run(
        [sys.executable, "-m", "chiho_digital", "check", str(procurement.PUBLISHED_CASES)],
        capture_output=True,
        env={"PYTHONIOENCODING": "cp932"},
        check=False,
    )

    assert (0, True) == (done.returncode, "使える行 53" in done.stdout.decode("cp932"))


@pytest.mark.parametrize(
    ("lang", "title"), [("ja", "都道府県別の共同調達"), ("en", "Joint procurements by prefecture")]
)
def test_the_demo_prints_issues_and_tables_and_writes_a_page_that_needs_nothing_else(tmp_path, lang, title):
    page = tmp_path / "demo.html"

    done = run(DEMO, "--lang", lang, "--html", page, "山口県萩市", encoding="utf-8")

    assert ("", 0) == (done.stderr, done.returncode)
    assert title in done.stdout
    html = page.read_text(encoding="utf-8")
    assert [] == re.findall(r'(?:src|href)="', html)
    (picture,) = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 – our own text
    assert 5 == html.count("<table>") + html.count("<svg")


def test_the_demo_names_the_likely_towns_when_a_name_is_unknown(tmp_path):
    done = run(DEMO, "--html", tmp_path / "demo.html", "大阪府太子市")

    assert (2, True) == (done.returncode, "大阪府太子町" in done.stderr)
    assert not (tmp_path / "demo.html").exists()
