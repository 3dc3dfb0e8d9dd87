"""The commands of the portal: tokens are shown once, a file of cases is put in, the portal starts and names its address."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from portal_running import running

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"


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


def test_the_portal_starts_and_names_its_address(tmp_path):
    command = [sys.executable, "-m", "portal", "--folder", str(tmp_path), "start", "--port", "0"]
    with subprocess.Popen(
        command, cwd=EXAMPLES, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as started:
        try:
            address = started.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            assert 200 == httpx.get(address + "ja/").status_code
        finally:
            started.terminate()
