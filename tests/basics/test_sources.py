"""A source cites itself in one line, and a chain bears no more than its weakest grade."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import Grade, Source, Text

quick = settings(max_examples=100, deadline=None)
grades = st.sampled_from(Grade)
LAW = Text("地方財政法", "Local Finance Act")


@pytest.mark.parametrize(
    ("expected", "given_grades"),
    [
        (Grade.PRIMARY, [Grade.PRIMARY]),
        (Grade.SECONDARY, [Grade.SECONDARY, Grade.PRIMARY]),
        (Grade.INFERRED, [Grade.SECONDARY, Grade.INFERRED]),
        (Grade.INFERRED, [Grade.PRIMARY, Grade.INFERRED, Grade.SECONDARY]),
    ],
)
def test_the_weakest_grade_of_a_chain_is_the_grade_of_the_chain(expected, given_grades):
    assert expected is Grade.weakest(*given_grades)


@quick
@given(first=st.lists(grades, min_size=1), second=st.lists(grades, min_size=1))
def test_the_weakest_grade_does_not_depend_on_how_a_chain_is_joined(first, second):
    expected = Grade.weakest(Grade.weakest(*first), Grade.weakest(*second))

    assert expected is Grade.weakest(*second, *first)


def test_no_grade_at_all_is_refused():
    with pytest.raises(ValueError, match="empty"):
        Grade.weakest()


@pytest.mark.parametrize("grade", Grade)
def test_a_grade_is_the_word_that_data_files_use(grade):
    assert grade is Grade(str(grade))


def test_a_word_that_is_no_grade_is_refused():
    with pytest.raises(ValueError, match="medium"):
        Grade("medium")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ja", "地方財政法、33条の5の14、2025-04-01、https://example.jp/law [一次資料]"),
        ("en", "Local Finance Act, 33条の5の14, 2025-04-01, https://example.jp/law [primary]"),
    ],
)
def test_a_citation_names_title_article_revision_address_and_grade(lang, expected):
    source = Source(LAW, Grade.PRIMARY, "https://example.jp/law", "33条の5の14", date(2025, 4, 1))

    assert expected == source.to(lang)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "Local Finance Act [inferred]"),
        ({"url": "https://example.jp"}, "Local Finance Act, https://example.jp [inferred]"),
        ({"article": "33条の5の14"}, "Local Finance Act, 33条の5の14 [inferred]"),
        ({"revision": date(2025, 4, 1)}, "Local Finance Act, 2025-04-01 [inferred]"),
    ],
)
def test_a_citation_leaves_out_what_is_not_known(known, expected):
    assert expected == Source(LAW, Grade.INFERRED, **known).to("en")
