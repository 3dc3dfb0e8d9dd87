"""The records: JSON there and back, a schema in Japanese, what they refuse; names and contacts are never repeated."""

import json
import logging

import pytest
from pydantic import ValidationError
from talent_costs import HAGI, PREFECTURE, SHUNAN, cost, member

from chiho_digital.talent import (
    Assignment,
    AssignmentResult,
    Cost,
    FiscalIndex,
    Ledger,
    Need,
    Pool,
    StaffMember,
)

NAME, MAIL = "山田太郎", "taro.yamada@example.jp"
NEED = {
    "id": "n1",
    "municipality": HAGI,
    "role": "engineer",
    "skills": [{"field": "データ活用", "level": 3}, {"field": "量子計算"}],
    "time_share": 40,
    "start": "2025-04-01",
    "end": "2026-03-31",
    "priority": 1,
    "span": "continuous",
    "remark": "窓口の見直し",
}
ASSIGNMENT = {
    "id": "a1",
    "staff": "p1",
    "municipality": HAGI,
    "need": "n1",
    "time_share": 40,
    "start": "2025-04-01",
    "end": "2026-03-31",
}
RESULT = {"assignment": "a1", "as_of": "2026-03-31", "hours": 600, "consultations": 20, "remark": "改善した"}
LEDGER = {
    "pool": {
        "id": "pool",
        "name": "県人材プール",
        "lead": PREFECTURE,
        "shape": "協議会による専門人材の共有",
        "members": [HAGI, SHUNAN],
        "staff": [json.loads(member().model_dump_json())],
    },
    "needs": [NEED],
    "assignments": [ASSIGNMENT],
    "results": [RESULT],
    "costs": [json.loads(cost(person="p1").model_dump_json())],
    "indices": [{"body": HAGI, "fiscal_year": "R7", "index": "0.35"}],
}


def refused(model, **values):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values)
    return str(caught.value)


def test_a_ledger_survives_json():
    ledger = Ledger.model_validate(LEDGER)

    assert ledger == Ledger.model_validate_json(ledger.model_dump_json())
    assert ledger == Ledger.model_validate(ledger.model_dump())
    assert json.loads(ledger.model_dump_json())["costs"][0]["fiscal_year"] == 2025


def test_records_cannot_be_changed_but_made_anew():
    need = Need.model_validate(NEED)

    with pytest.raises(ValidationError):
        need.priority = 2
    assert 2 == need.with_(priority=2).priority


def test_terms_are_kept_by_their_ids_and_unknown_ones_as_written():
    ledger = Ledger.model_validate(LEDGER)

    assert "council" == ledger.pool.shape
    assert ["data", "量子計算"] == [skill.field for skill in ledger.needs[0].skills]
    assert "digital_agency" == cost(item="recruiting", channel="デジタル庁との連携").channel


def test_the_facts_of_a_cost_are_those_of_the_person_it_is_for():
    ledger = Ledger.model_validate(LEDGER)
    stated = cost(person="p1", engagement=None)

    facts = ledger.facts(stated)

    assert ("prefecture", "support", "fixed_term") == (facts.body_kind, facts.duty, facts.employment)
    assert stated.facts().duty is None
    assert "own_work" == cost(engagement={"duty": "own_work"}).facts(member()).duty


def test_what_is_not_given_is_unknown():
    facts = Cost(id="c", body=HAGI, fiscal_year=2025).facts()

    assert {"fiscal_year", "body_kind"} == set(facts.known())
    assert Pool(id="x", name="x").lead_kind is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (PREFECTURE, "prefecture"),
        (HAGI, "municipality"),
        ("131016", "special_ward"),
        ("141003", "municipality"),
    ],
)
def test_the_kind_of_a_body_is_found_by_its_code(code, kind):
    assert kind == Cost(id="c", body=code, fiscal_year=2025).facts().body_kind


@pytest.mark.parametrize(
    ("model", "values", "change", "words"),
    [
        (Need, NEED, {"municipality": PREFECTURE}, "市区町村ではありません"),
        (Need, NEED, {"municipality": "350002"}, "検査数字"),
        (Need, NEED, {"municipality": "999997"}, "999997"),
        (Need, NEED, {"end": "2025-03-31"}, "2025-03-31"),
        (Need, NEED, {"time_share": 101}, "101%"),
        (Need, NEED, {"time_share": 0}, "0%"),
        (Need, NEED, {"hours": -1}, "-1"),
        (Need, NEED, {"priority": 0}, "greater than or equal to 1"),
        (Need, NEED, {"role": "enginer"}, "engineer"),
        (Need, NEED, {"skills": [{"field": "data", "level": 6}]}, "less than or equal to 5"),
        (Assignment, ASSIGNMENT, {"start": "2027-01-01"}, "p1"),
        (AssignmentResult, RESULT, {"hours": -3}, "-3"),
        (FiscalIndex, {"body": HAGI, "fiscal_year": 2025}, {"index": "3.01"}, "3.01"),
        (FiscalIndex, {"body": HAGI, "fiscal_year": 2025}, {"index": "0.123"}, "0.12"),
        (FiscalIndex, {"body": "999997", "fiscal_year": 2025}, {"index": "0.1"}, "999997"),
        (Cost, {"id": "c", "body": HAGI, "fiscal_year": 2025}, {"amount": 1, "revenue": 2}, "2円"),
        (Cost, {"id": "c", "body": HAGI, "fiscal_year": 2025}, {"amount": 1.5}, "valid integer"),
        (Cost, {"id": "c", "body": HAGI, "fiscal_year": 20}, {}, "1886"),
        (Cost, {"id": "c", "body": "999997", "fiscal_year": 2025}, {}, "999997"),
        (
            Cost,
            {"id": "c", "body": HAGI, "fiscal_year": 2025, "item": "contribution"},
            {"paid_to": HAGI},
            HAGI,
        ),
        (
            Cost,
            {"id": "c", "body": HAGI, "fiscal_year": 2025, "item": "training"},
            {"channel": "公募"},
            "募集",
        ),
        (StaffMember, {"id": "p1"}, {"employer": "999997"}, "999997"),
        (StaffMember, {"id": "p1"}, {"skills": [{"field": "data"}, {"field": "データ活用"}]}, "data"),
        (Pool, {"id": "x", "name": "x"}, {"staff": [{"id": "p1"}, {"id": "p1"}]}, "p1"),
        (Pool, {"id": "x", "name": "x"}, {"members": ["999997"]}, "999997"),
    ],
)
def test_a_record_refuses(model, values, change, words):
    assert words in refused(model, **{**values, **change})


# Personal data: identifiers alone; what was given by mistake is not repeated.

WITH_NAMES = [
    (model, {**values, **change})
    for model, values in (
        (StaffMember, {"id": "p1"}),
        (Need, NEED),
        (Assignment, ASSIGNMENT),
        (AssignmentResult, RESULT),
        (Cost, {"id": "c", "body": HAGI, "fiscal_year": 2025}),
        (Pool, {"id": "x", "name": "x"}),
        (FiscalIndex, {"body": HAGI, "fiscal_year": 2025, "index": "0.1"}),
    )
    for field in (*model.model_fields, "name_of_person", "contact")
    if field not in {"remark", "name", "shape", "channel"}
    for change in ({field: NAME}, {field: MAIL})
]


@pytest.mark.parametrize(("model", "values"), WITH_NAMES)
def test_no_error_repeats_a_name_or_a_contact(model, values, caplog):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").error("refused", exc_info=caught.value)

    for text in (str(caught.value), repr(caught.value), caplog.text):
        assert NAME not in text
        assert MAIL not in text


@pytest.mark.parametrize("text", [NAME, MAIL])
def test_a_ledger_with_names_in_it_does_not_repeat_them(text):
    wrong = {
        **LEDGER,
        "pool": {**LEDGER["pool"], "staff": [{"id": text}, {"id": "p1", "name": text}]},
        "needs": [{**NEED, "id": text, "municipality": text}],
        "assignments": [{**ASSIGNMENT, "staff": text}],
        "costs": [{"id": "c", "body": text, "fiscal_year": text, "contact": text}],
    }

    assert text not in refused(Ledger, **wrong)
    assert text not in refused(Ledger, pool=text)


def test_no_repr_prints_free_text():
    ledger = Ledger.model_validate({**LEDGER, "needs": [{**NEED, "remark": f"担当 {NAME} {MAIL}"}]})
    pool = Pool(id="x", name="x", remark=NAME)

    for shown in (ledger, ledger.needs[0], pool):
        for text in (repr(shown), str(shown)):
            assert NAME not in text
            assert MAIL not in text


def test_no_record_has_a_field_for_names_or_contacts_of_people():
    fields = {field for model in (StaffMember, Assignment, Cost, Need) for field in model.model_fields}

    assert not fields & {"name", "contact", "email", "phone", "address", "birthday"}
