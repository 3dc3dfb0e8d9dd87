"""Costs as recorded: which count under a measure, which under several; no yen ever counts twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talent_costs import AIDE, HAGI, PREFECTURE, SHUNAN, SUPPORTER, cost, member, why

from chiho_digital.basics import Grade, InvalidValue
from chiho_digital.rules import Unknown
from chiho_digital.talent import FiscalIndex, Measure, choices, eligibility, support

# A specialist of a prefecture who supports a town under a partnership agreement: two measures for one cost.
DISPATCHED = {
    "partnership_agreement": True,
    "dispatch": "sent",
    "recipient": "other_municipality",
}
SPECIALIST = cost("specialist", yen=8_000_000, person="p9", **DISPATCHED)
RECRUITING = cost("recruiting", "recruiting", 600_000)


def totals(found):
    return {
        tuple(measure and measure.value for measure in choice.measures.values()): choice.total
        for choice in found.choices
    }


def test_eligible_costs_count_and_others_are_left_out():
    other = cost("other", yen=5_000_000, engagement={**SUPPORTER, "duty": "own_work"})

    result = support("prefecture_talent", [cost(), RECRUITING, other])

    assert (8_820_000, 12_600_000) == (result.amount, result.net_cost)
    assert ["eligible", "eligible", "ineligible"] == list(result.to_dict()["decisions"].values())
    assert Grade.INFERRED is result.grade
    assert "cost other: ineligible" in result.explain("en")


def test_costs_are_decided_by_the_records_of_the_people_they_are_for():
    stated = cost(person="p1", engagement=None)

    assert 8_400_000 == support("prefecture_talent", [stated], staff=[member()]).amount
    assert [True, None] == [
        eligibility(one, "prefecture_talent").is_eligible for one in (stated.facts(member()), stated)
    ]
    assert "talent.costs_open" == why(support("prefecture_talent", [stated]).amount)


def test_a_cost_that_the_rules_leave_open_counts_if_the_caller_says_so():
    both = cost("both", engagement={**SUPPORTER, "duty": "both"})

    assert "talent.costs_open" == why(support("prefecture_talent", [both]).amount)
    counted = support("prefecture_talent", [both], counting=["both"])
    assert 8_400_000 == counted.amount
    assert "talent.counted_as_stated" in {note.code for note in counted.assumptions}


@pytest.mark.parametrize("name", ["own", "nobody"])
def test_a_cost_that_the_rules_find_ineligible_cannot_count(name):
    own = cost("own", engagement={**SUPPORTER, "duty": "own_work"})

    with pytest.raises(InvalidValue) as caught:
        support("prefecture_talent", [own], counting=[name])
    assert "talent.cannot_count" == caught.value.code


@pytest.mark.parametrize("costs", [[], [cost(), cost("d", fiscal_year=2026)], [cost(), cost("d", body=HAGI)]])
def test_costs_are_of_one_body_and_year(costs):
    with pytest.raises(InvalidValue) as caught:
        support("prefecture_talent", costs)
    assert "talent.one_body_and_year" == caught.value.code


PARTS = [
    ("own_cio_aide", {"body": HAGI, "engagement": AIDE}, 7_000_000),
    ("supporting_municipality", {"body": HAGI, "item": "contribution"}, 7_000_000),
    ("prefecture_training", {"item": "training", "core_staff": True}, 7_000_000),
    ("partnership_prefecture", {**DISPATCHED, "item": "recruiting"}, 500_000),
    ("partnership_prefecture", DISPATCHED, 3_186_000),
    (
        "partnership_municipality",
        {**DISPATCHED, "body": HAGI, "dispatch": "from_prefecture", "first_year_of_post": True},
        3_186_000,
    ),
    (
        "partnership_municipality",
        {**DISPATCHED, "body": HAGI, "dispatch": "from_municipality", "first_year_of_post": True},
        2_939_000,
    ),
    ("revitalisation_worker", {"item_for_body": True, "worker_type": "senior", "worker_part": "a"}, 500_000),
    (
        "revitalisation_worker",
        {"item_for_body": True, "worker_type": "senior", "worker_part": "b"},
        2_000_000,
    ),
    (
        "revitalisation_worker",
        {"item_for_body": True, "worker_type": "side_job", "worker_part": "c"},
        500_000,
    ),
    ("local_adviser", {"item_for_body": True, "local_adviser": True, "recognised_adviser": False}, 5_900_000),
    ("local_adviser", {"item_for_body": True, "local_adviser": True, "recognised_adviser": True}, 2_400_000),
]


@pytest.mark.parametrize(("measure", "content", "expected"), PARTS)
def test_each_cost_goes_into_its_part_of_the_formula(measure, content, expected):
    one = cost(yen=10_000_000, person="p1", **content)

    assert expected == support(measure, [one], fiscal_index="0.3").amount


def test_a_part_that_is_not_stated_leaves_the_amount_unknown():
    adviser = cost(item_for_body=True, local_adviser=True)

    assert "talent.part_not_stated" == why(support("local_adviser", [adviser], fiscal_index="0.3").amount)


def test_full_time_staff_are_within_the_words_and_the_amount_is_unknown():
    staff = cost(engagement={**SUPPORTER, "employment": "full_time"})

    result = support("ordinary_tax_staff", [staff])

    assert "eligible" == result.decisions[0][1].outcome
    assert "talent.amount_not_read" == why(result.amount)


# Overlaps.


def test_an_overlap_is_found_and_each_choice_has_its_total():
    found = choices([SPECIALIST, RECRUITING])

    assert [("specialist", ("prefecture_talent", "partnership_prefecture"))] == [
        (overlap.cost, overlap.measures) for overlap in found.overlaps
    ]
    assert {
        ("prefecture_talent",): 5_600_000 + 420_000,
        ("partnership_prefecture",): 3_186_000 + 420_000,
    } == totals(found)


def test_the_choice_is_explained_in_both_languages_and_none_is_preferred():
    found = choices([SPECIALIST, RECRUITING])

    for lang, words in (("ja", "現金ではありません"), ("en", "not cash")):
        text = found.explain(lang)
        assert words in text
        assert "6,020,000" in text
        assert "3,606,000" in text
    assert [6_020_000, 3_606_000] == [choice["total"] for choice in found.to_dict()["choices"]]


def test_measures_that_are_surely_out_are_not_named_as_open():
    settled = {"local_adviser": False, "worker_type": "none"}
    (overlap,) = choices([SPECIALIST.with_(**settled)]).overlaps

    assert (
        Measure.ORDINARY_TAX_STAFF,
    ) == overlap.undetermined  # whether fixed-term staff count was not read
    out = SPECIALIST.with_(**settled, engagement={**SUPPORTER, "employment": "special_post"})
    (overlap,) = choices([out]).overlaps
    assert () == overlap.undetermined
    assert "Undetermined" not in overlap.to("en")


def test_only_texts_read_by_a_day_are_known():
    early = choices([SPECIALIST], as_read_on=date(2025, 3, 20))

    assert Measure.ORDINARY_TAX_STAFF not in early.overlaps[0].undetermined
    assert [5_600_000, 3_111_500 + 500] == [choice.total for choice in early.choices]


def test_where_nothing_overlaps_there_is_one_choice():
    found = choices([cost()])

    assert ((), {(): 8_400_000}) == (found.overlaps, totals(found))


def test_a_measure_without_a_known_amount_makes_the_total_unknown():
    full_time = cost("a", engagement={**SUPPORTER, "employment": "full_time"})
    found = choices([full_time, RECRUITING])

    special, ordinary = found.choices
    assert 8_820_000 == special.total
    assert "talent.amount_not_read" == why(ordinary.total)
    assert 420_000 == ordinary.known_total
    assert "420,000" in ordinary.to("en")
    assert found.to_dict()["choices"][1]["total"] is None


def test_costs_that_no_measure_surely_supports_are_told():
    open_ = cost("open", engagement={**SUPPORTER, "external": None})
    found = choices([open_])

    assert {"open": (Measure.PREFECTURE_TALENT, Measure.ORDINARY_TAX_STAFF)} == {
        name: tuple(measure for measure in measures if measure in {"prefecture_talent", "ordinary_tax_staff"})
        for name, measures in found.undetermined.items()
    }
    assert "open" in found.explain("ja")
    assert "open" in found.to_dict()["undetermined"]


def test_an_aide_who_is_a_revitalisation_worker_too_counts_once():
    aide = cost(
        "aide",
        body=HAGI,
        yen=6_000_000,
        person="p1",
        engagement=AIDE,
        item_for_body=True,
        worker_type="company_dispatch",
        worker_part="b",
    )

    assert {("own_cio_aide",): 4_200_000, ("revitalisation_worker",): 5_900_000} == totals(choices([aide]))


# A contribution and the cost it pays for.


def shared(received=0, paid=2_000_000):
    return [
        cost("whole", person="p1", revenue=received),
        cost("share", "contribution", paid, body=HAGI, person="p1", paid_to=PREFECTURE),
    ]


def test_a_contribution_counts_for_the_payer_or_within_the_receivers_cost():
    found = choices(shared())

    (overlap,) = found.overlaps
    assert ("share", ("whole",)) == (overlap.cost, overlap.also_in)
    assert "whole" in overlap.to("ja")
    # 0.7 × (12,000,000 − 2,000,000) + 0.7 × 2,000,000, or 0.7 × 12,000,000 alone
    assert {("supporting_municipality",): 8_400_000, (None,): 8_400_000} == totals(found)
    assert [2, 1] == [len(choice.supports) for choice in found.choices]


def test_a_contribution_that_the_receiver_has_deducted_is_no_overlap():
    found = choices(shared(received=2_000_000))

    assert ((), {(): 8_400_000}) == (found.overlaps, totals(found))


def test_what_the_receiver_has_deducted_is_not_deducted_again():
    found = choices(shared(received=500_000))

    assert {("supporting_municipality",): 8_400_000, (None,): 8_050_000} == totals(found)


def test_an_unknown_contribution_makes_only_the_choice_with_it_unknown():
    paying, not_paying = choices(shared(paid=None)).choices

    assert isinstance(paying.total, Unknown)
    assert 8_400_000 == not_paying.total


def test_contributions_above_the_cost_they_pay_for_are_refused():
    with pytest.raises(InvalidValue) as caught:
        choices(shared(paid=12_000_001))
    assert ("talent.contributions_above_cost", 1) == (caught.value.code, caught.value.value)


def test_contributions_of_several_municipalities_are_chosen_one_by_one():
    others = [
        cost(f"share{place}", "contribution", 1_000_000, body=code, person="p1", paid_to=PREFECTURE)
        for place, code in enumerate((HAGI, SHUNAN))
    ]
    found = choices([cost("whole", person="p1"), *others])

    assert 4 == len(found.choices)
    assert {8_400_000} == set(totals(found).values())


@given(
    st.integers(0, 20_000_000),
    st.lists(st.tuples(st.integers(0, 2_000_000), st.sampled_from([0, 100_000])), max_size=3),
)
def test_no_yen_is_ever_counted_twice(whole, shares):
    """Whatever is chosen, what counts of all costs together is at most what was spent."""
    contributions = [
        cost(f"s{place}", "contribution", paid, body=code, person="p1", paid_to=PREFECTURE)
        for place, ((paid, _), code) in enumerate(zip(shares, (HAGI, SHUNAN, "352012"), strict=False))
    ]
    spent = max(whole, sum(paid for paid, _ in shares))
    stated = min(sum(received for _, received in shares), spent)
    found = choices([cost("whole", yen=spent, person="p1", revenue=stated), *contributions])

    for choice in found.choices:
        counted = sum(part.counted for one in choice.supports for part in one.parts)
        assert counted <= spent


def test_the_factor_by_fiscal_index_is_that_of_the_body_and_year():
    adviser = cost(
        "adviser",
        body=HAGI,
        engagement={"duty": "other"},
        item_for_body=True,
        local_adviser=True,
        recognised_adviser=False,
    )
    index = FiscalIndex(body=HAGI, fiscal_year=2025, index="0.65")

    assert {(): 5_900_000} == totals(choices([adviser], indices=[index]))
    assert "talent.index_not_stated" == why(choices([adviser]).choices[0].total)


def test_too_many_choices_are_refused_with_the_repair():
    many = [cost(f"c{place}", **DISPATCHED) for place in range(11)]

    with pytest.raises(InvalidValue) as caught:
        choices(many)
    assert "talent.too_many_choices" == caught.value.code
    assert 1_024 == len(choices(many[:10]).choices)


def test_two_costs_of_one_id_are_refused():
    with pytest.raises(InvalidValue) as caught:
        choices([cost(), cost()])
    assert "talent.id_twice" == caught.value.code
