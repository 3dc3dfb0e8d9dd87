"""What changes from one fiscal year to the next (前年度からの変更): measures that open and close, figures that move, contracts that end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital.basics import FiscalYear, Lang, Note, Source, Text
from chiho_digital.rules import Figure, Parameter

from .counting import yen
from .eligibility import RULES
from .formulas import FORMULAS, StrengthTerm, available
from .texts import WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from .records import StaffMember
    from .vocabulary import Measure

__all__ = ["Change", "changes"]


@frozen
class Change:
    """One thing that changes against the year before (変更). Strictly read-only.

    sources: where it was read; none for a contract.
    """

    note: Note
    sources: tuple[Source, ...] = ()

    def to(self, lang: Lang) -> str:
        """The change as a sentence."""
        return self.note.to(lang)

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON values."""
        return {**self.note.to_dict(), "sources": [source.to_dict() for source in self.sources]}


def changes(
    measures: Iterable[Measure], staff: Iterable[StaffMember], year: FiscalYear, as_read_on: date | None
) -> tuple[Change, ...]:
    """What changes in a fiscal year against the one before, for some measures and people.

    Before the first text that was read nothing is known, so nothing is said to change with it.

    Raises:
        InvalidValue: no text of one of the measures was known on that day.
    """
    found = [change for measure in measures for change in _of_measure(measure, year, as_read_on)]
    ending = [member for member in staff if member.end is not None and member.end in year]
    contracts = (Note("talent.contract_ends", {"who": member.id, "day": member.end}) for member in ending)
    return (*found, *(Change(note) for note in contracts))


def _of_measure(measure: Measure, year: FiscalYear, as_read_on: date | None) -> Iterator[Change]:
    before = year - 1
    was, stands = (available(measure, one, as_read_on) for one in (before, year))
    earlier, last = (_last_year(measure, one, as_read_on) for one in (before, year))
    params = {"measure": measure.label, "year": year}
    places = _places(measure, year, as_read_on)
    if was and stands is False:
        yield Change(Note("talent.measure_closed", {**params, "last": before}), places)
    if was and stands is None:
        yield Change(Note("talent.measure_not_read", params), places)
    if was is False and stands:
        yield Change(Note("talent.measure_opened", params), places)
    if was and stands and last != earlier:
        yield Change(Note("talent.last_year_moved", {**params, "before": earlier, "last": last}), places)
    if stands and last == year:
        yield Change(Note("talent.measure_last_year", params), places)
    if was and stands:
        yield from _of_figures(measure, year, as_read_on)


def _of_figures(measure: Measure, year: FiscalYear, as_read_on: date | None) -> Iterator[Change]:
    """The rates and caps of a measure that differ from those of the year before, or have no forerunner."""
    for parameter in _parameters(measure):
        old, new = (parameter.at(one, as_read_on=as_read_on) for one in (year - 1, year))
        if not isinstance(new, Figure):
            continue
        params = {
            "measure": measure.label,
            "year": year,
            "what": parameter.label,
            "after": _said(parameter, new),
        }
        if not isinstance(old, Figure):
            yield Change(Note("talent.figure_new", params), (new.source,))
        elif old.value != new.value:
            note = Note("talent.figure_changed", {**params, "before": _said(parameter, old)})
            yield Change(note, tuple(dict.fromkeys((old.source, new.source))))


def _parameters(measure: Measure) -> Iterable[Parameter]:
    """The rates and caps of a measure's formula, each once."""
    found: dict[str, Parameter] = {}
    for term in FORMULAS[measure]:
        rate = None if isinstance(term, StrengthTerm) else term.rate
        found |= {parameter.name: parameter for parameter in (rate, term.cap) if parameter is not None}
    return found.values()


def _said(parameter: Parameter, figure: Figure) -> Text:
    if parameter.unit == "yen":
        return yen(int(figure.value))
    return Text(str(figure.value), str(figure.value))


def _last_year(measure: Measure, year: FiscalYear, as_read_on: date | None) -> FiscalYear | None:
    """The last fiscal year that the text of a year names."""
    text = RULES[measure].revision(year, as_read_on=as_read_on).first.year
    return WINDOWS[text].get(measure, (None, None))[1]


def _places(measure: Measure, year: FiscalYear, as_read_on: date | None) -> tuple[Source, ...]:
    """Where the years of a measure stand; nowhere, for a measure that is not limited to years."""
    rules = RULES[measure].rules(year, as_read_on=as_read_on)
    return next((rule.sources for rule in rules if rule.id == "window"), ())
