"""The pages of talent in a real browser: each form without JavaScript and with the keyboard, on paper, and with hostile words."""

from io import BytesIO
from unicodedata import normalize

import pytest
from portal_pages import AHEAD, SUPPORTED
from portal_running import running
from pypdf import PdfReader
from test_in_browser import AXE, TAGS, enter, keyboard, page, tab_to

from chiho_digital import governments

pytestmark = pytest.mark.slow

__all__ = ["keyboard", "page"]

SHIMANE = str(governments.find("島根県").code)
MATSUE = str(governments.find("島根県松江市").code)
HOSTILE = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'


@pytest.fixture
def towns(tmp_path):
    """A portal of one's own, in which a municipality and its prefecture write."""
    with running(tmp_path) as site:
        yield site


def opened(browser, site, body, **more):
    """A page of somebody logged in."""
    one = browser.new_context(base_url=site.address, java_script_enabled=False, **more).new_page()
    one.goto("/ja/login")
    one.get_by_label("トークン").fill(site.token(body))
    one.get_by_role("button", name="ログイン").click()
    one.wait_for_url(f"**/bodies/{body}")
    return one


def choose(one, place):
    """The entry of the list in focus that the arrow keys reach."""
    for _ in range(place):
        one.keyboard.press("ArrowDown")


def state_need(one, remark="窓口の見直し"):
    one.goto(f"/ja/bodies/{MATSUE}/needs")
    one.get_by_label("役割").select_option(label="エンジニア")
    one.get_by_label("データ活用").select_option("3")
    one.get_by_label("時間（常勤1人分を100とする）").fill("２０")
    one.get_by_label("始まりの日").fill("令和8年4月1日")
    one.get_by_label("終わりの日").fill("R9.3.31")
    one.get_by_label("求める支援の内容").fill(remark)
    one.get_by_role("button", name="届け出る").click()
    one.get_by_role("link", name=f"{MATSUE}-1").wait_for()


def state_person(one):
    one.goto(f"/ja/talent/{SHIMANE}/pool")
    one.get_by_label("役割").select_option(label="エンジニア")
    one.get_by_label("データ活用").select_option("any")
    one.get_by_label("職務").select_option("support")
    one.get_by_label("プールのための時間").fill("50")
    one.get_by_label("契約の始まりの日").fill("2025-04-01")
    one.get_by_label("契約の終わりの日").fill("2030-03-31")
    one.get_by_role("button", name="加える").click()
    one.get_by_role("link", name="p1").wait_for()


def test_an_officer_learns_step_by_step_what_is_paid(page):
    page.goto("/ja/talent")
    page.get_by_role("link", name="費用の手当てを調べる：").click()
    page.get_by_label("団体").fill("やまぐちけん")
    page.get_by_label("年度", exact=True).select_option(label="令和7年度")
    page.get_by_label("経費の種類").first.select_option(label="任用・委託など")
    page.get_by_label("金額（円）").first.fill("２，５００万円")
    page.get_by_role("button", name="調べる").click()
    answers = {
        "職務": ("支援をしますか", "市町村のデジタル化の支援"),
        "外部": ("外部から得た人材", "はい"),
        "専門": ("専門知識または経験を持つ", "はい"),
        "形態": ("どの形態で", "任期付"),
    }
    for _ in range(6):
        for label, answer in answers.values():
            field = page.get_by_label(label)
            if field.count() and not field.input_value():
                field.select_option(label=answer)
        page.get_by_role("button", name="調べる").click()
        page.get_by_role("heading", name="山口県の令和7年度の結果").wait_for()
    page.get_by_role("cell", name="14,000,000円").wait_for()
    assert "２，５００万円" == page.get_by_label("金額（円）").first.input_value()


def test_years_ahead_are_asked_for_without_javascript(page):
    page.goto("/ja/talent/outlook")
    page.get_by_label("団体", exact=True).fill("山口県")
    page.get_by_label("最初の年度", exact=True).select_option(label="令和7年度")
    page.get_by_label("1人の1年の経費").fill("10,000,000")
    page.get_by_label("職務").select_option("support")
    page.get_by_label("任用などの形態").select_option("fixed_term")
    for name in ("団体の外部から得た人材か", "デジタルの専門知識・経験があるか"):
        page.get_by_label(name).select_option("yes")
    page.get_by_role("button", name="見通しを示す").click()
    page.get_by_role("cell", name="35,000,000円").wait_for()  # 5 × 7,000,000
    assert "people=1" in page.url


def test_support_is_asked_for_with_the_keyboard_alone(keyboard):
    keyboard.goto("/ja/talent/support")
    tab_to(keyboard, role="textbox", name="団体")
    keyboard.keyboard.type("350001")
    tab_to(keyboard, role="combobox", name="年度")
    choose(keyboard, 2)
    tab_to(keyboard, role="combobox", name="経費の種類")
    choose(keyboard, 2)
    tab_to(keyboard, role="textbox", name="金額（円）")
    keyboard.keyboard.type("1500000")
    enter(keyboard)
    keyboard.wait_for_url("**/support?*year=2025&item1=recruiting&*")
    tab_to(keyboard, role="link", name="質問へ")
    keyboard.keyboard.press("Enter")
    tab_to(keyboard, role="button", name="調べる")


def test_a_need_is_stated_with_the_keyboard_alone(browser, towns):
    one = browser.new_context(base_url=towns.address).new_page()
    one.goto("/ja/login")
    tab_to(one, role="textbox", name="トークン")
    one.keyboard.type(towns.token(MATSUE))
    enter(one)
    tab_to(one, role="link", name="自団体の需要を届け出る・変更する")
    enter(one)
    tab_to(one, role="combobox", name="役割")
    choose(one, 4)
    tab_to(one, role="textbox", name="終わりの日")
    one.keyboard.type("2020-01-01")
    tab_to(one, role="button", name="届け出る")
    enter(one)
    one.get_by_role("cell", name="エンジニア").wait_for()
    tab_to(one, role="link", name=f"{MATSUE}-1")
    enter(one)
    tab_to(one, role="textbox", name="始まりの日")
    one.keyboard.type("2026-04-01")
    enter(one)
    one.get_by_role("alert").wait_for()
    tab_to(one, role="link", name="終わりの日: 終わりの日が始まりの日より前です。入れ替えてください。")
    one.keyboard.press("Enter")
    assert one.get_by_label("終わりの日").evaluate("e => e === document.activeElement")
    one.context.close()


def test_a_need_and_a_person_lead_to_a_plan_and_are_taken_back_without_javascript(browser, towns):
    town, prefecture = (opened(browser, towns, body) for body in (MATSUE, SHIMANE))
    state_need(town)
    state_person(prefecture)
    prefecture.get_by_role("cell", name="窓口の見直し").wait_for()
    prefecture.get_by_role("button", name="配置案を作る").click()
    prefecture.get_by_text("専門分野・水準").wait_for()  # a level that is not known is to be asked for
    prefecture.goto(f"/ja/talent/{SHIMANE}/staff/1")
    prefecture.get_by_label("データ活用").select_option("5")
    prefecture.get_by_role("button", name="保存する").click()
    prefecture.get_by_role("button", name="配置案を作る").click()
    prefecture.get_by_text("行ける人材：p1").wait_for()
    town.get_by_role("link", name=f"{MATSUE}-1").click()
    town.get_by_role("button", name="この需要を取り下げる").click()
    town.get_by_text("該当するものがありません").wait_for()
    prefecture.goto(f"/ja/talent/{SHIMANE}/staff/1")
    prefecture.get_by_role("button", name="この人材を除く").click()
    prefecture.get_by_role("heading", name="プールの人材").wait_for()
    assert 0 == prefecture.get_by_role("link", name="p1").count()
    for one in (town, prefecture):
        one.context.close()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_pages_behind_a_login_and_none_scrolls_sideways(browser, towns, lang, width):
    town, prefecture = (opened(browser, towns, body) for body in (MATSUE, SHIMANE))
    state_need(town)
    state_person(prefecture)
    needs, pool = f"/bodies/{MATSUE}/needs", f"/talent/{SHIMANE}"
    for one, paths in (
        (town, [needs, f"{needs}/1", f"{needs}/9", "/talent/needs"]),
        (prefecture, [f"{pool}/pool", f"{pool}/staff/1", f"{pool}/plan", f"{pool}/plan?max_bodies=x", pool]),
    ):
        context = browser.new_context(
            base_url=towns.address, bypass_csp=True, viewport={"width": width, "height": 800}
        )
        context.add_cookies(one.context.cookies())
        looking = context.new_page()
        for path in paths:
            looking.goto(f"/{lang}{path}")
            looking.evaluate(AXE)
            found = looking.evaluate(
                "tags => axe.run(document, {runOnly: tags}).then(r => [r.violations, r.passes.length])", TAGS
            )
            assert [] == [(v["id"], [node["html"] for node in v["nodes"]]) for v in found[0]], path
            assert found[1] > 20
            assert looking.evaluate("document.documentElement.scrollWidth") <= width, path
        context.close()
        one.context.close()


@pytest.mark.parametrize(
    ("path", "sheets", "said"),
    [
        (f"/ja/talent/support?{SUPPORTED}", 5, "15,050,000円"),
        (f"/ja/talent/outlook?{AHEAD}", 3, "15,050,000円"),
        ("/ja/bodies/252069/load", 4, "可能性あり"),
    ],
)
def test_an_answer_prints_on_sheets_of_a4_with_what_was_entered_and_without_its_form(
    page, path, sheets, said
):
    page.goto(path)
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in pdf.pages}
    text = normalize("NFKC", "".join(sheet.extract_text() for sheet in pdf.pages))
    assert len(pdf.pages) <= sheets
    assert said in text
    for button in ("まだ答えが要る質問", "見通しを示す"):
        assert button not in text
    if "load" not in path:
        for words in ("入力した内容", "25,000,000円", "附則6条9項", "任期付"):
            assert words in text


def test_hostile_words_run_nothing(browser, towns):
    town, prefecture = (opened(browser, towns, body) for body in (MATSUE, SHIMANE))
    state_need(town, HOSTILE)
    state_person(prefecture)
    for one, path in (
        (town, f"/bodies/{MATSUE}/needs"),
        (town, f"/bodies/{MATSUE}/needs/1"),
        (prefecture, f"/talent/{SHIMANE}/pool"),
        (prefecture, f"/talent/{SHIMANE}/plan"),
        (prefecture, "/talent/support?body=<script>document.title='run'</script>&amount1=<b>&q_duty=<i>"),
    ):
        context = browser.new_context(base_url=towns.address, bypass_csp=True)  # escaping alone must do
        context.add_cookies(one.context.cookies())
        looking = context.new_page()
        looking.goto(f"/ja{path}")
        assert "run" != looking.title()
        assert 0 == looking.locator("main script, img[src='x']").count()
        context.close()
    for one in (town, prefecture):
        one.context.close()
