"""An optional dependency is imported when used; when it is missing, the error names the command that installs it."""

import ast
import json
import os.path
import tomllib
from pathlib import Path

import pytest

import chiho_digital
from chiho_digital.basics import MissingExtra, require

MISSING = "no_such_package_of_any_extra"


@pytest.mark.parametrize(("name", "expected"), [("json", json), ("os.path", os.path)])
def test_a_package_that_is_there_is_given(name, expected):
    assert expected is require(name, extra="polars")


@pytest.mark.parametrize("name", [MISSING, f"{MISSING}.part"])
def test_a_package_that_is_missing_is_named_with_the_command_that_installs_it(name):
    with pytest.raises(MissingExtra) as caught:
        require(name, extra="polars")

    assert ("basics.missing_extra", {"package": name, "extra": "polars"}) == (
        caught.value.code,
        caught.value.params,
    )
    for lang in ("ja", "en"):
        assert name in caught.value.message(lang)
        assert 'pip install "chiho-digital[polars]"' in caught.value.message(lang)


def test_the_error_of_the_import_machinery_is_not_shown_on_top():
    with pytest.raises(MissingExtra) as caught:
        require(MISSING, extra="polars")

    assert caught.value.__suppress_context__


def test_a_package_that_is_there_but_lacks_something_itself_is_not_called_missing(tmp_path, monkeypatch):
    (tmp_path / "package_that_lacks_something.py").write_text(f"import {MISSING}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ModuleNotFoundError, match=MISSING) as caught:
        require("package_that_lacks_something", extra="polars")

    assert not isinstance(caught.value, MissingExtra)


def test_a_part_that_an_installed_package_does_not_have_is_not_called_a_missing_package():
    with pytest.raises(ModuleNotFoundError) as caught:
        require("json.no_such_part", extra="polars")

    assert not isinstance(caught.value, MissingExtra)


def test_every_extra_that_the_source_names_can_be_installed():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    named = {
        keyword.value.value
        for file in Path(chiho_digital.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "require"
        for keyword in node.keywords
        if keyword.arg == "extra" and isinstance(keyword.value, ast.Constant)
    }

    assert set() == named - project["project"]["optional-dependencies"].keys()
