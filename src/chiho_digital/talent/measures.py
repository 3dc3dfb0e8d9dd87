"""Which measures could help a body in a fiscal year, with rates, caps, years, sources, and what is unknown: as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import FiscalYear, Grade, Lang, Note, Source, Text, message
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import OFFICIAL, Figure, Unknown, UnknownLaw

from .eligibility import RULES
from .formulas import FORMULAS, StrengthTerm, Term, available
from .shared_rules import ONE_WARD
from .texts import WINDOWS
from .vocabulary import BodyKind, CapPer, Measure, Part, member

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.basics.shown import Part as ShownPart
    from chiho_digital.rules import Rule

__all__ = ["Help", "Rate", "measures"]

_CLAIMANTS: dict[Measure, BodyKind] = {
    Measure.PREFECTURE_TALENT: BodyKind.PREFECTURE,
    Measure.PREFECTURE_TRAINING: BodyKind.PREFECTURE,
    Measure.SUPPORTING_MUNICIPALITY: BodyKind.MUNICIPALITY,
    Measure.MUNICIPALITY_TRAINING: BodyKind.MUNICIPALITY,
    Measure.OWN_CIO_AIDE: BodyKind.MUNICIPALITY,
    Measure.PARTNERSHIP_PREFECTURE: BodyKind.PREFECTURE,
    Measure.PARTNERSHIP_MUNICIPALITY: BodyKind.MUNICIPALITY,
    Measure.ORDINARY_TAX_STAFF: BodyKind.PREFECTURE,
}
"""For whose costs a measure is written; of those not named here it was not read."""

_HELPS_OTHERS = {
    Measure.PREFECTURE_TALENT,
    Measure.SUPPORTING_MUNICIPALITY,
    Measure.PARTNERSHIP_PREFECTURE,
    Measure.PARTNERSHIP_MUNICIPALITY,
    Measure.ORDINARY_TAX_STAFF,
}
"""The measures that pay one body for help to municipalities."""


@frozen
class Rate:
    """One part of a measure's formula in a year (措置率と上限). Strictly read-only.

    rate: of support, exact; unknown where no figure is known; None where it is the factor by the body's fiscal index.
    cap: yen, or None where there is none. per: what the cap is set for; None where there is none.
    """

    part: Part
    rate: Figure | Unknown | None
    cap: Figure | Unknown | None
    per: CapPer | None

    def to_dict(self) -> dict[str, Any]:
        """The part as JSON values; ratios are text, unknown figures null."""
        return {
            "part": self.part.value,
            "rate": str(self.rate.value) if isinstance(self.rate, Figure) else None,
            "by_fiscal_index": self.rate is None,
            "cap": int(self.cap.value) if isinstance(self.cap, Figure) else None,
            "per": self.per and self.per.value,
        }


@frozen(kw_only=True)
class Help(Shown):
    """A measure as it stands in a fiscal year (使い得る措置). Strictly read-only.

    available: None where no text that was read says whether it stands in the year.
    claimant: for whose costs it is written; None where that was not read.
    own: whether for those of the body that asks; False: another body is paid for helping it; None: not known.
    first, last: the years the text names; None where it names none.
    unknown: what no text that was read says, whatever the case. notes: what the answer takes for granted.
    """

    measure: Measure
    fiscal_year: FiscalYear
    available: bool | None
    claimant: BodyKind | None
    own: bool | None
    rates: tuple[Rate, ...]
    first: FiscalYear | None
    last: FiscalYear | None
    sources: tuple[Source, ...]
    unknown: tuple[Text, ...]
    notes: tuple[Note, ...]
    as_read_on: date

    def __shown__(self) -> Iterable[ShownPart]:
        from .shown import help_parts

        return help_parts(self)

    @property
    def grade(self) -> Grade:
        """The weakest grade among its sources."""
        return Grade.weakest(*(source.grade for source in self.sources))

    def to(self, lang: Lang) -> str:
        """The measure on one line."""
        own = {True: "talent.help_own", False: "talent.help_of_another", None: "talent.help_unknown"}
        params = {"measure": self.measure.label, "whose": message(own[self.own], {}, lang)}
        last = self.last or message("talent.no_last_year", {}, lang)
        return message("talent.help", {**params, "last": last}, lang)

    def to_dict(self) -> dict[str, Any]:
        """The measure as JSON values."""
        return {
            "measure": self.measure.value,
            "label": self.measure.label.to_dict(),
            "fiscal_year": self.fiscal_year.year,
            "available": self.available,
            "claimant": self.claimant and self.claimant.value,
            "own": self.own,
            "rates": [rate.to_dict() for rate in self.rates],
            "first": self.first and self.first.year,
            "last": self.last and self.last.year,
            "is_cash": False,
            "sources": [source.to_dict() for source in self.sources],
            "grade": self.grade.value,
            "unknown": [reason.to_dict() for reason in self.unknown],
            "notes": [note.to_dict() for note in self.notes],
            "as_read_on": self.as_read_on.isoformat(),
            "official": OFFICIAL.to_dict(),
        }


def measures(
    body_kind: BodyKind | str, fiscal_year: FiscalYear | int, *, as_read_on: date | None = None
) -> tuple[Help, ...]:
    """The measures that could help a body in a fiscal year (使い得る措置): its own, and those that pay others to help it.

    Left out are those that surely do not stand in the year, and those for other kinds of body. For a special ward the
    measures of municipalities are shown, for an association none is written.
    as_read_on: only texts read up to this day are known; by default the newest that ships.

    >>> [help.measure.value for help in measures("municipality", 2026) if help.own]
    ['supporting_municipality', 'partnership_municipality']

    Raises:
        InvalidValue: there is no such kind of body, or no text was known on that day.
    """
    kind = member(BodyKind, body_kind, Text("団体の種別", "kind of body"))
    year = FiscalYear(fiscal_year) if isinstance(fiscal_year, int) else fiscal_year
    if all(as_read_on is not None and one.revisions[0].read_on > as_read_on for one in RULES.values()):
        RULES[Measure.PREFECTURE_TALENT].known(as_read_on)
    found = (_help(measure, kind, year, as_read_on) for measure in Measure)
    return tuple(one for one in found if one is not None)


def _help(measure: Measure, kind: BodyKind, year: FiscalYear, as_read_on: date | None) -> Help | None:
    ruleset = RULES[measure]
    if as_read_on is not None and ruleset.revisions[0].read_on > as_read_on:
        return None
    stands = available(measure, year, as_read_on)
    municipal = kind in {BodyKind.MUNICIPALITY, BodyKind.SPECIAL_WARD}
    if stands is False or not (municipal or kind is BodyKind.PREFECTURE):
        return None
    claimant = _CLAIMANTS.get(measure)
    own = None if claimant is None else (claimant is BodyKind.MUNICIPALITY) == municipal
    if own is False and not (municipal and measure in _HELPS_OTHERS):
        return None
    rates = tuple(
        rate
        for term in FORMULAS[measure]
        for rate in [_rate(term, year, as_read_on)]
        if not (stands and isinstance(rate.cap, Unknown))  # a part that the year's text does not have
    )
    revision = ruleset.revision(year, as_read_on=as_read_on)
    first, last = WINDOWS[revision.first.year].get(measure, (None, None))
    figures = [one for rate in rates for one in (rate.rate, rate.cap) if isinstance(one, Figure)]
    rules = (source for rule in revision.rules for source in rule.sources)
    return Help(
        measure=measure,
        fiscal_year=year,
        available=stands,
        claimant=claimant,
        own=own,
        rates=rates,
        first=first,
        last=last,
        sources=tuple(dict.fromkeys((*rules, *(figure.source for figure in figures)))),
        unknown=tuple(_unknown(measure, kind, revision.rules, rates)),
        notes=tuple(
            dict.fromkeys(
                (
                    *ruleset.assumptions(year, as_read_on),
                    *(note for figure in figures for note in figure.assumptions),
                    Note("talent.surveyed"),
                    Note("talent.not_cash"),
                )
            )
        ),
        as_read_on=as_read_on or ruleset.newest,
    )


def _rate(term: Term | StrengthTerm, year: FiscalYear, as_read_on: date | None) -> Rate:
    cap = None if term.cap is None else term.cap.at(year, as_read_on=as_read_on)
    if isinstance(term, StrengthTerm):
        return Rate(term.part, None, cap, CapPer.BODY)
    return Rate(term.part, term.rate.at(year, as_read_on=as_read_on), cap, term.per if cap else None)


def _unknown(
    measure: Measure, kind: BodyKind, rules: Iterable[Rule], rates: Iterable[Rate]
) -> Iterable[Text]:
    """What the rules and the formula leave open."""
    if measure not in _CLAIMANTS:
        yield Text(
            "どの団体を対象とする項目かは読まれていません",
            "which bodies the item is written for was not read",
        )
    if not FORMULAS[measure]:
        yield Text(
            "1人当たりの額、人数の基準日、条件、終わりの年度は読まれていません",
            "the amount per person, the headcount date, the conditions and the last year were not read",
        )
    seen = [node for rule in rules for node in rule.condition.walk() if isinstance(node, UnknownLaw)]
    yield from dict.fromkeys(
        rate.per.label for rate in rates if rate.per is CapPer.DOUBTFUL or rate.per is CapPer.MAYBE_PERSON
    )
    if any(rate.cap for rate in rates):
        yield Text(
            "補助金などを上限の前に差し引くか後に差し引くかは読まれていません",
            "whether a subsidy is deducted before the cap or after it was not read",
        )
    of_kind = (node.reason for node in seen if node != ONE_WARD or kind is BodyKind.SPECIAL_WARD)
    yield from dict.fromkeys(of_kind)
