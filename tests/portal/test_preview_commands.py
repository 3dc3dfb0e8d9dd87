"""The operator's commands of a preview window, as processes: open, correct, answers, again, publish."""

import csv
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from portal_running import form_token, running

from chiho_digital.procurement import PUBLISHED_CASES

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"
SAKAI, CHAT = "271403", "osaka-chat-2021"


def preview(*arguments, folder, what="preview"):
    command = [sys.executable, "-m", "portal", "--folder", str(folder), what, *map(str, arguments)]
    done = subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def today():
    return datetime.now(timezone(timedelta(hours=9))).date()


@pytest.fixture
def six(tmp_path):
    """The first cases of the published ones, in a file."""
    lines = PUBLISHED_CASES.read_text(encoding="utf-8").splitlines(keepends=True)
    assert CHAT in "".join(lines[:7])
    source = tmp_path / "six.csv"
    source.write_text("".join(lines[:7]), encoding="utf-8")
    return source


def test_a_window_is_opened_answered_corrected_and_its_cases_published(six, tmp_path):
    folder, out = tmp_path / "portal", tmp_path / "answers.csv"
    opened = preview("open", six, "--until", today(), "--by", "公表の担当", folder=folder)
    assert (0, f"cases-{today()}-1: 6 rows, open until {today()}\n") == (opened.returncode, opened.stdout)

    with running(folder) as site:
        site.clock.time = datetime.now(UTC)
        with site.logged_in(SAKAI) as sakai:
            page = f"/ja/preview/{SAKAI}/{CHAT}"
            said = {
                "answer": "object",
                "words": "35団体です。",
                "field": "participants_municipal_count",
                "value": "35",
            }
            sent = sakai.post(page, data={"form_token": form_token(sakai, page), **said})
            assert 303 == sent.status_code
        held = preview("answers", out, folder=folder)
        assert 2 == held.returncode
        assert "stop the portal first" in held.stderr
        assert 53 == site.get("/api/cases").json()["total"]  # nothing is public yet

    assert 0 == preview("answers", out, folder=folder).returncode
    with out.open(encoding="utf-8-sig", newline="") as file:
        (line,) = [
            line for line in csv.DictReader(file) if (line["事例ID"], line["団体コード"]) == (CHAT, SAKAI)
        ]
    assert ("大阪府堺市", "異議あり", "35団体です。", "35") == (
        line["団体"],
        line["回答"],
        line["内容"],
        line["正しい値"],
    )
    again = preview("answers", out, folder=folder)
    assert 2 == again.returncode
    assert str(out) in again.stderr

    early = preview("publish", folder=folder)
    assert (2, "") == (early.returncode, early.stdout)
    wrong = preview("correct", CHAT, "参加自治体数", "多い", "--reason", "x", folder=folder)
    assert 2 == wrong.returncode
    assert "多い" in wrong.stderr
    assert (
        0 == preview("correct", CHAT, "参加自治体数", "35", "--reason", "数え直し", folder=folder).returncode
    )

    yesterday_is_over(folder)
    objected = preview("publish", folder=folder)
    assert 2 == objected.returncode
    assert CHAT in objected.stderr
    done = preview("publish", "--despite", CHAT, "出典で確かめた", folder=folder)
    assert (0, "6 rows published\n") == (done.returncode, done.stdout)
    assert 2 == preview("publish", folder=folder).returncode
    with running(folder) as site:
        assert 6 == site.get("/api/cases").json()["total"]
        assert 35 == site.get(f"/api/cases/{CHAT}").json()["municipal_count"]
        assert f"{today()}に公表しました" in site.get("/ja/preview").text
        assert f"cases-{today()}-1" in site.get("/ja/").text


def yesterday_is_over(folder):
    """Moves the window back a week, as if its days had passed."""
    import duckdb

    days = [f'"day":"{day}' for day in (today(), today() - timedelta(days=7))]
    with duckdb.connect(str(folder / "portal.duckdb")) as store:
        store.execute("update preview_windows set opening = replace(opening, ?, ?)", days)
        store.execute("update preview_events set event = replace(event, ?, ?)", days)


def test_what_cannot_be_opened_is_explained_and_leaves_nothing(six, tmp_path):
    folder = tmp_path / "portal"
    over = preview("open", six, "--until", "R7.12.31", "--by", "公表の担当", folder=folder)
    assert (2, "") == (over.returncode, over.stdout)
    odd = preview("open", six, "--until", "いつか", "--by", "公表の担当", folder=folder)
    assert 2 == odd.returncode
    assert "いつか" in odd.stderr
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(six.read_text(encoding="utf-8").replace("大阪府", "大坂府", 1), encoding="utf-8")
    refused = preview("open", wrong, "--until", today(), "--by", "公表の担当", folder=folder)
    assert 2 == refused.returncode
    assert "no window was opened" in refused.stderr
    for command in (["again", "--until", today()], ["publish"], ["answers", tmp_path / "out.csv"]):
        none = preview(*command, folder=folder)
        assert (2, "no window was opened yet\n") == (none.returncode, none.stderr)
    assert not (tmp_path / "out.csv").exists()
