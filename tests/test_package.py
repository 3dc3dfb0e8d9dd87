"""The front door: light to import, honest about what it holds, typed."""

import json
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

import chiho_digital

DATAFRAMES = {"numpy", "pandas", "polars", "pyarrow", "duckdb", "pyspark", "narwhals"}


def modules_loaded_by(statement):
    """The top-level modules that a fresh interpreter holds after a statement."""
    code = f"{statement}\nimport sys, json\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_importing_the_package_loads_no_dependency():
    loaded = modules_loaded_by("import chiho_digital")

    assert "chiho_digital" in loaded
    assert not loaded & (DATAFRAMES | {"pydantic", "pydantic_core", "attr", "attrs", "dateutil"})


def test_importing_governments_loads_neither_pydantic_nor_dataframes():
    loaded = modules_loaded_by("from chiho_digital import governments")

    assert "attr" in loaded
    assert not loaded & (DATAFRAMES | {"pydantic", "pydantic_core"})


def test_a_lookup_loads_neither_pydantic_nor_dataframes():
    loaded = modules_loaded_by("from chiho_digital import governments\ngovernments.find('山口県萩市')")

    assert not loaded & (DATAFRAMES | {"pydantic", "pydantic_core"})


@pytest.mark.parametrize("room", ["rules", "bonds"])
def test_deciding_one_case_loads_no_dataframes(room):
    decide = "from chiho_digital import bonds\nbonds.eligibility(bonds.ProjectFacts()).explain('ja')"
    loaded = modules_loaded_by(f"from chiho_digital import {room}\n{decide if room == 'bonds' else ''}")

    assert not loaded & DATAFRAMES


def test_importing_the_rules_loads_no_pydantic():
    assert not modules_loaded_by("from chiho_digital import rules") & {"pydantic", "pydantic_core"}


def test_the_version_is_the_installed_one():
    assert chiho_digital.__version__ == version("chiho-digital")


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no_such_room"):
        _ = chiho_digital.no_such_room


def test_the_names_are_sorted_and_listed():
    assert chiho_digital.__all__ == sorted(chiho_digital.__all__)
    assert dir(chiho_digital) == chiho_digital.__all__


@pytest.mark.parametrize("name", chiho_digital.__all__)
def test_every_name_can_be_had(name):
    assert getattr(chiho_digital, name)


def test_the_package_says_that_it_is_typed():
    assert files("chiho_digital").joinpath("py.typed").is_file()


def test_no_module_stands_deeper_than_the_examples_that_are_run():
    root = Path(chiho_digital.__file__).parent

    assert {len(path.relative_to(root).parts) for path in root.rglob("*.py")} == {1, 2, 3}
