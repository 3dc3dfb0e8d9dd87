"""Only line ends part rows: other characters that some programs show as a new line stay within their cell."""

import pytest

from chiho_digital.procurement import CaseRow
from chiho_digital.tables import check_rows, read_rows

HEADING = "case_id,prefecture,lead_body,system_kind_ja,source_url"


def check(*lines, end="\n"):
    text = end.join([HEADING, *lines]) + end
    return check_rows(read_rows(text.encode(), CaseRow), CaseRow)


def line(case_id, lead="山口県"):
    return f"{case_id},山口県,{lead},電子申請,https://example.org/a"


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x0c", "\x1e", "\x85"])
def test_a_control_character_is_reported_in_its_cell_and_later_rows_keep_their_numbers(sign):
    checked = check(line("a", f"山{sign}口"), line("b"))

    found = [(i.row, i.column, i.code, i.suggestion) for i in checked.issues if i.row != 1]
    assert [(2, "lead_body", "tables.control_character", "山口")] == found
    assert [(3, "b")] == [(row.row, row.record.case_id) for row in checked.good]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029"])
def test_a_line_separator_within_a_cell_does_not_part_the_row(sign):
    checked = check(line("a", f"山{sign}口"), line("b"))

    assert [f"山{sign}口", "山口県"] == [row.record.lead_body for row in checked.good]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_end_as_any_system_ends_lines(end):
    checked = check(line("a"), line("b", '"山\n口"'), line("c"), end=end)

    assert [(2, "山口県"), (3, "山\n口"), (4, "山口県")] == [
        (r.row, r.record.lead_body) for r in checked.good
    ]
