"""Classes of counts: round bounds, few, and every count in exactly one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital.plots._classes import MOST_CLASSES, count_classes


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([1], ["1"]),
        ([0, 1, 2, 3], ["1", "2", "3"]),
        ([1, 2, 7, 12, 30], ["1", "2–4", "5–9", "10–19", "20–49"]),
        ([1, 3, 5, 7, 9], ["1", "2–3", "4–5", "6–7", "8–9"]),
        ([1, 6, 20, 70, 300], ["1–4", "5–9", "10–49", "50–99", "100–499"]),
        ([1, 20, 300, 4000], ["1–9", "10–99", "100–999", "1,000–9,999"]),
        (
            [1, 10**3, 10**8],
            ["1–99", "100–9,999", "10,000–999,999", "1,000,000–99,999,999", "100,000,000–9,999,999,999"],
        ),
        ([61, 74, 78, 85], ["60–69", "70–79", "80–89"]),
    ],
)
def test_bounds_are_round_and_fit_the_data(counts, expected):
    assert [str(found) for found in count_classes(counts)] == expected


@given(st.lists(st.integers(0, 10**13)))
def test_at_most_five_classes_without_gaps_hold_every_count_above_zero(counts):
    classes = count_classes(counts)
    assert len(classes) <= MOST_CLASSES
    assert all(lower.last + 1 == upper.first for lower, upper in pairwise(classes))
    for count in counts:
        assert sum(found.first <= count <= found.last for found in classes) == (count > 0)
