"""The legal map says what rules and parameters say, all of it."""

import subprocess
import sys
from pathlib import Path

from chiho_digital import bonds, procurement, talent
from chiho_digital.rules import UnknownLaw

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "legal_map.py"


def check(*arguments):
    return subprocess.run(
        [sys.executable, SCRIPT, "--check", *arguments], capture_output=True, encoding="utf-8", check=False
    )


def test_the_pages_that_are_kept_are_those_made_from_rules_and_figures():
    done = check()
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr), "run: python examples/legal_map.py"


def test_a_page_that_differs_is_named(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "legal_map.md").write_text("# The legal map\n", encoding="utf-8")
    done = check(tmp_path)
    assert (1, ["en/legal_map.md", "ja/legal_map.md"]) == (done.returncode, sorted(done.stdout.splitlines()))


def test_every_figure_and_every_point_of_unknown_law_stands_there():
    for lang in ("en", "ja"):
        text = (ROOT / "docs" / lang / "legal_map.md").read_text(encoding="utf-8")
        for room in (bonds, procurement, talent):
            assert len(room.PARAMETERS.parameters) > 3
            for name in room.PARAMETERS.parameters:
                assert f"`{name}`" in text, name
        reasons = [
            node.reason
            for rules in (bonds.PROJECT_RULES, bonds.EXPENSE_RULES)
            for rule in rules.rules()
            for node in rule.condition.walk()
            if isinstance(node, UnknownLaw)
        ]
        assert len(reasons) > 2
        for reason in reasons:
            assert reason.to(lang) in text
