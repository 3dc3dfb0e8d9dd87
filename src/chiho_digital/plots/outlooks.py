"""Several years of a talent pool as a chart (複数年度の見通しのグラフ): what a year costs, what is reckoned, what is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chiho_digital._version import __version__
from chiho_digital.basics import FiscalYear, Lang, Note, Text
from chiho_digital.dashboard import View
from chiho_digital.governments import get
from chiho_digital.rules import OFFICIAL

from ._altair import UNKNOWN, finished, words_of
from ._stacks import Stack, columns
from .plot import Plot

if TYPE_CHECKING:
    from chiho_digital.talent import Outlook

__all__ = ["outlook_chart"]

_PARTS = (
    Text("差引負担（全額が届いた場合）", "left to the body if all of it arrives"),
    Text("措置額", "measures reckon"),
    Text("特定財源", "revenue"),
)
_YEAR = Text("年度", "fiscal year")


def outlook_chart(outlook: Outlook, *, body: str | None = None) -> Plot:
    """What each fiscal year costs, divided into what measures reckon, revenue and what is left to the body, in yen.

    outlook: as `talent.outlook` returns it.  body: the code of one; by default all together.
    What is not known is hatched: where only the division is, as long as it is; where the cost itself is, to the top.

    Raises:
        KeyError: the body bears no costs here.
        MissingExtra: Altair is not installed; when the chart is first drawn.
    """
    first, last = outlook.years[0].fiscal_year, outlook.years[-1].fiscal_year
    name = None if body is None else get(body).title
    whose = Text("", "") if name is None else Text(f"{name.ja}、", f"{name.en}, ")
    title = Text(
        f"人材の経費の見通し（{whose.ja}{first.to('ja')}～{last.to('ja')}）",
        f"Outlook on the cost of talent ({whose.en}{first} to {last})",
    )
    years = {
        view.fiscal_year: outlook.sums(body=body, fiscal_year=view.fiscal_year).to_dict()
        for view in outlook.years
    }
    heads = (Text("経費", "cost"), *reversed(_PARTS))
    names = ("cost", "revenue", "supported", "net_burden")
    table = View(
        title,
        (_YEAR, *(Text(f"{head.ja}（円）", f"{head.en} (yen)") for head in heads)),
        tuple((_year(year), *(_or_unknown(sums[name]) for name in names)) for year, sums in years.items()),
        (*_notes(outlook), *(Text(note.to("ja"), note.to("en")) for note in outlook.assumptions)),
    )
    stacks = [_stack(_year(year), sums) for year, sums in years.items()]
    return Plot(title, words_of(table), table, partial(_chart, stacks, title, _notes(outlook)))


def _year(year: FiscalYear) -> Text:
    return Text(year.to("ja"), year.to("en"))


def _or_unknown(yen: int | None) -> int | Text:
    return UNKNOWN if yen is None else yen


def _notes(outlook: Outlook) -> tuple[Text, ...]:
    read = Note("rules.as_read_line", {"read_on": outlook.as_read_on, "version": __version__})
    return (*(Text(note.to("ja"), note.to("en")) for note in (outlook.caution, read)), OFFICIAL)


def _stack(label: Text, sums: dict[str, int | None]) -> Stack:
    """The column of a year. Of what is known only in part, the rest of the known cost is a gap."""
    revenue, supported, burden = sums["known_revenue"] or 0, sums["known_supported"] or 0, sums["net_burden"]
    if burden is not None:
        return Stack(label, (burden, supported, revenue))
    rest = (sums["known_cost"] or 0) - revenue - supported
    return Stack(label, (0, supported, revenue), gap=max(0, rest), is_open=sums["cost"] is None)


def _chart(stacks: list[Stack], title: Text, notes: tuple[Text, ...], lang: Lang) -> Any:
    return finished(columns(stacks, _PARTS, _YEAR, lang), title, lang, notes)
