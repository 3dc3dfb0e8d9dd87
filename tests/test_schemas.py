"""Every public record and row model says in JSON Schema what it is, in Japanese, and keeps to it."""

import json
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

sys.path.insert(0, str(Path(__file__).parent))
from chiho_digital import procurement
from schema_instances import from_schema, with_parts, written_out

SCRIPT = Path(__file__).parents[1] / "examples" / "json_schemas.py"
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
MODES = ("validation", "serialization")


def script():
    spec = spec_from_file_location("json_schemas", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MODELS = script().models()


@pytest.fixture(scope="module")
def instances():
    """Records by their class: real ones and written ones, and what they hold."""
    found = {}
    for root in written_out():
        for record in with_parts(root):
            found.setdefault(type(record), {}).setdefault(record.model_dump_json(), record)
    return found


def described(schema):
    """Every part of a schema that must have a title and a description, with its path."""
    yield "", schema
    for name, part in schema.get("$defs", {}).items():
        yield f"$defs/{name}", part
    yield from properties("", schema)


def properties(path, node):
    if isinstance(node, dict):
        for name, part in node.items():
            if name == "properties":
                yield from ((f"{path}/{field}", said) for field, said in part.items())
            yield from properties(f"{path}/{name}", part)
    elif isinstance(node, list):
        for place, part in enumerate(node):
            yield from properties(f"{path}/{place}", part)


def referred(schema, part):
    """What a part refers to; pydantic leaves out a title that is said there."""
    return schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else {}


def test_the_models_of_all_rooms_are_found():
    assert {
        "bonds.Plan",
        "procurement.AmountRow",
        "procurement.Case",
        "procurement.CaseRow",
        "procurement.ParticipationRow",
        "systems.Catalogue",
        "systems.OfferingRow",
    } <= set(MODELS)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_valid_and_in_japanese_throughout(name, mode):
    schema = MODELS[name].model_json_schema(mode=mode)

    Draft202012Validator.check_schema(schema)
    bare = [
        path
        for path, part in described(schema)
        for said in [{**referred(schema, part), **part}]
        if not all(JAPANESE.search(str(said.get(word, ""))) for word in ("title", "description"))
    ]
    assert [] == bare
    assert [] == [path for path, part in properties("", schema) if not part.keys() - {"title", "description"}]


@pytest.mark.parametrize("name", MODELS)
def test_records_fit_their_schema_and_survive_json(name, instances):
    model = MODELS[name]
    records = [*instances.get(model, {}).values(), *from_schema(model)]
    assert records, f"write an instance of {name} into tests/schema_instances.py"
    validators = [
        Draft202012Validator(
            model.model_json_schema(mode=mode), format_checker=Draft202012Validator.FORMAT_CHECKER
        )
        for mode in MODES
    ]

    for record in records:
        text = record.model_dump_json()
        for validator in validators:
            assert [] == [error.message for error in validator.iter_errors(json.loads(text))]
        assert record == model.model_validate_json(text)


def test_all_53_cases_are_held_against_the_schema(instances):
    assert 53 < len(instances[procurement.Case])
    assert 53 == len(instances[procurement.CaseRow])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"prefectures": ["35"]}, "does not match"),
        ({"grade": "best"}, "is not one of"),
        ({"names_as_of": "平成だった頃"}, "does not match"),
        ({"observed": {"text": "2021"}}, "is a required property"),
        ({"amounts": [{"scope": "annual", "yen": -1}]}, "is not valid under any"),
        ({"place": "x"}, "Additional properties"),
    ],
)
def test_a_schema_refuses_what_the_record_never_writes(change, words):
    case = json.loads(procurement.read_cases().cases[0].model_dump_json())
    schema = procurement.Case.model_json_schema(mode="serialization")

    (error,) = Draft202012Validator(schema).iter_errors(case | change)
    told = [error.message, *(inner.message for inner in error.context)]
    assert any(words in message for message in told)


def test_the_schemas_can_be_written_into_a_folder(tmp_path):
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path / "schemas"], capture_output=True, text=True, check=True
    )

    assert f"{len(MODELS)} schemas" in done.stdout
    assert {f"{name}.json" for name in MODELS} == {file.name for file in (tmp_path / "schemas").iterdir()}
    case = json.loads((tmp_path / "schemas" / "procurement.Case.json").read_text(encoding="utf-8"))
    assert "共同調達事例" == case["title"]
    Draft202012Validator.check_schema(case)
