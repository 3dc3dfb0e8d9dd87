"""Every day since 1873 has one era notation; texts outside the calendar or their era are refused, with the right era."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import ERAS, InvalidDate, era_date, era_of, parse_date

quick = settings(max_examples=200, deadline=None)
FIRST, LAST = date(1873, 1, 1), date(2100, 12, 31)
days = st.dates(FIRST, LAST)


def read_or_refuse(text):
    try:
        return parse_date(text)
    except InvalidDate as error:
        return error


def every_day():
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def test_every_day_from_1873_to_2100_is_read_back_from_its_era_notation():
    assert not [day for day in every_day() if parse_date(era_date(day)) != day]


def test_every_day_from_1873_to_2100_is_read_back_from_its_short_era_notation():
    assert not [day for day in every_day() if parse_date(era_date(day, short=True)) != day]


@quick
@given(day=days)
def test_a_day_is_read_alike_from_every_western_notation(day):
    texts = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    ]

    assert {day} == {parse_date(text) for text in texts}


@quick
@given(day=days)
def test_full_width_notation_is_read_like_ascii(day):
    wide = str.maketrans({chr(sign): chr(sign + 0xFEE0) for sign in range(0x21, 0x7F)})

    assert day == parse_date(era_date(day).translate(wide))
    assert day == parse_date(era_date(day, short=True).translate(wide))
    assert day == parse_date(day.isoformat().translate(wide))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和7年1月14日", date(2025, 1, 14)),
        ("R7.1.14", date(2025, 1, 14)),
        ("r7.1.14", date(2025, 1, 14)),
        ("R07/01/14", date(2025, 1, 14)),
        ("R7-1-14", date(2025, 1, 14)),
        ("R7年1月14日", date(2025, 1, 14)),
        ("令和７年１月１４日", date(2025, 1, 14)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("令和6年2月29日", date(2024, 2, 29)),
        ("2000-02-29", date(2000, 2, 29)),
        ("2025-1-4", date(2025, 1, 4)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_text_names_a_day(text, expected):
    assert expected == parse_date(text)


@pytest.mark.parametrize(
    ("day", "expected", "short"),
    [
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1873, 1, 1), "明治6年1月1日", "M6.1.1"),
    ],
)
def test_a_day_on_which_the_era_changed_is_written_with_the_newer_era(day, expected, short):
    assert expected == era_date(day)
    assert short == era_date(day, short=True)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("平成31年5月1日", "令和元年5月1日"),
        ("平成３２年４月１日", "令和2年4月1日"),
        ("H31.5.1", "令和元年5月1日"),
        ("令和元年4月30日", "平成31年4月30日"),
        ("平成元年1月7日", "昭和64年1月7日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("昭和元年12月24日", "大正15年12月24日"),
        ("大正15年12月26日", "昭和元年12月26日"),
        ("明治45年7月31日", "大正元年7月31日"),
    ],
)
def test_a_day_outside_its_era_is_refused_with_the_right_era(text, suggestion):
    with pytest.raises(InvalidDate) as caught:
        parse_date(text)

    assert ("basics.date_outside_era", text, suggestion) == (
        caught.value.code,
        caught.value.value,
        caught.value.suggestion,
    )
    assert parse_date(suggestion)


@quick
@given(day=days, era=st.sampled_from(ERAS))
def test_a_day_written_with_any_era_is_read_only_if_it_lies_in_it(day, era):
    year = era.year(day.year)
    if not 1 <= year <= 99:
        return
    text = f"{era.name}{year}年{day.month}月{day.day}日"

    if era.first <= day <= (era.last or LAST):
        assert day == parse_date(text)
    else:
        with pytest.raises(InvalidDate) as caught:
            parse_date(text)
        assert era_date(day) == caught.value.suggestion


@pytest.mark.parametrize(
    "text",
    ["明治5年12月2日", "明治5年12月31日", "明治元年10月23日", "1872-12-31", "18721231", "1600年10月21日"],
)
def test_a_day_before_the_gregorian_calendar_is_refused(text):
    with pytest.raises(InvalidDate) as caught:
        parse_date(text)

    assert ("basics.date_before_calendar", text) == (caught.value.code, caught.value.value)


def test_a_day_before_the_gregorian_calendar_has_no_era_notation():
    day = date(1872, 12, 31)

    with pytest.raises(InvalidDate) as caught:
        era_date(day)

    assert ("basics.date_before_calendar", day.isoformat()) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize(
    "text",
    [
        *["2025-02-29", "20250229", "令和7年2月29日", "R7.2.29", "1900-02-29", "2025-13-01", "2025-00-10"],
        *["2025-04-31", "2025-01-00", "2025年99月99日", "0000-01-01", "令和元年5月0日"],
    ],
)
def test_a_day_that_no_calendar_has_is_refused(text):
    with pytest.raises(InvalidDate) as caught:
        parse_date(text)

    assert ("basics.date_impossible", text) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "　", "\n", "\x00", "2025-01-14\x00", "None", "null", "nan", "NaT", "-", "0"],
        "9" * 10_000,
        *["2025", "2025-01", "令和7年", "令和7年度", "R7", "R7.1", "7.1.14", "14/1/2025", "250114"],
        "2025014",
        *["2025-01/14", "2025.01-14", "2025年1月14", "2025年1-14", "2025-01-14T00:00"],
        "2025-01-14 0:00:00",
        *["-2025-01-14", "R-7.1.14", "令和100年1月1日", "令和元元年1月1日", "慶応4年1月1日", "X7.1.14"],
        "R７.1.14.15",
        *["٢٠٢٥-٠١-١٤", "२०२५-०१-१४", "၂၀၂၅-၀၁-၁၄", "二〇二五年一月十四日", "令和七年一月十四日", "Ⅶ.1.14"],
        *["1e3-01-14", "20_25-01-14", "2025--01-14", "令和7年1月14日（火）", "🗓2025-01-14", "\ud800"],
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_a_text_that_is_no_day_is_refused(text):
    with pytest.raises(InvalidDate) as caught:
        parse_date(text)

    assert ("basics.date_format", text, None) == (
        caught.value.code,
        caught.value.value,
        caught.value.suggestion,
    )


@quick
@given(
    text=st.one_of(
        st.text(), st.text(alphabet="0123456789元年月日令和平成昭明治大正RHSTM.-/ 　１２", max_size=12)
    )
)
def test_any_text_is_either_a_day_or_refused_as_a_date(text):
    found = read_or_refuse(text)

    if isinstance(found, InvalidDate):
        assert text == found.value
    else:
        assert found == parse_date(era_date(found))


def test_the_eras_follow_one_another_without_a_gap():
    for newer, older in pairwise(ERAS):
        assert newer.first - older.last in {timedelta(0), timedelta(days=1)}


def test_only_the_newest_era_has_no_end():
    assert ERAS[:1] == tuple(era for era in ERAS if era.last is None)


@quick
@given(day=days)
def test_a_day_lies_in_its_era(day):
    era = era_of(day)

    assert era.first <= day <= (era.last or LAST)
    assert day.year == era.western(era.year(day.year))


@pytest.mark.parametrize(
    ("name", "letter", "first_year"),
    [("令和", "R", 2019), ("平成", "H", 1989), ("昭和", "S", 1926), ("大正", "T", 1912), ("明治", "M", 1868)],
)
def test_the_first_year_of_an_era_is_year_one(name, letter, first_year):
    era = next(era for era in ERAS if era.name == name)

    assert (letter, 1, first_year) == (era.letter, era.year(first_year), era.western(1))
