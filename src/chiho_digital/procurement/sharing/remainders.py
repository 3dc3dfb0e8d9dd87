"""Who gets the yen by which rounded shares miss the total (端数の帰属), by name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from chiho_digital.basics import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FirstByCode", "Kept", "LargestRemainder", "LargestShare", "Lead", "Left", "Remainder"]


class Left(NamedTuple):
    """What rounding left of a total, in yen (below zero where it rounded up), and the bodies in order of code.

    exact, before: each body's share, and what the last rounding was applied to, both times `scale`.  rounded: yen.
    """

    yen: int
    unit: int
    codes: Sequence[str]
    exact: Sequence[int]
    before: Sequence[int]
    rounded: Sequence[int]
    scale: int

    def to(self, place: int) -> list[int]:
        """All to one body."""
        given = [0] * len(self.codes)
        given[place] = self.yen
        return given


class Remainder(ABC):
    """A rule for the remainder (端数の帰属の定め)."""

    __slots__ = ()

    @property
    @abstractmethod
    def text(self) -> Text:
        """The rule in words."""

    @abstractmethod
    def given(self, left: Left) -> list[int] | None:
        """What each body gets of it; None where the rule names nobody of those who take part."""


@frozen
class LargestShare(Remainder):
    """All to the body with the largest share before rounding; to the first by code among equals."""

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text("端数処理前の負担が最も大きい団体", "to the body with the largest share")

    def given(self, left: Left) -> list[int]:
        """All to one."""
        return left.to(max(range(len(left.exact)), key=left.exact.__getitem__))


@frozen
class LargestRemainder(Remainder):
    """A unit of the rounding each to those who lost most by rounding, what is below a unit to the next (最大剰余法).

    The first by code come first among equals. It needs shares that are rounded down, once.
    """

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text(
            "切り捨てた端数の大きい団体から順に1単位ずつ", "a unit each to those who lost most by rounding"
        )

    def given(self, left: Left) -> list[int]:
        """Units to some, less than a unit to one at most."""
        units, rest = divmod(left.yen, left.unit)
        lost = [amount - yen * left.scale for amount, yen in zip(left.before, left.rounded, strict=True)]
        order = sorted(range(len(lost)), key=lost.__getitem__, reverse=True)
        given = [0] * len(order)
        for place in order[:units]:
            given[place] = left.unit
        if rest:
            given[order[units]] = rest
        return given


@frozen
class FirstByCode(Remainder):
    """All to the first by code among those who bear anything."""

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text(
            "負担する団体のうちコード順で最初の団体", "to the first by code of those who bear anything"
        )

    def given(self, left: Left) -> list[int]:
        """All to one."""
        return left.to(next(place for place, exact in enumerate(left.exact) if exact))


@frozen
class Lead(Remainder):
    """All to one of the bodies, by its code: the lead body (代表団体)."""

    code: str

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text(f"代表団体（{self.code}）", f"to the lead body ({self.code})")

    def given(self, left: Left) -> list[int] | None:
        """All to one, if it takes part."""
        return left.to(left.codes.index(self.code)) if self.code in left.codes else None


@frozen
class Kept(Remainder):
    """To none of the bodies: paid by another that is named, say the association; below zero it is that one's surplus."""

    by: str

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text(f"「{self.by}」が負担（分担額の外）", f"paid by {self.by}, apart from the shares")

    def given(self, left: Left) -> list[int]:
        """Nothing."""
        return [0] * len(left.codes)
