"""The funding of one project: exact yen step by step, what is unknown said to be unknown."""

import json
import pickle
from datetime import date

import pytest
from funded import (
    AID,
    AMOUNTS,
    ASSUME,
    BUILD,
    CITY,
    RECIPIENT,
    RICH,
    RUN,
    WARD,
    applicants,
    codes,
    paid,
    project,
    resident_system,
    why,
    yen,
)
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import Direction, Grade, InvalidValue, Rounding
from chiho_digital.bonds import Applicant, BodyKind, CostScope, Stacking, TaxBasis, funding, funding_of_all
from chiho_digital.rules import OFFICIAL, Unknown

# The vectors


@pytest.mark.parametrize(
    ("cost", "bond", "general", "half", "net"),
    [
        (10_000_000, 9_000_000, 1_000_000, 4_500_000, 5_500_000),
        (12_345_678, 11_100_000, 1_245_678, 5_550_000, 6_795_678),
        (1_049_999, 900_000, 149_999, 450_000, 599_999),
        (111_111, 0, 111_111, 0, 111_111),
        (111_112, 100_000, 11_112, 50_000, 61_112),
        (33_333_333, 29_900_000, 3_433_333, 14_950_000, 18_383_333),
    ],
)
def test_the_worked_examples_come_out_to_the_yen(cost, bond, general, half, net):
    got = paid(cost)

    assert (bond, general, half, half, net) == (
        got.bond_ceiling,
        got.general_funds,
        got.need_increase,
        got.cash_effect,
        got.net_burden,
    )
    assert (half, 0, cost) == (
        paid(cost, RICH).need_increase,
        paid(cost, RICH).cash_effect,
        paid(cost, RICH).net_burden,
    )


def test_the_eligible_cost_is_what_the_rules_find():
    got = funding(resident_system(expenses=(BUILD, RUN)), RECIPIENT)

    assert (9_500_000, 8_000_000, 7_200_000) == (got.cost, got.eligible_cost, got.bond_ceiling)
    assert (2_300_000, 3_600_000, 5_900_000) == (got.general_funds, got.need_increase, got.net_burden)
    assert "bonds.eligible_cost_stated" not in codes(got.assumptions)


def test_an_ineligible_project_gets_no_bond_in_any_year_and_whatever_its_grants():
    got = funding(resident_system(cost=9_000_000, fiscal_year=2030, grants=1_000_000))

    assert (0, 0, 0, 0, 8_000_000, 8_000_000) == (
        got.base,
        got.bond_ceiling,
        got.need_increase,
        got.cash_effect,
        got.general_funds,
        got.net_burden,
    )


# What is unknown


def test_what_the_rules_leave_open_makes_the_bond_unknown():
    got = funding(resident_system(expenses=(BUILD, AID)), RECIPIENT)

    assert 8_500_000 == got.cost
    assert {"bonds.eligible_cost_open"} == {
        why(got.amount(name)) for name in AMOUNTS if name not in {"cost", "grants", "other_revenue"}
    }


def test_the_caller_may_settle_what_the_rules_leave_open():
    got = funding(resident_system(expenses=(BUILD, RUN, AID)), eligible_cost=8_500_000)

    assert 7_600_000 == got.bond_ceiling
    assert "bonds.eligible_cost_stated" in codes(got.assumptions)
    assert () == got.decisions


@pytest.mark.parametrize("amount", [7_999_999, 8_500_001])
def test_the_caller_cannot_contradict_the_rules(amount):
    with pytest.raises(InvalidValue) as caught:
        funding(resident_system(expenses=(BUILD, RUN, AID)), eligible_cost=amount)

    assert ("bonds.eligible_cost_range", ("eligible_cost",)) == (caught.value.code, caught.value.path)
    assert "8,000,000" in str(caught.value)
    assert "8,500,000" in str(caught.value)


@pytest.mark.parametrize("amount", [-1, 10_000_001])
def test_an_eligible_cost_lies_between_nothing_and_the_cost(amount):
    with pytest.raises(InvalidValue):
        funding(project(), eligible_cost=amount)


@pytest.mark.parametrize("amount", [1.5, True, "1"])
def test_an_eligible_cost_is_whole_yen(amount):
    with pytest.raises(InvalidValue):
        funding(project(), eligible_cost=amount)


def test_an_ineligible_project_without_a_cost_cannot_be_given_an_eligible_one():
    with pytest.raises(InvalidValue):
        funding(resident_system(fiscal_year=2030), eligible_cost=1)


def test_without_a_cost_the_bond_is_known_and_what_is_left_is_not():
    got = funding(project(None), RECIPIENT, eligible_cost=10_000_000)

    assert (9_000_000, 4_500_000) == (got.bond_ceiling, got.need_increase)
    assert "bonds.cost_not_stated" == why(got.cost) == why(got.general_funds) == why(got.net_burden)


@pytest.mark.parametrize("name", ["grants", "other_revenue"])
def test_revenue_that_is_not_stated_is_not_zero(name):
    got = paid(**{name: None})

    assert {"bonds.revenue_not_stated"} == {
        why(got.amount(what))
        for what in (name, "base", "bond_ceiling", "general_funds", "cash_effect", "net_burden")
    }


@pytest.mark.parametrize("year", [2026, 2027, 2029])
def test_the_ratios_of_other_years_are_unknown(year):
    got = paid(year=year)

    assert 10_000_000 == got.base
    assert "rules.no_figure" == why(got.bond_ceiling) == why(got.need_increase) == why(got.net_burden)


def test_the_figures_of_a_year_may_be_assumed_and_the_result_says_so():
    got = funding(project(year=2026), RECIPIENT, eligible_cost=10_000_000, assume=ASSUME)

    assert (9_000_000, 4_500_000, 5_500_000) == (got.bond_ceiling, got.need_increase, got.net_burden)
    assert 2 == sum(note.code == "rules.figure_assumed" for note in got.assumptions)


def test_each_figure_is_assumed_on_its_own():
    got = funding(
        project(year=2026), RECIPIENT, eligible_cost=10_000_000, assume={"bond_financing_ratio": 2025}
    )

    assert 9_000_000 == got.bond_ceiling
    assert "rules.no_figure" == why(got.need_increase)
    assert 1_000_000 == got.general_funds


def test_nothing_is_assumed_for_a_year_whose_figures_are_known():
    assert not codes(funding(project(), RECIPIENT, eligible_cost=10_000_000, assume=ASSUME).assumptions) & {
        "rules.figure_assumed"
    }


def test_without_a_year_the_bond_is_unknown():
    assert "bonds.year_not_stated" == why(paid(year=None).bond_ceiling)


@pytest.mark.parametrize("revenue", [{"grants": 2_000_000}, {"other_revenue": 2_000_000}])
def test_beside_other_money_the_bond_is_unknown_until_the_convention_is_named(revenue):
    plain = paid(**revenue)
    named = funding(project(**revenue), RECIPIENT, eligible_cost=10_000_000, stacking="deduct_first")

    assert "bonds.stacking_unknown" == why(plain.base) == why(plain.bond_ceiling)
    assert (8_000_000, 7_200_000, 800_000) == (named.base, named.bond_ceiling, named.general_funds)
    assert "bonds.stacking_named" in codes(named.assumptions)


def test_the_support_of_a_subsidised_project_is_unknown_and_of_one_with_other_revenue_is_not():
    terms = {"eligible_cost": 10_000_000, "stacking": Stacking.DEDUCT_FIRST}
    subsidised = funding(project(grants=1), RECIPIENT, **terms)
    shared = funding(project(other_revenue=2_000_000), RECIPIENT, **terms)

    assert {"bonds.subsidised_rate_unknown"} == {
        why(subsidised.amount(name)) for name in ("need_increase", "cash_effect", "net_burden")
    }
    assert (3_600_000, 4_400_000) == (shared.need_increase, shared.net_burden)


def test_revenue_above_the_eligible_cost_leaves_nothing_to_borrow():
    got = funding(project(grants=5_000_000), RECIPIENT, eligible_cost=4_000_000, stacking="deduct_first")

    assert (0, 0, 0, 5_000_000, 5_000_000) == (
        got.base,
        got.bond_ceiling,
        got.need_increase,
        got.general_funds,
        got.net_burden,
    )


@pytest.mark.parametrize(
    ("content", "applicant"),
    [
        ({"body": CITY}, Applicant(body=WARD)),
        ({"body_kind": BodyKind.PREFECTURE}, Applicant(body_kind=BodyKind.MUNICIPALITY)),
        ({"body": CITY}, Applicant(body_kind=BodyKind.PREFECTURE)),
    ],
)
def test_an_applicant_is_the_body_of_the_project(content, applicant):
    with pytest.raises(InvalidValue) as caught:
        paid(applicant=applicant, **content)

    assert "bonds.applicant_of_another_body" == caught.value.code


# Roundings, parameters, conventions


def test_another_lender_has_another_unit_and_the_result_says_so():
    got = funding(
        project(12_345_678),
        RECIPIENT,
        eligible_cost=12_345_678,
        rounding=Rounding(1, Direction.DOWN),
    )

    assert (11_111_110, 5_555_555) == (got.bond_ceiling, got.need_increase)
    assert "bonds.unit_named" in codes(got.assumptions)
    assert "bonds.unit_of_one_lender" not in codes(got.assumptions)
    assert Grade.SECONDARY == got.grade


def test_half_of_an_odd_bond_is_rounded_down_by_name():
    got = funding(project(1_111), RECIPIENT, eligible_cost=1_111, rounding=Rounding(1, Direction.DOWN))

    assert (999, 499, 612) == (got.bond_ceiling, got.need_increase, got.net_burden)
    assert Rounding(1, Direction.DOWN) == got.step("need_increase").rounding


@pytest.mark.parametrize("direction", [Direction.UP, Direction.HALF_UP])
def test_a_ceiling_is_never_rounded_up(direction):
    with pytest.raises(InvalidValue) as caught:
        funding(project(), eligible_cost=1, rounding=Rounding(100, direction))

    assert "bonds.ceiling_rounded_up" == caught.value.code


def test_a_misspelt_parameter_or_convention_is_refused():
    for terms, code in (
        ({"assume": {"bond_ratio": 2025}}, "bonds.unknown_parameter"),
        ({"stacking": "grants_first"}, "rules.not_a_choice"),
    ):
        with pytest.raises(InvalidValue) as caught:
            funding(project(), **terms)
        assert code == caught.value.code
        assert str(caught.value)
    with pytest.raises(InvalidValue):
        funding_of_all([project()], flooring="year")


# What a result carries


def test_a_result_carries_what_it_rests_on():
    got = paid(cost_scope=CostScope.OWN_SHARE, tax_basis=TaxBasis.INCLUDED)

    assert AMOUNTS == tuple(step.name for step in got.steps)
    assert (CostScope.OWN_SHARE, TaxBasis.INCLUDED) == (got.cost_scope, got.tax_basis)
    assert Rounding(100_000, Direction.DOWN) == Rounding(
        got.step("bond_ceiling").rounding.unit, got.step("bond_ceiling").rounding.direction
    )
    assert Grade.INFERRED == got.grade
    assert {"secondary", "inferred", "primary"} == {source.grade for source in got.sources}
    assert date(2026, 4, 1) == got.as_read_on
    assert OFFICIAL == got.official
    assert {
        "bonds.stays_recipient",
        "bonds.no_proportional_cut",
        "bonds.borrowed_to_ceiling",
        "bonds.unit_of_one_lender",
        "bonds.principal_only",
    } <= codes(got.assumptions)


def test_a_result_reproduces_what_was_known_on_an_older_day():
    got = funding(resident_system(fiscal_year=2026, expenses=(BUILD,)), as_read_on=date(2025, 6, 1))

    assert date(2025, 6, 1) == got.as_read_on
    assert "rules.text_as_read" in codes(got.assumptions)
    with pytest.raises(InvalidValue):
        funding(project(), as_read_on=date(2024, 1, 1))


def test_a_project_over_several_years_or_of_several_bodies_is_said_to_be_taken_as_one():
    got = paid(start=date(2025, 4, 1), end=date(2027, 3, 31), cost_scope=CostScope.WHOLE_JOINT_PROJECT)

    assert {"bonds.cost_in_one_year", "bonds.whole_joint_project"} <= codes(got.assumptions)
    assert "bonds.cost_in_one_year" not in codes(
        paid(start=date(2025, 4, 1), end=date(2026, 3, 31)).assumptions
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_result_explains_itself_step_by_step(lang):
    text = paid(12_345_678).explain(lang)

    assert "11,100,000" in text
    assert "90%" in text
    assert OFFICIAL.to(lang) in text
    assert {"ja": "令和7年度", "en": "FY2025"}[lang] in text
    unknown = paid(year=None).explain(lang)
    assert {"ja": "不明", "en": "unknown"}[lang] in unknown


def test_a_result_is_json_and_unknown_amounts_are_null_with_their_reason():
    content = json.loads(json.dumps(funding(resident_system(expenses=(BUILD, RUN))).to_dict()))
    steps = {step["name"]: step for step in content["steps"]}

    assert (7_200_000, True) == (steps["bond_ceiling"]["amount"], steps["bond_ceiling"]["known"])
    assert {"unit": 100_000, "direction": "down"} == steps["bond_ceiling"]["rounding"]
    assert (None, False, "bonds.recipient_not_stated") == (
        steps["cash_effect"]["amount"],
        steps["cash_effect"]["known"],
        steps["cash_effect"]["how"]["code"],
    )
    assert ["eligible", "ineligible"] == [part["outcome"] for part in content["expenses"]]
    assert {"assumptions", "sources", "grade", "as_read_on", "library_version", "official"} <= set(content)


def test_a_result_hashes_pickles_and_cannot_be_changed():
    got = funding(resident_system(expenses=(BUILD, RUN)), RECIPIENT)

    assert {got} == {pickle.loads(pickle.dumps(got))}
    with pytest.raises(AttributeError):
        got.stated = True
    with pytest.raises(KeyError):
        got.amount("tax")


@given(
    cost=yen,
    eligible=yen,
    grants=yen,
    other=yen,
    applicant=applicants,
    unit=st.sampled_from([1, 3, 1_000, 100_000]),
)
def test_the_money_always_adds_up_and_is_never_negative(*, cost, eligible, grants, other, applicant, unit):
    eligible %= cost + 1
    grants %= cost + 1
    other %= cost - grants + 1
    got = funding(
        project(cost, grants=grants, other_revenue=other),
        applicant,
        eligible_cost=eligible,
        stacking="deduct_first",
        rounding=Rounding(unit, Direction.DOWN),
    )
    known = [got.amount(name) for name in AMOUNTS if not isinstance(got.amount(name), Unknown)]

    assert min(known) >= 0
    assert cost == got.bond_ceiling + got.general_funds + grants + other
    assert 10 * got.bond_ceiling <= 9 * got.base
    assert 0 == got.bond_ceiling % unit
    if not isinstance(got.cash_effect, Unknown):
        assert got.cash_effect <= got.need_increase
        assert cost == got.net_burden + got.cash_effect + grants + other
