"""Reviews and courses to start with, and histories to draw from."""

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import strategies as st

from chiho_digital.basics import InvalidValue
from chiho_digital.commonization import DecentralisationCourse, Review, process

HAGI = {"name": "山口県萩市", "kind": "municipality", "code": "352047"}
SHIMONOSEKI = {"name": "山口県下関市", "kind": "municipality", "code": "352012"}
FIRST = date(2024, 4, 1)
MINISTRIES = ("総務省", "デジタル庁")


def proposal(**changes):
    """What a proposal is made of."""
    return {"id": "p1", "year": 2024, "title": "架空の提案", "proposer": HAGI} | changes


def review(*events, **changes):
    """A review after some events."""
    return Review(**({"id": "r1", "title": "架空の業務", "ministries": MINISTRIES} | changes), events=events)


def course(*events, **changes):
    """A course of a decentralisation proposal after some events."""
    return DecentralisationCourse(proposal=proposal(**changes), events=events)


def selected(on=None, **changes):
    return process.Selected(**({"by": "council", "on": on, "fiscal_year": 2024} | changes))


def met(criterion, on=None):
    return process.Assessed(criterion=criterion, met=True, on=on)


def not_met(criterion, on=None):
    return process.Assessed(criterion=criterion, met=False, on=on)


def concluded(outcome, on=None):
    return process.Concluded(outcome=outcome, on=on)


def replied(reply_round, ministry=None, on=None):
    return process.Replied(reply_round=reply_round, ministry=ministry, on=on)


ALL_MET = (met("needs"), met("effect"), met("feasibility"))
TO_FIRST_REPLY = (
    process.JointCalled(),
    process.PrioritiesSet(priority=True),
    process.MinistriesAsked(ministries=MINISTRIES),
    process.Heard(),
    replied("first", "総務省"),
)
TO_POLICY = (
    *TO_FIRST_REPLY,
    process.ViewStated(),
    process.OpinionGiven(),
    process.ReExaminationAsked(),
    replied("second", "総務省"),
    process.PolicyDecided(result="in_line"),
)

_OF_REVIEWS = (
    selected(),
    *(made(criterion) for criterion in ("needs", "effect", "feasibility") for made in (met, not_met)),
    process.Studied(part="sample_survey"),
    *(concluded(outcome) for outcome in ("go_ahead", "prepare_conditions", "another_method", "postpone")),
    process.PolicyDrafted(ministry="総務省"),
    process.Consented(by="council"),
    process.ConsentOmitted(reason="災害"),
    process.ProgressReported(),
    process.MeasuresAsked(),
    process.OutcomeReported(),
    process.ConsultationAsked(ministry="総務省"),
)
_OF_COURSES = (*TO_POLICY, replied("first", "デジタル庁"), process.LawEnacted())
_exactness = st.sampled_from(["day", "day", "month", "none"])


def _dated(offset, exactness):
    day = FIRST + timedelta(days=offset)
    return {"day": day, "month": f"{day:%Y-%m}", "none": None}[exactness]


@st.composite
def _histories(draw, start, events):
    """A history of events that were possible, day by day, with what was tried and refused passed over."""
    history, offset = start, 0
    for _ in range(draw(st.integers(0, 14))):
        likely = [event for event in events if event.move in history.standing.allowed]
        event = draw(st.sampled_from(likely or events) | st.sampled_from(events))
        offset += draw(st.integers(0, 12))
        with suppress(InvalidValue):
            history = history.with_events(event.with_(on=_dated(offset, draw(_exactness))))
    return history


def reviews():
    return _histories(review(), _OF_REVIEWS)


def courses():
    return _histories(course(), _OF_COURSES)
