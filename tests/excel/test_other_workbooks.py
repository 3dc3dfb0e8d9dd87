"""Workbooks of which something might be lost are left as they are; what was found in them is written apart."""

from io import BytesIO

import openpyxl
import pytest
import xlwt
from workbook_making import (
    BAD,
    GOOD,
    HEADINGS,
    RELATIONS,
    TEMPLATE,
    filled,
    marks,
    opened,
    own,
    packed,
    parts,
)

from chiho_digital import excel
from chiho_digital.procurement import ParticipationRow
from chiho_digital.tables import check_rows, read_rows

ROWS = [HEADINGS, ["?", "山口県", "2021-13"]]
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"


def chart(book, sheet):
    made = book.add_chart({"type": "line"})
    made.add_series({"values": "=自作!$A$1:$A$2"})
    sheet.insert_chart("H2", made)


def series(book):
    made = book.add_chart({"type": "bar"})
    made.add_series({"values": "=自作!$A$1:$A$2"})
    return made


def with_part(kind, name="xl/foreign1.bin", base=RELATIONS, **replaced):
    """A workbook with one more part, related to the workbook."""
    found = parts(own(ROWS))
    found[name] = b"<x/>"
    new = f'<Relationship Id="rId99" Type="{base}/{kind}" Target="/{name}"/></Relationships>'.encode()
    found[WORKBOOK_RELATIONS] = found[WORKBOOK_RELATIONS].replace(b"</Relationships>", new)
    for part, (old, value) in replaced.items():
        found[part] = found[part].replace(old, value)
    return packed(found)


def macros():
    found = parts(
        with_part("vbaProject", "xl/vbaProject.bin", "http://schemas.microsoft.com/office/2006/relationships")
    )
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return packed(found)


def renamed(kind):
    """A workbook of another kind, which has the parts of this one."""
    found = parts(own(ROWS))
    name = "[Content_Types].xml"
    found[name] = found[name].replace(b"spreadsheetml.sheet.main+xml", kind)
    return packed(found)


def signed():
    found = parts(own(ROWS))
    found["_xmlsignatures/origin.sigs"] = b""
    found["_rels/.rels"] = found["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/'
        b'origin" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )
    return packed(found)


def linked():
    """A workbook with a link to another one: the address of that is no part of this."""
    found = parts(with_part("externalLink", "xl/externalLinks/externalLink1.xml"))
    found["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="'
        + RELATIONS.encode()
        + b'/externalLinkPath" Target="other.xlsx" TargetMode="External"/></Relationships>'
    )
    return packed(found)


def unrelated():
    return packed({**parts(own(ROWS)), "xl/secret.bin": b"?"})


OTHERS = {
    "a chart": (own(ROWS, change=chart), "図形・グラフ・画像", "charts"),
    "a picture": (
        own(ROWS, change=lambda _, sheet: sheet.insert_image("H2", "a.png", {"image_data": BytesIO(PICTURE)})),
        "画像", "pictures",
    ),
    "a picture behind the sheet": (
        own(ROWS, change=lambda _, sheet: sheet.set_background(BytesIO(PICTURE))), "画像", "pictures",
    ),
    "a picture in the header": (
        own(ROWS, change=lambda _, sheet: sheet.set_header("&G", {"image_left": "a.png", "image_data_left": BytesIO(PICTURE)})),
        "画像", "pictures",
    ),
    "a text box": (own(ROWS, change=lambda _, sheet: sheet.insert_textbox("H2", "x")), "図形", "shapes"),
    "a check box": (own(ROWS, change=lambda _, sheet: sheet.insert_checkbox("H2", True)), "", ""),
    "a chart sheet": (own(ROWS, change=lambda book, _: book.add_chartsheet().set_chart(series(book))), "グラフ", "chart"),
    "macros": (macros(), "マクロ", "macros"),
    "macros of which only the type is left": (renamed(b"sheet.macroEnabled.main+xml"), "macroEnabled", "macroEnabled"),
    "a template of Excel": (renamed(b"template.main+xml"), "template", "template"),
    "a pivot table": (with_part("pivotCacheDefinition"), "ピボットテーブル", "pivot"),
    "a link to another workbook": (linked(), "外部リンク", "links"),
    "a data connection": (with_part("connections", "xl/connections.xml"), "外部データへの接続", "connections"),
    "a signature": (signed(), "電子署名", "signature"),
    "what nobody knows": (with_part("holograms"), "holograms", "holograms"),
    "a part without a relation": (unrelated(), "xl/secret.bin", "xl/secret.bin"),
}  # fmt: skip


@pytest.fixture
def apart(tmp_path):
    """The report of a file that is left as it is, and the separate workbook."""

    def check(data, name="mine.xlsx", lang="ja"):
        source, out = tmp_path / name, tmp_path / "report.xlsx"
        source.write_bytes(data)
        report = excel.check(source, ParticipationRow, out, lang=lang, overwrite=True)
        assert data == source.read_bytes()
        assert not report.marked
        return report, opened(out.read_bytes())

    return check


def lines(book):
    return [
        [cell for cell in row if cell is not None] for row in book["検査結果"].iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("what", OTHERS)
def test_a_workbook_with_what_might_be_lost_is_left_as_it_is_and_told_about_apart(apart, what):
    data, ja, en = OTHERS[what]
    report, book = apart(data)

    assert ["検査結果"] == book.sheetnames
    assert ja in report.to("ja")
    assert en in report.to("en")
    assert report.unmarked.to("ja") in {line[0] for line in lines(book) if line}
    assert ["✗ 誤り", "自作", "A2", "事例ID", "?"] in [line[:5] for line in lines(book)]
    assert {} == marks(book)
    assert not [cell.hyperlink for row in book["検査結果"].iter_rows() for cell in row if cell.hyperlink]


def test_every_kind_that_is_not_kept_is_named(apart):
    def change(book, sheet):
        chart(book, sheet)
        sheet.insert_image("K2", "a.png", {"image_data": BytesIO(PICTURE)})
        book.add_chartsheet().set_chart(series(book))

    names = apart(own(ROWS, change=change))[0].unmarked.params["names"]

    assert {"図形・グラフ・画像", "画像", "グラフのシート", "グラフ"} == {name.ja for name in names}


def old_form(rows):
    book, out = xlwt.Workbook(encoding="utf-8"), BytesIO()
    sheet = book.add_sheet("旧")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write(number, place, value)
    book.save(out)
    return out.getvalue()


def test_a_workbook_of_the_old_form_has_its_cells_named(apart):
    report, book = apart(old_form(ROWS), "mine.xls")

    assert ["✗ 誤り", "旧", "C2", "参加時期", "2021-13"] in [line[:5] for line in lines(book)]
    assert "excel.old_workbook" == report.unmarked.code
    assert "excel.misnamed" not in {issue.code for issue in report.issues}


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_csv_file_has_its_rows_named(apart, encoding):
    text = "\r\n".join(",".join(row) for row in [HEADINGS[:3], *ROWS[1:]])
    report, book = apart(text.encode(encoding), "mine.csv")

    assert ["✗ 誤り", "2行目", "参加時期", "2021-13"] in [line[:4] for line in lines(book)]
    assert "excel.no_workbook" == report.unmarked.code


def test_the_findings_are_those_of_the_row_path(apart):
    data = old_form(ROWS)

    assert check_rows(read_rows(data, ParticipationRow), ParticipationRow) == apart(data, "a.xls")[0].checked


def test_a_separate_report_has_no_formula_whatever_the_file_holds(apart):
    risky = ["=1+1", "+1", "-1", "@a", "\t=1", "＝1"]
    _, book = apart(old_form([[*HEADINGS[:2], *risky], *[[text, "x"] for text in risky]]), "a.xls")

    cells = [cell for row in book["検査結果"].iter_rows() for cell in row if cell.value is not None]
    assert {"s"} == {cell.data_type for cell in cells}
    assert set(risky) - {"\t=1"} <= {cell.value for cell in cells if cell.quotePrefix}
    assert not [cell for cell in cells if cell.value[:1] in "=+-@\t\r" and not cell.quotePrefix]


def test_the_same_findings_give_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        excel.check(old_form(ROWS), ParticipationRow, tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_template_with_a_chart_is_not_marked_either(apart):
    def change(book):
        made = openpyxl.chart.LineChart()
        made.add_data(openpyxl.chart.Reference(book.worksheets[0], min_col=1, min_row=1, max_row=3))
        book.worksheets[0].add_chart(made, "H2")

    report, book = apart(filled(ParticipationRow, [GOOD, BAD], template=TEMPLATE, change=change))

    assert "図形・グラフ・画像" in report.to("ja")
    assert {"A3", "C3"} <= {line[2] for line in lines(book) if len(line) > 4}
