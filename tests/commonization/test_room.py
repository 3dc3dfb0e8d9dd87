"""The room as a whole: light to import, its names are there, its values travel by pickle."""

import pickle
import subprocess
import sys

import pytest
from process_worlds import ALL_MET, TO_POLICY, course, proposal, review, selected

from chiho_digital import commonization
from chiho_digital.commonization import Ministry, Proposal, TextLimits


def test_a_year_loads_no_records_and_records_load_no_dataframes():
    code = (
        "import sys\n"
        "from chiho_digital import commonization\n"
        "commonization.ProposalYear(2024)\n"
        "assert 'pydantic' not in sys.modules\n"
        "commonization.Review(id='r').standing.explain('en')\n"
        "commonization.Ledger()\n"
        "print(*{'numpy', 'pandas', 'polars', 'pyarrow', 'duckdb', 'pyspark', 'narwhals'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not done.stdout.split()


def test_every_name_of_the_door_is_there():
    assert all(hasattr(commonization, name) for name in commonization.__all__)
    assert all(hasattr(commonization.process, name) for name in commonization.process.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = commonization.no_such_name


VALUES = {
    "proposal": lambda: Proposal(**proposal(ministries=["総務省"], submitted_on="2024-05")),
    "review": lambda: review(selected("2024-09"), *ALL_MET),
    "standing": lambda: review(selected("2024-09"), *ALL_MET).standing,
    "course": lambda: course(*TO_POLICY),
    "limits": TextLimits,
    "ministry": lambda: Ministry(name="架空省", source="架空"),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_travel_by_pickle(name):
    value = VALUES[name]()

    assert value == pickle.loads(pickle.dumps(value))
