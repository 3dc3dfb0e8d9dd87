"""The tables of the dashboard as bars (表のグラフ), and their counts by prefecture for a map."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import InvalidValue, Lang, Text
from chiho_digital.dashboard import View

from ._altair import WIDTH, altair, data, finished, label_axis, shown, words_of
from ._grid import tiles
from ._shades import DARK, NO_DATA, SERIES
from .plot import Plot

if TYPE_CHECKING:
    from chiho_digital.dashboard import Cell

__all__ = ["bar_chart", "counts_of"]

_TOTAL = "合計"
_ROW = 24


def counts_of(view: View, column: int = 1) -> dict[str, int | None]:
    """The counts of a view by prefecture, as the maps take them: by six-digit code; rows of no prefecture are left out.

    view: as `dashboard.by_prefecture` returns it.  column: which one, from 1.

    Raises:
        InvalidValue: the view has no such column.
    """
    _refuse_column(view, column)
    codes = {tile.name.ja: tile.code for tile in tiles()}
    rows = ((shown(row[0], "ja"), row[column]) for row in view.rows)
    return {codes[name]: cell if isinstance(cell, int) else None for name, cell in rows if name in codes}


def bar_chart(view: View, column: int = 1) -> Plot:
    """One column of numbers of a view, a bar for each row, in the order of the view; the row of the total is left out.

    view: as `dashboard.by_kind`, `by_area` and `by_prefecture` return it.  column: which one, from 1.
    A cell without a number is hatched and shows its words, or データなし ("no data").

    Raises:
        InvalidValue: the view has no such column.
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    _refuse_column(view, column)
    heading = view.headings[column]
    rows = tuple((row[0], row[column]) for row in view.rows if shown(row[0], "ja") != _TOTAL)
    title = Text(f"{view.title.ja}：{heading.ja}", f"{view.title.en}: {heading.en}")
    table = View(title, (view.headings[0], heading), rows, view.notes)
    return Plot(title, words_of(table), table, partial(_chart, table))


def _refuse_column(view: View, column: int) -> None:
    if not 1 <= column < len(view.headings):
        raise InvalidValue("plots.no_such_column", value=column, headings=view.headings[1:])


def _chart(view: View, lang: Lang) -> Any:
    alt = altair()
    labels = [shown(row[0], lang) for row in view.rows]
    cells: list[Cell] = [row[1] for row in view.rows]
    most = max([1, *(cell for cell in cells if isinstance(cell, int))])
    rows = [
        {"row": row, "label": label, "said": shown(cell, lang), "tip": f"{label} {shown(cell, lang)}"}
        | (
            {"end": cell, "fill": SERIES[0], "edge": SERIES[0]}
            if isinstance(cell, int)
            else {"end": most, "fill": NO_DATA.fill, "edge": NO_DATA.edge}
        )
        for row, (label, cell) in enumerate(zip(labels, cells, strict=True))
    ]
    base = alt.Chart(data(rows)).encode(y=alt.Y("row:O", axis=label_axis(labels)))
    bars = base.mark_bar(strokeWidth=1).encode(
        x=alt.X("end:Q", title=view.headings[1].to(lang), axis=alt.Axis(tickMinStep=1, format=",d")),
        color=alt.Color("fill:N", scale=None, legend=None),
        stroke=alt.Stroke("edge:N", scale=None, legend=None),
        tooltip="tip:N",
    )
    said = base.mark_text(align="left", dx=5, color=DARK, fontSize=12).encode(x="end:Q", text="said:N")
    whole = alt.layer(bars, said).properties(width=WIDTH, height=_ROW * max(1, len(rows)))
    return finished(whole, view.title, lang, view.notes)
