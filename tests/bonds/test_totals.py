"""The funding of several projects: totals are the sums of their parts, year by year and in all."""

import json

import pytest
from funded import (
    AMOUNTS,
    ASSUME,
    CITY,
    FAR,
    RECIPIENT,
    RICH,
    RUN,
    WARD,
    codes,
    paid,
    project,
    resident_system,
    small_yen,
    why,
)
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.basics import MAX_YEN, Direction, FiscalYear, InvalidValue, Rounding
from chiho_digital.bonds import Applicant, Flooring, TaxBasis, funding_of_all
from chiho_digital.rules import OFFICIAL, Unknown


def many(*costs, **terms):
    applicant = terms.pop("applicant", RECIPIENT)
    years = terms.pop("years", [2025] * len(costs))
    projects = [project(cost, year, name=f"事業{cost}") for cost, year in zip(costs, years, strict=True)]
    return funding_of_all(projects, applicant, eligible_costs=costs, **terms)


def test_the_total_of_one_project_is_the_project():
    total = many(12_345_678)

    assert (paid(12_345_678, name="事業12345678"),) == total.parts
    assert [paid(12_345_678).amount(name) for name in AMOUNTS] == [getattr(total, name) for name in AMOUNTS]
    assert 1 == total.explain("en").count("FY2025")
    assert "Total" not in total.explain("en")


def test_whether_each_project_or_the_issue_is_rounded_down_must_be_named_where_it_matters():
    total = many(12_345_678, 9_999_999)

    assert "bonds.part_unknown" == why(total.bond_ceiling)
    assert {"bonds.flooring_unknown"} == {why(part.bond_ceiling) for part in total.parts}
    assert {"bonds.flooring_unknown"} == {why(part.need_increase) for part in total.parts}
    assert "20,000,000" in total.bond_ceiling.reason.to("ja")
    assert "20,100,000" in total.bond_ceiling.reason.to("en")
    assert 22_345_677 == total.cost


def test_each_project_is_rounded_down_where_that_is_named():
    total = many(12_345_678, 9_999_999, flooring="project")

    assert [11_100_000, 8_900_000] == [part.bond_ceiling for part in total.parts]
    assert (20_000_000, 10_000_000) == (total.bond_ceiling, total.need_increase)
    assert "bonds.flooring_named" in codes(total.assumptions)


def test_the_issue_is_rounded_down_where_that_is_named_and_the_parts_add_up():
    total = many(12_345_678, 9_999_999, flooring=Flooring.ISSUE)

    assert (20_100_000, 10_050_000, 2_245_677) == (
        total.bond_ceiling,
        total.need_increase,
        total.general_funds,
    )
    assert [11_104_972, 8_995_028] == [part.bond_ceiling for part in total.parts]
    assert [5_552_486, 4_497_514] == [part.need_increase for part in total.parts]


def test_nothing_need_be_named_where_both_conventions_agree():
    total = many(10_000_000, 12_345_678)

    assert [9_000_000, 11_100_000] == [part.bond_ceiling for part in total.parts]
    assert 20_100_000 == total.bond_ceiling
    assert "bonds.flooring_named" not in codes(total.assumptions)


def test_a_project_without_a_bond_does_not_make_the_others_unknown():
    outside = resident_system(name="対象外", expenses=(RUN,))
    total = funding_of_all([project(12_345_678), outside], RECIPIENT, eligible_costs=[12_345_678, None])

    assert (11_100_000, 0) == tuple(part.bond_ceiling for part in total.parts)


def test_projects_of_different_years_are_rounded_apart():
    total = many(12_345_678, 9_999_999, years=[2025, 2026], assume=ASSUME)

    assert (FiscalYear(2025), FiscalYear(2026)) == total.years
    assert [11_100_000, 8_900_000] == [total.in_year(year).bond_ceiling for year in (2025, 2026)]
    assert 20_000_000 == total.bond_ceiling
    assert "bonds.same_applicant_every_year" in codes(total.assumptions)
    with pytest.raises(KeyError):
        total.in_year(2027)


def test_one_unknown_part_makes_the_total_unknown_and_is_named():
    total = many(10_000_000, 10_000_001, years=[2025, 2026])

    assert 9_000_000 == total.in_year(2025).bond_ceiling
    assert "事業10000001" in total.bond_ceiling.reason.to("ja")


def test_an_unknown_base_makes_the_year_unknown_unless_projects_are_rounded_apart():
    projects = [project(10_000_000), project(10_000_000, name="補助", grants=None)]
    costs = [10_000_000, 10_000_000]
    plain = funding_of_all(projects, RECIPIENT, eligible_costs=costs)
    apart = funding_of_all(projects, RECIPIENT, eligible_costs=costs, flooring="project")

    assert ["bonds.part_unknown", "bonds.revenue_not_stated"] == [
        why(part.bond_ceiling) for part in plain.parts
    ]
    assert "補助" in plain.parts[0].bond_ceiling.reason.to("ja")
    assert (9_000_000, "bonds.revenue_not_stated") == (
        apart.parts[0].bond_ceiling,
        why(apart.parts[1].bond_ceiling),
    )


def test_a_body_short_of_need_gains_once_for_all_projects_of_a_year():
    near = Applicant(standard_need=10**9, standard_revenue=10**9 + 5_000_000)
    alone = paid(10_000_000, near)
    total = many(10_000_000, 10_000_000, applicant=near, flooring="project")

    assert 0 == alone.cash_effect
    assert [2_000_000, 2_000_000] == [part.cash_effect for part in total.parts]
    assert 4_000_000 == total.cash_effect


def test_the_gain_of_a_body_short_of_need_is_unknown_while_a_part_of_the_need_is():
    near = Applicant(standard_need=10**9, standard_revenue=10**9 + 5_000_000)
    projects = [
        project(10_000_000),
        project(10_000_000, name="補助", grants=1_000_000),
        project(100, name="小"),
    ]
    total = funding_of_all(
        projects,
        near,
        eligible_costs=[10_000_000, 10_000_000, 100],
        stacking="deduct_first",
        flooring="project",
    )

    assert ["bonds.part_unknown", "bonds.subsidised_rate_unknown"] == [
        why(part.cash_effect) for part in total.parts[:2]
    ]
    assert 0 == total.parts[2].cash_effect


def test_a_recipient_gains_what_is_known_of_each_project():
    projects = [project(10_000_000), project(10_000_000, name="補助", grants=1_000_000)]
    total = funding_of_all(
        projects,
        RECIPIENT,
        eligible_costs=[10_000_000, 10_000_000],
        stacking="deduct_first",
        flooring="project",
    )

    assert 4_500_000 == total.parts[0].cash_effect
    assert "bonds.part_unknown" == why(total.cash_effect)


def test_amounts_on_different_bases_are_said_to_be_added_up():
    projects = [project(tax_basis=TaxBasis.INCLUDED), project(tax_basis=TaxBasis.EXCLUDED)]
    total = funding_of_all(projects)

    assert (None, None) == (total.tax_basis, total.cost_scope)
    assert "bonds.mixed_basis" in codes(total.assumptions)
    assert TaxBasis.INCLUDED == funding_of_all(projects[:1]).tax_basis


def test_only_projects_of_one_body_are_added_up():
    with pytest.raises(InvalidValue) as caught:
        funding_of_all([project(body=CITY), project(body=WARD)])

    assert "bonds.several_bodies" == caught.value.code


@pytest.mark.parametrize(
    ("projects", "costs"), [([], None), ([], []), ([project()], []), ([project()], [1, 2])]
)
def test_there_is_one_eligible_cost_for_each_of_at_least_one_project(projects, costs):
    with pytest.raises(InvalidValue) as caught:
        funding_of_all(projects, eligible_costs=costs)

    assert "bonds.projects_and_costs" == caught.value.code


def test_a_total_beyond_what_every_reader_keeps_exact_is_refused():
    projects = [project(MAX_YEN)] * 901

    with pytest.raises(InvalidValue) as caught:
        funding_of_all(projects)

    assert "bonds.total_too_large" == caught.value.code


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_total_explains_itself_year_by_year(lang):
    text = many(12_345_678, 10_000_000, years=[2025, None]).explain(lang)

    assert "11,100,000" in text
    assert {"ja": "年度不明", "en": "fiscal year unknown"}[lang] in text
    assert {"ja": "合計", "en": "Total"}[lang] in text
    assert OFFICIAL.to(lang) in text


def test_a_total_is_json():
    total = many(12_345_678, 10_000_000, years=[2025, 2026])
    content = json.loads(json.dumps(total.to_dict()))

    assert [2025, 2026] == [year["fiscal_year"] for year in content["years"]]
    assert (11_100_000, None) == tuple(year["amounts"]["bond_ceiling"] for year in content["years"])
    assert (22_345_678, None) == (content["amounts"]["cost"], content["amounts"]["bond_ceiling"])
    assert 2 == len(content["parts"])
    assert "inferred" == content["grade"] == total.grade


@given(
    costs=st.lists(st.tuples(small_yen, st.sampled_from([2025, 2026])), min_size=1, max_size=6),
    flooring=st.sampled_from(Flooring),
    applicant=st.sampled_from([RECIPIENT, RICH, FAR])
    | st.builds(lambda gap: Applicant(standard_need=10**7, standard_revenue=10**7 + gap), small_yen),
    unit=st.sampled_from([1, 3, 1_000, 100_000]),
)
def test_totals_are_the_sums_of_their_parts_and_the_parts_add_up(costs, flooring, applicant, unit):
    total = many(
        *(cost for cost, _ in costs),
        years=[year for _, year in costs],
        applicant=applicant,
        assume=ASSUME,
        flooring=flooring,
        rounding=Rounding(unit, Direction.DOWN),
    )

    for name in AMOUNTS:
        assert total.amount(name) == sum(part.amount(name) for part in total.parts)
        assert total.amount(name) == sum(total.in_year(year).amount(name) for year in total.years)
    for part in total.parts:
        assert min(part.amount(name) for name in AMOUNTS) >= 0
        assert part.cost == part.bond_ceiling + part.general_funds
        assert part.cost == part.net_burden + part.cash_effect
        assert part.cash_effect <= part.need_increase <= part.bond_ceiling
    for year in total.years:
        of_year = total.in_year(year)
        assert 10 * of_year.bond_ceiling <= 9 * of_year.base
        if flooring is Flooring.ISSUE:
            assert of_year.bond_ceiling == of_year.base * 9 // 10 // unit * unit
            assert of_year.need_increase == of_year.bond_ceiling // 2


@given(costs=st.lists(small_yen, min_size=1, max_size=6))
def test_without_a_convention_the_bond_is_known_exactly_where_both_agree(costs):
    plain, apart, together = (many(*costs, flooring=flooring) for flooring in (None, "project", "issue"))

    if apart.bond_ceiling == together.bond_ceiling:
        assert apart.bond_ceiling == plain.bond_ceiling
    else:
        assert isinstance(plain.bond_ceiling, Unknown)
