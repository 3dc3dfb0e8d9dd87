"""Feedback in a real browser: sent without JavaScript and with the keyboard alone; what is published runs nothing; on paper."""

from io import BytesIO
from unicodedata import normalize

import pytest
from portal_running import running
from pypdf import PdfReader

from chiho_digital.basics import Text

pytestmark = pytest.mark.slow

HOSTILE = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'


@pytest.fixture
def page(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_feedback_is_sent_without_javascript_from_the_page_it_is_about(page, site):
    page.goto("/ja/cases/osaka-line")
    page.get_by_role("link", name="このページについて意見を送る").click()
    assert "/cases/osaka-line" == page.get_by_label("対象のページ（任意）").input_value()
    page.get_by_label("内容", exact=True).fill("一行目\n二行目")
    page.get_by_role("button", name="送る").click()
    page.get_by_role("alert").wait_for()  # the kind was not chosen
    assert "一行目\n二行目" == page.get_by_label("内容", exact=True).input_value()
    page.get_by_label("ご意見の種類").select_option(label="データの誤り")
    page.get_by_role("button", name="送る").click()
    page.get_by_role("heading", name="ご意見を受け付けました").wait_for()
    kept = site.portal.board.feedback()[-1]
    assert ("/cases/osaka-line", ["一行目", "二行目"]) == (kept.page, kept.words.splitlines())


def test_feedback_is_sent_with_the_keyboard_alone(browser, site):
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/en/feedback")

    def tab_to(**role):
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.get_by_role(**role).first.evaluate("e => e === document.activeElement"):
                return
        pytest.fail(f"the keyboard does not reach {role}")

    tab_to(role="combobox", name="What it is about")
    page.keyboard.type("A wish")
    tab_to(role="textbox", name="What you want to say")
    page.keyboard.type("By keyboard.")
    tab_to(role="button", name="Send")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your feedback was received").wait_for()
    context.close()
    assert "By keyboard." == site.portal.board.feedback()[-1].words


def test_hostile_words_that_are_published_run_nothing(browser, tmp_path):
    with running(tmp_path) as site:
        context = browser.new_context(base_url=site.address, bypass_csp=True)  # escaping alone must do
        page = context.new_page()
        page.goto("/ja/feedback")
        page.get_by_label("ご意見の種類").select_option(label="その他")
        page.get_by_label("内容", exact=True).fill(HOSTILE)
        page.get_by_role("button", name="送る").click()
        site.portal.board.answer(site.clock(), 1, Text(HOSTILE, HOSTILE), publish=True)
        for path in ("/ja/changes", "/en/changes"):
            page.goto(path)
            assert "run" != page.title()
            assert 2 == page.get_by_text(HOSTILE).count()
            assert 0 == page.locator("script, img[src='x']").count()
        context.close()


def test_changes_print_on_a4(page):
    page.goto("/ja/changes")
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in pdf.pages}
    text = normalize(
        "NFKC", "".join(sheet.extract_text() for sheet in pdf.pages)
    )  # some signs come as radicals
    assert "いただいたご意見" in text
