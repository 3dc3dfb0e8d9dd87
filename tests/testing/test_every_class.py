"""`st.from_type` knows every public record, value and class of facts; what it draws is whole and reaches every kind of value."""

import json
import pickle
import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

sys.path.insert(0, str(Path(__file__).parent))
from answers import ANSWERS

from chiho_digital import bonds, tables, talent, testing
from chiho_digital.basics import LabelledEnum
from chiho_digital.rules import Facts

DRAWN = {
    f"{kind.__module__.removeprefix('chiho_digital.')}.{kind.__name__}": kind
    for kind in testing.drawn_classes()
}
RECORDS = {name: kind for name, kind in DRAWN.items() if issubclass(kind, BaseModel)}
FACTS = {name: kind for name, kind in DRAWN.items() if issubclass(kind, Facts)}
ENUMERATIONS = {
    kind.__name__: kind
    for kind in testing.public_classes()
    if issubclass(kind, Enum) and kind is not LabelledEnum
}
NEVER = {("bonds.records.Project", "tax_basis"): {"unknown"}}  # it is read as null
FEW = settings(max_examples=20, database=None, phases=[Phase.generate])


def test_every_public_class_is_drawn_or_known_as_an_answer_of_a_function():
    drawn = set(testing.drawn_classes())
    rest = {
        f"{kind.__module__.removeprefix('chiho_digital.')}.{kind.__name__}"
        for kind in testing.public_classes()
        if kind not in drawn and not issubclass(kind, (Enum, Exception))
    }

    assert ANSWERS == rest


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_drawn_survives_pickle_and_records_survive_json(name):
    kind = DRAWN[name]

    @FEW
    @given(st.from_type(kind))
    def whole(value):
        assert kind is tables.Kind or isinstance(value, kind)
        assert value == pickle.loads(pickle.dumps(value))
        if isinstance(value, BaseModel):
            assert value == type(value).model_validate_json(value.model_dump_json())
            assert value == type(value).model_validate(dict(value))

    whole()


def allowed(schema, node):
    """The plain values that a part of a schema names: null, the members of enumerations, true and false."""
    if "$ref" in node:
        return allowed(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    found = set()
    for several in ("anyOf", "oneOf"):
        for part in node.get(several, ()):
            found |= allowed(schema, part)
    kinds = node.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    found |= {None} if "null" in kinds else set()
    found |= {True, False} if "boolean" in kinds else set()
    found |= set(node.get("enum", ()))
    found |= {"something"} if set(kinds) & {"string", "integer", "number", "array", "object"} else set()
    return found


def seen_of(value, wanted):
    """As what a value of JSON counts."""
    if isinstance(value, (str, bool, type(None))) and value in wanted:
        return value
    return "something"


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_of_a_record_reaches_every_kind_of_value_that_its_schema_names(name):
    kind = RECORDS[name]
    schema = kind.model_json_schema(mode="serialization")
    wanted = {
        field: allowed(schema, node) - NEVER.get((name, field), set())
        for field, node in schema.get("properties", {}).items()
    }
    missing = {(field, value) for field, values in wanted.items() for value in values}
    # An enumeration is a text: where its members are named, no other text is awaited.
    missing -= {
        (field, "something")
        for field, values in wanted.items()
        if any(isinstance(value, str) and value != "something" for value in values)
    }

    class AllSeen(Exception):
        pass

    @settings(
        max_examples=5_000,
        database=None,
        phases=[Phase.generate],
    )
    @given(st.from_type(kind))
    def look(record):
        data = json.loads(record.model_dump_json())
        for field, value in data.items():
            missing.discard((field, seen_of(value, wanted[field])))
        if not missing:
            raise AllSeen

    with suppress(AllSeen):
        look()
    assert set() == missing


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_every_member_of_an_enumeration_is_drawn(name):
    kind = ENUMERATIONS[name]
    for member in kind:
        assert member is find(st.from_type(kind), lambda found, member=member: found is member)


@pytest.mark.parametrize("name", FACTS)
@pytest.mark.parametrize("known", ["all", "some", "none"])
def test_facts_are_known_as_far_as_is_asked(name, known):
    kind = FACTS[name]

    @FEW
    @given(testing.facts(kind, known=known))
    def asked(facts):
        unknown = len(kind.definitions) - len(facts.known())
        if known == "none":
            assert {} == facts.known()
        elif known == "all":
            assert unknown <= len(kind.constraints)
        assert facts == kind(**facts.known())

    asked()


def test_a_new_field_of_a_record_is_drawn_without_a_word_in_this_room():
    class Wider(bonds.Applicant):
        standing: bonds.Carrier | None = None
        share: bonds.fields.Percent = 0

    @FEW
    @given(testing.records(Wider))
    def drawn(record):
        assert record.standing is None or isinstance(record.standing, bonds.Carrier)
        assert -10_000 <= record.share <= 10_000

    drawn()
    assert find(testing.records(Wider), lambda record: record.standing is bonds.Carrier.OWN)


def test_fields_can_be_given_and_wrong_ones_are_refused_with_the_likely_name():
    project = find(testing.records(bonds.Project, cost=st.just(5), expenses=st.none()), lambda _: True)

    assert 5 == project.cost
    with pytest.raises(ValueError, match="grants") as raised:
        testing.records(bonds.Project, grant=st.none())
    assert "testing.unknown_field" == raised.value.code
    with pytest.raises(ValueError, match="Ledger") as raised:
        testing.records(talent.Ledger, pool=st.none())
    assert "testing.made_whole" == raised.value.code


def test_what_is_drawn_shrinks_to_the_plain():
    project = find(st.from_type(bonds.Project), lambda project: (project.total_cost or 0) > 1_000)

    assert 1_001 == project.total_cost
    assert 1 >= len(project.name.strip("電子申請")) or "電子申請" == project.name
    assert project.purpose is None
    assert project.body is None
