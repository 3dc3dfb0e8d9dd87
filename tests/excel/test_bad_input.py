"""Files that are broken, dangerous or not what their names say: one clear finding each, never a crash, nothing changed."""

import re
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_making import HEADINGS, empty, opened, own, packed, parts, remade

from chiho_digital import excel
from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import ParticipationRow
from chiho_digital.tables.files import packages

DATA = own([HEADINGS, ["?", "山口県"]])
BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def codes(tmp_path):
    """The codes of what is said of a file, and why it was not marked; the report is written whatever happens."""

    def check(data, name="mine.xlsx"):
        (tmp_path / name).write_bytes(data)
        report = excel.check(tmp_path / name, ParticipationRow, tmp_path / "report.xlsx", overwrite=True)
        assert data == (tmp_path / name).read_bytes()
        book = opened((tmp_path / "report.xlsx").read_bytes())
        assert "検査結果" in book.sheetnames
        return [
            issue.code for issue in report.issues if issue.row is None
        ], report.unmarked and report.unmarked.code

    return check


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tables.empty_file"),
        (DATA[:400], "tables.workbook_broken"),
        (DATA[: len(DATA) // 2], "tables.workbook_broken"),
        (OLE, "tables.workbook_password"),
        (packed({"word/document.xml": b"<x/>"}), "tables.workbook_unknown"),
        (own([]), "tables.empty_file"),
    ],
)
def test_what_cannot_be_read_is_one_finding_in_a_report(codes, data, code):
    said, why = codes(data)

    assert code in said
    assert why in {"excel.no_table", "excel.no_workbook"}


def test_a_workbook_that_inflates_without_end_is_refused(codes, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST", 1 << 24)  # the real limit takes seconds to reach
    found = parts(DATA)
    found[SHEET] += b" " * (1 << 24)

    assert (["tables.workbook_too_large"], "excel.no_table") == codes(packed(found))


def test_two_cells_far_apart_do_not_take_all_memory(codes):
    data = remade(
        DATA,
        worksheets__sheet1=(
            b"</sheetData>",
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
    )

    assert (["tables.workbook_too_far"], "excel.no_table") == codes(data)


@pytest.mark.parametrize(
    "part",
    [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels", "xl/comments1.xml"],
)
def test_entities_that_might_be_bombs_are_never_expanded(codes, part):
    found = parts(own([HEADINGS, ["?", "山口県"]], change=lambda _, sheet: sheet.write_comment("A1", "x")))
    head, _, rest = found[part].partition(b"?>\n")
    found[part] = (head + b"?>\n" if rest else b"") + BOMB + (rest or head)

    said, why = codes(packed(found))

    assert why in {"excel.odd_xml", "excel.no_table"}
    assert "tables.workbook_broken" in said or why == "excel.odd_xml"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("mine.xlsx", "事例ID,参加団体\na,山口県\n".encode(), ["excel.misnamed"]),
        ("mine.xls", DATA, ["excel.misnamed"]),
        ("mine.csv", DATA, ["excel.misnamed"]),
        ("mine.xlsx", OLE, []),
        ("mine", DATA, []),
        ("mine.XLSX", DATA, []),
    ],
)
def test_a_name_that_says_another_form_is_said(codes, name, data, said):
    assert said == [code for code in codes(data, name)[0] if code.startswith("excel.")]


def prefixed(data):
    """A workbook whose sheet is spelt with prefixes, as some programmes do."""
    found = parts(data)
    found[SHEET] = (
        found[SHEET]
        .replace(b"<", b"<x:")
        .replace(b"<x:/", b"</x:")
        .replace(b"<x:?", b"<?")
        .replace(b"xmlns=", b"xmlns:x=")
    )
    return packed(found)


def twice(data):
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("xl/styles.xml", parts(data)["xl/styles.xml"])
    return out.getvalue()


def without(data, part, old=b"", new=b""):
    found = parts(data)
    found[part] = found[part].replace(old, new)
    return packed(found)


ODD = {
    "names with prefixes": prefixed(DATA),
    "two parts of one name": twice(DATA),
    "no styles": packed({name: part for name, part in parts(DATA).items() if name != "xl/styles.xml"}),
    "styles without anything": packed({**parts(DATA), "xl/styles.xml": b"<styleSheet/>"}),
    "styles without fonts": without(DATA, "xl/styles.xml", b"fonts", b"faces"),
    "styles in Shift_JIS": without(DATA, "xl/styles.xml", b'encoding="UTF-8"', b'encoding="Shift_JIS"'),
    "styles in UTF-16": packed(
        {**parts(DATA), "xl/styles.xml": parts(DATA)["xl/styles.xml"].decode().encode("utf-16")}
    ),
    "a sheet of which nobody knows": packed({**parts(DATA), "xl/worksheets/sheet2.xml": b"<worksheet/>"}),
    "no types of content": packed({name: part for name, part in parts(DATA).items() if "Types" not in name}),
    "a sheet with no number": without(DATA, "xl/workbook.xml", b'sheetId="1"', b'sheetId="?"'),
    "the names of another format": without(
        DATA, "xl/workbook.xml", b"openxmlformats.org/spreadsheetml", b"example.org/x"
    ),
}


@pytest.mark.parametrize("what", ODD)
def test_a_workbook_that_is_odd_is_read_but_not_changed(codes, what):
    said, why = codes(ODD[what])

    assert why in {"excel.odd_xml", "excel.odd_parts"} or "tables.workbook_broken" in said
    assert why is not None


def commented(**changes):
    """A workbook with a comment of the user, and parts of it replaced."""
    found = parts(own([HEADINGS, ["?", "山口県"]], change=lambda _, sheet: sheet.write_comment("A1", "x")))
    return packed(found | {name: change(found[name]) for name, change in changes.items()})


def test_parts_that_only_marks_concern_are_looked_at_as_closely(codes):
    def in_utf_16(part):
        return part.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    found = parts(commented())
    relations = "xl/_rels/workbook.xml.rels"
    no_styles = {name: part for name, part in found.items() if name != "xl/styles.xml"}
    no_styles[relations] = re.sub(rb"<Relationship [^>]*styles.xml\"/>", b"", found[relations])

    assert (["tables.no_rows"], None) == codes(empty(ParticipationRow))
    assert ([], None) == codes(commented())
    assert ([], "excel.odd_xml") == codes(commented(**{"xl/comments1.xml": in_utf_16}))
    assert ([], "excel.odd_xml") == codes(packed(no_styles))


def test_comments_without_a_drawing_that_can_be_added_to_are_left_alone(codes):
    data = own([HEADINGS, ["?", "山口県"]], change=lambda _, sheet: sheet.write_comment("A1", "x"))

    assert (
        "excel.odd_xml" == codes(packed({**parts(data), "xl/drawings/vmlDrawing1.vml": b"<xml><v:shape>"}))[1]
    )
    assert "excel.odd_xml" == codes(without(data, "xl/comments1.xml", b"authors", b"people"))[1]


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_workbook_never_raises_and_never_comes_back_as_nonsense(tmp_path_factory, data):
    damaged = bytearray(DATA)
    for place in data.draw(st.lists(st.integers(0, len(DATA) - 1), min_size=1, max_size=4)):
        damaged[place] = data.draw(st.integers(0, 255))
    out = tmp_path_factory.mktemp("damaged") / "report.xlsx"

    excel.check(bytes(damaged), ParticipationRow, out)

    assert "検査結果" in opened(out.read_bytes()).sheetnames


@settings(max_examples=40)
@given(st.data())
def test_a_workbook_with_damaged_parts_never_raises(tmp_path_factory, data):
    found = parts(own([HEADINGS, ["?", "山口県"]], change=lambda _, sheet: sheet.write_comment("A1", "x")))
    name = data.draw(st.sampled_from(sorted(found)))
    part = bytearray(found[name])
    place = data.draw(st.integers(0, len(part) - 1))
    part[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    out = tmp_path_factory.mktemp("damaged") / "report.xlsx"

    excel.check(packed({**found, name: bytes(part)}), ParticipationRow, out)

    with ZipFile(out) as file:
        assert file.testzip() is None


def test_a_source_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        excel.check(tmp_path / "no.xlsx", ParticipationRow, tmp_path / "report.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_report_needs_a_name_that_excel_opens(tmp_path):
    with pytest.raises(InvalidValue) as caught:
        excel.check(DATA, ParticipationRow, tmp_path / "report.xls")

    assert ("excel.not_xlsx", "report.xlsx") == (caught.value.code, caught.value.suggestion)


def test_the_header_of_a_zip_says_nothing_about_how_much_there_is(codes, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST", 1 << 24)
    found = parts(DATA)
    real = len(found[SHEET]) + (1 << 24)
    found[SHEET] += b" " * (1 << 24)
    data = packed(found).replace(struct.pack("<I", real), struct.pack("<I", 1000))

    assert ["tables.workbook_too_large"] == codes(data)[0]
