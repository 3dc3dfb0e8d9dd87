"""Proposals and reviews of a ledger as tables: what the summaries are made from, on any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import InvalidValue, require

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chiho_digital.tables import Engine

    from .ledger import Ledger
    from .ministries import Ministry
    from .process import Review

__all__ = ["proposal_table", "review_table"]

_PROPOSALS = {
    "proposal": str,
    "decentralisation": bool,
    "year": int,
    "class": str,
    "field": str,
    "ministry": str,
    "course": str,
    "result": str,
    "fiscal_year": int,
    "stage": str,
    "outcome": str,
}
_REVIEWS = {
    "review": str,
    "fiscal_year": int,
    "field": str,
    "ministry": str,
    "stage": str,
    "outcome": str,
}


def proposal_table(ledger: Ledger, *, engine: Engine = "polars") -> Any:
    """The proposals of a ledger as a table (提案の表): a row for each proposal, ministry, and review that names the proposal.

    Text: `proposal` (its id); `class`; `field`; `ministry` (empty where it is known that there is none); of decentralisation
    proposals `course` and `result` (values of `process.CourseState` and `Result`); of the reviews `stage` and `outcome` (values of
    `process.Stage` and `Outcome`). Boolean: `decentralisation`, whether it is such a proposal rather than one for commonization.
    Whole numbers: `year` (of the call, a calendar year); `fiscal_year`, for which a review was selected as a candidate.
    Null is unknown; what a course or a review tells is null where there is none, or it records none.

    Raises:
        InvalidValue: no such engine.
        MissingExtra: Polars or the engine is not installed.
    """
    return _table(_of_proposals(ledger), _PROPOSALS, engine)


def review_table(ledger: Ledger, *, engine: Engine = "polars") -> Any:
    """The reviews of a ledger as a table (検討の表): a row for each review, ministry and field of a proposal that it comes from.

    Text: `review` (its id); `field` (empty where it is known that it comes from no proposal); `ministry` (empty where it is
    known that there is none); `stage` and `outcome` (values of `process.Stage` and `Outcome`). Whole numbers: `fiscal_year`, for
    which it was selected as a candidate. Null is unknown; `fiscal_year` and `outcome` are null where none is recorded.

    Raises:
        InvalidValue: no such engine.
        MissingExtra: Polars or the engine is not installed.
    """
    return _table(_of_reviews(ledger), _REVIEWS, engine)


def _of_proposals(ledger: Ledger) -> Iterator[tuple[Any, ...]]:
    """The rows of proposals, in the order of `_PROPOSALS`."""
    reviews: dict[str, dict[tuple[Any, ...], None]] = {}
    for review in ledger.reviews:
        for id_ in review.proposals or ():
            reviews.setdefault(id_, {})[_standing(review)] = None
    courses = {course.proposal.id: course for course in ledger.courses}
    for proposal in (*ledger.proposals, *(course.proposal for course in ledger.courses)):
        course = courses.get(proposal.id)
        standing = course and course.standing
        whose = (proposal.id, course is not None, proposal.year.year, proposal.proposal_class, proposal.field)
        told = (standing and standing.state.value, standing and standing.result and standing.result.value)
        for ministry in _ministries(proposal.ministries):
            for reviewed in reviews.get(proposal.id, [(None, None, None)]):
                yield *whose, ministry, *told, *reviewed


def _of_reviews(ledger: Ledger) -> Iterator[tuple[Any, ...]]:
    """The rows of reviews, in the order of `_REVIEWS`."""
    proposed = (*ledger.proposals, *(course.proposal for course in ledger.courses))
    fields = {proposal.id: proposal.field for proposal in proposed}
    for review in ledger.reviews:
        year, stage, outcome = _standing(review)
        for field in _fields(review, fields):
            for ministry in _ministries(review.ministries):
                yield review.id, year, field, ministry, stage, outcome


def _standing(review: Review) -> tuple[int | None, str, str | None]:
    """For which fiscal year it was selected, its stage and its outcome."""
    standing, candidate = review.standing, review.candidate
    year = None if candidate is None else candidate.fiscal_year.year
    return year, standing.stage.value, standing.outcome and standing.outcome.value


def _ministries(ministries: tuple[Ministry, ...] | None) -> list[str | None]:
    if ministries is None:
        return [None]
    return [one.name for one in ministries] or [""]


def _fields(review: Review, fields: Mapping[str, str | None]) -> list[str | None]:
    """The fields of the proposals that a review comes from, each once."""
    if review.proposals is None:
        return [None]
    return list(dict.fromkeys(fields[id_] for id_ in review.proposals)) or [""]


def _table(rows: Iterator[tuple[Any, ...]], kinds: dict[str, type], engine: Engine) -> Any:
    from chiho_digital.tables.reading import ENGINES, on_engine

    if engine not in ENGINES:
        raise InvalidValue("tables.no_engine", value=engine, engines=ENGINES)
    pl = require("polars", extra="polars")
    types = {str: pl.String, int: pl.Int64, bool: pl.Boolean}
    schema = {name: types[kind] for name, kind in kinds.items()}
    return on_engine(engine, pl.DataFrame(list(rows), schema=schema, orient="row"))
