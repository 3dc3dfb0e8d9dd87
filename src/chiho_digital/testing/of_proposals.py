"""Proposals, reviews and courses of commonization: what makes them agree, histories grown move by move, whole ledgers."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from chiho_digital.basics import FiscalYear, InvalidValue, PartialDate, Period, Precision
from chiho_digital.commonization import (
    MINISTRIES,
    Actor,
    Criterion,
    DecentralisationCourse,
    KnownCandidate,
    Ledger,
    Ministry,
    Outcome,
    Proposal,
    ProposalYear,
    Proposer,
    ProposerKind,
    Remark,
    ReplyRound,
    Result,
    Review,
    StandardAffair,
    Standardisation,
    StudyPart,
    TextLimits,
    characters,
    known_candidates,
    process,
    standardisation,
)
from chiho_digital.commonization.process.history import History

from .codes import bodies
from .making import fields, records, settling, whole
from .texts import identifiers, words
from .times import days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

__all__ = ["courses", "ledgers", "proposers", "reviews"]

_FIRST_CALL, _LAST_CALL = 2014, 2040
_History = TypeVar("_History", bound="History[Any]")

whole(ProposalYear)(lambda: st.integers(_FIRST_CALL, _LAST_CALL).map(ProposalYear))
fields(Ministry, lambda: {"name": st.sampled_from(tuple(MINISTRIES)) | words()})


@settling(Ministry)
def _ministry(values: dict[str, Any]) -> None:
    if values["name"] not in MINISTRIES and values["source"] is None:
        values["source"] = "架空の告示"


_ORGANISATIONS = (ProposerKind.ASSOCIATION, ProposerKind.FEDERATION, ProposerKind.VOLUNTARY)


@whole(Proposer)
def proposers() -> SearchStrategy[Proposer]:
    """Those who may propose: prefectures and municipalities with their codes, organisations of them without (提案団体)."""
    names = words().map(lambda name: f"{name}協議会").filter(_may_propose)
    others = st.builds(Proposer, name=names, kind=st.sampled_from(_ORGANISATIONS))
    return bodies(lasting=True).map(Proposer.of) | others


def _may_propose(name: str) -> bool:
    """Whether a name does not say that it is a company: those that say so are few."""
    try:
        Proposer(name=name, kind=ProposerKind.VOLUNTARY)
    except ValueError:
        return False
    return True


@settling(Proposal)
def _proposal(values: dict[str, Any]) -> None:
    year: ProposalYear = values["year"]
    if values["joint_proposers"] is not None:
        others = {_key(one): one for one in values["joint_proposers"]}
        values["joint_proposers"] = tuple(
            one for key, one in others.items() if key != _key(values["proposer"])
        )
    day: PartialDate | None = values["submitted_on"]
    if day is not None and not day.period.overlaps(Period(year.start, year.end)):
        values["submitted_on"] = day = PartialDate(year.start, Precision.YEAR)
    if values["prior_consultations"] is not None and day is not None:
        values["prior_consultations"] = tuple(
            one.with_(on=day) if one.on is not None and one.on.start > day.end else one
            for one in values["prior_consultations"]
        )
    values["limits"] = _long_enough(values)


def _key(proposer: Proposer) -> str:
    return proposer.code or proposer.name


def _long_enough(values: dict[str, Any]) -> TextLimits:
    """The limits of a proposal, widened where its texts are longer."""
    measure, problem, effect = (characters(values[name] or "") for name in ("measure", "problem", "effect"))
    limits: TextLimits = values["limits"]
    return TextLimits(
        measure=None if limits.measure is None else max(limits.measure, measure),
        problem_and_effect=None
        if limits.problem_and_effect is None
        else max(limits.problem_and_effect, problem + effect),
    )


@settling(Remark)
def _remark(values: dict[str, Any]) -> None:
    on, answer = values["on"], values["answer"]
    if on is not None and answer is not None and answer.on is not None and answer.on.end < on.start:
        values["answer"] = answer.with_(on=on)


_KNOWN = tuple(Ministry(name=name) for name in MINISTRIES)


def _review_events(ministries: Sequence[Ministry]) -> tuple[Any, ...]:
    """Every event of a review, once for each move and each who makes it."""
    council = (None, Actor.COUNCIL)
    named = (None, *ministries)
    return (
        *(process.Selected(by=Actor.COUNCIL, fiscal_year=FiscalYear(year)) for year in (2024, 2025)),
        *(process.Assessed(criterion=one, met=met) for one in Criterion for met in (True, False)),
        *(process.Studied(part=part) for part in StudyPart),
        *(process.Concluded(outcome=outcome) for outcome in Outcome),
        *(process.PolicyDrafted(ministry=one) for one in named),
        *(process.Consented(by=by) for by in council),
        process.ConsentOmitted(reason="災害"),
        process.ProgressReported(),
        *(process.MeasuresAsked(by=by) for by in council),
        process.OutcomeReported(),
        *(process.ConsultationAsked(ministry=one) for one in named),
    )


def _course_events() -> tuple[Any, ...]:
    """Every event of a course."""
    return (
        process.JointCalled(),
        *(process.PrioritiesSet(priority=priority) for priority in (None, True, False)),
        *(process.MinistriesAsked(ministries=asked) for asked in (None, _KNOWN[:2], _KNOWN)),
        process.Heard(),
        *(process.Replied(reply_round=one, ministry=by) for one in ReplyRound for by in (None, *_KNOWN[:2])),
        process.ViewStated(),
        process.OpinionGiven(),
        process.ReExaminationAsked(),
        *(process.PolicyDecided(result=result) for result in (None, *Result)),
        process.LawEnacted(),
    )


def _grown(draw: st.DrawFn, history: _History, events: Sequence[Any], first: date) -> _History:
    """A history after events that were possible, day by day; what was tried and refused is passed over."""
    day = first
    for gap in draw(st.lists(st.integers(0, 12), max_size=12)):
        allowed = history.standing.allowed
        likely = [event for event in events if event.move in allowed]
        event = draw(st.sampled_from(likely or events))
        day += timedelta(days=gap)
        on = draw(st.sampled_from((PartialDate(day, Precision.DAY), None, _month(day))))
        with suppress(InvalidValue):
            history = history.with_events(event.with_(on=on, words=draw(st.none() | words())))
    return history


def _month(day: date) -> PartialDate:
    return PartialDate(day.replace(day=1), Precision.MONTH)


@whole(Review)
def reviews() -> SearchStrategy[Review]:
    """Reviews with what was possible so far (共通化の検討)."""
    return _reviews()


@st.composite
def _reviews(draw: st.DrawFn) -> Review:
    review = draw(_EMPTY_REVIEWS)
    first = draw(days(date(2024, 4, 1), date(2030, 3, 31)))
    return _grown(draw, review, _review_events(review.ministries or _KNOWN[:1]), first)


_EMPTY_REVIEWS: SearchStrategy[Review] = st.builds(
    Review,
    id=identifiers(),
    title=st.none() | words(),
    ministries=st.none() | st.lists(st.sampled_from(_KNOWN), max_size=2, unique=True).map(tuple),
    proposals=st.none() | st.lists(identifiers(), max_size=2, unique=True).map(tuple),
)


@whole(DecentralisationCourse)
def courses() -> SearchStrategy[DecentralisationCourse]:
    """Courses of decentralisation proposals, in the year of their call (分権提案の経過)."""
    return _courses()


@st.composite
def _courses(draw: st.DrawFn) -> DecentralisationCourse:
    proposal = draw(records(Proposal))
    first = proposal.year.start if proposal.submitted_on is None else proposal.submitted_on.start
    return _grown(draw, DecentralisationCourse(proposal=proposal), _course_events(), first)


@whole(Ledger)
def ledgers() -> SearchStrategy[Ledger]:
    """Ledgers whose records name one another, each under an id of its own (共通化台帳)."""
    return _ledgers()


@st.composite
def _ledgers(draw: st.DrawFn) -> Ledger:
    found = draw(st.lists(courses(), max_size=2))
    of_courses = [
        course.with_(proposal=_renamed(course.proposal, f"c{place}")) for place, course in enumerate(found)
    ]
    linked = _references([course.proposal.id for course in of_courses])
    proposals = [
        _renamed(proposal, f"p{place}").with_(decentralisation=draw(st.none() | linked))
        for place, proposal in enumerate(draw(st.lists(records(Proposal), max_size=2)))
    ]
    proposed = [*(course.proposal.id for course in of_courses), *(proposal.id for proposal in proposals)]
    of_reviews = [
        review.with_(id=f"r{place}", proposals=draw(st.none() | _references(proposed)))
        for place, review in enumerate(draw(st.lists(reviews(), max_size=2)))
    ]
    about = _references([*proposed, *(review.id for review in of_reviews)])
    remarks = [
        remark.with_(id=f"m{place}", about=draw(about))
        for place, remark in enumerate(draw(st.lists(records(Remark), max_size=2)))
    ]
    return Ledger(
        proposals=tuple(proposals),
        courses=tuple(of_courses),
        reviews=tuple(of_reviews),
        remarks=tuple(remarks),
    )


def _renamed(proposal: Proposal, id_: str) -> Proposal:
    return proposal.with_(id=id_)


def _references(ids: Sequence[str]) -> SearchStrategy[tuple[str, ...]]:
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple)


whole(Standardisation)(lambda: st.just(standardisation()))
whole(StandardAffair)(lambda: st.sampled_from(standardisation().affairs))
whole(KnownCandidate)(lambda: st.sampled_from(known_candidates()))
