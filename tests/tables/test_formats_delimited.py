"""Text parted by commas, semicolons or tabs; rows too long to be read; text that is none."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.procurement import CaseRow
from chiho_digital.tables import check_rows, read_rows
from chiho_digital.tables.files.delimited import LONGEST, _closely, record_at

HEADING = "case_id,prefecture,lead_body,system_kind_ja,source_url"
GOOD = "a,山口県,山口県,電子申請,https://example.org/a"


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_the_separator_is_told_by_the_headings_and_said(both, codes, separator, name):
    loaded = both(f"\n{HEADING}\n{GOOD}\n\n".replace(",", separator).encode())

    assert [
        (None, None, "tables.separator"),
        (1, None, "tables.blank_row"),
        (4, None, "tables.blank_row"),
    ] == codes(loaded)
    assert name in loaded.issues[0].to("en")
    assert [(3, "a")] == loaded.frame.select("row_no", "case_id").rows()


def test_commas_need_no_word_and_win_where_headings_do_not_tell(both, codes):
    assert [] == codes(both(f"{HEADING}\n{GOOD}\n".encode()))
    assert ["a;b"] == both(b"case_id\na;b\n").frame["case_id"].to_list()
    assert "tables.separator" not in [issue.code for issue in both(b"x\ty\nx\ty\n").issues]


def test_cells_may_hold_the_other_separators(both):
    loaded = both(b'case_id;lead_body;notes\na,b;"c;d";e\tf\n')

    assert [(2, "a,b", "c;d", "e\tf")] == loaded.frame.rows()


def test_issues_of_headings_name_the_row_of_the_headings():
    loaded = read_rows(f"\n\n{HEADING},case_id,x\n{GOOD},,\n".encode(), CaseRow)

    assert {3} == {i.row for i in loaded.issues if i.code.startswith("tables.heading_")}


@pytest.mark.parametrize("form", ["{}", '"{}"'])
def test_a_cell_longer_than_the_reader_of_csv_allows_is_read_and_its_column_says_too_long(both, form):
    long = "長" * 200_000
    data = f"{HEADING},notes\n{GOOD},{form.format(long)}\n{GOOD},b\n".encode()

    assert [long, "b"] == both(data).frame["notes"].to_list()
    issues = check_rows(read_rows(data, CaseRow), CaseRow).issues
    assert [(2, "notes")] == [(i.row, i.column) for i in issues if i.code == "tables.too_long"]
    assert csv.field_size_limit() == 131_072


@pytest.mark.parametrize(
    "line", ["x" * (LONGEST + 1), ",".join("x" * (LONGEST // 2)) + ",,", '"' + "x" * LONGEST]
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_row_too_long_is_said_with_its_size_and_the_others_are_read(both, line, place):
    lines = [GOOD, GOOD]
    lines.insert(place, line)

    loaded = both("\n".join([HEADING, *lines]).encode())

    (issue,) = [i for i in loaded.issues if i.severity == "error"]
    assert (2 + place, "tables.record_too_long", len(line) + 1) == (
        issue.row,
        issue.code,
        issue.params["size"],
    )
    assert {2, 3, 4} - {2 + place} == set(loaded.frame["row_no"])


def test_a_quote_that_never_closes_costs_its_own_row_however_much_follows(both, codes):
    many = 200_000

    loaded = both("\n".join([HEADING, 'a,"x', *[GOOD] * many]).encode())

    assert [(2, None, "tables.quotes")] == codes(loaded)
    assert many == len(loaded.frame)


@pytest.mark.parametrize(
    ("rest", "code"),
    [("x" * LONGEST, "tables.record_too_long"), ('"' + ("x" * 999_999 + "\n") * 10, "tables.quotes")],
)
def test_a_row_that_goes_on_over_too_many_lines_is_said(rest, code):
    loaded = read_rows(f'{HEADING}\n"a\n",{rest}'.encode(), CaseRow)

    (issue,) = [i for i in loaded.issues if i.row == 2]
    assert (code, '"a') == (issue.code, issue.value)


def test_the_longest_row_is_read(both):
    cells = ["a" * (LONGEST - len(GOOD.encode()) - 2), *GOOD.split(",")[1:]]

    assert 2 == len(both(f"{HEADING}\n{GOOD}\n{','.join(cells)}".encode()).frame)


def test_more_headings_than_a_sheet_has_columns_are_no_table(both, codes):
    assert (1, None, "tables.too_many_headings") in codes(both(b"case_id" + b"," * 20_000 + b"\n"))


def test_a_wide_table_is_read(both):
    heading = ["case_id", *(f"x{n}" for n in range(9_000))]
    rows = [["a"] * len(heading), ['"b,"'] * len(heading)]

    loaded = both("\n".join(map(",".join, [heading, *rows])).encode())

    assert [(2, "a"), (3, "b,")] == loaded.frame.rows()


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from(["a", "b", ",", '"', "\n", "\r\n", "\r", " ", "é"]), max_size=12).map("".join)
)
def test_a_row_read_closely_is_the_row_that_csv_reads(text):
    data = text.encode()
    try:
        expected = next(csv.reader(StringIO(text, newline=""), strict=True), [])
    except csv.Error:
        expected = None

    closely = _closely(data, 0, 1, ",")

    assert (expected or [""]) == (closely.cells or [""])
    assert (expected is None) == (closely.cells is None) == (closely.issue is not None)
    if text:
        assert record_at(data, 0, 1, ",").end == closely.end


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [f"{HEADING}\n{GOOD}\n", "事例ID,都道府県,主体\na,山口県,x\n"])
def test_utf_16_without_bom_is_said_with_the_encoding_to_name(both, encoding, text):
    (issue,) = both(text.encode(encoding)).issues

    assert ("tables.encoding_nul", encoding) == (issue.code, issue.params["likely"])
    assert ["a"] == both(text.encode(encoding), encoding=encoding).frame["case_id"].to_list()


def test_some_nul_characters_are_control_characters_of_their_cells():
    checked = check_rows(read_rows(f"{HEADING}\n{GOOD}\n\0{GOOD}\n".encode(), CaseRow), CaseRow)

    assert [(3, "case_id", "tables.control_character")] == [
        (i.row, i.column, i.code) for i in checked.issues if i.severity == "error"
    ]


@pytest.mark.parametrize("encoding", ["utf-7", "no-such", "hex", "idna"])
def test_an_encoding_that_does_not_fit_or_is_none_is_one_issue(both, encoding):
    assert ["tables.encoding"] == [i.code for i in both(b"+2AA-\xff\n", encoding=encoding).issues]


@pytest.mark.parametrize("data", [b"", b"\n", b" ;\n", b"%PDF-1.7\xff\x00\x81", b"\x89PNG\r\n\x1a\n\xff"])
def test_what_is_no_table_is_an_issue_and_no_exception(both, data):
    assert "error" in {i.severity for i in both(data).issues}
