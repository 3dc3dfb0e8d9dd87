"""A name that will go warns whoever uses it, visibly, at their own line, in both languages, with the versions."""

import subprocess
import sys
import warnings
from importlib import import_module

import pytest

from chiho_digital.basics import ChihoDigitalDeprecationWarning
from chiho_digital.basics.deprecations import deprecated

OLD = """
from chiho_digital.basics.deprecations import deprecated

def total(costs, *, sum_of=None):
    if sum_of is not None:
        deprecated("town.total(sum_of=...)", since="0.3", removed_in="0.5", instead="town.total(costs)")
        costs = sum_of
    return sum(costs)

def total_of(costs):
    deprecated("town.total_of", since="0.3", removed_in="0.5", instead="town.total")
    return total(costs)

def __getattr__(name):
    if name == "sum_up":
        deprecated("town.sum_up", since="0.3", removed_in="0.5", instead="town.total")
        return total
    raise AttributeError(name)
"""


@pytest.fixture
def town(tmp_path, monkeypatch):
    """A made-up module with an old function, an old parameter and an old name."""
    (tmp_path / "town_of_old_names.py").write_text(OLD, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("town_of_old_names")
    del sys.modules["town_of_old_names"]


@pytest.mark.parametrize(
    ("what", "use"),
    [
        ("town.total_of", lambda town: town.total_of([1, 2])),
        ("town.total(sum_of=...)", lambda town: town.total([], sum_of=[1, 2])),
        ("town.sum_up", lambda town: town.sum_up([1, 2])),
    ],
)
def test_the_old_still_works_and_says_since_when_until_when_and_what_instead(town, what, use):
    with pytest.warns(ChihoDigitalDeprecationWarning) as warned:
        assert 3 == use(town)

    (warning,) = warned
    japanese, english = str(warning.message).splitlines()
    assert __file__ == warning.filename  # the line of whoever uses it, not one of the library
    for said in (what, "0.3", "0.5", "town.total"):
        assert said in japanese
        assert said in english
    assert "非推奨" in japanese
    assert "deprecated" in english


def test_what_is_not_old_does_not_warn(town):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert 3 == town.total([1, 2])


@pytest.mark.usefixtures("town")
def test_a_name_of_an_old_module_warns_where_it_is_imported():
    with pytest.warns(ChihoDigitalDeprecationWarning, match="town.sum_up") as warned:
        exec(compile("from town_of_old_names import sum_up", "user.py", "exec"), {})  # noqa: S102 -- a user's file, written here

    assert "user.py" == warned[0].filename


def test_users_see_the_warning_without_asking_for_it_even_from_a_module_of_theirs(tmp_path):
    (tmp_path / "town_of_old_names.py").write_text(OLD, encoding="utf-8")
    (tmp_path / "portal.py").write_text(
        "import town_of_old_names\ntown_of_old_names.total_of([1])\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import portal"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert "portal.py:2: ChihoDigitalDeprecationWarning: " in done.stderr
    assert "非推奨" in done.stderr


def test_it_can_be_made_an_error_or_be_silenced_as_any_warning():
    def old():
        deprecated("town.old", since="0.3", removed_in="0.5", instead="town.new")

    with warnings.catch_warnings():
        warnings.simplefilter("error", ChihoDigitalDeprecationWarning)
        with pytest.raises(ChihoDigitalDeprecationWarning, match=r"town\.old"):
            old()
        warnings.simplefilter("ignore", FutureWarning)
        old()
