"""The records: round trips, what they refuse, all problems at once, and the facts they yield."""

import json

import pytest
from pydantic import ValidationError

from chiho_digital import bonds
from chiho_digital.basics import MAX_YEN

PROJECT = {
    "name": "オンライン申請",
    "body": "352047",
    "fiscal_year": 2025,
    "start": "2025-04-01",
    "end": "2026-03-31",
    "content": "電子申請システムを導入する",
    "under_plan": True,
    "purpose": "resident_convenience",
    "kind": "system",
    "use": "resident_service",
    "acquisition": "introduce",
    "joint_with": [],
    "commonization_candidate": False,
    "expenses": [
        {"name": "導入", "amount": 30_000_000, "carried_out_by": "own", "standardisation": False},
        {"name": "保守", "amount": 3_333_333, "category": "operate"},
    ],
}
PLAN = {
    "title": "計画",
    "body": "352047",
    "start": "2025-04-01",
    "end": "2030-03-31",
    "basic_policy": "だれ一人取り残さない",
    "effects": "待ち時間を減らす",
    "projects": [PROJECT],
    "references": ["https://example.org/plan"],
}


def messages(model: type, data: dict) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return str(caught.value)


def test_a_plan_survives_json() -> None:
    plan = bonds.Plan.model_validate(PLAN)

    assert plan == bonds.Plan.model_validate_json(plan.model_dump_json())
    assert json.loads(plan.model_dump_json())["projects"][0]["fiscal_year"] == 2025


def test_years_are_read_in_every_notation() -> None:
    years = [bonds.Project(name="x", fiscal_year=text).fiscal_year for text in ("令和7年度", "R7", 2025)]

    assert 1 == len(set(years))


def test_records_export_a_json_schema() -> None:
    schema = bonds.Plan.model_json_schema()

    assert set(PLAN) < set(schema["properties"])
    assert "integer" == schema["$defs"]["Project"]["properties"]["fiscal_year"]["anyOf"][0]["type"]


def test_records_are_frozen() -> None:
    project = bonds.Project(name="x")

    with pytest.raises(ValidationError):
        project.cost = 1


def test_what_is_not_given_is_unknown() -> None:
    facts = bonds.Project(name="x").facts()

    assert facts.known() == {}


def test_the_facts_of_a_project() -> None:
    facts = bonds.Project.model_validate(PROJECT).facts()

    assert (facts.body_kind, facts.jointly_procured) == (bonds.BodyKind.MUNICIPALITY, False)


def test_an_expense_is_of_its_own_category_else_of_the_projects() -> None:
    project = bonds.Project.model_validate(PROJECT)
    introduced, maintained = project.expenses

    assert bonds.Acquisition.INTRODUCE is project.expense_facts(introduced).acquisition
    assert bonds.Acquisition.OPERATE is project.expense_facts(maintained).acquisition


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("130001", "prefecture"),
        ("141003", "designated_city"),
        ("352047", "municipality"),
        ("131016", "special_ward"),
    ],
)
def test_the_kind_of_a_body_is_found_by_its_code(body: str, kind: str) -> None:
    assert kind == bonds.Project(name="x", body=body).facts().body_kind


def test_the_cost_is_the_sum_of_the_expenses_where_it_is_not_given() -> None:
    assert 33_333_333 == bonds.Project.model_validate(PROJECT).total_cost
    assert bonds.Project(name="x").total_cost is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cost": 1}, "33333333円より小さく"),
        ({"cost": -1}, "greater than or equal to 0"),
        ({"cost": MAX_YEN + 1}, "less than or equal"),
        ({"cost": 1.5}, "valid integer"),
        ({"cost": "100"}, "valid integer"),
        ({"grants": 33_333_334}, "事業費33333333円を超えて"),
        ({"kind": "sytem"}, "'system' or 'equipment'"),
        ({"body": "35204"}, "352047"),
        ({"body_kind": "prefecture"}, "municipality"),
        ({"end": "2025-03-31"}, "より前です"),
        ({"fiscal_year": 2027}, "期間の外"),
        ({"fiscal_year": 20}, "1886"),
        ({"joint_with": ["352047"]}, "自団体"),
        ({"acquisition": "lease", "expenses": [{"name": "x", "amount": 1, "category": "purchase"}]}, "両立"),
        ({"acquisition": "purchase", "expenses": [{"name": "x", "amount": 1, "category": "lease"}]}, "両立"),
        ({"kind": "equipment", "related": True}, "関連システム"),
        ({"unknown_field": 1}, "Extra inputs"),
    ],
)
def test_a_project_refuses(change: dict, words: str) -> None:
    assert words in messages(bonds.Project, PROJECT | change)


def test_all_contradictions_are_named_at_once_in_both_languages() -> None:
    text = messages(
        bonds.Project,
        PROJECT | {"cost": 1, "body_kind": "prefecture", "fiscal_year": 2027, "joint_with": ["352047"]},
    )

    assert "4件" in text
    assert "4 problem(s)" in text
    for words in ("cost:", "body_kind:", "fiscal_year:", "joint_with:", "Likely repair: municipality"):
        assert words in text


def test_a_plan_refuses_projects_of_others_and_outside_its_period() -> None:
    other = PROJECT | {"body": "352012"}
    later = PROJECT | {"start": "2030-04-01", "end": "2031-03-31", "fiscal_year": 2030}

    text = messages(bonds.Plan, PLAN | {"projects": [PROJECT, other, later]})

    assert "projects / 1 / body" in text
    assert "projects / 2:" in text


def test_a_plan_knows_which_of_its_items_are_stated() -> None:
    full = bonds.Plan.model_validate(PLAN)
    blank = bonds.Plan.model_validate(PLAN | {"basic_policy": " ", "effects": None, "projects": []})

    assert bonds.plan_eligibility(full, 2025).is_eligible
    assert (False, False, None) == (
        blank.facts(2025).basic_policy,
        blank.facts(2025).projects,
        blank.facts(2025).effects,
    )
    assert bonds.plan_eligibility(blank, 2025).is_eligible is False


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"content": None}, None),
        ({"expenses": None}, None),
        ({"end": None}, None),
        ({"content": " "}, False),
    ],
)
def test_what_a_project_does_not_say_is_unknown_and_a_blank_is_not_stated(change, expected) -> None:
    plan = bonds.Plan.model_validate(PLAN | {"projects": [PROJECT | change]})

    assert plan.facts(2025).projects is expected
