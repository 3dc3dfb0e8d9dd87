"""How numbers are spread as a chart (分布): how many bodies fall into each class, and of how many nothing is known."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from chiho_digital.basics import InvalidValue, Lang, Text
from chiho_digital.dashboard import NO_DATA as NO_DATA_WORDS
from chiho_digital.dashboard import View

from ._altair import WIDTH, altair, data, finished, shown, words_of
from ._classes import CountClass, even_bounds, growing_bounds
from ._shades import DARK, NO_DATA, SERIES
from .plot import Plot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["distribution_chart"]

_MOST_BARS = 20
_HEIGHT = 240

Steps = Literal["even", "growing"]


def distribution_chart(
    values: Iterable[int | None], *, title: Text, unit: Text, of: Text, steps: Steps = "even"
) -> Plot:
    """How many of the values fall into each class; zero and no data (None) stand apart.

    values: whole numbers, at least 0, one for each body; `unit` says what they are.  of: what is counted (団体数, bodies).
    steps: classes of equal width (1, 2, 5, 10 …), at most twenty, or growing ones (1, 2, 5, 10, 20, 50 …).

    Raises:
        InvalidValue: a value that is no whole number from 0; all are named.
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    every = list(values)
    strange = [value for value in every if value is not None and not _is_count(value)]
    if strange:
        raise InvalidValue("plots.not_counts", value=strange)
    rows = tuple(_rows(every, steps))
    table = View(title, (Text(f"値（{unit.ja}）", f"value ({unit.en})"), of), rows)
    return Plot(title, words_of(table), table, partial(_chart, table))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _rows(values: list[int | None], steps: Steps) -> Iterator[tuple[Text | str, int]]:
    """Each class with how many values it has: no data, zero, then from the smallest to the largest."""
    if None in values:
        yield NO_DATA_WORDS, values.count(None)
    known = [value for value in values if value]
    if 0 in values:
        yield "0", values.count(0)
    bounds = _bounds(min(known), max(known), steps) if known else []
    counted = Counter(bisect_right(bounds, value) for value in known)
    for n, (first, after) in enumerate(pairwise(bounds), start=1):
        yield str(CountClass(first, after - 1)), counted[n]


def _bounds(smallest: int, largest: int, steps: Steps) -> list[int]:
    """The first number of each class, and the first beyond the last."""
    return (
        growing_bounds(smallest, largest)
        if steps == "growing"
        else next(even_bounds(smallest, largest, _MOST_BARS))
    )


def _chart(view: View, lang: Lang) -> Any:
    alt = altair()
    names = [row[0].to(lang) if isinstance(row[0], Text) else str(row[0]) for row in view.rows]
    rows = [
        {"row": name, "count": row[1], "tip": f"{name} – {shown(row[1], lang)}"}
        | (
            {"fill": NO_DATA.fill, "edge": NO_DATA.edge}
            if row[0] == NO_DATA_WORDS
            else {"fill": SERIES[0], "edge": SERIES[0]}
        )
        for name, row in zip(names, view.rows, strict=True)
    ]
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "row:N",
            sort=names,
            title=view.headings[0].to(lang),
            axis=alt.Axis(labelAngle=-40 if len(names) > 6 else 0),
        ),
        y=alt.Y("count:Q", title=view.headings[1].to(lang), axis=alt.Axis(tickMinStep=1, format=",d")),
    )
    bars = base.mark_bar(strokeWidth=1).encode(
        color=alt.Color("fill:N", scale=None, legend=None),
        stroke=alt.Stroke("edge:N", scale=None, legend=None),
        tooltip="tip:N",
    )
    said = base.mark_text(dy=-8, color=DARK, fontSize=12).encode(text=alt.Text("count:Q", format=","))
    return finished(
        alt.layer(bars, said).properties(width=WIDTH, height=_HEIGHT), view.title, lang, view.notes
    )
