"""What notebooks show: tables with captions and scopes, Japanese first, numbers to the right, nothing unescaped, nothing too long."""

import pickle
import re
import subprocess
import sys
from importlib import import_module
from inspect import isclass
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))
from shown_worlds import SHOWN

import chiho_digital
from chiho_digital import bonds, dashboard, procurement, systems
from chiho_digital.basics import Grade, Source, Text
from chiho_digital.basics.html import MOST_ROWS
from chiho_digital.basics.shown import Shown
from chiho_digital.tables import Issue, Issues, Link, Severity
from schema_instances import REVIEWED, from_schema, with_parts, written_out

HOSTILE = "<script>alert('x')</script>&\"<b onclick=x>"
ALLOWED = {
    "a",
    "br",
    "caption",
    "details",
    "div",
    "li",
    "p",
    "strong",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}


def public_classes():
    """Every public class by its public name, with those of the packages that the rooms show."""
    found = {}
    waiting = [import_module(f"chiho_digital.{room}") for room in chiho_digital.__all__ if room[0] != "_"]
    for module in waiting:
        for name in module.__all__:
            item = getattr(module, name)
            if isinstance(item, ModuleType):
                waiting.append(item)
            elif isclass(item) and item not in found.values():
                found[f"{module.__name__.removeprefix('chiho_digital.')}.{name}"] = item
    return found


PUBLIC = public_classes()
RECORDS = {name: kind for name, kind in PUBLIC.items() if issubclass(kind, BaseModel) and kind.model_fields}
BASES = {"commonization.process.Standing", "tables.RowModel"}
every_thing = pytest.mark.parametrize("name", SHOWN)
every_record = pytest.mark.parametrize("name", RECORDS)


@pytest.fixture(scope="module")
def written():
    """Records by their class."""
    found = {}
    for root in written_out():
        for record in with_parts(root):
            found.setdefault(type(record), record)
    return found


def tree(html):
    """The elements of a piece of HTML, which has to be well-formed and hold nothing but tables, lists and links."""
    root = ET.fromstring(html)  # noqa: S314 – our own text
    assert {element.tag for element in root.iter()} <= ALLOWED
    attributes = {name for element in root.iter() for name in element.attrib}
    assert attributes <= {"class", "href", "lang", "scope"}
    assert all(a.get("href").startswith(("http://", "https://")) for a in root.iter("a"))
    return root


def check_tables(root):
    for table in root.iter("table"):
        heads = table.findall("thead/tr/th")
        assert "".join(table.find("caption").itertext()).strip()
        assert ["col"] * len(heads) == [head.get("scope") for head in heads]
        for row in table.iterfind("tbody/tr"):
            first, *others = row
            assert ("th", "row") == (first.tag, first.get("scope"))
            assert ["td"] * (len(heads) - 1) == [cell.tag for cell in others]
    said = "\n".join(root.itertext())
    assert None is re.search(r"\bNone\b(?! (?:of|was) )| object at 0x|Fraction\(|datetime\.", said)


def cells(html, caption=None):
    """The rows of the first table, or of the one with a caption, as text."""
    for table in tree(html).iter("table"):
        if caption in {None, table.find("caption").text}:
            return [["".join(cell.itertext()) for cell in row] for row in table.iterfind("tbody/tr")]
    raise AssertionError(caption)


def numbers(html):
    """The texts of the cells that are set as numbers."""
    return [cell.text for cell in tree(html).iter() if cell.get("class") == "number" and cell.tag != "th"]


def test_all_that_is_shown_is_tried_here_and_every_record_is_shown():
    shown = {name for name, kind in PUBLIC.items() if issubclass(kind, Shown)}

    assert RECORDS.keys() <= shown
    assert SHOWN.keys() == shown - RECORDS.keys() - BASES


@every_thing
def test_a_thing_is_shown_in_well_formed_tables_in_japanese_and_in_english_beneath(name):
    thing = SHOWN[name]("電子<b>")
    html = thing._repr_html_()

    check_tables(tree(html))
    japanese, english = tree(html).findall(".//div[@lang]")
    assert ["ja", "en"] == [japanese.get("lang"), english.get("lang")]
    assert "English" == tree(html).findtext("details/summary")
    assert list(japanese.itertext()) != list(english.itertext())
    assert 0 < len(html) < 1_000_000


@every_thing
def test_words_of_users_never_come_out_raw(name):
    html = SHOWN[name](HOSTILE)._repr_html_()

    assert "<script" not in html
    assert "<b " not in html
    tree(html)


WITH_WORDS = (
    "bonds.CostSplit",
    "bonds.Funding",
    "dashboard.CaseDetail",
    "dashboard.View",
    "planning.Load",
    "procurement.CaseFile",
    "procurement.sharing.Shares",
    "tables.Checked",
    "tables.Issues",
    "tables.LoadedRows",
)


@pytest.mark.parametrize("name", WITH_WORDS)
def test_words_of_users_are_shown_as_they_were_written(name):
    said = "".join(tree(SHOWN[name](HOSTILE)._repr_html_()).itertext())

    assert HOSTILE in said


@every_record
def test_a_record_is_shown_and_whatever_stands_in_a_field_is_escaped(name, written):
    model = RECORDS[name]
    records = [*([written[model]] if model in written else []), *from_schema(model)]
    assert records

    for record in records:
        check_tables(tree(record._repr_html_()))
        for field in model.model_fields:
            for value in (
                HOSTILE,
                (HOSTILE, None),
                Text(HOSTILE, HOSTILE),
                Link(f"https://a/{HOSTILE}", HOSTILE),
            ):
                changed = model.model_construct(**{**dict(record), field: value})
                html = changed._repr_html_()
                assert "<script" not in html, field
                assert "&lt;script&gt;" in html, field
                check_tables(tree(html))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_is_shown_as_it_was_written(word):
    text = Text(word, word)
    view = dashboard.View(text, (text, text), ((word, text), (None, (word, word))), (text,))

    root = tree(view.to_html())
    assert word == root.findtext(".//caption") == root.findtext(".//li")
    assert [word, word] == ["".join(cell.itertext()) for cell in root.iterfind(".//tbody/tr[1]/*")]


def test_what_is_not_known_is_no_data_and_never_none_or_zero():
    unknown = bonds.funding(bonds.Project(name="x"))

    rows = {row[0]: row[1:] for row in cells(unknown._repr_html_())}
    assert "データなし" == rows["事業費"][0]
    assert "この事業費は示されていません" not in rows["事業費"]
    assert {"データなし"} == {row[0] for name, row in rows.items()}
    assert "no data" == cells(unknown.to_html("en"))[0][1]


def test_numbers_stand_to_the_right_with_separators_and_yen_stands_in_the_heading():
    schedule = bonds.schedule(9_000_000, "0.01", years=5, method="level_payment")
    html = schedule.to_html()

    assert ["1", "879,935", "45,000", "924,935", "8,120,065"] == cells(html)[0]
    assert {"879,935", "45,000", "924,935", "8,120,065", "249,346"} <= set(numbers(html))
    heads = [head.text for head in tree(html).iterfind(".//table[1]/thead/tr/th")][:5]
    assert ["回", "元金（円）", "利子（円）", "償還額（円）", "残高（円）"] == heads
    assert [["合計", "9,000,000", "249,346", "9,249,346"]] == cells(html, "合計")


def test_the_yen_of_a_record_say_so_and_stand_to_the_right():
    rows = cells(bonds.Expense(name="導入", amount=12_000_000).to_html())
    heads = {row[0] for row in cells(bonds.FiscalIndicators(real_deficit=-1_000).to_html())}
    amount = procurement.Amount(scope="annual", yen=None, tax_basis="unknown", unknown="not_public")
    row = procurement.AmountRow(case_id="a", scope="年額", yen="0", tax_basis="不明")

    assert ["金額（円）", "12,000,000"] in rows
    assert "実質赤字額（円）" in heads
    assert ["金額（円）", "データなし"] in cells(amount.to_html())
    assert ["金額（円）", "0"] in cells(row.to_html())


def test_a_record_is_shown_by_its_titles_and_in_english_by_its_names():
    plan = bonds.Plan(title="計画", body="352047", projects=(bonds.Project(name="窓口", cost=5),))

    assert ["団体コード", "352047（山口県萩市）"] in cells(plan.model_copy()._repr_html_())
    english = plan.__class__.__mro__[1].to_html(plan, "en")  # the page of a plan is another thing
    assert ["body", "352047 (Hagi (city, Yamaguchi))"] in cells(english)
    assert ["窓口", "5"] == [
        cell for cell in cells(english, "projects")[0] if cell not in {"no data", "none"}
    ]


def test_records_of_several_kinds_share_a_table_in_which_each_fills_its_own_columns():
    events = REVIEWED.to_html()

    assert 8 == len(cells(events, "出来事"))
    assert any("－" in row for row in cells(events, "出来事"))


def test_a_notebook_shows_the_first_rows_and_says_how_many_more_there_are():
    issues = Issues(
        Issue(row, "kind", "tables.blank_row", Severity.NOTE, suggestion=(Text("甲", "a"), "乙"))
        for row in range(2, 2_002)
    )
    html = issues._repr_html_()

    assert MOST_ROWS == len(cells(html))
    assert ["ほか1,970件", "… 1,970 more"] == [p.text for p in tree(html).iter("p")]
    assert 2_000 == len(cells(issues.to_html()))
    assert len(html) < 30_000


def test_a_long_list_in_a_cell_is_bounded_too():
    offering = systems.Offering(software="a", certifications=tuple(f"認証{number}" for number in range(12)))
    lead = systems.Offering(software="a", certifications=())

    (found,) = (row[1] for row in cells(offering.to_html()) if row[0] == "認証")
    assert found.endswith("、認証9、ほか2件")
    assert ["認証", "なし"] in cells(lead.to_html())


def test_issues_are_a_tuple_that_shows_row_column_value_finding_expectation_and_repair():
    found = procurement.read_cases(b"case_id").issues
    plain = (Issue(3, "yen", "tables.required", Severity.ERROR, "", {"expected": Text("円", "yen")}, "0"),)

    assert isinstance(found, tuple)
    assert Issues(plain) == plain
    assert pickle.loads(pickle.dumps(Issues(plain))) == plain
    assert [["3", "yen", "誤り", "", "空欄にできません。期待する値：円。", "円", "0"]] == cells(
        Issues(plain).to_html()
    )
    assert ["ファイル全体", "the whole file"] == [cells(found.to_html(lang))[0][0] for lang in ("ja", "en")]


def test_links_lead_to_the_web_and_nowhere_else():
    sources = [
        Source(Text("法", "act"), Grade.PRIMARY, url="https://example.org/?a=1&b='2'"),
        Source(Text("法", "act"), Grade.PRIMARY, url="javascript:alert(1)"),
    ]
    view = dashboard.View(Text("題", "title"), (Text("出典", "source"),), tuple((one,) for one in sources))

    links = [a.get("href") for a in tree(view.to_html()).iter("a")]
    assert ["https://example.org/?a=1&b='2'"] == links


def test_a_decision_shows_outcome_reasons_with_law_and_grade_and_the_next_question():
    decision = bonds.eligibility(
        bonds.ProjectFacts(fiscal_year=2026, body_kind="municipality", kind="system")
    )
    html = decision.to_html()
    said = "".join(tree(html).itertext())

    assert "判定できない" in tree(html).findtext(".//caption")
    assert [finding.rule.title.ja for finding in decision.findings] == [
        title
        for row, finding in zip(cells(html), decision.findings, strict=True)
        for title in [finding.rule.title.ja]
        if row[0].startswith(title) and row[4] == finding.grade.label.ja
    ]
    assert decision.next_question().text.ja in said
    assert all(decision.facts.definitions[name].question.ja in said for name in decision.missing)


def test_importing_the_library_loads_nothing_of_what_shows_it():
    code = (
        "import sys, chiho_digital\n"
        "from chiho_digital import governments\n"
        "body = governments.get('352047')\n"
        "print(sorted(name for name in sys.modules if name in "
        "{'html', 'chiho_digital.basics.html', 'chiho_digital.governments.shown'}))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == found.stdout.strip()
