"""The years of an outlook: what costs come to, what measures support and what falls to the body, line by line and added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import FiscalYear, Grade, Lang, Note, Source, Text, message, template
from chiho_digital.basics.shown import Shown
from chiho_digital.governments import LocalGovernmentCode, get
from chiho_digital.rules import Decision, Unknown

from .changes import Change
from .counting import Amount, yen
from .facts import CostFacts
from .results import Support
from .vocabulary import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

__all__ = ["OutlookLine", "Sums", "YearView", "body_name", "total"]


def total(amounts: Iterable[Amount]) -> Amount:
    """Amounts together, in yen; unknown, for the reason of the first, where one of them is."""
    added = 0
    for amount in amounts:
        if isinstance(amount, Unknown):
            return amount
        added += amount
    return added


def body_name(body: LocalGovernmentCode) -> Text:
    """A body by name and code."""
    title = get(body).title
    return Text(f"{title.ja}（{body}）", f"{title.en}, {body}")


@frozen(kw_only=True)
class OutlookLine:
    """The costs of one body and year under one measure, or under none (見通しの1行). Strictly read-only.

    measure: the one they count under; None where no measure supports them, or where that is open.
    reasons: why it is open; empty where it is settled.
    costs: their ids. cost, revenue: in yen, a contribution received among the revenue; known_cost, known_revenue: what is
    known of them. support: what the measure reckons. decisions: where no measure counts, why.
    """

    body: LocalGovernmentCode
    fiscal_year: FiscalYear
    measure: Measure | None
    costs: tuple[str, ...]
    cost: Amount
    known_cost: int
    revenue: Amount
    known_revenue: int
    support: Support | None = None
    reasons: tuple[Note, ...] = ()
    decisions: tuple[tuple[str, Decision[CostFacts]], ...] = ()

    @property
    def supported(self) -> Amount:
        """What the measure reckons, in yen; 0 where none supports the costs, unknown where that is open; no cash."""
        if self.reasons:
            return Unknown(self.reasons[0])
        return 0 if self.support is None else self.support.amount

    @property
    def net_burden(self) -> Amount:
        """What would be left to the body if the whole amount reached it (差引負担), in yen."""
        return Sums((self,)).net_burden

    @property
    def label(self) -> Text:
        """The measure, or that there is none."""
        if self.measure is not None:
            return self.measure.label
        return template("talent.under_open" if self.reasons else "talent.under_no_measure")

    @property
    def assumptions(self) -> tuple[Note, ...]:
        """What the line takes for granted, each remark once."""
        if self.support is not None:
            return self.support.assumptions
        return tuple(dict.fromkeys(note for _, decision in self.decisions for note in decision.assumptions))

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the amount was read in; why no measure supports a cost stands in `decisions`."""
        return () if self.support is None else self.support.sources

    @property
    def grade(self) -> Grade:
        """The weakest grade of what the line rests on."""
        if self.support is not None:
            return self.support.grade
        return Grade.weakest(*(decision.grade for _, decision in self.decisions))

    def explain(self, lang: Lang = "ja") -> str:
        """The line with its calculation, or the reasons why it is open."""
        params = {"label": self.label, "costs": self.costs, "sums": Sums((self,)).to(lang)}
        why = [note.to(lang) for note in self.reasons]
        if self.support is not None:
            why = [part.to(lang) for part in self.support.parts]
            if isinstance(self.support.amount, Unknown):
                why.append(self.support.amount.reason.to(lang))
        lines = [message("talent.outlook_line", params, lang), *dict.fromkeys(why)]
        return "\n    ".join(lines)

    def row(self) -> dict[str, Any]:
        """The line as flat values: unknown amounts are None, known parts stand apart; `open` where no measure is settled."""
        return {
            "body": str(self.body),
            "fiscal_year": self.fiscal_year.year,
            "measure": self.measure and self.measure.value,
            "open": bool(self.reasons),
            "costs": len(self.costs),
            **Sums((self,)).to_dict(),
        }

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON values."""
        return {
            **self.row(),
            "costs": list(self.costs),
            "reasons": [note.to_dict() for note in self.reasons],
            "support": self.support and self.support.to_dict(),
        }


@frozen
class Sums:
    """Lines added up (合計). Strictly read-only. All in yen; unknown where one line is, with what is known apart.

    Over several bodies a contribution stands twice in the cost, once with each body, and once in the receiver's revenue.
    """

    lines: tuple[OutlookLine, ...]

    @property
    def cost(self) -> Amount:
        """The costs."""
        return total(line.cost for line in self.lines)

    @property
    def known_cost(self) -> int:
        """The costs that are known."""
        return sum(line.known_cost for line in self.lines)

    @property
    def revenue(self) -> Amount:
        """Subsidies, contributions received and other revenue toward them."""
        return total(line.revenue for line in self.lines)

    @property
    def known_revenue(self) -> int:
        """The revenue that is known."""
        return sum(line.known_revenue for line in self.lines)

    @property
    def supported(self) -> Amount:
        """What the measures reckon; no cash."""
        return total(line.supported for line in self.lines)

    @property
    def known_supported(self) -> int:
        """The amounts of measures that are known."""
        return sum(line.supported for line in self.lines if not isinstance(line.supported, Unknown))

    @property
    def net_burden(self) -> Amount:
        """What would be left to the bodies if all amounts reached them (差引負担)."""
        cost, revenue, supported = self.cost, self.revenue, self.supported
        if isinstance(cost, Unknown):
            return cost
        if isinstance(revenue, Unknown):
            return revenue
        return supported if isinstance(supported, Unknown) else cost - revenue - supported

    def to(self, lang: Lang) -> str:
        """The sums on one line."""
        params = {
            "cost": _shown(self.cost, self.known_cost),
            "revenue": _shown(self.revenue, self.known_revenue),
            "supported": _shown(self.supported, self.known_supported),
            "burden": template("rules.unknown")
            if isinstance(self.net_burden, Unknown)
            else yen(self.net_burden),
        }
        return message("talent.sums", params, lang)

    def line(self, what: Text, lang: Lang) -> str:
        """The sums on one line, with what they are the sums of."""
        return message("talent.sums_line", {"what": what, "sums": self.to(lang)}, lang)

    def to_dict(self) -> dict[str, int | None]:
        """The sums as JSON values; unknown ones are null."""
        return {
            "cost": _plain(self.cost),
            "known_cost": self.known_cost,
            "revenue": _plain(self.revenue),
            "known_revenue": self.known_revenue,
            "supported": _plain(self.supported),
            "known_supported": self.known_supported,
            "net_burden": _plain(self.net_burden),
        }


def _shown(amount: Amount, known: int) -> Note | Text:
    return Note("talent.known_part", {"known": yen(known)}) if isinstance(amount, Unknown) else yen(amount)


def _plain(amount: Amount) -> int | None:
    return None if isinstance(amount, Unknown) else amount


@frozen
class YearView(Shown):
    """One fiscal year of an outlook (年度の見通し). Strictly read-only.

    lines: by body and measure. changes: against the year before. texts: that texts read before it are taken to stand.
    """

    fiscal_year: FiscalYear
    lines: tuple[OutlookLine, ...]
    changes: tuple[Change, ...]
    texts: tuple[Note, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import year_view_parts

        return year_view_parts(self)

    @property
    def total(self) -> Sums:
        """All bodies together."""
        return Sums(self.lines)

    def explain(self, lang: Lang = "ja") -> str:
        """The year as plain text in `"ja"` or `"en"`."""
        lines = [self.fiscal_year.to(lang)]
        if self.changes:
            lines.append(message("talent.changes_heading", {}, lang))
            lines += [f"  - {change.to(lang)}" for change in self.changes]
        bodies = tuple(dict.fromkeys(line.body for line in self.lines))
        for body in bodies:
            of_body = tuple(line for line in self.lines if line.body == body)
            lines += [body_name(body).to(lang), *(f"  {line.explain(lang)}" for line in of_body)]
            if len(of_body) > 1:
                lines.append(f"  {Sums(of_body).line(template('talent.sums_of_body'), lang)}")
        if not bodies:
            lines.append(message("talent.no_costs_in_year", {}, lang))
        if len(bodies) > 1:
            lines.append(self.total.line(template("talent.sums_of_year"), lang))
        return "\n".join([*lines, *(note.to(lang) for note in self.texts)])

    def to_dict(self) -> dict[str, Any]:
        """The year as JSON values."""
        return {
            "fiscal_year": self.fiscal_year.year,
            "changes": [change.to_dict() for change in self.changes],
            "texts": [note.to_dict() for note in self.texts],
            "lines": [line.to_dict() for line in self.lines],
            "total": self.total.to_dict(),
        }
