"""The user's own workbook back: what is wrong is marked and said, also to those who see no colours, and summed up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_making import (
    BAD,
    ERROR,
    GOOD,
    HEADINGS,
    NOTE,
    TEMPLATE,
    WARNING,
    cells_between,
    empty,
    filled,
    marks,
    opened,
    own,
    parts,
)

from chiho_digital import excel
from chiho_digital.excel import summaries
from chiho_digital.procurement import CaseRow, ParticipationRow
from chiho_digital.tables import Severity, check_rows, columns_of, read_rows

CASE = {
    "case_id": "b-1",
    "prefecture": "山口県",
    "lead_body": "山口県",
    "system_kind_ja": "電子申請",
    "source_url": "https://example.org/",
}
CASES = empty(CaseRow)


def test_a_wrong_cell_is_marked_and_commented_on_with_the_repair(checked):
    report, _, book = checked(filled(ParticipationRow, [GOOD, BAD], template=TEMPLATE))

    assert report.marked
    assert {ERROR: {"A3", "C3"}} == marks(book)
    says = book.worksheets[0]["C3"].comment.text
    assert says.startswith("✗ 誤り：「2024-13-01」は暦にない日付です。\n")
    assert "書き方：" in says


def test_warnings_and_notes_are_told_apart_from_errors_also_without_colour(checked):
    _, _, book = checked(
        filled(
            CaseRow,
            [CASE | {"observed_as_of": "順次", "service_start": "2021-05(順次)", "confidence": "?"}],
            template=CASES,
        ),
        CaseRow,
    )

    assert {ERROR: {"W2"}, WARNING: {"I2"}, NOTE: {"J2"}} == marks(book)
    sheet = book.worksheets[0]
    assert ["✗ 誤り", "△ 警告", "※ 注記"] == [
        sheet[n].comment.text.split("：")[0] for n in ("W2", "I2", "J2")
    ]
    looks = [rule.dxf for area in sheet.conditional_formatting for rule in area.rules]
    assert 3 == len({(look.font.b, look.font.i, look.font.u) for look in looks})
    assert 3 == len({look.border.left.style for look in looks})


def test_what_is_said_of_a_whole_row_is_at_its_first_cell_and_of_a_heading_at_the_heading(checked):
    def change(book):
        book.worksheets[0]["G1"] = "ビコウ"

    later = GOOD | {"left": "2020"}
    _, _, book = checked(filled(ParticipationRow, [later], template=TEMPLATE, change=change))

    assert {ERROR: {"A2"}, WARNING: {"G1"}} == marks(book)
    assert "離脱が参加より前です" in book.worksheets[0]["A2"].comment.text


def test_a_blank_cell_that_may_not_be_blank_is_marked_too(checked):
    _, _, book = checked(filled(ParticipationRow, [{"body": "山口県"}], template=TEMPLATE))

    assert {ERROR: {"A2"}} == marks(book)


def test_a_heading_that_stands_twice_is_marked_where_it_stands_again(checked):
    def change(book):
        sheet = book.worksheets[0]
        sheet["F1"], sheet["G1"], sheet["G2"] = "事例ID", None, "x"

    _, _, book = checked(filled(ParticipationRow, [GOOD], template=TEMPLATE, change=change))

    found = marks(book)
    assert {"F1"} <= found[ERROR]
    assert {"G1"} == found[WARNING]


def test_several_findings_about_a_cell_are_one_comment_and_the_gravest_mark(checked):
    def change(book):
        book.worksheets[0]["A3"].comment = None

    row = {"case_id": "?", "body": "x", "joined": "2024", "left": "2020"}
    _, _, book = checked(filled(ParticipationRow, [row], template=TEMPLATE, change=change))

    assert {ERROR: {"A2"}} == marks(book)
    assert 2 == book.worksheets[0]["A2"].comment.text.count("✗ 誤り")


def test_the_summary_lists_every_finding_errors_first_with_a_way_to_the_cell(checked):
    report, _, book = checked(
        filled(CaseRow, [CASE | {"observed_as_of": "順次"}, CASE | {"prefecture": "山口"}], template=CASES),
        CaseRow,
    )

    sheet = book["検査結果"]
    lines = list(sheet.iter_rows(values_only=True))
    head = lines.index(("重大度", "シート", "セル", "列", "値", "指摘", "直し方"))
    found = lines[head + 1 :]
    assert 3 == len(report.issues) == len(found)
    assert [("✗ 誤り", "A3"), ("✗ 誤り", "B3"), ("△ 警告", "I2")] == [(line[0], line[2]) for line in found]
    assert ("✗ 誤り", "入力", "B3", "都道府県", "山口") == found[1][:5]
    assert "もしかして：山口県" == found[1][6]
    assert ["'入力'!A3", "'入力'!B3", "'入力'!I2"] == [
        sheet.cell(head + 2 + n, 3).hyperlink.location for n in range(3)
    ]
    whole = "\n".join(str(line[0]) for line in lines[:head])
    assert "mine.xlsx" in whole
    assert "誤り 2、警告 1、注記 0" in whole


def test_everything_is_said_in_english_when_asked(checked):
    report, _, book = checked(
        filled(ParticipationRow, [BAD], template=empty(ParticipationRow, "en")), lang="en"
    )

    assert "Check result" in book.sheetnames
    assert book.worksheets[0]["C2"].comment.text.startswith(
        "✗ error: '2024-13-01' is not a date of the calendar."
    )
    assert "0 rows usable, 1 rejected; 2 errors" in report.to("en")
    lines = list(book["Check result"].iter_rows(values_only=True))
    assert ("Severity", "Sheet", "Cell", "Column", "Value", "Finding", "Repair") in lines
    assert ("✗ error", "Data", "C2", "joined", "2024-13-01") in [line[:5] for line in lines]


def test_a_workbook_without_findings_says_so(checked):
    report, _, book = checked(filled(ParticipationRow, [GOOD], template=TEMPLATE))

    assert ((), {}) == (report.issues, marks(book))
    assert "指摘はありません。" in {cell.value for (cell, *_) in book["検査結果"].iter_rows()}


def test_the_sheets_of_the_template_are_not_complained_about_but_those_of_others_are(checked):
    def change(book):
        book.create_sheet("メモ")["A1"] = "x"
        book["説明"].title = "せつめい"

    assert () == checked(filled(ParticipationRow, [GOOD], template=TEMPLATE))[0].issues
    report = checked(filled(ParticipationRow, [GOOD], template=TEMPLATE, change=change))[0]
    assert ["tables.other_sheets"] == [issue.code for issue in report.issues]


@settings(max_examples=15)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                name: st.sampled_from(
                    ["", "a", "=1+1", "2024", "2020-99", "山口県", "\t-1", "<&>'\"]]>", "_x0041_"]
                )
                for name in columns_of(ParticipationRow)
            }
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_is_in_the_cells_they_stay_and_each_wrong_one_is_marked(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("any")
    data = filled(ParticipationRow, rows, template=TEMPLATE)

    report = excel.check(data, ParticipationRow, folder / "back.xlsx")

    back = (folder / "back.xlsx").read_bytes()
    sheet = "xl/worksheets/sheet1.xml"
    assert cells_between(parts(data)[sheet]) == cells_between(parts(back)[sheet])
    book = opened(back)
    places = dict(zip(columns_of(ParticipationRow), "ABCDE", strict=True))
    wrong = {
        f"{places.get(issue.column, 'A')}{issue.row}"
        for issue in report.issues
        if issue.severity is Severity.ERROR and issue.row
    }
    assert wrong == marks(book).get(ERROR, set())
    assert report.issues == tuple(
        i
        for i in check_rows(read_rows(data, ParticipationRow), ParticipationRow).issues
        if i.code != "tables.other_sheets"
    )
    values = [cell for row in book["検査結果"].iter_rows() for cell in row if cell.value is not None]
    assert {"s"} == {cell.data_type for cell in values}
    assert all(cell.quotePrefix for cell in values if cell.value.startswith(("=", "+", "-", "@")))


def test_a_sheet_of_the_same_name_as_ours_is_not_taken_for_it(checked):
    def change(book):
        book.create_sheet("検査結果")["A1"] = "私の検査"

    _, _, book = checked(filled(ParticipationRow, [GOOD], template=TEMPLATE, change=change))

    assert ["検査結果", "検査結果 (2)"] == book.sheetnames[-2:]
    assert "私の検査" == book["検査結果"]["A1"].value


def test_a_table_that_starts_further_down_and_right_is_marked_where_it_is(checked):
    rows = [[], [], [None, None, *HEADINGS], [None, None, "?", "山口県", "2021-13"]]

    _, _, book = checked(own(rows))

    assert {"C4", "E4"} == marks(book)[ERROR]


def test_many_wrong_cells_below_one_another_are_few_areas(checked):
    _, back, book = checked(own([HEADINGS, *[["?", "山口県"]] * 3000]))

    assert {f"A{row}" for row in range(2, 3002)} == marks(book)[ERROR]
    assert 1 == parts(back)["xl/worksheets/sheet1.xml"].count(b"<conditionalFormatting")


@pytest.mark.slow
def test_beyond_ten_thousand_cells_comments_are_left_to_the_summary_which_says_so(checked):
    report, back, book = checked(own([HEADINGS, *[["?", None, "2021-13", "2021-13"]] * 2600]))

    assert 10_400 == len(report.issues) == sum(map(len, marks(book).values()))
    assert 10_000 == parts(back)["xl/comments1.xml"].count(b"<comment ")
    lines = [cell.value for (cell, *_) in book["検査結果"].iter_rows()]
    assert 10_400 == lines.count("✗ 誤り")
    assert any("10400" in str(line) and "10000" in str(line) for line in lines)


def test_a_summary_that_is_full_says_so(checked, monkeypatch):
    monkeypatch.setattr(summaries, "MOST_LINES", 2)  # a sheet has room for a million

    _, _, book = checked(own([HEADINGS, *[["?", "山口県"]] * 3]))

    lines = [cell.value for (cell, *_) in book["検査結果"].iter_rows()]
    assert ["✗ 誤り", "✗ 誤り"] == lines[-2:]
    assert any("3件" in str(line) and "2件" in str(line) for line in lines)
