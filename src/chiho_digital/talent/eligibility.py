"""Whether a measure supports a cost of talent: one cost, or a whole table of costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Text

from .facts import CostFacts
from .other_rules import (
    LOCAL_ADVISER_RULES,
    ORDINARY_TAX_STAFF_RULES,
    PARTNERSHIP_MUNICIPALITY_RULES,
    PARTNERSHIP_PREFECTURE_RULES,
    REVITALISATION_WORKER_RULES,
)
from .rules import (
    MUNICIPALITY_TRAINING_RULES,
    OWN_CIO_AIDE_RULES,
    PREFECTURE_TALENT_RULES,
    PREFECTURE_TRAINING_RULES,
    SUPPORTING_MUNICIPALITY_RULES,
)
from .vocabulary import Measure, member

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from narwhals.typing import IntoFrameT

    from chiho_digital.rules import Decision, RuleSet

    from .costs import Cost

__all__ = ["RULES", "eligibility", "eligibility_frame", "measure_of"]

RULES: Mapping[Measure, RuleSet[CostFacts]] = {
    Measure.PREFECTURE_TALENT: PREFECTURE_TALENT_RULES,
    Measure.PREFECTURE_TRAINING: PREFECTURE_TRAINING_RULES,
    Measure.SUPPORTING_MUNICIPALITY: SUPPORTING_MUNICIPALITY_RULES,
    Measure.MUNICIPALITY_TRAINING: MUNICIPALITY_TRAINING_RULES,
    Measure.OWN_CIO_AIDE: OWN_CIO_AIDE_RULES,
    Measure.PARTNERSHIP_PREFECTURE: PARTNERSHIP_PREFECTURE_RULES,
    Measure.PARTNERSHIP_MUNICIPALITY: PARTNERSHIP_MUNICIPALITY_RULES,
    Measure.REVITALISATION_WORKER: REVITALISATION_WORKER_RULES,
    Measure.LOCAL_ADVISER: LOCAL_ADVISER_RULES,
    Measure.ORDINARY_TAX_STAFF: ORDINARY_TAX_STAFF_RULES,
}
"""The rule set of each measure."""


def measure_of(measure: Measure | str) -> Measure:
    """A measure by its value.

    Raises:
        InvalidValue: there is no such measure; the near one is suggested.
    """
    return member(Measure, measure, Text("措置", "measure"))


def eligibility(
    case: CostFacts | Cost, measure: Measure | str, *, as_read_on: date | None = None
) -> Decision[CostFacts]:
    """Whether a measure supports a cost (対象経費の判定), with the reasons.

    case: facts, or a record; where the record of the person is apart, `cost.facts(member)` or `ledger.facts(cost)`.
    as_read_on: only texts read up to this day are known; by default the newest that ships.

    >>> from chiho_digital.talent import CostFacts
    >>> facts = CostFacts(fiscal_year=2025, body_kind="prefecture", item="recruiting", external=True)
    >>> eligibility(facts.with_(duty="support", digital_expertise=True), "prefecture_talent").outcome.value
    'eligible'

    Raises:
        InvalidValue: there is no such measure, or no text was known on that day.
    """
    facts = case if isinstance(case, CostFacts) else case.facts()
    return RULES[measure_of(measure)].decide(facts, as_read_on=as_read_on)


def eligibility_frame(
    frame: IntoFrameT, measure: Measure | str, *, as_read_on: date | None = None
) -> IntoFrameT:
    """Decides a table of costs for one measure, one row each; the columns are the facts of `CostFacts`.

    The form of the result is that of `rules.RuleSet.decide_frame`.

    Raises:
        InvalidFrame: columns of the wrong type, values that a fact cannot have, names that are taken.
        InvalidValue: there is no such measure, or no text was known on that day.
    """
    return RULES[measure_of(measure)].decide_frame(frame, as_read_on=as_read_on)
