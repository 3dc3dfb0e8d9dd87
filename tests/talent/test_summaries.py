"""Summaries of people, needs and municipalities: on every engine the same, the unknown counted apart, hundredths exact."""

from collections import defaultdict
from fractions import Fraction

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_forms import FORMS, arrow, rows

from chiho_digital.basics import MAX_YEN, Direction, FiscalYear, InvalidValue, Rounding
from chiho_digital.rules import InvalidFrame
from chiho_digital.talent.summaries import needs_by, staffing_by, supply_by, unmet_by

on_every_engine = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
TYPES = {
    "fiscal_year": pa.int16(),
    "in_year": pa.bool_(),
    "share_days": pa.int64(),
    "hours": pa.int64(),
    "met": pa.bool_(),
    "unmet_days": pa.int64(),
    "digital_staff": pa.int64(),
}
PERSON = {
    "person": "a/p1",
    "prefecture": "350001",
    "role": "engineer",
    "field": "data",
    "fiscal_year": 2025,
    "in_year": True,
    "share_days": 36_500,
}
NEED = {
    "need": "a/n1",
    "priority": "1",
    "fiscal_year": 2025,
    "in_year": True,
    "share_days": 36_500,
    "hours": None,
    "met": False,
    "unmet_days": 18_250,
}
HALF_UP = Rounding(1, Direction.HALF_UP)


def table(plain, *changes):
    """Rows that differ from a plain one."""
    found = [{**plain, **change} for change in changes]
    return pa.table(
        {name: pa.array([row[name] for row in found], TYPES.get(name, pa.string())) for name in plain}
    )


def people(*changes):
    return table(PERSON, *changes)


def needs(*changes):
    return table(NEED, *changes)


def refused(summary, frame, *terms):
    with pytest.raises(InvalidFrame) as caught:
        summary(frame, *terms)
    for lang in ("ja", "en"):
        assert caught.value.message(lang)
    return [(problem.code, problem.path, problem.value) for problem in caught.value.problems]


FOUR = (
    {},
    {"field": "design"},
    {"person": "a/p2", "share_days": 14_600},
    {"person": "a/p3", "share_days": None},
    {"person": "a/p4", "in_year": None, "share_days": None},
    {"person": "a/p5", "prefecture": None, "fiscal_year": 2023, "share_days": 18_300},
)


@on_every_engine
def test_people_are_counted_once_for_each_group_and_the_unknown_apart(form):
    frame = form(people(*FOUR))
    by_field = supply_by(frame)

    counts = ["people", "people_open", "share_days_known", "share_days", "fte_hundredths"]
    assert ["prefecture", "role", "field", "fiscal_year", *counts] == arrow(by_field).column_names
    assert [
        ("350001", "engineer", "data", 2025, 3, 1, 2, 51_100, 140),
        ("350001", "engineer", "design", 2025, 1, 0, 1, 36_500, 100),
        (None, "engineer", "data", 2023, 1, 0, 1, 18_300, 50),
    ] == rows(by_field)
    assert type(by_field) is type(frame)
    assert [("350001", 2025, 3, 1, 2, 51_100, 140), (None, 2023, 1, 0, 1, 18_300, 50)] == rows(
        supply_by(frame, ("prefecture", "fiscal_year"))
    )


@on_every_engine
def test_where_nobodys_time_is_known_it_is_null_and_not_zero(form):
    frame = form(people({"share_days": None}, {"fiscal_year": 2026, "in_year": None, "share_days": None}))

    assert [(2025, 1, 0, 0, None, None), (2026, 0, 1, 0, None, None)] == rows(
        supply_by(frame, ["fiscal_year"])
    )


@on_every_engine
def test_a_full_time_is_366_days_in_a_fiscal_year_with_a_leap_day(form):
    years = (1899, 1999, 2022, 2023, 2024, 2027)
    found = rows(
        supply_by(
            form(people(*({"fiscal_year": year, "share_days": 36_500} for year in years))), ["fiscal_year"]
        )
    )

    assert [100, 100, 100, 100, 100, 100] == [row[-1] for row in found]  # 99.7 of a longer year
    halves = ((2025, 182, 0), (2025, 183, 1), (2023, 182, 0), (2023, 183, 1), (2100, 182, 0), (2099, 183, 1))
    for year, days, hundredths in halves:
        frame = form(people({"fiscal_year": year, "share_days": days}))
        assert hundredths == rows(supply_by(frame, ["fiscal_year"]))[0][-1], (year, days)


def test_hundredths_are_those_of_the_named_rounding():
    for year in (2023, 2025):
        days = (FiscalYear(year).end - FiscalYear(year).start).days + 1
        stated = [0, 1, days // 2, days // 2 + 1, days, 36_499, 36_500]
        frame = people(*({"person": f"a/p{at}", "field": str(at), "share_days": s, "fiscal_year": year}
                         for at, s in enumerate(stated)))  # fmt: skip
        assert [HALF_UP.apply(Fraction(share, days)) for share in stated] == [
            row[-1] for row in rows(supply_by(frame, ("field", "fiscal_year")))
        ]


@on_every_engine
def test_an_unknown_year_is_a_group_without_full_time_equivalents(form):
    assert [(None, 1, 0, 1, 36_500, None)] == rows(
        supply_by(form(people({"fiscal_year": None})), ["fiscal_year"])
    )


@on_every_engine
def test_needs_have_hours_beside_their_time(form):
    frame = form(
        needs(
            {"share_days": 73, "hours": None},
            {"need": "a/n2", "share_days": None, "hours": 120},
            {"need": "a/n3", "in_year": None, "share_days": None, "hours": 7},
            {"need": "a/n4", "priority": None, "share_days": None},
        )
    )
    found = needs_by(frame, ("priority", "fiscal_year"))

    assert [
        "priority", "fiscal_year", "needs", "needs_open", "share_days_known", "share_days", "hours_known", "hours",
        "fte_hundredths",
    ] == arrow(found).column_names  # fmt: skip
    assert [("1", 2025, 2, 1, 1, 73, 1, 120, 0), (None, 2025, 1, 0, 0, None, 0, None, None)] == rows(found)


@on_every_engine
def test_needs_are_met_unmet_or_open_and_what_the_unmet_lack_is_summed(form):
    frame = form(
        needs(
            {},
            {"need": "a/n2", "unmet_days": None},
            {"need": "a/n3", "met": True, "unmet_days": 0},
            {"need": "a/n4", "met": None, "unmet_days": None},
            {"need": "a/n5", "in_year": None, "unmet_days": None},
        )
    )
    found = unmet_by(frame, ["fiscal_year"])

    assert arrow(found).to_pylist() == [
        {
            "fiscal_year": 2025,
            "needs": 4,
            "needs_open": 1,
            "met": 1,
            "unmet": 2,
            "met_open": 1,
            "unmet_days_known": 1,
            "unmet_days": 18_250,
            "fte_hundredths": 50,
        }
    ]


BODY = {"code": "352012", "prefecture": "350001", "digital_staff": 0}


@on_every_engine
def test_municipalities_are_counted_by_how_many_digital_staff_they_have(form):
    frame = form(
        table(
            BODY,
            {},
            {},
            {"code": "352021", "digital_staff": 1},
            {"code": "352039", "digital_staff": 12},
            {"code": "352047", "digital_staff": None},
            {"code": "342025", "prefecture": "340006", "digital_staff": 1},
        )
    )
    found = staffing_by(frame)

    names = ["prefecture", "municipalities", "without_any", "with_one", "with_more", "unknown"]
    assert names == arrow(found).column_names
    assert [("340006", 1, 0, 1, 0, 0), ("350001", 4, 1, 1, 1, 1)] == rows(found)


@on_every_engine
def test_no_rows_are_no_groups_and_a_table_of_nulls_is_refused(form):
    keys = ["fiscal_year"]
    for summary, frame in (
        (supply_by, people()),
        (needs_by, needs()),
        (unmet_by, needs()),
    ):
        assert [] == rows(summary(form(frame), keys))
    assert [] == rows(staffing_by(form(table(BODY))))
    nulls = form(pa.table(dict.fromkeys(PERSON, pa.nulls(2))))
    assert [("talent.no_identifier", ("person",), None)] == refused(supply_by, nulls, keys)


@on_every_engine
def test_columns_that_are_null_throughout_may_be_of_any_type(form):
    frame = people({}).drop_columns(["in_year", "share_days"])
    nulls = frame.append_column("in_year", pa.nulls(1)).append_column("share_days", pa.nulls(1))

    assert [(2025, 0, 1, 0, None, None)] == rows(supply_by(form(nulls), ["fiscal_year"]))


@on_every_engine
def test_everything_impossible_in_the_rows_is_named_at_once(form):
    frame = form(
        people(
            {"share_days": -1},
            {"person": "a/p2", "share_days": 47_450},
            {"person": None},
            {"person": "a/p3", "fiscal_year": 7},
            {"person": "a/p4"},
            {"person": "a/p4", "field": "design", "share_days": 10},
        )
    )
    by_year, every = refused(supply_by, frame, ("fiscal_year",)), refused(supply_by, frame)

    assert {
        ("talent.row_bounds", ("share_days",), -1),
        ("talent.row_bounds", ("share_days",), 47_450),
        ("talent.no_identifier", ("person",), None),
        ("talent.row_bounds", ("fiscal_year",), 7),
    } == set(every)
    assert {*every, ("talent.rows_differ", (), "a/p4")} == set(by_year)


@on_every_engine
def test_a_known_and_an_unknown_time_of_one_person_differ(form):
    frame = form(people({}, {"field": "design", "share_days": None}))
    with pytest.raises(InvalidFrame) as caught:
        supply_by(frame, ("prefecture", "fiscal_year"))

    (problem,) = caught.value.problems
    assert ("talent.rows_differ", "a/p1") == (problem.code, problem.value)
    assert "prefecture = 350001, fiscal_year = 2025" in problem.message("en")
    assert len(rows(supply_by(frame))) == 2


@on_every_engine
def test_columns_of_the_wrong_type_are_refused_with_a_value(form):
    text = pa.array(["令和7年度"])
    assert [("talent.not_a_number", ("fiscal_year",), "令和7年度")] == refused(
        supply_by, form(people({}).set_column(4, "fiscal_year", text)), ["fiscal_year"]
    )
    answers = people({}).set_column(5, "in_year", pa.array(["yes"])).set_column(6, "share_days", text)
    assert [
        ("talent.not_yes_or_no", ("in_year",), "yes"),
        ("talent.not_a_number", ("share_days",), "令和7年度"),
    ] == refused(supply_by, form(answers), ["fiscal_year"])


@on_every_engine
def test_fractions_of_time_are_refused(form):
    ((code, path, _),) = refused(
        supply_by, form(people({}).set_column(6, "share_days", pa.array([0.5]))), ["fiscal_year"]
    )
    assert code in {
        "tables.amount_type",
        "tables.mixed_column",
    }  # pandas' floats are read as whole numbers with gaps
    assert path == ("share_days",)


def test_a_sum_that_has_no_room_is_refused():
    most, left = divmod(2**63 - 1, MAX_YEN)
    hours = [MAX_YEN] * most + [left]
    frame = pl.DataFrame({"need": range(most + 1), "hours": hours}).with_columns(
        fiscal_year=pl.lit(2025), in_year=pl.lit(value=True), share_days=None
    )

    assert needs_by(frame, ["fiscal_year"])["hours"].to_list() == [2**63 - 1]
    with pytest.raises(InvalidValue) as caught:
        needs_by(frame.with_columns(hours=pl.lit(MAX_YEN)), ["fiscal_year"])
    assert ("tables.sum_too_large", "hours") == (caught.value.code, caught.value.value)


@on_every_engine
def test_numbers_may_be_of_any_width(form):
    for kind in (pa.int8(), pa.uint8(), pa.int16(), pa.uint64()):
        frame = people({"share_days": 100}).set_column(6, "share_days", pa.array([100], kind))
        assert [(2025, 1, 0, 1, 100, 0)] == rows(supply_by(form(frame), ["fiscal_year"]))


@on_every_engine
def test_a_negative_number_of_staff_a_body_without_code_and_two_numbers_are_refused(form):
    frame = table(
        BODY,
        {"digital_staff": -1},
        {"code": None},
        {"code": "352021"},
        {"code": "352021", "digital_staff": 2},
    )

    assert {
        ("talent.row_bounds", ("digital_staff",), -1),
        ("talent.no_identifier", ("code",), None),
        ("talent.rows_differ", (), "352021"),
    } == set(refused(staffing_by, form(frame)))


@on_every_engine
def test_columns_that_are_missing_or_named_twice_are_refused(form):
    frame = form(people({}))
    assert [("tables.no_column", (), "regio")] == refused(supply_by, frame, ("regio", "fiscal_year"))
    for keys, twice in (
        (("role", "role", "fiscal_year"), "role"),
        (("person", "fiscal_year"), "person"),
        (("in_year", "fiscal_year"), "in_year"),
    ):
        assert [("tables.result_twice", (), twice)] == refused(supply_by, frame, keys)
    named = people({}).rename_columns(["person", "people", "Fte_Hundredths", *arrow(frame).column_names[3:]])
    for name in ("people", "Fte_Hundredths"):
        assert ("tables.result_twice", (), name) in refused(supply_by, form(named), (name, "fiscal_year"))


def test_the_fiscal_year_is_always_among_the_keys():
    for summary, frame in ((supply_by, people({})), (needs_by, needs({})), (unmet_by, needs({}))):
        with pytest.raises(InvalidValue, match="fiscal_year") as caught:
            summary(frame, ("role",))
        assert ("talent.year_not_a_key", ("role",)) == (caught.value.code, caught.value.value)


def test_what_is_no_table_is_refused():
    with pytest.raises(InvalidValue) as caught:
        supply_by([PERSON])
    assert caught.value.code == "tables.not_a_table"


PLACES = st.sampled_from(["350001", "340006", None])
PEOPLE = st.lists(
    st.tuples(
        PLACES,
        st.sampled_from(["engineer", None]),
        st.sets(st.sampled_from(["data", "design", ""]), min_size=1),
        st.sampled_from([2023, 2025]),
        st.sampled_from([True, True, None, False]),
        st.none() | st.integers(0, 36_600),
    ),
    max_size=8,
)


def told(found, keys):
    """The summary of people, person by person: (prefecture, role, fields, year, in the year, time)."""
    groups = defaultdict(list)
    for at, (prefecture, role, fields, year, there, time) in enumerate(found):
        for field in fields:
            values = {"prefecture": prefecture, "role": role, "field": field, "fiscal_year": year}
            groups[tuple(values[key] for key in keys)].append((at, there, time))
    return {group: _told(dict.fromkeys(rows_), group[-1]) for group, rows_ in groups.items()}


def _told(members, year):
    there = [time for _, in_year, time in members if in_year]
    known = [time for time in there if time is not None]
    days = (FiscalYear(year).end - FiscalYear(year).start).days + 1
    unknown = sum(in_year is None for _, in_year, _ in members)
    full = HALF_UP.apply(Fraction(sum(known), days)) if known else None
    return len(there), unknown, len(known), sum(known) if known else None, full


@given(PEOPLE)
@settings(max_examples=15)
def test_groups_are_those_of_counting_person_by_person_and_totals_add_up(found):
    frame = people(
        *(
            dict(zip(PERSON, (f"a/p{at}", *values), strict=True))
            for at, (prefecture, role, fields, *rest) in enumerate(found)
            for field in fields
            for values in [(prefecture, role, field, *rest)]
        )
    )
    every = ("prefecture", "role", "field", "fiscal_year")
    for form in (FORMS["Polars"], FORMS["pandas with NumPy types"]):  # every engine: tests/engines
        given_ = form(frame)
        for keys in (every, ("prefecture", "fiscal_year"), ("field", "fiscal_year"), ("fiscal_year",)):
            result = {row[: len(keys)]: row[len(keys) :] for row in rows(supply_by(given_, keys))}
            assert told(found, keys) == result
        places, whole = (
            supply_by(given_, keys) for keys in (("prefecture", "fiscal_year"), ("fiscal_year",))
        )
        for row in rows(whole):
            parts = [part for part in rows(places) if part[1] == row[0]]
            for at in (1, 2, 3, 4):  # people, open, known, share-days; rounded hundredths need not add up
                assert (row[at] or 0) == sum(part[at + 1] or 0 for part in parts)
