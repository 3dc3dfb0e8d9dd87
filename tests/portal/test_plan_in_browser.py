"""The plan in a real browser: filled without JavaScript and by keyboard, printed to exactly one sheet, taken into Word."""

from io import BytesIO
from unicodedata import normalize

import docx
import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.slow

HOSTILE = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'
FILLED = {
    "題名": "萩市デジタル活用推進計画",
    "団体コード": "352047",
    "計画の始期": "令和8年4月1日",
    "計画の終期": "令和12年3月31日",
    "基本的な方針": "来庁しなくても手続が終わる市をめざす。\n職員が相談に力を注ぐ。",
    "効果": "窓口の待ち時間を減らす。",
    "参考資料": "総合計画",
}
PROJECT = {
    "名称": "オンライン申請",
    "開始日": "R8.6.1",
    "終了日": "2027-03-31",
    "事業費": "1,200万円",
    "内容": "自宅から申請できるようにする。",
}


@pytest.fixture
def page(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False, accept_downloads=True)
    yield context.new_page()
    context.close()


def fill(page, fields=FILLED, project=PROJECT):
    page.goto("/ja/plan")
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)
    first = page.get_by_role("group", name="事業1")
    for label, value in project.items():
        first.get_by_label(label, exact=True).fill(value)


def sheets(page):
    found = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(595, 842)} == {tuple(round(side) for side in sheet.mediabox[2:]) for sheet in found}
    # A PDF holds the shapes of signs; some come back as signs that only look the same.
    return ["".join(normalize("NFKC", sheet.extract_text()).split()) for sheet in found]


def test_the_plan_is_filled_changed_printed_on_one_sheet_and_taken_into_word_without_javascript(page):
    fill(page)
    page.get_by_role("button", name="計画書を見る").click()
    page.get_by_text("A4判1枚に収まります").wait_for()
    (sheet,) = sheets(page)
    for value in (
        "萩市デジタル活用推進計画",
        "12,000,000",
        "窓口の待ち時間を減らす。",
        "令和8年度～令和11年度",
    ):
        assert normalize("NFKC", value) in sheet.replace("〜", "~")
    for around in ("内容を直す", "Word文書にする", "計画書の確認", "計画に必要な記載"):
        assert around not in sheet
    with page.expect_download() as download:
        page.get_by_role("button", name="Word文書にする").click()
    assert download.value.suggested_filename.endswith(".docx")
    document = docx.Document(download.value.path())
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for value in ("萩市デジタル活用推進計画", "オンライン申請", "12,000,000", "職員が相談に力を注ぐ。"):
        assert value in texts
    page.get_by_role("button", name="内容を直す").click()
    for label, value in FILLED.items():
        assert value == page.get_by_label(label, exact=True).input_value()
    page.get_by_label("効果", exact=True).fill("相談の時間を増やす。")
    page.get_by_role("button", name="計画書を見る").click()
    (sheet,) = sheets(page)
    assert "相談の時間を増やす。" in sheet
    assert "窓口の待ち時間" not in sheet


@pytest.mark.parametrize("times", [1, 3, 6, 9])
def test_a_plan_that_says_it_fits_prints_on_one_sheet_and_one_that_does_not_says_so(page, times):
    long = {name: value * times * 3 for name, value in FILLED.items() if name in {"基本的な方針", "効果"}}
    fill(page, FILLED | long, PROJECT | {"内容": PROJECT["内容"] * times * 3})
    page.get_by_role("button", name="計画書を見る").click()
    fits = page.get_by_text("A4判1枚に収まります").count() == 1
    assert fits == (1 == len(sheets(page)))
    assert fits or page.get_by_text("この計画は1枚に収まりません").count()


def test_the_plan_is_written_with_the_keyboard_alone(browser, site):
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/en/plan")

    def tab_to(name):
        for _ in range(60):
            page.keyboard.press("Tab")
            if name == page.evaluate("document.activeElement.name || document.activeElement.value || ''"):
                return
        pytest.fail(f"the keyboard does not reach {name}")

    for name, value in (
        ("title", "A plan"),
        ("basic_policy", "Less paper"),
        ("p1_name", "Counter"),
        ("effects", "Shorter queues"),
    ):
        tab_to(name)
        page.keyboard.type(value)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.get_by_role("button", name="See the sheet").evaluate("e => e === document.activeElement"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "A plan" == page.get_by_role("heading", level=1).inner_text()
    tab_to("do")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Shorter queues" == page.get_by_label("Effects", exact=True).input_value()
    context.close()


def test_a_mistake_is_explained_and_reached_from_the_explanation(page):
    fill(page, FILLED | {"計画の始期": "いつか"})
    page.get_by_role("button", name="計画書を見る").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    alert.get_by_role("link").first.click()
    assert page.url.endswith("#start")
    assert "いつか" == page.get_by_label("計画の始期", exact=True).input_value()
    assert "true" == page.get_by_label("計画の始期", exact=True).get_attribute("aria-invalid")


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_sheet_and_it_fits_the_screen(browser, site, width):
    from test_in_browser import AXE, TAGS

    context = browser.new_context(
        base_url=site.address, bypass_csp=True, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append((message.type, message.text)))
    fill(page)
    page.get_by_role("button", name="計画書を見る").click()
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS)
    assert [] == [(v["id"], [node["html"] for node in v["nodes"]]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [] == [text for kind, text in said if kind == "error"]
    context.close()


def test_hostile_words_in_every_field_run_nothing(browser, site):
    context = browser.new_context(base_url=site.address, bypass_csp=True)  # escaping alone must do
    page = context.new_page()
    names = ("題名", "基本的な方針", "効果", "参考資料")
    fill(page, FILLED | dict.fromkeys(names, HOSTILE), PROJECT | {"名称": HOSTILE, "内容": HOSTILE})
    page.get_by_role("button", name="計画書を見る").click()
    page.get_by_text("計画書の確認").wait_for()
    assert HOSTILE in page.get_by_role("heading", level=1).inner_text()
    assert "run" != page.title()
    assert 0 == page.locator("script, img[src='x']").count()
    page.get_by_role("button", name="内容を直す").click()
    assert HOSTILE == page.get_by_label("題名", exact=True).input_value()
    assert 0 == page.locator("script, img[src='x']").count()
    context.close()
