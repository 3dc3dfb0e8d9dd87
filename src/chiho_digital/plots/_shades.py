"""Colours: shades for the classes of a map, six colours for the parts of a chart, and a hatch for what is not known.

The shades are one hue from light to dark: the order survives colour blindness and print without colour. Each brings an
ink that stands at least 4.5:1 against it. The six colours stay apart for every kind of colour vision, and those that meet
in a chart also in print without colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._classes import CountClass

__all__ = [
    "DARK",
    "HATCH",
    "LINE",
    "NO_DATA",
    "PAPER",
    "QUIET",
    "SERIES",
    "SHADES",
    "ZERO",
    "Shade",
    "hatch",
    "shade_of",
]


class Shade(NamedTuple):
    """Colours of a tile: ground, text on it, and edge."""

    fill: str
    ink: str
    edge: str


PAPER, DARK, QUIET, LINE = "#ffffff", "#14233b", "#46536a", "#aab4c2"
NO_DATA, HATCH = Shade("#f4f5f7", "#35425a", "#6b7685"), "#cbd1d9"
ZERO = Shade(PAPER, DARK, "#8793a3")
SHADES = (
    Shade("#d3e4f5", DARK, "#afcbe8"),
    Shade("#a5c9e9", DARK, "#86b3dc"),
    Shade("#6aa5da", DARK, "#5593cb"),
    Shade("#2a69ae", PAPER, "#2a69ae"),
    Shade("#103a70", PAPER, "#103a70"),
)
SERIES = ("#10225f", "#b4901a", "#8b2507", "#7c7afa", "#432433", "#0eaa63")
_CHOICE = ((), (2,), (1, 3), (0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4))  # which shades serve so many classes


def shade_of(count: int | None, classes: Sequence[CountClass]) -> Shade:
    """The shade of a count, of zero or of no data (None)."""
    if count is None:
        return NO_DATA
    if count == 0:
        return ZERO
    place = next(n for n, found in enumerate(classes) if found.first <= count <= found.last)
    return SHADES[_CHOICE[len(classes)][place]]


def hatch(ident: str) -> str:
    """The pattern of what is not known, as a definition of SVG."""
    return (
        f'<pattern id="{ident}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="{NO_DATA.fill}"/><rect width="2" height="7" fill="{HATCH}"/></pattern>'
    )
