"""Every error carries code, value, path, suggestion and parameters, speaks both languages, and travels by pickle."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import (
    ChihoDigitalError,
    FiscalYear,
    InvalidDate,
    InvalidValue,
    MissingExtra,
    Text,
    parse_date,
    parse_yen,
    require,
)

quick = settings(max_examples=200, deadline=None)
CLASSES = [ChihoDigitalError, InvalidValue, InvalidDate, MissingExtra]


def fields(error):
    return type(error), error.code, error.value, error.path, error.suggestion, error.params


def full(kind):
    return kind(
        "basics.date_outside_era",
        value="平成31年5月1日",
        path=("case-1", 3, "started"),
        suggestion=("令和元年5月1日", Text("または", "or")),
        era="平成",
        first="1989-01-08",
        last="2019-04-30",
    )


@pytest.mark.parametrize(
    ("kind", "bases"),
    [
        (InvalidValue, {ChihoDigitalError, ValueError}),
        (InvalidDate, {ChihoDigitalError, InvalidValue, ValueError}),
        (MissingExtra, {ChihoDigitalError, ImportError}),
    ],
)
def test_an_error_is_also_the_natural_builtin(kind, bases):
    assert all(issubclass(kind, base) for base in bases)


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_carries_what_it_was_given(kind):
    expected = (
        kind,
        "basics.date_outside_era",
        "平成31年5月1日",
        ("case-1", 3, "started"),
        ("令和元年5月1日", Text("または", "or")),
        {"era": "平成", "first": "1989-01-08", "last": "2019-04-30"},
    )

    assert expected == fields(full(kind))


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_without_particulars_has_none(kind):
    assert (kind, "basics.yen_format", None, (), None, {}) == fields(kind("basics.yen_format"))


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_travels_by_pickle_with_all_its_fields(kind, protocol):
    error = full(kind)
    travelled = pickle.loads(pickle.dumps(error, protocol))

    assert fields(error) == fields(travelled)
    assert str(error) == str(travelled)


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_can_be_copied(kind):
    error = full(kind)

    assert fields(error) == fields(copy.copy(error)) == fields(copy.deepcopy(error))


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_found_further_out_says_where_outermost_first(kind):
    error = kind("basics.yen_format", value="x", suggestion="1", more=2)
    outer = error.at("cost").at("cases.csv", 7)

    assert (kind, "basics.yen_format", "x", ("cases.csv", 7, "cost"), "1", {"more": 2}) == fields(outer)
    assert not error.path


def test_at_without_a_place_changes_nothing():
    error = full(InvalidDate)

    assert fields(error) == fields(error.at())


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "ja",
            "row / 3: 「平成31年5月1日」は平成の期間（1989-01-08～2019-04-30）の外です。修正案：令和元年5月1日",
        ),
        (
            "en",
            (
                "row / 3: '平成31年5月1日' lies outside the era 平成 (1989-01-08 to 2019-04-30)."
                " Likely repair: 令和元年5月1日"
            ),
        ),
    ],
)
def test_a_message_says_where_what_and_the_likely_repair(lang, expected):
    with pytest.raises(InvalidDate) as caught:
        parse_date("平成31年5月1日")

    assert expected == caught.value.at("row", 3).message(lang)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ja", "「2025-02-29」は暦にない日付です。"),
        ("en", "'2025-02-29' is not a date of the calendar."),
    ],
)
def test_a_message_without_place_and_repair_is_the_sentence_alone(lang, expected):
    with pytest.raises(InvalidDate) as caught:
        parse_date("2025-02-29")

    assert expected == caught.value.message(lang)


def test_the_current_era_is_open_towards_the_present():
    with pytest.raises(InvalidDate) as caught:
        parse_date("令和元年4月30日")

    assert "令和の期間（2019-05-01～）" in caught.value.message("ja")
    assert "(2019-05-01 to present)" in caught.value.message("en")


def test_several_suggestions_are_joined_in_the_language_of_the_message():
    error = InvalidValue("basics.yen_format", value="x", suggestion=["1", Text("二", "two")])

    assert error.message("ja").endswith("修正案：1、二")
    assert error.message("en").endswith("Likely repair: 1, two")


@pytest.mark.parametrize("suggestion", [0, "", ()])
def test_only_the_absence_of_a_suggestion_leaves_it_out(suggestion):
    error = InvalidValue("basics.yen_format", value="x", suggestion=suggestion)

    assert "Likely repair" in error.message("en")
    assert "Likely repair" not in InvalidValue("basics.yen_format", value="x").message("en")


@pytest.mark.parametrize("kind", CLASSES)
def test_the_text_of_an_error_is_the_japanese_line_and_the_english_line(kind):
    error = full(kind)

    assert [error.message("ja"), error.message("en")] == str(error).splitlines()


@quick
@given(text=st.text())
def test_whatever_was_refused_the_text_of_an_error_has_two_printable_lines(text):
    japanese, english = str(InvalidValue("basics.yen_format", value=text)).splitlines()

    assert japanese.replace("　", " ").isprintable()
    assert english.replace("　", " ").isprintable()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\nb", "'a\\nb'"),
        ("1\x00", "'1\\x00'"),
        ("\ud800", "'\\ud800'"),
        ("{value} {0}", "'{value} {0}'"),
        ("全角　空白", "'全角　空白'"),
        ("", "''"),
        ("9" * 1_000, f"'{'9' * 120}…'"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_refused_text_is_shown_on_one_line_and_not_at_any_length(value, shown):
    with pytest.raises(InvalidValue) as caught:
        parse_yen(value)

    assert caught.value.message("en").startswith(shown)
    assert value == caught.value.value


def test_a_number_too_long_to_be_written_is_named_by_its_type():
    with pytest.raises(InvalidValue) as caught:
        FiscalYear(10**10_000)

    assert "(got <int>)" in caught.value.message("en")


def test_an_error_without_words_says_which_code_has_none():
    with pytest.raises(KeyError, match="no_such_event"):
        str(InvalidValue("basics.no_such_event"))


def test_the_builtin_handlers_catch_what_the_library_raises():
    with pytest.raises(ValueError, match="2025-02-29"):
        parse_date("2025-02-29")
    with pytest.raises(ImportError, match="pip install"):
        require("no_such_package_of_any_extra", extra="polars")
