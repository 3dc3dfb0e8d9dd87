"""The portal in a real browser: axe-core finds nothing, the keyboard is enough, narrow screens and paper hold it, nothing runs."""

from io import BytesIO
from pathlib import Path

import pytest
from portal_pages import OWN_PAGES, PAGES, REFUSED
from portal_running import AS_OF, running
from pypdf import PdfReader

pytestmark = pytest.mark.slow

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")  # axe-core 4.14.1, MPL-2.0
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = ("ja", "en")
HAGI = "352047"


@pytest.fixture
def page(browser, site):
    """A page without JavaScript, as the portal promises to need none."""
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def log_in(page, site, body=HAGI):
    page.goto("/ja/login")
    page.get_by_label("トークン").fill(site.token(body))
    page.get_by_role("button", name="ログイン").click()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(browser, site, lang, width):
    context = browser.new_context(
        base_url=site.address, bypass_csp=True, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    log_in(page, site)
    looked_at = 0
    for path in [*PAGES, *REFUSED, f"/bodies/{HAGI}/department"]:
        page.goto(f"/{lang}{path}")
        page.evaluate(AXE)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: tags}).then(r => [r.violations, r.passes.length])", TAGS
        )
        assert [] == [(v["id"], [node["html"] for node in v["nodes"]]) for v in found[0]], path
        assert found[1] > 20
        looked_at += 1
    context.close()
    assert len(PAGES) + len(REFUSED) + 1 == looked_at


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("body", OWN_PAGES)
def test_axe_finds_nothing_on_the_own_pages_of_a_body_and_they_fit_a_telephone(browser, site, lang, body):
    context = browser.new_context(
        base_url=site.address, bypass_csp=True, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    log_in(page, site, body)
    for path in OWN_PAGES[body]:
        assert page.goto(f"/{lang}{path}").ok, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS)
        assert [] == [(v["id"], [node["html"] for node in v["nodes"]]) for v in found], path
    context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_scrolls_sideways_at_360_pixels_and_every_table_can_be_reached(browser, site, lang):
    context = browser.new_context(base_url=site.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for path in [*PAGES, *REFUSED]:
        page.goto(f"/{lang}{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, path
        wide = page.evaluate(
            "[...document.querySelectorAll('table')].filter(t => !t.closest('[tabindex=\"0\"]')).length"
        )
        assert 0 == wide, path
    context.close()


def test_pages_ask_nobody_else_run_nothing_and_break_no_rule_of_their_policy(browser, site):
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append((message.type, message.text)))
    for lang in LANGUAGES:
        for path in PAGES:
            page.goto(f"/{lang}{path}")
    context.close()
    assert asked
    assert all(url.startswith(site.address) for url in asked)
    assert [] == [text for kind, text in said if kind in {"error", "warning"}]


def test_nothing_moves_while_a_page_appears(browser, site):
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    for path in ("/ja/", "/ja/prefectures", "/en/cases", "/ja/bodies/252069"):
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


# With the keyboard alone.


def focused(page):
    return page.locator(":focus")


def tab_to(page, **role):
    """Goes on with the tab key until something is in focus."""
    wanted = page.get_by_role(**role).first
    wanted.wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {role}")


def enter(page):
    """Presses the key, and waits for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture
def keyboard(browser, site):
    context = browser.new_context(base_url=site.address)
    yield context.new_page()
    context.close()


def test_the_first_key_leads_past_the_menu(keyboard):
    keyboard.goto("/ja/cases")
    keyboard.keyboard.press("Tab")
    assert "本文へ移動" == focused(keyboard).inner_text()
    assert focused(keyboard).bounding_box()["x"] >= 0
    keyboard.keyboard.press("Enter")
    keyboard.keyboard.press("Tab")
    assert "prefecture" == focused(keyboard).get_attribute("id")


def test_a_body_is_found_and_its_pathway_opened_with_the_keyboard(keyboard):
    keyboard.goto("/ja/")
    tab_to(keyboard, role="link", name="団体を探す")
    enter(keyboard)
    tab_to(keyboard, role="searchbox")
    keyboard.keyboard.type("はぎ")
    enter(keyboard)
    tab_to(keyboard, role="link", name="山口県萩市")
    enter(keyboard)
    tab_to(keyboard, role="combobox", name="システムの種類")
    keyboard.keyboard.type("電子入札")
    tab_to(keyboard, role="button", name="道筋を見る")
    enter(keyboard)
    keyboard.wait_for_url("**/pathway?*")
    assert "山口県萩市" in keyboard.get_by_role("heading", level=1).inner_text()


def test_a_wrong_filter_is_explained_and_its_field_reached_from_the_explanation(keyboard):
    keyboard.goto("/en/cases")
    tab_to(keyboard, role="textbox", name="Municipalities, at least")
    keyboard.keyboard.type("many")
    enter(keyboard)
    keyboard.get_by_role("alert").wait_for()
    tab_to(keyboard, role="link", name="Municipalities, at least: Enter a whole number from 0 on.")
    keyboard.keyboard.press("Enter")
    field = keyboard.get_by_role("textbox", name="Municipalities, at least")
    assert field.evaluate("e => e === document.activeElement")
    assert "true" == field.get_attribute("aria-invalid")
    assert "at_least-error" == field.get_attribute("aria-describedby")


def test_every_thing_in_focus_shows_it(keyboard):
    for path in ("/ja/", "/ja/cases", "/ja/bodies/252069", "/en/login"):
        keyboard.goto(path)
        seen = 0
        for _ in range(60):
            keyboard.keyboard.press("Tab")
            tag, style, html = keyboard.evaluate(
                "(e => [e.tagName, getComputedStyle(e).outlineStyle, e.outerHTML])(document.activeElement)"
            )
            if tag == "BODY":
                break
            assert "solid" == style, (path, html)
            seen += 1
        assert seen > 5, path


# Forms, without JavaScript.


def test_a_body_logs_in_says_its_department_and_logs_out_without_javascript(page, site):
    log_in(page, site)
    assert page.url.endswith(f"/ja/bodies/{HAGI}")
    page.get_by_role("link", name="問い合わせ先の部署を書く").click()
    page.get_by_label("問い合わせ先の部署").fill("総務課 <b>情報</b>係")
    page.get_by_role("button", name="保存する").click()
    page.get_by_text("総務課 <b>情報</b>係").wait_for()
    page.get_by_role("link", name="ログアウト").click()
    page.get_by_role("button", name="ログアウト").click()
    page.get_by_role("link", name="ログイン").wait_for()


def test_a_wrong_token_is_explained_without_javascript(page):
    page.goto("/en/login")
    page.get_by_label("Token").fill("no.token")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").wait_for()
    assert "" == page.get_by_label("Token").input_value()


def test_cases_are_filtered_and_paged_without_javascript(page):
    page.goto("/ja/cases")
    page.get_by_role("link", name="次のページ").click()
    page.get_by_text("3ページ中2ページ目").wait_for()
    page.get_by_label("都道府県").select_option(label="大阪府")
    page.get_by_role("button", name="絞り込む").click()
    page.get_by_role("heading", name="8件").wait_for()
    page.get_by_role("link", name="osaka-chat-2021").click()
    page.get_by_text("LoGoチャット").first.wait_for()
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/cases/osaka-chat-2021")


# On paper.


@pytest.mark.parametrize("path", ["/ja/cases/kagawa-eapp-2004", "/ja/prefectures", "/en/bodies/252069"])
def test_a_page_prints_on_sheets_of_a4_without_its_menu(page, path):
    page.goto(path)
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in pdf.pages}
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert len(pdf.pages) <= 4
    assert "ログイン" not in text
    assert "Log in" not in text


# Hostile words.


def test_hostile_cases_run_nothing_in_a_browser(browser, tmp_path):
    import csv

    from portal.data import put_cases

    from chiho_digital import tables
    from chiho_digital.procurement import PUBLISHED_CASES

    hostile = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'
    with PUBLISHED_CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = {name: place for place, name in enumerate(rows[0])}
    for row in rows[1:4]:
        for name in ("lead_body", "vendor", "product", "notes", "cost_note", "participants_named"):
            row[at[name]] = hostile
    source, folder = tmp_path / "hostile.csv", tmp_path / "portal"
    with source.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    folder.mkdir()
    with tables.store(folder / "cases.duckdb") as store:
        put_cases(store, source, as_of=AS_OF, origin=hostile)
    with running(folder) as site:
        context = browser.new_context(base_url=site.address, bypass_csp=True)  # escaping alone must do
        page = context.new_page()
        for path in ("/ja/", "/ja/cases", f"/ja/cases/{rows[1][0]}", f"/en/cases/{rows[2][0]}"):
            page.goto(path)
            assert "run" != page.title()
            assert 0 == page.locator("script, img[src='x']").count()
        context.close()
