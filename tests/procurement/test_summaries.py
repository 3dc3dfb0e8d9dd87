"""Summaries of cases and of participations: on every engine the same, unknown figures counted apart."""

from collections import defaultdict

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_forms import FORMS, LIGHT, arrow, rows

from chiho_digital.basics import InvalidValue
from chiho_digital.procurement.summaries import count_by, participations_by
from chiho_digital.rules import InvalidFrame

on_every_engine = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def cases(*found):
    """Rows of case, prefecture and municipalities."""
    names = {"case_id": pa.string(), "prefecture_code": pa.string(), "municipalities": pa.int64()}
    columns = zip(*found, strict=True) if found else [[], [], []]
    return pa.table([pa.array(c, t) for c, t in zip(columns, names.values(), strict=True)], [*names])


def participations(**columns):
    given_columns = {
        "case_number": pa.array([1, 1, 2, 2], pa.int64()),
        "body": pa.array(["350001", "350044", "340006", None], pa.string()),
        "prefecture": pa.array(["350001", "350001", "340006", None], pa.string()).dictionary_encode(),
        "kind": pa.array(["hr", "hr", "library", "library"]).dictionary_encode(),
        "fiscal_year": pa.array([2025, 2025, 2026, 2026], pa.int16()),
        "amount": pa.array([1_000_000, None, 3_000_000, None], pa.int64()),
    }
    return pa.table({**given_columns, **columns})


@on_every_engine
def test_a_case_counts_once_for_each_prefecture_and_unknown_counts_are_left_out(form):
    counted = count_by(
        form(
            cases(
                ("b", "350001", 3),
                ("b", "350001", 3),
                ("b", "340006", None),
                ("a", "350001", None),
                ("c", "350001", 4),
                ("c", "350001", None),
                ("d", None, 0),
            )
        ),
        "prefecture_code",
    )

    assert ["prefecture_code", "cases", "cases_with_count", "municipalities"] == arrow(counted).column_names
    assert [("340006", 1, 0, None), ("350001", 3, 2, 7), (None, 1, 1, 0)] == rows(counted)
    assert type(form(cases())) is type(counted)


@on_every_engine
def test_a_case_whose_rows_state_different_counts_is_refused(form):
    with pytest.raises(InvalidValue) as caught:
        count_by(form(cases(("a", "350001", 3), ("b", "350001", 3), ("b", "350001", 4))), "prefecture_code")

    assert ("procurement.counts_differ", "b") == (caught.value.code, caught.value.value)
    assert "The case b of '350001'" in caught.value.message("en")


@on_every_engine
def test_no_cases_are_no_rows_and_counts_that_cannot_be_are_refused(form):
    assert [] == rows(count_by(form(cases()), "prefecture_code"))
    with pytest.raises(InvalidFrame) as caught:
        count_by(form(cases(("a", "350001", -1))), "prefecture_code")
    assert ["tables.amount_bounds"] == [problem.code for problem in caught.value.problems]


@on_every_engine
def test_participations_are_summed_by_prefecture_kind_and_year(form):
    summed = participations_by(form(participations()))

    names = ["prefecture", "kind", "fiscal_year", "participations", "amount_known", "amount"]
    assert names == arrow(summed).column_names
    assert [
        ("340006", "library", 2026, 1, 1, 3_000_000),
        ("350001", "hr", 2025, 2, 1, 1_000_000),
        (None, "library", 2026, 1, 0, None),
    ] == rows(summed)


@on_every_engine
def test_participations_are_summed_by_any_other_columns(form):
    assert [("hr", 2, 1, 1_000_000), ("library", 2, 1, 3_000_000)] == rows(
        participations_by(form(participations()), ("kind",))
    )
    with pytest.raises(InvalidFrame) as caught:
        participations_by(form(participations()), ("prefectur",))
    assert [("tables.no_column", "prefecture")] == [(p.code, p.suggestion) for p in caught.value.problems]


@given(
    data=st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.none() | st.sampled_from("xyz"),
            st.none() | st.sampled_from([0, 1, 19, 1741]),
        ),
        max_size=20,
    )
)
@settings(max_examples=25)
def test_counts_are_those_of_counting_case_by_case(data):
    of_cases = defaultdict(set)
    for case, key, count in data:
        of_cases[key, case] |= {count} - {None}
    contradictions = [case for case, counts in of_cases.items() if len(counts) > 1]
    expected = []
    for key in sorted({key for _, key, _ in data}, key=lambda key: (key is None, key or "")):
        counts = [counts for (of, _), counts in of_cases.items() if of == key]
        known = [count for stated in counts for count in stated]
        expected.append((key, len(counts), len(known), sum(known) if known else None))

    for form in LIGHT.values():
        if contradictions:
            with pytest.raises(InvalidValue, match="different counts"):
                count_by(form(cases(*data)), "prefecture_code")
        else:
            assert expected == rows(count_by(form(cases(*data)), "prefecture_code"))
