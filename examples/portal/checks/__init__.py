"""Checking the files of strangers: each in a process of its own, what was found kept for minutes in a folder of ours."""

from .checks import Checks, Kept
from .outcomes import Finding, KindOfFinding, Outcome, Said

__all__ = ["Checks", "Finding", "Kept", "KindOfFinding", "Outcome", "Said"]
