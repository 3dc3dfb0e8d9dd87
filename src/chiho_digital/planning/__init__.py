"""Across the rooms, for one body: the way to a system (which software exists, how others bought it, how to pay), and its load of work."""

from .commonization_view import case_rows
from .load_tables import load_distribution, load_table
from .loads import Load, YearLoad, load
from .pathways import pathway, pathways
from .records import Pathway
from .steps import Entry, Step, StepName
from .work import WorkItem, WorkKind
from .work_of import (
    standardisation_work,
    work_of_calls,
    work_of_candidates,
    work_of_cases,
    work_of_plans,
    work_of_proposals,
    work_of_reviews,
)

__all__ = [
    "Entry",
    "Load",
    "Pathway",
    "Step",
    "StepName",
    "WorkItem",
    "WorkKind",
    "YearLoad",
    "case_rows",
    "load",
    "load_distribution",
    "load_table",
    "pathway",
    "pathways",
    "standardisation_work",
    "work_of_calls",
    "work_of_candidates",
    "work_of_cases",
    "work_of_plans",
    "work_of_proposals",
    "work_of_reviews",
]
