"""The formulas of the measures: which parts of the cost count at which rate, under which cap, and how the sum is rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from chiho_digital.basics import Direction, FiscalYear, Grade, Rounding
from chiho_digital.rules import Between, Compare, Unknown, value_of

from .eligibility import RULES
from .facts import CostFacts
from .texts import PARAMETERS
from .vocabulary import CapPer, Measure, Part

if TYPE_CHECKING:
    from datetime import date

    from chiho_digital.rules import Parameter

__all__ = ["FORMULAS", "StrengthTerm", "Term", "available", "rounding_of", "turning_years"]


@frozen
class Term:
    """One part of a formula: capped, then times a rate (算式の項). Strictly read-only.

    rate, cap: the parameters; no cap where the text has none.
    """

    part: Part
    rate: Parameter
    cap: Parameter | None = None
    per: CapPer = CapPer.BODY


@frozen
class StrengthTerm:
    """One part of a formula: times the factor by fiscal index, then capped (算式の項). Strictly read-only."""

    part: Part
    cap: Parameter


def _term(part: Part, rate: str, cap: str | None = None, per: CapPer = CapPer.BODY) -> Term:
    return Term(part, PARAMETERS[rate], None if cap is None else PARAMETERS[cap], per)


FORMULAS: dict[Measure, tuple[Term | StrengthTerm, ...]] = {
    Measure.PREFECTURE_TALENT: (
        _term(Part.ENGAGEMENT, "talent_rate", "talent_person_cap", CapPer.PERSON),
        _term(Part.RECRUITING, "talent_rate", "talent_recruiting_cap"),
    ),
    Measure.PREFECTURE_TRAINING: (_term(Part.TRAINING, "prefecture_training_rate"),),
    Measure.SUPPORTING_MUNICIPALITY: (
        _term(Part.ENGAGEMENT, "supporting_rate", "supporting_person_cap", CapPer.PERSON),
        _term(Part.RECRUITING, "supporting_rate", "supporting_recruiting_cap"),
        _term(Part.CONTRIBUTION, "supporting_rate", "supporting_person_cap", CapPer.MAYBE_PERSON),
    ),
    Measure.MUNICIPALITY_TRAINING: (_term(Part.TRAINING, "municipality_training_rate"),),
    Measure.OWN_CIO_AIDE: (
        _term(Part.ENGAGEMENT, "cio_aide_rate"),
        _term(Part.RECRUITING, "cio_aide_rate", "cio_aide_recruiting_cap"),
    ),
    Measure.PARTNERSHIP_PREFECTURE: (
        _term(Part.RECRUITING, "partnership_prefecture_rate", "partnership_prefecture_recruiting_cap"),
        _term(Part.SENT, "partnership_prefecture_rate", "partnership_prefecture_person_cap", CapPer.PERSON),
    ),
    Measure.PARTNERSHIP_MUNICIPALITY: (
        _term(Part.RECRUITING, "partnership_municipality_rate", "partnership_municipality_recruiting_cap"),
        _term(
            Part.SENT, "partnership_municipality_rate", "partnership_municipality_person_cap", CapPer.PERSON
        ),
        _term(
            Part.FROM_PREFECTURE,
            "partnership_municipality_rate",
            "received_from_prefecture_cap",
            CapPer.PERSON,
        ),
        _term(
            Part.FROM_MUNICIPALITY,
            "partnership_municipality_rate",
            "received_from_municipality_cap",
            CapPer.PERSON,
        ),
    ),
    Measure.REVITALISATION_WORKER: (
        _term(Part.WORKER_A, "worker_half_rate", "worker_half_cap", CapPer.DOUBTFUL),
        _term(Part.WORKER_B_COMPANY, "worker_whole_rate", "worker_company_cap", CapPer.PERSON),
        _term(Part.WORKER_B_SIDE_JOB, "worker_whole_rate", "worker_side_job_cap", CapPer.PERSON),
        _term(Part.WORKER_B_SENIOR, "worker_whole_rate", "worker_senior_cap", CapPer.PERSON),
        _term(Part.WORKER_C, "worker_half_rate", "worker_half_cap", CapPer.DOUBTFUL),
    ),
    Measure.LOCAL_ADVISER: (
        StrengthTerm(Part.ADVISER, PARAMETERS["adviser_cap"]),
        StrengthTerm(Part.RECOGNISED_ADVISER, PARAMETERS["recognised_adviser_cap"]),
    ),
    Measure.ORDINARY_TAX_STAFF: (),  # its amount was not read
}
"""The parts of each measure's formula."""

_ROUNDED = {
    Measure.OWN_CIO_AIDE: "附則7条10項",
    **dict.fromkeys(
        (
            Measure.PARTNERSHIP_PREFECTURE,
            Measure.PARTNERSHIP_MUNICIPALITY,
            Measure.REVITALISATION_WORKER,
            Measure.LOCAL_ADVISER,
        ),
        "4条・5条の表",
    ),
}
"""Where the rounding is written; for the other measures there are no words, and it is inferred."""


def available(measure: Measure, year: FiscalYear, as_read_on: date | None) -> bool | None:
    """Whether a measure stands in a fiscal year; None where no text that was read says so.

    Raises:
        InvalidValue: no text of the measure was known on that day.
    """
    ruleset = RULES[measure]
    rules = {rule.id: rule for rule in ruleset.rules(year, as_read_on=as_read_on)}
    stands = value_of(rules["window"].condition, CostFacts(fiscal_year=year)) if "window" in rules else True
    return None if stands and year < ruleset.revisions[0].first else stands


def rounding_of(measure: Measure, year: FiscalYear, as_read_on: date | None) -> Rounding | Unknown:
    """How the amount of a measure is rounded in a year."""
    unit = PARAMETERS["rounding_unit"].at(year, as_read_on=as_read_on)
    if isinstance(unit, Unknown):
        return unit
    source = evolve(
        unit.source,
        article=_ROUNDED.get(measure, "、".join(dict.fromkeys(_ROUNDED.values()))),
        grade=unit.source.grade if measure in _ROUNDED else Grade.INFERRED,
    )
    return Rounding(int(unit.value), Direction.HALF_UP, source)


def turning_years(as_read_on: date | None) -> list[int]:
    """A year before anything changes, and every year from which a figure or a window does."""
    years: set[int] = set()
    for parameter in PARAMETERS.parameters.values():
        for first, last, _ in parameter.periods(as_read_on):
            years |= {first} if last is None else {first, last + 1}
    for ruleset in RULES.values():
        for revision in ruleset.revisions:
            years.add(revision.first.year)
            for rule in revision.rules:
                for node in rule.condition.walk():
                    if isinstance(node, Between) and node.fact.type is FiscalYear:
                        years |= {node.low, node.high + 1}
                    if isinstance(node, Compare) and node.fact.type is FiscalYear:
                        years |= {node.operand, node.operand + 1}
    return [min(years) - 1, *sorted(years)]
