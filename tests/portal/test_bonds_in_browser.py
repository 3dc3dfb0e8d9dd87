"""The questionnaire of the bond in a real browser: by keyboard alone, without JavaScript, on paper, with hostile words."""

from io import BytesIO

import pytest
from portal_pages import FIGURES, MAY_BORROW, MONEY
from pypdf import PdfReader

pytestmark = pytest.mark.slow

ANSWERS = {
    "何年度の事業（起債）ですか。": "令和8年度",
    "どの種別の団体が起債しますか。": "市町村（指定都市を除く）",
    "どのように取得しますか。": "導入",
    "だれが実施する事業の経費ですか（団体以外なら負担金・補助金になります）。": "団体自ら（公営企業を除く）",
    "情報システムですか、情報通信機器ですか。": "情報システム",
    "何に使いますか。": "住民サービスの提供",
    "省令が掲げるどの地域の課題に必要ですか。": "いずれでもない",
    "団体自らのデジタル活用推進計画に基づいて実施しますか。": "はい",
    "法の掲げるどの目的のための事業ですか。": "住民の利便性の向上",
    "国・地方の共通化の対象候補にも当たるシステムですか。": "いいえ",
    "標準化法第2条第3項の標準準拠システムへの移行など、標準化に要する経費ですか。": "いいえ",
}
HOSTILE = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'


@pytest.fixture
def keyboard(browser, site):
    context = browser.new_context(base_url=site.address)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def in_focus(wanted):
    return wanted.count() and wanted.first.evaluate("e => e === document.activeElement")


def tab_to(page, **role):
    wanted = page.get_by_role(**role)
    wanted.first.wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if in_focus(wanted):
            return
    pytest.fail(f"the keyboard does not reach {role}")


def press_enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page, label):
    """Chooses a radio button with the arrow keys, from wherever the group is entered."""
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    wanted = page.get_by_role("radio", name=label, exact=True)
    page.keyboard.press("Space")
    for _ in range(20):
        if in_focus(wanted):
            break
        page.keyboard.press("ArrowDown")
    assert wanted.is_checked()


def answer_all(page, answers):
    """Begins, and answers every question with the keys alone; the questions that were asked."""
    page.goto("/ja/bonds")
    tab_to(page, role="button", name="質問を始める")
    press_enter(page)
    seen = []
    while page.get_by_role("radio").count():
        question = page.get_by_role("heading", level=1).inner_text()
        seen.append(question)
        choose(page, answers[question])
        tab_to(page, role="button", name="次へ")
        press_enter(page)
    return seen


def test_the_keyboard_alone_leads_to_may_borrow_and_on_to_the_money(keyboard):
    seen = answer_all(keyboard, ANSWERS)
    assert set(seen) <= set(ANSWERS)
    keyboard.get_by_text("この事業の経費に、この起債を使えます").wait_for()
    for label, value in (
        ("事業費（円）", "1200万円"),
        ("国・都道府県の補助金（円）", "0"),
        ("その他の特定財源（円）", "0"),
    ):
        tab_to(keyboard, role="textbox", name=label)
        keyboard.keyboard.type(value)
    tab_to(
        keyboard,
        role="checkbox",
        name="充当率と交付税措置率は令和7年度の数値を仮に使う（この年度の数値は読まれていません）",
    )
    keyboard.keyboard.press("Space")
    press_enter(keyboard)
    keyboard.get_by_role("cell", name="10,800,000").first.wait_for()
    assert keyboard.url.endswith("#money")


def test_the_keyboard_alone_leads_to_may_not_borrow(keyboard):
    answer_all(keyboard, ANSWERS | {"どのように取得しますか。": "リース・賃借"})
    keyboard.get_by_text("この事業の経費に、この起債は使えません").wait_for()
    keyboard.get_by_role("heading", name="何を変えれば使えるか").wait_for()


def test_the_keyboard_alone_leads_to_cannot_be_said_and_an_answer_is_changed(keyboard):
    question = "国・地方の共通化の対象候補にも当たるシステムですか。"
    answer_all(keyboard, ANSWERS | {question: "分からない"})
    keyboard.get_by_text("この起債を使えるか、まだ判定できません").wait_for()
    tab_to(keyboard, role="link", name=f"「{question}」に答える")
    press_enter(keyboard)
    choose(keyboard, "いいえ")
    tab_to(keyboard, role="button", name="次へ")
    press_enter(keyboard)
    keyboard.get_by_text("この事業の経費に、この起債を使えます").wait_for()


def test_the_questions_the_money_and_the_procedure_need_no_javascript(page):
    page.goto("/en/bonds")
    page.get_by_label("Body that borrows").fill("萩市")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("FY2025").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("link", name="See the result as it is now").click()
    page.get_by_text("cannot be said yet").first.wait_for()
    page.goto(f"/ja/bonds?{MAY_BORROW}")
    page.get_by_label("事業費（円）").fill("12,345,678円")
    page.get_by_label("国・都道府県の補助金（円）").fill("0")
    page.get_by_label("その他の特定財源（円）").fill("0")
    page.get_by_role("button", name="計算する").click()
    page.get_by_role("cell", name="11,100,000").first.wait_for()
    page.get_by_label("年利率（％）").fill("1.0")
    page.get_by_role("button", name="計算する").nth(1).click()
    page.get_by_role("cell", name="11,100,000").nth(2).wait_for()
    page.get_by_label("実質公債費比率").fill("18")
    page.get_by_role("button", name="手続を判定する").click()
    page.get_by_text("許可", exact=True).wait_for()
    assert "12,345,678円" == page.get_by_label("事業費（円）").input_value()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_result_prints_as_a_note_on_a4(page, lang):
    page.goto(f"/{lang}/bonds?{MAY_BORROW}&name=hagi")
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = "".join(sheet.extract_text() for sheet in sheets)
    assert len(sheets) <= 2
    assert "33条の5の14" in text or "33-5-14" in text
    assert "附則2条の21第1号" in text
    page.goto(f"/{lang}/bonds?{MAY_BORROW}&{MONEY}&{FIGURES}")
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in sheets}
    text = "".join(sheet.extract_text() for sheet in sheets)
    assert len(sheets) <= 4
    assert "11,100,000" in text
    for on_screen_only in ("計算する", "Reckon", "変更する", "Change"):
        assert on_screen_only not in text


def test_hostile_words_run_nothing(browser, site):
    context = browser.new_context(base_url=site.address, bypass_csp=True)  # escaping alone must do
    page = context.new_page()
    page.goto("/ja/bonds")
    page.get_by_label("事業の名称").fill(HOSTILE[:100])
    page.get_by_role("button", name="質問を始める").click()
    assert HOSTILE[:100] in page.get_by_text("起債の判定").nth(1).locator("..").inner_text()
    page.goto(f"/ja/bonds?{MAY_BORROW}")
    for box in page.get_by_role("textbox").all():
        box.fill(HOSTILE)
    page.get_by_role("button", name="計算する").click()
    page.get_by_role("alert").wait_for()
    assert "run" != page.title()
    assert 0 == page.locator("script, img[src='x']").count()
    context.close()
