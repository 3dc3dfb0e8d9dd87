"""Pools as tables by fiscal year: whose contract reaches into a year, what a need asks there, and whether it is met."""

from datetime import date, timedelta

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from table_forms import rows
from talent_costs import HAGI, PREFECTURE, SHUNAN

from chiho_digital.basics import FiscalYear, InvalidValue
from chiho_digital.talent import Ledger, need_table, summaries, supply_table
from chiho_digital.talent.yearly import coverage, presence

FY2025, FY2026 = (date(2025, 4, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2027, 3, 31))
SKILLED = [{"field": "data"}, {"field": "design"}]


def ledger(*, staff=(), needs=(), assignments=(), pool="yamaguchi", lead=PREFECTURE):
    """A ledger of people, needs and assignments, each with an identifier of its own unless it has one."""
    return Ledger.model_validate(
        {
            "pool": {
                "id": pool,
                "name": "県人材プール",
                "lead": lead,
                "staff": [{"id": f"p{at}", **person} for at, person in enumerate(staff, 1)],
            },
            "needs": [{"id": f"n{at}", "municipality": HAGI, **need} for at, need in enumerate(needs, 1)],
            "assignments": [
                {"id": f"a{at}", "municipality": HAGI, **one} for at, one in enumerate(assignments, 1)
            ],
        }
    )


def told(found, years, *names, table=supply_table):
    return table([found], years).select(names).rows()


def contract(start, end, **content):
    return {"start": start, "end": end, **content}


def test_a_person_has_a_row_for_each_field_and_year_of_the_contract():
    found = ledger(
        staff=[
            contract(
                "2023-10-01", "2025-09-30", time_share=50, role="engineer", skills=SKILLED, employer=HAGI
            )
        ]
    )

    assert supply_table([found], range(2022, 2027)).to_dicts() == [
        {
            "pool": "yamaguchi",
            "person": "yamaguchi/p1",
            "prefecture": PREFECTURE,
            "role": "engineer",
            "field": field,
            "fiscal_year": year,
            "in_year": True,
            "share_days": 50 * days,
        }
        for year, days in ((2023, 183), (2024, 365), (2025, 183))
        for field in ("data", "design")
    ]


def test_years_may_be_fiscal_years_and_stand_once_in_order():
    found = ledger(staff=[contract(*FY2025), contract(*FY2026)])

    assert [(2025,), (2026,)] == told(found, [2026, FiscalYear(2025), 2025], "fiscal_year")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, {2024: (None, None), 2025: (None, None), 2026: (None, None)}),
        ("2025-06-01", None, {2025: (True, None), 2026: (None, None)}),
        (None, "2025-06-01", {2024: (None, None), 2025: (True, None)}),
        ("2025-06-01", "2025-06-01", {2025: (True, 100)}),
        ("2020-04-01", "2030-03-31", {2024: (True, 36_500), 2025: (True, 36_500), 2026: (True, 36_500)}),
    ],
)
def test_a_contract_whose_dates_are_unknown_may_reach_into_a_year(start, end, expected):
    found = ledger(staff=[contract(start, end, time_share=100)])

    assert expected == {
        year: (there, days)
        for year, there, days in told(found, (2024, 2025, 2026), "fiscal_year", "in_year", "share_days")
    }


def test_unknown_fields_are_null_and_none_at_all_is_empty():
    found = ledger(staff=[contract(*FY2025), contract(*FY2025, skills=[])])

    assert [("yamaguchi/p1", None), ("yamaguchi/p2", "")] == told(found, [2025], "person", "field")


def test_the_prefecture_is_that_of_the_employer_else_of_the_lead():
    staff = [contract(*FY2025, employer="342025"), contract(*FY2025)]

    assert [("340006",), ("350001",)] == told(ledger(staff=staff), [2025], "prefecture")
    assert [("340006",), (None,)] == told(ledger(staff=staff, lead=None), [2025], "prefecture")


def test_people_of_several_pools_stay_apart_and_one_pool_stands_once():
    here, there = (
        ledger(staff=[contract(*FY2025, time_share=share)], pool=name)
        for name, share in (("a", 10), ("b", 20))
    )
    table = supply_table([here, there], [2025])

    assert [(2025, 2, 0, 2, 10_950, 30)] == summaries.supply_by(table, ["fiscal_year"]).rows()
    for make in (supply_table, need_table):
        with pytest.raises(InvalidValue) as caught:
            make([here, there, here], [2025])
        assert ("talent.id_twice", ("a",), ("pool",)) == (
            caught.value.code,
            caught.value.value,
            caught.value.path,
        )


def test_a_pool_whose_people_are_unknown_is_refused_and_one_without_people_is_empty():
    unknown = Ledger.model_validate({"pool": {"id": "a", "name": "県人材プール"}})
    with pytest.raises(InvalidValue, match="not known") as caught:
        supply_table([unknown], [2025])

    assert ("talent.staff_not_known", "a") == (caught.value.code, caught.value.value)
    assert supply_table([ledger()], [2025]).is_empty()
    assert supply_table([], [2025]).is_empty()


NEED = {
    "role": "project_manager",
    "skills": SKILLED[:1],
    "time_share": 40,
    "start": "2025-10-01",
    "end": "2026-09-30",
    "priority": 2,
    "span": "continuous",
}


def test_a_need_has_a_row_for_each_field_and_year():
    plain = {
        "pool": "yamaguchi",
        "need": "yamaguchi/n1",
        "municipality": HAGI,
        "prefecture": PREFECTURE,
        "role": "project_manager",
        "field": "data",
        "priority": 2,
        "span": "continuous",
    }
    time = {"in_year": True, "hours": None, "met": False}

    assert need_table([ledger(needs=[NEED])], range(2024, 2028)).to_dicts() == [
        {**plain, "fiscal_year": 2025, "share_days": 40 * 182, **time, "unmet_days": 40 * 182},
        {**plain, "fiscal_year": 2026, "share_days": 40 * 183, **time, "unmet_days": 40 * 183},
    ]


def test_hours_are_those_of_a_need_within_the_year():
    found = ledger(
        needs=[
            {"start": "2025-10-01", "end": "2026-03-31", "hours": 80},
            {"start": "2025-10-01", "end": "2026-04-01", "hours": 80},
            {"start": "2025-10-01", "hours": 80},
        ]
    )

    assert [80, None, None] == [hours for (hours,) in told(found, [2025], "hours", table=need_table)]
    assert [None] * 3 == [time for (time,) in told(found, [2025], "share_days", table=need_table)]


def assigned(*changes):
    """Assignments that answer a need of FY2025 at 40 %: who, when, how much."""
    plain = {"staff": "p1", "need": "n1", "time_share": 40, "start": "2025-04-01", "end": "2026-03-31"}
    return [{**plain, **change} for change in changes]


ANSWERED = {
    "nobody": ([], False, 40 * 365),
    "one who covers it": ([{}], True, 0),
    "one with more time": ([{"time_share": 60}], True, 0),
    "half of the time": ([{"time_share": 20}], False, 20 * 365),
    "half of the year": ([{"end": "2025-09-30"}], False, 40 * 182),
    "two in turn": ([{"end": "2025-09-30"}, {"staff": "p2", "start": "2025-10-01"}], True, 0),
    "two beside one another": ([{"time_share": 20}, {"staff": "p2", "time_share": 20}], True, 0),
    "more now for less then": ([{"time_share": 80, "end": "2025-09-30"}], False, 40 * 182),
    "one for another need": ([{"need": "n2"}], False, 40 * 365),
    "one for no need": ([{"need": None}], False, 40 * 365),
    "one of an unknown share": ([{"time_share": None}], None, None),
    "one of an unknown end": ([{"end": None}], None, None),
    "one of an unknown end, too late": ([{"start": "2025-04-02", "end": None}], False, None),
    "one of an unknown end, beside one who covers it": ([{}, {"staff": "p2", "end": None}], True, 0),
    "one of an unknown end, of another year": ([{"start": "2026-04-01", "end": None}], False, 40 * 365),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_a_need_is_met_when_its_time_is_covered_on_every_day(name):
    changes, met, left = ANSWERED[name]
    need = {"time_share": 40, "start": "2025-04-01", "end": "2026-03-31"}
    found = ledger(staff=[{}, {}], needs=[need, need], assignments=assigned(*changes))

    assert [(met, left)] == need_table([found], [2025]).filter(need="yamaguchi/n1").select(
        "met", "unmet_days"
    ).rows()


@pytest.mark.parametrize(
    "need",
    [
        {"start": "2025-04-01", "end": "2026-03-31", "hours": 100},
        {"time_share": 40, "start": "2025-04-01"},
        {"time_share": 40, "end": "2026-03-31"},
        {"time_share": 40},
        {},
    ],
)
def test_a_need_whose_time_or_dates_are_unknown_is_unmet_without_any_answer_and_else_open(need):
    def met(*changes):
        found = ledger(staff=[{}], needs=[need, {}], assignments=assigned(*changes))
        return need_table([found], [2025]).filter(need="yamaguchi/n1").select("met", "unmet_days").row(0)

    assert met() == (False, None)
    assert met({}) == (None, None)
    assert met({"start": "2024-04-01", "end": "2025-03-31"}) == (False, None)


def test_what_the_tables_say_is_summed_by_role_field_prefecture_and_year():
    found = ledger(
        staff=[
            contract(*FY2025, time_share=80, role="engineer", skills=SKILLED),
            contract("2025-04-01", None),
        ],
        needs=[NEED, {**NEED, "skills": None, "municipality": SHUNAN}],
        assignments=assigned({"start": "2025-10-01"}),
    )
    supply, needs = supply_table([found], [2025, 2026]), need_table([found], [2025])

    assert summaries.supply_by(supply).rows() == [
        (PREFECTURE, "engineer", "data", 2025, 1, 0, 1, 29_200, 80),
        (PREFECTURE, "engineer", "design", 2025, 1, 0, 1, 29_200, 80),
        (PREFECTURE, None, None, 2025, 1, 0, 0, None, None),
        (PREFECTURE, None, None, 2026, 0, 1, 0, None, None),
    ]
    assert summaries.supply_by(supply, ["fiscal_year"]).rows() == [
        (2025, 2, 0, 1, 29_200, 80),
        (2026, 0, 1, 0, None, None),
    ]
    keys = ("priority", "span", "fiscal_year")
    assert summaries.needs_by(needs, keys).rows() == [(2, "continuous", 2025, 2, 0, 2, 14_560, 0, None, 40)]
    assert summaries.unmet_by(needs, keys).rows() == [(2, "continuous", 2025, 2, 0, 1, 1, 0, 1, 7_280, 20)]


def test_the_tables_are_made_on_the_engine_that_is_asked_for():
    found = ledger(
        staff=[contract(*FY2025, time_share=80), contract(None, None)], needs=[NEED], assignments=assigned({})
    )
    kinds = {
        "polars": pl.DataFrame,
        "pandas": pd.DataFrame,
        "pyarrow": pa.Table,
        "duckdb": duckdb.DuckDBPyRelation,
    }
    for make in (supply_table, need_table):
        expected = make([found], [2025, 2026]).rows()
        for engine, kind in kinds.items():
            made = make([found], [2025, 2026], engine=engine)
            assert isinstance(made, kind)
            assert expected == rows(made)
        with pytest.raises(InvalidValue) as caught:
            make([found], [2025], engine="polar")
        assert caught.value.code == "tables.no_engine"


DAYS = st.integers(-40, 400).map(lambda days: date(2025, 4, 1) + timedelta(days=days))
SPANS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))
SHARES = st.sampled_from([10, 20, 50, 100])


@given(SPANS, st.sampled_from([2024, 2025, 2026]))
def test_presence_is_that_of_counting_days(span, year):
    start, end = span
    days = sum(start + timedelta(days=at) in FiscalYear(year) for at in range((end - start).days + 1))

    assert presence(start, end, FiscalYear(year)) == (days > 0, days)
    for known in ((None, end), (start, None), (None, None)):
        there, count = presence(*known, FiscalYear(year))
        assert there in {None, days > 0}
        assert count in {None, days}


def left_open(need, shares, year):
    """The percent × days that are left open: day by day."""
    start, end = need.start, need.end
    every = [start + timedelta(days=at) for at in range((end - start).days + 1)]
    return sum(
        max(need.time_share - sum(share for first, last, share in shares if first <= day <= last), 0)
        for day in every
        if day in year
    )


@given(
    span=SPANS,
    share=SHARES,
    answers=st.lists(st.tuples(SPANS, SHARES, st.booleans(), st.booleans()), max_size=3),
    later=st.integers(0, 400),
    other=st.integers(1, 100),
)
@settings(max_examples=300)
def test_whatever_the_unknown_turns_out_to_be_what_is_said_of_a_need_holds(
    span, share, answers, later, other
):
    year = FiscalYear(2025)
    found = ledger(
        staff=[{} for _ in answers],
        needs=[{"time_share": share, "start": span[0], "end": span[1]}],
        assignments=[
            {
                "staff": f"p{at}",
                "need": "n1",
                "start": start,
                "end": end if end_known else None,
                "time_share": taken if share_known else None,
            }
            for at, ((start, end), taken, end_known, share_known) in enumerate(answers, 1)
        ],
    )
    (need,) = found.needs
    assume(presence(need.start, need.end, year)[0])
    met, left = coverage(need, year, found.assignments)
    for days in (None, later):
        for taken_else in (1, other, 100):
            shares = [
                (
                    start,
                    end if end_known or days is None else start + timedelta(days=days),
                    taken if share_known else taken_else,
                )
                for (start, end), taken, end_known, share_known in answers
            ]
            truly = left_open(need, shares, year)
            assert met in {None, truly == 0}
            assert left in {None, truly}
    if all(end_known and share_known for _, _, end_known, share_known in answers):
        assert met is not None
        assert left is not None
