"""Small contracts and WTO thresholds: every figure of the facts, at the limit and one yen beside it, the day before and after."""

import json
from datetime import date
from pathlib import Path

import pytest

from chiho_digital import governments
from chiho_digital.basics import FiscalYear, Grade, InvalidValue
from chiho_digital.procurement import (
    SMALL_CONTRACT_RULES,
    WTO_RULES,
    BuyerKind,
    EstimatedPrice,
    OwnLimit,
    threshold_rules,
)
from chiho_digital.rules import Outcome, Unknown

# As the facts have them: 10,000 yen, before and from 2025-04-01; prefectures and designated cities, then others.
CEILINGS = {
    "works": ((250, 400), (130, 200)),
    "purchase": ((160, 300), (80, 150)),
    "hire": ((80, 150), (40, 80)),
    "sale": ((50, 100), (30, 50)),
    "lease_out": ((30, 50), (30, 30)),
    "other": ((100, 200), (50, 100)),
}
COLUMNS = {"prefecture": 0, "designated_city": 0, "municipality": 1}
# Yen, from 2024-04-01 and from 2026-04-01.
WTO = {
    "goods_and_services": (36_000_000, 40_000_000),
    "construction": (2_720_000_000, 3_020_000_000),
    "technical_services": (270_000_000, 300_000_000),
}
CEILING_CASES = [
    (of_class, buyer, day, CEILINGS[of_class][COLUMNS[buyer]][place] * 10_000)
    for of_class in CEILINGS
    for buyer in COLUMNS
    for place, day in ((0, date(2025, 3, 31)), (1, date(2025, 4, 1)), (1, date(2026, 5, 1)))
]
WTO_CASES = [
    (of_class, buyer, day, WTO[of_class][place])
    for of_class in WTO
    for buyer in ("prefecture", "designated_city")
    for place, day in (
        (0, date(2024, 4, 1)),
        (0, date(2026, 3, 31)),
        (1, date(2026, 4, 1)),
        (1, date(2028, 3, 31)),
    )
]
TODAY = date(2026, 5, 1)
HAGI, KUMAMOTO, YAMAGUCHI, MINATO = "352047", "431001", "350001", "131032"


def alike(yen):
    """A price that is the same with and without tax, so that it can count in one way only."""
    return EstimatedPrice(included=yen, excluded=yen)


def small(of_class, buyer, day, price, own=None, **more):
    limits = None if own is None else {of_class: OwnLimit(own, since=date(2000, 1, 1))}
    rent = "annual" if of_class in {"hire", "lease_out"} else None
    given_price = alike(price) if isinstance(price, int) else price
    more = {"rent": rent, **more}
    return threshold_rules(buyer, of_class, given_price, day, own_limits=limits, **more).small_contract


def wto(of_class, buyer, day, price, **more):
    given_price = alike(price) if isinstance(price, int) else price
    return threshold_rules(buyer, "other", given_price, day, wto_class=of_class, **more).wto


@pytest.mark.parametrize(("of_class", "buyer", "day", "ceiling"), CEILING_CASES)
def test_a_price_at_the_ceiling_is_within_it_and_a_yen_more_is_above(of_class, buyer, day, ceiling):
    outcomes = [
        small(of_class, buyer, day, price, own=ceiling).outcome
        for price in (ceiling - 1, ceiling, ceiling + 1)
    ]

    assert [Outcome.ELIGIBLE, Outcome.ELIGIBLE, Outcome.INELIGIBLE] == outcomes


@pytest.mark.parametrize(("of_class", "buyer", "day", "ceiling"), CEILING_CASES)
def test_within_the_ceiling_the_bodys_own_amount_decides_and_above_it_nothing_can_help(
    of_class, buyer, day, ceiling
):
    within, above = (small(of_class, buyer, day, price) for price in (ceiling, ceiling + 1))

    assert (Outcome.UNDETERMINED, ("own_limit",)) == (within.outcome, within.missing)
    assert within.answer.en == "within annex 5 (the body's own amount decides)"
    assert (Outcome.INELIGIBLE, ()) == (above.outcome, above.missing)
    assert "other grounds are not judged" in above.answer.en
    assert (ceiling,) == tuple(limit.amount for limit in within.limits)


@pytest.mark.parametrize(("of_class", "buyer", "day", "threshold"), WTO_CASES)
def test_a_price_at_the_wto_threshold_reaches_it_and_a_yen_less_does_not(of_class, buyer, day, threshold):
    outcomes = [
        wto(of_class, buyer, day, price).outcome for price in (threshold - 1, threshold, threshold + 1)
    ]

    assert [Outcome.INELIGIBLE, Outcome.ELIGIBLE, Outcome.ELIGIBLE] == outcomes


@pytest.mark.parametrize("of_class", WTO)
def test_the_wto_thresholds_do_not_concern_other_municipalities_and_say_what_is_not_judged(of_class):
    answer = wto(of_class, HAGI, TODAY, 10_000_000_000)

    assert (Outcome.INELIGIBLE, ()) == (answer.outcome, answer.limits)
    assert "other agreements are not judged" in answer.answer.en
    notes = " ".join(note.to("en") for note in answer.notes)
    assert "prefectures and designated cities only" in notes
    assert "trade agreements that reach core cities" in notes


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2028, 4, 1)])
def test_outside_their_periods_the_wto_thresholds_are_unknown_and_say_so(day):
    answer = wto("construction", "prefecture", day, 10_000_000_000)

    assert (Outcome.UNDETERMINED, ()) == (answer.outcome, answer.missing)
    assert answer.unknown_law
    assert all(isinstance(limit.figure, Unknown) for limit in answer.limits)
    assert str(FiscalYear.of(day)) in answer.limits[0].to("en")


def test_the_ceilings_before_fy2024_are_unknown_since_it_was_not_read_from_when_they_stood():
    answer = small("other", "prefecture", date(2024, 3, 31), 1)

    assert Outcome.UNDETERMINED is answer.outcome
    assert "no text was read for years before FY2024" in [reason.en for reason in answer.unknown_law]


def test_the_ceilings_just_before_the_change_say_that_their_start_was_not_read():
    notes = [note.code for note in small("other", "prefecture", date(2025, 3, 31), 1).notes]

    assert "procurement.before_the_change" in notes
    assert "procurement.before_the_change" not in [
        note.code for note in small("other", "prefecture", date(2025, 4, 1), 1).notes
    ]


def test_later_years_are_answered_under_the_text_as_read():
    assert () == small("other", "prefecture", date(2025, 4, 1), 1).decision.assumptions
    (assumption,) = small("other", "prefecture", TODAY, 1).decision.assumptions
    assert "later amendments are unknown" in assumption.to("en")


def test_what_was_known_before_the_newest_thresholds_were_read():
    def as_of(day):
        return wto("goods_and_services", "prefecture", day, 50_000_000, as_read_on=date(2025, 6, 1))

    assert Outcome.ELIGIBLE is as_of(date(2026, 3, 31)).outcome
    assert Outcome.UNDETERMINED is as_of(date(2026, 4, 1)).outcome
    with pytest.raises(InvalidValue, match="2025-03-31"):
        threshold_rules(HAGI, "other", None, TODAY, as_read_on=date(2025, 3, 31))


# The body's own amount, from a date of its own


def test_the_bodys_own_lower_amount_decides():
    assert Outcome.ELIGIBLE is small("other", HAGI, TODAY, 500_000, own=500_000).outcome
    assert Outcome.INELIGIBLE is small("other", HAGI, TODAY, 500_001, own=500_000).outcome


def test_the_bodys_own_amount_holds_from_a_day_of_its_own():
    own = {"other": OwnLimit(1_000_000, since=date(2025, 10, 1))}

    def on(day):
        return threshold_rules(HAGI, "other", alike(700_000), day, own_limits=own).small_contract

    assert Outcome.ELIGIBLE is on(date(2025, 10, 1)).outcome
    before = on(date(2025, 9, 30))
    assert (Outcome.UNDETERMINED, ("own_limit",)) == (before.outcome, before.missing)
    assert "holds from 2025-10-01; that of 2025-09-30 was not stated" in before.explain("en")


def test_an_own_amount_that_holds_later_does_not_save_a_price_above_the_ceiling():
    own = {"other": OwnLimit(1_000_000, since=date(2025, 10, 1))}
    answer = threshold_rules(HAGI, "other", alike(700_000), date(2025, 3, 31), own_limits=own)

    assert Outcome.INELIGIBLE is answer.small_contract.outcome


# Tax


def test_a_price_with_tax_within_the_limit_is_enough():
    answer = small("other", HAGI, TODAY, EstimatedPrice(included=1_000_000), own=1_000_000)

    assert Outcome.ELIGIBLE is answer.outcome


def test_a_price_with_tax_above_the_limit_asks_for_that_without():
    answer = small("other", HAGI, TODAY, EstimatedPrice(included=1_000_001), own=1_000_000)

    assert (Outcome.UNDETERMINED, ("lowest_price",)) == (answer.outcome, answer.missing)


def test_a_price_without_tax_asks_for_that_with():
    answer = small("other", HAGI, TODAY, EstimatedPrice(excluded=1_000_000), own=1_000_000)

    assert (Outcome.UNDETERMINED, ("highest_price",)) == (answer.outcome, answer.missing)


def test_where_tax_makes_the_difference_both_answers_are_shown():
    price = EstimatedPrice(included=1_050_000, excluded=954_546)
    answer = small("other", HAGI, TODAY, price, own=1_000_000)

    assert (Outcome.UNDETERMINED, ()) == (answer.outcome, answer.missing)
    assert "with or without tax" in answer.unknown_law[0].en
    assert {"with tax": Outcome.INELIGIBLE, "without tax": Outcome.ELIGIBLE} == {
        reading.counted.en: reading.outcome for reading in answer.readings
    }
    assert "税抜き954,546円と数えるなら：この根拠で契約できる額" in answer.explain("ja")


def test_where_tax_makes_no_difference_it_is_not_in_the_way():
    both = EstimatedPrice(included=1_200_000, excluded=1_090_910)

    answer = small("other", HAGI, TODAY, both, own=1_000_000)
    assert Outcome.INELIGIBLE is answer.outcome
    assert "counted with tax" not in answer.explain("en")


# Joint procurement


def test_a_joint_procurement_is_open_where_whole_and_own_part_lie_on_two_sides_of_the_threshold():
    answer = wto("goods_and_services", KUMAMOTO, TODAY, 30_000_000, joint_total=alike(80_000_000))

    assert (Outcome.UNDETERMINED, ()) == (answer.outcome, answer.missing)
    assert "the whole or the body's own part" in answer.unknown_law[0].en
    outcomes = {reading.price: reading.outcome for reading in answer.readings}
    assert {30_000_000: Outcome.INELIGIBLE, 80_000_000: Outcome.ELIGIBLE} == outcomes
    assert "全体・税込み80,000,000円と数えるなら：基準額以上" in answer.explain("ja")


@pytest.mark.parametrize(
    ("part", "whole", "outcome"),
    [
        (39_999_999, 39_999_999, Outcome.INELIGIBLE),
        (39_999_999, 40_000_000, Outcome.UNDETERMINED),
        (40_000_000, 40_000_000, Outcome.ELIGIBLE),
    ],
)
def test_where_both_ways_of_counting_agree_that_is_the_answer(part, whole, outcome):
    answer = wto("goods_and_services", YAMAGUCHI, TODAY, part, joint_total=alike(whole))

    assert outcome is answer.outcome


def test_small_contracts_bought_jointly_are_open_in_the_same_way():
    def of(part, whole):
        return small("other", HAGI, TODAY, part, own=1_000_000, joint_total=alike(whole)).outcome

    assert Outcome.ELIGIBLE is of(300_000, 1_000_000)
    assert Outcome.UNDETERMINED is of(300_000, 1_000_001)
    assert Outcome.INELIGIBLE is of(1_000_001, 5_000_000)


# Classes, rents, kinds of body


def test_without_a_class_the_answer_for_every_class_is_shown():
    answer = threshold_rules(HAGI, None, alike(900_000), TODAY).small_contract

    assert Outcome.UNDETERMINED is answer.outcome
    assert ("contract_class",) == answer.missing
    assert {
        "works": "within annex 5 (the body's own amount decides)",
        "purchase": "within annex 5 (the body's own amount decides)",
        "hire": "undetermined",
        "sale": "above what this ground allows (other grounds are not judged)",
        "lease_out": "undetermined",
        "other": "within annex 5 (the body's own amount decides)",
    } == {reading.contract_class.value: reading.answer.en for reading in answer.readings}
    assert "SaaS" in answer.explain("en")


def test_without_a_class_a_price_above_every_ceiling_is_above():
    def of(price, rent):
        return threshold_rules(HAGI, None, alike(price), TODAY, rent=rent).small_contract.outcome

    assert Outcome.INELIGIBLE is of(2_000_001, "annual")
    assert Outcome.UNDETERMINED is of(2_000_000, "annual")
    assert Outcome.UNDETERMINED is of(2_000_001, None)  # a rent of many years, perhaps


def test_each_class_is_read_with_the_bodys_own_amount_for_it():
    own = {"works": OwnLimit(2_000_000, since=TODAY), "other": OwnLimit(500_000, since=TODAY)}
    answer = threshold_rules(HAGI, None, alike(600_000), TODAY, own_limits=own).small_contract

    outcomes = {reading.contract_class.value: reading.outcome for reading in answer.readings}
    assert (Outcome.ELIGIBLE, Outcome.INELIGIBLE) == (outcomes["works"], outcomes["other"])


def test_the_wto_class_is_another_than_that_of_small_contracts_and_is_asked():
    answer = threshold_rules(KUMAMOTO, "other", alike(50_000_000), TODAY).wto

    assert (Outcome.UNDETERMINED, ("wto_class",)) == (answer.outcome, answer.missing)
    outcomes = {reading.contract_class.value: reading.outcome for reading in answer.readings}
    assert {
        "goods_and_services": Outcome.ELIGIBLE,
        "construction": Outcome.INELIGIBLE,
        "technical_services": Outcome.INELIGIBLE,
    } == outcomes


@pytest.mark.parametrize("of_class", ["hire", "lease_out"])
def test_of_a_rent_it_must_be_said_whether_it_is_per_year_or_in_total(of_class):
    unsaid = small(of_class, HAGI, TODAY, 300_000, own=300_000, rent=None)
    assert (Outcome.UNDETERMINED, ("rent_basis",)) == (unsaid.outcome, unsaid.missing)
    for rent in ("annual", "total"):
        said = small(of_class, HAGI, TODAY, 300_000, own=300_000, rent=rent)
        assert Outcome.ELIGIBLE is said.outcome
        assert "procurement.rent_as_stated" in [note.code for note in said.notes]


def test_a_rent_above_the_limit_is_open_as_long_as_it_may_be_that_of_many_years():
    unsaid = small("hire", HAGI, TODAY, 800_001, rent=None)

    assert (Outcome.UNDETERMINED, ("rent_basis", "own_limit")) == (unsaid.outcome, unsaid.missing)
    assert Outcome.INELIGIBLE is small("hire", HAGI, TODAY, 800_001, rent="annual").outcome


def test_associations_are_undetermined_with_the_reason():
    answer = threshold_rules("association", "other", alike(1), TODAY)
    large = threshold_rules("association", "other", alike(50_000_000), TODAY, wto_class="goods_and_services")

    assert (Outcome.UNDETERMINED, Outcome.UNDETERMINED) == (
        answer.small_contract.outcome,
        large.wto.outcome,
    )
    assert "no figure was read for associations" in answer.small_contract.unknown_law[0].en
    assert "no figure was read for associations" in large.wto.unknown_law[0].en
    assert Outcome.INELIGIBLE is answer.wto.outcome  # one yen is below every threshold


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (YAMAGUCHI, BuyerKind.PREFECTURE),
        (KUMAMOTO, BuyerKind.DESIGNATED_CITY),
        (HAGI, BuyerKind.MUNICIPALITY),
        ("352012", BuyerKind.MUNICIPALITY),  # 下関市, a core city
        ("353051", BuyerKind.MUNICIPALITY),  # 周防大島町
        (MINATO, BuyerKind.MUNICIPALITY),
    ],
)
def test_the_kind_of_body_is_found_by_its_code(code, kind):
    by_code = threshold_rules(code, "other", None, date(2025, 5, 1))
    by_value = threshold_rules(governments.get(code), "other", None, date(2025, 5, 1))

    assert kind is by_code.buyer
    assert by_code.body == by_value.body
    assert (MINATO == code) == ("procurement.special_ward" in [note.code for note in by_code.notes])


def test_what_the_registry_cannot_check_is_said():
    notes = [note.code for note in threshold_rules("352012", "other", None, TODAY).notes]

    assert ["governments.not_checkable", "governments.city_status"] == notes


def test_without_a_price_the_limits_are_shown():
    answer = threshold_rules(KUMAMOTO, None, None, TODAY)

    assert [400, 300, 150, 100, 50, 200] == [limit.amount // 10_000 for limit in answer.small_contract.limits]
    assert [40_000_000, 3_020_000_000, 300_000_000] == [limit.amount for limit in answer.wto.limits]
    assert () == answer.small_contract.readings
    assert "highest_price" in answer.small_contract.missing


# Sources and grades


@pytest.mark.parametrize(
    ("buyer", "grade"),
    [
        ("prefecture", Grade.PRIMARY),
        ("designated_city", Grade.SECONDARY),
        ("municipality", Grade.PRIMARY),
    ],
)
def test_the_ceilings_of_designated_cities_rest_on_secondary_sources(buyer, grade):
    answer = small("other", buyer, TODAY, 1)

    assert grade is answer.grade
    assert all(source.url for source in answer.sources)


def test_the_thresholds_name_the_source_of_their_period():
    old, new = (
        wto("construction", "prefecture", day, 1).limits[0].figure.source
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    )

    assert "city.kumamoto.jp" in old.url
    assert "mofa.go.jp" in new.url
    assert Grade.PRIMARY is old.grade is new.grade


# Written out


def test_it_is_written_out_as_json_in_a_form_that_is_kept():
    asked = threshold_rules(
        KUMAMOTO,
        "other",
        EstimatedPrice(included=30_000_000, excluded=27_272_728),
        date(2025, 5, 1),
        wto_class="goods_and_services",
        joint_total=EstimatedPrice(included=80_000_000, excluded=72_727_273),
        own_limits={"other": OwnLimit(2_000_000, since=date(2025, 4, 1))},
    ).to_dict()
    del asked["library_version"]
    kept = Path(__file__).with_name("expected_thresholds.json")

    assert json.loads(kept.read_text(encoding="utf-8")) == json.loads(json.dumps(asked))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_explains_itself_with_sources_and_what_it_is_not(lang):
    asked = threshold_rules(HAGI, "other", alike(700_000), TODAY)
    text = asked.explain(lang)

    assert asked.official.to(lang) in text
    assert "167条の2第1項1号" in text
    assert "https://www.city.tosu.lg.jp/soshiki/4/98688.html" in text
    assert SMALL_CONTRACT_RULES.title.to(lang) in text
    assert WTO_RULES.title.to(lang) in text
