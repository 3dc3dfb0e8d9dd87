"""The plan: form, sheet and Word document. The server computes only; what is wrong stands beside its field."""

import re
import sys
import tomllib
from html import escape, unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from portal_running import form_token

from chiho_digital import bonds

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
WORDS = Path(__file__).parents[2] / "examples" / "portal" / "words" / "plan.toml"
FILLED = {
    "title": "萩市デジタル活用推進計画",
    "body": "萩市",
    "start": "令和8年4月1日",
    "end": "R12.3.31",
    "basic_policy": "来庁しなくても手続が終わる市をめざす。\r\n職員が相談に力を注ぐ。",
    "p1_name": "オンライン申請システムの導入",
    "p1_start": "2026-06-01",
    "p1_end": "令和９年３月３１日",
    "p1_cost": "１，２００万円",
    "p1_content": "自宅から申請できるようにする。",
    "p3_name": "書かない窓口",
    "p3_cost": "3,450,000円",
    "effects": "窓口の待ち時間を減らす。",
    "references": "総合計画\r\nhttps://www.example.jp/a",
    "tax_basis": "included",
    "cost_scope": "own_share",
    "fiscal_year": "2026",
}


def send(client, path="/plan", lang="ja", **changes):
    fields = {"form_token": form_token(client, f"/{lang}/plan"), **FILLED, **changes}
    return client.post(f"/{lang}{path}", data=fields)


def text_of(html):
    return unescape(re.sub("<[^>]*>", "", re.sub("<br>|\n", "", html)))


def texts_of(document):
    """Everything that stands in a Word document."""
    opened = docx.Document(BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in opened.paragraphs] + cells


def test_the_sheet_is_the_librarys_with_all_that_was_typed(client):
    page = send(client)
    assert 200 == page.status_code
    plan = bonds.Plan(
        title=FILLED["title"],
        body="352047",
        start="2026-04-01",
        end="2030-03-31",
        basic_policy="来庁しなくても手続が終わる市をめざす。\n職員が相談に力を注ぐ。",
        projects=[
            {
                "name": "オンライン申請システムの導入",
                "start": "2026-06-01",
                "end": "2027-03-31",
                "cost": 12_000_000,
                "content": "自宅から申請できるようにする。",
                "tax_basis": "included",
                "cost_scope": "own_share",
            },
            {"name": "書かない窓口", "cost": 3_450_000, "tax_basis": "included", "cost_scope": "own_share"},
        ],
        effects="窓口の待ち時間を減らす。",
        references=["総合計画", "https://www.example.jp/a"],
    )
    assert plan.sheet().to_html() in page.text
    assert "15,450,000" in page.text
    assert "A4判1枚に収まります" in page.text
    assert "set-cookie" in page.headers  # only what proves the form to be ours
    assert "no-store" == page.headers["cache-control"]


def test_the_page_says_which_of_the_three_items_are_stated(client):
    assert "事業の期間・事業費・内容: まだ足りません（空の欄があります）" in text_of(send(client).text)
    whole = send(client, p3_name="", p3_cost="")
    assert 3 == whole.text.count("書かれています")
    nothing = text_of(send(client, effects="").text)
    assert "効果: まだ足りません" in nothing
    assert "（未記入）" in nothing
    assert "令和8年度" in nothing


def test_the_english_page_is_english(client):
    page = send(client, lang="en")
    assert "It fits one sheet of A4" in page.text
    assert 'lang="en"' in page.text
    assert "Basic policy" in page.text


def test_no_style_and_no_script_stands_in_the_page_and_its_style_sheet_is_a_file(client):
    page = send(client)
    assert "<style" not in page.text
    assert "style=" not in page.text
    assert "<script" not in page.text
    style = client.get("/ja/plan/sheet.css")
    assert bonds.PLAN_STYLES == style.text
    assert style.headers["content-type"].startswith("text/css")
    assert "unsafe" not in page.headers["content-security-policy"]
    for href in re.findall(r'<link rel="stylesheet" href="([^"]*)"', page.text):
        assert 200 == client.get(href).status_code


def test_the_word_document_says_what_the_sheet_says(client):
    answer = send(client, "/plan/word")
    assert 200 == answer.status_code
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "no-store" == answer.headers["cache-control"]
    texts = texts_of(answer.content)
    for words in (
        "萩市デジタル活用推進計画",
        "オンライン申請システムの導入",
        "12,000,000",
        "15,450,000",
        "窓口の待ち時間を減らす。",
    ):
        assert words in texts
    assert any("山口県萩市" in text for text in texts)


def test_word_without_its_library_is_explained_with_the_sheet_kept(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    for lang, words in (("ja", "今はWord文書を作れません"), ("en", "cannot make Word documents now")):
        answer = send(client, "/plan/word", lang)
        assert 503 == answer.status_code
        assert words in answer.text
        assert "chiho-digital[docx]" in unescape(answer.text)
        assert FILLED["title"] in answer.text


def test_going_back_keeps_everything_and_a_row_can_be_added(client):
    page = send(client)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text))
    kept = {name: unescape(value) for name, value in hidden.items()}
    back = client.post("/ja/plan", data={**kept, "do": "edit"})
    assert 200 == back.status_code
    for name, value in FILLED.items():
        if name in {"tax_basis", "cost_scope", "fiscal_year"}:
            assert f'value="{value}" selected' in back.text
        else:
            assert escape(value.replace("\r", "")) in back.text.replace("\r", ""), name
    assert 'id="p3_name"' in back.text
    assert 'id="p4_name"' not in back.text
    more = send(client, do="more", rows="3")
    assert 'id="p4_name"' in more.text
    assert 'id="p11_name"' not in send(client, do="more", rows="10").text
    assert 'id="p3_name"' in send(client, do="edit", rows="nonsense").text
    assert 'id="p9_name"' in send(client, do="edit", rows="1", p9_name="九").text


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("title", "", "入力してください。"),
        ("title", "x" * 201, "長すぎるか"),
        ("body", "どこでもない町", "という団体は見つかりません"),
        ("body", "123456", "検査数字が合いません"),
        ("body", "府中市", "当たる団体が複数あります"),
        ("body_kind", "nope", "一覧から選んでください。"),
        ("start", "いつか", "日付として読めません"),
        ("end", "令和8年3月31日", "始まり"),
        ("end", "令和8年2月30日", "暦にない日付です"),
        ("p1_start", "平成40年1月1日", "期間"),
        ("p1_end", "2026-05-01", "終わり"),
        ("p1_end", "2031-05-01", "の外にあります"),
        ("p1_cost", "たくさん", "円の金額"),
        ("p1_cost", "▲5", "0以上の整数"),
        ("p1_cost", "9" * 20, ""),
        ("p1_name", "", "入力してください。"),
        ("p3_name", "", "入力してください。"),
        ("basic_policy", "x" * 4_001, "長すぎるか"),
        ("effects", "a\x00b", "使えない文字"),
        ("references", "\n".join("abcdefghijklmnopqrstu"), "長すぎるか"),
        ("tax_basis", "nope", "一覧から選んでください。"),
        ("fiscal_year", "1999", "一覧から選んでください。"),
    ],
)
@pytest.mark.parametrize("path", ["/plan", "/plan/word"])
def test_what_is_wrong_is_explained_beside_its_field_and_everything_kept(client, path, field, value, why):
    page = send(client, path, **{field: value})
    assert 422 == page.status_code
    wrong = re.findall(r'<a href="#(\w+)">', page.text.partition('role="alert"')[2].partition("</div>")[0])
    shown = "p1_start" if value == "2031-05-01" else field
    assert {shown} <= {*wrong} <= {shown, "p1_start"}  # a plan that ends too early has its projects outside
    assert f'id="{shown}-error"' in page.text
    beside = page.text.partition(f'id="{shown}-error">')[2].partition("</p>")[0]
    assert why in unescape(beside)
    assert escape(FILLED["p3_cost"]) in page.text
    assert 'name="do" value="see"' in page.text


def test_errors_speak_the_language_of_the_page(client):
    page = send(client, lang="en", start="some day", p1_cost="much")
    assert "cannot be read as a date" in page.text
    assert "Project 1 Cost" in page.text
    assert None is re.search("[ぁ-ん]", page.text.partition('role="alert"')[2].partition("</div>")[0])


def test_a_form_that_is_not_ours_is_refused(client):
    assert 403 == client.post("/ja/plan", data=FILLED).status_code
    assert 403 == client.post("/ja/plan/word", data=FILLED).status_code
    headers = {"Origin": "https://evil.example"}
    fields = {**FILLED, "form_token": form_token(client, "/ja/plan")}
    assert 403 == client.post("/ja/plan", data=fields, headers=headers).status_code
    assert 405 == client.get("/ja/plan/word").status_code


def test_nothing_is_kept(site, client):
    before = site.portal.store.audit_log()
    send(client)
    send(client, "/plan/word")
    assert before == site.portal.store.audit_log()
    assert FILLED["p1_name"] not in site.get("/ja/plan").text


def test_hostile_words_in_every_field_stay_words(client):
    free = ("title", "basic_policy", "p1_name", "p1_content", "effects", "references")
    page = send(client, **dict.fromkeys(free, HOSTILE))
    assert 200 == page.status_code
    assert "<script" not in page.text
    assert "<img src=x" not in page.text
    assert text_of(page.text).count(HOSTILE) >= len(free)
    assert "49" not in text_of(page.text)
    assert "{{7*7}}" in "".join(texts_of(send(client, "/plan/word", **dict.fromkeys(free, HOSTILE)).content))
    refused = send(client, **dict.fromkeys(FILLED, HOSTILE), body_kind=HOSTILE, rows=HOSTILE, do=HOSTILE)
    assert 422 == refused.status_code
    assert "<script" not in refused.text
    name = send(client, "/plan/word", title='a"; filename=evil.exe\r\nSet-Cookie: x=1').headers
    assert "set-cookie" not in name
    assert name["content-disposition"].startswith("attachment; filename=\"plan.docx\"; filename*=UTF-8''a%22")


def test_the_address_fills_the_form_but_cannot_send_it(client):
    page = client.get("/ja/plan", params={"p1_name": "窓口", "p1_cost": "1", "title": HOSTILE})
    assert 'value="窓口"' in page.text
    assert "<script" not in page.text
    assert 413 == client.get("/ja/plan", params={"title": "x" * 10_001}).status_code


def test_the_labels_are_the_titles_of_the_record(client):
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))["plan"]
    for name in (
        "title",
        "body",
        "body_kind",
        "start",
        "end",
        "basic_policy",
        "effects",
        "references",
        "projects",
    ):
        assert bonds.Plan.model_fields[name].title == words[name]["ja"]
    for name in ("name", "start", "end", "cost", "content"):
        assert bonds.Project.model_fields[name].title == words[f"p_{name}"]["ja"]
    for name in ("tax_basis", "cost_scope"):
        assert bonds.Project.model_fields[name].title == words[name]["ja"]
    form = client.get("/ja/plan").text
    assert {*bonds.Plan.model_fields} <= {*re.findall(r' id="(\w+)"', form)}
