"""Which costs the measures support: by year and text, by form, by duty, by body; what no text that was read answers."""

from datetime import date

import polars as pl
import pytest

from chiho_digital.basics import Grade, InvalidValue
from chiho_digital.rules import Outcome
from chiho_digital.talent import RULES, CostFacts, Measure, eligibility, eligibility_frame

TALENT = {
    "body_kind": "prefecture",
    "item": "engagement",
    "external": True,
    "digital_expertise": True,
    "duty": "support",
    "employment": "fixed_term",
}
SUPPORTING = {**TALENT, "body_kind": "municipality"}
AIDE = {**SUPPORTING, "duty": "own_work", "cio_aide": True, "digital_expertise": None}
TRAINING = {"body_kind": "prefecture", "item": "training", "core_staff": True}
PARTNERSHIP = {
    "body_kind": "prefecture",
    "item": "engagement",
    "digital_expertise": True,
    "partnership_agreement": True,
    "dispatch": "sent",
    "recipient": "other_municipality",
    "first_year_of_post": True,
}
WORKER = {"item_for_body": True, "worker_type": "company_dispatch", "worker_part": "b"}
ADVISER = {"item_for_body": True, "local_adviser": True}
ORDINARY = {**TALENT, "employment": "full_time"}
CASES = {
    "prefecture_talent": TALENT,
    "supporting_municipality": SUPPORTING,
    "own_cio_aide": AIDE,
    "prefecture_training": TRAINING,
    "municipality_training": {**TRAINING, "body_kind": "municipality"},
    "partnership_prefecture": PARTNERSHIP,
    "partnership_municipality": {**PARTNERSHIP, "body_kind": "municipality"},
    "revitalisation_worker": WORKER,
    "local_adviser": ADVISER,
    "ordinary_tax_staff": ORDINARY,
}
WORDS = {"yes": "eligible", "no": "ineligible", "?": "undetermined"}

# FY2020, FY2022, FY2023, FY2024, FY2025, FY2026, FY2029, FY2030.
YEARS = (2020, 2022, 2023, 2024, 2025, 2026, 2029, 2030)
BY_YEAR = {
    "prefecture_talent": "no no ? yes yes yes yes no",
    "supporting_municipality": "no no ? yes yes yes yes no",
    "own_cio_aide": "no ? ? yes yes no no no",
    "prefecture_training": "no no ? yes yes no no no",
    "municipality_training": "no no ? yes yes no no no",
    "partnership_prefecture": "? ? ? yes yes yes yes yes",
    "partnership_municipality": "? ? ? yes yes yes yes yes",
    "revitalisation_worker": "? ? ? yes yes yes yes yes",
    "local_adviser": "? ? ? yes yes yes yes yes",
    "ordinary_tax_staff": "no no no no yes ? ? ?",
}


def outcome(measure, year=2025, **changes):
    facts = CostFacts(**{**CASES[measure], "fiscal_year": year, **changes})
    return eligibility(facts, measure).outcome.value


@pytest.mark.parametrize("measure", Measure)
def test_each_measure_by_year(measure):
    assert [WORDS[word] for word in BY_YEAR[measure].split()] == [outcome(measure, year) for year in YEARS]


@pytest.mark.parametrize("measure", Measure)
def test_another_kind_of_body_is_not_covered(measure):
    if measure in {"revitalisation_worker", "local_adviser"}:
        assert "ineligible" == outcome(measure, item_for_body=False)
        return
    other = "municipality" if CASES[measure]["body_kind"] == "prefecture" else "prefecture"

    assert ["ineligible"] * 3 == [
        outcome(measure, body_kind=kind) for kind in (other, "association", "other")
    ]


@pytest.mark.parametrize(
    "measure",
    ["supporting_municipality", "own_cio_aide", "municipality_training", "partnership_municipality"],
)
def test_how_the_cost_of_one_special_ward_counts_is_unknown_law(measure):
    decision = eligibility(
        CostFacts(**{**CASES[measure], "body_kind": "special_ward", "fiscal_year": 2025}), measure
    )

    assert (Outcome.UNDETERMINED, ()) == (decision.outcome, decision.missing)
    assert ["特別区" in reason.ja for reason in decision.unknown_law] == [True]


def test_which_bodies_the_items_on_workers_and_advisers_cover_is_for_the_caller_to_say():
    for measure in ("revitalisation_worker", "local_adviser"):
        facts = CostFacts(**{**CASES[measure], "fiscal_year": 2025, "item_for_body": None})
        decision = eligibility(facts, measure)

        assert (Outcome.UNDETERMINED, ("item_for_body",)) == (decision.outcome, decision.missing)
        assert "not read" in decision.next_question().help.en
    assert Grade.INFERRED is eligibility(CostFacts(**ADVISER, fiscal_year=2025), "local_adviser").grade


FORMS = {
    "full_time": "yes",
    "fixed_term": "yes",
    "fiscal_year": "yes",
    "special_post": "yes",
    "outsourced": "yes",
    "dispatched": "?",
    "seconded": "?",
}


@pytest.mark.parametrize("measure", ["prefecture_talent", "supporting_municipality", "own_cio_aide"])
@pytest.mark.parametrize("form", FORMS)
def test_appointment_and_outsourcing_are_engagement_others_were_not_read(measure, form):
    assert WORDS[FORMS[form]] == outcome(measure, employment=form)
    assert "eligible" == outcome(measure, employment=form, item="recruiting")


def test_outsourcing_rests_on_a_prefectures_page_for_cio_aides_and_is_inferred_elsewhere():
    def finding(measure):
        facts = CostFacts(**{**CASES[measure], "fiscal_year": 2025, "employment": "outsourced"})
        findings = {one.id: one for one in eligibility(facts, measure).findings}
        return findings["outsourcing"]

    assert "pref.oita.jp" in finding("own_cio_aide").sources[-1].url
    assert [Grade.PRIMARY, Grade.INFERRED] == [
        finding(measure).grade for measure in ("own_cio_aide", "prefecture_talent")
    ]


@pytest.mark.parametrize("measure", ["prefecture_talent", "supporting_municipality", "own_cio_aide"])
def test_how_a_person_with_two_duties_is_divided_is_unknown_law(measure):
    other = "support" if measure == "own_cio_aide" else "own_work"

    assert ["undetermined", "ineligible", "ineligible"] == [
        outcome(measure, duty=duty) for duty in ("both", other, "other")
    ]


@pytest.mark.parametrize(
    ("measure", "change"),
    [
        ("prefecture_talent", {"external": False}),
        ("prefecture_talent", {"digital_expertise": False}),
        ("prefecture_talent", {"item": "contribution"}),
        ("prefecture_talent", {"item": "training"}),
        ("supporting_municipality", {"external": False}),
        ("supporting_municipality", {"item": "other"}),
        ("own_cio_aide", {"external": False}),
        ("own_cio_aide", {"cio_aide": False}),
        ("own_cio_aide", {"item": "contribution"}),
        ("prefecture_training", {"core_staff": False}),
        ("municipality_training", {"item": "engagement"}),
        ("partnership_prefecture", {"partnership_agreement": False}),
        ("partnership_prefecture", {"dispatch": "sent_252_17"}),
        ("partnership_prefecture", {"dispatch": "from_prefecture"}),
        ("partnership_municipality", {"dispatch": "from_prefecture", "first_year_of_post": False}),
        ("partnership_municipality", {"dispatch": "none"}),
        ("revitalisation_worker", {"worker_type": "none"}),
        ("revitalisation_worker", {"worker_part": "none"}),
        ("local_adviser", {"local_adviser": False}),
        ("ordinary_tax_staff", {"digital_expertise": False}),
        ("ordinary_tax_staff", {"item": "recruiting"}),
        ("ordinary_tax_staff", {"duty": "own_work"}),
        ("ordinary_tax_staff", {"employment": "special_post"}),
    ],
)
def test_what_a_measure_does_not_cover(measure, change):
    assert "ineligible" == outcome(measure, **change)


def test_a_municipality_may_pay_a_contribution_toward_such_talent():
    assert "eligible" == outcome("supporting_municipality", item="contribution", employment=None)
    assert "ineligible" == outcome("supporting_municipality", item="contribution", duty="own_work")


def test_that_other_municipalities_are_meant_is_inferred():
    findings = eligibility(CostFacts(**SUPPORTING, fiscal_year=2025), "supporting_municipality").findings
    supports = next(finding for finding in findings if finding.id == "supports_municipalities")

    assert Grade.INFERRED is supports.grade


@pytest.mark.parametrize("recipient", ["designated_city", "core_city", "prefectural_capital"])
def test_dispatch_to_larger_cities_is_excluded(recipient):
    for measure in ("partnership_prefecture", "partnership_municipality"):
        assert "ineligible" == outcome(measure, recipient=recipient)


@pytest.mark.parametrize("dispatch", ["from_prefecture", "from_municipality"])
def test_a_municipality_that_receives_counts_the_first_year_of_each_post(dispatch):
    for item in ("engagement", "contribution"):
        assert "eligible" == outcome("partnership_municipality", item=item, dispatch=dispatch)


def test_whether_others_than_digital_talent_are_specialists_is_unknown_law():
    assert "undetermined" == outcome("partnership_prefecture", digital_expertise=False)


def test_the_senior_type_is_new_in_the_text_of_fy2025():
    assert ["ineligible", "eligible"] == [
        outcome("revitalisation_worker", year, worker_type="senior") for year in (2024, 2025)
    ]
    changes = {change.rule: change.kind for change in RULES[Measure.REVITALISATION_WORKER].diff(2024, 2025)}
    assert ("added", "moved") == (changes["senior"], changes["side_job"])


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("full_time", "yes"),
        ("special_post", "no"),
        ("outsourced", "?"),
        ("fiscal_year", "?"),
        ("fixed_term", "?"),
        ("dispatched", "?"),
        ("seconded", "?"),
    ],
)
def test_who_is_within_the_words_of_the_ordinary_tax_measure(form, answer):
    decision = eligibility(
        CostFacts(**{**ORDINARY, "employment": form, "fiscal_year": 2025}), "ordinary_tax_staff"
    )

    assert WORDS[answer] == decision.outcome
    assert bool(decision.unknown_law) is (answer == "?")
    assert decision.missing == ()


def test_what_changed_between_the_two_texts():
    changes = {change.rule: change for change in RULES[Measure.PREFECTURE_TALENT].diff(2024, 2025)}

    assert "changed" == changes["window"].kind
    assert "moved" == changes["recruiting"].kind
    assert "附則6条10項1号" in changes["recruiting"].to("en")
    assert "附則6条9項" in changes["recruiting"].to("en")


def test_an_older_reading_is_reproduced():
    facts = CostFacts(**TALENT, fiscal_year=2026)

    then = eligibility(facts, "prefecture_talent", as_read_on=date(2025, 6, 1))

    assert (Outcome.INELIGIBLE, Outcome.ELIGIBLE) == (
        then.outcome,
        eligibility(facts, "prefecture_talent").outcome,
    )
    assert ["rules.text_as_read"] == [note.code for note in then.assumptions]
    with pytest.raises(InvalidValue, match="2025-03-18"):
        eligibility(facts, "prefecture_talent", as_read_on=date(2025, 3, 18))


def test_what_is_missing_is_asked_for():
    decision = eligibility(CostFacts(fiscal_year=2025, body_kind="prefecture"), "prefecture_talent")

    assert {"external", "digital_expertise", "duty", "item", "employment"} == set(decision.missing)


def test_a_way_for_an_own_aide_is_to_support_others():
    ways = eligibility(
        CostFacts(**{**TALENT, "duty": "own_work", "fiscal_year": 2025}), "prefecture_talent"
    ).ways_to_eligible()

    assert [{"duty": "support"}] == [way.changes for way in ways.ways]


def test_a_measure_that_there_is_not_is_refused():
    with pytest.raises(InvalidValue) as caught:
        eligibility(CostFacts(), "prefecture_talents")
    assert "prefecture_talent" == caught.value.suggestion


@pytest.mark.parametrize("measure", Measure)
def test_a_table_of_costs_is_decided_like_its_rows(measure):
    cases = [
        {**CASES[measure], "fiscal_year": year, "duty": duty}
        for year in (*YEARS, None)
        for duty in ("support", "own_work", "both", None)
    ]

    decided = eligibility_frame(pl.DataFrame(cases), measure)

    assert [eligibility(CostFacts(**case), measure).outcome.value for case in cases] == decided[
        "outcome"
    ].to_list()


def test_every_rule_names_its_article_and_every_measure_has_rules():
    assert set(Measure) == set(RULES)
    for measure, ruleset in RULES.items():
        for revision in ruleset.revisions:
            for rule in revision.rules:
                assert rule.sources[0].article or measure is Measure.ORDINARY_TAX_STAFF
