"""A workbook checked, put right and checked again, as people do until nothing is found: the marks are those of the last check."""

from io import BytesIO

import pytest
from workbook_making import (
    BAD,
    ERROR,
    GOOD,
    HEADINGS,
    TEMPLATE,
    cells_between,
    filled,
    marks,
    opened,
    own,
    packed,
    parts,
)

from chiho_digital import excel
from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import ParticipationRow
from chiho_digital.tables import read_rows

SHEET = "xl/worksheets/sheet1.xml"
DATA = filled(ParticipationRow, [GOOD, BAD, GOOD | {"case_id": "x y"}], template=TEMPLATE)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def comments(book, author="chiho_digital check"):
    return {
        cell.coordinate
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.comment and cell.comment.author == author
    }


def test_a_marked_workbook_checked_again_is_the_same_byte_for_byte(checked):
    _, once, _ = checked(DATA)
    _, twice, _ = checked(once)

    assert parts(once) == parts(twice)


def test_what_was_put_right_loses_its_mark_and_its_comment_and_new_faults_get_theirs(checked):
    _, _, book = checked(DATA)
    sheet = book.worksheets[0]
    sheet["A3"], sheet["C3"] = "a-2", "2024-13-02"
    sheet["A2"] = "?"

    report, _, again = checked(saved(book))

    assert report.marked
    assert {ERROR: {"A2", "C3", "A4"}} == marks(again)
    assert {"A2", "C3", "A4"} == comments(again)
    assert {"A1", "B1", "C1", "D1", "E1"} == comments(again, "chiho_digital")
    assert "2024-13-02" in again.worksheets[0]["C3"].comment.text
    assert 1 == sum("検査結果" in name for name in again.sheetnames)


def test_once_all_is_put_right_the_sheet_is_what_it_was_before_the_first_check(checked):
    _, back, _ = checked(DATA)
    found = parts(back)
    right = cells_between(parts(filled(ParticipationRow, [GOOD], template=TEMPLATE))[SHEET])
    found[SHEET] = found[SHEET].replace(cells_between(found[SHEET]), right)
    _, last, book = checked(packed(found))

    assert (
        parts(filled(ParticipationRow, [GOOD], template=TEMPLATE))[SHEET].replace(b"A1:E2", b"A1:E4")
        == parts(last)[SHEET]
    )
    assert ({}, set()) == (marks(book), comments(book))
    assert not [n for n in parts(last) if n.endswith(".vml") and parts(last)[n].count(b"ClientData ") != 5]


def test_the_summary_is_known_again_when_it_was_renamed_and_made_anew_when_it_was_deleted(checked):
    _, _, book = checked(DATA)
    book["検査結果"].title = "結果 '1回目'"
    book.defined_names[
        "_chiho_digital.summary"
    ].attr_text = "'結果 ''1回目'''!$A$1"  # as Excel does of itself
    _, back, again = checked(saved(book))
    assert "結果 '1回目'" == again.sheetnames[-1]
    assert "検査結果" == again.worksheets[-1]["A1"].value

    del again["結果 '1回目'"]
    again.defined_names["_chiho_digital.summary"].attr_text = "#REF!$A$1"
    _, back, last = checked(saved(again))
    assert "検査結果" == last.sheetnames[-1]
    assert "'検査結果'!$A$1" == last.defined_names["_chiho_digital.summary"].attr_text
    assert 1 == parts(back)["xl/workbook.xml"].count(b"_chiho_digital.summary")


def test_a_format_of_the_user_that_excel_joined_with_ours_stays(checked):
    _, back, _ = checked(own([HEADINGS, ["?", "山口県"]]))
    found = parts(back)
    theirs = b'<cfRule type="expression" dxfId="0" priority="9"><formula>LEN($A$2)=1</formula></cfRule>'
    assert b"</cfRule></conditionalFormatting>" in found[SHEET]
    found[SHEET] = found[SHEET].replace(
        b"</cfRule></conditionalFormatting>", b"</cfRule>" + theirs + b"</conditionalFormatting>", 1
    )
    _, again, book = checked(packed(found))

    assert theirs in parts(again)[SHEET]
    assert {ERROR: {"A2"}} == marks(book)
    assert 2 == parts(again)[SHEET].count(b"<cfRule")


def test_the_original_is_replaced_only_when_asked_and_all_at_once(tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_bytes(DATA)
    (tmp_path / "link.xlsx").hardlink_to(path)
    for out in (path, str(path), tmp_path / "." / "mine.xlsx", tmp_path / "link.xlsx"):
        with pytest.raises(InvalidValue) as caught:
            excel.check(path, ParticipationRow, out)
        assert "excel.is_original" == caught.value.code
    assert DATA == path.read_bytes()

    report = excel.check(path, ParticipationRow, path, overwrite=True)

    assert (True, path) == (report.marked, report.out)
    assert {ERROR: {"A3", "C3", "A4"}} == marks(opened(path.read_bytes()))
    assert read_rows(DATA, ParticipationRow).rows == read_rows(path, ParticipationRow).rows
    assert {"mine.xlsx", "link.xlsx"} == {file.name for file in tmp_path.iterdir()}
    assert DATA == (tmp_path / "link.xlsx").read_bytes()


def test_an_earlier_result_is_not_replaced_by_accident_since_somebody_may_have_worked_on_it(tmp_path):
    (tmp_path / "mine.xlsx").write_bytes(DATA)
    excel.check(tmp_path / "mine.xlsx", "participations", tmp_path / "back.xlsx")
    before = (tmp_path / "back.xlsx").read_bytes()

    with pytest.raises(InvalidValue) as caught:
        excel.check(tmp_path / "mine.xlsx", "participations", tmp_path / "back.xlsx")

    assert ("excel.exists", before) == (caught.value.code, (tmp_path / "back.xlsx").read_bytes())
