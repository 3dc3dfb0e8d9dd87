"""Units of price: an open vocabulary of things counted and spans of time; unknown units are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.systems import near_unit, unit_of, unit_words


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("一式", "once"),
        ("lump sum", "once"),
        ("1回限り", "once"),
        ("月額", "month"),
        ("毎月", "month"),
        ("1か月", "month"),
        ("年額", "year"),
        ("団体", "body"),
        ("１団体あたり", "body"),
        ("団体／年", "body/year"),
        ("per body per year", "body/year"),
        ("1ユーザー/月", "user/month"),
        ("1IDあたり月額", "user/month"),
        ("利用者ごと・月", "user/month"),
        ("月／利用者", "user/month"),
        ("Per User Per Month", "user/month"),
        ("住民/年", "resident/year"),
        ("人日", "person-day"),
        ("per person-month", "person-month"),
    ],
)
def test_a_unit_is_read_in_many_notations(text, unit):
    assert (unit, True) == (unit_of(text).id, unit_of(text).known)
    assert (
        unit_of(unit) == unit_of(text) == unit_of(unit_of(text).label.ja) == unit_of(unit_of(text).label.en)
    )


@pytest.mark.parametrize("text", ["平米", "一式/月", "団体/利用者", "月/年", "/", "1", ""])
def test_what_makes_no_unit_is_kept_as_it_is(text):
    assert (text, text, False) == (unit_of(text).id, unit_of(text).label.ja, unit_of(text).known)


def test_the_unit_that_was_likely_meant_is_suggested():
    assert "利用者／月" == near_unit("ユーサ/月").ja
    assert None is near_unit("平米")
    assert None is near_unit("団体/利用者")


def test_every_word_is_a_unit_of_its_own():
    assert all(unit_of(word.ja).known and unit_of(word.en).known for word in unit_words())
    assert "利用者" in [word.ja for word in unit_words()]


@given(st.text())
def test_any_text_is_a_unit_and_its_id_is_read_as_it(text):
    unit = unit_of(text)

    assert unit.known or unit.id == text
    assert unit.id == unit_of(unit.id).id
    assert near_unit(text) is None or unit_of(near_unit(text).ja).known
