"""What makes the records of the bond agree: periods, years, costs and revenue, the bodies of a plan and its projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import MAX_YEN, FiscalYear
from chiho_digital.bonds import Acquisition, Plan, Project, ProjectKind
from chiho_digital.bonds.fields import kind_of

from .making import settling

if TYPE_CHECKING:
    from datetime import date

__all__ = ["in_order"]

_OPPOSITE = {Acquisition.PURCHASE: Acquisition.LEASE, Acquisition.LEASE: Acquisition.PURCHASE}


def in_order(values: dict[str, Any], first: str = "start", last: str = "end") -> None:
    """Puts two days, or years, that are known into order."""
    known: list[date] = [values[first], values[last]]
    if None not in known:
        values[first], values[last] = sorted(known)


@settling(Project)
def _project(values: dict[str, Any]) -> None:
    expected = kind_of(values["body"])
    if expected and values["body_kind"]:
        values["body_kind"] = expected
    in_order(values)
    if year := values["fiscal_year"]:
        _year_within(values, year)
    if values["joint_with"] is not None:
        values["joint_with"] = tuple(code for code in values["joint_with"] if code != values["body"])
    if values["kind"] is ProjectKind.EQUIPMENT and values["related"]:
        values["related"] = False
    _costs(values)


def _year_within(values: dict[str, Any], year: FiscalYear) -> None:
    if values["start"] and year.end < values["start"]:
        values["fiscal_year"] = FiscalYear.of(values["start"])
    elif values["end"] and year.start > values["end"]:
        values["fiscal_year"] = FiscalYear.of(values["end"])


def _costs(values: dict[str, Any]) -> None:
    expenses = values["expenses"] or ()
    opposite = _OPPOSITE.get(values["acquisition"])
    most = MAX_YEN // max(len(expenses), 1)
    expenses = tuple(
        expense.with_(
            amount=min(expense.amount, most),
            category=None if opposite and expense.category is opposite else expense.category,
        )
        for expense in expenses
    )
    if values["expenses"] is not None:
        values["expenses"] = expenses
    parts = sum(expense.amount for expense in expenses)
    if values["cost"] is not None:
        values["cost"] = max(values["cost"], parts)
    whole = parts if values["cost"] is None and values["expenses"] is not None else values["cost"]
    left = MAX_YEN if whole is None else whole
    for name in ("grants", "other_revenue"):
        if values[name] is not None:
            values[name] = min(values[name], left)
            left -= values[name]


@settling(Plan)
def _plan(values: dict[str, Any]) -> None:
    in_order(values)
    projects: tuple[Project, ...] = values["projects"] or ()
    if values["projects"] is not None and values["body"] is not None:
        values["projects"] = tuple(_of_body(project, values["body"]) for project in projects)
    starts = [project.start for project in projects if project.start]
    ends = [project.end for project in projects if project.end]
    if values["start"]:
        values["start"] = min([values["start"], *starts, *ends])
    if values["end"]:
        values["end"] = max([values["end"], *ends, *starts])


def _of_body(project: Project, body: str) -> Project:
    if project.body is None:
        return project
    others = None if project.joint_with is None else tuple(one for one in project.joint_with if one != body)
    return project.with_(body=body, body_kind=None, joint_with=others)
