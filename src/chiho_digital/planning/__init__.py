"""Across the rooms, for one body: the way to a system (which software exists, how others bought it, how to pay)."""

from .pathways import pathway, pathways
from .records import Pathway
from .steps import Entry, Step, StepName

__all__ = ["Entry", "Pathway", "Step", "StepName", "pathway", "pathways"]
