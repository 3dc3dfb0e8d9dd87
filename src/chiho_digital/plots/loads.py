"""How many bodies carry how much work in a year, as a chart (業務負担の分布): without names, sure and possible work apart."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import FiscalYear, InvalidValue, Lang, Text
from chiho_digital.dashboard import View
from chiho_digital.rules import InvalidFrame

from ._altair import WIDTH, altair, data, finished, words_of
from ._shades import NO_DATA, SERIES
from .plot import Plot

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["load_chart"]

_COLUMNS = ("fiscal_year", "items", "bodies_surely", "bodies_at_most")
_TITLE = Text("取組の数ごとの団体数", "Bodies by how many items of work they carry")
_ITEMS = Text("取組の数", "items of work")
_SURELY = Text("確実な取組だけを数えた団体数", "bodies, sure work counted")
_AT_MOST = Text("担う可能性のある取組も数えた団体数", "bodies, possible work counted too")
_HEIGHT = 110
_MOST = 60

Row = tuple[int, int, int, int]


def load_chart(distribution: Any) -> Plot:
    """The bodies that carry 0, 1, 2, … items of work, a panel for each fiscal year.

    distribution: of any engine, as `planning.load_distribution` returns it, of one prefecture or of the country:
    `fiscal_year`, `items`, `bodies_surely`, `bodies_at_most` (whole numbers). Other columns are not read. A lazy frame is run.

    Raises:
        InvalidFrame: a column is missing, or a year has a number of items twice, as where prefectures are not added up.
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    rows = _rows(distribution)
    cells = tuple((_name(year, items), surely, at_most) for year, items, surely, at_most in rows)
    table = View(_TITLE, (_ITEMS, _SURELY, _AT_MOST), cells)
    return Plot(_TITLE, words_of(table), table, partial(_chart, rows))


def _rows(distribution: Any) -> list[Row]:
    import narwhals as nw

    frame = nw.from_native(distribution).lazy()
    names = frame.collect_schema().names()
    if missing := [name for name in _COLUMNS if name not in names]:
        raise InvalidFrame([InvalidValue("tables.no_column", value=name) for name in missing])
    rows: list[Row] = sorted(frame.select(*_COLUMNS).collect().rows())
    keys = [(year, items) for year, items, *_ in rows]
    if twice := [key for key, after in pairwise(keys) if key == after]:
        raise InvalidFrame([InvalidValue("plots.several_distributions", value=twice[0])])
    return rows


def _name(year: int, items: int) -> Text:
    fiscal = FiscalYear(year)
    return Text(f"{fiscal.to('ja')}・{items:,}件", f"{fiscal.to('en')}, items: {items:,}")


def _chart(rows: Sequence[Row], lang: Lang) -> Any:
    alt = altair()
    names = [_SURELY.to(lang), _AT_MOST.to(lang)]
    bars = [
        {
            "year": FiscalYear(year).to(lang),
            "items": items,
            "part": part,
            "bodies": bodies,
            "tip": f"{_name(year, items).to(lang)}: {part} {bodies:,}",
        }
        for year, items, *both in rows
        for part, bodies in zip(names, both, strict=True)
    ]
    numbers = sorted({items for _, items, *_ in rows})
    if numbers and numbers[-1] <= _MOST:  # the axis leaves no number out
        numbers = list(range(numbers[-1] + 1))
    years = list(dict.fromkeys(bar["year"] for bar in bars))
    axis = alt.Axis(labelAngle=0, labelOverlap=True)
    chart = (
        alt.Chart(data(bars))
        .mark_bar(strokeWidth=1)
        .encode(
            x=alt.X("items:O", title=_ITEMS.to(lang), axis=axis, scale=alt.Scale(domain=numbers)),
            xOffset=alt.XOffset("part:N", sort=names),
            y=alt.Y("bodies:Q", title=None, axis=alt.Axis(tickMinStep=1, format=",d")),
            color=alt.Color(
                "part:N",
                title=None,
                sort=names,
                scale=alt.Scale(domain=names, range=[SERIES[0], NO_DATA.fill]),
            ),
            stroke=alt.condition(alt.datum.part == names[1], alt.value(NO_DATA.edge), alt.value(SERIES[0])),
            row=alt.Row(
                "year:N",
                sort=years,
                title=None,
                spacing=14,
                header=alt.Header(labelOrient="top", labelAnchor="start"),
            ),
            tooltip="tip:N",
        )
        .properties(width=WIDTH, height=_HEIGHT)
    )
    return finished(chart, _TITLE, lang)
