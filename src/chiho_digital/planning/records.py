"""The pathway of one body: what each room says about buying one kind of system in one fiscal year."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import frozen

from chiho_digital._version import __version__
from chiho_digital.basics import message
from chiho_digital.basics.shown import Shown
from chiho_digital.rules import OFFICIAL
from chiho_digital.systems.vocabularies import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chiho_digital.basics import FiscalYear, Lang, Text
    from chiho_digital.bonds import Funding, ProjectFacts
    from chiho_digital.governments import Government
    from chiho_digital.procurement import Case, CasesLike, LikeCase, OwnCase, Thresholds, UnplacedCase
    from chiho_digital.procurement.calls import Situation
    from chiho_digital.rules import Decision
    from chiho_digital.systems import Catalogue, Software, SystemKind
    from chiho_digital.systems.catalogue import Hit
    from chiho_digital.talent import Help

    from .steps import Step, StepName

    AnyCase = LikeCase | OwnCase | UnplacedCase
    from chiho_digital.basics.shown import Part

__all__ = ["Pathway"]


@frozen
class Pathway(Shown):
    """The way of one body to one kind of system (調達の道筋). Strictly read-only.

    day: on which thresholds and calls are looked at.
    offerings: software of the kind in `catalogue`.  dmp: an extract of the DMP, None where none was given.
    on_dmp: software of the kind in it, None without an extract.  cases: how others bought it, nearest first.
    shown: how many cases, and of those that cannot be compared how many.
    calls: open calls for the kind.  decision, funding: of the bond.  helps: the talent measures that could help.
    """

    body: Government
    kind: SystemKind
    fiscal_year: FiscalYear
    day: date
    catalogue: Catalogue
    offerings: tuple[Hit, ...]
    dmp: Catalogue | None
    on_dmp: tuple[Hit, ...] | None
    cases: CasesLike
    shown: int
    calls: tuple[Situation, ...]
    thresholds: Thresholds
    decision: Decision[ProjectFacts]
    funding: Funding
    helps: tuple[Help, ...]

    def __shown__(self) -> Iterable[Part]:
        from .shown import pathway_parts

        return pathway_parts(self)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The way step by step, in words, with what is missing and with sources."""
        from .showing import steps_of

        return steps_of(self)

    def step(self, name: StepName | str) -> Step:
        """A step by its name.

        Raises:
            KeyError: there is no such step.
        """
        return {step.name.value: step for step in self.steps}[name]

    def through_dmp(self, case: Case) -> tuple[Software, ...] | None:
        """The software of a case that stands in the extract of the DMP under its name; None without an extract."""
        if self.dmp is None:
            return None
        products = {folded(lot.product) for lot in case.lots if lot.product}
        return tuple(one for one in self.dmp.software if one.name and folded(one.name) in products)

    @property
    def shown_cases(self) -> tuple[AnyCase, ...]:
        """The body's own cases, the nearest, and those of which nobody can say how near they are, its own prefecture first."""
        digits = self.body.code.prefecture_digits

        def elsewhere(one: UnplacedCase) -> bool:
            return all(code.prefecture_digits != digits for code in one.case.prefectures)

        unplaced = sorted(self.cases.without_figures, key=elsewhere)
        return (*self.cases.own, *self.cases.nearest, *unplaced[: self.shown])

    def _through_dmp(self) -> dict[str, list[str]] | None:
        if self.dmp is None:
            return None
        return {
            one.case.id: [software.id for software in self.through_dmp(one.case) or ()]
            for one in self.shown_cases
        }

    @property
    def official(self) -> Text:
        """That it is no official determination, and whom to ask."""
        return OFFICIAL

    def title(self, lang: Lang) -> str:
        """Who wants what, and when."""
        about = {"body": self.body.title, "kind": self.kind.label, "year": self.fiscal_year}
        return message("planning.title", about, lang)

    def explain(self, lang: Lang = "ja") -> str:
        """The way as plain text in `"ja"` or `"en"`."""
        steps = [f"{place}. {step.explain(lang)}" for place, step in enumerate(self.steps, 1)]
        return "\n\n".join([self.title(lang), *steps, self.footer(lang)])

    def footer(self, lang: Lang) -> str:
        """What the whole rests on, on one line."""
        about = {"version": __version__, "day": self.day, "official": OFFICIAL}
        return message("planning.footer", about, lang)

    def to_dict(self) -> dict[str, Any]:
        """The way as JSON values: the steps in words, and the results of the rooms as they give them."""
        return {
            "body": str(self.body.code),
            "kind": self.kind.id,
            "fiscal_year": self.fiscal_year.year,
            "day": self.day.isoformat(),
            "steps": [step.to_dict() for step in self.steps],
            "offerings": [hit.to_dict() for hit in self.offerings],
            "on_dmp": None if self.on_dmp is None else [hit.to_dict() for hit in self.on_dmp],
            "cases": self.cases.to_dict(),
            "through_dmp": self._through_dmp(),
            "calls": [situation.to_dict() for situation in self.calls],
            "thresholds": self.thresholds.to_dict(),
            "bond": {"decision": self.decision.to_dict(), "funding": self.funding.to_dict()},
            "talent": [one.to_dict() for one in self.helps],
            "library_version": __version__,
            "official": OFFICIAL.to_dict(),
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The way as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_html(self, lang: Lang = "ja") -> str:
        """The way as a page of HTML that needs nothing else."""
        from .page import page_of

        return page_of(self, lang)
