"""What the JSON endpoints of talent answer with, where it is no record of the library."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ..models import TextOut

__all__ = ["NeedCount", "OutlookOut", "PoolsOut", "QuestionOut", "SupportOut"]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PoolsOut(_Out):
    """Real pools and national counts, as far as they were noted. Null is unknown."""

    pools: list[dict[str, Any]]
    national: list[dict[str, Any]]


class NeedCount(_Out):
    """How many needs are stated for a role."""

    role: str | None = Field(description="Null: the need states none.")
    label: TextOut
    needs: int


class QuestionOut(_Out):
    """A question whose answer still matters."""

    fact: str
    text: TextOut
    help: TextOut | None
    answers: list[str] = Field(description="Values that can be given as q_FACT; or `unknown`.")


class SupportOut(_Out):
    """What the measures say of the costs, and what they reckon."""

    body: str
    fiscal_year: int
    helps: list[dict[str, Any]] = Field(description="Measures that could help the body in the year.")
    decisions: dict[str, dict[str, dict[str, Any]]] = Field(description="By measure and number of the cost.")
    supports: dict[str, dict[str, Any]] = Field(description="By measure.")
    choices: dict[str, Any] | None = Field(
        description="Overlaps and the totals of every choice; null without costs."
    )
    questions: list[QuestionOut]


class OutlookOut(_Out):
    """The years of an outlook."""

    body: str
    outlook: dict[str, Any]
