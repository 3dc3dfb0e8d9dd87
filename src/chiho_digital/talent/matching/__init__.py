"""Who goes where: people's time matched to needs, explained (人材と需要の照合)."""

from .matching import match
from .results import Match, Matching, Unmet, UnmetBecause

__all__ = ["Match", "Matching", "Unmet", "UnmetBecause", "match"]
