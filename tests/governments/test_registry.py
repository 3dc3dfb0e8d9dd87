"""The registry answers which bodies exist on a date, what became of them, and what they were before."""

import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiho_digital.basics import InvalidValue, Period
from chiho_digital.governments import (
    CITY_STATUS_AS_OF,
    HISTORY_FROM,
    LAST_CHECKED,
    GovernmentKind,
    InvalidCode,
    UnknownCode,
    UnknownName,
    changes,
    convert,
    get,
    municipalities,
    northern_villages,
    predecessors,
    prefectures,
    successors,
    wards,
)

quick = settings(max_examples=150, deadline=None)
BEFORE, AFTER = date(2013, 12, 31), date(2025, 4, 1)
DAY = timedelta(days=1)
EDGES = changes()
SPANS = [HISTORY_FROM, *sorted({change.day for change in EDGES}), LAST_CHECKED]
any_day = st.dates(date(2010, 1, 1), date(2030, 1, 1))


def everybody(as_of=None):
    return [*prefectures(as_of=as_of), *municipalities(as_of=as_of), *wards(as_of=as_of)]


def codes(bodies):
    return [body.code for body in bodies]


def names(bodies):
    return [body.name for body in bodies]


def unknown(code, as_of=None):
    with pytest.raises(UnknownCode) as caught:
        get(code, as_of=as_of)
    return caught.value


def note_codes(body):
    return [note.code for note in body.notes]


def test_a_code_gives_its_body():
    hagi = get("352047")

    assert ("352047", "萩市", "ハギシ", "Hagi") == (hagi.code, hagi.name, hagi.kana, hagi.romaji)
    assert (GovernmentKind.CITY, "350001") == (hagi.kind, hagi.parent_code)
    assert ("山口県萩市", "Hagi (city, Yamaguchi)") == (hagi.full_name, hagi.title.en)
    assert "山口県萩市" == hagi.title.ja
    assert (Period(None, None), LAST_CHECKED) == (hagi.validity, hagi.as_of)


def test_a_code_is_read_as_people_write_it():
    assert get("352047") == get("３５２０４７") == get("35204-7")


def test_the_same_question_is_answered_with_the_same_value():
    assert get("352047") is get("352047")


def test_a_prefecture_is_its_own_prefecture_and_has_no_parent():
    yamaguchi = get("350001")

    assert (yamaguchi, None) == (yamaguchi.prefecture, yamaguchi.parent)
    assert ("山口県", "Yamaguchi") == (yamaguchi.full_name, yamaguchi.title.en)


def test_the_parent_of_a_ward_is_its_city_and_that_of_a_city_its_prefecture():
    ward = get("011011")

    assert ("札幌市", "北海道") == (ward.parent.name, ward.parent.parent.name)
    assert ("北海道", "北海道札幌市中央区") == (ward.prefecture.name, ward.full_name)


def test_the_prefecture_of_an_older_answer_is_of_the_same_date():
    assert BEFORE == get("093670", as_of=BEFORE).prefecture.as_of


def test_answers_about_the_same_body_are_equal_whatever_their_date():
    assert get("352047") == get("352047", as_of=date(2020, 1, 1))
    assert 1 == len({get("352047"), get("352047", as_of=date(2020, 1, 1))})


def test_a_body_cannot_be_changed_and_survives_pickling():
    hagi = get("352047")

    with pytest.raises(AttributeError):
        hagi.name = "荻市"
    assert hagi == pickle.loads(pickle.dumps(hagi))


@pytest.mark.parametrize("value", [352047, None, "35204", "352048", "", "萩市"])
def test_what_is_no_code_is_refused(value):
    with pytest.raises(InvalidCode):
        get(value)


@pytest.mark.parametrize("as_of", [None, BEFORE, date(1990, 1, 1)])
def test_a_code_that_nobody_ever_bore_is_unknown(as_of):
    error = unknown("999997", as_of)

    assert ("governments.unknown_code", None) == (error.code, error.suggestion)
    assert str(as_of or LAST_CHECKED) in error.message("en")


def test_an_abolished_code_names_its_successors():
    error = unknown("221350")

    assert "governments.code_abolished" == error.code
    assert ("221384（静岡県浜松市中央区）", "221392（静岡県浜松市浜名区）") == error.suggestion
    assert "2024-01-01" in error.message("ja")
    assert "浜松市北区" in error.message("en")


def test_a_code_that_was_not_yet_names_its_predecessors():
    error = unknown("032166", BEFORE)

    assert "governments.code_not_yet" == error.code
    assert ("033057（岩手県滝沢村）",) == error.suggestion
    assert "2014-01-01" in error.message("ja")


@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge.old_code != edge.new_code])
def test_a_former_body_is_there_until_the_day_before_its_change(edge):
    last = get(edge.old_code, as_of=edge.day - DAY)

    assert (edge.old_name, edge.day - DAY) == (last.name, last.validity.end)
    assert "governments.code_abolished" == unknown(edge.old_code, edge.day).code


@pytest.mark.parametrize("edge", EDGES)
def test_a_body_bears_its_new_name_from_the_day_of_the_change(edge):
    assert edge.new_name == get(edge.new_code, as_of=edge.day).name


def test_a_body_that_kept_its_code_bore_its_older_name_before():
    older, newer = get("282219", as_of=date(2019, 4, 30)), get("282219", as_of=date(2019, 5, 1))

    assert ("篠山市", Period(None, date(2019, 4, 30))) == (older.name, older.validity)
    assert ("丹波篠山市", Period(date(2019, 5, 1), None)) == (newer.name, newer.validity)
    assert older != newer


def test_what_a_former_body_was_is_known_but_for_its_reading():
    iwafune = get("093670", as_of=BEFORE)

    assert (GovernmentKind.TOWN, "090000", None, None) == (
        iwafune.kind,
        iwafune.parent_code,
        iwafune.kana,
        iwafune.romaji,
    )
    assert ("栃木県岩舟町", "栃木県岩舟町") == (iwafune.title.ja, iwafune.title.en)


@pytest.mark.parametrize("day", [HISTORY_FROM - DAY, LAST_CHECKED + DAY, date(1950, 1, 1), date(2100, 1, 1)])
def test_an_answer_outside_the_known_history_says_that_it_cannot_be_checked(day):
    tokyo = get("130001", as_of=day)

    assert ["governments.not_checkable"] == note_codes(tokyo)
    assert day == tokyo.as_of
    for lang in ("ja", "en"):
        assert {True} == {str(d) in tokyo.notes[0].to(lang) for d in (day, HISTORY_FROM, LAST_CHECKED)}


@pytest.mark.parametrize("day", [HISTORY_FROM, LAST_CHECKED])
def test_the_ends_of_the_known_history_belong_to_it(day):
    assert [] == note_codes(get("130001", as_of=day))


def test_dates_outside_the_history_are_answered_from_its_nearest_end():
    assert "岩舟町" == get("093670", as_of=date(2000, 1, 1)).name
    assert "governments.code_abolished" == unknown("093670", date(2100, 1, 1)).code


@pytest.mark.parametrize("code", ["012025", "012033", "142018"])
def test_city_status_away_from_its_snapshot_says_so(code):
    assert ["governments.city_status"] == note_codes(get(code))
    assert [] == note_codes(get(code, as_of=CITY_STATUS_AS_OF))
    assert "2022-07-05" in get(code).notes[0].to("en")


@pytest.mark.parametrize("code", ["011002", "131016", "011011", "013030", "350001"])
def test_kinds_whose_status_does_not_change_carry_no_such_note(code):
    assert [] == note_codes(get(code))


def test_every_kind_has_a_name_in_both_languages():
    assert [] == [kind for kind in GovernmentKind if not (kind.label.ja and kind.label.en)]


def test_there_are_47_prefectures_1741_municipalities_171_wards_and_6_northern_villages():
    assert (47, 1741, 171, 6) == tuple(
        len(found) for found in (prefectures(), municipalities(), wards(), northern_villages())
    )


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (BEFORE, 1742),
        (date(2014, 1, 1), 1742),
        (date(2014, 4, 4), 1742),
        (date(2014, 4, 5), 1741),
        (LAST_CHECKED, 1741),
    ],
)
def test_the_municipalities_are_counted_on_a_date(day, number):
    assert number == len(municipalities(as_of=day))


@pytest.mark.parametrize(("day", "number"), [(date(2023, 12, 31), 175), (date(2024, 1, 1), 171)])
def test_the_wards_are_counted_on_a_date(day, number):
    assert number == len(wards(as_of=day))


@pytest.mark.parametrize("found", [prefectures(), municipalities(), wards(), northern_villages()])
def test_lists_are_ordered_by_code(found):
    assert sorted(codes(found)) == codes(found)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("designated_city", 20),
        ("core_city", 62),
        ("special_city", 23),
        ("city", 687),
        ("special_ward", 23),
        ("town", 743),
        (GovernmentKind.VILLAGE, 183),
    ],
)
def test_municipalities_are_counted_by_kind(kind, number):
    found = municipalities(kind=kind)

    assert number == len(found)
    assert {kind} == {body.kind for body in found}


@pytest.mark.parametrize("prefecture", ["山口県", "350001", get("350001"), "やまぐちけん", "Yamaguchi-ken"])
def test_municipalities_of_a_prefecture_are_asked_for_by_name_code_or_value(prefecture):
    found = municipalities(prefecture=prefecture)

    assert 19 == len(found)
    assert {"350001"} == {body.parent_code for body in found}


def test_the_reading_of_a_prefecture_is_not_mistaken_for_its_city():
    assert 19 == len(municipalities(prefecture="Yamaguchi"))


def test_prefecture_kind_and_date_narrow_together():
    assert ["滝沢村"] == [
        body.name
        for body in municipalities(prefecture="岩手県", kind="village", as_of=BEFORE)
        if body.name.startswith("滝沢")
    ]


def test_the_municipalities_of_the_prefectures_are_all_municipalities():
    assert municipalities() == [body for p in prefectures() for body in municipalities(prefecture=p)]


def test_the_northern_villages_are_counted_in_no_prefecture():
    assert set() == set(northern_villages()) & set(municipalities(prefecture="北海道"))
    assert 179 == len(municipalities(prefecture="北海道"))
    assert {"010006"} == {village.parent_code for village in northern_villages()}


@pytest.mark.parametrize("kind", ["ward", "northern_village", "prefecture", "borough", ""])
def test_what_is_no_kind_of_municipality_is_refused_and_the_way_to_it_named(kind):
    with pytest.raises(InvalidValue) as caught:
        municipalities(kind=kind)

    assert "governments.not_a_municipality_kind" == caught.value.code
    assert "wards()" in caught.value.message("ja")
    assert "northern_villages()" in caught.value.message("en")


@pytest.mark.parametrize("place", ["352047", get("352047")])
def test_a_city_where_a_prefecture_is_due_is_refused(place):
    with pytest.raises(InvalidValue) as caught:
        municipalities(prefecture=place)

    assert "governments.wrong_kind" == caught.value.code
    assert "都道府県" in caught.value.message("ja")
    assert "prefecture" in caught.value.message("en")


@pytest.mark.parametrize(
    ("place", "error"),
    [("萩市", UnknownName), ("", UnknownName), ("999997", UnknownCode), ("35000", InvalidCode)],
)
def test_a_prefecture_that_is_not_there_is_an_error(place, error):
    with pytest.raises(error):
        municipalities(prefecture=place)


@pytest.mark.parametrize("city", ["札幌市", "011002", get("011002"), "北海道札幌市"])
def test_the_wards_of_a_city_are_asked_for_by_name_code_or_value(city):
    assert 10 == len(wards(city=city))
    assert {"011002"} == {ward.parent_code for ward in wards(city=city)}


def test_the_wards_of_hamamatsu_are_those_of_the_date():
    before = wards(city="浜松市", as_of=date(2023, 12, 31))

    assert ["221384", "221392", "221406"] == codes(wards(city="浜松市"))
    assert ["中区", "東区", "西区", "南区", "北区", "浜北区", "天竜区"] == [
        ward.name.removeprefix("浜松市") for ward in before
    ]


@pytest.mark.parametrize("city", ["350001", "352047"])
def test_a_body_without_wards_is_refused(city):
    with pytest.raises(InvalidValue):
        wards(city=city)


@pytest.mark.parametrize("edge", EDGES)
def test_every_change_converts_forward(edge):
    assert edge.new_code in codes(convert(edge.old_code, BEFORE, AFTER))
    assert edge.new_code in codes(convert(edge.old_code, edge.day - DAY, edge.day))


@pytest.mark.parametrize("edge", EDGES)
def test_every_change_converts_back(edge):
    assert edge.old_code in codes(convert(edge.new_code, AFTER, BEFORE))
    assert edge.old_code in codes(convert(edge.new_code, edge.day, edge.day - DAY))


def test_a_ward_that_was_split_converts_to_both():
    assert ["浜松市中央区", "浜松市浜名区"] == names(convert("221350", BEFORE, AFTER))


def test_a_city_that_absorbed_a_town_converts_back_to_both():
    assert ["栃木市", "岩舟町"] == names(convert("092037", AFTER, BEFORE))
    assert ["栃木市"] == names(convert("092037", BEFORE, AFTER))


def test_a_new_ward_converts_back_to_all_it_was_made_of():
    assert ["中区", "東区", "西区", "南区", "北区"] == [
        name.removeprefix("浜松市") for name in names(convert("221384", AFTER, BEFORE))
    ]


def test_a_body_that_changed_its_name_only_converts_to_itself():
    assert [("282219", "丹波篠山市")] == [(b.code, b.name) for b in convert("282219", BEFORE, AFTER)]
    assert [("282219", "篠山市")] == [(b.code, b.name) for b in convert("282219", AFTER, BEFORE)]


def test_what_is_converted_is_of_the_date_asked_for_with_its_notes():
    (yamaguchi,) = convert("350001", BEFORE, date(2030, 1, 1))

    assert date(2030, 1, 1) == yamaguchi.as_of
    assert ["governments.not_checkable"] == note_codes(yamaguchi)


@pytest.mark.parametrize("day", SPANS)
def test_converting_between_equal_dates_changes_nothing(day):
    assert [] == [b for b in everybody(day) if convert(b.code, day, day) != (b,)]


@pytest.mark.parametrize(("start", "end"), [(BEFORE, LAST_CHECKED), (LAST_CHECKED, BEFORE)])
def test_all_bodies_of_one_date_convert_to_all_of_another_and_back_to_themselves(start, end):
    there = {body.code: codes(convert(body.code, start, end)) for body in everybody(start)}

    assert {*codes(everybody(end))} == {code for found in there.values() for code in found}
    assert [] == [
        code
        for code, found in there.items()
        if code not in {c for other in found for c in codes(convert(other, end, start))}
    ]


@quick
@given(start=any_day, end=any_day, place=st.integers(0, 1788))
def test_conversion_by_way_of_any_dates_gives_bodies_of_the_second(start, end, place):
    body = (everybody(start))[place]
    found = convert(body.code, start, end)

    assert found
    assert list(found) == [get(code, as_of=end) for code in codes(found)]
    assert body.code in {code for other in found for code in codes(convert(other.code, end, start))}


def test_a_code_that_nobody_bears_on_the_first_date_is_not_converted():
    with pytest.raises(UnknownCode):
        convert("093670", AFTER, BEFORE)
    with pytest.raises(InvalidCode):
        convert("09367", BEFORE, AFTER)


@pytest.mark.parametrize("edge", EDGES)
def test_the_successors_of_a_code_are_of_the_day_of_the_change(edge):
    found = successors(edge.old_code)

    assert edge.new_name in names(found)
    assert {edge.day} == {body.as_of for body in found}


@pytest.mark.parametrize("edge", EDGES)
def test_the_predecessors_of_a_code_are_of_the_day_before(edge):
    found = predecessors(edge.new_code)

    assert edge.old_name in names(found)
    assert {edge.day - DAY} == {body.as_of for body in found}


def test_a_body_that_never_changed_has_neither():
    assert ((), ()) == (successors("352047"), predecessors("352047"))


def test_the_changes_are_the_13_known_oldest_first():
    days = [change.day for change in EDGES]

    assert 13 == len(EDGES)
    assert sorted(days) == days
    assert (date(2014, 1, 1), "滝沢村", "滝沢市") == (EDGES[0].day, EDGES[0].old_name, EDGES[0].new_name)


def test_another_spelling_of_a_code_gives_the_very_same_body():
    first = get("352047")

    assert get("３５２０４７") is first
    assert get("352047") is first
