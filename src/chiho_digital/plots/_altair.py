"""What the charts share: data without surprises, axes of yen, colours with a hatch for what is not known, one look."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import InvalidValue, Lang, Text, require
from chiho_digital.dashboard import NO_DATA as NO_DATA_WORDS

from ._shades import DARK, LINE, NO_DATA, PAPER, QUIET, SERIES
from ._svg import FONT_NAMES, printable, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chiho_digital.dashboard import Cell, View

__all__ = [
    "UNKNOWN",
    "WIDTH",
    "altair",
    "colours",
    "data",
    "edges",
    "finished",
    "label_axis",
    "shown",
    "six_at_most",
    "words_of",
    "yen_axis",
]

UNKNOWN = Text("不明", "unknown")
WIDTH = 560
"""How wide the field of a chart is; its axes stand outside."""

_CONFIG = {
    "font": FONT_NAMES,
    "aria": False,  # the picture as a whole has its words
    "background": PAPER,
    "view": {"stroke": None},
    "title": {"color": DARK, "fontSize": 17, "anchor": "start", "frame": "group", "offset": 14}
    | {"subtitleColor": QUIET, "subtitleFontSize": 12},
    "axis": {
        "labelColor": DARK,
        "titleColor": DARK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelLimit": 0,
    }
    | {"gridColor": "#e1e5ea", "domainColor": LINE, "tickColor": LINE, "titleFontWeight": "normal"},
    "header": {"labelColor": DARK, "labelFontSize": 12},
    "legend": {
        "labelColor": DARK,
        "titleColor": DARK,
        "labelFontSize": 13,
        "titleFontSize": 12,
        "labelLimit": 0,
    }
    | {"orient": "top", "symbolStrokeColor": NO_DATA.edge, "symbolSize": 160, "title": None},
}
_TITLE_ROOM = 640
_LABEL_ROOM = 300
_UNITS = {
    "ja": ((10**8, "億円"), (10**4, "万円"), (1, "円")),
    "en": ((10**9, "billion yen"), (10**6, "million yen"), (1, "yen")),
}


def altair() -> Any:
    """Altair.

    Raises:
        MissingExtra: it is not installed.
    """
    return require("altair", extra="plots")


def data(rows: Iterable[Mapping[str, Any]]) -> Any:
    """Rows as the data of a chart; their "tip" is what a pointer that rests on a mark shows.

    No channel of a tooltip bears a title: Vega-Lite writes titles into formulas, and stumbles over a backslash.
    """
    return altair().InlineData(values=list(rows))


def finished(chart: Any, title: Text, lang: Lang, notes: Iterable[Text] = ()) -> Any:
    """The chart with its title, the remarks below it, and the look of this library."""
    heading = altair().TitleParams(
        text=wrap(title.to(lang), _TITLE_ROOM, 17) or [""],
        subtitle=[line for note in notes for line in wrap(note.to(lang), _TITLE_ROOM, 12)],
    )
    return chart.properties(title=heading).configure(**_CONFIG)


def colours(parts: Sequence[Text], lang: Lang, *, unknown: bool) -> Any:
    """The colours of the field "part", in their order; what is not known stands last in the legend, hatched."""
    alt = altair()
    names = [part.to(lang) for part in parts] + ([UNKNOWN.to(lang)] if unknown else [])
    fills = [*SERIES[: len(parts)], *([NO_DATA.fill] if unknown else [])]
    return alt.Color("part:N", title=None, sort=names, scale=alt.Scale(domain=names, range=fills))


def edges(lang: Lang, known: str = PAPER) -> Any:
    """The lines around parts, by default white, and a grey one around what is not known."""
    alt = altair()
    return alt.condition(alt.datum.part == UNKNOWN.to(lang), alt.value(NO_DATA.edge), alt.value(known))


def six_at_most(names: Sequence[object], what: Text) -> None:
    """Refuse more than there are colours.

    Raises:
        InvalidValue: as said.
    """
    if len(names) > len(SERIES):
        raise InvalidValue("plots.too_many", value=len(names), what=what, most=len(SERIES))


def yen_axis(largest: int, lang: Lang, ticks: int = 6) -> tuple[str, Any]:
    """The unit in which amounts up to this one are easy to read, and an axis in it."""
    unit, name = next(found for found in _UNITS[lang] if largest >= found[0] or found[0] == 1)
    form = f"format(datum.value / {unit}, ',.3~f')"
    return name, altair().Axis(labelExpr=form, tickCount=ticks, labels=largest > 1)  # 1: no amount is known


def label_axis(labels: Iterable[str]) -> Any:
    """An axis of numbered rows (from 0) that shows their labels, broken into short lines; equal labels stay apart."""
    lines = [wrap(printable(label), _LABEL_ROOM, 12) for label in labels]
    return altair().Axis(title=None, labelExpr=f"{json.dumps(lines)}[datum.value]", ticks=False)


def shown(cell: Cell, lang: Lang) -> str:
    """A cell of a table as it is written; None is no data."""
    if cell is None:
        return NO_DATA_WORDS.to(lang)
    if isinstance(cell, Text):
        return cell.to(lang)
    return f"{cell:,}" if isinstance(cell, int) else cell


def words_of(view: View) -> Text:
    """Every row of a table in words, its first cell as the name of the row, and the remarks."""
    return Text(_words(view, "ja"), _words(view, "en"))


def _words(view: View, lang: Lang) -> str:
    colon, comma, stop = ("：", "、", "。") if lang == "ja" else (": ", ", ", ". ")
    heads = [heading.to(lang) for heading in view.headings[1:]]
    rows = [
        shown(row[0], lang)
        + colon
        + comma.join(
            f"{head} {shown(cell, lang).rstrip(stop)}" for head, cell in zip(heads, row[1:], strict=True)
        )
        for row in view.rows
    ]
    return "".join(f"{row}{stop}" for row in rows) + " ".join(note.to(lang) for note in view.notes)
