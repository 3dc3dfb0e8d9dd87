"""The load of one body: its own work by fiscal year, surely or perhaps, with sources; nobody else's, and nothing invented."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning_pages import Page
from pydantic import ValidationError

from chiho_digital import commonization, planning
from chiho_digital.basics import FiscalYear, Grade, InvalidValue, Source, Text
from chiho_digital.governments import UnknownName
from chiho_digital.planning import WorkItem, WorkKind

HAGI, BOFU, YAMAGUCHI = "352047", "352063", "350001"
OWN = Source(Text("庁内の予定表", "the town hall's own schedule"), Grade.PRIMARY)
YEARS = st.integers(2021, 2029)


def item(body=HAGI, kind="plan", what="計画", **more):
    return WorkItem(body=body, kind=kind, what=what, source="庁内の予定表", grade="primary", **more)


def counts(found):
    return [(len(year.sure), len(year.perhaps)) for year in found.by_year]


@given(first=YEARS | st.none(), last=YEARS | st.none(), low=YEARS | st.none(), high=YEARS | st.none())
def test_a_year_is_sure_or_excluded_where_every_way_to_fill_in_what_is_unknown_says_so(
    first, last, low, high
):
    try:
        one = item(first=first, last=last, not_before=low, not_after=high)
    except ValidationError:
        known = [year for year in (low, first, last, high) if year is not None]
        assert known != sorted(known)
        return
    spans = [
        (start, end)
        for start in range(2000, 2051)
        for end in range(start, 2051)
        if start == (first or start)
        and end == (last or end)
        and (low or start) <= start
        and end <= (high or end)
    ]
    for year in range(2020, 2031):
        held = {start <= year <= end for start, end in spans}
        said = one.carried_in(FiscalYear(year))
        if first is last is None:  # whether the work is done at all is not known either
            assert said is (False if held == {False} else None)
        else:
            assert said is (held.pop() if len(held) == 1 else None)


def test_years_out_of_order_are_refused():
    with pytest.raises(ValidationError, match="years are out of order: FY2026, FY2025"):
        item(first=2026, last=2025)


@pytest.mark.parametrize(
    ("years", "ja", "en"),
    [
        ({}, "年度は不明", "years unknown"),
        ({"first": 2025, "last": 2025}, "令和7年度", "FY2025"),
        ({"first": 2025}, "令和7年度～不明", "FY2025 to unknown"),
        ({"not_before": 2025}, "不明（令和7年度以後）～不明", "unknown (not before FY2025) to unknown"),
        (
            {"last": 2027, "not_before": 2025},
            "不明（令和7年度以後）～令和9年度",
            "unknown (not before FY2025) to FY2027",
        ),
        ({"not_after": 2025}, "不明～不明（令和7年度以前）", "unknown to unknown (not after FY2025)"),
    ],
)
def test_the_years_of_an_item_say_what_is_known_of_them(years, ja, en):
    one = item(**years)

    assert (ja, en) == (one.years("ja"), one.years("en"))


def test_a_ward_stands_for_its_city_and_a_former_body_for_what_it_became():
    assert "141003" == item("141011").body
    assert planning.load("横浜市鶴見区", [2025]).body.code == "141003"
    assert "402311" == item("403059").body  # 那珂川町 became 那珂川市


@pytest.mark.parametrize("code", ["352048", "016951", "999997"])
def test_what_is_no_body_carries_no_work(code):
    with pytest.raises(ValidationError):
        item(code)


def test_by_default_a_municipality_may_carry_all_20_affairs_and_none_surely():
    found = planning.load(HAGI, [2025, 2026])

    assert [(0, 20), (0, 20)] == counts(found)
    assert {WorkKind.STANDARDISATION} == {one.kind for one in found.items}
    assert {Grade.SECONDARY} == {one.grade for one in found.items}
    assert "住民基本台帳" in [one.what.ja for one in found.items]
    for lang, target, unknown in (
        ("en", "by the end of FY2025 (2026-03-31) in principle", "not known unless it is stated"),
        ("ja", "原則として令和7年度末（2026-03-31）までが目標", "示されない限り分かりません"),
    ):
        assert target in found.explain(lang)
        assert unknown in found.explain(lang)
        assert "3,770" in found.explain(lang)


def test_which_affairs_a_prefecture_standardises_is_not_known():
    found = planning.load(YAMAGUCHI, [2025])

    assert [(0, 0)] == counts(found)
    assert "Which affairs a prefecture standardises is not known" in found.explain("en")
    stated = planning.standardisation_work(YAMAGUCHI, later={"生活保護": 2027}, source=OWN)
    assert set(stated) == set(planning.load(YAMAGUCHI, [2025], affairs=stated)[2025].perhaps)


def test_what_is_done_moves_later_or_is_not_its_own_can_be_stated():
    affairs = planning.standardisation_work(
        HAGI,
        done={"住民基本台帳": 2024, "seal_registration": FiscalYear(2025)},
        later={"固定資産税": 2027, "national pension": None},
        without=["生活保護"],
        source=OWN,
    )
    found = planning.load(HAGI, [2024, 2025, 2026, 2027, 2028], affairs=affairs)

    assert [(1, 18), (1, 17), (0, 17), (1, 16), (0, 16)] == counts(found)
    kinds = {one.what.ja: one.kind for one in found.items}
    assert "生活保護" not in kinds
    assert WorkKind.LATER_MIGRATION == kinds["固定資産税"] == kinds["国民年金"]
    assert ["住民基本台帳"] == [one.what.ja for one in found[2024].sure]
    assert {"住民基本台帳", "印鑑登録", "固定資産税", "国民年金"} == {
        one.what.ja for one in affairs if one.cited == OWN
    }


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"done": {"住民基本台帳": 2025}}, "is not stated"),
        ({"later": {"住民基本台帳": None}}, "is not stated"),
        ({"without": ["住民記録台帳"]}, "Likely repair: basic resident register"),
        (
            {"without": ["戸籍"], "done": {"family_register": 2025}, "source": OWN},
            "named twice: family register",
        ),
    ],
)
def test_a_statement_without_a_source_or_of_no_affair_or_made_twice_is_refused(stated, said):
    with pytest.raises(InvalidValue) as caught:
        planning.standardisation_work(HAGI, **stated)

    assert said in caught.value.message("en")


def test_the_affairs_are_twenty_each_found_by_id_and_name():
    known = commonization.standardisation()

    assert 20 == len(known.affairs) == len({one.label.ja for one in known.affairs})
    for one in known.affairs:
        assert one == known.affair(one.id) == known.affair(one.label.ja) == known.affair(one.label.en.upper())
    assert (3_770, 34_592, 643, 1_788) == (
        known.later.systems,
        known.later.of_systems,
        known.later.bodies,
        known.later.of_bodies,
    )


def test_last_years_work_going_on_while_new_work_starts_is_told_apart():
    going, starting = item(what="甲", first=2025, last=2026), item(what="乙", first=2026, last=2026)
    maybe = item(what="丙", first=2026, last=None)
    year = planning.load(HAGI, [2026], [going, starting, maybe], affairs=())[2026]

    assert ((going, starting, maybe), (going,), (starting, maybe)) == (year.sure, year.going_on, year.new)
    assert "going on from the year before: 1, new in this year: 2" in year.explain("en")


def test_the_work_of_other_bodies_stands_nowhere_in_the_load_of_one():
    others = [item(BOFU, what="防府市の秘密"), item(YAMAGUCHI, what="県の秘密")]
    found = planning.load(HAGI, [2025], [item(first=2025), *others])

    assert [(1, 20)] == counts(found)
    for text in (found.explain("ja"), found.to_json(), found.to_html("ja")):
        assert "秘密" not in text
        assert "防府" not in text


def test_equal_items_count_once_and_items_of_other_years_are_named_apart():
    one = item(first=2025, last=2025)
    found = planning.load(HAGI, [2025, 2025], [one, one, item(what="昔の計画", last=2020)], affairs=())

    assert [(1, 0)] == counts(found)
    assert ["昔の計画"] == [other.what.ja for other in found.outside]
    assert "none of these years: 昔の計画" in found.explain("en")
    with pytest.raises(KeyError):
        found[2026]


def test_a_load_of_no_year_or_no_body_is_refused():
    with pytest.raises(InvalidValue, match="no fiscal year"):
        planning.load(HAGI, [])
    with pytest.raises(UnknownName):
        planning.load("山口県萩町", [2025])


def test_the_load_as_json_says_null_where_a_year_is_not_known():
    found = planning.load(HAGI, [2025, 2026], [item(first=2025)], affairs=())

    read = json.loads(found.to_json())
    assert read == found.to_dict()
    assert {"2025": True, "2026": None} == read["items"][0]["carried"]
    assert {"fiscal_year": 2026, "sure": 0, "perhaps": 1, "going_on": 0, "new": 0} == read["years"][1]
    assert found.items == tuple(
        WorkItem.model_validate({name: value for name, value in one.items() if name != "carried"})
        for one in read["items"]
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_is_a_whole_table_with_headings_words_and_sources(lang):
    named = WorkItem(
        body=HAGI,
        kind="plan",
        what="<b>計画</b>",
        first=2025,
        source="庁内",
        article="3頁",
        revision="2025-06-01",
        url="https://example.org/?a=1&b=2",
        grade="inferred",
    )
    found = planning.load(HAGI, [2025, 2026], [named, item(last=2020)])
    text = found.to_html(lang)

    page = Page(text)
    assert not page.open
    assert f'<html lang="{lang}">' in text
    assert "&lt;b&gt;計画&lt;/b&gt;" in text
    assert {"b", "script", "link", "img"}.isdisjoint(page.seen)
    scopes = [attrs.get("scope") for tag, attrs in page.attrs if tag == "th"]
    assert scopes == ["col"] * 4 + ["rowgroup"] + ["row"] * 20 + ["rowgroup", "row"] + ["row"] * 4
    marks = {attrs["id"] for _, attrs in page.attrs if "id" in attrs}
    assert {link[1:] for link in page.links if link.startswith("#")} <= marks
    assert "https://example.org/?a=1&b=2" in page.links
    words = {"ja": ("確実", "可能性あり", "令和8年度"), "en": ("surely", "perhaps", "FY2026")}[lang]
    assert set(words) <= set(page.words)
    assert all(note.to(lang) in page.words for note in found.notes)
    assert found.official.to(lang) in text


def test_a_page_without_work_is_whole_too():
    page = Page(planning.load(YAMAGUCHI, [2025]).to_html("ja"))

    assert not page.open
    assert "ol" not in page.seen
