"""Hypothesis finds the strategies by itself; who does not use it pays nothing; who lacks it is told what to install."""

import json
import subprocess
import sys
from importlib.metadata import entry_points

LOADED = "import sys, json\nprint(json.dumps(sorted(sys.modules)))"


def fresh(*statements):
    """What a fresh interpreter prints last."""
    code = "\n".join(statements)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def test_the_strategies_are_an_entry_point_of_hypothesis():
    (found,) = entry_points(group="hypothesis", name="chiho_digital")

    assert "chiho_digital.testing.registering:register" == found.value


def test_types_are_known_without_importing_this_room():
    assert "Project" == fresh(
        "from hypothesis import find, strategies as st",
        "from chiho_digital import bonds",
        "print(type(find(st.from_type(bonds.Project), lambda _: True)).__name__)",
    )


def test_it_does_not_matter_which_is_imported_first():
    assert "True" == fresh(
        "import chiho_digital.testing",
        "import hypothesis",
        "print(callable(chiho_digital.testing.files))",
    )


def test_nothing_of_it_is_loaded_without_hypothesis():
    loaded = json.loads(fresh("import chiho_digital, chiho_digital.bonds, chiho_digital.procurement", LOADED))

    assert not [name for name in loaded if name.startswith(("hypothesis", "chiho_digital.testing"))]


def test_hypothesis_loads_no_dataframes_by_it():
    loaded = json.loads(fresh("import hypothesis, chiho_digital.testing", LOADED))

    assert not {"polars", "pandas", "pyarrow", "duckdb", "openpyxl", "altair"} & set(loaded)


def test_without_hypothesis_the_error_names_the_command_that_installs_it():
    told = fresh(
        "import sys",
        "sys.modules['hypothesis'] = None",
        "from chiho_digital.basics import MissingExtra",
        "try:",
        "    import chiho_digital.testing",
        "except MissingExtra as error:",
        "    print(error.message('en'))",
    )

    assert 'pip install "chiho-digital[testing]"' in told
