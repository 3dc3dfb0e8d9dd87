"""The page for contributors names scripts, files and targets that are there, in both languages."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ENGLISH, JAPANESE = PAGE.split("## 日本語")
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE], ids=["en", "ja"])
def test_the_scripts_and_targets_that_it_names_are_there(text):
    scripts = set(re.findall(r"python ((?:tools|examples)/\w+\.py)", text))
    lines = re.findall(r"(?:`|^)make ([a-z -]+[a-z])", text, re.MULTILINE)
    targets = {target for line in lines for target in line.split()}

    known = {"legal_map", "rule_pages", "conformance", "update_bodies"}
    assert known <= {Path(script).stem for script in scripts}
    assert [] == [script for script in scripts if not (ROOT / script).is_file()]
    assert {"test", "lint", "types", "demo"} <= targets <= set(TARGETS)


def test_the_files_that_it_names_are_there():
    named = re.findall(r"`((?:tests|docs)/[\w/.]+)`", PAGE.replace("ROOM", "bonds"))

    assert len(named) > 3
    assert [] == [path for path in named if not (ROOT / path).exists()]
    assert [] == [link for link in re.findall(r"\]\(([\w/.]+)\)", PAGE) if not (ROOT / link).exists()]
