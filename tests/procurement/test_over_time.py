"""Who takes part in a case on a day: the withdrawal of Kagawa, the growth of Osaka, and what nobody can tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import Period
from chiho_digital.governments import figures, municipalities
from chiho_digital.procurement import (
    PUBLISHED_CASES,
    Amount,
    AmountScope,
    TaxBasis,
    UnknownReason,
    read_amounts,
    read_cases,
    read_participations,
    standing,
)
from chiho_digital.procurement.sharing import By, DiminishingPower, Equal, LargestShare, Only

CENSUS = figures.load()
CASES = {case.id: case for case in read_cases(PUBLISHED_CASES).cases}
KAGAWA, OSAKA = CASES["kagawa-eapp-2004"], CASES["osaka-chat-2021"]


def on(case, *day):
    return standing(case, date(*day), population=CENSUS)


@pytest.mark.parametrize(
    ("day", "count", "least", "places"),
    [
        ((2003, 1, 1), None, 0, (0, 0, 11, 0)),  # the service had not started
        ((2005, 1, 1), None, 0, (0, 11, 0, 0)),  # it had, but who took part is known of 2008 only
        ((2008, 12, 31), 17, 17, (11, 0, 0, 0)),
        ((2009, 6, 1), None, 7, (1, 10, 0, 0)),  # ten left in fiscal 2009, on days not said
        ((2010, 4, 1), 7, 7, (1, 0, 0, 10)),
    ],
)
def test_ten_of_seventeen_left_in_kagawa(day, count, least, places):
    found = on(KAGAWA, *day)

    assert (count, least) == (found.municipal_count, found.at_least)
    assert places == tuple(map(len, (found.taking_part, found.perhaps, found.not_yet, found.left)))


def test_osaka_grew_from_those_named_in_2021_to_thirty_four():
    first, later = on(OSAKA, 2021, 5, 31), on(OSAKA, 2023, 6, 1)

    assert (None, 21) == (first.municipal_count, first.at_least)
    assert (34, 34) == (later.municipal_count, later.at_least)
    assert later.population is None  # thirteen are not named
    assert later.population_at_least == sum(CENSUS.value(body.code) for body in OSAKA.municipalities)


def test_what_came_after_the_source_is_said_not_to_be_known():
    assert "2023-06-01" in on(OSAKA, 2026, 1, 1).notes[-1].en
    assert 1 == len(on(OSAKA, 2023, 6, 1).notes)


@given(st.sampled_from(list(CASES.values())), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_every_body_stands_in_one_place_and_those_named_are_the_least(case, day):
    found = standing(case, day, population=CENSUS)

    places = [*found.taking_part, *found.perhaps, *found.not_yet, *found.left]
    assert sorted(body.key for body in case.participations) == sorted(body.key for body in places)
    assert found.at_least >= len([body for body in found.taking_part if body.body_type == "municipality"])
    if found.population is not None:
        assert found.population == found.population_at_least


# The seven of Kagawa that stayed are those of its 17 municipalities that are not said to have left; the amounts are made up.
STAYED = [
    body.name
    for body in municipalities(prefecture="香川県")
    if body.code not in {one.code for one in KAGAWA.participations}
]
MADE_UP = """case_id,scope,yen,tax_basis,period_start,period_end
kagawa-eapp-2004,annual,17000000,included,2008年度,2009年度
kagawa-eapp-2004,annual,7000000,included,2010年度,2010年度
kagawa-eapp-2004,annual,7000000,excluded,2011年度,
osaka-chat-2021,annual,34000000,included,2021年度,2023年度
"""
ONLY_TOWNS = Only("municipality", By("population"))


def with_made_up(cases):
    rows = "".join(f"kagawa-eapp-2004,{name},2004,,\n" for name in STAYED)
    named = read_participations(f"case_id,body,joined,left,remark\n{rows}".encode(), cases)
    return {case.id: case for case in read_amounts(MADE_UP.encode(), named.cases).cases}


COSTED = with_made_up(CASES.values())


def shares_of(standing_, rule=ONLY_TOWNS, **rest):
    return standing_.shares(rule, remainder=LargestShare(), population=CENSUS, **rest)


def test_there_are_seven_that_stayed_in_kagawa():
    assert 7 == len(STAYED)


@pytest.mark.parametrize(
    ("day", "yen", "bearers"),
    [((2008, 12, 31), 17_000_000, 17), ((2010, 4, 1), 7_000_000, 7), ((2011, 3, 31), 7_000_000, 7)],
)
def test_the_cost_of_a_day_is_borne_by_those_who_take_part_then(day, yen, bearers):
    found = on(COSTED["kagawa-eapp-2004"], *day)
    divided = shares_of(found)

    assert [yen] == [amount.yen for amount in found.amounts]
    assert (yen, ()) == (sum(divided.shares.yen.values()), divided.unknown)
    assert bearers == sum(1 for paid in divided.shares.yen.values() if paid)
    assert 0 == divided.shares["370002"].yen  # the prefecture takes part and bears nothing by this rule
    assert found.notes == divided.notes


def test_while_nobody_can_tell_who_takes_part_no_share_is_known():
    divided = shares_of(on(COSTED["kagawa-eapp-2004"], 2009, 6, 1))

    assert (17_000_000, None) == (divided.amount.yen, divided.shares)
    assert ["procurement.day_perhaps", "procurement.day_count_unknown"] == [n.code for n in divided.unknown]
    assert "丸亀市" in divided.unknown[0].to("en")


def test_bodies_that_are_counted_but_not_named_leave_the_shares_unknown():
    first, later = on(COSTED["osaka-chat-2021"], 2021, 5, 31), on(COSTED["osaka-chat-2021"], 2023, 6, 1)

    assert [34_000_000] == [amount.yen for amount in first.amounts]
    assert (None, None) == (shares_of(first).shares, shares_of(later).shares)
    assert {"procurement.day_count_unknown", "procurement.day_unresolved"} == {n.code for n in first.unsure}
    assert "34" in later.unsure[0].to("ja")
    assert "21" in later.unsure[0].to("ja")


def test_an_amount_holds_only_on_days_its_period_surely_covers():
    kagawa = COSTED["kagawa-eapp-2004"]
    kagawa = kagawa.with_amounts([*kagawa.amounts, Amount(scope=AmountScope.ANNUAL, yen=5)])

    day = on(kagawa, 2012, 4, 1)
    assert () == day.amounts
    why = [(other.amount.scope.value, other.why.code.partition(".")[2]) for other in day.other_amounts]
    assert [
        ("initial", "amount_unknown"),
        ("total", "amount_unknown"),
        ("annual", "amount_of_other_period"),
        ("annual", "amount_of_other_period"),
        ("annual", "amount_period_open"),
        ("annual", "amount_without_period"),
    ] == why
    assert all(other.why.to("ja") and other.why.to("en") for other in day.other_amounts)
    assert ["procurement.day_amounts"] == [note.code for note in shares_of(day).unknown]


def test_what_is_no_amount_per_year_is_no_cost_of_a_day():
    total = Amount(scope=AmountScope.TOTAL, yen=5, period=Period(date(2000, 1, 1), date(2030, 1, 1)))
    withheld = Amount(scope=AmountScope.ANNUAL, yen=None, unknown=UnknownReason.NOT_PUBLIC)
    found = on(KAGAWA.with_amounts([total, withheld]), 2010, 4, 1)

    assert ["procurement.amount_not_of_days", "procurement.amount_unknown"] == [
        other.why.code for other in found.other_amounts
    ]
    assert "not public" in found.other_amounts[1].why.to("en")


def test_of_several_amounts_one_is_named():
    year = Period(date(2010, 4, 1), date(2011, 3, 31))
    two = [
        Amount(scope=AmountScope.ANNUAL, yen=yen, tax_basis=basis, period=year)
        for yen, basis in ((7_700, TaxBasis.INCLUDED), (7_000, TaxBasis.EXCLUDED))
    ]
    found = on(COSTED["kagawa-eapp-2004"].with_amounts(two), 2010, 4, 1)

    assert (None, None) == (shares_of(found).amount, shares_of(found).shares)
    assert 7_000 == sum(shares_of(found, amount=two[1]).shares.yen.values())
    with pytest.raises(ValueError, match="2010-04-01"):
        shares_of(found, amount=Amount(scope=AmountScope.ANNUAL, yen=1))


def test_an_association_bears_its_part_under_its_name():
    text = "case_id,body,joined,left,remark\nomi-genai-2026,架空広域連合,2026-04-01,,\n"
    case = next(
        c for c in read_participations(text.encode(), CASES.values()).cases if c.id == "omi-genai-2026"
    )
    year = Period(date(2026, 4, 1), date(2027, 3, 31))
    case = case.with_amounts([Amount(scope=AmountScope.ANNUAL, yen=7, period=year)])
    found = on(case, 2026, 4, 1)

    assert (6, 6) == (found.municipal_count, found.at_least)
    assert {1} == set(shares_of(found, Equal()).shares.yen.values())
    assert 1 == shares_of(found, Equal()).shares["架空広域連合"].yen
    unknown = shares_of(found, By("population"))
    assert unknown.unknown == unknown.shares.unknown != ()


@pytest.mark.parametrize(
    "rule", [Equal(), By("population"), DiminishingPower("population", "1.5"), ONLY_TOWNS]
)
def test_shares_of_a_day_add_up_to_the_amount(rule):
    divided = shares_of(on(COSTED["kagawa-eapp-2004"], 2010, 4, 1), rule)

    assert 7_000_000 == sum(divided.shares.yen.values())
