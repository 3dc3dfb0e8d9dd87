"""How measures for talent are shown: what one reckons, the years of an outlook, the choices, who goes where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Note, Text
from chiho_digital.basics.shown import NOT_ASKED, Remarks, Table
from chiho_digital.rules import OFFICIAL, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import FiscalYear
    from chiho_digital.basics.shown import Part

    from .counting import Amount
    from .matching.results import Matching
    from .measures import Help
    from .outlook_result import Outlook
    from .overlaps import Choices
    from .results import Support
    from .year_view import OutlookLine, YearView

__all__ = [
    "choices_parts",
    "help_parts",
    "matching_parts",
    "outlook_parts",
    "support_parts",
    "year_view_parts",
]

_WHAT = (Text("項目", "item"), Text("値", "value"))
_LINE = (
    Text("年度", "fiscal year"),
    Text("団体", "body"),
    Text("措置", "measure"),
    Text("経費（円）", "cost (yen)"),
    Text("特定財源（円）", "revenue (yen)"),
    Text("措置額（円、現金ではない）", "supported (yen; no cash)"),
    Text("差引負担（円）", "net burden (yen)"),
)
_PART = (Text("算式の項", "part"), Text("対象経費（円）", "counted (yen)"), Text("計算", "how"))
_NEED = (
    Text("需要", "need"),
    Text("市区町村", "municipality"),
    Text("人材", "person"),
    Text("理由", "reasons"),
)
_ASSUMPTIONS = Note("rules.assumptions_heading")
_SOURCES = Text("出典", "Sources")


def support_parts(support: Support) -> Iterable[Part]:
    """The parts of the formula, the amount, and what it rests on."""
    title = Note("talent.support_title", {"measure": support.measure.label, "year": support.fiscal_year})
    yield Table(title, _PART, [(one.part, _plain(one.counted), one.how) for one in support.parts])
    sums = (
        (Text("措置額（円、現金ではない）", "amount (yen; no cash)"), _plain(support.amount)),
        (Text("経費から特定財源を除いた額（円）", "cost less revenue (yen)"), _plain(support.net_cost)),
        (Text("差引負担（円）", "net burden (yen)"), _plain(support.net_burden)),
    )
    yield Table(Text("結果", "Result"), _WHAT, sums)
    unknown = (support.amount.reason,) if isinstance(support.amount, Unknown) else ()
    yield Remarks(None, (*unknown, support.caution))
    yield Remarks(_SOURCES, support.sources)
    yield Remarks(_ASSUMPTIONS, support.assumptions)
    yield Remarks(None, (support.official,))


def help_parts(help_: Help) -> Iterable[Part]:
    """A measure as it stands in a year."""
    rows = (
        (Text("年度", "fiscal year"), help_.fiscal_year),
        (Text("この年度にあるか", "stands in the year"), help_.available),
        (Text("だれの経費か", "whose costs"), help_.claimant),
        (Text("自団体の経費か", "one's own costs"), help_.own),
        (Text("最初の年度", "first year"), help_.first),
        (Text("最後の年度", "last year"), help_.last or Note("talent.no_last_year")),
    )
    yield Table(help_.measure.label, _WHAT, rows)
    yield Remarks(_SOURCES, help_.sources)
    yield Remarks(Text("どの条文も答えないこと", "What no text answers"), help_.unknown)
    yield Remarks(_ASSUMPTIONS, help_.notes)


def year_view_parts(year: YearView) -> Iterable[Part]:
    """One year: its lines, and what changes."""
    yield _lines(year.fiscal_year, year.lines)
    yield Remarks(Note("talent.changes_heading"), year.changes)
    yield Remarks(_ASSUMPTIONS, year.texts)


def outlook_parts(outlook: Outlook) -> Iterable[Part]:
    """All years, the changes between them, and what they rest on."""
    span = {"first": outlook.years[0].fiscal_year, "last": outlook.years[-1].fiscal_year}
    yield _lines(Note("talent.outlook_title", span), outlook.lines)
    total = outlook.total
    sums = (total.cost, total.revenue, total.supported, total.net_burden)
    yield Table(Text("合計", "Total"), (_WHAT[0], *_LINE[3:]), ((Text("合計", "total"), *map(_plain, sums)),))
    for year in outlook.years:
        changes = Text(
            f"{year.fiscal_year.to('ja')}に変わること", f"What changes in {year.fiscal_year.to('en')}"
        )
        yield Remarks(changes, year.changes)
    yield Remarks(None, (outlook.caution,))
    yield Remarks(_SOURCES, outlook.sources)
    yield Remarks(_ASSUMPTIONS, outlook.assumptions)
    yield Remarks(None, (outlook.official,))


def _lines(caption: Note | FiscalYear, lines: Iterable[OutlookLine]) -> Table:
    from .year_view import body_name

    rows = [
        (
            line.fiscal_year,
            body_name(line.body),
            line.label,
            *map(_plain, (line.cost, line.revenue, line.supported, line.net_burden)),
        )
        for line in lines
    ]
    return Table(caption, _LINE, rows)


def choices_parts(choices: Choices) -> Iterable[Part]:
    """The costs under several measures, and what each choice adds up to."""
    yield Remarks(Text("複数の措置に当たる経費", "Costs under several measures"), choices.overlaps)
    rows = [
        (
            str(number),
            {
                cost: measure.label if measure else Note("talent.under_none")
                for cost, measure in one.measures.items()
            },
            _plain(one.total),
            one.known_total,
        )
        for number, one in enumerate(choices.choices, 1)
    ]
    headings = (
        Text("選択", "choice"),
        Text("経費と措置", "cost and measure"),
        Text("措置額（円、現金ではない）", "supported (yen; no cash)"),
        Text("うち分かっている額（円）", "of which known (yen)"),
    )
    yield Table(Text("選択ごとの合計", "What each choice adds up to"), headings, rows)
    undetermined = [(cost, measures) for cost, measures in choices.undetermined.items()]
    if undetermined:
        title = Text("どの措置に当たるか分からない経費", "Costs whose measure is open")
        yield Table(title, (Text("経費", "cost"), Text("措置", "measures")), undetermined)
    yield Remarks(None, (Note("talent.not_cash"), OFFICIAL))


def matching_parts(matching: Matching) -> Iterable[Part]:
    """Who goes where, and which needs are left, with the reasons."""
    from .year_view import body_name

    met = [
        (one.need.id, body_name(one.need.municipality), one.assignment.staff, one.reasons)
        for one in matching.matches
    ]
    unmet = [
        (one.need.id, body_name(one.need.municipality), NOT_ASKED, (one.because, *one.reasons))
        for one in matching.unmet
    ]
    yield Table(Note("talent.matching_title", {"pool": matching.pool}), _NEED, met)
    yield Table(Text("満たされない需要", "Needs that are left"), _NEED, unmet)
    if matching.unproved:
        yield Remarks(Text("証明されていないこと", "Not proved"), matching.unproved)
    yield Remarks(_ASSUMPTIONS, matching.assumptions)


def _plain(amount: Amount) -> int | None:
    return None if isinstance(amount, Unknown) else amount
