"""The repayment of a bond as a chart (償還表のグラフ): what is paid each time, and what is still owed after it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chiho_digital.basics import Lang, Text, format_yen
from chiho_digital.bonds.steps import yen
from chiho_digital.dashboard import View

from ._altair import WIDTH, altair, data, finished, words_of, yen_axis
from ._shades import SERIES
from ._stacks import Stack, columns
from .plot import Plot

if TYPE_CHECKING:
    from chiho_digital.bonds import Instalment, Schedule

__all__ = ["repayment_chart"]

_PARTS = (Text("元金", "principal"), Text("利子", "interest"))
_NUMBER = Text("回", "payment")
_BALANCE = Text("償還後の残高", "balance after it")
_HEIGHT = 130


def repayment_chart(schedule: Schedule) -> Plot:
    """Principal and interest of each payment, and the balance after it, in yen; `schedule` as `bonds.schedule` returns it.

    Raises:
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    method = schedule.method.label
    title = Text(
        f"償還（元金{format_yen(schedule.principal)}、{schedule.years}年、{method.ja}）",
        f"Repayment of {schedule.principal:,} yen in {schedule.years} years, {method.en}",
    )
    headings = (*_PARTS, Text("支払額", "payment"), _BALANCE)
    table = View(
        title,
        (_NUMBER, *(Text(f"{head.ja}（円）", f"{head.en} (yen)") for head in headings)),
        tuple(
            (_nth(row.number), row.principal, row.interest, row.payment, row.balance) for row in schedule.rows
        ),
        tuple(Text(note.to("ja"), note.to("en")) for note in schedule.assumptions),
    )
    return Plot(title, words_of(table), table, partial(_chart, schedule, title, table.notes))


def _nth(number: int) -> Text:
    return Text(f"第{number}回", f"payment {number}")


def _balance(row: Instalment, lang: Lang) -> dict[str, Any]:
    tip = f"{_nth(row.number).to(lang)} {yen(row.balance).to(lang)}"
    return {"row": str(row.number), "yen": row.balance, "tip": tip}


def _chart(schedule: Schedule, title: Text, notes: tuple[Text, ...], lang: Lang) -> Any:
    alt = altair()
    stacks = [
        Stack(Text(str(row.number), str(row.number)), (row.principal, row.interest)) for row in schedule.rows
    ]
    unit, axis = yen_axis(max(row.balance for row in schedule.rows), lang)
    owed = (
        alt.Chart(data(_balance(row, lang) for row in schedule.rows))
        .mark_bar(color=SERIES[2])
        .encode(
            x=alt.X(
                "row:N",
                sort=None,
                title=_NUMBER.to(lang),
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
            ),
            y=alt.Y("yen:Q", title=unit, axis=axis),
            tooltip="tip:N",
        )
        .properties(
            width=WIDTH, height=_HEIGHT, title=alt.TitleParams(_BALANCE.to(lang), fontSize=13, offset=6)
        )
    )
    return finished(alt.vconcat(columns(stacks, _PARTS, _NUMBER, lang), owed), title, lang, notes)
