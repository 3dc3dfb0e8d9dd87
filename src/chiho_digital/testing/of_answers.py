"""Answers that follow from a record at once: where a history or a call stands, a schedule of repayment, a table of figures."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from chiho_digital import bonds
from chiho_digital.commonization import DecentralisationCourse, Review, process
from chiho_digital.governments import Figures
from chiho_digital.plots import Span
from chiho_digital.procurement import calls
from chiho_digital.talent import Outlay, Part

from .codes import lasting_codes
from .making import of_kind, whole
from .money import amounts, ratios
from .of_values import sources
from .texts import bilingual, identifiers
from .times import days, periods

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["figure_tables", "outlays", "schedules", "situations"]

whole(process.ReviewStanding)(lambda: of_kind(Review).map(lambda review: review.standing))
whole(process.CourseStanding)(lambda: of_kind(DecentralisationCourse).map(lambda course: course.standing))
whole(Span)(lambda: st.builds(Span, bilingual(), periods(open_ends=False), st.none() | bilingual()))


@whole(Outlay)
def outlays() -> SearchStrategy[Outlay]:
    """Outlays for talent, with no more revenue than cost (人材の経費の額)."""
    known = st.none() | amounts()
    return st.builds(_outlay, st.sampled_from(Part), known, known, st.none() | identifiers())


def _outlay(part: Part, amount: int | None, revenue: int | None, person: str | None) -> Outlay:
    if revenue is not None and amount is not None:
        revenue = min(revenue, amount)
    return Outlay(part, amount, revenue, person)


@whole(calls.Situation)
def situations() -> SearchStrategy[calls.Situation]:
    """Calls as they stood on a day after their opening (ある日の状況)."""
    return st.builds(_after, of_kind(calls.Call), st.integers(0, 400))


def _after(call: calls.Call, later: int) -> calls.Situation:
    return call.as_of(call.opened_on + timedelta(days=later))


@whole(Figures)
def figure_tables() -> SearchStrategy[Figures]:
    """Tables of figures of municipalities (団体の数値の表)."""
    values = st.dictionaries(lasting_codes(municipal=True), st.integers(0, 10**7), max_size=5)
    return st.builds(Figures, bilingual(), days(), st.none() | sources(), values)


@whole(bonds.Schedule)
def schedules() -> SearchStrategy[bonds.Schedule]:
    """Schedules of repayment (償還表), of at most thirty years."""
    return st.builds(
        bonds.schedule,
        amounts(1, 10**10),
        ratios(0, Fraction(1, 10)),
        years=st.integers(2, 30),
        method=st.sampled_from(bonds.RepaymentMethod),
        per_year=st.sampled_from((1, 2)),
        grace_years=st.sampled_from((0, 1)),
    )
