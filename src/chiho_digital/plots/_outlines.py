"""The outlines of the 47 prefectures, and where they stand in the picture: the main islands, and two boxes of islands."""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, NamedTuple

from ._grid import tiles

__all__ = ["HEIGHT", "INSETS", "Place", "outlines"]

_WIDER = 0.8  # a degree of longitude against one of latitude, about as at 37° north


class Place(NamedTuple):
    """A part of the picture that shows a part of the country; degrees of the north-west corner, units of the picture."""

    west: float
    north: float
    scale: float
    left: float
    top: float
    width: float = 0
    height: float = 0

    def at(self, east: float, north: float) -> tuple[float, float]:
        """Where a point stands."""
        x = self.left + (east - self.west) * _WIDER * self.scale
        return round(x, 1), round(self.top + (self.north - north) * self.scale, 1)


HEIGHT = 712
_MAIN = Place(west=128.5, north=45.6, scale=46, left=20, top=0)
_SOUTH_WEST = Place(west=122.7, north=30.1, scale=34, left=470, top=492, width=236, height=206)
_SOUTH_EAST = Place(west=141.1, north=27.1, scale=34, left=712, top=492, width=35, height=90)
INSETS = (_SOUTH_WEST, _SOUTH_EAST)
_BOXED_BELOW, _BETWEEN = (
    30,
    136,
)  # degrees: islands south of the first are boxed, east and west of the second apart


@cache
def outlines() -> dict[str, str]:
    """The outline of each prefecture as the path of SVG, by six-digit code."""
    text = (Path(__file__).parent / "data" / "prefectures.topo.json").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = {tile.code[:2]: tile.code for tile in tiles()}
    return {
        codes[shape["properties"]["code"]]: "".join(
            _path(ring, arcs)
            for polygon in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
            for ring in polygon
        )
        for shape in topology["objects"]["data"]["geometries"]
    }


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    """The degrees of an arc, which is kept as steps on a grid."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    across, up = accumulate(x for x, _ in arc), accumulate(y for _, y in arc)
    return [(west + x * wide, south + y * high) for x, y in zip(across, up, strict=True)]


def _path(ring: list[int], arcs: list[list[tuple[float, float]]]) -> str:
    """A closed line along arcs; those with a number below zero are followed backwards."""
    points = [point for arc in ring for point in (arcs[arc] if arc >= 0 else reversed(arcs[~arc]))]
    east, north = points[0]
    place = _MAIN if north > _BOXED_BELOW else _SOUTH_WEST if east < _BETWEEN else _SOUTH_EAST
    corners = [corner for corner, _ in groupby(place.at(*point) for point in points)]
    return f"M{'L'.join(f'{x:g} {y:g}' for x, y in corners)}Z"
