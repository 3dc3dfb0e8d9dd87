"""Summaries of proposals and reviews: on every engine the same, each counted once in a group and once in totals."""

from collections import defaultdict

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from process_worlds import ALL_MET, TO_POLICY, concluded, proposal, review, selected
from table_forms import FORMS, LIGHT, arrow, rows

from chiho_digital.basics import InvalidValue
from chiho_digital.commonization import DecentralisationCourse, Ledger, Proposal, proposal_table, review_table
from chiho_digital.commonization.summaries import proposals_by, reviews_by
from chiho_digital.rules import InvalidFrame

on_every_engine = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
TWO = ["総務省", "デジタル庁"]
LEDGER = Ledger(
    proposals=[
        Proposal(**proposal(ministries=TWO, field="医療・福祉", decentralisation=["d1"])),
        Proposal(**proposal(id="p2", year=2025, ministries=[])),
        Proposal(**proposal(id="p3", ministries=["総務省"], field="医療・福祉")),
    ],
    courses=[
        DecentralisationCourse(
            proposal=Proposal(**proposal(id="d1", ministries=TWO, proposal_class="B", field="その他")),
            events=TO_POLICY,
        )
    ],
    reviews=[
        review(selected(), *ALL_MET, concluded("go_ahead"), proposals=["p1", "d1"]),
        review(selected(), *ALL_MET, concluded("postpone"), id="r2", ministries=["総務省"], proposals=["p1"]),
        review(selected(fiscal_year=2025), id="r3", ministries=None, proposals=[]),
        review(id="r4", ministries=[], proposals=None),
    ],
)
PROPOSALS = (
    ("d1", True, 2024, "B 地方に対する規制緩和", "その他", "settled", "in_line"),
    ("p1", False, 2024, None, "医療・福祉", None, None),
    ("p2", False, 2025, None, None, None, None),
    ("p3", False, 2024, None, "医療・福祉", None, None),
)


def table(make, form=lambda made: made):
    return form(make(LEDGER, engine="pyarrow"))


def test_a_proposal_has_a_row_for_each_ministry_and_review():
    made = proposal_table(LEDGER)

    assert [
        "proposal",
        "decentralisation",
        "year",
        "class",
        "field",
        "ministry",
        "course",
        "result",
        "fiscal_year",
        "stage",
        "outcome",
    ] == made.columns
    of_proposals = {(*row[:5], *row[6:8]) for row in made.rows()}
    assert set(PROPOSALS) == of_proposals
    ahead, later = (2024, "going_ahead", "go_ahead"), (2024, "another_outcome", "postpone")
    assert sorted(
        [
            *(("p1", ministry, *reviewed) for ministry in TWO for reviewed in (ahead, later)),
            *(("d1", ministry, *ahead) for ministry in TWO),
            ("p2", "", None, None, None),
            ("p3", "総務省", None, None, None),
        ],
        key=repr,
    ) == sorted(((row[0], row[5], *row[8:]) for row in made.rows()), key=repr)


def test_a_review_has_a_row_for_each_ministry_and_field():
    made = review_table(LEDGER)

    assert ["review", "fiscal_year", "field", "ministry", "stage", "outcome"] == made.columns
    ahead = (2024, "going_ahead", "go_ahead")
    assert [
        *(
            ("r1", ahead[0], field, ministry, *ahead[1:])
            for field in ("医療・福祉", "その他")
            for ministry in TWO
        ),
        ("r2", 2024, "医療・福祉", "総務省", "another_outcome", "postpone"),
        ("r3", 2025, "", None, "candidate", None),
        ("r4", None, None, "", "proposed", None),
    ] == made.rows()


@pytest.mark.parametrize("make", [proposal_table, review_table])
def test_an_empty_ledger_gives_typed_tables_that_can_be_counted(make):
    made = make(Ledger())

    assert made.schema == make(LEDGER).schema
    by = proposals_by if make is proposal_table else reviews_by
    assert [] == by(made).rows()


@pytest.mark.parametrize("make", [proposal_table, review_table])
@pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow", "duckdb"])
def test_the_tables_are_made_on_every_engine(make, engine):
    assert make(LEDGER).rows() == rows(make(LEDGER, engine=engine))


def test_an_engine_that_does_not_exist_is_refused():
    with pytest.raises(InvalidValue, match="excel"):
        review_table(LEDGER, engine="excel")


@on_every_engine
def test_a_proposal_of_several_ministries_counts_once_in_each_and_once_in_totals(form):
    frame = table(proposal_table, form)

    by_ministry = proposals_by(frame, ["ministry"])
    assert type(by_ministry) is type(frame)
    assert ["ministry", "proposals"] == arrow(by_ministry).column_names
    assert [("", 1), ("デジタル庁", 2), ("総務省", 3)] == rows(by_ministry)
    assert [(2024, 3), (2025, 1)] == rows(proposals_by(frame, ["year"]))
    assert [(2024, "go_ahead", 2), (2024, "postpone", 1), (None, None, 2)] == rows(
        proposals_by(frame, ["fiscal_year", "outcome"])
    )
    assert [(False, "医療・福祉", 2), (False, None, 1), (True, "その他", 1)] == rows(
        proposals_by(frame, ["decentralisation", "field"])
    )
    assert [("in_line", 1), (None, 3)] == rows(proposals_by(frame, ["result"]))
    assert [(2024, "デジタル庁", "その他", 1), (2024, "デジタル庁", "医療・福祉", 1)] == rows(
        proposals_by(frame)
    )[:2]


@on_every_engine
def test_reviews_are_counted_by_ministry_field_stage_outcome_and_year(form):
    frame = table(review_table, form)

    assert [("", 1), ("デジタル庁", 1), ("総務省", 2), (None, 1)] == rows(reviews_by(frame, ["ministry"]))
    assert [("", 1), ("その他", 1), ("医療・福祉", 2), (None, 1)] == rows(reviews_by(frame, ["field"]))
    assert [("another_outcome", 1), ("candidate", 1), ("going_ahead", 1), ("proposed", 1)] == rows(
        reviews_by(frame, ["stage"])
    )
    assert [("go_ahead", 1), ("postpone", 1), (None, 2)] == rows(reviews_by(frame, ["outcome"]))
    assert [(2024, 2), (2025, 1), (None, 1)] == rows(reviews_by(frame, ["fiscal_year"]))
    assert ["fiscal_year", "ministry", "stage", "outcome", "reviews"] == arrow(reviews_by(frame)).column_names


@on_every_engine
@pytest.mark.parametrize(("summary", "of"), [(proposals_by, "proposal"), (reviews_by, "review")])
def test_rows_of_nobody_are_refused(form, summary, of):
    frame = form(pa.table({of: pa.array(["a", None]), "ministry": ["総務省", "総務省"]}))

    with pytest.raises(InvalidFrame) as caught:
        summary(frame, ["ministry"])
    assert [("commonization.row_of_nobody", (of,))] == [
        (problem.code, problem.path) for problem in caught.value.problems
    ]


def test_a_column_that_is_missing_is_refused_with_a_near_one():
    with pytest.raises(InvalidFrame) as caught:
        proposals_by(table(proposal_table), ["ministries"])
    assert ["ministry"] == [problem.suggestion for problem in caught.value.problems]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), *[st.none() | st.sampled_from(["", "総務省", "x"])] * 2),
        min_size=1,
    )
)
def test_counts_are_those_of_different_identifiers(drawn):
    columns = list(zip(*drawn, strict=True))
    made = pa.table(
        {
            name: pa.array(column, pa.string())
            for name, column in zip(("review", "ministry", "field"), columns, strict=True)
        }
    )
    groups = defaultdict(set)
    for one, *group in drawn:
        groups[tuple(group)].add(one)
    expected = {(*group, len(found)) for group, found in groups.items()}
    for form in LIGHT.values():
        assert expected == set(rows(reviews_by(form(made), ["ministry", "field"])))
