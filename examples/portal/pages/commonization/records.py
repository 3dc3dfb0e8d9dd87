"""A draft of a proposal as it is kept, in records of the library, and how it is laid out in a form again."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from chiho_digital.basics import FiscalYear, Text
from chiho_digital.commonization import (
    MINISTRIES,
    DecentralisationCourse,
    FlagFacts,
    Ledger,
    Proposal,
    ProposerKind,
)

__all__ = ["LABELS", "ORGANISATIONS", "QUESTIONS", "Draft", "fields_of"]

QUESTIONS = (
    "whole_affair",
    "already_candidate",
    "standardised",
    "standardisation_carried",
    "earlier_items_carried",
)
"""The facts of the review flags that are answered by yes or no. Benefits and cases stand in the draft itself."""

ORGANISATIONS = tuple(
    kind
    for kind in ProposerKind
    if kind.may_propose and kind not in {ProposerKind.PREFECTURE, ProposerKind.MUNICIPALITY}
)
"""What joint proposers may be that have no code."""

LABELS: Mapping[str, str | Text] = {
    "body": "drafting.body",
    "year": "drafting.year",
    "title": "drafting.title",
    "joint": "drafting.joint",
    "joint_other": "drafting.joint_other",
    "joint_kind": "drafting.joint_kind",
    "proposal_class": "drafting.class",
    "field": "drafting.field",
    "measure": "drafting.measure",
    "problem": "drafting.problem",
    "effect": "drafting.effect",
    "legal_basis": "drafting.legal_basis",
    "ministry_other": "drafting.ministry_other",
    "ministry_source": "drafting.ministry_source",
    "benefits": "drafting.benefits",
    "consulted_on": "drafting.consulted_on",
    "consulted_advice": "drafting.consulted_advice",
    "linked": "drafting.linked",
    "link_year": "drafting.link_year",
    "link_number": "drafting.link_number",
    "link_title": "drafting.link_title",
    "link_body": "drafting.link_body",
    "link_url": "drafting.link_url",
    "kind": "drafting.kind",
    "about": "drafting.about",
    "keep": "drafting.keep",
    "fiscal_year": FlagFacts.fiscal_year.definition.question,
    "widely_from": FlagFacts.widely_from.definition.question,
    **{name: getattr(FlagFacts, name).definition.question for name in QUESTIONS},
}
"""What each field is called, where an error is told."""


class Draft(BaseModel):
    """A draft: the ledger with the proposal and the decentralisation proposal it is linked with, and what the form asks beside.

    about, kind: of which affairs and kind of system it is, for the review flags.  answers: their facts, by name.
    url: of the decentralisation proposal.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ledger: Ledger
    about: tuple[str, ...] = ()
    kind: str | None = None
    url: str | None = None
    answers: dict[str, bool | int] = {}

    @property
    def proposal(self) -> Proposal:
        """The proposal."""
        return self.ledger.proposals[0]

    @property
    def course(self) -> DecentralisationCourse | None:
        """The decentralisation proposal that it is linked with."""
        return self.ledger.courses[0] if self.ledger.courses else None

    @property
    def facts(self) -> FlagFacts:
        """What is answered of the review flags."""
        return FlagFacts(**self.answers)


def fields_of(draft: Draft) -> dict[str, str]:
    """The fields of the form as they were filled in; `reading.read` makes the same draft of them."""
    proposal, course = draft.proposal, draft.course
    joint = proposal.joint_proposers or ()
    ministries = proposal.ministries or ()
    consulted = next(iter(proposal.prior_consultations or ()), None)
    other = next((one for one in joint if one.code is None), None)
    another = next((one for one in ministries if one.name not in MINISTRIES or one.source), None)
    found: dict[str, object] = {
        "body": proposal.proposer.name,
        "year": proposal.year.to("ja"),
        "title": proposal.title,
        "joint": "\n".join(one.name for one in joint if one.code is not None),
        "joint_other": other and other.name,
        "joint_kind": other and other.kind.value,
        "proposal_class": proposal.proposal_class,
        "field": proposal.field,
        "measure": proposal.measure,
        "problem": proposal.problem,
        "effect": proposal.effect,
        "legal_basis": "\n".join(proposal.legal_basis or ()),
        "ministry_other": another and another.name,
        "ministry_source": another and another.source,
        "benefits": "\n".join(proposal.benefits or ()),
        "consulted_on": consulted and consulted.on,
        "consulted_advice": consulted and consulted.advice,
        "linked": None if proposal.decentralisation is None else "yes" if proposal.decentralisation else "no",
        "kind": draft.kind,
        "about": "\n".join(draft.about),
        "link_url": draft.url,
        "fiscal_year": FiscalYear(draft.answers["fiscal_year"]).to("ja")
        if "fiscal_year" in draft.answers
        else None,
        "widely_from": draft.answers.get("widely_from"),
        **{name: "yes" if draft.answers[name] else "no" for name in QUESTIONS if name in draft.answers},
    }
    for place, name in enumerate(MINISTRIES):
        found[f"ministry{place}"] = (
            "1" if any(one.name == name and not one.source for one in ministries) else None
        )
    if course is not None:
        of = course.proposal
        body = None if of.proposer == proposal.proposer else of.proposer.name
        found |= {
            "link_year": of.year.to("ja"),
            "link_title": of.title,
            "link_number": of.control_number,
            "link_body": body,
        }
    return {name: str(value) for name, value in found.items() if value is not None and value != ""}
