"""Sums of projects: what a prefecture adds up, by outcome, with what is unknown counted apart."""

import polars as pl
import pyarrow as pa
import pytest
from funded import ASSUME
from table_forms import FORMS, arrow, rows

from chiho_digital import bonds
from chiho_digital.rules import InvalidFrame

on_every_engine = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def projects():
    """Five projects: three eligible of which one has no stated cost, one ineligible, one that is open."""
    texts = {
        "prefecture": ["350001", "350001", "350001", "350001", "340006"],
        "body_kind": ["municipality"] * 5,
        "purpose": ["resident_convenience"] * 5,
        "kind": ["system"] * 5,
        "use": ["resident_service", "resident_service", "internal_administration", None, "resident_service"],
        "acquisition": ["introduce"] * 5,
        "regional_issue": ["none"] * 5,
        "beneficiaries": ["general"] * 5,
    }
    truths = {
        "under_plan": [True] * 5,
        "jointly_procured": [False] * 5,
        "cybersecurity": [False] * 5,
        "commonization_candidate": [False] * 5,
    }
    numbers = {
        "fiscal_year": [2025] * 5,
        "eligible_cost": [10_000_000, None, 0, None, 111_112],
        "cost": [10_000_000, 5_000_000, 3_000_000, 4_000_000, 111_112],
        "grants": [0] * 5,
        "other_revenue": [0] * 5,
    }
    kinds = ((texts, pa.string()), (truths, pa.bool_()), (numbers, pa.int64()))
    return pa.table(
        {name: pa.array(values, kind) for columns, kind in kinds for name, values in columns.items()}
    )


@on_every_engine
def test_projects_are_decided_funded_and_summed_by_outcome(form):
    funded = bonds.funding_frame(bonds.eligibility_frame(form(projects())), assume=ASSUME)
    summed = bonds.summaries.projects_by(funded)

    assert [
        "prefecture",
        "kind",
        "fiscal_year",
        "outcome",
        "projects",
        "eligible_cost_known",
        "eligible_cost",
        "bond_ceiling_known",
        "bond_ceiling",
        "general_funds_known",
        "general_funds",
        "need_increase_known",
        "need_increase",
    ] == arrow(summed).column_names
    assert [
        ("340006", "system", 2025, "eligible", 1, 1, 111_112, 1, 100_000, 1, 11_112, 1, 50_000),
        ("350001", "system", 2025, "eligible", 2, 1, 10_000_000, 1, 9_000_000, 1, 1_000_000, 1, 4_500_000),
        ("350001", "system", 2025, "ineligible", 1, 1, 0, 1, 0, 1, 3_000_000, 1, 0),
        ("350001", "system", 2025, "undetermined", 1, 0, None, 0, None, 0, None, 0, None),
    ] == rows(summed)


@on_every_engine
def test_any_amounts_are_summed_by_any_columns(form):
    decided = bonds.eligibility_frame(form(projects()))

    assert [
        ("eligible", 3, 3, 15_111_112),
        ("ineligible", 1, 1, 3_000_000),
        ("undetermined", 1, 1, 4_000_000),
    ] == [row[1:] for row in rows(bonds.summaries.projects_by(decided, ("fiscal_year",), ("cost",)))]


def test_a_table_that_was_not_decided_or_funded_is_refused():
    with pytest.raises(InvalidFrame) as caught:
        bonds.summaries.projects_by(pl.from_arrow(projects()))

    assert ["outcome", "bond_ceiling", "general_funds", "need_increase"] == [
        p.value for p in caught.value.problems
    ]
