"""Checking a file in a real browser: with a file chooser and without JavaScript, with the keyboard alone, at 360 pixels."""

from io import BytesIO

import openpyxl
import pytest
from test_checking import HOSTILE, marked_template
from test_in_browser import enter, tab_to

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser, site):
    context = browser.new_context(
        base_url=site.address,
        java_script_enabled=False,
        accept_downloads=True,
        viewport={"width": 360, "height": 740},
    )
    yield context.new_page()
    context.close()


def narrow(page):
    """That nothing scrolls sideways; asked of the browser itself, since the page runs no script."""
    layout = page.context.new_cdp_session(page).send("Page.getLayoutMetrics")
    return layout["cssContentSize"]["width"] <= 360


def downloaded(page, path, **role):
    with page.expect_download() as download:
        page.get_by_role(**role).click()
    download.value.save_as(path)
    return download.value.suggested_filename


def test_a_workbook_is_sent_its_findings_read_and_the_marked_one_downloaded(page, tmp_path):
    page.goto("/ja/")
    page.get_by_role("navigation", name="メニュー", exact=True).get_by_role("link", name="データ").click()
    page.get_by_role("heading", name="ファイルを点検する", level=1).wait_for()
    assert narrow(page)
    page.get_by_label("何の一覧ですか").select_option(label="事例への参加")
    file = {"name": "参加一覧.xlsx", "mimeType": "", "buffer": marked_template(tmp_path)}
    page.get_by_label("点検するファイル").set_input_files(file)
    page.get_by_role("button", name="点検する", exact=True).click()
    page.get_by_role("heading", name="点検の結果").wait_for()
    assert narrow(page)
    page.get_by_text("参加一覧.xlsx").wait_for()
    rows = page.get_by_role("region", name="指摘の一覧").get_by_role("row").all()[1:]
    said = [row.locator("th, td").all_inner_texts() for row in rows]
    assert [("3", "事例ID", "shiga chat"), ("3", "参加時期", "2021-13")] == [(r[0], r[1], r[3]) for r in said]

    name = downloaded(page, tmp_path / "marked.xlsx", role="link", name="ブックをダウンロードする（.xlsx）")
    assert "点検結果_事例への参加_20260101.xlsx" == name
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    heads = {cell.column_letter: cell.value.removesuffix("＊") for cell in book["入力"][1] if cell.value}
    marked = {
        (cell.coordinate[1:], heads[cell.column_letter], cell.value)
        for row in book["入力"].iter_rows(min_row=2)
        for cell in row
        if cell.comment is not None
    }
    assert {(row[0], row[1], row[3]) for row in said} == marked
    assert "検査結果" == book.sheetnames[-1]
    page.get_by_role("button", name="結果を今すぐ消す").click()
    page.get_by_role("heading", name="ファイルを点検する", level=1).wait_for()
    page.go_back()
    page.reload()
    page.get_by_role("heading", name="結果がありません").wait_for()


def test_a_file_is_checked_with_the_keyboard_alone(browser, site, tmp_path):
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    (tmp_path / "a.csv").write_bytes(
        "事例ID,参加団体,参加時期,離脱時期,備考\na-1,高松市,2004-13,,\n".encode("cp932")
    )
    page.goto("/ja/check")
    tab_to(page, role="combobox", name="何の一覧ですか")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert "participations" == page.get_by_label("何の一覧ですか").input_value()
    tab_to(page, role="button", name="点検するファイル")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(tmp_path / "a.csv")
    tab_to(page, role="button", name="点検する", exact=True)
    enter(page)
    page.get_by_role("heading", name="点検の結果").wait_for()
    tab_to(page, role="link", name="ブックをダウンロードする（.xlsx）")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("点検結果_")
    tab_to(page, role="button", name="結果を今すぐ消す")
    enter(page)
    assert page.url.endswith("/ja/check")
    context.close()


def test_what_is_missing_is_explained_and_reached_from_the_explanation(browser, site):
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/en/check")
    tab_to(page, role="button", name="Check", exact=True)
    enter(page)
    page.get_by_role("alert").wait_for()
    tab_to(page, role="link", name="File to check: Choose a file.")
    page.keyboard.press("Enter")
    assert "file" == page.locator(":focus").get_attribute("id")
    context.close()


def test_a_file_that_is_too_large_gets_its_answer_in_a_browser_too(page):
    page.goto("/ja/check")
    page.get_by_label("何の一覧ですか").select_option(label="デジタル人材")
    file = {"name": "large.csv", "mimeType": "text/csv", "buffer": b"x" * 12_000_000}
    page.get_by_label("点検するファイル").set_input_files(file)
    page.get_by_role("button", name="点検する", exact=True).click()
    page.get_by_role("alert").get_by_text("ファイルが大きすぎます。").wait_for()
    assert narrow(page)


def test_hostile_words_run_nothing(browser, site):
    context = browser.new_context(base_url=site.address, bypass_csp=True)
    page = context.new_page()
    hostile = '"><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">'
    book = openpyxl.Workbook()
    book.active.title = "<b>'"
    book.active.append(["事例ID", "参加団体", HOSTILE, hostile])
    book.active.append([hostile, hostile, hostile, hostile])
    out = BytesIO()
    book.save(out)
    page.goto("/ja/check?kind=participations")
    page.get_by_label("点検するファイル").set_input_files(
        {"name": hostile.replace("/", "") + ".xlsx", "mimeType": "", "buffer": out.getvalue()}
    )
    page.get_by_role("button", name="点検する", exact=True).click()
    page.get_by_role("heading", name="点検の結果").wait_for()
    assert "run" != page.title()
    assert 0 == page.locator("main script, img[src='x']").count()
    context.close()
