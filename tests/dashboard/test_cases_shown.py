"""One case in detail, use of subsidies, and what others buy together: lists without shares or order, unknown apart."""

import re

import pytest

from chiho_digital import dashboard, governments, procurement
from chiho_digital.dashboard import BOUGHT, CaseExtras, Listing
from chiho_digital.procurement import CaseRow
from chiho_digital.systems import kind_of
from chiho_digital.tables import columns_of

CASES = {case.id: case for case in procurement.read_cases().cases}
POPULATION = governments.figures.load()
LISTING = Listing.of(CASES.values(), population=POPULATION)
PREFECTURES = [str(body.code) for body in governments.prefectures()]
NO_SHARE = re.compile(r"[%％]|割合|比率|順位|ランキング|percent|\brate\b|\brank")


def detail(case, **extras):
    return dashboard.case_detail(CASES[case], population=POPULATION, extras=CaseExtras(**extras))


def told(view):
    return {row[0].ja: row[1] for row in view.rows}


def ja(view):
    return [row[0].ja for row in view.rows]


def test_every_case_has_a_detail_in_both_languages():
    for case in CASES:
        views = detail(case).views
        assert 4 == len(views)
        for view in views:
            assert view.to_text("ja")
            assert view.to_text("en")


def test_what_is_not_known_of_a_case_is_no_data_and_never_no_or_zero():
    about = told(detail("kagawa-eapp-2004").about)
    for item in ("仕様書の共有", "補助金の利用", "問い合わせ先の部署", "人口規模（人）", "事業者"):
        assert about[item] is None
    about = told(
        detail(
            "kagawa-eapp-2004", specification_shared=False, subsidy_used=True, department="情報政策課"
        ).about
    )
    assert ("共有できない", "利用した", "情報政策課") == (
        about["仕様書の共有"].ja,
        about["補助金の利用"].ja,
        about["問い合わせ先の部署"],
    )


def test_costs_are_shown_by_scope_with_the_reason_why_one_is_not_known_and_never_added_up():
    costs = detail("gifu-gis-2006").costs
    assert ["初期費用", "年間費用", "総額"] == ja(costs)
    assert None is costs.rows[0][1]
    assert "資料が矛盾する" == costs.rows[0][3].ja
    for case in CASES.values():
        shown = [row[1] for row in detail(case.id).costs.rows]
        assert [amount.yen for amount in case.amounts] == shown


def test_the_history_is_in_the_order_of_the_days_and_says_who_left():
    history = detail("kagawa-eapp-2004").history
    assert "2004年度" == history.rows[0][0].ja
    assert "利用開始" == history.rows[0][1].ja
    left = [row for row in history.rows if row[1].ja.endswith("が離脱")]
    assert 10 == len(left)
    assert {"平成21年度"} == {row[0].ja for row in left}
    assert {"FY2009"} == {row[0].en for row in left}


def test_of_every_kind_it_is_said_how_many_cases_told_whether_they_used_a_subsidy():
    view = dashboard.by_subsidy(CASES.values(), {})
    assert all((None, None) == row[2:4] and row[1] == row[4] for row in view.rows)
    assert "その他" == view.rows[-1][0].ja
    extras = {
        "osaka-chat-2021": CaseExtras(subsidy_used=True),
        "shiga-chat-2021": CaseExtras(subsidy_used=False),
    }
    rows = {row[0].ja: row[1:] for row in dashboard.by_subsidy(CASES.values(), extras).rows}
    assert (3, 1, 1, 1) == rows["ビジネスチャット"]


def test_kinds_bought_elsewhere_are_those_of_other_prefectures_and_not_of_ones_own():
    found = dashboard.elsewhere(LISTING, "大阪府")
    assert "270008" == found.prefecture.code
    kinds = ja(found.elsewhere)
    assert "生成AI" in kinds
    assert "電子申請" not in kinds
    assert () == found.unknown.rows
    places = {row[0].ja: row[1].ja for row in found.elsewhere.rows}
    assert "滋賀県" == places["生成AI"]
    assert "東京都、奈良県" == places["学習者用端末（GIGA）"]


def test_of_a_prefecture_without_a_case_nothing_is_known():
    found = dashboard.elsewhere(LISTING, "020001")
    assert () == found.elsewhere.rows
    assert len(found.unknown.rows) > 10
    assert "1件もない" in found.unknown.notes[0].ja


def test_a_kind_of_which_nobody_knows_whether_it_was_bought_stands_apart():
    found = dashboard.elsewhere(LISTING, "群馬県")  # its generative AI: result not verified
    assert "生成AI" in ja(found.unknown)
    assert "生成AI" not in ja(found.elsewhere)


@pytest.mark.parametrize("code", PREFECTURES)
def test_every_kind_bought_elsewhere_is_in_one_list_in_no_order_of_numbers(code):
    found = dashboard.elsewhere(LISTING, code)
    shown = dashboard.shown_kinds(LISTING.tables)
    elsewhere_kinds, own = set(), set()
    for case in CASES.values():
        kinds = {kind_of(spelling).id for spelling in case.kinds}
        if case.status in BOUGHT:
            (own if code in case.prefectures else elsewhere_kinds).update(kinds)
            if code in case.prefectures and len(case.prefectures) > 1:
                elsewhere_kinds.update(kinds)
    lacking = {shown[kind].ja for kind in elsewhere_kinds - own}
    assert lacking == {*ja(found.elsewhere), *ja(found.unknown)}
    for view in (found.elsewhere, found.unknown):
        assert not any(isinstance(cell, int) for row in view.rows for cell in row)


def test_every_state_of_the_row_model_is_either_bought_or_not_known():
    words = set(columns_of(CaseRow)["status"].kind.kind.words)
    assert BOUGHT < words
    assert {"tendering", "result_unverified", "pilot"} == words - BOUGHT


def test_no_view_of_bodies_holds_a_share_a_rate_or_a_ranking():
    views = [dashboard.by_subsidy(CASES.values(), {})]
    for code in PREFECTURES:
        found = dashboard.elsewhere(LISTING, code)
        views += [found.elsewhere, found.unknown]
    for case in CASES.values():
        views += [detail(case.id).history, detail(case.id).bodies]
    for view in views:
        for lang in ("ja", "en"):
            text = view.to_text(lang)
            if view.title.ja == "経緯":
                text = text.replace(str(view.notes[0].to(lang)), "")  # the words of the source
            assert None is NO_SHARE.search(text)


def test_a_place_that_is_no_prefecture_is_refused():
    for place in ("無県", "352047"):
        with pytest.raises((LookupError, ValueError)):
            dashboard.elsewhere(LISTING, place)
