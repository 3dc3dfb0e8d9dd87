"""The preview window in a real browser: a body confirms one case and objects to another, at 360 pixels and by keyboard alone."""

import pytest
from portal_running import running
from test_checking_in_browser import narrow
from test_in_browser import AXE, TAGS, enter, tab_to
from test_preview import CHAT, SAKAI, open_over, published_rows

pytestmark = pytest.mark.slow

HOSTILE = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'


@pytest.fixture
def window(tmp_path):
    with running(tmp_path) as site:
        open_over(site, published_rows())
        yield site


def log_in(page, site):
    page.goto("/ja/login")
    page.get_by_label("トークン").fill(site.token(SAKAI))
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url(f"**/bodies/{SAKAI}")


def own_cases(site):
    return [
        row
        for (row,) in site.portal.store.read(
            "select r.id from preview_rows r join preview_bodies b using (release, id) where body = ? order by place",
            [SAKAI],
        )
    ]


def test_a_body_confirms_one_case_and_objects_to_another_without_javascript(browser, window):
    first, second, *_ = own_cases(window)
    context = browser.new_context(
        base_url=window.address, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    log_in(page, window)
    page.goto("/ja/preview")
    assert narrow(page)
    page.get_by_role("link", name="大阪府堺市の事例を確認する").click()
    assert narrow(page)
    page.get_by_role("link", name=first).click()
    assert narrow(page)
    page.get_by_label("この内容で正しい").check()
    page.get_by_role("button", name="回答する").click()
    page.get_by_role("cell", name="確認済み").wait_for()
    page.get_by_role("link", name=second).click()
    page.get_by_label("異議がある", exact=True).check()
    page.get_by_role("button", name="回答する").click()
    page.get_by_role("alert").get_by_text("異議の内容と理由").wait_for()
    assert page.get_by_label("異議がある", exact=True).is_checked()
    page.get_by_label("異議の内容と理由").fill(f"製品名が違います。\n{HOSTILE}")
    page.get_by_label("直すところ（分かれば）").select_option(label="製品")
    page.get_by_label("正しい値（分かれば）").fill("別の製品")
    page.get_by_role("button", name="回答する").click()
    page.get_by_role("cell", name="異議あり：製品名が違います。").wait_for()
    page.get_by_role("link", name=second).click()
    page.get_by_text("製品: 別の製品").wait_for()
    assert narrow(page)
    assert "run" != page.title()
    window.clock.move(days=14)
    page.reload()
    assert 0 == page.get_by_role("radio").count()
    context.close()


def test_a_body_confirms_with_the_keyboard_alone_and_axe_finds_nothing(browser, window):
    context = browser.new_context(
        base_url=window.address, bypass_csp=True, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    log_in(page, window)
    page.goto("/ja/preview")
    tab_to(page, role="link", name="大阪府堺市の事例を確認する")
    enter(page)
    tab_to(page, role="link", name=CHAT)
    enter(page)
    tab_to(page, role="radio", name="この内容で正しい")
    page.keyboard.press("Space")
    tab_to(page, role="button", name="回答する")
    enter(page)
    page.get_by_role("cell", name="確認済み").first.wait_for()
    for path in ("/ja/preview", f"/en/preview/{SAKAI}", f"/ja/preview/{SAKAI}/{CHAT}"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(path)
            page.evaluate(AXE)
            found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS)
            assert [] == [(one["id"], [node["html"] for node in one["nodes"]]) for one in found], path
    context.close()


def test_hostile_words_run_nothing(browser, tmp_path):
    from chiho_digital.procurement import CaseRow

    row = next(row for row in published_rows() if row.case_id == CHAT)
    with running(tmp_path) as site:
        open_over(
            site, [CaseRow(**{**row.model_dump(mode="json"), "lead_body": HOSTILE, "product": HOSTILE})]
        )
        context = browser.new_context(base_url=site.address, bypass_csp=True)
        page = context.new_page()
        log_in(page, site)
        for path in (f"/ja/preview/{SAKAI}", f"/ja/preview/{SAKAI}/{CHAT}"):
            page.goto(path)
            assert "run" != page.title()
            assert 0 == page.locator("main script, img[src='x']").count()
        context.close()
