"""Excel workbooks: what a person reads in the sheet is what is read, and what cannot be read is said."""

import struct
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.procurement import CaseRow
from chiho_digital.tables import read_rows
from chiho_digital.tables.files import packages

HEADING = ["case_id", "都道府県", "lead_body", "system_kind_ja", "source_url", "notes"]


def xlsx(*sheets, **more):
    """A workbook of sheets, each a mapping of places to values."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, more) as book:
        shown = {kind: book.add_format({"num_format": form}) for kind, form in FORMS.items()}
        for number, cells in enumerate(sheets, 1):
            sheet = book.add_worksheet(f"表{number}")
            for (row, column), value in cells.items():
                sheet.write(row, column, value, shown.get(type(value)))
    return out.getvalue()


FORMS = {date: "yyyy/m/d", datetime: '[$-411]ggge"年"m"月"d"日" h:mm', time: "h:mm", timedelta: "[h]:mm"}


def xls(*sheets):
    out = BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    for number, cells in enumerate(sheets, 1):
        sheet = book.add_sheet(f"表{number}")
        for (row, column), value in cells.items():
            form = FORMS.get(type(value))
            style = xlwt.easyxf(num_format_str=form) if form else xlwt.Style.default_style
            sheet.write(row, column, value, style)
    book.save(out)
    return out.getvalue()


def table(*rows, top=0, left=0):
    return {
        (top + number, left + place): value
        for number, row in enumerate([HEADING, *rows])
        for place, value in enumerate(row)
        if value is not None
    }


def remade(data, change):
    """The workbook with its parts changed: name and bytes in, bytes out."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("made", [xlsx, xls])
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("012", "012"),
        ("山口 県\n下関", "山口 県\n下関"),
        (12, "12"),
        (12.0, "12"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (123456789012345, "123456789012345"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2021, 5, 1), "2021-05-01"),
        (datetime(2021, 5, 1), "2021-05-01"),  # noqa: DTZ001 -- sheets know no zones
        (datetime(2021, 5, 1, 12, 30, 5), "2021-05-01 12:30:05"),  # noqa: DTZ001 -- as above
        (time(9, 30), "09:30:00"),
    ],
)
def test_a_cell_is_read_as_a_person_reads_it(both, made, value, text):
    loaded = both(made(table(["a", "山口県", value])))

    assert [text] == loaded.frame["lead_body"].to_list()


def test_a_span_of_hours_is_read_in_hours(both):
    assert ["30:00:00"] == both(xlsx(table([timedelta(hours=30)]))).frame["case_id"].to_list()


@pytest.mark.parametrize("number", [14, 22, 27, 31, 36, 50, 55, 57, 58])
def test_a_day_shown_in_any_form_that_excel_has_for_japan_is_a_day(both, number):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["case_id", "service_start"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_number(1, 1, 44317, book.add_format({"num_format": number}))

    assert ["2021-05-01"] == both(out.getvalue()).frame["service_start"].to_list()


def test_a_cell_in_error_is_its_text_in_xlsx(both):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ['say "a" <c t="e">'])
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 3, '="x"', None, "x")

    (row,) = both(out.getvalue()).frame.to_dicts()
    assert ['say "a" <c t="e">', "#N/A", "#DIV/0!", "x"] == list(row.values())[1:5]


def test_a_cell_in_error_is_its_text_in_xls(both):
    book, out = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "case_id")
    sheet.row(1).set_cell_error(0, 0x2A)
    book.save(out)

    assert ["#N/A"] == both(out.getvalue()).frame["case_id"].to_list()


@pytest.mark.parametrize("made", [xlsx, xls])
def test_rows_are_numbered_as_in_the_sheet_wherever_the_table_stands(both, codes, made):
    loaded = both(made(table(["a"], [None], ["b"], top=2, left=3)))

    assert [(4, "a"), (6, "b")] == loaded.frame.select("row_no", "case_id").rows()
    assert [(n, None, "tables.blank_row") for n in (1, 2, 5)] == codes(loaded)
    assert {3} == {i.row for i in loaded.issues if i.code == "tables.heading_missing"}


@pytest.mark.parametrize("made", [xlsx, xls])
def test_cells_beside_the_table_are_not_read_and_said_once(both, codes, made):
    data = made(table(["a"], ["b"]) | {(1, 8): "x", (2, 8): "y"})

    loaded = both(data)

    assert ["a", "b"] == loaded.frame["case_id"].to_list()
    assert [(1, None, "tables.heading_blank")] == codes(loaded)
    assert "Column I" in next(i for i in loaded.issues if i.code == "tables.heading_blank").to("en")


@pytest.mark.parametrize("made", [xlsx, xls])
def test_the_first_sheet_with_cells_is_read_and_the_others_are_named(both, made):
    loaded = both(made({}, table(["a"]), {}, {(0, 0): "x"}, {(0, 0): " "}))

    assert ["a"] == loaded.frame["case_id"].to_list()
    (issue,) = [i for i in loaded.issues if i.code == "tables.other_sheets"]
    assert ("表2", ("表4",)) == (issue.params["sheet"], issue.params["others"])


@pytest.mark.parametrize("made", [xlsx, xls])
def test_an_empty_workbook_and_one_of_headings_say_so(both, codes, made):
    assert [(None, None, "tables.empty_file")] == codes(both(made({})))
    loaded = both(made(table()))
    assert [(None, None, "tables.no_rows")] == codes(loaded)
    assert "case_id" in loaded.frame.columns


@pytest.mark.parametrize("made", [xlsx, xls])
def test_a_column_twice_is_said(both, codes, made):
    cells = table(["a"]) | {(0, 6): "case_id", (1, 6): "b"}

    assert (1, "case_id", "tables.heading_twice") in codes(both(made(cells)))


def test_merged_cells_hold_their_text_in_the_first(both):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        sheet.merge_range(1, 0, 2, 1, "a")
        sheet.write(2, 2, "x")

    rows = both(out.getvalue()).frame.select("case_id", "prefecture", "lead_body").rows()
    assert [("a", "", ""), ("", "", "x")] == rows


def test_a_number_that_is_no_day_stays_a_number_however_it_is_shown(both):
    book, out = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "case_id")
    sheet.write(1, 0, 1e9, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    book.save(out)

    assert ["1000000000"] == both(out.getvalue()).frame["case_id"].to_list()


def test_the_date_system_of_old_macs_is_known(both):
    assert ["2021-05-01"] == both(xlsx(table([date(2021, 5, 1)]), date_1904=True)).frame["case_id"].to_list()


@pytest.mark.parametrize("made", [xlsx, xls])
@pytest.mark.parametrize("kept", [8, 100, 600, 0.5, 0.9])
def test_a_truncated_workbook_is_one_issue(both, codes, made, kept):
    data = made(table(*(["a" * 200, str(n) * 50] for n in range(99))))
    cut = data[: kept if kept > 1 else int(len(data) * kept)]

    assert [(None, None, "tables.workbook_broken")] == codes(both(cut))


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_never_an_exception(data):
    made = data.draw(st.sampled_from(WORKBOOKS))
    damaged = bytearray(made)
    for place in data.draw(st.lists(st.integers(8, len(made) - 1), min_size=1, max_size=5)):
        damaged[place] = data.draw(st.integers(0, 255))

    read_rows(bytes(damaged), CaseRow)


WORKBOOKS = [made(table(["a", "山口県", 1.5, True, date(2021, 5, 1)])) for made in (xlsx, xls)]


def test_a_zip_that_is_no_workbook_is_said(both, codes):
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "x")

    assert [(None, None, "tables.workbook_unknown")] == codes(both(out.getvalue()))


def test_a_workbook_with_a_password_is_said(both, codes):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert [(None, None, "tables.workbook_password")] == codes(both(ole))

    plain = xls(table(["a"]))
    # The record that says a workbook is encrypted stands after the first one.
    start = plain.index(struct.pack("<HH", 0x809, 16))
    record = struct.pack("<HHHHH", 0x2F, 6, 0, 1, 1)
    assert [(None, None, "tables.workbook_password")] == codes(
        both(plain[: start + 20] + record + plain[start + 20 + len(record) :])
    )


def lying(data, name, size):
    """A zip that declares another size for a member, in both places."""
    with ZipFile(BytesIO(data)) as package:
        real = package.getinfo(name).file_size
    return data.replace(struct.pack("<I", real), struct.pack("<I", size))


@pytest.mark.parametrize("declared", [None, 1000])
def test_a_workbook_that_inflates_without_end_is_refused(both, codes, monkeypatch, declared):
    # The real limit takes seconds to reach.
    monkeypatch.setattr(packages, "LARGEST", 1 << 24)
    sheet, blanks = "xl/worksheets/sheet1.xml", b" " * (1 << 24)
    bomb = remade(xlsx(table(["a"])), lambda name, part: part + blanks if name == sheet else part)
    bomb = lying(bomb, sheet, declared) if declared else bomb

    assert len(bomb) < 50_000
    assert [(None, None, "tables.workbook_too_large")] == codes(both(bomb))


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_two_cells_far_apart_do_not_take_all_memory(both, codes, prefix):
    data = xlsx({(0, 0): "case_id", (1_048_575, 16_383): 1})
    if prefix:
        data = remade(data, lambda _, part: part.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>"))

    assert [(None, None, "tables.workbook_too_far")] == codes(both(data))


def test_formatted_cells_without_a_value_reach_no_further_than_the_table(both, codes):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ["a"])
        sheet.write_blank(1_048_575, 16_383, None, bold)

    loaded = both(out.getvalue())

    assert (["a"], []) == (loaded.frame["case_id"].to_list(), codes(loaded))


def test_the_name_of_a_file_says_nothing(tmp_path):
    (tmp_path / "text.xlsx").write_bytes(b"case_id\na\n")
    (tmp_path / "book.csv").write_bytes(xlsx(table(["a"])))

    for name, encoding in (("text.xlsx", "utf-8"), ("book.csv", None)):
        loaded = read_rows(tmp_path / name, CaseRow)
        assert ("a", encoding) == (loaded.rows[0][1]["case_id"], loaded.encoding)
