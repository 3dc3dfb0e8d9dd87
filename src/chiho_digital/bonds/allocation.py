"""What a bond adds to the standard fiscal need (基準財政需要額) and what that brings in allocation tax (普通交付税), in yen.

The projects of one body and year are reckoned together.
Source: 地方交付税法 (Local Allocation Tax Act) arts. 10, 21.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Direction, Note, Rounding, Source
from chiho_digital.rules import Figure, Unknown

from .costs import Opening, reasons
from .rules import PARAMETERS
from .steps import Amount, Step, known_all, percent, shares, step, yen
from .vocabulary import BodyKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .applicant import Applicant

__all__ = ["WHOLE_YEN", "cash_steps", "need_steps"]

WHOLE_YEN = Rounding(1, Direction.DOWN)
_METROPOLIS = "130001"
_COMPUTED_TOGETHER = PARAMETERS.source("allocation_tax_act", "21条")
_ALLOCATION = PARAMETERS.source("allocation_tax_act", "10条")
_ASSOCIATIONS = {BodyKind.ASSOCIATION, BodyKind.ASSOCIATION_WITH_PREFECTURE_OR_DESIGNATED_CITY}


def need_steps(openings: Sequence[Opening], bonds: Sequence[Step], ratio: Figure | Unknown) -> list[Step]:
    """What the bonds of one year add to the standard need, under the ratio of allocation-tax support."""
    nothing = Note("bonds.how_no_bond")
    supported = [
        _supported(opening, bond.amount, ratio) for opening, bond in zip(openings, bonds, strict=True)
    ]
    if isinstance(ratio, Unknown):
        return [step("need_increase", amount, nothing) for amount in supported]
    weights = [0 if isinstance(amount, Unknown) else amount for amount in supported]
    parts = shares(WHOLE_YEN.apply(sum(weights) * ratio.value), weights)
    steps: list[Step] = []
    for amount, part in zip(supported, parts, strict=True):
        if isinstance(amount, Unknown) or amount == 0:
            steps.append(step("need_increase", amount, nothing))
        else:
            how = Note("bonds.how_need", {"bond": yen(amount), "ratio": percent(ratio.value)})
            assumed = (*ratio.assumptions, Note("bonds.principal_only"))
            steps.append(step("need_increase", part, how, WHOLE_YEN, ratio.source, assumed))
    return steps


def _supported(opening: Opening, bond: Amount, ratio: Figure | Unknown) -> Amount:
    """The bond as far as it is supported; unknown where the ratio is."""
    if bond == 0 or isinstance(bond, Unknown):
        return bond
    if isinstance(ratio, Unknown):
        return ratio
    return bond if opening["grants"] == 0 else Unknown(Note("bonds.subsidised_rate_unknown"))


def cash_steps(openings: Sequence[Opening], needs: Sequence[Step], applicant: Applicant) -> list[Step]:
    """What the increases of need of one year bring in cash."""
    amounts = [need.amount for need in needs]
    block = _cash_block(openings, applicant)
    need, revenue = applicant.standard_need, applicant.standard_revenue
    if block is not None:
        source = _COMPUTED_TOGETHER if block.reason.code == "bonds.wards_computed_together" else _ALLOCATION
        found = [block if isinstance(amount, int) and amount else amount for amount in amounts]
        return [_cash_step(amount, Note("bonds.how_no_cash"), source) for amount in found]
    if applicant.receives_allocation_tax or need is None or revenue is None:
        how = Note("bonds.how_cash_recipient")
        return [_cash_step(amount, how, _ALLOCATION, Note("bonds.stays_recipient")) for amount in amounts]
    return _cash_by_formula(openings, amounts, need, revenue)


def _cash_by_formula(
    openings: Sequence[Opening], amounts: Sequence[Amount], need: int, revenue: int
) -> list[Step]:
    """The growth of the shortfall of revenue below need; where only a part of the increase counts, the parts share it."""
    known = known_all(amounts)
    found: Sequence[Amount]
    if need >= revenue:
        found = amounts
    elif isinstance(known, Unknown):
        why = reasons(openings, amounts)
        found = [0 if amount == 0 else reason for amount, reason in zip(amounts, why, strict=True)]
    else:
        found = shares(max(0, need + sum(known) - revenue), known)
    code = "bonds.how_cash_formula" if len(amounts) == 1 else "bonds.how_cash_shared"
    how = Note(code, {"need": yen(need), "revenue": yen(revenue)})
    return [_cash_step(amount, how, _ALLOCATION, Note("bonds.one_year_of_need")) for amount in found]


def _cash_step(amount: Amount, how: Note, source: Source, *notes: Note) -> Step:
    assumed = () if isinstance(amount, Unknown) or not notes else (*notes, Note("bonds.no_proportional_cut"))
    return step("cash_effect", amount, how, None, source, assumed)


def _cash_block(openings: Sequence[Opening], applicant: Applicant) -> Unknown | None:
    """Why the cash cannot be reckoned, if it cannot."""
    kinds = {applicant.kind, *(opening.project.facts().body_kind for opening in openings)}
    bodies = {applicant.body, *(opening.project.body for opening in openings)}
    if BodyKind.SPECIAL_WARD in kinds or _METROPOLIS in bodies:
        return Unknown(Note("bonds.wards_computed_together"))
    if kinds & _ASSOCIATIONS:
        return Unknown(Note("bonds.need_of_an_association"))
    receives = applicant.receives_allocation_tax
    need, revenue = applicant.standard_need, applicant.standard_revenue
    if need is None or revenue is None:
        code = {True: None, False: "bonds.cash_needs_figures", None: "bonds.recipient_not_stated"}[receives]
        return None if code is None else Unknown(Note(code))
    if receives is not None and receives != (need > revenue):
        return Unknown(Note("bonds.status_against_figures", {"need": yen(need), "revenue": yen(revenue)}))
    return None
