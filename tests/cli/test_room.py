"""The command line uses the public names of the library alone."""

import ast
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import chiho_digital
from chiho_digital import cli

ROOMS = set(chiho_digital.__all__)


def imports():
    """Every import of the library in the command line: module and name."""
    for file in sorted(Path(cli.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.ImportFrom)
                and node.level == 0
                and (node.module or "").startswith("chiho_digital")
            ):
                for name in node.names:
                    yield f"{file.name}:{node.lineno}", node.module, name.name


IMPORTS = list(imports())


def test_there_are_imports_to_check():
    assert {"chiho_digital.basics", "chiho_digital.rules"} <= {module for _, module, _ in IMPORTS}


@pytest.mark.parametrize(("place", "module", "name"), IMPORTS)
def test_only_public_names_are_imported(place, module, name):
    room = module.removeprefix("chiho_digital").removeprefix(".")

    assert room in ROOMS or not room, place
    home = import_module(module)
    assert name in home.__all__, place
    assert isinstance(home, ModuleType)
