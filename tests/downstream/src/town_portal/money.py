"""Whether a project may be borrowed for, in the words of a traffic light, with what would still have to be asked."""

from __future__ import annotations

from dataclasses import dataclass

from chiho_digital import bonds
from chiho_digital.rules import Outcome

_LIGHTS = {Outcome.ELIGIBLE: "green", Outcome.INELIGIBLE: "red", Outcome.UNDETERMINED: "yellow"}


@dataclass(frozen=True)
class MoneyCard:
    """The light, and the facts that are missing."""

    light: str
    missing: tuple[str, ...]
    explanation: str


def money_card(project: bonds.Project) -> MoneyCard:
    """The card of a project."""
    decision = bonds.eligibility(project.facts())
    return MoneyCard(_LIGHTS[decision.outcome], tuple(decision.missing), decision.explain("ja"))
