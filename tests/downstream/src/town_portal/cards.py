"""A card for a case of joint procurement, and what is known of the yearly cost of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chiho_digital.basics import TaxBasis
from chiho_digital.procurement import AmountScope, Case


@dataclass(frozen=True)
class CaseCard:
    """What the list of cases shows. A number that is not known is None, never zero."""

    id: str
    lead: str
    towns: int | None
    at_least: int
    yearly_yen: int | None


def case_card(case: Case) -> CaseCard:
    """The card of a case."""
    named = len(case.municipalities)
    return CaseCard(case.id, case.lead, case.municipal_count, named, _yearly(case))


def _yearly(case: Case) -> int | None:
    """The yearly amount, where there is exactly one whose tax basis is stated."""
    stated = [
        amount.yen
        for amount in case.amounts
        if amount.scope is AmountScope.ANNUAL
        and amount.yen is not None
        and amount.tax_basis is not TaxBasis.UNKNOWN
    ]
    return stated[0] if len(stated) == 1 else None


def known_total(cards: Iterable[CaseCard]) -> tuple[int, int]:
    """The sum of the yearly amounts that are known, in yen, and of how many cards none is known."""
    amounts = [card.yearly_yen for card in cards]
    known = [amount for amount in amounts if amount is not None]
    return sum(known), len(amounts) - len(known)
