"""May it be financed by the bond: the table of cases by year, every item of the two ordinance texts, unknowns, readings."""

from datetime import date

import pytest

from chiho_digital import bonds
from chiho_digital.basics import FiscalYear, Grade, InvalidValue
from chiho_digital.rules import Outcome

COMMON = {
    "body_kind": "municipality",
    "under_plan": True,
    "commonization_candidate": False,
    "related": False,
    "jointly_procured": False,
    "cybersecurity": False,
    "regional_issue": "none",
    "beneficiaries": "general",
}
OWN = {"carried_out_by": "own", "specified_collection": False, "standardisation": False}
ONLINE_APPLICATION = {
    **COMMON,
    "purpose": "resident_convenience",
    "kind": "system",
    "use": "resident_service",
    "acquisition": "introduce",
}
HR = {
    **COMMON,
    "purpose": "efficiency",
    "kind": "system",
    "use": "internal_administration",
    "acquisition": "introduce",
}
CYBERSECURITY = {**HR, "use": "other", "cybersecurity": True}
TABLETS = {**COMMON, "kind": "equipment", "acquisition": "purchase"}
REGIONAL = {
    **HR,
    "purpose": "local_issues",
    "use": "other",
    "regional_issue": "transport",
}

# The table "Eligibility by year" of the domain notes: FY2024, FY2025, FY2026, FY2030.
CASES = {
    "resident online-application system, one city": ({**ONLINE_APPLICATION, **OWN}, "no yes yes no"),
    "internal HR/finance system, one city": ({**HR, **OWN}, "no no no no"),
    "the same, jointly procured": ({**HR, **OWN, "jointly_procured": True}, "no yes yes no"),
    "cybersecurity system, one city, on its own": ({**CYBERSECURITY, **OWN}, "no no yes no"),
    "standardisation migration cost of the body's own project": (
        {**ONLINE_APPLICATION, **OWN, "standardisation": True},
        "no no no no",
    ),
    "aid to a public organisation for a cybersecurity system": (
        {**CYBERSECURITY, **OWN, "carried_out_by": "public_organisation"},
        "no no no no",
    ),
    "contribution to a public enterprise for a cybersecurity system": (
        {**CYBERSECURITY, **OWN, "carried_out_by": "public_enterprise"},
        "no no yes no",
    ),
    "tablets bought for staff's internal work": (
        {**TABLETS, **OWN, "purpose": "efficiency", "use": "internal_administration"},
        "no no no no",
    ),
    "tablets bought for a resident counter service": (
        {**TABLETS, **OWN, "purpose": "resident_convenience", "use": "resident_service"},
        "no yes yes no",
    ),
}


def outcome(facts: dict, year: int, **changes: object) -> str:
    return bonds.eligibility(bonds.ExpenseFacts(**{**facts, "fiscal_year": year, **changes})).outcome.value


@pytest.mark.parametrize("case", CASES)
def test_the_table_of_cases_by_year(case: str) -> None:
    facts, expected = CASES[case]

    answers = [outcome(facts, year) for year in (2024, 2025, 2026, 2030)]

    words = {"yes": "eligible", "no": "ineligible"}
    assert [words[word] for word in expected.split()] == answers


@pytest.mark.parametrize("year", [2027, 2028, 2029])
def test_later_years_are_decided_under_the_last_text_and_say_so(year: int) -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**ONLINE_APPLICATION, fiscal_year=year))

    assert decision.outcome is Outcome.ELIGIBLE
    (assumption,) = decision.assumptions
    assert "2026-04-01" in assumption.to("en")
    assert "amendments are unknown" in assumption.to("en")


@pytest.mark.parametrize("year", [2025, 2026])
def test_years_with_a_text_of_their_own_need_no_assumption(year: int) -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**ONLINE_APPLICATION, fiscal_year=year))

    assert decision.assumptions == ()


def test_the_text_known_in_2025_knows_no_cybersecurity_item() -> None:
    facts = bonds.ProjectFacts(**CYBERSECURITY, fiscal_year=2026)

    now = bonds.eligibility(facts)
    then = bonds.eligibility(facts, as_read_on=date(2025, 12, 1))

    assert (now.outcome, then.outcome) == (Outcome.ELIGIBLE, Outcome.INELIGIBLE)
    assert [note.code for note in then.assumptions] == ["rules.text_as_read"]
    assert "cybersecurity_system" not in {finding.id for finding in then.findings}


def test_before_any_text_was_read_there_is_no_decision() -> None:
    with pytest.raises(InvalidValue, match="2025-03-31"):
        bonds.eligibility(bonds.ProjectFacts(), as_read_on=date(2025, 3, 31))


def test_what_changed_between_the_two_texts() -> None:
    changes = {change.rule: change.kind for change in bonds.EXPENSE_RULES.diff(2025, 2026)}

    assert "added" == changes["cybersecurity_system"]
    assert "removed" == changes["enterprise_collection"]
    assert "changed" == changes["aid_to_enterprise"]
    assert "moved" == changes["resident_service_system"]
    assert "programme_period" not in changes


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (ONLINE_APPLICATION, "resident_service_system"),
        ({**HR, "jointly_procured": True}, "jointly_procured_system"),
        (CYBERSECURITY, "cybersecurity_system"),
        (REGIONAL, "regional_issue_system"),
        (
            {**TABLETS, "purpose": "resident_convenience", "use": "resident_service"},
            "resident_service_equipment",
        ),
        (
            {**TABLETS, "purpose": "local_issues", "use": "other", "regional_issue": "medical_care"},
            "regional_issue_equipment",
        ),
    ],
)
def test_each_item_stands_alone(facts: dict, rule: str) -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**facts, fiscal_year=2026))

    holding = {
        finding.id for finding in decision.findings if finding.value and finding.rule.group == "project item"
    }
    assert {rule} == holding
    assert decision.outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("acquisition", ["lease", "operate"])
def test_leases_and_running_costs_are_outside_the_words(acquisition: str) -> None:
    decision = bonds.eligibility(
        bonds.ProjectFacts(**{**ONLINE_APPLICATION, "acquisition": acquisition}, fiscal_year=2025)
    )

    assert decision.outcome is Outcome.INELIGIBLE
    finding = next(finding for finding in decision.findings if finding.id == "running_costs")
    assert (True, Grade.INFERRED) == (finding.value, finding.rule.grade)


def test_related_systems_belong_to_every_system_item_but_cybersecurity() -> None:
    related = {"related": True, "fiscal_year": 2026}

    assert bonds.eligibility(bonds.ProjectFacts(**{**ONLINE_APPLICATION, **related})).is_eligible
    assert bonds.eligibility(bonds.ProjectFacts(**{**HR, "jointly_procured": True, **related})).is_eligible
    assert bonds.eligibility(bonds.ProjectFacts(**{**REGIONAL, **related})).is_eligible
    assert bonds.eligibility(bonds.ProjectFacts(**{**CYBERSECURITY, **related})).is_eligible is False


def test_regional_issues_are_not_for_particular_persons() -> None:
    facts = {**REGIONAL, "beneficiaries": "particular_persons", "fiscal_year": 2025}

    assert bonds.eligibility(bonds.ProjectFacts(**facts)).outcome is Outcome.INELIGIBLE


def test_equipment_is_not_covered_by_joint_procurement() -> None:
    facts = {
        **TABLETS,
        "purpose": "efficiency",
        "use": "internal_administration",
        "jointly_procured": True,
        "fiscal_year": 2026,
    }

    assert bonds.eligibility(bonds.ProjectFacts(**facts)).outcome is Outcome.INELIGIBLE


def test_a_commonization_candidate_is_undetermined_by_law() -> None:
    facts = {**ONLINE_APPLICATION, "commonization_candidate": True, "fiscal_year": 2025}

    decision = bonds.eligibility(bonds.ProjectFacts(**facts))

    assert decision.outcome is Outcome.UNDETERMINED
    assert decision.missing == ()
    assert ["共通化" in reason.ja for reason in decision.unknown_law] == [True]
    assert bonds.next_question(decision.facts) is None


@pytest.mark.parametrize(
    "kind",
    [
        "prefecture",
        "designated_city",
        "municipality",
        "special_ward",
        "association",
        "association_with_prefecture_or_designated_city",
    ],
)
def test_every_local_public_body_may_borrow(kind: str) -> None:
    decision = bonds.eligibility(
        bonds.ProjectFacts(**{**ONLINE_APPLICATION, "body_kind": kind, "fiscal_year": 2025})
    )

    assert decision.outcome is Outcome.ELIGIBLE
    assert decision.grade is Grade.INFERRED


# Contributions and aid: 附則2条の23 (FY2025) and 2条の18 (FY2026).
AGENCY, ENTERPRISE_AGENCY = "independent_agency", "enterprise_agency"
ENTERPRISE, PUBLIC = "public_enterprise", "public_organisation"
JOINT = {**HR, "jointly_procured": True}
AID = [
    (ONLINE_APPLICATION, AGENCY, False, "eligible", "eligible"),
    (JOINT, AGENCY, False, "eligible", "eligible"),
    (CYBERSECURITY, AGENCY, False, "ineligible", "eligible"),
    (REGIONAL, ENTERPRISE, False, "eligible", "eligible"),
    (REGIONAL, ENTERPRISE_AGENCY, False, "eligible", "eligible"),
    (ONLINE_APPLICATION, ENTERPRISE, False, "ineligible", "ineligible"),
    (ONLINE_APPLICATION, ENTERPRISE, True, "eligible", "eligible"),
    (ONLINE_APPLICATION, ENTERPRISE_AGENCY, True, "ineligible", "eligible"),
    (JOINT, ENTERPRISE, True, "eligible", "ineligible"),
    (JOINT, ENTERPRISE, False, "ineligible", "ineligible"),
    (CYBERSECURITY, ENTERPRISE_AGENCY, False, "ineligible", "eligible"),
    (REGIONAL, PUBLIC, False, "eligible", "eligible"),
    (REGIONAL, "order_article_1_corporation", False, "eligible", "eligible"),
    (REGIONAL, "recognised_body", False, "eligible", "eligible"),
    (ONLINE_APPLICATION, PUBLIC, False, "ineligible", "ineligible"),
    (REGIONAL, "other", False, "ineligible", "ineligible"),
    (REGIONAL, "association", False, "undetermined", "undetermined"),
]


@pytest.mark.parametrize(("project", "carrier", "collection", "in_2025", "in_2026"), AID)
def test_contributions_and_aid_by_item(
    project: dict, carrier: str, collection: bool, in_2025: str, in_2026: str
) -> None:
    facts = {
        **project,
        "carried_out_by": carrier,
        "specified_collection": collection,
        "standardisation": False,
    }

    assert [in_2025, in_2026] == [outcome(facts, year) for year in (2025, 2026)]


@pytest.mark.parametrize(
    ("project", "carrier", "collection", "in_2025", "in_2026"),
    [
        (ONLINE_APPLICATION, "own", False, "ineligible", "ineligible"),
        (ONLINE_APPLICATION, ENTERPRISE, True, "ineligible", "undetermined"),
        (REGIONAL, ENTERPRISE, True, "undetermined", "undetermined"),
        (REGIONAL, AGENCY, False, "undetermined", "undetermined"),
        (REGIONAL, PUBLIC, False, "undetermined", "undetermined"),
    ],
)
def test_standardisation_cost_is_excluded_only_where_the_text_says_so(
    project: dict, carrier: str, collection: bool, in_2025: str, in_2026: str
) -> None:
    facts = {
        **project,
        "carried_out_by": carrier,
        "specified_collection": collection,
        "standardisation": True,
    }

    assert [in_2025, in_2026] == [outcome(facts, year) for year in (2025, 2026)]


def test_a_members_contribution_to_an_association_is_unknown_law() -> None:
    facts = bonds.ExpenseFacts(**REGIONAL, fiscal_year=2025, **{**OWN, "carried_out_by": "association"})

    decision = bonds.eligibility(facts)

    assert decision.missing == ()
    assert ["一部事務組合" in reason.ja for reason in decision.unknown_law] == [True]


def test_procuring_jointly_is_a_way_for_an_internal_system() -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**HR, fiscal_year=2025))

    ways = decision.ways_to_eligible()

    assert [{"jointly_procured": True}] == [way.changes for way in ways.ways]
    assert ["jointly_procured_system"] == [rule.id for rule in ways.ways[0].turns]
    assert not ways.truncated
    assert "共同調達" in ways.ways[0].to("ja")


def test_a_plan_needs_its_three_items_and_nothing_else() -> None:
    full = {"basic_policy": True, "projects": True, "effects": True, "body_kind": "municipality"}

    assert bonds.plan_eligibility(bonds.PlanFacts(**full, fiscal_year=2025)).is_eligible
    for item in ("basic_policy", "projects", "effects"):
        without = bonds.plan_eligibility(bonds.PlanFacts(**{**full, item: False}, fiscal_year=2026))
        unknown = bonds.plan_eligibility(bonds.PlanFacts(**{**full, item: None}, fiscal_year=2026))
        assert without.outcome is Outcome.INELIGIBLE
        assert (item,) == unknown.missing
    assert bonds.plan_eligibility(bonds.PlanFacts(**full, fiscal_year=2024)).is_eligible is False


def test_a_table_of_projects_is_decided_like_its_rows() -> None:
    import polars as pl

    cases = [
        {**facts, "fiscal_year": year}
        for facts in (ONLINE_APPLICATION, HR, CYBERSECURITY, REGIONAL)
        for year in (2024, 2025, 2026, 2029, 2030, None)
    ]
    frame = pl.DataFrame(cases)

    decided = bonds.eligibility_frame(frame)

    expected = [bonds.eligibility(bonds.ProjectFacts(**case)).outcome.value for case in cases]
    assert expected == decided["outcome"].to_list()
    assert frame.equals(decided.select(frame.columns))


def test_a_table_of_expenses_is_decided_like_its_rows() -> None:
    import polars as pl

    cases = [
        {
            **project,
            "fiscal_year": year,
            "carried_out_by": carrier,
            "specified_collection": collection,
            "standardisation": standardisation,
        }
        for project, carrier, collection, _, _ in AID
        for year in (2025, 2026, None)
        for standardisation in (True, False, None)
    ]

    decided = bonds.expense_eligibility_frame(pl.DataFrame(cases))

    decisions = [bonds.eligibility(bonds.ExpenseFacts(**case)) for case in cases]
    assert [decision.outcome.value for decision in decisions] == decided["outcome"].to_list()
    assert [bool(decision.unknown_law) for decision in decisions] == decided["unknown_law"].to_list()
    program = bonds.EXPENSE_RULES.program()
    assert [decision.missing for decision in decisions] == [
        program.names(mask) for mask in decided["missing"]
    ]


def test_the_year_of_a_decision_is_a_fiscal_year() -> None:
    decision = bonds.eligibility(bonds.ProjectFacts(**HR, fiscal_year=FiscalYear(2025)))

    assert decision.year == FiscalYear(2025)
