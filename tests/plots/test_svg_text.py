"""Text in SVG: measured, fitted and wrapped by rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.plots._svg import fit, width, wrap


def test_a_text_that_fits_keeps_its_size_and_a_long_one_shrinks():
    assert fit("12", 46, 23) == 23
    assert width("1,234,567") * fit("1,234,567", 46, 23) <= 46


def test_lines_break_between_words_and_are_of_about_equal_length():
    assert wrap("Joint procurement cases by prefecture", 300, 20) == [
        "Joint procurement",
        "cases by prefecture",
    ]


def test_no_line_starts_with_closing_or_ends_with_opening_marks():
    lines = wrap("共同調達の案件数（都道府県別、令和6年度）", 200, 20)
    assert len(lines) > 1
    assert not any(line[0] in "、）" or line[-1] == "（" for line in lines)


def test_an_empty_text_has_no_lines():
    assert wrap(" ", 100, 10) == []


@given(st.text(), st.integers(20, 200))
def test_wrapping_loses_no_visible_character(text, room):
    assert "".join("".join(wrap(text, room, 10)).split()) == "".join(text.split())
