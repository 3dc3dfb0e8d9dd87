"""Wishes are stated, taken back, and counted: who wishes for what, no body twice, nobody ranked."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chiho_digital import systems
from chiho_digital.basics import ImpossibleMove
from chiho_digital.procurement.calls import Wish, count_wishes

HAGI, UBE, KUSATSU = "352047", "352021", "252069"
DAY = date(2025, 5, 1)

wishes = st.builds(
    Wish,
    body=st.sampled_from([HAGI, UBE, KUSATSU]),
    kind=st.sampled_from(["電子申請", "RPA", "量子暗号", "電子申込"]),
    on=st.dates(date(2025, 1, 1), date(2025, 3, 1)),
    withdrawn=st.none() | st.dates(date(2025, 3, 1), date(2025, 9, 1)),
    lead=st.sampled_from([None, "350001"]),
    words=st.sampled_from([None, "県に音頭を取ってほしい"]),
)


def counted(*some, **options):
    return [
        (count.kind.id, count.prefecture and count.prefecture.code, tuple(body.code for body in count.bodies))
        for count in count_wishes(some, DAY, **options).counts
    ]


def test_wishes_are_counted_by_kind_in_the_order_of_the_vocabulary_and_by_code():
    some = [
        Wish(body=body, kind=kind, on=DAY)
        for body, kind in [(UBE, "量子暗号"), (KUSATSU, "電子申請"), (HAGI, "RPA"), (UBE, "オンライン申請")]
    ]
    order = [kind.id for kind in systems.kinds()]

    expected = [("online_application", None, (KUSATSU, UBE)), ("rpa", None, (HAGI,))]
    known = sorted(expected, key=lambda one: order.index(one[0]))
    assert [*known, ("量子暗号", None, (UBE,))] == counted(*some)


def test_wishes_are_counted_by_prefecture_too():
    some = [Wish(body=body, kind="RPA", on=DAY) for body in (UBE, KUSATSU, HAGI)]

    assert [("rpa", "250007", (KUSATSU,)), ("rpa", "350001", (UBE, HAGI))] == counted(
        *some, by_prefecture=True
    )


def test_a_body_counts_once_for_a_kind():
    some = [Wish(body=HAGI, kind=kind, on=DAY) for kind in ("RPA", "rpa", "ＲＰＡ")]

    assert [("rpa", None, (HAGI,))] == counted(*some)


def test_a_wish_holds_from_the_day_it_is_stated_until_it_is_taken_back():
    wish = Wish(body=HAGI, kind="RPA", on=DAY)
    gone = wish.withdraw(date(2025, 6, 1))

    assert [False, True, True, False] == [
        gone.holds(date(2025, month, day)) for month, day in [(4, 30), (5, 1), (5, 31), (6, 1)]
    ]
    assert wish.holds(date(2030, 1, 1))
    with pytest.raises(ImpossibleMove, match="2025-06-01"):
        gone.withdraw(date(2025, 7, 1))


@given(st.lists(wishes, max_size=8), st.dates(date(2025, 1, 1), date(2025, 10, 1)), st.booleans())
def test_every_wish_that_holds_is_in_one_count_and_no_other(some, day, by_prefecture):
    found = count_wishes(some, day, by_prefecture=by_prefecture)
    listed = [(count.kind.id, body.code) for count in found.counts for body in count.bodies]

    assert sorted({(wish.kind, wish.body) for wish in some if wish.holds(day)}) == sorted(listed)
    assert sum(count.count for count in found.counts) == len(listed)
    assert found == count_wishes(reversed(some), day, by_prefecture=by_prefecture)


@given(wishes)
def test_a_wish_survives_json(wish):
    assert wish == Wish.model_validate_json(wish.model_dump_json())


def test_an_unknown_kind_is_kept_and_told_with_near_names():
    wish = Wish(body=HAGI, kind="電子申込", on=DAY)
    found = count_wishes([wish, wish], DAY)

    assert not found.counts[0].kind.known
    assert wish.notes == found.notes
    assert "online application" in found.notes[0].to("en")


def test_the_counts_are_told_without_percentages_in_words_and_as_json():
    found = count_wishes([Wish(body=HAGI, kind="RPA", on=DAY)], DAY, by_prefecture=True)

    assert ["2025-05-01の要望", "RPA（山口県）：1団体（山口県萩市）"] == found.explain("ja").split("\n")
    assert "robotic process automation (Yamaguchi): 1 (Hagi (city, Yamaguchi))" in found.explain("en")
    assert {
        "kind": "rpa",
        "label": {"ja": "RPA", "en": "robotic process automation"},
        "prefecture": "350001",
        "count": 1,
        "bodies": [HAGI],
    } == json.loads(json.dumps(found.to_dict()))["counts"][0]
    assert "%" not in found.explain("ja") + found.explain("en")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"body": "350001"}, "市区町村ではありません"),
        ({"body": "221384"}, "契約する団体ではありません"),
        ({"body": "403059"}, "那珂川市"),
        ({"body": "352048"}, "352047"),
        ({"lead": "221317"}, "廃止"),
        ({"withdrawn": date(2025, 4, 1)}, "要望した日"),
        ({"kind": " "}, "kind"),
    ],
)
def test_a_wish_that_is_not_sound_is_refused(changes, said):
    with pytest.raises(ValidationError, match=said):
        Wish(**{"body": HAGI, "kind": "RPA", "on": DAY} | changes)


def test_a_wish_of_a_body_that_has_become_another_is_told_under_its_own_name():
    wish = Wish(body="403059", kind="RPA", on=date(2018, 9, 1))

    assert "福岡県那珂川町" in count_wishes([wish], DAY).explain("ja")
