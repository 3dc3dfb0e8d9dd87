"""How one number grows with another as a chart (規模の比較): seconds over rows, cost over residents, on logarithmic axes."""

from __future__ import annotations

from functools import partial
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import InvalidValue, Lang, Text
from chiho_digital.dashboard import View

from ._altair import UNKNOWN, WIDTH, altair, data, finished, six_at_most, words_of
from ._shades import SERIES
from .plot import Plot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["scaling_chart"]

_HEIGHT = 320
_LINES = Text("線", "lines")
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 4])
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPELLED = range(-3, 10)  # powers of ten that are written out

Point = tuple[float, float | None]


def scaling_chart(lines: Mapping[Text, Sequence[Point]], *, title: Text, across: Text, up: Text) -> Plot:
    """Lines of measured points on logarithmic axes, at most six, told apart by colour, mark and dashes.

    lines: by name, pairs of numbers above zero; None in place of the second is not measured, and the line has a gap there.
    across, up: what the numbers are, with their units.

    Raises:
        InvalidValue: more lines, or a number that is not above zero.
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    six_at_most(list(lines), _LINES)
    numbers = [number for line in lines.values() for point in line for number in point if number is not None]
    if odd := [number for number in numbers if not (isfinite(number) and number > 0)]:
        raise InvalidValue("plots.not_above_zero", value=odd)
    rows = tuple(
        (name, _number(x), UNKNOWN if y is None else _number(y))
        for name, line in lines.items()
        for x, y in line
    )
    table = View(title, (Text("系列", "line"), across, up), rows)
    return Plot(title, words_of(table), table, partial(_chart, lines, title, (across, up)))


def _number(value: float) -> str:
    return f"{value:,.12g}"


def _chart(lines: Mapping[Text, Sequence[Point]], title: Text, axes: tuple[Text, Text], lang: Lang) -> Any:
    alt = altair()
    names = [name.to(lang) for name in lines]
    rows: list[dict[str, Any]] = [
        {
            "part": name,
            "x": x,
            "y": y,
            "tip": f"{name} {_number(x)}, {UNKNOWN.to(lang) if y is None else _number(y)}",
        }
        for name, line in zip(names, lines.values(), strict=True)
        for x, y in line
    ]
    count = len(names)
    base = alt.Chart(data(rows)).encode(
        x=_axis("x", [row["x"] for row in rows], axes[0].to(lang)),
        y=_axis("y", [row["y"] for row in rows if row["y"] is not None], axes[1].to(lang)),
        color=alt.Color("part:N", title=None, scale=alt.Scale(domain=names, range=list(SERIES[:count]))),
        tooltip="tip:N",
    )
    line = base.mark_line(strokeWidth=2).encode(
        strokeDash=alt.StrokeDash(
            "part:N", title=None, scale=alt.Scale(domain=names, range=list(_DASHES[:count]))
        )
    )
    marks = base.mark_point(filled=True, size=60, opacity=1).encode(
        shape=alt.Shape("part:N", title=None, scale=alt.Scale(domain=names, range=list(_SHAPES[:count])))
    )
    chart = alt.layer(line, marks).properties(width=WIDTH, height=_HEIGHT)
    return finished(chart, title, lang)


def _power(power: int) -> str:
    """A power of ten as it is written."""
    if power not in _SPELLED:
        return f"10{str(power).translate(_RAISED)}"
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def _axis(name: str, numbers: Sequence[float], title: str) -> Any:
    """A logarithmic axis from power of ten to power of ten."""
    alt = altair()
    powers = [log10(number) for number in numbers] or [0.0]
    low, high = floor(min(powers)), max(ceil(max(powers)), floor(min(powers)) + 1)
    ticks = range(low, high + 1)
    labels = [_power(power) for power in ticks]
    place = f"{labels}[round(log(datum.value) / LN10) - {low}]".replace("- -", "+ ")
    channel = alt.X if name == "x" else alt.Y
    return channel(
        f"{name}:Q",
        title=title,
        scale=alt.Scale(type="log", domain=[10.0**low, 10.0**high]),
        axis=alt.Axis(values=[10.0**power for power in ticks], labelExpr=place),
    )
