"""Every text speaks both languages, and the texts of others are folded before they are read."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import InvalidDate, InvalidValue, Text, parse_date, parse_yen

quick = settings(max_examples=200, deadline=None)


@quick
@given(ja=st.text(), en=st.text())
def test_a_text_gives_each_language_as_it_was_written(ja, en):
    text = Text(ja, en)

    assert (ja, en) == (text.to("ja"), text.to("en"))


def test_texts_are_equal_when_both_languages_are():
    assert Text("県", "prefecture") == Text(ja="県", en="prefecture")
    assert Text("県", "prefecture") != Text("県", "Prefecture")


@pytest.mark.parametrize(
    "text",
    [
        "令和7年1月14日",
        "令和７年１月１４日",
        "令和　7年　1月　14日",
        "  令和 7 年 1 月 14 日\n",
        "㋿7年1月14日",
        "Ｒ７．１．１４",
        "R 7. 1. 14",
        "２０２５－０１－１４",
        "２０２５／１／１４",
        "令和𝟕年1月14日",
        "\uf9a8和7\uf98e1⽉14⽇",
    ],
    ids=ascii,
)
def test_width_spaces_and_compatibility_characters_do_not_change_what_is_read(text):
    assert date(2025, 1, 14) == parse_date(text)


@pytest.mark.parametrize("mark", ["¹", "₁", "①", "⑴", "⒈", "½", "㉑", "一", "〇"])
def test_a_footnote_mark_is_never_a_digit_of_the_number_before_it(mark):
    with pytest.raises(InvalidValue):
        parse_yen(f"1234{mark}")
    with pytest.raises(InvalidDate):
        parse_date(f"2025-01-1{mark}")


@pytest.mark.parametrize("space", [" ", "  ", "　", "\t", "\n", "\u00a0", " \u3000 "], ids=ascii)
def test_two_numbers_with_a_space_between_them_are_not_joined_to_one(space):
    with pytest.raises(InvalidValue):
        parse_yen(f"100{space}200")
    with pytest.raises(InvalidDate):
        parse_date(f"2025{space}01{space}14")


@pytest.mark.parametrize("sign", ["\x00", "\u200b", "\ufeff", "\u202e", "\ud800"], ids=ascii)
def test_an_invisible_sign_inside_a_text_is_refused(sign):
    with pytest.raises(InvalidValue):
        parse_yen(f"1{sign}000")
    with pytest.raises(InvalidDate):
        parse_date(f"2025-01-14{sign}")
