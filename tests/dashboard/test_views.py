"""The tables of the dashboard in its published definitions. The expected ones were reviewed by eye and against the CSV."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import narwhals as nw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital import dashboard, governments, procurement, systems
from chiho_digital.basics import Text
from chiho_digital.dashboard import View
from chiho_digital.procurement import summaries, to_tables

EXPECTED = Path(__file__).parent / "expected"
CASES = procurement.read_cases().cases
POPULATION = governments.figures.load()
VIEWS = {
    "by_prefecture": dashboard.by_prefecture(CASES, population=POPULATION),
    "by_kind": dashboard.by_kind(CASES, population=POPULATION),
    "by_area": dashboard.by_area(CASES, population=POPULATION),
    "by_area_ours": dashboard.by_area(CASES, population=POPULATION, areas=systems.areas_ours()),
    "case_list": dashboard.case_list(CASES, population=POPULATION),
}
NEAR = dashboard.cases_near(governments.find("山口県萩市"), CASES, population=POPULATION)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_the_tables_of_the_real_cases_are_those_that_were_reviewed(name, lang):
    assert (EXPECTED / f"{name}.{lang}.txt").read_text(encoding="utf-8") == VIEWS[name].to_text(lang) + "\n"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("view", [*VIEWS.values(), NEAR], ids=[*VIEWS, "cases_near"])
def test_no_view_holds_a_percentage_a_rate_or_a_ranking(view, lang):
    assert None is re.search(
        r"[%％]|割合|比率|順位|ランキング|percent|\brate\b|\brank", view.to_text(lang) + view.to_html(lang)
    )


def test_a_case_of_several_prefectures_counts_once_in_each_and_once_in_the_total():
    rows = {row[0].ja: row[1] for row in VIEWS["by_prefecture"].rows}

    assert 53 == rows["合計"]
    parts = sum(number for name, number in rows.items() if name != "合計" and number is not None)
    assert sum(len(case.prefectures) for case in CASES) == parts


def test_no_data_is_apart_from_zero():
    rows = {row[0].ja: row for row in VIEWS["by_prefecture"].rows}

    assert (None, None, None) == rows["青森県"][1:]
    assert (1, 1, 0) == rows["広島県"][1:]
    assert (2, 0, None) == rows["宮城県"][1:]


def test_kinds_with_one_case_are_other_and_nothing_else_is():
    shown = dashboard.shown_kinds(CASES)

    assert "その他" == shown["electronic_library"].ja
    assert "生成AI" == shown["generative_ai"].ja
    assert 12 == sum(label.ja == "その他" for label in shown.values())


def test_population_needs_every_participant_and_is_rounded_down():
    rows = {row[0]: row for row in VIEWS["case_list"].rows}

    exact = sum(POPULATION.value(governments.find(name, within="長野県")) for name in ("須坂市", "箕輪町"))
    assert exact // 10_000 * 10_000 == rows["nagano-docmgmt-2022"][4]
    assert "データなし（10,000以上）" == rows["miyazaki-ebid-shintomi-2025"][4].ja
    assert None is rows["toyama-eapp"][4]


@given(st.integers(0, 10**9))
def test_rounding_down_never_shows_more_than_there_is(number):
    shown = dashboard.POPULATION_ROUNDING.apply(number)

    assert 0 == shown % 10_000
    assert 0 <= number - shown < 10_000


def test_the_nearest_bodies_come_first_and_its_own_cases_before_all():
    assert [43_613, 45_973, 49_583] == [row[1] for row in NEAR.rows[:3]]
    own = dashboard.cases_near(governments.find("草津市"), CASES, population=POPULATION, n=4)
    assert {"滋賀県草津市"} == {row[0].ja for row in own.rows}


@pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow"])
@pytest.mark.parametrize(("table", "key"), [("by_prefecture", "prefecture_code"), ("by_kind", "kind")])
def test_sums_are_the_same_on_every_dataframe_library(engine, table, key):
    def rows(name):
        frame = summaries.count_by(getattr(to_tables(CASES, population=POPULATION, engine=name), table), key)
        assert name in type(frame).__module__
        return nw.from_native(frame, eager_only=True).to_arrow().to_pylist()

    assert rows("polars") == rows(engine)


def test_nothing_at_all_is_shown_as_no_data():
    empty = [
        dashboard.by_prefecture((), population=POPULATION),
        dashboard.by_kind((), population=POPULATION),
        dashboard.by_area((), population=POPULATION),
    ]

    assert [(0, 0, None)] * 3 == [view.rows[-1][1:] for view in empty]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_html_is_well_formed_whatever_the_text(text):
    view = View(Text(text, text), (Text(text, text),), ((text,), (None,), (1,)), (Text(text, text),))
    root = ET.fromstring(f"<div>{view.to_html('ja')}</div>")  # noqa: S314 – our own text

    assert text == root.findtext(".//caption")
    assert ["データなし", "1"] == [cell.text for cell in root.iterfind(".//tbody//th")][1:]
