"""The types users of commonization see; read by the type checkers, never run."""

from datetime import date
from typing import assert_type

from chiho_digital import commonization
from chiho_digital.basics import FiscalYear, PartialDate
from chiho_digital.commonization import process

review = commonization.Review(id="r")
selected = process.Selected(by=commonization.Actor.COUNCIL, fiscal_year=FiscalYear(2024))
assert_type(selected.on, PartialDate | None)
assert_type(review.with_events(selected), commonization.Review)
assert_type(review.standing, process.ReviewStanding)
assert_type(review.as_of(date(2025, 3, 31)).stage, process.Stage)
assert_type(review.standing.outcome, commonization.Outcome | None)
assert_type(review.standing.of(process.Studied), tuple[process.Studied, ...])
assert_type(review.candidate, commonization.Candidate | None)

proposal = commonization.Proposal.model_validate({"id": "p"})
assert_type(proposal.year, commonization.ProposalYear)
assert_type(proposal.benefits, tuple[str, ...] | None)
course = commonization.DecentralisationCourse(proposal=proposal)
assert_type(course.standing, process.CourseStanding)
assert_type(course.standing.result, commonization.Result | None)
assert_type(commonization.similar([proposal]), tuple[commonization.SimilarPair[commonization.Proposal], ...])
assert_type(commonization.known_candidates(), tuple[commonization.KnownCandidate, ...])
flagged = commonization.flags(proposal, facts=commonization.FlagFacts(widely_from=5), about=["電子入札"])
assert_type(flagged, commonization.Flags)
assert_type(flagged["widely_procured"].state, commonization.FlagState)
assert_type(flagged.advice, commonization.Advice | None)
