"""Calls in a real browser: opened, answered and shared without JavaScript and by the keyboard alone; on paper; nothing runs."""

from io import BytesIO

import pytest
from portal_running import running
from pypdf import PdfReader
from test_calls import HAGI, HOSTILE, UBE, YAMAGUCHI, moved, opened, said, send
from test_calls_shares import COSTS

pytestmark = pytest.mark.slow


@pytest.fixture
def portal(tmp_path):
    with running(tmp_path) as site:
        yield site


@pytest.fixture
def page(browser, portal):
    """A page without JavaScript."""
    context = browser.new_context(base_url=portal.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def keyboard(browser, portal):
    context = browser.new_context(base_url=portal.address)
    yield context.new_page()
    context.close()


def log_in(page, portal, body):
    page.context.clear_cookies()
    page.goto("/ja/login")
    page.get_by_label("トークン").fill(portal.token(body))
    page.get_by_role("button", name="ログイン").click()


def test_a_call_is_opened_answered_shared_and_closed_without_javascript(page, portal):
    log_in(page, portal, YAMAGUCHI)
    page.get_by_role("link", name="共同調達", exact=True).click()
    page.get_by_role("link", name="呼びかけを始める").click()
    page.get_by_role("button", name="呼びかける").click()
    page.get_by_role("alert").get_by_role("link", name="件名").wait_for()
    page.get_by_label("件名").fill("電子申請を一緒に")
    page.get_by_label("システムの種類").select_option(label="電子申請")
    page.get_by_label("回答期限").fill("令和８年１月３１日")
    page.get_by_label("内容").fill("架空の呼びかけです。")
    page.get_by_label("費用の見込み（円）").fill("１，０００万円")
    page.get_by_label("消費税の扱い").select_option(label="税抜")
    page.get_by_label("費用の範囲").select_option(label="年間費用")
    page.get_by_label("分け方").select_option(label="人口割（人口に応じて）")
    page.get_by_label("端数の扱い").select_option(label="負担の最も大きい団体が引き受ける")
    page.get_by_role("button", name="呼びかける").click()
    page.get_by_role("heading", level=1, name="電子申請を一緒に").wait_for()
    call = page.url
    for body, answer in ((HAGI, "参加"), (UBE, "検討中")):
        log_in(page, portal, body)
        page.get_by_role("link", name="電子申請を一緒に").click()
        page.get_by_role("link", name="回答する・変更する").click()
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="回答を送る").click()
        page.get_by_role("heading", name="自団体の回答").wait_for()
    page.get_by_label("「検討中」の団体も").check()
    page.get_by_label("この団体も加わったら").fill("下関市")
    page.get_by_role("button", name="負担を試算する").click()
    page.get_by_role("columnheader", name="山口県下関市も加わったとき（円）").wait_for()
    assert ["10,000,000"] * 2 == page.get_by_role("row", name="合計").get_by_role("cell").all_inner_texts()
    assert "/shares?" in page.url
    log_in(page, portal, YAMAGUCHI)
    page.goto(call)
    page.get_by_role("link", name="締切り").click()
    page.get_by_label("理由").fill("十分に集まったため")
    page.get_by_role("button", name="締切りを行う").click()
    page.get_by_text("十分に集まったため").wait_for()
    page.get_by_text("受付終了").first.wait_for()


def test_a_wish_is_stated_and_taken_back_without_javascript(page, portal):
    log_in(page, portal, HAGI)
    page.goto("/ja/wishes")
    page.get_by_label("システムの種類").select_option(label="電子図書館")
    page.get_by_label("主導してほしい団体").fill("山口県")
    page.get_by_role("button", name="要望を出す").click()
    page.get_by_role("heading", name="電子図書館：1団体").wait_for()
    page.get_by_role("button", name="「電子図書館」を取り下げる").click()
    page.get_by_text("要望はまだありません").wait_for()


def tab_to(page, **role):
    wanted = page.get_by_role(**role).first
    wanted.wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {role}")


def fill(page, name, value):
    """Types a text, or goes down a list until the value is chosen."""
    field = page.get_by_label(name)
    if field.evaluate("e => e.tagName") == "INPUT":
        tab_to(page, role="textbox", name=name)
        page.keyboard.type(value)
        return
    tab_to(page, role="combobox", name=name)
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if field.input_value() == value:
            return
    pytest.fail(f"the keyboard does not choose {value}")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_call_is_opened_answered_and_shared_with_the_keyboard(keyboard, portal):
    log_in(keyboard, portal, YAMAGUCHI)
    keyboard.goto("/ja/calls")
    tab_to(keyboard, role="link", name="呼びかけを始める")
    enter(keyboard)
    for name, value in (
        ("件名", "図書館を一緒に"),
        ("システムの種類", "electronic_library"),
        ("回答期限", "2026-01-31"),
        ("費用の見込み（円）", "300000"),
        ("消費税の扱い", "included"),
        ("費用の範囲", "total"),
        ("分け方", "equal"),
        ("端数の扱い", "lead"),
    ):
        fill(keyboard, name, value)
    tab_to(keyboard, role="button", name="呼びかける")
    enter(keyboard)
    keyboard.get_by_role("heading", level=1, name="図書館を一緒に").wait_for()
    call = keyboard.url
    log_in(keyboard, portal, HAGI)
    keyboard.goto(call)
    tab_to(keyboard, role="link", name="回答する・変更する")
    enter(keyboard)
    tab_to(keyboard, role="radio", name="参加")
    keyboard.keyboard.press("ArrowDown")  # considers
    keyboard.keyboard.press("ArrowUp")
    tab_to(keyboard, role="button", name="回答を送る")
    enter(keyboard)
    tab_to(keyboard, role="textbox", name="この団体も加わったら")
    keyboard.keyboard.type("宇部市、下関市")
    enter(keyboard)
    keyboard.wait_for_url("**/shares?*")
    found = keyboard.get_by_role("row", name="山口県萩市").get_by_role("cell").all_inner_texts()
    assert ["300,000", "100,000"] == found


def test_shares_print_on_sheets_of_a4_without_the_form(page, portal):
    with portal.logged_in(YAMAGUCHI) as lead, portal.logged_in(HAGI) as hagi:
        call = opened(lead, **COSTS)
        said(hagi, call, "join")
    page.goto(f"{call}/shares?more=352021")
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in pdf.pages}
    assert len(pdf.pages) <= 2
    assert "10,000,001" in text
    assert "計算の過程" in text
    assert "ログイン" not in text
    assert "例：1,000万円" not in text


def test_hostile_words_run_nothing_in_a_browser(browser, portal):
    with portal.logged_in(YAMAGUCHI) as lead, portal.logged_in(HAGI) as hagi:
        run = HOSTILE.replace("alert(1)", "document.title='run'").replace("alert(2)", "document.title='run'")
        call = opened(lead, subject=run, words=run, acting_for=run, kind="", other_kind=run)
        said(hagi, call, "join", words=run)
        send(hagi, "/ja/wishes", "/ja/wishes", other_kind=run, words=run)
        moved(lead, call, "close", reason=run)
    context = browser.new_context(base_url=portal.address, bypass_csp=True)  # escaping alone must do
    page = context.new_page()
    log_in(page, portal, YAMAGUCHI)
    for path in (
        call,
        f"{call}/answers?answer=join",
        f"{call}/shares",
        "/ja/calls",
        "/en/wishes",
        f"/ja/bodies/{HAGI}",
    ):
        page.goto(path)
        assert "run" != page.title()
        assert 0 == page.locator("script, img[src='x']").count()
    context.close()


def test_axe_finds_nothing_on_the_forms_of_calls(browser, portal):
    from test_in_browser import AXE, TAGS

    with portal.logged_in(YAMAGUCHI) as lead, portal.logged_in(HAGI) as hagi:
        call = opened(lead, **COSTS)
        said(hagi, call, "join")
    for width in (360, 1280):
        viewport = {"width": width, "height": 800}
        context = browser.new_context(base_url=portal.address, bypass_csp=True, viewport=viewport)
        page = context.new_page()
        looked_at = 0
        for body, paths in (
            (HAGI, [f"{call}/answer", call, "/ja/wishes"]),
            (
                YAMAGUCHI,
                ["/ja/calls/new", call, f"{call}/answers", f"{call}/moves/correct", f"{call}/moves/invite"],
            ),
        ):
            log_in(page, portal, body)
            for path in paths:
                page.goto(path)
                page.evaluate(AXE)
                found = page.evaluate(
                    "tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS
                )
                assert [] == [(v["id"], [node["html"] for node in v["nodes"]]) for v in found], path
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
                looked_at += 1
        context.close()
        assert 8 == looked_at
