"""Talent pools: what is shown of the law and the pools is the library's; needs and people belong to those who stated them."""

import json
import re
import sys
from datetime import date
from html import escape

import pytest
from attrs import evolve
from portal_pages import AHEAD, SUPPORTED
from portal_running import ROOMY, form_token, running

from chiho_digital import governments, planning, talent

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
SHIMANE = str(governments.find("島根県").code)
MATSUE, IZUMO = (str(governments.find(name).code) for name in ("島根県松江市", "島根県出雲市"))
TOTTORI = str(governments.find("鳥取県").code)
SUPPORT = {
    "q_external": "yes",
    "q_digital_expertise": "yes",
    "q_duty": "support",
    "q_employment": "fixed_term",
}
NEED = {
    "role": "project_manager",
    "field_data": "3",
    "time_share": "４０",
    "start": "令和8年4月1日",
    "end": "R9.3.31",
    "priority": "1",
    "remark": "窓口の見直し",
}
PERSON = {
    "role": "project_manager",
    "field_data": "4",
    "duty": "support",
    "time_share": "80",
    "start": "2025-04-01",
    "end": "2030-03-31",
}


def rows(*costs):
    """The fields of costs: kind and amount, revenue, person."""
    found = {}
    for place, (item, amount, *more) in enumerate(costs, 1):
        found |= {
            f"item{place}": item,
            f"amount{place}": str(amount),
            f"revenue{place}": str(more[0] if more else 0),
        }
        found[f"person{place}"] = str(more[1] if len(more) > 1 else place)
    return found


def reckoned(client, **fields):
    """What the page and the JSON say of the amounts: by measure."""
    answer = client.get("/api/talent/support", params=fields)
    assert 200 == answer.status_code, answer.text
    page = client.get("/ja/talent/support", params=fields).text
    found = {name: one["amount"] for name, one in answer.json()["supports"].items()}
    for amount in found.values():
        assert amount is None or f"{amount:,}円" in page
    return found


# What is shown of the scheme and the pools.


def test_the_scheme_stands_in_five_lines_each_with_its_source(client):
    text = client.get("/ja/talent").text
    lines = re.search("<ol>.*?</ol>", text, re.DOTALL).group().split("<li>")
    assert 5 == sum("出典" in line and "[" in line for line in lines)
    for said in ("7/10", "令和5年度", "令和11年度", "令和7年度", "分かりません", "現金ではありません"):
        assert said in text


def test_pools_are_by_prefecture_and_what_was_not_noted_is_no_data_apart_from_zero(client):
    text = client.get("/ja/talent").text
    for one in talent.real_pools():
        assert f'href="/ja/talent/{one.prefecture}"' in text
        assert one.pool.name in text
    for count in talent.national_counts():
        assert count.to("ja") in text
    assert "ないという意味ではありません" in client.get(f"/ja/talent/{TOTTORI}").text
    ehime = client.get("/ja/talent/380008").text
    assert "共有する専門人材（人）：5" in ehime
    assert "データなし" in ehime
    assert "大分県の市町村DX支援" in client.get("/ja/talent/440001").text
    assert client.get(f"/api/talent/pools/{TOTTORI}").json() is None
    assert 47 == len(set(re.findall(r"/ja/talent/(\d{6})", text)))


# What is paid for people: the vectors of the law, through the pages.


@pytest.mark.parametrize(
    ("year", "costs", "measure", "amount"),
    [
        (2025, [("engagement", "12,000,000円"), ("recruiting", "80万円")], "prefecture_talent", 8_960_000),
        (2024, [("engagement", 25_000_000), ("recruiting", 1_500_000)], "prefecture_talent", 14_700_000),
        (
            2025,
            [("engagement", "２５，０００，０００"), ("recruiting", 1_500_000)],
            "prefecture_talent",
            15_050_000,
        ),
        (2028, [("engagement", 25_000_000), ("recruiting", 1_500_000)], "prefecture_talent", 14_700_000),
        (
            2025,
            [("engagement", 9_876_543), ("engagement", 4_321_987), ("recruiting", 333_333)],
            "prefecture_talent",
            10_172_000,
        ),
        (2030, [("engagement", 12_000_000)], "prefecture_talent", None),
    ],
)
def test_the_amounts_of_a_prefecture_are_those_of_the_law(client, year, costs, measure, amount):
    found = reckoned(client, body="山口県", year=year, **SUPPORT, **rows(*costs))
    assert amount == found.get(measure)


@pytest.mark.parametrize(
    ("costs", "answers", "measure", "amounts"),
    [
        (
            [("engagement", 7_123_456), ("recruiting", 999_999)],
            {"q_external": "yes", "q_cio_aide": "yes", "q_duty": "own_work", "q_employment": "fixed_term"},
            "own_cio_aide",
            (5_686_000, 7_123_456 + 999_999 - 5_686_000),
        ),
        (
            [("engagement", 1_200_000, 400_000)],
            {"q_external": "yes", "q_cio_aide": "yes", "q_duty": "own_work", "q_employment": "outsourced"},
            "own_cio_aide",
            (560_000, 240_000),
        ),
        (
            [("contribution", 2_000_000)],
            {"q_external": "yes", "q_digital_expertise": "yes", "q_duty": "support"},
            "supporting_municipality",
            (1_400_000, 600_000),
        ),
    ],
)
def test_the_amounts_of_a_municipality_are_those_of_the_law(client, costs, answers, measure, amounts):
    amount, left = amounts
    fields = {"body": "352047", "year": 2025, **rows(*costs), **answers}
    assert amount == reckoned(client, **fields)[measure]
    assert f"{left:,}円" in client.get("/ja/talent/support", params=fields).text


def test_outside_its_years_a_measure_gives_its_window_as_the_reason(client):
    text = client.get(
        "/ja/talent/support", params={"body": "350001", "year": 2030, **SUPPORT, **rows(("engagement", 1))}
    ).text
    assert "令和5年度から令和11年度まで" in text
    assert "対象とならない" in text


def test_an_answer_names_cap_law_grade_and_that_it_is_no_cash(client):
    text = client.get(f"/ja/talent/support?{SUPPORTED}").text
    for said in (
        "1人につき上限20,000,000円",
        "上限3,000,000円",
        "附則6条9項",
        "推論",
        "現金ではありません",
        "11,450,000円",
    ):
        assert said in text


def test_only_what_still_matters_is_asked_and_what_is_not_known_is_not_asked_again(client):
    def asked(**more):
        fields = {"body": "352047", "year": 2026, **rows(("engagement", 6_000_000)), **more}
        return [one["fact"] for one in client.get("/api/talent/support", params=fields).json()["questions"]]

    first = asked()
    assert first
    assert "core_staff" not in first
    assert "cio_aide" not in first  # that measure ended with FY2025
    assert first[0] not in asked(**{f"q_{first[0]}": "unknown"})
    none = {
        "q_partnership_agreement": "no",
        "q_worker_type": "none",
        "q_local_adviser": "no",
        "q_item_for_body": "no",
    }
    assert [] == asked(**none, q_duty="own_work")
    assert [] == asked(**{f"q_{name}": "unknown" for name in talent.CostFacts.definitions})


def test_what_was_answered_stays_and_a_cost_under_two_measures_leaves_the_choice_to_the_body(client):
    fields = {
        "body": "350001",
        "year": 2025,
        **rows(("engagement", 8_000_000)),
        **SUPPORT,
        "q_partnership_agreement": "yes",
        "q_dispatch": "sent",
        "q_recipient": "other_municipality",
    }
    found = reckoned(client, **fields)
    assert (5_600_000, 3_186_000) == (found["prefecture_talent"], found["partnership_prefecture"])
    text = client.get("/ja/talent/support", params=fields).text
    assert "複数の措置" in text
    assert '<option value="sent" selected>' in text


def test_the_order_of_deduction_and_the_fiscal_index_are_asked_only_where_they_matter(client):
    capped = {"body": "350001", "year": 2025, **SUPPORT, **rows(("engagement", 25_000_000, 1_000_000))}
    page = client.get("/ja/talent/support", params=capped).text
    assert 'name="netting"' in page
    assert 'name="index"' not in page
    assert reckoned(client, **capped)["prefecture_talent"] is None
    assert 14_000_000 == reckoned(client, **capped, netting="before_cap")["prefecture_talent"]
    adviser = {
        "body": "352047",
        "year": 2025,
        **rows(("engagement", 3_000_000)),
        "q_local_adviser": "yes",
        "q_item_for_body": "yes",
    }
    assert 'name="index"' in client.get("/ja/talent/support", params=adviser).text
    found = reckoned(client, **adviser, index="０.５５", recognised="no")
    cost = talent.Outlay("adviser", 3_000_000)
    wanted = talent.amount(
        "local_adviser", 2025, [cost], body_kind="municipality", fiscal_index="0.55"
    ).amount
    assert wanted == found["local_adviser"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"body": "府中市", "year": "2025"}, "body"),
        ({"body": "太子市", "year": "2025"}, "body"),
        ({"body": "999999", "year": "2025"}, "body"),
        ({"body": "９９９", "year": "2025"}, "body"),
        ({"body": "352047"}, "year"),
        ({"year": "2025"}, "body"),
        ({"body": "352047", "year": "1999"}, "year"),
        ({"body": "352047", "year": "2025", "item1": "gold"}, "item1"),
        ({"body": "352047", "year": "2025", "amount1": "5"}, "item1"),
        ({"body": "352047", "year": "2025", **rows(("engagement", -5))}, "amount1"),
        ({"body": "352047", "year": "2025", **rows(("engagement", 10**14))}, "amount1"),
        ({"body": "352047", "year": "2025", **rows(("engagement", "9" * 39))}, "amount1"),
        ({"body": "352047", "year": "2025", **rows(("engagement", 5, 6))}, "revenue1"),
        ({"body": "352047", "year": "2025", **rows(("engagement", "千円"))}, "amount1"),
        ({"body": "352047", "year": "2025", "q_duty": "nothing"}, "q_duty"),
        ({"body": "352047", "year": "2025", "index": "0.555"}, "index"),
        ({"body": "352047", "year": "2025", "index": "1e999999"}, "index"),
        ({"body": HOSTILE, "year": "2025"}, "body"),
    ],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_cannot_be_read_is_explained_and_kept(client, lang, fields, field):
    answer = client.get(f"/{lang}/talent/support", params=fields)
    assert 422 == answer.status_code
    assert f'href="#{field}"' in answer.text
    for name in ("body", "amount1"):
        if name in fields and name != field:
            assert escape(fields[name]) in answer.text
    assert "<script" not in answer.text
    assert 422 == client.get("/api/talent/support", params=fields).status_code


def test_costs_too_large_together_are_explained(client):
    most = rows(("engagement", 10**13), ("engagement", 10**13))
    answer = client.get("/ja/talent/support", params={"body": "350001", "year": 2025, **SUPPORT, **most})
    assert 422 == answer.status_code
    assert "上限" in answer.text


# Years ahead.


def test_years_ahead_are_those_of_the_library(client):
    engaged = {"external": True, "digital_expertise": True, "duty": "support", "employment": "fixed_term"}
    others = {"partnership_agreement": False, "worker_type": "none", "local_adviser": False}
    cost = talent.Cost(
        id="p1", body="350001", fiscal_year=2025, item="engagement", amount=25_000_000, revenue=0, person="p1",
        engagement=engaged, **others,
    )  # fmt: skip
    recruiting = cost.with_(id="recruiting", item="recruiting", amount=1_500_000, person=None)
    wanted = talent.outlook([*cost.in_years(2025, 2030), recruiting], 2025, 6)
    found = client.get(f"/api/talent/outlook?{AHEAD}").json()["outlook"]
    assert [year.total.to_dict() for year in wanted.years] == [year["total"] for year in found["years"]]
    text = client.get(f"/ja/talent/outlook?{AHEAD}").text
    for said in (
        "15,050,000円",
        "14,000,000円",
        "令和12年度からはありません",
        "不明（分かっている分 71,050,000円）",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": ""}, "body"),
        ({"people": "0"}, "people"),
        ({"people": "11"}, "people"),
        ({"people": "-1"}, "people"),
        ({"years": "11"}, "years"),
        ({"years": "0"}, "years"),
        ({"start": "2050"}, "start"),
        ({"cost": "1.5円"}, "cost"),
        ({"revenue": "30,000,000"}, "revenue"),
        ({"duty": HOSTILE}, "duty"),
    ],
)
def test_what_a_plan_cannot_be_is_explained(client, changes, field):
    fields = dict(pair.split("=") for pair in AHEAD.split("&")) | changes
    answer = client.get("/en/talent/outlook", params=fields)
    assert 422 == answer.status_code
    assert f'href="#{field}"' in answer.text
    assert "<script" not in answer.text


# The load of a municipality.


def test_a_load_holds_public_facts_alone_and_never_adds_perhaps(client):
    found = client.get("/api/bodies/252069/load").json()
    kinds = {item["kind"] for item in found["items"]}
    assert {"standardisation", "common_system", "joint_procurement"} == kinds
    assert {"252069"} == {item["body"] for item in found["items"]}
    text = client.get("/ja/bodies/252069/load").text
    assert "可能性あり" in text
    assert planning.load("252069", [2025]).title("ja") in text
    assert '/ja/bodies/252069/load"' in client.get("/ja/bodies/252069").text
    assert 404 == client.get("/api/bodies/250007/load").status_code


# Needs of municipalities, people of prefectures.


def sent(client, path, **fields):
    place = re.sub("/withdraw$", "", path)
    return client.post(path, data={"form_token": form_token(client, place), **fields})


@pytest.fixture
def towns(tmp_path):
    with (
        running(tmp_path) as site,
        site.logged_in(MATSUE) as matsue,
        site.logged_in(IZUMO) as izumo,
        site.logged_in(SHIMANE) as shimane,
    ):
        yield site, matsue, izumo, shimane


def test_a_municipality_states_changes_and_withdraws_its_needs(towns):
    site, matsue, _, _ = towns
    path = f"/ja/bodies/{MATSUE}/needs"
    assert 303 == sent(matsue, path, **NEED).status_code
    kept = json.loads(site.portal.store.read("select record from talent_records")[0][0])
    assert (f"{MATSUE}-1", 40, "2026-04-01", "2027-03-31") == tuple(
        kept[name] for name in ("id", "time_share", "start", "end")
    )
    page = matsue.get(f"{path}/1").text
    for said in ('value="令和8年4月1日"', '<option value="3" selected>', "窓口の見直し"):
        assert said in page
    assert 303 == sent(matsue, f"{path}/1", **NEED | {"role": "engineer", "time_share": "20"}).status_code
    assert "エンジニア" in matsue.get(path).text
    assert 303 == sent(matsue, f"{path}/1/withdraw").status_code
    assert 404 == matsue.get(f"{path}/1").status_code
    assert 303 == sent(matsue, path, **NEED).status_code
    assert 200 == matsue.get(f"{path}/2").status_code  # a number is never given twice
    log = [(one.who, one.what, one.subject) for one in site.portal.store.audit_log() if "need" in one.what]
    done = [("need stated", "1"), ("need changed", "1"), ("need withdrawn", "1"), ("need stated", "2")]
    assert [(MATSUE, *one) for one in done] == log


def test_a_municipality_neither_sees_nor_changes_the_needs_of_another(towns):
    site, matsue, izumo, _ = towns
    path = f"/ja/bodies/{MATSUE}/needs"
    sent(matsue, path, **NEED)
    own = form_token(izumo, f"/ja/bodies/{IZUMO}/needs")
    for place in (path, f"{path}/1"):
        assert 403 == izumo.get(place).status_code
        assert 403 == izumo.post(place, data={"form_token": own, **NEED}).status_code
    assert 403 == izumo.post(f"{path}/1/withdraw", data={"form_token": own}).status_code
    assert 404 == izumo.get(f"/ja/bodies/{IZUMO}/needs/1").status_code
    assert "窓口の見直し" not in izumo.get(f"/ja/bodies/{IZUMO}/needs").text
    assert [(1,)] == site.portal.store.read("select count(*) from talent_records")


def test_a_prefecture_sees_the_needs_of_its_municipalities_alone_and_states_none_for_them(towns):
    site, matsue, _, shimane = towns
    path = f"/ja/bodies/{MATSUE}/needs"
    sent(matsue, path, **NEED)
    pool = f"/ja/talent/{SHIMANE}/pool"
    assert "窓口の見直し" in shimane.get(pool).text
    own = form_token(shimane, pool)
    for place in (path, f"{path}/1", f"{path}/1/withdraw"):
        assert 403 == shimane.post(place, data={"form_token": own, **NEED}).status_code
    assert 404 == shimane.post(f"/ja/bodies/{SHIMANE}/needs", data={"form_token": own, **NEED}).status_code
    assert 403 == matsue.get(pool).status_code
    assert 404 == matsue.get(f"/ja/talent/{MATSUE}/pool").status_code
    with site.logged_in(TOTTORI) as tottori:
        assert "窓口の見直し" not in tottori.get(f"/ja/talent/{TOTTORI}/pool").text
        assert 403 == tottori.get(pool).status_code
        assert 403 == tottori.get(f"/ja/talent/{SHIMANE}/plan").status_code
        token = form_token(tottori, f"/ja/talent/{TOTTORI}/pool")
        assert 403 == tottori.post(pool, data={"form_token": token, **PERSON}).status_code


def test_nobody_states_anything_without_a_login_or_with_a_forged_form(towns):
    site, matsue, _, shimane = towns
    with site.client() as anybody:
        token = form_token(anybody)
        for path in (f"/ja/bodies/{MATSUE}/needs", f"/ja/talent/{SHIMANE}/pool"):
            assert 401 == anybody.post(path, data={"form_token": token, **NEED}).status_code
    assert 403 == matsue.post(f"/ja/bodies/{MATSUE}/needs", data={"form_token": "0" * 64, **NEED}).status_code
    assert 403 == shimane.post(f"/ja/talent/{SHIMANE}/pool", data=PERSON).status_code


def test_the_public_sees_counts_by_role_alone(towns):
    site, matsue, izumo, _ = towns
    for client, body in ((matsue, MATSUE), (izumo, IZUMO)):
        sent(client, f"/ja/bodies/{body}/needs", **NEED)
    sent(matsue, f"/ja/bodies/{MATSUE}/needs", time_share="10")
    counts = site.get("/api/talent/needs").json()
    assert [("project_manager", 2), (None, 1)] == [(one["role"], one["needs"]) for one in counts]
    for path in ("/ja/talent/needs", f"/ja/talent/{SHIMANE}", f"/ja/bodies/{MATSUE}"):
        text = site.get(path).text
        assert "窓口の見直し" not in text
    assert "松江" not in site.get("/ja/talent/needs").text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end": "令和7年3月31日"}, "end"),
        ({"start": "令和8年2月30日"}, "start"),
        ({"start": "平成40年4月1日"}, "start"),
        ({"end": "いつか"}, "end"),
        ({"time_share": "0"}, "time_share"),
        ({"time_share": "101"}, "time_share"),
        ({"time_share": "-5"}, "time_share"),
        ({"hours": "-5"}, "hours"),
        ({"hours": "9" * 15}, "hours"),
        ({"hours": "九"}, "hours"),
        ({"priority": "0"}, "priority"),
        ({"role": "king"}, "role"),
        ({"span": "<b>"}, "span"),
        ({"field_data": "6"}, "field_data"),
        ({"remark": "x" * 501}, "remark"),
        ({"remark": "a\x00b"}, "remark"),
        ({"start": HOSTILE}, "start"),
    ],
)
def test_a_need_that_cannot_be_is_explained_and_what_was_typed_is_kept(site, changes, field):
    with site.logged_in(IZUMO) as client:
        answer = sent(client, f"/ja/bodies/{IZUMO}/needs", **NEED | {"remark": "ここに残る"} | changes)
        assert 422 == answer.status_code
        assert f'href="#{field}"' in answer.text
        assert "<script" not in answer.text
        assert "remark" in changes or "ここに残る" in answer.text
        assert "該当するものがありません" in client.get(f"/ja/bodies/{IZUMO}/needs").text


@pytest.mark.parametrize(
    "changes", [{"end": "2020-01-01"}, {"time_share": "101"}, {"start": "x"}, {"duty": "x"}]
)
def test_a_person_that_cannot_be_is_explained(site, changes):
    with site.logged_in(TOTTORI) as client:
        answer = sent(client, f"/en/talent/{TOTTORI}/pool", **PERSON | changes)
        assert 422 == answer.status_code
        assert f'href="#{next(iter(changes))}"' in answer.text


def test_hostile_words_of_a_need_are_shown_as_text_to_the_prefecture(towns):
    _, matsue, _, shimane = towns
    sent(matsue, f"/ja/bodies/{MATSUE}/needs", **NEED | {"remark": HOSTILE})
    for client, path in ((matsue, f"/ja/bodies/{MATSUE}/needs"), (shimane, f"/ja/talent/{SHIMANE}/pool")):
        text = client.get(path).text
        assert "<script" not in text
        assert escape("<script>alert(1)</script>") in text


def test_a_body_cannot_fill_the_disk(towns):
    site, matsue, _, _ = towns
    path = f"/ja/bodies/{MATSUE}/needs"
    token = form_token(matsue, path)
    answers = [matsue.post(path, data={"form_token": token, **NEED}).status_code for _ in range(22)]
    assert [303] * 20 + [422] * 2 == answers
    assert [(20,)] == site.portal.store.read("select count(*) from talent_records")
    assert "上限" in matsue.post(path, data={"form_token": token, **NEED}).text


@pytest.mark.parametrize("number", ["0", "-1", "9" * 40, "one"])
def test_numbers_of_records_that_cannot_be_are_refused(site, number):
    with site.logged_in(IZUMO) as client:
        assert 422 == client.get(f"/ja/bodies/{IZUMO}/needs/{number}").status_code


def test_a_prefecture_states_people_without_names(towns):
    site, _, _, shimane = towns
    path = f"/ja/talent/{SHIMANE}/pool"
    page = shimane.get(path).text
    assert "氏名や連絡先は書かないでください" in page
    fields = set(re.findall(r'name="(\w+)"', page)) - {
        "form_token",
        "viewport",
        "full_time_week",
        "max_bodies",
    }
    typed = {"time_share", "start", "end"}  # everything else is chosen from a list
    assert typed == {name for name in fields if re.search(f'<input id="{name}"', page)}
    assert 303 == sent(shimane, path, **PERSON, name="山田太郎").status_code
    assert "山田" not in site.portal.store.read("select record from talent_records")[0][0]
    assert 303 == sent(shimane, f"/ja/talent/{SHIMANE}/staff/1", **PERSON | {"time_share": "50"}).status_code
    assert "100として50" in shimane.get(path).text
    assert 303 == sent(shimane, f"/ja/talent/{SHIMANE}/staff/1/withdraw").status_code
    assert 404 == shimane.get(f"/ja/talent/{SHIMANE}/staff/1").status_code


# Who could go where.


def test_a_plan_says_who_could_go_where_and_why_a_need_is_not_met(towns):
    _, matsue, izumo, shimane = towns
    sent(shimane, f"/ja/talent/{SHIMANE}/pool", **PERSON)
    sent(matsue, f"/ja/bodies/{MATSUE}/needs", **NEED)
    sent(izumo, f"/ja/bodies/{IZUMO}/needs", **NEED | {"time_share": "50"})
    sent(
        izumo,
        f"/ja/bodies/{IZUMO}/needs",
        role="engineer",
        time_share="10",
        start="2026-04-01",
        end="2026-06-30",
    )
    sent(izumo, f"/ja/bodies/{IZUMO}/needs", role="engineer")
    text = shimane.get(f"/ja/talent/{SHIMANE}/plan").text
    pool = talent.Pool(
        id="x", name="x", lead=SHIMANE,
        staff=[{"id": "p1", "employer": SHIMANE, "role": "project_manager", "time_share": 80,
                "skills": [{"field": "data", "level": 4}], "engagement": {"duty": "support"},
                "start": "2025-04-01", "end": "2030-03-31"}],
    )  # fmt: skip
    dates = {"start": date(2026, 4, 1), "end": date(2027, 3, 31)}
    asked = {"role": "project_manager", "skills": [{"field": "data", "level": 3}], "priority": 1, **dates}
    needs = [
        talent.Need(id=f"{MATSUE}-1", municipality=MATSUE, time_share=40, **asked),
        talent.Need(id=f"{IZUMO}-1", municipality=IZUMO, time_share=50, **asked),
        talent.Need(
            id=f"{IZUMO}-2", municipality=IZUMO, role="engineer", time_share=10,
            start=date(2026, 4, 1), end=date(2026, 6, 30),
        ),
        talent.Need(id=f"{IZUMO}-3", municipality=IZUMO, role="engineer"),
    ]  # fmt: skip
    wanted = talent.match(pool, needs)
    assert (1, 3) == (len(wanted.matches), len(wanted.unmet))
    for one in (*wanted.matches, *wanted.unmet):
        for reason in one.reasons:
            assert escape(reason.to("ja")) in text
    assert "行ける人材：p1" in text
    assert "だれも配置せず" in text


def test_limits_of_a_plan_are_read_and_wrong_ones_explained(towns):
    _, matsue, _, shimane = towns
    sent(shimane, f"/ja/talent/{SHIMANE}/pool", **PERSON)
    hours = {name: value for name, value in NEED.items() if name != "time_share"}
    sent(matsue, f"/ja/bodies/{MATSUE}/needs", **hours, hours="100")
    path = f"/ja/talent/{SHIMANE}/plan"
    assert "行ける人材" not in shimane.get(path).text
    assert "行ける人材：p1" in shimane.get(path, params={"full_time_week": "３８"}).text
    for wrong in ({"full_time_week": "169"}, {"max_bodies": "-1"}, {"max_bodies": HOSTILE}):
        answer = shimane.get(path, params=wrong)
        assert 422 == answer.status_code
        assert f'href="#{next(iter(wrong))}"' in answer.text
        assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("limits", "said"), [({"plan_seconds": 0.001}, "too long"), ({"plan_needs": 0}, "too many needs")]
)
def test_a_plan_is_bounded_in_size_and_time_and_says_so(tmp_path, limits, said):
    with (
        running(tmp_path, evolve(ROOMY, **limits)) as site,
        site.logged_in(MATSUE) as matsue,
        site.logged_in(SHIMANE) as shimane,
    ):
        sent(matsue, f"/ja/bodies/{MATSUE}/needs", **NEED)
        answer = shimane.get(f"/en/talent/{SHIMANE}/plan")
        assert (503, True) == (answer.status_code, said in answer.text)


def test_one_plan_is_made_at_a_time(towns):
    from portal.pages.talent import placing

    shimane = towns[-1]
    with placing._turn:
        answer = shimane.get(f"/en/talent/{SHIMANE}/plan")
    assert (503, True) == (answer.status_code, "Another plan" in answer.text)
    assert 200 == shimane.get(f"/en/talent/{SHIMANE}/plan").status_code


def test_without_the_solver_a_plan_says_what_is_missing(monkeypatch):
    from portal.pages.talent import planner

    monkeypatch.setitem(sys.modules, "highspy", None)
    person = {"id": "p1", "role": "engineer", "time_share": 80, "start": "2025-04-01", "end": "2030-03-31"}
    need = {"id": "n1", "municipality": MATSUE, "role": "engineer", "time_share": 10}
    given = {
        "pool": {"id": "x", "name": "x", "staff": [person]},
        "needs": [need | {"start": "2026-04-01", "end": "2026-05-31"}],
    }
    told = planner.plan_of(given | {"full_time_week": None, "max_bodies": None})
    assert "chiho-digital[matching]" in told["error"]["ja"]


def test_needs_outlive_a_restart(tmp_path):
    with running(tmp_path) as site, site.logged_in(MATSUE) as matsue:
        sent(matsue, f"/ja/bodies/{MATSUE}/needs", **NEED)
    with running(tmp_path) as site, site.logged_in(MATSUE) as matsue:
        assert "窓口の見直し" in matsue.get(f"/ja/bodies/{MATSUE}/needs").text
