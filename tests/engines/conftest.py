"""The engines as one fixture, and the one Spark session of a test run."""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))
for folder in ("engines", "rules", "bonds"):  # the tables and projects that the tests of the rooms draw
    sys.path.insert(0, str(TESTS / folder))
sys.path.append(str(TESTS.parent / "benchmarks"))  # the costs of talent that are drawn for both

from engines import ENGINES, engine_named, need_java, spark_session  # noqa: E402 -- found on the path set above


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """The Spark session, on two threads; it ends with the run, and its JVM with it."""
    need_java()
    with spark_session(tmp_path_factory.mktemp("spark")) as session:
        yield session


@pytest.fixture(params=[pytest.param(n, marks=pytest.mark.slow) if n == "pyspark" else n for n in ENGINES])
def engine(request):
    """Each of the engines in turn."""
    session = request.getfixturevalue("spark") if request.param == "pyspark" else None
    return engine_named(request.param, session)
