"""The room as a whole: light to import, its results are values that travel by pickle."""

import json
import pickle
import subprocess
import sys

import pytest
from talent_costs import cost, reckoned

from chiho_digital import talent


def test_deciding_and_reckoning_one_cost_loads_no_dataframes():
    code = (
        "import sys\n"
        "from chiho_digital import talent\n"
        "talent.eligibility(talent.CostFacts(), 'own_cio_aide').explain('ja')\n"
        "talent.amount('own_cio_aide', 2025, [talent.Outlay('engagement', 1)]).explain('en')\n"
        "talent.measures('municipality', 2025)\n"
        "print(*{'numpy', 'pandas', 'polars', 'pyarrow', 'duckdb', 'pyspark', 'narwhals'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not done.stdout.split()


VALUES = {
    "amount": lambda: reckoned("prefecture_talent", 2025, ("engagement", 1_234_567, "p")),
    "unknown amount": lambda: reckoned("own_cio_aide", 2025, ("engagement", None)),
    "support": lambda: talent.support("prefecture_talent", [cost()]),
    "choices": lambda: talent.choices([cost()]),
    "measures": lambda: talent.measures("municipality", 2025),
    "cost": cost,
}


@pytest.mark.parametrize("name", VALUES)
def test_values_travel_by_pickle(name):
    value = VALUES[name]()

    assert value == pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("name", ["amount", "unknown amount", "support", "choices"])
def test_results_are_json(name):
    assert json.dumps(VALUES[name]().to_dict())


def test_every_name_of_the_door_is_there():
    assert all(hasattr(talent, name) for name in talent.__all__)
