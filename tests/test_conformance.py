"""The library reads every file of the conformance suite to the same value, and writes the same; values survive copies."""

import base64
import copy
import json
import pickle
import pickletools
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import conformance
from chiho_digital.basics import ChihoDigitalError
from chiho_digital.procurement import exchange
from chiho_digital.tables import RowModel
from conformance import SUITE

FILES = sorted(path.relative_to(SUITE).as_posix() for path in SUITE.rglob("*.*"))
RECORDS = sorted(path.stem for path in (SUITE / "records").iterdir())
WRITTEN = conformance.fixtures()
PICKLES = conformance.read("pickles.json")
VALUES = dict(conformance.values())


def test_every_public_record_has_a_file():
    models = conformance.models()
    rows = {name for name, model in models.items() if issubclass(model, RowModel)}

    assert set(RECORDS) == set(models) - rows
    assert {path.stem for path in (SUITE / "rows").iterdir()} == rows
    assert {f"{name}: good" for name in rows} <= set(conformance.read("parquet.json"))


def test_the_manifest_names_every_file_once():
    groups = conformance.read("manifest.json")["groups"]

    for file in set(FILES) - {"README.md", "manifest.json"}:
        assert 1 == sum(fnmatch(file, group["files"]) for group in groups), file
    assert all(group["ja"] and group["en"] and group["check"] and group["form"] == 1 for group in groups)


@pytest.mark.parametrize("path", WRITTEN)
def test_the_library_writes_what_the_file_says(path):
    assert (SUITE / path).read_text(encoding="utf-8") == WRITTEN[path]


def as_given(written, given):
    """What is written without the fields that the file does not have, at any depth."""
    if isinstance(given, dict) and isinstance(written, dict):
        return {field: as_given(value, given[field]) for field, value in written.items() if field in given}
    if isinstance(given, list) and isinstance(written, list) and len(given) == len(written):
        return [as_given(*pair) for pair in zip(written, given, strict=True)]
    return written


def defaults(model):
    """The fields that need not be there, as JSON has them."""
    optional = {name: info for name, info in model.model_fields.items() if not info.is_required()}
    values = {name: info.get_default(call_default_factory=True) for name, info in optional.items()}
    return json.loads(model.model_construct(**values).model_dump_json(include=set(values), warnings=False))


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_read_and_written_as_the_file_says_and_new_fields_are_at_their_defaults(name):
    model = conformance.models()[name]

    for record, given in zip(
        conformance.records_of(name), conformance.read(f"records/{name}.json"), strict=True
    ):
        written = json.loads(record.model_dump_json())
        new = {field: written[field] for field in written if field not in given}
        assert json.dumps(given) == json.dumps(as_given(written, given))  # in this order
        assert new == {field: defaults(model)[field] for field in new}
        assert record == model.model_validate(given)
        assert record == model.model_validate(dict(record))


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_of_a_record_stands_in_its_file(name):
    given = conformance.read(f"records/{name}.json")

    assert set(conformance.models()[name].model_fields) == {field for record in given for field in record}


def test_the_package_of_ocds_is_read_back_to_its_cases():
    read = exchange.from_ocds(conformance.read("ocds/package.json"))

    assert conformance.read("ocds/cases.json")["cases"] == [
        json.loads(case.model_dump_json()) for case in read.cases
    ]


def test_texts_are_read_rightly_and_wrongly():
    texts = conformance.read("texts.json")

    assert set(conformance.READERS) == {text["reader"] for text in texts if "value" in text}
    assert set(conformance.READERS) == {text["reader"] for text in texts if "error" in text}


def test_decisions_of_all_outcomes_are_pinned():
    decisions = [conformance.read(file) for file in FILES if file.startswith("decisions/")]

    assert {"eligible", "ineligible", "undetermined"} == {each["decision"]["outcome"] for each in decisions}
    assert {"bonds", "talent", "procurement", "commonization"} == {
        each["ruleset"].partition(".")[0] for each in decisions
    }


@pytest.mark.parametrize("where", PICKLES)
def test_a_pickle_of_an_earlier_version_is_still_the_value(where):
    kept = base64.b64decode(PICKLES[where])
    protocol = next(argument for code, argument, _ in pickletools.genops(kept) if code.name == "PROTO")

    assert conformance.PROTOCOL == protocol
    assert type(VALUES[where]) is type(pickle.loads(kept))
    assert VALUES[where] == pickle.loads(kept)


def test_a_pickle_made_before_a_record_had_a_field_has_the_field_at_its_default():
    project = conformance.records_of("bonds.Project")[0]
    state = project.__getstate__()
    older = {**state, "__dict__": {k: v for k, v in state["__dict__"].items() if k not in {"grants", "name"}}}
    older["__dict__"] = {"name": "窓口", **older["__dict__"]}
    loaded = type(project).__new__(type(project))
    loaded.__setstate__(older)

    assert project.with_(name="窓口", grants=None) == loaded
    assert loaded.grants is None


@pytest.mark.parametrize("where", VALUES)
def test_a_value_survives_pickle_and_copies(where):
    value = VALUES[where]

    assert where in PICKLES
    copies = [copy.copy(value), copy.deepcopy(value)]
    copies += [pickle.loads(pickle.dumps(value, number)) for number in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for each in copies:
        assert type(value) is type(each)
        assert value == each
        assert hash(value) == hash(each)


def test_errors_survive_pickle_with_their_words():
    for case in conformance.read("texts.json"):
        if "error" in case:
            with pytest.raises(ChihoDigitalError) as raised:
                conformance.READERS[case["reader"]](case["text"])
            again = pickle.loads(pickle.dumps(raised.value))
            assert (type(raised.value), str(raised.value)) == (type(again), str(again))
