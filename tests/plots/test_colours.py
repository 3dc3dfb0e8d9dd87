"""Colours that everyone can tell apart, and inks that everyone can read.

Colour blindness is simulated by the matrices of Machado, Oliveira and Fernandes (2009) for full severity, on linear RGB;
distances are those of CIE 1976 in L*a*b* under D65: 2.3 is a difference just noticed.
"""

from itertools import combinations, pairwise

import pytest

from chiho_digital.plots._shades import DARK, NO_DATA, PAPER, QUIET, SERIES, SHADES, ZERO

VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "none": ((0.2126, 0.7152, 0.0722),) * 3,  # print without colour
}
XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)

every_vision = pytest.mark.parametrize("vision", VISION)
with_colour = pytest.mark.parametrize("vision", [name for name in VISION if name != "none"])


def linear(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def times(matrix, vector):
    return [sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix]


def lab(colour, vision):
    seen = [min(1, max(0, part)) for part in times(VISION[vision], linear(colour))]
    parts = [part / white for part, white in zip(times(XYZ, seen), WHITE, strict=True)]
    x, y, z = (p ** (1 / 3) if p > (6 / 29) ** 3 else p * (29 / 6) ** 2 / 3 + 4 / 29 for p in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other, vision):
    return sum((a - b) ** 2 for a, b in zip(lab(one, vision), lab(other, vision), strict=True)) ** 0.5


def contrast(one, other):
    dark, light = sorted(
        sum(w * p for w, p in zip(VISION["none"][0], linear(c), strict=True)) for c in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def test_the_simulation_confuses_what_the_colour_blind_confuse():
    assert distance("#b0b000", "#ff7000", "normal") > 50
    assert distance("#b4901a", "#d55e00", "deuteranopia") < distance("#b4901a", "#d55e00", "normal") / 2
    assert distance("#0000ff", "#ff0000", "none") < distance("#0000ff", "#ff0000", "normal") / 4
    for vision in VISION:  # white and black are white and black to everyone
        assert lab("#ffffff", vision) == pytest.approx((100, 0, 0), abs=0.1)


@every_vision
def test_adjacent_shades_of_a_map_stay_apart(vision):
    shades = [ZERO.fill, *(shade.fill for shade in SHADES)]

    assert min(distance(*pair, vision) for pair in pairwise(shades)) >= 10


@with_colour
def test_the_colours_of_parts_stay_apart_each_from_each(vision):
    assert min(distance(*pair, vision) for pair in combinations(SERIES, 2)) >= 25


def test_colours_of_parts_that_meet_stay_apart_in_print_without_colour():
    meeting = [*pairwise(SERIES), (SERIES[0], SERIES[2])]  # charts stack three parts at most

    assert min(distance(*pair, "none") for pair in meeting) >= 12


@pytest.mark.parametrize("colour", [*SERIES, QUIET, NO_DATA.edge])
def test_parts_and_the_edge_of_what_is_not_known_stand_out_from_the_paper(colour):
    assert contrast(colour, PAPER) >= 3


@pytest.mark.parametrize("ink", [DARK, QUIET])
def test_every_text_of_a_chart_can_be_read(ink):
    assert contrast(ink, PAPER) >= 4.5
