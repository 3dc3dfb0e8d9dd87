"""A ledger names everything that is wrong, in its records and between them, at once and with the rule's source."""

import pytest
from process_worlds import ALL_MET, HAGI, TO_POLICY, concluded, course, proposal, review, selected
from pydantic import ValidationError

from chiho_digital.commonization import Ledger, Proposal, Remark

WRONG = {
    "proposals": [
        proposal(
            id="p1",
            proposer={"name": "架空の住民", "kind": "resident"},
            joint_proposers=[{"name": "架空株式会社", "kind": "voluntary"}],
            ministries=["総務庁"],
            measure="あ" * 251,
            submitted_on="2025-01-05",
        ),
        proposal(id="p2", decentralisation=["d11"]),
    ],
    "courses": [
        {
            "proposal": proposal(id="d1"),
            "events": [
                {"event": "replied", "reply_round": "first", "ministry": "総務省", "on": "2024-08-01"},
                {"event": "joint_called", "on": "2024-07-01"},
            ],
        }
    ],
    "reviews": [
        {"id": "r1", "events": [{"event": "selected", "by": "council", "fiscal_year": 2024}, {"event": "concluded", "outcome": "postpone"}]},
        {
            "id": "r2",
            "proposals": ["p22"],
            "events": [
                {"event": "selected", "by": "council", "fiscal_year": "令和6年度"},
                {"event": "assessed", "criterion": "needs", "met": False},
                {"event": "concluded", "outcome": "another_method"},
                {"event": "concluded", "outcome": "postpone"},
            ],
        },
        {"id": "r2", "events": []},
    ],
    "remarks": [{"id": "m1", "words": "架空", "on": "2025-01-14", "about": ["x"], "answer": {"words": "架空", "on": "2025-01-13"}}],
}  # fmt: skip
# (code, path, words of its sentence)
PROBLEMS = [
    ("may_not_propose", ("proposals", 0, "proposer", "kind"), "住民 提案募集方式"),
    ("may_not_propose", ("proposals", 0, "joint_proposers", 0, "kind"), "企業 提案募集方式"),
    ("unknown_ministry", ("proposals", 0, "ministries", 0, "name"), "総務庁 議事要旨"),
    ("text_too_long", ("proposals", 0, "measure"), "251 250 様式"),
    ("outside_year", ("proposals", 0, "submitted_on"), "2025-01-05 令和6年 提案募集方式"),
    ("impossible_move", ("courses", 0, "events", 0), "第1次回答 共同提案の募集 提案募集方式"),
    ("backwards", ("courses", 0, "events", 1, "on"), "2024-07-01 2024-08-01"),
    ("impossible_move", ("reviews", 0, "events", 1), "延期 評価なし 基準2を満たす 基本方針"),
    ("impossible_move", ("reviews", 1, "events", 3), "延期 報告 基本方針"),
    ("answered_before", ("remarks", 0, "answer", "on"), "2025-01-13 2025-01-14"),
    ("id_twice", ("reviews", 2), "r2"),
    ("no_such_record", ("proposals", 1, "decentralisation", 0), "d11 d1"),
    ("no_such_record", ("reviews", 1, "proposals", 0), "p22 p2"),
    ("no_such_record", ("remarks", 0, "about", 0), "x"),
]


def problems_of(data):
    with pytest.raises(ValidationError) as caught:
        Ledger.model_validate(data)
    (error,) = caught.value.errors()
    return error["ctx"]["error"].problems


def test_everything_wrong_is_named_at_once_with_the_source_of_the_rule():
    found = problems_of(WRONG)

    assert [(code, path) for code, path, _ in PROBLEMS] == [
        (one.code.partition(".")[2], one.path) for one in found
    ]
    for problem, (_, _, words) in zip(found, PROBLEMS, strict=True):
        assert [] == [word for word in words.split() if word not in problem.message("ja")]
        assert problem.message("en") != problem.message("ja")


def test_what_cannot_be_read_is_named_with_the_rest():
    found = problems_of(
        {
            "proposals": [proposal(measure="あ" * 251), {"id": "p3"}, proposal(id="p4", year="令和6年度")],
            "reviews": [{"id": "r1", "events": [{"event": "selected", "fiscal_year": 2024}]}],
            "remarks": [{"id": "m1", "words": "架空", "about": ["p3"]}],
        }
    )

    assert {
        ("field", ("proposals", 1, "year")),
        ("field", ("proposals", 1, "title")),
        ("field", ("proposals", 1, "proposer")),
        ("fiscal_year_given", ("proposals", 2, "year")),
        ("field", ("reviews", 0, "events", 0, "selected", "by")),
        ("text_too_long", ("proposals", 0, "measure")),
    } == {(one.code.partition(".")[2], one.path) for one in found}


def test_records_are_held_together_by_their_ids():
    ledger = Ledger(
        proposals=(Proposal(**proposal(decentralisation=["d1"])),),
        courses=(course(*TO_POLICY, id="d1", proposer=HAGI),),
        reviews=(
            review(selected(), *ALL_MET, concluded("go_ahead"), id="r1", proposals=("p1", "d1")),
            review(id="r2", proposals=()),
        ),
        remarks=(Remark(id="m1", words="架空", about=("r1", "p1", "d1")),),
    )

    assert ["r1"] == [one.candidate.id for one in ledger.reviews if one.candidate]
    assert ledger == Ledger.model_validate_json(ledger.model_dump_json())


def test_no_number_of_proposals_makes_a_candidate():
    ledger = Ledger(
        proposals=tuple(Proposal(**proposal(id=f"p{at}")) for at in range(20)),
        reviews=(review(proposals=tuple(f"p{at}" for at in range(20))),),
    )

    assert [None] == [one.candidate for one in ledger.reviews]


def test_what_is_no_ledger_is_refused():
    with pytest.raises(ValidationError):
        Ledger.model_validate("x")
    assert Ledger().proposals == ()
