"""The notebooks in examples/: each runs to its end in a kernel of its own, and is committed without noise."""

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_the_plan_of_a_pool_is_among_them():
    assert "five_year_pool" in {path.stem for path in NOTEBOOKS}


@every_notebook
def test_a_notebook_is_valid_and_written_as_the_library_writes_it(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)

    assert nbformat.writes(notebook) + "\n" == text


@every_notebook
def test_a_notebook_holds_no_outputs_and_nothing_of_the_machine_that_ran_it(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    assert METADATA == notebook["metadata"]
    assert [] == [cell["id"] for cell in notebook["cells"] if cell["metadata"]]
    assert [] == [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None]
    assert code


@every_notebook
def test_every_heading_is_japanese_with_english_beneath(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    headings = [
        cell["source"]
        for cell in cells
        if cell["cell_type"] == "markdown" and cell["source"] and cell["source"][0].startswith("#")
    ]

    assert headings
    for source in headings:
        japanese, _, english = (line.strip() for line in source[:3])
        assert not japanese.isascii(), japanese
        assert english.isascii(), japanese
        assert english.startswith("#"), japanese


@every_notebook
def test_a_notebook_runs_to_its_end_without_a_word_of_warning(path, monkeypatch, tmp_path):
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))  # nothing of the user's own settings
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]

    assert [] == [output for output in outputs if output.get("name") == "stderr"]
    assert outputs
