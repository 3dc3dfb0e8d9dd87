"""Review flags and tables: cases and loads from any engine, tables of facts, and what cannot be read."""

import polars as pl
import pyarrow as pa
import pytest
from process_worlds import proposal
from table_forms import FORMS, arrow

from chiho_digital.basics import FiscalYear, InvalidValue
from chiho_digital.commonization import FLAG_RULES, FlagFacts, Proposal, flags, flags_frame
from chiho_digital.planning import case_rows, load_table
from chiho_digital.rules import InvalidFrame

on_every_engine = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
FACTS = FlagFacts(widely_from=5, fiscal_year=2026)
LOAD = [
    {"body": "352047", "kind": "standardisation", "fiscal_year": 2026, "sure": True},
    {"body": "352047", "kind": "standardisation", "fiscal_year": 2026, "sure": True},
    {"body": "352012", "kind": "standardisation", "fiscal_year": 2026, "sure": False},
    {"body": "352012", "kind": "standardisation", "fiscal_year": 2025, "sure": True},
    {"body": "352021", "kind": None, "fiscal_year": 2026, "sure": None},
]


def asked(cases=None, load=None):
    return flags(Proposal(**proposal(title="電子入札")), facts=FACTS, cases=cases, load=load)


def frame(rows, **types):
    return pa.table(
        {name: pa.array([row[name] for row in rows], types.get(name, pa.string())) for name in rows[0]}
    )


@on_every_engine
def test_cases_and_loads_may_be_rows_or_a_frame_of_any_engine(form):
    cases = form(frame(case_rows()))
    load = form(frame(LOAD, fiscal_year=pa.int64(), sure=pa.bool_()))

    found = asked(cases, load)
    assert asked(case_rows(), LOAD).to_dict() == found.to_dict()
    assert 7 == len(found.advice.cases)
    (note,) = found["standardisation_year"].notes
    assert (1, 1) == (note.params["sure"], note.params["perhaps"])


@on_every_engine
def test_columns_that_are_not_known_may_be_left_out(form):
    cases = frame(case_rows()).select(["case_id", "kind"])
    load = frame(LOAD, fiscal_year=pa.int16(), sure=pa.bool_()).select(["body", "kind", "fiscal_year"])
    found = asked(form(cases), form(load))

    assert 7 == len(found.advice.cases)
    assert {((), None)} == {(one.prefectures, one.lead) for one in found.advice.cases}
    (note,) = found["standardisation_year"].notes
    assert (2, 0) == (note.params["sure"], note.params["perhaps"])
    assert "unknown" in found.advice.cases[0].to("en")


def test_a_load_table_of_planning_can_be_given_as_it_is():
    made = load_table([], [2026], bodies=["山口県萩市", "山口県下関市"])

    (note,) = asked(load=made)["standardisation_year"].notes
    assert (0, 2) == (note.params["sure"], note.params["perhaps"])


def test_years_of_rows_may_be_fiscal_years():
    rows = [{**LOAD[0], "fiscal_year": FiscalYear(2026)}]

    assert asked(load=rows)["standardisation_year"].finding.value is True


def refused(**given):
    with pytest.raises(InvalidFrame) as caught:
        asked(**given)
    for lang in ("ja", "en"):
        assert caught.value.message(lang)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_rows_that_cannot_be_are_named_all_at_once():
    assert [("commonization.no_row", (0,)), ("tables.no_column", (1,))] == refused(
        cases=["電子入札", {"case_id": "a"}]
    )
    assert [
        ("commonization.row_of_nobody", (0, "case_id")),
        ("commonization.not_text", (0, "kind")),
        ("commonization.not_text", (1, "source")),
    ] == refused(cases=[{"case_id": None, "kind": 1}, {"case_id": "b", "kind": "電子入札", "source": 3}])
    assert [
        ("commonization.row_of_nobody", (0, "body")),
        ("commonization.not_year", (0, "fiscal_year")),
        ("commonization.not_yes_or_no", (1, "sure")),
    ] == refused(
        load=[
            {"body": None, "kind": "plan", "fiscal_year": "令和8年度"},
            {"body": "352047", "kind": "plan", "fiscal_year": 2026, "sure": "はい"},
        ]
    )


@on_every_engine
def test_frames_that_cannot_be_are_named(form):
    assert [("tables.no_column", ())] == refused(cases=form(frame([{"case_id": "a", "kinds": "x"}])))
    assert [("commonization.row_of_nobody", (0, "case_id"))] == refused(
        cases=form(frame([{"case_id": None, "kind": "電子入札"}]))
    )
    assert [("commonization.not_year", (0, "fiscal_year"))] == refused(
        load=form(frame([{"body": "352047", "kind": "plan", "fiscal_year": "2026"}]))
    )


@pytest.mark.parametrize("given", ["電子入札", {"case_id": "a"}, 5])
def test_what_is_no_table_is_refused(given):
    with pytest.raises(InvalidValue, match="table") as caught:
        asked(cases=given)
    assert "tables.not_a_table" == caught.value.code


@on_every_engine
def test_a_table_of_facts_gets_a_column_for_each_flag(form):
    facts = frame(
        [
            {"id": "p1", "fiscal_year": 2025, "benefit_named": True, "widely_from": 3, "joint_cases": 3},
            {"id": "p2", "fiscal_year": 2024, "benefit_named": False, "widely_from": 3, "joint_cases": 2},
            {"id": "p3", "fiscal_year": None, "benefit_named": None, "widely_from": None, "joint_cases": 9},
        ],
        fiscal_year=pa.int64(),
        benefit_named=pa.bool_(),
        widely_from=pa.int64(),
        joint_cases=pa.int64(),
    )
    given = form(facts)
    flagged = flags_frame(given)

    assert type(flagged) is type(given)
    told = arrow(flagged)
    assert [*facts.column_names, *(f"flag_{rule.id}" for rule in FLAG_RULES.rules())] == told.column_names
    assert {
        "flag_no_user_benefit": [False, True, None],
        "flag_part_of_affair": [None, None, None],
        "flag_widely_procured": [True, False, None],
        "flag_standardisation_year": [True, None, None],
        "flag_earlier_items": [True, False, None],
    } == {
        name: told[name].to_pylist()
        for name in told.column_names
        if name.startswith("flag_") and name not in {"flag_already_candidate", "flag_standardised_affair"}
    }


def test_a_table_of_facts_that_cannot_be_is_refused_with_reasons():
    with pytest.raises(InvalidFrame):
        flags_frame(pl.DataFrame({"fiscal_year": [2025], "widely_from": [0]}))
