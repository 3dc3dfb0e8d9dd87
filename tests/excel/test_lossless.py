"""The user's own workbook back as it was, but for the marks: part by part, cell by cell, and whatever wrote it."""

import re
from io import BytesIO
from zipfile import ZipFile

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from python_calamine import CalamineWorkbook
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
    remade,
)

from chiho_digital.procurement import ParticipationRow
from chiho_digital.tables import read_rows

ADDED = {"xl/worksheets/sheet5.xml"}
CHANGED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/comments/comment1.xml",
    "xl/drawings/commentsDrawing1.vml",
}


def dressed(book):
    """What a person adds to a template: styles, widths, validations, comments, sheets, formulas, names, formats."""
    sheet = book.worksheets[0]
    sheet["B3"].fill, sheet["C3"].font = (
        PatternFill("solid", fgColor="00FF00"),
        Font(bold=True, name="Meiryo"),
    )
    sheet["C3"].comment = Comment("確認済み\n田中", "田中")
    sheet["E2"].comment = Comment("=1+1", "佐藤")
    sheet.column_dimensions["B"].width, sheet.row_dimensions[3].height = 51.5, 40
    rule = openpyxl.worksheet.datavalidation.DataValidation(
        "whole", operator="between", formula1="1", formula2="9"
    )
    rule.add("H2:H9")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add(
        "A2:A9",
        openpyxl.formatting.rule.FormulaRule(
            formula=["LEN($A2)>3"], fill=PatternFill("solid", bgColor="FFFF00")
        ),
    )
    sheet.merge_cells("J2:K3")
    sheet["J2"].hyperlink = "https://example.org/"
    sheet.protection.sheet = True
    memo = book.create_sheet("計算 'メモ'")
    memo["A1"], memo["A2"], memo["A3"] = 1, "=SUM(A1:A1)", "=入力!A2"
    memo["B1"].comment = Comment("別のシート", "田中")
    book.defined_names["対象"] = openpyxl.workbook.defined_name.DefinedName(
        "対象", attr_text="'入力'!$A$2:$A$9"
    )
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="部署", value="情報政策課"))


def looks(sheet):
    """Every cell of a sheet, with all that openpyxl knows of it but the comment."""
    return {
        cell.coordinate: (
            cell.value,
            cell.data_type,
            cell.quotePrefix,
            cell.hyperlink and cell.hyperlink.target,
            *map(
                repr, (cell.number_format, cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
            ),
        )
        for row in sheet.iter_rows()
        for cell in row
    }


def test_part_by_part_only_what_has_to_change_is_changed(checked):
    data = filled(ParticipationRow, [GOOD, BAD], template=TEMPLATE)
    _, back, _ = checked(data)

    before, after = parts(data), parts(back)
    assert set(after) - set(before) == ADDED
    assert list(before) == [name for name in after if name in before]
    assert {name for name in before if before[name] != after[name]} == CHANGED
    sheet = "xl/worksheets/sheet1.xml"
    assert cells_between(before[sheet]) == cells_between(after[sheet])


def test_what_is_added_can_be_cut_out_again_and_leaves_the_part_as_it_was(checked):
    data = filled(ParticipationRow, [GOOD, BAD], template=TEMPLATE, change=dressed)
    _, back, _ = checked(data)
    before, after = parts(data), parts(back)

    for name in ("xl/worksheets/sheet1.xml", "xl/comments/comment1.xml", "xl/workbook.xml"):
        old, new = before[name], after[name]
        ahead = next(n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
        pieces = [old[:ahead]]
        left = old[ahead:]
        assert new.startswith(pieces[0])
        # Every byte of the old part stands in the new one, in its order.
        rest = iter(new[ahead:])
        assert all(byte in rest for byte in left)


def test_cell_by_cell_nothing_else_is_changed(checked):
    data = filled(ParticipationRow, [GOOD, BAD], template=TEMPLATE, change=dressed)
    before = opened(data)

    report, _, after = checked(data)

    assert report.marked
    assert [*before.sheetnames, "検査結果"] == after.sheetnames
    for old, new in zip(before.worksheets, after.worksheets, strict=False):
        assert looks(old) == looks(new)
        assert {k: (c.width, c.number_format, c.hidden) for k, c in old.column_dimensions.items()} == {
            k: (c.width, c.number_format, c.hidden) for k, c in new.column_dimensions.items()
        }
        assert {k: r.height for k, r in old.row_dimensions.items()} == {
            k: r.height for k, r in new.row_dimensions.items()
        }
        assert old.data_validations.dataValidation == new.data_validations.dataValidation
        assert (old.merged_cells.ranges, old.freeze_panes, old.sheet_state, old.protection.sheet) == (
            new.merged_cells.ranges, new.freeze_panes, new.sheet_state, new.protection.sheet
        )  # fmt: skip
        assert {c.coordinate: c.comment.text for row in old for c in row if c.comment}.items() <= {
            c.coordinate: c.comment.text for row in new for c in row if c.comment
        }.items()
    names = {name: one.attr_text for name, one in before.defined_names.items()}
    assert names.items() <= {name: one.attr_text for name, one in after.defined_names.items()}.items()
    assert [(p.name, p.value) for p in before.custom_doc_props] == [
        (p.name, p.value) for p in after.custom_doc_props
    ]
    users = [
        r for a in after.worksheets[0].conditional_formatting for r in a.rules if "LEN($A2)" in r.formula[0]
    ]
    assert ("00FFFF00", 1) == (users[0].dxf.fill.bgColor.rgb, users[0].priority)


def test_a_comment_of_the_user_stays_and_its_cell_is_only_marked(checked):
    _, _, book = checked(filled(ParticipationRow, [GOOD, BAD], template=TEMPLATE, change=dressed))

    sheet = book.worksheets[0]
    assert ("確認済み\n田中", "田中") == (sheet["C3"].comment.text, sheet["C3"].comment.author)
    assert {"A3", "C3"} == marks(book)[ERROR]
    assert "chiho_digital check" == sheet["A3"].comment.author
    assert "C3" in {row[2].value for row in book["検査結果"].iter_rows()}


def test_the_table_is_read_from_the_marked_workbook_as_from_the_users_own(checked):
    data = filled(ParticipationRow, [GOOD, BAD], template=TEMPLATE, change=dressed)

    assert read_rows(data, ParticipationRow).rows == read_rows(checked(data)[1], ParticipationRow).rows


def like_excel(book, sheet):
    """What Excel writes and openpyxl would lose or write anew."""
    bold = book.add_format({"bold": True})
    sheet.write_rich_string(1, 4, "太い", bold, "字", "です")
    sheet.write_comment(1, 1, "既存", {"author": "山田"})
    sheet.conditional_format("A2:A9", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("B2:B9", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.add_sparkline("H2", {"range": "自作!A2:B2"})
    sheet.data_validation("D2:D9", {"validate": "list", "source": "=別!$A$1:$A$3"})
    other = book.add_worksheet("別")
    other.write_formula("A1", "=自作!A1&1", None, "x")
    other.write_comment("A1", "別のシート")
    other.write_url("A2", "https://example.org/")
    book.define_name("対象", "=自作!$A$2")
    book.set_custom_property("部署", "情報政策課")
    sheet.add_table("J1:K3", {"columns": [{"header": "あ"}, {"header": "い"}]})
    sheet.ignore_errors({"number_stored_as_text": "A2:A9"})
    sheet.set_default_row(18)


OWN = own(
    [HEADINGS, ["ab", "山口県", "2021-13", None, None], ["?", "山口県", None, None, None]], change=like_excel
)


def excelish():
    """The same with what Excel adds of its own accord: readings of words, a printer, threads of comments, its marks."""
    data = remade(
        OWN,
        sharedStrings=(b"<si><t>\xe5\x82\x99\xe8\x80\x83</t></si>",
            '<si><t>備考</t><rPh sb="0" eb="2"><t>ビコウ</t></rPh><phoneticPr fontId="1"/></si>'.encode()),
        worksheets__sheet1=(b"<sheetData>", b"<!-- as it is --><sheetData>"),
    )  # fmt: skip
    found = parts(data)
    found["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    found["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    found[rels] = found[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings"'
        b' Target="../printerSettings/printerSettings1.bin"/><Relationship Id="rId91"'
        b' Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        b' Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    )
    return found


def test_a_workbook_as_excel_writes_it_keeps_what_other_libraries_lose(checked):
    data = packed(excelish())
    report, back, book = checked(data)

    assert report.marked
    before, after = parts(data), parts(back)
    same = set(before) - {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert {name: before[name] for name in same} == {name: after[name] for name in same}
    sheet = after["xl/worksheets/sheet1.xml"]
    assert cells_between(before["xl/worksheets/sheet1.xml"]) == cells_between(sheet)
    for kept in (b"x14:sparkline", b"x14:cfRule", b"<tableParts", b"<ignoredErrors", b"<!-- as it is -->"):
        assert kept in sheet
    assert "ビコウ".encode() in after["xl/sharedStrings.xml"]
    assert {"C2", "A3"} == marks(book)[ERROR]
    assert "既存" == book.worksheets[0]["B2"].comment.text
    order = [
        sheet.index(tag)
        for tag in (
            b"<sheetData",
            b"<conditionalFormatting",
            b"<dataValidations",
            b"<legacyDrawing",
            b"<tableParts",
        )
    ]
    assert sorted(order) == order


def test_boxes_of_comments_have_numbers_of_their_own_in_the_whole_workbook(checked):
    _, back, _ = checked(OWN)

    numbers = []
    blocks = []
    for name, data in parts(back).items():
        if name.endswith(".vml"):
            used = [int(n) for n in re.findall(rb'id="_x0000_s(\d+)"', data)]
            listed = {int(n) for n in re.search(rb'idmap[^>]*data="([\d,]+)"', data)[1].split(b",")}
            assert {n // 1024 for n in used} <= listed
            numbers += used
            blocks += listed
    assert len(numbers) == len(set(numbers)) == 6
    assert len(blocks) == len(set(blocks))


def test_a_button_on_the_drawing_of_the_comments_stays(checked):
    _, back, book = checked(
        own(
            [HEADINGS, ["?", "山口県"]],
            change=lambda _, sheet: sheet.insert_button("H2", {"caption": "押す"}),
        )
    )

    drawing = parts(back)["xl/drawings/vmlDrawing1.vml"]
    assert (1, 1) == (drawing.count(b'ObjectType="Button"'), drawing.count(b'ObjectType="Note"'))
    assert "✗ 誤り" in book.worksheets[0]["A2"].comment.text


def test_a_sheet_gets_comments_of_its_own_beside_those_of_another_sheet(checked):
    def change(book, _):
        book.add_worksheet("別").write_comment("A1", "別のシート")

    data = own([HEADINGS, ["?", "山口県"]], change=change)
    _, back, book = checked(data)

    assert "別のシート" == book["別"]["A1"].comment.text
    assert parts(data)["xl/comments1.xml"] == parts(back)["xl/comments1.xml"]
    assert {"xl/comments2.xml", "xl/drawings/vmlDrawing2.vml"} < set(parts(back))
    assert 1 == parts(back)["[Content_Types].xml"].count(b'Extension="vml"')


def test_a_sheet_without_comments_gets_its_first_ones(checked):
    _, back, book = checked(own([HEADINGS, ["?", "山口県"]]))

    assert "✗ 誤り" in book.worksheets[0]["A2"].comment.text
    assert b'Extension="vml"' in parts(back)["[Content_Types].xml"]
    assert {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"} < set(parts(back))


def test_the_marked_workbook_can_be_opened_by_what_reads_workbooks(checked):
    _, back, _ = checked(OWN)

    book = CalamineWorkbook.from_filelike(BytesIO(back))
    assert ["自作", "別", "検査結果"] == book.sheet_names
    assert ["検査結果"] == [row[0] for row in book.get_sheet_by_name("検査結果").to_python()[:1]]
    with ZipFile(BytesIO(back)) as file:
        assert file.testzip() is None
