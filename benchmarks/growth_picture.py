"""The picture of growth.py: seconds and peak memory over rows, as SVG written by hand, since no library here draws lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil, floor, log10
from typing import TypeAlias
from xml.sax.saxutils import escape

__all__ = ["picture"]

Lines: TypeAlias = Mapping[str, Sequence[tuple[int, float]]]

_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 390, 50, 310
_APART = 430
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_COLOURS = {"DuckDB": "#0b5394", "Polars": "#b45f06"}


def picture(seconds: Lines, memory: Lines) -> str:
    """Two charts side by side, of the same sides, with rows on a logarithmic axis."""
    times = [log10(y) for line in seconds.values() for _, y in line]
    low, high = floor(min(times)), ceil(max(times))
    most = 256 * ceil(max(y for line in memory.values() for _, y in line) / 256)
    clock = {float(power): f"{10.0**power:g}" for power in range(low, high + 1)}
    heap = {most * quarter / 4: f"{most * quarter // 4:,}" for quarter in range(5)}
    parts = [
        *_chart(
            "seconds (秒)", {side: [(x, log10(y)) for x, y in line] for side, line in seconds.items()}, clock
        ),
        f'<g transform="translate({_APART} 0)">',
        *_chart("peak memory, MiB (最大メモリ)", memory, heap),
        "</g>",
        *_legend(seconds),
    ]
    wide, high_ = _APART + _RIGHT + 30, _BOTTOM + 80
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high_}" font-family="sans-serif" font-size="12"'
        ' fill="#222222" role="img"><title>Seconds and peak memory of summing participations, by rows</title>'
        f'<rect width="{wide}" height="{high_}" fill="#ffffff"/>'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _chart(title: str, lines: Lines, ticks: Mapping[float, str]) -> Iterator[str]:
    """One chart: title, axes with their ticks, a line with marks for each side."""
    noughts = sorted({log10(x) for line in lines.values() for x, _ in line})
    across = _scale(noughts[0], noughts[-1], _LEFT, _RIGHT)
    up = _scale(min(ticks), max(ticks), _BOTTOM, _TOP)
    yield _text(_LEFT, _TOP - 18, title)
    for value, label in ticks.items():
        yield f'<path d="M{_LEFT} {up(value):.1f}H{_RIGHT}" stroke="#dddddd"/>'
        yield _text(_LEFT - 8, up(value) + 4, label, "end")
    for power in noughts:
        yield f'<path d="M{across(power):.1f} {_BOTTOM}v5" stroke="#222222"/>'
        yield _text(across(power), _BOTTOM + 20, f"10{_RAISED[round(power)]}", "middle")
    yield _text((_LEFT + _RIGHT) / 2, _BOTTOM + 38, "rows (行)", "middle")
    for side, line in lines.items():
        places = [(across(log10(x)), up(y)) for x, y in line]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        yield f'<path d="M{path}" fill="none" {_style(side)}/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_colour(side)}"/>' for x, y in places)


def _legend(sides: Lines) -> Iterator[str]:
    for place, side in enumerate(sides):
        x = _LEFT + place * 190
        yield f'<path d="M{x} {_BOTTOM + 61}h28" {_style(side)}/>'
        yield _text(x + 36, _BOTTOM + 65, side)


def _scale(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    """Where a value lies between two places."""
    return lambda value: first + (value - low) / ((high - low) or 1) * (last - first)


def _colour(side: str) -> str:
    return _COLOURS[side.split(maxsplit=1)[0]]


def _style(side: str) -> str:
    """The colour of the engine; what is written by hand is dashed, which shows without colour too."""
    dashes = ' stroke-dasharray="5 4"' if side.endswith("by hand") else ""
    return f'stroke="{_colour(side)}" stroke-width="1.5"{dashes}'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
