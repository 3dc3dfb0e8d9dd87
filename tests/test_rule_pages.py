"""The pages about the rules say what the rules say."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "examples" / "rule_pages.py"


@pytest.fixture(scope="module")
def script():
    spec = spec_from_file_location("rule_pages", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_that_are_kept_are_those_made_from_the_rules(script):
    repair = "run: python examples/rule_pages.py"
    assert script.differing(script.pages(), script.DOCS) == [], repair


def test_every_rule_has_one_page_in_each_language(script):
    made = script.pages()
    for ruleset in script.RULESETS:
        for rule in (rule for revision in ruleset.revisions for rule in revision.rules):
            homes = [
                path for path in made if path.endswith(f"/{rule.id}.md") and f"`{rule.id}`" in made[path]
            ]
            assert {path[:2] for path in homes} == {"ja", "en"}, rule.id


def test_the_index_names_a_rule_that_the_newest_text_no_longer_has(script):
    assert "enterprise_collection.md) (not in the newest text)" in script.index_page("en")
    assert "enterprise_collection.md)（最新の条文にはありません）" in script.index_page("ja")


def test_pages_are_written_once_and_those_of_no_rule_are_removed(script, tmp_path):
    made = {"ja/rules/a/b.md": "# 規則\n", "en/rules/a/b.md": "# rule\n"}
    gone = tmp_path / "ja" / "rules" / "a" / "gone.md"
    gone.parent.mkdir(parents=True)
    gone.write_text("# 古い規則\n", encoding="utf-8")
    assert script.write(made, tmp_path) == ["en/rules/a/b.md", "ja/rules/a/b.md", "ja/rules/a/gone.md"]
    assert not gone.exists()
    assert script.write(made, tmp_path) == []


def test_checking_exits_with_1_and_names_the_pages_that_differ(tmp_path):
    done = subprocess.run(
        [sys.executable, SCRIPT, "--check", tmp_path], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "ja/rules/bonds-project/cybersecurity_system.md" in done.stdout.splitlines()
    assert list(tmp_path.iterdir()) == []
