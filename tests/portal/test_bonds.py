"""May we borrow: the questions, the result with its reasons, the money, the procedure, and what stands in the address."""

import re
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from portal_pages import FIGURES, MAY_BORROW, MAY_NOT_BORROW, MONEY, NOT_SAID

from chiho_digital import bonds
from chiho_digital.rules import Outcome

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
ANSWERS = {
    "fiscal_year": "2026",
    "body_kind": "municipality",
    "acquisition": "introduce",
    "carried_out_by": "own",
    "kind": "system",
    "use": "internal_administration",
    "related": "no",
    "jointly_procured": "yes",
    "regional_issue": "none",
    "beneficiaries": "general",
    "cybersecurity": "no",
    "under_plan": "yes",
    "purpose": "efficiency",
    "commonization_candidate": "no",
    "standardisation": "no",
    "specified_collection": "no",
}


def words(html):
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html)))


def asked(html):
    """The fact that a page asks; None if it asks none."""
    found = re.search(r'<input type="radio" id="answer-1" name="(\w+)"', html)
    return found and found[1]


def carried(html):
    """The fields that a form takes along."""
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in hidden}


def walk(client, answers, lang="ja", **start):
    """Answers question after question as the form would send it; the last page, and what was asked."""
    page, seen = client.get(f"/{lang}/bonds", params={"start": "1", **start}), []
    while (fact := asked(page.text)) is not None:
        seen.append(fact)
        page = client.get(f"/{lang}/bonds", params={**carried(page.text), fact: answers[fact]})
        assert 200 == page.status_code
    return page, seen


# Questions.


def test_only_what_still_matters_is_asked_and_the_body_answers_its_kind(client):
    page, seen = walk(client, ANSWERS, body="352047")
    assert "この事業の経費に、この起債を使えます" in page.text
    assert "body_kind" not in seen
    assert len(seen) == len(set(seen)) < len(ANSWERS)
    assert "山口県萩市" in words(page.text)


def test_one_answer_that_settles_it_ends_the_questions(client):
    page, seen = walk(client, ANSWERS | {"fiscal_year": "2030"})
    assert ["fiscal_year"] == seen
    assert "この事業の経費に、この起債は使えません" in page.text
    assert "起債できる期間" in page.text


@pytest.mark.parametrize("unknown", ["use", "under_plan", "fiscal_year", "commonization_candidate"])
def test_an_answer_that_is_not_known_is_never_asked_again_and_never_taken_for_no(client, unknown):
    page, seen = walk(
        client, ANSWERS | {"jointly_procured": "no", "use": "resident_service", unknown: "unknown"}
    )
    assert 1 == seen.count(unknown)
    assert "まだ判定できません" in page.text
    assert bonds.ExpenseFacts.definitions[unknown].question.ja in words(page.text)
    assert "団体の中で確かめること" in page.text


def test_whoever_knows_nothing_is_told_all_that_is_open(client):
    page, seen = walk(client, dict.fromkeys(ANSWERS, "unknown"))
    assert "まだ判定できません" in page.text
    missing = bonds.eligibility(bonds.ExpenseFacts()).missing
    for fact in missing:
        assert bonds.ExpenseFacts.definitions[fact].label.ja in words(page.text)
        assert f"change={fact}" in page.text
    assert set(seen) <= set(missing)


def test_what_the_law_leaves_open_names_whom_to_consult(client):
    open_law = ANSWERS | {"commonization_candidate": "yes"}
    page, _ = walk(client, open_law, body="352047")
    assert "条文を読んでも決まらないこと" in page.text
    assert "都道府県知事に確認してください" in page.text
    page, _ = walk(client, open_law, body="270008")
    assert "総務大臣に確認してください（協議の相手方）" in page.text
    page, _ = walk(client, open_law | {"body_kind": "unknown"})
    assert "都道府県または総務大臣に確認してください" in page.text


def test_the_pages_and_the_library_say_the_same(client):
    for query in (MAY_BORROW, MAY_NOT_BORROW, NOT_SAID):
        told = client.get(f"/api/bonds/decision?{query}").json()
        fields = dict(parse_qsl(query))
        truths = {"yes": True, "no": False}
        facts = bonds.ExpenseFacts(
            body_kind="municipality",
            **{
                name: truths.get(value, int(value) if value.isdecimal() else value)
                for name, value in fields.items()
                if name in bonds.ExpenseFacts.definitions and value != "unknown"
            },
        )
        decision = bonds.eligibility(facts)
        assert decision.to_dict() == told["decision"]
        page = words(client.get(f"/ja/bonds?{query}").text)
        assert decision.answer.ja in page
        assert decision.grade.label.ja in page
        for finding in decision.findings:
            assert finding.rule.title.ja in page
            assert finding.rule.says.ja in page
            for source in finding.sources:
                assert source.title.ja in page
                assert (source.article or "") in page
        details = words(client.get(f"/en/bonds/rules?{query}").text)
        for finding in decision.findings:
            assert finding.text.en in details


# The address.


def test_the_address_is_all_there_is_and_every_answer_can_be_changed_from_it(client):
    page, seen = walk(client, ANSWERS, body="352047", name="人事給与システム")
    assert "set-cookie" not in page.headers
    for fact in seen:
        (href,) = set(re.findall(rf'href="([^"]*change={fact})"', page.text))
        change = client.get(unescape(href)).text
        assert fact == asked(change)
        kept = carried(change)
        assert {
            **{one: ANSWERS[one] for one in seen if one != fact},
            "body": "352047",
            "name": "人事給与システム",
        } == kept
    changed = client.get("/ja/bonds", params={**kept, fact: "unknown"})
    assert 200 == changed.status_code


def test_the_result_as_it_is_can_be_seen_before_the_last_question(client):
    page = client.get("/ja/bonds", params={"fiscal_year": "2026", "see": "1"})
    assert "まだ答えていない質問があります" in page.text
    (href,) = re.findall(r'href="([^"]*)">質問を続ける', page.text)
    assert asked(client.get(unescape(href)).text)


def test_answers_that_contradict_each_other_are_explained_and_the_last_is_asked_again(client):
    page = client.get("/ja/bonds", params={"kind": "equipment", "related": "yes"})
    assert 422 == page.status_code
    assert "related" == asked(page.text)
    assert "機器は「関連システム」になりません" in page.text
    assert {"kind": "equipment"} == carried(page.text)


@pytest.mark.parametrize(
    ("fields", "fact"),
    [
        ({"fiscal_year": "いつか"}, "fiscal_year"),
        ({"fiscal_year": "99999"}, "fiscal_year"),
        ({"use": "nope"}, "use"),
        ({"under_plan": "maybe"}, "under_plan"),
        ({"body_kind": HOSTILE}, "body_kind"),
        ({"change": "use"}, "use"),
    ],
)
def test_what_cannot_be_read_is_asked_again(client, fields, fact):
    page = client.get("/ja/bonds", params=fields)
    assert (200 if "change" in fields else 422) == page.status_code
    assert fact == asked(page.text)
    assert "<script" not in page.text


@pytest.mark.parametrize("year", ["令和8年度", "R8", "２０２６", "FY2026", "2026年度"])
def test_a_fiscal_year_is_read_as_people_write_it(client, year):
    told = client.get("/api/bonds/decision", params={"fiscal_year": year}).json()
    assert 2026 == told["decision"]["facts"]["fiscal_year"]


@pytest.mark.parametrize("name", ["352047", "萩市", "３５２０４７", "山口県萩市"])
def test_a_body_is_found_by_code_or_name(client, name):
    page = client.get("/ja/bonds", params={"start": "1", "body": name})
    assert 200 == page.status_code
    assert "352047" == carried(page.text)["body"]


def test_a_name_that_several_bear_is_asked_back_with_links(client):
    page = client.get("/ja/bonds", params={"start": "1", "body": "府中市", "name": "窓口"})
    assert 422 == page.status_code
    links = [unescape(href) for href in re.findall(r'href="(/ja/bonds\?body=[^"]*)"', page.text)]
    assert {"body=132063", "body=342084"} <= {link.partition("?")[2].partition("&")[0] for link in links}
    assert 200 == client.get(links[0]).status_code
    near = client.get("/en/bonds", params={"start": "1", "body": "大阪府太子市"})
    assert "大阪府太子町" in near.text


def test_hostile_words_stay_words(client):
    page = client.get(f"/ja/bonds?{MAY_BORROW}", params={**dict(parse_qsl(MAY_BORROW)), "name": HOSTILE})
    assert "<script" not in page.text
    assert "<img src=x" not in page.text
    assert escape(HOSTILE, quote=True).replace("&quot;", "&#34;") in page.text
    assert "49" not in re.findall(r"<h1>.*?</h1>", page.text)[0]
    every = dict.fromkeys(
        (*ANSWERS, *dict(parse_qsl(MONEY)), *dict(parse_qsl(FIGURES)), "joint_with"), HOSTILE
    )
    refused = client.get("/ja/bonds", params={**every, "body": HOSTILE})
    assert 422 == refused.status_code
    assert "<script" not in refused.text
    assert 413 == client.get("/ja/bonds", params={"name": "x" * 10_001}).status_code
    assert 422 == client.get("/ja/bonds", params={"name": "x" * 101}).status_code


# The money.


def amounts(html, caption):
    """The rows of a table by their first cell."""
    table = html.partition(f"<caption>{caption}")[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, flags=re.DOTALL)
    cells = [
        [words(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)]
        for row in rows
    ]
    return {row[0]: row[1:] for row in cells[1:]}


def yen(text):
    return int(text.replace(",", ""))


def test_the_money_is_the_librarys_to_the_yen_and_the_parts_are_shown_to_add_up(client):
    html = client.get(f"/ja/bonds?{MAY_BORROW}&{MONEY}").text
    parts = amounts(html, "事業費の財源")
    *rows, total = [yen(row[0]) for row in parts.values()]
    assert [11_100_000, 0, 0, 1_245_678] == rows
    assert 12_345_678 == total == sum(rows)
    steps = amounts(html, "計算の内容")
    assert "5,550,000" == steps["基準財政需要額の増（元金分）"][0]
    assert "6,795,678" == steps["実質負担額（利子を除く）"][0]
    assert "二次資料" in steps["起債の上限額"][1]
    told = client.get(f"/api/bonds/funding?{MAY_BORROW}&{MONEY}").json()
    assert [step["amount"] for step in told["steps"]] == [yen(row[0]) for row in steps.values()]
    repaid = amounts(html, "償還表")
    assert 11 == len(repaid)
    assert "11,100,000" == repaid["合計"][0]
    assert "0" == repaid["1"][0]


def test_amounts_are_read_as_people_write_them_and_blank_is_not_zero(client):
    query = f"/ja/bonds?{MAY_BORROW}"
    fields = dict(parse_qsl(MAY_BORROW))
    typed = client.get(
        query, params=fields | {"cost": "１，２３４万５，６７８円", "grants": "0", "other_revenue": "０"}
    ).text
    assert "11,100,000" in typed
    blank = client.get(query, params=fields | {"cost": "12345678"}).text
    assert "不明の額があるため、合計は示せません" in blank
    assert "「国・都道府県の補助金」が記載されていません" in blank
    zero = client.get(query, params=fields | {"cost": "0", "grants": "0", "other_revenue": "0"})
    assert 200 == zero.status_code
    assert "償還の見通し" not in zero.text


def test_ratios_of_a_year_that_was_not_read_are_unknown_unless_taken_over(client):
    fields = dict(parse_qsl(f"{MAY_BORROW}&{MONEY}")) | {"fiscal_year": "2026"}
    html = client.get("/ja/bonds", params=fields).text
    assert "令和8年度の充当率は不明です" in html
    html = client.get("/ja/bonds", params=fields | {"as_in_2025": "1"}).text
    assert "11,100,000" in html
    assert "令和7年度の数値を仮定しています" in html


def test_grants_meet_the_bond_only_under_a_named_convention(client):
    fields = dict(parse_qsl(f"{MAY_BORROW}&{MONEY}")) | {"grants": "2,345,678"}
    assert (
        "併用するときの充当の計算は、読まれた資料からは分かりません"
        in client.get("/ja/bonds", params=fields).text
    )
    named = client.get("/ja/bonds", params=fields | {"deduct_first": "1"}).text
    parts = [yen(row[0]) for row in amounts(named, "事業費の財源").values()]
    assert parts[-1] == sum(parts[:-1]) == 12_345_678


def test_a_joint_procurement_is_reckoned_with_a_partner(client):
    fields = ANSWERS | {
        "fiscal_year": "2025",
        "body": "352047",
        "cost": "1000万円",
        "grants": "0",
        "other_revenue": "0",
    }
    alone = client.get("/ja/bonds", params=fields).text
    assert "対象かどうか判定できない経費が" in alone
    together = client.get("/ja/bonds", params=fields | {"joint_with": "下関市、３５２０３９"}).text
    assert "9,000,000" in together
    for wrong in ("どこでもない市", "352047", "、".join(["下関市"] * 51)):
        refused = client.get("/ja/bonds", params=fields | {"joint_with": wrong})
        assert 422 == refused.status_code
        assert 'href="#joint_with"' in refused.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cost", "たくさん"),
        ("cost", "-1"),
        ("cost", "12.5"),
        ("cost", "9" * 30),
        ("other_revenue", "99999999999"),
        ("standard_need", "x"),
        ("receives", "maybe"),
        ("tax_basis", "nope"),
        ("rate", "十"),
        ("rate", "100"),
        ("grace", "5"),
        ("years", "1000"),
        ("method", "nope"),
        ("real_deficit", "x"),
        ("future_burden_ratio", "x"),
        ("real_debt_service_ratio", "9.876"),
        ("own_enterprise", "maybe"),
    ],
)
def test_a_wrong_figure_is_explained_beside_its_field_and_kept(client, field, value):
    fields = dict(parse_qsl(f"{MAY_BORROW}&{MONEY}&{FIGURES}")) | {field: value}
    page = client.get("/ja/bonds", params=fields)
    assert 422 == page.status_code
    assert f'href="#{field}"' in page.text
    assert f'id="{field}-error"' in page.text
    if field not in {"receives", "tax_basis", "method", "own_enterprise"}:
        assert escape(value) in page.text
    assert "この事業の経費に、この起債を使えます" in page.text


# The procedure.


def test_the_procedure_is_the_librarys_with_whom_and_what_is_missing(client):
    html = words(client.get(f"/ja/bonds?{MAY_BORROW}&{FIGURES}").text)
    assert "必要な手続 届出" in html
    assert "手続の相手方 都道府県知事" in html
    public = dict(parse_qsl(f"{MAY_BORROW}&{FIGURES}")) | {"specified_public_money": "yes"}
    html = words(client.get("/ja/bonds", params=public).text)
    assert "必要な手続 協議" in html
    assert "総務大臣の同意を得ます" in html
    high = public | {"real_debt_service_ratio": "１８．０％"}
    assert "必要な手続 許可" in words(client.get("/ja/bonds", params=high).text)
    nothing = words(client.get(f"/ja/bonds?{MAY_BORROW}").text)
    assert "必要な手続 まだ決まりません" in nothing
    assert "財政融資資金" in nothing
    told = client.get("/api/bonds/procedure", params=public).json()
    assert ("consultation", "governor", True) == (
        told["kind"],
        told["counterparty"],
        told["consent_of_minister"],
    )
    assert 422 == client.get("/api/bonds/procedure").status_code
    assert 422 == client.get("/api/bonds/funding").status_code


def test_a_body_that_may_not_borrow_is_told_what_would_have_to_change_and_no_money(client):
    html = client.get(f"/ja/bonds?{MAY_NOT_BORROW}").text
    assert "「共同調達」を「はい」" in html
    assert "対象となる事業（どれか一つに当たればよい）" in html
    assert "お金：" not in html
    never = client.get("/ja/bonds", params={"body_kind": "not_a_local_government"}).text
    assert "計画する側で変えられることでは" in never


def test_the_json_tells_where_each_answer_can_lead(client):
    told = client.get("/api/bonds/decision", params={"fiscal_year": "2026", "use": "unknown"}).json()
    assert ["use"] == told["unknown"]
    question = told["next_question"]
    assert question["fact"] != "use"
    outcomes = {outcome.value for outcome in Outcome}
    assert question["answers"]
    assert all(set(answer["outcomes"]) <= outcomes for answer in question["answers"])
    described = client.get("/api/openapi.json").json()["paths"]["/api/bonds/decision"]["get"]
    assert {*ANSWERS, "body"} <= {one["name"] for one in described["parameters"]}
    assert 422 == client.get("/api/bonds/decision", params={"use": "nope"}).status_code


def test_the_result_leads_to_the_plan_with_what_is_known(client):
    fields = dict(parse_qsl(f"{MAY_BORROW}&{MONEY}")) | {"name": "窓口 & 申請"}
    html = client.get("/ja/bonds", params=fields).text
    (href,) = re.findall(r'href="(/ja/plan[^"]*)"[^>]*>計画書を作る</a></li>\s*<li>', html)
    plan = client.get(unescape(href)).text
    assert 'value="窓口 &amp; 申請"' in plan
    assert urlencode({"body": "352047"}) in href
    assert 'value="12,345,678"' in plan
