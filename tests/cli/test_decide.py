"""`decide`: facts from options, JSON and records; reasons, what is missing, and the next question."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiho_digital import bonds, talent
from chiho_digital.basics import FiscalYear
from chiho_digital.rules import InvalidFacts


def decided(run, *arguments, stdin=b""):
    ended = run("decide", *arguments, "--json", stdin=stdin)
    assert (0, "") == (ended.status, ended.err)
    return json.loads(ended.out)


def test_the_answer_is_that_of_the_library(run):
    found = decided(run, "bond", "--facts", "project.json", "--use", "internal_administration")

    record = bonds.Project.model_validate_json((run.folder / "project.json").read_bytes())
    assert (
        bonds.eligibility(record.facts().with_(use="internal_administration")).to_dict() == found["decision"]
    )
    assert found["next_question"] is None


def answers(definition):
    """The values of a fact, as the option takes them and as the library does."""
    if definition.type is FiscalYear:
        return st.integers(2024, 2031).map(lambda year: (str(year), year))
    if definition.type is bool:
        return st.sampled_from([("yes", True), ("no", False)])
    return st.sampled_from([(value, value) for value in definition.choices])


@pytest.mark.parametrize(
    ("name", "kind", "decide"),
    [
        (("bond",), bonds.ProjectFacts, bonds.eligibility),
        (
            ("talent", "--measure", "prefecture_talent"),
            talent.CostFacts,
            lambda facts: talent.eligibility(facts, "prefecture_talent"),
        ),
    ],
)
@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])  # `run` keeps nothing
def test_whatever_the_options_state_is_decided_as_the_library_decides_it(run, name, kind, decide, data):
    stated = data.draw(
        st.fixed_dictionaries({}, optional={fact: answers(one) for fact, one in kind.definitions.items()})
    )
    options = [word for fact, (text, _) in stated.items() for word in (f"--{fact.replace('_', '-')}", text)]
    ended = run("decide", *name, *options, "--json")
    document = json.loads(ended.out)
    try:
        expected = decide(kind(**{fact: value for fact, (_, value) in stated.items()}))
    except InvalidFacts as error:
        codes = [problem.code for problem in error.problems]
    else:
        assert (0, expected.to_dict()) == (ended.status, document["decision"])
        return
    assert (1, codes) == (ended.status, [problem["code"] for problem in document["errors"]])


@pytest.mark.parametrize("outcome", ["eligible", "ineligible"])
def test_whoever_answers_question_after_question_reaches_an_outcome(run, outcome):
    given = []
    for _ in range(20):
        found = decided(run, "bond", *given)
        question = found["next_question"]
        if question is None:
            break
        leading = [answer for answer in question["answers"] if outcome in answer["outcomes"]]
        given += [question["option"], leading[0]["value"]]

    assert outcome == found["decision"]["outcome"]
    assert [] == found["decision"]["missing"]


def test_the_next_question_is_shown_with_the_options_that_answer_it(run):
    ended = run("decide", "bond", "--facts", "project.json", "--lang", "en")

    assert 0 == ended.status
    assert ended.out.endswith(
        "Next question: What is it used for?\n"
        "A service to residents covers what residents use and what the staff delivering the service use.\n"
        "  --use resident_service  service to residents → eligible\n"
        "  --use internal_administration  internal administration → ineligible\n"
        "  --use other  other → ineligible\n"
    )


@pytest.mark.parametrize("how", ["file", "stdin", "text"])
def test_facts_come_from_a_file_standard_input_or_as_json_itself(run, folder, how):
    text = '{"fiscal_year": 2030}'
    (folder / "facts.json").write_text(text, encoding="utf-8")
    source = {"file": "facts.json", "stdin": "-", "text": text}[how]

    assert "ineligible" == decided(run, "bond", "--facts", source, stdin=text.encode())["decision"]["outcome"]


@pytest.mark.parametrize("year", ["2030", "令和12年度", "FY2030"])
@pytest.mark.parametrize(("yes", "no"), [("yes", "no"), ("はい", "いいえ"), ("TRUE", "False")])
def test_options_are_read_as_people_write_them(run, year, yes, no):
    facts = decided(run, "bond", "--fiscal-year", year, "--under-plan", yes, "--related", no)["decision"][
        "facts"
    ]

    assert {"fiscal_year": 2030, "under_plan": True, "related": False} == facts


def test_everything_that_is_wrong_is_told_at_once(run):
    ended = run("decide", "bond", "--fiscal-year", "20x6", "--use", "resident", "--under-plan", "maybe")

    assert (1, "") == (ended.status, ended.out)
    assert ["fiscal_year", "under_plan", "use"] == [line.partition(":")[0] for line in ended.err.splitlines()]
    assert "resident_service" in ended.err


def test_facts_that_cannot_stand_together_are_refused(run):
    ended = run("decide", "bond", "--kind", "equipment", "--related", "yes")

    assert 1 == ended.status
    assert "関連システム" in ended.err


def test_an_unknown_fact_in_json_is_told_with_the_likely_one(run):
    ended = run("decide", "bond", "--facts", '{"usee": "other"}', "--lang", "en")

    assert (1, True) == (ended.status, "Likely repair: use" in ended.err)


def test_older_texts_can_be_asked(run):
    old = decided(run, "bond", "--facts", "project.json", "--as-read-on", "令和8年3月31日")

    assert "2026-03-31" == old["decision"]["as_read_on"]


def test_every_measure_is_decided_unless_one_is_named(run):
    options = ["--fiscal-year", "2025", "--body-kind", "prefecture", "--item", "recruiting"]

    every = decided(run, "talent", *options)["measures"]
    one = decided(run, "talent", *options, "--measure", "prefecture_talent")

    assert [measure.value for measure in talent.Measure] == [found.pop("measure") for found in every]
    assert one == every[0]


def test_an_unknown_measure_is_told_with_the_likely_one(run):
    ended = run("decide", "talent", "--measure", "prefecture_tallent", "--lang", "en")

    assert (1, True) == (ended.status, "Likely repair: prefecture_talent" in ended.err)


def test_a_wrong_record_of_a_cost_is_told_without_repeating_what_was_given(run):
    record = {"id": "c1", "body": "350001", "fiscal_year": 2025, "person": "山田 太郎", "item": "engagment"}

    ended = run("decide", "talent", "--facts", json.dumps(record), "--json")

    assert 1 == ended.status
    assert "山田" not in ended.out + ended.err
    assert {"person", "item"} <= {error["path"][0] for error in json.loads(ended.out)["errors"]}
