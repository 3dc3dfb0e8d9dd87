"""What a map refuses: everything at once, by name."""

from __future__ import annotations

import pickle

import pytest

from chiho_digital.basics import InvalidValue, Text
from chiho_digital.plots import tile_map

TITLE, UNIT = Text("共同調達の案件数", "Joint procurement cases"), Text("件", "cases")


def test_unknown_keys_are_all_named_with_likely_codes():
    with pytest.raises(InvalidValue) as caught:
        tile_map({"010006": 1, "13": 2, "352047": 3, "山口県": 4}, title=TITLE, unit=UNIT)
    error = caught.value
    assert (error.code, error.value) == ("plots.unknown_prefecture", ["13", "352047", "山口県"])
    assert error.suggestion == ["13 → 130001", "山口県 → 350001"]
    for lang in ("ja", "en"):
        assert all(key in error.message(lang) for key in ("13", "352047", "山口県"))


def test_negative_values_are_all_named():
    with pytest.raises(InvalidValue) as caught:
        tile_map({"010006": -1, "020001": 0, "030007": -20}, title=TITLE, unit=UNIT)
    assert caught.value.code == "plots.negative_value"
    assert caught.value.value == {"010006": -1, "030007": -20}
    assert "010006: -1, 030007: -20" in caught.value.message("en")


@pytest.mark.parametrize("value", [1.0, "3", True, float("nan")])
def test_values_that_are_no_whole_numbers_are_refused(value):
    with pytest.raises(InvalidValue) as caught:
        tile_map({"010006": value}, title=TITLE, unit=UNIT)
    assert caught.value.code == "plots.not_whole_number"
    assert repr(value) in caught.value.message("ja")


def test_faults_of_several_kinds_come_in_one_error():
    with pytest.raises(InvalidValue) as caught:
        tile_map({"99": 1, "020001": -2, "030007": 0.5}, title=TITLE, unit=UNIT)
    assert caught.value.code == "plots.several_faults"
    for lang in ("ja", "en"):
        assert all(part in caught.value.message(lang) for part in ("99", "020001: -2", "030007: 0.5"))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
