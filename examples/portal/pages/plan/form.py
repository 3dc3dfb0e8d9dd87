"""The fields of the plan, and the record of the library that they make."""

from __future__ import annotations

from typing import Any

from chiho_digital import bonds
from chiho_digital.basics import parse_date

from ...forms import Answers
from ...records import Place, body_named, read, record, yen_of

__all__ = ["LABELS", "MOST_PROJECTS", "PROJECT_LABELS", "YEARS", "plan_of", "rows_of"]

LABELS = {
    "title": "plan.title",
    "body": "plan.body",
    "body_kind": "plan.body_kind",
    "start": "plan.start",
    "end": "plan.end",
    "basic_policy": "plan.basic_policy",
    "effects": "plan.effects",
    "references": "plan.references",
    "tax_basis": "plan.tax_basis",
    "cost_scope": "plan.cost_scope",
    "fiscal_year": "plan.fiscal_year",
}
"""The fields and the keys of their words; in Japanese they are the titles of the record's own fields."""
PROJECT_LABELS = {
    "name": "plan.p_name",
    "start": "plan.p_start",
    "end": "plan.p_end",
    "cost": "plan.p_cost",
    "content": "plan.p_content",
}
"""Those of a project, which stand once for each as p1_name, p2_name …"""
MOST_PROJECTS = 10
YEARS = range(2025, 2030)
_FIRST = 3
_LONG = 4_000
_MOST_REFERENCES = 20


def rows_of(answers: Answers) -> int:
    """How many projects the form has room for."""
    typed = (number for number in range(MOST_PROJECTS, 0, -1) if _typed(answers, number))
    asked = answers.given("rows")
    wanted = int(asked) if asked in {str(number) for number in range(1, MOST_PROJECTS + 1)} else _FIRST
    return max(wanted, next(typed, 0))


def plan_of(answers: Answers) -> bonds.Plan | None:
    """The plan; None where something is wrong, which `answers.errors` then says."""
    body = read(answers, "body", body_named, 40)
    shared = {
        "tax_basis": answers.choice("tax_basis", {one.value for one in bonds.TaxBasis}),
        "cost_scope": answers.choice("cost_scope", {one.value for one in bonds.CostScope}),
    }
    answers.choice("fiscal_year", {str(year) for year in YEARS})
    numbers = [number for number in range(1, MOST_PROJECTS + 1) if _typed(answers, number)]
    values: dict[str, Any] = {
        "title": answers.text("title"),
        "body": None if body is None else str(body.code),
        "body_kind": answers.choice("body_kind", {one.value for one in bonds.BodyKind}),
        "start": read(answers, "start", parse_date),
        "end": read(answers, "end", parse_date),
        "basic_policy": answers.text("basic_policy", _LONG),
        "projects": [{**_project(answers, number), **shared} for number in numbers] or None,
        "effects": answers.text("effects", _LONG),
        "references": _references(answers),
    }
    if values["title"] is None:
        answers.errors.setdefault("title", "plan.needed")
    if answers.errors:
        return None

    def field_of(place: Place) -> str:
        match place:
            case ("projects", int(at), str(name), *_):
                return f"p{numbers[at]}_{name if name in PROJECT_LABELS else 'name'}"
            case ("projects", int(at)):  # of a project as a whole only its period is refused
                return f"p{numbers[at]}_start"
            case (name, *_):
                return str(name)
            case _:
                return "title"

    return record(bonds.Plan, values, answers.errors, field_of)


def _typed(answers: Answers, number: int) -> bool:
    return any(answers.given(f"p{number}_{name}").strip() for name in PROJECT_LABELS)


def _project(answers: Answers, number: int) -> dict[str, Any]:
    def at(name: str) -> str:
        return f"p{number}_{name}"

    name = answers.text(at("name"))
    if name is None:
        answers.errors.setdefault(at("name"), "plan.needed")
    return {
        "name": name,
        "start": read(answers, at("start"), parse_date),
        "end": read(answers, at("end"), parse_date),
        "cost": yen_of(answers, at("cost")),
        "content": answers.text(at("content"), _LONG),
    }


def _references(answers: Answers) -> list[str]:
    """One on each line."""
    text = answers.text("references", _LONG) or ""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if len(found) > _MOST_REFERENCES:
        answers.errors["references"] = "errors.text"
    return found
