"""Review flags: raised, not raised or unknown, with reasons; what is not found clears none, and none rejects a proposal."""

import json
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from process_worlds import proposal, review, selected

from chiho_digital.basics import Grade
from chiho_digital.commonization import (
    FLAG_RULES,
    FlagFacts,
    FlagState,
    Outcome,
    Proposal,
    flags,
    known_candidates,
    standardisation,
)
from chiho_digital.commonization.flagging.rules import TO_DO
from chiho_digital.planning import case_rows

RAISED, NOT_RAISED, OPEN = FlagState.RAISED, FlagState.NOT_RAISED, FlagState.OPEN
OVERLAPS = ("already_candidate", "standardised_affair", "widely_procured")
RULES = tuple(rule.id for rule in FLAG_RULES.rules())
TENDERING, DEPOSITS, *_, PROBABLE = known_candidates()


def asked(*, facts=None, about=(), candidates=None, cases=None, load=None, **changes):
    """The flags of a proposal; facts by name."""
    return flags(
        Proposal(**proposal(**changes)),
        facts=FlagFacts(**(facts or {})),
        about=about,
        candidates=candidates,
        cases=cases,
        load=load,
    )


def noted(flag):
    return [note.code.removeprefix("commonization.") for note in flag.notes]


def case(case_id, kind, **more):
    return {"case_id": case_id, "kind": kind, **more}


def test_of_a_bare_proposal_nothing_can_be_said_and_everything_is_asked():
    found = asked()

    assert dict.fromkeys(RULES, OPEN) == {flag.id: flag.state for flag in found.flags}
    assert ((), found.flags, None) == (found.raised, found.open, found.advice)
    assert {
        "no_user_benefit": ("benefit_named",),
        "part_of_affair": ("whole_affair",),
        "already_candidate": ("already_candidate",),
        "standardised_affair": ("standardised",),
        "widely_procured": ("joint_cases", "widely_from"),
        "standardisation_year": ("fiscal_year", "standardisation_carried"),
        "earlier_items": ("fiscal_year", "earlier_items_carried"),
    } == {flag.id: flag.missing for flag in found.flags}


def test_a_proposal_may_be_cleared_by_answers_alone():
    cleared = {
        "fiscal_year": 2026,
        "benefit_named": True,
        "whole_affair": True,
        "already_candidate": False,
        "standardised": False,
        "joint_cases": 0,
        "widely_from": 1,
        "standardisation_carried": False,
        "earlier_items_carried": False,
    }
    found = asked(facts=cleared)

    assert {NOT_RAISED} == {flag.state for flag in found.flags}
    assert {()} == {flag.missing for flag in found.flags}
    assert "there is nothing to look at" == found.decision.answer.en


@pytest.mark.parametrize(
    ("benefits", "state"), [(None, OPEN), ((), RAISED), (("窓口に行かずに済む",), NOT_RAISED)]
)
def test_a_proposal_that_names_no_benefit_to_users_is_flagged(benefits, state):
    flag = asked(benefits=benefits)["no_user_benefit"]

    assert flag.state is state
    assert (noted(flag) == ["flag_benefits"]) is (state is NOT_RAISED)


def test_what_a_person_says_goes_before_what_the_record_says():
    found = asked(facts={"benefit_named": False}, benefits=["役所の手間が減る"])

    assert RAISED is found["no_user_benefit"].state


@pytest.mark.parametrize(("whole", "state"), [(None, OPEN), (False, RAISED), (True, NOT_RAISED)])
def test_whether_a_proposal_covers_the_whole_affair_is_for_a_person_to_say(whole, state):
    flag = asked(facts={"whole_affair": whole}, decentralisation=["d1"])["part_of_affair"]

    assert flag.state is state
    assert noted(flag) == ["flag_linked"]


def test_a_candidate_of_the_same_name_is_shown_with_its_grade():
    flag = asked(about=["預貯金照会"])["already_candidate"]

    assert RAISED is flag.state
    assert DEPOSITS == flag.notes[0].params["found"]
    assert DEPOSITS.source_url in [source.url for source in flag.sources]
    assert Grade.INFERRED is flag.grade


@pytest.mark.parametrize(
    "spelling", ["預貯金照会（残高・取引履歴のオンライン一括照会）", " 預貯金 照会 ", "預貯金照会(案)"]
)
def test_width_spaces_and_brackets_at_the_end_make_no_difference(spelling):
    assert RAISED is asked(title=spelling)["already_candidate"].state


def test_a_name_within_another_is_shown_and_settles_nothing():
    flag = asked(about=["入札参加資格の審査"])["already_candidate"]

    assert OPEN is flag.state
    assert (TENDERING.name,) == tuple(name.ja for name in flag.notes[0].params["names"])
    assert ["flag_near", "flag_candidates"] == noted(flag)


def test_a_probable_candidate_raises_no_flag_but_is_shown():
    flag = asked(about=PROBABLE.name)["already_candidate"]

    assert OPEN is flag.state
    assert noted(flag)[0] == "flag_probable"


def test_candidates_of_a_ledger_are_compared_unless_they_come_from_the_proposal():
    named, own, unnamed = (
        review(selected(), **changes).candidate
        for changes in ({}, {"id": "r2", "proposals": ["p1"]}, {"id": "r3", "title": None})
    )
    title = "架空の業務"

    assert RAISED is asked(title=title, candidates=[named])["already_candidate"].state
    alone = asked(title=title, candidates=[own, unnamed])["already_candidate"]
    assert OPEN is alone.state
    assert ["flag_candidates", "flag_unnamed"] == noted(alone)
    assert 1 == alone.notes[0].params["count"]


@pytest.mark.parametrize("affair", standardisation().affairs, ids=lambda affair: affair.id)
def test_every_standardised_affair_is_known_by_its_names(affair):
    for name in (affair.label.ja, affair.label.en, f"　{affair.label.ja}（システム）"):
        flag = asked(about=[name])["standardised_affair"]
        assert (RAISED, [affair.label]) == (flag.state, [note.params["found"] for note in flag.notes])


def test_a_standardised_affair_within_a_title_is_shown_and_settles_nothing():
    flag = asked(title="国民健康保険の資格の確認")["standardised_affair"]

    assert OPEN is flag.state
    assert ["国民健康保険"] == [name.ja for name in flag.notes[0].params["names"]]


CASES = [
    case(
        "a",
        "電子入札",
        prefecture="岐阜県",
        lead="架空の協議会",
        method="公募",
        source="https://example.jp/a",
    ),
    case("a", "電子調達", prefecture="岐阜県"),
    case("b", "電子入札システム", prefecture="富山県"),
    case("b", "電子入札システム", prefecture="石川県"),
    case("c", "架空の量子システム"),
    case("d", None),
]


@pytest.mark.parametrize(
    ("title", "widely_from", "state", "codes"),
    [
        ("電子入札", 2, RAISED, ["flag_cases"]),
        ("Electronic bidding", 2, RAISED, ["flag_cases"]),
        ("電子入札", None, OPEN, ["flag_cases"]),
        ("電子入札", 3, OPEN, ["flag_cases", "flag_fewer"]),
        ("架空の量子システム", 1, RAISED, ["flag_cases"]),
        ("県の電子入札の共同利用", 1, OPEN, ["flag_no_cases", "flag_near"]),
        ("電子図書館", 1, OPEN, ["flag_no_cases"]),
    ],
)
def test_a_number_of_cases_raises_a_flag_only_against_a_number_of_the_callers(
    title, widely_from, state, codes
):
    found = asked(title=title, cases=CASES, facts={"widely_from": widely_from})
    flag = found["widely_procured"]

    assert (state, codes) == (flag.state, noted(flag))
    assert (found.advice is not None) is (state is RAISED)


def test_the_number_and_the_place_of_the_cases_are_shown_without_a_number_of_the_callers():
    flag = asked(title="電子入札", cases=CASES)["widely_procured"]

    assert ("widely_from",) == flag.missing
    assert {"count": 2, "every": 4, "prefectures": 3} == {
        name: flag.notes[0].params[name] for name in ("count", "every", "prefectures")
    }


def test_where_fewer_are_known_the_number_itself_is_asked_since_the_list_may_lack_some():
    assert ("joint_cases",) == asked(title="電子入札", cases=CASES, facts={"widely_from": 3})[
        "widely_procured"
    ].missing
    known = {"widely_from": 3, "joint_cases": 2}
    assert NOT_RAISED is asked(title="電子入札", cases=CASES, facts=known)["widely_procured"].state


def test_spellings_of_ours_are_labelled_so():
    ours = asked(title="電子入札", cases=CASES, facts={"widely_from": 1})["widely_procured"]
    theirs = asked(title="架空の量子システム", cases=CASES, facts={"widely_from": 1})["widely_procured"]

    assert (Grade.INFERRED, Grade.PRIMARY) == (ours.grade, theirs.grade)
    assert any("kinds.csv" in source.title.en for source in ours.sources)


def test_the_real_cases_suggest_another_method_joint_procurement():
    found = asked(
        title="県と市町村の電子入札", about=["電子入札"], cases=case_rows(), facts={"widely_from": 5}
    )

    assert (RAISED, Outcome.ANOTHER_METHOD) == (found["widely_procured"].state, found.advice.outcome)
    assert [
        "gifu-ebid-2005",
        "ibaraki-ebid",
        "miyazaki-ebid-shintomi-2025",
        "osaka-area-ebid-2005",
        "shizuoka-ebid",
        "toyama-ebid",
        "yokosuka-ebid-2005",
    ] == [one.id for one in found.advice.cases]
    assert {"岐阜県", "茨城県", "宮崎県", "大阪府", "静岡県", "富山県", "神奈川県", "福井県"} == set(
        found.advice.prefectures
    )
    assert "joint procurement" in found.advice.to("en")
    assert "共同調達" in found.advice.to("ja")
    assert all(one.source in found.explain("ja") for one in found.advice.cases)


def test_a_number_that_the_caller_states_suggests_another_method_without_cases():
    found = asked(facts={"widely_from": 5, "joint_cases": 9})

    assert ((), ()) == (found.advice.cases, found.advice.prefectures)
    assert "No cases were given" in found.advice.to("en")
    assert found.advice.to("ja") in found.explain("ja")


def load(*rows):
    return [dict(zip(("body", "kind", "fiscal_year", "sure"), row, strict=False)) for row in rows]


OTHERS = load(("b1", "plan", 2026, True), ("b1", "standardisation", 2027, True), ("b2", None, 2026, None))


@pytest.mark.parametrize(
    ("year", "kind", "sure", "states"),
    [
        (2024, "plan", True, (OPEN, NOT_RAISED)),
        (2025, "plan", True, (RAISED, RAISED)),
        (2026, "plan", True, (OPEN, OPEN)),
        (2026, "standardisation", True, (RAISED, OPEN)),
        (2026, "later_migration", True, (RAISED, OPEN)),
        (2026, "later_migration", False, (OPEN, OPEN)),
        (2026, "common_system", True, (OPEN, RAISED)),
        (2026, "common_system", None, (OPEN, OPEN)),
        (2024, "common_system", True, (OPEN, NOT_RAISED)),
    ],
)
def test_work_that_bodies_carry_in_the_year_is_flagged(year, kind, sure, states):
    found = asked(facts={"fiscal_year": year}, load=[*OTHERS, *load(("b3", kind, year, sure))])

    assert states == (found["standardisation_year"].state, found["earlier_items"].state)


def test_loads_are_shown_as_numbers_of_bodies_and_never_by_name():
    rows = load(
        *((f"35{place:04}", "standardisation", 2026, place < 3) for place in range(5)),
        ("350000", "standardisation", 2026, False),
    )
    found = asked(facts={"fiscal_year": 2026}, load=rows)

    (note,) = found["standardisation_year"].notes
    assert (3, 2) == (note.params["sure"], note.params["perhaps"])
    assert not [row["body"] for row in rows if row["body"] in json.dumps(found.to_dict())]


def test_a_flag_says_what_the_text_says_what_was_known_what_to_do_and_where_it_stands():
    found = asked(
        title="電子入札",
        benefits=[],
        decentralisation=["d1"],
        cases=CASES,
        facts={"widely_from": 2, "fiscal_year": 2026},
    )
    for lang in ("ja", "en"):
        told = found.explain(lang)
        for flag in found.flags:
            parts = [flag.title, flag.finding.rule.says, *flag.notes, *flag.sources]
            parts += [TO_DO[flag.id]] if flag.state is RAISED else []
            parts += [FlagFacts.definitions[name].question for name in flag.missing]
            assert [part for part in parts if part.to(lang) not in told] == []
        assert FLAG_RULES.official.to(lang) in told
        assert found.advice.to(lang) in told
        assert told.index(found.raised[0].title.to(lang)) < told.index(found.open[0].title.to(lang))
    assert set(RULES) == set(TO_DO)


def test_the_answer_rests_on_the_text_as_it_was_read():
    found = asked(facts={"fiscal_year": 2026})

    assert date(2025, 1, 14) == found.decision.as_read_on
    assert "later amendments are unknown" in found.explain("en")


def test_flags_as_json_and_by_pickle():
    found = asked(title="電子入札", cases=CASES, facts={"widely_from": 2})
    told = json.loads(json.dumps(found.to_dict(), ensure_ascii=False))

    assert [
        "proposal",
        "names",
        "flags",
        "advice",
        "assumptions",
        "as_read_on",
        "library_version",
        "official",
    ] == (list(told))
    assert [
        "rule",
        "title",
        "state",
        "says",
        "text",
        "notes",
        "to_do",
        "missing",
        "sources",
        "grade",
    ] == list(told["flags"][0])
    assert list(RULES) == [flag["rule"] for flag in told["flags"]]
    assert ["a", "b"] == [one["id"] for one in told["advice"]["cases"]]
    assert ["電子入札", "電子調達"] == told["advice"]["cases"][0]["kinds"]
    assert asked().to_dict()["advice"] is None
    assert found.to_dict() == pickle.loads(pickle.dumps(found)).to_dict()


def test_a_flag_that_does_not_exist_is_refused():
    with pytest.raises(KeyError, match="rejected"):
        _ = asked()["rejected"]


names = st.text(max_size=12) | st.sampled_from(
    ["電子入札", "戸籍", "戸籍の附票", "預貯金照会", "児童手当の申請", "（）", "x"]
)


@given(
    st.lists(names, max_size=4),
    st.lists(st.tuples(st.sampled_from("abc"), st.none() | names), max_size=6),
    st.none() | st.integers(1, 4),
    st.sampled_from([None, 2023, 2024, 2025, 2026]),
)
def test_nothing_that_is_compared_ever_clears_an_overlap(about, rows, widely_from, year):
    cases = [case(case_id, kind) for case_id, kind in rows]
    found = asked(about=about, cases=cases, facts={"widely_from": widely_from, "fiscal_year": year})

    assert NOT_RAISED not in {found[name].state for name in OVERLAPS}
    if widely_from is None:
        assert found.advice is None
    for flag in found.flags:
        assert bool(flag.missing) is (flag.state is OPEN)
