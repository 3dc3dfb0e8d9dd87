"""The commands of the portal: tokens are shown once, a file of cases is put in, the portal starts and names its address."""

import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from portal_running import form_token, running

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"
ON_A_TERMINAL = (  # where Ctrl-C interrupts; what runs in the background may have been told to ignore it
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "runpy.run_module('portal', run_name='__main__', alter_sys=True)"
)


def portal(*arguments, folder):
    command = [sys.executable, "-m", "portal", "--folder", str(folder), *arguments]
    return subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, timeout=120, check=False)


def test_a_token_is_issued_while_the_portal_runs_and_taken_back(tmp_path):
    with running(tmp_path) as site, site.client() as client:
        done = portal("token", "352047", folder=tmp_path)
        assert (0, "山口県萩市 (352047)\n") == (done.returncode, done.stderr)
        number, _, secret = done.stdout.strip().partition(".")
        assert len(secret) >= 40
        form = client.get("/ja/login").text.partition('name="form_token" value="')[2].partition('"')[0]
        sent = client.post("/ja/login", data={"form_token": form, "token": done.stdout})
        assert 303 == sent.status_code
        assert 0 == portal("revoke", number, folder=tmp_path).returncode
        assert 1 == portal("revoke", number, folder=tmp_path).returncode


def test_an_unknown_body_gets_no_token(tmp_path):
    done = portal("token", "999999", folder=tmp_path)
    assert (2, "") == (done.returncode, done.stdout)
    assert "Traceback" not in done.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_file_of_cases_is_put_in_and_refused_while_the_portal_holds_the_store(tmp_path):
    from chiho_digital.procurement import PUBLISHED_CASES

    lines = PUBLISHED_CASES.read_text(encoding="utf-8").splitlines(keepends=True)
    source = tmp_path / "five.csv"
    source.write_text("".join(lines[:6]), encoding="utf-8")
    folder = tmp_path / "portal"
    done = portal("load", str(source), folder=folder)
    assert 0 == done.returncode
    assert done.stdout.startswith("5 rows, 0 rejected")
    with running(folder) as site:
        assert 5 == site.get("/api/cases").json()["total"]
        assert "five.csv" in site.get("/ja/").text
        held = portal("load", str(source), folder=folder)
        assert 2 == held.returncode
        assert "Traceback" not in held.stderr


@contextmanager
def started(folder):
    """A portal that was started by its command, in a session of its own, and the address that it told."""
    command = [sys.executable, "-c", ON_A_TERMINAL, "--folder", str(folder), "start", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=EXAMPLES,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_the_portal_starts_says_its_address_when_it_answers_and_stops_at_ctrl_c_without_a_word(tmp_path):
    with started(tmp_path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with httpx.Client() as client:  # which keeps its connection open
            assert 200 == client.get(address + "ja/").status_code
            process.send_signal(signal.SIGINT)
            assert ("", "") == process.communicate(timeout=60)
        assert 0 == process.returncode
    with started(tmp_path) as (_, address):  # the store was closed
        assert address


def test_a_second_portal_on_the_same_port_or_the_same_folder_is_refused_in_words(tmp_path):
    with started(tmp_path / "one") as (_, address):
        port = address.rstrip("/").rpartition(":")[2]
        taken = portal("start", "--port", port, folder=tmp_path / "two")
        assert (2, "") == (taken.returncode, taken.stdout)
        assert taken.stderr.startswith(f"port {port} of 127.0.0.1 cannot be used (")
        assert "--port" in taken.stderr
        assert not (tmp_path / "two").exists()
        held = portal("start", "--port", "0", folder=tmp_path / "one")
        assert (2, "") == (held.returncode, held.stdout)
        assert "stop the portal first" in held.stderr
        assert "Traceback" not in taken.stderr + held.stderr


def test_a_file_that_is_not_there_is_named(tmp_path):
    done = portal("load", str(tmp_path / "nowhere.csv"), folder=tmp_path / "portal")
    assert (2, "") == (done.returncode, done.stdout)
    assert "nowhere.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_pages_are_made_once_before_the_first_request(tmp_path):
    from portal.warming import BEHIND

    with running(tmp_path, warm=True) as site:
        assert len(site.portal.data.views) > len(BEHIND) / 2
        assert 200 == site.get("/ja/").status_code
    with running(tmp_path) as site:
        assert 0 == len(site.portal.data.views)


def test_every_page_that_is_warmed_is_a_page(client):
    from portal.pages import MENU
    from portal.warming import BEHIND

    for path in [*BEHIND, *(path for section in MENU for path, _ in section.entries)]:
        assert 200 == client.get(f"/ja{path}").status_code, path


# Feedback and changes, while the portal runs.


def test_feedback_is_listed_answered_and_published_while_the_portal_runs(tmp_path):
    with running(tmp_path) as site, site.logged_in("352047") as client:
        page = "/ja/feedback"
        for words, more in (("一行目\n二行目", {"as_body": "1"}), ("ふたつめ", {})):
            fields = {
                "form_token": form_token(client, page),
                "kind": "wish",
                "page": "/kinds",
                "words": words,
            }
            assert 303 == client.post(page, data=fields | more).status_code
        listed = portal("feedback", "list", folder=tmp_path).stdout.splitlines()
        assert listed == [
            "1  2026-01-01 18:00  A wish  from: 山口県萩市 (352047)  waiting",
            "    page: /kinds",
            "    | 一行目",
            "    | 二行目",
            "2  2026-01-01 18:00  A wish  from: not named  waiting",
            "    page: /kinds",
            "    | ふたつめ",
            "2 shown, 2 kept",
        ]
        answered = portal(
            "feedback", "answer", "1", "--text", "回答文", "--text-en", "answered", folder=tmp_path
        )
        assert (0, "1: answered, not public\n") == (answered.returncode, answered.stdout)
        assert "回答文" not in site.get("/ja/changes").text
        public = portal("feedback", "answer", "1", "--text", "回答文", "--publish", folder=tmp_path)
        assert (0, "1: answered, and public\n") == (public.returncode, public.stdout)
        assert "回答文" in site.get("/ja/changes").text
        assert portal("feedback", "list", folder=tmp_path).stdout.startswith("2  ")
        assert "    > 回答文" in portal("feedback", "list", "--all", folder=tmp_path).stdout
        removed = portal("feedback", "remove", "1", "7", folder=tmp_path)
        assert (2, "1 removed\n") == (removed.returncode, removed.stdout)
        assert "7" in removed.stderr
        assert "回答文" not in site.get("/ja/changes").text


def test_a_change_is_told_while_the_portal_runs(tmp_path):
    with running(tmp_path) as site:
        told = portal(
            "change", "add", "--text", "地図を加えました。", "--text-en", "A map was added.", folder=tmp_path
        )
        assert (0, "") == (told.returncode, told.stderr)
        assert "地図を加えました。" in site.get("/ja/changes").text
        assert "A map was added." in site.get("/en/changes").text


@pytest.mark.parametrize("text", ["", "  ", "a\x1b[2Jb", "x" * 2_001])
def test_a_text_that_cannot_be_shown_is_refused(tmp_path, text):
    tmp_path.joinpath("portal").mkdir()
    for command in (["change", "add"], ["feedback", "answer", "1"]):
        done = portal(*command, "--text", text, folder=tmp_path / "portal")
        assert (2, "") == (done.returncode, done.stdout)
        assert "\x1b" not in done.stderr
        assert "Traceback" not in done.stderr


def test_an_answer_to_nothing_says_so(tmp_path):
    done = portal("feedback", "answer", "9", "--text", "回答", folder=tmp_path)
    assert (2, "") == (done.returncode, done.stdout)
    assert "no feedback of the number 9" in done.stderr


def test_what_strangers_wrote_moves_nothing_on_a_terminal(tmp_path):
    from portal.board import Board, FeedbackKind

    words = "\x1b[2J\u202e\x07\n9  2026-01-01 00:00  A wish\u2028x\r\x9bK\ud83d\udc68\u200d".encode(
        "utf-16", "surrogatepass"
    ).decode("utf-16", "replace")
    Board(tmp_path).say(
        datetime(2026, 1, 1, tzinfo=UTC),
        FeedbackKind.OTHER,
        page="\x1b]0;t\x07",
        words=words,
        body="",
        most=9,
    )
    shown = portal("feedback", "list", folder=tmp_path).stdout
    assert all(sign.isprintable() or sign == "\n" for sign in shown)
    assert "<U+001B>[2J" in shown
    lines = shown.splitlines()
    assert [line for line in lines if not line.startswith("    ")] == [lines[0], "1 shown, 1 kept"]
