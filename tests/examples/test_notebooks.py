"""The notebooks in examples/: each runs to its end in a kernel of its own, and is committed without noise."""

import json
import re
from html import unescape
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


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """A notebook after a run in a kernel of its own, in an empty folder; each is run once."""
    done = {}

    def execute(path):
        if path not in done:
            folder = tmp_path_factory.mktemp(path.stem)
            notebook = nbformat.read(path, as_version=4)
            resources = {"metadata": {"path": str(folder)}}
            NotebookClient(notebook, timeout=600, kernel_name="python3", resources=resources).execute()
            done[path] = notebook, folder
        return done[path]

    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name)))  # nothing of the user's own settings
        yield execute


def said(notebook, cell_id):
    """What a cell wrote, as text; of what is shown as HTML what a reader of Japanese sees."""
    (cell,) = (cell for cell in notebook.cells if cell["id"] == cell_id)
    texts = []
    for output in cell["outputs"]:
        html = output.get("data", {}).get("text/html")
        if html is None:
            texts.append(output.get("text") or output["data"]["text/plain"])
        else:
            japanese = html.partition("<details>")[0].partition("</style>")[2] or html
            texts.append(unescape(re.sub(r"<[^>]+>", "\n", re.sub(r"<br/?>", "\n", japanese))))
    return "\n".join(texts)


def lines(notebook, cell_id):
    return [line.strip() for line in said(notebook, cell_id).splitlines() if line.strip()]


def test_those_of_an_analyst_a_prefecture_and_a_town_are_among_them():
    assert {"real_cases", "five_year_pool", "may_we_borrow"} <= {path.stem for path in NOTEBOOKS}


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


@pytest.mark.slow
@every_notebook
def test_a_notebook_runs_to_its_end_without_a_word_of_warning(path, executed):
    notebook, _ = executed(path)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]

    assert [] == [output for output in outputs if output.get("name") == "stderr"]
    assert outputs
    shown = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert [] == [html for html in shown if "<script" in html or ">None<" in html]


@pytest.mark.slow
def test_the_analyst_sees_what_is_known_of_the_real_cases_and_what_is_not(executed):
    notebook, _ = executed(EXAMPLES / "real_cases.ipynb")

    checked = lines(notebook, "read")
    assert ["事例", "53", "使えない行", "0", "誤り", "0", "警告", "2", "注記", "26"] == checked[5:15]
    assert "大阪府太子町（273813）" in said(notebook, "read")
    assert ["電子申請", "11", "5", "115"] == lines(notebook, "kinds")[5:9]
    assert "データなし" in lines(notebook, "kinds")
    assert "21560000000" in said(notebook, "costs")
    assert "422053（長崎県大村市）" in lines(notebook, "like")
    assert "山口県萩市" in lines(notebook, "body")
    assert ["使えない行", "1", "誤り", "1"] == lines(notebook, "own")[7:11]
    assert "美祢市" in said(notebook, "own")


@pytest.mark.slow
def test_no_output_of_the_analyst_puts_a_municipality_in_percent_or_in_a_ranking(executed):
    notebook, _ = executed(EXAMPLES / "real_cases.ipynb")
    shown = "".join(said(notebook, cell["id"]) for cell in notebook.cells if cell["cell_type"] == "code")

    assert None is re.search("[%％]|割合|順位|ランキング|率", shown)


@pytest.mark.slow
def test_the_maps_are_pictures(executed):
    notebook, _ = executed(EXAMPLES / "real_cases.ipynb")
    pictures = [
        output["data"]["image/svg+xml"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "image/svg+xml" in output.get("data", {})
    ]

    assert 2 == len(pictures)
    assert all("都道府県別の事例数" in picture for picture in pictures)


@pytest.mark.slow
def test_the_town_can_tell_its_mayor_what_it_may_borrow_and_why(executed):
    notebook, _ = executed(EXAMPLES / "may_we_borrow.ipynb")

    assert ["判定できない"] == lines(notebook, "known")
    assert "住民サービスの提供" in lines(notebook, "question")
    assert "整理中" in said(notebook, "unknown")
    decision = said(notebook, "decision")
    assert "対象事業：対象となる" in decision
    assert "附則2条の16第1号" in decision
    mayor = lines(notebook, "mayor")
    assert mayor[0].startswith("住民向けオンライン申請システムの導入は、附則2条の16第1号により対象となる")
    assert "21,600,000円まで借りられる" in mayor[2]
    assert "一般財源は4,800,000円" in mayor[3]
    assert "12,306,522円" in mayor[4]
    assert "公式の判断ではありません" in mayor[-1]


@pytest.mark.slow
def test_the_amounts_of_the_town_are_unknown_until_a_year_is_assumed_then_reckoned_and_repaid(executed):
    notebook, _ = executed(EXAMPLES / "may_we_borrow.ipynb")

    unknown = lines(notebook, "funding-unknown")
    assert "データなし" == unknown[unknown.index("起債の上限額") + 1]
    paid = lines(notebook, "funding")
    assert "21,600,000" == paid[paid.index("起債の上限額") + 1]
    assert "令和8年度の充当率は不明のため、令和7年度の数値を仮定しています。" in paid
    assert ["不交付・数値不明", "データなし", "不交付・収入が上回る", "0"] == lines(notebook, "allocation")[
        -4:
    ]
    assert ["10", "2,700,000", "13,500", "2,713,500", "0"] == lines(notebook, "repayment")[-16:-11]
    assert ["合計", "21,600,000", "702,000", "22,302,000"] == lines(notebook, "repayment")[-6:-2]
    assert ["実質負担額（利子を除く）", "15,600,000", "12,306,522"] == lines(notebook, "joint-funding")[-3:]
    assert ["協議", "データなし", "都道府県知事"] == lines(notebook, "steps")[7:10]


@pytest.mark.slow
def test_the_plan_of_the_town_is_written_as_a_page_and_as_a_word_document(executed):
    _, folder = executed(EXAMPLES / "may_we_borrow.ipynb")

    assert "あおぞら町デジタル活用推進計画（架空）" in (folder / "plan.html").read_text(encoding="utf-8")
    assert (folder / "plan.docx").read_bytes().startswith(b"PK")
