"""The state diagrams are drawn from the machines, and those in the documentation are up to date."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from chiho_digital.commonization.process import COURSE, REVIEW, diagram, table_of_moves

SCRIPT = Path(__file__).parents[2] / "examples" / "state_diagram.py"
SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("ja", "en")
MACHINES = [REVIEW, COURSE]


@pytest.fixture(scope="module")
def script():
    spec = spec_from_file_location("state_diagram", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_diagrams_that_are_kept_are_those_drawn_from_the_machines(script):
    assert script.differing(script.DOCS) == {}, "run: python examples/state_diagram.py"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("machine", MACHINES)
def test_a_picture_shows_every_state_and_every_move(machine, lang):
    picture = ET.fromstring(diagram(machine, lang))  # noqa: S314 – our own text
    words = [text.text for text in picture.iter(f"{SVG}text")]

    for region in machine.regions:
        assert region.what.to(lang) in words
        for step in region.steps:
            assert {step.before.label.to(lang), step.after.label.to(lang)} <= set(words)
            assert [word for word in words if step.move.label.to(lang) in word]
    assert machine.title.to(lang) == picture.find(f"{SVG}title").text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("machine", MACHINES)
def test_boxes_do_not_overlap_and_stay_within_the_picture(machine, lang):
    picture = ET.fromstring(diagram(machine, lang))  # noqa: S314 – our own text
    width = float(picture.get("width"))
    for group in picture.iter(f"{SVG}g"):
        boxes = [
            tuple(float(box.get(name)) for name in ("x", "y", "width", "height"))
            for box in group.iter(f"{SVG}rect")
        ]
        for (x, y, w, h), (x2, y2, w2, h2) in combinations(boxes, 2):
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
        assert all(x >= 0 and x + w <= width for x, _, w, _ in boxes)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_move_leads_one_row_on_or_back_to_its_state(machine):
    for region in machine.regions:
        rows = {region.steps[0].before: 0}
        for step in region.steps:
            rows.setdefault(step.after, rows[step.before] + 1)
        assert all(
            step.before is step.after or rows[step.after] == rows[step.before] + 1 for step in region.steps
        )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("machine", MACHINES)
def test_the_table_names_every_move_with_who_makes_it_and_its_source(machine, lang):
    table = table_of_moves(machine, lang)
    rows = [row for row in table.splitlines() if row.startswith("| ")][2:]

    for region in machine.regions:
        for step in region.steps:
            (row,) = [
                row
                for row in rows
                if row.startswith(f"| {region.what.to(lang)} | {step.before.label.to(lang)} | ")
                and f" | {step.after.label.to(lang)} | [" in row
            ]
            assert step.move.label.to(lang) in row
            if step.move in machine.actors:
                assert machine.actors[step.move].label.to(lang) in row
            assert step.source.to(lang) in table


def test_checking_exits_with_1_and_changes_nothing_writing_changes_the_files(script, tmp_path):
    for lang in LANGUAGES:
        (tmp_path / lang).mkdir()
        places = "".join(f"{script.start(name)}{script.END}" for name in script.MACHINES)
        (tmp_path / lang / script.PAGE).write_text(f"# Title\n{places}end\n", encoding="utf-8")

    def run(*options):
        done = subprocess.run(
            [sys.executable, SCRIPT, *options, tmp_path], capture_output=True, encoding="utf-8", check=False
        )
        return done.returncode, set(done.stdout.split())

    pages = {f"{lang}/{script.PAGE}" for lang in LANGUAGES}
    pictures = {script.picture(name, lang) for name in script.MACHINES for lang in LANGUAGES}
    assert (1, pages | pictures) == run("--check")
    assert not (tmp_path / next(iter(pictures))).exists()
    assert (0, pages | pictures) == run()
    assert (0, set()) == run("--check")
    assert (tmp_path / "en" / script.PAGE).read_text("utf-8").endswith("\nend\n")


def test_a_page_without_a_place_is_told(script):
    with pytest.raises(ValueError, match="lacks"):
        script.page("en", "# Title\n")
