"""Spans of time as a chart (時系列): who took part when, what runs when; what is not sure is hatched."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import InvalidValue, Lang, Period, Text
from chiho_digital.dashboard import View
from chiho_digital.procurement.over_time import place_of

from ._altair import (
    UNKNOWN,
    WIDTH,
    altair,
    colours,
    data,
    edges,
    finished,
    label_axis,
    shown,
    six_at_most,
    words_of,
)
from .plot import Plot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chiho_digital.procurement import Case, Participation

__all__ = ["Span", "participation_spans", "timeline_chart"]

_ROW = 26
_SHORT = 3 * 366
_DAY = timedelta(days=1)
_KINDS = Text("種類", "kinds")
_TAKES_PART = Text("参加", "takes part")


@frozen
class Span:
    """A row of a timeline and one span in it (期間). Strictly read-only.

    label: the row; spans of one label stand in one row.  period: an end that is None is open.
    kind: what it is; None where that is not sure.
    """

    label: Text
    period: Period
    kind: Text | None


def timeline_chart(spans: Iterable[Span], *, title: Text, window: Period) -> Plot:
    """Spans of time, a row for each label, in the order given; of at most six kinds.

    window: what is shown, first and last day; spans reach beyond it unseen.

    Raises:
        InvalidValue: more kinds, or a window with an open end.
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    first, after = _whole(window)
    seen = tuple(span for span in spans if span.period.overlaps(window))
    kinds = list(dict.fromkeys(span.kind for span in seen if span.kind is not None))
    six_at_most(kinds, _KINDS)
    headings = (
        Text("項目", "row"),
        Text("種類", "kind"),
        Text("始まり", "first day"),
        Text("終わり", "last day"),
    )
    rows = tuple(
        (span.label, span.kind or UNKNOWN, _day(span.period.start), _day(span.period.end)) for span in seen
    )
    table = View(title, headings, rows)
    return Plot(title, words_of(table), table, partial(_chart, seen, kinds, title, (first, after)))


def participation_spans(case: Case, *, window: Period) -> list[Span]:
    """When each body takes part in a case, as far as its dates tell: for `timeline_chart`. Bodies in the order of the case.

    The dates are those that `procurement.standing` goes by: within a span the answer is the same on every day.

    Raises:
        InvalidValue: a window with an open end.
    """
    first, after = _whole(window)
    return [span for one in case.participations for span in _spans(case, one, first, after)]


def _whole(window: Period) -> tuple[date, date]:
    """The first day of a window, and the day after its last."""
    if window.start is None or window.end is None or window.end == date.max:
        raise InvalidValue("plots.open_window", value=(window.start, window.end))
    return window.start, window.end + _DAY


def _spans(case: Case, participation: Participation, first: date, after: date) -> Iterator[Span]:
    label = Text(participation.name, participation.name)
    days = [first, *sorted(day for day in _turning_days(case, participation) if first < day < after)]
    placed = [(day, place_of(case, participation, day)) for day in days]
    turns = [
        turn
        for turn, before in zip(placed, [None, *placed], strict=False)
        if not before or before[1] != turn[1]
    ]
    for (start, place), end in zip(turns, [*(day for day, _ in turns[1:]), after], strict=True):
        if place in {"in", "perhaps"}:
            period = Period(start, end - _DAY)
            yield Span(label, period, _TAKES_PART if place == "in" else None)


def _turning_days(case: Case, participation: Participation) -> set[date]:
    """The days on which the answer may change."""
    service = case.service_start.value if case.service_start else None
    listed = case.names_as_of or (case.observed.value if case.observed else None)
    stated = (participation.joined, participation.left, service, listed)
    return {day for one in stated if one is not None for day in (one.start, one.end)}


def _ends(period: Period, lang: Lang) -> str:
    return "–".join(shown(_day(day), lang) for day in (period.start, period.end))


def _day(day: date | None) -> Text | str:
    return Text("定めなし", "open") if day is None else day.isoformat()


def _chart(
    spans: Sequence[Span], kinds: Sequence[Text], title: Text, window: tuple[date, date], lang: Lang
) -> Any:
    alt = altair()
    first, after = window
    labels = list(dict.fromkeys(span.label for span in spans))
    rows = [
        {
            "row": labels.index(span.label),
            "part": (span.kind or UNKNOWN).to(lang),
            "start": max(first, span.period.start or first).isoformat(),
            "end": (min(after - _DAY, span.period.end or after) + _DAY).isoformat(),
            "tip": f"{span.label.to(lang)} {(span.kind or UNKNOWN).to(lang)} {_ends(span.period, lang)}",
        }
        for span in spans
    ]
    domain = [day.isoformat() for day in window]
    form = "%Y-%m" if (after - first).days < _SHORT else "%Y"
    chart = (
        alt.Chart(data(rows))
        .mark_bar(strokeWidth=1, height=_ROW - 10)
        .encode(
            y=alt.Y("row:O", axis=label_axis(label.to(lang) for label in labels)),
            x=alt.X(
                "start:T",
                title=None,
                scale=alt.Scale(type="utc", domain=domain),
                axis=alt.Axis(format=form, tickCount=8),
            ),
            x2="end:T",
            color=colours(kinds, lang, unknown=any(span.kind is None for span in spans)),
            stroke=edges(lang),
            tooltip="tip:N",
        )
        .properties(width=WIDTH, height=_ROW * max(1, len(labels)))
    )
    return finished(chart, title, lang)
