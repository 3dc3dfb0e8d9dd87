"""How much of the costs of one part counts: subsidies deducted, caps applied.

What the text leaves open is read in every way; where the ways lead to different amounts, the amount is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from chiho_digital.basics import MAX_YEN, InvalidValue, Note, Text, format_yen, whole_yen
from chiho_digital.rules import Unknown

from .vocabulary import CapPer, Netting, Part, member

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Amount", "Outlay", "Sum", "counted", "together", "yen"]

Amount = int | Unknown
"""Yen, or why they are not known."""


def yen(amount: int) -> Text:
    """An amount as it is written."""
    return Text(format_yen(amount), f"{amount:,} yen")


def _part(value: Part | str) -> Part:
    return member(Part, value, Text("算式の項", "part of the formula"))


@frozen
class Outlay:
    """One cost as a formula sees it (算式に入る経費). Strictly read-only.

    amount: yen, None is unknown. revenue: subsidies and other revenue toward it, in yen; None is unknown.
    person: the identifier of the person it is for; None: not named.

    Raises:
        InvalidValue: an amount below 0 or above `MAX_YEN`, no whole yen, a revenue above the amount, or no such part.
    """

    part: Part = field(converter=_part)
    amount: int | None
    revenue: int | None = 0
    person: str | None = None

    def __attrs_post_init__(self) -> None:
        for name, value in (("amount", self.amount), ("revenue", self.revenue)):
            if value is not None and not 0 <= whole_yen(value) <= MAX_YEN:
                raise InvalidValue("talent.amount_bounds", value=value, maximum=MAX_YEN).at(name)
        if self.revenue and self.amount is not None and self.revenue > self.amount:
            raise InvalidValue("talent.revenue_above_cost", value=self.revenue, cost=self.amount).at(
                "revenue"
            )


@frozen
class Sum:
    """Costs taken together, in yen. Strictly read-only."""

    gross: int
    revenue: int

    @property
    def net(self) -> int:
        """What is left of the costs when subsidies are deducted."""
        return self.gross - self.revenue

    def fits(self, cap: int, netting: Netting | None) -> bool:
        """Whether the cap leaves the sum as it is."""
        return (self.net if netting is Netting.BEFORE_CAP else self.gross) <= cap

    def capped(self, cap: int, netting: Netting | None) -> Amount:
        """The sum under the cap."""
        before, after = min(self.net, cap), max(min(self.gross, cap) - self.revenue, 0)
        if netting is Netting.AFTER_CAP:
            return after
        if netting is Netting.BEFORE_CAP or before == after:
            return before
        return Unknown(Note("talent.netting_unknown", {"before": yen(before), "after": yen(after)}))


def _known(outlays: Sequence[Outlay]) -> list[tuple[str | None, Sum]] | Unknown:
    """The costs with the person each is for, if all are known."""
    found: list[tuple[str | None, Sum]] = []
    for outlay in outlays:
        if outlay.amount is None or outlay.revenue is None:
            code = "talent.amount_not_stated" if outlay.amount is None else "talent.revenue_not_stated"
            return Unknown(Note(code, {"part": outlay.part.label}))
        found.append((outlay.person, Sum(outlay.amount, outlay.revenue)))
    return found


def _added(sums: Iterable[Sum]) -> Sum:
    listed = list(sums)
    return Sum(sum(one.gross for one in listed), sum(one.revenue for one in listed))


def together(outlays: Sequence[Outlay]) -> Sum | Unknown:
    """The costs taken together."""
    known = _known(outlays)
    return known if isinstance(known, Unknown) else _added(one for _, one in known)


def counted(outlays: Sequence[Outlay], cap: int | None, per: CapPer, netting: Netting | None) -> Amount:
    """What counts of the costs of one part, in yen."""
    known = _known(outlays)
    if isinstance(known, Unknown):
        return known
    whole = _added(one for _, one in known)
    if cap is None or whole.fits(cap, netting):
        return whole.net
    people = {person for person, _ in known}
    if per is CapPer.BODY or (per is CapPer.DOUBTFUL and len(people) == 1 and None not in people):
        return whole.capped(cap, netting)
    if per is CapPer.DOUBTFUL or None in people:
        code = "talent.cap_per_what" if per is CapPer.DOUBTFUL else "talent.person_not_named"
        return Unknown(Note(code, {"cap": yen(cap)}))
    of_each = [_added(one for person, one in known if person == wanted) for wanted in people]
    if per is CapPer.MAYBE_PERSON and not all(one.fits(cap, netting) for one in of_each):
        return Unknown(Note("talent.cap_of_contribution", {"cap": yen(cap)}))
    return _total(one.capped(cap, netting) for one in of_each)


def _total(amounts: Iterable[Amount]) -> Amount:
    total = 0
    for amount in amounts:
        if isinstance(amount, Unknown):
            return amount
        total += amount
    return total
