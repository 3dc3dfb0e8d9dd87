"""Who bears the cost of a joint procurement on several days, as a chart (分担額の推移): one panel a day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import Lang, Text
from chiho_digital.dashboard import View

from ._altair import UNKNOWN, altair, colours, data, edges, finished, label_axis, shown, words_of, yen_axis
from ._shades import SERIES
from .plot import Plot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chiho_digital.procurement import DayShares

__all__ = ["shares_chart"]

_ROW = 22
_WIDE, _NARROW = 540, 90
_SHARE = Text("分担額", "share")
_BODY = Text("団体", "body")
_NOBODY = "—"
_ABSENT = Text("不参加", "does not take part")


def shares_chart(days: Sequence[DayShares], *, title: Text) -> Plot:
    """What each body bears of the annual amount on each of several days, in yen, a panel for each day.

    days: as `procurement.Standing.shares` returns them. On a day on which the shares are not known every row is hatched;
    a body that does not take part on a day has an empty row in its panel.

    Raises:
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    bodies = _bodies(days)
    rows = tuple((name, *(_cell(one, code) for one in days)) for code, name in bodies.items())
    reasons = dict.fromkeys(note for one in days for note in one.unknown)
    notes = (
        *(Text(note.to("ja"), note.to("en")) for note in reasons),
        *dict.fromkeys(note for one in days for note in one.notes),
    )
    heads = (Text(f"{one.day}（円）", f"{one.day} (yen)") for one in days)
    table = View(title, (_BODY, *heads), rows, notes)
    return Plot(title, words_of(table), table, partial(_chart, days, bodies, title))


def _bodies(days: Sequence[DayShares]) -> dict[str, str]:
    """Who bears something on one of the days: the names, by code and in its order."""
    found = {
        str(share.sharer.code): share.sharer.name for one in days if one.shares for share in one.shares.shares
    }
    return dict(sorted(found.items())) or {"": _NOBODY}


def _cell(one: DayShares, code: str) -> int | Text:
    """What a body bears on a day."""
    if one.shares is None:
        return UNKNOWN
    if code not in one.shares.yen:
        return _ABSENT
    yen = one.shares.yen[code]
    return UNKNOWN if yen is None else yen


def _chart(days: Sequence[DayShares], bodies: dict[str, str], title: Text, lang: Lang) -> Any:
    alt = altair()
    cells = [
        (row, str(one.day), name, _cell(one, code))
        for one in days
        for row, (code, name) in enumerate(bodies.items())
    ]
    most = max([1, *(cell for *_, cell in cells if isinstance(cell, int))])
    unit, axis = yen_axis(most, lang, ticks=3)
    rows = [
        {
            "row": row,
            "day": day,
            "part": (_SHARE if isinstance(cell, int) else UNKNOWN).to(lang),
            "end": cell if isinstance(cell, int) else most if cell is UNKNOWN else None,
            "tip": f"{day} {name} {shown(cell, lang)}",
        }
        for row, day, name, cell in cells
    ]
    whole = (
        alt.Chart(data(rows))
        .mark_bar(strokeWidth=1)
        .encode(
            y=alt.Y("row:O", axis=label_axis(bodies.values())),
            x=alt.X("end:Q", title=unit, axis=axis),
            color=colours([_SHARE], lang, unknown=any(cell is UNKNOWN for *_, cell in cells)),
            stroke=edges(lang, SERIES[0]),  # so that 0 is seen as a line
            column=alt.Column("day:N", sort=None, title=None, spacing=14),
            tooltip="tip:N",
        )
        .properties(width=max(_NARROW, _WIDE // max(1, len(days))), height=_ROW * len(bodies))
    )
    return finished(whole, title, lang)
