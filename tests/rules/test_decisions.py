"""A decision is a read-only value with its reasons; it travels, it is written out in both languages and as JSON."""

import copy
import json
import pickle
from datetime import date

import pytest
from hypothesis import given
from small_worlds import Form, Tone, cases, rulesets
from worlds import Case, Part, examples, rule, simple

from chiho_digital import __version__
from chiho_digital.basics import FiscalYear, Grade, Text
from chiho_digital.bonds import (
    EXPENSE_RULES,
    PLAN_RULES,
    PROJECT_RULES,
    ExpenseFacts,
    PlanFacts,
    ProjectFacts,
)
from chiho_digital.rules import Facts, Outcome, Role, UnknownLaw, every, fact, rule_page

quick = examples(40)
SYSTEM = {"fiscal_year": 2025, "body_kind": "municipality", "kind": "system", "acquisition": "introduce"}
ELIGIBLE = ProjectFacts(
    **SYSTEM,
    under_plan=True,
    purpose="efficiency",
    jointly_procured=True,
    commonization_candidate=False,
    use="internal_administration",
)
CASES = [
    (PROJECT_RULES, ELIGIBLE),
    (PROJECT_RULES, ELIGIBLE.with_(under_plan=False)),
    (PROJECT_RULES, ELIGIBLE.with_(jointly_procured=None)),
    (PROJECT_RULES, ProjectFacts()),
    (
        EXPENSE_RULES,
        ExpenseFacts(**ELIGIBLE.known(), carried_out_by="association", specified_collection=False),
    ),
    (PLAN_RULES, PlanFacts(fiscal_year=2027, basic_policy=True)),
]
each_case = pytest.mark.parametrize(("drawn", "facts"), CASES)
both_languages = pytest.mark.parametrize("lang", ["ja", "en"])


def test_the_three_outcomes():
    found = [drawn.decide(facts).outcome for drawn, facts in CASES[:3]]
    assert [Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED] == found
    assert [True, False, None] == [drawn.decide(facts).is_eligible for drawn, facts in CASES[:3]]


@each_case
def test_decisions_on_the_same_facts_are_equal_hash_alike_and_travel(drawn, facts):
    decision = drawn.decide(facts)
    others = [drawn.decide(facts.with_()), pickle.loads(pickle.dumps(decision)), copy.deepcopy(decision)]
    assert [decision] * 3 == others
    assert {hash(decision)} == set(map(hash, others))
    assert [decision.to_dict()] * 3 == [other.to_dict() for other in others]


def test_decisions_on_other_facts_of_other_sets_or_under_other_texts_differ():
    decision = PROJECT_RULES.decide(ELIGIBLE)
    others = [
        PROJECT_RULES.decide(ELIGIBLE.with_(cybersecurity=True)),
        PROJECT_RULES.decide(ELIGIBLE, as_read_on=date(2025, 4, 1)),
        simple(rule("r", Form.a), facts=Form).decide(Form(year=2025)),
        "eligible",
    ]
    assert [False] * 4 == [decision == other for other in others]


@pytest.mark.parametrize("name", ["outcome", "facts", "as_read_on", "ruleset", "note"])
def test_a_decision_is_read_only(name):
    decision = PROJECT_RULES.decide(ELIGIBLE)
    with pytest.raises(AttributeError):
        setattr(decision, name, None)


def test_nothing_can_be_taken_from_a_decision():
    decision = PROJECT_RULES.decide(ELIGIBLE)
    with pytest.raises(AttributeError):
        del decision.outcome
    assert Outcome.ELIGIBLE is decision.outcome


@pytest.mark.parametrize("name", ["value", "rule", "text"])
def test_a_finding_is_read_only(name):
    with pytest.raises(AttributeError):
        setattr(PROJECT_RULES.decide(ELIGIBLE).findings[0], name, None)


def test_the_values_of_a_decision_cannot_be_changed_from_outside():
    decision = PROJECT_RULES.decide(ELIGIBLE)
    decision.values["under_plan"] = False
    decision.facts.known()["under_plan"] = False
    decision.findings[0].facts["fiscal_year"] = None
    assert decision == PROJECT_RULES.decide(ELIGIBLE)
    assert decision.to_dict() == PROJECT_RULES.decide(ELIGIBLE).to_dict()


@each_case
def test_there_is_one_finding_for_every_rule_of_the_text(drawn, facts):
    decision = drawn.decide(facts)
    assert [own.id for own in decision.rules] == [finding.id for finding in decision.findings]
    assert [decision.values[own.id] for own in decision.rules] == [
        finding.value for finding in decision.findings
    ]


@quick
@given(rulesets(), cases())
def test_findings_say_what_each_rule_found_and_which_facts_it_read(drawn, facts):
    for finding in drawn.decide(facts).findings:
        assert {name: facts.value(name) for name in finding.rule.condition.facts()} == finding.facts
        opposite = {True: False, False: True, None: None}[finding.value]
        expected = opposite if finding.rule.role is Role.EXCLUDES else finding.value
        assert expected is finding.supports


@each_case
@both_languages
def test_an_explanation_names_every_rule_and_what_it_rests_on(drawn, facts, lang):
    decision = drawn.decide(facts)
    said = decision.explain(lang)
    titles = [own.title.to(lang) for own in decision.rules]
    questions = [facts.definitions[name].question.to(lang) for name in decision.missing]
    notes = [note.to(lang) for note in decision.assumptions]
    reasons = [reason.to(lang) for reason in decision.unknown_law]
    rest = [decision.outcome.label.to(lang), drawn.title.to(lang), drawn.official.to(lang), __version__]
    rest += [decision.grade.label.to(lang), decision.as_read_on.isoformat()]
    assert [] == [part for part in titles + questions + notes + reasons + rest if part not in said]
    assert all(source.to(lang) in said for own in decision.rules for source in own.sources)


@each_case
@both_languages
def test_the_page_of_a_decision_names_every_rule(drawn, facts, lang):
    decision = drawn.decide(facts)
    page = decision.to_html(lang)
    assert [] == [own.id for own in decision.rules if own.title.to(lang).replace("'", "&#x27;") not in page]
    assert f'lang="{lang}"' in page


def test_a_page_shows_what_users_wrote_as_text():
    class Written(Facts):
        year = fact(FiscalYear, Text("年", "year"), Text("年は。", "year?"))
        word = fact(str, Text("<語>", "<word>"), Text("語は。", "word?"))

    decision = simple(rule("r", Written.word == "<b>"), facts=Written).decide(
        Written(year=2025, word="<script>")
    )
    pages = decision.to_html("ja") + decision.to_html("en")
    assert [False] * 3 == [part in pages for part in ("<script>", "<b>", "<word>")]


@each_case
def test_a_decision_is_json_that_reads_back_as_itself(drawn, facts):
    content = drawn.decide(facts).to_dict()
    assert content == json.loads(json.dumps(content))
    assert content == json.loads(drawn.decide(facts).to_json())


def test_the_json_of_a_decision_keeps_its_form():
    rules = simple(
        rule("r", every(Case.parts, Part.sound) & (Case.day < date(2025, 4, 1)), article="1条"),
        rule("s", UnknownLaw(Text("不明", "unknown")), Role.ALTERNATIVE, "g", grade=Grade.INFERRED),
    )
    facts = Case(year=2026, day=date(2025, 3, 1), colour="red", parts=[Part(sound=True, shade="blue")])
    content = rules.decide(facts).to_dict()
    texts = [finding.pop("text") for finding in content["findings"]]
    notes = [note.pop(lang) for note in content["assumptions"] for lang in ("ja", "en")]
    assert {
        "ruleset": "test.set",
        "outcome": "undetermined",
        "facts": {
            "year": 2026,
            "colour": "red",
            "day": "2025-03-01",
            "parts": [{"sound": True, "shade": "blue"}],
        },
        "findings": [
            {
                "rule": "r",
                "role": "requires",
                "value": True,
                "supports": True,
                "facts": {"parts": [{"sound": True, "shade": "blue"}], "day": "2025-03-01"},
                "sources": [
                    {"title": "rの法", "article": "1条", "revision": None, "url": None, "grade": "primary"}
                ],
            },
            {
                "rule": "s",
                "role": "alternative",
                "value": None,
                "supports": None,
                "facts": {},
                "sources": [
                    {"title": "sの法", "article": None, "revision": None, "url": None, "grade": "inferred"}
                ],
            },
        ],
        "missing": [],
        "unknown_law": [{"ja": "不明", "en": "unknown"}],
        "assumptions": [{"code": "rules.text_as_read"}],
        "grade": "inferred",
        "as_read_on": "2025-04-01",
        "library_version": __version__,
        "official": {"ja": "公式の判断ではありません。", "en": "This is not an official determination."},
    } == content
    assert [{"ja", "en"}] * 2 == [set(text) for text in texts]
    assert ["令和8年度" in notes[0], "2026" in notes[1]] == [True, True]


def test_facts_of_another_class_are_refused():
    with pytest.raises(TypeError, match="ProjectFacts"):
        PROJECT_RULES.decide(ExpenseFacts())


PRIMARY, SECONDARY, INFERRED = Grade
GRADED = simple(
    rule("a", Form.a, grade=SECONDARY),
    rule("b", Form.b, Role.EXCLUDES, grade=PRIMARY),
    rule("n", Form.n > 2, Role.ALTERNATIVE, "g", grade=INFERRED),
    rule("m", Form.m > 2, Role.ALTERNATIVE, "g", grade=PRIMARY),
    facts=Form,
)


@pytest.mark.parametrize(
    ("known", "outcome", "expected"),
    [
        ({"a": True, "b": False, "n": 3, "m": 3}, "eligible", SECONDARY),
        ({"a": True, "b": False, "n": 3, "m": 0}, "eligible", INFERRED),
        ({"a": True, "b": False, "n": 0, "m": 3}, "eligible", SECONDARY),
        ({"a": False, "b": False, "n": 3, "m": 3}, "ineligible", SECONDARY),
        ({"a": False, "b": True, "n": 3, "m": 3}, "ineligible", PRIMARY),
        ({"a": True, "b": False, "n": 0, "m": 0}, "ineligible", INFERRED),
        ({"a": False, "b": False, "n": 0, "m": 0}, "ineligible", SECONDARY),
        ({"a": False}, "ineligible", SECONDARY),
        ({"a": True, "b": False}, "undetermined", INFERRED),
        ({}, "undetermined", INFERRED),
    ],
)
def test_the_grade_is_the_weakest_of_what_the_outcome_rests_on(known, outcome, expected):
    decision = GRADED.decide(Form(year=2025, **known))
    assert (outcome, expected) == (decision.outcome.value, decision.grade)


@quick
@given(rulesets(), cases())
def test_every_decision_can_be_written_out(drawn, facts):
    decision = drawn.decide(facts)
    for lang in ("ja", "en"):
        assert decision.outcome.label.to(lang) in decision.explain(lang)
        assert decision.outcome.label.to(lang) in decision.to_html(lang)
    assert decision.outcome.value == json.loads(decision.to_json())["outcome"]
    assert [finding.rule.condition.to_dict() for finding in decision.findings] == [
        json.loads(json.dumps(finding.rule.condition.to_dict())) for finding in decision.findings
    ]


@pytest.mark.parametrize("drawn", [PROJECT_RULES, EXPENSE_RULES, PLAN_RULES], ids=lambda drawn: drawn.id)
@both_languages
def test_every_rule_has_a_page_with_its_title_text_facts_and_sources(drawn, lang):
    for own in drawn.rules():
        page = rule_page(drawn, own.id, lang)
        parts = [own.title.to(lang), own.says.to(lang), *(cited(source, lang) for source in own.sources)]
        parts += [found.question.to(lang) for found in own.condition.definitions().values()]
        assert [] == [part for part in parts if part not in page]


def cited(source, lang):
    """A source as a page of Markdown cites it: with its address as a link."""
    return source.to(lang).replace(source.url, f"<{source.url}>") if source.url else source.to(lang)


def test_there_is_no_page_of_a_rule_that_the_set_has_not():
    with pytest.raises(KeyError):
        rule_page(PROJECT_RULES, "no_such_rule", "en")


def test_a_value_is_shown_as_people_write_it():
    rules = simple(rule("r", (Form.tone == Tone.HIGH) & (Form.year < FiscalYear(2027)) & ~Form.a), facts=Form)
    said = rules.decide(Form(year=2025, tone="low", a=True))
    assert [True] * 3 == [part in said.explain("ja") for part in ("低", "令和7年度", "はい")]
    assert [True] * 3 == [part in said.explain("en") for part in ("low", "FY2025", "yes")]
