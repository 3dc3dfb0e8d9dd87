"""What the JSON about the bond answers with, and the parameters that its addresses take."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from chiho_digital import bonds
from chiho_digital.rules import Outcome, Question

from ..models import TextOut
from .answers import DEFINITIONS, NOT_KNOWN, written

__all__ = ["DecisionOut", "ProcedureOut", "QuestionOut", "parameters"]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AnswerOut(_Out):
    """A possible answer, and what the decision can still become after it."""

    value: str
    outcomes: list[str]


class QuestionOut(_Out):
    """What to ask next."""

    fact: str
    text: TextOut
    help: TextOut | None
    answers: list[AnswerOut]

    @classmethod
    def of(cls, question: Question) -> Self:
        """From the library's own."""
        return cls(
            fact=question.fact,
            text=TextOut.of(question.text),
            help=None if question.help is None else TextOut.of(question.help),
            answers=[
                AnswerOut(
                    value=written(answer.value),
                    outcomes=[outcome.value for outcome in Outcome if outcome in answer.outcomes],
                )
                for answer in question.answers
            ],
        )


class DecisionOut(_Out):
    """A decision, what was answered with "not known", and the next question."""

    decision: dict[str, Any] = Field(description="The decision as the library writes it.")
    unknown: list[str] = Field(
        description="Facts that were answered with 'unknown'; they are not asked again."
    )
    next_question: QuestionOut | None = Field(description="Null where no answer can change the outcome.")


class ProcedureOut(_Out):
    """What to do before borrowing. Null is not known."""

    kind: str | None
    counterparty: str | None
    consent_of_minister: bool | None
    missing: list[str]
    permission: dict[str, Any] = Field(description="Whether permission is needed.")
    notification: dict[str, Any] = Field(description="Whether prior notification replaces consultation.")

    @classmethod
    def of(cls, procedure: bonds.Procedure) -> Self:
        """From the library's own."""
        return cls(
            kind=procedure.kind and procedure.kind.value,
            counterparty=procedure.counterparty and procedure.counterparty.value,
            consent_of_minister=procedure.consent_of_minister,
            missing=list(procedure.missing),
            permission=procedure.permission.to_dict(),
            notification=procedure.notification.to_dict(),
        )


def parameters(*further: str) -> list[dict[str, Any]]:
    """The parameters of an address: the body, every fact, and further fields."""
    facts = {
        name: f"{definition.question.en} {', '.join(definition.choices)}".strip()
        for name, definition in DEFINITIONS.items()
    }
    told = {"body": "Code or name of the body that borrows.", **facts, **dict.fromkeys(further, "")}
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": f"{text} ({NOT_KNOWN} is an answer.)" if name in facts else text,
            "schema": {"type": "string"},
        }
        for name, text in told.items()
    ]
