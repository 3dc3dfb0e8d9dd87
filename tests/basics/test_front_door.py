"""basics/ opens one door: sorted names, values that stay as they were made, and nothing heavy behind it."""

import copy
import pickle
import subprocess
import sys
from datetime import date

import attrs
import pytest

from chiho_digital import basics
from chiho_digital.basics import (
    ERAS,
    Direction,
    FiscalYear,
    Grade,
    Moves,
    Note,
    PartialDate,
    Period,
    Rounding,
    Source,
    TaxBasis,
    Text,
    Transition,
)

LAW = Source(
    Text("地方財政法", "Local Finance Act"), Grade.PRIMARY, "https://example.jp", "5", date(2025, 4, 1)
)
TAKE_OFF = Transition(TaxBasis.INCLUDED, TaxBasis.EXCLUDED, TaxBasis.EXCLUDED, LAW)
VALUES = [
    Text("県", "prefecture"),
    LAW,
    Note("basics.date_impossible", {"value": "x"}),
    ERAS[0],
    FiscalYear(2025),
    Period(date(2025, 4, 1), None),
    PartialDate.parse("令和3年5月"),
    Rounding(1_000, Direction.DOWN, LAW),
    TAKE_OFF,
    Moves(Text("税", "tax"), (TAKE_OFF,)),
    basics.data_sets()[0],
]
values = pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)


def test_every_name_of_the_door_is_there():
    assert not [name for name in basics.__all__ if not hasattr(basics, name)]


def test_every_class_of_values_is_tested_here():
    classes = {kind for name in basics.__all__ if attrs.has(kind := getattr(basics, name))}

    assert classes == {type(value) for value in VALUES}


@values
def test_a_value_cannot_be_changed(value):
    for name in attrs.fields_dict(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(value, name)


@values
def test_a_value_takes_no_new_fields(value):
    with pytest.raises(AttributeError):
        value.no_such_field = 1


@values
def test_equal_values_hash_alike(value):
    assert {value} == {value, copy.copy(value), copy.deepcopy(value)}


@values
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_value_travels_by_pickle(value, protocol):
    assert value == pickle.loads(pickle.dumps(value, protocol))


def test_importing_basics_loads_nothing_heavy():
    heavy = {"pydantic", "narwhals", "dateutil", "polars", "pandas", "numpy", "pyarrow", "duckdb", "tomllib"}
    command = f"import sys, chiho_digital.basics; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)

    assert not done.stdout.split()
