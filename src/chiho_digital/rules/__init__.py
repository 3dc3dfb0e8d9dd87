"""The rule engine: facts, conditions, dated parameters, rule sets, decisions. It knows no programme.

A rule is written once, as a small tree of conditions over named facts, and runs on one case and on a whole table.
Every answer is true, false or unknown, and says why.
"""

from .conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Every,
    Holds,
    IsTrue,
    Not,
    OneOf,
    ParameterAt,
    Some,
    UnknownLaw,
    all_of,
    any_of,
    every,
    some,
    value_of,
)
from .decisions import Decision, Finding, Outcome
from .errors import InvalidFacts, InvalidFrame, InvalidParameters
from .facts import Children, Constraint, Fact, FactDefinition, Facts, children, fact
from .pages import rule_page
from .parameters import DatedValue, Figure, Parameter, ParameterFile, Unknown, load_parameters
from .questions import Answer, Question
from .rulesets import Change, Revision, Role, Rule, RuleSet
from .ways import Way, Ways
from .wording import OFFICIAL

__all__ = [
    "OFFICIAL",
    "All",
    "Answer",
    "AnyOf",
    "Between",
    "Change",
    "Children",
    "Compare",
    "Condition",
    "Constraint",
    "DatedValue",
    "Decision",
    "Every",
    "Fact",
    "FactDefinition",
    "Facts",
    "Figure",
    "Finding",
    "Holds",
    "InvalidFacts",
    "InvalidFrame",
    "InvalidParameters",
    "IsTrue",
    "Not",
    "OneOf",
    "Outcome",
    "Parameter",
    "ParameterAt",
    "ParameterFile",
    "Question",
    "Revision",
    "Role",
    "Rule",
    "RuleSet",
    "Some",
    "Unknown",
    "UnknownLaw",
    "Way",
    "Ways",
    "all_of",
    "any_of",
    "children",
    "every",
    "fact",
    "load_parameters",
    "rule_page",
    "some",
    "value_of",
]
