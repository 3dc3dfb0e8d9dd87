"""The demo: it shows the real cases, writes a page, and ends with what else there is to see and how to start it."""

import json
import os
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def demo(folder, *arguments, path=""):
    """What the demo prints, line by line, and the page it wrote."""
    page = folder / "demo.html"
    done = subprocess.run(
        [sys.executable, "examples/demo.py", "--html", page, *arguments, "山口県萩市"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert not done.stderr
    return done.stdout.splitlines(), page.read_text(encoding="utf-8")


WORDS = {
    "ja": ("  [警告] 2行目", "見本のポータル", "ノートブックを開く：", 0),
    "en": ("  [warning] row 2", "An example portal", "Open the notebooks:", 2),
}


@pytest.mark.parametrize("lang", WORDS)
def test_the_demo_ends_by_naming_the_portal_and_the_notebooks(tmp_path, lang):
    issue, portal, opens, heading = WORDS[lang]
    lines, page = demo(tmp_path, "--lang", lang)

    assert any(line.startswith(issue) for line in lines)
    end = lines[next(place for place, line in enumerate(lines) if portal in line) :]
    assert "  make portal" == end[1]
    for path in (ROOT / "examples").glob("*.ipynb"):
        first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]
        assert f"  examples/{path.name}: {first[heading].lstrip('# ').strip()}" in end
    assert opens == end[-2]
    assert end[-1].endswith("python -m jupyterlab examples")
    installs = [line for line in end if "pip install -c constraints.txt '.[notebooks]' jupyterlab" in line]
    assert (find_spec("jupyterlab") is None) == bool(installs)
    assert f'<html lang="{lang}">' in page
    assert page.count("<table>") == 4


def test_where_jupyterlab_is_installed_it_does_not_say_how_to_install_it(tmp_path):
    (tmp_path / "jupyterlab.py").touch()
    lines, _ = demo(tmp_path, path=str(tmp_path))

    assert lines[-1].endswith("python -m jupyterlab examples")
    assert not [line for line in lines if "pip install" in line]


def test_the_portal_it_names_is_a_target_of_make_and_the_extra_can_be_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert "\nportal:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "notebooks" in project["optional-dependencies"]
