"""The pictures of the guide are those that the script draws, on any machine."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.slow
def test_the_pictures_that_are_kept_are_those_drawn_now(script):
    assert script.differing(script.DOCS) == {}, "run: python examples/plots.py"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_picture_that_is_kept_stands_in_the_guide(lang):
    guide = (DOCS / lang / "plots.md").read_text(encoding="utf-8")
    kept = {file.name for file in (DOCS / "plots").glob(f"*.{lang}.svg")}

    assert {name for name in kept if f"](../plots/{name})" in guide} == kept
    assert len(kept) == 11


@pytest.mark.slow
def test_the_check_finds_what_differs_and_does_not_depend_on_fonts(script, tmp_path):
    shutil.copytree(script.DOCS / "plots", tmp_path / "docs" / "plots")
    changed = tmp_path / "docs" / "plots" / "bars.en.svg"
    changed.write_text(changed.read_text(encoding="utf-8").replace("#10225f", "#ff0000"), encoding="utf-8")
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script.__file__, "--check", str(tmp_path / "docs")],
        env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.split()) == (1, ["plots/bars.en.svg"]), done.stderr
