"""The process (手順): the review of an affair, and the course of a decentralisation proposal, as histories of dated events."""

from .course_events import (
    CourseEvent,
    Heard,
    JointCalled,
    LawEnacted,
    MinistriesAsked,
    OpinionGiven,
    PolicyDecided,
    PrioritiesSet,
    ReExaminationAsked,
    Replied,
    ViewStated,
)
from .course_states import COURSE, CourseMove, CourseState
from .courses import CourseStanding, DecentralisationCourse
from .diagrams import diagram, table_of_moves
from .history import Standing
from .machines import Machine
from .review_events import (
    Assessed,
    Concluded,
    Consented,
    ConsentOmitted,
    ConsultationAsked,
    MeasuresAsked,
    OutcomeReported,
    PolicyDrafted,
    ProgressReported,
    ReviewEvent,
    Selected,
    Studied,
)
from .review_states import REVIEW, AssessmentState, EffectState, NeedsState, ReviewMove, Stage
from .reviews import Candidate, Review, ReviewStanding

__all__ = [
    "COURSE",
    "REVIEW",
    "Assessed",
    "AssessmentState",
    "Candidate",
    "Concluded",
    "ConsentOmitted",
    "Consented",
    "ConsultationAsked",
    "CourseEvent",
    "CourseMove",
    "CourseStanding",
    "CourseState",
    "DecentralisationCourse",
    "EffectState",
    "Heard",
    "JointCalled",
    "LawEnacted",
    "Machine",
    "MeasuresAsked",
    "MinistriesAsked",
    "NeedsState",
    "OpinionGiven",
    "OutcomeReported",
    "PolicyDecided",
    "PolicyDrafted",
    "PrioritiesSet",
    "ProgressReported",
    "ReExaminationAsked",
    "Replied",
    "Review",
    "ReviewEvent",
    "ReviewMove",
    "ReviewStanding",
    "Selected",
    "Stage",
    "Standing",
    "Studied",
    "ViewStated",
    "diagram",
    "table_of_moves",
]
