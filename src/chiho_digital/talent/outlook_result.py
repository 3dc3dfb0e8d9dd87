"""The multi-year view of a pool, as a result: its years, its totals, and what they rest on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import FiscalYear, Grade, Lang, Note, Source, Text, message, template
from chiho_digital.basics.shown import Shown
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.rules import OFFICIAL

from .eligibility import measure_of
from .vocabulary import Measure
from .year_view import OutlookLine, Sums, YearView, body_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chiho_digital.basics.shown import Part

__all__ = ["Outlook"]

_OF_THE_YEARS = "rules.text_as_read"


@frozen(kw_only=True)
class Outlook(Shown):
    """What is supported when, and what falls to the bodies (複数年度の見通し). Strictly read-only.

    The amounts are inputs to the calculation of the allocation tax, not cash: `caution` says so, and every form of the
    result shows it.
    years: one view for each fiscal year, with or without costs. under: what the caller chose, by the id of the cost.
    """

    years: tuple[YearView, ...]
    under: Mapping[str, Measure | None]
    noted: tuple[Note, ...]
    as_read_on: date

    def __shown__(self) -> Iterable[Part]:
        from .shown import outlook_parts

        return outlook_parts(self)

    @property
    def lines(self) -> tuple[OutlookLine, ...]:
        """All lines, by year, body and measure."""
        return tuple(line for year in self.years for line in year.lines)

    @property
    def bodies(self) -> tuple[LocalGovernmentCode, ...]:
        """The bodies that bear costs, by code."""
        return tuple(sorted({line.body for line in self.lines}))

    @property
    def total(self) -> Sums:
        """All bodies and years together."""
        return Sums(self.lines)

    def sums(
        self,
        *,
        body: str | None = None,
        fiscal_year: FiscalYear | int | None = None,
        measure: Measure | str | None = None,
    ) -> Sums:
        """What a body, a fiscal year or a measure comes to, or several of these at once; by default everything.

        Where a body has no costs in a year, or none under a measure, the sums are 0.

        Raises:
            KeyError: the body bears no costs here, or the outlook has no such year.
            InvalidValue: there is no such measure.
        """
        year = FiscalYear(fiscal_year) if isinstance(fiscal_year, int) else fiscal_year
        if body is not None and body not in self.bodies:
            raise KeyError(body)
        if year is not None and year not in {view.fiscal_year for view in self.years}:
            raise KeyError(fiscal_year)
        wanted = None if measure is None else measure_of(measure)
        return Sums(
            tuple(
                line
                for line in self.lines
                if (body is None or line.body == body)
                and (year is None or line.fiscal_year == year)
                and (wanted is None or line.measure is wanted)
            )
        )

    @property
    def caution(self) -> Note:
        """That the amounts are inputs to the calculation, not cash."""
        return Note("talent.not_cash")

    @property
    def assumptions(self) -> tuple[Note, ...]:
        """What the amounts take for granted, each remark once."""
        of_texts = (note for year in self.years for note in year.texts)
        of_lines = (note for line in self.lines for note in line.assumptions)
        return tuple(dict.fromkeys((*self.noted, *of_texts, *of_lines)))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the amounts and the changes were read."""
        of_lines = (source for line in self.lines for source in line.sources)
        of_changes = (source for year in self.years for change in year.changes for source in change.sources)
        return tuple(dict.fromkeys((*of_lines, *of_changes)))

    @property
    def grade(self) -> Grade:
        """The weakest grade among lines and changes."""
        return Grade.weakest(*(line.grade for line in self.lines), *(source.grade for source in self.sources))

    @property
    def official(self) -> Text:
        """That the result is no official determination, and whom to ask."""
        return OFFICIAL

    def explain(self, lang: Lang = "ja") -> str:
        """The years one by one, their totals, and what they rest on, as plain text in `"ja"` or `"en"`."""
        first, last = self.years[0].fiscal_year, self.years[-1].fiscal_year
        span = {"first": first, "last": last}
        lines = [message("talent.outlook_title", span, lang)]
        for year in self.years:
            lines += ["", year.explain(lang)]
        lines += ["", message("talent.outlook_totals", span, lang)]
        for body in self.bodies:
            lines.append(f"  {self.sums(body=body).line(body_name(body), lang)}")
        if len(self.bodies) > 1:
            lines.append(f"  {self.total.line(template('talent.sums_of_all'), lang)}")
        lines += ["", self.caution.to(lang)]
        lines += [f"{message('rules.source_line', {}, lang)}{source.to(lang)}" for source in self.sources]
        lines += ["", message("rules.assumptions_heading", {}, lang)]
        lines += [f"- {note.to(lang)}" for note in self.assumptions if note.code != _OF_THE_YEARS]
        about = {"read_on": self.as_read_on, "version": __version__}
        lines.append(message("rules.grade_line", {"grade": self.grade.label}, lang))
        return "\n".join([*lines, message("rules.as_read_line", about, lang), OFFICIAL.to(lang)])

    def rows(self) -> list[dict[str, Any]]:
        """The lines as flat values, for data frames: one for each body, year and measure, and for what none supports.

        `body`, `fiscal_year`, `measure` (None: none, or open), `open`, `costs` (how many), then yen: `cost`, `revenue`,
        `supported`, `net_burden` (None: unknown) and `known_cost`, `known_revenue`, `known_supported` (never None). They add
        up to the totals.
        """
        return [line.row() for line in self.lines]

    def to_dict(self) -> dict[str, Any]:
        """The outlook as JSON values; unknown amounts are null."""
        return {
            "years": [year.to_dict() for year in self.years],
            "bodies": {str(body): self.sums(body=body).to_dict() for body in self.bodies},
            "total": self.total.to_dict(),
            "under": {cost: measure and measure.value for cost, measure in self.under.items()},
            "is_cash": False,
            "caution": self.caution.to_dict(),
            "assumptions": [note.to_dict() for note in self.assumptions],
            "sources": [source.to_dict() for source in self.sources],
            "grade": self.grade.value,
            "as_read_on": self.as_read_on.isoformat(),
            "library_version": __version__,
            "official": OFFICIAL.to_dict(),
        }
