"""Whatever a tired person sends: every problem at once, with row, column and repair; good rows still usable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chiho_digital.basics import InvalidValue
from chiho_digital.procurement import CaseRow
from chiho_digital.tables import AsStated, PartialDay, Severity, check_rows, columns_of, read_rows

HEADING = "case_id,prefecture,lead_body,system_kind_ja,source_url"
GOOD = "a,山口県,山口県,電子申請,https://example.org/a"


def check(*lines, heading=HEADING, encoding="utf-8"):
    text = "\r\n".join([heading, *lines]) + "\r\n"
    return check_rows(read_rows(text.encode(encoding), CaseRow), CaseRow)


def errors(checked):
    return [(i.row, i.column, i.code) for i in checked.issues if i.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("given_encoding", "said"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp932", "cp932")]
)
def test_the_encoding_is_found_and_said(given_encoding, said):
    loaded = read_rows(f"{HEADING}\n{GOOD}\n".encode(given_encoding), CaseRow)

    assert (said, "山口県") == (loaded.encoding, loaded.rows[0][1]["prefecture"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (HEADING.encode("utf-16"), "tables.encoding_utf16"),
        (b"case_id\n\x81\xff\xfe\n", "tables.encoding"),
        (b"", "tables.empty_file"),
        (b"\r\n  \r\n,,\r\n", "tables.empty_file"),
        (b"\xef\xbb\xbf", "tables.empty_file"),
    ],
)
def test_a_file_that_is_no_table_is_one_issue_and_no_exception(data, code):
    loaded = read_rows(data, CaseRow)

    assert ([code], ()) == ([issue.code for issue in loaded.issues], loaded.rows)


def test_headings_are_read_in_english_and_japanese_in_any_width_and_order():
    ja = ",".join(reversed([columns_of(CaseRow)[name].ja for name in HEADING.split(",")]))
    checked = check(",".join(reversed(GOOD.split(","))), heading=ja)
    wide = check(GOOD, heading="ＣＡＳＥ＿ＩＤ, Prefecture ,lead_body,system_kind_ja,source_url")

    assert [row.record for row in wide.good] == [row.record for row in checked.good]
    assert "a" == checked.good[0].record.case_id


def test_missing_unknown_and_repeated_headings_are_all_said_with_near_names():
    checked = check("a,b,c,d,e", heading="case_id,prefectre,lead_body,lead_body,source_url")

    found = {(i.column, i.code): i.suggestion for i in checked.issues if i.row == 1}
    assert "prefecture" == found["prefectre", "tables.heading_unknown"]
    assert {("prefecture", "tables.heading_missing"), ("system_kind_ja", "tables.heading_missing")} <= set(
        found
    )
    assert ("lead_body", "tables.heading_twice") in found
    assert () == checked.good


def test_a_row_with_too_few_or_too_many_fields_is_an_error_and_surplus_blanks_are_a_note():
    checked = check("a,山口県,x", GOOD + ",surplus", GOOD.replace("a,", "b,", 1) + ",,", "")

    codes = [(i.row, i.code) for i in checked.issues if i.row != 1]
    assert [
        (2, "tables.ragged_row"),
        (3, "tables.ragged_row"),
        (4, "tables.extra_blanks"),
        (5, "tables.blank_row"),
    ] == codes
    assert ["b"] == [row.record.case_id for row in checked.good]


def test_a_quote_that_does_not_close_costs_its_own_row_only():
    checked = check(GOOD, 'b,"山口県,x,電子申請,https://example.org', GOOD.replace("a,", "c,", 1))

    assert ["a", "c"] == [row.record.case_id for row in checked.good]
    assert [(3, None, "tables.quotes")] == errors(checked)


@pytest.mark.parametrize(
    ("column", "text", "code", "suggestion"),
    [
        ("prefecture", "山口", "tables.unknown_prefecture", "山口県"),
        ("prefecture", "352047", "tables.unknown_prefecture", "山口県（350001）"),
        ("prefecture", "35000", "governments.code_six_digits", "350001（山口県）"),
        ("prefecture", "山口県;;広島県", "tables.empty_item", None),
        ("participants_municipal_count", "-1", "tables.out_of_bounds", None),
        ("participants_municipal_count", "1742", "tables.out_of_bounds", None),
        ("participants_municipal_count", "12.0", "tables.not_whole", None),
        ("participants_municipal_count", "١٢", "tables.not_whole", None),
        ("initial_cost_jpy", "▲5", "tables.out_of_bounds", None),
        ("initial_cost_jpy", "10000000000001", "tables.out_of_bounds", None),
        ("initial_cost_jpy", "1.5", "basics.yen_fraction", None),
        ("initial_cost_jpy", "約3億円", "basics.yen_format", None),
        ("service_start", "2021-13", "basics.date_impossible", None),
        ("service_start", "2021-02-30", "basics.date_impossible", None),
        ("service_start", "平成32年度", "basics.fiscal_year_outside_era", "令和2年度"),
        ("status", "in_servise", "tables.not_a_choice", "in_service"),
        ("source_url", "ftp://example.org", "tables.not_an_address", None),
        ("lead_body", "山口\x00県", "tables.control_character", "山口県"),
        ("lead_body", "山口\u202e県", "tables.control_character", "山口県"),
        ("lead_body", "", "tables.required", None),
        ("case_id", "Ａ b", "tables.pattern", None),
        ("notes", "長" * 10_001, "tables.too_long", None),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place_and_the_likely_repair(column, text, code, suggestion):
    cells = dict(zip(HEADING.split(","), GOOD.split(","), strict=True)) | {column: text}
    checked = check(
        ",".join(cells.values()),
        GOOD.replace("a,", "z,", 1) + "," * (len(cells) - 5),
        heading=",".join(cells),
    )

    (issue,) = [i for i in checked.issues if i.severity is Severity.ERROR]
    assert (2, column, code, suggestion) == (issue.row, issue.column, issue.code, issue.suggestion)
    assert issue.to("ja").startswith(f"2行目 列 {column}: ")
    assert issue.to("en").startswith(f"row 2, column {column}: ")
    assert ["z"] == [row.record.case_id for row in checked.good]
    assert 1 == len(checked.rejected)


def test_all_problems_of_a_file_are_reported_at_once():
    checked = check("a,山口,x,,ftp://x", GOOD, GOOD, "B,奈良県,,電子申請,https://example.org")

    assert [
        (2, "prefecture", "tables.unknown_prefecture"),
        (2, "system_kind_ja", "tables.required"),
        (2, "source_url", "tables.not_an_address"),
        (3, "case_id", "tables.duplicate"),
        (4, "case_id", "tables.duplicate"),
        (5, "case_id", "tables.pattern"),
        (5, "lead_body", "tables.required"),
    ] == errors(checked)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            " ",
            "12",
            "-3",
            "３億円",
            "2021-05(順次)",
            "2021-13",
            "山口県;広島県",
            "high",
            "pilot(x)",
            "a-1",
            "https://x.org",
        ]
    ),
    st.integers(-5, 2000).map(str),
)


@given(st.fixed_dictionaries(dict.fromkeys(columns_of(CaseRow), CELLS)))
def test_the_row_path_accepts_exactly_what_pydantic_accepts_with_the_same_codes(cells):
    from chiho_digital.tables import LoadedRows

    text = {name: cell or "" for name, cell in cells.items()}
    checked = check_rows(LoadedRows("x", None, ((2, text),), ()), CaseRow)
    try:
        record = CaseRow.model_validate(cells)
    except ValidationError as error:
        codes = sorted((str(e["loc"][0]), e["type"]) for e in error.errors())
        assert codes == sorted((i.column, i.code) for i in checked.issues if i.severity is Severity.ERROR)
        assert () == checked.good
    else:
        assert [record] == [row.record for row in checked.good]
        assert record == CaseRow.model_validate_json(record.model_dump_json())


def test_every_field_of_a_row_model_stands_in_its_json_schema():
    assert set(columns_of(CaseRow)) == set(CaseRow.model_json_schema()["properties"])


def test_blank_lines_above_the_heading_are_passed_over_and_said():
    checked = check_rows(read_rows(f"\n,,\n{HEADING}\n{GOOD}\n".encode(), CaseRow), CaseRow)

    assert [(4, "a")] == [(row.row, row.record.case_id) for row in checked.good]
    assert [1, 2] == [i.row for i in checked.issues if i.code == "tables.blank_row"]


@pytest.mark.parametrize("text", ["H40.4.1", "R7/13/1", "令和元年13月", "2021-13"])
def test_what_is_plainly_meant_as_a_date_but_is_none_is_an_error(text):
    kind = AsStated(PartialDay())

    with pytest.raises(InvalidValue):
        kind.read(text)
