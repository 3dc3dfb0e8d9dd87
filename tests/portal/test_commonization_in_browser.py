"""The commonization pages in a real browser: a proposal is written, looked at, printed and submitted, without JavaScript and by keyboard."""

from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from portal_running import running
from portal_seeds import commonization as seed_proposal
from pypdf import PdfReader

pytestmark = pytest.mark.slow

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOFU = "352063"
HOSTILE = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'


@pytest.fixture(scope="module")
def own_site(tmp_path_factory):
    with running(tmp_path_factory.mktemp("commonization")) as site:
        seed_proposal(site)
        yield site


@pytest.fixture
def page(browser, own_site):
    context = browser.new_context(base_url=own_site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def log_in(page, site):
    page.goto("/ja/login")
    page.get_by_label("トークン").fill(site.token(HOFU))
    page.get_by_role("button", name="ログイン").click()


def fill(page, **texts):
    for name, text in texts.items():
        page.locator(f"#{name}").fill(text)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_proposal_is_written_looked_at_printed_and_saved_without_javascript_or_login(page):
    page.goto("/ja/commonization")
    page.get_by_role("link", name="提案の案を書く").first.click()
    fill(page, body="萩市", title="県と市町村の入札を一つに", measure="あ" * 251)
    page.get_by_label("システムの種類").select_option(label="電子入札")
    press(page, "内容を確かめる")
    page.get_by_role("alert").wait_for()
    page.get_by_role("link", name="1字超えています").click()
    assert "あ" * 251 == page.locator("#measure").input_value()
    fill(page, measure="あ" * 250)
    press(page, "内容を確かめる")
    page.get_by_text("250字（250字まで）").wait_for()
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in pdf.pages}
    text = normalize("NFKC", "".join(sheet.extract_text() for sheet in pdf.pages))
    assert len(pdf.pages) <= 4
    assert "県と市町村の入札を一つに" in text
    assert "書き直す" not in text
    with page.expect_download() as saved:
        press(page, "ファイルに保存する（JSON）")
    assert "県と市町村の入札を一つに" in Path(saved.value.path()).read_text(encoding="utf-8")
    press(page, "書き直す")
    assert "県と市町村の入札を一つに" == page.locator("#title").input_value()


def test_a_body_keeps_changes_submits_withdraws_and_deletes_a_draft_without_javascript(page, own_site):
    log_in(page, own_site)
    page.goto("/ja/commonization/drafts")
    fill(page, title="架空の申請を一つに", benefits="一度で済む")
    press(page, "下書きとして保存する")
    page.get_by_text("自団体だけに見えます").wait_for()
    page.get_by_role("link", name="下書きを直す").click()
    fill(page, measure="申請の画面を一つにする。")
    press(page, "変更を保存する")
    page.get_by_text("申請の画面を一つにする。").wait_for()
    page.get_by_role("link", name="このポータルに提案する").click()
    press(page, "このポータルに提案する")
    page.get_by_text("このポータルで提案（例）").first.wait_for()
    page.goto("/ja/commonization")
    page.get_by_role("link", name="架空の申請を一つに").click()
    page.get_by_role("link", name="自団体の下書きのページへ").click()
    page.get_by_role("link", name="取り下げる").click()
    press(page, "取り下げる")
    page.get_by_role("link", name="削除する").click()
    press(page, "削除する")
    page.get_by_text("保存した下書きはありません。").wait_for()


def test_of_two_tabs_the_later_sees_both_texts(browser, own_site):
    context = browser.new_context(base_url=own_site.address, java_script_enabled=False)
    one, other = context.new_page(), context.new_page()
    log_in(one, own_site)
    one.goto("/ja/commonization/drafts")
    fill(one, title="二つの画面")
    press(one, "下書きとして保存する")
    for tab in (one, other):
        tab.goto(f"{one.url.removesuffix('/edit')}/edit")
    fill(one, measure="一つ目の文")
    press(one, "変更を保存する")
    fill(other, measure="二つ目の文")
    press(other, "変更を保存する")
    other.get_by_role("alert").get_by_text("一つ目の文").wait_for()
    assert "二つ目の文" == other.locator("#measure").input_value()
    press(other, "変更を保存する")
    other.get_by_text("二つ目の文").wait_for()
    context.close()


def tab_to(page, name, role):
    wanted = page.get_by_role(role, name=name, exact=True).first
    wanted.wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {name}")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_proposal_is_written_and_submitted_by_keyboard_alone(browser, own_site):
    context = browser.new_context(base_url=own_site.address)
    page = context.new_page()
    log_in(page, own_site)
    page.goto("/ja/commonization")
    tab_to(page, "提案の案を書く", "link")
    enter(page)
    tab_to(page, "件名", "textbox")
    page.keyboard.type("キーボードの提案")
    tab_to(page, "求める措置", "textbox")
    page.keyboard.type("一行目")
    page.keyboard.press("Enter")
    page.keyboard.type("二行目")
    tab_to(page, "総務省", "checkbox")
    page.keyboard.press("Space")
    tab_to(page, "内容を確かめる", "button")
    enter(page)
    page.get_by_text("6字（250字まで）").wait_for()
    tab_to(page, "下書きとして保存する", "button")
    enter(page)
    tab_to(page, "このポータルに提案する", "link")
    enter(page)
    tab_to(page, "このポータルに提案する", "button")
    enter(page)
    assert "キーボードの提案" == page.get_by_role("heading", level=1).inner_text()
    assert "総務省" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_forms_previews_drafts_and_conflicts(browser, own_site, width):
    context = browser.new_context(
        base_url=own_site.address, bypass_csp=True, viewport={"width": width, "height": 800}
    )
    page = context.new_page()

    def look():
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS)
        assert [] == [(v["id"], [node["html"] for node in v["nodes"]]) for v in found], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    log_in(page, own_site)
    page.goto("/ja/commonization/drafts")
    look()
    fill(page, title="確かめる案", measure="あ" * 251, widely_from="x")
    press(page, "内容を確かめる")
    look()
    fill(page, measure="あ" * 250, widely_from="5")
    page.get_by_label("システムの種類").select_option(label="電子入札")
    press(page, "内容を確かめる")
    look()
    press(page, "下書きとして保存する")
    look()
    draft = page.url
    page.goto(f"{draft}/edit")
    look()
    other = context.new_page()
    other.goto(f"{draft}/edit")
    press(other, "変更を保存する")
    press(page, "変更を保存する")
    look()
    page.goto(f"{draft}/submit")
    look()
    press(page, "このポータルに提案する")
    look()
    page.goto(f"{draft}/delete")
    look()
    context.close()


def test_hostile_words_run_nothing(browser, own_site):
    context = browser.new_context(base_url=own_site.address, bypass_csp=True)  # escaping alone must do
    page = context.new_page()
    log_in(page, own_site)
    page.goto("/ja/commonization/drafts")
    names = ("title", "measure", "problem", "effect", "benefits", "legal_basis", "ministry_other", "about")
    fill(page, **dict.fromkeys((*names, "ministry_source"), HOSTILE))
    press(page, "内容を確かめる")
    seen = [page.locator("h1").inner_text()]
    press(page, "下書きとして保存する")
    draft = page.url
    page.goto(f"{draft}/submit")
    press(page, "このポータルに提案する")
    for path in (page.url, draft, "/ja/commonization", "/ja/commonization/drafts"):
        page.goto(path)
        seen.append(page.locator("main").inner_text())
        assert "run" != page.title()
        assert 0 == page.locator("script, img[src='x']").count()
    assert all("<script>" in text for text in seen)
    context.close()


def test_nothing_moves_while_the_board_and_the_diagrams_appear(browser, own_site):
    context = browser.new_context(base_url=own_site.address)
    page = context.new_page()
    for path in ("/ja/commonization", "/ja/commonization/process", "/ja/commonization/drafts"):
        page.goto(path, wait_until="load")
        shift = page.evaluate(
            """() => new Promise(done => {
                let total = 0;
                new PerformanceObserver(list => list.getEntries().forEach(e => total += e.value))
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(total), 200);
            })"""
        )
        assert 0 == shift, path
    context.close()


@pytest.mark.parametrize(
    "path", ["/ja/commonization", "/en/commonization/calendar", "/ja/commonization/proposals/1"]
)
def test_pages_print_on_sheets_of_a4_without_their_menu(page, path):
    page.goto(path)
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in pdf.pages}
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert len(pdf.pages) <= 6
    assert "ログイン" not in text
    assert "Log in" not in text
