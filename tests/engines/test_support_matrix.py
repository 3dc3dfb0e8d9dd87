"""The pages on engines say what the tests hold."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from operations import OPERATIONS

from engines import ENGINES

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "support_matrix.py"
LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def script():
    spec = spec_from_file_location("support_matrix", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_that_are_kept_are_those_made_from_the_operations(script):
    assert script.differing(script.DOCS) == {}, "run: python examples/support_matrix.py"


def test_every_operation_has_a_row_with_a_word_for_every_engine(script):
    assert tuple(script.ENGINES) == ENGINES
    assert [set(ENGINES)] * len(OPERATIONS) == [set(operation.how) for operation in OPERATIONS]
    for lang in LANGUAGES:
        rows = script.table(lang).splitlines()[2:]
        assert [operation.call in row for operation, row in zip(OPERATIONS, rows, strict=True)] == [
            True
        ] * len(rows)


def test_every_way_to_run_is_explained_on_the_page(script):
    ways = {way for operation in OPERATIONS for way in operation.how.values()}
    for lang in LANGUAGES:
        text = (script.DOCS / lang / "engines.md").read_text(encoding="utf-8")
        assert [way for way in ways if f"- **{way.value.to(lang)}**" not in text] == []


def test_what_the_pages_show_of_the_example_for_a_cluster_stands_in_it(script):
    example = [
        line.strip() for line in (ROOT / "examples" / "spark_cluster.py").read_text("utf-8").splitlines()
    ]
    for lang in LANGUAGES:
        text = (script.DOCS / lang / "engines.md").read_text(encoding="utf-8")
        shown = text.partition("```py\n")[2].partition("```")[0].splitlines()
        place = example.index(shown[0])
        assert len(shown) == 2
        assert shown == example[place : place + 2]


def test_checking_exits_with_1_and_changes_nothing_writing_changes_the_pages(script, tmp_path):
    for lang in LANGUAGES:
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "engines.md").write_text(
            f"# Title\n{script.START}{script.END}end\n", encoding="utf-8"
        )

    def run(*options):
        done = subprocess.run(
            [sys.executable, SCRIPT, *options, tmp_path], capture_output=True, encoding="utf-8", check=False
        )
        return done.returncode, done.stdout.split()

    names = ["ja/engines.md", "en/engines.md"]
    assert (1, names) == run("--check")
    assert (0, names) == run()
    assert (0, []) == run("--check")
    assert (tmp_path / "en" / "engines.md").read_text("utf-8").endswith("\nend\n")


def test_a_page_without_a_place_for_the_table_is_told(script):
    with pytest.raises(ValueError, match="lacks"):
        script.page("en", "# Title\n")
