"""Pictures of counts as plain SVG text, without third-party dependencies: a tile map of the 47 prefectures."""

from .tile_map import tile_map

__all__ = ["tile_map"]
