"""What is stated about a contract is checked at the door; and what holds of every contract."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import FiscalYear
from chiho_digital.procurement import (
    SMALL_CONTRACT_RULES,
    WTO_RULES,
    BuyerKind,
    ContractClass,
    EstimatedPrice,
    OwnLimit,
    ThresholdFacts,
    WtoClass,
    threshold_rules,
)
from chiho_digital.rules import InvalidFacts, Outcome

TODAY = date(2026, 5, 1)
HAGI = "352047"


def alike(yen):
    """A price that is the same with and without tax, so that it can count in one way only."""
    return EstimatedPrice(included=yen, excluded=yen)


def test_a_price_without_a_tax_basis_is_refused():
    with pytest.raises(InvalidFacts, match="EstimatedPrice") as caught:
        threshold_rules(HAGI, "other", 900_000, TODAY, joint_total=2_000_000)

    assert ["procurement.price_without_tax_basis"] * 2 == [problem.code for problem in caught.value.problems]
    with pytest.raises(InvalidFacts, match="excluded="):
        EstimatedPrice()


@pytest.mark.parametrize("price", [{"included": 1.5}, {"included": -1}, {"included": 9, "excluded": 10}])
def test_a_price_that_cannot_be_is_refused(price):
    with pytest.raises(InvalidFacts):
        EstimatedPrice(**price)


def test_an_own_amount_needs_whole_yen_and_a_day():
    with pytest.raises(InvalidFacts) as caught:
        OwnLimit(1.5, since="2025-04-01")

    assert [("since",), ("own_limit",)] == [problem.path for problem in caught.value.problems]


def test_everything_wrong_is_said_at_once():
    with pytest.raises(InvalidFacts) as caught:
        threshold_rules(
            "352048",
            "purchas",
            alike(500),
            "2026-05-01",
            wto_class="goods",
            joint_total=alike(400),
            rent="monthly",
            own_limits={"othr": OwnLimit(1, since=TODAY), "other": 100, "sale": OwnLimit(1, since=TODAY)},
        )

    assert [
        ("day",),
        ("body",),
        ("price",),
        ("price",),
        ("own_limits",),
        ("own_limits", "other"),
        ("contract_class",),
        ("wto_class",),
        ("rent_basis",),
    ] == [problem.path for problem in caught.value.problems]
    assert "purchase" in [problem.suggestion for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("221406", "procurement.no_buyer"),  # 浜松市天竜区, a ward
        ("016951", "procurement.no_buyer"),  # 色丹村, in the Northern Territories
        ("萩市", "governments.code_six_digits"),
        ("352048", "governments.code_check_digit"),
        ("999997", "governments.unknown_code"),
    ],
)
def test_what_is_no_body_that_contracts_is_refused(body, code):
    with pytest.raises(InvalidFacts) as caught:
        threshold_rules(body, "other", None, TODAY)

    (problem,) = caught.value.problems
    assert (code, ("body",)) == (problem.code, problem.path)


def test_a_ward_suggests_its_city():
    with pytest.raises(InvalidFacts, match="静岡県浜松市"):
        threshold_rules("221406", "other", None, TODAY)


def test_a_body_is_looked_up_on_the_day():
    with pytest.raises(InvalidFacts, match="那珂川市"):
        threshold_rules("402311", "other", None, date(2018, 9, 30))  # a town until that day


def test_a_day_that_no_fiscal_year_has_is_refused():
    with pytest.raises(InvalidFacts) as caught:
        threshold_rules(HAGI, "other", None, date(1886, 3, 31))

    assert ("day",) == caught.value.problems[0].path


def test_a_part_above_the_whole_is_refused():
    with pytest.raises(InvalidFacts, match="301"):
        threshold_rules(HAGI, "other", alike(301), TODAY, joint_total=EstimatedPrice(included=300))


def test_an_own_amount_may_equal_the_ceiling_of_its_day_and_not_exceed_it():
    own = {"other": OwnLimit(1_000_001, since=date(2025, 4, 1)), "hire": OwnLimit(800_000, since=TODAY)}
    with pytest.raises(InvalidFacts) as caught:
        threshold_rules(HAGI, "other", None, TODAY, own_limits=own)

    (problem,) = caught.value.problems
    assert "procurement.own_limit_above_ceiling" == problem.code
    assert ("own_limits", "other") == problem.path


# Properties

PRICES = st.integers(0, 5_000_000) | st.integers(0, 10_000_000_000)
DAYS = st.sampled_from([date(2024, 3, 31), date(2025, 3, 31), date(2025, 4, 1), TODAY, date(2028, 4, 1)])
ORDER = [Outcome.ELIGIBLE, Outcome.UNDETERMINED, Outcome.INELIGIBLE]


@st.composite
def contracts(draw):
    """A contract as facts of the rules, with four prices in order: own part and whole, without and with tax."""
    values = {
        "buyer": draw(st.none() | st.sampled_from(BuyerKind)),
        "contract_class": draw(st.none() | st.sampled_from(ContractClass)),
        "wto_class": draw(st.none() | st.sampled_from(WtoClass)),
        "rent_basis": draw(st.none() | st.sampled_from(["annual", "total"])),
        "own_limit": draw(st.none() | st.integers(0, 300_000)),
        "fiscal_year": FiscalYear.of(draw(DAYS)),
    }
    low, high = sorted((draw(PRICES), draw(PRICES)))
    return ThresholdFacts(**values, lowest_price=low, highest_price=high)


@given(contracts(), st.integers(0, 10_000_000_000), st.integers(0, 10_000_000_000))
def test_a_higher_price_never_becomes_available_and_never_falls_below_a_threshold(facts, more, much_more):
    more, much_more = sorted((more, much_more))
    higher = facts.with_(
        lowest_price=facts.lowest_price + more, highest_price=facts.highest_price + much_more
    )

    before, after = (ORDER.index(SMALL_CONTRACT_RULES.decide(case).outcome) for case in (facts, higher))
    assert before <= after
    before, after = (ORDER.index(WTO_RULES.decide(case).outcome) for case in (facts, higher))
    assert before >= after


@given(contracts())
def test_an_answer_is_that_of_every_way_of_counting_and_is_open_where_they_differ(facts):
    for ruleset in (SMALL_CONTRACT_RULES, WTO_RULES):
        decision = ruleset.decide(facts)
        counted = [
            ruleset.decide(facts.with_(lowest_price=price, highest_price=price)).outcome
            for price in (facts.lowest_price, facts.highest_price)
        ]
        if counted[0] is counted[1]:
            assert counted[0] is decision.outcome
        else:
            assert Outcome.UNDETERMINED is decision.outcome
