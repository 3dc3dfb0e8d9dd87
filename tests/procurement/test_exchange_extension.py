"""The files of our extension describe what we write, in Japanese."""

import json
import re

import jsonschema
import pytest
from exchange_worlds import TERMS, publications
from hypothesis import HealthCheck, given, settings

from chiho_digital.basics import Grade, TaxBasis
from chiho_digital.procurement import (
    AmountScope,
    BodyType,
    ContractForm,
    Exactness,
    LegalForm,
    Measure,
    UnknownReason,
    read_cases,
)
from chiho_digital.procurement.exchange import EXTENSION, OWN, to_ocds

SCHEMA = json.loads((EXTENSION / "release-schema.json").read_text(encoding="utf-8"))
VALUE = {
    "type": "object",
    "properties": {"amount": {"type": "integer"}, "currency": {"enum": ["JPY"]}},
    "required": ["amount", "currency"],
}


def closed(schema):
    """The schema with every object closed, so that a field it does not describe is an error."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: closed(value) for key, value in schema.items()}, **more}


OWN_VALIDATOR = jsonschema.Draft4Validator(
    {
        "$ref": "#/definitions/JointProcurement",
        "definitions": closed({**SCHEMA["definitions"], "Value": VALUE}),
    }
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(publications())
def test_everything_that_is_written_is_described(publication):
    for release in to_ocds(**publication, **TERMS)["releases"]:
        assert [] == list(OWN_VALIDATOR.iter_errors(release.get(OWN, {"caseId": "x", "grade": "primary"})))
        for lot in release["tender"].get("lots", ()):
            assert {"id", "title", *SCHEMA["definitions"]["Lot"]["properties"]} >= set(lot)


def test_the_published_cases_are_described():
    for release in to_ocds(read_cases().cases, **TERMS)["releases"]:
        if OWN in release:
            OWN_VALIDATOR.validate(release[OWN])


def test_what_is_not_described_is_found():
    assert not OWN_VALIDATOR.is_valid({"caseId": "x", "grade": "primary", "unheardOf": 1})
    assert not OWN_VALIDATOR.is_valid({"caseId": "x"})


def fields(schema=SCHEMA, path=()):
    for name, inner in schema.items():
        if isinstance(inner, dict):
            if path and path[-1] == "properties":
                yield (*path, name), inner
            yield from fields(inner, (*path, name))


@pytest.mark.parametrize(("path", "field"), [pytest.param(*one, id="/".join(one[0])) for one in fields()])
def test_every_field_has_a_japanese_title_and_description(path, field):
    assert path
    assert any("ぁ" <= sign <= "鿿" or sign == "I" for sign in field["title"])
    assert field["description"].endswith("。")


@pytest.mark.parametrize(
    ("definition", "name", "vocabulary"),
    [
        ("JointProcurement", "legalForm", LegalForm),
        ("JointProcurement", "contractForm", ContractForm),
        ("JointProcurement", "grade", Grade),
        ("JointProcurementParticipation", "bodyType", BodyType),
        ("JointProcurementAmount", "scope", AmountScope),
        ("JointProcurementAmount", "taxBasis", TaxBasis),
        ("JointProcurementAmount", "unknownReason", UnknownReason),
        ("JointProcurementCostShare", "scope", AmountScope),
        ("JointProcurementEffect", "measure", Measure),
        ("JointProcurementEffect", "exactness", Exactness),
    ],
)
def test_the_words_of_a_vocabulary_are_those_of_the_library(definition, name, vocabulary):
    field = SCHEMA["definitions"][definition]["properties"][name]

    assert [one.value for one in vocabulary] == [word for word in field["enum"] if word is not None]
    assert all(f"{one.value}＝{one.label.ja}" in field["description"] for one in vocabulary)


def test_the_extension_names_itself_in_both_languages_and_its_files():
    extension = json.loads((EXTENSION / "extension.json").read_text(encoding="utf-8"))

    assert {"ja", "en"} == set(extension["name"]) == set(extension["description"])
    assert ["1.1"] == extension["compatibility"]
    assert all((EXTENSION / name).is_file() for name in (*extension["schemas"], "README.md"))


def test_the_example_and_the_table_of_the_page_are_right():
    page = (EXTENSION / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall("```json\n(.*?)```", page, re.DOTALL)
    table = page[page.index("| `caseId`") : page.index("## Dates")]

    OWN_VALIDATOR.validate(json.loads(example)[OWN])
    described = set(re.findall("`([A-Za-z.]+)", table.split("The vocabularies")[0]))
    assert set(SCHEMA["definitions"]["JointProcurement"]["properties"]) <= described
    assert {f"Lot.{name}" for name in SCHEMA["definitions"]["Lot"]["properties"]} <= described
