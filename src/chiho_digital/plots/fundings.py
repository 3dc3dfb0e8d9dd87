"""How a project is paid as a chart (資金計画のグラフ): the money up front, and what is left in the end, in yen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chiho_digital._version import __version__
from chiho_digital.basics import Lang, Note, Text
from chiho_digital.bonds.steps import scope_line, yen
from chiho_digital.dashboard import View
from chiho_digital.rules import OFFICIAL, Unknown

from ._altair import UNKNOWN, WIDTH, altair, data, finished, label_axis, words_of, yen_axis
from ._shades import DARK, NO_DATA, QUIET, SERIES
from .plot import Plot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chiho_digital.bonds import Funding

__all__ = ["funding_chart"]

_WHOLE = "cost"
_BLOCKS = {
    Text("当初の財源（合計は事業費）", "the money up front, together the cost"): {
        "grants": SERIES[5],
        "other_revenue": SERIES[4],
        "bond_ceiling": SERIES[0],
        "general_funds": SERIES[1],
    },
    Text("最後に残る負担（合計は事業費）", "what is left in the end, together the cost"): {
        "grants": SERIES[5],
        "other_revenue": SERIES[4],
        "cash_effect": SERIES[3],
        "net_burden": SERIES[2],
    },
}
_ROW = 34


def funding_chart(funding: Funding) -> Plot:
    """The cost of a project by who pays it, up front and in the end; `funding` as `bonds.funding` returns it.

    Each amount is a bar that starts where the one before it ends. An amount that is not known is a hatched row.

    Raises:
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    year = funding.fiscal_year
    when = Text("", "") if year is None else Text(f"（{year.to('ja')}）", f" ({year.to('en')})")
    name = funding.project.name
    title = Text(f"「{name}」の資金計画{when.ja}", f"How '{name}' is paid{when.en}")
    headings = (Text("項目", "item"), Text("金額（円）", "amount (yen)"), Text("計算", "how it came about"))
    rows = tuple((step.label, _cell(step.amount), _said(step.how)) for step in funding.steps)
    table = View(title, headings, rows, (*_notes(funding), *map(_said, funding.assumptions)))
    return Plot(title, words_of(table), table, partial(_chart, funding, title))


def _cell(amount: int | Unknown) -> int | Text:
    return UNKNOWN if isinstance(amount, Unknown) else amount


def _said(note: Note) -> Text:
    return Text(note.to("ja"), note.to("en"))


def _notes(funding: Funding) -> tuple[Text, ...]:
    scope = Text(*(scope_line(funding.cost_scope, funding.tax_basis, lang) for lang in ("ja", "en")))
    read = Note("rules.as_read_line", {"read_on": funding.as_read_on, "version": __version__})
    return scope, _said(read), OFFICIAL


def _chart(funding: Funding, title: Text, lang: Lang) -> Any:
    alt = altair()
    names = [_WHOLE, *(name for block in _BLOCKS.values() for name in block)]
    known = [amount for name in names if not isinstance(amount := funding.amount(name), Unknown)]
    most = max([1, *known])
    blocks = [
        _block(heading, list(_rows(funding, block, most, lang)), most, lang)
        for heading, block in _BLOCKS.items()
    ]
    return finished(alt.vconcat(*blocks), title, lang, _notes(funding))


def _rows(funding: Funding, block: dict[str, str], most: int, lang: Lang) -> Iterator[dict[str, Any]]:
    """The whole cost, and its parts one after another."""
    so_far = 0
    for row, (name, fill) in enumerate({_WHOLE: QUIET, **block}.items()):
        step = funding.step(name)
        label = step.label.to(lang)
        said = (UNKNOWN if isinstance(step.amount, Unknown) else yen(step.amount)).to(lang)
        about = {"row": row, "label": label, "said": said, "tip": f"{label} {said}"}
        if isinstance(step.amount, Unknown):
            yield about | {"start": 0, "end": most, "fill": NO_DATA.fill, "edge": NO_DATA.edge}
        else:
            end = so_far + step.amount
            yield about | {"start": so_far, "end": end, "fill": fill, "edge": fill}
            so_far = 0 if name == _WHOLE else end


def _block(heading: Text, rows: list[dict[str, Any]], most: int, lang: Lang) -> Any:
    alt = altair()
    unit, amounts = yen_axis(most, lang)
    base = alt.Chart(data(rows)).encode(y=alt.Y("row:O", axis=label_axis(row["label"] for row in rows)))
    scale = alt.Scale(domain=[min(0, *(row["end"] for row in rows)), most], nice=False)
    bars = base.mark_bar(strokeWidth=1).encode(
        x=alt.X("start:Q", title=unit, axis=amounts, scale=scale),
        x2="end:Q",
        color=alt.Color("fill:N", scale=None, legend=None),
        stroke=alt.Stroke("edge:N", scale=None, legend=None),
        tooltip="tip:N",
    )
    said = base.mark_text(align="left", dx=6, color=DARK, fontSize=12).encode(
        x=alt.value(WIDTH), text="said:N"
    )
    return alt.layer(bars, said).properties(
        width=WIDTH,
        height=_ROW * len(rows),
        title=alt.TitleParams(heading.to(lang), fontSize=13, offset=6),
    )
