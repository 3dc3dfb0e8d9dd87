"""Other money for the same project: what is thinkable, with grade and what is unknown; no ranking."""

import pytest

from chiho_digital import bonds
from chiho_digital.basics import Grade


def about(scheme: str, **facts: object) -> bonds.OtherMoney:
    return next(
        money for money in bonds.other_money(bonds.OtherMoneyFacts(**facts)) if money.scheme.id == scheme
    )


@pytest.mark.parametrize(
    ("scheme", "facts", "thinkable"),
    [
        ("regional_future_grant_a", {"fiscal_year": 2026}, True),
        ("regional_future_grant_s", {"fiscal_year": 2026}, True),
        ("regional_future_grant_v", {"fiscal_year": 2026, "jointly_procured": True}, True),
        ("regional_future_grant_v", {"fiscal_year": 2026, "jointly_procured": False}, False),
        ("regional_future_grant_v", {"fiscal_year": 2026}, None),
        ("regional_future_grant_a", {"fiscal_year": 2025}, None),
        ("regional_dx_package", {"fiscal_year": 2025}, True),
        ("regional_dx_package", {"fiscal_year": 2027}, None),
        ("depopulated_area_bond", {"fiscal_year": 2030, "depopulated_area": True}, True),
        ("depopulated_area_bond", {"fiscal_year": 2031, "depopulated_area": True}, False),
        ("depopulated_area_bond", {"fiscal_year": 2026, "depopulated_area": False}, False),
        ("depopulated_area_bond", {"fiscal_year": 2026}, None),
        ("remote_area_bond", {"remote_area": True}, True),
        ("disaster_prevention_bond", {"fiscal_year": 2025, "disaster_prevention": True}, True),
        ("disaster_prevention_bond", {"fiscal_year": 2026, "disaster_prevention": True}, None),
        ("disaster_prevention_bond", {"fiscal_year": 2026, "disaster_prevention": False}, False),
        ("standardisation_subsidy", {"fiscal_year": 2026, "standardisation": True}, True),
        ("regional_digital_promotion", {"fiscal_year": 2029}, True),
        ("regional_digital_promotion", {"fiscal_year": 2030}, None),
        ("public_enterprise_bond", {"fiscal_year": 2029, "own_enterprise": True}, True),
        ("public_enterprise_bond", {"fiscal_year": 2030, "own_enterprise": True}, False),
    ],
)
def test_what_is_thinkable(scheme: str, facts: dict, thinkable: bool | None) -> None:
    assert thinkable is about(scheme, **facts).thinkable


def test_missing_facts_are_named_and_unknown_law_asks_for_none() -> None:
    assert ("depopulated_area",) == about("depopulated_area_bond", fiscal_year=2026).missing
    assert about("regional_future_grant_a", fiscal_year=2025).missing == ()


def test_every_scheme_has_sources_a_grade_and_something_unknown() -> None:
    for money in bonds.other_money(bonds.OtherMoneyFacts()):
        assert money.scheme.sources
        assert money.scheme.grade in Grade
        assert money.scheme.unknown
        for lang in ("ja", "en"):
            assert money.scheme.title.to(lang) in money.explain(lang)


def test_a_project_says_what_it_knows() -> None:
    project = bonds.Project(name="窓口", fiscal_year=2026, joint_with=())

    answers = {money.scheme.id: money.thinkable for money in bonds.other_money(project)}

    assert (answers["regional_future_grant_a"], answers["regional_future_grant_v"]) == (True, False)
    assert answers["depopulated_area_bond"] is None
