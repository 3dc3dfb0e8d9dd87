"""The pathway of a body: every room answers, what is missing is asked, what is unknown is said, and nothing is invented."""

import json
from datetime import date

import pytest
from planning_pages import Page

from chiho_digital import bonds, governments, planning, procurement
from chiho_digital.basics import Text
from chiho_digital.procurement import EstimatedPrice, calls
from chiho_digital.systems import Catalogue, Offering, Software, UnknownKind

BODIES = ["神奈川県横浜市", "長野県塩尻市", "奈良県曽爾村"]
NAMES = ["offerings", "cases", "calls", "methods", "bond", "talent"]
DAY = date(2026, 6, 1)


def way(body="長野県塩尻市", kind="ビジネスチャット", year=2026, **more):
    return planning.pathway(body, kind, year, **more)


def words(step, lang="en"):
    return step.explain(lang)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_step_speaks_for_bodies_of_every_size(body, lang):
    found = way(body)

    assert [step.name.value for step in found.steps] == NAMES
    for step in found.steps:
        assert step.entries or step.notes
        assert step.title.to(lang) in found.explain(lang)
    assert found.official.to(lang) in found.explain(lang)
    assert all(source.url or source.title for step in found.steps for source in step.sources)
    assert found.step("methods").sources
    assert found.step("bond").sources
    assert found.step("talent").sources


def test_a_wto_threshold_is_asked_of_designated_cities_only():
    large, small = (way(body).thresholds.wto for body in ("神奈川県横浜市", "奈良県曽爾村"))

    assert large.limits[0].amount == 40_000_000
    assert not small.limits


def test_cases_stand_nearest_first_with_whom_to_ask():
    found = way(kind="電子入札", n=3)

    distances = [one.distance for one in found.cases.nearest]
    assert len(distances) == 3
    assert distances == sorted(distances)
    for one in found.shown_cases:
        assert one.case.lead in words(found.step("cases"), "ja")


def test_cases_that_cannot_be_compared_are_shown_after_the_others_and_counted():
    found = way("山形県山形市", kind="電子申請", n=2)

    shown = [one.case.id for one in found.shown_cases]
    unplaced = [one.case.id for one in found.cases.without_figures]
    assert set(shown[-2:]) <= set(unplaced)
    assert f"{len(unplaced)} cannot be compared" in words(found.step("cases"))


def test_an_unknown_kind_is_refused_with_near_names():
    with pytest.raises(UnknownKind) as caught:
        way(kind="ビジネスチャト")

    assert "ビジネスチャット" in caught.value.message("ja")


def test_an_unknown_body_is_refused_with_near_names():
    with pytest.raises(governments.UnknownName):
        way("長野県塩尻町")


def dmp(*names):
    software = tuple(
        Software(id=f"s{place}", name=name, kinds=("business_chat",)) for place, name in enumerate(names)
    )
    return Catalogue(
        software=software,
        offerings=tuple(Offering(software=one.id) for one in software),
        origin=Text("DMPの抽出データ（例）", "an extract of the DMP (example)"),
    )


def test_without_an_extract_nobody_says_what_can_be_had_through_the_dmp():
    found = way()

    assert found.on_dmp is None
    assert found.to_dict()["through_dmp"] is None
    assert "not known" in words(found.step("offerings"))
    assert "not known without an extract" in words(found.step("cases"))


def test_software_of_cases_is_found_in_an_extract_of_the_dmp_whatever_the_width_of_its_letters():
    found = way("滋賀県草津市", dmp=dmp("ＬｏＧｏチャット", "別のチャット"))

    assert [hit.software.name for hit in found.on_dmp] == ["ＬｏＧｏチャット", "別のチャット"]
    by_case = found.to_dict()["through_dmp"]
    assert by_case["shiga-chat-2021"] == ["s0"]
    assert "In the extract of the DMP: ＬｏＧｏチャット" in words(found.step("cases"))


def test_a_case_whose_software_the_extract_lacks_says_so_by_name():
    assert "Not in the extract of the DMP under this name: LoGoチャット" in words(
        way("滋賀県草津市", dmp=dmp("別のチャット")).step("cases")
    )


def call(**more):
    fields = {
        "id": "chat-2026",
        "lead": "200000",
        "kind": "business_chat",
        "title": "<b>チャット</b>を一緒に",
        "invited": ("202151", "202011"),
        "opened_on": date(2026, 5, 1),
        "deadline": date(2026, 6, 30),
        **more,
    }
    return calls.Call(**fields)


def test_open_calls_say_whether_one_is_invited_and_has_answered():
    opened = call()
    joined = opened.answer("202151", "join", date(2026, 5, 20))

    def said(body, one):
        return words(way(body, calls=[one], day=DAY).step("calls"))

    assert "is invited and has not answered yet. The deadline is 2026-06-30" in said("202151", opened)
    assert "This body's answer: joins (2026-05-20)" in said("202151", joined)
    assert "is not invited; ask the lead body" in said("292125", opened)


@pytest.mark.parametrize(
    ("one", "day"),
    [
        (call(), date(2026, 4, 30)),
        (call(), date(2026, 7, 1)),
        (call(kind="electronic_bidding"), DAY),
    ],
    ids=["not yet open", "closed", "another kind"],
)
def test_calls_that_are_not_open_for_this_kind_are_left_out(one, day):
    assert way(calls=[one], day=day).calls == ()


def test_a_price_and_what_is_known_of_the_project_settle_what_they_can():
    day = date(2026, 4, 1)
    thresholds = procurement.threshold_rules(
        "202151", "other", EstimatedPrice(included=990_000, excluded=900_000), day
    )
    project = bonds.Project(
        name="チャット",
        body="202151",
        fiscal_year=2026,
        under_plan=True,
        purpose="resident_convenience",
        kind="system",
        acquisition="introduce",
        use="resident_service",
        joint_with=(),
        commonization_candidate=False,
        cost=990_000,
        grants=0,
        other_revenue=0,
    )
    found = way(thresholds=thresholds, project=project)

    assert found.decision.outcome == "eligible"
    assert found.funding.project.cost == 990_000
    assert not found.step("bond").missing
    assert "What does the project cost" in words(way().step("bond"))


def test_a_project_that_may_not_be_financed_says_why():
    project = bonds.Project(
        name="x",
        body="202151",
        fiscal_year=2026,
        under_plan=False,
        kind="system",
        purpose="resident_convenience",
    )

    found = way(project=project)

    assert found.decision.outcome == "ineligible"
    assert "Reason:" in words(found.step("bond"))


def test_a_catalogue_of_ones_own_may_know_a_kind_that_no_case_has():
    software = (Software(id="q", name="量子箱", kinds=("量子暗号",)),)
    mine = Catalogue(software=software, offerings=(), origin=Text("自作", "our own"))

    found = way(kind="量子暗号", software=mine)

    assert [hit.software.name for hit in found.offerings] == ["量子箱"]
    assert found.cases.count == 0
    with pytest.raises(UnknownKind):
        way(kind="量子暗号")


def test_a_prefecture_has_its_way_too():
    found = way("長野県")

    assert found.thresholds.wto.limits[0].amount == 40_000_000
    assert {one.claimant.value for one in found.helps if one.own} == {"prefecture"}


def test_a_ward_stands_for_its_city():
    assert way("141011").to_dict() == way("141003").to_dict()


def test_a_code_with_a_wrong_check_digit_is_refused_with_the_repair():
    with pytest.raises(governments.InvalidCode) as caught:
        way("352048")

    assert caught.value.suggestion == "352047（山口県萩市）"


def test_before_and_after_the_programme_the_way_still_answers():
    assert [way(year=year).decision.outcome.value for year in (2024, 2030)] == ["ineligible"] * 2


def test_a_body_named_as_taking_part_sees_its_own_case_first():
    found = way("滋賀県草津市")

    assert [one.case.id for one in found.cases.own] == ["shiga-chat-2021"]
    assert found.shown_cases[0].case.id == "shiga-chat-2021"


def test_the_way_is_json_and_keeps_what_the_rooms_say():
    found = way(calls=[call()], day=DAY)

    read = json.loads(found.to_json())
    assert read == found.to_dict()
    assert read["cases"] == found.cases.to_dict()
    assert read["bond"]["decision"] == found.decision.to_dict()
    assert [step["name"] for step in read["steps"]] == NAMES


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_is_whole_and_shows_nothing_as_markup_that_is_data(lang):
    text = way("202151", calls=[call()], day=DAY).to_html(lang)

    page = Page(text)
    assert not page.open
    assert f'<html lang="{lang}">' in text
    assert {"b", "script", "link", "img"}.isdisjoint(page.seen)
    assert "&lt;b&gt;チャット&lt;/b&gt;を一緒に" in text
    assert page.links
    assert all(link.startswith(("https://", "http://")) for link in page.links)
    assert page.seen.count("section") == len(NAMES)


def test_many_bodies_are_walked_one_after_the_other():
    codes = ["202151", "292125", "141003"]

    ways = list(planning.pathways("電子入札", 2026, bodies=codes))

    assert [found.body.code for found in ways] == codes
    assert [found.to_dict() for found in ways] == [way(code, "電子入札").to_dict() for code in codes]


@pytest.mark.slow
def test_every_municipality_has_a_way():
    count = 0
    for found in planning.pathways("電子入札", 2026):
        count += 1
        assert len(found.steps) == len(NAMES)
    assert count == 1741
