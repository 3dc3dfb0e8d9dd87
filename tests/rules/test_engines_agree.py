"""A rule set decides a table, in whatever form it comes, row by row as it decides single cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world_tables import FORMS, UNTYPED, by_column, by_row, columns_of, table, types_of
from worlds import READ_ON, Case, Colour, examples, revision, rule, ruleset, rulesets, simple, values

from chiho_digital.basics import FiscalYear
from chiho_digital.bonds import EXPENSE_RULES, PLAN_RULES, PROJECT_RULES
from chiho_digital.rules import All

few = examples(12)
rows_of_cases = st.lists(values(), min_size=1, max_size=8)
every_form = pytest.mark.parametrize("form", FORMS)


@every_form
@few
@given(rulesets(), rows_of_cases, st.sampled_from((None, READ_ON[2025])))
def test_a_table_is_decided_as_its_rows_are(form, drawn, rows, as_read_on):
    decided = drawn.decide_frame(table(form, rows, Case), as_read_on=as_read_on)
    assert by_row(drawn, rows, as_read_on) == by_column(drawn, decided, as_read_on)


@every_form
@few
@given(rulesets(), rows_of_cases, st.data())
def test_a_fact_without_a_column_is_unknown_in_every_row(form, drawn, rows, data):
    read = drawn.program().facts
    kept = data.draw(st.sampled_from(read))
    left_out = data.draw(st.sets(st.sampled_from([name for name in Case.definitions if name != kept])))
    unknown = dict.fromkeys(left_out)
    decided = drawn.decide_frame(table(form, rows, Case, leave_out=left_out))
    assert by_row(drawn, [{**row, **unknown} for row in rows]) == by_column(drawn, decided)


@every_form
def test_columns_of_a_known_type_that_are_null_throughout(form):
    drawn = simple(
        rule("a", (Case.open | (Case.count > 3)) & (Case.colour == Colour.RED)),
        rule("b", (Case.day < Case.end) | (Case.word == "a") | (Case.other_year >= FiscalYear(2025))),
    )
    rows = [dict.fromkeys(Case.definitions)] * 3
    assert by_row(drawn, rows) == by_column(drawn, drawn.decide_frame(table(form, rows, Case)))


@pytest.mark.parametrize("form", UNTYPED)
@pytest.mark.parametrize("count", [0, 3])
def test_columns_of_no_type_that_are_null_throughout(form, count):
    drawn = simple(
        rule("a", (Case.open | (Case.count > 3)) & (Case.colour == Colour.RED)),
        rule("b", (Case.day < Case.end) | (Case.word == "a") | (Case.other_year >= FiscalYear(2025))),
    )
    rows = [dict.fromkeys(Case.definitions)] * count
    columns = {name: column for name, column in columns_of(rows, Case).items() if name != "parts"}
    decided = drawn.decide_frame(UNTYPED[form](columns, types_of(Case)))
    assert by_row(drawn, rows) == by_column(drawn, decided)


@pytest.mark.parametrize("form", UNTYPED)
@few
@given(rulesets(), rows_of_cases)
def test_columns_whose_types_the_engine_has_guessed(form, drawn, rows):
    columns = {name: column for name, column in columns_of(rows, Case).items() if name != "parts"}
    decided = drawn.decide_frame(UNTYPED[form](columns, types_of(Case)))
    assert by_row(drawn, rows) == by_column(drawn, decided)


@every_form
def test_a_choice_out_of_none_is_false_where_the_fact_is_known(form):
    drawn = simple(rule("a", Case.colour.one_of()), rule("b", Case.count.one_of()))
    rows = [{**dict.fromkeys(Case.definitions), "year": FiscalYear(2025), "colour": Colour.RED, "count": 1}]
    rows.append({**rows[0], "colour": None, "count": None})
    assert by_row(drawn, rows) == by_column(drawn, drawn.decide_frame(table(form, rows, Case)))


@every_form
def test_a_set_whose_rules_read_no_fact(form):
    drawn = ruleset(revision(2025), standing=(rule("always", All(())),))
    rows = [{**dict.fromkeys(Case.definitions), "year": year} for year in (FiscalYear(2024), None)]
    assert by_row(drawn, rows) == by_column(drawn, drawn.decide_frame(table(form, rows, Case)))


@every_form
@pytest.mark.parametrize("drawn", [PROJECT_RULES, EXPENSE_RULES, PLAN_RULES], ids=lambda drawn: drawn.id)
@examples(4)
@given(st.data())
def test_the_rules_of_the_bond_on_tables(form, drawn, data):
    rows = data.draw(st.lists(values(drawn.facts), min_size=5, max_size=30))
    decided = drawn.decide_frame(table(form, rows, drawn.facts))
    assert by_row(drawn, rows) == by_column(drawn, decided)
